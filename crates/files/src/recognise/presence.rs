//! Whether an annex is in the text: what its title says of it in brackets, and a page that says that it is elsewhere.
//!
//! A page that holds a text is present, whatever it says of another one.

use crate::lines::Line;
use crate::segment::{Kind, Segment};
use crate::wording::{self, position};

/// A page of more words than these holds its text.
const MOST_WORDS: usize = 40;

/// A page that only says that something is joined has no more words.
const MOST_TO_JOIN: usize = 4;

/// What is said of an annex that is elsewhere.
const ELSEWHERE: [&[&str]; 34] = [
    &["vide"],
    &["reservee"],
    &["volume", "separe"],
    &["document", "separe"],
    &["a", "part"],
    &["pas", "reproduit"],
    &["pas", "reproduite"],
    &["pas", "reproduits"],
    &["pas", "reproduites"],
    &["pas", "jointe"],
    &["pas", "joint"],
    &["non", "jointe"],
    &["non", "joint"],
    &["non", "numerise"],
    &["non", "numerisee"],
    &["non", "reproduit"],
    &["non", "reproduite"],
    &["non", "reproduits"],
    &["a", "venir"],
    &["a", "transmettre"],
    &["a", "completer"],
    &["a", "telecharger"],
    &["telechargeable"],
    &["jointes", "au", "dossier"],
    &["a", "joindre"],
    &["cle", "usb"],
    &["disponible", "aupres"],
    &["disponible", "sur", "demande"],
    &["disponible", "sur", "le", "site"],
    &["publie", "sur", "le", "site"],
    &["publiee", "sur", "le", "site"],
    &["sur", "simple", "demande"],
    &["consultable"],
    &["consultables"],
];

/// A title without its brackets, and what they say of the annex.
pub(crate) fn of_title(title: &str) -> (&str, Option<bool>) {
    let Some((before, inside)) = title.strip_suffix(')').and_then(|title| title.rsplit_once('(')) else {
        return (title, None);
    };
    let words = wording::words(inside);
    let joined = words.iter().any(|word| word.starts_with("joint"));
    let present = match (is_elsewhere(&words), joined) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    };
    // The weight of a file is no part of a title either.
    let file = words
        .iter()
        .any(|word| matches!(word.as_str(), "pdf" | "ko" | "mo" | "docx" | "odt" | "xlsx"));
    let continued = words == ["suite"];
    if present.is_some() || file || continued {
        (before.trim_end(), present)
    } else {
        (title, None)
    }
}

/// Whether the page of an annex, the first of these segments, says that its text is elsewhere.
pub(crate) fn is_absent(segments: &[Segment<'_>]) -> bool {
    let Some((page, after)) = segments.split_first() else {
        return false;
    };
    let goes_on = after.first().is_some_and(|next| {
        matches!(
            next.kind,
            Kind::Table | Kind::Columns | Kind::Themes | Kind::Outline | Kind::Council
        )
    });
    let words: Vec<String> = page
        .lines
        .iter()
        .skip(1)
        .filter(|line| !is_footer(line))
        .flat_map(|line| line.words.clone())
        .collect();
    let heading = page.lines.first().map_or(&[][..], |line| line.words.as_slice());
    // "(documents joints)", "(joindre les délibérations)": nothing else is on the page.
    let to_join =
        (1..=MOST_TO_JOIN).contains(&words.len()) && words.iter().any(|word| word.starts_with("joint") || word == "joindre");
    !goes_on && words.len() <= MOST_WORDS && (to_join || is_elsewhere(&words) || words.is_empty() && is_elsewhere(heading))
}

/// The number of a page, or what it repeats, is no text of an annex.
fn is_footer(line: &Line) -> bool {
    let figure = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    line.words.iter().any(|word| word == "page") && line.words.iter().any(figure)
        || line.words.iter().all(|word| word.len() < 3)
}

fn is_elsewhere(words: &[String]) -> bool {
    ELSEWHERE.iter().any(|said| position(words, said).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::segment::segment;

    #[test]
    fn brackets_say_where_an_annex_is() {
        assert_eq!(of_title("Diagnostic (volume séparé)"), ("Diagnostic", Some(false)));
        assert_eq!(of_title("Carte (jointe)"), ("Carte", Some(true)));
        assert_eq!(
            of_title("Diagnostic (à télécharger sur le site)"),
            ("Diagnostic", Some(false))
        );
        assert_eq!(of_title("Charte (PDF, 200 ko)"), ("Charte", None));
        assert_eq!(of_title("Bilan (sur clé USB)"), ("Bilan", Some(false)));
        assert_eq!(of_title("Plan (2023-2026)"), ("Plan (2023-2026)", None));
    }

    #[test]
    fn a_page_may_say_that_its_text_is_elsewhere() {
        let absent = |text: &str| {
            let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
            is_absent(&segment(&lines))
        };
        assert!(absent(
            "Annexe 1 : Diagnostic\n\nLe diagnostic n'est pas reproduit.\n\nPage 3 sur 9"
        ));
        assert!(absent("Annexe 2 : Plan\n\n*Annexe vide à la signature.*"));
        assert!(absent("Annexe 2 : Délibérations\n(documents joints)"));
        assert!(absent("Annexe 2 : Bilan\nDocument disponible sur demande."));
        assert!(!absent("Annexe 3 : Charte\n\nLes parties s'engagent à respecter la laïcité."));
    }
}
