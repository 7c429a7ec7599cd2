//! Who keeps the secretariat of the bodies: a text that answers twice must answer the same.
//!
//! Two bodies may each have their own secretariat: only answers about the same thing are compared.

use crate::reading::anomaly::ground::{Ground, Kind};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::{is_label, plain};
use crate::reading::words_of;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::High,
    name: "Secrétariat confié à plusieurs",
    why: "Si personne ne sait qui tient le secrétariat, les instances ne sont ni convoquées ni consignées.",
    remedy: "Décider qui le tient, au prochain comité de pilotage.",
    shows: "Article 2 : Gouvernance\n\nLe secrétariat permanent sera co-assuré par la Caf et les communes.\n\nAnnexe 1 : Coopération\n\nLe secrétariat des instances est assuré par la commune de Valmont.\n",
    spares: "Article 2 : Gouvernance\n\nLe secrétariat du comité de pilotage est assuré par la Caf.\n\nAnnexe 1 : Coopération\n\nLe secrétariat du comité technique est assuré par la commune de Valmont.\n",
    reads_amendments: false,
    find,
};

/// Lines over which a sentence may run.
const MOST_LINES: u32 = 8;

/// One answer.
struct Answer {
    line: u32,
    quote: String,
    /// The bodies that the sentence names; none when it speaks of all of them.
    bodies: Vec<String>,
    who: String,
}

/// The first answer, and those that contradict it.
fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let answers: Vec<Answer> = (1_u32..)
        .zip(&ground.plain)
        .filter(|(_, line)| line.contains("secretariat"))
        .filter_map(|(line, _)| answer(&ground.bare, line))
        .take(100)
        .collect();
    let mut found = Vec::new();
    for (at, first) in answers.iter().enumerate() {
        let other = answers[at + 1..]
            .iter()
            .find(|other| other.bodies == first.bodies && apart(first, other));
        if let Some(other) = other {
            found.push(contradiction(first, other));
        }
        found.extend(organised(ground, first).filter(|_| !found.is_empty()));
        // One pair is enough to have it decided.
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// A body is given the work of the secretariat beside the one who keeps it.
fn organised(ground: &Ground<'_>, answer: &Answer) -> Option<Hit> {
    let mission = ground
        .agreed()
        .find(|passage| passage.kind == Kind::Item && passage.plain.starts_with("organiser les reunions"))?;
    let reason = format!(
        "Le secrétariat est confié à «\u{a0}{}\u{a0}», et une instance est chargée d’organiser les réunions.",
        answer.who
    );
    let a = Quote {
        line: answer.line,
        quote: answer.quote.clone(),
    };
    Some(Hit::at(a, reason).and(mission.quote()))
}

fn apart(a: &Answer, b: &Answer) -> bool {
    let (ours, theirs) = (sense(&a.who), sense(&b.who));
    !ours.starts_with(&theirs) && !theirs.starts_with(&ours)
}

fn contradiction(a: &Answer, b: &Answer) -> Hit {
    let quote = |answer: &Answer| Quote {
        line: answer.line,
        quote: answer.quote.clone(),
    };
    let reason = format!(
        "Le secrétariat n’est pas confié aux mêmes d’un passage à l’autre\u{a0}: «\u{a0}{}\u{a0}» d’un côté, «\u{a0}{}\u{a0}» de \
         l’autre.",
        a.who, b.who
    );
    Hit::at(quote(a), reason).and(quote(b))
}

/// "Le secrétariat des instances … est assuré par la commune de Valmont."
fn answer(text: &[String], line: u32) -> Option<Answer> {
    let sentence = sentence(text, line);
    let (before, after) = ["assuré par ", "assurée par ", "tenu par ", "confié à ", "assumé par "]
        .iter()
        .find_map(|verb| sentence.split_once(verb))?;
    let at = plain(before).rfind("secretariat")?;
    let scope: Vec<String> = words_of(&plain(before)[at..]);
    // Another sentence may stand in between.
    if before.contains(". ") || scope.len() > 25 {
        return None;
    }
    let who = after.split(['.', ',', ';', '(']).next()?;
    let who = [" par le biais", " au moyen", " pour ", " pendant "]
        .iter()
        .fold(who, |who, more| who.split(more).next().unwrap_or(who))
        .trim();
    (!who.is_empty() && who.chars().count() < 100).then(|| Answer {
        line,
        quote: sentence.clone(),
        bodies: bodies(&scope),
        who: who.to_owned(),
    })
}

/// The words from `line` to the end of its sentence, over broken lines.
fn sentence(text: &[String], line: u32) -> String {
    let mut words: Vec<&str> = Vec::new();
    for at in line..line.saturating_add(MOST_LINES) {
        let index = usize::try_from(at).unwrap_or(usize::MAX).wrapping_sub(1);
        let Some(next) = text.get(index).map(|next| next.trim()).filter(|next| !next.is_empty()) else {
            break;
        };
        words.extend(next.split_whitespace());
        if next.ends_with('.') {
            break;
        }
    }
    words.join(" ")
}

/// The kinds of bodies named between the secretariat and its keeper. "Les instances" are all of them, whatever list follows.
fn bodies(scope: &[String]) -> Vec<String> {
    const BODIES: [&str; 7] = ["comite", "copil", "cotech", "groupe", "commission", "bureau", "pilotage"];
    if scope.iter().any(|word| word.starts_with("instance")) {
        return Vec::new();
    }
    let from = scope.iter().position(|word| BODIES.contains(&word.as_str()));
    let named = from.map(|from| &scope[from..]).unwrap_or_default();
    named.iter().filter(|word| !is_label(word)).cloned().collect()
}

fn sense(who: &str) -> Vec<String> {
    let words = words_of(who).into_iter().map(|word| plain(&word));
    words.filter(|word| !is_label(word)).collect()
}
