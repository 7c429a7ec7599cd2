//! Rows of the agreement: its head, parties, votes, écarts and what is not placed.

use std::collections::BTreeSet;

use domain::example::{EXAMPLE_MARK, Nature};
use domain::reading::{
    AgreementRead, Anomaly, DeliberationRead, Lines, Named, Reading, RuleCode, SignatoryRead, Sourced, short_name,
};
use domain::settlement::AnomalyKey;
use store::Value;

use super::keys::Keys;
use super::{Act, Sheet, Table, ordinal};

pub(super) fn text(value: Option<&Sourced<String>>) -> Value {
    value.map(|value| value.value.clone()).into()
}

pub(super) fn count(value: Option<&Sourced<u32>>) -> Value {
    value.map(|value| i64::from(value.value)).into()
}

pub(super) fn lines(lines: &Lines) -> Value {
    lines.to_string().into()
}

pub(super) fn convention(sheet: &mut Sheet, act: &Act<'_>, keys: &Keys<'_>) {
    let agreement = &act.reading.agreement;
    let signature = agreement.signature.as_ref();
    sheet.push(
        Table::Convention,
        [
            text(agreement.title.as_ref()),
            text(agreement.kind.as_ref()),
            named(act.nature, &name(act.reading)).into(),
            places(act.reading, keys).into(),
            agreement.start.as_ref().map(|day| day.value).into(),
            agreement.end.as_ref().map(|day| day.value).into(),
            text(signature.and_then(|signature| signature.place.as_ref())),
            signature
                .and_then(|signature| signature.date.as_ref())
                .map(|day| day.value)
                .into(),
            signature
                .and_then(|signature| signature.year.as_ref())
                .map(|year| i64::from(year.value))
                .into(),
            signature
                .and_then(|signature| signature.month.as_ref())
                .map(|month| i64::from(month.value))
                .into(),
            lines_of([agreement.title.as_ref()]),
            lines_of([agreement.start.as_ref(), agreement.end.as_ref()]),
            signature.map_or_else(|| Value::from(""), |signature| lines(&signature.lines)),
            act.nature.is_example().into(),
        ],
    );
}

/// An example says so wherever it is named.
fn named(nature: Nature, name: &str) -> String {
    match nature {
        Nature::Signed => name.to_owned(),
        Nature::Example => format!("{EXAMPLE_MARK}{name}"),
    }
}

/// The lines of several values together.
fn lines_of<T, const N: usize>(values: [Option<&Sourced<T>>; N]) -> Value {
    let all = values
        .into_iter()
        .flatten()
        .fold(Lines::default(), |all, value| all.union(&value.lines));
    lines(&all)
}

/// A title that was typed to be the name of a convention is no longer.
const LONGEST_NAME: usize = 60;

/// "CTG 2022-2026": what people call it, from what the text calls itself and its period; or the title that someone typed.
fn name(reading: &Reading) -> String {
    let agreement = &reading.agreement;
    let typed = agreement.title.as_ref().filter(|_| reading.is_by_hand());
    if let Some(title) = typed.filter(|title| title.value.chars().count() <= LONGEST_NAME) {
        return title.value.clone();
    }
    of_period(agreement)
}

fn of_period(agreement: &AgreementRead) -> String {
    let kind = agreement.kind.as_ref().map_or("Convention", |kind| kind.value.as_str());
    let kind = if kind.to_lowercase().contains("convention territoriale globale") {
        "CTG"
    } else {
        kind
    };
    match (&agreement.start, &agreement.end) {
        (Some(start), Some(end)) => format!("{kind} {}-{}", start.value.year(), end.value.year()),
        _ => kind.to_owned(),
    }
}

/// The communes of the perimeter, by their short names.
fn places(reading: &Reading, keys: &Keys<'_>) -> String {
    let names: Vec<Named<'_>> = reading.everyone().collect();
    let perimeter = reading.perimeter.iter().flat_map(|key| keys.parties(&key.value));
    let shorts = perimeter.filter_map(|party| {
        let index = usize::try_from(party - 1).ok()?;
        names.get(index).map(|named| short_name(named.kind(), named.name()))
    });
    shorts.collect::<Vec<_>>().join(" · ")
}

pub(super) fn parties(sheet: &mut Sheet, reading: &Reading) {
    for (index, named) in reading.everyone().enumerate() {
        let (kind, name) = (named.kind(), named.name());
        sheet.push(
            Table::Party,
            [
                ordinal(index).into(),
                named.party().is_some().into(),
                name.into(),
                short_name(kind, name).into(),
                kind.code().into(),
                lines(named.lines()),
            ],
        );
        if let Some(party) = named.party() {
            signed(sheet, Table::Signatory, ordinal(index), &party.signatories);
        }
    }
}

/// Those who signed, for a party or an extract.
fn signed(sheet: &mut Sheet, table: Table, place: i64, signatories: &[SignatoryRead]) {
    for (index, signatory) in signatories.iter().enumerate() {
        sheet.push(
            table,
            [
                place.into(),
                ordinal(index).into(),
                signatory.name.value.as_str().into(),
                text(signatory.function.as_ref()),
                lines(&signatory.lines),
            ],
        );
    }
}

pub(super) fn deliberations(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, deliberation) in reading.deliberations.iter().enumerate() {
        sheet.push(Table::Deliberation, deliberation_values(ordinal(index), deliberation, keys));
        signed(sheet, Table::DeliberationSignatory, ordinal(index), &deliberation.signatories);
    }
}

fn deliberation_values(ordinal: i64, deliberation: &DeliberationRead, keys: &Keys<'_>) -> [Value; 15] {
    let votes = &deliberation.votes;
    let commission = deliberation.commission.as_ref();
    [
        ordinal.into(),
        deliberation
            .organisation
            .as_ref()
            .and_then(|key| keys.party(&key.value))
            .into(),
        deliberation.date.as_ref().map(|day| day.value).into(),
        text(deliberation.number.as_ref()),
        count(votes.favour.as_ref()),
        count(votes.against.as_ref()),
        count(votes.abstain.as_ref()),
        count(votes.present.as_ref()),
        count(votes.proxies.as_ref()),
        commission.map(|commission| commission.name.value.clone()).into(),
        commission
            .and_then(|commission| commission.date.as_ref())
            .map(|day| day.value)
            .into(),
        text(commission.and_then(|commission| commission.opinion.as_ref())),
        text(deliberation.approves.as_ref()),
        text(deliberation.authority.as_ref()),
        lines(&deliberation.lines),
    ]
}

/// By what an écart is known from one reading to the next. One found before rules had codes is known by its family.
fn key(anomaly: &Anomaly) -> AnomalyKey {
    let rule = anomaly.rule.map_or(anomaly.family.code(), RuleCode::code);
    let b = anomaly.b.as_ref().map(|b| b.quote.as_str());
    AnomalyKey::of(rule, &anomaly.a.quote, b)
}

pub(super) fn remarks(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, anomaly) in reading.anomalies.iter().enumerate() {
        let b = anomaly.b.as_ref();
        sheet.push(
            Table::Anomaly,
            [
                ordinal(index).into(),
                anomaly.family.code().into(),
                anomaly.severity.code().into(),
                i64::from(anomaly.a.line).into(),
                anomaly.a.quote.as_str().into(),
                b.map(|quote| i64::from(quote.line)).into(),
                b.map(|quote| quote.quote.clone()).into(),
                anomaly.reason.as_str().into(),
                anomaly.rule.map(RuleCode::code).into(),
                key(anomaly).to_string().into(),
            ],
        );
        let actions: BTreeSet<i64> = anomaly.actions.iter().filter_map(|number| keys.action(number)).collect();
        for action in actions {
            sheet.push(Table::AnomalyAction, [ordinal(index).into(), action.into()]);
        }
    }
    for (index, unplaced) in reading.unplaced.iter().enumerate() {
        let line_count = i64::try_from(unplaced.lines.iter().count()).unwrap_or(i64::MAX);
        sheet.push(
            Table::Unplaced,
            [
                ordinal(index).into(),
                lines(&unplaced.lines),
                line_count.into(),
                unplaced.text.as_str().into(),
            ],
        );
    }
}
