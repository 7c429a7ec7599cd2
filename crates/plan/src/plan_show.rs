//! The plan by framework: what the text files its actions under, each action one line.

use askama::Template;
use domain::followup::Status;
use domain::places::Target;
use domain::saved_view::PlanPage;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::filter_bar::FilterBar;
use crate::kept_views::ViewMenu;
use crate::outline::{Step, held, outline, singular};
use crate::plan_filter::Typed;
use crate::roster::Roster;
use crate::rows::{ActionRow, NodeRow, Tie};
use crate::selection::Selection;
use crate::standing::{Standing, Standings, Tally};
use crate::table_links::pairs;
use crate::views::{PlanView, plan_views};

#[derive(Template)]
#[template(path = "plan_show.html")]
struct PlanShow {
    frame: Frame,
    views: Vec<ViewLink>,
    bar: FilterBar,
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
        crate::table_links::files(self.roster.convention, &self.bar.typed)
    }

    fn action(&self, index: &usize) -> &ActionRow {
        &self.actions[*index]
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
    let typed: Typed = visit.query()?;
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions").await?;
    let Selection {
        bar,
        roster,
        standings,
        shown: actions,
        ..
    } = Selection::read(&mut visit, PlanPage::Tree, typed).await?;
    let steps = outline(&bar.nodes, &actions);
    let page = PlanShow {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention))
            .seeking(&bar.typed.q),
        views: plan_views(PlanView::Framework, &bar),
        summary: summary(&bar.nodes, bar.total),
        steps: if bar.filtered() { held(steps) } else { steps },
        tally: standings.tally(actions.iter().map(|action| action.ordinal)),
        menu: roster.view_menu(PlanPage::Tree, &pairs(&bar.typed)),
        bar,
        roster,
        actions,
        standings,
    };
    page.bar.answer(&visit, &page)
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
