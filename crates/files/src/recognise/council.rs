//! The vote of a council: what it approves, whom it authorises, the counts, the commission heard, who signs the extract.

use domain::reading::{Commission, Lines, Paragraph, Sourced, Votes};

use super::paragraphs::paragraphs;
use super::parties::{Person, is_person};
use crate::calendar;
use crate::lines::Line;
use crate::segment::{Kind, Segment};
use crate::wording::{begins, is_capitalised, is_link, position, sentence_case, words};

/// A vote as the text records it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Council {
    pub(crate) lines: Lines,
    pub(crate) approves: Option<Sourced<String>>,
    pub(crate) authority: Option<Sourced<String>>,
    pub(crate) votes: Votes,
    pub(crate) commission: Option<Commission>,
    pub(crate) persons: Vec<Person>,
    pub(crate) text: Vec<Paragraph>,
}

/// Every council of the text.
pub(crate) fn councils(segments: &[Segment<'_>], all: &[Line]) -> Vec<Council> {
    let mut from = 0;
    let councils = segments.iter().filter(|segment| segment.kind == Kind::Council);
    councils
        .map(|segment| {
            let mut council = council(segment.lines);
            let at = segment
                .lines
                .first()
                .map_or(0, |line| all.partition_point(|other| other.number < line.number));
            council.commission = all[from..at].iter().rev().take(80).find_map(commission);
            from = at;
            let heard = council.commission.iter().flat_map(|commission| commission.name.lines.iter());
            council.lines = council.lines.iter().chain(heard).collect();
            council
        })
        .collect()
}

fn council(lines: &[Line]) -> Council {
    let mut council = Council::default();
    let written: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
    let mut last = written.first().map_or(0, |line| line.number);
    let mut said = last;
    for (at, line) in written.iter().enumerate() {
        let text = line.item().unwrap_or(&line.text);
        let says = |start: &str| line.words.first().is_some_and(|word| word.starts_with(start));
        // The verb in capitals is the label; what follows is the value.
        let rest = text.split_once(' ').map_or(text, |(_, rest)| rest);
        let sourced = || Some(Sourced::new(rest.to_owned(), Lines::one(line.number)));
        if says("approuv") && council.approves.is_none() {
            council.approves = sourced();
        } else if says("autoris") && council.authority.is_none() {
            council.authority = sourced();
        } else if count(&mut council.votes, line) || is_formula(&line.words) {
        } else if let Some(person) = signed(line, written.get(at + 1).copied()) {
            last = last.max(line.number + 1);
            council.persons.push(person);
            continue;
        } else if line.number != last {
            continue;
        }
        last = last.max(line.number);
        if council.persons.is_empty() {
            said = last;
        }
    }
    let extract: Vec<&Line> = lines.iter().take_while(|line| line.number <= said).collect();
    council.text = paragraphs(&extract);
    council.lines = written
        .first()
        .map(|first| Lines::span(first.number, last))
        .unwrap_or_default();
    council
}

/// "SE PRONONCE comme suit", "AINSI FAIT ET DÉLIBÉRÉ": what the extract says of itself.
fn is_formula(words: &[String]) -> bool {
    const OPENINGS: [&[&str]; 6] = [
        &["se", "prononce"],
        &["ainsi", "fait"],
        &["fait", "et", "delibere"],
        &["pour", "extrait"],
        &["apres", "en", "avoir"],
        &["decide"],
    ];
    OPENINGS.iter().any(|opening| begins(words, opening)) && words.len() < 12
}

/// "POUR : 35": true when the line is a count.
fn count(votes: &mut Votes, line: &Line) -> bool {
    let [label, number] = line.words.as_slice() else {
        return false;
    };
    let Ok(number) = number.parse::<u32>() else { return false };
    let slot = match label.as_str() {
        "pour" => &mut votes.favour,
        "contre" => &mut votes.against,
        "abstention" | "abstentions" => &mut votes.abstain,
        "presents" | "present" => &mut votes.present,
        "procurations" | "pouvoirs" | "procuration" | "pouvoir" => &mut votes.proxies,
        _ => return false,
    };
    *slot = Some(Sourced::new(number, Lines::one(line.number)));
    true
}

/// "LE MAIRE" and, on the next line, a name.
fn signed(line: &Line, next: Option<&Line>) -> Option<Person> {
    let titled = begins(&line.words, &["le"]) || begins(&line.words, &["la"]);
    let next = next.filter(|next| titled && line.words.len() <= 5 && is_person(&next.text))?;
    let function = line.text.split_once(' ')?.1;
    let function = accented(&sentence_case(function));
    Some(Person {
        name: Sourced::new(next.text.clone(), Lines::one(next.number)),
        function: Some(Sourced::new(function, Lines::one(line.number))),
    })
}

/// Capitals lose their accents in such texts; the usual functions get theirs back.
fn accented(function: &str) -> String {
    let replaced = function
        .replacen("Secretaire", "Secrétaire", 1)
        .replacen("President", "Président", 1);
    replaced.replacen("seance", "séance", 1)
}

/// "l'avis favorable de la Commission Vie Sociale réunie le 12 mai 2022".
fn commission(line: &Line) -> Option<Commission> {
    position(&line.words, &["commission"])?;
    let (_, day) = calendar::dates(&line.words).into_iter().next()?;
    let at = line.text.find("ommission")?.checked_sub(1)?;
    let rest = line.text.get(at..)?;
    let named = rest
        .split_whitespace()
        .skip(1)
        .take_while(|word| is_capitalised(word) || words(word).iter().all(|word| is_link(word)));
    let mut name: Vec<&str> = rest.split_whitespace().take(1).chain(named).collect();
    while name.last().is_some_and(|word| !is_capitalised(word)) && name.len() > 1 {
        name.pop();
    }
    let lines = Lines::one(line.number);
    Some(Commission {
        name: Sourced::new(name.join(" "), lines.clone()),
        date: Some(Sourced::new(day, lines.clone())),
        opinion: opinion(&line.text).map(|said| Sourced::new(said, lines)),
    })
}

/// How an opinion may turn out.
const OPINIONS: [&str; 5] = ["favorable", "défavorable", "réservé", "conforme", "contraire"];

/// "avis favorable avec réserve", of "l'avis favorable avec réserve de la Commission" or "a rendu un avis favorable avec réserve.":
/// none where the text says only that an opinion was given.
fn opinion(text: &str) -> Option<String> {
    let said = &text[text.find("avis ")?..];
    let turn = said.split_whitespace().nth(1)?;
    OPINIONS.iter().find(|turned| turn.starts_with(**turned))?;
    let end = [" de ", " du ", " des ", " d'", " d’", ",", ".", ";"];
    let end = end.iter().filter_map(|end| said.find(end)).min().unwrap_or(said.len());
    Some(said[..end].trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::segment::segment;

    #[test]
    fn an_opinion_is_in_the_words_of_the_text() {
        for (text, said) in [
            (
                "Vu l’avis favorable avec réserve de la Commission Enfance",
                Some("avis favorable avec réserve"),
            ),
            ("La Commission Enfance a rendu un avis défavorable.", Some("avis défavorable")),
            ("Vu l’avis de la Commission Enfance réunie le 2 mai 2022", None),
            ("Vu la Commission Enfance", None),
        ] {
            assert_eq!(opinion(text).as_deref(), said, "{text}");
        }
    }

    #[test]
    fn a_vote_is_read_whole() {
        let text = "Vu l'avis favorable de la Commission Vie Sociale et Familiale réunie le 28 novembre 2022.\n\n\
                    Le CONSEIL MUNICIPAL, après avoir entendu l'exposé :\n\n- APPROUVE la démarche.\n\n- AUTORISE le Maire à signer.\n\n\
                    POUR : 35\nCONTRE : 0\nABSTENTION : 2\n\nAINSI FAIT ET DÉLIBÉRÉ\n\nLE SECRETAIRE\nPAUL PETIT\n\nLE MAIRE\nLUC MARTIN\n\nVILLE";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let councils = councils(&segment(&lines), &lines);
        let [council] = councils.as_slice() else {
            panic!("one council")
        };
        let number = |count: &Option<Sourced<u32>>| count.as_ref().map(|count| count.value);
        assert_eq!(
            (
                number(&council.votes.favour),
                number(&council.votes.abstain),
                number(&council.votes.present)
            ),
            (Some(35), Some(2), None)
        );
        let commission = council.commission.as_ref().expect("a commission");
        assert_eq!(commission.name.value, "Commission Vie Sociale et Familiale");
        assert_eq!(
            commission.opinion.as_ref().map(|said| said.value.as_str()),
            Some("avis favorable")
        );
        assert_eq!(
            council.approves.as_ref().map(|text| text.value.as_str()),
            Some("la démarche.")
        );
        let persons: Vec<_> = council
            .persons
            .iter()
            .map(|person| person.function.as_ref().map(|f| f.value.as_str()))
            .collect();
        assert_eq!(persons, [Some("Secrétaire"), Some("Maire")]);
        let said: Vec<(String, &str)> = council
            .text
            .iter()
            .map(|said| (said.kind.code(), said.text.value.as_str()))
            .collect();
        assert_eq!(said[0].1, "Le CONSEIL MUNICIPAL, après avoir entendu l'exposé :");
        assert_eq!(said[1], ("item".to_owned(), "APPROUVE la démarche."));
        assert_eq!(
            said.last(),
            Some(&("plain".to_owned(), "AINSI FAIT ET DÉLIBÉRÉ")),
            "the signatures are no part of it"
        );
    }
}
