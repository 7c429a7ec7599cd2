//! The fields of the form of a whole element, as they stand or as they were typed.
//!
//! It changes nothing, and knows no word of the page but the labels of the fields.

use domain::reading::Lines;
use files::correction::has_kinds;
use serde_json::Value;

use super::{Pairs, Place};
use crate::reading_fields::{Field, Inner, Kind};
use crate::reading_show::{Desk, is_uncounted};
use crate::reading_values::in_form;

/// Fields of the longest element, those of what it holds included.
const IDS: [&str; 32] = [
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15", "c16", "c17", "c18",
    "c19", "c20", "c21", "c22", "c23", "c24", "c25", "c26", "c27", "c28", "c29", "c30", "c31",
];

/// One of them.
pub(super) struct Entry {
    /// Its name in the form.
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    /// Where it stands in the document: a value, a list, or what a list would hold more.
    pub(super) place: String,
    pub(super) field: &'static Field,
    /// The list of objects that it adds to.
    pub(super) inner: Option<&'static Inner>,
    pub(super) lines: Lines,
    pub(super) content: Content,
}

/// How it is typed, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// One text.
    One(String),
    /// Texts, one a line.
    Many(String),
    /// One of these, or words where none fits.
    Choice {
        choices: Vec<(String, String)>,
        chosen: String,
        free: Option<String>,
    },
    /// Any of these, and words of others, one a line.
    Choices {
        choices: Vec<(String, String)>,
        chosen: Vec<String>,
        free: Option<String>,
    },
}

impl Entry {
    pub(super) fn kind(&self) -> Kind {
        self.field.kind
    }

    /// Whether the element cannot be without it. A rhythm, a time or a signature may be absent whole.
    pub(super) fn is_required(&self) -> bool {
        self.field.required && !self.field.name.contains('/')
    }

    /// The kind of input that takes it.
    pub(super) const fn input_type(&self) -> &'static str {
        match self.field.kind {
            Kind::Day => "date",
            _ => "text",
        }
    }

    /// How it is written.
    pub(super) const fn hint(&self) -> &'static str {
        match self.field.kind {
            Kind::Day => "Année, mois, jour : 2022-12-31",
            Kind::DueDay => "Un jour (30/06/2027), un délai (6 mois) ou «\u{a0}chaque année\u{a0}»",
            Kind::Amount => "En euros : 1\u{a0}234,50",
            Kind::Fte => "Par exemple 0,5 ou 1,75",
            Kind::Years => "Par exemple 2023, 2025-2026",
            Kind::Count | Kind::Year => "En chiffres",
            _ => "",
        }
    }

    /// Whether it holds sentences, typed in a box of several lines.
    pub(super) fn is_long(&self) -> bool {
        self.field.kind == Kind::Text && self.field.name == "text"
    }

    /// Lines of its box: one more than it holds.
    pub(super) fn rows(&self) -> usize {
        match &self.content {
            Content::Many(text) => (text.lines().count() + 1).clamp(2, 12),
            _ => 3,
        }
    }

    /// What the words beside its choices are called.
    pub(super) fn free_label(&self) -> String {
        format!("{}, en toutes lettres", self.label)
    }

    /// What to do where there is nothing to choose from.
    pub(super) fn no_choice(&self) -> &'static str {
        match self.field.kind {
            Kind::Theme => "La convention n’a pas encore de thématique\u{a0}: ajoutez-en dans «\u{a0}Les thématiques\u{a0}».",
            Kind::Node => "La convention n’a pas encore d’élément de cadre\u{a0}: ajoutez-en dans «\u{a0}Le cadre\u{a0}».",
            _ => "La convention n’a pas encore d’organisme\u{a0}: ajoutez-en dans «\u{a0}Les parties\u{a0}».",
        }
    }

    /// The name of the words beside its choices.
    pub(super) fn free_id(&self) -> String {
        free_id(self.id)
    }

    /// What the form sent for it.
    pub(super) fn received(&self, pairs: &Pairs) -> Content {
        let free = |held: &Option<String>| held.as_ref().map(|_| pairs.first(&free_id(self.id)).to_owned());
        match &self.content {
            Content::One(_) => Content::One(pairs.first(self.id).to_owned()),
            Content::Many(_) => Content::Many(pairs.first(self.id).to_owned()),
            Content::Choice { choices, free: held, .. } => Content::Choice {
                choices: choices.clone(),
                chosen: pairs.first(self.id).to_owned(),
                free: free(held),
            },
            Content::Choices { choices, free: held, .. } => Content::Choices {
                choices: choices.clone(),
                chosen: pairs.all(self.id).map(str::to_owned).collect(),
                free: free(held),
            },
        }
    }

    /// The same field, with what was typed in it.
    pub(super) fn typed(self, pairs: &Pairs) -> Self {
        Self {
            content: self.received(pairs),
            ..self
        }
    }
}

fn free_id(id: &str) -> String {
    format!("{id}l")
}

/// The fields of an element, then what may be added to the lists of objects that it holds.
pub(super) fn entries(desk: &Desk, place: &Place) -> Vec<Entry> {
    let base = place.base();
    let own = place
        .section
        .fields
        .iter()
        .filter(|field| desk.shows(field) && is_whole(field));
    let own = own.map(|field| own_entry(desk, &base, field));
    let added = place.section.inner.iter().filter_map(|inner| added(desk, &base, inner));
    let mut all: Vec<Entry> = own.chain(added).collect();
    for (entry, id) in all.iter_mut().zip(IDS) {
        entry.id = id;
    }
    all.truncate(IDS.len());
    all
}

/// Whether a field fits a form of all: paragraphs of several kinds keep theirs where they are typed.
fn is_whole(field: &Field) -> bool {
    !(field.many && has_kinds(field.name))
}

fn own_entry(desk: &Desk, base: &str, field: &'static Field) -> Entry {
    let place = format!("{base}/{}", field.name);
    let held = desk.at(&place).filter(|value| !is_uncounted(&place, value));
    let content = content(desk, field, held.unwrap_or(&Value::Null));
    Entry {
        id: "",
        label: field.label,
        lines: if field.many { Lines::default() } else { desk.lines(&place) },
        place,
        field,
        inner: None,
        content,
    }
}

/// The box where objects made of one text are added; none for those that need more than a text.
fn added(desk: &Desk, base: &str, inner: &'static Inner) -> Option<Entry> {
    let mut asked = inner.asked(desk.is_by_hand());
    let field = asked.next().filter(|field| field.kind == Kind::Text)?;
    asked.next().is_none().then(|| Entry {
        id: "",
        label: inner.label,
        place: format!("{base}/{}", inner.name),
        field,
        inner: Some(inner),
        lines: Lines::default(),
        content: Content::Many(String::new()),
    })
}

fn content(desk: &Desk, field: &Field, held: &Value) -> Content {
    let choices = desk.names.choices(field.kind);
    let in_words = field.kind == Kind::Holder;
    if choices.is_empty() && !field.kind.is_chosen() {
        return if field.many {
            Content::Many(texts(held).join("\n"))
        } else {
            Content::One(in_form(Some(field.kind), held).0)
        };
    }
    if !field.many {
        let (chosen, words) = in_form(Some(field.kind), held);
        return Content::Choice {
            choices,
            chosen,
            free: in_words.then_some(words),
        };
    }
    let items = held.as_array().map_or(&[][..], Vec::as_slice);
    let (chosen, words): (Vec<String>, Vec<String>) = items.iter().map(|item| in_form(Some(field.kind), item)).unzip();
    let filled = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    Content::Choices {
        choices,
        chosen: filled(chosen),
        free: in_words.then(|| filled(words).join("\n")),
    }
}

/// The texts of a list.
pub(super) fn texts(held: &Value) -> Vec<&str> {
    let items = held.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(Value::as_str).collect()
}
