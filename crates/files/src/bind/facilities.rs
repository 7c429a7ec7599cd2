//! Facilities, each with its type and the collectivity in whose list it stands.

use domain::reading::{AbsenceRead, FacilitiesRead, FacilityRead, Key, Lines, Sourced};

use crate::names::Names;
use crate::passage::Passage;
use crate::recognise::facilities::{self, Entry, Row};
use crate::recognise::facility_words::{is_kind, is_label, kind_length};
use crate::segment::Segment;
use crate::wording;

/// The facilities of the text, and the labels that its lists print.
pub(crate) fn bind(segments: &[Segment<'_>], names: &Names) -> (FacilitiesRead, Vec<Sourced<String>>) {
    let mut binder = Binder {
        names,
        owner: None,
        kind: None,
        near: false,
        read: FacilitiesRead::default(),
        labels: Vec::new(),
    };
    for list in facilities::lists(segments) {
        (binder.owner, binder.kind, binder.near) = (None, None, false);
        for entry in list {
            binder.take(entry);
        }
    }
    (binder.read, binder.labels)
}

struct Binder<'n> {
    names: &'n Names,
    owner: Option<Sourced<Key>>,
    kind: Option<Sourced<String>>,
    /// Whether the entry before touches this one.
    near: bool,
    read: FacilitiesRead,
    labels: Vec<Sourced<String>>,
}

impl Binder<'_> {
    fn take(&mut self, entry: Entry) {
        let near = !matches!(entry, Entry::Gap);
        match entry {
            Entry::Label(label) => self.labels.push(label),
            Entry::Alone(words) => self.alone(&words),
            Entry::Facility(row) => self.facility(row),
            Entry::Absent(kind, mark) => self.absent(kind, mark),
            Entry::Gap => {}
        }
        self.near = near;
    }

    fn alone(&mut self, passage: &Passage) {
        let words = passage.words();
        if is_label(&words) {
            self.labels.push(passage.sourced());
        } else if let Some(owner) = self.collectivity(passage) {
            self.owner = Some(owner);
            self.kind = None;
        } else if is_kind(&words) {
            self.kind = Some(passage.sourced());
        } else if self.near && self.kind.is_some() && words.len() < 10 {
            let lines = passage.lines();
            let row = Row {
                line: lines.first().unwrap_or(1),
                kind: None,
                name: passage.sourced(),
                sites: Vec::new(),
                commune: None,
            };
            self.facility(row);
        }
    }

    /// The collectivity that these words name, whatever label precedes it: "Commune : Valmont".
    fn collectivity(&self, passage: &Passage) -> Option<Sourced<Key>> {
        const LABELS: [&str; 9] = [
            "commune",
            "ville",
            "de",
            "la",
            "pour",
            "collectivite",
            "territoire",
            "locale",
            "signataire",
        ];
        let tokens = passage.tokens();
        let at = (0..tokens.len().min(6)).find(|at| self.names.at(&tokens, *at).is_some())?;
        let mention = self.names.at(&tokens, at)?;
        let ends = at + mention.length == tokens.len();
        let labels = tokens[..at].iter().all(|token| LABELS.contains(&token.fold.as_str()));
        (ends && labels && self.names.group() != Some(&mention.key)).then(|| Sourced::new(mention.key, passage.lines()))
    }

    fn facility(&mut self, row: Row) {
        let owner = row.commune.as_ref().and_then(|commune| self.collectivity(commune));
        let own = || {
            let words = wording::words(&row.name.value);
            let length = kind_length(&words)?;
            let passage = Passage::one(row.line, &row.name.value);
            let tokens = passage.tokens();
            Some(passage.between(tokens.first()?, tokens.get(length - 1)?).sourced())
        };
        let nothing = || Sourced::new(String::new(), Lines::default());
        let kind = row
            .kind
            .clone()
            .or_else(|| self.kind.clone())
            .or_else(own)
            .unwrap_or_else(nothing);
        self.read.listed.push(FacilityRead {
            lines: kind.lines.union(&Lines::one(row.line)),
            kind,
            name: row.name,
            sites: row.sites,
            owner: owner.or_else(|| self.owner.clone()),
        });
    }

    fn absent(&mut self, kind: Option<Sourced<String>>, mark: Sourced<String>) {
        let Some(kind) = kind.or_else(|| self.kind.clone()) else {
            return;
        };
        self.read.absent.push(AbsenceRead {
            lines: kind.lines.union(&mark.lines),
            kind,
            mark,
            owner: self.owner.clone(),
        });
    }
}
