//! What `pacte doctor` asks of this room: does every mandate hold, is every party of a convention someone, does someone
//! administer, was every ordinal given?
//!
//! It reads everything and changes nothing.

#[cfg(test)]
mod tests;

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
    closed: Option<String>,
}

query! {
    /// Every mandate, in force or not.
    WrittenMandates() -> Written
    reading ["mandate", "person", "mandatable"]
    "SELECT DISTINCT m.id, m.convention, m.person, m.organisation, m.since, m.until, a.id, l.organisation, a.closed FROM mandate m \
     LEFT JOIN person a ON a.id = m.person \
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
            closed: columns.opt_text(8)?,
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

/// An organisation that stands for a party its convention does not have.
struct Dangling {
    convention: i64,
    party: i64,
    organisation: i64,
}

query! {
    /// The links from an organisation to a party that is not there.
    Danglings() -> Dangling
    reading ["party", "mandatable"]
    "SELECT l.convention, l.party, l.organisation FROM mandatable l \
     LEFT JOIN party p ON p.convention = l.convention AND p.ordinal = l.party \
     WHERE p.ordinal IS NULL ORDER BY l.convention, l.party"
}

impl FromRow for Dangling {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.int(0)?,
            party: columns.int(1)?,
            organisation: columns.int(2)?,
        })
    }
}

/// An account, and how many of its sessions nobody closed.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row as it stands, which the doctor finds sound or not"
)]
struct Counted {
    person: i64,
    administrator: bool,
    example: bool,
    active: bool,
    sessions: i64,
    account: bool,
    closed: bool,
    able: bool,
}

query! {
    /// Every account, closed or not.
    CountedAccounts() -> Counted
    reading ["account_sessions"]
    "SELECT id, administrator, example, active, sessions, account, closed, able FROM account_sessions ORDER BY id"
}

impl FromRow for Counted {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.int(0)?,
            administrator: columns.flag(1)?,
            example: columns.flag(2)?,
            active: columns.flag(3)?,
            sessions: columns.int(4)?,
            account: columns.flag(5)?,
            closed: columns.opt_text(6)?.is_some(),
            able: columns.flag(7)?,
        })
    }
}

/// The greatest ordinal in use of a kind, and the last one given.
struct Series {
    kind: String,
    used: i64,
    given: Option<i64>,
}

query! {
    /// The series of this room.
    AllSeries() -> Series
    reading ["person", "mandate", "organisation", "allocated"]
    "WITH used(kind, last) AS (SELECT 'mandate', MAX(id) FROM mandate UNION ALL SELECT 'organisation', MAX(id) FROM organisation \
     UNION ALL SELECT 'person', MAX(id) FROM person) \
     SELECT u.kind, u.last, g.last FROM used u LEFT JOIN allocated g ON g.kind = u.kind AND g.convention = 0 \
     WHERE u.last IS NOT NULL ORDER BY u.kind"
}

impl FromRow for Series {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: columns.text(0)?,
            used: columns.int(1)?,
            given: columns.opt_int(2)?,
        })
    }
}

/// Reads every mandate, party, account and series of ordinals. Returns how many mandates there are, and what is wrong: in
/// French, full sentences that name the row.
pub async fn check(reader: &mut Reader) -> Result<(usize, Vec<String>), StoreError> {
    let viewer = Viewer::Job(Reason::Doctor);
    let mandates = reader.rows(&viewer, WrittenMandates {}).await?;
    let accounts = reader.rows(&viewer, CountedAccounts {}).await?;
    let mut findings: Vec<String> = mandates.iter().flat_map(Written::faults).collect();
    findings.extend(reader.rows(&viewer, Nobodies {}).await?.iter().map(Nobody::fault));
    findings.extend(reader.rows(&viewer, Danglings {}).await?.iter().map(Dangling::fault));
    findings.extend(accounts.iter().filter_map(Counted::fault));
    findings.extend(accounts.iter().filter_map(Counted::door_fault));
    for pointer in reader.rows(&viewer, Pointers {}).await? {
        findings.extend(pointer.fault());
    }
    findings.extend(unadministered(&accounts));
    findings.extend(reader.rows(&viewer, AllSeries {}).await?.iter().filter_map(Series::fault));
    Ok((mandates.len(), findings))
}

/// Nobody left who creates accounts. Before the first account, the one-time code does; a demo is not administered.
fn unadministered(accounts: &[Counted]) -> Option<String> {
    let orphan = !accounts.is_empty()
        && !accounts
            .iter()
            .any(|account| account.example || (account.administrator && account.active && account.able));
    orphan.then(|| {
        "Comptes : aucun compte ouvert, dont la personne puisse se connecter, n’administre cette installation.".to_owned()
    })
}

impl Nobody {
    fn fault(&self) -> String {
        let Self { convention, party, name } = self;
        format!(
            "Convention {convention} : l’organisme {party} («\u{a0}{name}\u{a0}») n’est lié à aucune organisation de l’installation."
        )
    }
}

impl Dangling {
    fn fault(&self) -> String {
        let Self {
            convention,
            party,
            organisation,
        } = self;
        format!(
            "Convention {convention} : l’organisation {organisation} est liée à l’organisme {party}, que le texte ne nomme pas."
        )
    }
}

impl Counted {
    fn fault(&self) -> Option<String> {
        let open = web::french::count(self.sessions, "session reste ouverte", "sessions restent ouvertes");
        (!self.active && self.sessions > 0).then(|| format!("Personne {} : son compte est fermé, mais {open}.", self.person))
    }
}

impl Counted {
    /// An account is open, closed on a day, or was never given.
    fn door_fault(&self) -> Option<String> {
        let right = match (self.account, self.active) {
            (true, true) | (false, false) => !self.closed,
            (true, false) => self.closed,
            (false, true) => false,
        };
        (!right).then(|| {
            format!(
                "Personne {} : son compte n’est ni ouvert, ni fermé à une date, ni absent.",
                self.person
            )
        })
    }
}

/// What was merged, and what stands in its place.
struct Pointer {
    kind: String,
    id: i64,
    merged: Option<i64>,
    kept: Option<i64>,
    /// What stands in the place of the one it was merged into; itself when nothing does.
    above: Option<i64>,
    /// How many mandates and links still name the one that was merged.
    left: i64,
}

query! {
    /// Everything that was merged, or is half merged.
    Pointers() -> Pointer
    reading ["organisation", "person", "mandate", "mandatable"]
    "SELECT 'organisation', o.id, o.merged, o.kept, COALESCE(u.kept, u.id), \
     (SELECT COUNT(*) FROM mandate m WHERE m.organisation = o.id) + (SELECT COUNT(*) FROM mandatable l WHERE l.organisation = o.id) \
     FROM organisation o LEFT JOIN organisation u ON u.id = o.merged WHERE o.merged IS NOT NULL OR o.kept IS NOT NULL \
     UNION ALL SELECT 'person', p.id, p.merged, p.kept, COALESCE(w.kept, w.id), \
     (SELECT COUNT(*) FROM mandate n WHERE n.person = p.id) \
     FROM person p LEFT JOIN person w ON w.id = p.merged WHERE p.merged IS NOT NULL OR p.kept IS NOT NULL"
}

impl FromRow for Pointer {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: columns.text(0)?,
            id: columns.int(1)?,
            merged: columns.opt_int(2)?,
            kept: columns.opt_int(3)?,
            above: columns.opt_int(4)?,
            left: columns.int(5)?,
        })
    }
}

impl Pointer {
    fn fault(&self) -> Option<String> {
        let name = if self.kind == "person" { "Personne" } else { "Organisation" };
        let id = self.id;
        let whole = self.merged.is_some() && self.kept.is_some() && self.kept == self.above && self.kept != Some(id);
        if !whole {
            return Some(format!(
                "{name} {id} : elle est réunie avec une fiche qui n’est pas la bonne, ou qui n’existe pas."
            ));
        }
        (self.left > 0).then(|| {
            let count = web::french::count(self.left, "lien la nomme", "liens la nomment");
            format!("{name} {id} : elle est réunie avec une autre, mais {count} encore.")
        })
    }
}

impl Series {
    fn fault(&self) -> Option<String> {
        let Self { kind, used, given } = self;
        let name = match kind.as_str() {
            "mandate" => "Mandat",
            "organisation" => "Organisation",
            _ => "Personne",
        };
        match given {
            Some(last) if used <= last => None,
            Some(last) => Some(format!(
                "{name} {used} : ce numéro n’a jamais été donné, le dernier est {last}."
            )),
            None => Some(format!("{name} {used} : ce numéro n’a jamais été donné.")),
        }
    }
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
            faults.push(format!("Mandat {mandate} : la personne {} n’est pas connue.", self.person));
        }
        if let Some(closed) = &self.closed
            && self.until.as_ref().is_none_or(|until| until > closed)
        {
            faults.push(format!(
                "Mandat {mandate} : la personne {} le tient encore, mais son compte est fermé depuis le {closed}.",
                self.person
            ));
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
    vec![
        QueryInfo::of::<WrittenMandates>(),
        QueryInfo::of::<Nobodies>(),
        QueryInfo::of::<Danglings>(),
        QueryInfo::of::<CountedAccounts>(),
        QueryInfo::of::<AllSeries>(),
        QueryInfo::of::<Pointers>(),
    ]
}
