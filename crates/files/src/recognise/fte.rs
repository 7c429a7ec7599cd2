//! A share of a full time: "0,5 ETP", "un mi-temps", "80 %", "un quart de temps".
//!
//! A figure without a unit is a share only where its column says so.

use super::rhythm::number;
use crate::passage::{Passage, Token};

/// What a share of a full time amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) hundredths: u32,
    /// Whether a letter stands for a figure: "O,5".
    pub(crate) noisy: bool,
    /// Whether the words hold nothing else.
    pub(crate) whole: bool,
}

/// A share inside a sentence, from its first word to its last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) share: Share,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// The most that one post, or several of one title, may be.
const MOST: u32 = 2_000;

/// The share that a cell of its column holds.
pub(crate) fn cell(text: &str) -> Option<Share> {
    let bare = text.trim().trim_end_matches(['.', ';', ',']);
    let alone = figure(bare).map(|(hundredths, noisy)| Share {
        hundredths,
        noisy,
        whole: true,
    });
    alone.or_else(|| stated(bare))
}

/// The share that words state with its unit.
pub(crate) fn stated(text: &str) -> Option<Share> {
    let passage = Passage::one(1, text);
    let tokens = passage.tokens();
    let told = told(&passage, &tokens)?;
    let whole = told.first == 0 && told.last + 1 == tokens.len();
    Some(Share { whole, ..told.share })
}

/// The first share of a sentence.
pub(crate) fn told(passage: &Passage, tokens: &[Token]) -> Option<Told> {
    (0..tokens.len()).find_map(|at| Words { passage, tokens, at }.share())
}

/// Every share of a sentence, in order.
pub(crate) fn all(passage: &Passage, tokens: &[Token]) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    for at in 0..tokens.len() {
        let free = found.last().is_none_or(|before| before.last < at);
        found.extend(Words { passage, tokens, at }.share().filter(|_| free));
    }
    found
}

#[derive(Clone, Copy)]
struct Words<'t> {
    passage: &'t Passage,
    tokens: &'t [Token],
    at: usize,
}

impl Words<'_> {
    fn fold(&self, offset: usize) -> &str {
        self.tokens.get(self.at + offset).map_or("", |token| token.fold.as_str())
    }

    fn share(self) -> Option<Told> {
        let told = |hundredths, noisy, length: usize| Told {
            share: Share {
                hundredths,
                noisy,
                whole: false,
            },
            first: self.at,
            last: self.at + length - 1,
        };
        if let Some((hundredths, noisy, length)) = self.counted() {
            return Some(told(hundredths, noisy, length));
        }
        let named = match (self.fold(0), self.fold(1), self.fold(2)) {
            ("mi", "temps", _) => Some((50, 2)),
            ("temps", "plein" | "complet", _) => Some((100, 2)),
            ("quart", "de", "temps") => Some((25, 3)),
            ("tiers", "de", "temps") => Some((33, 3)),
            ("trois", "quarts", "de") if self.fold(3) == "temps" => Some((75, 4)),
            ("quart", "temps", _) => Some((25, 2)),
            _ => None,
        };
        let (hundredths, length) = named?;
        // "équivalent temps plein" is a unit.
        let unit = self.at > 0 && self.tokens[self.at - 1].fold.starts_with("equivalent");
        (!unit).then(|| told(hundredths, false, length))
    }

    /// "0,5 ETP", "1 équivalent temps plein", "80 % d'un temps plein".
    fn counted(self) -> Option<(u32, bool, usize)> {
        let whole = self.tokens.get(self.at)?;
        let signs = self.passage.signs_after(whole);
        let parted = matches!(signs.as_str(), "," | ".");
        // "O,5": the letter stands for a figure only inside a number.
        let digits = if parted { 2 } else { 1 };
        let last = self.tokens.get(self.at + digits - 1)?;
        let text = if parted {
            format!("{},{}", whole.word, last.word)
        } else {
            whole.word.clone()
        };
        let percent = self.passage.signs_after(last).starts_with('%');
        let before = |back: usize| self.at.checked_sub(back).map_or("", |at| self.tokens[at].fold.as_str());
        let posted = before(1) == "a" && before(2) == "poste";
        if percent && (posted || (0..4).any(|offset| self.fold(digits + offset) == "temps")) {
            let count: u32 = text.parse().ok().filter(|count| (5..=100).contains(count))?;
            return Some((count, false, digits));
        }
        let unit = self.fold(digits);
        let length = match unit {
            "etp" | "etpt" => 1,
            _ if unit.starts_with("equivalent") => {
                1 + (1..3)
                    .take_while(|more| matches!(self.fold(digits + more), "temps" | "plein" | "pleins"))
                    .count()
            }
            _ => return None,
        };
        let spelt = number(&whole.fold)
            .filter(|_| !parted)
            .map(|count| (u32::from(count) * 100, false));
        let (hundredths, noisy) = figure(&text).or(spelt)?;
        Some((hundredths, noisy, digits + length))
    }
}

/// "0,5", "1", "O,25", "80 %": hundredths, and whether a letter stood for a figure.
fn figure(text: &str) -> Option<(u32, bool)> {
    if let Some(count) = text.strip_suffix('%') {
        let count: u32 = count.trim().parse().ok()?;
        return (5..=100).contains(&count).then_some((count, false));
    }
    let letter = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    };
    let plain: String = text.chars().map(letter).collect();
    let noisy = plain != text;
    let (whole, part) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = !whole.is_empty() && whole.len() < 3 && part.len() < 3 && digits(whole) && digits(part);
    // A lone letter is no figure.
    let sure = !noisy || text.contains(|c: char| c.is_ascii_digit());
    if !shaped || !sure {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    let hundredths = whole.parse::<u32>().ok()? * 100 + part;
    (1..=MOST).contains(&hundredths).then_some((hundredths, noisy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_with_its_unit() {
        for (text, expected) in [
            ("0,5 ETP", Some(50)),
            ("1 équivalent temps plein", Some(100)),
            ("à hauteur de 0.25 équivalents temps pleins", Some(25)),
            ("employée à mi-temps", Some(50)),
            ("à temps plein", Some(100)),
            ("un quart de temps", Some(25)),
            ("trois quarts de temps", Some(75)),
            ("80 % d'un temps plein", Some(80)),
            ("a hauteur de O,5 ETP", Some(50)),
            ("le temps passe, 12 agents", None),
            ("12 000 €", None),
        ] {
            assert_eq!(stated(text).map(|share| share.hundredths), expected, "{text}");
        }
        assert_eq!(stated("O,5 ETP").map(|share| share.noisy), Some(true));
    }

    #[test]
    fn a_cell_needs_no_unit() {
        let read = |text: &str| cell(text).map(|share| share.hundredths);
        assert_eq!(
            (read("0,5"), read("1"), read("60 %"), read("mi-temps")),
            (Some(50), Some(100), Some(60), Some(50))
        );
        assert_eq!(
            (read("12 000 €"), read("2024"), read("/"), read("Ville")),
            (None, None, None, None)
        );
    }
}
