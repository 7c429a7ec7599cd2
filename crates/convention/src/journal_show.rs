//! The journal of a convention: who did what, for whom, when, the last first; filtered by its address, and taken away.
//!
//! It shows what the chain keeps; whether the chain is whole is for `pacte doctor`.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::{Day, Instant};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::journal_export;
use crate::journal_rows::{Chained, Entries, EntryRow, HeadOf, HeadRow, HolderRow, Holders, about};
use crate::journal_words::{INSIDE, sentence};

/// Entries on one page.
const PAGE: usize = 50;

/// The filters, as the address holds them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    avant: Option<i64>,
    personne: Option<i64>,
    organisme: Option<i64>,
    fait: String,
    objet: String,
    du: String,
    au: String,
    forme: String,
}

impl Asked {
    /// The filters that keep less than everything, as they stand in an address.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let all = [
            ("personne", number(self.personne)),
            ("organisme", number(self.organisme)),
            ("fait", self.fait.clone()),
            ("objet", self.objet.clone()),
            ("du", self.du.clone()),
            ("au", self.au.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the same filters, with one more.
    fn address(&self, convention: ConventionId, name: &'static str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != name);
        let mut pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.push((name, value));
        with_query(href(Target::Journal(convention)), &pairs)
    }

    /// From when to when, and what to correct. A day holds from its first moment in Paris to its last.
    fn span(&self) -> ((Instant, Instant), Errors) {
        let mut errors = Errors::none();
        let mut day = |field, text: &str| -> Option<Day> {
            let text = text.trim();
            let day = text.parse().ok();
            if day.is_none() && !text.is_empty() {
                errors.add(field, "Écrivez une date qui existe, par exemple 2026-11-23.");
            }
            day
        };
        let from = day("du", &self.du).map_or(i64::MIN, |day| begins(day, 0));
        let to = day("au", &self.au).map_or(i64::MAX, |day| begins(day, 1));
        ((Instant::from_micros(from), Instant::from_micros(to)), errors)
    }

    fn entries(&self, convention: ConventionId, (from, to): (Instant, Instant), limit: i64) -> Entries {
        Entries {
            convention,
            before: self.avant.unwrap_or(i64::MAX),
            limit,
            person: self.personne.unwrap_or(0),
            organisation: self.organisme.unwrap_or(0),
            fact: self.fait.clone(),
            subject: self.objet.clone(),
            from,
            to,
        }
    }
}

/// The first moment, in Paris, of the day that comes `later` days after this one: one or two hours before it begins at Greenwich.
fn begins(day: Day, later: i64) -> i64 {
    const HOUR: i64 = 3_600_000_000;
    let epoch = Instant::from_micros(0).paris_day();
    let greenwich = (i64::from(epoch.days_until(day)) + later) * 24 * HOUR;
    let early = greenwich - 2 * HOUR;
    let is_summer = Instant::from_micros(early).paris_hour_minute() == (0, 0);
    if is_summer { early } else { greenwich - HOUR }
}

#[derive(Template)]
#[template(path = "journal_show.html")]
struct JournalShow {
    frame: Frame,
    convention: ConventionId,
    asked: Asked,
    errors: Errors,
    entries: Vec<EntryRow>,
    holders: Vec<HolderRow>,
    head: Option<HeadRow>,
    older: Option<String>,
}

impl JournalShow {
    fn place(&self) -> Target {
        Target::Journal(self.convention)
    }

    fn about(&self, entry: &EntryRow) -> Option<String> {
        about(&self.holders, entry)
    }

    fn filtered(&self) -> bool {
        !self.asked.pairs().is_empty()
    }

    /// The kinds of fact that the journal of a convention holds, each with its sentence.
    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        let told = |name| sentence(name).map(|sentence| (name, sentence));
        INSIDE.into_iter().filter_map(told).collect()
    }

    /// The same filters, with one more.
    fn only(&self, name: &'static str, value: &(impl ToString + ?Sized)) -> String {
        self.asked.address(self.convention, name, &value.to_string())
    }

    /// What the form must keep although it has no field for it.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.asked.pairs();
        pairs.retain(|(name, _)| matches!(*name, "personne" | "organisme" | "objet"));
        pairs
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let (span, errors) = asked.span();
    if asked.forme == "jsonl" {
        return whole(visit, convention).await;
    }
    let holders = visit.rows(Holders { convention }).await?;
    if asked.forme == "csv" && errors.is_empty() {
        let entries = visit.rows(asked.entries(convention, span, i64::MAX)).await?;
        return Ok(journal_export::table(&entries, &holders).answer());
    }
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut entries = visit.rows(asked.entries(convention, span, limit)).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let last = entries.last().filter(|_| more);
    let older = last.map(|last| asked.address(convention, "avant", &last.seq.to_string()));
    let head = visit.first(HeadOf { convention }).await?;
    let frame = visit.frame("Journal").await?;
    let frame = frame
        .under(Target::Journal(convention))
        .crumb("Convention", Target::Convention(convention));
    let page = JournalShow {
        frame,
        convention,
        asked,
        errors,
        entries,
        holders,
        head,
        older,
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// The whole chain with its head, read at one moment.
async fn whole(mut visit: Visit, convention: ConventionId) -> Result<Answer, Failure> {
    let head = visit.first(HeadOf { convention }).await?;
    let entries = visit.rows(Chained { convention }).await?;
    let bytes = journal_export::chain(convention, head.as_ref(), &entries);
    Ok(Answer::bytes(bytes, "application/jsonl; charset=utf-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_paris_in_summer_and_in_winter() {
        for text in [
            "2026-01-15",
            "2026-07-15",
            "2026-03-29",
            "2026-03-30",
            "2026-10-25",
            "2026-10-26",
        ] {
            let day: Day = text.parse().expect("a day");
            let first = Instant::from_micros(begins(day, 0));
            assert_eq!((first.paris_day(), first.paris_hour_minute()), (day, (0, 0)), "{text}");
            let last = Instant::from_micros(begins(day, 1) - 1);
            assert_eq!((last.paris_day(), last.paris_hour_minute()), (day, (23, 59)), "{text}");
        }
    }
}
