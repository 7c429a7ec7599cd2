//! What people correct of a reading: each section, each field, in their words.
//!
//! What is not listed here is not corrected on screen: what is computed, and the order of parties, whose numbers other
//! things follow.

use domain::reading::DutyKind;
use files::correction::{FieldPath, value_at};
use serde_json::Value;

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Day,
    Count,
    Flag,
    /// An organisation that the text names.
    Organisation,
    /// The same, or words that name none.
    Holder,
    Node,
    Theme,
    Duty,
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
}

/// Objects inside an object: the sites of a facility.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inner {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) fields: &'static [Field],
    /// What a new one holds beside its first field.
    pub(crate) beside: &'static [(&'static str, bool)],
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
    pub(crate) new: &'static [&'static str],
    pub(crate) beside: &'static [(&'static str, bool)],
    pub(crate) removable: bool,
}

const fn text(name: &'static str, label: &'static str) -> Field {
    typed(name, label, Kind::Text)
}

const fn typed(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        many: false,
        required: false,
    }
}

const fn needed(field: Field) -> Field {
    Field { required: true, ..field }
}

const fn many(field: Field) -> Field {
    Field { many: true, ..field }
}

const fn section(root: &'static str, title: &'static str, one: &'static str, fields: &'static [Field]) -> Section {
    Section {
        root,
        title,
        one,
        list: true,
        fields,
        inner: &[],
        new: &[],
        beside: &[],
        removable: false,
    }
}

const SIGNATORIES: Inner = Inner {
    name: "signatories",
    label: "Signataires",
    fields: &[needed(text("name", "Nom")), text("function", "Fonction")],
    beside: &[],
};

/// Every section, in the order of the document.
pub(crate) const SECTIONS: [Section; 14] = [
    Section {
        list: false,
        ..section(
            "convention",
            "La convention",
            "La convention",
            &[
                text("title", "Titre"),
                text("kind", "Nature"),
                typed("start", "Premier jour", Kind::Day),
                typed("end", "Dernier jour", Kind::Day),
                text("signature/place", "Lieu de signature"),
                typed("signature/date", "Date de signature", Kind::Day),
                typed("originals", "Exemplaires originaux", Kind::Count),
                many(text("other_titles", "Autres titres")),
            ],
        )
    },
    Section {
        inner: &[SIGNATORIES],
        ..section(
            "parties",
            "Les parties",
            "Partie",
            &[
                needed(text("name", "Nom")),
                many(text("aliases", "Autres noms")),
                text("authority", "Délibération ou délégation visée"),
            ],
        )
    },
    Section {
        inner: &[SIGNATORIES],
        ..section(
            "deliberations",
            "Les délibérations",
            "Délibération",
            &[
                typed("org", "Organisme", Kind::Organisation),
                typed("date", "Date", Kind::Day),
                text("number", "Numéro"),
                typed("for", "Voix pour", Kind::Count),
                typed("against", "Voix contre", Kind::Count),
                typed("abstain", "Abstentions", Kind::Count),
                typed("present", "Présents", Kind::Count),
                typed("proxies", "Pouvoirs", Kind::Count),
                text("approves", "Ce qu’elle approuve"),
                text("authority", "Délégation"),
            ],
        )
    },
    section(
        "nodes",
        "Le cadre",
        "Élément du cadre",
        &[
            text("code", "Numéro"),
            needed(text("title", "Intitulé")),
            many(text("other_titles", "Autres intitulés")),
        ],
    ),
    section(
        "themes",
        "Les thématiques",
        "Thématique",
        &[needed(text("name", "Nom")), many(text("other_names", "Autres noms"))],
    ),
    Section {
        inner: &[Inner {
            name: "details",
            label: "Détails",
            fields: &[needed(text("text", "Texte"))],
            beside: &[],
        }],
        new: &["number", "title"],
        removable: true,
        ..section(
            "actions",
            "Les actions",
            "Action",
            &[
                needed(text("number", "Numéro")),
                needed(text("title", "Intitulé")),
                many(text("other_titles", "Autres intitulés")),
                typed("parent", "Place dans le cadre", Kind::Node),
                many(typed("themes", "Thématiques", Kind::Theme)),
                many(text("means", "Moyens")),
                many(text("funding", "Financements")),
                many(typed("pilots", "Pilotes", Kind::Holder)),
                many(typed("bearers", "Porteurs", Kind::Holder)),
                many(typed("partners", "Partenaires", Kind::Holder)),
            ],
        )
    },
    section(
        "annexes",
        "Les annexes",
        "Annexe",
        &[
            needed(text("number", "Numéro")),
            text("title", "Titre"),
            needed(typed("announced", "Annoncée dans le texte", Kind::Flag)),
            needed(typed("present", "Jointe au texte", Kind::Flag)),
        ],
    ),
    section(
        "articles",
        "Les titres des articles",
        "Article",
        &[text("number", "Numéro"), needed(text("title", "Titre"))],
    ),
    Section {
        inner: &[Inner {
            name: "sites",
            label: "Adresses",
            fields: &[needed(text("address", "Adresse")), text("role", "Nature de l’adresse")],
            beside: &[],
        }],
        new: &["name", "type"],
        removable: true,
        ..section(
            "facilities",
            "Les équipements",
            "Équipement",
            &[
                needed(text("name", "Nom")),
                needed(text("type", "Type, tel qu’écrit")),
                typed("owner", "Gestionnaire", Kind::Organisation),
            ],
        )
    },
    Section {
        inner: &[Inner {
            name: "members",
            label: "Membres",
            fields: &[
                needed(text("text", "Membre, tel qu’écrit")),
                typed("org", "Organisme", Kind::Organisation),
                needed(typed("replaceable", "Peut être représenté", Kind::Flag)),
            ],
            beside: &[("replaceable", false)],
        }],
        new: &["name"],
        removable: true,
        ..section(
            "bodies",
            "Les instances",
            "Instance",
            &[
                needed(text("name", "Nom")),
                many(text("other_names", "Autres noms")),
                many(text("missions", "Missions")),
                many(typed("chairs", "Présidence", Kind::Holder)),
            ],
        )
    },
    Section {
        new: &["title"],
        beside: &[("total", false)],
        removable: true,
        ..section(
            "posts",
            "Les postes de coopération",
            "Poste",
            &[
                needed(text("title", "Intitulé")),
                typed("party", "Employeur", Kind::Organisation),
                typed("fte_hundredths", "Centièmes d’équivalent temps plein", Kind::Count),
            ],
        )
    },
    section(
        "cooperation",
        "Le schéma de coopération",
        "Énoncé",
        &[
            needed(text("text", "Texte")),
            many(typed("holders", "Organismes", Kind::Organisation)),
            typed("count", "Nombre annoncé", Kind::Count),
        ],
    ),
    Section {
        new: &["text", "kind"],
        removable: true,
        ..section(
            "duties",
            "Les obligations",
            "Obligation",
            &[
                needed(text("text", "Texte")),
                needed(typed("kind", "Nature", Kind::Duty)),
                text("article", "Article"),
                many(typed("debtors", "Qui doit", Kind::Holder)),
                many(typed("creditors", "À qui", Kind::Holder)),
            ],
        )
    },
    Section {
        new: &["text"],
        removable: true,
        ..section(
            "left_open",
            "Ce que le texte laisse ouvert",
            "Point ouvert",
            &[
                needed(text("text", "Texte")),
                text("settled_by", "Ce qui le réglera, selon le texte"),
            ],
        )
    },
];

impl Section {
    pub(crate) fn of(root: &str) -> Option<&'static Self> {
        SECTIONS.iter().find(|section| section.root == root)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    fn inner(&self, name: &str) -> Option<&'static Inner> {
        self.inner.iter().find(|inner| inner.name == name)
    }

    /// Whether the item at `index` may be taken out of `count`. Actions keep their numbers: only the last one goes.
    pub(crate) fn gives_up(&self, index: usize, count: usize) -> bool {
        self.removable && (self.root != "actions" || index + 1 == count)
    }
}

/// What stands at a place, for someone who corrects it.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) section: &'static Section,
    /// Which item of the section, from 0.
    pub(crate) item: Option<usize>,
    /// What it is called: "Intitulé".
    pub(crate) label: &'static str,
    /// The fields typed: one, or those of a new object.
    pub(crate) fields: Vec<&'static Field>,
    /// Whether an object is made of them.
    pub(crate) object: bool,
    pub(crate) beside: &'static [(&'static str, bool)],
    /// Whether something stands there that may be taken out.
    pub(crate) removable: bool,
    /// Whether words can be typed there: an object that exists is corrected field by field.
    pub(crate) typed: bool,
}

/// The spot at a path of this document; `None` when nobody corrects it.
pub(crate) fn spot(document: &str, path: &FieldPath) -> Option<Spot> {
    let text = path.to_string();
    let parts: Vec<&str> = text.split('/').skip(1).collect();
    let (root, rest) = parts.split_first()?;
    let section = Section::of(root)?;
    if !section.list {
        return field_spot(document, section, None, section.fields, rest, path);
    }
    let (index, rest) = rest.split_first()?;
    let index: usize = index.parse().ok()?;
    let count = count(document, &format!("/{root}"));
    if rest.is_empty() {
        return item_spot(section, index, count);
    }
    if index >= count {
        return None;
    }
    let inner = rest.first().and_then(|name| section.inner(name));
    match (inner, rest) {
        (Some(inner), [_, at]) => inner_spot(document, section, index, inner, at),
        (Some(inner), [_, at, field @ ..]) => {
            let held: usize = at.parse().ok()?;
            let list = format!("/{root}/{index}/{}", inner.name);
            (held < crate::reading_fields::count(document, &list)).then_some(())?;
            field_spot(document, section, Some(index), inner.fields, field, path)
        }
        _ => field_spot(document, section, Some(index), section.fields, rest, path),
    }
}

/// How many items stand in a list.
pub(crate) fn count(document: &str, list: &str) -> usize {
    items(document, list).len()
}

/// The items of a list.
pub(crate) fn items(document: &str, list: &str) -> Vec<Value> {
    let value = list.parse().ok().and_then(|path| value_at(document, &path));
    value.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn item_spot(section: &'static Section, index: usize, count: usize) -> Option<Spot> {
    let is_new = index == count && !section.new.is_empty();
    let removable = index < count && section.gives_up(index, count);
    (is_new || removable).then(|| Spot {
        section,
        item: (index < count).then_some(index),
        label: section.one,
        fields: section.new.iter().filter_map(|name| section.field(name)).collect(),
        object: true,
        beside: section.beside,
        removable,
        typed: is_new,
    })
}

fn inner_spot(document: &str, section: &'static Section, item: usize, inner: &'static Inner, at: &str) -> Option<Spot> {
    let at: usize = at.parse().ok()?;
    let count = count(document, &format!("/{}/{item}/{}", section.root, inner.name));
    (at <= count).then(|| Spot {
        section,
        item: Some(item),
        label: inner.label,
        fields: inner.fields.iter().take(1).collect(),
        object: true,
        beside: inner.beside,
        removable: at < count,
        typed: at == count,
    })
}

fn field_spot(
    document: &str,
    section: &'static Section,
    item: Option<usize>,
    fields: &'static [Field],
    rest: &[&str],
    path: &FieldPath,
) -> Option<Spot> {
    let joined = rest.join("/");
    let stands = value_at(document, path).is_some();
    let spot = |field: &'static Field, removable: bool| Spot {
        section,
        item,
        label: field.label,
        fields: vec![field],
        object: false,
        beside: &[],
        removable,
        typed: true,
    };
    if let Some(field) = fields.iter().find(|field| !field.many && field.name == joined) {
        return Some(spot(field, stands && !field.required));
    }
    let (at, name) = rest.split_last()?;
    let at: usize = at.parse().ok()?;
    let field = fields.iter().find(|field| field.many && field.name == name.join("/"))?;
    let text = path.to_string();
    let list = text.rsplit_once('/')?.0;
    (at <= count(document, list)).then(|| spot(field, stands))
}

/// The words of a kind of duty.
pub(crate) fn duties() -> impl Iterator<Item = (String, String)> {
    DutyKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.french().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{"convention":{"title":"T"},"parties":[{"id":"p1","name":"N","aliases":["A"]}],
        "facilities":[{"type":"EAJE","name":"N","sites":[{"address":"Ici"}]}],"actions":[{"number":"1"},{"number":"2"}]}"#;

    fn at(path: &str) -> Option<Spot> {
        spot(DOCUMENT, &path.parse().expect("a path"))
    }

    #[test]
    fn a_place_is_corrected_only_where_people_do() {
        for path in [
            "/convention/title",
            "/convention/signature/date",
            "/parties/0/aliases/0",
            "/parties/0/aliases/1",
            "/facilities/0/sites/0/address",
            "/facilities/0/sites/1",
            "/facilities/1",
            "/actions/1",
            "/actions/2",
        ] {
            assert!(at(path).is_some(), "{path}");
        }
        for path in [
            "/source/sha256",
            "/parties/0",
            "/parties/1",
            "/parties/0/id",
            "/parties/9/name",
            "/parties/0/aliases/2",
            "/facilities/-",
            "/facilities/0/sites/7/address",
            "/facilities/2",
            "/actions/0",
            "/convention",
            "/nodes/0/level",
        ] {
            assert!(at(path).is_none(), "{path}");
        }
    }

    #[test]
    fn what_its_object_needs_is_not_taken_out() {
        assert!(!at("/facilities/0/name").expect("a spot").removable);
        assert!(at("/parties/0/aliases/0").expect("a spot").removable);
        assert!(at("/convention/title").expect("a spot").removable);
        assert!(!at("/convention/end").expect("a spot").removable, "nothing stands there");
    }
}
