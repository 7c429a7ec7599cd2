//! Funding depends on a call for projects that may be lost.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, capital, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Low,
    name: "Financement sur appel à projet",
    why: "Si l’appel est perdu, l’action n’a plus d’argent et le texte ne dit pas qui paie.",
    remedy: "Prévoir ce qui se passe si l’appel est perdu.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\tAppel à projet Caf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\tSubvention Caf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let call = |fund: &&Sourced<String>| {
        let folded = plain(&fund.value);
        ["appel a projet", "appels a projet", "appel a manifestation"]
            .iter()
            .any(|words| folded.contains(words))
    };
    let held: Vec<(&ActionRead, &Sourced<String>)> = ground
        .reading
        .actions
        .iter()
        .filter_map(|action| Some((action, action.funding.iter().find(call)?)))
        .collect();
    let Some((_, first)) = held.first() else { return Vec::new() };
    let actions: Vec<&ActionRead> = held.iter().map(|(action, _)| *action).collect();
    let verb = if actions.len() == 1 { "dépend" } else { "dépendent" };
    let reason = format!(
        "{} {verb} d’un appel à projet, et le texte ne dit pas qui paie s’il est perdu.",
        capital(&actions_of(&actions))
    );
    let b = held.get(1).map(|(_, fund)| quoted(fund));
    vec![Hit::at(quoted(first), reason).and(b).of(numbers_of(actions))]
}
