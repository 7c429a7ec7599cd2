//! A theme is named differently where it is announced and on a sheet.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Thématique qui varie",
    why: "Les bilans se font par thématique : deux noms font deux lignes.",
    remedy: "Retenir un nom et le reprendre sur les fiches.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité, communication et mutualisation\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tLisibilité, communication\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité, communication et mutualisation\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tLisibilité, communication, mutualisation\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let found = ground.reading.themes.iter().filter_map(|theme| {
        // A name that lacks a word is another one here: themes are counted by their names.
        let words = stems(&theme.name.value);
        let other = theme.other_names.iter().find(|other| stems(&other.value) != words)?;
        let reason = format!(
            "La thématique «\u{a0}{}\u{a0}» est nommée «\u{a0}{}\u{a0}» sur une fiche.",
            theme.name.value, other.value
        );
        Some(Hit::at(quoted(&theme.name), reason).and(quoted(other)))
    });
    found.collect()
}
