//! An item of a list has its mark and nothing else.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Ligne de liste vide",
    why: "Un engagement annoncé n’a pas été écrit.",
    remedy: "Compléter la ligne, ou la retirer.",
    shows: "Article 2 : Engagements\n\nLes communes s’engagent à :\n\n• soutenir les équipements\n•\n• financer un poste\n",
    spares: "Article 2 : Engagements\n\nLes communes s’engagent à :\n\n• soutenir les équipements\n• financer un poste\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mark = |line: &&str| matches!(*line, "•" | "-" | "–" | "▪" | "◦" | "➢");
    let lines = || (1_u32..).zip(ground.bare.iter().map(String::as_str));
    let near = |number: u32| {
        // A mark by itself may be set apart from its words by the page: its list has others that are whole.
        let sign = ground.line(number).to_owned();
        (number.saturating_sub(2)..number + 3)
            .filter(|line| *line != number)
            .any(|line| ground.line(line).starts_with(&sign) && ground.line(line).len() > sign.len() + 2)
    };
    let torn = |number: u32| ground.line(number + 1).starts_with(char::is_lowercase);
    let told = lines()
        .filter(|(_, line)| mark(line))
        .filter(|(number, _)| near(*number) && !torn(*number))
        .take(10);
    told.map(|(number, _)| {
        Hit::at(ground.quote(number), "Une ligne de la liste est vide.")
            .and(Some(ground.quote(number - 1)).filter(|above| !above.quote.is_empty()))
    })
    .collect()
}
