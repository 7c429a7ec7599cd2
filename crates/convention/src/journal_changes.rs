//! What the entries of a plan that lives say changed, in words: states, shares, days, milestones, details, campaigns.
//!
//! It reads accounts as they are chained and adds nothing: a piece that cannot be told in words stays unsaid.

use domain::amendment::TermField;
use domain::followup::{AlertKind, DetailState, MilestoneKind, Status, Weather};
use domain::reading::RuleCode;
use domain::time::{Day, Instant};
use serde_json::Value;
use web::french;

use crate::journal_names::Names;
use crate::journal_rows::EntryRow;
use crate::journal_settled::{self, SETTLED};
use crate::reading_fields::Kind;
use crate::reading_show::kind_at;
use crate::reading_values::Names as Reading;

/// Letters shown of what a correction changed.
const SHOWN: usize = 160;

/// `2026-11-30`, or `2026-11-30 before what it comes after`.
fn done(told: &str) -> Option<String> {
    match told.split_once(' ') {
        Some((on, _)) => Some(format!("Fait le {}, avant le jalon qu’il attendait", day(on)?)),
        None => Some(format!("Fait le {}", day(told)?)),
    }
}

/// What changed, when the account of the fact can be told in words.
pub(crate) fn change(entry: &EntryRow, names: &Names) -> Option<String> {
    let (was, became) = (entry.was.as_deref(), entry.became.as_deref());
    match entry.fact.as_str() {
        "progress_reported" | "progress_proposed" => report(was, became?, names),
        "awaiting_corrected" => corrected(became?, names),
        "milestone_added" => {
            let content = became?.split(" on convention/").next()?;
            Some(milestone(content, names))
        }
        "milestone_changed" => {
            let (was, became) = (milestone(was?, names), milestone(became?, names));
            (was != became).then(|| format!("{was} → {became}"))
        }
        "milestone_done" => done(became?.strip_prefix("done on ")?),
        "milestone_reopened" => Some(format!("Fait le {} → à faire", day(was?.strip_prefix("done on ")?)?)),
        "detail_marked" => {
            let state = |code: &str| DetailState::from_code(code.split(' ').next()?).map(DetailState::french);
            Some(format!("{} → {}", state(was?)?, state(became?)?))
        }
        "status_renamed" => {
            let label =
                |text: Option<&str>| text.map_or_else(|| "nom d’origine".to_owned(), |text| format!("«\u{a0}{text}\u{a0}»"));
            Some(format!("{} → {}", label(was), label(became)))
        }
        "amendment_proposed" => {
            let (action, field) = became?.split_once(' ')?;
            let field = TermField::from_code(field)?.french();
            let action = names.action(action.strip_prefix("action/")?);
            Some(action.map_or_else(|| field.to_owned(), |action| format!("{action}\u{a0}: {field}")))
        }
        "plan_watched" => watched(became?, names),
        "reading_corrected" => because(correction(&entry.subject, names), names.reason(&entry.subject)),
        "merged" => Some(format!("Gardé\u{a0}: {}", names.name(became?.strip_prefix("same as ")?)?)),
        "merge_undone" => Some(format!(
            "De nouveau distinct de {}",
            names.name(became?.strip_prefix("apart from ")?)?
        )),
        "distinct_declared" => Some(format!(
            "Distinct de {}",
            names.name(became?.strip_prefix("not the same as ")?)?
        )),
        SETTLED => journal_settled::told(became?, entry.instant, names.settled()),
        "rule_switched" => switched(became?),
        "point_checked" => Some(if became?.starts_with("looked at") { "Vu" } else { "À revoir" }.to_owned()),
        "campaign_written" => written(became?),
        "campaign_launched" | "campaign_links_sent" | "campaign_address_corrected" => links(became?),
        "campaign_passed_on" => passed_on(became?, names),
        "campaign_answered" | "campaign_answer_noted" => answered(became?),
        "charges_handed_over" => {
            let (to, _) = became?.split_once(' ')?;
            charges(became?, names.name(to))
        }
        _ => None,
    }
}

fn day(text: &str) -> Option<String> {
    text.parse::<Day>().ok().map(french::date)
}

/// "État : En cours → Fait, 40 %", from the state before and what a report says. States have the names that the convention gives them
/// today: the chain keeps their codes.
fn report(was: Option<&str>, became: &str, names: &Names) -> Option<String> {
    let mut told = Vec::new();
    for piece in became.split(", ") {
        if let Some(status) = Status::from_code(piece) {
            let before = was.and_then(Status::from_code).filter(|before| *before != status);
            told.push(match before {
                Some(before) => format!("État\u{a0}: {} → {}", names.status(before), names.status(status)),
                None => format!("État\u{a0}: {}", names.status(status)),
            });
        } else if let Some(share) = piece.strip_suffix(" %") {
            told.push(format!("{share}\u{a0}%"));
        } else if let Some(weather) = Weather::from_code(piece) {
            told.push(format!("météo\u{a0}: {}", weather.french()));
        } else if let Some(expected) = piece.strip_prefix("expected ").and_then(day) {
            told.push(format!("attendu pour le {expected}"));
        } else if let Some(words) = CLEARED.iter().find(|(code, _)| *code == piece).map(|(_, words)| *words) {
            told.push(words.to_owned());
        }
    }
    (!told.is_empty()).then(|| told.join(", "))
}

/// "Remplacée par la mise à jour n° 15 ; État : Fait".
fn corrected(became: &str, names: &Names) -> Option<String> {
    let told = became.strip_prefix("corrected by ")?;
    let (number, said) = told.strip_prefix("report ")?.split_once(", ")?;
    let by = format!("Remplacée par la mise à jour n°\u{a0}{number}");
    Some(match report(None, said, names) {
        Some(said) => format!("{by}\u{a0}; {said}"),
        None => by,
    })
}

/// "2 mises à jour, corrige les mises à jour n° 3 et 4".
fn answered(became: &str) -> Option<String> {
    let (answer, reports) = became.split_once(", reports ")?;
    let count = reports.split_whitespace().count();
    let made = (count > 0).then(|| french::count(count, "mise à jour", "mises à jour"));
    let corrected = answer.split_once(", correcting ").map(|(_, numbers)| {
        let numbers: Vec<&str> = numbers.split_whitespace().collect();
        let noun = if numbers.len() == 1 {
            "la mise à jour"
        } else {
            "les mises à jour"
        };
        format!("corrige {noun} n°\u{a0}{}", french::list(&numbers))
    });
    let told: Vec<String> = made.into_iter().chain(corrected).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// What a report took back.
const CLEARED: [(&str, &str); 3] = [
    ("no share", "avancement retiré"),
    ("no weather", "météo retirée"),
    ("no day", "date attendue retirée"),
];

/// "Tâche, pour le 1er déc. 2026, Camille Roche".
fn milestone(content: &str, names: &Names) -> String {
    let told = content.split(", ").filter_map(|piece| {
        if let Some(kind) = MilestoneKind::from_code(piece) {
            Some(kind.french().to_owned())
        } else if let Some(due) = piece.strip_prefix("due ").and_then(day) {
            Some(format!("pour le {due}"))
        } else {
            piece.strip_prefix("of ").and_then(|path| names.name(path)).map(str::to_owned)
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Which actions are late or silent; how many when they are more than three.
fn watched(became: &str, names: &Names) -> Option<String> {
    let alerts: Vec<(AlertKind, &str)> = became
        .split(", ")
        .filter_map(|alert| {
            let mut words = alert.split(' ');
            let action = words.next()?.strip_prefix("action/")?;
            Some((AlertKind::from_code(words.next()?)?, action))
        })
        .collect();
    if alerts.is_empty() {
        return None;
    }
    if alerts.len() > 3 {
        return Some(french::count(alerts.len(), "action", "actions"));
    }
    let told: Vec<String> = alerts.iter().filter_map(|(_, action)| names.action(action)).collect();
    (!told.is_empty()).then(|| told.join("\u{a0}; "))
}

/// What a correction of the reading changed, from what to what.
fn correction(subject: &str, names: &Names) -> Option<String> {
    let (place, sides) = names.correction(subject)?;
    let [was, became] = sides.map(|text| {
        let value = text.and_then(|text| serde_json::from_str::<Value>(text).ok());
        value
            .as_ref()
            .and_then(|value| told(place, value))
            .unwrap_or_else(|| "rien".to_owned())
    });
    (was != became).then(|| format!("{was} → {became}"))
}

/// A change and its reason.
fn because(change: Option<String>, reason: Option<&str>) -> Option<String> {
    let reason = reason.map(|reason| format!("motif\u{a0}: {}", reason.trim_end_matches('.')));
    match (change, reason) {
        (Some(change), Some(reason)) => Some(format!("{change} ({reason})")),
        (change, reason) => change.or(reason),
    }
}

/// What stands at a place of the reading, in words. A key names what it stands for only in the reading that holds both.
fn told(place: &str, value: &Value) -> Option<String> {
    const UNTOLD: [&str; 3] = ["id", "lines", "sources"];
    if let Value::Object(fields) = value {
        let own = fields.iter().filter(|(name, _)| !UNTOLD.contains(&name.as_str()));
        return own
            .into_iter()
            .find_map(|(name, value)| told(&format!("{place}/{name}"), value));
    }
    match kind_at(place) {
        Some(kind) if kind.is_chosen() => Some("un choix de la liste".to_owned()),
        None | Some(Kind::Text) => shown(value),
        kind => Some(Reading::of(&Value::Null).told(kind, value)),
    }
}

/// A value in words: the first letters of a text, a number, how many things.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.chars().count() > SHOWN => {
            let cut: String = text.chars().take(SHOWN).collect();
            Some(format!("«\u{a0}{cut}…\u{a0}»"))
        }
        Value::String(text) => Some(format!("«\u{a0}{text}\u{a0}»")),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(true) => Some("oui".to_owned()),
        Value::Bool(false) => Some("non".to_owned()),
        Value::Array(items) => Some(french::count(items.len(), "élément", "éléments")),
        Value::Object(fields) => fields.values().find_map(shown),
        Value::Null => None,
    }
}

/// "Réponses attendues pour le 4 déc. 2026, 3 actions, 2 destinataires".
fn written(became: &str) -> Option<String> {
    let mut pieces = became.split(", ");
    let due = day(pieces.next()?.strip_prefix("due ")?)?;
    let mut number = || pieces.next()?.split(' ').next()?.parse::<usize>().ok();
    let (actions, recipients) = (number()?, number()?);
    Some(format!(
        "Réponses attendues pour le {due}, {}, {}",
        french::count(actions, "action", "actions"),
        french::count(recipients, "destinataire", "destinataires")
    ))
}

/// "Relance : 12 liens de réponse".
fn links(became: &str) -> Option<String> {
    let (reason, links) = became.rsplit_once(", ")?;
    let count: usize = links.strip_suffix(" links")?.parse().ok()?;
    let links = french::count(count, "lien de réponse", "liens de réponse");
    Some(match reason {
        "reminder" => format!("Relance\u{a0}: {links}"),
        "renewal" => format!("Nouveau lien demandé par qui tenait l’ancien\u{a0}: {links}"),
        "handed over" => format!("Remis de la main à la main\u{a0}: {links}"),
        "listed" => format!("Liste remise, montrée une seule fois\u{a0}: {links}"),
        _ => links,
    })
}

/// The actions about which a question was passed on.
fn passed_on(became: &str, names: &Names) -> Option<String> {
    let ordinals: Vec<&str> = became.strip_prefix("passed on, actions ")?.split_whitespace().collect();
    let known: Vec<String> = ordinals.iter().filter_map(|ordinal| names.action(ordinal)).collect();
    if known.len() == ordinals.len() && known.len() <= 3 && !known.is_empty() {
        return Some(known.join("\u{a0}; "));
    }
    (!ordinals.is_empty()).then(|| french::count(ordinals.len(), "action", "actions"))
}

/// "Mise de côté : Nombre de fiches annoncé".
fn switched(became: &str) -> Option<String> {
    let (rule, how) = became.split_once(' ')?;
    let name = RuleCode::from_code(rule)?.rule().name;
    let how = if how == "aside" {
        "Mise de côté"
    } else {
        "Appliquée de nouveau"
    };
    Some(format!("{how}\u{a0}: {name}"))
}

fn charges(became: &str, successor: Option<&str>) -> Option<String> {
    let count = |kind: &str| became.split(' ').filter(|word| word.starts_with(kind)).count();
    // Écarts pass together: the account holds how many.
    let settled = became
        .split(' ')
        .find_map(|word| word.strip_prefix("anomalies/")?.parse().ok());
    let settled: usize = settled.unwrap_or_default();
    let told: Vec<String> = [
        ("milestone/", ["jalon ou tâche", "jalons ou tâches"]),
        ("campaign/", ["campagne", "campagnes"]),
        ("question/", ["demande de nouvelles", "demandes de nouvelles"]),
        ("view/", ["vue partagée", "vues partagées"]),
        ("followed/", ["suivi", "suivis"]),
    ]
    .into_iter()
    .map(|(kind, words)| (count(kind), words))
    .chain(std::iter::once((settled, ["écart", "écarts"])))
    .filter(|(count, _)| *count > 0)
    .map(|(count, [one, many])| web::french::count(count, one, many))
    .collect();
    let successor = successor.unwrap_or("une autre personne");
    (!told.is_empty()).then(|| format!("Repris par {successor}\u{a0}: {}", told.join(", ")))
}

/// "12 différences : 3 corrections, 2 gardées pour un avenant".
pub(crate) fn compared(became: &str) -> Option<String> {
    let counts: Vec<i64> = became
        .split(", ")
        .filter_map(|part| part.split(' ').next()?.parse().ok())
        .collect();
    let [differences, corrected, kept] = counts[..] else {
        return None;
    };
    let ignored = differences - corrected - kept;
    Some(format!(
        "{}\u{a0}: {}, {}, {}",
        web::french::count(differences, "différence", "différences"),
        web::french::count(corrected, "corrigée", "corrigées"),
        web::french::count(kept, "gardée pour un avenant", "gardées pour un avenant"),
        web::french::count(ignored, "ignorée", "ignorées")
    ))
}

/// How many proofs were refused, and when.
pub(crate) fn refused(became: &str) -> Option<String> {
    let mut parts = became.split(", ");
    let mut number = || parts.next()?.split(' ').next()?.parse::<usize>().ok();
    let (passwords, codes) = (number()?, number()?);
    let told = [
        (
            passwords,
            web::french::count(passwords, "mot de passe refusé", "mots de passe refusés"),
        ),
        (codes, web::french::count(codes, "code refusé", "codes refusés")),
    ];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect();
    let (_, moments) = became.rsplit_once("from ")?;
    let (first, last) = moments.split_once(" to ")?;
    let moment = |micros: &str| {
        micros
            .parse()
            .ok()
            .map(|micros| web::french::moment(Instant::from_micros(micros)))
    };
    Some(format!(
        "{}, entre le {} et le {}",
        told.join(" et "),
        moment(first)?,
        moment(last)?
    ))
}

#[cfg(test)]
mod tests;
