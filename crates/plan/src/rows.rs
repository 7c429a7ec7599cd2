//! What the pages of the plan read: one query a table, shared by the views.
//!
//! Every query reads scoped names; none knows a page.

use domain::ids::ConventionId;
use domain::reading::{Half, Lines, OrganisationKind, View};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// An organisation of the convention.
#[derive(Debug, Clone)]
pub(crate) struct PartyRow {
    pub(crate) ordinal: i64,
    pub(crate) signs: bool,
    pub(crate) short_name: String,
    pub(crate) kind: OrganisationKind,
}

query! {
    /// The organisations of a convention, signatories first.
    pub(crate) Parties(convention: ConventionId) -> PartyRow
    reading ["party"]
    "SELECT ordinal, signs, short_name, kind FROM party WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for PartyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            signs: columns.flag(1)?,
            short_name: columns.text(2)?,
            kind: columns.word(3, OrganisationKind::from_code)?,
        })
    }
}

/// A node of the framework.
#[derive(Debug, Clone)]
pub(crate) struct NodeRow {
    pub(crate) ordinal: i64,
    pub(crate) depth: i64,
    pub(crate) parent: Option<i64>,
    pub(crate) code: Option<String>,
    pub(crate) title: String,
    /// What the text calls its level.
    pub(crate) level: Option<String>,
}

query! {
    /// The framework, parents before children.
    pub(crate) Nodes(convention: ConventionId) -> NodeRow
    reading ["node", "level"]
    "SELECT n.ordinal, n.depth, n.parent, n.code, n.title, l.name FROM node n \
        LEFT JOIN level l ON l.convention = n.convention AND l.depth = n.depth \
        WHERE n.convention = $4 ORDER BY n.ordinal"
}

impl FromRow for NodeRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            depth: columns.int(1)?,
            parent: columns.opt_int(2)?,
            code: columns.opt_text(3)?,
            title: columns.text(4)?,
            level: columns.opt_text(5)?,
        })
    }
}

/// An action in a list.
#[derive(Debug, Clone)]
pub(crate) struct ActionRow {
    pub(crate) ordinal: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) sort_key: String,
    pub(crate) node: Option<i64>,
}

query! {
    /// The actions, in the order of their numbers.
    pub(crate) Actions(convention: ConventionId) -> ActionRow
    reading ["action"]
    "SELECT ordinal, number, title, sort_key, node FROM action WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for ActionRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            number: columns.text(1)?,
            title: columns.text(2)?,
            sort_key: columns.text(3)?,
            node: columns.opt_int(4)?,
        })
    }
}

/// What ties an action to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    Pilot,
    Bearer,
    Partner,
    /// A pilot of the sheet, where it differs from the grid, which is shown.
    OtherPilot,
    /// A bearer of the sheet, likewise.
    OtherBearer,
    Theme,
}

impl Tie {
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "pilot" => Some(Self::Pilot),
            "bearer" => Some(Self::Bearer),
            "partner" => Some(Self::Partner),
            "other_pilot" => Some(Self::OtherPilot),
            "other_bearer" => Some(Self::OtherBearer),
            "theme" => Some(Self::Theme),
            _ => None,
        }
    }
}

/// A role held on an action, or a theme it is filed under.
#[derive(Debug, Clone)]
pub(crate) struct LinkRow {
    pub(crate) action: i64,
    pub(crate) tie: Tie,
    /// The organisation or the theme.
    pub(crate) other: Option<i64>,
    /// The name of the theme, or the words that hold a role.
    pub(crate) text: Option<String>,
}

query! {
    /// Roles and themes of every action, in the order of the text.
    pub(crate) Links(convention: ConventionId) -> LinkRow
    reading ["action_role", "action_theme", "theme"]
    "SELECT action, role, party, text, ordinal FROM action_role WHERE convention = $4 \
        UNION ALL \
        SELECT f.action, 'theme', f.theme, t.name, t.ordinal FROM action_theme f \
            JOIN theme t ON t.convention = f.convention AND t.ordinal = f.theme WHERE f.convention = $4 \
        ORDER BY 1, 2, 5"
}

impl FromRow for LinkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: columns.int(0)?,
            tie: columns.word(1, Tie::from_code)?,
            other: columns.opt_int(2)?,
            text: columns.opt_text(3)?,
        })
    }
}

/// The links of one kind of one action.
pub(crate) fn links_of(links: &[LinkRow], action: i64, tie: Tie) -> impl Iterator<Item = &LinkRow> {
    let start = links.partition_point(|link| link.action < action);
    let own = links[start..].iter().take_while(move |link| link.action == action);
    own.filter(move |link| link.tie == tie)
}

/// One year under one signed mark, with the commune the mark names, if any.
#[derive(Debug, Clone)]
pub(crate) struct MarkRow {
    pub(crate) action: i64,
    pub(crate) view: View,
    pub(crate) year: i64,
    /// The commune named; `None` when the mark names nobody.
    pub(crate) party: Option<i64>,
    /// The half of the year, where the mark stands for one.
    pub(crate) half: Option<Half>,
}

query! {
    /// The marks of every action, year by year.
    pub(crate) Marks(convention: ConventionId) -> MarkRow
    reading ["track", "track_year"]
    "SELECT y.action, t.source_view, y.year, y.party, t.half FROM track_year y \
        JOIN track t ON t.convention = y.convention AND t.action = y.action AND t.ordinal = y.track \
        WHERE y.convention = $4 ORDER BY y.action, y.year, y.party"
}

impl FromRow for MarkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: columns.int(0)?,
            view: columns.word(1, View::from_code)?,
            year: columns.int(2)?,
            party: Some(columns.int(3)?).filter(|party| *party != 0),
            half: half(columns, 4)?,
        })
    }
}

/// The half of a year that a mark stands for.
pub(crate) fn half(columns: &Columns<'_>, index: usize) -> Result<Option<Half>, StoreError> {
    Ok(columns
        .opt_int(index)?
        .and_then(|rank| u8::try_from(rank).ok())
        .and_then(Half::of_rank))
}

/// The marks of one action, out of all of them.
pub(crate) fn marks_of(marks: &[MarkRow], action: i64) -> &[MarkRow] {
    let start = marks.partition_point(|mark| mark.action < action);
    let end = marks.partition_point(|mark| mark.action <= action);
    &marks[start..end]
}

/// A theme.
#[derive(Debug, Clone)]
pub(crate) struct ThemeRow {
    pub(crate) ordinal: i64,
    pub(crate) name: String,
}

query! {
    /// The themes announced.
    pub(crate) Themes(convention: ConventionId) -> ThemeRow
    reading ["theme"]
    "SELECT ordinal, name FROM theme WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for ThemeRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            name: columns.text(1)?,
        })
    }
}

/// The period of a convention.
#[derive(Debug, Clone)]
pub(crate) struct PeriodRow {
    pub(crate) start: Option<domain::time::Day>,
    pub(crate) end: Option<domain::time::Day>,
    pub(crate) lines: Lines,
}

query! {
    /// The period, as signed.
    pub(crate) PeriodOf(convention: ConventionId) -> PeriodRow
    reading ["convention"]
    "SELECT start_day, end_day, period_lines FROM convention WHERE id = $4"
}

impl FromRow for PeriodRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            start: columns.opt_day(0)?,
            end: columns.opt_day(1)?,
            lines: columns.word(2, |text| text.parse().ok())?,
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Parties>(),
        QueryInfo::of::<Nodes>(),
        QueryInfo::of::<Actions>(),
        QueryInfo::of::<Links>(),
        QueryInfo::of::<Marks>(),
        QueryInfo::of::<Themes>(),
        QueryInfo::of::<PeriodOf>(),
    ]
}
