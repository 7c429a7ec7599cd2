//! One person: the mandates held, to come and over, the organisations, the account.

use askama::Template;
use domain::ids::{Id, MandateId, OrganisationId, PersonId};
use domain::places::Target;
use domain::time::{Day, Instant};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::charges::{Charges, Shown as ShownCharges, by_convention, shown};
use crate::directory::{Directory, Shown};
use crate::directory_rows::{Door, OnePerson, Someone};
use crate::election_rows::{Election, Elections};

/// An organisation for which the person works.
struct Work {
    id: OrganisationId,
    name: String,
    target: Target,
    function: Option<String>,
}

/// What became of a letter.
struct Settled {
    refused: bool,
    at: Instant,
}

query! {
    /// What became of the last letter to this address that a mail server took, or whose address one refused, at once or later.
    LastLetterTo(address: String) -> Settled
    reading ["letter"]
    "SELECT CASE WHEN state = 'sent' THEN 0 ELSE 1 END, settled FROM letter WHERE address = $4 \
     AND (state = 'sent' OR (state IN ('refused', 'returned') AND stage = 'recipient')) ORDER BY settled DESC, id DESC LIMIT 1"
}

impl FromRow for Settled {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            refused: columns.flag(0)?,
            at: columns.instant(1)?,
        })
    }
}

query! {
    /// When the last invitation of a person that was neither used nor cancelled ends.
    InvitedUntil(person: PersonId) -> Until
    reading ["link"]
    "SELECT expires FROM link WHERE person = $4 AND purpose = 'invitation' AND used IS NULL AND revoked IS NULL \
     ORDER BY expires DESC LIMIT 1"
}

/// The end of an invitation.
struct Until(Instant);

impl FromRow for Until {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.instant(0).map(Self)
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<LastLetterTo>(), QueryInfo::of::<InvitedUntil>()]
}

/// What was typed on the page, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) errors: Errors,
    pub(crate) organisation: String,
    pub(crate) function: String,
    /// The address to which one tried to give an account.
    pub(crate) invited_at: Option<String>,
    /// The mandate that one tried to reopen, and the day.
    pub(crate) reopened: Option<(MandateId, String)>,
}

/// What only those who administer see and do.
struct Keeping {
    choices: Vec<(OrganisationId, String)>,
    merged: Vec<(PersonId, String)>,
    elections: Vec<Election>,
    is_self: bool,
    /// When the mail server refused the address, if no letter was taken since.
    refused: Option<Day>,
    /// The invitation that waits, if one was made: its last day, and whether it is past.
    invited: Option<(Day, bool)>,
}

/// What the page says once the person passed everything on.
struct Passed {
    /// Who follows; nobody where the mandates were only ended.
    to: Option<String>,
    /// What stays under the name of who left: nobody who follows acts there.
    left: Vec<ShownCharges>,
}

/// Who follows, in the address to which a hand-over leads: a person, or `personne`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    relais: String,
}

#[derive(Template)]
#[template(path = "person_show.html")]
pub(crate) struct PersonShow {
    frame: Frame,
    person: Someone,
    mandates: [Vec<Shown>; 3],
    works: Vec<Work>,
    keeping: Option<Keeping>,
    typed: Typed,
    passed: Option<Passed>,
}

impl PersonShow {
    fn lists(&self) -> [(&'static str, &'static str, &Vec<Shown>); 3] {
        let [now, to_come, over] = &self.mandates;
        [
            ("h-cours", "Mandats en cours", now),
            ("h-venir", "Mandats à venir", to_come),
            ("h-finis", "Mandats terminés", over),
        ]
    }

    /// The day typed to reopen a mandate.
    fn reopening(&self, shown: &Shown) -> &str {
        match &self.typed.reopened {
            Some((mandate, day)) if *mandate == shown.given.id => day,
            _ => "",
        }
    }

    fn is_reopened(&self, shown: &Shown) -> bool {
        self.typed
            .reopened
            .as_ref()
            .is_some_and(|(mandate, _)| *mandate == shown.given.id)
    }

    fn closed(&self) -> bool {
        self.person.door == Door::Closed
    }

    fn open(&self) -> bool {
        self.person.door.is_open()
    }

    /// Whether the person can come in, and take copy of their own data.
    fn comes_in(&self) -> bool {
        self.person.door == Door::Open
    }

    fn hand_over(&self) -> Target {
        Target::HandOver(self.person.id)
    }

    /// The address to propose for an account: what was typed, or the one that is known.
    fn invited_at(&self) -> &str {
        let typed = self.typed.invited_at.as_deref();
        typed.or(self.person.address.as_deref()).unwrap_or("")
    }

    fn card(&self) -> Target {
        Target::PersonCard(self.person.id)
    }

    fn erasure(&self) -> Target {
        Target::Erasure(self.person.id)
    }

    fn holds_something(&self) -> bool {
        // Milestones and campaigns may stay with someone whose mandates are over.
        let [now, to_come, over] = &self.mandates;
        !over.is_empty() || !now.is_empty() || !to_come.is_empty() || (self.person.administrator && self.open())
    }
}

pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let id = Id::new(visit.ordinal("person")?);
    let asked: Asked = visit.query()?;
    match page(&mut visit, id, Typed::default()).await? {
        Ok(mut page) => {
            page.passed = passed(&mut visit, id, &asked).await?;
            visit.page(&page)
        }
        Err(kept) => Ok(Answer::see_other(Target::Person(kept))),
    }
}

/// What passed, when the address says that something just did and somebody of that name is there.
async fn passed(visit: &mut Visit, id: PersonId, asked: &Asked) -> Result<Option<Passed>, Failure> {
    let to = match asked.relais.as_str() {
        "" => return Ok(None),
        "personne" => None,
        person => {
            let person = person.parse().map(Id::new).map_err(|_| Failure::NotFound)?;
            let found = visit.first(OnePerson { person }).await?;
            Some(found.ok_or(Failure::NotFound)?.name)
        }
    };
    let rows = visit.rows(Charges { person: id }).await?;
    let directory = Directory::people_of_installation(visit).await?;
    let left = shown(&by_convention(&rows), &directory, visit.viewer.person());
    Ok(Some(Passed { to, left }))
}

pub(crate) async fn convention(mut visit: Visit) -> Result<Answer, Failure> {
    let (place, id) = (visit.convention()?, Id::new(visit.ordinal("person")?));
    let directory = Directory::of_convention(&mut visit, place).await?;
    let person = directory.person(id).ok_or(Failure::NotFound)?.clone();
    let frame = visit.frame(&person.name).await?;
    let frame = frame
        .under(Target::Members(place))
        .crumb("Annuaire", Target::MemberPeople(place));
    visit.page(&show(frame, &directory, person, None, Typed::default()))
}

/// The page of the installation, with what was typed; or the person who stands in its place.
pub(crate) async fn page(visit: &mut Visit, id: PersonId, typed: Typed) -> Result<Result<PersonShow, PersonId>, Failure> {
    let directory = Directory::people_of_installation(visit).await?;
    let person = directory.person(id).ok_or(Failure::NotFound)?.clone();
    if let Some(kept) = person.kept {
        return Ok(Err(kept));
    }
    if person.erased.is_some() {
        let frame = visit.frame(&person.name).await?;
        let frame = frame.crumb("Annuaire", Target::PeopleDirectory);
        return Ok(Ok(show(frame, &directory, person, None, typed)));
    }
    let standing = directory.organisations.iter().filter(|org| org.kept.is_none());
    let merged = directory.people.iter().filter(|other| other.merged == Some(id));
    let keeping = Keeping {
        choices: standing.map(|org| (org.id, org.name.clone())).collect(),
        merged: merged.map(|other| (other.id, other.name.clone())).collect(),
        elections: elections(visit, &directory.mandates_of(id)[0]).await?,
        is_self: visit.viewer.person() == Some(id),
        refused: refused_address(visit, &person).await?,
        invited: invited(visit, &person).await?,
    };
    let frame = visit.frame(&person.name).await?;
    let frame = frame.crumb("Annuaire", Target::PeopleDirectory);
    Ok(Ok(show(frame, &directory, person, Some(keeping), typed)))
}

/// The elections that renew one of these mandates.
async fn elections(visit: &mut Visit, held: &[Shown]) -> Result<Vec<Election>, Failure> {
    let mut known = visit.rows(Elections {}).await?;
    known.retain(|election| held.iter().any(|shown| shown.given.role == election.role));
    Ok(known)
}

async fn invited(visit: &mut Visit, person: &Someone) -> Result<Option<(Day, bool)>, Failure> {
    if person.door != Door::Invited {
        return Ok(None);
    }
    let until = visit.first(InvitedUntil { person: person.id }).await?;
    Ok(until.map(|Until(end)| (end.paris_day(), end <= visit.now)))
}

async fn refused_address(visit: &mut Visit, person: &Someone) -> Result<Option<Day>, Failure> {
    let Some(address) = &person.address else { return Ok(None) };
    let last = visit
        .first(LastLetterTo {
            address: address.to_lowercase(),
        })
        .await?;
    Ok(last.filter(|last| last.refused).map(|last| last.at.paris_day()))
}

/// The page again, with what to correct.
pub(crate) async fn refuse(visit: &mut Visit, id: PersonId, typed: Typed) -> Result<Failure, Failure> {
    match page(visit, id, typed).await? {
        Ok(page) => Ok(visit.invalid(&page)),
        Err(_) => Err(Failure::NotFound),
    }
}

fn show(frame: Frame, directory: &Directory, person: Someone, keeping: Option<Keeping>, typed: Typed) -> PersonShow {
    let works = directory.ties.iter().filter(|tie| tie.person == person.id).map(|tie| Work {
        id: tie.organisation,
        name: directory.organisation_name(tie.organisation),
        target: directory.organisation_target(tie.organisation),
        function: tie.function.clone(),
    });
    PersonShow {
        mandates: directory.mandates_of(person.id),
        works: works.collect(),
        frame,
        person,
        keeping,
        typed,
        passed: None,
    }
}
