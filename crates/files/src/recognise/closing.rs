//! "Fait à …, le …" and the blocks below: who signs for whom.

use domain::reading::{Lines, SignatureRead, Sourced};
use domain::time::Day;

use super::parties::{Person, is_person, without_civility};
use super::persons;
use super::side_by_side;
use crate::calendar;
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment::{Kind, Segment};
use crate::wording::begins;

/// Blocks of signature beyond this are noise.
const MOST_BLOCKS: usize = 500;

/// One block "Pour … ".
#[derive(Debug, Clone, Default)]
pub(crate) struct SignsFor {
    pub(crate) party: Passage,
    pub(crate) function: Passage,
    pub(crate) person: Option<Sourced<String>>,
}

impl SignsFor {
    /// The person with the function printed above.
    pub(crate) fn signatory(&self) -> Option<Person> {
        let printed = self.function.sourced();
        let without = |text: String, starts: &[&str]| {
            let rest = starts.iter().find_map(|start| text.strip_prefix(start)).map(str::to_owned);
            rest.unwrap_or(text)
        };
        let function = printed.map(|text| {
            let text = without(text, &["Madame ", "Monsieur "]);
            without(text, &["le ", "la ", "Le ", "La ", "L'", "l'"])
        });
        let function = (!self.function.is_empty()).then_some(function);
        self.person.clone().map(|name| Person { name, function })
    }
}

/// Place and date, and the blocks of signature.
pub(crate) fn closing(segments: &[Segment<'_>]) -> (Option<SignatureRead>, Vec<SignsFor>) {
    let mut closings = segments.iter().filter(|segment| segment.kind == Kind::Closing);
    let Some(segment) = closings.next() else {
        return (None, Vec::new());
    };
    (
        signed_at(segment.lines).map(signature),
        blocks(&side_by_side::read(segment.lines.get(1..).unwrap_or_default())),
    )
}

/// The line that says where and when: "Fait à …", or "A …, le …" below the number of originals.
fn signed_at(lines: &[Line]) -> Option<&Line> {
    let top = &lines[..lines.len().min(8)];
    let done = |line: &&Line| begins(&line.words, &["fait", "a"]);
    let placed = |line: &&Line| begins(&line.words, &["a"]) && line.text.contains(", le ") && line.text.len() < 80;
    let said = top.iter().find(done).or_else(|| top.iter().find(placed));
    said.or_else(|| lines.first())
}

fn signature(line: &Line) -> SignatureRead {
    let lines = Lines::one(line.number);
    let start = line.text.strip_prefix(['A', 'À']).and_then(|rest| rest.strip_prefix(' '));
    let after = [" à ", " À ", " A ", " a "].iter().find_map(|to| line.text.split_once(to));
    let place = start
        .map(|place| ("", place))
        .or(after)
        .map_or("", |(_, after)| after)
        .split([',', ';'])
        .next()
        .unwrap_or_default()
        .split(" le ")
        .next()
        .unwrap_or_default()
        .trim();
    let date = calendar::dates(&line.words).first().map(|(_, day)| *day);
    let month_at = line.words.iter().position(|word| calendar::month(word).is_some());
    let month = month_at
        .and_then(|at| calendar::month(&line.words[at]))
        .or_else(|| date.map(Day::month));
    let year = month_at
        .and_then(|at| calendar::year(line.words.get(at + 1)?))
        .or_else(|| date.map(Day::year));
    SignatureRead {
        place: (!place.is_empty()).then(|| Sourced::new(place.to_owned(), lines.clone())),
        date: date.map(|day| Sourced::new(day, lines.clone())),
        year: year.map(|year| Sourced::new(year, lines.clone())),
        month: month.map(|month| Sourced::new(month, lines.clone())),
        lines,
    }
}

fn blocks(lines: &[Line]) -> Vec<SignsFor> {
    let mut found: Vec<SignsFor> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank() && line.text.len() < 120) {
        if begins(&line.words, &["pour"]) {
            if found.len() == MOST_BLOCKS {
                break;
            }
            let said = line.text.get(5..).unwrap_or_default().trim_end_matches(',');
            // "Pour la ville, Anne Petit".
            let (party, person) = said
                .split_once(", ")
                .filter(|(_, person)| is_person(person) || persons::is_bare_name(person))
                .map_or((said, None), |(party, person)| (party, Some(person)));
            found.push(SignsFor {
                party: Passage::one(line.number, party),
                person: person.map(|person| Sourced::new(without_civility(person).to_owned(), Lines::one(line.number))),
                ..SignsFor::default()
            });
            continue;
        }
        let Some(block) = found.last_mut().filter(|block| block.person.is_none()) else {
            continue;
        };
        let function = ["madame", "monsieur", "le", "la", "l"]
            .iter()
            .any(|first| begins(&line.words, &[first]));
        let named = is_person(&line.text) || persons::is_bare_name(&line.text);
        if !block.function.is_empty() && named {
            block.person = Some(Sourced::new(without_civility(&line.text).to_owned(), Lines::one(line.number)));
        } else if function || !block.function.is_empty() {
            block.function.push(line.number, &line.text);
        } else if block.party.parts().len() < 3 {
            block.party.push(line.number, line.text.trim_end_matches(','));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<Line> {
        normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_blank_day_leaves_month_and_year() {
        let signature = signature(&read("Fait à Valmont, le décembre 2022")[0]);
        assert_eq!(signature.place.map(|place| place.value).as_deref(), Some("Valmont"));
        assert_eq!((signature.date, signature.month.map(|month| month.value)), (None, Some(12)));
        let full = super::signature(&read("Fait à Bourg-la-Reine le 3 mai 2023")[0]);
        assert_eq!(full.place.map(|place| place.value).as_deref(), Some("Bourg-la-Reine"));
        assert_eq!(full.date.map(|day| day.value.to_string()).as_deref(), Some("2023-05-03"));
    }

    #[test]
    fn a_year_that_cannot_be_is_absent() {
        assert_eq!(signature(&read("Fait à Valmont, le 3 mai 20424")[0]).year, None);
    }

    #[test]
    fn blocks_may_be_broken_over_lines() {
        let text = "**Pour la Caisse d'Allocations Familiales Des\nBords de Loire,\nMadame la Présidente du Conseil\nd'administration**\n\n\
                    Jeanne DURAND\n\n(Cachet)\n\nPour la Commune de VALMONT,\n\nMonsieur Le Maire\n\nLuc MARTIN\n\n(Cachet)\n\nFin";
        let found = blocks(&read(text));
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].party.joined(),
            "la Caisse d'Allocations Familiales Des Bords de Loire"
        );
        let first = found[0].signatory().expect("a person");
        assert_eq!(
            first.function.map(|function| function.value).as_deref(),
            Some("Présidente du Conseil d'administration")
        );
        assert_eq!(
            found[1].signatory().map(|person| person.name.value).as_deref(),
            Some("Luc MARTIN")
        );
    }
}
