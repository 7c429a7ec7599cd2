//! A thousand copies of a journal, each changed at one place by someone who owns the machine: all are found, and the first row
//! that does not hold is named.
//!
//! What no chain can tell alone is a journal shortened together with its head: that is why the head is shown, and printed.

use domain::access::{Role, Viewer};
use domain::digest::Digest;
use domain::ids::Id;
use store::{Columns, Fault, FromRow, Gate, House, Scope, Store, StoreError, Value, query};

use crate::cast::{self, DOCTOR, SCOPES, today};
use crate::engine::Fresh;

const COPIES: usize = 1000;

const LINE: Scope = Scope {
    name: "line_of_tests",
    columns_sql: "SELECT t.chain, t.seq, t.instant, t.person, t.mandate, t.organisation, t.job, t.verb, t.fact, t.subject, t.before, \
        t.after, t.personal_digest, t.previous, t.hash FROM unscoped_journal t",
    gate: Gate::Convention {
        column: "t.chain",
        verb: domain::access::Verb::ViewJournal,
    },
};

query! {
    /// Every line of the journal, whole.
    Lines() -> Line
    reading ["line_of_tests"]
    "SELECT previous, chain, seq, instant, person, mandate, organisation, job, verb, fact, subject, before, after, personal_digest, hash
     FROM line_of_tests ORDER BY chain, seq"
}

/// What the columns of a line are called, in the order in which its hash covers them.
const COLUMNS: [&str; 14] = [
    "previous",
    "chain",
    "seq",
    "instant",
    "person",
    "mandate",
    "organisation",
    "job",
    "verb",
    "fact",
    "subject",
    "before",
    "after",
    "personal_digest",
];

/// Columns that someone may rewrite; the place of a line is changed by other means.
const REWRITTEN: [usize; 12] = [0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

#[derive(Clone)]
struct Line {
    chain: i64,
    seq: i64,
    /// As text, in the order of [`COLUMNS`].
    said: Vec<Option<String>>,
    number: Vec<bool>,
}

impl FromRow for Line {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let values = c.values()?;
        let said = values.iter().take(COLUMNS.len()).map(|value| match value {
            Value::Int(number) => number.map(|number| number.to_string()),
            Value::Text(text) => text.clone(),
            Value::Bytes(_) => None,
        });
        Ok(Self {
            chain: c.int(1)?,
            seq: c.int(2)?,
            said: said.collect(),
            number: (0..COLUMNS.len()).map(|i| (1..=6).contains(&i)).collect(),
        })
    }
}

impl Line {
    /// The hash as the book of the journal tells it, written a second time here.
    fn hash(&self) -> String {
        let parts: Vec<String> = self
            .said
            .iter()
            .map(|part| part.as_ref().map_or_else(String::new, |text| format!("={text}")))
            .collect();
        Digest::of_parts(parts.iter().map(String::as_bytes)).to_string()
    }

    fn place(&self) -> String {
        format!("chain = {} AND seq = {}", self.chain, self.seq)
    }

    /// The same line with another word in one column.
    fn rewritten(&self, column: usize) -> Self {
        let mut line = self.clone();
        line.said[column] = match (&self.said[column], self.number[column]) {
            (None, true) => Some("7".to_owned()),
            (None, false) => Some(String::new()),
            (Some(number), true) => Some((number.parse::<i64>().expect("a number") + 1).to_string()),
            (Some(text), false) if column == 0 || column == 13 => Some(Digest::of(text.as_bytes()).to_string()),
            (Some(text), false) => Some(format!("{text} ")),
        };
        line
    }

    /// The value of a column, as a script writes it.
    fn written(&self, column: usize) -> String {
        match (&self.said[column], self.number[column]) {
            (None, _) => "NULL".to_owned(),
            (Some(number), true) => number.clone(),
            (Some(text), false) => format!("'{}'", text.replace('\'', "''")),
        }
    }
}

/// A change behind the doors, and what the walk must say of it.
struct Tamper {
    script: String,
    fault: Fault,
}

/// A journal to spoil, and to mend after each spoiling.
struct Journal {
    store: Store,
    fresh: Fresh,
    lines: Vec<Line>,
}

const SAVE: &str = "CREATE TABLE kept_journal AS SELECT * FROM unscoped_journal; \
    CREATE TABLE kept_head AS SELECT * FROM unscoped_journal_head; \
    CREATE TABLE kept_personal AS SELECT * FROM unscoped_journal_personal;";

const MEND: &str = "DELETE FROM unscoped_journal_personal; DELETE FROM unscoped_journal; DELETE FROM unscoped_journal_head; \
    INSERT INTO unscoped_journal SELECT * FROM kept_journal; INSERT INTO unscoped_journal_head SELECT * FROM kept_head; \
    INSERT INTO unscoped_journal_personal SELECT * FROM kept_personal";

impl Journal {
    async fn written() -> Self {
        let fresh = Fresh::new().await;
        let mut scopes = SCOPES.to_vec();
        scopes.push(LINE);
        let store = fresh.open_with(House::new().scopes(&scopes)).await.expect("opens");
        store.migrate().await.expect("migrates");
        for number in 1..=12 {
            let person = cast::open_account(&store, &format!("Person{number}")).await;
            cast::give(
                &store,
                &domain::people::MandateGiven {
                    convention: Id::new(1 + number % 3),
                    ..cast::mandate(number, person, Role::Auditor)
                },
            )
            .await;
        }
        fresh.intrude_on_the_journal(SAVE).await;
        let viewer: Viewer = DOCTOR;
        let lines = store.read(today()).await.expect("a reader").rows(&viewer, Lines {}).await;
        Self {
            lines: lines.expect("rows"),
            store,
            fresh,
        }
    }

    /// Writes behind the doors, without waiting for the disk: a thousand times over.
    async fn intrude(&self, script: &str) {
        let hasty = match self.fresh {
            Fresh::Sqlite(_) => "PRAGMA synchronous = OFF;",
            Fresh::Postgres { .. } => "",
        };
        let script = format!("{hasty} BEGIN; {script}; COMMIT;");
        self.fresh.intrude(&script).await.expect("written");
    }

    fn last(&self, chain: i64) -> &Line {
        self.lines
            .iter()
            .rfind(|line| line.chain == chain)
            .expect("a chain has lines")
    }

    fn tamper(&self, chance: &mut impl FnMut(usize) -> usize) -> Tamper {
        let line = &self.lines[chance(self.lines.len())];
        let last = self.last(line.chain);
        let (chain, seq) = (line.chain, line.seq);
        match chance(8) {
            0 | 1 => {
                let column = REWRITTEN[chance(REWRITTEN.len())];
                let value = line.rewritten(column).written(column);
                let script = format!(
                    "UPDATE unscoped_journal SET {} = {value} WHERE {}",
                    COLUMNS[column],
                    line.place()
                );
                let fault = Fault::Altered { chain, seq };
                Tamper { script, fault }
            }
            2 => self.rehashed(line, chance),
            3 => Tamper {
                script: format!(
                    "DELETE FROM unscoped_journal_personal WHERE {0}; DELETE FROM unscoped_journal WHERE {0}",
                    line.place()
                ),
                fault: Fault::Missing { chain, seq },
            },
            4 => self.swapped(line, chance),
            5 => added(last, chance(2) == 0),
            6 => head(last, chance(4)),
            _ => self.personal(chance),
        }
    }

    /// A line changed with its own hash made right again: the next one does not follow any more.
    fn rehashed(&self, line: &Line, chance: &mut impl FnMut(usize) -> usize) -> Tamper {
        let column = REWRITTEN[1 + chance(REWRITTEN.len() - 2)];
        let forged = line.rewritten(column);
        let script = format!(
            "UPDATE unscoped_journal SET {} = {}, hash = '{}' WHERE {}",
            COLUMNS[column],
            forged.written(column),
            forged.hash(),
            line.place()
        );
        let (chain, seq) = (line.chain, line.seq);
        let fault = if seq == self.last(chain).seq {
            Fault::Head { chain, seq }
        } else {
            Fault::Altered { chain, seq: seq + 1 }
        };
        Tamper { script, fault }
    }

    /// Two lines of a chain that exchange their places; their personal texts go away, which is allowed.
    fn swapped(&self, line: &Line, chance: &mut impl FnMut(usize) -> usize) -> Tamper {
        let (chain, one) = (line.chain, line.seq);
        let last = self.last(chain).seq;
        let other = 1 + (one - 1 + 1 + i64::try_from(chance(usize::try_from(last - 1).expect("lines"))).expect("small")) % last;
        let shift =
            |from: i64, to: i64| format!("UPDATE unscoped_journal SET seq = {to} WHERE chain = {chain} AND seq = {from};");
        let script = [
            format!("DELETE FROM unscoped_journal_personal WHERE chain = {chain};"),
            shift(one, 1_000_000),
            shift(other, one),
            shift(1_000_000, other),
        ];
        let seq = one.min(other);
        Tamper {
            script: script.concat(),
            fault: Fault::Altered { chain, seq },
        }
    }

    /// A personal text, or its salt, that is not the one that was written.
    fn personal(&self, chance: &mut impl FnMut(usize) -> usize) -> Tamper {
        let held: Vec<&Line> = self.lines.iter().filter(|line| line.said[13].is_some()).collect();
        let line = held[chance(held.len())];
        let column = if chance(2) == 0 { "text" } else { "salt" };
        Tamper {
            script: format!(
                "UPDATE unscoped_journal_personal SET {column} = {column} || 'x' WHERE {}",
                line.place()
            ),
            fault: Fault::Personal {
                chain: line.chain,
                seq: line.seq,
            },
        }
    }
}

/// A line more at the end, well made or not: the head does not announce it.
fn added(last: &Line, well_made: bool) -> Tamper {
    let (chain, seq) = (last.chain, last.seq + 1);
    let mut line = last.clone();
    line.said[2] = Some(seq.to_string());
    line.said[13] = None;
    if well_made {
        line.said[0] = Some(last.hash());
    }
    let values: Vec<String> = (0..COLUMNS.len()).map(|column| line.written(column)).collect();
    Tamper {
        script: format!(
            "INSERT INTO unscoped_journal ({}, hash) VALUES ({}, '{}')",
            COLUMNS.join(", "),
            values.join(", "),
            line.hash()
        ),
        fault: if well_made {
            Fault::Head { chain, seq }
        } else {
            Fault::Altered { chain, seq }
        },
    }
}

/// The head of a chain, moved, forged or gone.
fn head(last: &Line, how: usize) -> Tamper {
    let (chain, seq) = (last.chain, last.seq);
    let (change, fault) = match how {
        0 => (
            "UPDATE unscoped_journal_head SET seq = seq + 1",
            Fault::Missing { chain, seq: seq + 1 },
        ),
        1 => ("UPDATE unscoped_journal_head SET seq = seq - 1", Fault::Head { chain, seq }),
        2 => (
            "UPDATE unscoped_journal_head SET hash = substr(hash, 2) || '0'",
            Fault::Head { chain, seq },
        ),
        _ => ("DELETE FROM unscoped_journal_head", Fault::Head { chain, seq }),
    };
    Tamper {
        script: format!("{change} WHERE chain = {chain}"),
        fault,
    }
}

#[tokio::test]
async fn a_thousand_tampered_copies_are_found_and_the_first_bad_row_is_named() {
    let journal = Journal::written().await;
    let whole = journal.store.verify().await.expect("walked");
    assert_eq!((whole.fault, whole.rows), (None, journal.lines.len() as u64));
    let mut state = 2026_u64;
    let mut chance = |among: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((state >> 33) % among as u64).expect("small")
    };
    for copy in 0..COPIES {
        let tamper = journal.tamper(&mut chance);
        journal.intrude(&tamper.script).await;
        let found = journal.store.verify().await.expect("walked");
        assert_eq!(found.fault, Some(tamper.fault), "copy {copy}: {}", tamper.script);
        journal.intrude(MEND).await;
    }
    assert_eq!(journal.store.verify().await.expect("walked"), whole);
}
