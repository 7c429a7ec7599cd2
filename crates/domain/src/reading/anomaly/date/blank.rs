//! The day of the signature is left blank.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::Medium,
    name: "Jour de signature laissé en blanc",
    why: "Sans jour, on ne peut montrer ni quand la convention lie, ni que le vote l’a précédée.",
    remedy: "Compléter avec le jour porté sur l’original signé.",
    shows: "Article 2 : Suivi\n\nLes parties se réunissent chaque année.\n\nFait à Valmont, le décembre 2022\n",
    spares: "Article 2 : Suivi\n\nLes parties se réunissent chaque année.\n\nFait à Valmont, le 12 décembre 2022\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let all = agreement.signature.iter().chain(&agreement.other_signatures);
    let blank = all.filter(|signature| signature.date.is_none());
    let told = blank.filter_map(|signature| {
        let line = signature.lines.first()?;
        // Only where the formula has a place for the day.
        let formula = ground.plain_line(line);
        formula
            .contains(" le ")
            .then(|| Hit::at(ground.quote(line), "Le jour de la signature n’est pas écrit."))
    });
    told.take(3).collect()
}
