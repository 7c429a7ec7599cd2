//! Sums of money in the words of a sheet: "Caf : 12 500 € en 2022, environ 180 000 € en 2023".
//!
//! Never a sum without the word or the sign of the euro, and never a payer that no word before it names.

use domain::reading::Precision;

use super::labels::{Label, label};
use super::payers::{Payers, Told, words_of};
use super::years::{self, Term};
use crate::passage::Passage;
use crate::wording;

/// A sum, in the words that hold it.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) text: Passage,
    pub(super) funder: Option<Passage>,
    pub(super) year: Option<i16>,
    pub(super) cents: i64,
    pub(super) precision: Precision,
}

/// The sums of one value without the first, where it is that of all the others and nobody's: "1 450 000 € (Ville : 850 000 € ; Caf : 600 000 €)".
pub(super) fn without_total(sums: Vec<Sum>) -> Vec<Sum> {
    let Some((first, parts)) = sums.split_first() else {
        return sums;
    };
    let told = parts.len() > 1 && parts.iter().all(|part| part.funder.is_some());
    let whole = parts.iter().try_fold(0_i64, |all, part| all.checked_add(part.cents));
    let total = first.funder.is_none() && told && whole == Some(first.cents);
    sums.into_iter().skip(usize::from(total)).collect()
}

/// The sums of a passage. A sum a year, of no year that the text names, is for the years of its action.
pub(super) fn sums(passage: &Passage, term: Option<Term>, years: &[i16], payers: Payers<'_>) -> Vec<Sum> {
    let mut found = Vec::new();
    let mut headed = None;
    for (line, text) in clauses(passage) {
        headed = year_above(&text)
            .or(headed)
            .filter(|_| passage.parts().iter().all(|(_, part)| fits_under_years(part)));
        let told = Clause {
            line,
            text: &text,
            headed,
            amounts: amounts(&text),
            term,
            years,
            payers,
        };
        if !(found.iter().any(|sum: &Sum| sum.funder.is_some()) && told.is_whole()) {
            found.extend(told.sums());
        }
    }
    found
}

/// A longer clause, in bytes, is no sentence: its sums keep the words around them.
const LONGEST_CLAUSE: usize = 2_000;

/// What stands between two semicolons, or on a line of its own.
struct Clause<'c> {
    line: u32,
    text: &'c str,
    /// The year that opens the line: "2024 : Caf 3 000 € ; MSA 2 000 €".
    headed: Option<i16>,
    amounts: Vec<(usize, usize, i64)>,
    term: Option<Term>,
    years: &'c [i16],
    payers: Payers<'c>,
}

impl Clause<'_> {
    /// "Sous-total caisses : 30 000 €", on a line of its own below its parts.
    fn is_whole(&self) -> bool {
        self.amounts
            .first()
            .is_some_and(|(start, _, _)| is_total(&self.text[..*start]))
    }

    fn sums(&self) -> Vec<Sum> {
        let mut found: Vec<Sum> = Vec::new();
        let mut payer: Option<String> = None;
        let mut clause_years: Vec<i16> = Vec::new();
        for (index, (start, end, cents)) in self.amounts.iter().enumerate() {
            let from = index.checked_sub(1).map_or(0, |before| self.amounts[before].1);
            let to = self.amounts.get(index + 1).map_or(self.text.len(), |next| next.0);
            let (before, after) = (&self.text[from..*start], &self.text[*end..to]);
            let split = before.contains("dont ");
            if split {
                // "310 000 €, dont Caf 175 000 €": the whole is the sum of the parts that follow.
                found.retain(|sum| sum.funder.is_some());
            }
            if is_set_aside(after) {
                continue;
            }
            let told = self.told(index, before);
            let sums_up = is_total(before) || announced(before).is_some() && !matches!(told, Told::Payer(_));
            if sums_up && found.iter().any(|sum| sum.funder.is_some()) {
                // The whole after its parts counts them twice.
                continue;
            }
            payer = match told {
                Told::Payer(named) => Some(named),
                told => self.payers.after(after).or_else(|| payer.filter(|_| told == Told::Nothing)),
            };
            let mut years = years_of(before, after, index, self.term);
            if years.is_empty() && (split || index > 0) && clause_years.len() == 1 && !after.contains("en ") {
                years.clone_from(&clause_years);
            }
            if years.is_empty() && !is_yearly(after) && !sums_up {
                years.extend(self.headed);
            }
            if years.is_empty() && is_yearly(after) {
                if payer.is_none() || self.years.is_empty() {
                    // So much a year, of nobody or of no year that the text names: the words keep it.
                    continue;
                }
                years = self.years.to_vec();
            }
            if years.len() > 1 && !is_yearly(after) && !says_yearly(before) {
                // What is given over several years is given once, and of no single one of them.
                years.clear();
            }
            clause_years.clone_from(&years);
            let words = self.words(from, to);
            found.extend(self.each((words, payer.as_deref()), &years, (*cents, precision(before))));
        }
        found
    }

    fn told(&self, index: usize, before: &str) -> Told {
        if index == 0 {
            return self.payers.first(before);
        }
        let told = self.payers.between(before);
        let parts = announced(before).unwrap_or_default().rsplit([',', '.']);
        let mut named = parts.map(|part| self.payers.first(part));
        let payer = named.find(|told| matches!(told, Told::Payer(_)));
        payer.unwrap_or(told)
    }

    /// The words that a sum keeps: those of its clause, or those around it where the clause never ends.
    fn words(&self, from: usize, to: usize) -> &str {
        if self.text.len() <= LONGEST_CLAUSE {
            self.text
        } else {
            self.text[from..to].trim()
        }
    }

    fn each(&self, (words, payer): (&str, Option<&str>), years: &[i16], (cents, precision): (i64, Precision)) -> Vec<Sum> {
        let sum = |year: Option<i16>| Sum {
            text: Passage::one(self.line, words),
            funder: payer.map(|payer| Passage::one(self.line, payer)),
            year,
            cents,
            precision,
        };
        if years.is_empty() {
            vec![sum(None)]
        } else {
            years.iter().map(|year| sum(Some(*year))).collect()
        }
    }
}

/// "2024 : Caf 3 000 €": the year that opens a clause.
fn year_above(text: &str) -> Option<i16> {
    let (year, _) = text.split_once(':')?;
    crate::calendar::year(year.trim())
}

/// Whether a line opens with its year, or goes on one that does, or tells a whole.
fn fits_under_years(part: &str) -> bool {
    let (_, rest) = part.split_once(':').unwrap_or_default();
    year_above(part).is_some() || rest.is_empty() || is_total(part.split(':').next().unwrap_or_default())
}

/// What one payer gives: a line, or what stands between two semicolons.
fn clauses(passage: &Passage) -> Vec<(u32, String)> {
    let parts = passage.parts().iter();
    let mut clauses: Vec<(u32, String)> = Vec::new();
    let mut open = false;
    for (line, part) in parts {
        let fresh = amounts(part)
            .first()
            .is_some_and(|(first, _, _)| words_of(&part[..*first]).is_some() || is_total(&part[..*first]));
        for (index, piece) in part.split(';').enumerate() {
            // "CC du" awaits the name that the next line begins with.
            let hung = clauses.last().is_some_and(|(_, text)| is_hung(text));
            // "230 000 €", and below it "(Ville : 140 000 € ; Caf : 90 000 €)".
            let start = piece.trim_start().to_lowercase();
            let again = index == 0 && (start.starts_with('(') || open && (!fresh || hung));
            let goes_on = again || start.starts_with("soit ");
            match clauses.last_mut().filter(|_| goes_on) {
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(piece.trim());
                }
                None => clauses.push((*line, piece.trim().to_owned())),
            }
            open = true;
        }
        // A line that ends with its sum is whole.
        open = !part.trim_end().ends_with([';', '€', '.']);
    }
    clauses
}

/// Whether a clause ends with a word that links, and no sum yet follows its payer.
fn is_hung(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "de" | "du" | "des" | "la" | "le" | "les" | "et")
}

/// The sums of a clause: where each begins and ends, and its cents.
fn amounts(text: &str) -> Vec<(usize, usize, i64)> {
    let mut found = Vec::new();
    let signs = text.match_indices('€').map(|(at, sign)| (at, sign.len()));
    let words = text.match_indices("euros").map(|(at, word)| (at, word.len()));
    let mut units: Vec<(usize, usize)> = signs.chain(words).collect();
    units.sort_unstable();
    for (unit, length) in units {
        let from = found.last().map_or(0, |(_, end, _): &(usize, usize, i64)| *end);
        if let Some((start, cents)) = figure(&text[from..unit]) {
            found.push((from + start, unit + length, cents));
        }
    }
    found
}

/// The figure that ends a text, with its groups of thousands: where it begins, and its cents.
fn figure(text: &str) -> Option<(usize, i64)> {
    let trimmed = text.trim_end();
    let (trimmed, thousands) = match trimmed.strip_suffix(['k', 'K']) {
        Some(rest) if rest.trim_end().ends_with(|c: char| c.is_ascii_digit()) => (rest.trim_end(), 1000),
        _ => (trimmed, 1),
    };
    let noisy = |c: char| c.is_ascii_digit() || matches!(c, 'l' | 'O' | 'o' | 'S');
    let mut start = trimmed.len();
    for (at, letter) in trimmed.char_indices().rev() {
        let inside = noisy(letter) || letter.is_whitespace() || matches!(letter, ',' | '.' | '\u{202f}' | '\u{a0}');
        if !inside {
            break;
        }
        start = at;
    }
    // The end of a word is no figure: "CCAS 500 €", "Total 500 €".
    if trimmed[..start].ends_with(char::is_alphanumeric) {
        start += trimmed[start..].find(char::is_whitespace)?;
    }
    let run = &trimmed[start..];
    let (offset, digits) = grouped(run)?;
    let (whole, cents) = digits.split_once(',').unwrap_or((&digits, ""));
    let whole: i64 = whole.parse().ok()?;
    let cents: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        2 => cents.parse().ok()?,
        _ => return None,
    };
    let cents = whole.checked_mul(100)?.checked_add(cents)?.checked_mul(thousands)?;
    Some((start + offset, cents))
}

/// A figure through the noise of a scan: between the groups of a sum, nothing else fits.
const fn mended(sign: char) -> char {
    match sign {
        'l' => '1',
        'O' | 'o' => '0',
        'S' => '5',
        other => other,
    }
}

/// The longest well-grouped number that ends a run: `2 400`, not `2023 2 400`.
fn grouped(run: &str) -> Option<(usize, String)> {
    let mut at = 0;
    let mut words: Vec<(usize, String, bool)> = Vec::new();
    for piece in run.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            let printed = word.bytes().any(|byte| byte.is_ascii_digit());
            words.push((at, word.chars().map(mended).collect(), printed));
        }
        at += piece.len();
    }
    let (start, last, printed) = words.pop()?;
    let (mut start, mut digits, mut printed) = (start, cents_after_comma(&last), printed);
    if digits.split(',').next().unwrap_or_default().len() == 3 {
        for (at, word, is_printed) in words.iter().rev() {
            let figures = word.bytes().all(|byte| byte.is_ascii_digit());
            let first = word.len() < 3 && figures && *is_printed;
            if !first && (word.len() != 3 || !figures) {
                break;
            }
            digits.insert_str(0, word);
            start = *at;
            printed |= is_printed;
            if first {
                break;
            }
        }
    }
    let first_digit = digits.starts_with(|c: char| c.is_ascii_digit());
    (first_digit && printed).then_some((start, digits))
}

/// "2.500" has a thousand, "2.50" has cents.
fn cents_after_comma(word: &str) -> String {
    match word.rsplit_once('.') {
        Some((whole, cents)) if matches!(cents.len(), 1 | 2) && !word.contains(',') => {
            format!("{},{cents}", whole.replace('.', ""))
        }
        _ => word.replace('.', ""),
    }
}

/// "Chaque année : 500 €", "Par an, la Caf verse 500 €".
fn says_yearly(before: &str) -> bool {
    let words = wording::words(before);
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair[0] == first && pair[1] == second);
    pair("par", "an") || pair("chaque", "annee") || words.iter().any(|word| word.starts_with("annuel"))
}

/// "140 000 € par an (écarté)": what was thought of, and is not given.
fn is_set_aside(after: &str) -> bool {
    const ASIDE: [&str; 4] = ["ecart", "abandon", "rejet", "refus"];
    let Some((_, inside)) = after.split_once('(') else {
        return false;
    };
    let words = wording::words(inside.split(')').next().unwrap_or_default());
    let said = |word: &String| ASIDE.iter().any(|stem| word.starts_with(stem));
    words.len() <= 4
        && (words.iter().any(said) || words.windows(2).any(|pair| pair[0] == "non" && pair[1].starts_with("retenu")))
}

/// "…, Total 500 €".
fn is_total(before: &str) -> bool {
    let cut = before.rfind([',', '.']).map_or(0, |at| at + 1);
    let words = before[cut..].trim().trim_end_matches([':', ' ']);
    label(words) == Some(Label::Total) || wording::words(words).iter().any(|word| word == "total")
}

/// "Ville : trois séances, soit 500 €": the words before the sum that they come to.
fn announced(before: &str) -> Option<&str> {
    let rest = before.trim_end_matches([':', ' ']).strip_suffix("soit")?;
    (!rest.ends_with(char::is_alphanumeric)).then_some(rest)
}

fn precision(before: &str) -> Precision {
    let tail: String = before.chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect();
    let words = wording::words(&tail).join(" ");
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.ends_with(phrase));
    if before.trim_end().ends_with(['≈', '~'])
        || says(&["env", "environ", "pres de", "de l ordre de", "autour de", "en moyenne"])
    {
        Precision::About
    } else if says(&["au moins", "plus de", "minimum", "a partir de"]) {
        Precision::AtLeast
    } else if says(&["au plus", "jusqu a", "maximum", "dans la limite de", "plafond de"]) {
        Precision::AtMost
    } else {
        Precision::Exact
    }
}

/// The years that a sum is for: those after it, else the one that a colon ends before it.
fn years_of(before: &str, after: &str, index: usize, term: Option<Term>) -> Vec<i16> {
    let of = |text: &str| years::years(&Passage::one(1, text), term).value;
    // "22 500 euros en 2023, 24 000": the year belongs to the sum before it.
    let own = after.split_inclusive([',', '.']).next().unwrap_or_default();
    let after_years = of(if is_yearly(own) { after } else { own });
    if !after_years.is_empty() {
        return after_years;
    }
    // "en 2026, 150 000 € de la Ville".
    let led = before.trim_end().strip_suffix(',').is_some_and(|head| {
        let tail: Vec<String> = wording::words(head).into_iter().rev().take(2).collect();
        tail.len() == 2 && tail[1] == "en" && crate::calendar::year(&tail[0]).is_some()
    });
    let labelled = led
        || before.trim_end().ends_with([':', '('])
        || index == 0 && before.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if labelled { of(before) } else { Vec::new() }
}

/// "par an", "chaque année", "/ an", "l'été": and neither "sur un an" nor "ont été versés".
fn is_yearly(text: &str) -> bool {
    let words = wording::words(text);
    let before = |at: usize| at.checked_sub(1).map_or("", |before| words[before].as_str());
    words.iter().take(4).enumerate().any(|(at, word)| match word.as_str() {
        "annee" | "annuel" | "annuels" | "annuelle" | "saison" => true,
        "an" => matches!(before(at), "" | "par" | "chaque" | "l"),
        "ete" => matches!(before(at), "par" | "chaque" | "l"),
        _ => false,
    })
}

#[cfg(test)]
mod tests;
