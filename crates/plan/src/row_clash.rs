//! Two people who changed the same lane from the table: field by field, what stood on screen, what the other wrote since and when, and
//! what was typed. What only one of them touched stays as that one left it; what both touched is chosen.
//!
//! Pure, but for reading the reports. Nothing here writes, and nothing that was typed is lost.

use domain::followup::{Entry, LaneState, Status, Weather};
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::form::typed_day;
use web::french;
use web::visit::Visit;

use crate::bulk::Ticket;
use crate::report_form::{Blank, TypedReport};
use crate::report_rows::{Names, ReportRow};

/// How many lanes are compared at most; the others are counted.
const COMPARED: usize = 24;

/// A report that counts, with what the fold needs of it.
pub(crate) struct ToldRow {
    entry: Entry,
    report: ReportRow,
}

query! {
    /// Every report that counts on one lane, in the order in which they did.
    pub(crate) ToldOn(convention: ConventionId, action: i64, party: i64) -> ToldRow
    reading ["report"]
    "SELECT ordinal, action, party, channel, person, organisation, written, status, weather, progress, done, difficulty, next_step, \
        expected, reason, body, cleared, counted, undoes, noted_by FROM report WHERE convention = $4 AND action = $5 AND party = $6 \
        ORDER BY rank"
}

impl FromRow for ToldRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let report = ReportRow::at(c, 0)?.noted_by(c.opt_text(19)?);
        let mut content = report.content.clone();
        content.undoes = c.opt_int(18)?;
        Ok(Self {
            entry: Entry {
                ordinal: report.ordinal,
                at: c.instant(17)?,
                content,
            },
            report,
        })
    }
}

/// Whose value of a field there is to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Both changed it, not to the same value: one is chosen.
    Both,
    /// The other alone: theirs stays.
    Other,
    /// The person who types alone: theirs stays as typed.
    Oneself,
}

/// One field of a lane that two people changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldClash {
    /// Its name in the form.
    pub(crate) field: &'static str,
    pub(crate) label: &'static str,
    /// What stood on screen, what the other wrote, what was typed: in words.
    pub(crate) was: String,
    pub(crate) theirs: String,
    pub(crate) yours: String,
    /// Who wrote it meanwhile, and when.
    pub(crate) by: Option<String>,
    pub(crate) touched: Touched,
    /// As the form carries them.
    pub(crate) their_value: String,
    pub(crate) your_value: String,
}

impl FieldClash {
    pub(crate) fn is_chosen(&self) -> bool {
        self.touched == Touched::Both
    }

    pub(crate) fn is_theirs(&self) -> bool {
        self.touched == Touched::Other
    }

    /// What the other wrote, in one sentence; nothing when that person did not touch it.
    pub(crate) fn sentence(&self, lane: &str) -> Option<String> {
        let by = self.by.as_ref()?;
        Some(format!(
            "{lane}, {}\u{a0}: «\u{a0}{}\u{a0}» au lieu de «\u{a0}{}\u{a0}» ({by}).",
            self.label.to_lowercase(),
            self.theirs,
            self.was
        ))
    }
}

/// A lane that someone reported on while it was changed.
#[derive(Debug, Clone)]
pub(crate) struct Clash {
    pub(crate) action: i64,
    pub(crate) party: i64,
    /// The last report about it now.
    pub(crate) seen: i64,
    pub(crate) fields: Vec<FieldClash>,
    /// What was written meanwhile beside the fields: by whom, and the words.
    pub(crate) texts: Vec<(String, String)>,
    /// What both agree on, or what one of them alone changed: sent along as it stands.
    pub(crate) settled: Vec<(&'static str, String)>,
}

impl Clash {
    /// The lane, as a form carries it: seen as it stands now.
    pub(crate) fn ticket(&self) -> String {
        format!("{}.{}.{}", self.action, self.party, self.seen)
    }
}

/// What two people did to each of the lanes that moved, as far as they are compared.
pub(crate) async fn clashes(
    visit: &mut Visit,
    convention: ConventionId,
    moved: &[Ticket],
    (typed, blank, names): (&TypedReport, Blank<'_>, &Names),
) -> Result<Vec<Clash>, Failure> {
    let mut found = Vec::new();
    for ticket in moved.iter().take(COMPARED) {
        let (action, party) = (ticket.action, ticket.party);
        let told = visit
            .rows(ToldOn {
                convention,
                action,
                party,
            })
            .await?;
        found.push(clash(ticket, &told, (typed, blank), names));
    }
    Ok(found)
}

/// The fields that a row of the table shows, in their order.
const FIELDS: [(&str, &str); 4] = [
    ("etat", "État"),
    ("meteo", "Météo"),
    ("avancement", "Avancement"),
    ("echeance", "Échéance"),
];

fn clash(ticket: &Ticket, told: &[ToldRow], (typed, blank): (&TypedReport, Blank<'_>), names: &Names) -> Clash {
    let seen = ticket
        .seen
        .and_then(|seen| told.iter().position(|row| row.entry.ordinal == seen));
    let first = seen.map_or(0, |at| at + 1);
    let (was, now) = (after(&told[..first]), after(told));
    let mut fields = Vec::new();
    let mut settled = Vec::new();
    for (field, label) in FIELDS {
        let (was, theirs) = (value(&was, field), value(&now, field));
        let yours = own(typed, blank, field).unwrap_or_else(|| was.clone());
        let touched = touched(&was, &theirs, &yours);
        let left = kept(field, &theirs);
        match touched {
            Some(Touched::Both) => {}
            Some(Touched::Oneself) => settled.push((field, yours.clone())),
            Some(Touched::Other) | None => settled.push((field, left.clone())),
        }
        fields.extend(touched.map(|touched| FieldClash {
            field,
            label,
            was: words(field, &was, names),
            by: author(told, first, field),
            theirs: words(field, &theirs, names),
            yours: words(field, &yours, names),
            touched,
            their_value: left,
            your_value: yours,
        }));
    }
    Clash {
        action: ticket.action,
        party: ticket.party,
        seen: now.last.map_or(0, |(report, _)| report),
        fields,
        texts: told[first..].iter().filter_map(written).collect(),
        settled,
    }
}

fn after(rows: &[ToldRow]) -> LaneState {
    LaneState::after(rows.iter().map(|row| &row.entry))
}

/// How a lane stands, as a field of the form carries it.
fn value(state: &LaneState, field: &str) -> String {
    raw(&TypedReport::prefilled(state, None), field).to_owned()
}

fn raw<'t>(typed: &'t TypedReport, field: &str) -> &'t str {
    match field {
        "etat" => &typed.etat,
        "meteo" => &typed.meteo,
        "avancement" => &typed.avancement,
        _ => &typed.echeance,
    }
}

/// What was typed in a field, as it is compared; nothing where the form said nothing of it.
fn own(typed: &TypedReport, blank: Blank<'_>, field: &str) -> Option<String> {
    let text = raw(typed, field).trim();
    match field {
        "etat" => (!text.is_empty()).then(|| text.to_owned()),
        _ if text.is_empty() => matches!(blank, Blank::Clears).then(String::new),
        "avancement" => Some(text.trim_end_matches('%').trim().to_owned()),
        "echeance" => Some(typed_day(text).map_or_else(|| text.to_owned(), |day| day.to_string())),
        _ => Some(text.to_owned()),
    }
}

fn touched(was: &str, theirs: &str, yours: &str) -> Option<Touched> {
    match (theirs != was, yours != was) {
        (true, true) if theirs != yours => Some(Touched::Both),
        (true, true) | (false, false) => None,
        (true, false) => Some(Touched::Other),
        (false, true) => Some(Touched::Oneself),
    }
}

/// What a form carries to leave a field as it stands: a state that stands is not said again, it would ask for its reason again.
fn kept(field: &str, theirs: &str) -> String {
    if field == "etat" { String::new() } else { theirs.to_owned() }
}

/// The value of a field, as people read it.
fn words(field: &str, value: &str, names: &Names) -> String {
    if value.is_empty() {
        return "—".to_owned();
    }
    let read = match field {
        "etat" => Status::from_code(value).map(|status| names.name(&status).to_owned()),
        "meteo" => Weather::from_code(value).map(|weather| weather.french().to_owned()),
        "avancement" => value.parse::<i64>().ok().map(french::percent),
        _ => typed_day(value).map(french::date),
    };
    read.unwrap_or_else(|| value.to_owned())
}

/// Who changed a field last, from the report at `first` on, and when.
fn author(told: &[ToldRow], first: usize, field: &str) -> Option<String> {
    let changed = |at: &usize| value(&after(&told[..*at]), field) != value(&after(&told[..=*at]), field);
    let last = (first..told.len()).rev().find(changed)?;
    Some(signed(&told[last].report))
}

fn signed(report: &ReportRow) -> String {
    format!("{}, {}", report.signature(), french::moment(report.written))
}

/// What a report says in words, beside its fields.
fn written(row: &ToldRow) -> Option<(String, String)> {
    let content = &row.report.content;
    let texts = [&content.done, &content.difficulty, &content.next, &content.reason];
    let words: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    (!words.is_empty()).then(|| (signed(&row.report), words.join(" / ")))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ToldOn>()]
}

#[cfg(test)]
mod tests;
