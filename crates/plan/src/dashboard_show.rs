//! The first page of a convention: how long it lasts, what the text leaves open, every action as a pip.
//!
//! It invents no progress: an action nobody reported on is shown as planned by the contract.

use askama::Template;
use domain::convention::Period;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::reading::Lines;
use domain::time::Day;
use web::answer::Answer;
use web::components::Pip;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::outline::{Step, capitalised, outline};
use crate::plan_filter::{Gap, Told};
use crate::remarks::{Open, OpenRow};
use crate::rows::{ActionRow, Links, Marks, NodeRow, Nodes, PeriodOf, PeriodRow, SheetedActions, with_sheets};
use crate::views::{actions as count_actions, counted};

/// Something the text leaves open, with the page that shows it.
struct Todo {
    icon: &'static str,
    sentence: String,
    detail: &'static str,
    address: String,
    tag: &'static str,
}

/// One line of the board.
enum BoardStep {
    Head(String),
    Row { title: String, pips: Vec<Pip> },
}

/// The period, drawn.
struct Term {
    big: String,
    small: &'static str,
    sentence: String,
    label: String,
    /// How much of the line is past, out of 588.
    past: i32,
    years: Vec<(i32, i16)>,
    lines: Lines,
}

#[derive(Template)]
#[template(path = "dashboard_show.html")]
struct DashboardShow {
    frame: Frame,
    convention: ConventionId,
    today: Day,
    term: Option<Term>,
    todos: Vec<Todo>,
    board: Vec<BoardStep>,
    total: usize,
    with_sheet: usize,
}

impl DashboardShow {
    fn day(&self) -> String {
        capitalised(&french::weekday_and_date(self.today))
    }

    fn open_points(&self) -> String {
        counted(&self.todos.len(), "sujet laissé ouvert", "sujets laissés ouverts")
    }

    fn questions(&self) -> Target {
        Target::OpenQuestions(self.convention)
    }

    fn agreement(&self) -> Target {
        Target::Convention(self.convention)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Tableau de bord").await?.under(Target::Dashboard(convention));
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let (actions, sheeted) = with_sheets(visit.rows(SheetedActions { convention }).await?);
    let links = visit.rows(Links { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let open = visit.first(Open { convention }).await?.ok_or(Failure::NotFound)?;
    let told = Told {
        sheeted: &sheeted,
        links: &links,
        marks: &marks,
    };
    let page = DashboardShow {
        frame,
        convention,
        today: visit.today,
        term: term(period, visit.today),
        todos: todos(convention, &open, &gaps(&actions, &told)),
        board: board(convention, &nodes, &actions),
        with_sheet: sheeted.len(),
        total: actions.len(),
    };
    visit.page(&page)
}

const LINE: i32 = 588;

fn term(row: PeriodRow, today: Day) -> Option<Term> {
    let period = Period {
        start: row.start?,
        end: row.end?,
    };
    let length = period.start.days_until(period.end).max(1) + 1;
    let passed = period.start.days_until(today).clamp(0, length);
    let left = period.days_left(today);
    let (big, small) = match left {
        0 => ("Dernier jour".to_owned(), "de la convention"),
        1.. => (french::days(left), "avant la fin de la convention"),
        _ => (french::days(-left), "depuis la fin de la convention"),
    };
    let offset = |day: Option<Day>| day.map_or(0, |day| period.start.days_until(day).clamp(0, length) * LINE / length);
    let years = period.years().map(|year| (offset(Day::new(year, 1, 1)), year));
    Some(Term {
        big,
        small,
        sentence: format!("Du {} au {}.", french::date(period.start), french::date(period.end)),
        label: format!(
            "Convention du {} au {}. Aujourd’hui, {} de la durée est écoulée.",
            french::long_date(period.start),
            french::long_date(period.end),
            french::percent(i64::from(passed * 100 / length)),
        ),
        past: passed * LINE / length,
        years: years.collect(),
        lines: row.lines,
    })
}

fn gaps(actions: &[ActionRow], told: &Told<'_>) -> Vec<(Gap, usize)> {
    let count = |gap: Gap| actions.iter().filter(|action| gap.in_action(action, told)).count();
    Gap::ALL
        .into_iter()
        .map(|gap| (gap, count(gap)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn todos(convention: ConventionId, open: &OpenRow, gaps: &[(Gap, usize)]) -> Vec<Todo> {
    let agreement = |anchor: &str| format!("{}#{anchor}", href(Target::Convention(convention)));
    let mut todos = Vec::new();
    if open.remarks > 0 {
        todos.push(Todo {
            icon: "i-flag",
            sentence: french::count(open.remarks, "écart du texte signé", "écarts du texte signé"),
            detail: "Ce que le texte contredit, annonce sans le donner, ou marque sans légende.",
            address: agreement("ecarts"),
            tag: "à expliquer",
        });
    }
    if open.parties_without_vote > 0 {
        todos.push(Todo {
            icon: "i-doc",
            sentence: french::count(
                open.parties_without_vote,
                "délibération non jointe",
                "délibérations non jointes",
            ),
            detail: "Le vote de chaque conseil fait partie du dossier.",
            address: format!("{}#h-v", href(Target::Parties(convention))),
            tag: "à compléter",
        });
    }
    if open.signature_day_blank {
        todos.push(Todo {
            icon: "i-pen",
            sentence: "Jour de signature laissé en blanc".to_owned(),
            detail: "Le texte ne donne pas la date complète.",
            address: agreement("signature"),
            tag: "à compléter",
        });
    }
    todos.extend(gaps.iter().map(|(gap, count)| gap_todo(convention, *gap, *count)));
    if open.unplaced_lines > 0 {
        todos.push(Todo {
            icon: "i-book",
            sentence: french::count(
                open.unplaced_lines,
                "ligne du texte non rangée",
                "lignes du texte non rangées",
            ),
            detail: "Rien n’est perdu\u{a0}: ces lignes restent lisibles à leur place.",
            address: agreement("reste"),
            tag: "à lire",
        });
    }
    todos
}

fn gap_todo(convention: ConventionId, gap: Gap, count: usize) -> Todo {
    let (icon, what, detail) = match gap {
        Gap::Sheet => ("i-plan", "sans fiche", "Ni détail, ni moyens, ni financement dans le texte."),
        Gap::Theme => ("i-tag", "sans thématique", "Le texte ne les range sous aucune thématique."),
        Gap::Commune => (
            "i-gantt",
            "sans commune nommée",
            "Au moins une année porte une marque qui ne nomme personne.",
        ),
    };
    Todo {
        icon,
        sentence: format!("{} {what}", count_actions(&count)),
        detail,
        address: with_query(href(Target::PlanTable(convention)), &[("manque", gap.code())]),
        tag: "à préciser",
    }
}

fn board(convention: ConventionId, nodes: &[NodeRow], actions: &[ActionRow]) -> Vec<BoardStep> {
    let mut board = Vec::new();
    let mut title = String::new();
    for step in outline(nodes, actions) {
        match step {
            Step::Open { depth: 0, heading, .. } => {
                title.clone_from(&heading);
                board.push(BoardStep::Head(heading));
            }
            Step::Open { heading, .. } => title = heading,
            Step::Actions(indexes) => board.push(BoardStep::Row {
                title: title.clone(),
                pips: indexes.iter().map(|index| pip(convention, &actions[*index])).collect(),
            }),
            Step::Close => {}
        }
    }
    board
}

fn pip(convention: ConventionId, action: &ActionRow) -> Pip {
    Pip {
        target: Target::Action(ActionId {
            convention,
            ordinal: action.ordinal,
        }),
        number: action.number.clone(),
        title: action.title.clone(),
        status: None,
        late: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn term_on(today: &str) -> Term {
        let row = PeriodRow {
            start: Some(day("2022-01-01")),
            end: Some(day("2026-12-31")),
            lines: Lines::default(),
        };
        term(row, day(today)).expect("a period")
    }

    #[test]
    fn thirty_eight_days_are_left() {
        let term = term_on("2026-11-23");
        assert_eq!(
            (term.big.as_str(), term.small),
            ("38\u{a0}jours", "avant la fin de la convention")
        );
        assert_eq!(term.years.len(), 5);
        assert!(term.past < LINE);
    }

    #[test]
    fn the_last_day_is_still_inside() {
        assert_eq!(term_on("2026-12-31").big, "Dernier jour");
    }

    #[test]
    fn a_convention_that_has_ended_says_so() {
        let term = term_on("2027-01-10");
        assert_eq!(
            (term.big.as_str(), term.small),
            ("10\u{a0}jours", "depuis la fin de la convention")
        );
        assert_eq!(term.past, LINE);
    }
}
