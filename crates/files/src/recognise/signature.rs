//! "Fait à …, le …", "Signée le … à …", "Signature officielle le …": every time and place where the text says that it was signed.
//!
//! Only what opens a line counts: the signature of another text is told inside a sentence.

use domain::reading::{Lines, SignatureRead, Sourced};

use super::period;
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::{Block, Prose};
use crate::wording::{self, begins, is_capitalised};

/// Signatures beyond this are noise.
const MOST: usize = 20;

/// Words of a place, at most.
const MOST_PLACE_WORDS: usize = 10;

/// Words of a sentence that ends a paragraph by saying when it was signed, at most: "Signée à Val le 18 décembre 2025."
const MOST_SIGNED_WORDS: usize = 12;

/// The signatures, each day once.
pub(crate) fn signatures(lines: &[Line], blocks: &[Block]) -> Vec<SignatureRead> {
    let mut found: Vec<SignatureRead> = Vec::new();
    for block in blocks {
        let inside = lines.get(block.first..block.end).unwrap_or_default();
        if block.row {
            inside
                .iter()
                .filter_map(of_row)
                .for_each(|signature| add(&mut found, signature));
            continue;
        }
        for (at, line) in inside.iter().enumerate() {
            if !opens(&line.words) {
                continue;
            }
            let end = inside[at + 1..]
                .iter()
                .position(|line| opens(&line.words))
                .map_or(inside.len(), |next| at + 1 + next);
            let said = inside[at..end].iter().map(|line| (line.number, line.text.clone())).collect();
            add(&mut found, signature(&Prose::of(&Passage::new(said))));
        }
    }
    if found.is_empty() {
        let ends = blocks.iter().filter_map(|block| block.prose.sentences().last());
        let signed = ends.filter(|last| last.words().len() <= MOST_SIGNED_WORDS && opens(last.words()));
        signed.for_each(|last| add(&mut found, signature(last)));
    }
    if found.is_empty() {
        let dated = lines.iter().filter(|line| is_dated_place(line));
        dated.for_each(|line| add(&mut found, signature(&Prose::of(&Passage::one(line.number, &line.text)))));
    }
    found.truncate(MOST);
    found
}

/// "À Valmont, le 17 février 2025", alone on its line: where and when it was signed, if nothing else says so.
fn is_dated_place(line: &Line) -> bool {
    let Some((place, day)) = line.text.split_once(", le ") else {
        return false;
    };
    let words = wording::words(place);
    let at = words.first().is_some_and(|word| matches!(word.as_str(), "a" | "au" | "aux"));
    let dates = crate::calendar::dated(&wording::words(day));
    let alone = matches!(dates.as_slice(), [date] if date.at == 0 && date.length == wording::words(day).len());
    at && alone && words.len() <= MOST_PLACE_WORDS && line.cells.is_empty() && line.item().is_none()
}

/// Whether these words open a formula of signature.
pub(crate) fn opens(words: &[String]) -> bool {
    let done = begins(words, &["fait", "a"]) || begins(words, &["fait", "le"]) || begins(words, &["fait", "et", "signe"]);
    let signed = words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "signe" | "signee" | "signees" | "signes"))
        && words.get(1).is_some_and(|word| matches!(word.as_str(), "a" | "le" | "en"));
    let official = begins(words, &["signature", "officielle"]) || begins(words, &["signature", "le"]);
    let copies = begins(words, &["fait", "en"])
        && words
            .iter()
            .any(|word| word.starts_with("exemplaire") || word.starts_with("original"));
    done || signed || official || copies
}

/// "Lieu et date de signature | Valmont, le 28 février 2025": a label and what it holds.
fn of_row(line: &Line) -> Option<SignatureRead> {
    let [label, value] = line.cells.as_slice() else { return None };
    let (label, value) = (wording::words(&label.join(" ")), value.join(" "));
    let named = label.len() <= 6
        && label
            .iter()
            .any(|word| word.starts_with("signature") || word.starts_with("signe"));
    if !named {
        return None;
    }
    let mut signature = signature(&Prose::of(&Passage::one(line.number, &value)));
    let (place, _) = value
        .split_once(", le ")
        .or_else(|| value.split_once(" le "))
        .unwrap_or_default();
    let place = place.trim_start_matches("à ").trim_end_matches(',').trim();
    let brief = !place.is_empty() && is_capitalised(place) && place.split(' ').count() <= MOST_PLACE_WORDS;
    if brief && signature.place.is_none() {
        signature.place = Some(Sourced::new(place.to_owned(), Lines::one(line.number)));
    }
    signature.date.is_some().then_some(signature)
}

/// Adds a signature that says a day, or the place of a day already known.
fn add(found: &mut Vec<SignatureRead>, signature: SignatureRead) {
    let Some(day) = &signature.date else { return };
    let same = |known: &&mut SignatureRead| known.date.as_ref().is_some_and(|known| known.value == day.value);
    match found.iter_mut().find(same) {
        Some(known) => {
            known.lines = known.lines.union(&signature.lines);
            if known.place.is_none() {
                known.place = signature.place;
            }
        }
        None => found.push(signature),
    }
}

fn signature(prose: &Prose) -> SignatureRead {
    let date = prose.dates().into_iter().next();
    let day = date.as_ref().map(|date| period::sourced(prose, date));
    let lines = day.as_ref().map_or_else(Lines::default, |day| day.lines.clone());
    let first = Lines::one(prose.all_lines().first().unwrap_or(1));
    SignatureRead {
        lines: first.union(&lines),
        place: place(prose),
        year: day.as_ref().map(|day| Sourced::new(day.value.year(), day.lines.clone())),
        month: day.as_ref().map(|day| Sourced::new(day.value.month(), day.lines.clone())),
        date: day,
    }
}

/// What stands after "à": to the next sign, or to the date.
fn place(prose: &Prose) -> Option<Sourced<String>> {
    let words = prose.words();
    let leads = |(at, word): (usize, &String)| word == "a" || at == 0 && matches!(word.as_str(), "au" | "aux");
    let at = words.iter().take(14).enumerate().position(leads)?;
    let from = prose.end_of(at);
    let rest = prose.part(from, prose.text().len());
    let end = [",", ";", ".", " le ", " en ", " (", " et "]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min();
    let text = rest[..end.unwrap_or(rest.len())].trim();
    let text = ["la ", "l'", "l’"]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    let named = text.split_whitespace().any(is_capitalised) && text.split_whitespace().count() <= MOST_PLACE_WORDS;
    named.then(|| prose.sourced(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::prose::blocks;

    fn said(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let found = signatures(&lines, &blocks(&lines));
        let shown = |signature: &SignatureRead| {
            let place = signature.place.as_ref().map_or("", |place| &place.value);
            let day = signature.date.as_ref().map(|day| day.value.to_string()).unwrap_or_default();
            format!("{place} {day}")
        };
        found.iter().map(shown).collect()
    }

    #[test]
    fn a_text_may_be_signed_twice() {
        let text = "Signée le 9 décembre 2022 à Valmont\nSignature officielle le 20 janvier 2023\n\nUn texte.\n\nFait à Valmont, le 9\n\
                    décembre 2022, en six exemplaires.";
        assert_eq!(said(text), ["Valmont 2022-12-09", " 2023-01-20"]);
        let text = "Fait en 2 exemplaires, à Bourg-le-Roi le 03/04/2023";
        assert_eq!(said(text), ["Bourg-le-Roi 2023-04-03"]);
    }

    #[test]
    fn a_row_may_say_where_and_when() {
        assert_eq!(
            said("| Lieu et date de signature | Bourg-le-Roi, le 28 février 2025, avec effet rétroactif |"),
            ["Bourg-le-Roi 2025-02-28"]
        );
        assert_eq!(said("Signature\tle 3 mai 2024 à Valmont"), ["Valmont 2024-05-03"]);
        assert_eq!(said("| Budget | Valmont, le 28 février 2025 |"), [""; 0]);
    }

    #[test]
    fn a_place_and_a_day_alone_are_those_of_the_signature() {
        assert_eq!(said("Au Puy-Verdan, le 17 février 2025\n\nSuite"), ["Puy-Verdan 2025-02-17"]);
        assert_eq!(
            said("À Val, le 3 mai 2024\n\nFait à Bréval, le 2 mai 2024"),
            ["Bréval 2024-05-02"]
        );
        assert_eq!(said("À Val, le 3 mai 2024, les élus se sont réunis."), [""; 0]);
    }

    #[test]
    fn the_signature_of_another_text_is_none() {
        assert_eq!(
            said("La convention, signée le 30 juin 2022, lie la Caf.\n\nFait à Valmont, le"),
            [""; 0]
        );
    }
}
