//! What the entries of a journal are about, by the names that its reader may see: titles of actions and milestones, people, parties;
//! and what the convention calls the states of its actions.
//!
//! Nothing is kept of these names in the chain, which holds numbers and codes: they are those of today, for what is past too, and what
//! the reader may not see keeps its number.

use std::collections::BTreeMap;

use domain::followup::{Status, StatusNames};
use domain::search::fold;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::journal_book::Book;
use crate::journal_objects::{by_words, is_printed, object};
use crate::journal_rows::EntryRow;
use crate::journal_settled::{SettledRow, settled_by};
use crate::reading_show::place_words;

/// Something that has a name.
pub(crate) struct NameRow {
    kind: String,
    ordinal: i64,
    number: String,
    name: String,
    action: Option<i64>,
    was: Option<String>,
    became: Option<String>,
}

impl FromRow for NameRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: columns.text(0)?,
            ordinal: columns.int(1)?,
            number: columns.text(2)?,
            name: columns.text(3)?,
            action: columns.opt_int(4)?,
            was: columns.opt_text(5)?,
            became: columns.opt_text(6)?,
        })
    }
}

// Reports, messages and corrections grow without end: those of the entries on the page alone.
query! {
    /// The names of a convention, and of the reports, messages and corrections between two ordinals of each. The number of a
    /// correction is why it was made.
    pub(crate) InsideNames(convention: i64, reports_from: i64, reports_to: i64, comments_from: i64, comments_to: i64,
        readings_from: i64, readings_to: i64) -> NameRow
    reading ["action", "milestone", "facility", "party", "document", "any_document", "campaign", "proposal", "report", "awaiting_report",
        "comment", "reading_version", "member_mandate", "member", "status_label"]
    "SELECT 'action' AS kind, ordinal, number, title AS name, ordinal AS action, CAST(NULL AS TEXT) AS was, \
        CAST(NULL AS TEXT) AS became FROM action WHERE convention = $4 \
     UNION ALL SELECT 'milestone', ordinal, '', title, action, NULL, NULL FROM milestone WHERE convention = $4 \
     UNION ALL SELECT 'facility', ordinal, kind, name, NULL, NULL, NULL FROM facility WHERE convention = $4 \
     UNION ALL SELECT 'party', ordinal, '', short_name, NULL, NULL, NULL FROM party WHERE convention = $4 \
     UNION ALL SELECT 'document', ordinal, '', title, NULL, NULL, NULL FROM document WHERE convention = $4 \
     UNION ALL SELECT 'document', ordinal, '', title, NULL, NULL, NULL FROM any_document WHERE convention = $4 \
     UNION ALL SELECT 'campaign', ordinal, '', title, NULL, NULL, NULL FROM campaign WHERE convention = $4 \
     UNION ALL SELECT 'proposal', ordinal, '', COALESCE(named, ''), action, NULL, NULL FROM proposal WHERE convention = $4 \
     UNION ALL SELECT 'report', ordinal, '', '', action, NULL, NULL FROM report \
        WHERE convention = $4 AND ordinal >= $5 AND ordinal <= $6 \
     UNION ALL SELECT 'report', ordinal, 'awaiting', '', action, NULL, NULL FROM awaiting_report \
        WHERE convention = $4 AND ordinal >= $5 AND ordinal <= $6 \
     UNION ALL SELECT 'comment', ordinal, '', '', action, NULL, NULL FROM comment \
        WHERE convention = $4 AND ordinal >= $7 AND ordinal <= $8 \
     UNION ALL SELECT 'reading', version, reason, place, NULL, was, becomes FROM reading_version \
        WHERE convention = $4 AND version >= $9 AND version <= $10 \
     UNION ALL SELECT DISTINCT 'person', person, '', name, CAST(NULL AS BIGINT), NULL, NULL FROM member_mandate WHERE convention = $4 \
     UNION ALL SELECT 'mandate', id, '', name, CAST(NULL AS BIGINT), NULL, NULL FROM member_mandate WHERE convention = $4 \
     UNION ALL SELECT DISTINCT 'organisation', organisation, '', name, CAST(NULL AS BIGINT), NULL, NULL FROM member WHERE convention = $4 \
     UNION ALL SELECT 'status', 0, status, label, NULL, NULL, NULL FROM status_label WHERE convention = $4"
}

query! {
    /// The next of those who acted, whether they hold a mandate or not: found by the key of who acts, so that a long chain is not walked.
    ActorAfter(convention: i64, after: i64) -> NameRow
    reading ["journal"]
    "SELECT 'person' AS kind, person_id AS ordinal, '' AS number, person AS name, CAST(NULL AS BIGINT) AS action, \
        CAST(NULL AS TEXT) AS was, CAST(NULL AS TEXT) AS became FROM journal \
        WHERE convention = $4 AND person_id > $5 AND person IS NOT NULL ORDER BY person_id LIMIT 1"
}

/// The most people who acted that are looked among.
const MOST_ACTORS: usize = 100;

query! {
    /// The organisations of the installation; its people too when they are looked for.
    pub(crate) OutsideNames(people: i64) -> NameRow
    reading ["organisation", "person"]
    "SELECT 'organisation' AS kind, id, '' AS number, name, CAST(NULL AS BIGINT) AS action, CAST(NULL AS TEXT) AS was, \
        CAST(NULL AS TEXT) AS became FROM organisation \
     UNION ALL SELECT 'person', id, '', name, NULL, NULL, NULL FROM person WHERE $4 = 1"
}

/// What the number of a report says that waits for someone to confirm it.
const AWAITING: &str = "awaiting";

/// The names, by kind and ordinal, and those of states.
#[derive(Default)]
pub(crate) struct Names {
    rows: BTreeMap<(String, i64), NameRow>,
    settled: Vec<SettledRow>,
    statuses: StatusNames,
}

/// Something of a journal that can be chosen: how it stands in an address, and its name.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
}

impl FromIterator<NameRow> for Names {
    fn from_iter<T: IntoIterator<Item = NameRow>>(rows: T) -> Self {
        let mut names = Self::default();
        for row in rows {
            match Status::from_code(&row.number).filter(|_| row.kind == "status") {
                Some(status) => names.statuses.set(status, row.name),
                None => {
                    names.rows.insert((row.kind.clone(), row.ordinal), row);
                }
            }
        }
        names
    }
}

impl Names {
    /// The names that a page needs for its entries, and those that are looked for.
    pub(crate) async fn of(visit: &mut Visit, book: Book, entries: &[EntryRow], seeks_people: bool) -> Result<Self, Failure> {
        let settled = match book {
            Book::Installation => Vec::new(),
            Book::Convention(convention) => settled_by(visit, convention.ordinal(), entries).await?,
        };
        let rows = match book {
            Book::Installation => {
                let people = i64::from(seeks_people || entries.iter().any(EntryRow::names_twins));
                visit.rows(OutsideNames { people }).await?
            }
            Book::Convention(convention) => {
                let (reports_from, reports_to) = between(entries.iter().filter_map(EntryRow::report));
                let (comments_from, comments_to) = between(of_kind(entries, "comment"));
                let (readings_from, readings_to) = between(of_kind(entries, "reading"));
                let names = InsideNames {
                    convention: convention.ordinal(),
                    reports_from,
                    reports_to,
                    comments_from,
                    comments_to,
                    readings_from,
                    readings_to,
                };
                let mut rows = visit.rows(names).await?;
                if seeks_people {
                    rows.extend(actors(visit, convention.ordinal()).await?);
                }
                rows
            }
        };
        let names: Self = rows.into_iter().collect();
        Ok(Self { settled, ..names })
    }

    /// What the register kept of écarts when the entries of the page settled them.
    pub(crate) fn settled(&self) -> &[SettledRow] {
        &self.settled
    }

    /// What the convention calls a state today.
    pub(crate) fn status(&self, status: Status) -> &str {
        self.statuses.name(status)
    }

    fn row(&self, kind: &str, ordinal: &str) -> Option<&NameRow> {
        let key = (kind.to_owned(), ordinal.parse().ok()?);
        self.rows.get(&key)
    }

    /// The name of someone, of an organisation or of a party, by its path in an account: `person/3`.
    pub(crate) fn name(&self, path: &str) -> Option<&str> {
        let (kind, ordinal) = path.split_once('/')?;
        self.row(kind, ordinal).map(|row| row.name.as_str())
    }

    /// "Action 15, Ouvrir un lieu", by an ordinal.
    pub(crate) fn action(&self, ordinal: &str) -> Option<String> {
        let row = self.row("action", ordinal)?;
        Some(format!("Action\u{a0}{}, {}", row.number, row.name))
    }

    /// The action that something is about.
    fn action_of(&self, kind: &str, ordinal: &str) -> Option<String> {
        let action = self.row(kind, ordinal)?.action?;
        self.action(&action.to_string())
    }

    /// The ordinal of the action that something is about.
    pub(crate) fn action_ordinal(&self, kind: &str, ordinal: i64) -> Option<i64> {
        self.row(kind, &ordinal.to_string())?.action
    }

    /// Whether a report counts, rather than waits for someone to confirm it.
    pub(crate) fn is_kept_report(&self, ordinal: i64) -> bool {
        let report = self.row("report", &ordinal.to_string());
        report.is_some_and(|row| row.number != AWAITING)
    }

    /// What the correction of a reading changed: its place, what stood there and what stands there, as kept.
    pub(crate) fn correction(&self, subject: &str) -> Option<(&str, [Option<&str>; 2])> {
        let row = self.reading(subject)?;
        Some((&row.name, [row.was.as_deref(), row.became.as_deref()]))
    }

    /// Why a reading was corrected, or a correction undone, in the words of whoever did.
    pub(crate) fn reason(&self, subject: &str) -> Option<&str> {
        let row = self.reading(subject)?;
        (!row.number.trim().is_empty()).then(|| row.number.trim())
    }

    fn reading(&self, subject: &str) -> Option<&NameRow> {
        let (_, version) = subject.rsplit_once("/reading/")?;
        self.row("reading", version)
    }

    /// What an entry is about, by its name when its reader may see it.
    pub(crate) fn object(&self, subject: &str) -> String {
        self.named(subject).unwrap_or_else(|| object(subject))
    }

    fn named(&self, subject: &str) -> Option<String> {
        let steps: Vec<&str> = subject.split('/').collect();
        let (kind, ordinal, rest) = match steps[..] {
            ["organisation", ordinal] => return self.row("organisation", ordinal).map(|row| row.name.clone()),
            ["person", ordinal] => return self.row("person", ordinal).map(|row| row.name.clone()),
            ["mandate", ordinal] => {
                let row = self.row("mandate", ordinal)?;
                return Some(format!("Mandat n°\u{a0}{ordinal}, {}", row.name));
            }
            ["convention", _, kind, ordinal, ref rest @ ..] => (kind, ordinal, rest),
            _ => return None,
        };
        let quoted = |word: &str| {
            self.row(kind, ordinal)
                .map(|row| format!("{word} «\u{a0}{}\u{a0}»", row.name))
        };
        match kind {
            "action" => match rest {
                ["party", party] => Some(format!("{}\u{a0}· {}", self.action(ordinal)?, self.row("party", party)?.name)),
                _ => self.action(ordinal),
            },
            "milestone" => {
                let titled = quoted("Jalon")?;
                let action = self.action_of(kind, ordinal);
                Some(action.map_or_else(|| titled.clone(), |action| format!("{titled}\u{a0}· {action}")))
            }
            "report" => Some(format!("Mise à jour\u{a0}· {}", self.action_of(kind, ordinal)?)),
            "proposal" => {
                let named = || {
                    self.row(kind, ordinal)
                        .map(|row| row.name.clone())
                        .filter(|name| !name.is_empty())
                };
                Some(format!(
                    "Proposition\u{a0}· {}",
                    self.action_of(kind, ordinal).or_else(named)?
                ))
            }
            "comment" => Some(match self.action_of(kind, ordinal) {
                Some(action) => format!("Message\u{a0}· {action}"),
                None => format!("Message n°\u{a0}{ordinal}"),
            }),
            "campaign" => quoted("Campagne"),
            "document" => quoted("Document"),
            "facility" => {
                let row = self.row(kind, ordinal)?;
                Some(format!("{} {}", row.number, row.name))
            }
            "party" => self.row(kind, ordinal).map(|row| row.name.clone()),
            "reading" => self.row(kind, ordinal).map(|row| place_words(&row.name)),
            // A state that is renamed is told from the others by the name that it began with.
            "status" => Some(format!("État «\u{a0}{}\u{a0}»", Status::from_code(ordinal)?.french())),
            _ => None,
        }
    }

    /// The people whose names hold what was typed, as an address names them.
    pub(crate) fn people(&self, typed: &str) -> Vec<Choice> {
        let people = self
            .rows
            .values()
            .filter(|row| row.kind == "person" && holds(&row.name, typed));
        people
            .map(|row| Choice {
                value: row.ordinal.to_string(),
                words: row.name.clone(),
            })
            .collect()
    }

    /// The organisations of a convention.
    pub(crate) fn organisations(&self) -> Vec<Choice> {
        let organisations = self.rows.values().filter(|row| row.kind == "organisation");
        organisations
            .map(|row| Choice {
                value: row.ordinal.to_string(),
                words: row.name.clone(),
            })
            .collect()
    }

    /// What an entry may be about, where the name holds what was typed.
    pub(crate) fn objects(&self, book: Book, typed: &str) -> Vec<Choice> {
        let subject = |row: &NameRow| match book {
            Book::Convention(_) if row.kind == "mandate" => format!("mandate/{}", row.ordinal),
            Book::Convention(convention) => format!("convention/{convention}/{}/{}", row.kind, row.ordinal),
            Book::Installation => format!("{}/{}", row.kind, row.ordinal),
        };
        let looked_for = |row: &&NameRow| {
            let of_the_book = match book {
                Book::Installation => true,
                Book::Convention(_) => OBJECTS.contains(&row.kind.as_str()),
            };
            of_the_book && (holds(&row.name, typed) || (!row.number.is_empty() && fold(&row.number) == fold(typed.trim())))
        };
        let choice = |row: &NameRow| {
            let value = subject(row);
            let words = self.object(&value);
            Choice { value, words }
        };
        // The words of the list come first: "Action 5" is that action, and not each milestone of it.
        let printed = |choice: &Choice| is_printed(&choice.words, typed);
        let of_the_list = self
            .rows
            .values()
            .filter(|row| book == Book::Installation || OBJECTS.contains(&row.kind.as_str()));
        let mut named: Vec<Choice> = of_the_list.map(choice).filter(printed).collect();
        if named.is_empty() {
            // A word that means a whole kind may stand in a name too: both are shown, each once.
            named.extend(by_words(book, typed));
            let meant: Vec<String> = named.iter().map(|choice| choice.value.clone()).collect();
            let found = self.rows.values().filter(looked_for).map(choice);
            named.extend(found.filter(|choice| !meant.contains(&choice.value)));
        }
        named
    }
}

/// What is found by its name in the journal of a convention; a mandate, by the name of who holds it.
const OBJECTS: [&str; 7] = ["action", "milestone", "facility", "party", "document", "campaign", "mandate"];

/// Those who acted in a convention, one after the other.
async fn actors(visit: &mut Visit, convention: i64) -> Result<Vec<NameRow>, Failure> {
    let (mut found, mut after) = (Vec::new(), 0);
    while found.len() < MOST_ACTORS
        && let Some(next) = visit.first(ActorAfter { convention, after }).await?
    {
        after = next.ordinal;
        found.push(next);
    }
    Ok(found)
}

fn holds(name: &str, typed: &str) -> bool {
    fold(name).contains(fold(typed.trim()).as_str())
}

/// The ordinals of what the entries are about, of one kind.
fn of_kind<'e>(entries: &'e [EntryRow], kind: &'e str) -> impl Iterator<Item = i64> + 'e {
    entries.iter().filter_map(move |entry| {
        let mut parts = entry.subject.split('/').skip(2);
        (parts.next()? == kind).then(|| parts.next()?.parse().ok()).flatten()
    })
}

/// The least and the greatest of some ordinals; nothing between them when there is none.
fn between(ordinals: impl Iterator<Item = i64>) -> (i64, i64) {
    ordinals.fold((1, 0), |(least, greatest): (i64, i64), ordinal: i64| match greatest {
        0 => (ordinal, ordinal),
        _ => (least.min(ordinal), greatest.max(ordinal)),
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<InsideNames>(),
        QueryInfo::of::<ActorAfter>(),
        QueryInfo::of::<OutsideNames>(),
    ]
}

#[cfg(test)]
mod tests;
