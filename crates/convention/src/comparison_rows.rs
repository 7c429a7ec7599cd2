//! Comparisons as they are kept: the file, what was counted, and the report as a document.
//!
//! It decides nothing of what is compared. What names someone who is erased goes; that a file was compared stays.

use domain::comparison::SecondFileCompared;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::people::PersonErased;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, Value, Writer, query, sql};

/// A comparison.
pub(crate) struct ComparisonRow {
    pub(crate) ordinal: i64,
    pub(crate) name: String,
    pub(crate) digest: Digest,
    pub(crate) differences: i64,
    pub(crate) corrected: i64,
    pub(crate) kept_aside: i64,
    pub(crate) instant: Option<Instant>,
    pub(crate) person: Option<String>,
    /// Nothing in a list.
    pub(crate) report: String,
}

query! {
    /// The comparisons of a convention, the last first, without their reports.
    pub(crate) Comparisons(convention: ConventionId) -> ComparisonRow
    reading ["comparison"]
    "SELECT ordinal, name, digest, differences, corrected, kept_aside, instant, person, '' FROM comparison \
        WHERE convention = $4 ORDER BY ordinal DESC LIMIT 200"
}

query! {
    /// One of them.
    pub(crate) OneComparison(convention: ConventionId, ordinal: i64) -> ComparisonRow
    reading ["comparison"]
    "SELECT ordinal, name, digest, differences, corrected, kept_aside, instant, person, report FROM comparison \
        WHERE convention = $4 AND ordinal = $5"
}

impl FromRow for ComparisonRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            name: c.text(1)?,
            digest: c.digest(2)?,
            differences: c.int(3)?,
            corrected: c.int(4)?,
            kept_aside: c.int(5)?,
            instant: c.opt_instant(6)?,
            person: c.opt_text(7)?,
            report: c.text(8)?,
        })
    }
}

impl ComparisonRow {
    /// What the file was called, unless it named someone who is erased.
    pub(crate) fn called(&self) -> &str {
        if self.name.is_empty() {
            "fichier sans nom"
        } else {
            &self.name
        }
    }

    /// "30 nov. 2026 à 14 h 05, Camille Roche".
    pub(crate) fn told(&self) -> String {
        let who = self.person.as_deref().unwrap_or("Une personne effacée");
        match self.instant {
            Some(at) => format!("{}, {who}", web::french::moment(at)),
            None => who.to_owned(),
        }
    }

    /// The first characters of the digest of the file.
    pub(crate) fn print(&self) -> String {
        self.digest.to_string().chars().take(12).collect()
    }
}

pub(crate) async fn write(fact: &SecondFileCompared, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let keep = sql!(
        "INSERT INTO unscoped_comparison (convention, ordinal, name, digest, differences, corrected, kept_aside, report) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let counted = |count: usize| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let values = [
        Value::from(fact.convention()),
        fact.comparison.ordinal.into(),
        fact.name.as_str().into(),
        fact.digest.into(),
        counted(fact.differences),
        counted(fact.corrected),
        counted(fact.proposals.len()),
        fact.report.as_str().into(),
    ];
    writer.run(keep, &values).await
}

/// A report, and what may name someone in it.
struct Named {
    convention: i64,
    ordinal: i64,
    name: String,
    report: String,
}

impl FromRow for Named {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            ordinal: c.int(1)?,
            name: c.text(2)?,
            report: c.text(3)?,
        })
    }
}

/// The names of files and the reports that name someone who is erased go: the counts stay, and the corrections tell themselves.
pub(crate) async fn forget(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all = sql!("SELECT convention, ordinal, name, report FROM unscoped_comparison ORDER BY convention, ordinal");
    let kept: Vec<Named> = writer.rows(all, &[]).await?;
    let names = |text: &str| fact.erased.is_named_in(text);
    for one in kept.iter().filter(|one| names(&one.name) || names(&one.report)) {
        let forget = sql!("UPDATE unscoped_comparison SET name = $3, report = $4 WHERE convention = $1 AND ordinal = $2");
        // The report goes with either: it tells the file too.
        let name = if names(&one.name) { "" } else { &one.name };
        let values = [one.convention.into(), one.ordinal.into(), name.into(), "".into()];
        writer.change_one(forget, &values).await?;
    }
    Ok(())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Comparisons>(), QueryInfo::of::<OneComparison>()]
}
