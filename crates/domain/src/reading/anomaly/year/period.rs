//! The years printed beside the convention or its plan are not those of its duration.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::High,
    name: "Période qui diffère",
    why: "On ne sait pas quand la convention finit, ni donc jusqu’à quand elle est financée.",
    remedy: "Corriger la période par avenant.",
    shows: "Article 2 : Plan\n\nLe plan d’actions 2023-2026 de la convention figure en annexe.\n",
    spares: "Article 2 : Plan\n\nLe plan d’actions 2023-2027 de la convention figure en annexe. Il suit la convention d’objectifs et de gestion 2018-2022.\n",
    reads_amendments: false,
    find,
};

/// What the years beside these words are those of.
const OWN: [&str; 6] = [
    "convention territoriale",
    "plan d'action",
    "ctg",
    "presente convention",
    "feuille de route",
    "programme d'action",
];

/// Other contracts and plans, which have years of their own.
const OTHERS: [&str; 18] = [
    "objectifs et de gestion",
    "cog",
    "schema departemental",
    "schema de",
    "contrat enfance",
    "cej",
    "precedent",
    "premiere ctg",
    "ancien",
    "objectifs et de financement",
    "bilan",
    "evaluation",
    "diagnostic",
    "projet educatif",
    "pedt",
    "contrat de ville",
    "succede",
    "renouvel",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let (Some(start), Some(end)) = (&agreement.start, &agreement.end) else {
        return Vec::new();
    };
    let (first, last) = (start.value.year(), end.value.year());
    let mut found = Vec::new();
    for passage in ground.agreed().filter(|passage| passage.says(&OWN) && !passage.says(&OTHERS)) {
        let Some((from, to, at)) = period(&passage.plain) else {
            continue;
        };
        let near = from.abs_diff(first) <= 4 && to.abs_diff(last) <= 4;
        if near && (from, to) != (first, last) {
            let reason = format!("La période est {from}-{to} ici, et la convention dure de {first} à {last}.");
            let line = end.lines.first().unwrap_or_default();
            found.push(Hit::at(passage.quote_at(at), reason).and(ground.quote(line)));
        }
    }
    found.truncate(3);
    found
}

/// "2022-2026", "2022/2026", "2022 - 2026", and where it stands.
pub(super) fn period(plain: &str) -> Option<(i16, i16, usize)> {
    for (at, _) in plain.match_indices("20") {
        let year = |text: &str| text.get(..4)?.parse::<i16>().ok().filter(|year| (2000..2100).contains(year));
        let Some(from) = year(&plain[at..]) else { continue };
        let rest = &plain[at + 4..];
        let after = rest.trim_start();
        let Some(joined) = ["-", "–", "/", "a "].iter().find_map(|sign| after.strip_prefix(sign)) else {
            continue;
        };
        let joined = joined.trim_start();
        let begins =
            at == 0 || !plain[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '-' || letter == '/');
        let Some(to) = year(joined) else { continue };
        let ends = joined
            .get(4..)
            .is_none_or(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()));
        if begins && ends && from < to {
            return Some((from, to, at));
        }
    }
    None
}
