//! What happened to an action, one event after the other, in words: what each report and each change of a milestone changed, from
//! what to what.
//!
//! Pure. A report is told against the state of its own lane just before it.

use std::collections::BTreeMap;

use domain::followup::{Content, DetailId, Entry, LaneState, Status};
use domain::time::{Day, Instant};
use web::french;

use crate::detail_rows::{Details, MarkedRow, last_mark};
use crate::history_rows::{Counted, SetAside, Told, VersionRow};
use crate::history_ties::{Tie, Ties};
use crate::report_rows::Names;
use crate::report_words::{GONE_BODY, share};
use crate::tables::REPLACED;

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) field: &'static str,
    pub(crate) was: Option<String>,
    pub(crate) becomes: Option<String>,
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) at: Instant,
    /// What is ordered inside one moment.
    rank: (i64, i64),
    pub(crate) party: i64,
    pub(crate) heading: String,
    pub(crate) changes: Vec<Change>,
    /// The texts that were written.
    pub(crate) texts: Vec<(&'static str, String)>,
    pub(crate) who: String,
    /// What is said of how it came: accepted on another day, set aside.
    pub(crate) note: Option<String>,
    /// The report that it is.
    pub(crate) report: Option<i64>,
    /// What it corrects, and what corrects it.
    pub(crate) ties: Vec<Tie>,
}

/// Everything that happened, the last first.
pub(crate) fn events(told: &Told, versions: &[VersionRow], details: &Details) -> Vec<Event> {
    let ties = Ties::of(told);
    let mut events = reports(told, &ties);
    events.extend(told.set_aside.iter().map(|one| set_aside(one, &told.names, &ties)));
    events.extend(milestones(versions));
    events.extend(marks(details));
    events.sort_by_key(|event| std::cmp::Reverse((event.at, event.rank)));
    events
}

fn reports(told: &Told, ties: &Ties<'_>) -> Vec<Event> {
    let mut lanes: BTreeMap<i64, (Vec<Entry>, LaneState)> = BTreeMap::new();
    let mut events = Vec::new();
    for (rank, counted) in told.kept.iter().enumerate() {
        let Counted { report, at, .. } = counted;
        let (entries, was) = lanes.entry(report.party).or_default();
        entries.push(Entry {
            ordinal: report.ordinal,
            at: *at,
            content: report.content.clone(),
        });
        let becomes = LaneState::after(entries.iter());
        events.push(Event {
            at: *at,
            rank: (1, i64::try_from(rank).unwrap_or(i64::MAX)),
            party: report.party,
            heading: "Mise à jour".to_owned(),
            changes: state_changes(was, &becomes, &told.names),
            texts: texts(&report.content, &told.names),
            who: report.signature(),
            note: accepted(counted),
            report: Some(report.ordinal),
            ties: ties.of_report(report),
        });
        *was = becomes;
    }
    events
}

/// Who accepted it, and when it was written if that was another day.
fn accepted(counted: &Counted) -> Option<String> {
    let written = counted.report.written.paris_day();
    let before = (written != counted.at.paris_day()).then(|| french::date(written));
    Some(match (before, &counted.accepted_by) {
        (None, None) => return None,
        (None, Some(by)) => format!("Confirmée par {by}."),
        (Some(day), None) => format!("Écrite le {day}, confirmée ensuite."),
        (Some(day), Some(by)) => format!("Écrite le {day}, confirmée par {by}."),
    })
}

fn set_aside(one: &SetAside, names: &Names, ties: &Ties<'_>) -> Event {
    let SetAside { report, why, by } = one;
    let why = why.as_deref().filter(|why| !why.is_empty());
    // A correction took its place: that is said instead.
    let is_corrected = ties.is_corrected(report) && why.is_none_or(|why| why == REPLACED);
    Event {
        at: report.written,
        rank: (0, report.ordinal),
        party: report.party,
        heading: if is_corrected {
            "Réponse corrigée"
        } else {
            "Réponse écartée"
        }
        .to_owned(),
        changes: said(&report.content, names),
        texts: texts(&report.content, names),
        who: report.signature(),
        note: (!is_corrected).then(|| {
            why.map_or_else(
                || format!("Elle n’a pas été prise telle quelle{}.", said_by(by.as_deref())),
                |why| format!("Elle n’a pas été prise{}\u{a0}: {why}", said_by(by.as_deref())),
            )
        }),
        report: Some(report.ordinal),
        ties: ties.of_report(report),
    }
}

/// Who did not take it: ", dit Ana Petit".
fn said_by(by: Option<&str>) -> String {
    by.map_or_else(String::new, |by| format!(", dit {by}"))
}

/// What a report that did not count said beside its texts, field by field.
fn said(content: &Content, names: &Names) -> Vec<Change> {
    let fields = [
        ("État", content.status.map(|status| names.name(&status).to_owned())),
        ("Avancement", content.progress.given().map(|progress| share(&progress))),
        ("Météo", content.weather.given().map(|weather| weather.french().to_owned())),
        ("Échéance", content.day.given().map(french::date)),
    ];
    let told = fields.into_iter().filter(|(_, told)| told.is_some());
    told.map(|(field, becomes)| Change {
        field,
        was: None,
        becomes,
    })
    .collect()
}

/// What changed of a lane, field by field.
pub(crate) fn state_changes(was: &LaneState, becomes: &LaneState, names: &Names) -> Vec<Change> {
    let status = |status: Status| (status != Status::Unspecified).then(|| names.name(&status).to_owned());
    let fields = [
        ("État", status(was.status), status(becomes.status)),
        (
            "Avancement",
            was.progress.map(|progress| share(&progress)),
            becomes.progress.map(|progress| share(&progress)),
        ),
        (
            "Météo",
            was.weather.map(|weather| weather.french().to_owned()),
            becomes.weather.map(|weather| weather.french().to_owned()),
        ),
        ("Échéance", was.day.map(french::date), becomes.day.map(french::date)),
    ];
    changed(fields)
}

fn changed<const N: usize>(fields: [(&'static str, Option<String>, Option<String>); N]) -> Vec<Change> {
    let differ = fields.into_iter().filter(|(_, was, becomes)| was != becomes);
    differ.map(|(field, was, becomes)| Change { field, was, becomes }).collect()
}

fn texts(content: &Content, names: &Names) -> Vec<(&'static str, String)> {
    let decided = content.body.map(|body| names.body(&body).unwrap_or(GONE_BODY).to_owned());
    let all = [
        ("Fait", &content.done),
        ("Difficulté", &content.difficulty),
        ("Ensuite", &content.next),
        ("Motif", &content.reason),
        ("Décision", &decided),
    ];
    let said = all.into_iter().filter_map(|(field, text)| Some((field, text.clone()?)));
    said.collect()
}

fn milestones(versions: &[VersionRow]) -> Vec<Event> {
    let mut last: BTreeMap<i64, &VersionRow> = BTreeMap::new();
    let mut events = Vec::new();
    for version in versions {
        let was = last.insert(version.milestone, version);
        events.push(Event {
            at: version.written,
            rank: (2, version.milestone * 1_000 + version.version),
            party: version.party,
            heading: format!(
                "{} «\u{a0}{}\u{a0}»\u{a0}: {}",
                version.kind.french(),
                version.title,
                gesture(was, version)
            ),
            changes: was.map(|was| version_changes(was, version, versions)).unwrap_or_default(),
            texts: despite(was, version),
            who: signature(version),
            note: None,
            report: None,
            ties: Vec::new(),
        });
    }
    events
}

/// Why it was done before what it comes after, told once, when it was.
fn despite(was: Option<&VersionRow>, version: &VersionRow) -> Vec<(&'static str, String)> {
    let before = was.and_then(|was| was.despite.as_ref());
    let own = version.despite.as_ref().filter(|own| Some(*own) != before);
    own.map(|why| ("Fait avant le jalon attendu", why.clone()))
        .into_iter()
        .collect()
}

fn gesture(was: Option<&VersionRow>, version: &VersionRow) -> &'static str {
    let Some(was) = was else { return "ajout" };
    match (was.removed, version.removed, was.done, version.done) {
        (false, true, ..) => "retrait de la liste",
        (true, false, ..) => "retour dans la liste",
        (.., None, Some(_)) => "c’est fait",
        (.., Some(_), None) => "ce n’est plus fait",
        _ => "modification",
    }
}

fn version_changes(was: &VersionRow, version: &VersionRow, all: &[VersionRow]) -> Vec<Change> {
    let day = |day: Option<Day>| day.map(french::date);
    let before = |follows: Option<i64>| {
        follows.map(|follows| {
            let known = all.iter().rev().find(|one| one.milestone == follows);
            known.map_or_else(|| "un jalon d’une autre action".to_owned(), |one| one.title.clone())
        })
    };
    changed([
        (
            "Nature",
            Some(was.kind.french().to_owned()),
            Some(version.kind.french().to_owned()),
        ),
        ("Titre", Some(was.title.clone()), Some(version.title.clone())),
        ("Échéance", day(was.due), day(version.due)),
        ("Organisme", was.organisation.clone(), version.organisation.clone()),
        ("Personne", was.person.clone(), version.person.clone()),
        ("Après", before(was.follows), before(version.follows)),
        ("Fait le", day(was.done), day(version.done)),
    ])
}

/// Each mark set on a detail, told against the one before it. Nobody knows when those of before were set: they are not told.
fn marks(details: &Details) -> Vec<Event> {
    let events = details.marks.iter().enumerate().filter_map(|(index, mark)| {
        let (detail, text) = match details.all.iter().find(|(detail, _)| mark.is_of(detail)) {
            Some((detail, text)) => (Some(detail), text.as_str()),
            None => (None, "une rédaction qui n’est plus dans le texte"),
        };
        let was = before(&details.marks[..index], mark, detail);
        Some(Event {
            at: mark.written?,
            rank: (3, i64::try_from(index).unwrap_or(i64::MAX)),
            party: mark.party,
            heading: format!("Détail «\u{a0}{text}\u{a0}»"),
            changes: vec![Change {
                field: "Où il en est",
                was: was.map(|was| was.state.french().to_owned()),
                becomes: Some(mark.state.french().to_owned()),
            }],
            texts: Vec::new(),
            who: mark.signature().unwrap_or_else(|| UNSIGNED.to_owned()),
            note: None,
            report: None,
            ties: Vec::new(),
        })
    });
    events.collect()
}

/// The mark that this one replaces.
fn before<'m>(marks: &'m [MarkedRow], mark: &MarkedRow, detail: Option<&DetailId>) -> Option<&'m MarkedRow> {
    match detail {
        Some(detail) => last_mark(marks, detail),
        None => marks
            .iter()
            .rev()
            .find(|one| (one.party, one.rank, one.words) == (mark.party, mark.rank, mark.words)),
    }
}

/// What is said where nobody signs.
const UNSIGNED: &str = "Sans signature";

fn signature(version: &VersionRow) -> String {
    let named: Vec<&str> = [&version.signed_by, &version.signed_for]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if named.is_empty() {
        UNSIGNED.to_owned()
    } else {
        named.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use domain::followup::{MilestoneKind, Percent};

    use super::*;

    fn version(version: i64, title: &str, done: Option<&str>) -> VersionRow {
        VersionRow {
            milestone: 1,
            version,
            party: 0,
            kind: MilestoneKind::Task,
            title: title.to_owned(),
            due: None,
            organisation: None,
            person: None,
            follows: None,
            done: done.and_then(|day| day.parse().ok()),
            despite: None,
            removed: false,
            signed_by: Some("Camille Roche".to_owned()),
            signed_for: None,
            written: Instant::from_micros(version),
        }
    }

    #[test]
    fn a_milestone_tells_each_change_from_what_to_what() {
        let versions = [
            version(1, "Convier", None),
            version(2, "Convier les écoles", None),
            version(3, "Convier les écoles", Some("2026-11-20")),
        ];
        let events = events(&Told::default(), &versions, &Details::default());
        let headings: Vec<&str> = events.iter().map(|event| event.heading.as_str()).collect();
        assert!(headings[0].ends_with("fait") && headings[1].ends_with("modification") && headings[2].ends_with("ajout"));
        let title = Change {
            field: "Titre",
            was: Some("Convier".to_owned()),
            becomes: Some("Convier les écoles".to_owned()),
        };
        assert_eq!(events[1].changes, [title]);
    }

    #[test]
    fn a_report_tells_only_what_it_changed() {
        let was = LaneState {
            status: Status::Going,
            progress: Percent::new(40),
            ..LaneState::default()
        };
        let becomes = LaneState {
            progress: Percent::new(60),
            ..was.clone()
        };
        let changes = state_changes(&was, &becomes, &Names::default());
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].was.as_deref(), Some("40\u{a0}%"));
    }
}
