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

use crate::filter_bar::FilterBar;
use crate::kept_views::ViewMenu;
use crate::plan_filter::Typed;
use crate::roster::Roster;
use crate::rows::{ActionRow, ThemeRow, Themes, Tie};
use crate::selection::Selection;
use crate::standing::{Standing, Standings, Tally};
use crate::table_links::pairs;
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
    bar: FilterBar,
    roster: Roster,
    menu: ViewMenu,
    groups: Vec<Group>,
    unfiled: Vec<ActionRow>,
    /// How many themes the text announces.
    announced: usize,
    standings: Standings,
}

impl PlanThemes {
    /// The actions on screen, as files.
    fn files(&self) -> [SheetLink; 3] {
        crate::table_links::files(self.roster.convention, &self.bar.typed)
    }

    fn announced(&self) -> String {
        counted(&self.announced, "thématique annoncée", "thématiques annoncées")
    }

    fn standing(&self, action: &ActionRow) -> &Standing {
        self.standings.one(&action.ordinal)
    }

    fn unfiled_count(&self) -> String {
        actions(&self.unfiled.len())
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions par thématique").await?;
    let Selection {
        bar,
        roster,
        standings,
        shown: actions,
        ..
    } = Selection::read(&mut visit, PlanPage::Themes, typed).await?;
    let themes = visit.rows(Themes { convention }).await?;
    let announced = themes.len();
    let group = |theme| group(theme, &actions, &roster, &standings);
    let groups = themes.into_iter().map(group);
    let page = PlanThemes {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Thématiques")
            .seeking(&bar.typed.q),
        views: plan_views(PlanView::Themes, &bar),
        groups: groups.filter(|group| !bar.filtered() || !group.actions.is_empty()).collect(),
        announced,
        unfiled: actions
            .into_iter()
            .filter(|action| roster.tied(action, Tie::Theme).next().is_none())
            .collect(),
        menu: roster.view_menu(PlanPage::Themes, &pairs(&bar.typed)),
        bar,
        roster,
        standings,
    };
    page.bar.answer(&visit, &page)
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
