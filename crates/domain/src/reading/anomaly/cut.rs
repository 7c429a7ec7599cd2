//! Signs that a text stops before its end: an unfinished download, a copy that was cut.
//!
//! One strong sign is enough; weak ones, which a whole text may also bear, must be several. Nothing is ever refused here:
//! what stands in the text is read all the same.

use std::collections::HashSet;

use super::ground::Ground;
use super::hit::Hit;
use super::said::{line_of, listed};
use super::{Family, Quote, Rule, Severity, grid};
use crate::reading::coverage::plain;
use crate::reading::{Reading, short_name, words_of};

pub(super) static RULE: Rule = Rule {
    family: Family::Cut,
    severity: Severity::High,
    name: "Texte interrompu",
    why: "Ce qui manque ne peut être ni exécuté ni opposé à personne.",
    remedy: "Se procurer le texte entier et l’importer de nouveau.",
    shows: "Sommaire\n\nArticle 2 : Suivi\nArticle 3 : Évaluation\nArticle 4 : Recours\nSignataires\n\nArticle 2 : Suivi\n\nLes parties se réunissent chaque\n",
    spares: "Sommaire\n\nArticle 2 : Suivi\nArticle 3 : Recours\nSignataires\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nFait à Valmont, le 12 décembre 2022\n",
    reads_amendments: true,
    find: interrupted,
};

/// Weak signs from which a text looks cut.
const ENOUGH: usize = 3;

/// What is missing after the last line, in the words of the sentence.
#[derive(Default)]
struct Signs {
    strong: Vec<String>,
    weak: Vec<String>,
    /// The weak signs that count and need no words of their own.
    silent: usize,
}

/// The text stops before its end.
fn interrupted(ground: &Ground<'_>) -> Vec<Hit> {
    let (reading, text) = (ground.reading, ground.text);
    let Some(last) = last_written(text) else { return Vec::new() };
    let words: Vec<Vec<String>> = text.iter().map(|line| folded(line)).collect();
    let mut signs = Signs::default();
    signs.strong.extend(rows(reading, text, last));
    signs.strong.extend(articles(reading, text, &words));
    signs.strong.extend(signatures(reading));
    signs.weak.extend(sheets(reading, &words));
    signs.weak.extend(parties(reading, text, &words));
    signs.weak.extend(period(reading));
    let announced = announced_signatures(reading, text, &words);
    let closing = announced.is_none().then(|| closing(reading, text, &words)).flatten();
    signs.strong.extend(announced);
    signs.weak.extend(closing);
    signs.silent = usize::from(short_row(text, last));
    if signs.strong.is_empty() && signs.weak.len() + signs.silent < ENOUGH {
        return Vec::new();
    }
    let missing = listed(signs.strong.into_iter().chain(signs.weak));
    let quote = shortened(&line_of(text, last));
    let reason = format!("Le texte s’arrête à la ligne {last} («\u{a0}{quote}\u{a0}»)\u{a0}: il y manque {missing}.");
    vec![Hit::at(Quote { line: last, quote }, reason)]
}

fn last_written(text: &[String]) -> Option<u32> {
    let at = text.iter().rposition(|line| !line.trim().is_empty())?;
    u32::try_from(at + 1).ok()
}

fn folded(line: &str) -> Vec<String> {
    let start: String = line.chars().take(200).collect();
    words_of(&start).iter().map(|word| plain(word)).collect()
}

/// The beginning of a long line, its columns joined.
fn shortened(line: &str) -> String {
    let joined = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= 70 {
        return joined;
    }
    let start: String = joined.chars().take(70).collect();
    format!("{}…", start.trim_end())
}

/// The text ends on a row of the grid, perhaps with a piece of the next, and the last actions of the plan have no row.
fn rows(reading: &Reading, text: &[String], last: u32) -> Option<String> {
    let (in_grid, reached, line) = grid_rows(reading, text);
    let more = (line + 1..=last).filter(|line| !line_of(text, *line).is_empty()).count();
    if more > 1 {
        return None;
    }
    let mut after = reading.actions.iter().map(|action| action.number.value.as_str());
    after.find(|number| Some(*number) == reached)?;
    let rest: Vec<&str> = after.collect();
    if rest.iter().any(|number| in_grid.contains(number)) {
        return None;
    }
    span("l’action", "les actions", &rest).map(|actions| format!("{actions} dans le tableau de déploiement"))
}

/// The actions that have a row in a grid, the last of them and its line.
fn grid_rows<'t>(reading: &'t Reading, text: &[String]) -> (HashSet<&'t str>, Option<&'t str>, u32) {
    let opening = grid::rows(reading);
    let (mut found, mut reached, mut at, mut in_grid) = (HashSet::new(), None, 0, false);
    for (line, raw) in (1_u32..).zip(text).filter(|(_, raw)| raw.contains('\t')) {
        if let Some(columns) = grid::header(raw) {
            in_grid = !columns.is_empty();
        } else if let Some(number) = opening.get(&line).filter(|_| in_grid) {
            found.insert(*number);
            (reached, at) = (Some(*number), line);
        }
    }
    (found, reached, at)
}

/// "l’article 14", "les articles 13 et 14", "les articles 11 à 14".
fn span(one: &str, many: &str, numbers: &[&str]) -> Option<String> {
    match numbers {
        [] => None,
        [only] => Some(format!("{one} {only}")),
        [first, second] => Some(format!("{many} {first} et {second}")),
        [first, .., last] => Some(format!("{many} {first} à {last}")),
    }
}

/// The table of contents announces articles beyond the last that is there. Where no article is there at all, their headings
/// may be of another form: that counts only if the text does not close either.
fn articles(reading: &Reading, text: &[String], words: &[Vec<String>]) -> Option<String> {
    let announced = contents(text, words).numbers;
    let there: HashSet<&str> = reading
        .articles
        .iter()
        .filter_map(|article| article.number.as_ref().map(|number| number.value.as_str()))
        .collect();
    let reached = announced.iter().rposition(|number| there.contains(number.as_str()));
    if reached.is_none() && closes(reading, text, words) {
        return None;
    }
    let rest = announced.iter().skip(reached.map_or(0, |at| at + 1)).map(String::as_str);
    let rest: Vec<&str> = rest.collect();
    let plural = if rest.len() == 1 { "" } else { "s" };
    span("l’article", "les articles", &rest).map(|articles| format!("{articles} (annoncé{plural} au sommaire)"))
}

/// What the table of contents lists.
#[derive(Default)]
struct Contents {
    /// The numbers of the articles.
    numbers: Vec<String>,
    /// Signatures have an entry.
    signatures: bool,
}

fn contents(text: &[String], words: &[Vec<String>]) -> Contents {
    let opens = |words: &Vec<String>| {
        let table = words.len() < 6 && words.starts_with(&["table".into(), "des".into(), "matieres".into()]);
        table || words.as_slice() == ["sommaire"]
    };
    let mut contents = Contents::default();
    let Some(start) = words.iter().position(opens) else {
        return contents;
    };
    for (line, words) in text.iter().zip(words).skip(start + 1).filter(|(_, words)| !words.is_empty()) {
        let first = words[0].as_str();
        let entry = ["article", "annexe", "annexes", "preambule", "signataires", "signatures"].contains(&first);
        if line.len() > 200 || !entry && !contents.numbers.is_empty() {
            break;
        }
        contents.signatures |= first.starts_with("signat");
        let numbered = words.get(1).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(number) = numbered.filter(|_| first == "article") {
            if contents.numbers.contains(number) {
                break;
            }
            contents.numbers.push(number.clone());
        }
    }
    contents
}

/// Some parties sign below the closing formula, and others do not.
fn signatures(reading: &Reading) -> Option<String> {
    let below = reading.agreement.signature.as_ref()?.lines.last()?;
    let signs = |party: &&crate::reading::PartyRead| {
        let persons = party.signatories.iter().map(|person| &person.name.lines);
        std::iter::once(&party.name.lines)
            .chain(persons)
            .any(|lines| lines.last().is_some_and(|line| line > below))
    };
    let (there, absent): (Vec<_>, Vec<_>) = reading.parties.iter().partition(signs);
    if there.is_empty() || absent.is_empty() {
        return None;
    }
    let names = listed(absent.iter().map(|party| short_name(party.kind.value, &party.name.value)));
    Some(format!("la signature pour {names}"))
}

/// "25 fiches" announced, and far fewer actions.
fn sheets(reading: &Reading, words: &[Vec<String>]) -> Option<String> {
    let announced = words.iter().find_map(|words| {
        let count = |pair: &[String]| pair[0].parse::<usize>().ok().filter(|_| pair[1].starts_with("fiche"));
        words.windows(2).find_map(count)
    })?;
    let there = reading.actions.len();
    let absent = announced.checked_sub(there).filter(|absent| *absent > there / 4 + 1)?;
    Some(if there == 0 {
        format!("les {announced} fiches actions annoncées")
    } else {
        format!("{absent} des {announced} fiches actions annoncées")
    })
}

/// Nobody is presented as a party; or parties are, and no article follows nor is announced.
fn parties(reading: &Reading, text: &[String], words: &[Vec<String>]) -> Option<String> {
    let presented = reading.parties.iter().any(|party| !party.signatories.is_empty());
    let opens = |words: &Vec<String>| words.first().is_some_and(|word| word == "entre") && words.len() < 5;
    if !presented && !words.iter().any(opens) {
        return Some("la présentation des parties".to_owned());
    }
    let announced = !contents(text, words).numbers.is_empty();
    (reading.articles.is_empty() && !announced).then(|| "les articles".to_owned())
}

fn period(reading: &Reading) -> Option<String> {
    let silent = reading.agreement.start.is_none() && reading.agreement.end.is_none();
    silent.then(|| "la durée de la convention".to_owned())
}

const CLOSING: &str = "la formule finale «\u{a0}Fait à…\u{a0}»";

/// The table of contents announces signatures, and the text does not close.
fn announced_signatures(reading: &Reading, text: &[String], words: &[Vec<String>]) -> Option<String> {
    let open = contents(text, words).signatures && !closes(reading, text, words);
    open.then(|| "les signatures (annoncées au sommaire)".to_owned())
}

/// The text speaks of being signed and does not close.
fn closing(reading: &Reading, text: &[String], words: &[Vec<String>]) -> Option<String> {
    let signed = |word: &String| word.starts_with("signature") || word.starts_with("signataire") || word == "signer";
    let open = words.iter().flatten().any(signed) && !closes(reading, text, words);
    open.then(|| CLOSING.to_owned())
}

/// Whether the text closes, with "Fait à" or in another way.
fn closes(reading: &Reading, text: &[String], words: &[Vec<String>]) -> bool {
    let closing = |(line, words): (&String, &Vec<String>)| {
        let [first, second, ..] = words.as_slice() else {
            return false;
        };
        let done = ["fait", "signe", "etabli"].contains(&first.as_str()) && ["a", "en", "le"].contains(&second.as_str());
        let place = first == "a" && line.contains(", le ") && line.len() < 80;
        let copies = first == "en" && words.iter().any(|word| word.starts_with("exemplaire"));
        done || place || copies
    };
    reading.agreement.signature.is_some() || text.iter().zip(words).any(closing)
}

/// The last line is a row of a table with fewer cells than the rows above it, which all have as many.
fn short_row(text: &[String], last: u32) -> bool {
    let cells = |line: &&String| line.matches('\t').count();
    let at = usize::try_from(last).unwrap_or(0);
    let mut above = text[..at].iter().rev().take_while(|line| line.contains('\t'));
    let Some(own) = above.next().map(|line| cells(&line)) else {
        return false;
    };
    let above: Vec<usize> = above.map(|line| cells(&line)).collect();
    above.len() > 1 && above.iter().all(|count| *count == above[0]) && own < above[0]
}
