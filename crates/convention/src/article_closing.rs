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
/// The longest tag: what is longer between two signs is words.
const LONGEST_TAG: usize = 8;
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

/// What begins an item of a list, as texts are typed.
const BULLETS: [&str; 4] = ["- ", "– ", "• ", "* "];

/// The lines as paragraphs: one for the lines that follow each other, one for each item.
fn passages(lines: Vec<LineRow>) -> Vec<ParagraphRow> {
    let mut rows: Vec<ParagraphRow> = Vec::new();
    let mut follows = false;
    for line in lines {
        let Ok(number) = u32::try_from(line.number) else {
            continue;
        };
        let told = line.text.trim();
        let item = BULLETS.iter().find_map(|bullet| told.strip_prefix(*bullet));
        let words = bare(item.unwrap_or(told));
        if words.is_empty() {
            follows = false;
            continue;
        }
        match rows.last_mut().filter(|_| follows && item.is_none()) {
            Some(row) => {
                row.text = format!("{} {words}", row.text);
                row.lines = row.lines.union(&Lines::one(number));
            }
            None => rows.push(ParagraphRow {
                part: CLOSING.to_owned(),
                place: 0,
                kind: item.map_or(ParagraphKind::Plain, |_| ParagraphKind::Item(1)),
                text: words,
                lines: Lines::one(number),
            }),
        }
        follows = true;
    }
    rows
}

/// The words of a line without what marks a heading, a rule or a weight in them, nor the tags of a page. A lone star stays.
fn bare(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let heading = line.trim_start_matches('#');
    let mut rest = if heading.starts_with(' ') { heading } else { line };
    while let Some(at) = rest.find(['<', '*']) {
        text.push_str(&rest[..at]);
        let (kept, mark) = marked(&rest[at..], text.ends_with(|c: char| !c.is_whitespace()));
        text.push_str(kept);
        rest = &rest[at + mark..];
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let rule = words.iter().all(|word| word.chars().all(|c| matches!(c, '-' | '_' | '=')));
    if rule { String::new() } else { words.join(" ") }
}

/// What stands for the mark at the beginning of a text, and how long it is.
fn marked(rest: &str, after_word: bool) -> (&str, usize) {
    if let Some(tag) = rest.strip_prefix('<') {
        let is_tag = tag.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        return match tag.find('>').filter(|close| is_tag && *close <= LONGEST_TAG) {
            Some(close) => (" ", close + 2),
            None => ("<", 1),
        };
    }
    let stars = rest.len() - rest.trim_start_matches('*').len();
    let before_word = rest[stars..].starts_with(|c: char| !c.is_whitespace());
    if stars > 1 || before_word || after_word {
        ("", stars)
    } else {
        ("*", 1)
    }
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
    fn words_lose_their_marks_and_nothing_else() {
        for (line, words) in [
            ("**Pour la Caisse,** Madame", "Pour la Caisse, Madame"),
            ("Fait à **Aubagne**, le *3 mai*", "Fait à Aubagne, le 3 mai"),
            ("## Signatures", "Signatures"),
            ("#4 ici", "#4 ici"),
            ("<p>Le Maire</p><br>Nom", "Le Maire Nom"),
            ("Le Maire\tLa Présidente", "Le Maire La Présidente"),
            ("moins de 3 < 4 et 5 * 4", "moins de 3 < 4 et 5 * 4"),
            ("---", ""),
            ("***", ""),
        ] {
            assert_eq!(bare(line), words, "{line}");
        }
    }

    #[test]
    fn an_item_is_one_whatever_begins_it() {
        let line = |number, text: &str| LineRow {
            number,
            text: text.to_owned(),
        };
        let rows = passages(vec![
            line(1, "* une **charte**"),
            line(2, "• un plan"),
            line(3, "**Le Maire**"),
        ]);
        let told: Vec<(&str, ParagraphKind)> = rows.iter().map(|row| (row.text.as_str(), row.kind)).collect();
        let item = ParagraphKind::Item(1);
        assert_eq!(told, [("une charte", item), ("un plan Le Maire", item)]);
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
