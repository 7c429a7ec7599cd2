//! Proper names in a list, each with the article that a preposition hides.
//!
//! An organisation is no commune, and a word in small letters is no name.

use crate::wording::{self, is_capitalised};

/// A name that may be a commune, and the article that a preposition hid.
pub(super) type Told<'t> = (&'t str, Option<&'static str>);

/// The proper names at the head of a text, one after the other, each with the article hidden before it.
pub(super) fn names(text: &str) -> Vec<Told<'_>> {
    names_by(text, false)
}

/// The same, where "et" parts the last two only.
pub(super) fn whole_names(text: &str) -> Vec<Told<'_>> {
    names_by(text, true)
}

fn names_by(text: &str, whole: bool) -> Vec<Told<'_>> {
    let mut found = Vec::new();
    // A list in brackets is the list.
    let mut rest = text.trim_start().strip_prefix('(').unwrap_or(text);
    loop {
        let end = [",", ";", " et ", " ainsi que ", "(", ")", ".", " puis "]
            .iter()
            .filter_map(|sign| rest.find(sign).map(|at| (at, sign.len())))
            .filter(|(at, _)| !(whole && rest[*at..].starts_with(" et ") && has_more(&rest[at + 4..])))
            .min_by_key(|(at, _)| *at);
        let (at, length) = end.unwrap_or((rest.len(), 0));
        let piece = rest[..at].trim();
        match name(piece) {
            Some(named) => found.push(named),
            None if piece.is_empty() || found.is_empty() && is_organisation(piece) => {}
            None => {
                found.extend(name(capitals_first(piece)).filter(|_| found.len() > 1));
                break;
            }
        }
        let opens = rest[at..].starts_with('(');
        if opens && found.is_empty() {
            rest = &rest[at + 1..];
            continue;
        }
        // What brackets say of a commune is passed over.
        let skipped = if opens {
            rest[at..].find(')').map_or(rest.len(), |close| at + close + 1)
        } else {
            at + length
        };
        if skipped >= rest.len() || rest[at..].starts_with(['.', ')']) {
            break;
        }
        rest = &rest[skipped..];
        if let Some(next) = rest.strip_prefix(" et ").filter(|_| opens) {
            rest = next;
        }
    }
    found
}

/// Whether a list goes on after this place, before its sentence ends.
fn has_more(rest: &str) -> bool {
    rest.split('.').next().is_some_and(|list| list.contains([',', ';']))
}

/// The capitalised words that open a piece.
fn capitals_first(piece: &str) -> &str {
    let end = piece
        .split_inclusive(' ')
        .take_while(|word| is_capitalised(word) || matches!(word.trim(), "de" | "d'" | "du" | "des"))
        .map(str::len)
        .sum();
    piece[..end].trim()
}

pub(super) fn is_organisation(piece: &str) -> bool {
    let words = wording::words(piece);
    let heads = [
        "communaute",
        "agglomeration",
        "metropole",
        "intercommunalite",
        "syndicat",
        "membres",
        "signataires",
        "concernees",
    ];
    words.iter().take(3).any(|word| heads.contains(&word.as_str()))
}

/// A proper name by itself, without its preposition.
pub(super) fn name(piece: &str) -> Option<(&str, Option<&'static str>)> {
    let (rest, article) = [
        ("de la ", Some("La ")),
        ("de l'", Some("L'")),
        ("de l’", Some("L’")),
        ("des ", Some("Les ")),
        ("du ", Some("Le ")),
        ("de ", None),
        ("d'", None),
        ("d’", None),
        ("à ", None),
        ("et ", None),
        ("les ", Some("Les ")),
        ("la ", Some("La ")),
        ("le ", Some("Le ")),
    ]
    .into_iter()
    .find_map(|(lead, article)| Some((piece.strip_prefix(lead)?, article)))
    .unwrap_or((piece, None));
    let rest = rest.trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    let small = |word: &&str| {
        matches!(
            *word,
            "de" | "du" | "des" | "la" | "le" | "les" | "sur" | "en" | "lès" | "sous" | "et" | "aux" | "au"
        )
    };
    let proper = |word: &&str| is_capitalised(word) && !word.contains(|c: char| c.is_ascii_digit());
    let named = words.iter().all(|word| proper(word) || small(word))
        && words.first().is_some_and(proper)
        && words.last().is_some_and(proper);
    (named && (1..=6).contains(&words.len()) && !is_organisation(rest)).then_some((rest, article))
}
