//! Long lists: found by words, shown a page at a time. A directory holds thousands, so it is filtered once it is read.

use domain::search::{Question, index_words};
use web::components::Pager;

/// How many lines a page shows.
pub(crate) const PAGE: usize = 50;

/// Whether these texts answer every word of a question.
pub(crate) fn answers<'a>(question: &Question, texts: impl IntoIterator<Item = &'a str>) -> bool {
    if question.is_empty() {
        return true;
    }
    let words = index_words(texts);
    question.terms().iter().all(|term| words.iter().any(|word| term.finds(word)))
}

/// The lines of the page asked for, and the way to the others. `address` ends with `page=`.
pub(crate) fn page_of<T>(lines: Vec<T>, asked: &str, address: String) -> (Vec<T>, Pager) {
    let count = lines.len().div_ceil(PAGE).max(1);
    let wanted = asked.parse::<usize>().unwrap_or(1).clamp(1, count);
    let shown = lines.into_iter().skip((wanted - 1) * PAGE).take(PAGE).collect();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let pager = Pager {
        page: number(wanted),
        pages: number(count),
        address,
    };
    (shown, pager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_fifty_and_a_page_that_is_none_is_the_nearest() {
        let shown = |asked: &str| {
            let (lines, pager) = page_of((1..=101).collect(), asked, String::new());
            (lines.first().copied(), lines.len(), pager.page, pager.pages)
        };
        assert_eq!(shown(""), (Some(1), 50, 1, 3));
        assert_eq!(shown("3"), (Some(101), 1, 3, 3));
        for far in ["4", "99999999999999999999", "-1", "0", "x"] {
            assert!(matches!(shown(far).2, 1 | 3), "{far}");
        }
        assert!(page_of(Vec::<i64>::new(), "2", String::new()).0.is_empty());
    }

    #[test]
    fn people_are_found_without_accents_and_by_the_start_of_their_name() {
        let texts = ["Inès Belkacem", "ines.belkacem@exemple.invalid"];
        let finds = |typed: &str| answers(&Question::parse(typed), texts);
        assert!(finds("ines") && finds("BELKA") && finds("belkacem inès") && finds(""));
        assert!(!finds("roche") && !finds("inès roche"));
    }
}
