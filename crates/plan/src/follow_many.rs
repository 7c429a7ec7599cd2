//! Changing several lanes at once, or one from its row: one report a lane, in one transaction. When someone reported on one of
//! them meanwhile, nothing is written: what both did is shown side by side, and whoever sent it chooses.

use domain::access::verbs::ReportProgress;
use domain::followup::{Channel, NewReport, ProgressReported};
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::amendment_new::{guarded, instead};
use crate::board_show::BACK_TO_BOARD;
use crate::bulk::{Bulk, Change, Lot, Refusal, Ticket, left_alone, moved, tickets, understood, without};
use crate::day_limits;
use crate::follow_undo;
use crate::plan_filter::Typed;
use crate::plan_table::{PlanTable, page};
use crate::report_form::{Blank, TypedReport};
use crate::row_clash::clashes;
use crate::row_clash_said::overtaken;
use crate::table_links::pairs;
use crate::tables::{Tables, series};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    /// The filters under which the list was shown.
    pub(crate) retour: String,
    pub(crate) geste: String,
    /// The action whose row was open.
    ligne: String,
    /// What was changed together, to take it back.
    pub(crate) lot: String,
}

impl Sent {
    /// Whether the board was shown, and not the table.
    pub(crate) fn is_from_board(&self) -> bool {
        self.retour.split('?').next() == Some(BACK_TO_BOARD)
    }

    pub(crate) fn filters(&self) -> Typed {
        let filters = match self.retour.split_once('?') {
            Some((_, filters)) => filters,
            None if self.is_from_board() => "",
            None => &self.retour,
        };
        web::href::read_query(filters).unwrap_or_default()
    }
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    if sent.geste == "annuler" {
        return follow_undo::undo(visit, &sent).await;
    }
    let pairs: Vec<(String, String)> = visit.form()?;
    let (typed, tickets) = chosen(&sent, visit.form()?, &pairs)?;
    if let (Some(proposal), Some(ticket)) = (guarded(&pairs), tickets.first()) {
        let action = ActionId {
            convention: visit.convention()?,
            ordinal: ticket.action,
        };
        return instead(visit, action, proposal).await;
    }
    let table = page(&mut visit, sent.filters()).await?;
    let convention = table.roster.convention;
    // What came meanwhile is said before what is wrong: the page that comes back shows it as seen.
    let since = moved(&tickets, &table.standings);
    if !since.is_empty() {
        return clash(&mut visit, table, (&sent, typed, &tickets)).await;
    }
    if sent.left_all(&typed, &tickets, &table) {
        return Ok(left(convention, &sent.filters()));
    }
    let changes = match understood(&tickets, (&typed, sent.blank()), &table.standings, &table.roster) {
        Ok(changes) => changes,
        Err(Refusal::Unknown) => return Err(Failure::NotFound),
        Err(Refusal::Wrong(errors)) => return again(&visit, table, kept(&sent, typed, &tickets), errors),
    };
    let told: Vec<_> = changes
        .iter()
        .map(|change| (&change.content, table.day_of(change.lane)))
        .collect();
    let far = day_limits::errors(&mut visit, convention, &told).await?;
    if !far.is_empty() {
        return again(&visit, table, kept(&sent, typed, &tickets), far);
    }
    match report_all(&mut visit, convention, changes, None).await? {
        Ok(lot) => Ok(back(convention, &sent.filters(), lot)),
        Err(StoreError::Conflict) => {
            let table = page(&mut visit, sent.filters()).await?;
            clash(&mut visit, table, (&sent, typed, &tickets)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was typed and the lanes it is about, once one chose between one's own words and those of someone else.
fn chosen(sent: &Sent, mut typed: TypedReport, pairs: &[(String, String)]) -> Result<(TypedReport, Vec<Ticket>), Failure> {
    let mut tickets = tickets(pairs).ok_or(Failure::NotFound)?;
    match sent.geste.as_str() {
        "laisser" => tickets = without(tickets, &left_alone(pairs).ok_or(Failure::NotFound)?),
        // The state of the other is kept: the reason that was typed for another one goes with it.
        "choisir" if typed.etat.is_empty() => {
            typed.motif.clear();
            typed.instance.clear();
        }
        _ => {}
    }
    Ok((typed, tickets))
}

impl Sent {
    /// The form of a row shows how its lane stands; the one about several lanes shows nothing.
    const fn blank(&self) -> Blank<'static> {
        if self.ligne.is_empty() {
            Blank::SaysNothing
        } else {
            Blank::Clears
        }
    }

    /// Whether all that was chosen is what someone else wrote: nothing is left to write.
    fn left_all(&self, typed: &TypedReport, tickets: &[Ticket], table: &PlanTable) -> bool {
        match self.geste.as_str() {
            "laisser" => tickets.is_empty(),
            "choisir" => tickets.iter().all(|ticket| {
                let party = (ticket.party != 0).then_some(ticket.party);
                let part = table.standings.known(ticket.action).and_then(|standing| standing.part(party));
                part.is_some_and(|part| typed.leaves(&part.state))
            }),
            _ => false,
        }
    }
}

/// Someone else reported meanwhile: what both did is shown, nothing is written.
async fn clash(
    visit: &mut Visit,
    mut table: PlanTable,
    (sent, typed, tickets): (&Sent, TypedReport, &[Ticket]),
) -> Result<Answer, Failure> {
    let since = moved(tickets, &table.standings);
    let compared = clashes(
        visit,
        table.roster.convention,
        &since,
        (&typed, sent.blank(), &table.roster.names),
    )
    .await?;
    let errors = Errors::whole(&overtaken(&table, &since, tickets.len()));
    table.bulk = Bulk {
        errors,
        uncompared: since.len() - compared.len(),
        waiting: tickets.len() - since.len(),
        clashes: compared,
        row: None,
        ..kept(sent, typed, tickets)
    };
    Err(visit.invalid(&table))
}

/// The table as it was left: nothing was written.
fn left(convention: ConventionId, filters: &Typed) -> Answer {
    Answer::see_other_with(Target::PlanTable(convention), &pairs(filters))
}

/// The table as it was left, saying what was changed and how to take it back.
fn back(convention: ConventionId, filters: &Typed, lot: Lot) -> Answer {
    let text = lot.text();
    let mut pairs = pairs(filters);
    pairs.push(("lot", &text));
    Answer::see_other_with(Target::PlanTable(convention), &pairs)
}

/// What was typed and ticked, or typed in one row.
fn kept(sent: &Sent, typed: TypedReport, tickets: &[Ticket]) -> Bulk {
    let row = sent.ligne.parse().ok();
    let of_row = tickets.first().filter(|_| row.is_some());
    let ticked = tickets.iter().filter(|_| row.is_none());
    Bulk {
        sent: of_row.map(|ticket| ticket.party),
        ticked: ticked.map(|ticket| ticket.action).collect(),
        row,
        typed,
        ..Bulk::default()
    }
}

/// The same list, with what was typed and what to correct.
fn again(visit: &Visit, mut table: PlanTable, kept: Bulk, errors: Errors) -> Result<Answer, Failure> {
    table.bulk = Bulk { errors, ..kept };
    Err(visit.invalid(&table))
}

/// Writes one report a lane, all or none; tells which. One lane is reported on from its row, several together.
pub(crate) async fn report_all(
    visit: &mut Visit,
    convention: ConventionId,
    changes: Vec<Change>,
    channel: Option<Channel>,
) -> Result<Result<Lot, StoreError>, Failure> {
    let count = changes.len();
    let channel = channel.unwrap_or(if count == 1 { Channel::Page } else { Channel::Bulk });
    let mut tx = visit.begin::<ReportProgress>(convention).await?;
    let mut ordinals = Vec::with_capacity(count);
    for _ in &changes {
        ordinals.push(tx.allocate(series(convention)).await?);
    }
    let lot = Lot {
        first: ordinals.first().copied().unwrap_or(0),
        last: ordinals.last().copied().unwrap_or(0),
        count,
    };
    let facts = changes.into_iter().zip(ordinals).map(|(change, ordinal)| ProgressReported {
        report: NewReport {
            ordinal,
            lane: change.lane,
            content: change.content,
            signature: visit.signature(),
            channel,
            after: change.seen,
            corrects: None,
        },
        was: change.was,
        at: visit.now,
    });
    let mut facts = facts.collect::<Vec<_>>().into_iter();
    let Some(first) = facts.next() else { return Ok(Ok(lot)) };
    let mut tx = match tx.record::<Tables, _>(&first).await {
        Ok(tx) => tx,
        Err(error) => return Ok(Err(error)),
    };
    for fact in facts {
        tx = match tx.record::<Tables, _>(&fact).await {
            Ok(tx) => tx,
            Err(error) => return Ok(Err(error)),
        };
    }
    Ok(tx.commit().await.map(|()| lot))
}
