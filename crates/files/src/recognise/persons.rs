//! Who signs for a party: "Madame Anne Petit, présidente", "son maire, Monsieur Luc Martin", "et par …".
//!
//! A masked name stays masked. Words that name nobody are no person.

use super::parties::Person;
use crate::prose::Prose;
use crate::wording::{self, begins};

/// Persons who sign for one party, at most.
const MOST: usize = 50;

/// Words that open a name.
const CIVILITIES: [&str; 8] = ["Madame", "Monsieur", "Mme", "Mme.", "M.", "Mr", "M", "Mlle"];

/// Where the words about who signs end: what comes then says by what they are authorised, or the other name of the party.
pub(crate) fn end(words: &[String], from: usize) -> usize {
    const STARTS: [&str; 9] = [
        "dument",
        "autoris",
        "habilit",
        "agissant",
        "designe",
        "denomme",
        "deliberation",
        "mandate",
        "conformement",
    ];
    const RUNS: [&[&str]; 10] = [
        &["ci", "apres"],
        &["ci", "dessous"],
        &["en", "vertu"],
        &["en", "application"],
        &["en", "execution"],
        &["d", "une", "part"],
        &["d", "autre", "part"],
        &["aux", "termes"],
        &["par", "deliberation"],
        &["et", "designe"],
    ];
    let quality = |at: usize| {
        words.get(at + 1).is_some_and(|word| word == "en") && words.get(at + 2).is_some_and(|word| word == "qualite")
    };
    (from..words.len())
        .find(|at| {
            let word = &words[*at];
            let named = STARTS.iter().any(|start| word.starts_with(start)) && !quality(*at);
            named || RUNS.iter().any(|run| begins(&words[*at..], run))
        })
        .unwrap_or(words.len())
}

/// A piece of the words about who signs.
enum Piece<'p> {
    Name(&'p str),
    Function(&'p str),
}

/// Those who sign, in the words between these two.
pub(crate) fn signatories(prose: &Prose, from: usize, end: usize) -> Vec<Person> {
    let text = prose.part(prose.start_of(from), prose.start_of(end));
    let mut found: Vec<Person> = Vec::new();
    let mut waiting: Option<&str> = None;
    for piece in text.split([',', ';', ':', '(', ')']).flat_map(pieces) {
        match piece {
            Piece::Name(name) if found.len() < MOST => found.push(Person {
                name: prose.sourced(name),
                function: waiting.take().map(|function| prose.sourced(function)),
            }),
            Piece::Name(_) => {}
            Piece::Function(function) => match found.last_mut().filter(|person| person.function.is_none()) {
                Some(person) => person.function = Some(prose.sourced(function)),
                None => waiting = Some(function),
            },
        }
    }
    found
}

/// A part between two signs: a function, a name, or one after the other.
fn pieces(part: &str) -> Vec<Piece<'_>> {
    let part = trimmed(part);
    let Some(at) = civility(part) else {
        return match part {
            "" => Vec::new(),
            name if is_bare_name(name) => vec![Piece::Name(name)],
            function => vec![Piece::Function(function)],
        };
    };
    let before = trimmed(&part[..at]);
    let (name, after) = name_of(&part[at..]);
    let function = |text| (!trimmed(text).is_empty()).then(|| Piece::Function(trimmed(text)));
    let name = (!name.is_empty()).then_some(Piece::Name(name));
    function(before).into_iter().chain(name).chain(function(after)).collect()
}

/// Where a civility stands in a part.
fn civility(part: &str) -> Option<usize> {
    let mut at = 0;
    for word in part.split_inclusive(char::is_whitespace) {
        if CIVILITIES.contains(&word.trim()) && part.len() > at + word.len() {
            return Some(at);
        }
        at += word.len();
    }
    None
}

/// The name after a civility, and what follows it. "Madame la Maire" names nobody.
fn name_of(text: &str) -> (&str, &str) {
    let start = text.find(char::is_whitespace).map_or(text.len(), |at| at + 1);
    let rest = &text[start..];
    let mut end = 0;
    let mut at = 0;
    for word in rest.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        let particle = matches!(
            bare,
            "de" | "du" | "des" | "le" | "la" | "d'" | "d’" | "van" | "von" | "ben" | "el"
        ) && end > 0;
        if !bare.is_empty() && !particle && !is_name_word(bare) {
            break;
        }
        at += word.len();
        if !particle {
            end = at;
        }
    }
    (rest[..end].trim(), &rest[end..])
}

fn is_name_word(word: &str) -> bool {
    let bare = word.trim_start_matches("d'").trim_start_matches("d’");
    wording::is_capitalised(bare)
}

/// Two to five capitalised words, none of which says a function.
pub(crate) fn is_bare_name(text: &str) -> bool {
    const FUNCTIONS: [&str; 12] = [
        "maire",
        "president",
        "presidente",
        "directeur",
        "directrice",
        "vice",
        "prefet",
        "prefete",
        "adjoint",
        "adjointe",
        "general",
        "conseil",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let particle = |word: &&str| matches!(*word, "de" | "du" | "des" | "le" | "la");
    let named = words.iter().filter(|word| !particle(word)).all(|word| is_name_word(word));
    let function = wording::words(text).iter().any(|word| FUNCTIONS.contains(&word.as_str()));
    (2..=5).contains(&words.len()) && named && !function
}

/// A function without what leads to it: "et par le", "son", "en qualité de".
fn trimmed(text: &str) -> &str {
    const LEADS: [&str; 22] = [
        "et par ",
        "ou par ",
        "et de ",
        "et ",
        "par ",
        "agissant en qualité de ",
        "agissant en qualite de ",
        "en sa qualité de ",
        "en sa qualite de ",
        "en qualité de ",
        "en qualite de ",
        "en tant que ",
        "son ",
        "sa ",
        "leur ",
        "le ",
        "la ",
        "Le ",
        "La ",
        "l'",
        "l’",
        "L'",
    ];
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '–' | '-' | '—'));
    while let Some(rest) = LEADS.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest.trim_start();
    }
    text
}
