//! Several communes pay together, and the share of each is not said.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, capital, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Medium,
    name: "Part de chacun non dite",
    why: "La première facture fera naître le désaccord que le texte n’a pas réglé.",
    remedy: "Écrire la clé de partage entre les communes.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\tLes 2 communes\tValmont Bréval\tValmont Bréval\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\tLes 2 communes : 50 % chacune\tValmont Bréval\tValmont Bréval\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let together = |fund: &&Sourced<String>| {
        let folded = plain(&fund.value);
        let several = folded.contains("communes") && !folded.contains("communaute de communes");
        several && !folded.contains(['%', '€']) && !folded.contains("par moitie") && !folded.contains("chacune")
    };
    let held: Vec<(&ActionRead, &Sourced<String>)> = ground
        .reading
        .actions
        .iter()
        .filter(|action| action.amounts.is_empty())
        .filter_map(|action| Some((action, action.funding.iter().find(together)?)))
        .collect();
    let Some((_, fund)) = held.first() else { return Vec::new() };
    let key = ground
        .agreed()
        .any(|passage| passage.says(&["cle de repartition", "cle de partage", "au prorata", "a parts egales"]));
    if key {
        return Vec::new();
    }
    let actions: Vec<&ActionRead> = held.iter().map(|(action, _)| *action).collect();
    let verb = if actions.len() == 1 {
        "est financée"
    } else {
        "sont financées"
    };
    let reason = format!(
        "{} {verb} par plusieurs communes, et le texte ne dit pas la part de chacune.",
        capital(&actions_of(&actions))
    );
    let b = held.get(1).map(|(_, fund)| quoted(fund));
    vec![Hit::at(quoted(fund), reason).and(b).of(numbers_of(actions))]
}
