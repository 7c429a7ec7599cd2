//! The text sends to one of its articles for something that the article does not speak of.

use crate::reading::anomaly::ground::words;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stem;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Renvoi qui ne mène à rien",
    why: "On cherche la règle dans un article qui n’en parle pas.",
    remedy: "Corriger le renvoi, ou écrire la règle.",
    shows: "Article 2 : Suivi\n\nLe référent communal, désigné selon l’article 3, diffuse les invitations.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Suivi\n\nLe référent communal, désigné selon l’article 3, diffuse les invitations.\n\nArticle 3 : Postes\n\nChaque commune désigne un référent.\n",
    reads_amendments: false,
    find,
};

/// How a text sends to a rule of its own.
const SENDS: [&str; 7] = [
    "selon l'article ",
    "prevu a l'article ",
    "prevue a l'article ",
    "prevus a l'article ",
    "defini a l'article ",
    "definie a l'article ",
    "definis a l'article ",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground.agreed().filter_map(|passage| of(ground, passage)).collect()
}

fn of(ground: &Ground<'_>, passage: &Passage) -> Option<Hit> {
    let (at, sends) = SENDS.iter().find_map(|sends| Some((passage.plain.find(sends)?, sends)))?;
    let rest = &passage.plain[at + sends.len()..];
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    // An article of a law is another one.
    if [" du ", " de la ", " de l'"]
        .iter()
        .any(|other| rest[number.len()..].starts_with(other))
        && !rest[number.len()..].starts_with(" de la presente")
    {
        return None;
    }
    let article = ground
        .reading
        .articles
        .iter()
        .find(|article| article.number.as_ref().is_some_and(|own| own.value == number))?;
    let before = words(&passage.plain[..at]);
    let nouns: Vec<String> = before[before.len().saturating_sub(6)..]
        .iter()
        .filter(|word| word.len() > 5)
        .map(|word| stem(word))
        .collect();
    let told = |noun: &String| {
        article
            .lines
            .iter()
            .any(|line| ground.plain_line(line).contains(noun.as_str()))
    };
    let own = article.lines.holds(passage.line());
    (!own && !nouns.is_empty() && !nouns.iter().any(told)).then(|| {
        let reason = format!("Le texte renvoie à l’article {number}, qui n’en parle pas.");
        Hit::at(passage.quote_at(at), reason).and(quoted(&article.title))
    })
}
