//! What is read of the details of an action: their words, and the marks that people set on them, each with who set it and when.
//!
//! A mark is never changed: the last one set on a detail tells how far it has gone.

use domain::digest::Digest;
use domain::followup::{DetailId, DetailState};
use domain::ids::{ActionId, ConventionId};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A mark set on a detail.
#[derive(Debug, Clone)]
pub(crate) struct MarkedRow {
    pub(crate) party: i64,
    /// 0 for a mark that was set before details that read alike were told apart: it is of each of them.
    pub(crate) rank: i64,
    pub(crate) words: Digest,
    pub(crate) state: DetailState,
    pub(crate) signed_by: Option<String>,
    pub(crate) signed_for: Option<String>,
    /// Unknown of a mark that was set before it was kept.
    pub(crate) written: Option<Instant>,
}

impl MarkedRow {
    /// The mark that begins at this column: `party, rank, detail, state, signed_by, signed_for, written`.
    pub(crate) fn at(c: &Columns<'_>, columns: [usize; 7]) -> Result<Self, StoreError> {
        let [party, rank, words, state, signed_by, signed_for, written] = columns;
        Ok(Self {
            party: c.int(party)?,
            rank: c.int(rank)?,
            words: c.digest(words)?,
            state: c.word(state, DetailState::from_code)?,
            signed_by: c.opt_text(signed_by)?,
            signed_for: c.opt_text(signed_for)?,
            written: c.opt_instant(written)?,
        })
    }

    /// Who set it; nothing when nobody knows any more.
    pub(crate) fn signature(&self) -> Option<String> {
        let named: Vec<&str> = [&self.signed_by, &self.signed_for]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!named.is_empty()).then(|| named.join(", "))
    }

    /// Whether it was set on this detail by itself.
    pub(crate) fn is_of(&self, detail: &DetailId) -> bool {
        (self.party, self.rank, self.words) == (detail.stored_party(), detail.rank, detail.words)
    }

    /// Whether it was set on all those that read so, before they were told apart.
    fn is_of_all(&self, detail: &DetailId) -> bool {
        self.rank == 0 && self.words == detail.words
    }
}

/// The last mark set on a detail, out of marks in the order in which they were set.
pub(crate) fn last_mark<'m>(marks: &'m [MarkedRow], detail: &DetailId) -> Option<&'m MarkedRow> {
    let own = marks.iter().rev().find(|mark| mark.is_of(detail));
    own.or_else(|| marks.iter().rev().find(|mark| mark.is_of_all(detail)))
}

/// A detail of the text, or a mark set on one.
pub(crate) enum DetailRow {
    Detail(Option<i64>, String),
    Mark(MarkedRow),
}

query! {
    /// The details of an action in the order of the text, then every mark set on them in the order in which they were.
    pub(crate) DetailsOf(convention: ConventionId, action: i64) -> DetailRow
    reading ["action_text", "detail_mark"]
    "SELECT 1 AS kind, x.party, CAST(0 AS BIGINT) AS rank, x.text, '' AS state, CAST(NULL AS TEXT) AS signed_by, \
        CAST(NULL AS TEXT) AS signed_for, CAST(NULL AS BIGINT) AS written, x.ordinal AS place FROM action_text x \
        WHERE x.convention = $4 AND x.action = $5 AND x.field = 'detail' \
        UNION ALL \
        SELECT 2, m.party, m.rank, m.detail, m.state, m.signed_by, m.signed_for, m.written, m.version FROM detail_mark m \
        WHERE m.convention = $4 AND m.action = $5 ORDER BY 1, 9"
}

impl FromRow for DetailRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Detail(c.opt_int(1)?, c.text(3)?),
            _ => Self::Mark(MarkedRow::at(c, [1, 2, 3, 4, 5, 6, 7])?),
        })
    }
}

/// The same, sorted out.
#[derive(Default)]
pub(crate) struct Details {
    /// Each detail, with its words.
    pub(crate) all: Vec<(DetailId, String)>,
    pub(crate) marks: Vec<MarkedRow>,
}

impl Details {
    pub(crate) fn of(action: ActionId, rows: Vec<DetailRow>) -> Self {
        let (mut texts, mut marks) = (Vec::new(), Vec::new());
        for row in rows {
            match row {
                DetailRow::Detail(party, text) => texts.push((party, text)),
                DetailRow::Mark(mark) => marks.push(mark),
            }
        }
        let ids = DetailId::each(action, texts.iter().map(|(party, text)| (*party, text.as_str())));
        Self {
            all: ids.into_iter().zip(texts).map(|(id, (_, text))| (id, text)).collect(),
            marks,
        }
    }

    /// How far a detail has gone, once someone said.
    pub(crate) fn last(&self, detail: &DetailId) -> Option<&MarkedRow> {
        last_mark(&self.marks, detail)
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<DetailsOf>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(rank: i64, state: DetailState) -> MarkedRow {
        MarkedRow {
            party: if rank == 0 { 0 } else { 2 },
            rank,
            words: Digest::of(b"Ouvrir un lieu"),
            state,
            signed_by: None,
            signed_for: None,
            written: None,
        }
    }

    #[test]
    fn a_mark_set_before_details_were_told_apart_is_of_each_until_it_has_its_own() {
        let action = ActionId {
            convention: ConventionId::new(1),
            ordinal: 15,
        };
        let ids = DetailId::each(action, [(Some(2), "Ouvrir un lieu"), (Some(2), "Ouvrir un lieu")]);
        let marks = [
            mark(0, DetailState::Going),
            mark(2, DetailState::Going),
            mark(2, DetailState::Done),
        ];
        let states: Vec<_> = ids.iter().map(|id| last_mark(&marks, id).map(|mark| mark.state)).collect();
        assert_eq!(states, [Some(DetailState::Going), Some(DetailState::Done)]);
    }
}
