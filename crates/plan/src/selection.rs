//! The actions of a plan that the filters of an address keep, with all that its presentations tell of them.
//!
//! The tree, the themes, the table, the board and the deployment read the plan here, so that one address means the same actions
//! on each. It writes nothing.

use domain::ids::ConventionId;
use domain::saved_view::PlanPage;
use web::components::ViewLink;
use web::failure::Failure;
use web::visit::Visit;

use crate::filter_bar::{FilterBar, ThemeChoice};
use crate::plan_filter::{Choices, Filter, Told, Typed, Words, answering};
use crate::progress_filter::ProgressFilter;
use crate::roster::Roster;
use crate::rows::{ActionRow, Actions, LinkRow, MarkRow, Marks, Nodes, Tie};
use crate::sheet_rows::{SheetedActions, Sheets};
use crate::standing::Standings;
use crate::table_links::{chips, sort};

/// What is left of a plan under its filters.
pub(crate) struct Selection {
    pub(crate) bar: FilterBar,
    pub(crate) roster: Roster,
    pub(crate) standings: Standings,
    /// What their sheets say: of the table, or where a filter asks for it.
    pub(crate) sheets: Sheets,
    pub(crate) marks: Vec<MarkRow>,
    /// The actions kept, in the order asked.
    pub(crate) shown: Vec<ActionRow>,
    /// The printed number of every action, kept or not, by its ordinal.
    pub(crate) numbers: Vec<(i64, String)>,
    /// The views above the table, and above nothing else.
    pub(crate) chips: Vec<ViewLink>,
}

impl Selection {
    /// Reads the plan for one of its pages. The deployment shows the lane of a commune by itself: there, that filter keeps every
    /// action.
    pub(crate) async fn read(visit: &mut Visit, page: PlanPage, typed: Typed) -> Result<Self, Failure> {
        let convention = visit.convention()?;
        let nodes = visit.rows(Nodes { convention }).await?;
        let (actions, sheets) = read_actions(visit, convention, page, &typed).await?;
        let roster = Roster::read(visit, convention).await?;
        let marks = visit.rows(Marks { convention }).await?;
        let standings = Standings::of(actions.iter().map(|action| action.ordinal), &marks, &roster, visit.today);
        let (years, themes) = (years_of(&marks), themes_of(&roster.links));
        let asked = match page {
            PlanPage::Deployment => Typed {
                commune: String::new(),
                ..typed.clone()
            },
            _ => typed.clone(),
        };
        let (filter, mut errors) = Filter::parse(&asked, &choices(&roster, &themes, &years));
        let progress = ProgressFilter::parse(&asked, &nodes, &mut errors);
        let numbers: Vec<(i64, String)> = actions.iter().map(|action| (action.ordinal, action.number.clone())).collect();
        let told = Told {
            sheets: &sheets,
            links: &roster.links,
            marks: &marks,
        };
        let chips = match page {
            PlanPage::Table => chips(convention, &typed, &actions, &told, &standings),
            _ => Vec::new(),
        };
        let kept = |action: &ActionRow| filter.keeps(action, &told) && progress.keeps(action, standings.one(&action.ordinal));
        let mut shown: Vec<ActionRow> = actions.into_iter().filter(kept).collect();
        if !filter.question.is_empty() {
            let found = visit.rows(Words::of(convention, &filter.question)).await?;
            let answers = answering(&filter.question, &found);
            shown.retain(|action| answers.contains(&action.ordinal));
        }
        sort(&mut shown, &typed, &standings);
        let bar = FilterBar {
            convention,
            page,
            question_cut: filter.question.is_cut(),
            typed,
            errors,
            themes,
            years,
            nodes,
            shown: shown.len(),
            total: numbers.len(),
        };
        Ok(Self {
            bar,
            roster,
            standings,
            sheets,
            marks,
            shown,
            numbers,
            chips,
        })
    }
}

async fn read_actions(
    visit: &mut Visit,
    convention: ConventionId,
    page: PlanPage,
    typed: &Typed,
) -> Result<(Vec<ActionRow>, Sheets), Failure> {
    if page == PlanPage::Table || !typed.manque.is_empty() {
        return Ok(Sheets::of(visit.rows(SheetedActions { convention }).await?));
    }
    Ok((visit.rows(Actions { convention }).await?, Sheets::default()))
}

fn choices(roster: &Roster, themes: &[ThemeChoice], years: &[i64]) -> Choices {
    Choices {
        communes: roster.orgs.communes().map(|badge| badge.ordinal).collect(),
        signing: roster.orgs.signing().map(|badge| badge.ordinal).collect(),
        themes: themes.iter().map(|theme| theme.ordinal).collect(),
        years: years.to_vec(),
    }
}

fn years_of(marks: &[MarkRow]) -> Vec<i64> {
    let years: std::collections::BTreeSet<i64> = marks.iter().map(|mark| mark.year).collect();
    years.into_iter().collect()
}

fn themes_of(links: &[LinkRow]) -> Vec<ThemeChoice> {
    let themes = links.iter().filter(|link| link.tie == Tie::Theme);
    let named = themes.filter_map(|link| Some((link.other?, link.text.clone()?)));
    let sorted: std::collections::BTreeMap<i64, String> = named.collect();
    sorted
        .into_iter()
        .map(|(ordinal, name)| ThemeChoice { ordinal, name })
        .collect()
}
