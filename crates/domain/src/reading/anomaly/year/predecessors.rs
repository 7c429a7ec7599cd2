//! The contracts that the convention follows end on different days, or after it began.

use crate::reading::anomaly::days::days;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{PredecessorRead, Sourced};
use crate::time::Day;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Medium,
    name: "Contrats précédents qui ne finissent pas ensemble",
    why: "Une année peut être payée par l’ancien contrat, par la convention, par les deux ou par aucun.",
    remedy: "Dire, commune par commune, à partir de quand la convention paie.",
    shows: "Article 2 : Financement\n\nLe Contrat Enfance Jeunesse de Valmont est arrivé à son terme le 31/12/2022. Celui de Bréval prendra échéance au 31/12/2023.\n",
    spares: "Article 2 : Financement\n\nLe Contrat Enfance Jeunesse de Valmont est arrivé à son terme le 31/12/2022. Celui de Bréval est arrivé à échéance le 31/12/2022.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let ended: Vec<(&PredecessorRead, &Sourced<Day>)> = reading
        .predecessors
        .iter()
        .filter_map(|contract| Some((contract, contract.end.as_ref()?)))
        .collect();
    let Some((first, day)) = ended.first() else {
        return in_words(ground);
    };
    let quote = |end: &Sourced<Day>| ground.quote(end.lines.first().unwrap_or_default());
    let mut found = Vec::new();
    if let Some((other, later)) = ended.iter().find(|(_, other)| other.value != day.value) {
        let reason = format!(
            "Les contrats précédents ne finissent pas le même jour\u{a0}: le {} pour {}, le {} pour {}.",
            written(day.value),
            reading.shown(&first.party.value),
            written(later.value),
            reading.shown(&other.party.value)
        );
        let b = quote(later);
        let a = quote(day);
        found.push(Hit::at(a.clone(), reason).and(Some(b).filter(|b| *b != a)));
    }
    let start = reading.agreement.start.as_ref();
    if let Some((start, (contract, end))) =
        start.and_then(|start| Some((start, ended.iter().find(|(_, end)| end.value >= start.value)?)))
    {
        let reason = format!(
            "Pour {}, le contrat précédent court jusqu’au {}, après le début de la convention.",
            reading.shown(&contract.party.value),
            written(end.value)
        );
        let first: Quote = ground.quote(start.lines.first().unwrap_or_default());
        found.push(Hit::at(first, reason).and(quote(end)));
    }
    found.extend(unpaid(ground, &ended));
    found
}

/// A contract ended months before the convention was signed: what paid in between is not said.
fn unpaid(ground: &Ground<'_>, ended: &[(&PredecessorRead, &Sourced<Day>)]) -> Option<Hit> {
    let signature = ground.reading.agreement.signature.as_ref()?;
    let (year, month) = match &signature.date {
        Some(date) => (date.value.year(), date.value.month()),
        None => (signature.year.as_ref()?.value, signature.month.as_ref()?.value),
    };
    let months = |end: &Day| (i32::from(year) - i32::from(end.year())) * 12 + i32::from(month) - i32::from(end.month());
    let (contract, end) = ended.iter().find(|(_, end)| months(&end.value) > 6)?;
    let reason = format!(
        "Le contrat précédent de {} a fini le {}, et la convention n’est signée qu’en {year}\u{a0}: rien ne dit ce qui paie entre les deux.",
        ground.reading.shown(&contract.party.value),
        written(end.value)
    );
    Some(
        Hit::at(ground.quote(end.lines.first().unwrap_or_default()), reason)
            .and(ground.quote(signature.lines.first().unwrap_or_default())),
    )
}

/// Former contracts whose last days stand in one sentence.
fn in_words(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground.agreed().filter(|passage| {
        passage.says(&[
            "contrat enfance",
            "contrats enfance",
            "contrats precedents",
            "anciens contrats",
        ]) && passage.says(&["echu", "fin ", "terme", "echeance"])
    });
    let told = told.filter_map(|passage| {
        let ends = days(&passage.plain);
        let (first, last) = (ends.first()?, ends.last()?);
        (ends.len() > 1 && first != last).then(|| {
            let reason = format!(
                "Les contrats précédents ne finissent pas le même jour\u{a0}: le {} et le {}.",
                written(*first),
                written(*last)
            );
            Hit::at(passage.quote(), reason)
        })
    });
    told.take(1).collect()
}

/// "31/12/2022".
fn written(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year())
}
