//! What is no plan, to its document: wording, facilities, bodies, scheme, duties.

use domain::reading::{
    AbsenceRead, AmendmentRead, BodyRead, ChangeRead, Doubt, Due, DueRead, DutyRead, FacilityRead, FrameworkEntry,
    FrameworkPlace, LeftOpenRead, Lines, MemberRead, Paragraph, ParagraphKind, PostRead, PredecessorRead, Reading, Rhythm,
    SiteRead, StatementRead, Unit, Wording,
};
use serde_json::{Map, Value, json};

use super::written::{Object, list};

/// Adds what the reading holds of it.
pub(super) fn rest(root: &mut Map<String, Value>, reading: &Reading) {
    if reading.wording != Wording::default() {
        root.insert("wording".to_owned(), wording(&reading.wording));
    }
    list(root, "framework_places", &reading.framework_places, framework_place);
    list(root, "facilities", &reading.facilities.listed, facility);
    list(root, "absent_facilities", &reading.facilities.absent, absence);
    list(root, "bodies", &reading.bodies, body);
    list(root, "posts", &reading.scheme.posts, post);
    list(root, "cooperation", &reading.scheme.statements, statement);
    list(root, "duties", &reading.duties, duty);
    list(root, "predecessors", &reading.predecessors, predecessor);
    list(root, "left_open", &reading.left_open, left_open);
    if let Some(read) = &reading.amendment {
        root.insert("amendment".to_owned(), amendment(read));
    }
    list(root, "doubts", &reading.doubts, doubt);
}

/// Paragraphs as texts, with their kinds beside them when one of them is not plain.
pub(super) fn paragraphs(object: &mut Object, name: &str, read: &[Paragraph]) {
    let texts: Vec<_> = read.iter().map(|paragraph| paragraph.text.clone()).collect();
    object.texts(name, &texts);
    if read.iter().any(|paragraph| paragraph.kind != ParagraphKind::Plain) {
        let kinds: Value = read.iter().map(|paragraph| Value::from(paragraph.kind.code())).collect();
        object.plain(&format!("{name}_kinds"), kinds);
    }
}

fn wording(read: &Wording) -> Value {
    let mut object = Object::default();
    paragraphs(&mut object, "exposition", &read.exposition);
    object.texts("visas", &read.visas);
    object.text("enacting", read.enacting.as_ref());
    paragraphs(&mut object, "closing", &read.closing);
    object.texts("page_marks", &read.page_marks);
    let texts = read.exposition.iter().chain(&read.closing).map(|paragraph| &paragraph.text);
    let texts = texts.chain(&read.visas).chain(&read.enacting).chain(&read.page_marks);
    let lines: Lines = texts.flat_map(|text| text.lines.iter()).collect();
    object.done(&lines)
}

fn framework_place(read: &FrameworkPlace) -> Value {
    let mut object = Object::default();
    object.objects("entries", &read.entries, framework_entry);
    object.done(&read.lines)
}

fn framework_entry(read: &FrameworkEntry) -> Value {
    let mut object = Object::default();
    object.plain("node", read.node.0.as_str());
    object.text("code", read.code.as_ref());
    object.text("title", Some(&read.title));
    object.done(&read.title.lines)
}

fn facility(read: &FacilityRead) -> Value {
    let mut object = Object::default();
    object.text("type", Some(&read.kind));
    object.text("name", Some(&read.name));
    object.objects("sites", &read.sites, site);
    object.sourced("owner", read.owner.as_ref(), |key| Value::from(key.0.as_str()));
    object.done(&read.lines)
}

fn site(read: &SiteRead) -> Value {
    let mut object = Object::default();
    object.text("role", read.role.as_ref());
    object.text("address", Some(&read.address));
    object.done(&read.address.lines)
}

fn absence(read: &AbsenceRead) -> Value {
    let mut object = Object::default();
    object.text("type", Some(&read.kind));
    object.text("mark", Some(&read.mark));
    object.sourced("owner", read.owner.as_ref(), |key| Value::from(key.0.as_str()));
    object.done(&read.lines)
}

fn body(read: &BodyRead) -> Value {
    let mut object = Object::default();
    object.text("name", Some(&read.name));
    object.texts("other_names", &read.other_names);
    object.objects("members", &read.members, member);
    object.texts("missions", &read.missions);
    if let Some(read) = &read.rhythm {
        object.plain("rhythm", rhythm(read));
    }
    object.holders("chairs", &read.chairs);
    object.done(&read.lines)
}

fn member(read: &MemberRead) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    if let Some(key) = &read.organisation {
        object.plain("org", key.0.as_str());
    }
    object.plain("replaceable", read.replaceable);
    object.done(&read.text.lines)
}

fn rhythm(read: &Rhythm) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    object.plain("min_per_year", read.minimum_per_year);
    object.plain("max_per_year", read.maximum_per_year);
    object.done(&read.text.lines)
}

fn post(read: &PostRead) -> Value {
    let mut object = Object::default();
    object.text("title", Some(&read.title));
    object.sourced("party", read.party.as_ref(), |key| Value::from(key.0.as_str()));
    object.sourced("fte_hundredths", read.fte_hundredths.as_ref(), |fte| Value::from(*fte));
    object.plain("total", read.is_total);
    object.done(&read.lines)
}

fn statement(read: &StatementRead) -> Value {
    let mut object = Object::default();
    object.plain("topic", read.topic.code());
    object.text("text", Some(&read.text));
    object.keys("holders", &read.holders);
    object.sourced("count", read.count.as_ref(), |count| Value::from(*count));
    object.done(&read.text.lines)
}

fn duty(read: &DutyRead) -> Value {
    let mut object = Object::default();
    object.text("article", read.article.as_ref());
    object.plain("kind", read.kind.code());
    object.text("text", Some(&read.text));
    object.holders("debtors", &read.debtors);
    object.holders("creditors", &read.creditors);
    if let Some(read) = &read.due {
        object.plain("due", due(read));
    }
    object.texts("addresses", &read.addresses);
    object.done(&read.lines)
}

fn due(read: &DueRead) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    if let Some(value) = read.value {
        object.plain("value", due_value(value));
    }
    object.done(&read.text.lines)
}

fn due_value(due: Due) -> Value {
    match due {
        Due::EveryYear => Value::from("every_year"),
        Due::Before => Value::from("before"),
        Due::Throughout => Value::from("throughout"),
        Due::On(day) => json!({ "on": day.to_string() }),
        Due::Within(count, unit) => json!({ "within": count, "unit": unit_code(unit) }),
    }
}

const fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

fn predecessor(read: &PredecessorRead) -> Value {
    let mut object = Object::default();
    object.text("kind", Some(&read.kind));
    object.sourced("party", Some(&read.party), |key| Value::from(key.0.as_str()));
    object.display("end", read.end.as_ref());
    object.done(&read.lines)
}

fn left_open(read: &LeftOpenRead) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    object.text("settled_by", read.settled_by.as_ref());
    object.done(&read.text.lines)
}

fn amendment(read: &AmendmentRead) -> Value {
    let mut object = Object::default();
    object.text("number", read.number.as_ref());
    object.display("effect", read.effect.as_ref());
    object.objects("changes", &read.changes, change);
    object.done(&read.lines)
}

fn change(read: &ChangeRead) -> Value {
    let mut object = Object::default();
    object.plain("kind", read.kind.code());
    object.text("target", read.target.as_ref());
    object.text("before", read.before.as_ref());
    object.text("after", read.after.as_ref());
    object.done(&read.lines)
}

fn doubt(read: &Doubt) -> Value {
    let mut object = Object::default();
    object.plain("quote", read.quote.as_str());
    object.plain("certainty", read.certainty.code());
    object.plain("reason", read.reason.as_str());
    object.done(&read.lines)
}
