//! The grid names nobody in years for which the sheet names communes.

use std::collections::BTreeSet;

use super::differ::all_years;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::spoken;
use crate::reading::anomaly::said::{listed, quoted, years_spoken};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, Holder, Key, Reading, Track, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Low,
    name: "Communes de la fiche absentes du tableau",
    why: "Le tableau seul fait croire que personne n’est désigné pour ces années.",
    remedy: "Reporter dans le tableau les communes de la fiche.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>V: 2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont Bréval</p>\t<p>Valmont Bréval</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont Bréval\tValmont Bréval\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont Bréval</p>\t<p>Valmont Bréval</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont Bréval\tValmont Bréval\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = ground.reading.actions.iter();
    actions.filter_map(|action| of(ground.reading, action)).collect()
}

fn of(reading: &Reading, action: &ActionRead) -> Option<Hit> {
    let of = |view: View, named: bool| {
        let tracks = action.tracks.iter();
        tracks.filter(move |track| track.view == view && track.communes.is_empty() != named)
    };
    let silent: Vec<&Track> = of(View::Deployment, false).collect();
    let sheet: Vec<&Track> = of(View::Sheet, true).collect();
    let told = all_years(&sheet);
    let years: BTreeSet<i16> = all_years(&silent).into_iter().filter(|year| told.contains(year)).collect();
    let shared = |tracks: &[&Track]| {
        let track = tracks
            .iter()
            .find(|track| track.years.iter().any(|year| years.contains(year)));
        track.map(|track| quoted(&track.mark))
    };
    let mut named: Vec<&Key> = Vec::new();
    for track in sheet
        .iter()
        .filter(|track| track.years.iter().any(|year| years.contains(year)))
    {
        named.extend(track.communes.iter());
    }
    let mut once = BTreeSet::new();
    named.retain(|key| once.insert(*key));
    // A plain cross says as much where the sheet names every commune that bears the action.
    let bears = |key: &Key| action.bearers.iter().any(|bearer| bearer.value == Holder::Known(key.clone()));
    let communes = action
        .bearers
        .iter()
        .filter(|bearer| matches!(&bearer.value, Holder::Known(key) if reading.is_commune(key)))
        .count();
    if communes > 1 && named.len() == communes && named.iter().all(|key| bears(key)) {
        return None;
    }
    let reason = format!(
        "La grille ne nomme aucune commune {} pour l’action {}\u{a0}; la fiche en nomme {}\u{a0}: {}.",
        years_spoken(&years),
        action.number.value,
        spoken(named.len()),
        listed(named.into_iter().map(|key| reading.shown(key)))
    );
    Some(
        Hit::at(shared(&silent)?, reason)
            .and(shared(&sheet)?)
            .of(vec![action.number.value.clone()]),
    )
}
