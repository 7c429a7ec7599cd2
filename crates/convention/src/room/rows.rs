//! What the room asks of the database: which reading stands, its écarts, what was looked at.

use std::collections::BTreeSet;

use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::reading::{Family, RuleCode, Severity};
use domain::review::PointKey;
use domain::settlement::{AnomalyKey, SettlementState};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

/// The reading that stands, without its document.
pub(crate) struct HeadRow {
    pub(crate) file: String,
    pub(super) digest: Digest,
    /// Whether it is still being checked.
    pub(crate) review: bool,
}

query! {
    /// The reading that stands: the last correction, or the act as it entered.
    pub(super) Head(convention: ConventionId) -> HeadRow
    reading ["act", "reading_version", "review"]
    "SELECT a.source_name, COALESCE(v.digest, a.digest), r.convention FROM act a \
        LEFT JOIN reading_version v ON v.convention = a.convention \
            AND v.version = (SELECT MAX(x.version) FROM reading_version x WHERE x.convention = a.convention) \
        LEFT JOIN review r ON r.convention = a.convention WHERE a.convention = $4 AND a.ordinal = 1"
}

impl FromRow for HeadRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            file: columns.text(0)?,
            digest: columns.digest(1)?,
            review: columns.opt_int(2)?.is_some(),
        })
    }
}

/// A passage quoted, and the line where it begins; 0 for what was added by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) line: u32,
    pub(super) words: String,
}

/// An écart of the text, as the room walks to it.
#[derive(Debug, Clone)]
pub(super) struct AnomalyRow {
    pub(super) key: AnomalyKey,
    pub(super) family: Family,
    pub(super) severity: Severity,
    pub(super) a: Quoted,
    pub(super) b: Option<Quoted>,
    pub(super) reason: String,
    pub(super) rule: Option<RuleCode>,
    /// What the last answer made of it.
    pub(super) state: Option<SettlementState>,
}

query! {
    /// The écarts of a convention, of rules that apply in it, in the order of the text.
    pub(super) AnomaliesToWalk(convention: ConventionId) -> AnomalyRow
    reading ["anomaly", "last_settlement", "rule_aside"]
    "SELECT a.key, a.family, a.severity, a.a_line, a.a_quote, a.b_line, a.b_quote, a.reason, a.rule, s.state FROM anomaly a \
        LEFT JOIN last_settlement s ON s.convention = a.convention AND s.key = a.key \
        WHERE a.convention = $4 AND NOT EXISTS (SELECT 1 FROM rule_aside w WHERE w.convention = a.convention AND w.rule = a.rule) \
        ORDER BY a.a_line, a.ordinal"
}

impl FromRow for AnomalyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let line = |number: i64| u32::try_from(number).unwrap_or(0);
        let b = columns.opt_int(5)?.zip(columns.opt_text(6)?);
        Ok(Self {
            key: columns.digest(0)?.into(),
            family: columns.word(1, Family::from_code)?,
            severity: columns.word(2, Severity::from_code)?,
            a: Quoted {
                line: line(columns.int(3)?),
                words: columns.text(4)?,
            },
            b: b.map(|(number, words)| Quoted {
                line: line(number),
                words,
            }),
            reason: columns.text(7)?,
            rule: columns.opt_text(8)?.as_deref().and_then(RuleCode::from_code),
            state: columns.opt_text(9)?.as_deref().and_then(SettlementState::from_code),
        })
    }
}

struct KeyRow(PointKey);

query! {
    /// The points of a reading that someone looked at.
    PointsChecked(convention: ConventionId) -> KeyRow
    reading ["checked_point"]
    "SELECT key FROM checked_point WHERE convention = $4 AND checked = 1"
}

impl FromRow for KeyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(columns.digest(0)?.into()))
    }
}

/// Who looked at a point, and when.
pub(super) struct LookRow {
    pub(super) person: Option<String>,
    pub(super) at: Instant,
}

query! {
    /// The last time someone looked at one point.
    pub(super) LookedAt(convention: ConventionId, key: Digest) -> LookRow
    reading ["point_look"]
    "SELECT person, instant FROM point_look WHERE convention = $4 AND key = $5"
}

impl FromRow for LookRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.opt_text(0)?,
            at: columns.instant(1)?,
        })
    }
}

/// What a value was, and became.
pub(super) struct PastRow {
    place: String,
    pub(super) was: Option<String>,
    pub(super) becomes: Option<String>,
    pub(super) lines: Option<String>,
    pub(super) reason: String,
    pub(super) person: Option<String>,
    pub(super) at: Instant,
}

query! {
    /// What was corrected at one place, with what came in or went out anywhere, the last first.
    PastOf(convention: ConventionId, place: String) -> PastRow
    reading ["reading_version"]
    "SELECT place, was, CASE WHEN place = '/' THEN NULL ELSE becomes END, lines, reason, person, instant FROM reading_version \
        WHERE convention = $4 AND (place = $5 OR was IS NULL OR becomes IS NULL OR place = '/') ORDER BY version DESC LIMIT 100"
}

impl FromRow for PastRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            place: columns.text(0)?,
            was: columns.opt_text(1)?,
            becomes: columns.opt_text(2)?,
            lines: columns.opt_text(3)?,
            reason: columns.text(4)?,
            person: columns.opt_text(5)?,
            at: columns.instant(6)?,
        })
    }
}

impl PastRow {
    /// Whether what stands at a place may be another thing than before: an item of a list above it came in or went out.
    fn moves(&self, place: &str) -> bool {
        let changes_a_list = self.was.is_none() || self.becomes.is_none() || self.place == "/";
        let list = self.place.rsplit_once('/').map_or("", |(list, _)| list);
        let ends_in_a_number = self
            .place
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .ends_with(['/', '+']);
        changes_a_list && ends_in_a_number && place.strip_prefix(list).is_some_and(|rest| rest.starts_with('/'))
            || self.place == "/"
    }
}

/// What was corrected of the value that stands at a place today, the last first.
pub(super) async fn past(visit: &mut Visit, convention: ConventionId, place: &str) -> Result<Vec<PastRow>, Failure> {
    let place = place.to_owned();
    let asked = PastOf {
        convention,
        place: place.clone(),
    };
    let rows = visit.rows(asked).await?;
    let own = rows.into_iter().take_while(|row| !row.moves(&place));
    Ok(own.filter(|row| row.place == place).collect())
}

query! {
    /// Whether someone looked at one point.
    pub(super) Checked(convention: ConventionId, key: Digest) -> i64
    reading ["checked_point"]
    "SELECT checked FROM checked_point WHERE convention = $4 AND key = $5"
}

/// The keys of the points looked at.
pub(super) async fn checked(visit: &mut Visit, convention: ConventionId) -> Result<BTreeSet<PointKey>, Failure> {
    let rows = visit.rows(PointsChecked { convention }).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Head>(),
        QueryInfo::of::<AnomaliesToWalk>(),
        QueryInfo::of::<PointsChecked>(),
        QueryInfo::of::<LookedAt>(),
        QueryInfo::of::<PastOf>(),
        QueryInfo::of::<Checked>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(place: &str, was: Option<&str>, becomes: Option<&str>) -> PastRow {
        PastRow {
            place: place.to_owned(),
            was: was.map(str::to_owned),
            becomes: becomes.map(str::to_owned),
            lines: None,
            reason: String::new(),
            person: None,
            at: Instant::from_micros(0),
        }
    }

    #[test]
    fn what_came_in_or_went_out_above_a_value_makes_it_another() {
        let place = "/actions/4/pilots/0";
        let moves = |row: PastRow| row.moves(place);
        assert!(
            moves(row("/actions/4/pilots/0", Some("1"), None)),
            "an item of its own list went out"
        );
        assert!(moves(row("/actions/4/pilots/+0", None, Some("1"))), "and came back");
        assert!(moves(row("/actions/2", Some("1"), None)), "an action before it went out");
        assert!(moves(row("/", None, None)), "the text was read again");
        assert!(!moves(row("/actions/4/pilots/0", Some("1"), Some("2"))), "its words changed");
        assert!(!moves(row("/actions/4/bearers/0", Some("1"), None)), "another list");
        assert!(!moves(row("/convention/end", Some("1"), None)), "no list");
    }
}
