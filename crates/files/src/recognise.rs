//! Third pass, recognise: what each segment says, still in the words of the text.
//!
//! Nothing here knows whom a name stands for, nor compares two places of the text: that is binding.

pub(crate) mod actors;
pub(crate) mod amendment;
pub(crate) mod articles;
pub(crate) mod bodies;
mod body_blocks;
mod body_prose;
mod body_tables;
mod body_walk;
pub(crate) mod closing;
pub(crate) mod columns;
pub(crate) mod council;
pub(crate) mod duties;
pub(crate) mod facilities;
mod facility_columns;
mod facility_items;
mod facility_lists;
pub(crate) mod facility_places;
pub(crate) mod facility_prose;
mod facility_stacked;
mod facility_torn;
pub(crate) mod facility_words;
pub(crate) mod flow;
pub(crate) mod framework;
mod fte;
pub(crate) mod furniture;
pub(crate) mod grid;
pub(crate) mod heading;
pub(crate) mod notes;
pub(crate) mod open;
pub(crate) mod outline;
pub(crate) mod paragraphs;
pub(crate) mod parties;
pub(crate) mod period;
mod persons;
pub(crate) mod posts;
mod presence;
pub(crate) mod present;
pub(crate) mod present_words;
mod presentation;
pub(crate) mod rhythm;
mod rows;
pub(crate) mod scheme;
mod side_by_side;
pub(crate) mod signature;
pub(crate) mod surroundings;
pub(crate) mod table;
mod tally;
mod target;
pub(crate) mod territory;
pub(crate) mod themes;
pub(crate) mod title;
mod vote_signatures;
mod vote_tables;
pub(crate) mod votes;
pub(crate) mod years;

use domain::reading::Sourced;

use crate::passage::Passage;

/// The place of the plan in which an action is seen. The first that speaks gives its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The plan as nested headings.
    Outline,
    /// The deployment grid.
    Grid,
    /// A sheet.
    Sheet,
}

/// An action as one place of the text shows it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) place: Place,
    pub(crate) number: Sourced<String>,
    pub(crate) title: Passage,
    /// The headings above it, from the top.
    pub(crate) headings: Vec<Passage>,
    pub(crate) themes: Vec<Passage>,
    pub(crate) details: Vec<Passage>,
    pub(crate) means: Vec<Passage>,
    pub(crate) funding: Vec<Passage>,
    pub(crate) pilots: Passage,
    pub(crate) bearers: Passage,
    pub(crate) partners: Passage,
    /// Marks that carry their own years.
    pub(crate) years: Vec<Passage>,
    /// Marks of the grid, by year.
    pub(crate) marks: Vec<(i16, Sourced<String>)>,
}

impl Seen {
    pub(crate) fn new(place: Place, number: Sourced<String>, title: Passage) -> Self {
        Self {
            place,
            number,
            title,
            headings: Vec::new(),
            themes: Vec::new(),
            details: Vec::new(),
            means: Vec::new(),
            funding: Vec::new(),
            pilots: Passage::default(),
            bearers: Passage::default(),
            partners: Passage::default(),
            years: Vec::new(),
            marks: Vec::new(),
        }
    }
}
