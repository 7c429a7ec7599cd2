//! The two journals, that of a convention and that of the installation, and how entries are found in a long one.
//!
//! Whatever the filter, no page walks the chain from its end: the filter that keeps least chooses the index, and a day says
//! between which entries to look. Nothing here says whether the chain holds.

use std::cmp::Reverse;

use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::{CLOCKS_APART_MICROS, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::journal_rows::{EntryRow, HeadRow};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Book {
    /// That of the installation: accounts, mandates, ways in.
    Installation,
    /// That of a convention.
    Convention(ConventionId),
}

/// What is looked for. A filter of 0, or empty, keeps everything.
#[derive(Clone)]
pub(crate) struct Sought {
    pub(crate) before: i64,
    pub(crate) limit: i64,
    pub(crate) person: i64,
    pub(crate) organisation: i64,
    pub(crate) fact: String,
    pub(crate) subject: String,
    pub(crate) from: Instant,
    pub(crate) to: Instant,
}

/// A question to one chain, between two of its entries.
struct Asked {
    chain: i64,
    after: i64,
    sought: Sought,
}

/// The entries that answer to all filters, the last first, found by one of them.
macro_rules! entries {
    ($(#[$doc:meta])* $name:ident of $scope:literal by $key:literal) => {
        entries!($(#[$doc])* $name of $scope by $key, with "(subject = $10 OR $10 = '')", along "seq");
    };
    ($(#[$doc:meta])* $name:ident of $scope:literal $(and $other:literal)? by $key:literal, with $about:literal, along $seq:literal) => {
        query! {
            $(#[$doc])*
            $name(chain: i64, before: i64, limit: i64, person: i64, organisation: i64, fact: String, subject: String,
                from: Instant, to: Instant, after: i64) -> EntryRow
            reading [$scope $(, $other)?]
            concat!(
                "SELECT seq, instant, person, organisation, fact, subject, hash, person_id, organisation_id, mandate, job, verb, \
                 was, became, personal_digest, previous, concerned, erased, holder_role, holder_organisation, \
                 successor FROM ", $scope, " \
                 WHERE convention = $4 AND ", $seq, " < $5 AND ", $seq, " > $13 ", $key, " AND (person_id = $7 OR $7 = 0) \
                 AND (organisation_id = $8 OR $8 = 0) AND (fact = $9 OR $9 = '') AND ", $about, " \
                 AND instant >= $11 AND instant < $12 ORDER BY ", $seq, " DESC LIMIT $6"
            )
        }

        impl From<Asked> for $name {
            fn from(asked: Asked) -> Self {
                let Asked { chain, after, sought } = asked;
                let Sought { before, limit, person, organisation, fact, subject, from, to } = sought;
                Self { chain, before, limit, person, organisation, fact, subject, from, to, after }
            }
        }
    };
}

entries!(
    /// Found by their place in the chain.
    Inside of "journal" by ""
);
entries!(
    /// Found by what they are about, or by what it is made of: an action and the part of each commune in it. The place in the chain
    /// is written so that no engine walks it: the key of what they are about leads.
    InsideAbout of "journal" by "AND subject >= $10 AND subject < $10 || '0'", with "1 = 1", along "seq + 0"
);
entries!(
    /// Found by the place of the reading that they corrected, or by what is in it: what an action, a party or a facility became is told
    /// by the corrections too.
    InsideCorrected of "journal" and "reading_version" by "AND subject IN (SELECT 'convention/' || r.convention || '/reading/' || \
        r.version FROM reading_version r WHERE r.convention = $4 AND (r.place = $10 OR r.place >= $10 || '/' AND r.place < $10 || '0'))",
    with "1 = 1", along "seq + 0"
);
entries!(
    /// Found by who acted.
    InsideBy of "journal" by "AND person_id = $7"
);
entries!(
    /// Found by for whom.
    InsideFor of "journal" by "AND organisation_id = $8"
);
entries!(
    /// Found by what happened.
    InsideOf of "journal" by "AND fact = $9"
);
entries!(
    /// Found by their place in the chain of the installation.
    Outside of "installation_journal" by ""
);
entries!(
    /// Found by what they are about, or by what it is made of: an action and the part of each commune in it. The place in the chain
    /// is written so that no engine walks it: the key of what they are about leads.
    OutsideAbout of "installation_journal" by "AND subject >= $10 AND subject < $10 || '0'", with "1 = 1", along "seq + 0"
);
entries!(
    /// Found by who acted.
    OutsideBy of "installation_journal" by "AND person_id = $7"
);
entries!(
    /// Found by what happened.
    OutsideOf of "installation_journal" by "AND fact = $9"
);

/// The heads, the entries between which a day is, and the whole chains.
macro_rules! chains {
    ($head:ident, $bounds:ident, $whole:ident of $scope:literal and $heads:literal) => {
        query! {
            /// The head of the chain.
            pub(crate) $head(chain: i64) -> HeadRow
            reading [$heads]
            concat!("SELECT seq, hash, instant, turned FROM ", $heads, " WHERE convention = $4")
        }

        query! {
            /// The last entry told before a moment, and the first told after another.
            $bounds(chain: i64, before: Instant, after: Instant) -> BoundsRow
            reading [$scope, $heads]
            concat!(
                "SELECT turned, \
                 (SELECT seq FROM ", $scope, " WHERE convention = $4 AND instant < $5 ORDER BY instant DESC LIMIT 1), \
                 (SELECT seq FROM ", $scope, " WHERE convention = $4 AND instant > $6 ORDER BY instant LIMIT 1) \
                 FROM ", $heads, " WHERE convention = $4"
            )
        }

        query! {
            /// A part of the chain, from its first entry.
            pub(crate) $whole(chain: i64, after: i64, limit: i64) -> EntryRow
            reading [$scope]
            concat!(
                "SELECT seq, instant, person, organisation, fact, subject, hash, person_id, organisation_id, mandate, job, verb, \
                 was, became, personal_digest, previous, concerned, erased, holder_role, holder_organisation, \
                 successor FROM ", $scope, " \
                 WHERE convention = $4 AND seq > $5 ORDER BY seq LIMIT $6"
            )
        }
    };
}

chains!(InsideHead, InsideBounds, InsideWhole of "journal" and "journal_head");
chains!(OutsideHead, OutsideBounds, OutsideWhole of "installation_journal" and "installation_journal_head");

/// Between which entries some days are.
struct BoundsRow {
    turned: i64,
    before: Option<i64>,
    after: Option<i64>,
}

impl FromRow for BoundsRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            turned: columns.int(0)?,
            before: columns.opt_int(1)?,
            after: columns.opt_int(2)?,
        })
    }
}

impl Book {
    /// The number under which the chain is kept.
    pub(crate) fn chain(self) -> i64 {
        match self {
            Self::Installation => 0,
            Self::Convention(convention) => convention.ordinal(),
        }
    }

    /// Its page.
    pub(crate) const fn place(self) -> Target {
        match self {
            Self::Installation => Target::InstallationJournal,
            Self::Convention(convention) => Target::Journal(convention),
        }
    }

    /// The last entry that the chain announces.
    pub(crate) async fn head(self, visit: &mut Visit) -> Result<Option<HeadRow>, Failure> {
        let chain = self.chain();
        match self {
            Self::Installation => visit.first(OutsideHead { chain }).await,
            Self::Convention(_) => visit.first(InsideHead { chain }).await,
        }
    }

    /// What comes after an entry, in the order of the chain.
    pub(crate) async fn part(self, visit: &mut Visit, after: i64, limit: i64) -> Result<Vec<EntryRow>, Failure> {
        let chain = self.chain();
        match self {
            Self::Installation => visit.rows(OutsideWhole { chain, after, limit }).await,
            Self::Convention(_) => visit.rows(InsideWhole { chain, after, limit }).await,
        }
    }

    /// The entries that answer to the filters, the last first.
    pub(crate) async fn find(self, visit: &mut Visit, sought: Sought) -> Result<Vec<EntryRow>, Failure> {
        let asked = self.between(visit, sought).await?;
        let Sought {
            person,
            organisation,
            ref fact,
            ref subject,
            ..
        } = asked.sought;
        let (about, by, on_behalf, of) = (!subject.is_empty(), person != 0, organisation != 0, !fact.is_empty());
        match self {
            Self::Installation if about => visit.rows(OutsideAbout::from(asked)).await,
            Self::Installation if by => visit.rows(OutsideBy::from(asked)).await,
            Self::Installation if of => visit.rows(OutsideOf::from(asked)).await,
            Self::Installation => visit.rows(Outside::from(asked)).await,
            Self::Convention(_) if about => about_and_corrected(visit, asked).await,
            Self::Convention(_) if by => visit.rows(InsideBy::from(asked)).await,
            Self::Convention(_) if on_behalf => visit.rows(InsideFor::from(asked)).await,
            Self::Convention(_) if of => visit.rows(InsideOf::from(asked)).await,
            Self::Convention(_) => visit.rows(Inside::from(asked)).await,
        }
    }

    /// Turns days into places of the chain. Where a clock was set back, days follow no order and nothing can be left out.
    async fn between(self, visit: &mut Visit, mut sought: Sought) -> Result<Asked, Failure> {
        let chain = self.chain();
        let mut after = 0;
        if let Some(bounds) = self.bounds(visit, &sought).await?.filter(|bounds| bounds.turned == 0) {
            after = bounds.before.unwrap_or(0);
            sought.before = sought.before.min(bounds.after.unwrap_or(i64::MAX));
        }
        Ok(Asked { chain, after, sought })
    }

    async fn bounds(self, visit: &mut Visit, sought: &Sought) -> Result<Option<BoundsRow>, Failure> {
        let (from, to) = (sought.from.micros(), sought.to.micros());
        if (from, to) == (i64::MIN, i64::MAX) {
            return Ok(None);
        }
        let chain = self.chain();
        let before = Instant::from_micros(from.saturating_sub(CLOCKS_APART_MICROS));
        let after = Instant::from_micros(to.saturating_add(CLOCKS_APART_MICROS));
        match self {
            Self::Installation => visit.first(OutsideBounds { chain, before, after }).await,
            Self::Convention(_) => visit.first(InsideBounds { chain, before, after }).await,
        }
    }
}

/// What was done to one thing, and how what was read of it was corrected.
async fn about_and_corrected(visit: &mut Visit, asked: Asked) -> Result<Vec<EntryRow>, Failure> {
    let corrected = place_in_reading(&asked.sought.subject).map(|subject| Asked {
        chain: asked.chain,
        after: asked.after,
        sought: Sought {
            subject,
            ..asked.sought.clone()
        },
    });
    let limit = usize::try_from(asked.sought.limit).unwrap_or(usize::MAX);
    let mut entries = visit.rows(InsideAbout::from(asked)).await?;
    if let Some(corrected) = corrected {
        entries.extend(visit.rows(InsideCorrected::from(corrected)).await?);
        entries.sort_by_key(|entry| Reverse(entry.seq));
        entries.truncate(limit);
    }
    Ok(entries)
}

/// Where what was read of an action, a party or a facility stands: "convention/1/facility/3" is the third of its list.
fn place_in_reading(subject: &str) -> Option<String> {
    let steps: Vec<&str> = subject.split('/').collect();
    let ["convention", _, kind, ordinal] = steps[..] else {
        return None;
    };
    let list = match kind {
        "action" => "actions",
        "party" => "parties",
        "facility" => "facilities",
        _ => return None,
    };
    let index = ordinal.parse::<u32>().ok()?.checked_sub(1)?;
    Some(format!("/{list}/{index}"))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Inside>(),
        QueryInfo::of::<InsideAbout>(),
        QueryInfo::of::<InsideCorrected>(),
        QueryInfo::of::<InsideBy>(),
        QueryInfo::of::<InsideFor>(),
        QueryInfo::of::<InsideOf>(),
        QueryInfo::of::<InsideHead>(),
        QueryInfo::of::<InsideBounds>(),
        QueryInfo::of::<InsideWhole>(),
        QueryInfo::of::<Outside>(),
        QueryInfo::of::<OutsideAbout>(),
        QueryInfo::of::<OutsideBy>(),
        QueryInfo::of::<OutsideOf>(),
        QueryInfo::of::<OutsideHead>(),
        QueryInfo::of::<OutsideBounds>(),
        QueryInfo::of::<OutsideWhole>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_of_a_thing_has_a_place() {
        for (subject, place) in [
            ("convention/7/facility/3", Some("/facilities/2")),
            ("convention/7/action/1", Some("/actions/0")),
            ("convention/7/action/1/party/2", None),
            ("convention/7/campaign/1", None),
            ("mandate/4", None),
        ] {
            assert_eq!(place_in_reading(subject).as_deref(), place, "{subject}");
        }
    }
}
