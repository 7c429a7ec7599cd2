//! What the sheet of each action says in the text, for the pages that list them: whether there is one, for whom, when, which sums,
//! and how much of it is to be confirmed.
//!
//! One query reads all of it: an action has a row for each of its sums, and one when it has none.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ConventionId;
use domain::reading::{Lines, Precision, Telling, Total};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::rows::ActionRow;

/// Who pays a sum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Payer {
    /// An organisation of the convention.
    Party(i64),
    /// Words that name none.
    Words(String),
    /// The text does not say.
    Unsaid,
}

impl Payer {
    pub(crate) fn of(party: Option<i64>, words: Option<String>) -> Self {
        match (party, words) {
            (Some(party), _) => Self::Party(party),
            (None, Some(words)) => Self::Words(words),
            (None, None) => Self::Unsaid,
        }
    }
}

/// A sum that the text gives to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AmountRow {
    pub(crate) action: i64,
    pub(crate) text: String,
    pub(crate) payer: Payer,
    pub(crate) year: Option<i64>,
    pub(crate) cents: i64,
    pub(crate) precision: Precision,
    pub(crate) lines: Lines,
}

impl AmountRow {
    /// The sum that stands in these columns: its text, its payer in two, its year, its cents, how exact it is, its lines.
    pub(crate) fn joined(columns: &Columns<'_>, index: usize, action: i64) -> Result<Option<Self>, StoreError> {
        let Some(cents) = columns.opt_int(index + 4)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            action,
            text: columns.text(index)?,
            payer: Payer::of(columns.opt_int(index + 1)?, columns.opt_text(index + 2)?),
            year: columns.opt_int(index + 3)?,
            cents,
            precision: columns.word(index + 5, Precision::from_code)?,
            lines: columns.word(index + 6, |text| text.parse().ok())?,
        }))
    }

    fn telling(&self) -> Telling<&Payer> {
        Telling {
            payer: Some(&self.payer).filter(|payer| **payer != Payer::Unsaid),
            year: self.year,
        }
    }
}

/// The sums of one action, out of all of them.
pub(crate) fn amounts_of(amounts: &[AmountRow], action: i64) -> &[AmountRow] {
    let start = amounts.partition_point(|amount| amount.action < action);
    let end = amounts.partition_point(|amount| amount.action <= action);
    &amounts[start..end]
}

/// Whether a sum may already hold others of its action: it is told, and never added.
pub(crate) fn is_apart(amount: &AmountRow, all: &[AmountRow]) -> bool {
    let own = amounts_of(all, amount.action);
    amount.telling().may_hold(own.iter().map(AmountRow::telling))
}

/// The total of some sums; `all` are those of the convention, among which each is judged.
pub(crate) fn total<'a>(some: impl IntoIterator<Item = &'a AmountRow>, all: &[AmountRow]) -> Total {
    let mut total = Total::default();
    for amount in some {
        if is_apart(amount, all) {
            total.set_apart();
        } else {
            total.add(amount.cents, amount.precision);
        }
    }
    total
}

/// An action with one of its sums, if it has any.
pub(crate) struct SheetRow {
    action: ActionRow,
    has_sheet: bool,
    public: Option<String>,
    calendar: Option<String>,
    to_confirm: bool,
    amount: Option<AmountRow>,
}

query! {
    /// The actions, in the order of their numbers, with what their sheets say: a row each sum.
    pub(crate) SheetedActions(convention: ConventionId) -> SheetRow
    reading ["action", "action_text", "action_doubt", "action_amount"]
    "SELECT a.ordinal, a.number, a.title, a.sort_key, a.node, \
        CASE WHEN EXISTS (SELECT 1 FROM action_text x WHERE x.convention = a.convention AND x.action = a.ordinal \
            AND x.field IN ('detail', 'means', 'funding')) THEN 1 ELSE 0 END, \
        (SELECT p.text FROM action_text p WHERE p.convention = a.convention AND p.action = a.ordinal \
            AND p.field = 'public' AND p.ordinal = 1), \
        (SELECT p.text FROM action_text p WHERE p.convention = a.convention AND p.action = a.ordinal \
            AND p.field = 'calendar' AND p.ordinal = 1), \
        CASE WHEN EXISTS (SELECT 1 FROM action_doubt d WHERE d.convention = a.convention AND d.action = a.ordinal \
            AND d.certainty = 'to_confirm') THEN 1 ELSE 0 END, \
        m.text, m.party, m.payer, m.year, m.cents, m.exactness, m.lines \
        FROM action a LEFT JOIN action_amount m ON m.convention = a.convention AND m.action = a.ordinal \
        WHERE a.convention = $4 ORDER BY a.ordinal, m.ordinal"
}

impl FromRow for SheetRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let action = ActionRow::from_row(columns)?;
        Ok(Self {
            has_sheet: columns.flag(5)?,
            public: columns.opt_text(6)?,
            calendar: columns.opt_text(7)?,
            to_confirm: columns.flag(8)?,
            amount: AmountRow::joined(columns, 9, action.ordinal)?,
            action,
        })
    }
}

/// What the sheets of all actions say.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    /// The actions with details, means or funding.
    pub(crate) sheeted: BTreeSet<i64>,
    pub(crate) publics: BTreeMap<i64, String>,
    pub(crate) calendars: BTreeMap<i64, String>,
    /// The actions of which something is to be confirmed.
    pub(crate) to_confirm: BTreeSet<i64>,
    /// Every sum, action by action.
    pub(crate) amounts: Vec<AmountRow>,
}

impl Sheets {
    /// The actions, each once, and what their sheets say.
    pub(crate) fn of(rows: Vec<SheetRow>) -> (Vec<ActionRow>, Self) {
        let (mut actions, mut sheets) = (Vec::<ActionRow>::new(), Self::default());
        for row in rows {
            let action = row.action.ordinal;
            sheets.amounts.extend(row.amount);
            if actions.last().is_some_and(|last| last.ordinal == action) {
                continue;
            }
            sheets.sheeted.extend(row.has_sheet.then_some(action));
            sheets.to_confirm.extend(row.to_confirm.then_some(action));
            sheets.publics.extend(row.public.map(|text| (action, text)));
            sheets.calendars.extend(row.calendar.map(|text| (action, text)));
            actions.push(row.action);
        }
        (actions, sheets)
    }

    /// The sums of an action added up.
    pub(crate) fn total(&self, action: i64) -> Total {
        total(amounts_of(&self.amounts, action), &self.amounts)
    }
}

/// A text of a list of an action: an aim, an indicator.
pub(crate) struct ListedRow {
    pub(crate) action: i64,
    pub(crate) field: String,
    pub(crate) text: String,
}

query! {
    /// The aims and the indicators of every action, in the order of the text: for files.
    pub(crate) ListedTexts(convention: ConventionId) -> ListedRow
    reading ["action_text"]
    "SELECT action, field, text FROM action_text WHERE convention = $4 AND field IN ('objective', 'indicator') \
        ORDER BY action, field, ordinal"
}

impl FromRow for ListedRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: columns.int(0)?,
            field: columns.text(1)?,
            text: columns.text(2)?,
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SheetedActions>(), QueryInfo::of::<ListedTexts>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(action: i64, payer: Payer, year: Option<i64>, cents: i64) -> AmountRow {
        AmountRow {
            action,
            text: String::new(),
            payer,
            year,
            cents,
            precision: Precision::Exact,
            lines: Lines::default(),
        }
    }

    #[test]
    fn a_total_written_beside_its_parts_is_not_added_to_them() {
        let all = [
            amount(1, Payer::Unsaid, None, 30_000),
            amount(1, Payer::Party(2), Some(2023), 10_000),
            amount(1, Payer::Words("Ville".to_owned()), None, 20_000),
            amount(2, Payer::Unsaid, None, 500),
        ];
        let added = total(&all, &all);
        assert_eq!((added.cents(), added.apart()), (Some(30_500), 1));
        let of_second = total(amounts_of(&all, 2), &all);
        assert_eq!(
            (of_second.cents(), of_second.apart()),
            (Some(500), 0),
            "another action tells nothing of it"
        );
        assert_eq!(total(amounts_of(&all, 3), &all).cents(), None);
    }
}
