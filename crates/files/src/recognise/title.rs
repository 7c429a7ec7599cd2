//! What the text calls itself, and its wordings.

use domain::reading::{Lines, Sourced};

use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, begins};

/// The title, its other wordings, and what the text calls itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Title {
    pub(crate) retained: Option<Sourced<String>>,
    pub(crate) others: Vec<Sourced<String>>,
    pub(crate) kind: Option<Sourced<String>>,
}

/// Wordings beyond this are noise.
const MOST_WORDINGS: usize = 40;

/// Reads the title: the block in capitals that begins with what the text is, else the first block that does.
pub(crate) fn title(lines: &[Line]) -> Title {
    let mut blocks: Vec<Passage> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if blocks.len() < MOST_WORDINGS
            && line.text.len() < 160
            && line.cells.is_empty()
            && kind_words(&line.words).is_some()
            && !line.text.ends_with(['.', ','])
        {
            blocks.push(block(&lines[at..]));
        }
    }
    let capitals = |block: &Passage| block.parts().first().is_some_and(|(_, text)| wording::is_capitals(text));
    let first = blocks.iter().position(capitals).unwrap_or(0);
    if first >= blocks.len() {
        return Title::default();
    }
    let title = blocks.remove(first);
    let kind = title.parts().first().and_then(|(line, text)| kind(*line, text));
    let mut others: Vec<Sourced<String>> = Vec::new();
    for block in blocks
        .iter()
        .map(Passage::sourced)
        .filter(|block| block.value != title.joined())
    {
        match others.iter_mut().find(|other| other.value == block.value) {
            Some(other) => other.lines = other.lines.union(&block.lines),
            None => others.push(block),
        }
    }
    Title {
        retained: Some(title.sourced()),
        others,
        kind,
    }
}

/// How many words say what the text is: "convention territoriale globale", one letter more or less.
pub(crate) fn kind_words(words: &[String]) -> Option<usize> {
    let convention = begins(words, &["convention"]) && words.get(1)?.starts_with("territoir") && words.get(2)? == "globale"
        || begins(words, &["convention", "territoriale", "globale"]);
    let charter = begins(words, &["charte", "d", "engagement"]);
    (convention || charter).then_some(3)
}

fn kind(line: u32, text: &str) -> Option<Sourced<String>> {
    let count = kind_words(&wording::words(text))?;
    let mut ends = text
        .char_indices()
        .filter(|(_, c)| !c.is_alphanumeric())
        .map(|(at, _)| at)
        .chain([text.len()]);
    let end = ends.nth(count - 1)?;
    Some(Sourced::new(wording::sentence_case(&text[..end]), Lines::one(line)))
}

/// The lines of a title follow one another, all in capitals or a single one.
fn block(lines: &[Line]) -> Passage {
    let mut block = Passage::default();
    for line in lines
        .iter()
        .take(6)
        .take_while(|line| !line.is_blank() && line.text.len() < 160)
    {
        if !block.is_empty() && !wording::is_capitals(&line.text) {
            break;
        }
        block.push(line.number, &line.text);
    }
    block
}

/// Whether the text speaks of a convention of this kind at all.
pub(crate) fn speaks_of_convention(lines: &[Line]) -> bool {
    let named = |line: &Line| {
        wording::position(&line.words, &["convention", "territoriale", "globale"]).is_some()
            || wording::position(&line.words, &["conventions", "territoriales", "globales"]).is_some()
            || wording::position(&line.words, &["charte", "d", "engagement"]).is_some()
            || line.words.iter().any(|word| word == "ctg")
    };
    lines.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn the_title_in_capitals_is_retained() {
        let text = "Convention Territoriale Globale de Valmont\n\n**CONVENTION TERRITORIALE GLOBALE\nDE SERVICES 2022-2026 (CTG)\nCAF**\n\n\
                    La Convention Territoriale Globale est utile.\n\nConvention Territoire Globale de Valmont";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let read = title(&normalise(&lines));
        assert_eq!(
            read.retained.map(|title| title.value).as_deref(),
            Some("CONVENTION TERRITORIALE GLOBALE DE SERVICES 2022-2026 (CTG) CAF")
        );
        assert_eq!(
            read.kind,
            Some(Sourced::new("Convention territoriale globale".to_owned(), Lines::one(3)))
        );
        let others: Vec<_> = read.others.iter().map(|other| other.value.as_str()).collect();
        assert_eq!(
            others,
            [
                "Convention Territoriale Globale de Valmont",
                "Convention Territoire Globale de Valmont"
            ]
        );
    }
}
