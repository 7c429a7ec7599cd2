//! The milestones and tasks of a convention: what is expected, from whom, by which day, and what is late.
//!
//! The address keeps the filters; the same list can be taken away as a file.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use files::sheets::{Cell, Format, Sheet};
use web::answer::Answer;
use web::components::{Order, Pager, SortLink, ViewLink};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::milestone_filter::{Filter, Progress, Sort, Typed};
use crate::milestone_line::{MilestoneLine, Term, keeps_milestones};
use crate::milestone_rows::{MilestoneRow, Milestones, Papers};
use crate::orgs::Orgs;
use crate::rows::{Parties, PeriodOf};
use crate::views::{active_filters, counted};

/// How many a page shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "milestone_list.html")]
struct MilestoneList {
    frame: Frame,
    convention: ConventionId,
    typed: Typed,
    errors: Errors,
    orgs: Orgs,
    /// Who answers for one: the word of the address, and the name.
    owners: Vec<(String, String)>,
    lines: Vec<MilestoneLine>,
    chips: Vec<ViewLink>,
    heads: [SortLink; 3],
    found: usize,
    total: usize,
    keeps: bool,
    pager: Pager,
    files: [SheetLink; 3],
}

impl MilestoneList {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn calendar(&self) -> Target {
        Target::Desk(DeskPlace::Calendar(self.convention))
    }

    fn plan(&self) -> Target {
        Target::Plan(self.convention)
    }

    fn count(&self) -> String {
        let found = counted(&self.found, "jalon ou tâche", "jalons et tâches");
        if self.found == self.total {
            found
        } else {
            format!("{found} sur {}", self.total)
        }
    }

    /// How many filters are active: the order of the rows is none, and a view has its own links.
    fn told(&self) -> String {
        let pairs = self.typed.pairs();
        active_filters(
            pairs
                .iter()
                .filter(|(name, _)| !matches!(*name, "tri" | "sens" | "etat"))
                .count(),
        )
    }

    fn filtered(&self) -> bool {
        !self.typed.pairs().is_empty()
    }

    fn owner_is_chosen(&self, word: &str) -> bool {
        self.typed.responsable == word
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::Milestones(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Jalons et tâches").await?;
    let rows = visit.rows(Milestones { convention }).await?;
    let papers = visit.rows(Papers { convention }).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let owners = owners(&rows);
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    let (filter, errors) = Filter::parse(&typed, &communes, &owners, visit.today);
    let total = rows.iter().filter(|row| !row.removed).count();
    let chips = chips(convention, &typed, &rows, &filter);
    let mut rows: Vec<MilestoneRow> = rows.into_iter().filter(|row| filter.keeps(row)).collect();
    filter.sort(&mut rows);
    if let Some(format) = Format::from_code(&typed.forme).filter(|_| errors.is_empty()) {
        let sheet = sheet(&rows, &orgs, &visit);
        return visit.sheet(sheet, format).await;
    }
    let found = rows.len();
    let pager = pager(convention, &typed, found)?;
    let term: Term = (period.start, period.end);
    let shown = rows.into_iter().skip((pager.page as usize - 1) * PAGE).take(PAGE);
    let lines = shown.map(|row| MilestoneLine {
        back: "liste",
        ..MilestoneLine::of(row, &papers, (&orgs, term), &visit)
    });
    let page = MilestoneList {
        lines: lines.collect(),
        frame: frame
            .under(place(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
        convention,
        files: web::sheets::links(&with_query(href(place(convention)), &typed.pairs()), "jalons"),
        heads: [Sort::Title, Sort::Action, Sort::Due].map(|sort| head(convention, &typed, sort, &filter)),
        keeps: keeps_milestones(&visit),
        typed,
        errors,
        orgs,
        owners,
        chips,
        found,
        total,
        pager,
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// Those who answer for something, each once, by name.
fn owners(rows: &[MilestoneRow]) -> Vec<(String, String)> {
    let named = rows.iter().flat_map(|row| {
        let [organisation, person] = row.names.clone();
        let organisation = row
            .content
            .organisation
            .zip(organisation)
            .map(|(id, name)| (format!("o{id}"), name));
        let person = row.content.person.zip(person).map(|(id, name)| (format!("p{id}"), name));
        [organisation, person].into_iter().flatten()
    });
    let mut owners: Vec<(String, String)> = named.collect();
    owners.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    owners.dedup();
    owners
}

/// The ways to look at the list, each with how many it holds beside the other filters.
fn chips(convention: ConventionId, typed: &Typed, rows: &[MilestoneRow], filter: &Filter) -> Vec<ViewLink> {
    let link = |progress: Progress| {
        let pairs = Typed {
            etat: progress.code().to_owned(),
            ..typed.clone()
        };
        let many = rows.iter().filter(|row| filter.with(progress).keeps(row)).count();
        let address = with_query(href(place(convention)), &pairs.pairs());
        ViewLink::new(progress.french(), address, filter.progress == progress).count(i64::try_from(many).unwrap_or(i64::MAX))
    };
    Progress::ALL.map(link).into()
}

fn head(convention: ConventionId, typed: &Typed, sort: Sort, filter: &Filter) -> SortLink {
    let current = filter.sort == sort;
    let other_way = current && !filter.down;
    let asked = Typed {
        tri: sort.code().to_owned(),
        sens: if other_way { "desc".to_owned() } else { String::new() },
        ..typed.clone()
    };
    SortLink {
        label: sort.french(),
        address: with_query(href(place(convention)), &asked.pairs()),
        order: current.then_some(if filter.down { Order::Descending } else { Order::Ascending }),
    }
}

fn pager(convention: ConventionId, typed: &Typed, found: usize) -> Result<Pager, Failure> {
    let list = with_query(href(place(convention)), &typed.pairs());
    Pager::of(typed.page, found, PAGE, &list)
}

/// The list as a file that a spreadsheet opens.
fn sheet(rows: &[MilestoneRow], orgs: &Orgs, visit: &Visit) -> Sheet {
    let mut sheet = Sheet::new(
        "Jalons et tâches",
        [
            "Nature",
            "Titre",
            "Action",
            "Intitulé de l’action",
            "Volet",
            "Échéance",
            "Organisme",
            "Personne",
            "Après",
            "Fait le",
            "En retard",
        ],
    );
    for row in rows {
        let lane = orgs.badge(&row.party).map(|badge| badge.name.as_str());
        sheet.row([
            Cell::from(row.content.kind.french()),
            Cell::from(&row.content.title),
            Cell::from(french::number_mark(&row.number)),
            Cell::from(&row.action_title),
            Cell::from(lane),
            Cell::from(row.content.due),
            Cell::from(row.names[0].as_deref()),
            Cell::from(row.names[1].as_deref()),
            Cell::from(row.before.as_ref().map(|before| before.title.as_str())),
            Cell::from(row.done),
            Cell::from(if row.is_late(visit.today) { "oui" } else { "non" }),
        ]);
    }
    sheet
}
