//! When something is done, to the half of a year where the text says so.

use domain::reading::Half;

use super::{Point, Term, between, halves, year, years};
use crate::passage::{Passage, Token};

/// The halves that a passage tells and the years that it prints beside them; its years alone where halves leave some of a period out.
pub(in crate::plan) fn points(passage: &Passage, term: Option<Term>) -> Vec<Point> {
    let halves = halves(passage, term);
    let whole = |year: i16| (year, None);
    let years = years(passage, term).value;
    let left: Vec<i16> = years
        .iter()
        .copied()
        .filter(|year| halves.iter().all(|(half, _)| half != year))
        .collect();
    let tokens = passage.tokens();
    // "au second semestre 2024 et jusqu'à la fin": the years that follow are told by no figure.
    let printed = left.iter().all(|left| tokens.iter().any(|token| year(token) == Some(*left)));
    if !printed {
        return years.into_iter().map(whole).collect();
    }
    let mut found: Vec<Point> = halves.into_iter().chain(left.into_iter().map(whole)).collect();
    found.sort_unstable();
    found
}

/// "à partir du 1er semestre 2025": every half to the end of the term.
pub(super) fn open_halves(tokens: &[Token], points: &[(i16, Half, usize, usize)], term: Term) -> Vec<Point> {
    let opens = |at: usize| {
        let before = tokens[..at].iter().rev().take(3);
        before
            .into_iter()
            .any(|token| matches!(token.fold.as_str(), "partir" | "compter" | "depuis") || token.word.to_lowercase() == "dès")
    };
    let [(year, half, at, _)] = points else { return Vec::new() };
    let to = (term.last, Half::Second);
    let open = opens(*at) && (*year, *half) < to;
    let last = open.then_some((term.last, Some(Half::Second)));
    let between = if open { between((*year, *half), to) } else { Vec::new() };
    between.into_iter().chain(last).collect()
}

/// "second semestre de chaque année": that half of each year.
pub(super) fn each_year(tokens: &[Token], half: impl Fn(usize) -> Option<(Half, usize)>, term: Term) -> Vec<Point> {
    let told = (0..tokens.len()).find_map(|at| {
        let (half, length) = half(at)?;
        let after: Vec<&str> = tokens[at + length..]
            .iter()
            .take(3)
            .map(|token| token.fold.as_str())
            .collect();
        (after == ["de", "chaque", "annee"]).then_some(half)
    });
    let each = |half| term.all().into_iter().map(move |year| (year, Some(half)));
    told.into_iter().flat_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_years_may_stand_together() {
        let term = Term {
            first: 2022,
            last: 2026,
            n: None,
        };
        let read = |text: &str| {
            let points = points(&Passage::one(1, text), Some(term));
            let told = |(year, half): Point| format!("{year} S{}", half.map_or(0, Half::rank));
            points.into_iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(read("2nd semestre 2024, puis toute l'année 2025"), ["2024 S2", "2025 S0"]);
        assert_eq!(
            read("Elle ouvrira au second semestre 2025 et fonctionnera jusqu'à la fin"),
            ["2025 S0", "2026 S0"]
        );
    }
}
