//! Intercommunalities and départements, by code and by name.
//!
//! Their names are written in many ways: only the words that tell one from another are compared.

use crate::article::Name;
use crate::key;
use crate::pack::Row;

/// An intercommunality with its own taxes: communauté de communes, d’agglomération, urbaine, métropole.
#[derive(Debug, Clone, Copy)]
pub struct Intercommunality<'t>(pub(crate) Row<'t>);

impl<'t> Intercommunality<'t> {
    /// Its SIREN.
    #[must_use]
    pub fn siren(&self) -> &'t str {
        self.0.cell(0)
    }

    /// Its name, abbreviations undone: "Communauté de communes Faucigny - Glières".
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.0.cell(1).replace('\'', "’");
        let full = [
            ("CC ", "Communauté de communes "),
            ("CA ", "Communauté d’agglomération "),
            ("CU ", "Communauté urbaine "),
        ];
        let written = full.iter().find_map(|(short, long)| {
            let own = name.strip_prefix(short)?;
            // "CA Communauté Paris-Saclay": the name itself begins with the kind.
            let named = own.starts_with("Communauté ") || own.starts_with("Communauté d’");
            Some(if named { own.to_owned() } else { format!("{long}{own}") })
        });
        written.unwrap_or(name)
    }

    /// How many communes it has.
    #[must_use]
    pub fn communes(&self) -> usize {
        self.0.cell(3).parse().unwrap_or(0)
    }

    /// The key by which it is found.
    pub(crate) fn key(&self) -> Key {
        Key::of(self.0.cell(1))
    }
}

/// A département.
#[derive(Debug, Clone, Copy)]
pub struct Department<'t>(pub(crate) Row<'t>);

impl<'t> Department<'t> {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &'t str {
        self.0.cell(0)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Name<'t> {
        Name::of_department(self.0.cell(1), self.0.cell(2))
    }
}

/// What kind of intercommunality a name says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    Communes,
    Agglomeration,
    Urban,
    Metropolis,
}

/// The words that tell one intercommunality from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    nature: Option<Nature>,
    words: Vec<String>,
}

/// Words that tell nothing.
const EMPTY: [&str; 12] = ["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a", "aux"];

impl Key {
    pub(crate) fn of(name: &str) -> Self {
        let plain = name.split('(').next().unwrap_or(name);
        let mut words = key::words(plain);
        if words.first().is_some_and(|first| first == "la") {
            words.remove(0);
        }
        let (nature, from) = head(&words);
        words.drain(..from);
        let metropolis = words.iter().any(|word| word == "metropole");
        words.retain(|word| !EMPTY.contains(&word.as_str()) && word != "metropole");
        let nature = nature.or(metropolis.then_some(Nature::Metropolis));
        Self { nature, words }
    }

    /// Whether both may name the same: a nature that is not said excludes nothing.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let natures = match (self.nature, other.nature) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        natures && !self.words.is_empty() && self.words == other.words
    }
}

fn head(words: &[String]) -> (Option<Nature>, usize) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["communaute", "de", "communes", ..] => (Some(Nature::Communes), 3),
        ["communaute", "d", "agglomeration", ..] => (Some(Nature::Agglomeration), 3),
        ["communaute", "urbaine", ..] => (Some(Nature::Urban), 2),
        ["cc", ..] => (Some(Nature::Communes), 1),
        ["ca", ..] => (Some(Nature::Agglomeration), 1),
        ["cu", ..] => (Some(Nature::Urban), 1),
        ["metropole", ..] => (Some(Nature::Metropolis), 1),
        _ => (None, 0),
    }
}

/// What precedes the name of a département in the name of an organisation.
const DEPARTMENT_HEADS: [&[&str]; 9] = [
    &["caisse", "d", "allocations", "familiales"],
    &["caf"],
    &["conseil", "departemental"],
    &["conseil", "general"],
    &["departement"],
    &["prefecture"],
    &["direction", "territoriale", "caf"],
    &["service", "departemental"],
    &["mutualite", "sociale", "agricole"],
];

/// The words that may name a département in the name of an organisation: "Caf des Bouches-du-Rhône".
pub(crate) fn department_words(organisation: &str) -> Option<String> {
    let words = key::words(organisation);
    let mut rest: &[String] = &words;
    if let [first, after @ ..] = rest
        && ["la", "le"].contains(&first.as_str())
    {
        rest = after;
    }
    let head = DEPARTMENT_HEADS.iter().find(|head| starts(rest, head))?;
    rest = &rest[head.len()..];
    while let [first, after @ ..] = rest
        && ["de", "du", "des", "d", "la", "le", "les", "l"].contains(&first.as_str())
    {
        rest = after;
    }
    (!rest.is_empty()).then(|| rest.join(" "))
}

fn starts(words: &[String], head: &[&str]) -> bool {
    words.len() > head.len() && words.iter().zip(head).all(|(word, head)| word == head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_intercommunalities_meet_however_they_are_written() {
        let meets = |one: &str, two: &str| Key::of(one).meets(&Key::of(two));
        assert!(meets(
            "Métropole d'Aix-Marseille-Provence",
            "Aix-Marseille-Provence Métropole"
        ));
        assert!(meets("CC du Pays de Gex", "Communauté de communes Pays de Gex (CCPG)"));
        assert!(meets("CA Pays Basque", "La communauté d’agglomération du Pays basque"));
        assert!(meets("CC des Portes de Romilly", "Portes de Romilly"));
        assert!(!meets("CC du Pays Basque", "CA du Pays Basque"));
        assert!(!meets("CC de la Vallée", "CC de la Haute Vallée"));
        assert!(!meets("Métropole", "La métropole"));
    }

    #[test]
    fn the_department_of_an_organisation_is_what_follows_its_head() {
        let of = |name: &str| department_words(name);
        assert_eq!(
            of("Caisse d'allocations familiales des Bouches-du-Rhône").as_deref(),
            Some("bouches du rhone")
        );
        assert_eq!(of("La Caf de l’Ain").as_deref(), Some("ain"));
        assert_eq!(of("Conseil départemental de la Loire").as_deref(), Some("loire"));
        assert_eq!(of("Caf"), None);
        assert_eq!(of("Association Loire Enfance"), None);
    }
}
