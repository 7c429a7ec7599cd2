//! What the page of the agreement reads, one query a table.
//!
//! Every query reads scoped names; none knows the page.

use domain::ids::ConventionId;
use domain::reading::{Family, Lines, OrganisationKind, Severity};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::text_show::TextState;

pub(crate) fn lines(columns: &Columns<'_>, index: usize) -> Result<Lines, StoreError> {
    columns.word(index, |text| text.parse().ok())
}

/// The head of the agreement, as read.
pub(crate) struct AgreementRow {
    pub(crate) title: Option<String>,
    pub(crate) name: String,
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
    pub(crate) place: Option<String>,
    pub(crate) day: Option<Day>,
    pub(crate) year: Option<i64>,
    pub(crate) month: Option<i64>,
    pub(crate) title_lines: Lines,
    pub(crate) period_lines: Lines,
    pub(crate) signature_lines: Lines,
    pub(crate) actions: i64,
    /// What there is of the text for this reader.
    pub(crate) text: TextState,
    /// When it was typed by hand, and by whom, when there is no text.
    pub(crate) by_hand: Option<(Option<Instant>, Option<String>)>,
}

query! {
    /// The head of the agreement.
    pub(crate) Agreement(convention: ConventionId) -> AgreementRow
    reading ["convention", "action", "origin", "act"]
    "SELECT c.title, c.name, c.start_day, c.end_day, c.signature_place, c.signature_day, c.signature_year, c.signature_month, \
        c.title_lines, c.period_lines, c.signature_lines, (SELECT COUNT(*) FROM action a WHERE a.convention = $4), o.source_lines, \
        act.ordinal, o.entered, o.person FROM convention c LEFT JOIN origin o ON o.convention = $4 \
        LEFT JOIN act ON act.convention = $4 AND act.ordinal = 1 WHERE c.id = $4"
}

impl FromRow for AgreementRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let text = TextState::at(columns, 12)?;
        let by_hand = if text.is_by_hand() {
            Some((columns.opt_int(14)?.map(Instant::from_micros), columns.opt_text(15)?))
        } else {
            None
        };
        Ok(Self {
            title: columns.opt_text(0)?,
            name: columns.text(1)?,
            start: columns.opt_day(2)?,
            end: columns.opt_day(3)?,
            place: columns.opt_text(4)?,
            day: columns.opt_day(5)?,
            year: columns.opt_int(6)?,
            month: columns.opt_int(7)?,
            title_lines: lines(columns, 8)?,
            period_lines: lines(columns, 9)?,
            signature_lines: lines(columns, 10)?,
            actions: columns.int(11)?,
            text,
            by_hand,
        })
    }
}

/// An organisation of the convention.
pub(crate) struct PartyRow {
    pub(crate) ordinal: i64,
    pub(crate) signs: bool,
    pub(crate) name: String,
    pub(crate) short_name: String,
    pub(crate) kind: OrganisationKind,
    pub(crate) lines: Lines,
}

query! {
    /// The organisations of the convention, signatories first.
    pub(crate) AllParties(convention: ConventionId) -> PartyRow
    reading ["party"]
    "SELECT ordinal, signs, name, short_name, kind, lines FROM party WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for PartyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            signs: columns.flag(1)?,
            name: columns.text(2)?,
            short_name: columns.text(3)?,
            kind: columns.word(4, OrganisationKind::from_code)?,
            lines: lines(columns, 5)?,
        })
    }
}

/// Someone who signs.
pub(crate) struct SignatoryRow {
    pub(crate) party: i64,
    pub(crate) name: String,
    pub(crate) function: Option<String>,
}

/// An organisation, with one of those who sign for it when there are some.
pub(crate) struct SigningRow {
    party: PartyRow,
    signatory: Option<SignatoryRow>,
}

query! {
    /// The organisations of the convention, signatories first, each with those who sign for it: a row each, and one where there is
    /// none.
    pub(crate) Signing(convention: ConventionId) -> SigningRow
    reading ["party", "signatory"]
    "SELECT p.ordinal, p.signs, p.name, p.short_name, p.kind, p.lines, s.name, s.function FROM party p \
        LEFT JOIN signatory s ON s.convention = p.convention AND s.party = p.ordinal \
        WHERE p.convention = $4 ORDER BY p.ordinal, s.ordinal"
}

impl FromRow for SigningRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let party = PartyRow::from_row(columns)?;
        let signatory = columns.opt_text(6)?.map(|name| {
            Ok::<_, StoreError>(SignatoryRow {
                party: party.ordinal,
                name,
                function: columns.opt_text(7)?,
            })
        });
        Ok(Self {
            signatory: signatory.transpose()?,
            party,
        })
    }
}

impl SigningRow {
    /// Each organisation once, and those who sign.
    pub(crate) fn apart(rows: Vec<Self>) -> (Vec<PartyRow>, Vec<SignatoryRow>) {
        let (mut parties, mut signatories) = (Vec::<PartyRow>::new(), Vec::new());
        for row in rows {
            if parties.last().is_none_or(|last| last.ordinal != row.party.ordinal) {
                parties.push(row.party);
            }
            signatories.extend(row.signatory);
        }
        (parties, signatories)
    }
}

/// The vote of one council.
pub(crate) struct DeliberationRow {
    pub(crate) ordinal: i64,
    pub(crate) party: Option<i64>,
    pub(crate) day: Option<Day>,
    pub(crate) number: Option<String>,
    pub(crate) favour: Option<i64>,
    pub(crate) against: Option<i64>,
    pub(crate) abstain: Option<i64>,
    pub(crate) present: Option<i64>,
    pub(crate) proxies: Option<i64>,
    pub(crate) commission: Option<String>,
    pub(crate) commission_day: Option<Day>,
    pub(crate) commission_opinion: Option<String>,
    pub(crate) approves: Option<String>,
    pub(crate) authority: Option<String>,
    pub(crate) lines: Lines,
}

query! {
    /// The votes.
    pub(crate) Deliberations(convention: ConventionId) -> DeliberationRow
    reading ["deliberation"]
    "SELECT ordinal, party, day, number, favour, against, abstain, present, proxies, commission, commission_day, \
        commission_opinion, approves, authority, lines FROM deliberation WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for DeliberationRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            party: columns.opt_int(1)?,
            day: columns.opt_day(2)?,
            number: columns.opt_text(3)?,
            favour: columns.opt_int(4)?,
            against: columns.opt_int(5)?,
            abstain: columns.opt_int(6)?,
            present: columns.opt_int(7)?,
            proxies: columns.opt_int(8)?,
            commission: columns.opt_text(9)?,
            commission_day: columns.opt_day(10)?,
            commission_opinion: columns.opt_text(11)?,
            approves: columns.opt_text(12)?,
            authority: columns.opt_text(13)?,
            lines: lines(columns, 14)?,
        })
    }
}

/// An écart.
pub(crate) struct AnomalyRow {
    pub(crate) family: Family,
    pub(crate) severity: Severity,
    pub(crate) a_line: i64,
    pub(crate) a_quote: String,
    pub(crate) b_line: Option<i64>,
    pub(crate) b_quote: Option<String>,
    pub(crate) reason: String,
}

query! {
    /// The écarts, the gravest first.
    pub(crate) Anomalies(convention: ConventionId) -> AnomalyRow
    reading ["anomaly"]
    "SELECT family, severity, a_line, a_quote, b_line, b_quote, reason FROM anomaly WHERE convention = $4 \
        ORDER BY CASE severity WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, ordinal"
}

impl FromRow for AnomalyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            family: columns.word(0, Family::from_code)?,
            severity: columns.word(1, Severity::from_code)?,
            a_line: columns.int(2)?,
            a_quote: columns.text(3)?,
            b_line: columns.opt_int(4)?,
            b_quote: columns.opt_text(5)?,
            reason: columns.text(6)?,
        })
    }
}

/// A part of the text that no value holds.
pub(crate) struct RestRow {
    pub(crate) lines: Lines,
    pub(crate) line_count: i64,
    pub(crate) text: String,
}

query! {
    /// What no value holds.
    pub(crate) Rest(convention: ConventionId) -> RestRow
    reading ["unplaced"]
    "SELECT lines, line_count, text FROM unplaced WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for RestRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            lines: lines(columns, 0)?,
            line_count: columns.int(1)?,
            text: columns.text(2)?,
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Agreement>(),
        QueryInfo::of::<AllParties>(),
        QueryInfo::of::<Signing>(),
        QueryInfo::of::<Deliberations>(),
        QueryInfo::of::<Anomalies>(),
        QueryInfo::of::<Rest>(),
    ]
}
