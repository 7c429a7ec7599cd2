//! What the articles say of who works together, beside the annexes that organise it: the secretariat and the posts of cooperation, those
//! who sit without a vote.
//!
//! It quotes whole paragraphs with their lines and settles nothing: two answers to one question stand side by side. Its rows come with
//! those of the page that shows them, in one query.

use domain::reading::Lines;

use crate::article_sections::anchor;

/// A paragraph of an article.
pub(crate) struct Told {
    number: Option<String>,
    pub(crate) text: String,
    pub(crate) lines: Lines,
}

impl Told {
    pub(crate) const fn new(number: Option<String>, text: String, lines: Lines) -> Self {
        Self { number, text, lines }
    }

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

/// The paragraphs `p` of articles `a` that hold words of one of these shapes, in lower case.
macro_rules! told_in_articles {
    ($one:literal, $two:literal, $three:literal) => {
        concat!(
            " FROM paragraph p JOIN article a ON a.convention = p.convention AND a.ordinal = p.place \
             WHERE p.convention = $4 AND p.part = 'article' AND (lower(p.text) LIKE '",
            $one,
            "' OR lower(p.text) LIKE '",
            $two,
            "' OR lower(p.text) LIKE '",
            $three,
            "')"
        )
    };
}

pub(crate) use told_in_articles;
