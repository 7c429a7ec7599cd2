//! Some actions have a sheet and others have none.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Fiche action absente",
    why: "Sans fiche, ni les moyens, ni le financement, ni le public de l’action ne sont convenus.",
    remedy: "Écrire les fiches qui manquent et les joindre par avenant.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nMoyens : deux agents\nFinancement : la Caf\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nMoyens : deux agents\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nMoyens : un agent\n",
    reads_amendments: false,
    find,
};

fn has_sheet(action: &ActionRead) -> bool {
    let told =
        !action.details.is_empty() || !action.means.is_empty() || !action.funding.is_empty() || !action.themes.is_empty();
    told || action.tracks.iter().any(|track| track.view == View::Sheet)
}

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = &ground.reading.actions;
    let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) = actions.iter().partition(|action| has_sheet(action));
    let (Some(shown), Some(first)) = (with.first(), without.first()) else {
        return Vec::new();
    };
    let numbers = listed(without.iter().map(|action| &action.number.value));
    let (subject, left) = if without.len() == 1 {
        (
            format!("L’action {numbers} n’a"),
            "ses thématiques, ses moyens et son financement",
        )
    } else {
        (
            format!("Les actions {numbers} n’ont"),
            "leurs thématiques, leurs moyens et leur financement",
        )
    };
    let reason = format!(
        "{subject} pas de fiche détaillée dans le texte, qui en donne {} sur {}\u{a0}: {left} restent à compléter.",
        with.len(),
        actions.len()
    );
    let sheet = shown.details.first().map(|detail| quoted(&detail.text));
    vec![Hit::at(quoted(&first.title), reason).and(sheet).of(numbers_of(without))]
}
