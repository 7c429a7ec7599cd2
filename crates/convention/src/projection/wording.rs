//! Rows of the running text: exposition, visas, articles, annexes, other wordings, what each place says of the framework.

use domain::reading::{Paragraph, Reading, Sourced};

use super::keys::Keys;
use super::{PROJECTION, Sheet, Table, agreement, ordinal};

/// A paragraph that has no structure of its own.
const PLAIN: &str = "plain";

pub(super) fn text(sheet: &mut Sheet, reading: &Reading) {
    let wording = &reading.wording;
    paragraphs(sheet, "exposition", 0, &wording.exposition);
    texts(sheet, "visa", 0, &wording.visas);
    texts(sheet, "enacting", 0, &wording.enacting);
    for (index, article) in reading.articles.iter().enumerate() {
        sheet.push(
            Table::Article,
            [
                ordinal(index).into(),
                agreement::text(article.number.as_ref()),
                article.title.value.as_str().into(),
                agreement::lines(&article.lines),
            ],
        );
        paragraphs(sheet, "article", ordinal(index), &article.text);
        others(sheet, "article", ordinal(index), &article.other_titles);
    }
    paragraphs(sheet, "closing", 0, &wording.closing);
}

/// The paragraphs of one part, in their order.
fn paragraphs(sheet: &mut Sheet, part: &str, place: i64, all: &[Paragraph]) {
    for (index, paragraph) in all.iter().enumerate() {
        row(sheet, (part, place), index, &paragraph.kind.code(), &paragraph.text);
    }
}

/// Texts that stand one beside the other.
pub(super) fn texts<'a>(sheet: &mut Sheet, part: &str, place: i64, all: impl IntoIterator<Item = &'a Sourced<String>>) {
    for (index, text) in all.into_iter().enumerate() {
        row(sheet, (part, place), index, PLAIN, text);
    }
}

/// One paragraph of a part, at its place among the parts of that name.
fn row(sheet: &mut Sheet, (part, place): (&str, i64), index: usize, kind: &str, text: &Sourced<String>) {
    sheet.push(
        Table::Paragraph,
        [
            part.into(),
            place.into(),
            ordinal(index).into(),
            kind.into(),
            text.value.as_str().into(),
            agreement::lines(&text.lines),
        ],
    );
}

/// The other wordings of a title or of a name.
pub(super) fn others<'a>(sheet: &mut Sheet, part: &str, place: i64, all: impl IntoIterator<Item = &'a Sourced<String>>) {
    for (index, text) in all.into_iter().enumerate() {
        sheet.push(
            Table::Wording,
            [
                part.into(),
                place.into(),
                ordinal(index).into(),
                text.value.as_str().into(),
                agreement::lines(&text.lines),
            ],
        );
    }
}

/// What is said once, how parties are called and authorised, annexes, contracts followed.
pub(super) fn around(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    let originals = reading.agreement.originals.as_ref();
    sheet.push(
        Table::Agreement,
        [
            agreement::count(originals),
            agreement::lines(&originals.map(|count| count.lines.clone()).unwrap_or_default()),
            PROJECTION.into(),
        ],
    );
    others(sheet, "agreement", 0, &reading.agreement.other_titles);
    for (index, named) in reading.everyone().enumerate() {
        let Some(party) = named.party() else { continue };
        others(sheet, "party", ordinal(index), &party.aliases);
        others(sheet, "authority", ordinal(index), &party.authority);
    }
    for (index, annex) in reading.annexes.iter().enumerate() {
        sheet.push(
            Table::Annex,
            [
                ordinal(index).into(),
                annex.number.value.as_str().into(),
                agreement::text(annex.title.as_ref()),
                annex.announced.into(),
                annex.present.into(),
                agreement::lines(&annex.lines),
            ],
        );
        others(sheet, "annex", ordinal(index), &annex.other_titles);
    }
    predecessors(sheet, reading, keys);
    framework(sheet, reading, keys);
}

fn predecessors(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, contract) in reading.predecessors.iter().enumerate() {
        sheet.push(
            Table::Predecessor,
            [
                ordinal(index).into(),
                contract.kind.value.as_str().into(),
                contract.end.as_ref().map(|day| day.value).into(),
                agreement::lines(&contract.lines),
            ],
        );
        sheet.involve(keys, "predecessor", ordinal(index), std::slice::from_ref(&contract.party));
    }
}

fn framework(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (place, listed) in reading.framework_places.iter().enumerate() {
        for (index, entry) in listed.entries.iter().enumerate() {
            sheet.push(
                Table::FrameworkEntry,
                [
                    ordinal(place).into(),
                    ordinal(index).into(),
                    keys.node(&entry.node).into(),
                    agreement::text(entry.code.as_ref()),
                    entry.title.value.as_str().into(),
                    agreement::lines(&entry.title.lines),
                ],
            );
        }
    }
}
