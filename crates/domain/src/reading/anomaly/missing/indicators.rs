//! Indicators are asked of every action, and actions have none.

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Indicateurs demandés et absents",
    why: "Sans indicateur, le bilan annuel ne peut dire ni ce qui avance ni ce qui est atteint.",
    remedy: "Fixer au moins un indicateur par action avant le prochain bilan.",
    shows: "Article 2 : Évaluation\n\nLes indicateurs d’évaluation seront déclinés dans les fiches actions.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "Article 2 : Évaluation\n\nLes indicateurs d’évaluation seront déclinés dans les fiches actions.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nIndicateurs : nombre de places\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nIndicateurs : nombre de parents\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = &ground.reading.actions;
    let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) =
        actions.iter().partition(|action| !action.indicators.is_empty());
    let Some(first) = without.first() else { return Vec::new() };
    let asked = ground.agreed().find(|passage| asks(passage));
    match (asked, with.first()) {
        (Some(asked), None) => {
            let reason = "Le texte demande des indicateurs pour les actions, et aucune n’en a.";
            vec![Hit::at(asked.quote(), reason).and(quoted(&first.title))]
        }
        (asked, Some(shown)) if with.len() > without.len() => {
            let verb = if without.len() == 1 { "n’a" } else { "n’ont" };
            let subject = crate::reading::anomaly::said::capital(&actions_of(&without));
            let reason = format!("{subject} {verb} pas d’indicateur, alors que {} actions en ont.", with.len());
            let b = asked.map(Passage::quote).or_else(|| shown.indicators.first().map(quoted));
            vec![
                Hit::at(quoted(&first.title), reason)
                    .and(b)
                    .of(numbers_of(without.iter().copied())),
            ]
        }
        _ => Vec::new(),
    }
}

/// A sentence that asks for indicators in the sheets or for each action.
fn asks(passage: &Passage) -> bool {
    let place = ["fiche", "chaque action", "plan d'action", "des actions", "pour les actions"];
    passage.plain.contains("indicateur")
        && passage.says(&place)
        && passage.says(&[
            "seront", "sera", "doi", "devr", "comport", "dote", "assorti", "figur", "sont ",
        ])
}
