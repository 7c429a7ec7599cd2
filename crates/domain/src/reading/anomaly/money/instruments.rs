//! What stands among those who pay is a means of paying, and nobody says who pays.

use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{Holder, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Low,
    name: "Dispositif sans payeur",
    why: "Un dispositif ne paie pas : on ne sait pas à qui adresser la demande.",
    remedy: "Nommer l’organisme qui paie, et le dispositif à côté.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Accueillir en urgence\nPilote : Valmont\nMoyens financiers : Politique de la ville\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Accueillir en urgence\nPilote : Valmont\nMoyens financiers : Appel à projet de la Caf\n",
    reads_amendments: true,
    find,
};

/// Means of paying, as sheets name them.
const INSTRUMENTS: [&str; 12] = [
    "politique de la ville",
    "appel a projet",
    "appels a projet",
    "sf ",
    "subvention",
    "fonds ",
    "contrat de ville",
    "reaap",
    "clas",
    "bonus",
    "prestation de service",
    "fpt",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for action in &ground.reading.actions {
        for fund in &action.funding {
            let folded = plain(&fund.value);
            let means = INSTRUMENTS.iter().any(|means| folded.starts_with(means));
            if means && !names_payer(ground, fund) && folded.len() < 80 && !folded.contains('€') {
                let reason = format!(
                    "«\u{a0}{}\u{a0}» est un dispositif et non un financeur\u{a0}: l’action {} ne dit pas qui paie.",
                    fund.value, action.number.value
                );
                found.push(
                    Hit::at(quoted(fund), reason)
                        .and(quoted(&action.title))
                        .of(vec![action.number.value.clone()]),
                );
            }
        }
    }
    found
}

/// Whether an organisation is named with it.
fn names_payer(ground: &Ground<'_>, fund: &Sourced<String>) -> bool {
    let folded = plain(&fund.value);
    let told = words(&folded);
    let payers = [
        "caf",
        "msa",
        "etat",
        "region",
        "departement",
        "commune",
        "communes",
        "ville",
        "conseil",
        "prefecture",
        "europe",
        "cnaf",
    ];
    let known = told.iter().skip(1).any(|word| payers.contains(word)) && !folded.starts_with("politique de la ville");
    let funded = ground.reading.actions.iter().flat_map(|action| &action.amounts);
    known
        || funded
            .into_iter()
            .any(|sum| matches!(sum.funder, Some(Holder::Known(_))) && sum.text.lines.meets(&fund.lines))
}
