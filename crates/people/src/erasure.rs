//! Someone is erased: whoever administers reads what goes, what stays and why, and then does it or refuses it.
//!
//! Nobody erases oneself, so that someone who administers is left. What was handed to others is passed on first.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::ids::{Id, PersonId};
use domain::people::{
    AccountClosed, AdministrationWithdrawn, ErasureRefused, Held, MandateHandedOver, Passage, PersonErased, passages,
};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, Permitted, QueryInfo, Recorded, StoreError, Tx, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_close::{LAST_ADMINISTRATOR, is_last};
use crate::affiliation::standing;
use crate::directory_rows::{GivenMandates, Someone, held};
use crate::dossier::{Dossier, Request};
use crate::last_act::free_day;
use crate::tables::Tables;

/// A text that the installation publishes about itself.
struct Published(String);

query! {
    /// Everything that the installation publishes about itself.
    Notices() -> Published
    reading ["notice"]
    "SELECT text FROM notice ORDER BY notice, field"
}

impl FromRow for Published {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.text(0).map(Self)
    }
}

#[derive(Template)]
#[template(path = "erasure.html")]
struct Erasure {
    frame: Frame,
    dossier: Dossier,
    /// Whether a page that the law asks for names the person.
    published: bool,
    is_self: bool,
    reason: String,
    errors: Errors,
}

impl Erasure {
    fn request(&self) -> Option<Request<'_>> {
        self.dossier.request().filter(|request| request.refused.is_none())
    }

    fn person(&self) -> PersonId {
        self.dossier.person
    }

    /// What goes, each with how much of it there is.
    fn going(&self) -> Vec<(String, &'static str)> {
        let of_kind = |kinds: &[&str]| {
            let all = self.dossier.proofs.iter();
            all.filter(|proof| kinds.contains(&proof.kind.as_str())).count()
        };
        let proofs = ["password", "passkey", "second_step", "recovery_code", "link"];
        let all = [
            (
                self.dossier.addresses().len(),
                ("adresse", "adresses"),
                "avec le nom et le téléphone, remplacés par un numéro",
            ),
            (
                of_kind(&["session"]),
                ("session", "sessions"),
                "avec le nom du navigateur, même après la fin de la session",
            ),
            (
                of_kind(&proofs),
                ("preuve d’identité", "preuves d’identité"),
                "mot de passe, clés d’accès, codes et liens",
            ),
            (
                self.dossier.ties.len(),
                ("organisme", "organismes"),
                "en dehors des mandats, avec la fonction qui y est notée",
            ),
            (
                self.dossier.texts(),
                ("texte du journal", "textes du journal"),
                "à côté de la chaîne, avec le sel de chaque empreinte\u{a0}: personne ne pourra plus deviner ce qui était écrit",
            ),
            (
                self.dossier.corrections.len(),
                ("motif de correction", "motifs de correction"),
                "dans ce que cette personne a écrit en corrigeant la lecture d’un texte signé",
            ),
        ];
        let there = all.into_iter().filter(|(many, ..)| *many > 0);
        there
            .map(|(many, (one, several), more)| (web::french::count(many, one, several), more))
            .collect()
    }
}

/// The form, as typed.
#[derive(Default, Deserialize)]
struct Typed {
    personne: i64,
    #[serde(default)]
    sure: String,
    #[serde(default)]
    motif: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let person = Id::new(visit.ordinal("person")?);
    let page = page(&mut visit, person, String::new(), Errors::none()).await?;
    if page.dossier.is_erased() {
        return Ok(Answer::see_other(Target::Person(person)));
    }
    visit.page(&page)
}

async fn page(visit: &mut Visit, person: PersonId, reason: String, errors: Errors) -> Result<Erasure, Failure> {
    let dossier = Dossier::of(visit, person).await?;
    let erased = dossier.erased();
    let notices = visit.rows(Notices {}).await?;
    let frame = visit.frame("Effacer une personne").await?;
    Ok(Erasure {
        frame: frame
            .crumb("Annuaire", Target::PeopleDirectory)
            .crumb(dossier.name(), Target::Person(person)),
        published: notices.iter().any(|Published(text)| erased.is_named_in(text)),
        is_self: visit.viewer.person() == Some(person),
        dossier,
        reason,
        errors,
    })
}

async fn explain(visit: &mut Visit, person: PersonId, reason: String, errors: Errors) -> Result<Answer, Failure> {
    let page = page(visit, person, reason, errors).await?;
    Err(visit.invalid(&page))
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let someone = standing(&mut visit, typed.personne).await?;
    let mut errors = Errors::none();
    if visit.viewer.person() == Some(someone.id) {
        errors.add("", OWN);
    } else if typed.sure != "oui" {
        errors.add("sure", "Cochez la case\u{a0}: un effacement ne se reprend pas.");
    }
    if errors.is_empty() {
        match erase(&mut visit, &someone).await? {
            Ok(()) => return Ok(Answer::see_other(Target::Person(someone.id))),
            Err(sentence) => errors = Errors::whole(sentence),
        }
    }
    explain(&mut visit, someone.id, String::new(), errors).await
}

const OWN: &str = "Personne ne s’efface soi-même\u{a0}: demandez à une autre personne qui administre Pacte, ou donnez d’abord l’administration.";

const TO_COME: &str = "Cette personne tient un mandat qui n’a pas commencé\u{a0}: passez-le d’abord à quelqu’un, par «\u{a0}Passer le relais\u{a0}», puis effacez.";

const CHANGED: &str =
    "Quelqu’un d’autre vient de changer ce compte ou un mandat\u{a0}: rien n’a été effacé. Relisez la page, puis recommencez.";

type Permit = Tx<Permitted<verbs::KeepAccounts>>;

/// Ends what is held, closes the account and erases, all or nothing; or says why not.
async fn erase(visit: &mut Visit, someone: &Someone) -> Result<Result<(), &'static str>, Failure> {
    let erased = Dossier::of(visit, someone.id).await?.erased();
    let (today, at) = (visit.today, visit.now);
    let mut tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    let in_force: Vec<Held> = held(&tx.load(GivenMandates {}).await?, someone.id)
        .into_iter()
        .filter(|held| !held.tenure.is_over(today))
        .collect();
    let numbers: Vec<_> = in_force.iter().map(|held| held.mandate).collect();
    let day = free_day(&mut tx, someone.id, &in_force, today).await?;
    let Ok(ended) = passages(&in_force, None, day, today, &numbers) else {
        return Ok(Err(TO_COME));
    };
    if someone.door.is_open() && is_last(&mut tx, someone).await? {
        return Ok(Err(LAST_ADMINISTRATOR));
    }
    let recorded = async {
        let fact = PersonErased { erased, at };
        let closed = AccountClosed {
            person: someone.id,
            day: today,
            at,
        };
        let mut state = Err(tx);
        for (held, passage) in ended {
            state = Ok(record(state, &ending(someone.id, held, passage)).await?);
        }
        if someone.door.is_open() {
            if someone.administrator {
                state = Ok(record(state, &AdministrationWithdrawn { person: someone.id }).await?);
            }
            state = Ok(record(state, &closed).await?);
        }
        record(state, &fact).await
    };
    match recorded.await {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => return Ok(Err(CHANGED)),
        Err(error) => return Err(error.into()),
    }
    Ok(Ok(()))
}

const fn ending(from: PersonId, held: Held, passage: Passage) -> MandateHandedOver {
    MandateHandedOver {
        mandate: held.mandate,
        convention: held.convention,
        from,
        organisation: held.organisation,
        role: held.role,
        tenure: held.tenure,
        passage,
    }
}

type Kept = Tx<Recorded<verbs::KeepAccounts>>;

/// Records one more fact.
async fn record<F>(state: Result<Kept, Permit>, fact: &F) -> Result<Kept, StoreError>
where
    F: domain::fact::Fact<Needs = verbs::KeepAccounts> + Send + Sync + 'static,
    Tables: store::Writes<F>,
{
    match state {
        Ok(tx) => tx.record::<Tables, _>(fact).await,
        Err(tx) => tx.record::<Tables, _>(fact).await,
    }
}

/// The longest reason of a refusal.
const REASON_CHARS: usize = 1000;

/// A request is refused, with the reason that the person will read.
pub(crate) async fn refuse(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let person = standing(&mut visit, typed.personne).await?.id;
    let reason = typed.motif.trim().to_owned();
    let chars = reason.chars().count();
    if chars == 0 || chars > REASON_CHARS {
        let mut errors = Errors::none();
        errors.add(
            "motif",
            "Écrivez le motif du refus, en mille caractères au plus\u{a0}: la personne le lira sur la page de ses données.",
        );
        return explain(&mut visit, person, typed.motif, errors).await;
    }
    let fact = ErasureRefused {
        person,
        reason,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await?,
        // Withdrawn or answered meanwhile: there is nothing left to refuse.
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::Access))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Notices>()]
}
