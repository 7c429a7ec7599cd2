//! "les trois parties" while another number of them signs.

use crate::reading::OrganisationKind;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Nombre de parties ou de communes",
    why: "Qui est compté et ne signe pas n’est tenu à rien ; qui signe sans être compté ne sait pas ce qu’il engage.",
    remedy: "Faire signer qui manque, ou corriger le nombre.",
    shows: "Article 2 : Objet\n\nLes quatre parties signataires portent un projet commun.\n",
    spares: "Article 2 : Objet\n\nLes trois parties signataires portent un projet commun.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let communes = reading
        .parties
        .iter()
        .filter(|party| party.kind.value == OrganisationKind::Commune)
        .count();
    let Some(last) = reading.parties.last().filter(|_| reading.parties.len() > 1) else {
        return Vec::new();
    };
    let told = ground.agreed().filter_map(|passage| {
        if !passage.says(&["parties", "communes", "signataires"]) || passage.says(&["au moins", "dont ", "autres"]) {
            return None;
        }
        let words = passage.words();
        counted(&words).into_iter().find_map(|number| {
            let next = words.get(number.next).copied()?;
            let after = words.get(number.next + 1).copied().unwrap_or_default();
            let (what, there) = match (next, after) {
                ("parties", _) => ("parties", reading.parties.len()),
                ("communes", "signataires") if communes > 0 => ("communes signataires", communes),
                _ => return None,
            };
            let before = words.get(number.at.checked_sub(1)?).copied()?;
            (matches!(before, "les" | "des" | "entre" | "aux") && number.value != there && number.value > 1).then(|| {
                let reason = format!(
                    "Le texte parle de {} {what} et {there} sont présentées comme signataires.",
                    number.value
                );
                Hit::at(passage.quote(), reason).and(quoted(&last.name))
            })
        })
    });
    told.take(2).collect()
}
