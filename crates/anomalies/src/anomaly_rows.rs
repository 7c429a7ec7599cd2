//! What the register reads: the écarts of the text, what was settled of each, the rules put aside, the numbers of actions.
//!
//! Every query reads scoped names: an écart of a hidden action or of a hidden text is not here for whoever may not see it.

use std::collections::BTreeMap;

use domain::ids::ConventionId;
use domain::reading::{Family, Lines, RuleCode, Severity};
use domain::settlement::{AnomalyKey, Settlement, SettlementState};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// An écart, as the rules found it.
#[derive(Debug, Clone)]
pub(crate) struct FoundRow {
    pub(crate) ordinal: i64,
    pub(crate) key: AnomalyKey,
    /// Absent where it was found before rules had codes.
    pub(crate) rule: Option<RuleCode>,
    pub(crate) family: Family,
    pub(crate) severity: Severity,
    pub(crate) a: Cited,
    pub(crate) b: Option<Cited>,
    /// A full sentence.
    pub(crate) sentence: String,
}

/// Words of the text and the line where they stand.
#[derive(Debug, Clone)]
pub(crate) struct Cited {
    pub(crate) line: u32,
    pub(crate) words: String,
}

impl Cited {
    fn stored(line: i64, words: String) -> Self {
        Self {
            line: u32::try_from(line).unwrap_or(1),
            words,
        }
    }

    pub(crate) fn lines(&self) -> Lines {
        Lines::one(self.line)
    }
}

query! {
    /// The écarts, the gravest first, then in the order of the text.
    pub(crate) FoundIn(convention: ConventionId) -> FoundRow
    reading ["anomaly"]
    "SELECT ordinal, key, rule, family, severity, a_line, a_quote, b_line, b_quote, reason FROM anomaly WHERE convention = $4 \
        ORDER BY CASE severity WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, a_line, ordinal"
}

impl FromRow for FoundRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let b = match c.opt_int(7)? {
            Some(line) => Some(Cited::stored(line, c.opt_text(8)?.unwrap_or_default())),
            None => None,
        };
        Ok(Self {
            ordinal: c.int(0)?,
            key: c.word(1, AnomalyKey::from_hex)?,
            rule: c.opt_text(2)?.as_deref().and_then(RuleCode::from_code),
            family: c.word(3, Family::from_code)?,
            severity: c.word(4, Severity::from_code)?,
            a: Cited::stored(c.int(5)?, c.text(6)?),
            b,
            sentence: c.text(9)?,
        })
    }
}

/// An action that an écart names.
pub(crate) struct NamedRow {
    anomaly: i64,
    pub(crate) action: i64,
    pub(crate) number: String,
}

query! {
    /// The actions that the écarts name.
    pub(crate) NamedIn(convention: ConventionId) -> NamedRow
    reading ["anomaly_action", "action"]
    "SELECT l.anomaly, l.action, a.number FROM anomaly_action l JOIN action a ON a.convention = l.convention AND a.ordinal = l.action \
        WHERE l.convention = $4 ORDER BY l.anomaly, l.action"
}

impl FromRow for NamedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            anomaly: c.int(0)?,
            action: c.int(1)?,
            number: c.text(2)?,
        })
    }
}

/// What was said of an écart at one moment.
#[derive(Debug, Clone)]
pub(crate) struct SettledRow {
    pub(crate) key: AnomalyKey,
    pub(crate) version: i64,
    /// What the écart said then.
    pub(crate) sentence: String,
    pub(crate) settlement: Settlement,
    pub(crate) person: Option<String>,
    /// The same person, by number.
    pub(crate) by: Option<i64>,
    pub(crate) organisation: Option<String>,
    pub(crate) at: Instant,
}

query! {
    /// All that was settled, écart after écart, the first settlement first.
    pub(crate) SettledIn(convention: ConventionId) -> SettledRow
    reading ["anomaly_settlement"]
    "SELECT key, version, sentence, state, words, body, day, owner, due, person, organisation, instant, person_id FROM anomaly_settlement \
        WHERE convention = $4 ORDER BY key, version"
}

impl FromRow for SettledRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: c.word(0, AnomalyKey::from_hex)?,
            version: c.int(1)?,
            sentence: c.text(2)?,
            settlement: Settlement {
                state: c.word(3, SettlementState::from_code)?,
                words: c.text(4)?,
                body: c.opt_text(5)?,
                day: c.opt_day(6)?,
                owner: c.opt_text(7)?,
                due: c.opt_day(8)?,
            },
            person: c.opt_text(9)?,
            organisation: c.opt_text(10)?,
            at: c.instant(11)?,
            by: c.opt_int(12)?,
        })
    }
}

/// A rule that was put aside, or applied again.
#[derive(Debug, Clone)]
pub(crate) struct SwitchRow {
    pub(crate) rule: String,
    pub(crate) version: i64,
    pub(crate) applies: bool,
    pub(crate) reason: String,
    pub(crate) person: Option<String>,
    pub(crate) at: Instant,
}

query! {
    /// The switches of rules, the first one first.
    pub(crate) SwitchesIn(convention: ConventionId) -> SwitchRow
    reading ["rule_switch"]
    "SELECT rule, version, applies, reason, person, instant FROM rule_switch WHERE convention = $4 ORDER BY rule, version"
}

impl FromRow for SwitchRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            rule: c.text(0)?,
            version: c.int(1)?,
            applies: c.flag(2)?,
            reason: c.text(3)?,
            person: c.opt_text(4)?,
            at: c.instant(5)?,
        })
    }
}

/// The last switch of each rule.
pub(crate) fn last_switches(rows: Vec<SwitchRow>) -> BTreeMap<String, SwitchRow> {
    rows.into_iter().map(|row| (row.rule.clone(), row)).collect()
}

/// A line of the signed text.
#[derive(Clone)]
pub(crate) struct LineRow {
    pub(crate) line: i64,
    pub(crate) text: String,
}

query! {
    /// The lines of the signed text between two, and between two others.
    pub(crate) LinesAround(convention: ConventionId, first: i64, last: i64, also: i64, until: i64) -> LineRow
    reading ["source_line"]
    "SELECT line, text FROM source_line WHERE convention = $4 AND act = 1 AND (line BETWEEN $5 AND $6 OR line BETWEEN $7 AND $8) \
        ORDER BY line"
}

impl FromRow for LineRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            line: c.int(0)?,
            text: c.text(1)?,
        })
    }
}

/// The actions of each écart, by its ordinal.
pub(crate) fn by_anomaly(rows: Vec<NamedRow>) -> BTreeMap<i64, Vec<NamedRow>> {
    let mut named: BTreeMap<i64, Vec<NamedRow>> = BTreeMap::new();
    for row in rows {
        named.entry(row.anomaly).or_default().push(row);
    }
    named
}

/// Every query above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<FoundIn>(),
        QueryInfo::of::<NamedIn>(),
        QueryInfo::of::<SettledIn>(),
        QueryInfo::of::<SwitchesIn>(),
        QueryInfo::of::<LinesAround>(),
    ]
}
