//! Funding is named and no sum stands beside it, although an article asks for sums.

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::High,
    name: "Financement sans montant",
    why: "Sans montant, aucune part n’est promise : chacun peut dire qu’il ne devait rien.",
    remedy: "Joindre un tableau des montants par action, par financeur et par année.",
    shows: "Article 2 : Communication\n\nLes supports feront mention des montants engagés par chaque partie.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nFinancement : la Caf, Valmont\n",
    spares: "Article 2 : Communication\n\nLes supports feront mention des montants engagés par chaque partie.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nFinancement : Caf : 10 000 € en 2024\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = &ground.reading.actions;
    let funded: Vec<&ActionRead> = actions.iter().filter(|action| !action.funding.is_empty()).collect();
    let amounts = actions.iter().any(|action| !action.amounts.is_empty());
    let money = amounts || ground.plain.iter().any(|line| line.contains('€') || line.contains(" euros"));
    let asked = ground.agreed().find(|passage| {
        let sums = passage.says(&[
            "des montants",
            "les montants",
            "le montant des",
            "aux montants",
            "le montant apporte",
            "le montant de chaque",
            "precise le montant",
            "le montant par",
        ]);
        sums && passage.says(&["mention", "precis", "indiqu", "communiqu", "fix"])
    });
    match (asked, funded.first()) {
        (Some(asked), Some(first)) if !money => {
            let reason = format!(
                "Un article demande que les montants soient dits, et aucun ne figure dans le texte\u{a0}: {} actions nomment leurs financeurs sans montant.",
                funded.len()
            );
            let b = first.funding.first().map(quoted);
            vec![Hit::at(asked.quote(), reason).and(b).of(numbers_of(funded.iter().copied()))]
        }
        (Some(asked), None) if !money && !actions.is_empty() => {
            vec![Hit::at(
                asked.quote(),
                "Un article demande que les montants soient dits, et aucun ne figure dans le texte.",
            )]
        }
        (Some(asked), _) => unsaid_of_some(ground, asked),
        _ => Vec::new(),
    }
}

/// Sums are said for most actions, and those of one are left to be told.
fn unsaid_of_some(ground: &Ground<'_>, asked: &Passage) -> Vec<Hit> {
    let told = ground
        .reading
        .actions
        .iter()
        .filter(|action| action.amounts.is_empty())
        .filter_map(|action| {
            let open = |line: &u32| {
                let line = ground.plain_line(*line);
                let left = ["a preciser", "a chiffrer", "non chiffre", "a definir", "a estimer"]
                    .iter()
                    .any(|words| line.contains(words));
                left && ["caf", "financ", "cout", "budget", "montant", "commune", "ccas"]
                    .iter()
                    .any(|words| line.contains(words))
            };
            let line = action.lines.iter().find(open)?;
            let reason = format!(
                "Un article demande les montants, et ceux de l’action {} restent à préciser.",
                action.number.value
            );
            Some(
                Hit::at(asked.quote(), reason)
                    .and(ground.quote(line))
                    .of(vec![action.number.value.clone()]),
            )
        });
    told.collect()
}
