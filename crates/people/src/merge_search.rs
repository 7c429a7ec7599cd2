//! Two that are the same although nothing in their names says so: each is looked for, then both are put together.
//!
//! It shows what was found and decides nothing; whether the two may be put together is asked where it is written.

use domain::ids::Id;
use domain::places::Target;
use domain::search::fold;
use serde::Deserialize;
use web::href::{href, with_query};

use crate::directory::Directory;

/// How many of each are offered.
const OFFERED: usize = 12;

/// What is looked for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Sought {
    pub(crate) quoi: String,
    pub(crate) gardee: String,
    pub(crate) autre_fiche: String,
}

/// One that can be chosen.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ordinal: i64,
    pub(crate) name: String,
    pub(crate) about: String,
}

/// What was found for one of the two.
pub(crate) struct Offer {
    /// The name of the field.
    pub(crate) field: &'static str,
    pub(crate) title: &'static str,
    pub(crate) found: Vec<Found>,
    /// Whether more answer to the words than are offered.
    pub(crate) more: bool,
}

impl Sought {
    pub(crate) fn people(&self) -> bool {
        self.quoi == "person"
    }

    /// The kind, as the form that puts together says it.
    pub(crate) fn kind(&self) -> &'static str {
        if self.people() { "person" } else { "organisation" }
    }

    /// The address of a form, with what is looked for: a page that comes back with what to correct still shows it.
    pub(crate) fn carried_to(&self, form: &str) -> String {
        let pairs = [
            ("quoi", self.kind()),
            ("gardee", &self.gardee),
            ("autre_fiche", &self.autre_fiche),
        ];
        let sought = with_query(href(Target::Duplicates), &pairs);
        sought
            .split_once('?')
            .map_or_else(|| form.to_owned(), |(_, query)| format!("{form}?{query}"))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.gardee.trim().is_empty() && self.autre_fiche.trim().is_empty()
    }

    /// What is offered for each of the two; nothing until both are looked for.
    pub(crate) fn offers(&self, directory: &Directory) -> Vec<Offer> {
        if self.gardee.trim().is_empty() || self.autre_fiche.trim().is_empty() {
            return Vec::new();
        }
        let offer = |field, title, words: &str| {
            let mut found = self.found(directory, words);
            let more = found.len() > OFFERED;
            found.truncate(OFFERED);
            Offer {
                field,
                title,
                found,
                more,
            }
        };
        vec![
            offer("garde", "Fiche à garder", &self.gardee),
            offer("autre", "Fiche qui la rejoint", &self.autre_fiche),
        ]
    }

    fn found(&self, directory: &Directory, words: &str) -> Vec<Found> {
        let words = fold(words.trim());
        if self.people() {
            people(directory, &words)
        } else {
            organisations(directory, &words)
        }
    }
}

fn people(directory: &Directory, words: &str) -> Vec<Found> {
    let standing = directory.people.iter().filter(|person| person.stands());
    let sought = standing.filter(|person| {
        let address = person.address.as_deref().unwrap_or_default();
        fold(&person.name).contains(words) || fold(address).contains(words)
    });
    let found = sought.map(|person| Found {
        ordinal: person.id.ordinal(),
        name: person.name.clone(),
        about: match &person.address {
            Some(address) => format!("{}, {address}", person.door.french()),
            None => person.door.french().to_owned(),
        },
    });
    found.take(OFFERED + 1).collect()
}

fn organisations(directory: &Directory, words: &str) -> Vec<Found> {
    let standing = directory.organisations.iter().filter(|org| org.kept.is_none());
    let sought = standing.filter(|org| {
        let names = directory.names(org.id);
        std::iter::once(&org.name)
            .chain(&names)
            .any(|name| fold(name).contains(words))
    });
    let found = sought.map(|org| {
        let conventions = directory.conventions_of(Id::new(org.id.ordinal())).len();
        Found {
            ordinal: org.id.ordinal(),
            name: org.name.clone(),
            about: format!(
                "{}, {}",
                org.kind.french(),
                web::french::count(conventions, "convention", "conventions")
            ),
        }
    });
    found.take(OFFERED + 1).collect()
}
