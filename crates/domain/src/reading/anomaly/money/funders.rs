//! The sheets count on the money of organisations that do not sign.

use std::collections::BTreeMap;

use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Named, PartyRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Medium,
    name: "Financeur qui ne signe pas",
    why: "Celui qui ne signe pas n’a rien promis : l’action peut rester sans argent.",
    remedy: "Obtenir son accord écrit, ou prévoir ce qui se passe sans lui.",
    shows: "Annexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\t<p>Caf</p> <p>Région</p>\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents\t<p>Caf</p> <p>Valmont</p>\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

/// What one organisation is counted on for.
type Counted<'r> = BTreeMap<String, (String, Vec<&'r Sourced<String>>, Vec<&'r ActionRead>)>;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let others: Vec<(String, &str)> = reading
        .everyone()
        .filter(|named| named.party().is_none() && !reading.is_commune(named.id()))
        .map(|named: Named<'_>| (spaced(named.name()), named.name()))
        .filter(|(name, _)| name.len() > 2)
        .collect();
    let mut met: Counted<'_> = BTreeMap::new();
    for action in &reading.actions {
        for fund in &action.funding {
            let told = format!(" {} ", spaced(&fund.value));
            for (name, shown) in others.iter().filter(|(name, _)| told.contains(&format!(" {name} "))) {
                // Whom one pays is not who pays.
                if told.contains(&format!(" a {name} ")) {
                    continue;
                }
                let entry = met
                    .entry(name.clone())
                    .or_insert_with(|| ((*shown).to_owned(), Vec::new(), Vec::new()));
                entry.1.push(fund);
                if !entry.2.iter().any(|known| known.number.value == action.number.value) {
                    entry.2.push(action);
                }
            }
        }
    }
    let told = met.into_values().map(|(name, funds, actions)| {
        let verb = if actions.len() == 1 { "compte" } else { "comptent" };
        let subject = crate::reading::anomaly::said::capital(&actions_of(&actions));
        let reason = format!("{subject} {verb} sur un financement de «\u{a0}{name}\u{a0}», qui ne signe pas la convention.");
        let other = funds.last().filter(|_| funds.len() > 1).map(|fund| quoted(fund));
        // A party that was added by hand stands on no line.
        let written = |party: &&PartyRead| !party.name.lines.is_empty();
        let last = ground.reading.parties.iter().rfind(written);
        let b = other.or_else(|| last.map(|party| quoted(&party.name)));
        Hit::at(quoted(funds[0]), reason)
            .and(b)
            .of(numbers_of(actions.iter().copied()))
    });
    told.collect()
}

fn spaced(text: &str) -> String {
    let folded = plain(text);
    words(&folded).join(" ")
}
