//! How the work is organised: sums that do not add up, lists that stop at one commune, bodies named and not described.

use super::{Anomaly, Family, Quote, Severity, listed, quoted};
use crate::reading::{BodyRead, OrganisationKind, PartyRead, PostRead, Reading, short_name};

/// A sum of posts is announced for a commune, and the posts below it make another.
pub(super) fn sums(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let posts = &reading.scheme.posts;
    let totals = posts.iter().enumerate().filter(|(_, post)| post.is_total);
    totals
        .filter_map(|(at, total)| sum(reading, total, &posts[at + 1..]))
        .collect()
}

fn sum(reading: &Reading, total: &PostRead, after: &[PostRead]) -> Option<Anomaly> {
    let party = total.party.as_ref()?;
    let announced = total.fte_hundredths.as_ref()?;
    let own = |post: &&PostRead| !post.is_total && post.party.as_ref().is_some_and(|own| own.value == party.value);
    let below: Vec<&PostRead> = after.iter().take_while(own).collect();
    let first = below.first()?;
    let made: u32 = below
        .iter()
        .map(|post| post.fte_hundredths.as_ref().map(|fte| fte.value))
        .sum::<Option<u32>>()?;
    (made != announced.value).then(|| Anomaly {
        family: Family::Count,
        severity: Severity::Medium,
        a: quoted(&total.title),
        b: Some(quoted(&first.title)),
        reason: format!(
            "Le texte annonce {} ETP pour {} et les postes énumérés en font {}.",
            decimal(announced.value),
            reading.shown(&party.value),
            decimal(made)
        ),
        actions: Vec::new(),
    })
}

/// 150 as French prints it: "1,5".
fn decimal(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole},{part:02}").trim_end_matches('0').to_owned(),
    }
}

/// Facilities are listed for some communes that sign, and for others not.
pub(super) fn lists(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let owners = reading.facilities.owners();
    let communes = reading
        .parties
        .iter()
        .filter(|party| party.kind.value == OrganisationKind::Commune);
    let owns = |party: &&PartyRead| owners.iter().any(|owner| owner.value == party.id);
    let (with, without): (Vec<&PartyRead>, Vec<&PartyRead>) = communes.partition(owns);
    let Some(shown) = owners.first().filter(|_| !with.is_empty() && !without.is_empty()) else {
        return Vec::new();
    };
    let names = |parties: &[&PartyRead]| listed(parties.iter().map(|party| short_name(party.kind.value, &party.name.value)));
    let place = Quote {
        line: shown.lines.first().unwrap_or(1),
        quote: with
            .first()
            .map(|party| reading.shown(&party.id).to_owned())
            .unwrap_or_default(),
    };
    let title = reading.facilities_annex().map(quoted);
    vec![Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        reason: format!(
            "La liste des équipements et services est donnée pour {}, et non pour {}.",
            names(&with),
            names(&without)
        ),
        b: title.is_some().then(|| place.clone()),
        a: title.unwrap_or(place),
        actions: Vec::new(),
    }]
}

/// A body is set up by one place of the text, and no other says what it is while others are described.
pub(super) fn bodies(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let described = |body: &&BodyRead| !body.members.is_empty() || !body.missions.is_empty();
    let (known, unknown): (Vec<&BodyRead>, Vec<&BodyRead>) = reading.bodies.iter().partition(described);
    let Some(shown) = known.first() else { return Vec::new() };
    let bare = unknown
        .into_iter()
        .filter(|body| body.rhythm.is_none() && body.chairs.is_empty());
    bare.map(|body| Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        a: quoted(&body.name),
        b: Some(quoted(&shown.name)),
        reason: format!(
            "L’instance «\u{a0}{}\u{a0}» est nommée et le texte ne dit ni qui y siège ni ce qu’elle fait.",
            body.name.value
        ),
        actions: Vec::new(),
    })
    .collect()
}
