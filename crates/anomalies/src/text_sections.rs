//! In which part of the text a line stands: an article, an annex, or what comes before them.

use domain::ids::ConventionId;
use domain::reading::Lines;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

/// What a row names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Article,
    Annex,
    Body,
}

struct SectionRow {
    part: Part,
    number: Option<String>,
    title: Option<String>,
    lines: Lines,
}

query! {
    /// Articles, the annexes that are in the text, and the bodies that may decide.
    SectionsOf(convention: ConventionId) -> SectionRow
    reading ["article", "annex", "body"]
    "SELECT 0 AS part, ordinal, number, title, lines FROM article WHERE convention = $4 \
     UNION ALL SELECT 1 AS part, ordinal, number, title, lines FROM annex WHERE convention = $4 AND present = 1 \
     UNION ALL SELECT 2 AS part, ordinal, NULL AS number, name AS title, lines FROM body WHERE convention = $4 ORDER BY 1, 2"
}

impl FromRow for SectionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            part: match c.int(0)? {
                0 => Part::Article,
                1 => Part::Annex,
                _ => Part::Body,
            },
            number: c.opt_text(2)?,
            title: c.opt_text(3)?,
            lines: c.word(4, |text| text.parse().ok())?,
        })
    }
}

impl SectionRow {
    fn label(&self) -> String {
        let annex = self.part == Part::Annex;
        let kind = if annex { "Annexe" } else { "Article" };
        let name = match (&self.number, annex) {
            (Some(number), _) => format!("{kind}\u{a0}{number}"),
            (None, true) => kind.to_owned(),
            (None, false) => "Article préliminaire".to_owned(),
        };
        match &self.title {
            Some(title) => format!("{name}, {title}"),
            None => name,
        }
    }
}

/// Where each part of a text begins, in its order.
pub(crate) struct Sections(Vec<(u32, String)>);

/// Reads them, and the names of the bodies that may decide, in the order of the text.
pub(crate) async fn sections(visit: &mut Visit, convention: ConventionId) -> Result<(Sections, Vec<String>), Failure> {
    let mut rows = visit.rows(SectionsOf { convention }).await?;
    let bodies = rows
        .extract_if(.., |row| row.part == Part::Body)
        .filter_map(|row| row.title)
        .collect();
    let mut parts: Vec<(u32, String)> = rows.iter().filter_map(beginning).collect();
    parts.sort();
    Ok((Sections(parts), bodies))
}

fn beginning(row: &SectionRow) -> Option<(u32, String)> {
    // An article is also quoted by a table of contents, far above its text: the last lines that follow each other are its own.
    let own = row.lines.ranges().last()?;
    Some((own.first(), row.label()))
}

impl Sections {
    /// The part in which a line stands, and its rank in the text: a part runs to the beginning of the next one.
    pub(crate) fn of(&self, line: u32) -> (usize, &str) {
        let begun = self.0.iter().enumerate().rfind(|(_, (first, _))| *first <= line);
        begun.map_or((0, "Début du texte"), |(rank, (_, label))| (rank + 1, label))
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SectionsOf>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_in_the_part_that_began_last() {
        let sections = Sections(vec![
            (10, "Article\u{a0}1".to_owned()),
            (41, "Article\u{a0}2".to_owned()),
            (80, "Annexe\u{a0}3".to_owned()),
        ]);
        assert_eq!(sections.of(12), (1, "Article\u{a0}1"));
        assert_eq!(sections.of(70), (2, "Article\u{a0}2"));
        assert_eq!(sections.of(1200), (3, "Annexe\u{a0}3"));
        assert_eq!(sections.of(3).0, 0);
    }
}
