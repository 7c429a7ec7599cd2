//! A reading to its document.

use domain::reading::{
    ActionRead, AgreementRead, AmountRead, AnnexRead, Anomaly, ArticleRead, Commission, DeliberationRead, Detail, GroupRead,
    Holder, Key, Lines, NodeRead, OrganisationRead, PartyRead, Quote, Reading, SCHEMA, SignatoryRead, SignatureRead,
    SourceFile, ThemeRead, Track, Unplaced,
};
use serde_json::{Map, Value, json};

use super::print::print;
use super::write_rest::{self, paragraphs};
use super::written::{Object, list, ranges};

/// The canonical text of a reading, with its last newline.
#[must_use]
pub fn write(reading: &Reading) -> String {
    let mut root = Map::new();
    root.insert("schema".to_owned(), Value::from(SCHEMA));
    root.insert("source".to_owned(), source(&reading.source));
    root.insert("convention".to_owned(), agreement(&reading.agreement));
    list(&mut root, "parties", &reading.parties, party);
    list(&mut root, "organisations", &reading.organisations, organisation);
    list(&mut root, "late_parties", &reading.late_parties, |after| Value::from(*after));
    list(&mut root, "groups", &reading.groups, group);
    let mut whole = Object::default();
    whole.items("perimeter", &reading.perimeter, |key| Value::from(key.0.as_str()));
    whole.items("levels", &reading.levels, |level| Value::from(level.as_str()));
    root.append(&mut whole.fields);
    list(&mut root, "deliberations", &reading.deliberations, deliberation);
    list(&mut root, "nodes", &reading.nodes, node);
    list(&mut root, "themes", &reading.themes, theme);
    list(&mut root, "actions", &reading.actions, action);
    list(&mut root, "retired_actions", &reading.retired_actions, |ordinal| {
        Value::from(*ordinal)
    });
    list(&mut root, "annexes", &reading.annexes, annex);
    list(&mut root, "articles", &reading.articles, article);
    write_rest::rest(&mut root, reading);
    list(&mut root, "anomalies", &reading.anomalies, anomaly);
    list(&mut root, "unplaced", &reading.unplaced, unplaced);
    let all = Lines::span(1, reading.source.lines);
    root.insert("lines".to_owned(), ranges(&all));
    root.insert("sources".to_owned(), Value::Object(whole.sources));
    print(&Value::Object(root))
}

fn source(read: &SourceFile) -> Value {
    let mut source = json!({
        "file": read.name,
        "sha256": read.digest.to_string(),
        "lines": read.lines,
    });
    if let (false, Some(source)) = (read.recognised.is_empty(), source.as_object_mut()) {
        source.insert("recognised".to_owned(), ranges(&read.recognised));
    }
    source
}

fn agreement(read: &AgreementRead) -> Value {
    let mut object = Object::default();
    object.text("title", read.title.as_ref());
    object.texts("other_titles", &read.other_titles);
    object.text("kind", read.kind.as_ref());
    object.display("start", read.start.as_ref());
    object.display("end", read.end.as_ref());
    object.sourced("originals", read.originals.as_ref(), |count| Value::from(*count));
    if let Some(read) = &read.signature {
        object.plain("signature", signature(read));
    }
    object.objects("other_signatures", &read.other_signatures, signature);
    object.done(&read.lines)
}

fn signature(read: &SignatureRead) -> Value {
    let mut object = Object::default();
    object.text("place", read.place.as_ref());
    object.display("date", read.date.as_ref());
    object.sourced("year", read.year.as_ref(), |year| Value::from(*year));
    object.sourced("month", read.month.as_ref(), |month| Value::from(*month));
    object.done(&read.lines)
}

fn party(read: &PartyRead) -> Value {
    let mut object = Object::default();
    object.plain("id", read.id.0.as_str());
    object.text("name", Some(&read.name));
    object.sourced("kind", Some(&read.kind), |kind| Value::from(kind.code()));
    object.texts("aliases", &read.aliases);
    object.objects("signatories", &read.signatories, signatory);
    object.text("authority", read.authority.as_ref());
    object.done(&read.lines)
}

fn signatory(read: &SignatoryRead) -> Value {
    let mut object = Object::default();
    object.text("name", Some(&read.name));
    object.text("function", read.function.as_ref());
    object.done(&read.lines)
}

fn organisation(read: &OrganisationRead) -> Value {
    let mut object = Object::default();
    object.plain("id", read.id.0.as_str());
    object.text("name", Some(&read.name));
    object.plain("kind", read.kind.code());
    object.done(&read.lines)
}

fn group(read: &GroupRead) -> Value {
    let mut object = Object::default();
    object.plain("id", read.id.0.as_str());
    object.text("name", Some(&read.name));
    object.plain("members", keys(&read.members));
    object.done(&read.lines)
}

fn keys(keys: &[Key]) -> Value {
    keys.iter().map(|key| Value::from(key.0.as_str())).collect()
}

fn deliberation(read: &DeliberationRead) -> Value {
    let mut object = Object::default();
    object.sourced("org", read.organisation.as_ref(), |key| Value::from(key.0.as_str()));
    object.display("date", read.date.as_ref());
    object.text("number", read.number.as_ref());
    let votes = &read.votes;
    let counts = [
        ("for", &votes.favour),
        ("against", &votes.against),
        ("abstain", &votes.abstain),
        ("present", &votes.present),
        ("proxies", &votes.proxies),
    ];
    for (name, count) in counts {
        object.sourced(name, count.as_ref(), |count| Value::from(*count));
    }
    if let Some(heard) = &read.commission {
        object.plain("commission", commission(heard));
    }
    object.text("approves", read.approves.as_ref());
    object.text("authority", read.authority.as_ref());
    object.objects("signatories", &read.signatories, signatory);
    paragraphs(&mut object, "text", &read.text);
    object.done(&read.lines)
}

fn commission(read: &Commission) -> Value {
    let mut object = Object::default();
    object.text("name", Some(&read.name));
    object.display("date", read.date.as_ref());
    object.text("opinion", read.opinion.as_ref());
    let date = read.date.as_ref().map(|date| date.lines.clone()).unwrap_or_default();
    let opinion = read.opinion.as_ref().map(|opinion| opinion.lines.clone()).unwrap_or_default();
    object.done(&read.name.lines.union(&date).union(&opinion))
}

fn node(read: &NodeRead) -> Value {
    let mut object = Object::default();
    object.plain("id", read.id.0.as_str());
    object.plain("level", read.level);
    object.text("code", read.code.as_ref());
    object.text("title", Some(&read.title));
    object.texts("other_titles", &read.other_titles);
    if let Some(parent) = &read.parent {
        object.plain("parent", parent.0.as_str());
    }
    object.done(&read.lines)
}

fn theme(read: &ThemeRead) -> Value {
    let mut object = Object::default();
    object.plain("id", read.id.0.as_str());
    object.text("name", Some(&read.name));
    object.texts("other_names", &read.other_names);
    object.done(&read.lines)
}

fn action(read: &ActionRead) -> Value {
    let mut object = Object::default();
    object.text("number", Some(&read.number));
    object.text("title", Some(&read.title));
    object.texts("other_titles", &read.other_titles);
    object.sourced("parent", read.parent.as_ref(), |key| Value::from(key.0.as_str()));
    object.keys("themes", &read.themes);
    object.objects("details", &read.details, detail);
    object.texts("means", &read.means);
    object.texts("funding", &read.funding);
    object.holders("pilots", &read.pilots);
    object.holders("bearers", &read.bearers);
    object.holders("other_pilots", &read.other_pilots);
    object.holders("other_bearers", &read.other_bearers);
    object.holders("partners", &read.partners);
    object.objects("tracks", &read.tracks, track);
    object.text("public", read.public.as_ref());
    object.texts("objectives", &read.objectives);
    object.texts("indicators", &read.indicators);
    object.text("calendar", read.calendar.as_ref());
    object.objects("amounts", &read.amounts, amount);
    object.keys("communes", &read.communes);
    object.done(&read.lines)
}

fn detail(read: &Detail) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    if let Some(commune) = &read.commune {
        object.cited("commune", commune.0.as_str(), &read.text.lines);
    }
    object.done(&read.text.lines)
}

fn track(read: &Track) -> Value {
    let mut object = Object::default();
    object.plain("view", read.view.code());
    object.cited("communes", keys(&read.communes), &read.mark.lines);
    object.cited("years", Value::from(read.years.clone()), &read.mark.lines);
    if let Some(half) = read.half {
        object.cited("half", half.rank(), &read.mark.lines);
    }
    object.text("mark", Some(&read.mark));
    object.done(&read.mark.lines)
}

fn amount(read: &AmountRead) -> Value {
    let mut object = Object::default();
    object.text("text", Some(&read.text));
    match &read.funder {
        Some(Holder::Known(key)) => object.cited("funder", key.0.as_str(), &read.text.lines),
        Some(Holder::Text(text)) => object.cited("funder", json!({ "text": text }), &read.text.lines),
        None => {}
    }
    if let Some(year) = read.year {
        object.cited("year", year, &read.text.lines);
    }
    object.cited("cents", read.cents, &read.text.lines);
    object.cited("precision", read.precision.code(), &read.text.lines);
    object.done(&read.text.lines)
}

fn annex(read: &AnnexRead) -> Value {
    let mut object = Object::default();
    object.text("number", Some(&read.number));
    object.text("title", read.title.as_ref());
    object.texts("other_titles", &read.other_titles);
    object.plain("announced", read.announced);
    object.plain("present", read.present);
    object.done(&read.lines)
}

fn article(read: &ArticleRead) -> Value {
    let mut object = Object::default();
    object.text("number", read.number.as_ref());
    object.text("title", Some(&read.title));
    object.texts("other_titles", &read.other_titles);
    paragraphs(&mut object, "text", &read.text);
    object.done(&read.lines)
}

fn anomaly(read: &Anomaly) -> Value {
    let quote = |quote: &Quote| json!({ "line": quote.line, "quote": quote.quote });
    let mut fields = Map::new();
    if let Some(rule) = read.rule {
        fields.insert("rule".to_owned(), Value::from(rule.code()));
    }
    fields.insert("family".to_owned(), Value::from(read.family.code()));
    fields.insert("severity".to_owned(), Value::from(read.severity.code()));
    fields.insert("a".to_owned(), quote(&read.a));
    if let Some(b) = &read.b {
        fields.insert("b".to_owned(), quote(b));
    }
    fields.insert("reason".to_owned(), Value::from(read.reason.as_str()));
    let lines: Lines = std::iter::once(read.a.line).chain(read.b.iter().map(|b| b.line)).collect();
    list(&mut fields, "actions", &read.actions, |number| Value::from(number.as_str()));
    fields.insert("lines".to_owned(), ranges(&lines));
    Value::Object(fields)
}

fn unplaced(read: &Unplaced) -> Value {
    json!({ "lines": ranges(&read.lines), "text": read.text })
}
