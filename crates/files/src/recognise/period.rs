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
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::prose::blocks;

    fn said(text: &str) -> (String, String) {
        let mut read = period(&blocks(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>())));
        let counted = read
            .start
            .as_ref()
            .zip(read.years.as_ref())
            .and_then(|(start, years)| lasting(start, years));
        read.end = read.end.or(counted);
        let shown = |day: Option<Sourced<Day>>| day.map_or_else(String::new, |day| day.value.to_string());
        (shown(read.start), shown(read.end))
    }

    fn both(start: &str, end: &str) -> (String, String) {
        (start.to_owned(), end.to_owned())
    }

    #[test]
    fn what_is_ticked_is_the_duration() {
        let form = "| Durée | ☐ 3 ans   ☐ 4 ans   ☒ 5 ans |\n| Date d'effet | 01/01/2023 |";
        let rows = [("", ""), ("2023-01-01", "2027-12-31")];
        assert!(
            rows.map(|(start, end)| both(start, end)).contains(&said(form)),
            "{:?}",
            said(form)
        );
        let form = format!("{form}\n| Date de fin | 30/06/2027 |");
        assert_eq!(said(&form), both("2023-01-01", "2027-06-30"));
    }

    #[test]
    fn another_contract_beside_the_day_of_effect_changes_nothing() {
        let text = "Article 2 – Durée\n\nAfin de suivre le contrat échu, elle prend effet rétroactivement au 1er janvier 2024 ; elle s’achève le 31 \
                    décembre 2028.";
        assert_eq!(said(text), both("2024-01-01", "2028-12-31"));
    }

    #[test]
    fn the_day_of_a_vote_begins_nothing() {
        let text = "La présente convention lie la Caf et la ville, habilitée par délibération n° 2025-06-14 du conseil municipal du 12 juin 2025.\n\n\
                    Elle entre en vigueur le 1er septembre 2025 et cesse de produire ses effets le 31 août 2029.";
        assert_eq!(said(text), both("2025-09-01", "2029-08-31"));
    }

    #[test]
    fn a_duration_from_a_day_makes_a_term() {
        let text =
            "Article 5 : Durée\n\nLa présente convention est conclue pour une durée de quatre ans à compter du 1er mars 2023.";
        assert_eq!(said(text), both("2023-03-01", "2027-02-28"));
        let text = "Article 5 : Durée\n\nElle est conclue pour cinq ans. Elle entre en vigueur au 1er janvier 2024.";
        assert_eq!(said(text), both("2024-01-01", "2028-12-31"));
        let text = "La convention est conclue pour l'année, du 1er janvier au 31 décembre 2024.";
        assert_eq!(said(text), both("2024-01-01", "2024-12-31"));
    }

    #[test]
    fn a_range_tells_a_term_whatever_the_verb() {
        let text = "La convention est signée pour quatre années civiles, du 1er janvier 2022 au 31 décembre 2025.";
        assert_eq!(said(text), both("2022-01-01", "2025-12-31"));
        let text = "Elle produit ses effets du 1er septembre 2021 au 31 décembre 2025.";
        assert_eq!(said(text), both("2021-09-01", "2025-12-31"));
        let text = "Le contrat enfance produisait ses effets du 1er janvier 2017 au 31 décembre 2020.";
        assert_eq!(said(text), both("", ""));
        let text = "Période 2023-2027\n\nLa Communauté, autorisée par délibération du 29 juin 2023, signe.";
        assert_eq!(said(text), both("", ""), "a title with its years announces nothing");
    }

    #[test]
    fn a_row_may_say_the_term() {
        let table = "| Signataires | Caf |\n|---|---|\n| **Durée** | quatre ans à compter du 1er janvier 2025 |";
        assert_eq!(said(table), both("2025-01-01", "2028-12-31"));
        assert_eq!(
            said("Période\tdu 1er mars 2024 au 28 février 2026"),
            both("2024-03-01", "2026-02-28")
        );
        assert_eq!(said("| Action | du 1er mars 2024 au 28 février 2026 |"), both("", ""));
        let action = "| Durée | du 1er mars 2024 au 28 février 2026 |\n\nLa convention prend effet le 1er janvier 2023 et s'achève le 31 \
                      décembre 2027.";
        assert_eq!(
            said(action),
            both("2023-01-01", "2027-12-31"),
            "what a sentence says comes first"
        );
    }

    #[test]
    fn a_bare_title_speaks_of_what_stands_below() {
        let text = "DURÉE\n\nCinq ans, du 1er janvier 2026 au 31 décembre 2030.";
        assert_eq!(said(text), both("2026-01-01", "2030-12-31"));
        assert_eq!(said(&text.replace("DURÉE", "Le bilan")), both("", ""));
        let apart = text.replace("\n\n", "\n\n| Maison | Crèche |\n|---|---|\n\n");
        assert_eq!(said(&apart), both("", ""), "what stands further down");
    }

    #[test]
    fn an_impossible_day_is_absent() {
        let read = |text: &str| said(&format!("La présente convention {text}"));
        assert_eq!(
            read("est conclue, du 1^{er} janvier 2022 jusqu'au 31 décembre 2026,"),
            both("2022-01-01", "2026-12-31")
        );
        assert_eq!(
            read("est conclue du 1er janvier 2022 au 31 décembre 20426"),
            both("2022-01-01", "")
        );
        assert_eq!(read("est conclue sans date"), both("", ""));
    }

    #[test]
    fn other_dates_are_no_term() {
        let text = "La convention sera signée avant le 30 juin 2024.\n\nLe contrat a pris fin le 31 décembre 2021.\n\n\
                    Le bilan de la convention est remis au plus tard le 31 mars 2026.\n\nLes signataires ont l'intention de la conclure \
                    du 1er janvier 2025 au 31 décembre 2028.";
        assert_eq!(said(text), both("", ""));
    }

    #[test]
    fn the_article_about_duration_speaks_first() {
        let text = "CTG du Val\n\n1er janvier 2022 – 31 décembre 2025\n\nArticle 9 - Durée\nElle prend effet le 22 juillet 2022 et s'achève le\n31 \
                    décembre 2026.";
        assert_eq!(said(text), both("2022-07-22", "2026-12-31"));
        let title = "CTG du Val\n\n1er janvier 2022 – 31 décembre 2025\n\nUn texte.";
        assert_eq!(said(title), both("2022-01-01", "2025-12-31"));
    }
}
