//! Rows of the organisation of the work: facilities, bodies, cooperation scheme, duties, what is left open.

use domain::reading::{BodyRead, Due, DueRead, DutyRead, Holder, Key, Reading, Sourced, Unit};
use domain::time::Day;
use store::Value;

use super::keys::Keys;
use super::{Sheet, Table, agreement, ordinal, wording};

pub(super) fn facilities(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, facility) in reading.facilities.listed.iter().enumerate() {
        sheet.push(
            Table::Facility,
            [
                ordinal(index).into(),
                facility.kind.value.as_str().into(),
                facility.name.value.as_str().into(),
                owner(facility.owner.as_ref(), keys),
                agreement::lines(&facility.lines),
            ],
        );
        for (place, site) in facility.sites.iter().enumerate() {
            sheet.push(
                Table::Site,
                [
                    ordinal(index).into(),
                    ordinal(place).into(),
                    agreement::text(site.role.as_ref()),
                    site.address.value.as_str().into(),
                    agreement::lines(&site.address.lines),
                ],
            );
        }
    }
    for (index, absence) in reading.facilities.absent.iter().enumerate() {
        sheet.push(
            Table::FacilityAbsence,
            [
                ordinal(index).into(),
                absence.kind.value.as_str().into(),
                absence.mark.value.as_str().into(),
                owner(absence.owner.as_ref(), keys),
                agreement::lines(&absence.lines),
            ],
        );
    }
}

fn owner(owner: Option<&Sourced<Key>>, keys: &Keys<'_>) -> Value {
    owner.and_then(|owner| keys.party(&owner.value)).into()
}

pub(super) fn bodies(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    let mut member = 0_i64;
    for (index, body) in reading.bodies.iter().enumerate() {
        let place = ordinal(index);
        sheet.push(Table::Body, body_values(place, body));
        wording::others(sheet, "body", place, &body.other_names);
        wording::texts(sheet, "mission", place, &body.missions);
        sheet.hold(keys, "chair", place, &body.chairs);
        for own in &body.members {
            member += 1;
            sheet.push(
                Table::BodyMember,
                [
                    member.into(),
                    place.into(),
                    own.text.value.as_str().into(),
                    own.replaceable.into(),
                    agreement::lines(&own.text.lines),
                ],
            );
            let named = own
                .organisation
                .iter()
                .map(|key| Sourced::new(key.clone(), own.text.lines.clone()));
            sheet.involve(keys, "member", member, &named.collect::<Vec<_>>());
        }
    }
}

fn body_values(place: i64, body: &BodyRead) -> [Value; 7] {
    let rhythm = body.rhythm.as_ref();
    [
        place.into(),
        body.name.value.as_str().into(),
        agreement::text(rhythm.map(|rhythm| &rhythm.text)),
        rhythm.map(|rhythm| i64::from(rhythm.minimum_per_year)).into(),
        rhythm.map(|rhythm| i64::from(rhythm.maximum_per_year)).into(),
        rhythm.map_or_else(|| Value::from(""), |rhythm| agreement::lines(&rhythm.text.lines)),
        agreement::lines(&body.lines),
    ]
}

pub(super) fn scheme(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, post) in reading.scheme.posts.iter().enumerate() {
        sheet.push(
            Table::Post,
            [
                ordinal(index).into(),
                post.title.value.as_str().into(),
                agreement::count(post.fte_hundredths.as_ref()),
                post.is_total.into(),
                agreement::lines(&post.lines),
            ],
        );
        sheet.involve(keys, "post", ordinal(index), post.party.as_slice());
    }
    for (index, statement) in reading.scheme.statements.iter().enumerate() {
        sheet.push(
            Table::Statement,
            [
                ordinal(index).into(),
                statement.topic.code().into(),
                statement.text.value.as_str().into(),
                agreement::count(statement.count.as_ref()),
                agreement::lines(&statement.text.lines),
            ],
        );
        sheet.involve(keys, "statement", ordinal(index), &statement.holders);
    }
    for (index, open) in reading.left_open.iter().enumerate() {
        sheet.push(
            Table::LeftOpen,
            [
                ordinal(index).into(),
                open.text.value.as_str().into(),
                agreement::text(open.settled_by.as_ref()),
                agreement::lines(&open.text.lines),
            ],
        );
    }
}

pub(super) fn duties(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    let end = reading.agreement.end.as_ref().map(|end| end.value);
    for (index, duty) in reading.duties.iter().enumerate() {
        let place = ordinal(index);
        sheet.push(Table::Duty, duty_values(place, duty, end));
        sheet.hold(keys, "debtor", place, &duty.debtors);
        sheet.hold(keys, "creditor", place, &duty.creditors);
        wording::texts(sheet, "address", place, &duty.addresses);
    }
}

fn duty_values(place: i64, duty: &DutyRead, end: Option<Day>) -> [Value; 10] {
    let [due, count, unit, day] = due_values(duty.due.as_ref(), end);
    [
        place.into(),
        agreement::text(duty.article.as_ref()),
        duty.kind.code().into(),
        duty.text.value.as_str().into(),
        agreement::text(duty.due.as_ref().map(|due| &due.text)),
        due,
        count,
        unit,
        day,
        agreement::lines(&duty.lines),
    ]
}

/// The kind of a due, then its count, its unit and its day where it has them. What is due so long before the end of the convention is
/// due on a day, once that end is known.
fn due_values(due: Option<&DueRead>, end: Option<Day>) -> [Value; 4] {
    let (nothing, no_text) = (Value::Int(None), Value::Text(None));
    let alone = |kind: &str| [kind.into(), Value::Int(None), Value::Text(None), Value::Text(None)];
    let counted = due
        .zip(end)
        .and_then(|(due, end)| files::obligation::day_before_end(&due.text.value, end));
    match counted.map(Due::On).or_else(|| due.and_then(|due| due.value)) {
        None => [Value::Text(None), nothing, no_text.clone(), no_text],
        Some(Due::EveryYear) => alone("every_year"),
        Some(Due::Before) => alone("before"),
        Some(Due::Throughout) => alone("throughout"),
        Some(Due::Within(count, unit)) => ["within".into(), i64::from(count).into(), unit_code(unit).into(), no_text],
        Some(Due::On(day)) => ["on".into(), nothing, no_text, day.into()],
    }
}

const fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

impl Sheet {
    /// Who is involved, one row an organisation: a group gives one for each of its members.
    pub(super) fn hold(&mut self, keys: &Keys<'_>, part: &str, place: i64, holders: &[Sourced<Holder>]) {
        let mut next = 1_i64;
        for holder in holders {
            let rows: Vec<(Value, Value)> = match &holder.value {
                Holder::Known(key) => {
                    let parties = keys.parties(key).into_iter();
                    parties.map(|party| (party.into(), Value::Text(None))).collect()
                }
                Holder::Text(text) => vec![(Value::Int(None), text.as_str().into())],
            };
            for (party, text) in rows {
                let lines = agreement::lines(&holder.lines);
                self.push(Table::Involved, [part.into(), place.into(), next.into(), party, text, lines]);
                next += 1;
            }
        }
    }

    /// The same for organisations that the reading knows.
    pub(super) fn involve(&mut self, keys: &Keys<'_>, part: &str, place: i64, known: &[Sourced<Key>]) {
        let holders: Vec<Sourced<Holder>> = known.iter().map(|key| key.clone().map(Holder::Known)).collect();
        self.hold(keys, part, place, &holders);
    }
}
