//! Which organisation a few words stand for: short forms are derived from the names of the parties, never listed.
//!
//! A commune is meant by the first words of its name, by its initials, or by one letter when no other commune of the text
//! has it. A fund is meant by its acronym or by the name that the text declares. When two parties fit, nobody is named.

mod forms;

use domain::reading::{Key, Lines, OrganisationKind, Sourced};

use self::forms::Forms;
pub(crate) use self::forms::own_words;
use crate::numbers;
use crate::passage::{Passage, Token};
use crate::wording;

/// Every party of a text, ready to be recognised.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    forms: Vec<Forms>,
    group: Option<Key>,
}

/// Words that stand for a party or for the group of all communes.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) key: Key,
    /// How many words it takes.
    pub(crate) length: usize,
}

/// Where each short form is used, by key.
#[derive(Debug, Default)]
pub(crate) struct Uses(Vec<(Key, String, Vec<u32>)>);

impl Uses {
    pub(crate) fn note(&mut self, key: &Key, form: &Sourced<String>) {
        match self.0.iter_mut().find(|(known, text, _)| known == key && *text == form.value) {
            Some((_, _, lines)) => lines.extend(form.lines.iter()),
            None => self.0.push((key.clone(), form.value.clone(), form.lines.iter().collect())),
        }
    }

    pub(crate) fn of(&self, key: &Key) -> impl Iterator<Item = Sourced<String>> {
        let forms = self.0.iter().filter(move |(known, _, _)| known == key);
        forms.map(|(_, form, lines)| Sourced::new(form.clone(), lines.iter().copied().collect::<Lines>()))
    }
}

impl Names {
    /// Derives the forms of parties given by key, kind and names (the complete one first).
    pub(crate) fn derive(parties: &[(Key, OrganisationKind, Vec<String>)]) -> Self {
        let forms: Vec<Forms> = parties
            .iter()
            .map(|(key, kind, names)| Forms::derive(key, *kind, names))
            .collect();
        let several = forms.iter().filter(|forms| forms.commune).count() > 1;
        Self {
            forms,
            group: several.then(|| Key("g1".to_owned())),
        }
    }

    /// The communes, by key.
    pub(crate) fn communes(&self) -> Vec<Key> {
        self.forms
            .iter()
            .filter(|forms| forms.commune)
            .map(|forms| forms.key.clone())
            .collect()
    }

    /// The group of all communes, when there are several.
    pub(crate) const fn group(&self) -> Option<&Key> {
        self.group.as_ref()
    }

    pub(crate) fn is_commune(&self, key: &Key) -> bool {
        self.forms.iter().any(|forms| forms.commune && forms.key == *key)
    }

    /// The mention that begins at word `at`, if exactly one party fits best.
    pub(crate) fn at(&self, tokens: &[Token], at: usize) -> Option<Mention> {
        let rest = tokens.get(at..)?;
        if let Some(length) = self.group_length(rest) {
            return Some(Mention {
                key: self.group.clone()?,
                length,
            });
        }
        let lengths = self.forms.iter().map(|forms| forms.length(rest));
        let longest = lengths.clone().max().filter(|longest| *longest > 0)?;
        let mut best = self.forms.iter().zip(lengths).filter(|(_, length)| *length == longest);
        let (forms, _) = best.next()?;
        best.next().is_none().then(|| Mention {
            key: forms.key.clone(),
            length: longest,
        })
    }

    /// "les 2 communes", when the text has exactly two.
    fn group_length(&self, rest: &[Token]) -> Option<usize> {
        self.group.as_ref()?;
        let article = usize::from(rest.first().is_some_and(|token| token.fold == "les"));
        let folds: Vec<String> = rest.iter().skip(article).take(4).map(|token| token.fold.clone()).collect();
        let (count, length) = numbers::count(&folds, 0)?;
        let communes = folds.get(length).is_some_and(|word| word == "communes" || word == "villes");
        let all = u32::try_from(self.communes().len()).ok()? == count;
        (communes && all).then_some(article + length + 1)
    }

    /// The party that these words name, and nothing else.
    pub(crate) fn exactly(&self, passage: &Passage) -> Option<Key> {
        let tokens = passage.tokens();
        let mention = self.at(&tokens, 0)?;
        (mention.length == tokens.len()).then_some(mention.key)
    }

    /// Whether these words end the complete name of exactly one party: "Grand Val", of the "Communauté d'agglomération Grand Val".
    pub(crate) fn ends_one(&self, text: &str) -> bool {
        let words = wording::words(text);
        let named = wording::is_capitalised(text) && !words.is_empty();
        named && self.forms.iter().filter(|forms| forms.ends_with(&words)).count() == 1
    }

    /// The commune that a mark means: its letter, its initials or its name.
    pub(crate) fn commune_of_mark(&self, label: &str) -> Option<Key> {
        let label = label.trim();
        let mut letters = label.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            let letter = wording::fold(&letter.to_string());
            let mut fit = self.forms.iter().filter(|forms| forms.commune && forms.has_initial(&letter));
            let forms = fit.next()?;
            return fit.next().is_none().then(|| forms.key.clone());
        }
        self.exactly(&Passage::one(1, label)).filter(|key| self.is_commune(key))
    }

    /// Every mention of a passage, with its words.
    pub(crate) fn mentions(&self, passage: &Passage) -> Vec<(Key, Sourced<String>)> {
        let tokens = passage.tokens();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            match self.at(&tokens, at) {
                Some(mention) => {
                    let words = passage.between(&tokens[at], &tokens[at + mention.length - 1]);
                    at += mention.length;
                    found.push((mention.key, words.sourced()));
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let key = |id: &str| Key(id.to_owned());
        Names::derive(&[
            (
                key("p1"),
                OrganisationKind::FamilyFund,
                vec!["LA CAISSE D'ALLOCATIONS FAMILIALES DU CENTRE".into(), "La Caf".into()],
            ),
            (
                key("p2"),
                OrganisationKind::Commune,
                vec!["LA COMMUNE DES ORMES SUR LOIRE".into()],
            ),
            (
                key("p3"),
                OrganisationKind::Commune,
                vec!["LA COMMUNE DE VALMONT-LES-BAINS".into()],
            ),
        ])
    }

    fn read(text: &str) -> Vec<String> {
        let mentions = names().mentions(&Passage::one(1, text));
        mentions
            .into_iter()
            .map(|(key, form)| format!("{}={}", key.0, form.value))
            .collect()
    }

    #[test]
    fn short_forms_are_derived() {
        assert_eq!(read("CAF Les Ormes Valmont"), ["p1=CAF", "p2=Les Ormes", "p3=Valmont"]);
        assert_eq!(
            read("Valmont Les Ormes"),
            ["p3=Valmont", "p2=Les Ormes"],
            "the article belongs to the next name"
        );
        assert_eq!(
            read("la commune des Ormes-sur-Loire (LOSL)"),
            ["p2=la commune des Ormes-sur-Loire", "p2=LOSL"]
        );
        assert_eq!(read("Les 2 communes et la Caf"), ["g1=Les 2 communes", "p1=la Caf"]);
        assert_eq!(read("les 3 communes"), [""; 0], "there are two");
        assert_eq!(read("des ormes anciens"), [""; 0], "trees are no commune");
    }

    #[test]
    fn the_end_of_a_name_names_one_party_or_nobody() {
        let names = names();
        assert!(names.ends_one("Centre") && names.ends_one("Loire") && names.ends_one("Valmont-les-Bains"));
        assert!(!names.ends_one("Bain") && !names.ends_one("loire") && !names.ends_one(""));
    }

    #[test]
    fn a_letter_names_one_commune_or_nobody() {
        let id = |label: &str| names().commune_of_mark(label).map(|key| key.0);
        assert_eq!(id("L"), Some("p2".into()));
        assert_eq!(id("O"), Some("p2".into()));
        assert_eq!(id("V"), Some("p3".into()));
        assert_eq!(id("C"), None, "the fund is no commune");
        assert_eq!(id("Valmont"), Some("p3".into()));
        let twins = Names::derive(&[
            (
                Key("a".into()),
                OrganisationKind::Commune,
                vec!["Commune de Saint-Jean".into()],
            ),
            (
                Key("b".into()),
                OrganisationKind::Commune,
                vec!["Commune de Saint-Paul".into()],
            ),
        ]);
        assert_eq!(twins.commune_of_mark("S"), None);
        assert!(twins.exactly(&Passage::one(1, "Saint")).is_none());
        assert!(twins.exactly(&Passage::one(1, "Saint-Paul")).is_some());
    }
}
