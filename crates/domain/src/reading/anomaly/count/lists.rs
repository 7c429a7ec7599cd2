//! "en 3 étapes :" above a list of another length.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Nombre annoncé et liste",
    why: "Une liste plus courte que son annonce a perdu un élément ; plus longue, elle en a reçu un que personne n’a compté.",
    remedy: "Retrouver l’élément qui manque, ou corriger le nombre.",
    shows: "La convention s’est construite en trois étapes :\n\n- le diagnostic\n- le plan d’actions\n\nLes parties en sont convenues.\n",
    spares: "La convention s’est construite en deux étapes :\n\n- le diagnostic\n- le plan d’actions\n\nLes parties en sont convenues.\n",
    reads_amendments: true,
    find,
};

/// What may be counted beside the items of a list: time and money.
const UNITS: [&str; 16] = [
    "an",
    "ans",
    "mois",
    "jour",
    "jours",
    "fois",
    "euros",
    "heures",
    "personnes",
    "places",
    "semaines",
    "membres",
    "semestre",
    "exemplaires",
    "communes",
    "parties",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, passage) in ground.passages.iter().enumerate().filter(|(_, passage)| opens_list(passage)) {
        let Some(count) = announced(passage) else { continue };
        let items: Vec<&Passage> = items(ground, &ground.passages[at + 1..]);
        let last = items
            .last()
            .filter(|_| items.len() > 1 && items.len() != count && items.len() < 25);
        if let Some(last) = last {
            let reason = format!(
                "Le texte annonce {count} éléments et la liste qui suit en compte {}.",
                items.len()
            );
            found.push(Hit::at(passage.quote(), reason).and(last.quote()));
        }
    }
    found
}

fn opens_list(passage: &Passage) -> bool {
    passage.closes && passage.kind != Kind::Cell && passage.text.ends_with(':')
}

/// The number that stands before the last words of the sentence: "assure quatre missions essentielles :".
fn announced(passage: &Passage) -> Option<usize> {
    let words = passage.words();
    let numbers = counted(&words);
    let last = numbers.last().filter(|_| numbers.len() == 1)?;
    let noun = words.get(last.next)?;
    let near = words.len() - last.next <= 4;
    (near && noun.ends_with(['s', 'x']) && !UNITS.contains(noun) && (2..20).contains(&last.value)).then_some(last.value)
}

/// The items that follow at once, each counted at its beginning. Items of two kinds of marks are of two depths: nobody counts them.
fn items<'p>(ground: &Ground<'_>, after: &'p [Passage]) -> Vec<&'p Passage> {
    let list = after
        .iter()
        .take_while(|passage| passage.kind == Kind::Item || !passage.opens);
    let items: Vec<&Passage> = list.filter(|passage| passage.opens).collect();
    let mark = |passage: &&Passage| {
        let line = ground
            .text
            .get(usize::try_from(passage.line()).unwrap_or(1) - 1)
            .map(String::as_str)
            .unwrap_or_default();
        (
            line.chars().find(|letter| !letter.is_whitespace()),
            line.len() - line.trim_start().len(),
        )
    };
    let alike = items.iter().map(mark).all(|one| items.first().map(mark) == Some(one));
    if alike { items } else { Vec::new() }
}
