//! The signed text, line by line as it was received, with the lines a value came from marked.
//!
//! A window of the text is shown, never the whole: a page stays light whatever the length.

use askama::Template;
use domain::access::Verb;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::{LineRange, Lines};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

/// Lines shown around those asked for.
const AROUND: i64 = 12;
/// The most lines on one page.
const WINDOW: i64 = 120;

pub(crate) struct LineRow {
    pub(crate) number: i64,
    pub(crate) text: String,
}

query! {
    /// A window of the signed text.
    pub(crate) TextLines(convention: ConventionId, first: i64, last: i64) -> LineRow
    reading ["source_line"]
    "SELECT line, text FROM source_line WHERE convention = $4 AND act = 1 AND line BETWEEN $5 AND $6 ORDER BY line"
}

impl FromRow for LineRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: columns.int(0)?,
            text: columns.text(1)?,
        })
    }
}

struct ActRow {
    file: String,
    line_count: i64,
    digest: String,
}

query! {
    /// The act that holds the text.
    ActOf(convention: ConventionId) -> ActRow
    reading ["act"]
    "SELECT source_name, source_lines, source_digest FROM act WHERE convention = $4 AND ordinal = 1"
}

impl FromRow for ActRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            file: columns.text(0)?,
            line_count: columns.int(1)?,
            digest: columns.text(2)?,
        })
    }
}

/// What there is of the text for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextState {
    Shown,
    /// Kept among those who sign, with what quotes it.
    Withheld,
    /// There is none: the convention was typed by hand.
    ByHand,
}

query! {
    /// What there is of the text for this reader.
    TextSeen(convention: ConventionId) -> TextState
    reading ["origin", "act"]
    "SELECT o.source_lines, a.ordinal FROM origin o LEFT JOIN act a ON a.convention = o.convention AND a.ordinal = 1 \
        WHERE o.convention = $4"
}

impl FromRow for TextState {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Self::at(columns, 0)
    }
}

/// Where a convention typed by hand is completed, when whoever visits may.
pub(crate) fn completion(visit: &Visit, convention: ConventionId) -> Option<Target> {
    visit.may(Verb::CorrectReading).then_some(Target::Reading(convention))
}

impl TextState {
    /// How many lines the text has, then the act that holds it as far as the reader may see it, from this column on.
    pub(crate) fn at(columns: &Columns<'_>, first: usize) -> Result<Self, StoreError> {
        Ok(match (columns.opt_int(first)?, columns.opt_int(first + 1)?) {
            (Some(0), _) => Self::ByHand,
            (_, None) => Self::Withheld,
            (_, Some(_)) => Self::Shown,
        })
    }

    pub(crate) async fn of(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        visit.first(TextSeen { convention }).await?.ok_or(Failure::NotFound)
    }

    /// Whether the words of the text are kept from this reader.
    pub(crate) fn is_withheld(self) -> bool {
        self == Self::Withheld
    }

    /// Whether nothing was read of a text.
    pub(crate) fn is_by_hand(self) -> bool {
        self == Self::ByHand
    }
}

query! {
    /// The lines that no value holds.
    UnplacedLines(convention: ConventionId) -> String
    reading ["unplaced"]
    "SELECT lines FROM unplaced WHERE convention = $4 ORDER BY ordinal"
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Lines to show and to mark.
    lignes: String,
    /// The line to start from, without marking any.
    depuis: Option<i64>,
}

#[derive(Template)]
#[template(path = "text_show.html")]
struct TextShow {
    frame: Frame,
    act: ActRow,
    lines: Vec<LineRow>,
    asked: Option<LineRange>,
    unplaced: Lines,
    before: Option<String>,
    after: Option<String>,
    /// What is read of these lines, for those who sign.
    room: Option<String>,
}

impl TextShow {
    /// The classes of a line: cited, not placed, both or none.
    fn class(&self, line: &LineRow) -> &'static str {
        let number = u32::try_from(line.number).unwrap_or(0);
        match (
            self.asked.is_some_and(|asked| asked.holds(number)),
            self.unplaced.holds(number),
        ) {
            (true, true) => "cited unplaced",
            (true, false) => "cited",
            (false, true) => "unplaced",
            (false, false) => "",
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let Some(act) = visit.first(ActOf { convention }).await? else {
        return withheld(visit, convention).await;
    };
    let start = asked.depuis.unwrap_or(1).clamp(1, act.line_count.max(1));
    let asked = asked_range(&asked.lignes, act.line_count)?;
    let (first, last) = window(asked, start, act.line_count);
    let unplaced = visit.rows(UnplacedLines { convention }).await?;
    let frame = visit.frame("Texte signé").await?;
    let page = TextShow {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention))
            .called("Texte signé"),
        lines: visit.rows(TextLines { convention, first, last }).await?,
        unplaced: unplaced
            .iter()
            .filter_map(|lines| lines.parse::<Lines>().ok())
            .fold(Lines::default(), |all, own| all.union(&own)),
        room: visit.may(Verb::ViewInternal).then(|| room(convention, asked, first)),
        before: (first > 1).then(|| from(convention, (first - WINDOW).max(1))),
        after: (last < act.line_count).then(|| from(convention, last + 1)),
        asked,
        act,
    };
    visit.page(&page)
}

#[derive(Template)]
#[template(path = "text_withheld.html")]
struct TextWithheld {
    frame: Frame,
}

/// Every value leads to its lines: whoever may not read them is told so, and is not told that they do not exist.
async fn withheld(mut visit: Visit, convention: ConventionId) -> Result<Answer, Failure> {
    if !TextState::of(&mut visit, convention).await?.is_withheld() {
        return Err(Failure::NotFound);
    }
    let frame = visit.frame("Texte signé").await?;
    let frame = frame
        .under(Target::Convention(convention))
        .crumb("Convention", Target::Convention(convention))
        .called("Texte signé");
    visit.page(&TextWithheld { frame })
}

/// The lines asked for; an address that names lines that the text does not have leads nowhere.
fn asked_range(typed: &str, count: i64) -> Result<Option<LineRange>, Failure> {
    if typed.is_empty() {
        return Ok(None);
    }
    let range: LineRange = typed.parse().map_err(|_| Failure::NotFound)?;
    if i64::from(range.first()) > count {
        Err(Failure::NotFound)
    } else {
        Ok(Some(range))
    }
}

/// The first and last line of the page.
fn window(asked: Option<LineRange>, start: i64, count: i64) -> (i64, i64) {
    let Some(asked) = asked else {
        return (start, (start + WINDOW - 1).min(count));
    };
    let first = (i64::from(asked.first()) - AROUND).max(1);
    let last = (i64::from(asked.last()) + AROUND)
        .max(first + WINDOW / 2)
        .min(first + WINDOW - 1)
        .min(count);
    (first, last)
}

/// The address of the page that starts at this line.
fn from(convention: ConventionId, line: i64) -> String {
    with_query(href(Target::WholeText(convention)), &[("depuis", &line.to_string())])
}

/// The address of the room where what is read of these lines is told.
fn room(convention: ConventionId, asked: Option<LineRange>, first: i64) -> String {
    let room = href(Target::Desk(DeskPlace::ReadingRoom(convention)));
    match asked {
        Some(asked) => with_query(room, &[("lignes", &Lines::span(asked.first(), asked.last()).to_string())]),
        None => with_query(room, &[("depuis", &first.to_string()), ("volet", "texte")]),
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<TextLines>(),
        QueryInfo::of::<ActOf>(),
        QueryInfo::of::<TextSeen>(),
        QueryInfo::of::<UnplacedLines>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_what_is_asked_and_never_more_than_a_page() {
        let asked = LineRange::new(120, 131);
        assert_eq!(window(asked, 1, 1001), (108, 168));
        assert_eq!(window(LineRange::new(1, 900), 1, 1001), (1, 120));
        assert_eq!(window(LineRange::new(1000, 1001), 1, 1001), (988, 1001));
        assert_eq!(window(None, 1, 40), (1, 40));
        assert_eq!(window(None, 961, 1001), (961, 1001));
    }

    #[test]
    fn lines_that_do_not_exist_lead_nowhere() {
        assert!(asked_range("1002", 1001).is_err());
        assert!(asked_range("douze", 1001).is_err());
        assert!(asked_range("0-4", 1001).is_err());
        assert_eq!(asked_range("", 1001).ok(), Some(None));
    }
}
