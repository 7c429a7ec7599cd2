//! What bears a name in a convention and answers what someone types to go somewhere: people, organisations, facilities, bodies, articles.
//! The rooms that keep them show them; here they are only found.
//!
//! Two queries, each of a bounded number of rows of one convention: whoever may not see a kind is given none of it.

use domain::ids::{ConventionId, OrganisationId, PersonId};
use domain::places::Target;
use domain::search::fold;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::go_to::Found;

/// What bears a name.
#[derive(Debug)]
struct NamedRow {
    kind: String,
    ordinal: i64,
    name: String,
    /// The number of an article, the type of a facility.
    detail: String,
}

// A directory grows; no convention knows a thousand people.
query! {
    /// The people and the organisations that a convention knows.
    NamedInDirectory(convention: ConventionId) -> NamedRow
    reading ["member", "member_mandate", "member_contact"]
    "SELECT 'person' AS kind, p.ordinal, p.name, '' AS detail FROM (SELECT person AS ordinal, name FROM member_mandate \
        WHERE convention = $4 UNION SELECT person, name FROM member_contact WHERE convention = $4 ORDER BY 2, 1 LIMIT 1000) p \
     UNION ALL SELECT 'organisation', o.ordinal, o.name, '' FROM (SELECT organisation AS ordinal, name FROM member \
        WHERE convention = $4 GROUP BY organisation, name ORDER BY 2, 1 LIMIT 1000) o"
}

query! {
    /// The facilities, bodies and articles of a convention.
    NamedInText(convention: ConventionId) -> NamedRow
    reading ["facility", "body", "article"]
    "SELECT 'facility' AS kind, f.ordinal, f.name, f.detail FROM (SELECT ordinal, name, kind AS detail FROM facility \
        WHERE convention = $4 ORDER BY ordinal LIMIT 1000) f \
     UNION ALL SELECT 'body', b.ordinal, b.name, '' FROM (SELECT ordinal, name FROM body \
        WHERE convention = $4 ORDER BY ordinal LIMIT 1000) b \
     UNION ALL SELECT 'article', a.ordinal, a.title, a.detail FROM (SELECT ordinal, title, COALESCE(number, '') AS detail \
        FROM article WHERE convention = $4 ORDER BY ordinal LIMIT 1000) a"
}

impl FromRow for NamedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            ordinal: c.int(1)?,
            name: c.text(2)?,
            detail: c.text(3)?,
        })
    }
}

/// Those that answer every word typed: people and organisations, then what the text names.
pub(crate) async fn named(visit: &mut Visit, convention: ConventionId, typed: &str) -> Result<[Vec<Found>; 2], Failure> {
    let sought = fold(typed.trim());
    if sought.is_empty() {
        return Ok([Vec::new(), Vec::new()]);
    }
    let known = visit.rows(NamedInDirectory { convention }).await?;
    let written = visit.rows(NamedInText { convention }).await?;
    Ok([known, written].map(|rows| answering(rows, &sought, convention)))
}

fn answering(rows: Vec<NamedRow>, sought: &str, convention: ConventionId) -> Vec<Found> {
    let answers = |row: &NamedRow| {
        let words = fold(&row.words());
        sought.split_whitespace().all(|word| words.contains(word))
    };
    rows.into_iter()
        .filter(answers)
        .filter_map(|row| row.found(convention))
        .collect()
}

impl NamedRow {
    /// What it is called, in one line.
    fn words(&self) -> String {
        match (self.kind.as_str(), self.detail.as_str()) {
            ("article", "") => format!("Article préliminaire, {}", self.name),
            ("article", number) => format!("Article\u{a0}{number}, {}", self.name),
            ("facility", kind) => format!("{}, {kind}", self.name),
            _ => self.name.clone(),
        }
    }

    fn found(&self, convention: ConventionId) -> Option<Found> {
        let (icon, kind, address) = match self.kind.as_str() {
            "person" => {
                let place = Target::MemberPerson(convention, PersonId::new(self.ordinal));
                ("i-user", "Personne", href(place).to_string())
            }
            "organisation" => {
                let place = Target::MemberOrganisation(convention, OrganisationId::new(self.ordinal));
                ("i-people", "Organisme", href(place).to_string())
            }
            "facility" => {
                let list = href(Target::Facilities(convention));
                ("i-building", "Équipement", with_query(list, &[("q", &self.name)]))
            }
            "body" => {
                let list = href(Target::Bodies(convention));
                ("i-people", "Instance", format!("{list}#instance-{}", self.ordinal))
            }
            "article" => ("i-doc", "Article", self.article(convention)),
            _ => return None,
        };
        Some(Found {
            icon,
            kind,
            label: self.words(),
            address,
        })
    }

    /// Where an article is read, on its page of the text.
    fn article(&self, convention: ConventionId) -> String {
        let list = href(Target::Articles(convention));
        if self.detail.is_empty() {
            return format!("{list}#article-preliminaire");
        }
        let folded = fold(&self.detail);
        let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
        let number = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
        format!("{}#article-{number}", with_query(list, &[("article", &number)]))
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<NamedInDirectory>(), QueryInfo::of::<NamedInText>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_matter_and_every_word_does() {
        let row = |kind: &str, ordinal, name: &str, detail: &str| NamedRow {
            kind: kind.to_owned(),
            ordinal,
            name: name.to_owned(),
            detail: detail.to_owned(),
        };
        let rows = || {
            vec![
                row("person", 3, "Inès Belkacem", ""),
                row("facility", 2, "Les Lutins", "Micro-crèche"),
                row("body", 1, "Comité de pilotage", ""),
                row("article", 4, "Durée", "2 bis"),
                row("article", 1, "Objet", ""),
            ]
        };
        let found = |typed: &str| -> Vec<String> {
            let found = answering(rows(), &fold(typed), ConventionId::new(7));
            found.into_iter().map(|one| one.address).collect()
        };
        assert_eq!(found("INES"), ["/conventions/7/annuaire/personnes/3"]);
        assert_eq!(found("creche lutins"), ["/conventions/7/equipements?q=Les+Lutins"]);
        assert_eq!(found("comite"), ["/conventions/7/instances#instance-1"]);
        assert_eq!(
            found("article 2 bis"),
            ["/conventions/7/articles?article=2-bis#article-2-bis"]
        );
        assert_eq!(found("préliminaire"), ["/conventions/7/articles#article-preliminaire"]);
        assert!(found("comité duree").is_empty());
    }
}
