//! What the list of facilities reads, and its filters: typed in the address, explained when wrong, applied.
//!
//! Nothing here renders.

use domain::ids::ConventionId;
use domain::reading::Lines;
use domain::search::{Question, fold, index_words};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::form::Errors;

use crate::convention_rows::lines;
use crate::parties::Parties;

/// A facility or a service.
pub(crate) struct FacilityRow {
    pub(crate) ordinal: i64,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) owner: Option<i64>,
    pub(crate) lines: Lines,
}

query! {
    /// The facilities, in the order of the text.
    pub(crate) FacilitiesOf(convention: ConventionId) -> FacilityRow
    reading ["facility"]
    "SELECT ordinal, kind, name, owner, lines FROM facility WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for FacilityRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            kind: columns.text(1)?,
            name: columns.text(2)?,
            owner: columns.opt_int(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

/// A site of a facility.
pub(crate) struct SiteRow {
    pub(crate) facility: i64,
    pub(crate) role: Option<String>,
    pub(crate) address: String,
    pub(crate) lines: Lines,
}

query! {
    /// The sites.
    pub(crate) Sites(convention: ConventionId) -> SiteRow
    reading ["site"]
    "SELECT facility, role, address, lines FROM site WHERE convention = $4 ORDER BY facility, ordinal"
}

impl FromRow for SiteRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            facility: columns.int(0)?,
            role: columns.opt_text(1)?,
            address: columns.text(2)?,
            lines: lines(columns, 3)?,
        })
    }
}

/// A type declared absent.
pub(crate) struct AbsenceRow {
    pub(crate) kind: String,
    pub(crate) mark: String,
    pub(crate) owner: Option<i64>,
    pub(crate) lines: Lines,
}

query! {
    /// The types that the list says to be absent.
    pub(crate) Absences(convention: ConventionId) -> AbsenceRow
    reading ["facility_absence"]
    "SELECT kind, mark, owner, lines FROM facility_absence WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for AbsenceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: columns.text(0)?,
            mark: columns.text(1)?,
            owner: columns.opt_int(2)?,
            lines: lines(columns, 3)?,
        })
    }
}

impl AbsenceRow {
    /// "aucun (le texte porte « / »)".
    pub(crate) fn said(&self) -> String {
        format!("aucun (le texte porte «\u{a0}{}\u{a0}»)", self.mark)
    }
}

/// What the address says, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// Words.
    pub(crate) q: String,
    /// A type, as the text prints it.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// A commune, by ordinal.
    pub(crate) commune: String,
    pub(crate) page: Option<u32>,
    /// The format of a file.
    pub(crate) forme: String,
}

/// The filters understood.
pub(crate) struct Filter {
    pub(crate) question: Question,
    kind: Option<String>,
    owner: Option<i64>,
}

impl Filter {
    /// Understands what was typed; each filter that no list offers is left out, with a sentence.
    pub(crate) fn parse(typed: &Typed, kinds: &[String], owners: &[i64]) -> (Self, Errors) {
        let mut errors = Errors::none();
        let kind = kinds.iter().find(|kind| fold(kind) == fold(&typed.kind)).cloned();
        if kind.is_none() && !typed.kind.is_empty() {
            errors.add("type", not_offered(&typed.kind));
        }
        let owner = typed.commune.parse().ok().filter(|owner| owners.contains(owner));
        if owner.is_none() && !typed.commune.is_empty() {
            errors.add("commune", not_offered(&typed.commune));
        }
        let question = Question::parse(&typed.q);
        (Self { question, kind, owner }, errors)
    }

    /// Whether a facility is kept.
    pub(crate) fn keeps(&self, facility: &FacilityRow, sites: &[SiteRow], parties: &Parties) -> bool {
        self.fits(&facility.kind, facility.owner) && self.found(facility, sites, parties)
    }

    /// Whether a type declared absent is kept: words ask for something that is there.
    pub(crate) fn keeps_absence(&self, absence: &AbsenceRow) -> bool {
        self.question.is_empty() && self.fits(&absence.kind, absence.owner)
    }

    fn fits(&self, kind: &str, owner: Option<i64>) -> bool {
        self.kind.as_ref().is_none_or(|wanted| fold(wanted) == fold(kind))
            && self.owner.is_none_or(|wanted| owner == Some(wanted))
    }

    fn found(&self, facility: &FacilityRow, sites: &[SiteRow], parties: &Parties) -> bool {
        if self.question.is_empty() {
            return true;
        }
        let own = sites.iter().filter(|site| site.facility == facility.ordinal);
        let mut texts = vec![facility.kind.as_str(), facility.name.as_str()];
        texts.extend(
            own.flat_map(|site| [Some(site.address.as_str()), site.role.as_deref()])
                .flatten(),
        );
        texts.extend(
            facility
                .owner
                .and_then(|owner| parties.find(owner))
                .map(|(_, party)| party.name.as_str()),
        );
        let words = index_words(texts);
        let mut terms = self.question.terms().iter();
        terms.all(|term| words.iter().any(|word| term.finds(word)))
    }
}

fn not_offered(typed: &str) -> String {
    format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}».")
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<FacilitiesOf>(),
        QueryInfo::of::<Sites>(),
        QueryInfo::of::<Absences>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facility(kind: &str, owner: Option<i64>) -> FacilityRow {
        FacilityRow {
            ordinal: 1,
            kind: kind.to_owned(),
            name: "Planète Bébés".to_owned(),
            owner,
            lines: Lines::default(),
        }
    }

    fn kept(typed: &Typed, facility: &FacilityRow) -> bool {
        let (filter, errors) = Filter::parse(typed, &["RPE".to_owned(), "EAJE".to_owned()], &[2, 3]);
        assert!(errors.is_empty(), "{errors:?}");
        let site = SiteRow {
            facility: 1,
            role: Some("Antenne".to_owned()),
            address: "Impasse Merlusse".to_owned(),
            lines: Lines::default(),
        };
        filter.keeps(facility, &[site], &Parties::of(Vec::new()))
    }

    fn asking(q: &str, kind: &str, commune: &str) -> Typed {
        Typed {
            q: q.to_owned(),
            kind: kind.to_owned(),
            commune: commune.to_owned(),
            ..Typed::default()
        }
    }

    #[test]
    fn words_are_looked_for_in_names_types_and_addresses() {
        let rpe = facility("RPE", Some(2));
        for found in ["planete", "antennes merlusse", "rpe bébé", ""] {
            assert!(kept(&asking(found, "", ""), &rpe), "{found}");
        }
        assert!(!kept(&asking("bébés vitrolles", "", ""), &rpe));
    }

    #[test]
    fn filters_join() {
        let rpe = facility("RPE", Some(2));
        assert!(kept(&asking("", "rpe", "2"), &rpe));
        assert!(!kept(&asking("", "EAJE", "2"), &rpe));
        assert!(!kept(&asking("", "RPE", "3"), &rpe));
        assert!(!kept(&asking("", "", "2"), &facility("RPE", None)));
    }

    #[test]
    fn what_no_list_offers_is_explained() {
        let (_, errors) = Filter::parse(&asking("", "MAM", "9"), &["RPE".to_owned()], &[2]);
        assert_eq!(
            errors.of("type"),
            Some("Choisissez une réponse de la liste. L’adresse contient «\u{a0}MAM\u{a0}».")
        );
        assert!(errors.has("commune"));
    }
}
