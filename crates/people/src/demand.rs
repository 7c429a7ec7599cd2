//! Whether the installation demands a passkey or a one-time code of everyone, and who has neither.
//!
//! Nobody is shut out: whoever has neither is led to their account, and gets one there before anything else opens.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::ids::PersonId;
use domain::people::SecondProofDemanded;
use domain::places::{Safeguard, Target};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::tables::Tables;

query! {
    /// Whether it is demanded, once someone has chosen.
    Demanded() -> i64
    reading ["demand"]
    "SELECT second_proof FROM demand"
}

query! {
    /// How many accounts are open.
    CountOpen() -> i64
    reading ["protected"]
    "SELECT COUNT(*) FROM protected WHERE active = 1"
}

query! {
    /// How many of them have neither.
    CountBare() -> i64
    reading ["protected"]
    "SELECT COUNT(*) FROM protected WHERE active = 1 AND coded = 0 AND keyed = 0"
}

struct BareRow {
    person: PersonId,
    name: String,
    email: String,
}

query! {
    /// Those who have neither, by name.
    Bare() -> BareRow
    reading ["protected"]
    "SELECT id, name, email FROM protected WHERE active = 1 AND coded = 0 AND keyed = 0 ORDER BY name, id LIMIT 200"
}

impl FromRow for BareRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            name: columns.text(1)?,
            email: columns.text(2)?,
        })
    }
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    exigence: String,
}

#[derive(Template)]
#[template(path = "demand.html")]
struct Demand {
    frame: Frame,
    errors: Errors,
    demanded: bool,
    open: i64,
    without: i64,
    bare: Vec<BareRow>,
    /// Whether the one who looks has neither.
    own: bool,
}

impl Demand {
    /// How many are not listed.
    fn more(&self) -> usize {
        usize::try_from(self.without).unwrap_or(0).saturating_sub(self.bare.len())
    }

    fn accounts(&self) -> String {
        let words = |count: i64, one, many| web::french::count(usize::try_from(count).unwrap_or(0), one, many);
        format!(
            "{}, dont {} sans clé d’accès ni code",
            words(self.open, "compte ouvert", "comptes ouverts"),
            self.without
        )
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let demanded = match typed.exigence.as_str() {
        "oui" => true,
        "non" => false,
        _ => {
            let errors = Errors::whole("Choisissez si une clé d’accès ou un code est demandé à chacun.");
            let page = page(&mut visit, errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    let mut tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    let was = tx.load_first(Demanded {}).await? == Some(1);
    if was != demanded {
        let fact = SecondProofDemanded { demanded };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::Safeguard(Safeguard::SecondProof)))
}

async fn page(visit: &mut Visit, errors: Errors) -> Result<Demand, Failure> {
    let bare = visit.rows(Bare {}).await?;
    Ok(Demand {
        own: bare.iter().any(|row| Some(row.person) == visit.viewer.person()),
        demanded: visit.first(Demanded {}).await? == Some(1),
        open: visit.first(CountOpen {}).await?.unwrap_or(0),
        without: visit.first(CountBare {}).await?.unwrap_or(0),
        frame: visit
            .frame("Seconde preuve")
            .await?
            .crumb("Comptes", Target::Accounts)
            .crumb("Invitations et accès", Target::Access),
        bare,
        errors,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Demanded>(),
        QueryInfo::of::<CountOpen>(),
        QueryInfo::of::<CountBare>(),
        QueryInfo::of::<Bare>(),
    ]
}
