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
        // "du 1er janvier 2022 au 31 décembre 2026": the last day is the end.
        let (_, day) = calendar::dates(&wording::words(&text.value)).into_iter().next_back()?;
        Some(Sourced::new(day, text.lines.clone()))
    };
    let dates = changes.iter().filter(|change| change.kind == ChangeKind::ChangeDates);
    for (before, after) in dates.filter_map(|change| Some((day(&change.before)?, day(&change.after)?))) {
        if agreement.end.as_ref().is_some_and(|end| end.value == before.value) {
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
