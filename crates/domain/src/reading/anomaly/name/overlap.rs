//! Two actions bear on the same thing.

use std::collections::BTreeMap;

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{alike, stem, stems};
use crate::reading::anomaly::said::quoted_last;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Medium,
    name: "Actions qui se recoupent",
    why: "Une dépense ou un résultat peut être compté deux fois, ou attendu de l’autre action.",
    remedy: "Dire ce que fait chacune, ou les réunir.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Mettre en réseau les acteurs (violences intrafamiliales, emploi)\nPilote : Valmont\n\nAction 2 : Étendre le réseau violences intrafamiliales\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Mettre en réseau les acteurs de l’emploi\nPilote : Valmont\n\nAction 2 : Étendre le réseau violences intrafamiliales\nPilote : Bréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut pairs: BTreeMap<(String, String), (String, Vec<&ActionRead>)> = BTreeMap::new();
    for action in &ground.reading.actions {
        let mut own: Vec<Pair> = titles(action).flat_map(pairs_of).collect();
        own.sort();
        own.dedup();
        for (stems, words) in own {
            let entry = pairs.entry(stems).or_insert_with(|| (words, Vec::new()));
            if !entry.1.iter().any(|known| known.number.value == action.number.value) {
                entry.1.push(action);
            }
        }
    }
    let mut told: Vec<(&str, &str)> = Vec::new();
    let mut found = Vec::new();
    let mut tell = |a: &ActionRead, b: &ActionRead, what: &str| {
        let reason = format!(
            "Les actions {} et {} portent toutes deux sur {what}.",
            a.number.value, b.number.value
        );
        found.push(
            Hit::at(quoted_last(&a.title), reason)
                .and(quoted_last(&b.title))
                .of(vec![a.number.value.clone(), b.number.value.clone()]),
        );
    };
    for (words, actions) in pairs.values() {
        if let [a, b] = actions.as_slice()
            && !told.contains(&(a.number.value.as_str(), b.number.value.as_str()))
        {
            told.push((&a.number.value, &b.number.value));
            tell(a, b, &format!("«\u{a0}{words}\u{a0}»"));
        }
    }
    // Titles as good as equal.
    let titles: Vec<_> = ground
        .reading
        .actions
        .iter()
        .take(200)
        .map(|action| (action, stems(&action.title.value)))
        .collect();
    for (at, (a, ours)) in titles.iter().enumerate() {
        let same = titles[at + 1..]
            .iter()
            .find(|(_, theirs)| ours.len() > 2 && alike(ours, theirs) >= 85);
        if let Some((b, _)) = same.filter(|(b, _)| !told.contains(&(a.number.value.as_str(), b.number.value.as_str()))) {
            tell(a, b, "le même objet");
        }
    }
    found
}

/// Every title of an action.
fn titles(action: &ActionRead) -> impl Iterator<Item = &str> {
    std::iter::once(&action.title)
        .chain(&action.other_titles)
        .map(|title| title.value.as_str())
}

/// The stems of two words, and the words.
type Pair = ((String, String), String);

/// Pairs of long words that follow each other at once, beyond the verb that opens the title and apart from whom one works with.
fn pairs_of(title: &str) -> Vec<Pair> {
    const VAGUE: [&str; 16] = [
        "actions",
        "action",
        "projet",
        "projets",
        "service",
        "services",
        "territoire",
        "offre",
        "parent",
        "parents",
        "enfant",
        "enfants",
        "acteurs",
        "structures",
        "petite",
        "familles",
    ];
    let folded = plain(title);
    let told = folded.split(" partenariat avec").next().unwrap_or_default();
    let words = words(told);
    let verb = words
        .first()
        .is_some_and(|first| ["er", "ir", "re"].iter().any(|end| first.ends_with(end)));
    let long = |word: &&str| word.len() > 5 && !VAGUE.contains(word);
    let pairs = words[usize::from(verb)..]
        .windows(2)
        .filter(|pair| long(&pair[0]) && long(&pair[1]));
    // Both words say what it is about: a noun and what it is of.
    let told = pairs.filter(|pair| pair[1].ends_with(['s', 'e', 'l']) && stem(pair[0]) != stem(pair[1]));
    told.map(|pair| ((stem(pair[0]), stem(pair[1])), format!("{} {}", pair[0], pair[1])))
        .collect()
}
