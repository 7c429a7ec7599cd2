//! A page of hOCR, as recognisers of characters write it, becomes letters with their places.
//!
//! A word that the recogniser itself hardly believes is left out and counted: what is missing is said, and nothing is made up.

use super::ink::{Letter, Way};
use crate::formats::xml::{self, Piece, Tag};

/// A word of which the recogniser is less sure than this is left out, in hundredths.
const HARDLY: f64 = 30.0;

/// How far the lines of a page may differ in size and still be of one: pictures waver.
const WAVERS: f64 = 0.25;

/// Points an inch.
const INCH: f64 = 72.0;

/// The smallest part of a size that is kept, in points.
const STEP: f64 = 0.5;

/// What a page of hOCR says.
#[derive(Debug, Default)]
pub(super) struct Recognised {
    pub(super) letters: Vec<Letter>,
    /// How many words were left out.
    pub(super) doubtful: usize,
}

/// A line: what it stands on, its size. In points of the picture.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    base: f64,
    size: f64,
}

/// A word, being read.
struct Word {
    left: f64,
    right: f64,
    sure: f64,
    text: String,
}

/// The letters of a page, whose picture has this many points an inch; nothing when it is no hOCR.
pub(super) fn letters(page: &str, dots: u32) -> Option<Recognised> {
    let mut read = Recognised::default();
    let (mut line, mut word): (Line, Option<Word>) = (Line::default(), None);
    // What is declared before the page is declared nowhere else.
    let page = page.find("<html").map_or(page, |start| &page[start..]);
    let mut inside = 0_usize;
    xml::walk(page, "hOCR", |piece| match piece {
        Piece::Open(tag) if word.is_none() => match tag.get("class").as_deref() {
            Some("ocrx_word") => (word, inside) = (Word::of(tag), 1),
            Some("ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat") => line = Line::of(tag).unwrap_or_default(),
            _ => {}
        },
        Piece::Open(_) => inside += 1,
        Piece::Words(words) => {
            if let Some(word) = &mut word {
                word.text.push_str(words);
            }
        }
        Piece::Close(_) => {
            inside = inside.saturating_sub(1);
            if inside == 0
                && let Some(word) = word.take()
            {
                read.put(&word, line);
            }
        }
    })
    .ok()?;
    settle(&mut read.letters);
    scale(&mut read.letters, INCH / f64::from(dots.max(1)));
    Some(read)
}

impl Recognised {
    fn put(&mut self, word: &Word, line: Line) {
        let signs: Vec<char> = word.text.trim().chars().filter(|sign| !sign.is_control()).collect();
        if signs.is_empty() {
            return;
        }
        if word.sure < HARDLY || line.size <= 0.0 {
            self.doubtful += 1;
            return;
        }
        let step = (word.right - word.left) / f64::from(u32::try_from(signs.len()).unwrap_or(u32::MAX));
        let mut left = word.left;
        for sign in signs {
            self.letters.push(Letter {
                sign,
                left,
                right: left + step,
                base: line.base,
                size: line.size,
                way: Way::Right,
            });
            left += step;
        }
    }
}

impl Line {
    /// `bbox 36 92 580 122; baseline 0.003 -6; x_size 32`: the line leans from the bottom left of its box.
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let title = tag.get("title")?;
        let [left, _, right, bottom] = numbers(&title, "bbox")?;
        let [slope, offset] = numbers(&title, "baseline").unwrap_or([0.0, 0.0]);
        let [size] = numbers(&title, "x_size")?;
        Some(Self {
            // One line for the whole row, where it passes in the middle.
            base: bottom + offset + slope * (right - left) / 2.0,
            size,
        })
    }
}

impl Word {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let title = tag.get("title")?;
        let [left, _, right, _] = numbers(&title, "bbox")?;
        let [sure] = numbers(&title, "x_wconf").unwrap_or([100.0]);
        Some(Self {
            left,
            right,
            sure,
            text: String::new(),
        })
    }
}

/// The numbers after a word of a title.
fn numbers<const N: usize>(title: &str, name: &str) -> Option<[f64; N]> {
    let said = title.split(';').find_map(|part| part.trim().strip_prefix(name))?;
    let said: Option<Vec<f64>> = said.split_whitespace().map(|number| number.parse().ok()).collect();
    said.filter(|said| said.iter().all(|number: &f64| number.is_finite()))?
        .try_into()
        .ok()
}

/// Gives the size of most letters to those that hardly differ from it: else each line would be written in a hand of its own.
fn settle(letters: &mut [Letter]) {
    let mut sizes: Vec<f64> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(body) = sizes.get(sizes.len() / 2).copied() else {
        return;
    };
    for letter in letters {
        if (letter.size - body).abs() <= WAVERS * body {
            letter.size = body;
        }
    }
}

/// From points of the picture to those of the page.
fn scale(letters: &mut [Letter], by: f64) {
    for letter in letters {
        letter.left *= by;
        letter.right *= by;
        letter.base *= by;
        letter.size = (letter.size * by / STEP).round() * STEP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD\"><html><body><div class='ocr_page' title='image \"stdin\"; bbox 0 0 2480 3508'>\
        <span class='ocr_line' title=\"bbox 300 100 900 150; baseline 0 -10; x_size 40\">\
        <span class='ocrx_word' title='bbox 300 100 500 140; x_wconf 96'><strong>Caf</strong></span> \
        <span class='ocrx_word' title='bbox 520 100 900 140; x_wconf 12'>zzz</span></span>\
        <span class='ocr_line' title=\"bbox 300 200 900 250; baseline 0.01 -10; x_size 44\">\
        <span class='ocrx_word' title='bbox 300 200 400 240; x_wconf 90'>l&#39;&amp;</span></span></div></body></html>";

    #[test]
    fn words_become_letters_where_they_stand() {
        let read = letters(PAGE, 300).expect("a page");
        let signs: String = read.letters.iter().map(|letter| letter.sign).collect();
        assert_eq!((signs.as_str(), read.doubtful), ("Cafl'&", 1));
        let near = |one: f64, other: f64| (one - other).abs() < 0.01;
        let (first, last) = (read.letters[0], read.letters[5]);
        assert!(near(first.left, 72.0) && near(first.base, 33.6), "{first:?}");
        // (250 - 10 + 3) points of the picture.
        assert!(near(last.right, 96.0) && near(last.base, 58.32), "{last:?}");
        assert!(near(first.size, last.size), "lines that hardly differ are of one size");
    }

    #[test]
    fn what_is_no_page_gives_nothing_or_no_letter() {
        for spoilt in ["", "Erreur", "<html><p>", "<a class='ocrx_word' title='bbox a b c d'>x</a>"] {
            assert!(letters(spoilt, 300).is_none_or(|read| read.letters.is_empty()), "{spoilt}");
        }
    }
}
