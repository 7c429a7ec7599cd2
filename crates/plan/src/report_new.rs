//! Reporting on an action, or on one commune's part in it. What a commune or the fund says counts at once; what a partner says of
//! its own actions waits.
//!
//! Two people who report at once lose nothing: the second sees what the first wrote, field by field, beside their own words.

use askama::Template;
use domain::access::verbs::{ProposeProgress, ReportProgress};
use domain::followup::{Channel, Content, Lane, NewReport, ProgressProposed, ProgressReported, Status, Weather};
use domain::ids::ActionId;
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::amendment_new::{guarded, instead};
use crate::awaiting_lane::Aside;
use crate::day_limits;
use crate::followup_rows::{AllChoices, Choices, Desk, DeskRow};
use crate::orgs::Orgs;
use crate::report_form::{Blank, TypedReport, in_order};
use crate::report_rows::{LastReport, Names, OwnProposals, ProposedRow, ReportRow};
use crate::report_words::{Difference, differences};
use crate::rows::Parties;
use crate::tables::{Tables, series};

/// Whether what is written counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Counts,
    Waits,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    volet: String,
    /// The proposal that was sent a moment ago.
    envoi: String,
}

#[derive(Template)]
#[template(path = "report_new.html")]
struct ReportNew {
    frame: Frame,
    lane: Lane,
    weight: Weight,
    desk: DeskRow,
    orgs: Orgs,
    names: Names,
    bodies: Vec<(i64, String)>,
    last: Option<ReportRow>,
    typed: TypedReport,
    errors: Errors,
    /// What one proposed before, and what became of it.
    proposed: Vec<ProposedRow>,
    /// The proposal that was sent a moment ago: it is confirmed before all else.
    sent: Option<i64>,
    /// What was written meanwhile, beside what was typed.
    conflict: Vec<Difference>,
    /// Of the whole: the communes whose part tells its own state, which nothing told here changes.
    apart: Vec<String>,
}

pub(crate) async fn get(visit: Visit) -> Result<Answer, Failure> {
    show(visit, Weight::Counts).await
}

pub(crate) async fn get_proposal(visit: Visit) -> Result<Answer, Failure> {
    show(visit, Weight::Waits).await
}

pub(crate) async fn post(visit: Visit) -> Result<Answer, Failure> {
    let pairs: Vec<(String, String)> = visit.form()?;
    if let Some(proposal) = guarded(&pairs) {
        let action = visit.action()?;
        return instead(visit, action, proposal).await;
    }
    receive(visit, Weight::Counts).await
}

pub(crate) async fn post_proposal(visit: Visit) -> Result<Answer, Failure> {
    receive(visit, Weight::Waits).await
}

async fn show(mut visit: Visit, weight: Weight) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let lane = lane_of(&visit, &asked.volet)?;
    let desk = visit.first(desk(&visit, lane)).await?.ok_or(Failure::NotFound)?;
    check(&desk, lane)?;
    let typed = TypedReport::prefilled(&desk.state, lane.party);
    let mut page = page(&mut visit, (lane, weight), desk, typed, Errors::none()).await?;
    let sent = asked.envoi.parse().ok();
    page.sent = sent.filter(|sent| page.proposed.iter().any(|one| one.waits_as(*sent)));
    visit.page(&page)
}

/// The lane that a form or an address names.
pub(crate) fn lane_of(visit: &Visit, party: &str) -> Result<Lane, Failure> {
    let action = visit.action()?;
    if party.is_empty() {
        return Ok(Lane::whole(action));
    }
    let party = party.parse().ok().filter(|party| *party > 0).ok_or(Failure::NotFound)?;
    Ok(Lane::of(action, party))
}

fn desk(visit: &Visit, lane: Lane) -> Desk {
    Desk {
        convention: lane.convention(),
        action: lane.action.ordinal,
        party: lane.stored_party(),
        organisation: visit.signature().organisation.map_or(0, domain::ids::Id::ordinal),
    }
}

/// A party of another convention is unknown like any other address.
fn check(desk: &DeskRow, lane: Lane) -> Result<(), Failure> {
    let known = lane.party.is_none() || desk.has_party;
    if known { Ok(()) } else { Err(Failure::NotFound) }
}

/// What is said to a partner whose organisation the text does not name in the action.
const NO_PART: &str = "La convention ne nomme pas votre organisme dans cette action\u{a0}: il n’en rend pas compte. Écrivez à la \
     personne qui suit le plan si c’est une erreur.";

async fn receive(mut visit: Visit, weight: Weight) -> Result<Answer, Failure> {
    let typed: TypedReport = visit.form()?;
    let lane = lane_of(&visit, &typed.volet)?;
    let sought = desk(&visit, lane);
    let desk = visit.first(sought).await?.ok_or(Failure::NotFound)?;
    check(&desk, lane)?;
    if weight == Weight::Waits && !desk.has_part {
        return refuse(&mut visit, (lane, weight), desk, typed, Errors::whole(NO_PART)).await;
    }
    let choices = AllChoices::of(
        visit
            .rows(Choices {
                convention: lane.convention(),
            })
            .await?,
    );
    let (content, mut errors) = typed.read(&desk.state, Blank::Clears, (&choices.names, &choices.ordinals()));
    let far = day_limits::errors(&mut visit, lane.convention(), &[(&content, desk.state.day)]).await?;
    errors.extend(far);
    if !errors.is_empty() {
        return refuse(&mut visit, (lane, weight), desk, typed, in_order(errors)).await;
    }
    let seen = typed.seen();
    let written = match weight {
        _ if desk.state.last.map(|(report, _)| report) != seen => Err(StoreError::Conflict),
        Weight::Counts => report(&mut visit, lane, content, (seen, desk.state.status)).await?,
        Weight::Waits => propose(&mut visit, lane, content, seen).await?,
    };
    match written {
        Ok(answer) => Ok(answer),
        Err(StoreError::Conflict) => conflict(&mut visit, (lane, weight), typed).await,
        Err(error) => Err(error.into()),
    }
}

/// Records a report that counts; refused if another one came first.
async fn report(
    visit: &mut Visit,
    lane: Lane,
    content: Content,
    (after, was): (Option<i64>, Status),
) -> Result<Result<Answer, StoreError>, Failure> {
    let mut tx = visit.begin::<ReportProgress>(lane.convention()).await?;
    let ordinal = tx.allocate(series(lane.convention())).await?;
    let fact = ProgressReported {
        report: new_report(visit, ordinal, lane, content, after),
        was,
        at: visit.now,
    };
    let written = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    let saved = ordinal.to_string();
    Ok(written.map(|()| Answer::see_other_with(Target::Action(lane.action), &[("enregistre", &saved)])))
}

/// Records a report that waits for someone to confirm it.
async fn propose(
    visit: &mut Visit,
    lane: Lane,
    content: Content,
    after: Option<i64>,
) -> Result<Result<Answer, StoreError>, Failure> {
    let mut tx = visit.begin::<ProposeProgress>(lane.convention()).await?;
    let ordinal = tx.allocate(series(lane.convention())).await?;
    let fact = ProgressProposed {
        report: new_report(visit, ordinal, lane, content, after),
        at: visit.now,
    };
    let written = tx.record::<Tables, _>(&fact).await?.commit().await;
    Ok(written.map(|()| {
        let (party, sent) = (lane.party.map(|party| party.to_string()), ordinal.to_string());
        let of_lane = party.iter().map(|party| ("volet", party.as_str()));
        let pairs: Vec<_> = of_lane.chain([("envoi", sent.as_str())]).collect();
        Answer::see_other_with(Target::proposal(Lane::whole(lane.action)), &pairs)
    }))
}

fn new_report(visit: &Visit, ordinal: i64, lane: Lane, content: Content, after: Option<i64>) -> NewReport {
    NewReport {
        ordinal,
        lane,
        content,
        signature: visit.signature(),
        channel: Channel::Page,
        after,
        corrects: None,
    }
}

async fn refuse(
    visit: &mut Visit,
    on: (Lane, Weight),
    desk: DeskRow,
    typed: TypedReport,
    errors: Errors,
) -> Result<Answer, Failure> {
    let page = page(visit, on, desk, typed, errors).await?;
    Err(visit.invalid(&page))
}

/// Someone else reported meanwhile: both are shown, nothing is written, and sending again comes after theirs.
async fn conflict(visit: &mut Visit, (lane, weight): (Lane, Weight), mut typed: TypedReport) -> Result<Answer, Failure> {
    visit.leave();
    let sought = desk(visit, lane);
    let desk = visit.first(sought).await?.ok_or(Failure::NotFound)?;
    typed.vu = desk.state.last.map(|(report, _)| report.to_string()).unwrap_or_default();
    let errors = Errors::whole(
        "Quelqu’un a mis à jour ce volet pendant que vous écriviez. Rien n’est perdu\u{a0}: comparez, corrigez si besoin, puis \
         enregistrez\u{a0}; votre mise à jour viendra après la sienne.",
    );
    let mut page = page(visit, (lane, weight), desk, typed, errors).await?;
    page.conflict = match &page.last {
        Some(last) => differences(&page.typed, &last.content, &page.names),
        None => Vec::new(),
    };
    Err(visit.invalid(&page))
}

async fn page(
    visit: &mut Visit,
    (lane, weight): (Lane, Weight),
    desk: DeskRow,
    typed: TypedReport,
    errors: Errors,
) -> Result<ReportNew, Failure> {
    let convention = lane.convention();
    let last = LastReport {
        convention,
        action: lane.action.ordinal,
        party: lane.stored_party(),
    };
    let last = visit.first(last).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let choices = AllChoices::of(visit.rows(Choices { convention }).await?);
    let apart = match lane.party {
        Some(_) => Vec::new(),
        None => Aside::read(visit, lane.action, None).await?.names(&orgs),
    };
    let proposed = match weight {
        Weight::Waits => visit.rows(OwnProposals::of(visit, lane)).await?,
        Weight::Counts => Vec::new(),
    };
    let frame = visit.frame(format!("Mettre à jour l’action {}", desk.number)).await?;
    Ok(ReportNew {
        frame: framed(frame, lane.action, &desk.number),
        lane,
        weight,
        desk,
        orgs,
        names: choices.names,
        bodies: choices.bodies,
        last,
        proposed,
        sent: None,
        typed,
        errors,
        conflict: Vec::new(),
        apart,
    })
}

fn framed(frame: Frame, action: ActionId, number: &str) -> Frame {
    frame
        .under(Target::Plan(action.convention))
        .crumb("Plan d’actions", Target::Plan(action.convention))
        .crumb(format!("Action {number}"), Target::Action(action))
        .called("Mettre à jour")
}

impl ReportNew {
    fn waits(&self) -> bool {
        self.weight == Weight::Waits
    }

    /// Where the form is sent.
    fn place(&self, lane: Lane) -> Target {
        if self.waits() {
            Target::proposal(lane)
        } else {
            Target::report(lane)
        }
    }

    fn address(&self) -> String {
        href(self.place(Lane::whole(self.lane.action))).to_string()
    }

    /// The lanes among which one chooses: the whole, and each commune's part.
    fn lanes(&self) -> Vec<ViewLink> {
        let whole = Lane::whole(self.lane.action);
        let mut links = vec![ViewLink::new("Toute l’action", href(self.place(whole)), self.lane == whole)];
        links.extend(self.orgs.communes().map(|badge| {
            let lane = Lane::of(self.lane.action, badge.ordinal);
            ViewLink::new(&badge.name, href(self.place(lane)), self.lane == lane)
        }));
        links
    }

    /// What the form is about, in words.
    fn about(&self) -> String {
        match self.lane.party.and_then(|party| self.orgs.badge(&party)) {
            Some(badge) => format!("Volet {}", badge.name),
            None => "Toute l’action".to_owned(),
        }
    }

    fn action(&self) -> Target {
        Target::Action(self.lane.action)
    }

    /// Which parts nothing told here changes.
    fn apart_words(&self) -> String {
        match self.apart.as_slice() {
            [one] => format!("Le volet {one} dit son propre état\u{a0}: ce que vous écrivez ici ne le change pas."),
            several => format!(
                "Les volets {} disent leur propre état\u{a0}: ce que vous écrivez ici ne le change pas.",
                web::french::list(several.iter().cloned())
            ),
        }
    }

    /// Whether whoever visits can say something here.
    fn speaks(&self) -> bool {
        !self.waits() || self.desk.has_part
    }
}
