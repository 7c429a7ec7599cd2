//! Walks the journal and says whether every row is where it was and as it was. It reads, and mends nothing.

use std::fmt;

use domain::digest::Digest;

use crate::columns::{Columns, FromRow};
use crate::engine::Link;
use crate::error::StoreError;
use crate::journal::{Head, Row, personal_digest};
use crate::sql;
use crate::sql::Sql;

/// What the walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Chains walked.
    pub chains: u64,
    /// Rows that hold.
    pub rows: u64,
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

/// Rows read at once: a chain may be long, memory is not.
const PAGE: i64 = 500;

const CHAINS: Sql = sql!("SELECT chain FROM unscoped_journal UNION SELECT chain FROM unscoped_journal_head ORDER BY 1");

const ROWS: Sql = sql!(
    "SELECT j.chain, j.seq, j.instant, j.person, j.mandate, j.organisation, j.job, j.verb, j.fact, j.subject, j.before, j.after, \
     j.personal_digest, j.previous, j.hash, p.salt, p.text \
     FROM unscoped_journal j LEFT JOIN unscoped_journal_personal p ON p.chain = j.chain AND p.seq = j.seq \
     WHERE j.chain = $1 AND j.seq > $2 ORDER BY j.seq LIMIT $3"
);

const HEAD: Sql = sql!("SELECT seq, hash FROM unscoped_journal_head WHERE chain = $1");

struct Stored {
    row: Row,
    hash: Digest,
    personal: Option<(String, String)>,
}

/// Walks every chain, in order.
pub(crate) async fn verify(link: &mut Link) -> Result<Verification, StoreError> {
    let mut found = Verification {
        chains: 0,
        rows: 0,
        fault: None,
    };
    for chain in link.rows::<i64>(CHAINS, &[]).await? {
        found.chains += 1;
        found.fault = walk(link, chain, &mut found.rows).await?;
        if found.fault.is_some() {
            break;
        }
    }
    Ok(found)
}

async fn walk(link: &mut Link, chain: i64, rows: &mut u64) -> Result<Option<Fault>, StoreError> {
    let mut last = Head {
        seq: 0,
        hash: Digest::zero(),
    };
    loop {
        let page: Vec<Stored> = link.rows(ROWS, &[chain.into(), last.seq.into(), PAGE.into()]).await?;
        if page.is_empty() {
            break;
        }
        for stored in page {
            if let Err(fault) = follows(&last, &stored) {
                return Ok(Some(fault));
            }
            *rows += 1;
            last = Head {
                seq: stored.row.seq,
                hash: stored.hash,
            };
        }
    }
    let head: Option<Head> = link.first(HEAD, &[chain.into()]).await?;
    Ok(head_fault(chain, &last, head.as_ref()))
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
                personal_digest: c.opt_digest(12)?,
                previous: c.digest(13)?,
            },
            hash: c.digest(14)?,
            personal: c.opt_text(15)?.zip(c.opt_text(16)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(seq: i64, previous: Digest) -> Stored {
        let row = Row {
            chain: 0,
            seq,
            instant: 0,
            person: None,
            mandate: None,
            organisation: None,
            job: None,
            verb: String::new(),
            fact: String::new(),
            subject: String::new(),
            before: None,
            after: None,
            personal_digest: None,
            previous,
        };
        Stored {
            hash: row.hash(),
            row,
            personal: None,
        }
    }

    #[test]
    fn a_row_that_is_whole_in_itself_still_has_to_follow_the_one_before() {
        let first = stored(1, Digest::zero());
        let last = Head {
            seq: 1,
            hash: first.hash,
        };
        assert_eq!(follows(&last, &stored(2, first.hash)), Ok(()));
        let forged = stored(2, Digest::of(b"another past"));
        assert_eq!(follows(&last, &forged), Err(Fault::Altered { chain: 0, seq: 2 }));
    }

    #[test]
    fn what_is_absent_is_not_what_is_empty() {
        let absent = stored(1, Digest::zero());
        let mut empty = stored(1, Digest::zero());
        empty.row.after = Some(String::new());
        assert_ne!(absent.row.hash(), empty.row.hash());
    }
}
