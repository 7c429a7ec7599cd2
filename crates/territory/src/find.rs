//! Communes by name: the living ones first, then those that ceased or took another name, with their day, and those
//! attached to another.
//!
//! Several answers are several answers: nothing here chooses.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use domain::time::Day;

use crate::commune::Commune;
use crate::key::{self, Typed};
use crate::pack::{Part, Row};
use crate::referential::Referential;

/// By which name a commune was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By<'t> {
    /// Its own.
    Name,
    /// That of a commune it replaced, or its own of another time.
    Former {
        /// The former name.
        name: &'t str,
        /// The day from which it was no longer borne, where the sources tell it.
        until: Option<Day>,
    },
    /// That of a delegated or associated commune, or of a municipal arrondissement.
    Attached {
        /// The name of the part.
        name: &'t str,
    },
}

/// A commune that a name may mean.
#[derive(Debug, Clone, Copy)]
pub struct Match<'t> {
    /// The living commune.
    pub commune: Commune<'t>,
    /// By which name.
    pub by: By<'t>,
}

/// What a name means.
#[derive(Debug, Clone)]
pub enum Found<'t> {
    /// No commune bears it.
    None,
    /// One commune only.
    One(Match<'t>),
    /// Several: a question to someone who knows.
    Several(Vec<Match<'t>>),
}

impl<'t> Found<'t> {
    fn of(mut matches: Vec<Match<'t>>) -> Self {
        match matches.len() {
            0 => Self::None,
            1 => Self::One(matches.remove(0)),
            _ => Self::Several(matches),
        }
    }

    /// All of them.
    #[must_use]
    pub fn matches(&self) -> &[Match<'t>] {
        match self {
            Self::None => &[],
            Self::One(found) => std::slice::from_ref(found),
            Self::Several(found) => found,
        }
    }
}

/// Where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Commune(u32),
    Former(u32),
    Renamed(u32),
    Attached(u32),
}

/// Keys of all names, as sorted digests: names that share one are told apart when they are read.
#[derive(Debug)]
pub(crate) struct Index(Vec<(u64, Entry)>);

fn digest(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The key of a name whose liaison is not given: its article is the word it begins with.
fn bare_key(name: &str) -> String {
    let article = key::words(name).into_iter().next().unwrap_or_default();
    let article = ["le", "la", "les", "l"].into_iter().find(|known| **known == article);
    key::of_name(name, article.unwrap_or(""))
}

fn commune_key(commune: &Commune<'_>) -> String {
    let name = commune.name();
    key::of_name(name.raw(), name.liaison().map_or("", crate::article::Liaison::article))
}

fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

impl Referential {
    /// The commune that a name means, however it is typed; the département, when it is known, tells homonyms apart.
    #[must_use]
    pub fn communes_named(&self, name: &str, department: Option<&str>) -> Found<'_> {
        self.communes_inside(name, &department.into_iter().collect())
    }

    /// The commune that a name means in these départements, or anywhere where there are none: a name that ceased there
    /// comes before the living one of another département.
    pub(crate) fn communes_inside(&self, name: &str, departments: &BTreeSet<&str>) -> Found<'_> {
        let readings = key::typed(name);
        let mut readings = readings.iter().map(|reading| (reading, self.of_reading(reading)));
        let Some((reading, mut found)) = readings.find(|(_, found)| !found.is_empty()) else {
            return Found::None;
        };
        found.retain(|found| departments.is_empty() || departments.contains(found.commune.department()));
        Found::of(with_article(living_first(found), reading.article))
    }

    /// The living commune of a code that ceased, or of a part of a commune, with the name and the day.
    #[must_use]
    pub fn formerly(&self, code: &str) -> Option<Match<'_>> {
        let former = self.former.rows(&self.text).find(|row| row.cell(0) == code);
        let found = former.and_then(|row| self.former_match(row));
        let attached = || self.attached.rows(&self.text).find(|row| row.cell(0) == code);
        found.or_else(|| self.attached_match(attached()?))
    }

    /// All that a reading may mean, living or not.
    fn of_reading(&self, reading: &Typed) -> Vec<Match<'_>> {
        self.entries(&reading.key)
            .filter_map(|entry| self.matched(entry, &reading.key))
            .collect()
    }

    fn entries(&self, key: &str) -> impl Iterator<Item = Entry> {
        let index = &self.index.get_or_init(|| self.build()).0;
        let asked = digest(key);
        let from = index.partition_point(|(digest, _)| *digest < asked);
        index[from..]
            .iter()
            .take_while(move |(digest, _)| *digest == asked)
            .map(|(_, entry)| *entry)
    }

    fn build(&self) -> Index {
        let communes = self
            .communes()
            .enumerate()
            .map(|(row, commune)| (digest(&commune_key(&commune)), Entry::Commune(number(row))));
        let former = self.keys(&self.former, 1, Entry::Former);
        let renamed = self.keys(&self.renamed, 0, Entry::Renamed);
        let attached = self.keys(&self.attached, 1, Entry::Attached);
        let mut index: Vec<(u64, Entry)> = communes.chain(former).chain(renamed).chain(attached).collect();
        index.sort_unstable();
        index.shrink_to_fit();
        Index(index)
    }

    /// The keys of the names that stand in this cell of a part.
    fn keys<'t>(&'t self, part: &'t Part, cell: usize, entry: fn(u32) -> Entry) -> impl Iterator<Item = (u64, Entry)> + 't {
        let rows = part.rows(&self.text).enumerate();
        rows.map(move |(row, cells)| (digest(&bare_key(cells.cell(cell))), entry(number(row))))
    }

    /// The entry, when its name really has this key.
    fn matched(&self, entry: Entry, key: &str) -> Option<Match<'_>> {
        match entry {
            Entry::Commune(row) => {
                let commune = Commune(self.communes.row(&self.text, row as usize)?);
                (commune_key(&commune) == key).then_some(Match { commune, by: By::Name })
            }
            Entry::Former(row) => {
                let row = self.former.row(&self.text, row as usize)?;
                self.former_match(row).filter(|_| bare_key(row.cell(1)) == key)
            }
            Entry::Renamed(row) => {
                let row = self.renamed.row(&self.text, row as usize)?;
                self.renamed_match(row).filter(|_| bare_key(row.cell(0)) == key)
            }
            Entry::Attached(row) => {
                let row = self.attached.row(&self.text, row as usize)?;
                self.attached_match(row).filter(|_| bare_key(row.cell(1)) == key)
            }
        }
    }

    fn former_match<'t>(&'t self, row: Row<'t>) -> Option<Match<'t>> {
        let by = By::Former {
            name: row.cell(1),
            until: row.cell(3).parse().ok(),
        };
        let commune = self.commune(row.cell(2))?;
        Some(Match { commune, by })
    }

    fn renamed_match<'t>(&'t self, row: Row<'t>) -> Option<Match<'t>> {
        let by = By::Former {
            name: row.cell(0),
            until: row.cell(2).parse().ok(),
        };
        let commune = self.commune(row.cell(1))?;
        Some(Match { commune, by })
    }

    fn attached_match<'t>(&'t self, row: Row<'t>) -> Option<Match<'t>> {
        let by = By::Attached { name: row.cell(1) };
        let commune = self.commune(row.cell(3))?;
        Some(Match { commune, by })
    }
}

/// The living communes; those that ceased only where none lives under that name, each once.
fn living_first(mut found: Vec<Match<'_>>) -> Vec<Match<'_>> {
    let living: Vec<Match<'_>> = found.iter().filter(|found| matches!(found.by, By::Name)).copied().collect();
    if !living.is_empty() {
        return living;
    }
    found.sort_by_key(|found| found.commune.code());
    found.dedup_by_key(|found| found.commune.code());
    found
}

/// Those whose article is the one that was written, when there are any: "du Ham" is not "de Ham".
fn with_article<'t>(found: Vec<Match<'t>>, article: Option<&str>) -> Vec<Match<'t>> {
    let Some(article) = article else { return found };
    let own = |found: &&Match<'_>| {
        let liaison = found.commune.name().liaison();
        matches!(found.by, By::Name) && liaison.is_some_and(|liaison| liaison.article() == article)
    };
    let same: Vec<Match<'t>> = found.iter().filter(own).copied().collect();
    if same.is_empty() { found } else { same }
}
