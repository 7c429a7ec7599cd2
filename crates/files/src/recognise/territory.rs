//! The communes on whose territory the convention applies, where the text lists them: in a sentence, in items, in a table.
//!
//! A commune is a name by itself. The list that is best announced is the one kept; a list that announces another number of communes
//! than it holds is not.

mod in_columns;
mod names;
mod one_a_line;
mod tables;
mod torn;

use domain::reading::{Lines, Sourced};

use crate::lines::Line;
use crate::numbers;
use crate::prose::{Block, Prose};
use crate::wording;

use names::{Told, is_organisation, name, names, whole_names};
use one_a_line::one_a_line;
use tables::{by_code, in_table};

/// Communes beyond this are noise.
const MOST: usize = 1000;

/// How many paragraphs the parts of a list take.
const MOST_PARTS: usize = 4;

/// A list less well announced than this is an example, a part, another territory.
const LEAST: i32 = 10;

/// A commune of the list, and the letters that the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commune {
    pub(crate) name: Sourced<String>,
    pub(crate) code: Option<Sourced<String>>,
}

/// A list and how well it is announced.
struct Listed {
    communes: Vec<Commune>,
    worth: i32,
}

/// The communes of the list that is best announced; none when no list is.
pub(crate) fn communes(lines: &[Line], blocks: &[Block]) -> Vec<Commune> {
    let (mut about, mut lists) = (false, apart(lines));
    let mut parted: Option<Parted> = None;
    for (at, block) in blocks.iter().enumerate() {
        if block.row {
            continue;
        }
        // The parts of a list follow it.
        parted = parted.filter(|parted| !block.heading && at <= parted.block + MOST_PARTS);
        for (rank, sentence) in block.prose.sentences().iter().enumerate() {
            let words = sentence.words();
            let listing = lists_communes(words) && words.len() < 12;
            let heading = rank == 0 && (block.heading || listing && !sentence.text().ends_with(['.', ':', ';']));
            if heading || words.len() < 6 && !sentence.text().ends_with(['.', ':', ';']) {
                about = titled(words);
            }
            if about && !heading {
                lists.push(bare(sentence));
            }
            lists.extend(after_colon(sentence));
            if let Some(pending) = &mut parted {
                pending.take(sentence);
                lists.extend(pending.whole());
            }
            for anchor in anchors(words) {
                let announced = announcement(words, anchor, about);
                let mut found = listed(sentence, anchor, announced.count);
                if found.is_empty() && sentence.text().trim_end().ends_with(':') {
                    found = items(lines, &blocks[at + 1..]);
                    if found.is_empty() {
                        found = cells(lines, &blocks[at + 1..]);
                    }
                }
                if found.len() < 2 && announced.count.is_some_and(|count| count > 2) {
                    parted = Some(Parted {
                        announced,
                        block: at,
                        communes: Vec::new(),
                    });
                } else {
                    lists.push(announced.judge(found));
                }
            }
        }
    }
    let best = lists.into_iter().filter(|list| list.worth >= LEAST).rev();
    let mut communes = best
        .max_by_key(|list| list.worth)
        .map(|list| list.communes)
        .unwrap_or_default();
    communes.truncate(MOST);
    communes
}

/// The lists that are no sentence: tables, names one a line, names in columns.
fn apart(lines: &[Line]) -> Vec<Listed> {
    vec![
        in_table(lines),
        by_code(lines),
        one_a_line(lines),
        torn::torn(lines),
        in_columns::in_columns(lines),
    ]
}

/// "Le périmètre de la convention est celui de la communauté : Ardenois, Bréval et Corval."
fn after_colon(sentence: &Prose) -> Option<Listed> {
    let (before, list) = sentence.text().split_once(':')?;
    let words = wording::words(before);
    let about = wording::begins(&words, &["le", "perimetre"]) || wording::begins(&words, &["le", "territoire"]);
    let extent = |word: &String| {
        matches!(
            word.as_str(),
            "celui" | "couvre" | "comprend" | "compose" | "regroupe" | "reunit"
        )
    };
    (about && words.iter().any(extent)).then_some(())?;
    let list = list.trim_end_matches(['.', ' ']);
    let found = names(list);
    let pieces = list.split([',', ';']).count();
    // Letters are an organisation: "Caf, MSA et Département".
    let letters = found.iter().any(|(name, _)| wording::is_capitals(name));
    let whole = found.len() > 2 && found.len() >= pieces && !letters;
    let communes = found.iter().filter(|_| whole).map(|name| told(sentence, name));
    Some(Announcement { count: None, worth: 20 }.judge(communes.collect()))
}

/// A sentence that is a list of names and nothing else, under a heading about the territory.
fn bare(sentence: &Prose) -> Listed {
    let text = sentence.text().trim_end_matches(['.', ' ']);
    let pieces = text.split([',', ';']).count();
    let found = names(text);
    let whole = found.len() >= pieces.max(2);
    let found: Vec<Commune> = found.iter().filter(|_| whole).map(|name| told(sentence, name)).collect();
    Announcement { count: None, worth: 20 }.judge(found)
}

/// "Territoire", "Périmètre", "Où", "Communes concernées".
fn titled(words: &[String]) -> bool {
    let named = |word: &String| matches!(word.as_str(), "territoire" | "perimetre" | "ou" | "territorial");
    let alone = words.len() < 5 && words.last().is_some_and(|word| word == "communes");
    words.len() < 12
        && (alone
            || lists_communes(words)
            || words.iter().any(named)
            || wording::position(words, &["communes", "concernees"]).is_some())
}

/// "Annexe 1 : communes du territoire", "Liste des communes".
fn lists_communes(words: &[String]) -> bool {
    let heading = words.first().is_some_and(|word| matches!(word.as_str(), "annexe" | "liste"));
    heading && !anchors(words).is_empty()
}

/// Where the communes are named together.
fn anchors(words: &[String]) -> Vec<usize> {
    let epci = |at: usize| at > 1 && matches!(words[at - 2].as_str(), "communaute" | "communautes");
    let named = |at: &usize| words[*at] == "communes" && !epci(*at);
    (0..words.len()).filter(named).take(4).collect()
}

/// What a sentence says when it tells where the convention applies.
const SAYS: [&str; 15] = [
    "couvre",
    "couvert",
    "porte",
    "concern",
    "appliqu",
    "territoire",
    "perimetre",
    "compos",
    "membre",
    "regroup",
    "reuni",
    "compt",
    "forme",
    "constitu",
    "associ",
];

/// What a sentence says of the communes that it goes on to list.
struct Announcement {
    count: Option<u32>,
    worth: i32,
}

fn announcement(words: &[String], anchor: usize, about: bool) -> Announcement {
    let count = (anchor.saturating_sub(5)..anchor).find_map(|at| {
        let (count, length) = numbers::count(words, at)?;
        (at + length == anchor).then_some(count)
    });
    let starts = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    let mut worth = 0;
    worth += if about { 20 } else { 0 };
    // "Les communes sont : …", "Communes couvertes : …".
    let opens = anchor < 2
        && words
            .get(anchor + 1)
            .is_some_and(|word| matches!(word.as_str(), "sont" | "couvertes" | "concernees"));
    worth += if opens { 15 } else { 0 };
    worth += if starts(&SAYS) { 10 } else { 0 };
    worth += if starts(&["desormais"]) { 50 } else { 0 };
    worth -= if starts(&["contrat", "precedent", "invite", "convie"]) {
        5
    } else {
        0
    };
    // "Ne font pas partie du périmètre les communes de …".
    let before = &words[..anchor];
    let denied = before.iter().any(|word| matches!(word.as_str(), "ne" | "n")) && before.iter().any(|word| word == "pas");
    let outside = before
        .iter()
        .rev()
        .take(4)
        .any(|word| matches!(word.as_str(), "hors" | "sauf" | "excepte"));
    worth -= if denied || outside { 200 } else { 0 };
    Announcement { count, worth }
}

impl Announcement {
    fn judge(&self, communes: Vec<Commune>) -> Listed {
        let count = u32::try_from(communes.len()).unwrap_or(u32::MAX);
        let told = match self.count {
            Some(announced) if announced == count => 15,
            Some(_) => -100,
            None => 0,
        };
        // A commune by itself is an example, unless the text says that there is one.
        let alone = if count < 2 { -100 } else { 0 };
        Listed {
            communes,
            worth: self.worth + told + alone,
        }
    }
}

/// Communes announced together and listed in parts: "Aux Deux-Sources : …. Au Pays : …".
struct Parted {
    announced: Announcement,
    /// The place of the block that announces them.
    block: usize,
    communes: Vec<Commune>,
}

impl Parted {
    fn take(&mut self, sentence: &Prose) {
        let list = sentence
            .text()
            .split_once(':')
            .map(|(_, list)| names(list))
            .unwrap_or_default();
        self.communes.extend(list.iter().map(|name| told(sentence, name)));
    }

    /// The list, once it holds as many as were announced.
    fn whole(&self) -> Option<Listed> {
        let count = u32::try_from(self.communes.len()).ok()?;
        (self.announced.count == Some(count)).then(|| self.announced.judge(self.communes.clone()))
    }
}

/// The names that follow an anchor: after a colon, or at once. Where more are found than were announced, a name may hold "et".
fn listed(sentence: &Prose, anchor: usize, count: Option<u32>) -> Vec<Commune> {
    let found = listed_by(sentence, anchor, names);
    let announced = count.and_then(|count| usize::try_from(count).ok());
    match announced.filter(|announced| *announced < found.len()) {
        Some(announced) => Some(listed_by(sentence, anchor, whole_names))
            .filter(|whole| whole.len() == announced)
            .unwrap_or(found),
        None => found,
    }
}

fn listed_by<'s>(sentence: &'s Prose, anchor: usize, names: fn(&'s str) -> Vec<Told<'s>>) -> Vec<Commune> {
    let from = sentence.end_of(anchor);
    let rest = sentence.part(from, sentence.text().len());
    let bracketed = rest.split_once('(').filter(|(before, _)| wording::words(before).len() < 4);
    let bracketed = bracketed.and_then(|(_, rest)| rest.split_once(')')).map(|(list, _)| list);
    if let Some(found) = bracketed.map(names).filter(|found| found.len() > 2) {
        return found.iter().map(|name| told(sentence, name)).collect();
    }
    let after = rest
        .split_once(':')
        .or_else(|| rest.split_once("à savoir"))
        .map(|(_, list)| list);
    let found = after
        .map(names)
        .filter(|names| !names.is_empty())
        .unwrap_or_else(|| names(rest));
    found.iter().map(|name| told(sentence, name)).collect()
}

fn told(sentence: &Prose, name: &Told<'_>) -> Commune {
    Commune {
        name: whole_name(sentence, name),
        code: None,
    }
}

/// A name with the article that a preposition hides: "du Val" is "Le Val".
fn whole_name(sentence: &Prose, (name, article): &(&str, Option<&str>)) -> Sourced<String> {
    let printed = sentence.sourced(name);
    match article {
        Some(article) => printed.map(|name| format!("{article}{name}")),
        None => printed,
    }
}

/// The cells of a table that holds names and nothing else.
fn cells(lines: &[Line], below: &[Block]) -> Vec<Commune> {
    let rows = below
        .iter()
        .map_while(|block| lines.get(block.first).filter(|line| line.cells.len() > 1));
    let texts = rows.flat_map(|line| line.cells.iter().map(move |cell| (line.number, cell.join(" "))));
    let commune = |(line, text): (u32, String)| {
        let (name, _) = name(text.trim())?;
        Some(Commune {
            name: Sourced::new(name.to_owned(), Lines::one(line)),
            code: None,
        })
    };
    let written = texts.filter(|(_, text)| !text.is_empty());
    written.map(commune).collect::<Option<Vec<Commune>>>().unwrap_or_default()
}

/// The items below a sentence that announces communes.
fn items(lines: &[Line], below: &[Block]) -> Vec<Commune> {
    let item = |block: &Block| {
        let line = lines.get(block.first)?;
        line.item().filter(|_| !block.row)?;
        let text = block.prose.text().trim_end_matches([';', ',', '.', ' ']);
        let end = text.find([':', '(', ',']).unwrap_or(text.len());
        let (name, article) = name(text[..end].trim())?;
        Some(Commune {
            name: whole_name(&block.prose, &(name, article)),
            code: None,
        })
    };
    below.iter().map_while(item).take(MOST).collect()
}

#[cfg(test)]
mod tests;
