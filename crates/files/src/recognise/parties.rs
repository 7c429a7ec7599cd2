//! "Entre : … Représentée par … Ci-après dénommée … Et …": those who sign, as the text presents them.

use domain::reading::{Lines, OrganisationKind, Sourced};

use super::presentation;
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::Block;
use crate::segment::{Kind, Segment};
use crate::wording::{self, begins};

/// Parties beyond this are noise, and so are persons of one party.
const MOST_PARTIES: usize = 400;
const MOST_PERSONS: usize = 50;

/// Someone who signs.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: Sourced<String>,
    pub(crate) function: Option<Sourced<String>>,
}

/// A party as presented.
#[derive(Debug, Clone, Default)]
pub(crate) struct Presented {
    pub(crate) name: Passage,
    /// Where a word by itself announces it: "Entre", "Et".
    pub(crate) announced: Lines,
    /// Under what authority its persons sign.
    pub(crate) authority: Option<Sourced<String>>,
    /// What the sentence that names it says it is; otherwise its name tells.
    pub(crate) kind: Option<OrganisationKind>,
    pub(crate) aliases: Vec<Sourced<String>>,
    pub(crate) persons: Vec<Person>,
}

/// The parties, in order: those that the text presents line by line or otherwise, else those between whom a sentence says that it
/// is concluded.
pub(crate) fn presented(segments: &[Segment<'_>], lines: &[Line], blocks: &[Block]) -> Vec<Presented> {
    let by_line = segments.iter().filter(|segment| segment.kind == Kind::Parties);
    let mut found: Vec<Presented> = by_line.flat_map(|segment| parties(segment.lines)).collect();
    if !found.iter().all(is_whole) || found.len() < 2 {
        let otherwise = presentation::presented(lines, blocks);
        if !otherwise.is_empty() {
            found = otherwise;
        }
    }
    if found.is_empty() {
        let sentences = lines.iter().filter_map(between);
        found = sentences
            .max_by_key(|parties| parties[0].name.joined().len())
            .unwrap_or_default();
    }
    found.truncate(MOST_PARTIES);
    found
}

/// Whether a line held the name and nothing else.
fn is_whole(party: &Presented) -> bool {
    let words = party.name.words();
    !words.iter().any(|word| word.starts_with("represente")) && party.persons.len() < 3
}

/// "entre la Caisse d'allocations familiales du Centre, et les communes de Valmont et Les Ormes": fund, then communes.
fn between(line: &Line) -> Option<Vec<Presented>> {
    let (_, rest) = line
        .text
        .split_once("entre la Caisse ")
        .or_else(|| line.text.split_once("entre la caisse "))?;
    let (at, start) = ["es communes de ", "es Communes de "]
        .iter()
        .find_map(|words| Some((rest.find(words)?, words.len())))?;
    let fund = rest[..at].trim_end_matches(['l', 'L']).trim_end();
    let fund = fund
        .trim_end_matches("et")
        .trim_end_matches("ET")
        .trim_end_matches([',', ' ']);
    let fund = fund.split(" (").next().unwrap_or(fund);
    let communes = rest[at + start..].split(['.', ',', ';', '(']).next()?;
    let name = |kind: OrganisationKind, text: &str| Presented {
        name: Passage::one(line.number, text),
        kind: Some(kind),
        ..Presented::default()
    };
    let fund = name(OrganisationKind::FamilyFund, &format!("Caisse {fund}"));
    let communes: Vec<Presented> = communes
        .split(" et ")
        .filter(|words| wording::is_capitalised(words.trim()) && words.len() < 60)
        .map(|words| name(OrganisationKind::Commune, words.trim()))
        .collect();
    (!communes.is_empty()).then(|| std::iter::once(fund).chain(communes).collect())
}

fn parties(lines: &[Line]) -> Vec<Presented> {
    let mut found: Vec<Presented> = Vec::new();
    let (mut naming, mut label) = (true, Lines::default());
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let words = &line.words;
        let next = begins(words, &["et"]) && (words.len() == 1 || words.len() < 4 && line.text.ends_with(':'));
        if next || found.is_empty() {
            found.push(announced(line));
            naming = true;
            continue;
        }
        let Some(party) = found.last_mut() else { break };
        if let Some(person) = represented(line) {
            if party.persons.len() < MOST_PERSONS {
                party.persons.push(person);
            }
            party.authorise(line);
            naming = false;
        } else if begins(words, &["ci", "apres"]) || begins(words, &["d", "une", "part"]) || is_authority(words) {
            naming = false;
            party.authorise(line);
            match quoted(line) {
                Some(alias) => party.aliases.push(alias),
                // "Ci-après dénommée" by itself: the name stands below.
                None if begins(words, &["ci", "apres"]) && words.len() < 5 => label = Lines::one(line.number),
                None => {}
            }
        } else if let Some(mut alias) = quoted(line) {
            alias.lines = alias.lines.union(&std::mem::take(&mut label));
            party.aliases.push(alias);
        } else if naming && line.text.len() < 200 {
            party.name.push(line.number, line.text.trim_end_matches(','));
        }
    }
    let told = |party: &Presented| !party.persons.is_empty() || !party.aliases.is_empty();
    found.retain(|party| !party.name.is_empty() && told(party));
    found
}

/// A party announced by "Entre" or "Et" alone; the rest of such a line is no name.
fn announced(line: &Line) -> Presented {
    let alone = line.words.len() == 1;
    Presented {
        announced: if alone { Lines::one(line.number) } else { Lines::default() },
        ..Presented::default()
    }
}

impl Presented {
    /// "Dûment autorisé à signer … par délibération …", to the end of the line.
    fn authorise(&mut self, line: &Line) {
        let starts = ["dûment", "Dûment", "DÛMENT", "dument", "Dument", "DUMENT"];
        let Some(at) = starts.iter().find_map(|start| line.text.find(start)) else {
            return;
        };
        let words = line.text[at..].trim_end_matches([';', ',', '.', ' ']);
        if self.authority.is_none() && words.contains(' ') {
            self.authority = Some(Sourced::new(words.to_owned(), Lines::one(line.number)));
        }
    }
}

fn is_authority(words: &[String]) -> bool {
    begins(words, &["dument"]) || begins(words, &["agissant"]) || begins(words, &["sise"]) || begins(words, &["dont"])
}

/// What stands between « and ».
fn quoted(line: &Line) -> Option<Sourced<String>> {
    let after = line.text.split_once('«')?.1;
    let words = after.split('»').next()?.trim();
    (!words.is_empty()).then(|| Sourced::new(words.to_owned(), Lines::one(line.number)))
}

/// "Représentée par Madame Jeanne DURAND, Présidente du Conseil" or "Représentée par son Maire, Jean DURAND,".
fn represented(line: &Line) -> Option<Person> {
    let start = line.words.first()?;
    if !start.starts_with("represente") || line.words.get(1)? != "par" {
        return None;
    }
    let rest = line.text.splitn(3, [' ', '\u{a0}']).nth(2)?.trim_start_matches([',', ' ']);
    let parts: Vec<&str> = rest
        .split(',')
        .map(|part| part.trim_end_matches([';', '.']).trim())
        .filter(|part| !part.is_empty() && !is_authority(&wording::words(part)))
        .collect();
    let at = parts.iter().position(|part| is_person(part))?;
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
    let before = parts[..at].first().map(|function| without_possessive(function));
    let after = parts.get(at + 1).copied();
    let function = before.or(after).map(sourced);
    Some(Person {
        name: sourced(without_civility(parts[at])),
        function,
    })
}

/// A person is two to five capitalised words, the last of which is often printed in capitals.
pub(crate) fn is_person(text: &str) -> bool {
    let name = without_civility(text);
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = words
        .iter()
        .all(|word| wording::is_capitalised(word) || matches!(*word, "de" | "du" | "d'" | "le" | "la"));
    let civil = name.len() < text.len();
    let surname = words.last().is_some_and(|word| wording::is_capitals(word) && word.len() > 1);
    (2..=5).contains(&words.len()) && capitals && (civil || surname) && !text.contains(['(', ':'])
}

/// The name without "Madame" or "Monsieur".
pub(crate) fn without_civility(text: &str) -> &str {
    let civilities = ["Madame ", "Monsieur ", "Mme ", "M. ", "Mr "];
    civilities
        .iter()
        .find_map(|civility| text.strip_prefix(civility))
        .unwrap_or(text)
        .trim()
}

fn without_possessive(text: &str) -> &str {
    ["son ", "sa ", "le ", "la ", "Le ", "La "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_sentence_may_name_the_parties() {
        let read = |text: &str| between(&normalise(&[text.to_owned()])[0]).unwrap_or_default();
        let parties =
            read("(CTG) entre la Caisse d'allocations familiales du Centre, ET les communes de Val-mont et Les Ormes.");
        let names: Vec<_> = parties.iter().map(|party| party.name.joined()).collect();
        assert_eq!(names, ["Caisse d'allocations familiales du Centre", "Val-mont", "Les Ormes"]);
        let short = read("entre la Caisse d'allocations familiales (Caf), et les communes de Val et Bar.");
        assert_eq!(short[0].name.joined(), "Caisse d'allocations familiales");
        assert!(read("entre la Caisse et les habitants").is_empty());
    }

    #[test]
    fn each_party_has_names_and_persons() {
        let text = "Entre\nLA CAISSE D'ALLOCATIONS\nFAMILIALES DU CENTRE\n\nReprésentée par **Madame Jeanne DURAND**, Présidente du Conseil,\n\
                    Représentée par, **Monsieur Paul PETIT**, Directeur Général,\nDûment autorisés ;\nCi-après dénommée\n« La Caf »\n\nEt\n\n\
                    LA COMMUNE DE VALMONT\nReprésentée par son Maire, **Luc MARTIN**, dûment autorisé par délibération du 3 mai 2022 ;\n\
                    Ci-après dénommée\n\n« La Commune »";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = parties(&normalise(&lines));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name.joined(), "LA CAISSE D'ALLOCATIONS FAMILIALES DU CENTRE");
        let persons: Vec<_> = found[0]
            .persons
            .iter()
            .map(|person| (person.name.value.as_str(), person.function.as_ref()))
            .collect();
        assert_eq!(persons[0].0, "Jeanne DURAND");
        assert_eq!(
            persons[1].1.map(|function| function.value.as_str()),
            Some("Directeur Général")
        );
        assert_eq!(
            found[1].persons[0].function.as_ref().map(|function| function.value.as_str()),
            Some("Maire")
        );
        assert_eq!(
            found[1].aliases[0],
            Sourced::new("La Commune".to_owned(), [15, 17].into_iter().collect())
        );
        let authority = |at: usize| found[at].authority.as_ref().map(|authority| authority.value.as_str());
        assert_eq!(
            (authority(0), authority(1)),
            (
                Some("Dûment autorisés"),
                Some("dûment autorisé par délibération du 3 mai 2022")
            )
        );
        assert_eq!((&found[0].announced, &found[1].announced), (&Lines::one(1), &Lines::one(11)));
    }
}
