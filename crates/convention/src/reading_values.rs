//! Values of a reading, from what a person types and in the words a person reads.
//!
//! It knows no page and writes nothing.

use std::collections::{BTreeSet, HashMap};

use domain::reading::{Half, LineRange, Lines, Precision, Topic};
use domain::time::Day;
use serde_json::{Map, Value, json};

use crate::due_typed;
use crate::reading_fields::{Beside, Field, Kind, duties, halves, months, natures, precisions, topics};
use crate::reading_spot::Spot;
use crate::scheme_show::fte;

/// The longest paragraph of a convention is far below.
pub(crate) const LONGEST: usize = 6_000;
/// Nothing that is counted in a convention has more digits.
const MOST: u32 = 9_999_999;

/// A document with the names of what its keys stand for.
#[derive(Default)]
pub(crate) struct Names {
    organisations: Vec<(String, String)>,
    nodes: Vec<(String, String)>,
    /// The nodes under which there is a level.
    under: Vec<(String, String)>,
    themes: Vec<(String, String)>,
    all: HashMap<String, String>,
}

impl Names {
    pub(crate) fn of(root: &Value) -> Self {
        let lists = ["parties", "organisations", "groups"];
        let organisations: Vec<_> = lists.iter().flat_map(|list| named(root, list, "name")).collect();
        let nodes = named(root, "nodes", "title");
        let themes = named(root, "themes", "name");
        let under = nodes.iter().filter(|(key, _)| level_below(root, key).is_some());
        let all = organisations.iter().chain(&nodes).chain(&themes).cloned().chain(duties());
        Self {
            all: all.collect(),
            under: under.cloned().collect(),
            organisations,
            nodes,
            themes,
        }
    }

    /// What may be chosen: the key, and its words.
    pub(crate) fn choices(&self, kind: Kind) -> Vec<(String, String)> {
        match kind {
            Kind::Organisation | Kind::Holder => self.organisations.clone(),
            Kind::Node => self.nodes.clone(),
            Kind::Under => self.under.clone(),
            Kind::Nature => natures().collect(),
            Kind::Theme => self.themes.clone(),
            Kind::Duty => duties().collect(),
            Kind::Topic => topics().collect(),
            Kind::Flag => vec![("oui".to_owned(), "Oui".to_owned()), ("non".to_owned(), "Non".to_owned())],
            Kind::Precision => precisions().collect(),
            Kind::Half => halves().collect(),
            Kind::Month => months().collect(),
            Kind::Text | Kind::Day | Kind::DueDay | Kind::Count | Kind::Fte | Kind::Years | Kind::Year | Kind::Amount => {
                Vec::new()
            }
        }
    }

    /// Whether a text is a key, which stands for something that has another name.
    pub(crate) fn stands_for(&self, text: &str) -> bool {
        self.all.contains_key(text) || day(text).is_some()
    }

    /// A value as people read it.
    pub(crate) fn words(&self, value: &Value) -> String {
        match value {
            Value::String(text) => self
                .all
                .get(text)
                .cloned()
                .or_else(|| day(text))
                .unwrap_or_else(|| text.clone()),
            Value::Bool(true) => "Oui".to_owned(),
            Value::Bool(false) => "Non".to_owned(),
            Value::Array(items) => items.iter().map(|item| self.words(item)).collect::<Vec<_>>().join("\u{a0}; "),
            Value::Object(fields) => self.head(fields),
            other => other.to_string(),
        }
    }

    /// A value of this kind as people read it.
    pub(crate) fn told(&self, kind: Option<Kind>, value: &Value) -> String {
        let said = match kind {
            Some(Kind::Amount) => value.as_i64().map(web::french::amount),
            Some(Kind::Fte) => value.as_i64().map(fte),
            Some(Kind::Precision) => value
                .as_str()
                .and_then(Precision::from_code)
                .map(|precision| precision.choice().to_owned()),
            Some(Kind::Half) => half(value).map(|half| half.french().to_owned()),
            Some(Kind::Month) => chosen(months(), &value.to_string()),
            Some(Kind::Nature) => value.as_str().and_then(|code| chosen(natures(), code)),
            Some(Kind::DueDay) => due_typed::told(value),
            Some(Kind::Topic) => value
                .as_str()
                .and_then(Topic::from_code)
                .map(|topic| topic.french().to_owned()),
            _ => None,
        };
        said.unwrap_or_else(|| self.words(value))
    }

    /// What an object is called.
    fn head(&self, fields: &Map<String, Value>) -> String {
        let said = |name: &str| fields.get(name).and_then(Value::as_str);
        if let (Some(quote), Some(reason)) = (said("quote"), said("reason")) {
            return format!("{quote}\u{a0}: {reason}");
        }
        let number = fields.get("number").and_then(Value::as_str);
        let code = fields.get("code").and_then(Value::as_str);
        let names = ["title", "name", "address", "text", "date", "org", "years", "kind", "type"];
        let name = names
            .iter()
            .find_map(|name| fields.get(*name).filter(|value| *name == "years" || !value.is_array()));
        let words = [number.or(code).map(str::to_owned), name.map(|name| self.words(name))];
        words.into_iter().flatten().collect::<Vec<_>>().join(". ")
    }
}

/// The level under the node of this key, or the first one without a key; `None` when the framework has no name for it.
pub(crate) fn level_below(root: &Value, key: &str) -> Option<u64> {
    let count = root.get("levels").and_then(Value::as_array).map_or(0, Vec::len);
    let nodes = root.get("nodes").and_then(Value::as_array);
    let level = match key {
        "" => 0,
        key => {
            let node = nodes?
                .iter()
                .find(|node| node.get("id").and_then(Value::as_str) == Some(key))?;
            node.get("level")?.as_u64()? + 1
        }
    };
    (level < u64::try_from(count).unwrap_or(0)).then_some(level)
}

/// The key of the next item of a list, which no other has: `n7`.
fn next_key(root: &Value, list: &str, letter: char) -> String {
    let items = root.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let taken = |key: &str| items.iter().any(|item| item.get("id").and_then(Value::as_str) == Some(key));
    let mut number = items.len() + 1;
    while taken(&format!("{letter}{number}")) {
        number += 1;
    }
    format!("{letter}{number}")
}

/// A new item with what the document needs and nobody types: its key, its level. `None` when the framework has no such level.
pub(crate) fn completed(root: &Value, spot: &Spot, mut value: Value) -> Option<Value> {
    let (true, None, Some(letter)) = (spot.makes_an_object(), spot.item, spot.section.key) else {
        return Some(value);
    };
    let fields = value.as_object_mut()?;
    fields.insert("id".to_owned(), next_key(root, spot.section.root, letter).into());
    if spot.section.root == "nodes" {
        let parent = fields.get("parent").and_then(Value::as_str).unwrap_or_default();
        let level = level_below(root, parent)?;
        fields.insert("level".to_owned(), level.into());
    }
    Some(value)
}

/// The words of a choice.
fn chosen(mut choices: impl Iterator<Item = (String, String)>, key: &str) -> Option<String> {
    choices.find(|(own, _)| own == key).map(|(_, words)| words)
}

fn half(value: &Value) -> Option<Half> {
    value
        .as_u64()
        .and_then(|rank| u8::try_from(rank).ok())
        .and_then(Half::of_rank)
}

fn day(text: &str) -> Option<String> {
    text.parse::<Day>().ok().map(web::french::date)
}

fn named(root: &Value, list: &str, name: &str) -> Vec<(String, String)> {
    let items = root.get(list).and_then(Value::as_array);
    let pair = |item: &Value| {
        let words = item.get(name)?.as_str()?.to_owned();
        let code = item.get("code").and_then(Value::as_str);
        let words = code.map_or_else(|| words.clone(), |code| format!("{code} {words}"));
        Some((item.get("id")?.as_str()?.to_owned(), words))
    };
    items.into_iter().flatten().filter_map(pair).collect()
}

/// What was typed at a spot: one text a field, and words beside a choice.
pub(crate) struct Written<'t> {
    pub(crate) texts: [&'t str; 2],
    pub(crate) free: &'t str,
}

/// The value typed, or what is wrong and in which field of the form.
pub(crate) fn typed(names: &Names, spot: &Spot, written: &Written<'_>, lines: &Lines) -> Result<Value, (usize, String)> {
    let mut values = Vec::new();
    for (index, field) in spot.fields.iter().enumerate().take(written.texts.len()) {
        if field.kind == Kind::Under && written.texts[index].trim().is_empty() {
            continue;
        }
        let value = one(names, field, written.texts[index], written.free).map_err(|sentence| (index, sentence))?;
        values.push((field.name, value));
    }
    if !spot.makes_an_object() {
        return values.pop().map(|(_, value)| value).ok_or((0, EMPTY.to_owned()));
    }
    Ok(object(values, spot, lines))
}

fn object(values: Vec<(&str, Value)>, spot: &Spot, lines: &Lines) -> Value {
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value));
    let beside = spot.beside.iter();
    let beside = beside.map(|(name, beside)| ((*name).to_owned(), Value::from(*beside)));
    with_lines(values.collect(), beside, lines)
}

/// An object of these values, each with the lines that say it, and of what nobody typed beside them.
pub(crate) fn with_lines(
    mut values: Map<String, Value>,
    beside: impl IntoIterator<Item = (String, Value)>,
    lines: &Lines,
) -> Value {
    let ranges: Value = lines
        .ranges()
        .iter()
        .map(|range| json!([range.first(), range.last()]))
        .collect();
    let sources: Map<String, Value> = values.keys().map(|name| (name.clone(), ranges.clone())).collect();
    for (name, value) in beside {
        values.entry(name).or_insert(value);
    }
    values.insert("lines".to_owned(), ranges);
    values.insert("sources".to_owned(), Value::Object(sources));
    Value::Object(values)
}

impl From<Beside> for Value {
    fn from(beside: Beside) -> Self {
        match beside {
            Beside::Flag(flag) => Self::Bool(flag),
            Beside::Word(word) => Self::from(word),
        }
    }
}

/// Lines as the document writes them: ranges, each by its first and its last.
pub(crate) fn lines_of(value: &Value) -> Lines {
    let number = |value: Option<&Value>| value?.as_u64()?.try_into().ok();
    let range = |range: &Value| LineRange::new(number(range.get(0))?, number(range.get(1))?);
    value.as_array().into_iter().flatten().filter_map(range).collect()
}

/// No convention speaks of earlier or later years.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// "2023, 2025-2026": each year once, in order; `None` for anything else.
fn years(text: &str) -> Option<Value> {
    let mut all = BTreeSet::new();
    for part in text.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last): (i16, i16) = (first.parse().ok()?, last.parse().ok()?);
        if first > last || !YEARS.contains(&first) || !YEARS.contains(&last) {
            return None;
        }
        all.extend(first..=last);
    }
    (!all.is_empty()).then(|| all.into_iter().map(Value::from).collect())
}

/// Nothing that a convention pays has more figures before its comma.
const MOST_DIGITS: usize = 12;

/// "1,5 ETP" as hundredths; `None` for anything else.
fn share(text: &str) -> Option<u32> {
    let plain = text.trim().trim_end_matches("ETP");
    u32::try_from(cents(plain)?).ok().filter(|share| *share <= MOST)
}

/// "12 500,50 €" as cents; `None` for anything else.
fn cents(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.strip_suffix('€').unwrap_or(&plain);
    let (whole, part) = plain.split_once([',', '.']).unwrap_or((plain, ""));
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > MOST_DIGITS || part.len() > 2 || !figures(whole) || !figures(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// One year.
fn year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| YEARS.contains(year))
}

fn typed_day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| {
        format!("«\u{a0}{text}\u{a0}» n’est pas une date du calendrier\u{a0}: écrivez année-mois-jour, par exemple 2022-12-31.")
    })
}

pub(crate) const EMPTY: &str = "Indiquez ce que le texte dit.";

/// The value of a field, from what was typed and the words beside a choice.
pub(crate) fn one(names: &Names, field: &Field, text: &str, free: &str) -> Result<Value, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let free = free.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || free.chars().count() > LONGEST {
        return Err(format!("Ce texte est trop long. Gardez-en {LONGEST} caractères au plus."));
    }
    if field.kind == Kind::Holder && text.is_empty() && !free.is_empty() {
        return Ok(json!({ "text": free }));
    }
    if text.is_empty() {
        return Err(EMPTY.to_owned());
    }
    match field.kind {
        Kind::Text => Ok(Value::from(text)),
        Kind::Day => typed_day(&text).map(|day| Value::from(day.to_string())),
        Kind::DueDay => due_typed::typed(&text),
        Kind::Count => {
            let read = text.parse::<u32>().ok().filter(|count| *count <= MOST);
            read.map(Value::from)
                .ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas un nombre\u{a0}: écrivez-le en chiffres, sans espace."))
        }
        Kind::Fte => share(&text).map(Value::from).ok_or_else(|| {
            format!("«\u{a0}{text}\u{a0}» n’est pas un nombre de postes\u{a0}: écrivez par exemple 0,5 ou 1,75.")
        }),
        Kind::Years => years(&text).ok_or_else(|| {
            format!("«\u{a0}{text}\u{a0}» n’est pas une suite d’années\u{a0}: écrivez par exemple 2023, 2025-2026.")
        }),
        Kind::Year => year(&text)
            .map(Value::from)
            .ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas une année\u{a0}: écrivez par exemple 2024.")),
        Kind::Amount => cents(&text).map(Value::from).ok_or_else(|| {
            format!("«\u{a0}{text}\u{a0}» n’est pas un montant\u{a0}: écrivez-le en euros, par exemple 1\u{a0}234,50.")
        }),
        kind if names.choices(kind).iter().all(|(key, _)| *key != text) => {
            Err("Ce choix n’est pas dans la liste\u{a0}: choisissez-en un autre.".to_owned())
        }
        Kind::Flag => Ok(Value::from(text == "oui")),
        Kind::Half | Kind::Month => Ok(Value::from(text.parse::<u8>().unwrap_or_default())),
        _ => Ok(Value::from(text)),
    }
}

/// What a field of the form holds for a value that stands.
pub(crate) fn in_form(kind: Option<Kind>, value: &Value) -> (String, String) {
    match value {
        _ if kind == Some(Kind::DueDay) => (due_typed::in_form(value), String::new()),
        Value::Number(number) if kind == Some(Kind::Amount) => {
            (number.as_i64().map(web::french::amount).unwrap_or_default(), String::new())
        }
        Value::Number(number) if kind == Some(Kind::Fte) => (
            number
                .as_i64()
                .map(|share| web::french::decimal(share, 2))
                .unwrap_or_default(),
            String::new(),
        ),
        Value::String(text) => (text.clone(), String::new()),
        Value::Bool(flag) => (if *flag { "oui" } else { "non" }.to_owned(), String::new()),
        Value::Object(fields) => {
            let free = fields.get("text").and_then(Value::as_str).unwrap_or_default();
            (String::new(), free.to_owned())
        }
        Value::Null => (String::new(), String::new()),
        Value::Array(items) => {
            let words: Vec<String> = items.iter().map(Value::to_string).collect();
            (words.join(", "), String::new())
        }
        Value::Number(number) => (number.to_string(), String::new()),
    }
}

#[cfg(test)]
mod tests;
