//! An item speaks of « cette chose », and nothing above it is such a thing.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "« Cette… » qui ne renvoie à rien",
    why: "L’obligation porte sur une chose que la phrase n’a pas nommée.",
    remedy: "Nommer la chose.",
    shows: "Article 2 : Communication\n\nLorsque le déroulé sera connu, il sera transmis :\n\n- Pour la Caf, au service de la communication\n- Pour chaque commune, cette proposition sera envoyée au maire\n",
    spares: "Article 2 : Communication\n\nUne proposition de date sera transmise :\n\n- Pour la Caf, au service de la communication\n- Pour chaque commune, cette proposition sera envoyée au maire\n",
    reads_amendments: true,
    find,
};

/// Nouns that point at the text itself, or at what is around it.
const VAGUE: [&str; 14] = [
    "titre",
    "jour",
    "cadre",
    "effet",
    "egard",
    "sens",
    "dernier",
    "derniere",
    "meme",
    "convention",
    "territoire",
    "article",
    "document",
    "derniers",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, passage) in ground
        .passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| passage.kind == Kind::Item && passage.opens && !ground.in_vote(passage.line()))
    {
        let Some((sign, noun)) = pointed(passage) else { continue };
        let Some(opening) = opening(ground, at) else { continue };
        let stem: String = noun.chars().take(5).collect();
        let above = ground.passages[opening..at].iter().any(|above| above.plain.contains(&stem));
        let before = passage
            .plain
            .split(&format!("{sign} {noun}"))
            .next()
            .is_some_and(|before| before.contains(&stem));
        if !above && !before {
            let none = if sign == "cette" { "aucune" } else { "aucun" };
            let reason =
                format!("La ligne parle de «\u{a0}{sign} {noun}\u{a0}», et la phrase qui ouvre la liste n’en nomme {none}.");
            found.push(Hit::at(passage.quote(), reason).and(ground.passages[opening].quote()));
        }
    }
    found
}

/// The sentence that opens the list, at once above its items.
fn opening(ground: &Ground<'_>, at: usize) -> Option<usize> {
    let above = (at.saturating_sub(12)..at)
        .rev()
        .find(|above| ground.passages[*above].kind != Kind::Item)?;
    let opening = &ground.passages[above];
    (opening.kind == Kind::Sentence && opening.text.ends_with(':')).then_some(above)
}

/// The thing that is pointed at.
fn pointed(passage: &Passage) -> Option<(&str, &str)> {
    let words = passage.words();
    let at = words.iter().position(|word| matches!(*word, "cette" | "ce" | "cet"))?;
    let noun = words.get(at + 1).copied()?;
    (noun.len() > 5 && !VAGUE.contains(&noun)).then_some((words[at], noun))
}
