//! An action has the theme of a level of the framework, and stands under another level.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::sense;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, Key, NodeRead, Reading};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Medium,
    name: "Action classée de deux façons",
    why: "L’action est comptée dans un enjeu par le plan, et dans un autre par sa fiche : les bilans ne concorderont pas.",
    remedy: "Choisir où l’action est comptée.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tLisibilité et communication\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tLisibilité et communication\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let same: Vec<(&Key, &NodeRead)> = reading
        .themes
        .iter()
        .filter_map(|theme| {
            let words = sense(&theme.name.value);
            let node = reading
                .nodes
                .iter()
                .find(|node| !words.is_empty() && sense(&node.title.value) == words)?;
            Some((&theme.id, node))
        })
        .collect();
    let mut found = Vec::new();
    for action in &reading.actions {
        for theme in &action.themes {
            let level = same.iter().find(|(id, _)| **id == theme.value).map(|(_, node)| *node);
            let Some(level) = level.filter(|level| !under(reading, action, level)) else {
                continue;
            };
            let reason = format!(
                "L’action {} a pour thématique «\u{a0}{}\u{a0}», et le plan la range ailleurs que sous l’enjeu de ce nom.",
                action.number.value, level.title.value
            );
            let a = Quote {
                line: theme.lines.first().unwrap_or_default(),
                quote: level.title.value.clone(),
            };
            found.push(
                Hit::at(a, reason)
                    .and(quoted(&action.title))
                    .of(vec![action.number.value.clone()]),
            );
        }
    }
    found
}

/// Whether an action stands under a level, however far.
fn under(reading: &Reading, action: &ActionRead, level: &NodeRead) -> bool {
    let mut next = action.parent.as_ref().map(|parent| &parent.value);
    // An action without a place contradicts nothing.
    if next.is_none() {
        return true;
    }
    for _ in 0..5 {
        let Some(key) = next else { return false };
        if *key == level.id {
            return true;
        }
        next = reading
            .nodes
            .iter()
            .find(|node| node.id == *key)
            .and_then(|node| node.parent.as_ref());
    }
    false
}
