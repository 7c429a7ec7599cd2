//! What is no plan, from its document: wording, facilities, bodies, scheme, duties.

use domain::reading::{
    AbsenceRead, AmendmentRead, BodyRead, Certainty, ChangeKind, ChangeRead, Doubt, Due, DueRead, DutyKind, DutyRead,
    FacilitiesRead, FacilityRead, FrameworkEntry, FrameworkPlace, Key, LeftOpenRead, MemberRead, Paragraph, ParagraphKind,
    PostRead, PredecessorRead, Reading, Rhythm, SchemeRead, SiteRead, StatementRead, Topic, Unit, Wording,
};
use serde_json::Value;

use super::fields::{Fallible, Object, day, holder, key, small, text_of};

/// Completes `reading` with what the document holds of it.
pub(super) fn rest(root: &Object<'_>, reading: Reading) -> Fallible<Reading> {
    let wording = root.optional_object("wording")?.map(|object| wording(&object)).transpose()?;
    Ok(Reading {
        wording: wording.unwrap_or_default(),
        framework_places: root.list("framework_places", framework_place)?,
        facilities: FacilitiesRead {
            listed: root.list("facilities", facility)?,
            absent: root.list("absent_facilities", absence)?,
        },
        bodies: root.list("bodies", body)?,
        scheme: SchemeRead {
            posts: root.list("posts", post)?,
            statements: root.list("cooperation", statement)?,
        },
        duties: root.list("duties", duty)?,
        predecessors: root.list("predecessors", predecessor)?,
        left_open: root.list("left_open", left_open)?,
        amendment: root
            .optional_object("amendment")?
            .map(|object| amendment(&object))
            .transpose()?,
        doubts: root.list("doubts", doubt)?,
        ..reading
    })
}

/// Paragraphs with their kinds; all are plain when the document tells no kind.
pub(super) fn paragraphs(object: &Object<'_>, name: &str) -> Fallible<Vec<Paragraph>> {
    let texts = object.items(name, text_of)?;
    let field = format!("{name}_kinds");
    let kinds = object.texts(&field)?;
    if !kinds.is_empty() && kinds.len() != texts.len() {
        return Err(object.fault(&field));
    }
    let kinds = kinds
        .iter()
        .map(|code| ParagraphKind::from_code(code).ok_or_else(|| object.fault(&field)));
    let kinds = kinds.collect::<Fallible<Vec<_>>>()?;
    let kind = |index: usize| kinds.get(index).copied().unwrap_or_default();
    let paragraph = |(index, text)| Paragraph { kind: kind(index), text };
    Ok(texts.into_iter().enumerate().map(paragraph).collect())
}

fn wording(object: &Object<'_>) -> Fallible<Wording> {
    Ok(Wording {
        exposition: paragraphs(object, "exposition")?,
        visas: object.items("visas", text_of)?,
        enacting: object.optional("enacting", text_of)?,
        closing: paragraphs(object, "closing")?,
        page_marks: object.items("page_marks", text_of)?,
    })
}

fn framework_place(object: &Object<'_>) -> Fallible<FrameworkPlace> {
    Ok(FrameworkPlace {
        lines: object.lines()?,
        entries: object.list("entries", |entry| {
            Ok(FrameworkEntry {
                node: Key(entry.string("node")?.to_owned()),
                code: entry.optional("code", text_of)?,
                title: entry.required("title", text_of)?,
            })
        })?,
    })
}

fn facility(object: &Object<'_>) -> Fallible<FacilityRead> {
    Ok(FacilityRead {
        lines: object.lines()?,
        kind: object.required("type", text_of)?,
        name: object.required("name", text_of)?,
        sites: object.list("sites", |site| {
            Ok(SiteRead {
                role: site.optional("role", text_of)?,
                address: site.required("address", text_of)?,
            })
        })?,
        owner: object.optional("owner", key)?,
    })
}

fn absence(object: &Object<'_>) -> Fallible<AbsenceRead> {
    Ok(AbsenceRead {
        lines: object.lines()?,
        kind: object.required("type", text_of)?,
        mark: object.required("mark", text_of)?,
        owner: object.optional("owner", key)?,
    })
}

fn body(object: &Object<'_>) -> Fallible<BodyRead> {
    Ok(BodyRead {
        lines: object.lines()?,
        name: object.required("name", text_of)?,
        other_names: object.items("other_names", text_of)?,
        members: object.list("members", member)?,
        missions: object.items("missions", text_of)?,
        rhythm: object
            .optional_object("rhythm")?
            .map(|rhythm| read_rhythm(&rhythm))
            .transpose()?,
        chairs: object.items("chairs", holder)?,
    })
}

fn member(object: &Object<'_>) -> Fallible<MemberRead> {
    Ok(MemberRead {
        text: object.required("text", text_of)?,
        organisation: object.optional_string("org")?.map(|key| Key(key.to_owned())),
        replaceable: object.flag("replaceable")?,
    })
}

fn read_rhythm(object: &Object<'_>) -> Fallible<Rhythm> {
    Ok(Rhythm {
        text: object.required("text", text_of)?,
        minimum_per_year: object.number("min_per_year")?,
        maximum_per_year: object.number("max_per_year")?,
    })
}

fn post(object: &Object<'_>) -> Fallible<PostRead> {
    Ok(PostRead {
        lines: object.lines()?,
        title: object.required("title", text_of)?,
        party: object.optional("party", key)?,
        fte_hundredths: object.optional("fte_hundredths", small)?,
        is_total: object.flag("total")?,
    })
}

fn statement(object: &Object<'_>) -> Fallible<StatementRead> {
    Ok(StatementRead {
        topic: Topic::from_code(object.string("topic")?).ok_or_else(|| object.fault("topic"))?,
        text: object.required("text", text_of)?,
        holders: object.items("holders", key)?,
        count: object.optional("count", small)?,
    })
}

fn duty(object: &Object<'_>) -> Fallible<DutyRead> {
    Ok(DutyRead {
        lines: object.lines()?,
        article: object.optional("article", text_of)?,
        kind: DutyKind::from_code(object.string("kind")?).ok_or_else(|| object.fault("kind"))?,
        text: object.required("text", text_of)?,
        debtors: object.items("debtors", holder)?,
        creditors: object.items("creditors", holder)?,
        due: object.optional_object("due")?.map(|due| read_due(&due)).transpose()?,
        addresses: object.items("addresses", text_of)?,
    })
}

fn read_due(object: &Object<'_>) -> Fallible<DueRead> {
    let value = object.fields.get("value");
    Ok(DueRead {
        text: object.required("text", text_of)?,
        value: value
            .map(|value| due_value(value).ok_or_else(|| object.fault("value")))
            .transpose()?,
    })
}

fn due_value(value: &Value) -> Option<Due> {
    match value.as_str() {
        Some("every_year") => return Some(Due::EveryYear),
        Some("before") => return Some(Due::Before),
        Some("throughout") => return Some(Due::Throughout),
        Some(_) => return None,
        None => {}
    }
    if let Some(on) = value.get("on") {
        return day(on).map(Due::On);
    }
    let unit = match value.get("unit")?.as_str()? {
        "day" => Unit::Day,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    Some(Due::Within(small(value.get("within")?)?, unit))
}

fn predecessor(object: &Object<'_>) -> Fallible<PredecessorRead> {
    Ok(PredecessorRead {
        lines: object.lines()?,
        kind: object.required("kind", text_of)?,
        party: object.required("party", key)?,
        end: object.optional("end", day)?,
    })
}

fn left_open(object: &Object<'_>) -> Fallible<LeftOpenRead> {
    Ok(LeftOpenRead {
        text: object.required("text", text_of)?,
        settled_by: object.optional("settled_by", text_of)?,
    })
}

fn amendment(object: &Object<'_>) -> Fallible<AmendmentRead> {
    Ok(AmendmentRead {
        lines: object.lines()?,
        number: object.optional("number", text_of)?,
        effect: object.optional("effect", day)?,
        changes: object.list("changes", change)?,
    })
}

fn change(object: &Object<'_>) -> Fallible<ChangeRead> {
    Ok(ChangeRead {
        lines: object.lines()?,
        kind: ChangeKind::from_code(object.string("kind")?).ok_or_else(|| object.fault("kind"))?,
        target: object.optional("target", text_of)?,
        before: object.optional("before", text_of)?,
        after: object.optional("after", text_of)?,
    })
}

fn doubt(object: &Object<'_>) -> Fallible<Doubt> {
    Ok(Doubt {
        lines: object.lines()?,
        quote: object.string("quote")?.to_owned(),
        certainty: Certainty::from_code(object.string("certainty")?).ok_or_else(|| object.fault("certainty"))?,
        reason: object.string("reason")?.to_owned(),
    })
}
