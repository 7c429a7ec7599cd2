//! Where a text contradicts itself or says too little: on screen, an *écart*.
//!
//! An écart never changes a value: it quotes one or two places and gives its reason. Each is found by one rule, which stands in the
//! file of its name in the folder of its family, with the words that explain it and two examples. No rule knows a text by its names.

mod count;
mod cut;
mod date;
mod days;
mod families;
mod form;
mod grid;
mod ground;
mod hit;
mod likeness;
mod mark;
mod missing;
mod money;
mod name;
mod numbers;
mod role;
mod rule;
mod said;
mod wording;
mod year;

use std::cmp::Reverse;
use std::collections::HashSet;

pub use self::families::{Family, Severity};
use self::ground::Ground;
use self::hit::Hit;
pub use self::missing::annex_absent::announces_votes;
pub(super) use self::missing::annex_absent::{holds_votes, named};
pub use self::rule::{EXAMPLE_OPENING, Rule, RuleCode};
use super::Reading;

/// Words of the text and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The line, from 1.
    pub line: u32,
    /// The words, as they stand; the beginning only of a long passage.
    pub quote: String,
}

/// One écart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// The rule that found it; absent where it was found before rules had codes.
    pub rule: Option<RuleCode>,
    /// Its family.
    pub family: Family,
    /// How much it matters.
    pub severity: Severity,
    /// The first place.
    pub a: Quote,
    /// The place that contradicts it, when there is one.
    pub b: Option<Quote>,
    /// In French, a full sentence.
    pub reason: String,
    /// The printed numbers of the actions concerned, in the order of the plan; often none.
    pub actions: Vec<String>,
}

/// How many écarts of one rule are told one by one; the others are told together.
const MOST_OF_A_RULE: usize = 40;

/// Every écart that the rules find: a cut first, then the gravest, then by line. The same thing is never said twice of one
/// place, and what a rule would say too often is said once for all.
#[must_use]
pub fn anomalies(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    // What a person typed without a text has no line to quote.
    if reading.is_by_hand() {
        return Vec::new();
    }
    let ground = Ground::of(reading, text);
    let mut found: Vec<Anomaly> = Vec::new();
    for code in RuleCode::ALL {
        let rule = code.rule();
        if rule.reads_amendments || reading.amendment.is_none() {
            found.extend(of_rule(*code, rule, &ground));
        }
    }
    let rank = |anomaly: &Anomaly| (anomaly.family != Family::Cut, Reverse(anomaly.severity), anomaly.a.line);
    found.sort_by_key(rank);
    let mut said = HashSet::new();
    let place = |anomaly: &Anomaly| {
        let b = anomaly.b.as_ref().map(|b| (b.line, b.quote.clone()));
        (
            anomaly.family,
            anomaly.a.line,
            anomaly.a.quote.clone(),
            b,
            anomaly.actions.clone(),
        )
    };
    found.retain(|anomaly| said.insert(place(anomaly)));
    found
}

/// What one rule finds, its places each told once.
fn of_rule(code: RuleCode, rule: &Rule, ground: &Ground<'_>) -> Vec<Anomaly> {
    let mut hits = (rule.find)(ground);
    let mut told = HashSet::new();
    hits.retain(|hit| hit.stands() && told.insert(hit.place()));
    if hits.len() > MOST_OF_A_RULE {
        let rest = hits.split_off(MOST_OF_A_RULE);
        hits.extend(together(rule, rest));
    }
    hits.into_iter().map(|hit| hit.told(code, rule)).collect()
}

/// The places that are not told one by one.
fn together(rule: &Rule, rest: Vec<Hit>) -> Option<Hit> {
    let count = rest.len();
    let last = rest.last()?.a.clone();
    let first = rest.into_iter().next()?.a;
    let reason = format!(
        "{}\u{a0}: {count} autres passages sont de même nature, de la ligne {} à la ligne {}.",
        rule.name, first.line, last.line
    );
    Some(Hit::at(first, reason).and(last))
}
