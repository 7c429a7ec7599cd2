//! What the articles say of who works together, beside the annexes that organise it: the secretariat and the posts of cooperation, those
//! who sit without a vote.
//!
//! It quotes whole paragraphs with their lines and settles nothing: two answers to one question stand side by side.

use domain::ids::ConventionId;
use domain::reading::Lines;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::article_sections::anchor;
use crate::convention_rows::lines;

/// A paragraph of an article.
pub(crate) struct Told {
    number: Option<String>,
    pub(crate) text: String,
    pub(crate) lines: Lines,
}

impl Told {
    /// "Article 6".
    pub(crate) fn label(&self) -> String {
        self.number.as_ref().map_or_else(
            || "Article préliminaire".to_owned(),
            |number| format!("Article\u{a0}{number}"),
        )
    }

    /// Where the article begins on the page of articles.
    pub(crate) fn anchor(&self) -> String {
        anchor(self.number.as_deref())
    }
}

query! {
    /// The paragraphs of articles that hold words of one of these shapes.
    ToldInArticles(convention: ConventionId, one: String, two: String, three: String) -> Told
    reading ["paragraph", "article"]
    "SELECT a.number, p.text, p.lines FROM paragraph p JOIN article a ON a.convention = p.convention AND a.ordinal = p.place \
        WHERE p.convention = $4 AND p.part = 'article' AND (lower(p.text) LIKE $5 OR lower(p.text) LIKE $6 OR lower(p.text) LIKE $7) \
        ORDER BY p.place, p.ordinal"
}

impl FromRow for Told {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: columns.opt_text(0)?,
            text: columns.text(1)?,
            lines: lines(columns, 2)?,
        })
    }
}

/// Who keeps the secretariat, and the posts of cooperation.
const COOPERATION: [&str; 3] = ["%secrétariat%", "%secretariat%", "%charg%de coopération%"];

/// Who sits without a vote.
const ADVISERS: [&str; 3] = ["%titre consultatif%", "%voix consultative%", "%voix délibérative%"];

/// What the articles say of the secretariat and of the posts of cooperation.
pub(crate) async fn of_cooperation(visit: &mut Visit, convention: ConventionId) -> Result<Vec<Told>, Failure> {
    told(visit, convention, COOPERATION).await
}

/// What the articles say of those who sit in the bodies without a vote.
pub(crate) async fn of_advisers(visit: &mut Visit, convention: ConventionId) -> Result<Vec<Told>, Failure> {
    told(visit, convention, ADVISERS).await
}

async fn told(visit: &mut Visit, convention: ConventionId, shapes: [&str; 3]) -> Result<Vec<Told>, Failure> {
    let [one, two, three] = shapes.map(str::to_owned);
    let asked = ToldInArticles {
        convention,
        one,
        two,
        three,
    };
    visit.rows(asked).await
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ToldInArticles>()]
}
