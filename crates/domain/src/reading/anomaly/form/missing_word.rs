//! A fixed turn of phrase lacks its small word.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Mot oublié",
    why: "La phrase ne dit plus qui agit, ni pour qui.",
    remedy: "Compléter la phrase.",
    shows: "Article 2 : Signature\n\nLe maire signe au nom et pour le compte la commune de Valmont.\n",
    spares: "Article 2 : Signature\n\nLe maire signe au nom et pour le compte de la commune de Valmont.\n",
    reads_amendments: true,
    find,
};

/// What begins a noun: the small word should stand before it.
const NOUN: [&str; 4] = ["la ", "le ", "les ", "l'"];

/// Turns of phrase that call for a small word.
const TURNS: [(&str, &str); 13] = [
    ("pour le compte ", "de"),
    ("dans le cadre ", "de"),
    ("au sein ", "de"),
    ("en faveur ", "de"),
    ("a partir ", "de"),
    ("en charge ", "de"),
    ("a destination ", "de"),
    ("au titre ", "de"),
    ("par le biais ", "de"),
    ("conformement ", "à"),
    ("par rapport ", "à"),
    ("professionnels designes ", "par"),
    ("representants designes ", "par"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground.passages.iter().filter_map(lacks).collect()
}

fn lacks(passage: &Passage) -> Option<Hit> {
    TURNS.iter().find_map(|(turn, word)| {
        let at = passage.plain.find(turn)?;
        let rest = &passage.plain[at + turn.len()..];
        let begins = !passage.plain[..at].ends_with(char::is_alphanumeric);
        (begins && NOUN.iter().any(|noun| rest.starts_with(noun))).then(|| {
            let reason = format!("Il manque sans doute «\u{a0}{word}\u{a0}» dans cette phrase.");
            Hit::at(passage.quote_at(at), reason)
        })
    })
}
