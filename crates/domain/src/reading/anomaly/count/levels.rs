//! "trois axes" while the framework has another number of them.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stem;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{NodeRead, Reading};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Nombre d’axes ou d’objectifs annoncé",
    why: "Un axe annoncé et absent laisse des actions sans objectif, ou un objectif sans action.",
    remedy: "Compter de nouveau, puis compléter le cadre ou corriger le nombre.",
    shows: "La convention s’articule autour de trois axes.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAxe 2 : Vieillir\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "La convention s’articule autour de deux axes.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAxe 2 : Vieillir\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    reads_amendments: false,
    find,
};

/// Words by which a sentence says that it counts the whole framework.
const COUNTS: [&str; 12] = [
    "declin",
    "compte",
    "comport",
    "compren",
    "se compose",
    "reparti",
    "articul",
    "organis",
    "structur",
    "autour de",
    "retenu",
    "repose",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (level, name) in (0_u8..).zip(&ground.reading.levels) {
        let nodes: Vec<&NodeRead> = ground.reading.nodes.iter().filter(|node| node.level == level).collect();
        let folded = plain(&name.value);
        let head = folded.split(' ').next().unwrap_or_default();
        let Some(last) = nodes.last().filter(|_| head.len() > 2 && unlike(ground.reading, head)) else {
            continue;
        };
        let told = ground.agreed().filter_map(|passage| {
            let count = announced(passage, head, nodes.len())?;
            let reason = format!(
                "Le texte annonce {count} {} et le cadre en énumère {}.",
                plural(&name.value),
                nodes.len()
            );
            Some(Hit::at(passage.quote(), reason).and(quoted(&last.title)))
        });
        found.extend(told.take(2));
    }
    found
}

/// Whether no other level begins with the same word: "objectif général" and "objectif opérationnel" are counted apart.
fn unlike(reading: &Reading, head: &str) -> bool {
    let same = reading
        .levels
        .iter()
        .filter(|level| stem(plain(&level.value).split(' ').next().unwrap_or_default()) == stem(head));
    same.count() == 1
}

fn announced(passage: &Passage, head: &str, listed: usize) -> Option<usize> {
    if !passage.plain.contains(head)
        || !passage.says(&COUNTS)
        || passage.says(&["par axe", "par orientation", "chacun", "chaque"])
    {
        return None;
    }
    let words = passage.words();
    let number = counted(&words).into_iter().find(|number| {
        let next = words.get(number.next).copied().unwrap_or_default();
        stem(next) == stem(head) && next.starts_with(head.trim_end_matches(['s', 'x']))
    })?;
    let near = number.value.abs_diff(listed) <= 2 + listed / 8;
    (number.value != listed && near).then_some(number.value)
}

fn plural(name: &str) -> String {
    let lower = name.to_lowercase();
    if lower.ends_with('x') {
        lower
    } else {
        format!("{}s", lower.trim_end_matches('s'))
    }
}
