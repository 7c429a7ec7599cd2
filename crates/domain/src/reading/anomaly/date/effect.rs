//! The convention is signed after it takes effect.

use crate::reading::SignatureRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::month_name;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::Medium,
    name: "Signature après la date d’effet",
    why: "Avant la signature, personne n’était tenu : les actes faits dans l’intervalle reposent sur un accord rétroactif.",
    remedy: "Vérifier que l’effet rétroactif est voulu et voté.",
    shows: "Article 2 : Suivi\n\nLes parties se réunissent chaque année.\n\nFait à Valmont, le 12 décembre 2023\n",
    spares: "Article 2 : Suivi\n\nLes parties se réunissent chaque année.\n\nFait à Valmont, le 12 décembre 2022\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let (Some(start), Some(signature)) = (&agreement.start, &agreement.signature) else {
        return Vec::new();
    };
    let Some((year, month, day)) = when(signature) else {
        return Vec::new();
    };
    let begun = (start.value.year(), start.value.month(), start.value.day_of_month());
    // A month known without its day is late from the next one on.
    let late = (year, month, day.unwrap_or(1)) > begun && (day.is_some() || (year, month) > (begun.0, begun.1));
    if !late || explained(ground) {
        return Vec::new();
    }
    let line = signature.lines.first().unwrap_or_default();
    let reason = format!(
        "La convention est signée en {} {year} et prend effet le {}.",
        month_name(month),
        super::reversed::french(start.value)
    );
    vec![Hit::at(ground.quote(line), reason).and(ground.quote(start.lines.first().unwrap_or_default()))]
}

fn when(signature: &SignatureRead) -> Option<(i16, i8, Option<i8>)> {
    let date = signature
        .date
        .as_ref()
        .map(|date| (date.value.year(), date.value.month(), Some(date.value.day_of_month())));
    date.or_else(|| Some((signature.year.as_ref()?.value, signature.month.as_ref()?.value, None)))
}

/// Whether the text says that it is meant.
fn explained(ground: &Ground<'_>) -> bool {
    ground
        .passages
        .iter()
        .any(|passage| passage.says(&["effet retroactif", "retroactivement", "a titre retroactif"]))
}
