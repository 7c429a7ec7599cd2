//! The rows of what is held about one person.

use domain::access::Role;
use domain::ids::PersonId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::account_rows::tenure;
use crate::directory_rows::Door;
use crate::dossier::{CorrectionHeld, EntryHeld, Identity, MandateHeld, ProofHeld, ReportHeld, TieHeld};

query! {
    /// The person, then those merged into them.
    pub(crate) DossierPeople(person: PersonId) -> Identity
    reading ["dossier_person"]
    "SELECT id, name, email, contact_email, phone, administrator, example, account, active, closed, erased FROM dossier_person \
     WHERE person = $4 ORDER BY CASE WHEN id = $4 THEN 0 ELSE 1 END, id"
}

impl FromRow for Identity {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            name: c.text(1)?,
            email: c.opt_text(2)?,
            contact_email: c.opt_text(3)?,
            phone: c.opt_text(4)?,
            administrator: c.flag(5)?,
            example: c.flag(6)?,
            door: Door::of(c.flag(7)?, c.flag(8)?),
            closed: c.opt_day(9)?,
            erased: c.opt_instant(10)?,
        })
    }
}

query! {
    /// The mandates, in the order in which they began.
    pub(crate) DossierMandates(person: PersonId) -> MandateHeld
    reading ["dossier_mandate"]
    "SELECT id, role, organisation, convention_name, since, until, confirmed FROM dossier_mandate WHERE person = $4 ORDER BY since, id"
}

impl FromRow for MandateHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.int(0)?,
            role: c.word(1, Role::from_code)?,
            organisation: c.text(2)?,
            convention: c.text(3)?,
            tenure: tenure(c, 4)?,
            confirmed: c.opt_day(6)?,
        })
    }
}

query! {
    /// The organisations one works for.
    pub(crate) DossierTies(person: PersonId) -> TieHeld
    reading ["dossier_tie"]
    "SELECT organisation, function FROM dossier_tie WHERE person = $4 ORDER BY organisation"
}

impl FromRow for TieHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation: c.text(0)?,
            function: c.opt_text(1)?,
        })
    }
}

query! {
    /// What proves the person, and what was asked.
    pub(crate) DossierProofs(person: PersonId) -> ProofHeld
    reading ["dossier_proof"]
    "SELECT kind, label, made, expires, used, ended FROM dossier_proof WHERE person = $4 ORDER BY kind, made DESC, used"
}

impl FromRow for ProofHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            label: c.opt_text(1)?,
            made: c.opt_instant(2)?,
            expires: c.opt_instant(3)?,
            used: c.opt_instant(4)?,
            ended: c.opt_instant(5)?,
        })
    }
}

query! {
    /// What the journal says that the person did, and what it says about the person, the last first.
    pub(crate) DossierJournal(person: PersonId) -> EntryHeld
    reading ["dossier_done", "dossier_said"]
    "SELECT 1 AS done, chain, seq, instant, fact, subject, was, became, NULL AS text FROM dossier_done WHERE person = $4 \
     UNION ALL SELECT 0, chain, seq, instant, fact, subject, was, became, text FROM dossier_said WHERE person = $4 \
     ORDER BY instant DESC, chain, seq DESC, done"
}

impl FromRow for EntryHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            done: c.flag(0)?,
            about: !c.flag(0)?,
            chain: c.int(1)?,
            seq: c.int(2)?,
            instant: c.instant(3)?,
            fact: c.text(4)?,
            subject: c.text(5)?,
            was: c.opt_text(6)?,
            became: c.opt_text(7)?,
            text: c.opt_text(8)?,
        })
    }
}

query! {
    /// The corrections of readings, the last first.
    pub(crate) DossierCorrections(person: PersonId) -> CorrectionHeld
    reading ["dossier_correction"]
    "SELECT convention_name, version, place, reason, instant FROM dossier_correction WHERE person = $4 ORDER BY instant DESC, version DESC"
}

impl FromRow for CorrectionHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.text(0)?,
            version: c.int(1)?,
            place: c.text(2)?,
            reason: c.text(3)?,
            instant: c.instant(4)?,
        })
    }
}

query! {
    /// The reports that the person signed, the last first.
    pub(crate) DossierReports(person: PersonId) -> ReportHeld
    reading ["own_report"]
    "SELECT convention_name, ordinal, action, done, difficulty, next_step, reason, written FROM own_report WHERE person = $4 \
        ORDER BY written DESC, convention, ordinal DESC"
}

impl FromRow for ReportHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let texts = [c.opt_text(3)?, c.opt_text(4)?, c.opt_text(5)?, c.opt_text(6)?];
        Ok(Self {
            convention: c.text(0)?,
            ordinal: c.int(1)?,
            action: c.int(2)?,
            text: texts.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            instant: c.instant(7)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<DossierPeople>(),
        QueryInfo::of::<DossierMandates>(),
        QueryInfo::of::<DossierTies>(),
        QueryInfo::of::<DossierProofs>(),
        QueryInfo::of::<DossierJournal>(),
        QueryInfo::of::<DossierCorrections>(),
        QueryInfo::of::<DossierReports>(),
    ]
}
