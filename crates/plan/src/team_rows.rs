//! What the spreadsheet of a team says of how actions stand, lane by lane: it has no mark, so that nothing tells whether it was written
//! before or after what was reported here.
//!
//! Pure. A lane of which something is known already is never changed unless a person ticks it; a word that is no state, or a commune
//! that has no part in the action, is to be corrected in the file.

use std::collections::BTreeSet;

use domain::followup::Status;
use domain::search::fold;
use files::following::{Followed, Following, Part};
use files::sheets::Cell;
use web::french;

use crate::action_rows::within;
use crate::plan_sheet::Column;
use crate::roster::Roster;
use crate::sheet_cells::{Heads, Remark, read};
use crate::sheet_changes::{Plan, Said};
use crate::sheet_mark::Mark;

/// The column in which each part stands in a file of ours.
const COLUMNS: [(Part, Column); 9] = [
    (Part::Status, Column::Status),
    (Part::Weather, Column::Weather),
    (Part::Progress, Column::Progress),
    (Part::Day, Column::Day),
    (Part::Done, Column::Done),
    (Part::Difficulty, Column::Difficulty),
    (Part::Next, Column::Next),
    (Part::Reason, Column::Reason),
    (Part::Body, Column::Body),
];

/// What is said of a row whose lane stands on another row: which of the two is the last, nothing tells.
const TWICE: &str =
    "Une autre ligne du fichier parle déjà de ce volet\u{a0}: gardez la dernière en date, ou nommez la commune de chacune.";

/// How many rows are told one by one.
const TOLD: usize = 20;

/// What the rows of a team say of these lanes. `actions` are the ordinals, by the ranks that the rows bear.
pub(crate) fn said_by(following: &Following, plan: &Plan<'_>, actions: &[i64]) -> Said {
    let mut said = Said {
        rows: following.rows.len() + following.lost.len(),
        notes: notes(following),
        ..Said::default()
    };
    let heads = Heads::of(COLUMNS.map(|(_, column)| column));
    let mut met = BTreeSet::new();
    for row in &following.rows {
        let Some(action) = actions.get(row.action) else { continue };
        let cells = cells(row, plan.roster);
        let wrong = |sentence| Remark {
            column: "Commune",
            sentence,
        };
        match lanes(row, *action, plan) {
            Err(sentence) => said.wrong.push((row.row, wrong(sentence))),
            Ok(lanes) if lanes.iter().any(|party| !met.insert((*action, *party))) => {
                said.wrong.push((row.row, wrong(TWICE.to_owned())));
            }
            Ok(lanes) => lanes.into_iter().for_each(|party| {
                let mark = unmarked(plan, *action, party);
                let edited = read(&heads, &cells, &mark, plan.roster, |_| String::new());
                said.take(row.row, mark, edited);
            }),
        }
    }
    said
}

/// How the file was read, and what was not.
fn notes(following: &Following) -> Vec<String> {
    let head = |part: Part| {
        COLUMNS
            .iter()
            .find(|(own, _)| *own == part)
            .map_or("", |(_, column)| column.head())
    };
    let columns = following.columns.iter();
    let columns = columns.map(|(label, part)| {
        format!(
            "La colonne «\u{a0}{label}\u{a0}» est lue comme «\u{a0}{}\u{a0}».",
            head(*part)
        )
    });
    let lost = following.lost.iter().take(TOLD).map(|(sheet, row, called)| {
        let sheet = if sheet.is_empty() {
            String::new()
        } else {
            format!(" de «\u{a0}{sheet}\u{a0}»")
        };
        format!(
            "Ligne {row}{sheet}\u{a0}: «\u{a0}{called}\u{a0}» n’est pas une action de cette convention, rien n’en est pris."
        )
    });
    let more = following.lost.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| {
        let others = french::count(more, "autre ligne", "autres lignes");
        format!("Et {others} dont l’action n’est pas trouvée.")
    });
    let unread = following.left.iter().map(|head| {
        format!(
            "La colonne «\u{a0}{head}\u{a0}» n’est pas lue\u{a0}: donnez-lui un titre comme «\u{a0}État\u{a0}», «\u{a0}Avancement\u{a0}» ou «\u{a0}Commentaires\u{a0}» si elle dit où en est l’action."
        )
    });
    columns.chain(unread).chain(lost).chain(more).collect()
}

/// The lanes of a row: those of the communes that it names, or all those of the action.
fn lanes(row: &Followed, action: i64, plan: &Plan<'_>) -> Result<Vec<Option<i64>>, String> {
    let known = plan.standings.one(&action);
    let all = || known.parts.iter().map(|part| part.party).collect();
    let is_everywhere = |name: &String| party(name, plan.roster).is_none() && is_everyone(name);
    if row.communes.iter().all(is_everywhere) {
        return Ok(all());
    }
    let lane = |name: &String| {
        let party =
            party(name, plan.roster).ok_or_else(|| format!("«\u{a0}{name}\u{a0}» n’est pas une commune de la convention."))?;
        let is_there = known.part(Some(party)).is_some();
        let none = || {
            format!(
                "«\u{a0}{name}\u{a0}» n’a pas de volet dans cette action\u{a0}: laissez la case vide, ou ouvrez d’abord ce volet."
            )
        };
        is_there.then_some(Some(party)).ok_or_else(none)
    };
    row.communes.iter().map(lane).collect()
}

/// "Toutes les communes", "L’ensemble du territoire".
fn is_everyone(name: &str) -> bool {
    let name = fold(name);
    let first = name
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !matches!(*word, "" | "l"));
    first.is_some_and(|word| matches!(word, "tout" | "toutes" | "tous" | "ensemble" | "territoire"))
}

/// The commune that a cell names: by its name, or by the only one that holds it.
fn party(name: &str, roster: &Roster) -> Option<i64> {
    let sought = fold(name);
    let communes: Vec<(i64, String)> = roster
        .orgs
        .communes()
        .map(|badge| (badge.ordinal, fold(&badge.name)))
        .collect();
    let same = communes.iter().find(|(_, own)| *own == sought);
    let mut holding = communes
        .iter()
        .filter(|(_, own)| within(&sought, own) || within(own, &sought));
    let only = holding.next().filter(|_| holding.next().is_none());
    same.or(only).map(|(party, _)| *party)
}

/// The mark of a row that has none: nothing is known of how the lane stood when it was written.
fn unmarked(plan: &Plan<'_>, action: i64, party: Option<i64>) -> Mark {
    Mark {
        convention: plan.roster.convention.ordinal(),
        action,
        party: party.unwrap_or(0),
        seen: None,
        status: Status::Unspecified,
        weather: None,
        progress: None,
        day: None,
    }
}

/// The cells of a row of ours. A state in the words of a team takes those of the convention; what stops or moves asks for its reason,
/// which a comment is when no column gives one.
fn cells(row: &Followed, roster: &Roster) -> Vec<Cell> {
    let status = row.status();
    let comments = status.is_some_and(Status::needs_reason) && !row.said.contains_key(&Part::Reason);
    let words = |part: Part| match (part, status) {
        (Part::Status, Some(status)) => Some(roster.name(&status)),
        (Part::Reason, _) if comments => row.said.get(&Part::Done).map(String::as_str),
        (Part::Done, _) if comments => None,
        _ => row.said.get(&part).map(String::as_str),
    };
    COLUMNS
        .iter()
        .map(|(part, _)| words(*part).map_or(Cell::Empty, Cell::from))
        .collect()
}
