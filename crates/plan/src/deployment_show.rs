//! The deployment: actions by years, a lane a commune. The outline is the contract; what fills it is what people
//! report, and nothing is filled before they do.

use askama::Template;
use domain::followup::Status;
use domain::places::Target;
use domain::reading::Half;
use domain::saved_view::PlanPage;
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::actual::Actual;
use crate::deployment_sheet::{PlannedYear, sheet};
use crate::filter_bar::FilterBar;
use crate::kept_views::ViewMenu;
use crate::lanes::{Cell, Lane, lanes, years};
use crate::orgs::{Badge, Orgs};
use crate::outline::{Step, outline};
use crate::plan_filter::Typed;
use crate::roster::Roster;
use crate::rows::{ActionRow, MarkRow, PeriodOf, Tie, marks_of};
use crate::selection::Selection;
use crate::standing::Standings;
use crate::table_links::pairs;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The format of a file.
    forme: String,
}

/// An action of the grid.
struct GridRow {
    action: ActionRow,
    lanes: Vec<Lane>,
}

impl GridRow {
    fn planned(&self, year: usize) -> bool {
        self.lanes.iter().any(|lane| lane.planned(year))
    }
}

/// What the grid shows, in order.
enum GridStep {
    /// A node of the framework.
    Heading(String),
    /// An action, by its index.
    Action(usize),
}

#[derive(Template)]
#[template(path = "deployment_show.html")]
struct DeploymentShow {
    frame: Frame,
    title: String,
    bar: FilterBar,
    switch: Vec<ViewLink>,
    /// What is on screen, as files.
    files: [SheetLink; 3],
    roster: Roster,
    menu: ViewMenu,
    standings: Standings,
    steps: Vec<GridStep>,
    rows: Vec<GridRow>,
    years: Vec<i64>,
    totals: Vec<usize>,
    this_year: i64,
    month_class: String,
    nameless: usize,
}

impl DeploymentShow {
    fn row(&self, index: &usize) -> &GridRow {
        &self.rows[*index]
    }

    fn badge(&self, lane: &Lane) -> Option<&Badge> {
        lane.party.and_then(|party| self.roster.orgs.badge(&party))
    }

    fn bar(&self, row: &GridRow, lane: &Lane, year: &usize) -> String {
        let bar = lane.bar(*year, self.badge(lane).map(|badge| badge.place));
        format!("{bar}{}", self.told(row, lane, *year).0.class())
    }

    fn starts(&self, lane: &Lane, year: &usize) -> bool {
        matches!(lane.cells[*year], Cell::Planned { starts: true, .. })
    }

    fn letters(&self, lane: &Lane) -> &str {
        self.badge(lane).map_or("?", |badge| badge.letters.as_str())
    }

    /// What became of one year of a lane, and the state that tells it. The years where the text names nobody stand as the whole action
    /// does, which its communes make.
    fn told(&self, row: &GridRow, lane: &Lane, year: usize) -> (Actual, Status) {
        let standing = self.standings.one(&row.action.ordinal);
        let whole = lane.party.is_none().then(|| standing.whole());
        match standing.part(lane.party).or(whole.as_ref()) {
            Some(part) if lane.planned(year) => (Actual::of(part, self.years[year], self.this_year), part.state.status),
            _ => (Actual::Planned, Status::Unspecified),
        }
    }

    /// The same in words, those of the convention where it chose them.
    fn actual_words(&self, row: &GridRow, lane: &Lane, year: usize) -> &str {
        let (actual, status) = self.told(row, lane, year);
        actual.words(status, &self.roster.names)
    }

    /// What the legend says of a bar that is full.
    fn done_words(&self) -> &str {
        self.roster.names.own(&Status::Done).unwrap_or("Fait")
    }

    fn going_words(&self) -> &str {
        self.roster.name(&Status::Going)
    }

    /// The cell in words, for those who do not see the bars.
    fn words(&self, row: &GridRow, year: &usize) -> String {
        let name = |lane: &Lane| match self.badge(lane) {
            Some(badge) if lane.by_sheet(*year) => format!("{} (selon la fiche)", badge.name),
            Some(badge) => badge.name.clone(),
            None => "commune non nommée".to_owned(),
        };
        let half = |lane: &Lane| {
            lane.half(*year)
                .map_or_else(String::new, |half| format!(", {}", half.french()))
        };
        let said = |lane: &Lane| {
            let actual = self.actual_words(row, lane, *year);
            format!("{}\u{a0}: {actual}{}", name(lane), half(lane))
        };
        let said: Vec<String> = row.lanes.iter().filter(|lane| lane.planned(*year)).map(said).collect();
        if said.is_empty() {
            "rien de prévu".to_owned()
        } else {
            said.join("\u{202f}; ")
        }
    }

    /// Whether some lane is told of: the legend then tells what fills its bar.
    fn followed(&self) -> bool {
        !self.roster.lanes.is_empty()
    }

    /// Whether some bar is drawn from a sheet only.
    fn has_sheets(&self) -> bool {
        let years = 0..self.years.len();
        self.rows
            .iter()
            .flat_map(|row| &row.lanes)
            .any(|lane| years.clone().any(|year| lane.by_sheet(year)))
    }

    /// Each year of each lane that the text plans, in the order of the grid.
    fn planned(&self) -> impl Iterator<Item = PlannedYear<'_>> {
        let rows = self.steps.iter().filter_map(|step| match step {
            GridStep::Action(index) => self.rows.get(*index),
            GridStep::Heading(_) => None,
        });
        let lanes = rows.flat_map(|row| row.lanes.iter().map(move |lane| (row, lane)));
        lanes.flat_map(move |(row, lane)| {
            let years = self.years.iter().enumerate().filter(|(year, _)| lane.planned(*year));
            years.map(move |(year, told)| PlannedYear {
                number: &row.action.number,
                title: &row.action.title,
                commune: self.badge(lane).map(|badge| badge.name.as_str()),
                year: *told,
                half: lane.half(year).map(Half::french),
                by_sheet: lane.by_sheet(year),
                actual: self.actual_words(row, lane, year),
            })
        })
    }

    /// Whether some bar is of half a year.
    fn has_halves(&self) -> bool {
        let years = 0..self.years.len();
        let mut lanes = self.rows.iter().flat_map(|row| &row.lanes);
        lanes.any(|lane| years.clone().any(|year| lane.half(year).is_some()))
    }

    fn is_now(&self, year: &usize) -> bool {
        self.years[*year] == self.this_year
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let (asked, typed): (Asked, Typed) = (visit.query()?, visit.query()?);
    let convention = visit.convention()?;
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let Selection {
        bar,
        roster,
        standings,
        marks,
        shown,
        ..
    } = Selection::read(&mut visit, PlanPage::Deployment, typed).await?;
    let commune = commune(&bar.typed.commune, &roster.orgs)?;
    let years = years(period.start, period.end, marks.iter().map(|mark| mark.year));
    let title = title(&years);
    let frame = visit.frame(title.clone()).await?;
    let rows = grid(&shown, &marks, &years, &roster.orgs, commune);
    let page = DeploymentShow {
        frame: frame
            .wide()
            .under(Target::Deployment(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Déploiement")
            .seeking(&bar.typed.q),
        title,
        switch: switch(&bar, &roster.orgs, commune),
        files: web::sheets::links(&bar.address(), "deploiement"),
        steps: steps(outline(&bar.nodes, &shown), &rows, commune),
        totals: (0..years.len())
            .map(|year| rows.iter().filter(|row| row.planned(year)).count())
            .collect(),
        nameless: rows
            .iter()
            .filter(|row| row.lanes.iter().any(|lane| lane.party.is_none()))
            .count(),
        menu: roster.view_menu(PlanPage::Deployment, &pairs(&bar.typed)),
        bar,
        standings,
        rows,
        years,
        roster,
        this_year: i64::from(visit.today.year()),
        month_class: format!("now-{:02}", visit.today.month()),
    };
    if let Some(format) = Format::from_code(&asked.forme) {
        let sheet = sheet(&page.title, page.planned());
        return visit.sheet(sheet, format).await;
    }
    page.bar.answer(&visit, &page)
}

/// The commune of which the lane is shown alone; what is no commune of the convention is nowhere.
fn commune(typed: &str, orgs: &Orgs) -> Result<Option<i64>, Failure> {
    if typed.is_empty() {
        return Ok(None);
    }
    orgs.commune_typed(typed).map(Some).ok_or(Failure::NotFound)
}

fn title(years: &[i64]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("Déploiement {first}-{last}"),
        (Some(only), _) => format!("Déploiement {only}"),
        (None, _) => "Déploiement".to_owned(),
    }
}

/// The rows; when one commune is asked for, its lane and the nameless one only.
fn grid(actions: &[ActionRow], marks: &[MarkRow], years: &[i64], orgs: &Orgs, asked: Option<i64>) -> Vec<GridRow> {
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    let shown = |lane: &Lane| asked.is_none() || lane.party.is_none() || lane.party == asked;
    let row = |action: &ActionRow| GridRow {
        action: action.clone(),
        lanes: lanes(marks_of(marks, action.ordinal), &communes, years)
            .into_iter()
            .filter(shown)
            .collect(),
    };
    actions.iter().map(row).collect()
}

/// The steps of the outline as rows of the grid: the nodes that hold actions, and the actions.
fn steps(outline: Vec<Step>, rows: &[GridRow], commune: Option<i64>) -> Vec<GridStep> {
    let kept = |index: &usize| commune.is_none() || !rows[*index].lanes.is_empty();
    let mut steps = Vec::new();
    let mut heading = None;
    for step in outline {
        match step {
            Step::Open { heading: title, .. } => heading = Some(title),
            Step::Actions(indexes) => {
                let indexes: Vec<usize> = indexes.into_iter().filter(kept).collect();
                if !indexes.is_empty() {
                    steps.extend(heading.take().map(GridStep::Heading));
                }
                steps.extend(indexes.into_iter().map(GridStep::Action));
            }
            Step::Close => {}
        }
    }
    steps
}

/// One commune or all, under the other filters.
fn switch(bar: &FilterBar, orgs: &Orgs, chosen: Option<i64>) -> Vec<ViewLink> {
    let others = bar.without(&["commune"]);
    let place = href(bar.place());
    let mut links = vec![ViewLink::new(
        "Toutes les communes",
        with_query(place, &others),
        chosen.is_none(),
    )];
    links.extend(orgs.communes().map(|badge| {
        let ordinal = badge.ordinal.to_string();
        let mut filters = others.clone();
        filters.push(("commune", &ordinal));
        ViewLink::new(&badge.name, with_query(place, &filters), chosen == Some(badge.ordinal))
    }));
    links
}
