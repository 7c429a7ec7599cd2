//! The journal of a convention: who did what, when, the last first.
//!
//! It shows what the chain keeps; whether the chain is whole is for `pacte doctor`.

use askama::Template;
use domain::access::Role;
use domain::convention::{ConventionEntered, ProjectionRebuilt, ReadingCorrected};
use domain::fact::Fact;
use domain::ids::ConventionId;
use domain::people::{MandateConfirmed, MandateEnded, MandateGiven, MandateHandedOver, MandateReopened, OrganisationSeparated};
use domain::perimeter::{PlaceChosen, PlacesRecognised};
use domain::places::Target;
use domain::time::Instant;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

/// Entries on one page.
const PAGE: usize = 50;

struct EntryRow {
    seq: i64,
    instant: Instant,
    person: Option<String>,
    organisation: Option<String>,
    fact: String,
    subject: String,
    hash: String,
}

query! {
    /// The entries before one, the last first.
    Entries(convention: ConventionId, before: i64, limit: i64) -> EntryRow
    reading ["journal"]
    "SELECT seq, instant, person, organisation, fact, subject, hash FROM journal WHERE convention = $4 AND seq < $5 \
        ORDER BY seq DESC LIMIT $6"
}

impl FromRow for EntryRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: columns.int(0)?,
            instant: columns.instant(1)?,
            person: columns.opt_text(2)?,
            organisation: columns.opt_text(3)?,
            fact: columns.text(4)?,
            subject: columns.text(5)?,
            hash: columns.text(6)?,
        })
    }
}

struct HolderRow {
    mandate: i64,
    role: Role,
    person: String,
    organisation: String,
}

query! {
    /// Who holds each mandate of the convention.
    Holders(convention: ConventionId) -> HolderRow
    reading ["mandate_holder"]
    "SELECT id, role, person, organisation FROM mandate_holder WHERE convention = $4 ORDER BY id"
}

impl FromRow for HolderRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            mandate: columns.int(0)?,
            role: columns.word(1, Role::from_code)?,
            person: columns.text(2)?,
            organisation: columns.text(3)?,
        })
    }
}

impl EntryRow {
    /// What happened, in words. A fact of a version to come keeps its own name.
    fn what(&self) -> &str {
        match self.fact.as_str() {
            ConventionEntered::NAME => "La convention est entrée dans Pacte",
            ProjectionRebuilt::NAME => "Le texte signé a été relu par une version plus récente de Pacte",
            ReadingCorrected::NAME => "La lecture du texte signé a été corrigée",
            MandateGiven::NAME => "Un mandat a été donné",
            PlacesRecognised::NAME => "Les parties ont été cherchées dans le référentiel des communes",
            PlaceChosen::NAME => "Le lieu d’une partie a été précisé",
            MandateEnded::NAME => "Un mandat a pris fin",
            MandateReopened::NAME => "Un mandat est prolongé",
            MandateConfirmed::NAME => "Un mandat est confirmé après une élection",
            MandateHandedOver::NAME => "Un mandat est passé à une autre personne, ou a pris fin",
            OrganisationSeparated::NAME => "Un organisme n’est plus pris pour un autre du même nom",
            other => other,
        }
    }

    /// Who did it: a person, for an organisation, or Pacte itself.
    fn who(&self) -> String {
        match (&self.person, &self.organisation) {
            (Some(person), Some(organisation)) => format!("{person}, {organisation}"),
            (Some(person), None) => person.clone(),
            (None, _) => "Pacte, sans personne connectée".to_owned(),
        }
    }

    /// The place in the chain, and the first characters of what binds it to the next.
    fn link(&self) -> String {
        format!("Entrée {}, empreinte {}", self.seq, self.hash.get(..12).unwrap_or(&self.hash))
    }

    fn when(&self) -> String {
        web::french::moment(self.instant)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    avant: Option<i64>,
}

#[derive(Template)]
#[template(path = "journal_show.html")]
struct JournalShow {
    frame: Frame,
    entries: Vec<EntryRow>,
    holders: Vec<HolderRow>,
    older: Option<String>,
}

impl JournalShow {
    /// Whom a mandate concerns: "Camille Roche, chargée de coopération, Commune des Pennes-Mirabeau".
    fn about(&self, entry: &EntryRow) -> Option<String> {
        let mandate: i64 = entry.subject.strip_prefix("mandate/")?.parse().ok()?;
        let holder = self.holders.iter().find(|holder| holder.mandate == mandate)?;
        Some(format!(
            "{}, {}, {}",
            holder.person,
            holder.role.inside_a_sentence(),
            holder.organisation
        ))
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let before = asked.avant.unwrap_or(i64::MAX);
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut entries = visit
        .rows(Entries {
            convention,
            before,
            limit,
        })
        .await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = entries.last().filter(|_| more).map(|last| older(convention, last.seq));
    let holders = visit.rows(Holders { convention }).await?;
    let frame = visit.frame("Journal").await?;
    let frame = frame
        .under(Target::Journal(convention))
        .crumb("Convention", Target::Convention(convention));
    visit.page(&JournalShow {
        frame,
        entries,
        holders,
        older,
    })
}

fn older(convention: ConventionId, seq: i64) -> String {
    with_query(href(Target::Journal(convention)), &[("avant", &seq.to_string())])
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Entries>(), QueryInfo::of::<Holders>()]
}
