//! What the plan leaves open: fields that no sheet gives, marks that name no commune, money without an amount.

use super::{Answerer, OpenQuestion, QuestionKind, listed, of_actions};
use crate::reading::{ActionRead, Holder, Key, Lines, Reading, Track, View};
use crate::wording::capitalised;

/// A field of an action: its name with its article, and whether the text gives it.
type Field = (&'static str, fn(&ActionRead) -> bool);

/// Fields in the order of a sheet.
const FIELDS: [Field; 6] = [
    ("les thématiques", |action| !action.themes.is_empty()),
    ("les moyens", |action| !action.means.is_empty()),
    ("le financement", |action| !action.funding.is_empty()),
    ("les pilotes", |action| !action.pilots.is_empty()),
    ("les porteurs", |action| !action.bearers.is_empty()),
    ("les années", |action| !action.tracks.is_empty()),
];

/// Actions that lack the same fields are asked together.
pub(super) fn fields(reading: &Reading) -> Vec<OpenQuestion> {
    let mut groups: Vec<(Vec<&str>, Vec<&ActionRead>)> = Vec::new();
    for action in &reading.actions {
        let missing = |(name, given): &Field| {
            let asked = *name != "les thématiques" || !reading.themes.is_empty();
            (asked && !given(action)).then_some(*name)
        };
        let missing: Vec<&str> = FIELDS.iter().filter_map(missing).collect();
        match groups.iter_mut().find(|(fields, _)| *fields == missing) {
            _ if missing.is_empty() => {}
            Some((_, actions)) => actions.push(action),
            None => groups.push((missing, vec![action])),
        }
    }
    let asked = groups.into_iter().filter_map(|(fields, actions)| {
        let first = actions.first()?;
        let numbers = numbers(&actions);
        let names: Vec<String> = fields.iter().map(|name| (*name).to_owned()).collect();
        let verb = if fields == ["le financement"] {
            "n’est pas donné"
        } else {
            "ne sont pas donnés"
        };
        let what = format!("{} {} {verb}.", capitalised(&listed(&names)), of_actions(&numbers));
        let what = if fields.iter().all(|name| matches!(*name, "les thématiques" | "les années")) {
            what.replace("donnés", "données")
        } else {
            what
        };
        let lines: Lines = actions.iter().filter_map(|action| action.title.lines.first()).collect();
        let mut question =
            OpenQuestion::new(QuestionKind::Action, what, &lines, &first.title.value).by(holders(reading, &actions));
        question.actions = numbers;
        Some(question)
    });
    asked.collect()
}

/// The parties that steer these actions, else those that carry them.
fn holders(reading: &Reading, actions: &[&ActionRead]) -> Vec<Answerer> {
    let mut keys: Vec<Key> = Vec::new();
    for holder in actions.iter().flat_map(|action| {
        if action.pilots.is_empty() {
            &action.bearers
        } else {
            &action.pilots
        }
    }) {
        if let Holder::Known(key) = &holder.value {
            let party = reading.parties.iter().any(|party| party.id == *key);
            if party && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
    }
    keys.sort();
    keys.into_iter().map(Answerer::Party).collect()
}

fn numbers(actions: &[&ActionRead]) -> Vec<String> {
    actions.iter().map(|action| action.number.value.clone()).collect()
}

/// Marks of the grid that name no commune where several act, mark by mark. A sheet that names them answers.
pub(super) fn marks(reading: &Reading) -> Vec<OpenQuestion> {
    let mut groups: Vec<(&Track, Vec<&ActionRead>, Lines)> = Vec::new();
    for action in reading.actions.iter().filter(|action| several(reading, action)) {
        let said = action
            .tracks
            .iter()
            .any(|track| track.view == View::Sheet && !track.communes.is_empty());
        let unnamed = |track: &&Track| track.view == View::Deployment && track.communes.is_empty() && !said;
        for track in action.tracks.iter().filter(unnamed) {
            match groups.iter_mut().find(|(known, _, _)| known.mark.value == track.mark.value) {
                Some((_, actions, lines)) => {
                    *lines = lines.union(&track.mark.lines);
                    if !actions.iter().any(|known| known.number.value == action.number.value) {
                        actions.push(action);
                    }
                }
                None => groups.push((track, vec![action], track.mark.lines.clone())),
            }
        }
    }
    let asked = groups.into_iter().map(|(track, actions, lines)| {
        let numbers = numbers(&actions);
        let concerned = if numbers.len() == 1 { "action" } else { "actions" };
        let what = format!(
            "La marque «\u{a0}{}\u{a0}» ne dit pas quelle commune agit chaque année ({concerned} {}).",
            track.mark.value,
            listed(&numbers)
        );
        let communes = communes_of(reading, &actions);
        let mut question = OpenQuestion::new(QuestionKind::Marks, what, &lines, &track.mark.value).by(communes);
        question.actions = numbers;
        question
    });
    asked.collect()
}

/// Whether several communes carry the action.
fn several(reading: &Reading, action: &ActionRead) -> bool {
    bearers(reading, action).count() > 1
}

fn bearers<'r>(reading: &'r Reading, action: &'r ActionRead) -> impl Iterator<Item = &'r Key> {
    action.bearers.iter().filter_map(|holder| match &holder.value {
        Holder::Known(key) if reading.is_commune(key) => Some(key),
        _ => None,
    })
}

fn communes_of(reading: &Reading, actions: &[&ActionRead]) -> Vec<Answerer> {
    let mut keys: Vec<&Key> = actions.iter().flat_map(|action| bearers(reading, action)).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().cloned().map(Answerer::Party).collect()
}

/// Sheets that name funders and give no amount at all.
pub(super) fn amounts(reading: &Reading) -> Vec<OpenQuestion> {
    let funded: Vec<&ActionRead> = reading.actions.iter().filter(|action| !action.funding.is_empty()).collect();
    let priced = |action: &&ActionRead| {
        let sum = |text: &str| text.contains('€') || text.to_lowercase().contains("euro");
        action.funding.iter().any(|item| sum(&item.value))
    };
    let silent: Vec<&ActionRead> = funded.into_iter().filter(|action| !priced(action)).collect();
    let Some(first) = silent.first().and_then(|action| action.funding.first()) else {
        return Vec::new();
    };
    let numbers = numbers(&silent);
    let what = format!("Aucun montant n’accompagne les moyens financiers {}.", of_actions(&numbers));
    let lines: Lines = silent
        .iter()
        .flat_map(|action| &action.funding)
        .flat_map(|item| item.lines.iter())
        .collect();
    let mut question = OpenQuestion::new(QuestionKind::Amounts, what, &lines, &first.value).by(holders(reading, &silent));
    question.actions = numbers;
    vec![question]
}
