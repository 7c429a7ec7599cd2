//! A document to its reading. A document of another schema, or spoilt, is refused with the path of the field.

use domain::digest::Digest;
use domain::reading::{
    ActionRead, AgreementRead, AmountRead, AnnexRead, Anomaly, ArticleRead, Commission, DeliberationRead, Detail, Family,
    GroupRead, Half, NodeRead, OrganisationKind, OrganisationRead, PartyRead, Precision, Quote, Reading, RuleCode, SCHEMA,
    Severity, SignatoryRead, SignatureRead, SourceFile, ThemeRead, Track, Unplaced, View, Votes,
};
use serde_json::Value;

use super::fields::{Fallible, NotADocument, Object, day, holder, key, ranges, small, text_of};
use super::read_rest::{paragraphs, rest};

/// Reads a document back.
pub fn read(text: &str) -> Fallible<Reading> {
    let value: Value = serde_json::from_str(text).map_err(|error| NotADocument {
        place: format!("ligne {}, colonne {}", error.line(), error.column()),
    })?;
    let root = Object::new(&value, "document")?;
    if root.string("schema")? != SCHEMA {
        return Err(root.fault("schema"));
    }
    let source = source(&root.object("source")?)?;
    let reading = Reading {
        agreement: agreement(&root.object("convention")?)?,
        parties: root.list("parties", party)?,
        organisations: root.list("organisations", organisation)?,
        late_parties: late_parties(&root)?,
        groups: root.list("groups", group)?,
        perimeter: root.items("perimeter", key)?,
        deliberations: root.list("deliberations", deliberation)?,
        levels: root.items("levels", text_of)?,
        nodes: root.list("nodes", node)?,
        themes: root.list("themes", theme)?,
        actions: root.list("actions", action)?,
        retired_actions: retired(&root)?,
        articles: root.list("articles", article)?,
        annexes: root.list("annexes", annex)?,
        anomalies: root.list("anomalies", anomaly)?,
        unplaced: root.list("unplaced", |object| {
            Ok(Unplaced {
                lines: object.lines()?,
                text: object.string("text")?.to_owned(),
            })
        })?,
        ..Reading::nothing_of(source)
    };
    rest(&root, reading)
}

/// After how many organisations each party that came in late is numbered: never more parties than there are.
fn late_parties(root: &Object<'_>) -> Fallible<Vec<usize>> {
    let numbers = root.array("late_parties")?.iter();
    let numbers: Option<Vec<usize>> = numbers.map(|number| usize::try_from(number.as_u64()?).ok()).collect();
    let parties = root.array("parties")?.len();
    let fits = |numbers: &Vec<usize>| numbers.len() <= parties && numbers.is_sorted();
    numbers.filter(fits).ok_or_else(|| root.fault("late_parties"))
}

/// Ordinals, in growing order.
fn retired(root: &Object<'_>) -> Fallible<Vec<i64>> {
    let numbers = root.array("retired_actions")?.iter();
    let numbers = numbers.map(|number| number.as_i64().filter(|number| *number > 0));
    let numbers: Option<Vec<i64>> = numbers.collect();
    let grows = |numbers: &Vec<i64>| numbers.is_sorted_by(|one, next| one < next);
    numbers.filter(grows).ok_or_else(|| root.fault("retired_actions"))
}

fn source(object: &Object<'_>) -> Fallible<SourceFile> {
    Ok(SourceFile {
        name: object.string("file")?.to_owned(),
        digest: Digest::from_hex(object.string("sha256")?).ok_or_else(|| object.fault("sha256"))?,
        lines: object.number("lines")?,
        recognised: object.maybe("recognised", ranges)?.unwrap_or_default(),
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
        other_signatures: object.list("other_signatures", signature)?,
        originals: object.optional("originals", small)?,
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
        authority: object.optional("authority", text_of)?,
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
        text: paragraphs(object, "text")?,
    })
}

fn commission(object: &Object<'_>) -> Fallible<Commission> {
    Ok(Commission {
        name: object.required("name", text_of)?,
        date: object.optional("date", day)?,
        opinion: object.optional("opinion", text_of)?,
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
        public: object.optional("public", text_of)?,
        objectives: object.items("objectives", text_of)?,
        indicators: object.items("indicators", text_of)?,
        calendar: object.optional("calendar", text_of)?,
        amounts: object.list("amounts", amount)?,
        communes: object.items("communes", key)?,
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
        half: object.maybe("half", |rank| small(rank).and_then(Half::of_rank))?,
        mark: object.required("mark", text_of)?,
    })
}

fn amount(object: &Object<'_>) -> Fallible<AmountRead> {
    Ok(AmountRead {
        text: object.required("text", text_of)?,
        funder: object.maybe("funder", holder)?,
        year: object.maybe("year", small)?,
        cents: object.maybe("cents", small)?.ok_or_else(|| object.fault("cents"))?,
        precision: Precision::from_code(object.string("precision")?).ok_or_else(|| object.fault("precision"))?,
    })
}

fn article(object: &Object<'_>) -> Fallible<ArticleRead> {
    Ok(ArticleRead {
        lines: object.lines()?,
        number: object.optional("number", text_of)?,
        title: object.required("title", text_of)?,
        other_titles: object.items("other_titles", text_of)?,
        text: paragraphs(object, "text")?,
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
    // Documents written before rules had codes name none.
    let rule = object.optional_string("rule")?;
    let rule = rule
        .map(|code| RuleCode::from_code(code).ok_or_else(|| object.fault("rule")))
        .transpose()?;
    Ok(Anomaly {
        rule,
        family: Family::from_code(object.string("family")?).ok_or_else(|| object.fault("family"))?,
        severity: Severity::from_code(object.string("severity")?).ok_or_else(|| object.fault("severity"))?,
        a: quote(object.object("a")?)?,
        b: object.optional_object("b")?.map(quote).transpose()?,
        reason: object.string("reason")?.to_owned(),
        actions: object.texts("actions")?,
    })
}
