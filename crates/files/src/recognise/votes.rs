//! The votes that sentences and tables record: whose assembly, the day, the number of the deliberation, the counts.
//!
//! A unanimity without counts gives none. What an assembly decided of another matter, when it was convened, what a committee found
//! good, is no vote.

use domain::reading::{Lines, Sourced, Votes};
use domain::time::Day;

use super::period;
use super::signature;
use super::tally;
use super::vote_signatures;
use super::vote_tables;
use crate::calendar::Dated;
use crate::lines::Line;
use crate::numbers;
use crate::passage::Passage;
use crate::prose::{Block, Prose};
use crate::segment;
use crate::wording::{self, begins};

/// Votes beyond this are noise.
const MOST: usize = 500;

/// A vote that the text records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vote {
    pub(crate) lines: Lines,
    /// The words that name the assembly.
    pub(crate) assembly: Passage,
    pub(crate) day: Option<Sourced<Day>>,
    pub(crate) number: Option<Sourced<String>>,
    pub(crate) counts: Votes,
}

/// Every vote of the text, in its order; the same vote told twice is there twice.
pub(crate) fn votes(lines: &[Line], blocks: &[Block]) -> Vec<Vote> {
    let mut found: Vec<Vote> = Vec::new();
    let (mut about, mut article) = (false, false);
    // A line of a form has its pieces side by side, and no cells.
    let form = |block: &Block| lines.get(block.first).is_some_and(|line| line.cells.is_empty());
    for block in blocks.iter().filter(|block| !block.row || form(block)) {
        article &= !signature::opens(block.prose.words());
        let sentences = block.prose.sentences();
        let titled = block.heading || block.prose.words().len() < 6 && !block.prose.text().ends_with(['.', ';', ':', ',']);
        for sentence in sentences {
            let words = sentence.words();
            if titled {
                about = words.len() < 12
                    && words.iter().any(|word| {
                        ["deliberation", "vote", "approbation"]
                            .iter()
                            .any(|start| word.starts_with(start))
                    });
                article = block.heading && !about && lines.get(block.first).is_some_and(segment::is_article_heading);
            }
            if article && !of_this_text(words) {
                continue;
            }
            let told = in_sentence(sentence, about);
            if told.is_empty() {
                count_below(&mut found, sentence);
            }
            found.extend(told);
        }
    }
    found.extend(vote_signatures::among_signatures(lines));
    found.extend(vote_tables::in_tables(lines));
    found.truncate(MOST);
    found
}

/// "Votants : 19. Pour : 17 ; contre : 2." below a vote counts it.
fn count_below(found: &mut [Vote], sentence: &Prose) {
    // The counts of an opinion or of a motion are of something else.
    if any(sentence.words(), &["avis", "motion"]) {
        return;
    }
    let lines = sentence.all_lines();
    let near = |vote: &&mut Vote| {
        vote.lines
            .last()
            .zip(lines.first())
            .is_some_and(|(above, below)| below.saturating_sub(above) < 4)
    };
    let Some(vote) = found.last_mut().filter(near).filter(|vote| vote.counts == Votes::default()) else {
        return;
    };
    let counts = tally::tally(sentence, 0, sentence.words().len());
    if let Some(counts) =
        counts.filter(|counts| counts.favour.is_some() && (counts.against.is_some() || counts.abstain.is_some()))
    {
        vote.counts = counts;
        vote.lines = vote.lines.union(&lines);
    }
}

/// Inside an article, only what speaks of the text itself is about its votes.
fn of_this_text(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.as_str(), "convention" | "charte" | "avenant" | "signer"))
}

/// The place of the word that names an assembly, between two words.
fn assembly(words: &[String], from: usize, to: usize) -> Option<usize> {
    const COUNCILS: [&str; 12] = [
        "municipal",
        "municipaux",
        "communautaire",
        "communautaires",
        "administration",
        "departemental",
        "regional",
        "syndical",
        "metropolitain",
        "intercommunal",
        "territoire",
        "communal",
    ];
    (from..to.min(words.len())).find(|at| {
        let next = words.get(at + 1).map_or("", String::as_str);
        let after = words.get(at + 2).map_or("", String::as_str);
        match words[*at].as_str() {
            "conseil" | "conseils" | "bureau" => {
                COUNCILS.contains(&next)
                    || next == "d" && COUNCILS.contains(&after)
                    || next == "de" && COUNCILS.contains(&after)
            }
            "comite" => next == "syndical" || any(&words[*at..words.len().min(at + 9)], &["deliber"]),
            // "… et par celui du Val".
            "celui" | "celle" => matches!(next, "de" | "du" | "d" | "des"),
            "commission" => next == "permanente" || next == "d" && after == "action",
            "assemblee" => matches!(next, "departementale" | "deliberante" | "generale" | "de" | "du"),
            _ => false,
        }
    })
}

pub(super) fn any(words: &[String], starts: &[&str]) -> bool {
    words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
}

/// What tells that a date is that of something else.
const OTHER_DAYS: [&str; 12] = [
    "avant",
    "attendu",
    "prevu",
    "convoqu",
    "transmis",
    "publi",
    "affich",
    "recu",
    "signe",
    "prefectoral",
    "competence",
    "statut",
];

/// What tells that a decision is about something else.
const OTHER_MATTERS: [&str; 5] = ["contrat", "precedent", "competence", "statuts", "avis"];

/// The votes of a sentence: one for each day on which an assembly decided.
fn in_sentence(sentence: &Prose, about: bool) -> Vec<Vote> {
    let words = sentence.words();
    let dates = sentence.dates();
    let decides = any(
        words,
        &[
            "deliber", "vote", "voix", "approuv", "adopt", "prononc", "autoris", "habilit", "decision", "autant",
        ],
    );
    let counted = tally::tally(sentence, 0, words.len()).is_some();
    if !about && !decides && !counted {
        return Vec::new();
    }
    if dates.is_empty() {
        return undated(sentence).into_iter().collect();
    }
    let mut found: Vec<Vote> = Vec::new();
    let mut cursor = 0;
    let told = Told {
        sentence,
        dates: &dates,
        several: any(words, &["conseils"]),
        about,
        listed: words.iter().take(4).any(|word| word == "deliberations"),
    };
    for (index, date) in dates.iter().enumerate() {
        if found.len() >= MOST {
            break;
        }
        let end = date.at + date.length;
        let next = dates.get(index + 1).map_or(words.len(), |next| next.at);
        let right = right_end(sentence, end, next);
        let left = left_start(sentence, cursor, date.at);
        if let Some(assembly) = voted(&told, (left, date, right), found.last()) {
            found.push(vote(&told, assembly, (left, date, right)));
            cursor = right;
        } else {
            cursor = end;
        }
    }
    found
}

/// Where the words about a day begin: after a semicolon, when one stands before it.
fn left_start(sentence: &Prose, cursor: usize, at: usize) -> usize {
    let cut = |word: &usize| {
        sentence
            .part(sentence.end_of(word - 1), sentence.start_of(*word))
            .contains(';')
    };
    (cursor.max(1)..at).rev().find(cut).unwrap_or(cursor)
}

/// Where what is said after a day ends: at the bracket that closes, at a semicolon, or before the next day is led to.
fn right_end(sentence: &Prose, end: usize, next: usize) -> usize {
    let signs = |word: usize| sentence.part(sentence.end_of(word - 1), sentence.start_of(word));
    let mut open = false;
    for word in end..next {
        let between = signs(word);
        open |= between.contains('(');
        // "(n° 12) : 9 voix pour" goes on.
        // "(n° 12) par 9 voix pour" goes on too.
        let counted = sentence.words()[word] == "par" && sentence.words()[word..].iter().take(5).any(|next| next == "voix");
        let closed = open && between.contains(')') && !between.contains(':') && !counted;
        open &= !between.contains(')');
        // "pour : 13 ; contre : 0 ; abstention : 2" is one count.
        let counts = matches!(sentence.words()[word].as_str(), "pour" | "contre") || sentence.words()[word].starts_with("abst");
        let last = !open && between.contains(';') && !counts;
        if word > end && (closed || last) || word == end && between.contains(';') {
            return word;
        }
    }
    let led = if next < sentence.words().len() {
        assembly(sentence.words(), end, next)
    } else {
        None
    };
    led.unwrap_or(next)
}

/// A sentence with what is asked of it for each of its days, found once.
struct Told<'s> {
    sentence: &'s Prose,
    dates: &'s [Dated],
    /// Whether it names several councils at once.
    several: bool,
    /// Whether it stands under a title of votes.
    about: bool,
    /// Whether its first words announce deliberations: "Délibérations : Val n° 3 du 2 mai 2024 ; Bréval n° 4 du 3 mai 2024".
    listed: bool,
}

/// The words that name the assembly that voted on this day; nothing when it did not.
fn voted(told: &Told<'_>, (left, date, right): (usize, &Dated, usize), before: Option<&Vote>) -> Option<Passage> {
    let (sentence, about) = (told.sentence, told.about);
    let words = sentence.words();
    let (led, said) = (&words[left..date.at], &words[date.at + date.length..right]);
    let named = assembly(words, left, date.at);
    let deliberated = any(led, &["deliberation"]) || any(&said[..said.len().min(4)], &["deliberation"]);
    let counted = tally::tally(sentence, date.at + date.length, right).is_some() || any(said, &["unanimite"]);
    // The words nearest to the day tell what happened then.
    let near = &led[led.len().saturating_sub(4)..];
    let unrelated = any(said, &["relati", "concern"]) && !of_this_text(said);
    if unrelated || any(near, &OTHER_DAYS) || any(led, &OTHER_MATTERS) || any(said, &OTHER_MATTERS) {
        return None;
    }
    let from = match named {
        Some(at) => at,
        None if deliberated || about && counted => left,
        // Those that follow in the list have a number, and no other word.
        None if told.listed && before.is_some() && led.len() < 12 => {
            let numbered = number(told, left, date.at).or_else(|| number(told, date.at + date.length, right));
            numbered.map(|_| left)?
        }
        // "… et par les conseils municipaux d'Aubry le 2 mai (…), du Val le 3 mai (…)".
        None if before.is_some() && (counted || led.len() < 7 && told.several) => {
            let mut passage = before.map(|vote| plural(&vote.assembly)).unwrap_or_default();
            passage.append(sentence.passage(sentence.start_of(left), sentence.start_of(date.at)));
            return Some(passage);
        }
        None => return None,
    };
    Some(sentence.passage(sentence.start_of(from), sentence.start_of(date.at)))
}

/// "conseils municipaux", without the name of the first of them.
fn plural(assembly: &Passage) -> Passage {
    let tokens = assembly.tokens();
    match (tokens.first(), tokens.get(1)) {
        (Some(first), Some(second)) => assembly.between(first, second),
        _ => Passage::default(),
    }
}

fn vote(told: &Told<'_>, assembly: Passage, (left, date, right): (usize, &Dated, usize)) -> Vote {
    let sentence = told.sentence;
    let after = date.at + date.length;
    let counts = tally::tally(sentence, after, right).or_else(|| tally::tally(sentence, left, date.at));
    Vote {
        lines: sentence.lines(sentence.start_of(left), sentence.end_of(right.max(after) - 1)),
        assembly,
        day: Some(period::sourced(sentence, date)),
        number: number(told, left, date.at).or_else(|| number(told, after, right)),
        counts: counts.unwrap_or_default(),
    }
}

/// A vote whose day does not read: its assembly and its number, or its counts.
fn undated(sentence: &Prose) -> Option<Vote> {
    let words = sentence.words();
    let at = assembly(words, 0, words.len()).filter(|at| !words[*at].starts_with("cel"))?;
    let told = Told {
        sentence,
        dates: &[],
        several: false,
        about: false,
        listed: false,
    };
    let number = number(&told, 0, words.len()).filter(|_| any(words, &["deliberation"]));
    let counts = tally::tally(sentence, 0, words.len());
    // What an assembly rejects is another matter: it has signed.
    if number.is_none() && counts.is_none() || any(words, &OTHER_MATTERS) || any(words, &["rejet"]) {
        return None;
    }
    let end = (at + 8).min(words.len());
    Some(Vote {
        lines: sentence.all_lines(),
        assembly: sentence.passage(sentence.start_of(at), sentence.end_of(end - 1)),
        day: None,
        number,
        counts: counts.unwrap_or_default(),
    })
}

/// The number of a deliberation, as printed: "n° 2022-61", "délibération D2024-003".
fn number(told: &Told<'_>, from: usize, to: usize) -> Option<Sourced<String>> {
    let sentence = told.sentence;
    let words = sentence.words();
    let leads = |at: &usize| matches!(words[*at].as_str(), "n" | "no" | "numero" | "deliberation" | "decision");
    // The days stand in order: the last that begins before a word is the only one that may hold it.
    let inside = |word: usize| {
        let after = told.dates.partition_point(|date| date.at <= word);
        let date = after.checked_sub(1).map(|at| &told.dates[at]);
        date.is_some_and(|date| word < date.at + date.length)
    };
    (from..to.min(words.len())).filter(leads).find_map(|at| {
        let start = sentence.start_of(at + 1);
        let rest = sentence.part(start, sentence.text().len());
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '('))
            .unwrap_or(rest.len());
        let printed = rest[..end].trim_end_matches(['.', ':']);
        // "n° CP 24-403": letters, then figures.
        let lettered = wording::is_capitals(printed) && (1..=3).contains(&printed.chars().count());
        let more = rest
            .get(end..)
            .and_then(|more| more.strip_prefix([' ', '\u{a0}']))
            .filter(|_| lettered);
        let more = more.map(|more| {
            &more[..more
                .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')'))
                .unwrap_or(more.len())]
        });
        let figured = more.filter(|more| more.starts_with(|c: char| c.is_ascii_digit()) && more.contains(['-', '/', '.']));
        let printed = figured.map_or(printed, |more| rest[..end + 1 + more.len()].trim_end_matches(['.', ':']));
        let between = sentence.part(sentence.end_of(at), start);
        let close = !between.contains([',', ';', ')']);
        let held = at + 1 < to && close && !inside(at + 1) && printed.contains(|c: char| c.is_ascii_digit());
        held.then(|| sentence.sourced(printed).map(|number| unspoilt(&number)))
    })
}

/// A number without the letters that a scan put among its figures: "2022/O94" is "2022/094", "DCO24" stays.
fn unspoilt(printed: &str) -> String {
    let parts = printed.split_inclusive(|c: char| !c.is_alphanumeric());
    parts
        .map(|part| {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            let figures = numbers::figures(word).map_or_else(|| word.to_owned(), |(figures, _)| figures);
            figures + &part[word.len()..]
        })
        .collect()
}

/// "Séance du …", "L'an deux mille …": the day of the minutes that begin here.
pub(crate) fn minutes(block: &Block) -> Option<Sourced<Day>> {
    let words = block.prose.words();
    let opens = begins(words, &["seance", "du"]) || begins(words, &["seance", "ordinaire"]) || begins(words, &["l", "an"]);
    let date = block.prose.dates().into_iter().next().filter(|date| opens && date.at < 6)?;
    wording::position(words, &["seance"])
        .or_else(|| assembly(words, 0, words.len()))
        .map(|_| period::sourced(&block.prose, &date))
}

#[cfg(test)]
mod tests;
