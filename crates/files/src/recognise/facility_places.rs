//! Facilities told place by place: "À Brévanche : le multi-accueil Les Lucioles, géré par l'association Val ; le relais petite enfance",
//! "à Aulnesse, la micro-crèche Les Pâquerettes (gestionnaire : communauté de communes)".
//!
//! Every item has to open with a type, and the paragraph with a place: a sentence that names one facility in passing gives none.

use domain::reading::Sourced;

use super::facilities::Row;
use super::facility_words::kind_length;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// A place or a name has no more words.
const MOST_WORDS: usize = 7;

/// The facilities of a paragraph that opens with their place.
pub(crate) fn placed_in(paragraph: &Passage) -> Vec<Row> {
    let text = paragraph.joined();
    let Some(line) = paragraph.lines().first() else {
        return Vec::new();
    };
    let Some((place, list)) = place(text.trim()) else {
        return Vec::new();
    };
    let items = list.trim_end_matches(['.', ';', ' ']).split(';');
    let items: Vec<&str> = items
        .flat_map(joined)
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect();
    // "À Val, la crèche Les Lutins ouvrira" says something of one facility.
    let kept = items.iter().any(|item| without_keeper(item).len() < item.len());
    // Without a preposition, whoever runs them tells that these are facilities: "Chef de file : PMI".
    let led = text.trim_start().starts_with(['À', 'à', 'A', 'a']);
    let listed = kept || led && (items.len() > 1 || text.contains(&format!("{place} :")));
    let rows: Option<Vec<Row>> = items.iter().map(|item| row(line, paragraph, (place, item))).collect();
    rows.filter(|_| listed).unwrap_or_default()
}

/// "À Val : …", "à Val, la crèche …": the place, and what stands there.
fn place(text: &str) -> Option<(&str, &str)> {
    let led = ["À ", "A ", "à ", "Aux ", "aux ", "Au ", "au "]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    // "Orgemont : la crèche Les Lutins": without its preposition, a colon has to part the place.
    let rest = led.unwrap_or(text);
    let at = rest
        .find([':', ','])
        .filter(|at| led.is_some() || rest[*at..].starts_with(':'))?;
    let place = rest[..at].trim();
    let named = is_capitalised(place) && wording::words(place).len() <= MOST_WORDS;
    named.then(|| (place, rest[at + 1..].trim_start()))
}

/// "l'accueil du Centre (gestionnaire : commune) et le relais petite enfance": two, where brackets close before the second.
fn joined(item: &str) -> Vec<&str> {
    match item.split_once(") et ") {
        Some((first, second)) => vec![&item[..=first.len()], second],
        None => vec![item],
    }
}

/// "le multi-accueil Les Lucioles, géré par l'association Val".
fn row(line: u32, paragraph: &Passage, (place, item): (&str, &str)) -> Option<Row> {
    let bare = ["le ", "la ", "l'", "l’", "les ", "un ", "une "]
        .iter()
        .find_map(|article| item.strip_prefix(article))
        .unwrap_or(item);
    let (kind, name) = typed(without_keeper(bare))?;
    let sourced = |text: &str| Sourced::new(text.to_owned(), paragraph.lines());
    Some(Row {
        line,
        kind: Some(sourced(&kind)),
        name: sourced(if name.is_empty() { &kind } else { &name }),
        sites: Vec::new(),
        commune: Some(Passage::one(line, place)),
    })
}

/// The type and the name of "crèche Les Mésanges"; the name is empty where there is none.
pub(crate) fn typed(text: &str) -> Option<(String, String)> {
    let passage = Passage::one(1, text.trim());
    let tokens = passage.tokens();
    let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
    let mut length = kind_length(&words)?;
    // "bibliothèque-ludothèque La Page": both are its type.
    while let Some(more) = words.get(length..).and_then(kind_length)
        && passage.signs_after(&tokens[length - 1]) == "-"
    {
        length += more;
    }
    let kind = passage.between(tokens.first()?, tokens.get(length - 1)?).joined();
    let name = tokens
        .get(length)
        .map(|first| passage.from(first).joined())
        .unwrap_or_default();
    let name = name.trim_matches(['«', '»', '"', '“', '”', ' ', '\u{a0}']).to_owned();
    let brief = words.len() - length <= MOST_WORDS;
    (brief && (name.is_empty() || name.split_whitespace().any(is_capitalised))).then_some((kind, name))
}

/// The facility without whoever runs it: "(gestionnaire : CCN)", ", gérée par la commune".
pub(crate) fn without_keeper(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['.', ';', ' ']);
    if let Some((head, inside)) = text.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        let words = wording::words(inside);
        if words.iter().any(|word| word.starts_with("gestion")) || words.first().is_some_and(|word| word.starts_with("ger")) {
            return head.trim_end();
        }
    }
    let kept = [", géré", ", gere", ", portée par", ", porté par", ", gestionnaire"];
    let end = kept.iter().filter_map(|word| text.find(word)).min();
    text[..end.unwrap_or(text.len())].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let told = |row: Row| {
            let kind = row.kind.map(|kind| kind.value).unwrap_or_default();
            let place = row.commune.map(|place| place.joined()).unwrap_or_default();
            format!("{kind} | {} | {place}", row.name.value)
        };
        placed_in(&Passage::one(1, text)).into_iter().map(told).collect()
    }

    #[test]
    fn what_stands_in_a_place_is_told_after_it() {
        assert_eq!(
            read(
                "À Val : le multi-accueil Les Lucioles, géré par l'association Les Pousses ; le relais petite enfance, géré par la commune."
            ),
            [
                "multi-accueil | Les Lucioles | Val",
                "relais petite enfance | relais petite enfance | Val"
            ]
        );
        assert_eq!(
            read(
                "à Orge, l'accueil périscolaire du Centre (gestionnaire : commune d'Orge) et le relais petite enfance (gestionnaire : agglomération) ;"
            ),
            [
                "accueil périscolaire | du Centre | Orge",
                "relais petite enfance | relais petite enfance | Orge"
            ]
        );
    }

    #[test]
    fn a_place_may_stand_without_a_preposition() {
        assert_eq!(
            read(
                "Orge : crèche Les Makis (40 places, gestionnaire : association Val) ; accueil de loisirs Soleil (gestionnaire : Orge)"
            ),
            ["crèche | Les Makis | Orge", "accueil de loisirs | Soleil | Orge"]
        );
    }

    #[test]
    fn a_sentence_that_opens_with_a_place_is_no_list() {
        for text in [
            "À Val, la crèche ouvrira en 2026.",
            "À Val, la crèche Les Lutins ouvrira en 2026",
            "À Val, le maire signe ; la Caf signe.",
            "Le multi-accueil Les Lucioles est à Val.",
            "À terme, la crèche Les Lutins fermera ses portes au public.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn whoever_runs_it_is_no_part_of_its_name() {
        assert_eq!(
            without_keeper("Crèche Les Mésanges (gestionnaire : CCN)"),
            "Crèche Les Mésanges"
        );
        assert_eq!(
            without_keeper("Crèche Les Mésanges (rue Haute)"),
            "Crèche Les Mésanges (rue Haute)"
        );
        let told = |kind: &str, name: &str| Some((kind.to_owned(), name.to_owned()));
        assert_eq!(typed("Crèche Les Mésanges"), told("Crèche", "Les Mésanges"));
        assert_eq!(typed("Relais petite enfance"), told("Relais petite enfance", ""));
        assert_eq!(
            typed("Bibliothèque-ludothèque La Page blanche"),
            told("Bibliothèque-ludothèque", "La Page blanche")
        );
        assert_eq!(typed("La Ruche"), None);
    }
}
