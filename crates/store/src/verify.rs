//! Walks the journal and says whether every row is where it was and as it was. It reads, and mends nothing.

mod crew;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use domain::digest::Digest;
use domain::time::CLOCKS_APART_MICROS;

use crate::columns::{Columns, FromRow};
use crate::engine::Link;
use crate::error::StoreError;
use crate::journal::{Head, Row, personal_digest};
use crate::sql;
use crate::sql::Sql;
use crew::Crew;

/// Rows handed over at once.
const BATCH: usize = 2000;

/// What the walk found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// Chains walked.
    pub chains: u64,
    /// Rows that hold.
    pub rows: u64,
    /// Rows dated well before one that they follow: the clock of the server was set back. They hold all the same.
    pub turned: u64,
    /// Of these, rows whose personal text was erased: the digest stays, and the chain still holds.
    pub erased: u64,
    /// The first thing that does not hold.
    pub fault: Option<Fault>,
}

/// Something of a chain that does not hold. The chain 0 is that of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A row is not there.
    Missing {
        /// The chain.
        chain: i64,
        /// The row.
        seq: i64,
    },
    /// A row does not say what it said.
    Altered {
        /// The chain.
        chain: i64,
        /// The row.
        seq: i64,
    },
    /// The personal text of a row is not the one that was written.
    Personal {
        /// The chain.
        chain: i64,
        /// The row.
        seq: i64,
    },
    /// The head of the chain does not match its last row.
    Head {
        /// The chain.
        chain: i64,
        /// The last row.
        seq: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (chain, seq, what) = match self {
            Self::Missing { chain, seq } => (chain, seq, "manque"),
            Self::Altered { chain, seq } => (chain, seq, "a été modifiée"),
            Self::Personal { chain, seq } => (chain, seq, "ne correspond plus à son texte personnel"),
            Self::Head { chain, seq } => (chain, seq, "n’est pas celle que la tête de chaîne annonce"),
        };
        match chain {
            0 => write!(f, "Journal de l’installation\u{a0}: la ligne {seq} {what}."),
            _ => write!(f, "Journal de la convention {chain}\u{a0}: la ligne {seq} {what}."),
        }
    }
}

const HEADS: Sql = sql!("SELECT chain, seq, hash FROM unscoped_journal_head ORDER BY chain");

const ROWS: &str = "SELECT j.chain, j.seq, j.instant, j.person, j.mandate, j.organisation, j.job, j.verb, j.fact, j.subject, \
     j.before, j.after, j.personal_digest, j.previous, j.hash, p.salt, p.text \
     FROM unscoped_journal j LEFT JOIN unscoped_journal_personal p ON p.chain = j.chain AND p.seq = j.seq \
     ORDER BY j.chain, j.seq";

struct Stored {
    row: Row,
    hash: Digest,
    personal: Option<(String, String)>,
}

/// The heads, each with its chain.
type Heads = BTreeMap<i64, Head>;

/// How far the walk went: the last row, its chain, and the latest moment told there. Nowhere before the first.
#[derive(Clone, Copy)]
struct At {
    chain: Option<i64>,
    last: Head,
    latest: i64,
}

/// Rows that follow each other, to be walked by whichever thread is free.
struct Batch {
    number: usize,
    before: At,
    rows: Vec<Stored>,
}

/// What the walk of a batch found.
struct Part {
    number: usize,
    found: Verification,
}

/// Why the reading of rows stops before the last.
enum Stop {
    Store(StoreError),
    Fault,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Walks every chain, in order: rows are read one after the other, and their hashes computed by all the cores there are. A batch
/// takes what the rows before it say for granted: if they are wrong, theirs is the first fault.
pub(crate) async fn verify(link: &mut Link) -> Result<Verification, StoreError> {
    let heads: Vec<(i64, Head)> = link.rows(HEADS, &[]).await?;
    let mut walk = Walk::new(heads.into_iter().collect());
    match link.each(ROWS, &[], |row| walk.row(Stored::from_row(row)?)).await {
        Ok(()) | Err(Stop::Fault) => Ok(walk.end()),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// Gathers rows in batches, and what was found of them.
struct Walk {
    heads: Arc<Heads>,
    crew: Option<Crew>,
    batch: Batch,
    at: At,
    parts: Vec<Part>,
}

impl Walk {
    fn new(heads: Heads) -> Self {
        Self {
            heads: Arc::new(heads),
            crew: None,
            batch: Batch::after(0, At::START),
            at: At::START,
            parts: Vec::new(),
        }
    }

    fn row(&mut self, stored: Stored) -> Result<(), Stop> {
        self.at = self.at.after(&stored);
        self.batch.rows.push(stored);
        if self.batch.rows.len() < BATCH {
            return Ok(());
        }
        let next = Batch::after(self.batch.number + 1, self.at);
        let full = std::mem::replace(&mut self.batch, next);
        let crew = self.crew.get_or_insert_with(|| Crew::start(&self.heads));
        self.parts.extend(crew.take(full));
        if self.parts.iter().any(|part| part.found.fault.is_some()) {
            return Err(Stop::Fault);
        }
        Ok(())
    }

    /// What was found, up to the first fault.
    fn end(mut self) -> Verification {
        self.parts.push(self.batch.walked(&self.heads));
        if let Some(crew) = self.crew {
            self.parts.extend(crew.end());
        }
        self.parts.sort_by_key(|part| part.number);
        let mut found = Verification::NOTHING;
        for part in self.parts {
            found.add(part.found);
            if found.fault.is_some() {
                return found;
            }
        }
        found.fault = self.at.closes(None, &self.heads, &mut found.chains);
        found
    }
}

impl Verification {
    const NOTHING: Self = Self {
        chains: 0,
        rows: 0,
        turned: 0,
        erased: 0,
        fault: None,
    };

    fn add(&mut self, next: Self) {
        self.chains += next.chains;
        self.rows += next.rows;
        self.turned += next.turned;
        self.erased += next.erased;
        self.fault = next.fault;
    }
}

impl Batch {
    const fn after(number: usize, before: At) -> Self {
        Self {
            number,
            before,
            rows: Vec::new(),
        }
    }

    fn walked(&self, heads: &Heads) -> Part {
        let (mut at, mut found) = (self.before, Verification::NOTHING);
        for stored in &self.rows {
            found.fault = at.step(stored, heads, &mut found.chains);
            if found.fault.is_some() {
                break;
            }
            found.rows += 1;
            found.turned += u64::from(stored.row.instant < at.latest - CLOCKS_APART_MICROS);
            found.erased += u64::from(stored.is_erased());
        }
        let number = self.number;
        Part { number, found }
    }
}

impl At {
    const START: Self = Self {
        chain: None,
        last: Head::BEFORE_ALL,
        latest: i64::MIN / 2,
    };

    /// Past this row, whatever it says.
    fn after(self, stored: &Stored) -> Self {
        let before = if self.chain == Some(stored.row.chain) {
            self.latest
        } else {
            Self::START.latest
        };
        Self {
            chain: Some(stored.row.chain),
            last: stored.head(),
            latest: before.max(stored.row.instant),
        }
    }

    /// Goes on to the next row, from one chain to the other when it must.
    fn step(&mut self, stored: &Stored, heads: &Heads, chains: &mut u64) -> Option<Fault> {
        let chain = stored.row.chain;
        if self.chain != Some(chain) {
            if let Some(fault) = self.closes(Some(chain), heads, chains) {
                return Some(fault);
            }
            *chains += 1;
            self.last = Head::BEFORE_ALL;
        }
        let fault = follows(&self.last, stored).err();
        *self = self.after(stored);
        fault
    }

    /// Leaves a chain for the next one: its head must be its last row, and no chain between both has a head alone.
    fn closes(&self, next: Option<i64>, heads: &Heads, chains: &mut u64) -> Option<Fault> {
        if let Some(chain) = self.chain
            && let Some(fault) = head_fault(chain, &self.last, heads.get(&chain))
        {
            return Some(fault);
        }
        let after = self.chain.map_or(Bound::Unbounded, Bound::Excluded);
        let before = next.map_or(Bound::Unbounded, Bound::Excluded);
        for (chain, head) in heads.range((after, before)) {
            *chains += 1;
            if let Some(fault) = head_fault(*chain, &Head::BEFORE_ALL, Some(head)) {
                return Some(fault);
            }
        }
        None
    }
}

fn follows(last: &Head, stored: &Stored) -> Result<(), Fault> {
    let Stored { row, hash, personal } = stored;
    let (chain, seq) = (row.chain, last.seq + 1);
    if row.seq != seq {
        return Err(Fault::Missing { chain, seq });
    }
    if row.previous != last.hash || row.hash() != *hash {
        return Err(Fault::Altered { chain, seq });
    }
    match (personal, row.personal_digest) {
        (Some((salt, text)), Some(digest)) if personal_digest(salt, text) == digest => Ok(()),
        (Some(_), _) => Err(Fault::Personal { chain, seq }),
        (None, _) => Ok(()),
    }
}

impl Stored {
    /// Whether it had a personal text, which is gone.
    const fn is_erased(&self) -> bool {
        self.row.personal_digest.is_some() && self.personal.is_none()
    }

    const fn head(&self) -> Head {
        Head {
            seq: self.row.seq,
            hash: self.hash,
        }
    }
}

impl FromRow for (i64, Head) {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let head = Head {
            seq: c.int(1)?,
            hash: told(c.str(2)?),
        };
        Ok((c.int(0)?, head))
    }
}

fn head_fault(chain: i64, last: &Head, head: Option<&Head>) -> Option<Fault> {
    match head {
        Some(head) if head.seq > last.seq => Some(Fault::Missing {
            chain,
            seq: last.seq + 1,
        }),
        Some(head) if head.seq == last.seq && head.hash == last.hash => None,
        Some(_) | None => Some(Fault::Head { chain, seq: last.seq }),
    }
}

/// The digest that a text tells. What is no digest is one that nothing has: the row is altered, and named.
fn told(text: &str) -> Digest {
    Digest::from_hex(text).unwrap_or_else(|| Digest::of(text.as_bytes()))
}

impl FromRow for Stored {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            row: Row {
                chain: c.int(0)?,
                seq: c.int(1)?,
                instant: c.int(2)?,
                person: c.opt_int(3)?,
                mandate: c.opt_int(4)?,
                organisation: c.opt_int(5)?,
                job: c.opt_text(6)?,
                verb: c.text(7)?,
                fact: c.text(8)?,
                subject: c.text(9)?,
                before: c.opt_text(10)?,
                after: c.opt_text(11)?,
                personal_digest: c.opt_str(12)?.map(told),
                previous: told(c.str(13)?),
            },
            hash: told(c.str(14)?),
            personal: c.opt_text(15)?.zip(c.opt_text(16)?),
        })
    }
}

#[cfg(test)]
mod tests;
