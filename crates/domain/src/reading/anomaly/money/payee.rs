//! A payer and a payee stand in one cell, and the payee signs nothing.

use crate::reading::PartyRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{holders_quoted, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Medium,
    name: "Bénéficiaire qui n’est pas partie",
    why: "De l’argent est promis à un organisme qui n’a rien signé, et ne doit donc rien en retour.",
    remedy: "Prévoir une convention avec le bénéficiaire, ou l’ajouter aux partenaires.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Accueillir en urgence\nPilote : Valmont\nMoyens financiers : la Caf à Femmes Solidaires\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Accueillir en urgence\nPilote : Valmont\nMoyens financiers : la Caf à Valmont\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let parties = &ground.reading.parties;
    let mut found = Vec::new();
    for action in &ground.reading.actions {
        for fund in &action.funding {
            let Some((from, payee)) = fund.value.split_once(" à ") else {
                continue;
            };
            let paid = payee.starts_with(char::is_uppercase) && parties.iter().any(|party| is_called(party, from));
            if paid && !parties.iter().any(|party| is_called(party, payee)) {
                let reason = format!(
                    "L’action {} paie {payee}, qui n’est pas partie à la convention.",
                    action.number.value
                );
                let bearers = Some(holders_quoted(ground.reading, &action.bearers)).filter(|_| !action.bearers.is_empty());
                found.push(
                    Hit::at(quoted(fund), reason)
                        .and(bearers)
                        .of(vec![action.number.value.clone()]),
                );
            }
        }
    }
    found
}

/// Whether a party is called so, an article apart.
pub(super) fn is_called(party: &PartyRead, words: &str) -> bool {
    let bare = |text: &str| {
        let folded = plain(text.trim());
        ["la ", "le ", "les ", "l'", "l’"]
            .iter()
            .find_map(|article| folded.strip_prefix(article))
            .unwrap_or(&folded)
            .replace('-', " ")
    };
    let words = bare(words);
    let names = party.aliases.iter().chain([&party.name]).map(|name| bare(&name.value));
    names.into_iter().any(|name| name.chars().count() > 1 && name == words)
}
