//! The end of the text as it was signed: the closing formula, what it says of the originals, the block of signatures.
//!
//! The reader of a text makes values of these lines; here they are given back word for word, below the last article.

use domain::ids::ConventionId;
use domain::reading::{Lines, ParagraphKind};
use web::failure::Failure;
use web::visit::Visit;

use crate::article_rows::{ParagraphRow, SignedLines};
use crate::text_show::{LineRow, TextLines};

/// Lines without a value between two that have one, in one block: a stamp, a blank, the function of whoever signs.
const GAP: u32 = 15;
/// No block of signatures is longer.
const LONGEST: u32 = 150;
/// The part of the text under which the running text keeps the same words.
const CLOSING: &str = "closing";

/// Puts the whole end of the text among the paragraphs, in the place of what the running text keeps of it.
pub(crate) async fn complete(
    visit: &mut Visit,
    convention: ConventionId,
    paragraphs: &mut Vec<ParagraphRow>,
) -> Result<(), Failure> {
    let signed = visit.rows(SignedLines { convention }).await?;
    let signed: Vec<Lines> = signed.iter().filter_map(|lines| lines.parse().ok()).collect();
    let Some((first, last)) = block(paragraphs, &signed) else {
        return Ok(());
    };
    let (first_line, last_line) = (i64::from(first), i64::from(last));
    let lines = visit
        .rows(TextLines {
            convention,
            first: first_line,
            last: last_line,
        })
        .await?;
    let block = Lines::span(first, last);
    paragraphs.retain(|row| row.part != CLOSING || !row.lines.meets(&block));
    paragraphs.extend(passages(lines));
    Ok(())
}

/// From the first line below the articles that has a value of the signature to the last one near it.
fn block(paragraphs: &[ParagraphRow], signed: &[Lines]) -> Option<(u32, u32)> {
    let of_articles = paragraphs.iter().filter(|row| row.part == "article");
    let end = of_articles.filter_map(|row| row.lines.last()).max()?;
    let closing = paragraphs.iter().filter(|row| row.part == CLOSING).map(|row| &row.lines);
    let mut all: Vec<u32> = signed.iter().chain(closing).flat_map(Lines::iter).collect();
    all.retain(|line| *line > end);
    all.sort_unstable();
    let first = *all.first()?;
    let near = |last: u32, line: &u32| (*line <= last + GAP && *line < first + LONGEST).then_some(*line);
    let last = all.iter().try_fold(first, |last, line| near(last, line).ok_or(last));
    Some((first, last.unwrap_or_else(|last| last)))
}

/// The lines as paragraphs: one for the lines that follow each other, one for each item.
fn passages(lines: Vec<LineRow>) -> Vec<ParagraphRow> {
    let mut rows: Vec<ParagraphRow> = Vec::new();
    let mut follows = false;
    for line in lines {
        let (Ok(number), words) = (u32::try_from(line.number), line.text.trim().trim_matches('*').trim()) else {
            continue;
        };
        if words.is_empty() {
            follows = false;
            continue;
        }
        let item = words.strip_prefix("- ");
        match rows.last_mut().filter(|_| follows && item.is_none()) {
            Some(row) => {
                row.text = format!("{} {words}", row.text);
                row.lines = row.lines.union(&Lines::one(number));
            }
            None => rows.push(ParagraphRow {
                part: CLOSING.to_owned(),
                place: 0,
                kind: item.map_or(ParagraphKind::Plain, |_| ParagraphKind::Item(1)),
                text: item.unwrap_or(words).to_owned(),
                lines: Lines::one(number),
            }),
        }
        follows = true;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(part: &str, first: u32, last: u32) -> ParagraphRow {
        ParagraphRow {
            part: part.to_owned(),
            place: 0,
            kind: ParagraphKind::Plain,
            text: String::new(),
            lines: Lines::span(first, last),
        }
    }

    #[test]
    fn the_block_begins_below_the_articles_and_stays_near() {
        let paragraphs = [row("article", 20, 58), row("closing", 64, 67)];
        let signed = [
            Lines::one(12),
            Lines::one(60),
            Lines::one(62),
            Lines::span(80, 80),
            Lines::one(300),
        ];
        assert_eq!(block(&paragraphs, &signed), Some((60, 80)));
        assert_eq!(block(&paragraphs[1..], &signed), None, "nothing says where the articles end");
        assert_eq!(block(&paragraphs[..1], &signed[..1]), None);
    }

    #[test]
    fn lines_that_follow_each_other_are_one_paragraph() {
        let line = |number, text: &str| LineRow {
            number,
            text: text.to_owned(),
        };
        let rows = passages(vec![
            line(1, "**Pour la Caisse,"),
            line(2, "Madame la Présidente**"),
            line(3, ""),
            line(4, "- une charte"),
            line(5, "- un plan"),
        ]);
        let told: Vec<(String, String)> = rows.iter().map(|row| (row.text.clone(), row.lines.to_string())).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(text, lines)| (text.as_str(), lines.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Pour la Caisse, Madame la Présidente", "1-2"),
                ("une charte", "4"),
                ("un plan", "5")
            ]
        );
    }
}
