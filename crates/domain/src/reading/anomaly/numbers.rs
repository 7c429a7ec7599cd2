//! Numbers as texts write them, in figures or in words.

/// A number and the place of the word that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) value: usize,
    /// The place of its first word.
    pub(super) at: usize,
    /// The place of the word after it.
    pub(super) next: usize,
}

/// The numbers of a text cut into plain words, from two to ninety-nine when written out.
pub(super) fn counted(words: &[&str]) -> Vec<Counted> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        match number(&words[at..]) {
            Some((value, taken)) => {
                found.push(Counted {
                    value,
                    at,
                    next: at + taken,
                });
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The number that these words begin with, and how many of them say it.
pub(super) fn number(words: &[&str]) -> Option<(usize, usize)> {
    let first = words.first()?;
    if first.bytes().all(|byte| byte.is_ascii_digit()) && first.len() < 4 {
        return Some((first.parse().ok()?, 1));
    }
    let tens = match *first {
        "vingt" => 20,
        "trente" => 30,
        "quarante" => 40,
        "cinquante" => 50,
        "soixante" => 60,
        "dix" => 10,
        _ => return Some((unit(first)?, 1)),
    };
    let and = usize::from(words.get(1) == Some(&"et"));
    let after = words
        .get(1 + and)
        .and_then(|word| if *word == "un" { Some(1) } else { unit(word) });
    match after {
        Some(more) if tens == 10 => [7, 8, 9].contains(&more).then_some((tens + more, 2)).or(Some((tens, 1))),
        Some(more) if more < 10 || tens == 60 && more < 20 => Some((tens + more, 2 + and)),
        _ => Some((tens, 1)),
    }
}

fn unit(word: &str) -> Option<usize> {
    const UNITS: [&str; 15] = [
        "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
        "quinze", "seize",
    ];
    UNITS.iter().position(|unit| *unit == word).map(|at| at + 2)
}

/// A printed number cut before its last figures: "FA-07" is "FA-" and 7.
pub(super) fn code_parts(code: &str) -> Option<(String, u32)> {
    let head = code.trim_end_matches(|letter: char| letter.is_ascii_digit());
    Some((head.to_owned(), code[head.len()..].parse().ok()?))
}

/// A small number in words, feminine: "deux".
pub(super) fn spoken(count: usize) -> String {
    const WORDS: [&str; 6] = ["une", "deux", "trois", "quatre", "cinq", "six"];
    let word = count.checked_sub(1).and_then(|index| WORDS.get(index));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<usize> {
        let words: Vec<&str> = text.split(' ').collect();
        counted(&words).iter().map(|number| number.value).collect()
    }

    #[test]
    fn numbers_are_read_in_figures_and_in_words() {
        assert_eq!(values("25 fiches et vingt cinq actions"), [25, 25]);
        assert_eq!(
            values("vingt et un axes soixante deux actions soixante douze postes"),
            [21, 62, 72]
        );
        assert_eq!(values("dix sept actions dix communes dix deux"), [17, 10, 10, 2]);
        assert_eq!(values("en 2024 trois objectifs"), [3], "a year counts nothing");
    }
}
