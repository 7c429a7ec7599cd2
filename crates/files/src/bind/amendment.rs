//! An amendment, and the annexes that it brings.

use domain::reading::{AgreementRead, AmendmentRead, ChangeKind, Sourced};

use super::union;
use crate::calendar;
use crate::lines::Line;
use crate::prose::Block;
use crate::recognise::amendment::{self, Amended};
use crate::recognise::articles::Heading;
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

/// The last day as the amendment leaves it: the words that said it are replaced by others.
pub(crate) fn put_off(agreement: &mut AgreementRead, amendment: Option<&AmendmentRead>) {
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
    let heading = |change: &domain::reading::ChangeRead| {
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
    use domain::reading::{ChangeRead, Lines};

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
