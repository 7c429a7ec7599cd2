//! From when to when: "du 1er janvier 2023 au 31 décembre 2026", "prend effet le …", "pour quatre ans à compter du …".
//!
//! A date of intention, of a contract before, of a report that is due, is no term. A term that no text says is absent.

use domain::reading::{Lines, Sourced};
use domain::time::Day;

use crate::calendar::Dated;
use crate::numbers;
use crate::prose::{Block, Prose};

/// What the text says of its own duration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Period {
    pub(crate) start: Option<Sourced<Day>>,
    pub(crate) end: Option<Sourced<Day>>,
    /// Where it says that it begins on the day it is signed.
    pub(crate) from_signature: Option<Lines>,
    /// How many years it lasts, where it says so.
    pub(crate) years: Option<Sourced<u32>>,
}

/// A word of the window before a date reaches this far.
const WINDOW: usize = 7;

/// A range of dates by itself stands in the first blocks, on a page of title.
const TITLE_BLOCKS: usize = 12;

/// The period: where the text speaks of its duration, else in a sentence about the convention, else on its title page, else in a row.
pub(crate) fn period(blocks: &[Block]) -> Period {
    let mut below = false;
    let (mut about, mut found) = (false, <[Period; 4]>::default());
    for (at, block) in blocks.iter().enumerate() {
        // What stands right below, and nothing further.
        let announced = std::mem::take(&mut below);
        let sentences = block.prose.sentences();
        if block.row {
            // "Durée | quatre ans à compter du 1er janvier 2025": a label and what it holds, of an action as often as of the convention.
            if block.cells == 2 && names_duration(block.prose.words()) {
                let ticked = ticked(&block.prose);
                for sentence in ticked.as_ref().map_or(sentences, |ticked| ticked.as_slice()) {
                    found[3].take(read(sentence));
                }
            }
            continue;
        }
        // "DURÉE", alone on its line, speaks of what stands right below.
        let bare = !block.heading && block.end == block.first + 1 && block.prose.words().len() <= 4;
        // "Période 2023-2027" says all it has to say.
        let dated = block.prose.text().contains(|c: char| c.is_ascii_digit());
        if bare && !dated && names_duration(block.prose.words()) && !block.prose.text().contains([':', '.', ',']) {
            below = true;
            continue;
        }
        if block.heading {
            // "Article 3. Durée" is two sentences for its points.
            let short = sentences.first().is_some_and(|first| first.words().len() < 3);
            let titles = sentences.iter().take(if short { 2 } else { 1 });
            about = titles.map(Prose::words).any(speaks_of_duration);
        }
        let about_here = about || announced;
        for sentence in sentences {
            let rank = match rank(sentence.words(), (about_here, says_a_range(sentence))) {
                Some(rank) => rank,
                None if at < TITLE_BLOCKS && is_range(sentence) => 2,
                None => continue,
            };
            found[rank].take(read(sentence));
        }
    }
    let [mut best, second, third, row] = found;
    best.take(second);
    // A range on the title page contradicts a duration from a day: it is taken when nothing else says when.
    for other in [third, row] {
        if best.years.is_none() || best.start.is_none() {
            best.take(other);
        }
    }
    best
}

/// "Durée ☐ 3 ans ☒ 5 ans": what is ticked is said, and the rest is not. Absent where nothing is to be ticked.
fn ticked(row: &Prose) -> Option<Vec<Prose>> {
    const BOXES: [char; 4] = ['☐', '☒', '☑', '□'];
    let (label, boxes) = row.text().split_at(row.text().find(BOXES)?);
    let line = row.all_lines().first()?;
    let mut said = label.trim().to_owned();
    for (at, tick) in boxes.match_indices(['☒', '☑']) {
        let rest = &boxes[at + tick.len()..];
        said.push(' ');
        said.push_str(rest[..rest.find(BOXES).unwrap_or(rest.len())].trim());
    }
    Some(vec![Prose::of(&crate::passage::Passage::one(line, &said))])
}

/// The period of the convention that an amendment changes, as its texts in view recall it: "Vu la convention …, signée pour la période
/// du 1er janvier 2021 au 31 décembre 2024".
pub(crate) fn of_amended(blocks: &[Block]) -> Option<Period> {
    let sentences = blocks
        .iter()
        .filter(|block| !block.row)
        .flat_map(|block| block.prose.sentences());
    let recalls = |sentence: &&Prose| {
        let has = |sought: &str| sentence.words().iter().any(|word| word == sought);
        has("convention") && has("globale") && (has("periode") || has("conclue"))
    };
    let terms = |sentence: &Prose| {
        let words = sentence.words();
        let dates = sentence.dates();
        let led = |date: &Dated, word: &str| date.at.checked_sub(1).is_some_and(|at| words[at] == word);
        let pair = dates.windows(2).find(|pair| {
            let together = pair[0].at + pair[0].length + 1 == pair[1].at;
            together && led(&pair[0], "du") && led(&pair[1], "au")
        })?;
        Some(Period {
            start: Some(sourced(sentence, &pair[0])),
            end: Some(sourced(sentence, &pair[1])),
            ..Period::default()
        })
    };
    sentences.filter(recalls).find_map(terms)
}

impl Period {
    /// Takes what is not known yet. A start and an end of two sentences that contradict each other are not put together.
    fn take(&mut self, other: Self) {
        let later = |start: &Option<Sourced<Day>>, end: &Option<Sourced<Day>>| match (start, end) {
            (Some(start), Some(end)) => start.value < end.value,
            _ => true,
        };
        if self.start.is_none() && later(&other.start, &self.end) {
            self.start = other.start;
        }
        if self.end.is_none() && later(&self.start, &other.end) {
            self.end = other.end;
        }
        self.from_signature = self.from_signature.take().or(other.from_signature);
        self.years = self.years.take().or(other.years);
    }
}

/// The last day of so many years from a first day.
pub(crate) fn lasting(start: &Sourced<Day>, years: &Sourced<u32>) -> Option<Sourced<Day>> {
    let day = start.value;
    let year = i16::try_from(years.value).ok().filter(|years| *years < 20)? + day.year();
    let after = Day::new(year, day.month(), day.day_of_month())?;
    Some(Sourced::new(after.before(), start.lines.union(&years.lines)))
}

/// Whether the words of a row open with a label of the term.
fn names_duration(words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    let effect = words
        .iter()
        .take(4)
        .any(|word| matches!(word.as_str(), "effet" | "vigueur" | "validite" | "fin"));
    matches!(first, "duree" | "periode" | "validite") || matches!(first, "date" | "prise" | "entree") && effect
}

fn speaks_of_duration(words: &[String]) -> bool {
    let named = |word: &String| {
        matches!(
            word.as_str(),
            "duree" | "durees" | "quand" | "effet" | "vigueur" | "validite" | "calendrier" | "terme"
        )
    };
    words.iter().take(12).any(named)
}

/// How far a sentence may be trusted to say when the convention begins or ends: 0 under a heading about it, 1 elsewhere.
fn rank(words: &[String], (about, ranged): (bool, bool)) -> Option<usize> {
    let has = |sought: &[&str]| words.iter().any(|word| sought.contains(&word.as_str()));
    let starts = |sought: &[&str]| words.iter().any(|word| sought.iter().any(|start| word.starts_with(start)));
    // Another text, what is only wished, what is due to someone.
    let others = starts(&[
        "contrat",
        "precedent",
        "intention",
        "envisage",
        "projet",
        "cabinet",
        "agrement",
        "competence",
        "adhesion",
    ]);
    let due = starts(&["bilan", "rapport", "evaluation"]) || has(&["rejoint", "rejoindre", "comite", "conserve", "conserves"]);
    let amends = has(&["avenant"]) && !has(&["convention"]);
    // Whatever opens the sentence, it is the convention that begins.
    let own = about
        && [
            ["elle", "prend", "effet"],
            ["convention", "prend", "effet"],
            ["elle", "entre", "en"],
        ]
        .iter()
        .any(|turn| crate::wording::position(words, turn).is_some());
    if others && !own || due || amends {
        return None;
    }
    let lasts = starts(&[
        "conclu", "appliqu", "commenc", "debut", "valable", "valid", "duree", "prolong", "report", "prorog", "demarr",
    ]) || has(&[
        "effet", "vigueur", "court", "courant", "periode", "part", "vaut", "dure", "lie", "fin", "echeance",
    ]);
    // "Date d'effet : 01/04/2023" is a line of a form.
    let form = has(&["date"]) && has(&["effet", "fin"]);
    let named = form || has(&["convention", "charte", "ctg", "elle", "duree", "periode"]);
    // "Du 1er janvier 2024 au 31 décembre 2028." says all, below its heading.
    let lasts =
        lasts || ranged || about && (words.first().is_some_and(|word| word == "du") || has(&["ans", "annees", "compter"]));
    match (about, lasts && named) {
        (true, _) if lasts || named => Some(0),
        (_, true) => Some(1),
        _ => None,
    }
}

/// "du 1er janvier 2022 au 31 décembre 2025", inside a sentence.
fn says_a_range(sentence: &Prose) -> bool {
    let (words, dates) = (sentence.words(), sentence.dates());
    let led = |date: &Dated, word: &str| date.at.checked_sub(1).is_some_and(|at| words[at] == word);
    let together = |pair: &[Dated]| pair[0].at + pair[0].length + 1 == pair[1].at;
    dates
        .windows(2)
        .any(|pair| together(pair) && led(&pair[0], "du") && led(&pair[1], "au"))
}

/// Two dates and nothing else: "22 juillet 2021 - 31 décembre 2025".
fn is_range(sentence: &Prose) -> bool {
    let dates = sentence.dates();
    let [first, second] = dates.as_slice() else { return false };
    let between = sentence.part(sentence.end_of(first.at + first.length - 1), sentence.start_of(second.at));
    let dash = between.trim();
    let said: usize = dates.iter().map(|date| date.length).sum();
    sentence.words().len() <= said + 2 && (matches!(dash, "-" | "–" | "—" | "/") || dash == "au")
}

/// What a sentence says.
fn read(sentence: &Prose) -> Period {
    let dates = sentence.dates();
    let mut found = Period::default();
    let range = is_range(sentence);
    for (index, date) in dates.iter().enumerate() {
        let from = index
            .checked_sub(1)
            .map_or(0, |before| dates[before].at + dates[before].length);
        let window = &sentence.words()[from.max(date.at.saturating_sub(WINDOW)).min(date.at)..date.at];
        let side = if range {
            Some(if index == 0 { Side::Start } else { Side::End })
        } else {
            side(window)
        };
        let day = || Some(sourced(sentence, date));
        match side {
            Some(Side::Start) if found.start.is_none() => found.start = day(),
            // What is put off ends on the last day that is said.
            Some(Side::End) => found.end = day(),
            _ => {}
        }
    }
    if found.start.is_none() {
        found.start = year_said_once(sentence, &dates);
    }
    found.from_signature = from_signature(sentence);
    found.years = years(sentence);
    found
}

pub(crate) fn sourced(sentence: &Prose, date: &Dated) -> Sourced<Day> {
    let (from, to) = (sentence.start_of(date.at), sentence.end_of(date.at + date.length - 1));
    Sourced::new(date.day, sentence.lines(from, to))
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Which end of the period a date is, by the words before it, the nearest first.
fn side(window: &[String]) -> Option<Side> {
    let mut weak = None;
    for (away, word) in window.iter().rev().enumerate() {
        match word.as_str() {
            "effet" | "vigueur" | "compter" | "partir" | "depuis" => return Some(Side::Start),
            "fin" | "jusqu" | "terme" | "echeance" | "acheve" | "achevera" | "termine" | "terminera" | "expire"
            | "expirera" | "cesse" | "cessera" | "acheves" | "achevent" | "echoit" => return Some(Side::End),
            // "signée pour quatre ans, du 1er janvier": the day is not that of the signature.
            "signee" | "signe" if weak.is_some() && window[window.len() - away..].iter().any(|word| word == "pour") => {
                return weak;
            }
            // The day on which a council votes.
            "conseil" | "assemblee" | "commission" if weak.is_some() => return None,
            "avant" | "tard" | "signee" | "signe" | "fixee" | "deliberation" | "seance" => return None,
            word if ["commenc", "debut", "demarr"].iter().any(|start| word.starts_with(start)) => return Some(Side::Start),
            // "par délibération du conseil en date du 29 juin".
            "date" if window.len() > away + 1 && window[window.len() - away - 2] == "en" => return None,
            "part" | "partira" => return Some(Side::Start),
            "au" if away == 0 => weak = Some(Side::End),
            "du" | "de" if away == 0 => weak = Some(Side::Start),
            _ => {}
        }
    }
    weak
}

/// "du 1er janvier au 31 décembre 2024": the year is said once, for both.
fn year_said_once(sentence: &Prose, dates: &[Dated]) -> Option<Sourced<Day>> {
    let end = dates.first()?;
    let words = sentence.words();
    let before = end.at.checked_sub(4)?;
    let [du, day, month, au] = words.get(before..end.at)? else {
        return None;
    };
    if du != "du" || au != "au" {
        return None;
    }
    let day: i8 = day.trim_end_matches("er").parse().ok()?;
    let day = Day::new(end.day.year(), crate::calendar::month(month)?, day).filter(|day| *day < end.day)?;
    let lines = sentence.lines(sentence.start_of(before), sentence.end_of(end.at + end.length - 1));
    Some(Sourced::new(day, lines))
}

/// "à compter de sa signature", "du jour de sa signature", "dès sa signature".
pub(crate) fn from_signature(sentence: &Prose) -> Option<Lines> {
    let words = sentence.words();
    let at = words.iter().position(|word| word == "signature")?;
    let before = &words[at.saturating_sub(6)..at];
    let says = before
        .iter()
        .any(|word| matches!(word.as_str(), "compter" | "jour" | "des" | "partir" | "effet" | "vigueur"));
    let own = before.last().is_some_and(|word| matches!(word.as_str(), "sa" | "la" | "de"));
    // "dans les six mois de la signature" is a delay.
    let delay = before
        .iter()
        .any(|word| matches!(word.as_str(), "mois" | "jours" | "suivent" | "suivant" | "fin"));
    (says && own && !delay).then(|| sentence.lines(sentence.start_of(at), sentence.end_of(at)))
}

/// "pour une durée de quatre ans", "conclue pour cinq ans".
fn years(sentence: &Prose) -> Option<Sourced<u32>> {
    let words = sentence.words();
    (0..words.len()).find_map(|at| {
        let (count, length) = numbers::count(words, at)?;
        let unit = words.get(at + length)?;
        let lead = &words[at.saturating_sub(3)..at];
        let lasts = lead.iter().any(|word| matches!(word.as_str(), "duree" | "pour" | "periode"));
        let lines = sentence.lines(sentence.start_of(at), sentence.end_of(at + length));
        (lasts && matches!(unit.as_str(), "an" | "ans" | "annee" | "annees") && (1..20).contains(&count))
            .then(|| Sourced::new(count, lines))
    })
}

#[cfg(test)]
mod tests;
