//! A law, a plan or a scheme is cited whose period ends before that of the convention.

use super::period::period;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Low,
    name: "Cadre cité qui finit avant la convention",
    why: "Les priorités et les financements changent avec le cadre national ou départemental qui suivra.",
    remedy: "Prévoir de revoir la convention quand le nouveau cadre paraît.",
    shows: "Article 2 : Cadre\n\nVu la Convention d’objectifs et de gestion 2018-2024 arrêtée entre l’État et la Cnaf ;\n",
    spares: "Article 2 : Cadre\n\nVu la Convention d’objectifs et de gestion 2023-2027 arrêtée entre l’État et la Cnaf ;\n",
    reads_amendments: true,
    find,
};

/// What a convention leans on.
const FRAMES: [&str; 7] = [
    "objectifs et de gestion",
    "schema departemental",
    "schema des services",
    "contrat de ville",
    "projet educatif",
    "strategie nationale",
    "plan departemental",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let Some(end) = &ground.reading.agreement.end else {
        return Vec::new();
    };
    let mut told: Vec<(i16, i16)> = Vec::new();
    let mut found = Vec::new();
    for passage in ground.agreed().filter(|passage| passage.says(&FRAMES)) {
        let Some((from, to, at)) = period(&passage.plain) else {
            found.extend(old(ground, passage));
            continue;
        };
        if to < end.value.year() && !told.contains(&(from, to)) && !passage.says(&["precedent", "bilan", "ancien"]) {
            told.push((from, to));
            let reason = format!(
                "Le cadre cité court de {from} à {to}, et la convention va jusqu’à {}.",
                end.value.year()
            );
            found.push(Hit::at(passage.quote_at(at), reason).and(ground.quote(end.lines.first().unwrap_or_default())));
        }
    }
    found
}

/// A scheme renewed years before the convention began, and nothing says until when.
fn old(ground: &Ground<'_>, passage: &Passage) -> Option<Hit> {
    let start = ground.reading.agreement.start.as_ref()?;
    let renewed = ["renouvele en ", "adopte en ", "signe en ", "approuve en "]
        .iter()
        .find_map(|words| Some(passage.plain.find(words)? + words.len()))?;
    let year: i16 = passage.plain.get(renewed..renewed + 4)?.parse().ok()?;
    let whole = passage.says(&["schema departemental", "plan departemental", "schema des services"]);
    (whole && year + 3 <= start.value.year()).then(|| {
        let reason = format!("Le cadre cité date de {year}, et le texte ne dit pas jusqu’à quand il court.");
        Hit::at(passage.quote_at(renewed), reason).and(ground.quote(start.lines.first().unwrap_or_default()))
    })
}
