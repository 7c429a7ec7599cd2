//! Which block of a torn sheet is which column: themes follow the title, roles come last, money comes before them.
//!
//! A block whose column cannot be told is left out: it stays in the unplaced text.

use super::items::{bound, is_institution};
use super::roles::only_names;
use super::themes::Themes;
use crate::names::Names;
use crate::passage::Passage;
use crate::recognise::columns::Torn;
use crate::recognise::years::looks_like_years;
use crate::recognise::{Place, Seen};

/// Sorts the blocks of an action into its columns.
pub(crate) fn sort(torn: Torn, names: &Names, themes: &mut Themes) -> Seen {
    let mut seen = Seen::new(Place::Sheet, torn.number, torn.title);
    let (years, mut blocks): (Vec<_>, Vec<_>) = torn.blocks.into_iter().partition(looks_like_years);
    seen.years = years;
    roles(&mut seen, &mut blocks, names);
    let count = blocks.iter().take_while(|block| themes.fits(block)).count();
    let count = if count == 0 && !themes.are_announced() && blocks.len() > 2 {
        1
    } else {
        count
    };
    seen.themes = blocks.drain(..count).collect();
    let (own, mut common): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|block| bound(block, names).is_some());
    if common.last().is_some_and(|last| speaks_of_money(last, names)) {
        seen.funding.extend(common.pop());
    }
    if common.len() > 1 {
        seen.means.extend(common.pop());
    }
    seen.details = common;
    seen.details.extend(own);
    seen
}

/// The last two blocks made of names only.
fn roles(seen: &mut Seen, blocks: &mut Vec<Passage>, names: &Names) {
    let from = blocks
        .iter()
        .rposition(|block| !only_names(block, names))
        .map_or(0, |last| last + 1);
    match blocks.len() - from {
        0 => {}
        // One block alone may be pilots, bearers or money: nobody can tell.
        1 => drop(blocks.pop()),
        _ => {
            seen.bearers = blocks.pop().unwrap_or_default();
            seen.pilots = blocks.pop().unwrap_or_default();
        }
    }
}

fn speaks_of_money(block: &Passage, names: &Names) -> bool {
    const WORDS: [&str; 9] = [
        "sf",
        "appel",
        "appels",
        "budget",
        "subvention",
        "subventions",
        "financement",
        "financements",
        "fonds",
    ];
    let tokens = block.tokens();
    let funder = (0..tokens.len()).any(|at| names.at(&tokens, at).is_some() || is_institution(&tokens[at]));
    funder || tokens.iter().any(|token| WORDS.contains(&token.fold.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::{Key, Lines, OrganisationKind, Sourced};

    fn sorted(blocks: &[&str]) -> Seen {
        let names = Names::derive(&[
            (
                Key("p1".into()),
                OrganisationKind::FamilyFund,
                vec!["Caisse d'allocations familiales".into(), "La Caf".into()],
            ),
            (Key("p2".into()), OrganisationKind::Commune, vec!["Commune des Ormes".into()]),
            (Key("p3".into()), OrganisationKind::Commune, vec!["Commune de Valmont".into()]),
        ]);
        let mut themes = Themes::new(vec![Sourced::new("Handicap".to_owned(), Lines::one(1))]);
        let torn = Torn {
            number: Sourced::new("3".to_owned(), Lines::one(1)),
            title: Passage::one(1, "Informer"),
            blocks: (2..).zip(blocks).map(|(line, text)| Passage::one(line, text)).collect(),
        };
        sort(torn, &names, &mut themes)
    }

    fn texts(passages: &[Passage]) -> Vec<String> {
        passages.iter().map(Passage::joined).collect()
    }

    #[test]
    fn the_order_of_columns_tells_them_apart() {
        let seen = sorted(&[
            "Handicap",
            "Dire",
            "Écrire",
            "Services",
            "Les 2 communes",
            "Valmont",
            "Les Ormes CAF",
            "2024-2026",
        ]);
        assert_eq!(texts(&seen.themes), ["Handicap"]);
        assert_eq!(texts(&seen.details), ["Dire", "Écrire"]);
        assert_eq!(
            (texts(&seen.means), texts(&seen.funding)),
            (vec!["Services".to_owned()], vec!["Les 2 communes".to_owned()])
        );
        assert_eq!(
            (seen.pilots.joined().as_str(), seen.bearers.joined().as_str()),
            ("Valmont", "Les Ormes CAF")
        );
        assert_eq!(texts(&seen.years), ["2024-2026"]);
    }

    #[test]
    fn a_bound_block_is_a_detail_wherever_it_stands() {
        let seen = sorted(&[
            "Handicap",
            "Dire",
            "Services",
            "Les Ormes: deux lits",
            "CAF à Entraide",
            "Valmont",
            "Les Ormes",
        ]);
        assert_eq!(texts(&seen.details), ["Dire", "Les Ormes: deux lits"]);
        assert_eq!(texts(&seen.means), ["Services"]);
    }

    #[test]
    fn one_block_of_names_is_nobody() {
        let seen = sorted(&["Handicap", "Dire", "Valmont"]);
        assert!(seen.pilots.is_empty() && seen.bearers.is_empty() && seen.funding.is_empty());
    }
}
