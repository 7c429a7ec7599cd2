//! Which values cite which line, and the words that they hold.
//!
//! Every value of a reading is visited here; its containers are not.

use std::collections::{HashMap, HashSet};

use super::{month_name, plain_words, words_to_hold};
use crate::reading::{Key, Lines, Reading, Sourced, Track};
use crate::time::Day;

/// The words of each value, and for each line the values that cite it.
#[derive(Default)]
pub(super) struct Held {
    values: Vec<HashSet<String>>,
    by_line: HashMap<u32, Vec<usize>>,
}

impl Held {
    pub(super) fn holds(&self, number: u32, line: &str) -> bool {
        let Some(values) = self.by_line.get(&number) else {
            return false;
        };
        let held = |word: &String| values.iter().any(|value| self.values[*value].contains(word));
        words_to_hold(line).iter().all(held)
    }

    pub(super) fn cite(&mut self, lines: &Lines, text: &str) {
        let value = self.values.len();
        self.values.push(plain_words(text).collect());
        for line in lines.iter() {
            self.by_line.entry(line).or_default().push(value);
        }
    }

    pub(super) fn text(&mut self, value: &Sourced<String>) {
        self.cite(&value.lines, &value.value);
    }

    pub(super) fn texts<'a>(&mut self, values: impl IntoIterator<Item = &'a Sourced<String>>) {
        for value in values {
            self.text(value);
        }
    }

    pub(super) fn number(&mut self, value: Option<&Sourced<impl std::fmt::Display>>) {
        if let Some(value) = value {
            self.cite(&value.lines, &value.value.to_string());
        }
    }

    pub(super) fn day(&mut self, value: Option<&Sourced<Day>>) {
        if let Some(value) = value {
            self.cite(&value.lines, &spoken(value.value));
        }
    }

    pub(super) fn of(reading: &Reading) -> Self {
        let mut held = Self::default();
        let names = Names::of(reading);
        held.agreement(reading);
        held.organisations(reading, &names);
        held.deliberations(reading, &names);
        held.framework(reading);
        held.actions(reading, &names);
        for article in &reading.articles {
            held.texts(&article.number);
            held.texts([&article.title].into_iter().chain(&article.other_titles));
            held.paragraphs(&article.text);
        }
        for annex in &reading.annexes {
            held.text(&annex.number);
            held.texts(annex.title.iter().chain(&annex.other_titles));
        }
        held.rest(reading, &names);
        held
    }

    fn agreement(&mut self, reading: &Reading) {
        let agreement = &reading.agreement;
        self.texts(agreement.title.iter().chain(&agreement.other_titles).chain(&agreement.kind));
        self.day(agreement.start.as_ref());
        self.day(agreement.end.as_ref());
        if let Some(originals) = &agreement.originals {
            self.cite(&originals.lines, &copies(originals.value));
        }
        for signature in agreement.signature.iter().chain(&agreement.other_signatures) {
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
            self.texts(&party.authority);
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
                self.texts([&commission.name].into_iter().chain(&commission.opinion));
                self.day(commission.date.as_ref());
            }
            for person in &deliberation.signatories {
                self.texts([&person.name].into_iter().chain(&person.function));
            }
            self.paragraphs(&deliberation.text);
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
            self.texts(action.public.iter().chain(&action.calendar));
            self.texts(action.objectives.iter().chain(&action.indicators));
            self.texts(action.amounts.iter().map(|amount| &amount.text));
            for key in &action.communes {
                self.cite(&key.lines, &names.words(&key.value));
            }
            let roles = [
                &action.pilots,
                &action.bearers,
                &action.other_pilots,
                &action.other_bearers,
                &action.partners,
            ];
            for role in roles {
                self.holders(role, names);
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
pub(super) struct Names<'r>(HashMap<&'r Key, String>);

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

    pub(super) fn words(&self, key: &Key) -> String {
        self.0.get(key).cloned().unwrap_or_default()
    }
}

/// A number of originals in words, as texts write it.
fn copies(count: u32) -> String {
    const SPELT: [&str; 11] = [
        "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    ];
    let spelt = usize::try_from(count).ok().and_then(|count| SPELT.get(count)).unwrap_or(&"");
    format!("{count} {spelt} exemplaire exemplaires original originaux")
}

/// A day in words, as texts write it.
fn spoken(day: Day) -> String {
    let number = day.day_of_month();
    let month = month_name(day.month());
    format!("{number} {number}er {number:02} {month} {:02} {}", day.month(), day.year())
}
