//! A second file about a convention, compared with what stands: another version of its text, or the plan that a team keeps in a
//! spreadsheet. Element by element, field by field, each difference with both values and the line of the file that says so.
//!
//! Pure. It decides nothing and writes nothing: a person says of each group what becomes of it, and `taken` alone makes a reading
//! of what was chosen. What a spreadsheet does not say is no difference; what differs by case, accents or punctuation alone is
//! counted and not told.

mod actions;
mod kinds;
mod matching;
mod parts;
mod same;
mod sheet;
mod taking;
mod tracks;
mod words;

use std::collections::BTreeMap;

use domain::amendment::TermField;
use domain::ids::{ActionId, ConventionId};
use domain::reading::{Lines, Reading};

use matching::Pairs;

pub use kinds::{Aspect, Part};
pub(crate) use matching::paired;
pub use same::{Alike, Same, SameReason};
pub use sheet::{NotCompared, SheetRead, of_spreadsheet};
pub use taking::taken;

/// What a second file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFile {
    /// Its values. Those of a spreadsheet bear the number of their row as their line.
    pub reading: Reading,
    /// Whether it speaks of actions alone, and says nothing by leaving a cell empty.
    pub is_spreadsheet: bool,
}

/// One place where the file and the convention say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Of which part.
    pub part: Part,
    /// Of what.
    pub aspect: Aspect,
    /// The element, by its rank in the convention.
    pub here: Option<usize>,
    /// The same, in the file.
    pub there: Option<usize>,
    /// What the element is called: "Action 4, Ouvrir un lieu".
    pub called: String,
    /// What stands, in words; nothing when it says nothing of it.
    pub was: Option<String>,
    /// What the file says.
    pub says: Option<String>,
    /// Where it says so.
    pub lines: Lines,
    /// Whether the reading can take it: what others follow by its number never comes in or goes by this way.
    pub can_be_read: bool,
}

impl Difference {
    /// The term of an action that would say something else.
    #[must_use]
    pub fn term(&self, here: &Reading, convention: ConventionId) -> Option<(ActionId, TermField)> {
        let index = self.here.filter(|_| self.part == Part::Actions)?;
        let field = match self.aspect {
            Aspect::Title => TermField::Title,
            Aspect::Parent => TermField::Node,
            Aspect::Themes => TermField::Themes,
            Aspect::Pilots => TermField::Pilots,
            Aspect::Bearers => TermField::Bearers,
            Aspect::Years => TermField::Years,
            _ => return None,
        };
        let ordinal = here.action_ordinal(index);
        self.says.as_ref().map(|_| (ActionId { convention, ordinal }, field))
    }

    /// The element it is of: by its rank in the convention, else in the file.
    #[must_use]
    pub fn element(&self) -> String {
        match (self.here, self.there) {
            (Some(here), _) => format!("{}-{}", self.part.code(), here + 1),
            (None, Some(there)) => format!("{}-f{}", self.part.code(), there + 1),
            (None, None) => self.part.code().to_owned(),
        }
    }
}

/// How differences are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// By part and by what differs.
    #[default]
    Aspect,
    /// By element.
    Element,
}

/// Differences of which one thing is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Tells it from the others, in a form: `actions-intitule`, `actions-4`.
    pub key: String,
    /// What people read.
    pub title: String,
    /// The ranks of its differences.
    pub ranks: Vec<usize>,
}

/// A second file beside what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Where they differ, in the order of the parts.
    pub differences: Vec<Difference>,
    /// How many differ by case, accents or punctuation alone.
    pub slight: usize,
    /// The organisations of the file that are taken for one of the convention, and why.
    pub same: Vec<Same>,
    /// Those that look like one, of which a person says whether they are.
    pub alike: Vec<Alike>,
    /// How many actions and parties are the same on both sides.
    pub matched: usize,
    /// How many could have been.
    pub expected: usize,
}

impl Comparison {
    /// Whether so little matches that it is most likely the file of another convention.
    #[must_use]
    pub const fn is_of_another(&self) -> bool {
        self.expected > 2 && self.matched * 4 < self.expected
    }

    /// The differences, put together.
    #[must_use]
    pub fn groups(&self, grouping: Grouping) -> Vec<Group> {
        let mut groups: BTreeMap<(Part, usize), Group> = BTreeMap::new();
        let mut ranks: BTreeMap<String, usize> = BTreeMap::new();
        for (rank, difference) in self.differences.iter().enumerate() {
            let (key, title) = match grouping {
                Grouping::Aspect => (
                    format!("{}-{}", difference.part.code(), difference.aspect.code()),
                    format!(
                        "{}\u{a0}: {}",
                        difference.part.french(),
                        difference.aspect.french().to_lowercase()
                    ),
                ),
                Grouping::Element => (difference.element(), difference.called.clone()),
            };
            let next = ranks.len();
            let place = *ranks.entry(key.clone()).or_insert(next);
            let group = groups.entry((difference.part, place)).or_insert_with(|| Group {
                key,
                title,
                ranks: Vec::new(),
            });
            group.ranks.push(rank);
        }
        groups.into_values().collect()
    }
}

/// Both sides, and which elements of one are which of the other.
struct Sides<'r> {
    here: &'r Reading,
    there: &'r Reading,
    names: same::Known,
    pairs: Pairs,
    /// Whether what the file leaves out says nothing.
    is_spreadsheet: bool,
}

impl<'r> Sides<'r> {
    fn of(here: &'r Reading, second: &'r SecondFile, said: &BTreeMap<String, String>) -> Self {
        let there = &second.reading;
        Self {
            here,
            there,
            names: same::Known::of(here, said),
            pairs: Pairs::of(here, there),
            is_spreadsheet: second.is_spreadsheet,
        }
    }
}

/// Differences, as they are found.
#[derive(Default)]
struct Found {
    differences: Vec<Difference>,
    slight: usize,
}

/// A name as organisations are told apart by it.
#[must_use]
pub fn folded_name(name: &str) -> String {
    crate::mapping::plain_name(name)
}

/// Compares a second file with what stands. `said` holds the organisations that a person took for one of the convention: the name in
/// the file, folded, and the key of the other.
#[must_use]
pub fn compared(here: &Reading, second: &SecondFile, said: &BTreeMap<String, String>) -> Comparison {
    let sides = Sides::of(here, second, said);
    let mut found = Found::default();
    if !second.is_spreadsheet {
        parts::agreement(&sides, &mut found);
        parts::parties(&sides, &mut found);
        parts::perimeter(&sides, &mut found);
        parts::framework(&sides, &mut found);
        parts::themes(&sides, &mut found);
    }
    actions::actions(&sides, &mut found);
    if !second.is_spreadsheet {
        parts::articles(&sides, &mut found);
        parts::named(&sides, &mut found);
    }
    let (same, alike) = same::told(&sides);
    let (matched, expected) = matching::shared(&sides);
    Comparison {
        differences: found.differences,
        slight: found.slight,
        same,
        alike,
        matched,
        expected,
    }
}
