//! Articles and annexes: their headings, their text, and the entries of the table of contents.

use domain::reading::{Lines, Sourced};

use crate::lines::Line;
use crate::segment::{self, Kind, Segment};

/// Annexes beyond this are noise.
const MOST_ANNEXES: usize = 200;

/// A numbered heading, in the contents or above its text.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) number: Option<Sourced<String>>,
    pub(crate) title: Option<Sourced<String>>,
    pub(crate) line: u32,
}

/// An article above its text.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) heading: Heading,
    pub(crate) paragraphs: Vec<Sourced<String>>,
}

/// The articles, each with its paragraphs.
pub(crate) fn articles(segments: &[Segment<'_>]) -> Vec<Article> {
    let mut found = Vec::new();
    for segment in segments.iter().filter(|segment| segment.kind == Kind::Article) {
        let Some((first, rest)) = segment.lines.split_first() else {
            continue;
        };
        let written = rest.iter().filter(|line| !line.is_blank());
        let paragraphs = written
            .map(|line| Sourced::new(line.text.clone(), Lines::one(line.number)))
            .collect();
        found.push(Article {
            heading: heading(first, &first.text, "article"),
            paragraphs,
        });
    }
    home_footnotes(&mut found);
    found
}

/// A footnote printed at the foot of a page belongs to the article that calls it.
fn home_footnotes(articles: &mut [Article]) {
    const CALLS: [char; 9] = ['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    for at in 0..articles.len() {
        let is_note = |paragraph: &Sourced<String>| paragraph.value.starts_with(CALLS);
        let Some(index) = articles[at].paragraphs.iter().position(is_note) else {
            continue;
        };
        let Some(call) = articles[at].paragraphs[index].value.chars().next() else {
            continue;
        };
        let calls = |article: &Article| {
            article
                .paragraphs
                .iter()
                .any(|text| text.value.chars().skip(1).any(|c| c == call))
        };
        if let Some(home) = (0..at).rev().take(3).find(|before| calls(&articles[*before])) {
            let note = articles[at].paragraphs.remove(index);
            articles[home].paragraphs.push(note);
        }
    }
}

/// The annexes present: headings above what follows them.
pub(crate) fn annexes(segments: &[Segment<'_>]) -> Vec<Heading> {
    let mut found = Vec::new();
    let openings = segments.iter().enumerate().filter(|(_, segment)| segment.kind == Kind::Annex);
    for (index, opening) in openings.take(MOST_ANNEXES) {
        let Some(first) = opening.lines.first() else { continue };
        let mut annex = heading(first, &first.text, "annexe");
        if annex.title.is_none() {
            let written = |segment: &&Segment<'_>| segment.lines.iter().any(|line| !line.is_blank());
            let below = opening.lines[1..].iter().find(|line| !line.is_blank());
            let next = segments[index + 1..].iter().find(written).and_then(|next| next.lines.first());
            annex.title = below
                .or(next)
                .filter(|line| line.words.len() <= 15)
                .map(|line| Sourced::new(line.text.clone(), Lines::one(line.number)));
        }
        found.push(annex);
    }
    found
}

/// The entries of the table of contents: articles first, annexes then.
pub(crate) fn contents(segments: &[Segment<'_>]) -> (Vec<Heading>, Vec<Heading>) {
    let (mut articles, mut annexes) = (Vec::new(), Vec::new());
    for line in segments
        .iter()
        .filter(|segment| segment.kind == Kind::Contents)
        .flat_map(|segment| segment.lines)
    {
        let text = segment::leader(&line.text).unwrap_or(&line.text);
        match line.words.first().map(String::as_str) {
            Some("article") => articles.push(heading(line, text, "article")),
            Some("annexe") if annexes.len() < MOST_ANNEXES => annexes.push(heading(line, text, "annexe")),
            _ => {}
        }
    }
    (articles, annexes)
}

/// Splits "Article 4 : Objet" into its number and its title.
fn heading(line: &Line, text: &str, word: &str) -> Heading {
    let rest = text.get(word.len()..).unwrap_or_default().trim_start();
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '–' | '—' | '.'))
        .unwrap_or(rest.len());
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
    let number = rest[..end]
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| sourced(rest[..end].trim_end_matches('-')));
    let title = rest[end..].trim_start_matches([':', '-', '–', '—', '.', ' ']).trim();
    Heading {
        number,
        title: (!title.is_empty()).then(|| sourced(title)),
        line: line.number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn with<T>(text: &str, read: impl FnOnce(&[Segment<'_>]) -> T) -> T {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        read(&segment::segment(&lines))
    }

    #[test]
    fn articles_have_numbers_titles_and_paragraphs() {
        let text = "Article préliminaire : Préambule\n\nun\n\nArticle 1 :Objet\ndeux N-1¹\ntrois\n\nArticle 2 - Fin\nquatre\n¹ La note.";
        let found = with(text, articles);
        let shown: Vec<_> = found
            .iter()
            .map(|article| {
                (
                    article.heading.number.as_ref().map(|n| n.value.as_str()),
                    article.paragraphs.len(),
                )
            })
            .collect();
        assert_eq!(shown, [(None, 1), (Some("1"), 3), (Some("2"), 1)]);
        assert_eq!(
            found[0].heading.title.as_ref().map(|title| title.value.as_str()),
            Some("Préambule")
        );
        assert_eq!(found[1].paragraphs[2].value, "¹ La note.", "the note goes home");
    }

    #[test]
    fn an_annex_may_have_its_title_below() {
        let found = with(
            "Annexe 6\n\nLe schéma\n\nANNEXE 2 – LISTE\ntexte\nAnnexe 3:\n\nLe Plan d'actions par thématiques",
            annexes,
        );
        let titles: Vec<_> = found
            .iter()
            .map(|annex| annex.title.as_ref().map(|title| title.value.as_str()))
            .collect();
        assert_eq!(
            titles,
            [Some("Le schéma"), Some("LISTE"), Some("Le Plan d'actions par thématiques")]
        );
    }

    #[test]
    fn contents_lose_their_page_numbers() {
        let (articles, annexes) = with(
            "SOMMAIRE\nArticle 1 : Objet.....7\nAnnexe 1 : Diagnostic\t\nSignataires :.....9",
            contents,
        );
        assert_eq!(articles[0].title.as_ref().map(|title| title.value.as_str()), Some("Objet"));
        assert_eq!(annexes[0].number.as_ref().map(|number| number.value.as_str()), Some("1"));
    }
}
