//! What `pacte doctor` asks of this room: does every mandate hold, and is every party of a convention someone?
//!
//! It reads everything and changes nothing.

use domain::access::{Reason, Viewer};
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};

/// A mandate as it is written, with what was found of the person and of the organisation it names.
struct Written {
    mandate: i64,
    convention: i64,
    person: i64,
    organisation: i64,
    since: String,
    until: Option<String>,
    person_known: bool,
    organisation_linked: bool,
}

query! {
    /// Every mandate, in force or not.
    WrittenMandates() -> Written
    reading ["mandate", "account", "mandatable"]
    "SELECT DISTINCT m.id, m.convention, m.person, m.organisation, m.since, m.until, a.id, l.organisation FROM mandate m \
     LEFT JOIN account a ON a.id = m.person \
     LEFT JOIN mandatable l ON l.convention = m.convention AND l.organisation = m.organisation ORDER BY m.id"
}

impl FromRow for Written {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            mandate: columns.int(0)?,
            convention: columns.int(1)?,
            person: columns.int(2)?,
            organisation: columns.int(3)?,
            since: columns.text(4)?,
            until: columns.opt_text(5)?,
            person_known: columns.opt_int(6)?.is_some(),
            organisation_linked: columns.opt_int(7)?.is_some(),
        })
    }
}

/// A party that is nobody in the installation.
struct Nobody {
    convention: i64,
    party: i64,
    name: String,
}

query! {
    /// The parties that no organisation stands for.
    Nobodies() -> Nobody
    reading ["party", "mandatable"]
    "SELECT p.convention, p.ordinal, p.name FROM party p \
     LEFT JOIN mandatable l ON l.convention = p.convention AND l.party = p.ordinal \
     WHERE l.party IS NULL ORDER BY p.convention, p.ordinal"
}

impl FromRow for Nobody {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.int(0)?,
            party: columns.int(1)?,
            name: columns.text(2)?,
        })
    }
}

/// Reads every mandate and every party. Returns how many mandates there are, and what is wrong: in French, full sentences
/// that name the row.
pub async fn check(reader: &mut Reader) -> Result<(usize, Vec<String>), StoreError> {
    let viewer = Viewer::Job(Reason::Doctor);
    let mandates = reader.rows(&viewer, WrittenMandates {}).await?;
    let nobodies = reader.rows(&viewer, Nobodies {}).await?;
    let mut findings: Vec<String> = mandates.iter().flat_map(Written::faults).collect();
    findings.extend(nobodies.iter().map(|nobody| {
        format!(
            "Convention {} : l’organisme {} («\u{a0}{}\u{a0}») n’est lié à aucune organisation de l’installation.",
            nobody.convention, nobody.party, nobody.name
        )
    }));
    Ok((mandates.len(), findings))
}

impl Written {
    fn faults(&self) -> Vec<String> {
        let Self { mandate, since, .. } = self;
        let mut faults = Vec::new();
        // Days are ISO texts: they compare as they are written.
        if let Some(until) = self.until.as_ref().filter(|until| *until < since) {
            faults.push(format!(
                "Mandat {mandate} : il finit le {until}, avant de commencer le {since}."
            ));
        }
        if !self.person_known {
            faults.push(format!("Mandat {mandate} : la personne {} n’a pas de compte.", self.person));
        }
        if !self.organisation_linked {
            faults.push(format!(
                "Mandat {mandate} : l’organisation {} n’est pas liée à la convention {}.",
                self.organisation, self.convention
            ));
        }
        faults
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<WrittenMandates>(), QueryInfo::of::<Nobodies>()]
}
