//! The versions of a reading: the act as it entered, and what each correction made of it.
//!
//! It only reads and prepares; `tables` alone writes, when the fact is recorded.

mod together;

use domain::access::verbs::CorrectReading;
use domain::convention::{ReadingCorrected, ReadingVersion};
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::reading::{Lines, Reading};
use domain::time::Instant;
use files::correction::{Correction, FieldPath, NotCorrected, corrected, undoing};
use store::{Columns, FromRow, Permitted, QueryInfo, Sequence, StoreError, Tx, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::reading_fields::Section;
use crate::reading_sense::newly_impossible;
use crate::reading_spot::count;
use crate::rebuild::{Document, TextOf};
use crate::tables::Tables;

/// A version, as far as the chain of versions goes.
pub(crate) struct VersionRow {
    pub(crate) version: i64,
    pub(crate) previous: Digest,
    pub(crate) document: String,
    pub(crate) digest: Digest,
}

query! {
    /// Every version of a reading, the first correction first.
    pub(crate) Versions(convention: ConventionId) -> VersionRow
    reading ["reading_version"]
    "SELECT version, previous, document, digest FROM reading_version WHERE convention = $4 ORDER BY version"
}

query! {
    /// One version.
    OneVersion(convention: ConventionId, version: i64) -> VersionRow
    reading ["reading_version"]
    "SELECT version, previous, document, digest FROM reading_version WHERE convention = $4 AND version = $5"
}

query! {
    /// The version of this digest.
    VersionOf(convention: ConventionId, digest: Digest) -> String
    reading ["reading_version"]
    "SELECT document FROM reading_version WHERE convention = $4 AND digest = $5 ORDER BY version DESC LIMIT 1"
}

query! {
    /// The last version.
    pub(crate) LastVersion(convention: ConventionId) -> VersionRow
    reading ["reading_version"]
    "SELECT version, previous, document, digest FROM reading_version WHERE convention = $4 ORDER BY version DESC LIMIT 1"
}

impl FromRow for VersionRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: columns.int(0)?,
            previous: columns.digest(1)?,
            document: columns.text(2)?,
            digest: columns.digest(3)?,
        })
    }
}

/// A correction that was made.
pub(crate) struct MadeRow {
    pub(crate) version: i64,
    pub(crate) place: String,
    pub(crate) was: Option<String>,
    pub(crate) becomes: Option<String>,
    pub(crate) lines: Option<String>,
    pub(crate) reason: String,
    pub(crate) undoes: Option<i64>,
    pub(crate) person: Option<String>,
    pub(crate) at: Instant,
}

query! {
    /// The corrections made, the last first.
    pub(crate) Made(convention: ConventionId, limit: i64) -> MadeRow
    reading ["reading_version"]
    "SELECT version, place, was, CASE WHEN place = '/' THEN NULL ELSE becomes END, lines, reason, undoes, person, instant \
        FROM reading_version WHERE convention = $4 ORDER BY version DESC LIMIT $5"
}

query! {
    /// One of them.
    pub(crate) OneMade(convention: ConventionId, version: i64) -> MadeRow
    reading ["reading_version"]
    "SELECT version, place, was, becomes, lines, reason, undoes, person, instant FROM reading_version \
        WHERE convention = $4 AND version = $5"
}

query! {
    /// Which correction undoes this one.
    UndoneBy(convention: ConventionId, version: i64) -> i64
    reading ["reading_version"]
    "SELECT version FROM reading_version WHERE convention = $4 AND undoes = $5"
}

impl FromRow for MadeRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: columns.int(0)?,
            place: columns.text(1)?,
            was: columns.opt_text(2)?,
            becomes: columns.opt_text(3)?,
            lines: columns.opt_text(4)?,
            reason: columns.text(5)?,
            undoes: columns.opt_int(6)?,
            person: columns.opt_text(7)?,
            at: columns.instant(8)?,
        })
    }
}

impl MadeRow {
    fn correction(&self) -> Option<Correction> {
        Some(Correction {
            path: self.place.parse().ok()?,
            was: self.was.clone(),
            becomes: self.becomes.clone(),
            lines: match &self.lines {
                Some(text) => Some(lines_of(text)?),
                None => None,
            },
            revives: None,
        })
    }
}

/// Lines as a version keeps them, one list an item.
fn lines_of(text: &str) -> Option<Vec<Lines>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(';').map(|item| item.parse().ok()).collect()
}

fn lines_text(lines: &[Lines]) -> String {
    lines.iter().map(Lines::to_string).collect::<Vec<_>>().join(";")
}

query! {
    /// The reading as it now stands: the last version, or the act as it entered.
    Standing(convention: ConventionId) -> String
    reading ["act", "reading_version"]
    "SELECT COALESCE(v.document, a.document) FROM act a LEFT JOIN reading_version v ON v.convention = a.convention \
        AND v.version = (SELECT MAX(x.version) FROM reading_version x WHERE x.convention = a.convention) \
        WHERE a.convention = $4 AND a.ordinal = 1"
}

/// The reading as it now stands.
pub(crate) async fn document(visit: &mut Visit, convention: ConventionId) -> Result<String, Failure> {
    visit.first(Standing { convention }).await?.ok_or(Failure::NotFound)
}

/// The reading as it stood under this digest: a version of it, or the act as it entered.
pub(crate) async fn document_of(
    visit: &mut Visit,
    convention: ConventionId,
    digest: Digest,
) -> Result<Option<String>, Failure> {
    if let Some(version) = visit.first(VersionOf { convention, digest }).await? {
        return Ok(Some(version));
    }
    let act = visit.first(Document { convention }).await?;
    Ok(act.filter(|act| Digest::of(act.as_bytes()) == digest))
}

/// Why a correction was not made.
pub(crate) enum NotMade {
    /// It does not fit what stands there.
    Refused(NotCorrected),
    /// It would say what no convention can: why.
    Impossible(&'static str),
    /// Another reading stands than the one that was shown.
    Moved,
    /// It was undone already.
    Undone,
    /// It would change the number of something.
    Numbered,
    /// As everywhere.
    Failed(Failure),
}

impl From<Failure> for NotMade {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// What stands when a correction begins, held until it ends.
pub(crate) struct Bench {
    pub(crate) tx: Tx<Permitted<CorrectReading>>,
    convention: ConventionId,
    version: i64,
    act: String,
    before: String,
    text: Vec<String>,
}

impl Bench {
    pub(crate) async fn open(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let mut tx = visit.begin::<CorrectReading>(convention).await?;
        // The ordinal first: it holds back whoever corrects the same reading, until this one is kept.
        let version = tx.allocate(Sequence::Convention(convention, "reading")).await?;
        let act = tx.load_first(Document { convention }).await?.ok_or(Failure::NotFound)?;
        let last = tx.load_first(LastVersion { convention }).await?;
        Ok(Self {
            convention,
            version,
            before: last.map_or_else(|| act.clone(), |last| last.document),
            act,
            text: tx.load(TextOf { convention }).await?,
            tx,
        })
    }

    async fn keep(self, visit: &Visit, made: Correction, reason: String, undoes: Option<i64>) -> Result<i64, NotMade> {
        let fact = self.fact(visit, (self.version, &self.before), made, reason)?;
        let fact = ReadingCorrected { undoes, ..fact };
        self.tx.record::<Tables, _>(&fact).await?.commit().await?;
        Ok(self.version)
    }

    /// The fact of a correction of this document, which undoes none.
    fn fact(
        &self,
        visit: &Visit,
        (version, before): (i64, &str),
        made: Correction,
        reason: String,
    ) -> Result<ReadingCorrected, NotMade> {
        let reading = corrected(before, &self.text, &made).map_err(NotMade::Refused)?;
        if let Some(sentence) = newly_impossible(before, &reading) {
            return Err(NotMade::Impossible(sentence));
        }
        let document = files::interchange::write(&reading);
        if document == before {
            // Some values follow the lines of what holds them.
            return Err(NotMade::Refused(NotCorrected::Same));
        }
        Ok(ReadingCorrected {
            made: ReadingVersion {
                convention: self.convention,
                version,
                person: visit.viewer.person(),
                at: visit.now,
                previous: Digest::of(before.as_bytes()),
                document,
                reading,
                text: self.text.clone(),
                act: self.act.clone(),
            },
            field: made.path.to_string(),
            was: made.was,
            becomes: made.becomes,
            lines: made.lines.as_deref().map(lines_text),
            reason,
            undoes: None,
        })
    }
}

/// The lists that a plan changes, in the order in which they refer to each other.
const PLAN_LISTS: [&str; 3] = ["/nodes", "/themes", "/actions"];

/// The others that are given whole.
const OTHER_LISTS: [&str; 3] = ["/parties", "/perimeter", "/articles"];

/// Whether a correction gives a whole list.
pub(crate) fn is_list(place: &str) -> bool {
    PLAN_LISTS.contains(&place) || OTHER_LISTS.contains(&place)
}

/// Gives the lists of a plan what they are in `reading`, a correction a list, all or nothing. `seen` is the digest of the document
/// that was shown: when another one stands by now, nothing is written.
pub(crate) async fn correct_lists(
    visit: &mut Visit,
    convention: ConventionId,
    reading: &Reading,
    seen: Digest,
    reason: &str,
) -> Result<(), NotMade> {
    let mut bench = Bench::open(visit, convention).await?;
    bench.stands(seen)?;
    let facts = bench.corrections(visit, reading, &PLAN_LISTS, reason).await?;
    bench.keep_all(facts).await
}

/// Makes a correction, all or nothing, and tells its number.
pub(crate) async fn correct(
    visit: &mut Visit,
    convention: ConventionId,
    correction: Correction,
    reason: String,
) -> Result<i64, NotMade> {
    let bench = Bench::open(visit, convention).await?;
    bench.keep(visit, correction, reason, None).await
}

/// Gives back what a correction took, by a newer one, whose number is told.
pub(crate) async fn undo(visit: &mut Visit, convention: ConventionId, version: i64) -> Result<i64, NotMade> {
    let mut bench = Bench::open(visit, convention).await?;
    let made = bench.tx.load_first(OneMade { convention, version }).await?;
    let made = made.ok_or(Failure::NotFound)?;
    if bench.tx.load_first(UndoneBy { convention, version }).await?.is_some() {
        return Err(NotMade::Undone);
    }
    let before = OneVersion {
        convention,
        version: version - 1,
    };
    let before = bench
        .tx
        .load_first(before)
        .await?
        .map_or_else(|| bench.act.clone(), |row| row.document);
    let after = bench.tx.load_first(OneVersion { convention, version }).await?;
    let after = after.ok_or(Failure::NotFound)?.document;
    let back = made.correction().map(|made| undoing(&made, &before, &after));
    let back = back.ok_or(Failure::NotFound)?;
    if renumbers(&back, &bench.before) {
        return Err(NotMade::Numbered);
    }
    let reason = format!("Annulation de la correction {version}");
    bench.keep(visit, back, reason, Some(version)).await
}

/// Whether a correction takes out, or puts back before others, an item that has a number.
fn renumbers(back: &Correction, document: &str) -> bool {
    let path = back.path.to_string();
    if is_list(&path) {
        // What came in since has a number: it would lose it.
        let count_of = |text: &str| serde_json::from_str::<Vec<serde_json::Value>>(text).map_or(0, |items| items.len());
        return back.becomes.as_deref().map_or(0, count_of) < count(document, &path);
    }
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let [root, at] = parts[..] else { return false };
    let Some(section) = Section::of(root).filter(|section| section.list) else {
        return false;
    };
    let Ok(index) = at.trim_start_matches('+').parse::<usize>() else {
        return false;
    };
    let count = count(document, &format!("/{root}"));
    match &back.becomes {
        None => !section.gives_up(index, count),
        Some(_) => section.root == "actions" && index < count && at.starts_with('+'),
    }
}

/// The path of a field, as it came in an address.
pub(crate) fn path(text: &str) -> Result<FieldPath, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Standing>(),
        QueryInfo::of::<Versions>(),
        QueryInfo::of::<OneVersion>(),
        QueryInfo::of::<LastVersion>(),
        QueryInfo::of::<Made>(),
        QueryInfo::of::<OneMade>(),
        QueryInfo::of::<UndoneBy>(),
        QueryInfo::of::<VersionOf>(),
    ]
}
