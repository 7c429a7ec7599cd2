//! What was read of a text that has not entered yet, for the eyes of whoever sent it: what is there, what contradicts, what is
//! left to complete or to place.
//!
//! It says what the reading says, in counts and sentences; the whole of it is the report of the command line.

use domain::reading::{Anomaly, Coverage, Lines, Reading, Severity, coverage, open_questions};
use files::Import;
use web::french;
use web::href::lines_label;

use crate::convention_show::severity_tag;

/// Sentences shown of one kind; the report tells them all.
const SHOWN: usize = 60;
/// Parts of the text shown that no value holds.
const PARTS: usize = 30;
/// The beginning of such a part.
const START_CHARS: usize = 110;

/// How many there are of something.
pub(crate) struct Counted {
    pub(crate) label: String,
    pub(crate) count: usize,
}

/// A sentence, what it is about, and where.
pub(crate) struct Said {
    pub(crate) about: &'static str,
    pub(crate) sentence: String,
    pub(crate) lines: String,
}

/// Écarts of one weight.
pub(crate) struct Weighed {
    pub(crate) title: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) count: usize,
    pub(crate) shown: Vec<Said>,
}

/// The report, ready for its page.
pub(crate) struct Report {
    pub(crate) title: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) parties: Vec<String>,
    pub(crate) counts: Vec<Counted>,
    pub(crate) lines: i64,
    /// "98,2 %", and how many lines.
    pub(crate) share: String,
    pub(crate) left: i64,
    pub(crate) weighed: Vec<Weighed>,
    pub(crate) points: Vec<Said>,
    pub(crate) point_count: usize,
    pub(crate) parts: Vec<Said>,
    pub(crate) part_count: usize,
    /// Why the text looks cut, if it does.
    pub(crate) cut: Option<String>,
}

impl Report {
    /// The report of an import.
    pub(crate) fn of(import: &Import) -> Self {
        let reading = &import.reading;
        let agreement = &reading.agreement;
        let covered = coverage(reading, &import.text);
        let questions = open_questions(reading);
        Self {
            title: agreement.title.as_ref().map(|title| title.value.clone()),
            kind: agreement.kind.as_ref().map(|kind| kind.value.clone()),
            period: period(reading),
            parties: parties(reading),
            counts: counts(reading),
            lines: i64::from(reading.source.lines),
            share: share(&covered),
            left: i64::from(covered.written) - i64::try_from(covered.placed_count()).unwrap_or(i64::MAX),
            weighed: weighed(&reading.anomalies),
            point_count: questions.len(),
            points: questions
                .iter()
                .take(SHOWN)
                .map(|question| Said {
                    about: question.kind.french(),
                    sentence: french::spaced(&question.what),
                    lines: places(&question.lines),
                })
                .collect(),
            part_count: reading.unplaced.len(),
            parts: reading
                .unplaced
                .iter()
                .take(PARTS)
                .map(|part| Said {
                    about: "",
                    sentence: start(&part.text),
                    lines: places(&part.lines),
                })
                .collect(),
            cut: reading.cut().map(|cut| french::spaced(&cut.reason)),
        }
    }

    /// How many écarts there are.
    pub(crate) fn anomalies(&self) -> usize {
        self.weighed.iter().map(|weighed| weighed.count).sum()
    }
}

fn period(reading: &Reading) -> Option<String> {
    let (start, end) = (reading.agreement.start.as_ref(), reading.agreement.end.as_ref());
    match (start, end) {
        (Some(start), Some(end)) => Some(format!("Du {} au {}", french::date(start.value), french::date(end.value))),
        (Some(start), None) => Some(format!("À partir du {}", french::date(start.value))),
        (None, Some(end)) => Some(format!("Jusqu’au {}", french::date(end.value))),
        (None, None) => None,
    }
}

fn parties(reading: &Reading) -> Vec<String> {
    let words = |party: &domain::reading::PartyRead| format!("{} ({})", party.name.value, party.kind.value.french());
    reading.parties.iter().map(words).collect()
}

/// The framework level by level, under the names of the text, then the rest.
fn counts(reading: &Reading) -> Vec<Counted> {
    let at = |level: usize| reading.nodes.iter().filter(|node| usize::from(node.level) == level).count();
    let levels = reading.levels.iter().enumerate();
    let framework = levels.map(|(level, name)| Counted {
        label: format!("Cadre\u{a0}: {}", name.value),
        count: at(level),
    });
    let rest = [
        ("Actions", reading.actions.len()),
        ("Articles", reading.articles.len()),
        ("Annexes", reading.annexes.len()),
        ("Équipements et services", reading.facilities.listed.len()),
        ("Instances", reading.bodies.len()),
        ("Obligations", reading.duties.len()),
        ("Délibérations", reading.deliberations.len()),
    ];
    let rest = rest.into_iter().map(|(label, count)| Counted {
        label: label.to_owned(),
        count,
    });
    framework.chain(rest).collect()
}

/// The part of the written lines that a value holds, in tenths of a percent.
fn share(covered: &Coverage) -> String {
    let written = i64::from(covered.written);
    let placed = i64::try_from(covered.placed_count()).unwrap_or(i64::MAX);
    let tenths = (placed * 1000 + written / 2).checked_div(written).unwrap_or(0);
    format!(
        "{}\u{a0}% ({} sur {} lignes écrites)",
        french::decimal(tenths, 1),
        french::number(placed),
        french::number(written)
    )
}

fn weighed(anomalies: &[Anomaly]) -> Vec<Weighed> {
    let of = |severity: Severity| anomalies.iter().filter(move |anomaly| anomaly.severity == severity);
    [Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .map(|severity| Weighed {
            title: severity.french(),
            tag: severity_tag(severity),
            count: of(severity).count(),
            shown: of(severity).take(SHOWN).map(told).collect(),
        })
        .filter(|weighed| weighed.count > 0)
        .collect()
}

fn told(anomaly: &Anomaly) -> Said {
    let lines: Lines = std::iter::once(anomaly.a.line)
        .chain(anomaly.b.iter().map(|quote| quote.line))
        .collect();
    Said {
        about: anomaly.family.french(),
        sentence: french::spaced(&anomaly.reason),
        lines: places(&lines),
    }
}

/// "Ligne 12, lignes 40 à 44".
fn places(lines: &Lines) -> String {
    let labels: Vec<String> = lines.ranges().iter().map(|range| lines_label(*range)).collect();
    labels.join(", ")
}

fn start(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    french::beginning(&flat, START_CHARS)
}
