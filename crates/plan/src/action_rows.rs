//! What the page of one action reads: its head, its texts, its links and its marks, each with its lines.

use domain::ids::ConventionId;
use domain::reading::{Certainty, Half, Lines, Precision, View};
use domain::search::fold;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::attachments::AttachmentRow;
use crate::exchanges::ExchangeRow;
use crate::rows::{Tie, half};
use crate::sheet_rows::{AmountRow, Payer};

fn lines(columns: &Columns<'_>, index: usize) -> Result<Lines, StoreError> {
    columns.word(index, |text| text.parse().ok())
}

/// A node above an action.
#[derive(Debug, Clone)]
pub(crate) struct Above {
    pub(crate) level: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) title: String,
    pub(crate) lines: Lines,
}

/// An action and the way down to it.
#[derive(Debug, Clone)]
pub(crate) struct HeadRow {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) title_lines: Lines,
    pub(crate) node_lines: Lines,
    /// The nodes above, from the nearest.
    pub(crate) path: Vec<Above>,
    pub(crate) previous: Option<i64>,
    pub(crate) next: Option<i64>,
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
    /// Its place among the actions, from 1.
    pub(crate) rank: i64,
    /// A document attached to it, when there is one: a row each.
    pub(crate) attachment: Option<AttachmentRow>,
    /// Something said about it, likewise.
    pub(crate) said: Option<ExchangeRow>,
}

query! {
    /// One action, its neighbours, the period of its convention; its documents and what was said about it, the last first: one
    /// row each, and one when there is none.
    pub(crate) Head(convention: ConventionId, action: i64, documents: i64, comments: i64) -> HeadRow
    reading ["action", "convention", "node", "level", "document", "document_version", "comment"]
    "SELECT a.number, a.title, a.title_lines, a.node_lines, \
        (SELECT MAX(b.ordinal) FROM action b WHERE b.convention = a.convention AND b.ordinal < a.ordinal), \
        (SELECT MIN(b.ordinal) FROM action b WHERE b.convention = a.convention AND b.ordinal > a.ordinal), \
        c.start_day, c.end_day, \
        (SELECT COUNT(*) FROM action b WHERE b.convention = a.convention AND b.ordinal <= a.ordinal), \
        n1.title, n1.code, n1.lines, l1.name, n2.title, n2.code, n2.lines, l2.name, \
        n3.title, n3.code, n3.lines, l3.name, n4.title, n4.code, n4.lines, l4.name, \
        b.convention, b.ordinal, b.title, b.media, b.instant, b.person \
        FROM action a JOIN convention c ON c.id = a.convention \
        LEFT JOIN node n1 ON n1.convention = a.convention AND n1.ordinal = a.node \
        LEFT JOIN node n2 ON n2.convention = a.convention AND n2.ordinal = n1.parent \
        LEFT JOIN node n3 ON n3.convention = a.convention AND n3.ordinal = n2.parent \
        LEFT JOIN node n4 ON n4.convention = a.convention AND n4.ordinal = n3.parent \
        LEFT JOIN level l1 ON l1.convention = a.convention AND l1.depth = n1.depth \
        LEFT JOIN level l2 ON l2.convention = a.convention AND l2.depth = n2.depth \
        LEFT JOIN level l3 ON l3.convention = a.convention AND l3.depth = n3.depth \
        LEFT JOIN level l4 ON l4.convention = a.convention AND l4.depth = n4.depth \
        LEFT JOIN (SELECT * FROM (SELECT d.convention, d.ordinal, d.title, v.media, v.instant, '' AS person FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.action = $5 ORDER BY v.instant DESC, d.ordinal DESC LIMIT $6) attached \
        UNION ALL SELECT * FROM (SELECT s.convention, s.ordinal, s.text, '', s.instant, s.person FROM comment s \
        WHERE s.convention = $4 AND s.action = $5 AND s.withdrawn IS NULL ORDER BY s.ordinal DESC LIMIT $7) told) b \
        ON b.convention = a.convention \
        WHERE a.convention = $4 AND a.ordinal = $5 ORDER BY b.instant DESC, b.ordinal DESC"
}

/// Levels go to four at most.
const MAX_DEPTH: usize = 4;

impl FromRow for HeadRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: columns.text(0)?,
            title: columns.text(1)?,
            title_lines: lines(columns, 2)?,
            node_lines: lines(columns, 3)?,
            previous: columns.opt_int(4)?,
            next: columns.opt_int(5)?,
            start: columns.opt_day(6)?,
            end: columns.opt_day(7)?,
            rank: columns.int(8)?,
            path: (0..MAX_DEPTH)
                .map(|depth| above(columns, 9 + 4 * depth))
                .filter_map(Result::transpose)
                .collect::<Result<_, _>>()?,
            attachment: AttachmentRow::joined(columns, 9 + 4 * MAX_DEPTH)?,
            said: ExchangeRow::joined(columns, 9 + 4 * MAX_DEPTH)?,
        })
    }
}

fn above(columns: &Columns<'_>, index: usize) -> Result<Option<Above>, StoreError> {
    let Some(title) = columns.opt_text(index)? else {
        return Ok(None);
    };
    Ok(Some(Above {
        title,
        code: columns.opt_text(index + 1)?,
        lines: lines(columns, index + 2)?,
        level: columns.opt_text(index + 3)?,
    }))
}

/// Words of an action beside its title.
#[derive(Debug, Clone)]
pub(crate) struct TextRow {
    pub(crate) field: String,
    pub(crate) text: String,
    pub(crate) party: Option<i64>,
    pub(crate) lines: Lines,
}

/// A role or a theme of one action, with its lines.
#[derive(Debug, Clone)]
pub(crate) struct OwnLinkRow {
    pub(crate) tie: Tie,
    pub(crate) other: Option<i64>,
    pub(crate) text: Option<String>,
    pub(crate) lines: Lines,
}

/// One year of one mark of one action, with its lines.
#[derive(Debug, Clone)]
pub(crate) struct OwnMarkRow {
    pub(crate) view: View,
    pub(crate) mark: String,
    pub(crate) year: i64,
    pub(crate) party: Option<i64>,
    pub(crate) half: Option<Half>,
    pub(crate) lines: Lines,
}

/// Something of an action that is not sure.
#[derive(Debug, Clone)]
pub(crate) struct DoubtRow {
    /// Its place among all the doubts of the reading, from 1.
    pub(crate) ordinal: i64,
    pub(crate) certainty: Certainty,
    /// The words of the text in question.
    pub(crate) quote: String,
    pub(crate) reason: String,
    pub(crate) lines: Lines,
}

impl DoubtRow {
    /// How its badge looks.
    pub(crate) const fn kind(&self) -> &'static str {
        match self.certainty {
            Certainty::Probable => "guess",
            Certainty::ToConfirm => "warn",
        }
    }

    /// Whether it is about a value that reads so, on these lines.
    pub(crate) fn is_about(&self, words: &str, lines: &Lines) -> bool {
        let (own, words) = (fold(&self.quote), fold(words));
        self.lines.meets(lines) && (within(&own, &words) || within(&words, &own))
    }
}

/// Whether these words stand in a text, each whole.
pub(crate) fn within(words: &str, text: &str) -> bool {
    let is_open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let stands = |at: usize| is_open(text[..at].chars().next_back()) && is_open(text[at + words.len()..].chars().next());
    !words.is_empty() && text.match_indices(words).any(|(at, _)| stands(at))
}

/// One of the things that the text says of an action.
pub(crate) enum SaidRow {
    Text(TextRow),
    Link(OwnLinkRow),
    Mark(OwnMarkRow),
    Amount(AmountRow),
    Doubt(DoubtRow),
}

query! {
    /// All that the text says of one action beside its title: its texts; roles and themes; marks, year by year; sums; what is not
    /// sure.
    pub(crate) SaidOf(convention: ConventionId, action: i64) -> SaidRow
    reading [
        "action_text", "action_role", "action_theme", "theme", "track", "track_year", "action_amount", "action_doubt"
    ]
    "SELECT 1 AS kind, field AS word, text, party, CAST(NULL AS BIGINT) AS year, lines, CAST(NULL AS TEXT) AS other, \
        CAST(NULL AS BIGINT) AS count, ordinal AS rank, CAST(0 AS BIGINT) AS place \
        FROM action_text WHERE convention = $4 AND action = $5 \
        UNION ALL \
        SELECT 2, role, text, party, CAST(NULL AS BIGINT), lines, CAST(NULL AS TEXT), CAST(NULL AS BIGINT), ordinal, \
        CAST(0 AS BIGINT) FROM action_role WHERE convention = $4 AND action = $5 \
        UNION ALL \
        SELECT 2, 'theme', t.name, f.theme, CAST(NULL AS BIGINT), f.lines, CAST(NULL AS TEXT), CAST(NULL AS BIGINT), t.ordinal, \
        CAST(0 AS BIGINT) FROM action_theme f \
        JOIN theme t ON t.convention = f.convention AND t.ordinal = f.theme WHERE f.convention = $4 AND f.action = $5 \
        UNION ALL \
        SELECT 3, t.source_view, t.mark, y.party, y.year, t.lines, CAST(NULL AS TEXT), t.half, y.track, y.party \
        FROM track_year y JOIN track t ON t.convention = y.convention AND t.action = y.action AND t.ordinal = y.track \
        WHERE y.convention = $4 AND y.action = $5 \
        UNION ALL \
        SELECT 4, m.exactness, m.text, m.party, m.year, m.lines, m.payer, m.cents, m.ordinal, CAST(0 AS BIGINT) \
        FROM action_amount m WHERE m.convention = $4 AND m.action = $5 \
        UNION ALL \
        SELECT 5, d.certainty, d.reason, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), d.lines, d.quote, CAST(NULL AS BIGINT), \
        d.ordinal, CAST(0 AS BIGINT) FROM action_doubt d WHERE d.convention = $4 AND d.action = $5 \
        ORDER BY 1, 9, 5, 10, 2"
}

impl FromRow for SaidRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Text(TextRow {
                field: c.text(1)?,
                text: c.text(2)?,
                party: c.opt_int(3)?,
                lines: lines(c, 5)?,
            }),
            2 => Self::Link(OwnLinkRow {
                tie: c.word(1, Tie::from_code)?,
                text: c.opt_text(2)?,
                other: c.opt_int(3)?,
                lines: lines(c, 5)?,
            }),
            3 => Self::Mark(OwnMarkRow {
                view: c.word(1, View::from_code)?,
                mark: c.text(2)?,
                party: c.opt_int(3)?.filter(|party| *party != 0),
                year: c.int(4)?,
                half: half(c, 7)?,
                lines: lines(c, 5)?,
            }),
            4 => Self::Amount(amount(c)?),
            _ => Self::Doubt(DoubtRow {
                ordinal: c.int(8)?,
                certainty: c.word(1, Certainty::from_code)?,
                quote: c.text(6)?,
                reason: c.text(2)?,
                lines: lines(c, 5)?,
            }),
        })
    }
}

fn amount(c: &Columns<'_>) -> Result<AmountRow, StoreError> {
    Ok(AmountRow {
        action: 0,
        text: c.text(2)?,
        payer: Payer::of(c.opt_int(3)?, c.opt_text(6)?),
        year: c.opt_int(4)?,
        cents: c.int(7)?,
        precision: c.word(1, Precision::from_code)?,
        lines: lines(c, 5)?,
    })
}

/// The same, sorted out: texts of one field together, links of one kind too.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) texts: Vec<TextRow>,
    pub(crate) links: Vec<OwnLinkRow>,
    pub(crate) marks: Vec<OwnMarkRow>,
    pub(crate) amounts: Vec<AmountRow>,
    pub(crate) doubts: Vec<DoubtRow>,
}

impl Said {
    pub(crate) fn of(rows: Vec<SaidRow>) -> Self {
        let mut said = Self::default();
        for row in rows {
            match row {
                SaidRow::Text(text) => said.texts.push(text),
                SaidRow::Link(link) => said.links.push(link),
                SaidRow::Mark(mark) => said.marks.push(mark),
                SaidRow::Amount(amount) => said.amounts.push(amount),
                SaidRow::Doubt(doubt) => said.doubts.push(doubt),
            }
        }
        said
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Head>(), QueryInfo::of::<SaidOf>()]
}
