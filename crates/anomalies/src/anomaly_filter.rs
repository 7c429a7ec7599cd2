//! Which écarts a page of the register shows, and how they are grouped: all of it stands in the address.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::{Family, RuleCode, Severity};
use domain::search::fold;
use domain::settlement::SettlementState;
use serde::Deserialize;
use web::answer::Answer;
use web::form::Errors;

use crate::register::Entry;
use crate::text_sections::Sections;

/// What the address says, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// How they are grouped: by severity when empty.
    pub(crate) vue: String,
    pub(crate) etat: String,
    pub(crate) gravite: String,
    pub(crate) famille: String,
    pub(crate) qui: String,
    pub(crate) action: String,
    pub(crate) mots: String,
    /// The code of a rule, from the page that explains it.
    pub(crate) regle: String,
    pub(crate) page: String,
    pub(crate) forme: String,
    /// How many were settled a moment ago.
    pub(crate) note: String,
    /// When, to take it back.
    pub(crate) lot: String,
    /// How many were taken back a moment ago.
    pub(crate) annule: String,
}

impl Typed {
    /// The list as it was filtered, with what was just done, and how to take it back.
    pub(crate) fn back(&self, convention: ConventionId, done: (&str, &str), lot: Option<&str>) -> Answer {
        let mut pairs = self.pairs(&self.vue, &self.etat);
        pairs.push(done);
        pairs.extend(lot.map(|lot| ("lot", lot)));
        Answer::see_other_with(Target::Desk(DeskPlace::Anomalies(convention)), &pairs)
    }

    /// The same, but for how they are grouped.
    pub(crate) fn pairs<'t>(&'t self, vue: &'t str, etat: &'t str) -> Vec<(&'t str, &'t str)> {
        let pairs = [
            ("vue", vue),
            ("etat", etat),
            ("gravite", &self.gravite),
            ("famille", &self.famille),
            ("qui", &self.qui),
            ("action", &self.action),
            ("regle", &self.regle),
            ("mots", &self.mots),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// How écarts are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    Severity,
    Family,
    Place,
    Action,
    Owner,
}

impl Grouping {
    pub(crate) const ALL: [Self; 5] = [Self::Severity, Self::Family, Self::Place, Self::Action, Self::Owner];

    /// The word of the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Severity => "",
            Self::Family => "famille",
            Self::Place => "endroit",
            Self::Action => "action",
            Self::Owner => "qui",
        }
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Severity => "Gravité",
            Self::Family => "Famille",
            Self::Place => "Endroit du texte",
            Self::Action => "Action",
            Self::Owner => "Qui peut répondre",
        }
    }

    pub(crate) const fn icon(self) -> &'static str {
        match self {
            Self::Severity => "i-flag",
            Self::Family => "i-tag",
            Self::Place => "i-doc",
            Self::Action => "i-plan",
            Self::Owner => "i-user",
        }
    }
}

/// In which state an écart is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Somebody still has something to do about it: open, or for an amendment.
    Waiting,
    In(SettlementState),
}

/// The word of the address for those that wait.
pub(crate) const WAITING: &str = "attente";

impl Stand {
    fn from_code(code: &str) -> Option<Self> {
        match code {
            WAITING => Some(Self::Waiting),
            code => SettlementState::from_code(code).map(Self::In),
        }
    }

    pub(crate) fn holds(self, state: SettlementState) -> bool {
        match self {
            Self::Waiting => state.waits(),
            Self::In(own) => state == own,
        }
    }
}

/// A filter that can be applied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) state: Option<Stand>,
    pub(crate) severity: Option<Severity>,
    pub(crate) family: Option<Family>,
    rule: Option<RuleCode>,
    owner: Option<String>,
    action: Option<String>,
    words: Vec<String>,
}

/// Nobody was asked.
pub(crate) const NOBODY: &str = "personne";

impl Filter {
    /// The filter typed; what cannot be one is said, and filters nothing.
    pub(crate) fn parse(typed: &Typed) -> (Self, Grouping, Errors) {
        let mut errors = Errors::none();
        let grouping = Grouping::ALL.into_iter().find(|grouping| grouping.code() == typed.vue);
        if grouping.is_none() {
            errors.add("vue", UNKNOWN);
        }
        let filter = Self {
            state: chosen(&typed.etat, Stand::from_code, "etat", &mut errors),
            severity: chosen(&typed.gravite, Severity::from_code, "gravite", &mut errors),
            family: chosen(&typed.famille, Family::from_code, "famille", &mut errors),
            rule: chosen(&typed.regle, RuleCode::from_code, "regle", &mut errors),
            owner: Some(typed.qui.clone()).filter(|owner| !owner.is_empty()),
            action: Some(typed.action.clone()).filter(|action| !action.is_empty()),
            words: fold(&typed.mots).split_whitespace().map(str::to_owned).collect(),
        };
        (filter, grouping.unwrap_or(Grouping::Severity), errors)
    }

    /// Whether it keeps an écart, whatever its state.
    pub(crate) fn keeps_of_any_state(&self, entry: &Entry) -> bool {
        self.severity.is_none_or(|severity| entry.found.severity == severity)
            && self.family.is_none_or(|family| entry.found.family == family)
            && self.rule.is_none_or(|rule| entry.found.rule == Some(rule))
            && self
                .owner
                .as_deref()
                .is_none_or(|owner| entry.owner().unwrap_or(NOBODY) == owner)
            && self
                .action
                .as_ref()
                .is_none_or(|number| entry.actions.iter().any(|action| action.number == *number))
            && self.says(entry)
    }

    pub(crate) fn keeps(&self, entry: &Entry) -> bool {
        self.state.is_none_or(|stand| stand.holds(entry.state())) && self.keeps_of_any_state(entry)
    }

    fn says(&self, entry: &Entry) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let b = entry.found.b.as_ref().map_or("", |b| &b.words);
        let said = entry.last().map_or("", |row| &row.settlement.words);
        let text = fold(&format!("{} {} {b} {said}", entry.found.sentence, entry.found.a.words));
        self.words.iter().all(|word| text.contains(word))
    }
}

const UNKNOWN: &str = "Ce choix n’est pas dans la liste\u{a0}: choisissez-en un autre.";

fn chosen<T>(typed: &str, of: impl Fn(&str) -> Option<T>, field: &'static str, errors: &mut Errors) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    let value = of(typed);
    if value.is_none() {
        errors.add(field, UNKNOWN);
    }
    value
}

/// Écarts under one heading.
pub(crate) struct Group {
    pub(crate) heading: String,
    /// How many stand under it, on this page and on others.
    pub(crate) total: usize,
    /// Those of this page, by their places in the register.
    pub(crate) places: Vec<usize>,
}

/// The écarts at these places under their headings: an écart of several actions stands under each.
pub(crate) fn grouped(entries: &[Entry], kept: &[usize], grouping: Grouping, sections: &Sections) -> Vec<Group> {
    let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for place in kept {
        for key in keys(&entries[*place], grouping, sections) {
            groups.entry(key).or_default().push(*place);
        }
    }
    let told = groups.into_iter().map(|((_, heading), places)| Group {
        heading,
        total: places.len(),
        places,
    });
    told.collect()
}

/// How many écarts a page shows.
const PAGE: usize = 20;

/// What one page shows of groups, which page it is and how many there are.
pub(crate) fn page_of(groups: Vec<Group>, asked: &str) -> (Vec<Group>, usize, usize) {
    let lines: usize = groups.iter().map(|group| group.places.len()).sum();
    let pages = lines.div_ceil(PAGE).max(1);
    let page = asked.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let (mut skipped, mut left) = ((page - 1) * PAGE, PAGE);
    let mut shown = Vec::new();
    for mut group in groups {
        let gone = skipped.min(group.places.len());
        skipped -= gone;
        let mut places = group.places.split_off(gone);
        places.truncate(left);
        left -= places.len();
        if !places.is_empty() {
            shown.push(Group { places, ..group });
        }
    }
    (shown, page, pages)
}

fn keys(entry: &Entry, grouping: Grouping, sections: &Sections) -> BTreeSet<(usize, String)> {
    let one = |rank: usize, heading: &str| BTreeSet::from([(rank, heading.to_owned())]);
    match grouping {
        Grouping::Severity => one(
            usize::from(entry.found.severity != Severity::High) + usize::from(entry.found.severity == Severity::Low),
            entry.asked(),
        ),
        Grouping::Family => {
            let rank = Family::ALL.iter().position(|family| *family == entry.found.family);
            one(rank.unwrap_or_default(), entry.found.family.french())
        }
        Grouping::Place => {
            let (rank, label) = sections.of(entry.found.a.line);
            one(rank, label)
        }
        Grouping::Action if entry.actions.is_empty() => one(usize::MAX, "Sans action nommée"),
        Grouping::Action => {
            let named = entry.actions.iter();
            let key = |action: &crate::anomaly_rows::NamedRow| {
                let rank = usize::try_from(action.action).unwrap_or(usize::MAX);
                (rank, format!("Action\u{a0}{}", action.number))
            };
            named.map(key).collect()
        }
        Grouping::Owner => match entry.owner() {
            Some(owner) => one(0, owner),
            None => one(1, "Personne encore"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(heading: &str, places: std::ops::Range<usize>) -> Group {
        Group {
            heading: heading.to_owned(),
            total: places.len(),
            places: places.collect(),
        }
    }

    #[test]
    fn a_page_takes_up_a_group_where_the_one_before_left_it() {
        let groups = || {
            vec![
                group("À trancher", 0..9),
                group("À expliquer", 9..50),
                group("Pour information", 50..51),
            ]
        };
        let shown = |asked: &str| {
            let (shown, page, pages) = page_of(groups(), asked);
            let told = shown
                .iter()
                .map(|group| (group.total, group.places.first().copied(), group.places.len()));
            (told.collect::<Vec<_>>(), page, pages)
        };
        assert_eq!(shown(""), (vec![(9, Some(0), 9), (41, Some(9), 11)], 1, 3));
        assert_eq!(shown("3"), (vec![(41, Some(40), 10), (1, Some(50), 1)], 3, 3));
        assert_eq!(shown("99").1, 3, "a page that is none is the nearest");
        assert_eq!(page_of(Vec::new(), "2").2, 1);
    }
}
