//! What stands at a place of a reading, for someone who corrects it.
//!
//! It reads the document, and changes nothing.

use files::correction::{FieldPath, value_at};
use serde_json::Value;

use crate::reading_fields::{Beside, Field, Inner, Kind, Section};

/// What is typed at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brings {
    /// One value, in the place of another or where there was none.
    AValue,
    /// One more text at the end of a list: several may come at once.
    Texts,
    /// A new object, made of its fields.
    AnObject,
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
    pub(crate) brings: Brings,
    pub(crate) beside: &'static [(&'static str, Beside)],
    /// Whether something stands there that may be taken out.
    pub(crate) removable: bool,
    /// Whether words can be typed there: an object that exists is corrected field by field.
    pub(crate) typed: bool,
}

impl Spot {
    pub(crate) fn makes_an_object(&self) -> bool {
        self.brings == Brings::AnObject
    }

    pub(crate) fn adds_texts(&self) -> bool {
        self.brings == Brings::Texts
    }

    /// Whether something more comes at the end of a list, after which another may.
    pub(crate) fn adds(&self) -> bool {
        self.brings != Brings::AValue
    }

    /// Whether this place is that of a whole item of the section.
    pub(crate) fn removes_item(&self, place: &str) -> bool {
        self.makes_an_object() && place.matches('/').count() == 2
    }

    /// Whether it is lifted, and never typed.
    pub(crate) fn is_a_doubt(&self) -> bool {
        self.section.root == "doubts"
    }
}

/// The spot at a path of this document; `None` when nobody corrects it.
pub(crate) fn spot(document: &str, path: &FieldPath) -> Option<Spot> {
    let text = path.to_string();
    let parts: Vec<&str> = text.split('/').skip(1).collect();
    let (root, rest) = parts.split_first()?;
    let section = Section::of(root)?;
    if section.root == "levels" {
        return level_spot(document, section, rest, path);
    }
    if !section.list {
        return field_spot(document, (section, None), section.fields, rest, path);
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
            (held < self::count(document, &list)).then_some(())?;
            field_spot(document, (section, Some(index)), inner.fields, field, path)
        }
        _ => field_spot(document, (section, Some(index)), section.fields, rest, path),
    }
}

/// A level of the framework: those above the elements stay.
fn level_spot(document: &str, section: &'static Section, rest: &[&str], path: &FieldPath) -> Option<Spot> {
    let index: usize = rest.first()?.parse().ok()?;
    let spot = field_spot(document, (section, None), section.fields, rest, path)?;
    let depth = |node: &Value| node.get("level").and_then(Value::as_u64);
    let deepest = items(document, "/nodes").iter().filter_map(depth).max();
    let used = deepest.map_or(0, |deepest| usize::try_from(deepest).unwrap_or(usize::MAX).saturating_add(1));
    let removable = Section::gives_up_level(index, count(document, "/levels"), used);
    Section::takes_level(index).then_some(Spot {
        removable: spot.removable && removable,
        brings: Brings::AValue,
        ..spot
    })
}

/// Whether there is no text to read.
pub(crate) fn is_by_hand(document: &str) -> bool {
    let path = "/source/lines".parse().ok();
    path.and_then(|path| value_at(document, &path)).as_deref() == Some("0")
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
    let is_new = index == count && section.takes();
    let removable = index < count && section.gives_up(index, count);
    (is_new || removable).then(|| Spot {
        section,
        item: (index < count).then_some(index),
        label: section.one,
        fields: section.new.iter().collect(),
        brings: Brings::AnObject,
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
        fields: inner.asked(is_by_hand(document)).collect(),
        brings: Brings::AnObject,
        beside: inner.beside,
        removable: at < count,
        typed: at == count,
    })
}

/// A field of an item of a section, or of a section that is no list.
fn field_spot(
    document: &str,
    (section, item): (&'static Section, Option<usize>),
    fields: &'static [Field],
    rest: &[&str],
    path: &FieldPath,
) -> Option<Spot> {
    let joined = rest.join("/");
    let stands = value_at(document, path).is_some();
    let spot = |field: &'static Field, removable: bool, adds: bool| Spot {
        section,
        item,
        label: field.label,
        fields: vec![field],
        brings: if adds && field.kind == Kind::Text {
            Brings::Texts
        } else {
            Brings::AValue
        },
        beside: &[],
        removable,
        typed: true,
    };
    if let Some(field) = fields.iter().find(|field| !field.many && field.name == joined) {
        return Some(spot(field, stands && !field.required, false));
    }
    let (at, name) = rest.split_last()?;
    let at: usize = at.parse().ok()?;
    let field = fields.iter().find(|field| field.many && field.name == name.join("/"))?;
    let text = path.to_string();
    let list = text.rsplit_once('/')?.0;
    let held = count(document, list);
    (at <= held).then(|| spot(field, stands, at == held))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{"convention":{"title":"T"},"parties":[{"id":"p1","name":"N","aliases":["A"]}],
        "facilities":[{"type":"EAJE","name":"N","sites":[{"address":"Ici"}]}],"actions":[{"number":"1"},{"number":"2","amounts":[{"text":"Caf : 5 €","cents":500}]}],
        "doubts":[{"quote":"?","certainty":"to_confirm","reason":"R"}]}"#;

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
            "/parties/1",
            "/nodes/0",
            "/levels/0",
            "/actions/0/tracks/0",
            "/actions/0/amounts/0",
            "/actions/1/amounts/0/cents",
            "/actions/1/amounts/0/funder",
            "/doubts/0",
        ] {
            assert!(at(path).is_some(), "{path}");
        }
        for path in [
            "/source/sha256",
            "/parties/0",
            "/parties/2",
            "/nodes/1",
            "/parties/0/id",
            "/parties/9/name",
            "/parties/0/aliases/2",
            "/facilities/-",
            "/facilities/0/sites/7/address",
            "/facilities/2",
            "/actions/0",
            "/convention",
            "/nodes/0/level",
            "/levels",
            "/levels/1",
            "/actions/0/tracks/0/view",
            "/actions/0/amounts/1",
            "/actions/0/amounts/0/cents",
            "/doubts/1",
            "/doubts/0/reason",
        ] {
            assert!(at(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_level_is_added_below_and_goes_when_nothing_stands_there() {
        let framework = r#"{"levels":["Enjeux","Axes","Objectifs"],"nodes":[{"level":0},{"level":1}]}"#;
        let at = |path: &str| spot(framework, &path.parse().expect("a path"));
        assert!(at("/levels/3").is_some() && at("/levels/4").is_none());
        let removable = |path| at(path).expect("a spot").removable;
        assert_eq!(["/levels/0", "/levels/1", "/levels/2"].map(removable), [false, false, true]);
        let full = r#"{"levels":["A","B","C","D"]}"#;
        assert!(spot(full, &"/levels/4".parse().expect("a path")).is_none(), "four at most");
    }

    #[test]
    fn what_its_object_needs_is_not_taken_out() {
        assert!(
            at("/doubts/0").is_some_and(|spot| spot.removable && !spot.typed),
            "a doubt is lifted, and never typed"
        );
        assert!(!at("/facilities/0/name").expect("a spot").removable);
        assert!(at("/parties/0/aliases/0").expect("a spot").removable);
        assert!(at("/convention/title").expect("a spot").removable);
        assert!(!at("/convention/end").expect("a spot").removable, "nothing stands there");
    }
}
