//! A council votes after the convention was signed, or hears its commission after it voted.

use crate::reading::anomaly::days::days;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{DeliberationRead, Sourced};
use crate::time::Day;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::High,
    name: "Vote après la signature",
    why: "Le maire a signé sans y être autorisé : la signature peut être annulée.",
    remedy: "Faire voter de nouveau, puis signer de nouveau.",
    shows: "Extrait du registre des délibérations\n\nLe conseil municipal de Valmont, réuni le 12 janvier 2023,\n\nApprouve la convention territoriale globale.\n\nPour : 20\nContre : 0\nAbstention : 0\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nFait à Valmont, le 12 décembre 2022\n",
    spares: "Extrait du registre des délibérations\n\nLe conseil municipal de Valmont, réuni le 1er décembre 2022,\n\nApprouve la convention territoriale globale.\n\nPour : 20\nContre : 0\nAbstention : 0\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nFait à Valmont, le 12 décembre 2022\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let signed = reading
        .agreement
        .signature
        .as_ref()
        .and_then(|signature| signature.date.as_ref());
    let quote = |day: &Sourced<Day>| ground.quote(day.lines.first().unwrap_or_default());
    let mut found = Vec::new();
    for (vote, day) in reading
        .deliberations
        .iter()
        .filter_map(|vote| Some((vote, vote.date.as_ref()?)))
    {
        if let Some(signed) = signed.filter(|signed| signed.value < day.value) {
            let reason = format!(
                "Le conseil{} vote le {}, après la signature du {}.",
                whose(ground, vote),
                super::reversed::french(day.value),
                super::reversed::french(signed.value)
            );
            found.push(Hit::at(quote(day), reason).and(quote(signed)));
        }
        let heard = vote.commission.as_ref().and_then(|commission| commission.date.as_ref());
        if let Some(heard) = heard.filter(|heard| heard.value > day.value) {
            let reason = format!(
                "La commission est entendue le {}, après le vote.",
                super::reversed::french(heard.value)
            );
            found.push(Hit::at(quote(heard), reason).and(quote(day)).weighing(Severity::Medium));
        }
    }
    found.extend(cited(ground));
    found
}

/// A vote that the text cites by its day, after the signature.
fn cited(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let signed = reading
        .agreement
        .signature
        .as_ref()
        .and_then(|signature| signature.date.as_ref());
    let Some(signed) = signed else { return Vec::new() };
    let known = |day: &Day| {
        reading
            .deliberations
            .iter()
            .any(|vote| vote.date.as_ref().is_some_and(|own| own.value == *day))
    };
    let votes = ground.agreed().filter(|passage| {
        passage.says(&["deliberation", "n° cp-", "commission permanente"])
            && passage.line() != signed.lines.first().unwrap_or(0)
    });
    let told = votes.filter_map(|passage| {
        let day = days(&passage.plain)
            .into_iter()
            .find(|day| *day > signed.value && !known(day))?;
        let near = day.year() - signed.value.year() < 2;
        near.then(|| {
            let reason = format!(
                "Une délibération du {} est citée, après la signature.",
                super::reversed::french(day)
            );
            Hit::at(passage.quote(), reason).and(ground.quote(signed.lines.first().unwrap_or_default()))
        })
    });
    told.take(3).collect()
}

fn whose(ground: &Ground<'_>, vote: &DeliberationRead) -> String {
    let party = vote.organisation.as_ref().map(|key| ground.reading.shown(&key.value));
    party.map(|party| format!(" de {party}")).unwrap_or_default()
}
