//! What a file would change in the plan: each row against the lane that it names, as it stands now. What someone reported on since
//! the file was written is a conflict, and both values are shown.
//!
//! Pure. Nothing here writes; what is confirmed is judged again by the same rules.

use std::collections::BTreeSet;

use domain::amendment::TermField;
use domain::followup::{Content, Lane, LaneState, Percent, Status, Weather};
use domain::ids::{ActionId, ConventionId};
use domain::time::Day;
use files::sheets::Cell;
use files::sheets::read::Rows;
use web::form::Errors;

use crate::bulk::{Change, said};
use crate::day_limits;
use crate::plan_sheet::Column;
use crate::report_form::{Blank, TypedReport};
use crate::roster::Roster;
use crate::rows::PeriodRow;
use crate::sheet_cells::{Edited, Heads, Remark, read, words};
use crate::sheet_mark::Mark;
use crate::standing::{Part, Standings};

/// The most lanes that one file changes.
pub(crate) const MOST_CHANGES: usize = 300;

/// What the plan holds, for whoever reads a file against it.
pub(crate) struct Plan<'p> {
    pub(crate) standings: &'p Standings,
    pub(crate) roster: &'p Roster,
    pub(crate) period: Option<&'p PeriodRow>,
    /// The printed number of every action, by its ordinal.
    pub(crate) numbers: &'p [(i64, String)],
}

impl Plan<'_> {
    fn number(&self, action: i64) -> Option<&str> {
        let found = self.numbers.iter().find(|(ordinal, _)| *ordinal == action);
        found.map(|(_, number)| number.as_str())
    }

    /// What is wrong with a new day.
    fn far(&self, content: &Content, state: &LaneState) -> Option<String> {
        let (day, far) = day_limits::far(self.period?, (content, state.day))?;
        Some(web::form::far_day(day, far))
    }

    fn part(&self, mark: &Mark) -> Option<&Part> {
        let known = self.standings.known(mark.action)?;
        known.part((mark.party != 0).then_some(mark.party))
    }
}

/// One row that says something.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    /// The row, as the program numbers it; 0 once it no longer matters.
    pub(crate) line: usize,
    pub(crate) mark: Mark,
    pub(crate) typed: TypedReport,
}

/// What a file says, before it is compared with the plan as it stands.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) edits: Vec<Edit>,
    pub(crate) wrong: Vec<(usize, Remark)>,
    pub(crate) emptied: Vec<(usize, Vec<&'static str>)>,
    /// Terms that say something else than the text: the action, the term, what the file says.
    pub(crate) terms: Vec<(i64, TermField, String)>,
    /// How many rows were read.
    pub(crate) rows: usize,
    /// How the file was read, when it is none of ours: a team wrote it, and no mark tells its rows.
    pub(crate) notes: Vec<String>,
}

/// Why a file says nothing of a plan.
pub(crate) const NO_HEADS: &str = "Ce fichier n’est pas un export du plan, et aucune de ses colonnes ne dit un état, un avancement ou ce \
     qui a été fait à côté d’un numéro ou d’un intitulé d’action. Exportez le plan depuis cette page, modifiez ce fichier-là, puis déposez-le.";

/// Reads the tables of a file: the first that has the heads of the plan. `signed` tells what the text says of a term.
pub(crate) fn understand(
    tables: &[Rows],
    plan: &Plan<'_>,
    signed: impl Fn(i64, TermField) -> String,
) -> Result<Said, &'static str> {
    let found = tables.iter().find_map(|rows| Heads::find(rows).map(|found| (rows, found)));
    let Some((rows, (heads, first))) = found else {
        return Err(NO_HEADS);
    };
    let mut said = Said::default();
    let mut met = BTreeSet::new();
    for (place, row) in rows.iter().enumerate().skip(first + 1) {
        if row.iter().all(|cell| words(cell).is_empty()) {
            continue;
        }
        said.rows += 1;
        let line = place + 1;
        match marked(&heads, row, plan) {
            Ok(mark) if !met.insert((mark.action, mark.party)) => said.wrong.push((line, twice())),
            Ok(mark) => {
                let edited = read(&heads, row, &mark, plan.roster, |field| signed(mark.action, field));
                said.take(line, mark, edited);
            }
            Err(remark) => said.wrong.push((line, remark)),
        }
    }
    Ok(said)
}

impl Said {
    pub(crate) fn take(&mut self, line: usize, mark: Mark, edited: Edited) {
        for (field, text) in &edited.terms {
            let known = self
                .terms
                .iter()
                .any(|(action, own, said)| (*action, own, said) == (mark.action, field, text));
            if !known {
                self.terms.push((mark.action, *field, text.clone()));
            }
        }
        if !edited.emptied.is_empty() {
            self.emptied.push((line, edited.emptied.clone()));
        }
        if edited.says_something() && edited.wrong.is_empty() {
            self.edits.push(Edit {
                line,
                mark,
                typed: edited.typed,
            });
        } else {
            self.wrong.extend(edited.wrong.into_iter().map(|remark| (line, remark)));
        }
    }
}

fn twice() -> Remark {
    Remark {
        column: Column::Mark.head(),
        sentence: "Ce volet est déjà sur une autre ligne du fichier\u{a0}: gardez-en une.".to_owned(),
    }
}

/// The lane of a row, when it is one of this plan and the rest of the row is about it.
fn marked(heads: &Heads, row: &[Cell], plan: &Plan<'_>) -> Result<Mark, Remark> {
    let wrong = |column: Column, sentence: &str| Remark {
        column: column.head(),
        sentence: sentence.to_owned(),
    };
    let text = heads.cell(row, Column::Mark).map(words).unwrap_or_default();
    let mark: Mark = text.parse().map_err(|_| {
        wrong(
            Column::Mark,
            "Le repère manque ou a été modifié. Reprenez-le du fichier exporté\u{a0}; une ligne ajoutée ne crée pas d’action.",
        )
    })?;
    if mark.convention != plan.roster.convention.ordinal() || plan.part(&mark).is_none() {
        return Err(wrong(
            Column::Mark,
            "Ce repère n’est pas celui d’un volet de cette convention.",
        ));
    }
    let number = heads.cell(row, Column::Number).map(words).unwrap_or_default();
    let lane = heads.cell(row, Column::Lane).map(words);
    let named = plan.roster.lane_name((mark.party != 0).then_some(mark.party));
    let moved = plan.number(mark.action) != Some(number.as_str()) || lane.is_some_and(|lane| !lane.is_empty() && lane != named);
    if moved {
        return Err(wrong(
            Column::Number,
            "Le numéro ou le volet ne va pas avec le repère\u{a0}: des colonnes ont été triées sans les autres. Triez la feuille entière.",
        ));
    }
    Ok(mark)
}

/// A field that changes: how it stands, what the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) was: String,
    pub(crate) becomes: String,
}

/// A lane that would change.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) edit: Edit,
    pub(crate) number: String,
    pub(crate) lane: String,
    pub(crate) fields: Vec<Field>,
}

/// What would become of each row.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) changes: Vec<Change>,
    /// The rows of those changes.
    pub(crate) rows: Vec<Row>,
    /// Rows of lanes on which someone reported since.
    pub(crate) conflicts: Vec<Row>,
    pub(crate) wrong: Vec<(usize, Remark)>,
}

/// Judges what a file says against the plan as it stands; nothing when a row names a lane that is none of this plan.
pub(crate) fn judge(edits: Vec<Edit>, plan: &Plan<'_>) -> Option<Judged> {
    let mut judged = Judged::default();
    let bodies = plan.roster.body_ordinals();
    for edit in edits {
        let own = edit.mark.convention == plan.roster.convention.ordinal();
        let part = plan.part(&edit.mark).filter(|_| own)?;
        let mut fields = fields(&edit.typed, &part.state, plan.roster);
        if fields.is_empty() {
            continue;
        }
        let content = match said((&edit.typed, Blank::SaysNothing), &part.state, plan.roster, &bodies) {
            Ok(content) => content,
            Err(errors) => {
                judged.wrong.extend(remarks(edit.line, &errors));
                continue;
            }
        };
        fields.extend(settled(&edit.typed, &content, &part.state));
        if let Some(sentence) = plan.far(&content, &part.state) {
            let column = Column::Day.head();
            judged.wrong.push((edit.line, Remark { column, sentence }));
        } else if edit.mark.is_last(&part.state) {
            judged.changes.push(Change {
                lane: Lane::stored(action(plan.roster.convention, edit.mark.action), edit.mark.party),
                seen: edit.mark.seen,
                was: part.state.status,
                content,
            });
            judged.rows.push(row(edit, fields, plan));
        } else {
            judged.conflicts.push(row(edit, fields, plan));
        }
    }
    Some(judged)
}

/// Once shown, a conflict is confirmed over the report that was shown with it.
fn row(edit: Edit, fields: Vec<Field>, plan: &Plan<'_>) -> Row {
    let seen = plan
        .part(&edit.mark)
        .and_then(|part| part.state.last.map(|(report, _)| report));
    let mark = Mark { seen, ..edit.mark };
    Row {
        number: plan.number(mark.action).unwrap_or_default().to_owned(),
        lane: plan.roster.lane_name((mark.party != 0).then_some(mark.party)).to_owned(),
        edit: Edit { mark, ..edit },
        fields,
    }
}

const fn action(convention: ConventionId, ordinal: i64) -> ActionId {
    ActionId { convention, ordinal }
}

/// The fields that say something else than how the lane stands.
fn fields(typed: &TypedReport, state: &LaneState, roster: &Roster) -> Vec<Field> {
    let stands = TypedReport::prefilled(state, None);
    let status = |code: &str| Status::from_code(code).map_or_else(String::new, |status| roster.name(&status).to_owned());
    let weather = |code: &str| Weather::from_code(code).map_or_else(String::new, |weather| weather.french().to_owned());
    let share = |share: &str| {
        if share.is_empty() {
            String::new()
        } else {
            format!("{share}\u{a0}%")
        }
    };
    let day = |day: &str| day.parse::<Day>().map_or_else(|_| day.to_owned(), web::french::date);
    let body = |body: &str| {
        let found = roster.bodies.iter().find(|(ordinal, _)| body.parse() == Ok(*ordinal));
        found.map_or_else(|| body.to_owned(), |(_, name)| name.clone())
    };
    let changed = |column: Column, was: &str, becomes: &str, shown: &dyn Fn(&str) -> String| {
        (!becomes.is_empty() && was != becomes).then(|| Field {
            name: column.head(),
            was: or_dash(shown(was)),
            becomes: shown(becomes),
        })
    };
    let plain = |text: &str| text.to_owned();
    [
        changed(Column::Status, &stands.etat, &typed.etat, &status),
        changed(Column::Weather, &stands.meteo, &typed.meteo, &weather),
        changed(Column::Progress, &stands.avancement, &typed.avancement, &share),
        changed(Column::Day, &stands.echeance, &typed.echeance, &day),
        changed(Column::Done, "", &typed.fait, &plain),
        changed(Column::Difficulty, "", &typed.difficulte, &plain),
        changed(Column::Next, "", &typed.suite, &plain),
        changed(Column::Reason, "", &typed.motif, &plain),
        changed(Column::Body, "", &typed.instance, &body),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The share that a state brings with it, when the file says none: what is done is done whole.
fn settled(typed: &TypedReport, content: &Content, state: &LaneState) -> Option<Field> {
    let share = |share: Percent| format!("{}\u{a0}%", share.get());
    let becomes = content.progress.given().filter(|_| typed.avancement.is_empty())?;
    (state.progress != Some(becomes)).then(|| Field {
        name: Column::Progress.head(),
        was: or_dash(state.progress.map(share).unwrap_or_default()),
        becomes: format!("{}, avec l’état", share(becomes)),
    })
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "—".to_owned() } else { text }
}

fn remarks(line: usize, errors: &Errors) -> Vec<(usize, Remark)> {
    let column = |field: &str| match field {
        "etat" => Column::Status,
        "meteo" => Column::Weather,
        "avancement" => Column::Progress,
        "echeance" => Column::Day,
        "motif" => Column::Reason,
        "instance" => Column::Body,
        _ => Column::Done,
    };
    let remark = |field: &str, message: &str| Remark {
        column: column(field).head(),
        sentence: message.to_owned(),
    };
    errors
        .iter()
        .map(|error| (line, remark(&error.field, &error.message)))
        .collect()
}
