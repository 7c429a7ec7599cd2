//! How much of a text is held by values.
//!
//! A line counts as placed only if the values that cite it hold its words between them; a container (an action, a party)
//! does not count for the lines it spans, and an écart never places the lines that it quotes.

use std::collections::{HashMap, HashSet};

use super::{Holder, Key, Lines, Reading, Sourced, Track, Unplaced};
use crate::time::Day;

/// Words of the grammar of such texts and the small words of French: no value has to hold them.
const LABELS: [&str; 40] = [
    "a",
    "abstention",
    "action",
    "annexe",
    "approuve",
    "article",
    "au",
    "autorise",
    "aux",
    "ci",
    "contre",
    "d",
    "de",
    "denomme",
    "denommee",
    "des",
    "du",
    "en",
    "entre",
    "est",
    "et",
    "fait",
    "l",
    "la",
    "le",
    "les",
    "madame",
    "monsieur",
    "n",
    "ou",
    "par",
    "pour",
    "preliminaire",
    "represente",
    "representee",
    "sa",
    "son",
    "sur",
    "un",
    "une",
];

/// The share of a text that is placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Lines that are not blank.
    pub written: u32,
    /// Lines whose words a value holds.
    pub placed: Lines,
}

impl Coverage {
    /// How many lines are placed.
    #[must_use]
    pub fn placed_count(&self) -> usize {
        self.placed.iter().count()
    }
}

/// The words of a text for comparison: letters and digits, in lower case, accents kept.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Measures `reading` against the lines of its text.
#[must_use]
pub fn coverage(reading: &Reading, text: &[String]) -> Coverage {
    let held = Held::of(reading);
    let mut written = 0;
    let mut placed = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        if line.trim().is_empty() {
            continue;
        }
        written += 1;
        if held.holds(number, line) {
            placed.push(number);
        }
    }
    Coverage {
        written,
        placed: placed.into_iter().collect(),
    }
}

/// The lines that are not placed, in blocks of neighbours, as they stand.
#[must_use]
pub fn unplaced(coverage: &Coverage, text: &[String]) -> Vec<Unplaced> {
    let placed: HashSet<u32> = coverage.placed.iter().collect();
    let left: Lines = (1_u32..)
        .zip(text)
        .filter(|(number, line)| !line.trim().is_empty() && !placed.contains(number))
        .map(|(number, _)| number)
        .collect();
    let words = |first: u32, last: u32| {
        let block = (first..=last).filter_map(|line| text.get(usize::try_from(line - 1).ok()?));
        block.map(String::as_str).collect::<Vec<_>>().join("\n")
    };
    let block = |range: &super::LineRange| Unplaced {
        lines: Lines::span(range.first(), range.last()),
        text: words(range.first(), range.last()),
    };
    left.ranges().iter().map(block).collect()
}

/// A word without case nor accents, so that a capital without its accent is the same letter.
pub(super) fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'â' | 'ä' | 'á' => out.push('a'),
            'ç' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            other => out.push(other),
        }
    }
    out
}

/// Whether a word, without case nor accents, is one that no value has to hold.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}

/// The words of a line of text that some value must hold: markup and the page number after leaders are no words.
fn words_to_hold(line: &str) -> Vec<String> {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        bare.push_str(&rest[..open]);
        let tag = &rest[open..];
        match tag.find('>') {
            Some(close) if close <= 8 => {
                bare.push(' ');
                rest = &tag[close + 1..];
            }
            _ => {
                bare.push('<');
                rest = &tag[1..];
            }
        }
    }
    bare.push_str(rest);
    let bare = bare.replace("^{", "").replace("**", " ");
    let end = bare.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let kept = if end.ends_with("...") { end } else { &bare };
    words_of(kept)
        .iter()
        .map(|word| plain(word))
        .filter(|word| !is_label(word))
        .collect()
}

/// The words of each value, and for each line the values that cite it.
#[derive(Default)]
struct Held {
    values: Vec<HashSet<String>>,
    by_line: HashMap<u32, Vec<usize>>,
}

impl Held {
    fn holds(&self, number: u32, line: &str) -> bool {
        let Some(values) = self.by_line.get(&number) else {
            return false;
        };
        let held = |word: &String| values.iter().any(|value| self.values[*value].contains(word));
        words_to_hold(line).iter().all(held)
    }

    fn cite(&mut self, lines: &Lines, text: &str) {
        let value = self.values.len();
        self.values.push(words_of(text).iter().map(|word| plain(word)).collect());
        for line in lines.iter() {
            self.by_line.entry(line).or_default().push(value);
        }
    }

    fn text(&mut self, value: &Sourced<String>) {
        self.cite(&value.lines, &value.value);
    }

    fn texts<'a>(&mut self, values: impl IntoIterator<Item = &'a Sourced<String>>) {
        for value in values {
            self.text(value);
        }
    }

    fn number(&mut self, value: Option<&Sourced<impl std::fmt::Display>>) {
        if let Some(value) = value {
            self.cite(&value.lines, &value.value.to_string());
        }
    }

    fn day(&mut self, value: Option<&Sourced<Day>>) {
        if let Some(value) = value {
            self.cite(&value.lines, &spoken(value.value));
        }
    }

    fn of(reading: &Reading) -> Self {
        let mut held = Self::default();
        let names = Names::of(reading);
        held.agreement(reading);
        held.organisations(reading, &names);
        held.deliberations(reading, &names);
        held.framework(reading);
        held.actions(reading, &names);
        for article in &reading.articles {
            held.texts(&article.number);
            held.texts([&article.title].into_iter().chain(&article.other_titles).chain(&article.text));
        }
        for annex in &reading.annexes {
            held.text(&annex.number);
            held.texts(annex.title.iter().chain(&annex.other_titles));
        }
        held
    }

    fn agreement(&mut self, reading: &Reading) {
        let agreement = &reading.agreement;
        self.texts(agreement.title.iter().chain(&agreement.other_titles).chain(&agreement.kind));
        self.day(agreement.start.as_ref());
        self.day(agreement.end.as_ref());
        if let Some(signature) = &agreement.signature {
            self.texts(&signature.place);
            self.day(signature.date.as_ref());
            self.number(signature.year.as_ref());
            if let Some(month) = &signature.month {
                self.cite(&month.lines, month_name(month.value));
            }
        }
    }

    fn organisations(&mut self, reading: &Reading, names: &Names<'_>) {
        for party in &reading.parties {
            self.texts([&party.name].into_iter().chain(&party.aliases));
            for person in &party.signatories {
                self.texts([&person.name].into_iter().chain(&person.function));
            }
        }
        self.texts(reading.organisations.iter().map(|organisation| &organisation.name));
        self.texts(reading.groups.iter().map(|group| &group.name));
        for key in &reading.perimeter {
            self.cite(&key.lines, &names.words(&key.value));
        }
    }

    fn deliberations(&mut self, reading: &Reading, names: &Names<'_>) {
        for deliberation in &reading.deliberations {
            if let Some(key) = &deliberation.organisation {
                self.cite(&key.lines, &names.words(&key.value));
            }
            self.day(deliberation.date.as_ref());
            self.texts(
                deliberation
                    .number
                    .iter()
                    .chain(&deliberation.approves)
                    .chain(&deliberation.authority),
            );
            let votes = &deliberation.votes;
            for count in [&votes.favour, &votes.against, &votes.abstain, &votes.present, &votes.proxies] {
                self.number(count.as_ref());
            }
            if let Some(commission) = &deliberation.commission {
                self.text(&commission.name);
                self.day(commission.date.as_ref());
            }
            for person in &deliberation.signatories {
                self.texts([&person.name].into_iter().chain(&person.function));
            }
        }
    }

    fn framework(&mut self, reading: &Reading) {
        self.texts(&reading.levels);
        for node in &reading.nodes {
            if let Some(code) = &node.code {
                self.text(code);
                // A code `1a` is printed `a)` under `1.`: the letter stands alone.
                self.cite(&code.lines, code.value.trim_start_matches(|c: char| c.is_ascii_digit()));
            }
            self.texts([&node.title].into_iter().chain(&node.other_titles));
        }
        for theme in &reading.themes {
            self.texts([&theme.name].into_iter().chain(&theme.other_names));
        }
    }

    fn actions(&mut self, reading: &Reading, names: &Names<'_>) {
        for action in &reading.actions {
            self.texts([&action.number, &action.title].into_iter().chain(&action.other_titles));
            for key in action.themes.iter().chain(&action.parent) {
                self.cite(&key.lines, &names.words(&key.value));
            }
            for detail in &action.details {
                self.text(&detail.text);
                if let Some(key) = &detail.commune {
                    self.cite(&detail.text.lines, &names.words(key));
                }
            }
            self.texts(action.means.iter().chain(&action.funding));
            let roles = [
                &action.pilots,
                &action.bearers,
                &action.other_pilots,
                &action.other_bearers,
                &action.partners,
            ];
            for holder in roles.into_iter().flatten() {
                match &holder.value {
                    Holder::Known(key) => self.cite(&holder.lines, &names.words(key)),
                    Holder::Text(words) => self.cite(&holder.lines, words),
                }
            }
            action.tracks.iter().for_each(|track| self.track(track, names));
        }
    }

    fn track(&mut self, track: &Track, names: &Names<'_>) {
        self.text(&track.mark);
        for key in &track.communes {
            self.cite(&track.mark.lines, &names.words(key));
        }
    }
}

/// The words behind each key.
struct Names<'r>(HashMap<&'r Key, String>);

impl<'r> Names<'r> {
    fn of(reading: &'r Reading) -> Self {
        let mut names = HashMap::new();
        let mut add = |key: &'r Key, values: &mut dyn Iterator<Item = &'r Sourced<String>>| {
            let words: &mut String = names.entry(key).or_default();
            for value in values {
                words.push_str(&value.value);
                words.push(' ');
            }
        };
        for party in &reading.parties {
            add(&party.id, &mut [&party.name].into_iter().chain(&party.aliases));
        }
        for organisation in &reading.organisations {
            add(&organisation.id, &mut std::iter::once(&organisation.name));
        }
        for group in &reading.groups {
            add(&group.id, &mut std::iter::once(&group.name));
        }
        for theme in &reading.themes {
            add(&theme.id, &mut [&theme.name].into_iter().chain(&theme.other_names));
        }
        for node in &reading.nodes {
            add(&node.id, &mut [&node.title].into_iter().chain(&node.other_titles));
        }
        Self(names)
    }

    fn words(&self, key: &Key) -> String {
        self.0.get(key).cloned().unwrap_or_default()
    }
}

/// A day in words, as texts write it.
fn spoken(day: Day) -> String {
    let number = day.day_of_month();
    let month = month_name(day.month());
    format!("{number} {number}er {number:02} {month} {:02} {}", day.month(), day.year())
}

/// The month in French, as texts write it.
pub(super) const fn month_name(month: i8) -> &'static str {
    match month {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        12 => "décembre",
        _ => "",
    }
}
