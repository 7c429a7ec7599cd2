//! What a text itself leaves to be settled: "à définir lors de la première instance", "seront précisées ultérieurement".

use domain::reading::{LeftOpenRead, Sourced};

use super::flow::paragraphs;
use crate::lines::Line;
use crate::passage::{Passage, Token};

/// Passages beyond this are noise.
const MOST: usize = 200;

/// Every sentence that leaves something open, with what the text says of who or when will settle it.
pub(crate) fn left_open(lines: &[Line]) -> Vec<LeftOpenRead> {
    let cells = lines
        .iter()
        .flat_map(|line| line.cells.iter().flatten().map(move |text| Passage::one(line.number, text)));
    let mut passages: Vec<Passage> = paragraphs(lines).into_iter().map(|paragraph| paragraph.passage).collect();
    passages.extend(cells);
    let mut found: Vec<LeftOpenRead> = passages
        .iter()
        .flat_map(Passage::sentences)
        .flat_map(|sentence| labelled(&sentence))
        .filter_map(|sentence| open(&sentence))
        .take(MOST)
        .collect();
    found.sort_by_key(|open| open.text.lines.first());
    found
}

/// A sentence without the labelled ones that stand before it in the same box.
fn labelled(sentence: &Passage) -> Vec<Passage> {
    let mut found = vec![Passage::default()];
    for (index, (line, text)) in sentence.parts().iter().enumerate() {
        let announced = index > 0 && sentence.parts()[index - 1].1.ends_with(':');
        let label = text
            .split_once(':')
            .is_some_and(|(label, _)| label.split_whitespace().count() <= 4);
        if label && !announced && index > 0 && text.starts_with(char::is_uppercase) {
            found.push(Passage::default());
        }
        if let Some(open) = found.last_mut() {
            open.push(*line, text);
        }
    }
    found
}

fn open(sentence: &Passage) -> Option<LeftOpenRead> {
    let tokens = sentence.tokens();
    let at = (0..tokens.len()).find_map(|at| opening(&tokens, at))?;
    let settled_by = settled(sentence, &tokens, at);
    let text = sentence.sourced();
    Some(LeftOpenRead { text, settled_by })
}

/// The last word of "à définir", "reste à préciser", "sera déterminé ultérieurement".
fn opening(tokens: &[Token], at: usize) -> Option<usize> {
    const VERBS: [&str; 6] = ["definir", "determiner", "preciser", "completer", "arreter", "designer"];
    const STEMS: [&str; 6] = ["defini", "determine", "precise", "complete", "arrete", "designe"];
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let needed = fold(at) == "a" && VERBS.contains(&fold(at + 1)) && !is_aim(tokens, at);
    if needed {
        return Some(at + 1);
    }
    let later = |at: usize| matches!(fold(at), "ulterieurement" | "prochainement");
    let future = matches!(fold(at), "sera" | "seront") && STEMS.iter().any(|stem| fold(at + 1).starts_with(stem));
    (future && later(at + 2)).then_some(at + 2)
}

/// "vise à définir", "sert à préciser": an aim, which leaves nothing open.
fn is_aim(tokens: &[Token], at: usize) -> bool {
    const BEFORE: [&str; 14] = [
        "vise",
        "visent",
        "visant",
        "sert",
        "servent",
        "consiste",
        "consistent",
        "engage",
        "engagent",
        "contribue",
        "amene",
        "aide",
        "destine",
        "destinee",
    ];
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| BEFORE.contains(&token.fold.as_str()))
}

/// "lors de la première instance", "par le comité de pilotage": what follows, up to the first sign.
fn settled(sentence: &Passage, tokens: &[Token], at: usize) -> Option<Sourced<String>> {
    const OPENS: [&str; 7] = ["lors", "par", "avec", "apres", "dans", "pendant", "au"];
    let first = tokens.get(at + 1).filter(|token| OPENS.contains(&token.fold.as_str()))?;
    if !sentence.signs_after(&tokens[at]).is_empty() {
        return None;
    }
    let last = (at + 1..tokens.len()).find(|end| {
        let signs = sentence.signs_after(&tokens[*end]);
        *end + 1 == tokens.len() || signs.starts_with([')', '.', ',', ';', ':'])
    })?;
    (last - at < 25).then(|| sentence.between(first, &tokens[last]).sourced())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<(String, String, Option<String>)> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = left_open(&normalise(&lines)).into_iter();
        found
            .map(|open| {
                (
                    open.text.lines.to_string(),
                    open.text.value,
                    open.settled_by.map(|by| by.value),
                )
            })
            .collect()
    }

    #[test]
    fn a_sentence_over_several_lines_says_who_settles_it() {
        let text = "Chargés :\nChefs de projet\nRythme : Le pilotage tourne\n(année à déterminer lors\nde la première instance).\n\n\
                    Le comité vise à définir le projet.\n\nAction 3\tPublic à préciser\n\nLes montants seront précisés ultérieurement.";
        let none: Option<String> = None;
        assert_eq!(
            read(text),
            [
                (
                    "3-5".to_owned(),
                    "Rythme : Le pilotage tourne (année à déterminer lors de la première instance).".to_owned(),
                    Some("lors de la première instance".to_owned())
                ),
                ("9".to_owned(), "Public à préciser".to_owned(), none.clone()),
                (
                    "11".to_owned(),
                    "Les montants seront précisés ultérieurement.".to_owned(),
                    none
                ),
            ]
        );
    }
}
