//! Three documents made one: what a reader read once, what people made of it, what the reader reads today.
//!
//! Where people changed nothing, today’s reading stands; where the reader reads the same, theirs does; where both differ, theirs
//! does, and it is told. Objects of a list are merged one by one only while they are plainly the same objects.

use serde_json::{Map, Value};

use super::difference::Change;

/// A list that people changed and that is read otherwise: its path.
pub(super) struct Clash(pub(super) String);

/// The three sides of one place.
#[derive(Clone, Copy)]
struct Sides<'v> {
    old: Option<&'v Value>,
    mine: Option<&'v Value>,
    fresh: Option<&'v Value>,
}

/// The document that stands; `kept` takes the corrections that stay over another reading.
pub(super) fn merged(old: &Value, mine: &Value, fresh: &Value, kept: &mut Vec<Change>) -> Result<Value, Clash> {
    let sides = Sides {
        old: Some(old),
        mine: Some(mine),
        fresh: Some(fresh),
    };
    Ok(place(sides, "", kept)?.unwrap_or(Value::Null))
}

fn place(sides: Sides<'_>, path: &str, kept: &mut Vec<Change>) -> Result<Option<Value>, Clash> {
    let Sides { old, mine, fresh } = sides;
    if mine == old {
        return Ok(fresh.cloned());
    }
    if fresh == old || fresh == mine {
        return Ok(mine.cloned());
    }
    match (mine, fresh) {
        (Some(Value::Object(mine)), Some(Value::Object(fresh))) => {
            let none = Map::new();
            let old = old.and_then(Value::as_object).unwrap_or(&none);
            object([old, mine, fresh], path, kept).map(Some)
        }
        (Some(Value::Array(mine)), Some(Value::Array(fresh))) if holds_objects(mine) && holds_objects(fresh) => {
            let old = old.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            list([old, mine, fresh], path, kept).map(Some)
        }
        _ => {
            // Where a value was read follows the value: it is no correction of its own.
            if !path.contains("/sources/") {
                kept.push(Change::of(path, fresh, mine));
            }
            Ok(mine.cloned())
        }
    }
}

fn object([old, mine, fresh]: [&Map<String, Value>; 3], path: &str, kept: &mut Vec<Change>) -> Result<Value, Clash> {
    let mut merged = Map::new();
    let own = mine.keys().filter(|name| !fresh.contains_key(*name));
    for name in fresh.keys().chain(own) {
        let sides = Sides {
            old: old.get(name),
            mine: mine.get(name),
            fresh: fresh.get(name),
        };
        if let Some(value) = place(sides, &format!("{path}/{name}"), kept)? {
            merged.insert(name.clone(), value);
        }
    }
    Ok(Value::Object(merged))
}

fn list([old, mine, fresh]: [&[Value]; 3], path: &str, kept: &mut Vec<Change>) -> Result<Value, Clash> {
    // People took something out, or both added at the end: nobody can tell what goes where.
    if mine.len() < old.len() || fresh.len() < old.len() || mine.len() > old.len() && fresh.len() > old.len() {
        return Err(Clash(path.to_owned()));
    }
    let mut merged = Vec::with_capacity(mine.len().max(fresh.len()));
    for index in 0..mine.len().max(fresh.len()) {
        let sides = Sides {
            old: old.get(index),
            mine: mine.get(index),
            fresh: fresh.get(index),
        };
        if index < old.len() && sides.mine != sides.old && !alike(sides.old, sides.fresh) {
            return Err(Clash(format!("{path}/{index}")));
        }
        // Beyond the former list there is one side alone: it stands.
        let value = match (sides.mine, sides.fresh) {
            (Some(mine), None) => Some(mine.clone()),
            (None, Some(fresh)) => Some(fresh.clone()),
            _ => place(sides, &format!("{path}/{index}"), kept)?,
        };
        merged.extend(value);
    }
    Ok(Value::Array(merged))
}

/// What the next renewal compares with: today’s reading, and the former one where the reader came to read what people had corrected.
///
/// Were today’s reading the ground there, their correction would pass for what a reader read, and a later reader that errs again would
/// take it away.
pub(super) fn ground(old: &Value, mine: &Value, fresh: &Value) -> Value {
    let sides = Sides {
        old: Some(old),
        mine: Some(mine),
        fresh: Some(fresh),
    };
    ground_of(sides).unwrap_or(Value::Null)
}

fn ground_of(sides: Sides<'_>) -> Option<Value> {
    let Sides { old, mine, fresh } = sides;
    if mine == old {
        return fresh.cloned();
    }
    if fresh == mine {
        return old.cloned();
    }
    match (old, mine, fresh) {
        (Some(Value::Object(old)), Some(Value::Object(mine)), Some(Value::Object(fresh))) => {
            let gone = old.keys().filter(|name| !fresh.contains_key(*name));
            let of = |name: &String| {
                let sides = Sides {
                    old: old.get(name),
                    mine: mine.get(name),
                    fresh: fresh.get(name),
                };
                Some((name.clone(), ground_of(sides)?))
            };
            Some(Value::Object(fresh.keys().chain(gone).filter_map(of).collect()))
        }
        (Some(Value::Array(old)), Some(Value::Array(mine)), Some(Value::Array(fresh)))
            if holds_objects(mine) && holds_objects(fresh) =>
        {
            let of = |index| {
                ground_of(Sides {
                    old: old.get(index),
                    mine: mine.get(index),
                    fresh: fresh.get(index),
                })
            };
            Some(Value::Array((0..fresh.len().max(old.len())).filter_map(of).collect()))
        }
        _ => fresh.cloned(),
    }
}

fn holds_objects(list: &[Value]) -> bool {
    list.iter().all(Value::is_object)
}

/// Whether two objects are plainly the same: by their key, their number, or what they are called.
fn alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return false;
    };
    let names = ["number", "id", "name", "title", "text"];
    let told = names.into_iter().find_map(|name| Some((one.get(name)?, other.get(name)?)));
    told.is_some_and(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(old: &Value, mine: &Value, fresh: &Value) -> (Result<Value, String>, usize) {
        let mut kept = Vec::new();
        let merged = merged(old, mine, fresh, &mut kept).map_err(|Clash(path)| path);
        (merged, kept.len())
    }

    #[test]
    fn what_people_corrected_stays_and_what_they_left_is_read_today() {
        let old = json!({"title": "Conv", "actions": [{"number": "1", "title": "A", "years": [1]}]});
        let mine = json!({"title": "Conv", "actions": [{"number": "1", "title": "Aa", "years": [1]}]});
        let fresh = json!({"title": "Convention", "duties": [1], "actions": [{"number": "1", "title": "A", "years": [1, 2]}, {"number": "2"}]});
        let expected = json!({"title": "Convention", "duties": [1], "actions": [{"number": "1", "title": "Aa", "years": [1, 2]}, {"number": "2"}]});
        assert_eq!(check(&old, &mine, &fresh), (Ok(expected), 0));
    }

    #[test]
    fn a_correction_over_another_reading_is_told() {
        let (old, mine, fresh) = (json!({"a": "x"}), json!({"a": "y"}), json!({"a": "z"}));
        assert_eq!(check(&old, &mine, &fresh), (Ok(json!({"a": "y"})), 1));
        assert_eq!(check(&old, &json!({}), &fresh), (Ok(json!({})), 1));
    }

    #[test]
    fn a_correction_that_the_reader_came_to_read_outlives_a_reader_that_errs_again() {
        let old = json!({"title": "Conv", "actions": [{"number": "1", "title": "A", "years": [1]}]});
        let mine = json!({"title": "Convention", "actions": [{"number": "1", "title": "Aa", "years": [1]}]});
        let alike = json!({"title": "Convention", "actions": [{"number": "1", "title": "Aa", "years": [1, 2]}]});
        let ground = ground(&old, &mine, &alike);
        let expected = json!({"title": "Conv", "actions": [{"number": "1", "title": "A", "years": [1, 2]}]});
        assert_eq!(ground, expected);
        let errs = json!({"title": "C", "actions": [{"number": "1", "title": "A", "years": [1, 2, 3]}]});
        let stands = json!({"title": "Convention", "actions": [{"number": "1", "title": "Aa", "years": [1, 2, 3]}]});
        assert_eq!(check(&ground, &alike, &errs), (Ok(stands), 1));
        let added = json!({"title": "Conv", "note": "x", "actions": []});
        let without = json!({"title": "Conv", "actions": []});
        assert_eq!(super::ground(&without, &added, &added), without);
    }

    #[test]
    fn lists_that_both_changed_are_left_alone() {
        let old = json!({"l": [{"name": "a"}]});
        let mine = json!({"l": [{"name": "a"}, {"name": "b"}]});
        let fresh = json!({"l": [{"name": "a"}, {"name": "c"}]});
        assert_eq!(check(&old, &mine, &fresh).0, Err("/l".to_owned()));
        let renamed = json!({"l": [{"name": "z", "n": 1}]});
        let other = json!({"l": [{"name": "q", "n": 2}]});
        assert_eq!(check(&old, &renamed, &other).0, Err("/l/0".to_owned()));
    }
}
