//! The plan as a table: filters in the address, sorted columns, search by words.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use web::answer::Answer;
use web::components::{Order, SortLink, ThemeMark, ViewLink};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::lanes::year_spans;
use crate::plan_filter::{Choices, Filter, Gap, Told, Typed, answering, words};
use crate::roster::Roster;
use crate::rows::{ActionRow, LinkRow, MarkRow, Marks, NodeRow, Nodes, SheetedActions, Tie, with_sheets};
use crate::views::{PlanView, plan_views};

/// A theme met in the rows, for the filter and the column.
struct ThemeChoice {
    ordinal: i64,
    name: String,
}

impl ThemeChoice {
    fn chosen(&self, typed: &str) -> bool {
        typed.parse() == Ok(self.ordinal)
    }
}

#[derive(Template)]
#[template(path = "plan_table.html", blocks = ["rows"])]
struct PlanTable {
    frame: Frame,
    views: Vec<ViewLink>,
    chips: Vec<ViewLink>,
    typed: Typed,
    errors: Errors,
    roster: Roster,
    themes: Vec<ThemeChoice>,
    years: Vec<i64>,
    question_cut: bool,
    heads: [SortLink; 2],
    shown: Vec<ActionRow>,
    total: usize,
    nodes: Vec<NodeRow>,
    marks: Vec<MarkRow>,
}

impl PlanTable {
    fn table(&self) -> Target {
        Target::PlanTable(self.roster.convention)
    }

    fn code(&self, action: &ActionRow) -> Option<&NodeRow> {
        self.nodes.iter().find(|node| Some(node.ordinal) == action.node)
    }

    fn spans(&self, action: &ActionRow) -> Vec<String> {
        year_spans(&self.marks, action.ordinal, &self.roster.orgs)
    }

    fn count(&self) -> String {
        match (self.shown.len(), self.total) {
            (shown, total) if shown == total => crate::views::actions(&total),
            (shown, total) => format!("{} sur {total}", crate::views::actions(&shown)),
        }
    }

    fn filtered(&self) -> bool {
        self.shown.len() != self.total || !self.errors.is_empty()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Plan d’actions en tableau").await?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let (actions, sheeted) = with_sheets(visit.rows(SheetedActions { convention }).await?);
    let roster = Roster::read(&mut visit, convention).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let years = years_of(&marks);
    let themes = themes_of(&roster.links);
    let choices = choices(&roster, &themes, &years);
    let (filter, errors) = Filter::parse(&typed, &choices);
    let total = actions.len();
    let told = Told {
        sheeted: &sheeted,
        links: &roster.links,
        marks: &marks,
    };
    let chips = chips(convention, &typed, &actions, &told);
    let mut shown: Vec<ActionRow> = actions.into_iter().filter(|action| filter.keeps(action, &told)).collect();
    if !filter.question.is_empty() {
        let found = visit.rows(words(convention, &filter.question)).await?;
        let answers = answering(&filter.question, &found);
        shown.retain(|action| answers.contains(&action.ordinal));
    }
    sort(&mut shown, &typed);
    let page = PlanTable {
        frame: framed(frame, convention, &typed),
        views: plan_views(convention, PlanView::Table, &nodes),
        chips,
        heads: [
            head(convention, &typed, "", "N°"),
            head(convention, &typed, "titre", "Action"),
        ],
        typed,
        themes,
        question_cut: filter.question.is_cut(),
        roster,
        years,
        shown,
        total,
        nodes,
        marks,
        errors,
    };
    answer(&visit, &page)
}

fn answer(visit: &Visit, page: &PlanTable) -> Result<Answer, Failure> {
    if !page.errors.is_empty() {
        return Err(visit.invalid(page));
    }
    if visit.htmx() {
        visit.page(&page.as_rows())
    } else {
        visit.page(page)
    }
}

fn choices(roster: &Roster, themes: &[ThemeChoice], years: &[i64]) -> Choices {
    Choices {
        communes: roster.orgs.communes().map(|badge| badge.ordinal).collect(),
        signing: roster.orgs.signing().map(|badge| badge.ordinal).collect(),
        themes: themes.iter().map(|theme| theme.ordinal).collect(),
        years: years.to_vec(),
    }
}

fn framed(frame: Frame, convention: ConventionId, typed: &Typed) -> Frame {
    frame
        .wide()
        .under(Target::Plan(convention))
        .crumb("Convention", Target::Convention(convention))
        .crumb("Plan d’actions", Target::Plan(convention))
        .called("Tableau")
        .seeking(&typed.q)
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

fn sort(actions: &mut [ActionRow], typed: &Typed) {
    if typed.tri == "titre" {
        actions.sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
    }
    if typed.sens == "desc" {
        actions.reverse();
    }
}

fn address(convention: ConventionId, typed: &Typed) -> String {
    let pairs = [
        ("q", &typed.q),
        ("commune", &typed.commune),
        ("pilote", &typed.pilote),
        ("porteur", &typed.porteur),
        ("theme", &typed.theme),
        ("annee", &typed.annee),
        ("manque", &typed.manque),
        ("tri", &typed.tri),
        ("sens", &typed.sens),
    ];
    let kept: Vec<(&str, &str)> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.as_str()))
        .collect();
    web::href::with_query(href(Target::PlanTable(convention)), &kept)
}

fn head(convention: ConventionId, typed: &Typed, column: &str, label: &'static str) -> SortLink {
    let sorted = typed.tri == column;
    let ascending = typed.sens != "desc";
    let sens = if sorted && ascending { "desc" } else { "" };
    let next = Typed {
        tri: column.to_owned(),
        sens: sens.to_owned(),
        ..typed.clone()
    };
    let order = sorted.then_some(if ascending { Order::Ascending } else { Order::Descending });
    SortLink {
        label,
        address: address(convention, &next),
        order,
    }
}

fn chips(convention: ConventionId, typed: &Typed, actions: &[ActionRow], told: &Told<'_>) -> Vec<ViewLink> {
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let all = ViewLink::new("Toutes", href(Target::PlanTable(convention)), *typed == Typed::default());
    let mut chips = vec![all.count(counted(actions.len()))];
    for gap in Gap::ALL {
        let count = actions.iter().filter(|action| gap.in_action(action, told)).count();
        if count > 0 {
            let only = Typed {
                manque: gap.code().to_owned(),
                ..Typed::default()
            };
            let link = ViewLink::new(gap.french(), address(convention, &only), *typed == only);
            chips.push(link.count(counted(count)));
        }
    }
    chips
}
