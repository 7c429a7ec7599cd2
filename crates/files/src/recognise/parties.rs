//! "Entre : … Représentée par … Ci-après dénommée … Et …": those who sign, as the text presents them.

use domain::reading::{Lines, OrganisationKind, Sourced};

use crate::lines::Line;
use crate::passage::Passage;
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
    /// What the sentence that names it says it is; otherwise its name tells.
    pub(crate) kind: Option<OrganisationKind>,
    pub(crate) aliases: Vec<Sourced<String>>,
    pub(crate) persons: Vec<Person>,
}

/// The parties, in order: those that the text presents, else those between whom a sentence says that it is concluded.
pub(crate) fn presented(segments: &[Segment<'_>], lines: &[Line]) -> Vec<Presented> {
    let blocks = segments.iter().filter(|segment| segment.kind == Kind::Parties);
    let mut found: Vec<Presented> = blocks
        .flat_map(|segment| parties(segment.lines.get(1..).unwrap_or_default()))
        .collect();
    if found.is_empty() {
        let sentences = lines.iter().filter_map(between);
        found = sentences
            .max_by_key(|parties| parties[0].name.joined().len())
            .unwrap_or_default();
    }
    found.truncate(MOST_PARTIES);
    found
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
    let mut found = vec![Presented::default()];
    let mut naming = true;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let words = &line.words;
        if begins(words, &["et"]) && (words.len() == 1 || words.len() < 4 && line.text.ends_with(':')) {
            found.push(Presented::default());
            naming = true;
            continue;
        }
        let Some(party) = found.last_mut() else { break };
        if let Some(person) = represented(line) {
            if party.persons.len() < MOST_PERSONS {
                party.persons.push(person);
            }
            naming = false;
        } else if begins(words, &["ci", "apres"]) || begins(words, &["d", "une", "part"]) || is_authority(words) {
            naming = false;
            party.aliases.extend(quoted(line));
        } else if let Some(alias) = quoted(line) {
            party.aliases.push(alias);
        } else if naming && line.text.len() < 200 {
            party.name.push(line.number, line.text.trim_end_matches(','));
        }
    }
    let told = |party: &Presented| !party.persons.is_empty() || !party.aliases.is_empty();
    found.retain(|party| !party.name.is_empty() && told(party));
    found
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
        .filter(|part| !part.is_empty())
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
        let text = "LA CAISSE D'ALLOCATIONS\nFAMILIALES DU CENTRE\n\nReprésentée par **Madame Jeanne DURAND**, Présidente du Conseil,\n\
                    Représentée par, **Monsieur Paul PETIT**, Directeur Général,\nDûment autorisés ;\nCi-après dénommée\n« La Caf »\n\nEt\n\n\
                    LA COMMUNE DE VALMONT\nReprésentée par son Maire, **Luc MARTIN**,\nCi-après dénommée « La Commune »";
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
        assert_eq!(found[1].aliases[0].value, "La Commune");
    }
}
