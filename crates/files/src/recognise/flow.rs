//! Paragraphs: lines that a page broke are put together again, and items stay apart.

use crate::lines::Line;
use crate::passage::Passage;

/// A paragraph, or an item of a list.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) item: bool,
    pub(crate) passage: Passage,
}

impl Paragraph {
    /// Whether it announces what follows.
    pub(crate) fn announces(&self) -> bool {
        self.passage
            .parts()
            .last()
            .is_some_and(|(_, text)| text.trim_end().ends_with(':'))
    }

    /// Whether it is a note called by a mark in the text.
    pub(crate) fn is_note(&self) -> bool {
        let first = self.passage.parts().first();
        first.is_some_and(|(_, text)| text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']))
    }
}

/// The paragraphs of these lines; tabbed lines have cells and are left out.
pub(crate) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_blank() || !line.cells.is_empty() {
            open = false;
            continue;
        }
        let item = line.item();
        match found
            .last_mut()
            .filter(|before| open && item.is_none() && goes_on(before, line))
        {
            Some(before) => before.passage.push(line.number, &line.text),
            None => found.push(Paragraph {
                item: item.is_some(),
                passage: Passage::one(line.number, item.unwrap_or(&line.text)),
            }),
        }
        open = true;
    }
    let mut found = past_pages(found);
    for paragraph in &mut found {
        paragraph.passage = std::mem::take(&mut paragraph.passage).without_clause();
    }
    found
}

/// A sentence that a page broke goes on past what the page prints: its number, a title that comes back.
fn past_pages(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let marks = found
            .iter()
            .rev()
            .take(MOST_MARKS + 1)
            .take_while(|before| is_mark(before))
            .count();
        let at = found.len() - marks;
        let small = paragraph
            .passage
            .parts()
            .first()
            .is_some_and(|(_, text)| text.starts_with(char::is_lowercase));
        let goes_on = (1..=MOST_MARKS).contains(&marks) && small && !paragraph.item;
        match at.checked_sub(1).and_then(|before| found.get_mut(before)) {
            Some(broken) if goes_on && is_broken(broken) => {
                broken.passage.append(paragraph.passage);
                found.truncate(at);
            }
            _ => found.push(paragraph),
        }
    }
    found
}

/// A page prints no more than this between two lines of a sentence.
const MOST_MARKS: usize = 3;

fn last_text(paragraph: &Paragraph) -> &str {
    paragraph.passage.parts().last().map_or("", |(_, text)| text.trim_end())
}

/// The number of a page, a title: few words, and no sign that ends a sentence.
pub(crate) fn is_mark(paragraph: &Paragraph) -> bool {
    let figure = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let opens = paragraph
        .passage
        .parts()
        .first()
        .is_some_and(|(_, text)| text.starts_with(figure));
    let parts = paragraph.passage.parts();
    let numbered = || parts.iter().any(|(_, text)| text.bytes().any(|byte| byte.is_ascii_digit()));
    let ended = last_text(paragraph).ends_with(['.', ';', ':', ',', '!', '?']);
    opens && !ended && parts.len() < 4 && numbered() && paragraph.passage.words().len() < 30
}

/// A line of a sentence that nothing ended, long enough to be no title.
fn is_broken(paragraph: &Paragraph) -> bool {
    paragraph.passage.words().len() > 5 && !last_text(paragraph).ends_with(['.', ';', ':', '!', '?'])
}

/// A line goes on when nothing ended the one before, or when it is the address that it announced.
fn goes_on(before: &Paragraph, line: &Line) -> bool {
    let address = line.text.contains('@') && !line.text.contains(' ');
    let last = before.passage.parts().last().map_or("", |(_, text)| text.as_str());
    let ended = last.ends_with(['.', ';', ':', '!', '?']);
    let small = line.text.starts_with(char::is_lowercase);
    if ended {
        address && last.ends_with(':')
    } else {
        small || !before.item
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_sentence_goes_on_past_the_foot_of_a_page() {
        let text = "La Caf s'engage à verser aux gestionnaires des équipements de\n\n2\nConvention 2022-2026 de Valmont\n\nl'annexe 2 son aide.\n\n\
                    Le comité se réunit.\n\n3\n\nles mots";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let read: Vec<String> = paragraphs(&normalise(&lines))
            .iter()
            .map(|paragraph| paragraph.passage.joined())
            .collect();
        assert_eq!(
            read,
            [
                "La Caf s'engage à verser aux gestionnaires des équipements de l'annexe 2 son aide.",
                "Le comité se réunit.",
                "3",
                "les mots"
            ]
        );
    }

    #[test]
    fn broken_lines_and_announced_addresses_are_put_together() {
        let text = "La Caf est\nlà.\nElle va :\n- à l'adresse suivante :\na@b.fr\n- ailleurs\nVite\n\nFin";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let read: Vec<(bool, String)> = paragraphs(&normalise(&lines))
            .iter()
            .map(|paragraph| (paragraph.item, paragraph.passage.joined()))
            .collect();
        let expected = [
            (false, "La Caf est là."),
            (false, "Elle va :"),
            (true, "à l'adresse suivante : a@b.fr"),
            (true, "ailleurs"),
            (false, "Vite"),
            (false, "Fin"),
        ];
        assert_eq!(read, expected.map(|(item, text)| (item, text.to_owned())));
    }
}
