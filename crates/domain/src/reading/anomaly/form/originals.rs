//! There are as many originals as nobody signs.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Exemplaires et signataires",
    why: "Une partie peut rester sans original, ou deux originaux circuler pour une.",
    remedy: "Compter de nouveau, et dire qui garde chaque exemplaire.",
    shows: "Article 2 : Suivi\n\nLes parties se réunissent.\n\nFait à Valmont, le 12 décembre 2022, en 2 exemplaires originaux\n",
    spares: "Article 2 : Suivi\n\nLes parties se réunissent.\n\nFait à Valmont, le 12 décembre 2022, en 3 exemplaires originaux\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let Some(originals) = &reading.agreement.originals else {
        return Vec::new();
    };
    let parties = reading.parties.len();
    let count = usize::try_from(originals.value).unwrap_or(usize::MAX);
    let each = ground.passages.iter().find(|passage| {
        passage.says(&[
            "un original pour chacun",
            "un exemplaire pour chacun",
            "un original par",
            "un exemplaire par",
            "a chaque partie",
        ])
    });
    // One or two more may be meant for the State or for the archives, unless each is said to be a signatory's.
    let spare = count > parties && each.is_none();
    if parties < 2 || count == parties || spare {
        return Vec::new();
    }
    let persons: usize = reading.parties.iter().map(|party| party.signatories.len()).sum();
    let by = if persons == count {
        format!(", par {persons} personnes")
    } else {
        String::new()
    };
    let reason = format!(
        "Le texte est fait en {count} exemplaires originaux et {parties} parties signent{by}\u{a0}: on ne sait pas qui garde lequel."
    );
    let a = ground.quote(originals.lines.first().unwrap_or_default());
    vec![Hit::at(a, reason).and(each.map(Passage::quote))]
}
