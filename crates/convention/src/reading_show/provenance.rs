//! Whether a value without lines was typed by a person, or made of what was read: the seat of a member, the nature of a duty.
//!
//! It never guesses from the value: only a correction, or a convention typed by hand, makes it typed. Corrections are followed one
//! after the other, as what they bring moves, goes and comes back with what the later ones do.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ConventionId;
use files::correction::{FieldPath, lines_in};
use serde_json::Value;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use super::Desk;
use crate::reading_versions::is_list;

/// A correction, as far as it tells where something was typed.
pub(super) struct Trace {
    version: i64,
    place: String,
    was: Option<String>,
    becomes: Option<String>,
    undoes: Option<i64>,
}

query! {
    /// What was corrected, the first correction first. A text that was read again leaves what people typed where it stood.
    pub(super) Traces(convention: ConventionId) -> Trace
    reading ["reading_version"]
    "SELECT version, place, was, becomes, undoes FROM reading_version WHERE convention = $4 AND place <> '/' ORDER BY version"
}

impl FromRow for Trace {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: columns.int(0)?,
            place: columns.text(1)?,
            was: columns.opt_text(2)?,
            becomes: columns.opt_text(3)?,
            undoes: columns.opt_int(4)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Traces>()]
}

impl Desk {
    /// Whether someone typed what stands at a place, whatever lines were left beside it.
    pub(super) fn is_corrected(&self, path: &str) -> bool {
        !self.is_by_hand() && self.typed.hold(path)
    }

    /// Whether a person typed what stands at a place that no line tells of.
    pub(super) fn is_typed(&self, path: &str) -> bool {
        let told: Option<FieldPath> = path.parse().ok();
        match told.and_then(|path| lines_in(&self.root, &path)) {
            Some(lines) => lines.is_empty(),
            None => self.is_by_hand() || self.typed.hold(path),
        }
    }
}

type Places = BTreeSet<String>;

/// The places where people typed what stands there today.
pub(super) struct TypedPlaces(Places);

impl TypedPlaces {
    pub(super) fn of(traces: &[Trace]) -> Self {
        let mut now = Places::new();
        // What was typed before each correction: undoing it gives that back.
        let mut before: BTreeMap<i64, Places> = BTreeMap::new();
        for trace in traces {
            let next = trace.after(&now, trace.undoes.and_then(|undone| before.get(&undone)));
            before.insert(trace.version, now);
            now = next;
        }
        Self(now)
    }

    fn hold(&self, path: &str) -> bool {
        self.0.iter().any(|place| is_within(path, place))
    }
}

impl Trace {
    /// What is typed after this correction. One that undoes another gives back what was typed there before it.
    fn after(&self, now: &Places, undone: Option<&Places>) -> Places {
        let (list, end) = self.place.rsplit_once('/').unwrap_or_default();
        let index = end.trim_start_matches('+').parse::<usize>().ok();
        let place = index.map_or_else(|| self.place.clone(), |index| format!("{list}/{index}"));
        let comes_in = end.starts_with('+');
        let mut next: Places = match (index, &self.becomes) {
            (Some(index), Some(_)) if comes_in => renumbered(now, list, |own| own + usize::from(own >= index)),
            _ => now.iter().filter(|typed| !is_within(typed, &place)).cloned().collect(),
        };
        match (&self.becomes, undone) {
            (Some(_), Some(undone)) => next.extend(undone.iter().filter(|typed| is_within(typed, &place)).cloned()),
            (Some(_), None) if is_list(&place) => next.extend(self.typed_in_list(now)),
            (Some(_), None) => {
                next.insert(place);
            }
            (None, _) => {
                if let Some(index) = index {
                    next = renumbered(&next, list, |own| own - usize::from(own > index));
                }
            }
        }
        next
    }

    /// What is typed in a list given whole: what stood there already stays as it was, and what differs was typed.
    fn typed_in_list(&self, now: &Places) -> Places {
        let items = |text: &Option<String>| -> Vec<Value> {
            let read = text.as_ref().and_then(|text| serde_json::from_str(text).ok());
            read.unwrap_or_default()
        };
        let (was, becomes) = (items(&self.was), items(&self.becomes));
        let mut typed = Places::new();
        for (index, item) in becomes.iter().enumerate() {
            let place = format!("{}/{index}", self.place);
            let Some(former) = counterpart(&was, index, item) else {
                typed.insert(place);
                continue;
            };
            let kept = now.iter().filter_map(|typed| {
                let (own, rest) = numbered(typed, &self.place)?;
                (own == former).then(|| format!("{place}{rest}"))
            });
            typed.extend(kept);
            differing(&place, &was[former], item, &mut typed);
        }
        typed
    }
}

/// Which item of a list another one was: the same value, else the one of its key; what has no key keeps its place.
fn counterpart(was: &[Value], index: usize, item: &Value) -> Option<usize> {
    if was.get(index) == Some(item) {
        return Some(index);
    }
    let of_key = |key: &Value| was.iter().position(|other| other.get("id") == Some(key));
    let same = was.iter().position(|other| other == item);
    same.or_else(|| match item.get("id") {
        Some(key) => of_key(key),
        None => (index < was.len()).then_some(index),
    })
}

/// The places of a value where another one stood before.
fn differing(place: &str, was: &Value, becomes: &Value, typed: &mut Places) {
    let mut inside = |name: &str, was: Option<&Value>, becomes: &Value| {
        let place = format!("{place}/{name}");
        match was {
            Some(was) => differing(&place, was, becomes, typed),
            None => {
                typed.insert(place);
            }
        }
    };
    match (was, becomes) {
        (was, becomes) if was == becomes => {}
        (Value::Object(was), Value::Object(becomes)) => {
            let values = becomes
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "lines" | "sources"));
            values.for_each(|(name, value)| inside(name, was.get(name), value));
        }
        (Value::Array(was), Value::Array(becomes)) => {
            let items = becomes.iter().enumerate();
            items.for_each(|(index, value)| inside(&index.to_string(), was.get(index), value));
        }
        _ => {
            typed.insert(place.to_owned());
        }
    }
}

/// The same places, once the items of a list have other numbers.
fn renumbered(places: &Places, list: &str, number: impl Fn(usize) -> usize) -> Places {
    let place = |place: &String| match numbered(place, list) {
        Some((index, rest)) => format!("{list}/{}{rest}", number(index)),
        None => place.clone(),
    };
    places.iter().map(place).collect()
}

/// The number of the item of a list in which a place stands, and what follows it.
fn numbered<'p>(place: &'p str, list: &str) -> Option<(usize, &'p str)> {
    let rest = place.strip_prefix(list)?.strip_prefix('/')?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some((rest[..end].parse().ok()?, &rest[end..]))
}

/// Whether a place is another one, or inside it.
fn is_within(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(version: i64, place: &str, was: Option<&str>, becomes: Option<&str>) -> Trace {
        Trace {
            version,
            place: place.to_owned(),
            was: was.map(str::to_owned),
            becomes: becomes.map(str::to_owned),
            undoes: None,
        }
    }

    fn undoing(undone: i64, trace: Trace) -> Trace {
        Trace {
            undoes: Some(undone),
            ..trace
        }
    }

    fn set(version: i64, place: &str) -> Trace {
        trace(version, place, Some("1"), Some("2"))
    }

    fn out(version: i64, place: &str) -> Trace {
        trace(version, place, Some("{}"), None)
    }

    fn typed(traces: &[Trace]) -> Vec<String> {
        TypedPlaces::of(traces).0.into_iter().collect()
    }

    #[test]
    fn what_came_in_whole_holds_its_values() {
        let places = TypedPlaces::of(&[trace(1, "/bodies/0/members/1", None, Some("{}")), set(2, "/duties/3/kind")]);
        assert!(places.hold("/bodies/0/members/1/replaceable") && places.hold("/duties/3/kind"));
        assert!(!places.hold("/duties/31/kind") && !places.hold("/duties/3"));
    }

    #[test]
    fn what_goes_out_takes_its_own_and_the_others_keep_theirs() {
        let first = [set(1, "/duties/1/kind"), set(2, "/duties/4/kind")];
        let gone = |place: &str| typed(&[set(1, "/duties/1/kind"), set(2, "/duties/4/kind"), out(3, place)]);
        assert_eq!(typed(&first), ["/duties/1/kind", "/duties/4/kind"]);
        assert_eq!(gone("/duties/1"), ["/duties/3/kind"]);
        assert_eq!(gone("/duties/2"), ["/duties/1/kind", "/duties/3/kind"]);
        assert_eq!(typed(&[out(1, "/duties/1")]), Vec::<String>::new(), "what follows was read");
        // A value that the text says nothing of any more leaves the rest.
        assert_eq!(
            typed(&[set(1, "/duties/1/kind"), out(2, "/duties/1/article")]),
            ["/duties/1/kind"]
        );
    }

    #[test]
    fn what_comes_back_has_what_it_had() {
        let back = undoing(2, trace(3, "/duties/+1", None, Some("{}")));
        let all = [set(1, "/duties/1/kind"), out(2, "/duties/1"), back];
        assert_eq!(typed(&all), ["/duties/1/kind"]);
        let below = undoing(1, trace(2, "/duties/+1", None, Some("{}")));
        assert_eq!(
            typed(&[out(1, "/duties/1"), below, set(3, "/duties/0/kind")]),
            ["/duties/0/kind"]
        );
    }

    #[test]
    fn undoing_an_undoing_is_typed_again() {
        let mut all = vec![set(1, "/duties/1/kind"), undoing(1, set(2, "/duties/1/kind"))];
        assert_eq!(typed(&all), Vec::<String>::new());
        all.push(undoing(2, set(3, "/duties/1/kind")));
        assert_eq!(typed(&all), ["/duties/1/kind"]);
        all.push(undoing(3, set(4, "/duties/1/kind")));
        assert_eq!(typed(&all), Vec::<String>::new());
    }

    #[test]
    fn a_list_given_whole_types_what_differs_in_it() {
        let was = r#"[{"number":"1","tracks":[{"half":1}]},{"number":"2","title":"A","lines":[[1,1]]}]"#;
        let becomes = r#"[{"number":"1","tracks":[{"half":2}]},{"number":"2","title":"A","lines":[]},{"number":"3"}]"#;
        let list = || trace(2, "/actions", Some(was), Some(becomes));
        let before = || set(1, "/actions/1/number");
        let mut all = vec![before(), list()];
        assert_eq!(typed(&all), ["/actions/0/tracks/0/half", "/actions/1/number", "/actions/2"]);
        all.push(undoing(2, trace(3, "/actions", Some(becomes), Some(was))));
        assert_eq!(typed(&all), ["/actions/1/number"]);
    }

    #[test]
    fn what_has_a_key_is_followed_by_it() {
        let was = r#"[{"id":"n1","title":"A"},{"id":"n2","title":"B"}]"#;
        let becomes = r#"[{"id":"n9","title":"Z"},{"id":"n1","title":"A"},{"id":"n2","title":"C"}]"#;
        let all = [set(1, "/nodes/0/code"), trace(2, "/nodes", Some(was), Some(becomes))];
        assert_eq!(typed(&all), ["/nodes/0", "/nodes/1/code", "/nodes/2/title"]);
    }
}
