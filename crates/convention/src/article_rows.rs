//! What the reader of articles reads: articles, the running text around them, other wordings of titles.
//!
//! Every query reads scoped names; none knows the page.

use domain::ids::ConventionId;
use domain::reading::{Lines, ParagraphKind};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::convention_rows::lines;

/// An article.
pub(crate) struct ArticleRow {
    pub(crate) ordinal: i64,
    pub(crate) number: Option<String>,
    pub(crate) title: String,
    pub(crate) lines: Lines,
}

query! {
    /// The articles, in the order of the text.
    pub(crate) Articles(convention: ConventionId) -> ArticleRow
    reading ["article"]
    "SELECT ordinal, number, title, lines FROM article WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for ArticleRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            number: columns.opt_text(1)?,
            title: columns.text(2)?,
            lines: lines(columns, 3)?,
        })
    }
}

impl ArticleRow {
    /// "Article 6"; an article without a number is the preliminary one.
    pub(crate) fn label(&self) -> String {
        self.number.as_ref().map_or_else(
            || "Article préliminaire".to_owned(),
            |number| format!("Article\u{a0}{number}"),
        )
    }
}

/// A paragraph of one part of the text.
pub(crate) struct ParagraphRow {
    pub(crate) part: String,
    pub(crate) place: i64,
    pub(crate) kind: ParagraphKind,
    pub(crate) text: String,
    pub(crate) lines: Lines,
}

query! {
    /// The running text of the agreement.
    pub(crate) RunningText(convention: ConventionId) -> ParagraphRow
    reading ["paragraph"]
    "SELECT part, place, kind, text, lines FROM paragraph WHERE convention = $4 \
        AND part IN ('exposition', 'visa', 'enacting', 'article', 'closing') ORDER BY part, place, ordinal"
}

query! {
    /// The texts of one part, such as the missions of bodies.
    pub(crate) TextsOf(convention: ConventionId, part: String) -> ParagraphRow
    reading ["paragraph"]
    "SELECT part, place, kind, text, lines FROM paragraph WHERE convention = $4 AND part = $5 ORDER BY place, ordinal"
}

impl FromRow for ParagraphRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            part: columns.text(0)?,
            place: columns.int(1)?,
            kind: columns.word(2, ParagraphKind::from_code)?,
            text: columns.text(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

/// Another wording of a title or of a name.
pub(crate) struct WordingRow {
    pub(crate) part: String,
    pub(crate) place: i64,
    pub(crate) text: String,
    pub(crate) lines: Lines,
}

query! {
    /// The other wordings, in two kinds of things.
    pub(crate) Wordings(convention: ConventionId, one: String, two: String) -> WordingRow
    reading ["wording"]
    "SELECT part, place, text, lines FROM wording WHERE convention = $4 AND part IN ($5, $6) ORDER BY part, place, ordinal"
}

impl Wordings {
    pub(crate) fn both(convention: ConventionId, one: &str, two: &str) -> Self {
        Self {
            convention,
            one: one.to_owned(),
            two: two.to_owned(),
        }
    }
}

impl FromRow for WordingRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            part: columns.text(0)?,
            place: columns.int(1)?,
            text: columns.text(2)?,
            lines: lines(columns, 3)?,
        })
    }
}

query! {
    /// Where the closing formula, the originals and those who sign stand.
    pub(crate) SignedLines(convention: ConventionId) -> String
    reading ["convention", "agreement", "signatory"]
    "SELECT signature_lines FROM convention WHERE id = $4 UNION ALL SELECT originals_lines FROM agreement WHERE convention = $4 \
        UNION ALL SELECT lines FROM signatory WHERE convention = $4"
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Articles>(),
        QueryInfo::of::<RunningText>(),
        QueryInfo::of::<TextsOf>(),
        QueryInfo::of::<Wordings>(),
        QueryInfo::of::<SignedLines>(),
    ]
}
