//! "Action 3 :", "Fiche action n° 2 bis –": the number of an action and what follows it.

/// The printed number and the rest of the line, when the text opens an action.
pub(crate) fn action(text: &str) -> Option<(String, &str)> {
    let rest = strip_word(text, "fiche").unwrap_or(text);
    let rest = strip_word(rest, "action")?;
    let rest = ["n°", "n °", "N°", "no ", "nº"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))
        .unwrap_or(rest)
        .trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if digits == 0 || digits > 3 {
        return None;
    }
    let mut number = rest[..digits].to_owned();
    let mut rest = rest[digits..].trim_start();
    if let Some((suffix, after)) = ["bis", "ter", "quater"]
        .iter()
        .find_map(|suffix| Some((*suffix, strip_word(rest, suffix)?)))
    {
        number.push(' ');
        number.push_str(suffix);
        rest = after;
    }
    let title = rest.strip_prefix([':', '-', '–', '—', '.'])?.trim_start();
    Some((number, title))
}

/// `text` without its first word, when it is this one in any case.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (first, rest) = text.split_at_checked(word.len())?;
    let ended = !rest.starts_with(char::is_alphanumeric);
    (first.eq_ignore_ascii_case(word) && ended).then(|| rest.trim_start())
}

/// A key that sorts printed numbers as people count: 2, 2 bis, 10.
pub(crate) fn order(number: &str) -> (u32, String) {
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    (number[..digits].parse().unwrap_or(u32::MAX), number[digits..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_in_many_ways() {
        assert_eq!(action("Action 3 : Informer"), Some(("3".into(), "Informer")));
        assert_eq!(action("Action 23: Signer"), Some(("23".into(), "Signer")));
        assert_eq!(action("ACTION 14 :"), Some(("14".into(), "")));
        assert_eq!(action("Fiche action n° 2 bis – Relier"), Some(("2 bis".into(), "Relier")));
    }

    #[test]
    fn words_about_actions_open_none() {
        assert_eq!(action("Action de formation en direction"), None);
        assert_eq!(action("Actions CTG non mutualisées :"), None);
        assert_eq!(action("Action 2022 2023"), None);
        assert_eq!(action("actio"), None);
    }

    #[test]
    fn numbers_sort_as_people_count() {
        let mut numbers = ["10", "2 bis", "2", "1"];
        numbers.sort_by_key(|number| order(number));
        assert_eq!(numbers, ["1", "2", "2 bis", "10"]);
    }
}
