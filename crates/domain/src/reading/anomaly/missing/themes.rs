//! A theme is announced, and no action of the plan stands under it while others have theirs.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, ThemeRead};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Thématique annoncée sans action",
    why: "Une thématique sans action est une promesse que rien ne porte.",
    remedy: "Y rattacher une action, ou dire que la thématique n’est pas traitée.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tLisibilité et communication\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tLisibilité et communication\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let used = |theme: &&ThemeRead| {
        reading
            .actions
            .iter()
            .any(|action| action.themes.iter().any(|own| own.value == theme.id))
    };
    let (with, without): (Vec<&ThemeRead>, Vec<&ThemeRead>) = reading.themes.iter().partition(used);
    if with.is_empty() {
        return Vec::new();
    }
    let told = without.into_iter().map(|theme| {
        let reason = format!(
            "La thématique «\u{a0}{}\u{a0}» est annoncée et aucune fiche n’y est rattachée.",
            theme.name.value
        );
        Hit::at(quoted(&theme.name), reason).and(near(ground, theme))
    });
    told.collect()
}

/// The action whose title speaks most of the theme.
fn near(ground: &Ground<'_>, theme: &ThemeRead) -> Option<Quote> {
    let words = stems(&theme.name.value);
    let shared = |action: &&ActionRead| stems(&action.title.value).intersection(&words).count();
    let action = ground
        .reading
        .actions
        .iter()
        .filter(|action| shared(action) > 0)
        .max_by_key(shared)?;
    Some(quoted(&action.title))
}
