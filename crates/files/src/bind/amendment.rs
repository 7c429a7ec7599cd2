//! An amendment, and the annexes that it brings.

use domain::reading::{ActionRead, AgreementRead, AmendmentRead, ChangeKind, ChangeRead, Sourced};

use super::union;
use crate::calendar;
use crate::lines::Line;
use crate::prose::Block;
use crate::recognise::amendment::{self, Amended};
use crate::recognise::articles::Heading;
use crate::recognise::period;
use crate::segment;
use crate::wording;

/// The amendment that a text is, when its title says that it is one.
pub(crate) fn amendment(agreement: &AgreementRead, lines: &[Line], blocks: &[Block]) -> Option<AmendmentRead> {
    let kind = agreement.kind.as_ref()?;
    let title = agreement.title.as_ref().filter(|_| wording::fold(&kind.value) == "avenant")?;
    let Amended {
        number,
        effect,
        changes,
        from_signature,
    } = amendment::amended(title, lines, blocks);
    let alone = agreement.signature.as_ref().filter(|_| agreement.other_signatures.is_empty());
    let signed = alone.and_then(|signature| signature.date.as_ref()).zip(from_signature);
    let effect = effect.or_else(|| signed.map(|(day, said)| Sourced::new(day.value, day.lines.union(&said))));
    let lines = changes.iter().map(|change| &change.lines);
    Some(AmendmentRead {
        lines: union(
            [&title.lines]
                .into_iter()
                .chain(lines)
                .chain(effect.iter().map(|day| &day.lines)),
        ),
        number,
        effect,
        changes,
    })
}

/// The term as the amendment leaves it: that of the convention that it changes, with the day that it puts off.
pub(crate) fn term(agreement: &mut AgreementRead, amendment: Option<&AmendmentRead>, blocks: &[Block]) {
    recall(agreement, amendment, blocks);
    put_off(agreement, amendment);
}

/// The term of the convention that it changes, where the text says no other.
fn recall(agreement: &mut AgreementRead, amendment: Option<&AmendmentRead>, blocks: &[Block]) {
    let unknown = agreement.start.is_none() && agreement.end.is_none();
    if let Some(recalled) = amendment.filter(|_| unknown).and_then(|_| period::of_amended(blocks)) {
        agreement.start = recalled.start;
        agreement.end = recalled.end;
    }
}

/// An added sheet that its number alone announces bears the title that its page gives; a sheet that is only changed is no new one.
pub(crate) fn name_sheets(amendment: Option<&mut AmendmentRead>, actions: &mut Vec<ActionRead>) {
    let Some(amendment) = amendment else { return };
    let number = |change: &ChangeRead| sheet_number(&change.target.as_ref()?.value).map(str::to_owned);
    let of = |kind: ChangeKind| move |change: &&ChangeRead| change.kind == kind;
    let added: Vec<String> = amendment
        .changes
        .iter()
        .filter(of(ChangeKind::AddAction))
        .filter_map(number)
        .collect();
    let changed: Vec<String> = amendment
        .changes
        .iter()
        .filter(of(ChangeKind::ModifyAction))
        .filter_map(number)
        .collect();
    // Only a sheet of a few words is that of the row that changes it.
    let bare = |action: &ActionRead| action.objectives.is_empty() && action.indicators.is_empty() && action.bearers.is_empty();
    actions.retain(|action| {
        let own = &action.number.value;
        added.is_empty() || added.contains(own) || !changed.contains(own) || !bare(action)
    });
    for change in amendment
        .changes
        .iter_mut()
        .filter(|change| change.kind == ChangeKind::AddAction)
    {
        let Some(target) = &mut change.target else { continue };
        let alone = sheet_number(&target.value).is_some_and(|number| target.value.ends_with(number));
        let sheet = actions
            .iter()
            .find(|action| sheet_number(&target.value) == Some(action.number.value.as_str()));
        if let Some(sheet) = sheet.filter(|_| alone) {
            target.value = format!("{} {}", target.value, sheet.title.value);
            target.lines = target.lines.union(&sheet.title.lines);
        }
    }
}

/// "fiche action 1.6 Ouvrir un accueil": the number after what it is.
fn sheet_number(target: &str) -> Option<&str> {
    let mut words = target.split(' ').skip_while(|word| {
        let word = wording::fold(word);
        word.starts_with("fiche") || word.starts_with("action") || word == "n°"
    });
    words.next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The last day as the amendment leaves it: the words that said it are replaced by others.
fn put_off(agreement: &mut AgreementRead, amendment: Option<&AmendmentRead>) {
    let changes = amendment.map_or(&[][..], |amendment| &amendment.changes);
    let day = |text: &Option<Sourced<String>>| {
        let text = text.as_ref()?;
        // "du 1er janvier 2022 au 31 décembre 2026", "au 31 décembre 2026, au lieu du 30 juin": the latest day is the end.
        let days = calendar::dates(&wording::words(&text.value)).into_iter();
        let day = days.map(|(_, day)| day).max()?;
        Some(Sourced::new(day, text.lines.clone()))
    };
    let dates = changes.iter().filter(|change| change.kind == ChangeKind::ChangeDates);
    let Some(first) = agreement.end.as_ref().map(|end| end.value) else {
        return;
    };
    for (before, after) in dates.filter_map(|change| Some((day(&change.before)?, day(&change.after)?))) {
        let Some(end) = &agreement.end else { return };
        // Two articles may put off the same day: the latest holds.
        let again = before.value == first && after.value > end.value;
        if before.value == end.value || again {
            agreement.end = Some(after);
        }
    }
}

/// The annexes that an amendment says it brings: announced, and present where their page is.
pub(crate) fn brought(amendment: Option<&AmendmentRead>) -> Vec<Heading> {
    let changes = amendment.map_or(&[][..], |amendment| &amendment.changes);
    let annexes = changes.iter().filter(|change| match change.kind {
        ChangeKind::AddAnnex => true,
        // A line of it that is worded otherwise brings no annex.
        ChangeKind::ChangeAnnex => change.before.is_none(),
        _ => false,
    });
    let heading = |change: &ChangeRead| {
        let target = change.target.as_ref()?;
        let (_, rest) = target.value.split_once(' ')?;
        let number = segment::annex_number(rest)?;
        let quoted = rest[number.len()..].trim_matches(|c: char| !c.is_alphanumeric());
        let beside = (!quoted.is_empty()).then(|| Sourced::new(quoted.to_owned(), target.lines.clone()));
        Some(Heading {
            number: Some(Sourced::new(number.to_owned(), target.lines.clone())),
            title: beside.or_else(|| change.after.clone()),
            line: target.lines.first()?,
            present: None,
        })
    };
    annexes.filter_map(heading).collect()
}

#[cfg(test)]
mod tests {
    use domain::reading::Lines;

    use super::*;

    fn put_off_by(changes: &[(&str, &str)]) -> String {
        let sourced = |text: &str| Some(Sourced::new(text.to_owned(), Lines::one(1)));
        let change = |(before, after): &(&str, &str)| ChangeRead {
            lines: Lines::one(1),
            kind: ChangeKind::ChangeDates,
            target: None,
            before: sourced(before),
            after: sourced(after),
        };
        let amendment = AmendmentRead {
            changes: changes.iter().map(change).collect(),
            ..AmendmentRead::default()
        };
        let mut agreement = AgreementRead {
            end: Some(Sourced::new("2025-12-31".parse().expect("a day"), Lines::one(1))),
            ..AgreementRead::default()
        };
        put_off(&mut agreement, Some(&amendment));
        agreement.end.map_or_else(String::new, |end| end.value.to_string())
    }

    #[test]
    fn the_latest_day_is_the_end() {
        let old = "31 décembre 2025";
        assert_eq!(
            put_off_by(&[(old, "31 décembre 2027, au lieu du 30 juin 2026")]),
            "2027-12-31"
        );
        assert_eq!(put_off_by(&[(old, "30 juin 2026"), (old, "31 décembre 2026")]), "2026-12-31");
        assert_eq!(put_off_by(&[(old, "31 décembre 2026"), (old, "30 juin 2026")]), "2026-12-31");
        assert_eq!(
            put_off_by(&[(old, "30 juin 2026"), ("30 juin 2026", "31 mars 2026")]),
            "2026-03-31"
        );
        assert_eq!(put_off_by(&[("31 décembre 2024", "30 juin 2026")]), "2025-12-31");
    }
}
