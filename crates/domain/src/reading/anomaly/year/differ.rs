//! The grid and the sheet give other years, for the action or for a commune that both name.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, Key, Reading, Track, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::High,
    name: "Années de la fiche et du tableau",
    why: "L’action est en retard pour l’un et à l’heure pour l’autre.",
    remedy: "Retenir une des deux suites d’années.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2024-2025</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = ground.reading.actions.iter();
    actions.filter_map(|action| of(ground.reading, action)).collect()
}

fn of(reading: &Reading, action: &ActionRead) -> Option<Hit> {
    let view = |view: View| {
        action
            .tracks
            .iter()
            .filter(move |track| track.view == view)
            .collect::<Vec<_>>()
    };
    let (grid, sheet) = (view(View::Deployment), view(View::Sheet));
    let (first, other) = (grid.first()?, sheet.first()?);
    let who = if all_years(&grid) == all_years(&sheet) {
        let commune = grid
            .iter()
            .flat_map(|track| &track.communes)
            .find(|commune| apart(commune, &grid, &sheet))?;
        format!(" pour {}", reading.shown(commune))
    } else {
        String::new()
    };
    let reason = format!(
        "Les années de l’action {} diffèrent{who}\u{a0}: {} dans la grille, {} sur la fiche.",
        action.number.value,
        listed(all_years(&grid)),
        listed(all_years(&sheet))
    );
    Some(
        Hit::at(quoted(&first.mark), reason)
            .and(quoted(&other.mark))
            .of(vec![action.number.value.clone()]),
    )
}

/// Every year of some marks.
pub(super) fn all_years(tracks: &[&Track]) -> BTreeSet<i16> {
    tracks.iter().flat_map(|track| track.years.iter().copied()).collect()
}

/// A commune is named in a year of the grid that the sheet, which names it too, does not give it.
fn apart(commune: &Key, grid: &[&Track], sheet: &[&Track]) -> bool {
    let of = |tracks: &[&Track]| -> BTreeSet<i16> {
        let named = tracks.iter().filter(|track| track.communes.contains(commune));
        named.flat_map(|track| track.years.iter().copied()).collect()
    };
    let on_sheet = of(sheet);
    !on_sheet.is_empty() && !of(grid).is_subset(&on_sheet)
}
