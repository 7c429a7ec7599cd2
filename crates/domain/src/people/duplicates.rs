//! Which organisations, or which people, may be the same: proposals with their reasons, never a decision.
//!
//! Names are compared folded, without the article and the legal form that begin them.

use std::collections::HashMap;

use crate::reading::OrganisationKind;
use crate::search::fold;

/// Someone or something that may have a twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its ordinal.
    pub ordinal: i64,
    /// Its names: the one shown, then the others.
    pub names: Vec<String>,
    /// Where to write, for people.
    pub email: Option<String>,
}

/// Why two look alike, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// The same address.
    Address,
    /// The same name, but for accents, articles or legal form.
    Name,
    /// One is written with the initials of the other.
    Initials,
    /// One or two letters differ.
    Spelling,
}

impl Likeness {
    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Address => "même adresse électronique",
            Self::Name => "même nom, à l’article ou à la forme près",
            Self::Initials => "l’un s’écrit avec les initiales de l’autre",
            Self::Spelling => "noms à une ou deux lettres près",
        }
    }
}

/// Two that may be the same, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The first, by ordinal.
    pub one: i64,
    /// The second.
    pub other: i64,
    /// Why.
    pub reasons: Vec<Likeness>,
}

/// Words that begin a name and do not tell one organisation from another, folded.
const HEADS: [&str; 20] = [
    "la",
    "le",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "association",
    "asso",
    "commune",
    "ville",
    "mairie",
    "societe",
    "sas",
    "sarl",
    "eurl",
    "scop",
    "scic",
    "fondation",
];

/// Words that initials leave out.
const SMALL: [&str; 10] = ["la", "le", "les", "l", "de", "du", "des", "d", "et", "a"];

/// A name, ready to be compared.
struct Compared {
    bare: String,
    letters: u32,
    initials: String,
    is_acronym: bool,
}

impl Compared {
    fn of(name: &str) -> Self {
        let folded = fold(name);
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let heads = words.iter().take_while(|word| HEADS.contains(word)).count();
        // A name made of such words alone keeps them.
        let told = if heads == words.len() { &words[..] } else { &words[heads..] };
        let bare = told.join(" ");
        let initials = words
            .iter()
            .filter(|word| !SMALL.contains(word))
            .filter_map(|word| word.chars().next());
        Self {
            letters: letters(&bare),
            initials: initials.collect(),
            is_acronym: words.len() == 1 && (3..=8).contains(&bare.chars().count()),
            bare,
        }
    }

    /// The same words in any order: first name and name change places.
    fn of_person(name: &str) -> Self {
        let mut compared = Self::of(name);
        let mut words: Vec<&str> = compared.bare.split(' ').collect();
        words.sort_unstable();
        compared.bare = words.join(" ");
        compared.is_acronym = false;
        compared
    }

    fn likeness(&self, other: &Self) -> Option<Likeness> {
        let stands_for = |short: &Self, long: &Self| short.is_acronym && !long.is_acronym && short.bare == long.initials;
        if self.bare == other.bare && !self.bare.is_empty() {
            Some(Likeness::Name)
        } else if stands_for(self, other) || stands_for(other, self) {
            Some(Likeness::Initials)
        } else {
            self.is_close(other).then_some(Likeness::Spelling)
        }
    }

    /// One letter apart from six letters on, two from twelve on.
    fn is_close(&self, other: &Self) -> bool {
        let shortest = self.bare.len().min(other.bare.len());
        let allowed = match shortest {
            0..6 => return false,
            6..12 => 1,
            _ => 2,
        };
        // Cheap refusals first: names are compared two by two.
        self.bare.len().abs_diff(other.bare.len()) <= allowed * 4
            && (self.letters ^ other.letters).count_ones() as usize <= allowed * 2
            && same_numbers(&self.bare, &other.bare)
            && distance(&self.bare, &other.bare, allowed) <= allowed
    }
}

/// « école 1 » and « école 2 » are not one.
fn same_numbers(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other)
}

/// Which letters and digits stand in a text.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |set, byte| match byte {
        b'a'..=b'z' => set | 1 << (byte - b'a'),
        b'0'..=b'9' => set | 1 << 26,
        b' ' => set,
        _ => set | 1 << 27,
    })
}

/// How many letters to add, remove or replace; more than `most` is only known to be more.
fn distance(one: &str, other: &str, most: usize) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return most + 1;
        }
    }
    row[other.len()]
}

/// Whether organisations of these kinds may be one and the same. A text that does not say the kind (`Other`) tells nothing against it.
#[must_use]
pub fn kinds_may_be_one(one: OrganisationKind, other: OrganisationKind) -> bool {
    one == other || one == OrganisationKind::Other || other == OrganisationKind::Other
}

/// The organisations that may be the same.
#[must_use]
pub fn organisations_alike(candidates: &[Candidate]) -> Vec<Proposal> {
    alike(candidates, Compared::of)
}

/// Those of a directory that a name about to enter it may mean, the most alike first: each by its ordinal, with the strongest reason.
#[must_use]
pub fn organisations_like(name: &str, candidates: &[Candidate]) -> Vec<(i64, Likeness)> {
    let asked = Compared::of(name);
    let likeness = |candidate: &Candidate| {
        let names = candidate.names.iter();
        let strongest = names.filter_map(|own| asked.likeness(&Compared::of(own))).min()?;
        Some((candidate.ordinal, strongest))
    };
    let mut found: Vec<(i64, Likeness)> = candidates.iter().filter_map(likeness).collect();
    found.sort_unstable_by_key(|(ordinal, likeness)| (*likeness, *ordinal));
    found
}

/// The people who may be the same.
#[must_use]
pub fn people_alike(candidates: &[Candidate]) -> Vec<Proposal> {
    alike(candidates, Compared::of_person)
}

fn alike(candidates: &[Candidate], compared: impl Fn(&str) -> Compared) -> Vec<Proposal> {
    let names: Vec<Vec<Compared>> = candidates
        .iter()
        .map(|candidate| candidate.names.iter().map(|name| compared(name)).collect())
        .collect();
    let mut found: HashMap<(i64, i64), Vec<Likeness>> = HashMap::new();
    for (i, one) in candidates.iter().enumerate() {
        for (j, other) in candidates.iter().enumerate().skip(i + 1) {
            let mut reasons: Vec<Likeness> = names[i]
                .iter()
                .flat_map(|name| names[j].iter().filter_map(|other| name.likeness(other)))
                .chain(same_address(one, other))
                .collect();
            reasons.sort_unstable();
            reasons.dedup();
            if !reasons.is_empty() {
                let pair = (one.ordinal.min(other.ordinal), one.ordinal.max(other.ordinal));
                found.insert(pair, reasons);
            }
        }
    }
    let mut proposals: Vec<Proposal> = found
        .into_iter()
        .map(|((one, other), reasons)| Proposal { one, other, reasons })
        .collect();
    proposals.sort_unstable_by(|a, b| (&a.reasons, a.one, a.other).cmp(&(&b.reasons, b.one, b.other)));
    proposals
}

fn same_address(one: &Candidate, other: &Candidate) -> Option<Likeness> {
    let (one, other) = (one.email.as_ref()?, other.email.as_ref()?);
    (one.to_lowercase() == other.to_lowercase()).then_some(Likeness::Address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(names: &[&str]) -> Vec<Candidate> {
        (1..)
            .zip(names)
            .map(|(ordinal, name)| Candidate {
                ordinal,
                names: vec![(*name).to_owned()],
                email: None,
            })
            .collect()
    }

    fn reasons(one: &str, other: &str) -> Vec<Likeness> {
        organisations_alike(&candidates(&[one, other]))
            .pop()
            .map_or(Vec::new(), |found| found.reasons)
    }

    #[test]
    fn articles_legal_forms_and_accents_do_not_tell_two_apart() {
        assert_eq!(reasons("Association Les Petits Pas", "les petits pas"), [Likeness::Name]);
        assert_eq!(
            reasons("Mairie de Saint-Exemple", "Commune de Saint Exemple"),
            [Likeness::Name]
        );
        assert_eq!(reasons("Épicerie solidaire", "EPICERIE SOLIDAIRE"), [Likeness::Name]);
        assert_eq!(reasons("Association", "Commune"), [], "a name of such words alone keeps them");
    }

    #[test]
    fn initials_stand_for_a_name() {
        assert_eq!(reasons("CCAS", "Centre communal d’action sociale"), [Likeness::Initials]);
        assert_eq!(reasons("PMI", "Protection maternelle et infantile"), [Likeness::Initials]);
        assert_eq!(reasons("CCAS", "Centre culturel"), []);
    }

    #[test]
    fn a_letter_apart_is_proposed_and_a_number_apart_is_not() {
        assert_eq!(reasons("Maison des jeunes", "Maison des jeune"), [Likeness::Spelling]);
        assert_eq!(
            reasons("Centre social Les Lilas", "Centre socail Les Lilas"),
            [Likeness::Spelling]
        );
        assert_eq!(reasons("École Pagnol 1", "École Pagnol 2"), []);
        assert_eq!(reasons("Caf", "Cap"), [], "too short to tell");
        assert_eq!(reasons("Les Lilas", "Les Tilleuls"), []);
    }

    #[test]
    fn another_name_counts_as_well_as_the_first() {
        let mut two = candidates(&["Centre d’information", "CIDFF"]);
        two[0].names.push("Cidff".to_owned());
        assert_eq!(organisations_alike(&two)[0].reasons, [Likeness::Name]);
    }

    #[test]
    fn people_are_alike_by_address_or_by_name_in_any_order() {
        let mut people = candidates(&["Camille Roche", "ROCHE Camille", "Jo Essai"]);
        people[0].email = Some("Accueil@exemple.invalid".to_owned());
        people[2].email = Some("accueil@exemple.invalid".to_owned());
        let found = people_alike(&people);
        let pairs: Vec<(i64, i64, &[Likeness])> = found
            .iter()
            .map(|found| (found.one, found.other, &found.reasons[..]))
            .collect();
        assert_eq!(pairs, [(1, 3, &[Likeness::Address][..]), (1, 2, &[Likeness::Name][..])]);
    }

    #[test]
    fn a_commune_and_a_fund_are_two_and_an_unsaid_kind_may_be_either() {
        use OrganisationKind::{Commune, FamilyFund, Other};
        assert!(!kinds_may_be_one(Commune, FamilyFund));
        for kind in OrganisationKind::ALL {
            assert!(kinds_may_be_one(kind, kind) && kinds_may_be_one(kind, Other) && kinds_may_be_one(Other, kind));
        }
    }

    #[test]
    fn another_script_is_compared_and_never_breaks() {
        assert_eq!(
            reasons("جمعية الأطفال", "جمعية الاطفال"),
            [Likeness::Name],
            "marks above letters fold like accents"
        );
        assert_eq!(reasons("", ""), []);
        assert_eq!(reasons(&"é".repeat(300), &"è".repeat(300)), [Likeness::Name]);
    }
}
