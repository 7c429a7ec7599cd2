//! The convention would end before it begins.

use crate::reading::anomaly::days::days;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::month_name;
use crate::time::Day;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::High,
    name: "Convention qui finit avant de commencer",
    why: "Aucune année n’est couverte : rien ne peut être financé.",
    remedy: "Corriger la date fausse.",
    shows: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND.\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2027 jusqu’au 31 décembre 2023.\n",
    spares: "Article 2 : Suivi\n\nLes parties se réunissent chaque année.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let (Some(start), Some(end)) = (&agreement.start, &agreement.end) else {
        return in_words(ground);
    };
    let Some(line) = start.lines.first().filter(|_| end.value < start.value) else {
        return Vec::new();
    };
    let reason = format!(
        "La convention finirait le {} avant de commencer le {}.",
        french(end.value),
        french(start.value)
    );
    vec![Hit::at(ground.quote(line), reason)]
}

/// A period that was not retained, since its last day comes first.
fn in_words(ground: &Ground<'_>) -> Vec<Hit> {
    let lasts = ground
        .agreed()
        .filter(|passage| passage.plain.contains("convention") && passage.says(&["conclue", "duree", "prend effet"]));
    let told = lasts.filter_map(|passage| {
        let [first, last] = days(&passage.plain)[..] else {
            return None;
        };
        let period = passage.says(&[" au ", " jusqu"]) && last < first;
        period.then(|| {
            let reason = format!(
                "La convention finirait le {} avant de commencer le {}.",
                french(last),
                french(first)
            );
            Hit::at(passage.quote(), reason)
        })
    });
    told.take(1).collect()
}

/// "1er janvier 2022".
pub(super) fn french(day: Day) -> String {
    let first = if day.day_of_month() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", day.day_of_month(), month_name(day.month()), day.year())
}
