//! A report that waits: accepted in one click, corrected, or set aside with a reason. Two who settle it at once settle it once.

use askama::Template;
use domain::access::verbs::ConfirmReports;
use domain::followup::{AwaitingCorrected, Channel, Lane, NewReport, ReportAccepted, ReportSetAside, Status, Weather};
use domain::ids::{ConventionId, ReportId};
use domain::places::Target;
use serde::Deserialize;
use store::{QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::answer_files::filed;
use crate::awaiting_lane::{Aside, WHOLE, chosen_lane, own_lane};
use crate::awaiting_list::{Fate, is_newer, list_saying};
use crate::day_limits;
use crate::followup_rows::{AllChoices, Choices, Desk, DeskRow};
use crate::orgs::Orgs;
use crate::report_form::{Blank, TypedReport, in_order};
use crate::report_rows::{AwaitingReport, LastReport, Names, ReportRow};
use crate::report_words::{Difference, differences};
use crate::rows::Parties;
use crate::tables::{Tables, series};

/// The longest reason for setting aside, in characters.
const LONGEST_REASON: usize = 500;

#[derive(Template)]
#[template(path = "awaiting_show.html")]
struct AwaitingShow {
    frame: Frame,
    id: ReportId,
    report: ReportRow,
    desk: DeskRow,
    orgs: Orgs,
    names: Names,
    bodies: Vec<(i64, String)>,
    /// The last report that counts on the same lane.
    last: Option<ReportRow>,
    typed: TypedReport,
    reason: String,
    errors: Errors,
    /// How many files of the answer are filed with it.
    files: usize,
    /// What began to count meanwhile, beside what was typed.
    conflict: Vec<Difference>,
    /// The lane on which a corrected version would count.
    lane: Lane,
    /// The communes whose part tells its own state, which an answer about the whole does not change.
    apart: Vec<String>,
}

impl AwaitingShow {
    /// The page itself: a corrected version counts on the lane that is chosen.
    fn address(&self) -> String {
        self.on(self.lane)
    }

    fn on(&self, lane: Lane) -> String {
        let place = href(Target::awaiting_report(self.id));
        if lane == own_lane(self.id, &self.report) {
            return place.to_string();
        }
        let volet = lane.party.map_or_else(|| WHOLE.to_owned(), |party| party.to_string());
        with_query(place, &[("volet", &volet)])
    }

    /// The lanes on which it can count.
    fn lanes(&self) -> Vec<ViewLink> {
        let action = self.lane.action;
        let link = |name: &str, lane: Lane| ViewLink::new(name, self.on(lane), lane == self.lane);
        let communes = self.orgs.communes();
        std::iter::once(link("Toute l’action", Lane::whole(action)))
            .chain(communes.map(|badge| link(&badge.name, Lane::of(action, badge.ordinal))))
            .collect()
    }

    /// Whether accepting it as it is leaves the state of the action as it stands, and why.
    fn without_effect(&self) -> Option<String> {
        let whole = self.report.party == 0 && !self.apart.is_empty();
        whole.then(|| {
            format!(
                "Cette réponse parle de toute l’action. L’état de l’action vient de ses volets\u{a0}: {}. L’accepter telle quelle \
                 la garde avec l’action, et ne change pas cet état. Pour qu’elle le change, choisissez un volet ci-dessous.",
                web::french::list(self.apart.iter().cloned())
            )
        })
    }

    fn all(&self) -> Target {
        Target::awaiting_reports(self.id.convention)
    }

    /// What accepting does with the files of the answer.
    fn filing(&self) -> &'static str {
        match self.files {
            1 => {
                "Le fichier joint à la réponse sera rangé parmi les documents de l’action, lisibles par tous ceux qui la voient."
            }
            _ => {
                "Les fichiers joints à la réponse seront rangés parmi les documents de l’action, lisibles par tous ceux qui la voient."
            }
        }
    }

    /// Whether something came after what this report was written on.
    fn newer(&self) -> bool {
        is_newer(&self.desk.state, &self.report)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    geste: String,
    raison: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let id = id(&visit)?;
    let report = match awaiting(&mut visit).await {
        Ok(report) => report,
        Err(Failure::NotFound) => return already(&mut visit, id).await,
        Err(failure) => return Err(failure),
    };
    let typed = TypedReport::saying(&report.content);
    let page = page(&mut visit, report, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let id = id(&visit)?;
    let report = match awaiting(&mut visit).await {
        Ok(report) => report,
        // Two who settle the same report: the second finds it settled.
        Err(Failure::NotFound) => return already(&mut visit, id).await,
        Err(failure) => return Err(failure),
    };
    match sent.geste.as_str() {
        "accepter" => accept(&mut visit, id, &report).await,
        "ecarter" => set_aside(&mut visit, id, report, sent.raison.trim()).await,
        "corriger" => correct(&mut visit, id, report).await,
        _ => Err(Failure::Unreadable),
    }
}

fn id(visit: &Visit) -> Result<ReportId, Failure> {
    Ok(ReportId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("report")?,
    })
}

async fn awaiting(visit: &mut Visit) -> Result<ReportRow, Failure> {
    let ReportId { convention, ordinal } = id(visit)?;
    let report = visit.first(AwaitingReport { convention, ordinal }).await?;
    report.ok_or(Failure::NotFound)
}

query! {
    /// A report that was settled already: the action that it is about.
    Settled(convention: ConventionId, ordinal: i64) -> i64
    reading ["report", "awaiting_report"]
    "SELECT action FROM report WHERE convention = $4 AND ordinal = $5 UNION ALL SELECT action FROM awaiting_report \
        WHERE convention = $4 AND ordinal = $5 AND standing = 'set_aside'"
}

async fn settled(visit: &mut Visit, id: ReportId) -> Result<Option<i64>, Failure> {
    let (convention, ordinal) = (id.convention, id.ordinal);
    visit.first(Settled { convention, ordinal }).await
}

/// The list, saying that it was settled before; unknown when it never was.
async fn already(visit: &mut Visit, id: ReportId) -> Result<Answer, Failure> {
    let action = settled(visit, id).await?.ok_or(Failure::NotFound)?;
    Ok(list_saying(id.convention, Fate::Already, action))
}

/// A conflict says that someone else settled it in the meantime: nothing is left to do.
fn or_settled(
    written: Result<(), StoreError>,
    (convention, action): (ConventionId, i64),
    fate: Fate,
) -> Result<Answer, Failure> {
    match written {
        Ok(()) => Ok(list_saying(convention, fate, action)),
        Err(StoreError::Conflict) => Ok(list_saying(convention, Fate::Already, action)),
        Err(error) => Err(error.into()),
    }
}

async fn accept(visit: &mut Visit, id: ReportId, report: &ReportRow) -> Result<Answer, Failure> {
    let lane = own_lane(id, report);
    let action = report.action;
    let fate = match lane.party {
        None if Aside::read(visit, lane.action, None).await?.tells() => Fate::AcceptedApart,
        _ => Fate::Accepted,
    };
    let mut written = accepted(visit, id).await?;
    if matches!(written, Err(StoreError::Conflict)) {
        visit.leave();
        // Someone settled it; or someone else was writing at that moment, and it still waits.
        if settled(visit, id).await?.is_none() {
            written = accepted(visit, id).await?;
        }
    }
    or_settled(written, (id.convention, action), fate)
}

async fn accepted(visit: &mut Visit, id: ReportId) -> Result<Result<(), StoreError>, Failure> {
    let mut tx = visit.begin::<ConfirmReports>(id.convention).await?;
    let fact = ReportAccepted {
        report: id,
        filed: filed(&mut tx, id).await?,
        rank: tx.allocate(series(id.convention)).await?,
        person: visit.viewer.person(),
        at: visit.now,
    };
    Ok(match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    })
}

async fn set_aside(visit: &mut Visit, id: ReportId, report: ReportRow, reason: &str) -> Result<Answer, Failure> {
    let letters = reason.chars().count();
    let mut errors = Errors::none();
    if letters == 0 {
        errors.add(
            "raison",
            "Dites pourquoi cette réponse n’est pas prise\u{a0}: la personne pourra le lire.",
        );
    } else if letters > LONGEST_REASON {
        errors.add(
            "raison",
            format!("Cette raison compte {letters}\u{a0}caractères. Gardez-en {LONGEST_REASON} au plus."),
        );
    }
    if !errors.is_empty() {
        let typed = TypedReport::saying(&report.content);
        let mut page = page(visit, report, typed, errors).await?;
        reason.clone_into(&mut page.reason);
        return Err(visit.invalid(&page));
    }
    let action = report.action;
    let fact = ReportSetAside {
        report: id,
        reason: reason.to_owned(),
        person: visit.viewer.person(),
        at: visit.now,
    };
    let tx = visit.begin::<ConfirmReports>(id.convention).await?;
    let written = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    or_settled(written, (id.convention, action), Fate::SetAside)
}

/// What was proposed, as whoever confirms it corrected it: their own report, signed by them.
async fn correct(visit: &mut Visit, id: ReportId, report: ReportRow) -> Result<Answer, Failure> {
    let typed: TypedReport = visit.form()?;
    let convention = id.convention;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let lane = chosen_lane(visit, id, &report, &orgs)?;
    let desk = visit.first(desk(lane)).await?.ok_or(Failure::NotFound)?;
    let choices = AllChoices::of(
        visit
            .rows(Choices {
                convention: id.convention,
            })
            .await?,
    );
    let seen = typed.seen();
    if desk.state.last.map(|(report, _)| report) != seen {
        return conflict(visit, report, typed).await;
    }
    let known = (&choices.names, &*choices.ordinals());
    let (content, mut errors) = typed.read(&desk.state, Blank::Proposed(&report.content), known);
    errors.extend(day_limits::errors(visit, id.convention, &[(&content, desk.state.day)]).await?);
    if !errors.is_empty() {
        let page = page(visit, report, typed, in_order(errors)).await?;
        return Err(visit.invalid(&page));
    }
    let mut tx = visit.begin::<ConfirmReports>(id.convention).await?;
    let ordinal = tx.allocate(series(id.convention)).await?;
    let fact = AwaitingCorrected {
        awaiting: id,
        report: NewReport {
            ordinal,
            lane,
            content,
            signature: visit.signature(),
            channel: Channel::Page,
            after: seen,
            corrects: Some(id.ordinal),
        },
        seen,
        filed: filed(&mut tx, id).await?,
        at: visit.now,
    };
    let written = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    if let Err(StoreError::Conflict) = written {
        visit.leave();
        // Either someone settled it, or something began to count on its lane.
        return match awaiting(visit).await {
            Ok(report) => conflict(visit, report, typed).await,
            Err(Failure::NotFound) => already(visit, id).await,
            Err(failure) => Err(failure),
        };
    }
    or_settled(written, (id.convention, lane.action.ordinal), Fate::Corrected)
}

/// Someone else reported on the same lane meanwhile: both are shown, nothing is written, and sending again comes after theirs.
async fn conflict(visit: &mut Visit, report: ReportRow, typed: TypedReport) -> Result<Answer, Failure> {
    let errors = Errors::whole(
        "Quelqu’un a mis à jour ce volet pendant que vous corrigiez. Rien n’est perdu\u{a0}: comparez, corrigez si besoin, puis \
         enregistrez\u{a0}; votre version viendra après la sienne.",
    );
    let mut page = page(visit, report, typed, errors).await?;
    page.conflict = match &page.last {
        Some(last) => differences(&page.typed, &last.content, &page.names),
        None => Vec::new(),
    };
    Err(visit.invalid(&page))
}

fn desk(lane: Lane) -> Desk {
    Desk {
        convention: lane.convention(),
        action: lane.action.ordinal,
        party: lane.stored_party(),
        organisation: 0,
    }
}

/// The page, whose form comes after what counts now.
async fn page(visit: &mut Visit, report: ReportRow, mut typed: TypedReport, errors: Errors) -> Result<AwaitingShow, Failure> {
    let id = id(visit)?;
    let convention = id.convention;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let on = chosen_lane(visit, id, &report, &orgs)?;
    let aside = Aside::read(visit, on.action, Some(id.ordinal)).await?;
    let last = LastReport {
        convention,
        action: on.action.ordinal,
        party: on.stored_party(),
    };
    let choices = AllChoices::of(visit.rows(Choices { convention }).await?);
    let desk = visit.first(desk(on)).await?.ok_or(Failure::NotFound)?;
    typed.vu = desk.state.last.map(|(report, _)| report.to_string()).unwrap_or_default();
    Ok(AwaitingShow {
        files: aside.files,
        desk,
        last: visit.first(last).await?,
        apart: aside.names(&orgs),
        orgs,
        frame: visit
            .frame("Réponse à confirmer")
            .await?
            .under(Target::awaiting_reports(convention))
            .crumb("Réponses à confirmer", Target::awaiting_reports(convention))
            .called("Réponse"),
        id,
        report,
        names: choices.names,
        bodies: choices.bodies,
        typed,
        reason: String::new(),
        errors,
        conflict: Vec::new(),
        lane: on,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Settled>()]
}
