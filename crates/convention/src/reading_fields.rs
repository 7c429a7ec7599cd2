//! What people correct of a reading: each section, each field, in their words.
//!
//! What is not listed here is not corrected on screen: what is computed, and the order of what has a number that other
//! things follow. Such a thing is added at the end, and never taken out.

use domain::reading::{DutyKind, Half, OrganisationKind, Precision, Topic};

use crate::reading_sections::SECTIONS;

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Day,
    /// The day on which something is due, where a time may also be told otherwise.
    DueDay,
    Count,
    /// Full-time equivalents, kept as hundredths.
    Fte,
    /// Years, as one list: "2023, 2025-2026".
    Years,
    Year,
    /// Euros, kept as cents.
    Amount,
    /// How far a figure is exact.
    Precision,
    /// Half of a year.
    Half,
    /// One of twelve.
    Month,
    Flag,
    /// An organisation that the text names.
    Organisation,
    /// The same, or words that name none.
    Holder,
    Node,
    /// The element of the framework under which a new one stands, or none.
    Under,
    Theme,
    Duty,
    /// What a statement of the scheme of cooperation is about.
    Topic,
    /// What an organisation is.
    Nature,
}

impl Kind {
    /// Whether a value of it is the key of something else of the same reading.
    pub(crate) const fn is_chosen(self) -> bool {
        matches!(
            self,
            Self::Organisation | Self::Holder | Self::Node | Self::Under | Self::Theme
        )
    }
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: Kind,
    /// Several values, one after the other.
    pub(crate) many: bool,
    /// Whether its object cannot be without it.
    pub(crate) required: bool,
    /// Whether only a text writes it: a convention typed by hand has none.
    pub(crate) of_text: bool,
}

/// What a new object holds that nobody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Flag(bool),
    Word(&'static str),
}

/// Objects inside an object: the sites of a facility.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inner {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) fields: &'static [Field],
    /// What a new one holds beside its first field.
    pub(crate) beside: &'static [(&'static str, Beside)],
}

/// One part of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section {
    /// Its name in addresses and in the document.
    pub(crate) root: &'static str,
    pub(crate) title: &'static str,
    pub(crate) one: &'static str,
    pub(crate) list: bool,
    pub(crate) fields: &'static [Field],
    pub(crate) inner: &'static [Inner],
    /// The fields asked for a new one; none can be added when empty.
    pub(crate) new: &'static [Field],
    pub(crate) beside: &'static [(&'static str, Beside)],
    /// The letter of the keys of its items, when other places of the document name them.
    pub(crate) key: Option<char>,
    pub(crate) removable: bool,
}

/// A framework has no more levels above its actions.
const MOST_LEVELS: usize = 4;

impl Section {
    pub(crate) fn of(root: &str) -> Option<&'static Self> {
        SECTIONS.iter().find(|section| section.root == root)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// How the value at the end of a path is typed: the path from the item, numbers apart.
    pub(crate) fn kind_at(&self, names: &[&str]) -> Option<Kind> {
        if let Some(field) = self.field(&names.join("/")) {
            return Some(field.kind);
        }
        let fields = match names {
            [inner, _] => self.inner(inner)?.fields,
            _ => self.fields,
        };
        let name = names.last()?;
        fields.iter().find(|field| field.name == *name).map(|field| field.kind)
    }

    pub(crate) fn inner(&self, name: &str) -> Option<&'static Inner> {
        self.inner.iter().find(|inner| inner.name == name)
    }

    /// Whether a new item may come at the end.
    pub(crate) const fn takes(&self) -> bool {
        !self.new.is_empty()
    }

    /// Whether the item at `index` may be taken out of `count`. Actions keep their numbers: only the last one goes.
    pub(crate) fn gives_up(&self, index: usize, count: usize) -> bool {
        self.removable && (self.root != "actions" || index + 1 == count)
    }

    /// Whether there may be a level of the framework at this place.
    pub(crate) const fn takes_level(index: usize) -> bool {
        index < MOST_LEVELS
    }

    /// Whether the level at `index` may be taken out of `count`, when the first `used` have elements: only the last, and never from
    /// above its elements.
    pub(crate) const fn gives_up_level(index: usize, count: usize, used: usize) -> bool {
        index + 1 == count && index >= used
    }
}

impl Inner {
    /// What is asked for a new one: what it cannot be without, and does not hold by itself; what only a text writes where there is one.
    pub(crate) fn asked(&self, by_hand: bool) -> impl Iterator<Item = &'static Field> {
        let held = move |field: &Field| self.beside.iter().any(|(name, _)| *name == field.name);
        let written = move |field: &Field| field.of_text && !by_hand;
        self.fields
            .iter()
            .filter(move |field| field.required && (written(field) || !held(field)))
    }
}

/// Fields and sections, as short to write as to read.
pub(crate) mod build {
    use super::{Field, Kind, Section};

    pub(crate) const fn text(name: &'static str, label: &'static str) -> Field {
        typed(name, label, Kind::Text)
    }

    pub(crate) const fn typed(name: &'static str, label: &'static str, kind: Kind) -> Field {
        Field {
            name,
            label,
            kind,
            many: false,
            required: false,
            of_text: false,
        }
    }

    pub(crate) const fn needed(field: Field) -> Field {
        Field { required: true, ..field }
    }

    pub(crate) const fn of_text(field: Field) -> Field {
        Field { of_text: true, ..field }
    }

    pub(crate) const fn many(field: Field) -> Field {
        Field { many: true, ..field }
    }

    pub(crate) const fn section(
        root: &'static str,
        title: &'static str,
        one: &'static str,
        fields: &'static [Field],
    ) -> Section {
        Section {
            root,
            title,
            one,
            list: true,
            fields,
            inner: &[],
            new: &[],
            beside: &[],
            key: None,
            removable: false,
        }
    }
}

/// The precisions of a figure.
pub(crate) fn precisions() -> impl Iterator<Item = (String, String)> {
    Precision::ALL
        .into_iter()
        .map(|precision| (precision.code().to_owned(), precision.choice().to_owned()))
}

/// The months of a year, from 1.
pub(crate) fn months() -> impl Iterator<Item = (String, String)> {
    (1..)
        .zip(web::french::months())
        .map(|(rank, name): (i32, _)| (rank.to_string(), name.to_owned()))
}

/// The halves of a year.
pub(crate) fn halves() -> impl Iterator<Item = (String, String)> {
    [Half::First, Half::Second]
        .into_iter()
        .map(|half| (half.rank().to_string(), half.french().to_owned()))
}

/// The words of a kind of duty.
pub(crate) fn duties() -> impl Iterator<Item = (String, String)> {
    DutyKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.french().to_owned()))
}

/// The words of a topic of the scheme of cooperation.
pub(crate) fn topics() -> impl Iterator<Item = (String, String)> {
    Topic::ALL
        .into_iter()
        .map(|topic| (topic.code().to_owned(), topic.french().to_owned()))
}

/// The words of a kind of organisation.
pub(crate) fn natures() -> impl Iterator<Item = (String, String)> {
    OrganisationKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.french().to_owned()))
}
