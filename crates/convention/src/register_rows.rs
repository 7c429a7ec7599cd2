//! Every convention of the installation, as those who administer know it: its name, how it entered, whether it was withdrawn.
//!
//! Nothing of what it says is read here: administering opens no convention.

use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

/// A convention of the register.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    pub(crate) convention: ConventionId,
    pub(crate) example: bool,
    /// Whether its reading is being checked.
    pub(crate) review: bool,
    name: String,
    places: String,
    pub(crate) title: Option<String>,
    file: Option<String>,
    lines: Option<i64>,
    pub(crate) source: Option<Digest>,
    entered: Option<Instant>,
    person: Option<String>,
    pub(crate) withdrawal: Option<Withdrawal>,
}

/// A convention that was withdrawn: since when, by whom, why.
#[derive(Debug, Clone)]
pub(crate) struct Withdrawal {
    pub(crate) ordinal: i64,
    at: Instant,
    pub(crate) reason: String,
    person: Option<String>,
}

query! {
    /// All of them, the last to enter first.
    pub(crate) Register() -> Registered
    reading ["registered_convention"]
    "SELECT convention, name, places, title, source_name, source_lines, source_digest, entered, person, withdrawal, withdrawn, \
        reason, withdrawn_by, example, review FROM registered_convention ORDER BY convention DESC"
}

query! {
    /// One of them.
    pub(crate) OneRegistered(convention: ConventionId) -> Registered
    reading ["registered_convention"]
    "SELECT convention, name, places, title, source_name, source_lines, source_digest, entered, person, withdrawal, withdrawn, \
        reason, withdrawn_by, example, review FROM registered_convention WHERE convention = $4"
}

impl FromRow for Registered {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let withdrawal = match columns.opt_int(9)? {
            Some(ordinal) => Some(Withdrawal {
                ordinal,
                at: columns.instant(10)?,
                reason: columns.text(11)?,
                person: columns.opt_text(12)?,
            }),
            None => None,
        };
        Ok(Self {
            convention: columns.id(0)?,
            example: columns.flag(13)?,
            review: columns.opt_int(14)?.is_some(),
            name: columns.text(1)?,
            places: columns.text(2)?,
            title: columns.opt_text(3)?,
            file: columns.opt_text(4)?,
            lines: columns.opt_int(5)?,
            source: columns.opt_text(6)?.and_then(|hex| Digest::from_hex(&hex)),
            entered: columns.opt_int(7)?.map(Instant::from_micros),
            person: columns.opt_text(8)?,
            withdrawal,
        })
    }
}

impl Registered {
    /// "CTG 2022-2026 · Les Pennes-Mirabeau · Septèmes-les-Vallons".
    pub(crate) fn called(&self) -> String {
        match self.places.as_str() {
            "" => self.name.clone(),
            places => format!("{} · {places}", self.name),
        }
    }

    /// Whether no text stands behind it.
    fn is_by_hand(&self) -> bool {
        self.lines == Some(0)
    }

    /// "Lue dans « convention.txt », entrée le 23 nov. 2026, 10 h, par Camille Martin".
    pub(crate) fn origin(&self) -> String {
        let how = match (&self.file, self.is_by_hand()) {
            (_, true) => "Saisie à la main".to_owned(),
            (Some(file), false) => format!("Lue dans «\u{a0}{file}\u{a0}»"),
            (None, false) => "Origine inconnue".to_owned(),
        };
        let when = self.entered.map(|at| format!(", entrée le {}", french::moment(at)));
        let who = self.person.as_ref().map(|person| format!(", par {person}"));
        [Some(how), when, who].into_iter().flatten().collect()
    }
}

impl Withdrawal {
    /// "Retirée le 23 nov. 2026, 10 h, par Camille Martin".
    pub(crate) fn words(&self) -> String {
        let who = self
            .person
            .as_ref()
            .map(|person| format!(", par {person}"))
            .unwrap_or_default();
        format!("Retirée le {}{who}", french::moment(self.at))
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Register>(), QueryInfo::of::<OneRegistered>()]
}
