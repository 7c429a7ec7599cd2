//! Title, period, signature, votes, articles and annexes.

use std::collections::{HashMap, HashSet};

use domain::reading::{
    AgreementRead, AnnexRead, ArticleRead, DeliberationRead, Key, Lines, SignatoryRead, SignatureRead, Sourced,
};
use domain::time::Day;

use super::doubts::Counted;
use super::union;
use crate::lines::Line;
use crate::names::Names;
use crate::passage::Passage;
use crate::prose::Block;
use crate::recognise::articles::{self, Heading};
use crate::recognise::council::Council;
use crate::recognise::period::{self, Period};
use crate::recognise::signature;
use crate::recognise::surroundings;
use crate::recognise::title::title;
use crate::segment::Segment;
use crate::wording;

/// Title, period and signatures.
pub(crate) fn agreement(
    lines: &[Line],
    segments: &[Segment<'_>],
    blocks: &[Block],
    closing: Option<SignatureRead>,
) -> (AgreementRead, Counted) {
    let title = title(lines);
    let (signature, other_signatures) = signatures(closing, signature::signatures(lines, blocks));
    let signed = signature.as_ref().filter(|_| other_signatures.is_empty());
    let ((start, end), counted) = terms(period::period(blocks), signed);
    let days = start.iter().chain(&end).map(|day| &day.lines);
    let texts = title
        .retained
        .iter()
        .chain(&title.others)
        .chain(&title.kind)
        .map(|text| &text.lines);
    let signings = signature.iter().chain(&other_signatures).map(|signature| &signature.lines);
    let agreement = AgreementRead {
        lines: union(texts.chain(days).chain(signings)),
        title: title.retained,
        other_titles: title.others,
        kind: title.kind,
        start,
        end,
        signature,
        other_signatures,
        originals: surroundings::originals(segments, blocks),
    };
    (agreement, counted)
}

/// The signature of the closing formula first, then those of other days.
fn signatures(closing: Option<SignatureRead>, said: Vec<SignatureRead>) -> (Option<SignatureRead>, Vec<SignatureRead>) {
    let Some(mut closing) = closing.filter(|closing| closing.place.is_some() || closing.year.is_some()) else {
        let mut said = said.into_iter();
        return (said.next(), said.collect());
    };
    let here = |other: &SignatureRead| closing.lines.iter().any(|line| other.lines.holds(line));
    // A formula that its line cuts before the date says it below.
    if closing.date.is_none()
        && let Some(same) = said.iter().find(|other| here(other))
    {
        closing.date.clone_from(&same.date);
        closing.year.clone_from(&same.year);
        closing.month.clone_from(&same.month);
        closing.lines = closing.lines.union(&same.lines);
    }
    let day = closing.date.as_ref().map(|day| day.value);
    let (same, others): (Vec<_>, Vec<_>) = said.into_iter().partition(|other| {
        other.date.as_ref().map(|day| day.value) == day || other.lines.iter().any(|line| closing.lines.holds(line))
    });
    for other in same {
        closing.lines = closing.lines.union(&other.lines);
    }
    (Some(closing), others)
}

type Bounds = (Option<Sourced<Day>>, Option<Sourced<Day>>);

/// The period as the text says it, else counted from the day of signature.
fn terms(said: Period, signed: Option<&SignatureRead>) -> (Bounds, Counted) {
    let Period {
        mut start,
        mut end,
        from_signature,
        years,
    } = said;
    let mut counted = Counted::default();
    if start.is_none() {
        let day = signed.and_then(|signature| signature.date.as_ref()).zip(from_signature);
        start = day.map(|(day, said)| Sourced::new(day.value, said.union(&day.lines)));
        counted.start = start.as_ref().map(|start| start.lines.clone());
    }
    if let (Some(first), None, Some(years)) = (&start, &end, &years) {
        end = period::lasting(first, years);
        counted.end = end.as_ref().map(|_| years.lines.clone());
    }
    ((start, end), counted)
}

/// The votes, each with the council that the authority names.
pub(crate) fn deliberations(councils: Vec<Council>, names: &Names) -> Vec<DeliberationRead> {
    councils.into_iter().map(|council| deliberation(council, names)).collect()
}

fn deliberation(council: Council, names: &Names) -> DeliberationRead {
    let organisation = council.authority.as_ref().and_then(|authority| {
        let line = authority.lines.first()?;
        let mut mentions = names.mentions(&Passage::one(line, &authority.value)).into_iter();
        let (key, form) = mentions.find(|(key, _)| names.is_commune(key))?;
        Some(Sourced::new(key, form.lines))
    });
    let person = |person: crate::recognise::parties::Person| SignatoryRead {
        lines: union(
            [&person.name.lines]
                .into_iter()
                .chain(person.function.iter().map(|function| &function.lines)),
        ),
        name: person.name,
        function: person.function,
    };
    DeliberationRead {
        lines: council.lines,
        organisation: organisation.map(|key: Sourced<Key>| key),
        date: None,
        number: None,
        votes: council.votes,
        commission: council.commission,
        approves: council.approves,
        authority: council.authority,
        signatories: council.persons.into_iter().map(person).collect(),
        text: council.text,
    }
}

/// The articles, with the wordings of the table of contents.
pub(crate) fn articles(segments: &[Segment<'_>], around: &HashSet<u32>) -> Vec<ArticleRead> {
    let (contents, _) = articles::contents(segments);
    let number_of = |entry: &Heading| entry.number.as_ref().map(|number| counted(&number.value));
    // The first entry of a number is the one kept.
    let announced: HashMap<Option<String>, &Heading> = contents.iter().rev().map(|entry| (number_of(entry), entry)).collect();
    let read = articles::articles(segments, around).into_iter().map(|article| {
        let Heading { number, title, line, .. } = article.heading;
        let mut read = ArticleRead {
            lines: union(
                [&Lines::one(line)]
                    .into_iter()
                    .chain(article.paragraphs.iter().map(|paragraph| &paragraph.text.lines)),
            ),
            title: title.unwrap_or_else(|| Sourced::new(String::new(), Lines::one(line))),
            number,
            other_titles: Vec::new(),
            text: article.paragraphs,
        };
        if let Some(entry) = announced.get(&read.number.as_ref().map(|number| counted(&number.value))) {
            announce(&mut read, entry);
        }
        read
    });
    read.collect()
}

/// A number as people count: "1er" and "premier" are 1.
fn counted(number: &str) -> String {
    match wording::fold(number).as_str() {
        "premier" | "1er" => "1".to_owned(),
        other => other.to_owned(),
    }
}

fn announce(article: &mut ArticleRead, entry: &Heading) {
    article.lines = article.lines.union(&Lines::one(entry.line));
    if let (Some(number), Some(printed)) = (&mut article.number, &entry.number) {
        number.lines = number.lines.union(&printed.lines);
    }
    match &entry.title {
        Some(title) if title.value == article.title.value => article.title.lines = article.title.lines.union(&title.lines),
        Some(title) => article.other_titles.push(title.clone()),
        None => {}
    }
}

/// The annexes, announced or present, by number. `brought` are those that an amendment says it brings.
pub(crate) fn annexes(segments: &[Segment<'_>], brought: Vec<Heading>) -> Vec<AnnexRead> {
    let (_, announced) = articles::contents(segments);
    let mut annexes: Vec<AnnexRead> = Vec::new();
    let announced = announced.into_iter().chain(articles::listed_annexes(segments)).chain(brought);
    let announced = announced.map(|entry| (entry, true));
    let present = articles::annexes(segments).into_iter().map(|entry| (entry, false));
    for (entry, announced) in announced.chain(present) {
        annex(&mut annexes, entry, announced);
    }
    annexes.sort_by_key(|annex| crate::recognise::heading::order(&annex.number.value));
    annexes
}

/// Adds what one place says of an annex.
fn annex(annexes: &mut Vec<AnnexRead>, entry: Heading, announced: bool) {
    let Some(number) = entry.number else { return };
    let at = annexes
        .iter()
        .position(|annex| annex.number.value == number.value)
        .unwrap_or_else(|| {
            annexes.push(AnnexRead {
                lines: Lines::default(),
                number: Sourced::new(number.value.clone(), Lines::default()),
                title: None,
                other_titles: Vec::new(),
                announced: false,
                present: false,
            });
            annexes.len() - 1
        });
    let annex = &mut annexes[at];
    annex.number.lines = annex.number.lines.union(&number.lines);
    annex.announced |= announced;
    // A page is present unless it says that its text is elsewhere; an entry of a list only if it says so.
    annex.present |= entry.present.unwrap_or(!announced);
    annex.lines = union(
        [&annex.lines, &number.lines]
            .into_iter()
            .chain(entry.title.iter().map(|title| &title.lines)),
    );
    match (&mut annex.title, entry.title) {
        (Some(known), Some(title)) if known.value == title.value => known.lines = known.lines.union(&title.lines),
        (Some(_), Some(title)) => match annex.other_titles.iter_mut().find(|known| known.value == title.value) {
            Some(known) => known.lines = known.lines.union(&title.lines),
            None => annex.other_titles.push(title),
        },
        (slot @ None, title) => *slot = title,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn an_annex_is_announced_present_or_both() {
        let text = "SOMMAIRE\nAnnexe 1 : Diagnostic\nAnnexe 2 : Liste\nFin\nAnnexe 2 - LISTE\nAnnexe 3 : Plan";
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let read = annexes(&crate::segment::segment(&lines), Vec::new());
        let shown: Vec<_> = read
            .iter()
            .map(|annex| (annex.number.value.as_str(), annex.announced, annex.present))
            .collect();
        assert_eq!(shown, [("1", true, false), ("2", true, true), ("3", false, true)]);
        assert_eq!(read[1].other_titles[0].value, "LISTE");
    }
}
