//! The text of a comment: what is kept of what was typed, whom it mentions, and how it is shown.
//!
//! It is plain text for ever: blank lines part paragraphs, dashes make a list, addresses become links, names after an arobase
//! are recognised. Whatever looks like markup is shown as it was typed.

use std::fmt;

use crate::ids::PersonId;
use crate::search::comparable;

/// The longest comment, in characters: two pages of a letter.
pub const LONGEST_COMMENT: usize = 4000;

/// The longest name looked for after an arobase, in characters.
const LONGEST_NAME: usize = 80;

/// What someone said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentText(String);

/// Why nothing is kept of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSaid {
    /// Nothing was typed but spaces.
    Empty,
    /// It has this many characters: more than [`LONGEST_COMMENT`].
    TooLong(usize),
}

impl CommentText {
    /// What is kept of what was typed: lines end alike, and what is neither a letter nor the end of a line is a space.
    pub fn parse(typed: &str) -> Result<Self, NotSaid> {
        let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
        let kept: String = lines
            .chars()
            .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
            .collect();
        let kept = kept.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        let kept = kept.trim_matches('\n').trim_end();
        match kept.chars().count() {
            0 => Err(NotSaid::Empty),
            letters if letters > LONGEST_COMMENT => Err(NotSaid::TooLong(letters)),
            _ => Ok(Self(kept.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CommentText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An address of the web, as it was typed.
    Link(String),
    /// The name of someone, with its arobase.
    Mention(String),
}

/// A line, as the parts it is made of.
pub type Line = Vec<Piece>;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines that follow each other.
    Paragraph(Vec<Line>),
    /// Lines that began with a dash.
    List(Vec<Line>),
}

/// The text as a page shows it. `names` are those of the people who can be mentioned.
#[must_use]
pub fn shown(text: &str, names: &[&str]) -> Vec<Block> {
    let known: Vec<(PersonId, String)> = names.iter().map(|name| (PersonId::new(0), comparable(name))).collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut parted = true;
    for line in text.lines() {
        let item = ["- ", "– ", "• "]
            .iter()
            .find_map(|dash| line.trim_start().strip_prefix(dash));
        match (item, blocks.last_mut()) {
            (Some(item), Some(Block::List(items))) if !parted => items.push(pieces(item, &known)),
            (Some(item), _) => blocks.push(Block::List(vec![pieces(item, &known)])),
            (None, _) if line.trim().is_empty() => {}
            (None, Some(Block::Paragraph(lines))) if !parted => lines.push(pieces(line, &known)),
            (None, _) => blocks.push(Block::Paragraph(vec![pieces(line, &known)])),
        }
        parted = line.trim().is_empty();
    }
    blocks
}

/// The people whom the text mentions by their whole name after an arobase, whatever its capitals and accents; each once.
#[must_use]
pub fn mentioned<'n>(text: &str, people: impl IntoIterator<Item = (PersonId, &'n str)>) -> Vec<PersonId> {
    let known: Vec<(PersonId, String)> = people.into_iter().map(|(person, name)| (person, comparable(name))).collect();
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let Some((name, _)) = named(&text[at + 1..], &known).filter(|_| begins_a_name(&text[..at])) else {
            continue;
        };
        for (person, _) in known.iter().filter(|(_, known)| *known == name) {
            if !found.contains(person) {
                found.push(*person);
            }
        }
    }
    found
}

/// Whether an arobase after this is that of a name, and not that of an address.
fn begins_a_name(before: &str) -> bool {
    !before.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// The longest known name with which `rest` begins, folded, and how many bytes of `rest` it takes.
fn named(rest: &str, known: &[(PersonId, String)]) -> Option<(String, usize)> {
    let line = rest.lines().next().unwrap_or("");
    let ends = line.char_indices().map(|(at, c)| (at + c.len_utf8(), c)).take(LONGEST_NAME);
    let mut longest = None;
    for (end, letter) in ends {
        let follows = line[end..].chars().next();
        if !letter.is_alphanumeric() || follows.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let name = comparable(&line[..end]);
        if known.iter().any(|(_, known)| *known == name) {
            longest = Some((name, end));
        }
    }
    longest
}

/// The parts of a line.
fn pieces(line: &str, known: &[(PersonId, String)]) -> Line {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let found = if letter == '@' {
            let name = named(&rest[1..], known).filter(|_| begins_a_name(&line[..line.len() - rest.len()]));
            name.map(|(_, length)| (Piece::Mention(rest[..=length].to_owned()), length + 1))
        } else {
            address(rest).map(|length| (Piece::Link(rest[..length].to_owned()), length))
        };
        if let Some((piece, length)) = found {
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(piece);
            rest = &rest[length..];
        } else {
            words.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

/// How long the address is with which `rest` begins, without the signs that end a sentence.
fn address(rest: &str) -> Option<usize> {
    let start = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»'))
        .unwrap_or(rest.len());
    let whole = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    (whole.len() > start.len()).then_some(whole.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    #[test]
    fn what_is_kept_is_what_was_typed_less_what_nobody_sees() {
        let kept = |typed: &str| CommentText::parse(typed).map(|text| text.to_string());
        assert_eq!(kept("\r\nUn\r\n  deux  \tx\r\n\r\n"), Ok("Un\n  deux   x".to_owned()));
        assert_eq!(kept(" \n\t "), Err(NotSaid::Empty));
        assert_eq!(kept(&"é".repeat(4000)).map(|text| text.chars().count()), Ok(4000));
        assert_eq!(kept(&"é".repeat(4001)), Err(NotSaid::TooLong(4001)));
        assert_eq!(kept("<b>gras</b>"), Ok("<b>gras</b>".to_owned()));
    }

    #[test]
    fn paragraphs_lists_and_links_are_recognised_and_nothing_else() {
        let text = "Bonjour,\n<b>à tous</b>\n\n- un\n– deux\nVoir https://exemple.fr/a?b=1.";
        let link = Piece::Link("https://exemple.fr/a?b=1".to_owned());
        assert_eq!(
            shown(text, &[]),
            [
                Block::Paragraph(vec![vec![words("Bonjour,")], vec![words("<b>à tous</b>")]]),
                Block::List(vec![vec![words("un")], vec![words("deux")]]),
                Block::Paragraph(vec![vec![words("Voir "), link, words(".")]]),
            ]
        );
        for plain in ["https://", "javascript:alert(1)", "-deux", "a@b.fr"] {
            assert_eq!(shown(plain, &["b"]), [Block::Paragraph(vec![vec![words(plain)]])], "{plain}");
        }
    }

    #[test]
    fn whoever_is_named_after_an_arobase_is_mentioned_once() {
        let people = [
            (Id::new(1), "Inès Belkacem"),
            (Id::new(2), "Inès Belkacem-Roy"),
            (Id::new(3), "Jean"),
        ];
        let found = |text: &str| mentioned(text, people).into_iter().map(Id::ordinal).collect::<Vec<_>>();
        assert_eq!(found("@ines belkacem, et @INÈS  BELKACEM !"), [1]);
        assert_eq!(found("(@Inès Belkacem-Roy)"), [2], "the longest name");
        assert_eq!(found("@jean : voir @Inès Belkacem"), [3, 1]);
        for nobody in ["@Jeanne", "@Inès", "Inès Belkacem", "@", "@Inès\nBelkacem"] {
            assert!(found(nobody).is_empty(), "{nobody}");
        }
    }

    #[test]
    fn a_mention_is_shown_as_it_was_typed() {
        assert_eq!(
            shown("Merci @ines belkacem.", &["Inès Belkacem"]),
            [Block::Paragraph(vec![vec![
                words("Merci "),
                Piece::Mention("@ines belkacem".to_owned()),
                words(".")
            ]])]
        );
    }
}
