//! "4 actions mutualisées … à définir": their number is known and their names are not.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::High,
    name: "Actions mutualisées sans nom",
    why: "Tant qu’elles ne sont pas nommées, personne ne sait quelles actions piloter ensemble.",
    remedy: "Les nommer à la prochaine instance et l’écrire au compte rendu.",
    shows: "Article 2 : Coopération\n\n4 actions mutualisées :\nles chargées de coopération pilotent deux actions chacune\n(à définir lors de la première réunion).\n",
    spares: "Article 2 : Coopération\n\n2 actions mutualisées : la crèche et le café des parents.\n",
    reads_amendments: true,
    find,
};

/// Lines below the count in which the text may say that they are to be chosen.
const NEAR: u32 = 10;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (number, line) in (1_u32..).zip(&ground.plain).filter(|(_, line)| line.contains("mutualis")) {
        let words = crate::reading::anomaly::ground::words(line);
        let pooled = |next: usize| {
            words.get(next) == Some(&"actions") && words.get(next + 1).is_some_and(|word| word.starts_with("mutualis"))
        };
        let Some(count) = counted(&words).into_iter().find(|count| pooled(count.next)) else {
            continue;
        };
        let open = (number..number.saturating_add(NEAR)).find(|next| {
            let line = ground.plain_line(*next);
            line.contains("a definir") || line.contains("a determiner")
        });
        if let Some(open) = open {
            let reason = format!(
                "Le texte annonce {} actions mutualisées sans les nommer\u{a0}: leur choix y reste à définir.",
                count.value
            );
            found.push(Hit::at(ground.quote(number), reason).and(ground.quote(open)));
        }
    }
    found
}
