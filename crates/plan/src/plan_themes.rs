//! The plan by theme: the themes the text announces, and the actions it files under each.
//!
//! An action that the text files nowhere is shown apart, never under a guessed theme.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use web::answer::Answer;
use web::components::{ThemeMark, ViewLink};
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::orgs::Orgs;
use crate::rows::{ActionRow, Actions, LinkRow, Links, Nodes, Parties, ThemeRow, Themes, Tie, links_of};
use crate::views::{PlanView, actions, counted, plan_views};

/// A theme and its actions.
struct Group {
    name: String,
    mark: ThemeMark,
    actions: Vec<ActionRow>,
}

#[derive(Template)]
#[template(path = "plan_themes.html")]
struct PlanThemes {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    orgs: Orgs,
    groups: Vec<Group>,
    unfiled: Vec<ActionRow>,
    total: usize,
    links: Vec<LinkRow>,
}

impl PlanThemes {
    fn announced(&self) -> String {
        counted(&self.groups.len(), "thématique annoncée", "thématiques annoncées")
    }

    fn unfiled_count(&self) -> String {
        actions(&self.unfiled.len())
    }

    fn target(&self, action: &ActionRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: action.ordinal,
        })
    }

    fn pilots(&self, action: &ActionRow) -> impl Iterator<Item = &LinkRow> {
        links_of(&self.links, action.ordinal, Tie::Pilot)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions par thématique").await?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let actions = visit.rows(Actions { convention }).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let mut links = visit.rows(Links { convention }).await?;
    orgs.arrange(&mut links);
    let themes = visit.rows(Themes { convention }).await?;
    let page = PlanThemes {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Thématiques"),
        convention,
        views: plan_views(convention, PlanView::Themes, &nodes),
        orgs,
        groups: themes.into_iter().map(|theme| group(theme, &actions, &links)).collect(),
        total: actions.len(),
        unfiled: actions
            .into_iter()
            .filter(|action| links_of(&links, action.ordinal, Tie::Theme).next().is_none())
            .collect(),
        links,
    };
    visit.page(&page)
}

fn group(theme: ThemeRow, actions: &[ActionRow], links: &[LinkRow]) -> Group {
    let filed = |action: &&ActionRow| links_of(links, action.ordinal, Tie::Theme).any(|link| link.other == Some(theme.ordinal));
    Group {
        mark: ThemeMark::of(&theme.name),
        actions: actions.iter().filter(filed).cloned().collect(),
        name: theme.name,
    }
}
