//! The years that a calendar tells: "2023-2025", "à partir de 2024", "les deux dernières années".
//!
//! A year that the convention does not hold is not kept; "20424" is no year.

mod cells;
mod points;

use domain::reading::{Half, Sourced};

use crate::calendar;
use crate::passage::{Passage, Token};
use crate::wording;

pub(super) use cells::{is_in_short, is_lone, of_cell};
pub(super) use points::points;
use points::{each_year, open_halves};

/// The years of the convention, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) first: i16,
    pub(super) last: i16,
    /// The year that the text calls N, where it says which: N+1 is the next one.
    pub(super) n: Option<i16>,
}

impl Term {
    fn holds(self, year: i16) -> bool {
        (self.first..=self.last).contains(&year)
    }

    fn all(self) -> Vec<i16> {
        (self.first..=self.last).collect()
    }
}

/// The year that a text calls N: "N désigne l'année 2023", "N = 2023". A number sign, a denial or another letter is no N.
pub(super) fn year_called_n<'t>(lines: impl Iterator<Item = &'t str>) -> Option<i16> {
    lines.into_iter().find_map(|text| {
        let alone = |at: &usize| {
            let (before, after) = (&text[..*at], &text[at + 1..]);
            !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
                && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '°' | '.' | '+' | '-'))
        };
        let at = text.match_indices('N').map(|(at, _)| at).find(alone)?;
        defined(&text[at + 1..])
    })
}

/// The year that these words give to what stands before them: "= 2023", "désigne l'année 2023".
fn defined(after: &str) -> Option<i16> {
    let words = wording::words(after);
    let first = words.first()?;
    let named = words.get(1).map(String::as_str) == Some("l") && words.get(2).map(String::as_str) == Some("annee");
    let told = matches!(first.as_str(), "designe" | "correspond" | "signifie" | "l") || first == "est" && named;
    let given = || words.iter().take(5).find_map(|word| calendar::year(word));
    calendar::year(first).or_else(|| given().filter(|_| told))
}

/// How far a text counts from N: 4 where it says "N+4".
pub(super) fn most_added<'t>(lines: impl Iterator<Item = &'t str>) -> i16 {
    let added = lines
        .flat_map(|text| text.split("N+").skip(1))
        .filter_map(|rest| rest.chars().next()?.to_digit(10));
    added.filter_map(|added| i16::try_from(added).ok()).max().unwrap_or(0)
}

/// A text where N, N+1… stand for years, with the years in their place.
fn spelled(passage: &Passage, term: Option<Term>) -> std::borrow::Cow<'_, Passage> {
    let Some(n) = term.and_then(|term| term.n) else {
        return std::borrow::Cow::Borrowed(passage);
    };
    let spell = |text: &str| {
        let words = text.split(' ').map(|word| {
            let bare = word.trim_end_matches([',', ';', '.', ')']);
            let added = bare.strip_prefix('N').and_then(|rest| match rest.strip_prefix('+') {
                Some(more) => more.parse::<i16>().ok(),
                None => rest.is_empty().then_some(0),
            });
            let year = added.and_then(|more| n.checked_add(more));
            year.map_or_else(|| word.to_owned(), |year| format!("{year}{}", &word[bare.len()..]))
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let parts = passage.parts().iter().map(|(line, text)| (*line, spell(text)));
    std::borrow::Cow::Owned(Passage::new(parts.collect()))
}

/// The years of a passage, in order. Without a term, open ends give nothing.
pub(super) fn years(passage: &Passage, term: Option<Term>) -> Sourced<Vec<i16>> {
    let passage = &*spelled(passage, term);
    let tokens = passage.tokens();
    // "tous les ans sauf 2026".
    if let Some(but) = tokens.iter().position(|token| token.fold == "sauf").filter(|but| *but > 0) {
        let part = |from: usize, to: usize| years(&passage.between(&tokens[from], &tokens[to]), term).value;
        let without = if but + 1 < tokens.len() {
            part(but + 1, tokens.len() - 1)
        } else {
            Vec::new()
        };
        let mut kept = part(0, but - 1);
        kept.retain(|year| !without.contains(year));
        return Sourced::new(kept, passage.lines());
    }
    let mut found = spoken(&tokens, term);
    let mut at = 0;
    while at < tokens.len() {
        let Some(year) = year(&tokens[at]) else {
            at += 1;
            continue;
        };
        let until = tokens[..at].iter().rev().take(4).any(|token| token.fold == "jusqu");
        if until && !tokens[..at].iter().any(|token| self::year(token).is_some()) {
            // "jusqu'en 2024": from the first year.
            found.extend(term.iter().flat_map(|term| term.first..=year));
            at += 1;
            continue;
        }
        let (last, next) = reach(passage, &tokens, at, year, term);
        if let Some(last) = last.filter(|last| (year..year + 12).contains(last)) {
            found.extend(year..=last);
        }
        at = next;
    }
    found.retain(|year| term.is_none_or(|term| term.holds(*year)));
    found.sort_unstable();
    found.dedup();
    Sourced::new(found, passage.lines())
}

/// A year, and its half where the text tells halves.
pub(super) type Point = (i16, Option<Half>);

/// The halves of a calendar that tells them: "2026 S1 à 2027 S2", "S2 2025", "1er semestre 2024". None where it tells years alone.
pub(super) fn halves(passage: &Passage, term: Option<Term>) -> Vec<Point> {
    let tokens = passage.tokens();
    let half = |at: usize| match tokens.get(at).map(|token| token.fold.as_str()) {
        Some("s1") => Some((Half::First, 1)),
        Some("s2") => Some((Half::Second, 1)),
        Some("1er" | "premier" | "premiers") if is_half_word(&tokens, at + 1) => Some((Half::First, 2)),
        Some("2e" | "2nd" | "second" | "deuxieme" | "2eme" | "seconds" | "deuxiemes") if is_half_word(&tokens, at + 1) => {
            Some((Half::Second, 2))
        }
        _ => None,
    };
    let plural = |at: usize| matches!(tokens[at].fold.as_str(), "premiers" | "seconds" | "deuxiemes");
    let mut points: Vec<(i16, Half, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = half(at).and_then(|(half, length)| Some((tokens.get(at + length).and_then(year)?, half, length + 1)));
        let after = || year(&tokens[at]).and_then(|year| half(at + 1).map(|(half, length)| (year, half, length + 1)));
        match before.or_else(after) {
            Some((year, half, length)) => {
                points.push((year, half, at, at + length));
                let listed = plural(at);
                at += length;
                // "aux seconds semestres 2026, 2027 et 2028".
                let next = |at: usize| at + usize::from(tokens.get(at).is_some_and(|token| token.fold == "et"));
                while let Some(year) = tokens.get(next(at)).filter(|_| listed).and_then(self::year) {
                    let end = next(at) + 1;
                    points.push((year, half, at, end));
                    at = end;
                }
            }
            None => at += 1,
        }
    }
    let mut found: Vec<Point> = Vec::new();
    for (index, (year, half, opened, end)) in points.iter().enumerate() {
        found.push((*year, Some(*half)));
        let Some((last, last_half, start, _)) = points.get(index + 1) else {
            continue;
        };
        let dash = end
            .checked_sub(1)
            .is_some_and(|end| matches!(passage.signs_after(&tokens[end]).as_str(), "-" | "–" | "—"));
        let fold = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.fold.as_str());
        // "du second semestre 2026, avec la première pierre, au premier semestre 2028".
        let apart = matches!(fold(opened.checked_sub(1)), "du" | "de") && fold(start.checked_sub(1)) == "au";
        let to = *start == end + 1 && matches!(tokens[*end].fold.as_str(), "a" | "au") || *start == *end && dash || apart;
        if to {
            found.extend(between((*year, *half), (*last, *last_half)));
        }
    }
    if let Some(term) = term {
        found.extend(open_halves(&tokens, &points, term));
        found.extend(each_year(&tokens, half, term));
    }
    found.retain(|(year, _)| term.is_none_or(|term| term.holds(*year)));
    found.sort_unstable();
    found.dedup();
    found
}

fn is_half_word(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.fold.starts_with("sem"))
}

/// The halves between two, both left out.
fn between(from: (i16, Half), to: (i16, Half)) -> Vec<Point> {
    let all = (from.0..=to.0).flat_map(|year| [(year, Half::First), (year, Half::Second)]);
    all.filter(|point| *point > from && *point < to)
        .map(|(year, half)| (year, Some(half)))
        .collect()
}

/// A year, through the noise of a scan where nothing else fits.
fn year(token: &Token) -> Option<i16> {
    let word = &token.fold;
    calendar::year(word).or_else(|| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let mended = word.replace('o', "0").replace('l', "1");
        (digits >= 2 && word.len() == 4).then(|| calendar::year(&mended)).flatten()
    })
}

/// The last year that the year at this place opens, and the place after it.
fn reach(passage: &Passage, tokens: &[Token], at: usize, from: i16, term: Option<Term>) -> (Option<i16>, usize) {
    let end = term.map(|term| term.last);
    let signs = passage.signs_after(&tokens[at]);
    let fold = |index: usize| tokens.get(index).map_or("", |token| token.fold.as_str());
    let next_year = |index: usize| tokens.get(index).and_then(year);
    if matches!(signs.as_str(), "-" | "–" | "—" | "/" | "→" | "->")
        && let Some(last) = next_year(at + 1)
    {
        return (Some(last), at + 2);
    }
    if matches!(fold(at + 1), "a" | "au")
        && signs.is_empty()
        && let Some(place) = (at + 2..at + 5).find(|index| next_year(*index).is_some())
        && (at + 2..place).all(|index| is_part_of_day(fold(index)))
    {
        return (next_year(place), place + 1);
    }
    let to_end =
        (at..at + 8).any(|index| matches!(fold(index), "fin" | "terme")) && (at..at + 5).any(|index| fold(index) == "jusqu");
    if to_end {
        return (end, at + 1);
    }
    if let Some(until) = (at + 1..at + 5).find(|index| fold(*index) == "jusqu")
        && let Some(last) = (until..until + 4).find_map(next_year)
    {
        let after = (until..until + 5).find(|index| next_year(*index).is_some()).unwrap_or(until);
        return (Some(last), after + 1);
    }
    // "2023, puis chaque année".
    let then = fold(at + 1) == "puis" && (fold(at + 2) == "chaque" || fold(at + 2) == "tous");
    if then && matches!(fold(at + 3), "annee" | "les") {
        return (end, at + 4);
    }
    if opens(tokens, at) {
        // "entre 2024 et 2026", "de septembre 2023 à juin 2025" were met above; here the end is open.
        return (end, at + 1);
    }
    if at > 0
        && tokens[..at].iter().rev().take(4).any(|token| token.fold == "entre")
        && fold(at + 1) == "et"
        && let Some(last) = next_year(at + 2)
    {
        return (Some(last), at + 3);
    }
    (Some(from), at + 1)
}

/// A day or a month before its year: "à août 2026", "au 31 décembre 2025".
fn is_part_of_day(word: &str) -> bool {
    calendar::month(word).is_some() || word.trim_end_matches("er").parse::<u8>().is_ok() || word == "fin"
}

/// "à partir de", "à compter du 1er septembre", "dès", "depuis" before a year: it opens a period.
fn opens(tokens: &[Token], at: usize) -> bool {
    let before: Vec<&str> = tokens[..at].iter().rev().take(7).map(|token| token.fold.as_str()).collect();
    let near = |word: &str, reach: usize| before.iter().take(reach).any(|other| *other == word);
    // "l'ouverture des inscriptions en 2024" opens nothing: without its accent, "dès" stands right before its year.
    let since = near("des", 1)
        || tokens[..at]
            .iter()
            .rev()
            .take(3)
            .any(|token| token.word.to_lowercase() == "dès");
    // "Elle commencera en 2026 et n'a pas de terme fixé."
    let endless = tokens[at..]
        .windows(3)
        .any(|three| three[0].fold == "pas" && three[1].fold == "de" && three[2].fold == "terme");
    let begins = endless
        && before
            .iter()
            .take(2)
            .any(|word| word.starts_with("commenc") || word.starts_with("debut"));
    let other_year = before.iter().take(5).any(|word| calendar::year(word).is_some());
    !other_year && (begins || near("partir", 6) || near("compter", 6) || since || near("depuis", 4))
}

/// Years told without figures: "chaque année", "toute la durée", "la deuxième année".
fn spoken(tokens: &[Token], term: Option<Term>) -> Vec<i16> {
    let Some(term) = term else { return Vec::new() };
    let words: Vec<&str> = tokens.iter().map(|token| token.fold.as_str()).collect();
    let says = |phrase: &[&str]| words.windows(phrase.len()).any(|window| window == phrase);
    let dated = tokens.iter().any(|token| year(token).is_some());
    let whole = words == ["duree"]
        || says(&["toute", "la", "duree"])
        || says(&["toute", "la", "convention"])
        || says(&["toute", "la", "periode"])
        || says(&["duree", "de", "la", "convention"])
        || says(&["tout", "au", "long", "de", "la", "convention"])
        || !dated && (says(&["sera", "permanente"]) || says(&["est", "permanente"]) || says(&["action", "permanente"]))
        || !dated && (says(&["chaque", "annee"]) || says(&["toutes", "les", "annees"]) || says(&["tous", "les", "ans"]));
    let count = usize::try_from(term.last - term.first + 1).unwrap_or(0);
    let every =
        number(&words, "annees").is_some_and(|(count_said, kind)| kind.is_none() && count_said == count) && says_the(&words);
    if whole && !dated || every {
        return term.all();
    }
    let mut found = Vec::new();
    match number(&words, "annees") {
        Some((many, Some("dernieres"))) => found.extend(term.all().into_iter().rev().take(many)),
        Some((many, Some("premieres"))) => found.extend(term.all().into_iter().take(many)),
        _ => {}
    }
    for (at, word) in words.iter().enumerate() {
        let ranked = words.get(at + 1).is_some_and(|next| *next == "annee");
        let rank = match *word {
            "premiere" | "1re" | "1ere" if ranked => Some(0),
            "deuxieme" | "seconde" | "2e" | "2eme" if ranked => Some(1),
            "troisieme" | "3e" | "3eme" if ranked => Some(2),
            "quatrieme" | "4e" | "4eme" if ranked => Some(3),
            "cinquieme" | "5e" | "5eme" if ranked => Some(4),
            "derniere" if ranked => Some(term.last - term.first),
            _ => None,
        };
        found.extend(rank.map(|rank| term.first + rank));
    }
    found
}

fn says_the(words: &[&str]) -> bool {
    words.windows(3).any(|window| window[0] == "les" && window[2] == "annees")
}

/// "les deux dernières années": how many, and which end.
fn number<'w>(words: &[&'w str], noun: &str) -> Option<(usize, Option<&'w str>)> {
    const SPELT: [&str; 7] = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit"];
    let at = words.iter().position(|word| *word == noun)?;
    let end = at
        .checked_sub(1)
        .map(|before| words[before])
        .filter(|word| matches!(*word, "dernieres" | "premieres"));
    let count = words.get(at.checked_sub(1 + usize::from(end.is_some()))?)?;
    let many = SPELT
        .iter()
        .position(|spelt| spelt == count)
        .map(|index| index + 2)
        .or_else(|| count.parse().ok())?;
    Some((many, end))
}

#[cfg(test)]
mod tests;
