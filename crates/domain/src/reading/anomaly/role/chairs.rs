//! One body is chaired by some in one place, and by others elsewhere.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{sense, stem};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::High,
    name: "Présidence confiée à plusieurs",
    why: "Une décision prise sous la mauvaise présidence peut être contestée.",
    remedy: "Décider qui préside, et l’écrire à un seul endroit.",
    shows: "Article 2 : Gouvernance\n\nLe comité de pilotage est présidé par le maire de Valmont.\n\nAnnexe 1 : Instances\n\nLe comité de pilotage est présidé par la directrice de la Caf.\n",
    spares: "Article 2 : Gouvernance\n\nLe comité de pilotage est présidé par le maire de Valmont.\n\nAnnexe 1 : Instances\n\nLe comité technique est présidé par la directrice de la Caf.\n",
    reads_amendments: false,
    find,
};

/// Bodies, by the words that texts call them.
const BODIES: [(&str, &str); 7] = [
    ("comite de pilotage", "comité de pilotage"),
    ("copil", "comité de pilotage"),
    ("comite technique", "comité technique"),
    ("cotech", "comité technique"),
    ("groupe projet", "groupe projet"),
    ("comite de suivi", "comité de suivi"),
    ("commission", "commission"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut told: Vec<(&str, BTreeSet<String>, &Passage)> = Vec::new();
    let mut last = None;
    for passage in ground.agreed() {
        let named = body(&passage.plain);
        told.extend(chaired(
            passage,
            named.or(last.filter(|_| passage.plain.starts_with("il ") || passage.plain.starts_with("elle "))),
        ));
        last = named.or(last);
    }
    let mut found = Vec::new();
    for (at, (body, who, passage)) in told.iter().enumerate() {
        let other = told[at + 1..]
            .iter()
            .find(|(other, theirs, second)| other == body && (theirs.is_disjoint(who) || jointly(passage) != jointly(second)));
        if let Some((_, _, second)) = other {
            let reason = format!("La présidence du {body} n’est pas confiée aux mêmes d’un passage à l’autre.");
            found.push(Hit::at(passage.quote(), reason).and(second.quote()));
        }
    }
    found
}

/// Whether several chair together.
fn jointly(passage: &Passage) -> bool {
    passage.says(&["copreside", "co-preside", "conjointement"])
}

/// The only body that these words name.
fn body(plain: &str) -> Option<&'static str> {
    let mut named = BODIES
        .iter()
        .filter(|(words, _)| plain.contains(words))
        .map(|(_, body)| *body);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// "Le comité de pilotage est présidé par …".
fn chaired<'p>(passage: &'p Passage, named: Option<&'static str>) -> Option<(&'static str, BTreeSet<String>, &'p Passage)> {
    let (before, after) = ["preside par ", "presidee par ", "presides par "]
        .iter()
        .find_map(|words| passage.plain.split_once(words))?;
    let own = body(before).or(named)?;
    let who = after.split(['.', ';', '(']).next().unwrap_or_default();
    let kept = sense(who)
        .into_iter()
        .filter(|word| !["president", "presidente", "maire", "representant", "representante"].contains(&word.as_str()));
    let who: BTreeSet<String> = kept.map(|word| stem(&word)).collect();
    (!who.is_empty()).then_some((own, who, passage))
}
