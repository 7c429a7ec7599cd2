//! A document to its reading. A document of another schema, or spoilt, is refused with the path of the field.

use std::fmt;

use domain::digest::Digest;
use domain::reading::{
    ActionRead, AgreementRead, AnnexRead, Anomaly, ArticleRead, Commission, DeliberationRead, Detail, Family, GroupRead,
    Holder, Key, LineRange, Lines, NodeRead, OrganisationKind, OrganisationRead, PartyRead, Quote, Reading, SCHEMA, Severity,
    SignatoryRead, SignatureRead, SourceFile, Sourced, ThemeRead, Track, Unplaced, View, Votes,
};
use domain::time::Day;
use serde_json::{Map, Value};

/// The text is no interchange document of this schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADocument {
    /// The field at fault, or the place of a syntax error.
    pub place: String,
}

impl fmt::Display for NotADocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Ce document d’échange ne peut pas être relu\u{a0}: {}. Il doit être écrit au format «\u{a0}{SCHEMA}\u{a0}»\u{a0}; produisez-le de nouveau \
             avec «\u{a0}pacte import FICHIER --check --json\u{a0}».",
            self.place
        )
    }
}

impl std::error::Error for NotADocument {}

type Fallible<T> = Result<T, NotADocument>;

/// Reads a document back.
pub fn read(text: &str) -> Fallible<Reading> {
    let value: Value = serde_json::from_str(text).map_err(|error| NotADocument {
        place: format!("ligne {}, colonne {}", error.line(), error.column()),
    })?;
    let root = Object::new(&value, "document")?;
    if root.string("schema")? != SCHEMA {
        return Err(root.fault("schema"));
    }
    Ok(Reading {
        source: source(&root.object("source")?)?,
        agreement: agreement(&root.object("convention")?)?,
        parties: root.list("parties", party)?,
        organisations: root.list("organisations", organisation)?,
        groups: root.list("groups", group)?,
        perimeter: root.items("perimeter", key)?,
        deliberations: root.list("deliberations", deliberation)?,
        levels: root.items("levels", text_of)?,
        nodes: root.list("nodes", node)?,
        themes: root.list("themes", theme)?,
        actions: root.list("actions", action)?,
        articles: root.list("articles", article)?,
        annexes: root.list("annexes", annex)?,
        anomalies: root.list("anomalies", anomaly)?,
        unplaced: root.list("unplaced", |object| {
            Ok(Unplaced {
                lines: object.lines()?,
                text: object.string("text")?.to_owned(),
            })
        })?,
    })
}

/// An object of the document, with its path.
struct Object<'v> {
    fields: &'v Map<String, Value>,
    path: String,
}

impl<'v> Object<'v> {
    fn new(value: &'v Value, path: &str) -> Fallible<Self> {
        let fields = value.as_object().ok_or_else(|| NotADocument {
            place: format!("le champ «\u{a0}{path}\u{a0}» n’est pas un objet"),
        })?;
        Ok(Self {
            fields,
            path: path.to_owned(),
        })
    }

    fn fault(&self, name: &str) -> NotADocument {
        NotADocument {
            place: format!("le champ «\u{a0}{}.{name}\u{a0}» est absent ou mal formé", self.path),
        }
    }

    fn string(&self, name: &str) -> Fallible<&'v str> {
        self.fields.get(name).and_then(Value::as_str).ok_or_else(|| self.fault(name))
    }

    fn number<T: TryFrom<u64>>(&self, name: &str) -> Fallible<T> {
        let number = self
            .fields
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.fault(name))
    }

    fn flag(&self, name: &str) -> Fallible<bool> {
        self.fields.get(name).and_then(Value::as_bool).ok_or_else(|| self.fault(name))
    }

    fn id(&self) -> Fallible<Key> {
        Ok(Key(self.string("id")?.to_owned()))
    }

    fn object(&self, name: &str) -> Fallible<Object<'v>> {
        Object::new(
            self.fields.get(name).ok_or_else(|| self.fault(name))?,
            &format!("{}.{name}", self.path),
        )
    }

    fn optional_object(&self, name: &str) -> Fallible<Option<Object<'v>>> {
        if self.fields.contains_key(name) {
            self.object(name).map(Some)
        } else {
            Ok(None)
        }
    }

    fn array(&self, name: &str) -> Fallible<&'v [Value]> {
        match self.fields.get(name) {
            None => Ok(&[]),
            Some(value) => value.as_array().map(Vec::as_slice).ok_or_else(|| self.fault(name)),
        }
    }

    fn list<T>(&self, name: &str, read: impl Fn(&Object<'v>) -> Fallible<T>) -> Fallible<Vec<T>> {
        let objects = self.array(name)?.iter().enumerate();
        objects
            .map(|(index, value)| read(&Object::new(value, &format!("{}.{name}[{index}]", self.path))?))
            .collect()
    }

    fn lines(&self) -> Fallible<Lines> {
        self.fields.get("lines").and_then(ranges).ok_or_else(|| self.fault("lines"))
    }

    fn source(&self, name: &str) -> Fallible<Lines> {
        let sources = self.fields.get("sources").and_then(Value::as_object);
        sources
            .and_then(|sources| sources.get(name))
            .and_then(ranges)
            .ok_or_else(|| self.fault(&format!("sources.{name}")))
    }

    fn optional<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Option<Sourced<T>>> {
        let Some(value) = self.fields.get(name) else { return Ok(None) };
        let value = read(value).ok_or_else(|| self.fault(name))?;
        Ok(Some(Sourced::new(value, self.source(name)?)))
    }

    fn required<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Sourced<T>> {
        self.optional(name, read)?.ok_or_else(|| self.fault(name))
    }

    fn items<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Vec<Sourced<T>>> {
        let item = |(index, value): (usize, &Value)| {
            let place = format!("{name}[{index}]");
            let value = read(value).ok_or_else(|| self.fault(&place))?;
            Ok(Sourced::new(value, self.source(&place)?))
        };
        self.array(name)?.iter().enumerate().map(item).collect()
    }

    fn keys(&self, name: &str) -> Fallible<Vec<Key>> {
        self.array(name)?
            .iter()
            .map(|value| key(value).ok_or_else(|| self.fault(name)))
            .collect()
    }
}

fn ranges(value: &Value) -> Option<Lines> {
    let range = |value: &Value| {
        let [first, last] = value.as_array()?.as_slice() else {
            return None;
        };
        LineRange::new(u32::try_from(first.as_u64()?).ok()?, u32::try_from(last.as_u64()?).ok()?)
    };
    value.as_array()?.iter().map(range).collect()
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn key(value: &Value) -> Option<Key> {
    text_of(value).map(Key)
}

fn day(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

fn small<T: TryFrom<i64>>(value: &Value) -> Option<T> {
    value.as_i64().and_then(|number| T::try_from(number).ok())
}

fn holder(value: &Value) -> Option<Holder> {
    match value {
        Value::String(key) => Some(Holder::Known(Key(key.clone()))),
        other => other.get("text").and_then(text_of).map(Holder::Text),
    }
}

fn source(object: &Object<'_>) -> Fallible<SourceFile> {
    Ok(SourceFile {
        name: object.string("file")?.to_owned(),
        digest: Digest::from_hex(object.string("sha256")?).ok_or_else(|| object.fault("sha256"))?,
        lines: object.number("lines")?,
    })
}

fn agreement(object: &Object<'_>) -> Fallible<AgreementRead> {
    Ok(AgreementRead {
        lines: object.lines()?,
        title: object.optional("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        kind: object.optional("kind", text_of)?,
        start: object.optional("start", day)?,
        end: object.optional("end", day)?,
        signature: object
            .optional_object("signature")?
            .map(|object| signature(&object))
            .transpose()?,
    })
}

fn signature(object: &Object<'_>) -> Fallible<SignatureRead> {
    Ok(SignatureRead {
        lines: object.lines()?,
        place: object.optional("place", text_of)?,
        date: object.optional("date", day)?,
        year: object.optional("year", small)?,
        month: object.optional("month", small)?,
    })
}

fn kind_of(value: &Value) -> Option<OrganisationKind> {
    value.as_str().and_then(OrganisationKind::from_code)
}

fn party(object: &Object<'_>) -> Fallible<PartyRead> {
    Ok(PartyRead {
        lines: object.lines()?,
        id: object.id()?,
        name: object.required("name", text_of)?,
        kind: object.required("kind", kind_of)?,
        aliases: object.items("aliases", text_of)?,
        signatories: object.list("signatories", signatory)?,
    })
}

fn signatory(object: &Object<'_>) -> Fallible<SignatoryRead> {
    Ok(SignatoryRead {
        lines: object.lines()?,
        name: object.required("name", text_of)?,
        function: object.optional("function", text_of)?,
    })
}

fn organisation(object: &Object<'_>) -> Fallible<OrganisationRead> {
    Ok(OrganisationRead {
        lines: object.lines()?,
        id: object.id()?,
        name: object.required("name", text_of)?,
        kind: OrganisationKind::from_code(object.string("kind")?).ok_or_else(|| object.fault("kind"))?,
    })
}

fn group(object: &Object<'_>) -> Fallible<GroupRead> {
    Ok(GroupRead {
        lines: object.lines()?,
        id: object.id()?,
        name: object.required("name", text_of)?,
        members: object.keys("members")?,
    })
}

fn deliberation(object: &Object<'_>) -> Fallible<DeliberationRead> {
    Ok(DeliberationRead {
        lines: object.lines()?,
        organisation: object.optional("org", key)?,
        date: object.optional("date", day)?,
        number: object.optional("number", text_of)?,
        votes: Votes {
            favour: object.optional("for", small)?,
            against: object.optional("against", small)?,
            abstain: object.optional("abstain", small)?,
            present: object.optional("present", small)?,
            proxies: object.optional("proxies", small)?,
        },
        commission: object
            .optional_object("commission")?
            .map(|object| commission(&object))
            .transpose()?,
        approves: object.optional("approves", text_of)?,
        authority: object.optional("authority", text_of)?,
        signatories: object.list("signatories", signatory)?,
    })
}

fn commission(object: &Object<'_>) -> Fallible<Commission> {
    Ok(Commission {
        name: object.required("name", text_of)?,
        date: object.optional("date", day)?,
    })
}

fn node(object: &Object<'_>) -> Fallible<NodeRead> {
    Ok(NodeRead {
        lines: object.lines()?,
        id: object.id()?,
        level: object.number("level")?,
        code: object.optional("code", text_of)?,
        title: object.required("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        parent: object.fields.get("parent").and_then(key),
    })
}

fn theme(object: &Object<'_>) -> Fallible<ThemeRead> {
    Ok(ThemeRead {
        lines: object.lines()?,
        id: object.id()?,
        name: object.required("name", text_of)?,
        other_names: object.items("other_names", text_of)?,
    })
}

fn action(object: &Object<'_>) -> Fallible<ActionRead> {
    Ok(ActionRead {
        lines: object.lines()?,
        number: object.required("number", text_of)?,
        title: object.required("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        parent: object.optional("parent", key)?,
        themes: object.items("themes", key)?,
        details: object.list("details", detail)?,
        means: object.items("means", text_of)?,
        funding: object.items("funding", text_of)?,
        pilots: object.items("pilots", holder)?,
        bearers: object.items("bearers", holder)?,
        other_pilots: object.items("other_pilots", holder)?,
        other_bearers: object.items("other_bearers", holder)?,
        partners: object.items("partners", holder)?,
        tracks: object.list("tracks", track)?,
    })
}

fn detail(object: &Object<'_>) -> Fallible<Detail> {
    Ok(Detail {
        text: object.required("text", text_of)?,
        commune: object.fields.get("commune").and_then(key),
    })
}

fn track(object: &Object<'_>) -> Fallible<Track> {
    let years = object
        .array("years")?
        .iter()
        .map(|year| small(year).ok_or_else(|| object.fault("years")));
    Ok(Track {
        view: View::from_code(object.string("view")?).ok_or_else(|| object.fault("view"))?,
        communes: object.keys("communes")?,
        years: years.collect::<Fallible<_>>()?,
        mark: object.required("mark", text_of)?,
    })
}

fn article(object: &Object<'_>) -> Fallible<ArticleRead> {
    Ok(ArticleRead {
        lines: object.lines()?,
        number: object.optional("number", text_of)?,
        title: object.required("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        text: object.items("text", text_of)?,
    })
}

fn annex(object: &Object<'_>) -> Fallible<AnnexRead> {
    Ok(AnnexRead {
        lines: object.lines()?,
        number: object.required("number", text_of)?,
        title: object.optional("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        announced: object.flag("announced")?,
        present: object.flag("present")?,
    })
}

fn anomaly(object: &Object<'_>) -> Fallible<Anomaly> {
    let quote = |object: Object<'_>| {
        Ok(Quote {
            line: object.number("line")?,
            quote: object.string("quote")?.to_owned(),
        })
    };
    Ok(Anomaly {
        family: Family::from_code(object.string("family")?).ok_or_else(|| object.fault("family"))?,
        severity: Severity::from_code(object.string("severity")?).ok_or_else(|| object.fault("severity"))?,
        a: quote(object.object("a")?)?,
        b: object.optional_object("b")?.map(quote).transpose()?,
        reason: object.string("reason")?.to_owned(),
    })
}
