//! What was read of the agreement and is not sure: figures that a scan spoilt, a day that does not read, a term that is counted.

use domain::reading::{AgreementRead, Certainty, DeliberationRead, Doubt, Lines};

use crate::lines::Line;
use crate::numbers;
use crate::wording;

/// Doubts of one kind, at most.
const MOST: usize = 200;

/// How much is quoted of what was recognised, in characters.
const QUOTED: usize = 80;

/// The doubts about the agreement and its votes.
pub(crate) fn doubts(agreement: &AgreementRead, votes: &[DeliberationRead], counted: &Counted, lines: &[Line]) -> Vec<Doubt> {
    let signatures = agreement.signature.iter().chain(&agreement.other_signatures);
    let signed = signatures
        .filter_map(|signature| signature.date.as_ref())
        .map(|day| &day.lines);
    let days = agreement.start.iter().chain(&agreement.end).map(|day| &day.lines);
    let originals = agreement.originals.iter().map(|count| &count.lines);
    let of_votes = votes.iter().map(|vote| &vote.lines);
    let mut held: Vec<u32> = days
        .chain(signed)
        .chain(originals)
        .chain(of_votes)
        .flat_map(Lines::iter)
        .collect();
    held.sort_unstable();
    held.dedup();
    let misprints = held.iter().filter_map(|number| spoilt(line(lines, *number)?));
    let unread = votes.iter().filter_map(|vote| unread_day(vote, lines));
    misprints.chain(unread).chain(counted.doubts(lines)).take(MOST).collect()
}

/// What was recognised on pictures, all of it: quoted by its first words.
pub(crate) fn recognised(lines: &Lines, text: &[String]) -> Option<Doubt> {
    let written = |line: u32| {
        let words = text.get(usize::try_from(line).ok()?.checked_sub(1)?)?.trim();
        (!words.is_empty()).then(|| words.chars().take(QUOTED).collect())
    };
    Some(Doubt {
        quote: lines.iter().find_map(written)?,
        lines: lines.clone(),
        certainty: Certainty::Probable,
        reason: "Texte reconnu sur une image\u{a0}: relisez-le sur le document.".to_owned(),
    })
}

/// The terms that were counted, with where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    /// The first day is that of the signature.
    pub(crate) start: Option<Lines>,
    /// The last day is a number of years after the first.
    pub(crate) end: Option<Lines>,
}

impl Counted {
    fn doubts(&self, lines: &[Line]) -> Vec<Doubt> {
        let doubt = |said: &Option<Lines>, reason: &str| {
            let said = said.as_ref()?;
            Some(Doubt {
                quote: line(lines, said.first()?)?.text.clone(),
                lines: said.clone(),
                certainty: Certainty::Probable,
                reason: reason.to_owned(),
            })
        };
        let start = doubt(
            &self.start,
            "Le texte fait commencer la convention à sa signature\u{a0}: le début est le jour où elle est signée.",
        );
        let end = doubt(
            &self.end,
            "Le texte donne une durée et non un dernier jour\u{a0}: la fin est comptée à partir du début.",
        );
        start.into_iter().chain(end).collect()
    }
}

fn line(lines: &[Line], number: u32) -> Option<&Line> {
    let at = lines.partition_point(|line| line.number < number);
    lines.get(at).filter(|line| line.number == number)
}

/// A line whose figures hold letters: "l3 fevrier 2O23".
fn spoilt(line: &Line) -> Option<Doubt> {
    let words: Vec<&str> = line
        .text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let voted = |at: usize| {
        words
            .get(at + 1)
            .is_some_and(|next| matches!(wording::fold(next).as_str(), "voix" | "pour" | "contre"))
    };
    let noisy = |(at, word): (usize, &&str)| {
        // "article l214-1" is an article of a code.
        let cited = at
            .checked_sub(1)
            .is_some_and(|before| matches!(wording::fold(words[before]).as_str(), "article" | "articles" | "art"));
        let spoilt = !cited && numbers::figures(word).is_some_and(|(_, noisy)| noisy);
        let alone = matches!(*word, "l" | "O") && voted(at);
        (spoilt || alone || *word == "ler").then(|| (*word).to_owned())
    };
    let quoted: Vec<String> = words.iter().enumerate().filter_map(noisy).collect();
    (!quoted.is_empty()).then(|| Doubt {
        lines: Lines::one(line.number),
        quote: quoted.join(", "),
        certainty: Certainty::Probable,
        reason: "Des chiffres sont imprimés comme des lettres\u{a0}: l est lu 1, O est lu 0.".to_owned(),
    })
}

/// A vote whose number reads and whose day does not.
fn unread_day(vote: &DeliberationRead, lines: &[Line]) -> Option<Doubt> {
    vote.number.as_ref().filter(|_| vote.date.is_none())?;
    let first = vote.lines.first()?;
    Some(Doubt {
        lines: vote.lines.clone(),
        quote: line(lines, first)?.text.clone(),
        certainty: Certainty::ToConfirm,
        reason: "Le jour de cette délibération ne se lit pas\u{a0}: il reste à saisir.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn letters_among_figures_are_told() {
        let read = |text: &str| spoilt(&normalise(&[text.to_owned()])[0]).map(|doubt| doubt.quote);
        assert_eq!(
            read("n° 2023-08 du l3 fevrier 2O23, l5 voix pour, O contre").as_deref(),
            Some("l3, 2O23, l5, O")
        );
        assert_eq!(read("du ler janvier").as_deref(), Some("ler"));
        assert_eq!(read("l'avis du 3 février 2023, article l214-1, D2023-4"), None);
    }
}
