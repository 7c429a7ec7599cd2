//! Something is left to be decided, and no day is set for it.

use std::collections::BTreeMap;

use crate::reading::LeftOpenRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::{month_name, plain};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Décision laissée sans date",
    why: "Ce qui doit être décidé « plus tard » ne l’est par personne.",
    remedy: "Fixer qui décide, et avant quelle date.",
    shows: "Article 2 : Coopération\n\nLe pilotage est assuré par alternance entre les deux communes (année à déterminer lors de la première instance de coopération).\n",
    spares: "Article 2 : Coopération\n\nLe pilotage est assuré par alternance entre les deux communes (année à déterminer par le comité de pilotage avant le 30 juin 2023).\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut told: BTreeMap<u32, Hit> = BTreeMap::new();
    let mut meetings: BTreeMap<&str, Quote> = BTreeMap::new();
    let mut found = Vec::new();
    for open in ground.reading.left_open.iter().filter(|open| !dated(open)) {
        let reason = match &open.settled_by {
            Some(when) => format!(
                "Une décision est laissée à plus tard («\u{a0}{}\u{a0}»), sans date ni responsable.",
                when.value
            ),
            None => "Une décision est laissée à plus tard, sans date ni responsable.".to_owned(),
        };
        let when = open
            .settled_by
            .as_ref()
            .map(|when| ground.quote(when.lines.first().unwrap_or_default()));
        if let (Some(settled), Some(here)) = (&open.settled_by, &when) {
            match meetings.get(settled.value.as_str()) {
                Some(first) => found.push(together(first, here, &settled.value)),
                None => {
                    meetings.insert(&settled.value, here.clone());
                }
            }
        }
        let a = quoted(&open.text);
        let b = settled_elsewhere(ground, a.line).or(when);
        told.entry(a.line).or_insert_with(|| Hit::at(a, reason).and(b));
    }
    found.truncate(1);
    let later = ground
        .agreed()
        .filter(|passage| passage.plain.contains("ulterieurement") && passage.says(&["sera ", "seront ", "fixe", "precise"]));
    for passage in later
        .filter(|passage| !passage.plain.contains(" 20") && !told.contains_key(&passage.line()))
        .take(5)
    {
        found.push(Hit::at(
            passage.quote(),
            "Une décision est laissée à plus tard («\u{a0}ultérieurement\u{a0}»), sans date ni responsable.",
        ));
    }
    told.into_values().chain(found).collect()
}

fn together(first: &Quote, second: &Quote, when: &str) -> Hit {
    let reason = format!(
        "Plusieurs décisions attendent la même réunion («\u{a0}{when}\u{a0}»), que rien ne date et que personne ne doit convoquer."
    );
    Hit::at(first.clone(), reason).and(second.clone())
}

/// An article that says the annex of this line settles the matter.
fn settled_elsewhere(ground: &Ground<'_>, line: u32) -> Option<Quote> {
    let starts = ground.reading.annexes.iter().filter(|annex| annex.present);
    let starts = starts.filter_map(|annex| {
        Some((
            annex.number.lines.iter().filter(|start| *start <= line).last()?,
            &annex.number.value,
        ))
    });
    let (_, number) = starts.max_by_key(|(start, _)| *start)?;
    let words = format!("annexe {number}");
    let says = ground
        .agreed()
        .find(|passage| passage.plain.contains(&words) && passage.says(&["definit", "fixe", "repartition", "precise"]));
    says.map(Passage::quote)
}

/// Whether the words set a day, a month or a year.
fn dated(open: &LeftOpenRead) -> bool {
    let words = plain(
        open.settled_by
            .as_ref()
            .map_or(open.text.value.as_str(), |when| when.value.as_str()),
    );
    let year = words
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.len() == 4 && word.starts_with("20"));
    year || (1_i8..=12).any(|month| words.contains(&plain(month_name(month))))
}
