//! The sheets count on partners that nothing names.

use crate::reading::ActionRead;
use crate::reading::Sourced;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, capital, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Partenaires jamais nommés",
    why: "Un partenaire sans nom ne peut être ni convié ni relancé.",
    remedy: "Nommer les associations et les institutions.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tPartenaires institutionnels et associatifs\tCaf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tLes associations\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\tCaf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tAssociation Lire ensemble\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let generic = |means: &&Sourced<String>| {
        let folded = plain(&means.value);
        let bare = folded.trim_start_matches("les ");
        matches!(bare, "associations" | "partenaires" | "institutions")
            || bare.starts_with("partenaires institutionnels")
            || bare.starts_with("partenaires associatifs")
    };
    let held: Vec<(&ActionRead, &Sourced<String>)> = ground
        .reading
        .actions
        .iter()
        .filter_map(|action| Some((action, action.means.iter().find(generic)?)))
        .collect();
    let Some((_, first)) = held.first().filter(|_| held.len() > 1) else {
        return Vec::new();
    };
    let actions: Vec<&ActionRead> = held.iter().map(|(action, _)| *action).collect();
    let reason = format!(
        "{} comptent sur des associations ou des partenaires que le texte ne nomme pas.",
        capital(&actions_of(&actions))
    );
    let b = held.get(1).map(|(_, means)| quoted(means));
    vec![Hit::at(quoted(first), reason).and(b).of(numbers_of(actions))]
}
