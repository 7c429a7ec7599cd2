//! Years written on a sheet: "2022-2026", "L: 2022-2026 S:2023-2026".

use domain::reading::Sourced;

use crate::calendar;
use crate::passage::{Passage, Token};

/// Some years, under the label that precedes them.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    /// What stands before the colon.
    pub(crate) label: Option<Passage>,
    /// The years, in order.
    pub(crate) years: Vec<i16>,
    /// As written.
    pub(crate) mark: Sourced<String>,
}

/// Whether a passage holds figures of years and little else: at most a short label before each.
pub(crate) fn looks_like_years(passage: &Passage) -> bool {
    let tokens = passage.tokens();
    let figures = |token: &Token| token.fold.len() >= 4 && token.fold.bytes().all(|byte| byte.is_ascii_digit());
    let count = tokens.iter().filter(|token| figures(token)).count();
    let starts_so = tokens.first().is_some_and(figures) || passage.joined().chars().take(30).any(|c| c == ':');
    count > 0 && starts_so && tokens.len() <= count * 4 && tokens.len() < 40
}

/// The spans of years of a passage. What is no year is not corrected: it yields no span.
pub(crate) fn spans(passage: &Passage) -> Vec<Span> {
    let tokens = passage.tokens();
    let (mut found, mut free) = (Vec::new(), 0);
    let mut at = 0;
    while at < tokens.len() {
        let Some((years, length)) = span_at(passage, &tokens, at) else {
            at += 1;
            continue;
        };
        let labelled = at > free && passage.signs_after(&tokens[at - 1]).starts_with(':');
        let label = labelled.then(|| passage.between(&tokens[free], &tokens[at - 1]));
        let first = if labelled { free } else { at };
        let mark = passage.between(&tokens[first], &tokens[at + length - 1]).sourced();
        found.push(Span { label, years, mark });
        at += length;
        free = at;
    }
    found
}

/// One year, or two that bound a range.
fn span_at(passage: &Passage, tokens: &[Token], at: usize) -> Option<(Vec<i16>, usize)> {
    let first = calendar::year(&tokens.get(at)?.fold)?;
    let dash = matches!(passage.signs_after(&tokens[at]).as_str(), "-" | "–" | "/" | "—");
    if dash {
        // A range whose end is no year is no range.
        let last = calendar::year(&tokens.get(at + 1)?.fold)?;
        return (first <= last && last - first < 30).then(|| ((first..=last).collect(), 2));
    }
    let to = tokens
        .get(at + 1)
        .is_some_and(|token| token.fold == "a" || token.fold == "au");
    if let Some(last) = tokens
        .get(at + 2)
        .and_then(|token| calendar::year(&token.fold))
        .filter(|last| to && first <= *last)
    {
        return Some(((first..=last).collect(), 3));
    }
    let alone = at == 0 || !passage.signs_after(&tokens[at - 1]).starts_with(['-', '–', '/']);
    alone.then(|| (vec![first], 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[&str]) -> Vec<(Option<String>, Vec<i16>, String)> {
        let passage = Passage::new((1..).zip(text).map(|(line, text)| (line, (*text).to_owned())).collect());
        let spans = spans(&passage);
        spans
            .into_iter()
            .map(|span| (span.label.map(|label| label.joined()), span.years, span.mark.value))
            .collect()
    }

    #[test]
    fn ranges_and_labels() {
        assert_eq!(read(&["2024-2026"]), [(None, vec![2024, 2025, 2026], "2024-2026".into())]);
        assert_eq!(
            read(&["L: 2022-2023", "S:2023-2024"]),
            [
                (Some("L".into()), vec![2022, 2023], "L: 2022-2023".into()),
                (Some("S".into()), vec![2023, 2024], "S:2023-2024".into()),
            ]
        );
        assert_eq!(read(&["2023"]), [(None, vec![2023], "2023".into())]);
        assert_eq!(read(&["2023 à 2024"])[0].1, [2023, 2024]);
    }

    #[test]
    fn what_is_no_year_is_not_corrected() {
        assert_eq!(read(&["20424-2026"]), []);
        assert_eq!(read(&["2024-20426"]), []);
        assert_eq!(read(&["2026-2024"]), []);
        assert!(looks_like_years(&Passage::one(1, "20424-2026")));
        assert!(looks_like_years(&Passage::one(1, "L: 2022-2026 S:2023-2026")));
        assert!(!looks_like_years(&Passage::one(1, "Chemin de la Source 13170")));
        assert!(!looks_like_years(&Passage::one(1, "Les 2 communes")));
    }
}
