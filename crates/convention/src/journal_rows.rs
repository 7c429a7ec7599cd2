//! The rows of a journal as its page and its files read them: whole, in the order of the chain or back from its end.
//!
//! Nothing here says whether the chain holds: that is for whoever verifies it.

use domain::access::{Role, Verb};
use domain::time::Instant;
use store::{Columns, FromRow, StoreError};

use crate::journal_changes;
use crate::journal_names::Names;
use crate::journal_words::{change, sentence};

/// One entry.
pub(crate) struct EntryRow {
    pub(crate) seq: i64,
    pub(crate) instant: Instant,
    pub(crate) person: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) fact: String,
    pub(crate) subject: String,
    pub(crate) hash: String,
    pub(crate) person_id: Option<i64>,
    pub(crate) organisation_id: Option<i64>,
    pub(crate) mandate: Option<i64>,
    pub(crate) job: Option<String>,
    pub(crate) verb: String,
    pub(crate) was: Option<String>,
    pub(crate) became: Option<String>,
    pub(crate) personal_digest: Option<String>,
    pub(crate) previous: String,
    /// The person whose account or mandate it is about.
    pub(crate) concerned: Option<String>,
    /// In which role that person holds the mandate.
    pub(crate) holder_role: Option<Role>,
    /// And for which organisation.
    pub(crate) holder_organisation: Option<String>,
    /// The person to whom the mandate passed.
    successor: Option<String>,
    /// Whether its personal text was erased.
    pub(crate) erased: bool,
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
            person_id: columns.opt_int(7)?,
            organisation_id: columns.opt_int(8)?,
            mandate: columns.opt_int(9)?,
            job: columns.opt_text(10)?,
            verb: columns.text(11)?,
            was: columns.opt_text(12)?,
            became: columns.opt_text(13)?,
            personal_digest: columns.opt_text(14)?,
            previous: columns.text(15)?,
            concerned: columns.opt_text(16)?,
            erased: columns.flag(17)?,
            holder_role: columns.opt_text(18)?.as_deref().and_then(Role::from_code),
            holder_organisation: columns.opt_text(19)?,
            successor: columns.opt_text(20)?,
        })
    }
}

impl EntryRow {
    /// What happened, in words. A fact of a version to come keeps its own name.
    pub(crate) fn what(&self) -> &str {
        sentence(&self.fact).unwrap_or(&self.fact)
    }

    /// From what to what, when it can be told.
    pub(crate) fn change(&self, names: &Names) -> Option<String> {
        journal_changes::change(self, names).or_else(|| self.change_of_rights())
    }

    /// The report that it is about, or that its account begins with: what is said of an action is chained under its action.
    pub(crate) fn report(&self) -> Option<i64> {
        if let Some((_, ordinal)) = self.subject.split_once("/report/") {
            return ordinal.parse().ok();
        }
        let account = self.became.as_deref()?.strip_prefix("report ")?;
        let reported = matches!(self.fact.as_str(), "progress_reported" | "progress_proposed");
        account.split(',').next()?.parse().ok().filter(|_| reported)
    }

    /// Whether it tells of two of the directory, the second of which its row does not name.
    pub(crate) fn names_twins(&self) -> bool {
        matches!(self.fact.as_str(), "merged" | "merge_undone" | "distinct_declared")
    }

    fn change_of_rights(&self) -> Option<String> {
        let told = [&self.was, &self.became, &self.successor];
        let [was, became, successor] = told.map(Option::as_deref);
        change(&self.fact, was, became, successor)
    }

    /// How it came about when nobody was signed in: whoever answers by a link is not the product.
    pub(crate) fn nobody(&self) -> &'static str {
        if self.verb == Verb::AnswerCampaign.code() {
            "par un lien personnel"
        } else {
            "Pacte, sans personne connectée"
        }
    }

    pub(crate) fn when(&self) -> String {
        web::french::moment(self.instant)
    }

    /// The place in the chain, and the first characters of what binds it to the next.
    pub(crate) fn link(&self) -> String {
        format!("Entrée {}, empreinte {}", self.seq, self.hash.get(..12).unwrap_or(&self.hash))
    }
}

/// The last entry that the chain announces.
pub(crate) struct HeadRow {
    pub(crate) seq: i64,
    pub(crate) hash: String,
    pub(crate) instant: Option<Instant>,
    /// How many entries a clock set back has dated before those that they follow.
    pub(crate) turned: i64,
}

impl FromRow for HeadRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: columns.int(0)?,
            hash: columns.text(1)?,
            instant: columns.opt_instant(2)?,
            turned: columns.int(3)?,
        })
    }
}

impl HeadRow {
    /// The digest in groups of eight characters, to be read aloud or compared by eye.
    pub(crate) fn grouped(&self) -> String {
        web::french::in_eights(&self.hash)
    }

    pub(crate) fn when(&self) -> Option<String> {
        self.instant.map(web::french::moment)
    }
}

/// Whom an entry concerns: the holder of a mandate, "Camille Roche, chargée de coopération, Commune des Pennes-Mirabeau", or the
/// person of an account. Who acts for oneself is named once.
pub(crate) fn about(entry: &EntryRow) -> Option<String> {
    let person = entry.concerned.as_deref()?;
    match (entry.holder_role, &entry.holder_organisation) {
        (Some(role), Some(organisation)) => Some(format!("{person}, {}, {organisation}", role.inside_a_sentence())),
        _ => (entry.person.as_deref() != Some(person)).then(|| person.to_owned()),
    }
}
