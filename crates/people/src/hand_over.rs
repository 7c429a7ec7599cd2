//! Someone leaves: everything that person holds, on one page, given to another in one step, all or nothing.
//!
//! What can be held is the closed list [`Holding`]; a kind of holding added there does not compile until it passes here. A view
//! that one keeps for oneself does not pass, and nobody signs for what another did.

mod explained;

use askama::Template;
use domain::access::{Installation, verbs};
use domain::ids::{ConventionId, Id, MandateId, PersonId};
use domain::people::{
    AccountClosed, AdministrationGranted, AdministrationWithdrawn, ChargesHandedOver, Held, Holding, MandateHandedOver,
    Passage, passages, passing_places,
};
use domain::places::Target;
use domain::time::{Day, Instant};
use serde::Deserialize;
use store::{Permitted, Recorded, Sequence, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use self::explained::explained;
use crate::account_close::LAST_ADMINISTRATOR;
use crate::affiliation::standing;
use crate::charges::{Charges, Shown as ShownCharges, by_convention, shown};
use crate::directory::{Directory, Shown};
use crate::directory_rows::{Door, GivenMandates, OnePerson, OtherAdministrators, Someone, held};
use crate::last_act::{cut_by, cut_passage, free_day_shown};
use crate::mandate_new::day;
use crate::tables::Tables;

/// The form, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TypedHandOver {
    personne: String,
    vers: String,
    jour: String,
    fermer: String,
}

#[derive(Template)]
#[template(path = "hand_over.html")]
struct HandOver {
    frame: Frame,
    person: Someone,
    mandates: Vec<Shown>,
    charges: Vec<ShownCharges>,
    /// What the person does in the organisations of the directory: it passes to nobody.
    functions: Vec<String>,
    choices: Vec<(PersonId, String)>,
    typed: TypedHandOver,
    errors: Errors,
}

impl HandOver {
    fn administers(&self) -> bool {
        self.person.administrator && self.person.door.is_open()
    }

    fn back(&self) -> Target {
        Target::Person(self.person.id)
    }

    fn open(&self) -> bool {
        self.person.door.is_open()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let id = Id::new(visit.ordinal("person")?);
    let typed = TypedHandOver {
        jour: free_day_shown(&mut visit, id).await?.to_string(),
        ..TypedHandOver::default()
    };
    let page = page(&mut visit, id, typed, Errors::none()).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, id: PersonId, typed: TypedHandOver, errors: Errors) -> Result<HandOver, Failure> {
    let directory = Directory::people_of_installation(visit).await?;
    let person = directory.person(id).filter(|person| person.stands());
    let person = person.ok_or(Failure::NotFound)?.clone();
    let [mut mandates, to_come, _] = directory.mandates_of(id);
    mandates.extend(to_come);
    let receivers = directory
        .people
        .iter()
        .filter(|other| other.id != id && other.why_no_mandate().is_none());
    let rows = visit.rows(Charges { person: id }).await?;
    let charges = shown(&by_convention(&rows), &directory, visit.viewer.person());
    let frame = visit.frame("Passer le relais").await?;
    Ok(HandOver {
        frame: frame
            .crumb("Annuaire", Target::PeopleDirectory)
            .crumb(&person.name, Target::Person(id)),
        choices: receivers.map(|other| (other.id, other.name.clone())).collect(),
        person,
        functions: functions(&directory, id),
        mandates,
        charges,
        typed,
        errors,
    })
}

/// "Directrice, Synergie Family": what someone does where.
fn functions(directory: &Directory, id: PersonId) -> Vec<String> {
    let own = directory.ties.iter().filter(|tie| tie.person == id);
    own.map(|tie| {
        let organisation = directory.organisation_name(tie.organisation);
        match &tie.function {
            Some(function) => format!("{function}, {organisation}"),
            None => organisation,
        }
    })
    .collect()
}

/// The form, understood.
struct Asked {
    leaving: Someone,
    successor: Option<Someone>,
    day: Day,
    close: bool,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedHandOver = visit.form()?;
    let ordinal = typed.personne.parse().map_err(|_| Failure::Unreadable)?;
    let leaving = standing(&mut visit, ordinal).await?;
    let outcome = match understand(&mut visit, leaving, &typed).await? {
        Ok(asked) => pass(&mut visit, &asked).await?,
        Err(errors) => Err(errors),
    };
    match outcome {
        Ok(()) if visit.viewer.person() == Some(Id::new(ordinal)) => Ok(Answer::see_other(Target::OwnConventions)),
        Ok(()) => Ok(Answer::see_other_with(
            Target::Person(Id::new(ordinal)),
            &[("relais", typed.vers.as_str())],
        )),
        Err(errors) => {
            let page = page(&mut visit, Id::new(ordinal), typed, errors).await?;
            Err(visit.invalid(&page))
        }
    }
}

async fn understand(visit: &mut Visit, leaving: Someone, typed: &TypedHandOver) -> Result<Result<Asked, Errors>, Failure> {
    let mut errors = Errors::none();
    let close = !typed.fermer.is_empty() && leaving.door.is_open();
    let mut successor = None;
    if typed.vers != "personne" {
        successor = match typed.vers.parse().map(Id::new) {
            Ok(person) if person != leaving.id => visit.first(OnePerson { person }).await?,
            _ => None,
        };
        match &successor {
            None => errors.add("vers", "Choisissez la personne qui prend le relais dans la liste."),
            Some(other) => {
                if let Some(sentence) = other.why_no_mandate() {
                    errors.add("vers", sentence);
                }
            }
        }
    }
    let first = match day(&typed.jour, "Indiquez le premier jour de la personne qui prend le relais.") {
        Ok(first) => Some(first),
        Err(sentence) => {
            errors.add("jour", sentence);
            None
        }
    };
    // The last day of the mandates is the eve: it may be today, when something was signed today.
    if close && first.is_some_and(|first| first > visit.today.plus_days(1)) {
        let sentence =
            "Le compte se ferme le jour même\u{a0}: choisissez demain au plus tard, ou laissez le compte ouvert jusque-là.";
        errors.add("fermer", sentence);
    }
    Ok(match first {
        Some(day) if errors.is_empty() => Ok(Asked {
            leaving,
            successor,
            day,
            close,
        }),
        _ => Err(errors),
    })
}

type Permit = Tx<Permitted<verbs::KeepAccounts>>;
type Kept = Tx<Recorded<verbs::KeepAccounts>>;

/// Passes everything in one transaction, or says why nothing passed.
async fn pass(visit: &mut Visit, asked: &Asked) -> Result<Result<(), Errors>, Failure> {
    let (today, at, by) = (visit.today, visit.now, visit.viewer.person());
    let mut tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    let mandates = tx.load(GivenMandates {}).await?;
    let leaving = held(&mandates, asked.leaving.id);
    let in_force: Vec<Held> = leaving.into_iter().filter(|held| !held.tenure.is_over(today)).collect();
    let owned = asked.successor.as_ref().map(|other| (other.id, held(&mandates, other.id)));
    let given = ordinals(&mut tx, in_force.len()).await?;
    let successor = owned.as_ref().map(|(id, owned)| (*id, owned.as_slice()));
    let passed = match passages(&in_force, successor, asked.day, today, &given) {
        Ok(passed) => passed,
        Err(refused) => {
            drop(tx);
            return Ok(Err(explained(visit, refused).await?));
        }
    };
    if let Some(signed) = cut_by(&mut tx, asked.leaving.id, &passed).await? {
        drop(tx);
        return Ok(Err(on("jour", cut_passage(signed))));
    }
    let charges = match &owned {
        Some((to, owned)) => {
            let places = passing_places(&passed, owned, asked.day);
            passing_charges(&mut tx, (asked.leaving.id, *to), &places, (by, at)).await?
        }
        None => Vec::new(),
    };
    let mut holdings: Vec<(Holding, Option<(Held, Passage)>)> = passed
        .into_iter()
        .map(|(held, passage)| (Holding::Mandate(held.mandate), Some((held, passage))))
        .collect();
    if asked.leaving.administrator && asked.leaving.door.is_open() {
        if let Some(sentence) = why_not_administer(&mut tx, asked).await? {
            drop(tx);
            return Ok(Err(on("vers", sentence)));
        }
        holdings.push((Holding::Administration, None));
    }
    let recorded = record(tx, asked, &holdings, &charges).await;
    answered(finish(recorded, asked, (today, at)).await).await
}

fn on(field: &'static str, sentence: String) -> Errors {
    let mut errors = Errors::none();
    errors.add(field, sentence);
    errors
}

/// What was kept going in these places, passed from the first person to the second.
async fn passing_charges(
    tx: &mut Permit,
    parts: (PersonId, PersonId),
    places: &[ConventionId],
    signature: (Option<PersonId>, Instant),
) -> Result<Vec<ChargesHandedOver>, StoreError> {
    let rows = tx.load(Charges { person: parts.0 }).await?;
    let charged = by_convention(&rows).into_iter();
    Ok(charged
        .filter_map(|charged| charged.passed(places, parts, signature))
        .collect())
}

/// Closes the account when that was asked; nothing when nothing was recorded.
async fn finish(
    recorded: Result<Result<Kept, Permit>, StoreError>,
    asked: &Asked,
    (today, at): (Day, Instant),
) -> Result<Option<Kept>, StoreError> {
    match recorded? {
        Ok(tx) => close(tx, asked, today, at).await,
        Err(tx) => close_only(tx, asked, today, at).await,
    }
}

/// Keeps everything, or says why nothing passed.
async fn answered(recorded: Result<Option<Kept>, StoreError>) -> Result<Result<(), Errors>, Failure> {
    match recorded {
        Ok(Some(tx)) => tx.commit().await?,
        Ok(None) => {
            return Ok(Err(Errors::whole(
                "Cette personne ne tient rien qui passe ce jour-là\u{a0}: rien n’a changé.",
            )));
        }
        Err(StoreError::Conflict) => return Ok(Err(Errors::whole(CHANGED))),
        Err(error) => return Err(error.into()),
    }
    Ok(Ok(()))
}

const CHANGED: &str = "Quelqu’un d’autre vient de changer un mandat ou un compte concerné\u{a0}: rien n’a été passé. Regardez la liste, puis recommencez.";

async fn ordinals(tx: &mut Permit, count: usize) -> Result<Vec<MandateId>, StoreError> {
    let mut given = Vec::with_capacity(count);
    for _ in 0..count {
        given.push(Id::new(tx.allocate(Sequence::Installation("mandate")).await?));
    }
    Ok(given)
}

/// Why the installation role cannot pass.
async fn why_not_administer(tx: &mut Permit, asked: &Asked) -> Result<Option<String>, StoreError> {
    let person = asked.leaving.id;
    Ok(match &asked.successor {
        Some(other) if !other.door.is_open() => Some(format!(
            "{} administre Pacte, et {} n’a pas de compte ouvert\u{a0}: retirez d’abord l’administration, ou choisissez quelqu’un qui a un compte.",
            asked.leaving.name, other.name
        )),
        Some(other) if other.door == Door::Open => None,
        // Nobody follows, or someone whose invitation waits: another must be able to come in.
        Some(_) | None => {
            let others = tx.load_first(OtherAdministrators { person }).await?;
            (others == Some(0)).then(|| LAST_ADMINISTRATOR.to_owned())
        }
    })
}

/// Records each holding; the transaction comes back as it was when there is none.
async fn record(
    tx: Permit,
    asked: &Asked,
    holdings: &[(Holding, Option<(Held, Passage)>)],
    charges: &[ChargesHandedOver],
) -> Result<Result<Kept, Permit>, StoreError> {
    let mut state = Err(tx);
    for (holding, passed) in holdings {
        match (holding, passed) {
            (Holding::Mandate(_), Some((held, passage))) => {
                let fact = MandateHandedOver {
                    mandate: held.mandate,
                    convention: held.convention,
                    from: asked.leaving.id,
                    organisation: held.organisation,
                    role: held.role,
                    tenure: held.tenure,
                    passage: *passage,
                };
                state = Ok(one(state, &fact).await?);
            }
            // Those are told together, one fact a convention.
            (
                Holding::Mandate(_)
                | Holding::Milestone(_)
                | Holding::Campaign(_)
                | Holding::Question(_)
                | Holding::Anomalies(..)
                | Holding::SharedView(_)
                | Holding::Followed(..),
                _,
            ) => {}
            (Holding::Administration, _) => {
                let successor = asked.successor.as_ref().filter(|other| !other.administrator);
                if let Some(other) = successor {
                    state = Ok(one(state, &AdministrationGranted { person: other.id }).await?);
                }
                state = Ok(one(
                    state,
                    &AdministrationWithdrawn {
                        person: asked.leaving.id,
                    },
                )
                .await?);
            }
        }
    }
    for charge in charges {
        state = Ok(one(state, charge).await?);
    }
    Ok(state)
}

/// Records one more fact.
async fn one<F>(state: Result<Kept, Permit>, fact: &F) -> Result<Kept, StoreError>
where
    F: domain::fact::Fact<Needs = verbs::KeepAccounts> + Send + Sync + 'static,
    Tables: store::Writes<F>,
{
    match state {
        Ok(tx) => tx.record::<Tables, _>(fact).await,
        Err(tx) => tx.record::<Tables, _>(fact).await,
    }
}

async fn close(tx: Kept, asked: &Asked, day: Day, at: Instant) -> Result<Option<Kept>, StoreError> {
    if !asked.close {
        return Ok(Some(tx));
    }
    let person = asked.leaving.id;
    tx.record::<Tables, _>(&AccountClosed { person, day, at }).await.map(Some)
}

async fn close_only(tx: Permit, asked: &Asked, day: Day, at: Instant) -> Result<Option<Kept>, StoreError> {
    if !asked.close {
        return Ok(None);
    }
    let person = asked.leaving.id;
    tx.record::<Tables, _>(&AccountClosed { person, day, at }).await.map(Some)
}
