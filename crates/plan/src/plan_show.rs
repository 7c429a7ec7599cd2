//! The plan by framework: what the text files its actions under, each action one line.

use askama::Template;
use domain::followup::Status;
use domain::places::Target;
use domain::saved_view::PlanPage;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::kept_views::ViewMenu;
use crate::outline::{Step, outline, singular};
use crate::plan_filter::Typed;
use crate::roster::Roster;
use crate::rows::{ActionRow, Actions, Marks, NodeRow, Nodes, Tie};
use crate::standing::{Standing, Standings, Tally};
use crate::views::{PlanView, plan_views};

#[derive(Template)]
#[template(path = "plan_show.html")]
struct PlanShow {
    frame: Frame,
    views: Vec<ViewLink>,
    summary: String,
    roster: Roster,
    menu: ViewMenu,
    steps: Vec<Step>,
    actions: Vec<ActionRow>,
    standings: Standings,
    tally: Tally,
}

impl PlanShow {
    /// The actions on screen, as files.
    fn files(&self) -> [SheetLink; 3] {
        crate::table_links::files(self.roster.convention, &Typed::default())
    }

    fn action(&self, index: &usize) -> &ActionRow {
        &self.actions[*index]
    }

    /// The rows behind a figure of the legend.
    fn rows(&self, field: &str, word: &str) -> String {
        with_query(href(Target::PlanTable(self.roster.convention)), &[(field, word)])
    }

    fn standing(&self, action: &ActionRow) -> &Standing {
        self.standings.one(&action.ordinal)
    }

    /// The figures of the actions below a node.
    fn sum(&self, below: &[usize]) -> Tally {
        self.standings.tally(below.iter().map(|index| self.actions[*index].ordinal))
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions").await?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let actions = visit.rows(Actions { convention }).await?;
    let roster = Roster::read(&mut visit, convention).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let standings = Standings::of(actions.iter().map(|action| action.ordinal), &marks, &roster, visit.today);
    let page = PlanShow {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention)),
        views: plan_views(convention, PlanView::Framework, &nodes),
        summary: summary(&nodes, actions.len()),
        steps: outline(&nodes, &actions),
        tally: standings.all(),
        menu: roster.view_menu(PlanPage::Tree, &[]),
        roster,
        actions,
        standings,
    };
    visit.page(&page)
}

/// "3 enjeux, 8 orientations, 24 actions."
fn summary(nodes: &[NodeRow], actions: usize) -> String {
    let deepest = nodes.iter().map(|node| node.depth).max().unwrap_or(-1);
    let mut parts: Vec<String> = (0..=deepest).filter_map(|depth| level_count(nodes, depth)).collect();
    parts.push(crate::views::actions(&actions));
    format!("{}.", parts.join(", "))
}

fn level_count(nodes: &[NodeRow], depth: i64) -> Option<String> {
    let level: Vec<&NodeRow> = nodes.iter().filter(|node| node.depth == depth).collect();
    let name = level.first()?.level.as_deref().unwrap_or("rubriques").to_lowercase();
    let count = i64::try_from(level.len()).unwrap_or(i64::MAX);
    Some(web::french::count(count, &singular(&name).to_lowercase(), &name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_uses_the_words_of_the_text() {
        let node = |ordinal, depth, level: &str| NodeRow {
            ordinal,
            depth,
            parent: None,
            code: None,
            title: String::new(),
            level: Some(level.to_owned()),
        };
        let nodes = [node(1, 0, "Enjeux"), node(2, 1, "Orientations"), node(3, 1, "Orientations")];
        assert_eq!(summary(&nodes, 24), "1\u{a0}enjeu, 2\u{a0}orientations, 24\u{a0}actions.");
        assert_eq!(summary(&[], 0), "0\u{a0}action.");
    }
}
