//! The rows of what is held about one person.

use domain::access::Role;
use domain::ids::PersonId;
use domain::reading::RuleCode;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::account_rows::tenure;
use crate::directory_rows::Door;
use crate::dossier::{
    AskedHeld, CommentHeld, CorrectionHeld, EntryHeld, FileHeld, Identity, MandateHeld, ProofHeld, ReportHeld, SettlementHeld,
    SheetHeld, TieHeld,
};

query! {
    /// The person, then those merged into them.
    pub(crate) DossierPeople(person: PersonId) -> Identity
    reading ["dossier_person"]
    "SELECT id, name, email, contact_email, phone, administrator, example, account, active, closed, erased, able FROM dossier_person \
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
            door: Door::of(c.flag(7)?, c.flag(8)?, c.flag(11)?),
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

/// What a person wrote: a correction of a reading, a report on a plan, a message, an answer to a campaign, a file that came with it; and
/// the links to a sheet that were made for them.
pub(crate) enum WritingHeld {
    Correction(CorrectionHeld),
    Report(ReportHeld),
    Comment(CommentHeld),
    Asked(AskedHeld),
    File(FileHeld),
    Sheet(SheetHeld),
    Settlement(SettlementHeld),
}

query! {
    /// The corrections of readings, the reports that the person signed, the messages, what campaigns asked and the links to a sheet, the
    /// last first.
    pub(crate) DossierWritings(person: PersonId) -> WritingHeld
    reading ["dossier_correction", "own_report", "dossier_comment", "own_asked", "own_asked_file", "own_summary_link",
        "dossier_settlement", "dossier_rule_switch"]
    "SELECT 1 AS kind, convention_name, version AS number, place AS about, reason AS text, CAST(NULL AS TEXT) AS difficulty, \
        CAST(NULL AS TEXT) AS next_step, CAST(NULL AS TEXT) AS why, instant FROM dossier_correction WHERE person = $4 \
        UNION ALL \
        SELECT 2, convention_name, ordinal, CAST(action AS TEXT), done, difficulty, next_step, reason, written FROM own_report \
        WHERE person = $4 \
        UNION ALL \
        SELECT 3, convention_name, ordinal, '', text, NULL, NULL, NULL, instant FROM dossier_comment WHERE person = $4 \
        UNION ALL \
        SELECT 4, convention_name, campaign, title, COALESCE(form, ''), draft, known_as, NULL, instant FROM own_asked \
        WHERE person = $4 \
        UNION ALL \
        SELECT 5, convention_name, campaign, title, file_name, CASE WHEN sent = 1 THEN 'sent' ELSE NULL END, NULL, NULL, added \
        FROM own_asked_file WHERE person = $4 \
        UNION ALL \
        SELECT 6, convention_name, ordinal, last_day, known_as, CASE WHEN revoked IS NULL THEN NULL ELSE 'revoked' END, NULL, NULL, made \
        FROM own_summary_link WHERE person = $4 \
        UNION ALL \
        SELECT 7, convention_name, version, sentence, words, NULL, NULL, NULL, instant FROM dossier_settlement WHERE person = $4 \
        UNION ALL \
        SELECT 8, convention_name, version, rule, reason, NULL, NULL, NULL, instant FROM dossier_rule_switch WHERE person = $4 \
        ORDER BY 1, 9 DESC, 3 DESC"
}

impl FromRow for WritingHeld {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let (convention, number, about, instant) = (c.text(1)?, c.int(2)?, c.text(3)?, c.instant(8)?);
        Ok(match c.int(0)? {
            1 => Self::Correction(CorrectionHeld {
                convention,
                version: number,
                place: about,
                reason: c.text(4)?,
                instant,
            }),
            3 => Self::Comment(CommentHeld {
                convention,
                number,
                text: c.text(4)?,
                instant,
            }),
            4 => Self::Asked(AskedHeld {
                convention,
                campaign: number,
                title: about,
                known_as: c.text(6)?,
                answer: c.text(4)?,
                draft: c.opt_text(5)?.unwrap_or_default(),
                instant,
            }),
            5 => Self::File(FileHeld {
                convention,
                campaign: number,
                title: about,
                name: c.text(4)?,
                sent: c.opt_text(5)?.is_some(),
                instant,
            }),
            6 => Self::Sheet(SheetHeld {
                convention,
                number,
                known_as: c.text(4)?,
                last_day: c.day(3)?,
                revoked: c.opt_text(5)?.is_some(),
                instant,
            }),
            kind @ (7 | 8) => Self::Settlement(SettlementHeld {
                convention,
                about: if kind == 8 { rule_name(about) } else { about },
                text: c.text(4)?,
                instant,
            }),
            _ => Self::Report(ReportHeld {
                convention,
                ordinal: number,
                action: about,
                text: [c.opt_text(4)?, c.opt_text(5)?, c.opt_text(6)?, c.opt_text(7)?]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("\n"),
                instant,
            }),
        })
    }
}

/// The name of a rule, when it is still one.
fn rule_name(code: String) -> String {
    RuleCode::from_code(&code).map_or(code, |rule| rule.rule().name.to_owned())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<DossierPeople>(),
        QueryInfo::of::<DossierMandates>(),
        QueryInfo::of::<DossierTies>(),
        QueryInfo::of::<DossierProofs>(),
        QueryInfo::of::<DossierJournal>(),
        QueryInfo::of::<DossierWritings>(),
    ]
}
