//! The plan by theme: the themes the text announces, and the actions it files under each.
//!
//! An action that the text files nowhere is shown apart, never under a guessed theme.

use askama::Template;
use domain::places::Target;
use domain::saved_view::PlanPage;
use web::answer::Answer;
use web::components::{ThemeMark, ViewLink};
use web::failure::Failure;
use web::frame::Frame;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::kept_views::ViewMenu;
use crate::plan_filter::Typed;
use crate::roster::Roster;
use crate::rows::{ActionRow, Actions, Marks, Nodes, ThemeRow, Themes, Tie};
use crate::standing::{Standing, Standings, Tally};
use crate::views::{PlanView, actions, counted, plan_views};

/// A theme and its actions.
struct Group {
    name: String,
    mark: ThemeMark,
    actions: Vec<ActionRow>,
    tally: Tally,
}

#[derive(Template)]
#[template(path = "plan_themes.html")]
struct PlanThemes {
    frame: Frame,
    views: Vec<ViewLink>,
    roster: Roster,
    menu: ViewMenu,
    groups: Vec<Group>,
    unfiled: Vec<ActionRow>,
    total: usize,
    standings: Standings,
}

impl PlanThemes {
    /// The actions on screen, as files.
    fn files(&self) -> [SheetLink; 3] {
        crate::table_links::files(self.roster.convention, &Typed::default())
    }

    fn announced(&self) -> String {
        counted(&self.groups.len(), "thématique annoncée", "thématiques annoncées")
    }

    fn standing(&self, action: &ActionRow) -> &Standing {
        self.standings.one(&action.ordinal)
    }

    fn unfiled_count(&self) -> String {
        actions(&self.unfiled.len())
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions par thématique").await?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let actions = visit.rows(Actions { convention }).await?;
    let roster = Roster::read(&mut visit, convention).await?;
    let themes = visit.rows(Themes { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let standings = Standings::of(actions.iter().map(|action| action.ordinal), &marks, &roster, visit.today);
    let group = |theme| group(theme, &actions, &roster, &standings);
    let page = PlanThemes {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Thématiques"),
        views: plan_views(convention, PlanView::Themes, &nodes),
        groups: themes.into_iter().map(group).collect(),
        total: actions.len(),
        unfiled: actions
            .into_iter()
            .filter(|action| roster.tied(action, Tie::Theme).next().is_none())
            .collect(),
        menu: roster.view_menu(PlanPage::Themes, &[]),
        roster,
        standings,
    };
    visit.page(&page)
}

fn group(theme: ThemeRow, actions: &[ActionRow], roster: &Roster, standings: &Standings) -> Group {
    let filed = |action: &&ActionRow| roster.tied(action, Tie::Theme).any(|link| link.other == Some(theme.ordinal));
    let actions: Vec<ActionRow> = actions.iter().filter(filed).cloned().collect();
    Group {
        mark: ThemeMark::of(&theme.name),
        tally: standings.tally(actions.iter().map(|action| action.ordinal)),
        actions,
        name: theme.name,
    }
}
