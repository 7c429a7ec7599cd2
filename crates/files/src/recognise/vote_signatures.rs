//! Votes told where the parties sign: "Pour la commune de Valmont", below it "Délibération n° 12 du 3 mars 2025", below it the counts.
//!
//! Never goes past the annexes, and never counts a line that stands below no deliberation.

use super::signature;
use super::tally;
use super::votes::Vote;
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::Prose;
use crate::segment;
use crate::wording::begins;

/// A deliberation stands no more lines below whoever signs, and its counts no more below it.
const NEAR: usize = 4;

/// The votes told among the signatures.
pub(super) fn among_signatures(lines: &[Line]) -> Vec<Vote> {
    let Some(start) = lines.iter().position(|line| signature::opens(&line.words)) else {
        return Vec::new();
    };
    let signed = lines[start..].iter().take_while(|line| !segment::is_annex_heading(line));
    let said = signed.flat_map(pieces);
    let (mut found, mut open, mut since) = (Vec::new(), None::<Vote>, 0);
    for (line, text) in said {
        let prose = Prose::of(&Passage::one(line, &text));
        since += 1;
        if signs(prose.words()) {
            found.extend(open.take().filter(is_told));
            open = Some(Vote {
                assembly: Passage::one(line, text.split_once(' ').map_or("", |(_, party)| party)),
                ..Vote::default()
            });
            since = 0;
        } else if let Some(vote) = open.as_mut().filter(|_| since <= NEAR) {
            since -= usize::from(take(vote, &prose)) * since;
        }
    }
    found.extend(open.filter(is_told));
    found
}

/// The pieces of a line: cells that tabs part, or the whole of it.
fn pieces(line: &Line) -> Vec<(u32, String)> {
    if line.cells.is_empty() {
        let whole = !line.is_blank() && line.pieces.is_empty();
        return whole.then(|| (line.number, line.text.clone())).into_iter().collect();
    }
    let cells = line.cells.iter().filter(|cell| !cell.is_empty());
    cells.map(|cell| (line.number, cell.join(" "))).collect()
}

/// "Pour la commune de Valmont": whoever signs, and no sentence.
fn signs(words: &[String]) -> bool {
    let article = words
        .get(1)
        .is_some_and(|word| matches!(word.as_str(), "la" | "le" | "l" | "les"));
    begins(words, &["pour"]) && article && words.len() < 14
}

/// Takes what a line says of the vote; tells whether it says something.
fn take(vote: &mut Vote, prose: &Prose) -> bool {
    let words = prose.words();
    if begins(words, &["deliberation"]) && vote.day.is_none() {
        vote.day = prose.dates().first().map(|date| super::period::sourced(prose, date));
        vote.number = number(prose.text()).map(|number| prose.sourced(number));
        vote.lines = vote.assembly.lines().union(&prose.all_lines());
        return true;
    }
    let counts = tally::tally(prose, 0, words.len()).filter(|_| is_told(vote) && words.len() < 14);
    if let Some(counts) = counts {
        vote.counts = counts;
        vote.lines = vote.lines.union(&prose.all_lines());
    }
    false
}

/// "n° 2025-014 du 13 mars": what stands between the sign and the day.
fn number(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("n°")?;
    let number = rest.trim_start().split(' ').next()?.trim_end_matches([',', ';', '.']);
    number.contains(|c: char| c.is_ascii_digit()).then_some(number)
}

const fn is_told(vote: &Vote) -> bool {
    vote.day.is_some() || vote.number.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_vote_stands_below_whoever_signs() {
        let text = "Fait à Valmont, le 11 avril 2025\nPour la commune de Valmont\nDélibération n° 2025-014 du 13 mars 2025\n\
                    19 pour – 2 contre – 2 abstentions\nLe Maire,\nAnne PETIT\tPour la commune de Bréval\nDélibération du 20 mars 2025\n\
                    Unanimité des 18 votants\nPour la Caf\nLe Directeur\nAnnexe 1 – Plan\nPour la vie";
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let told = |vote: &Vote| {
            let count = |count: &Option<domain::reading::Sourced<u32>>| count.as_ref().map_or(0, |count| count.value);
            let number = vote.number.as_ref().map_or("", |number| number.value.as_str());
            let counts = [&vote.counts.favour, &vote.counts.against, &vote.counts.abstain].map(count);
            format!("{} {number} {counts:?}", vote.assembly.joined())
        };
        let told: Vec<String> = among_signatures(&lines).iter().map(told).collect();
        assert_eq!(
            told,
            [
                "la commune de Valmont 2025-014 [19, 2, 2]",
                "la commune de Bréval  [18, 0, 0]"
            ]
        );
    }
}
