//! Headers and footers: what stands in the margin of most pages, word for word, the number of the page aside.
//!
//! A number that is not that of the page is a word like another: sheets that have a page each keep their titles.

use std::collections::BTreeMap;

use super::Page;
use super::rows::Row;
use crate::wording::fold;

/// How far from an edge a header or a footer stands, as a share of the page.
const MARGIN: f64 = 0.12;

/// The fewest pages that repeat it, and their share: right and left pages may differ.
const FEWEST_PAGES: usize = 3;
const SHARE_TENTHS: usize = 4;

/// How many are named in the sentence.
const NAMED: usize = 5;

/// Words after which a number is a name: it is never that of the page.
const NUMBERED: [&str; 14] = [
    "action",
    "fiche",
    "axe",
    "article",
    "annexe",
    "objectif",
    "n°",
    "no",
    "numero",
    "orientation",
    "enjeu",
    "phase",
    "lot",
    "avenant",
];

/// Takes the headers and the footers out, and says which.
pub(super) fn leave_out(pages: &mut [Page]) -> Option<String> {
    let mut found = BTreeMap::<String, (usize, String)>::new();
    for page in pages.iter() {
        let mut here: Vec<(String, String)> = margins(page).map(|row| (key(&row.text()), row.text())).collect();
        here.sort();
        here.dedup_by(|a, b| a.0 == b.0);
        for (key, text) in here {
            found.entry(key).or_insert((0, text)).0 += 1;
        }
    }
    let count = pages.len();
    // Two pages are enough for their numbers.
    let repeated = |key: &str, times: usize| {
        (times >= FEWEST_PAGES && times * 10 >= count * SHARE_TENTHS) || (key == "#" && times == count && count > 1)
    };
    found.retain(|key, (times, _)| repeated(key, *times));
    if found.is_empty() {
        return None;
    }
    for page in pages {
        let (top, bottom) = edges(page);
        page.rows
            .retain(|row| !(is_in_margin(row, top, bottom) && found.contains_key(&key(&row.text()))));
    }
    let named: Vec<String> = found
        .values()
        .take(NAMED)
        .map(|(_, text)| format!("«\u{a0}{text}\u{a0}»"))
        .collect();
    let more = if found.len() > NAMED { ", …" } else { "" };
    Some(format!(
        "Ce qui se répète en haut ou en bas des pages n’est pas repris\u{a0}: {}{more}.",
        named.join(", ")
    ))
}

fn edges(page: &Page) -> (f64, f64) {
    (page.height * MARGIN, page.height * (1.0 - MARGIN))
}

fn is_in_margin(row: &Row, top: f64, bottom: f64) -> bool {
    row.base < top || row.base > bottom
}

fn margins(page: &Page) -> impl Iterator<Item = &Row> {
    let (top, bottom) = edges(page);
    page.rows.iter().filter(move |row| is_in_margin(row, top, bottom))
}

/// The words, the number of the page aside: "#" alone when nothing else stands there.
fn key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_mark = |word: &str| {
        let bare = word.trim_matches(['-', '–', '—', '|', '/', '.', '•', '(', ')']);
        bare.is_empty()
            || bare
                .split('/')
                .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_page = |word: &str| matches!(word, "page" | "pages" | "p." | "p" | "sur" | "de");
    let last = words
        .iter()
        .rposition(|word| !is_mark(word) && !is_page(word))
        .map_or(0, |at| at + 1);
    if last == 0 && words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit())) {
        return "#".to_owned();
    }
    let first = words.iter().position(|word| !is_mark(word) && !is_page(word)).unwrap_or(0);
    let ends = last
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .is_some_and(|word| NUMBERED.contains(word));
    let (from, to) = (
        if first < last { first } else { 0 },
        if ends { words.len() } else { last.max(1) },
    );
    words.get(from..to.min(words.len())).unwrap_or(&words).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_the_page_is_put_aside_and_no_other() {
        assert_eq!(["12", "– 3 –", "Page 3 sur 40", "3/40", "p. 7"].map(key), ["#"; 5]);
        assert_eq!(key("CTG 2022-2026 – Page 3"), key("CTG 2022-2026 – Page 4"));
        assert_eq!(key("3 | Convention"), key("4 | Convention"));
        assert_ne!(key("Fiche action 3"), key("Fiche action 4"));
        assert_ne!(key("Bilan de 2023 à Brume"), key("Bilan de 2024 à Brume"));
    }
}
