//! The sums that the text gives to the actions: by who pays and by year, then one by one.
//!
//! Each total leads to its rows. Nothing is added that could be counted twice, nor without saying how far it is exact; what the text
//! does not say stays to be completed.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::reading::Total;
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::funding_sheet::sheet;
use crate::orgs::Orgs;
use crate::plan_filter::Gap;
use crate::rows::{ActionRow, Parties};
use crate::sheet_rows::{AmountRow, Payer, SheetedActions, Sheets, is_apart, total};
use crate::sums::{Cell, Grid, Line, OfYear};
use crate::views::{active_filters, counted};

/// Sums on one page.
const PAGE: usize = 100;
/// What an address says of what the text does not.
const UNSAID: &str = "non-dit";
/// Stands before words that name no organisation.
const WORDS: char = '=';

/// What the address asks for, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    financeur: String,
    annee: String,
    page: Option<u32>,
    /// The format of a file.
    forme: String,
}

impl Typed {
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [("financeur", &self.financeur), ("annee", &self.annee)];
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.as_str())).collect()
    }
}

fn payer_code(payer: &Payer) -> String {
    match payer {
        Payer::Party(party) => party.to_string(),
        Payer::Words(words) => format!("{WORDS}{words}"),
        Payer::Unsaid => UNSAID.to_owned(),
    }
}

fn year_code(year: Option<i64>) -> String {
    year.map_or_else(|| UNSAID.to_owned(), |year| year.to_string())
}

/// One sum of the list, with its action.
pub(crate) struct Sum<'p> {
    pub(crate) action: &'p ActionRow,
    pub(crate) amount: &'p AmountRow,
    /// Whether it may already hold others, and is in no total.
    pub(crate) apart: bool,
}

#[derive(Template)]
#[template(path = "funding_show.html")]
struct FundingShow {
    frame: Frame,
    convention: ConventionId,
    orgs: Orgs,
    typed: Typed,
    errors: Errors,
    actions: Vec<ActionRow>,
    sheets: Sheets,
    grid: Grid,
    /// The sums that answer, by their places among all.
    found: Vec<usize>,
    pager: Pager,
    files: [SheetLink; 3],
}

impl FundingShow {
    fn place(&self) -> Target {
        place(self.convention)
    }

    /// How many filters are active.
    fn told(&self) -> String {
        active_filters(self.typed.pairs().len())
    }

    /// The rows behind a total: of a payer, of a year, each by its word in the address; of all when it is empty.
    fn rows(&self, payer: String, year: String) -> String {
        let typed = Typed {
            financeur: payer,
            annee: year,
            ..Typed::default()
        };
        format!("{}#lignes", with_query(href(self.place()), &typed.pairs()))
    }

    fn cell_rows(&self, line: &Line, cell: &Cell) -> String {
        self.rows(payer_code(&line.payer), year_code(cell.year))
    }

    fn line_rows(&self, line: &Line) -> String {
        self.rows(payer_code(&line.payer), String::new())
    }

    fn year_rows(&self, one: &OfYear) -> String {
        self.rows(String::new(), year_code(one.year))
    }

    fn all_rows(&self) -> String {
        self.rows(String::new(), String::new())
    }

    fn payer_option(&self, line: &Line) -> String {
        payer_code(&line.payer)
    }

    fn year_option(&self, one: &OfYear) -> String {
        year_code(one.year)
    }

    fn sums(&self) -> impl Iterator<Item = Sum<'_>> {
        self.found.iter().filter_map(|at| {
            let amount = self.sheets.amounts.get(*at)?;
            Some(Sum {
                action: self.actions.iter().find(|action| action.ordinal == amount.action)?,
                amount,
                apart: is_apart(amount, &self.sheets.amounts),
            })
        })
    }

    /// Those of the page on screen.
    fn shown(&self) -> Vec<Sum<'_>> {
        let skipped = (self.pager.page as usize - 1) * PAGE;
        self.sums().skip(skipped).take(PAGE).collect()
    }

    /// The total of all those that answer.
    fn total(&self) -> Total {
        let found = self.found.iter().filter_map(|at| self.sheets.amounts.get(*at));
        total(found, &self.sheets.amounts)
    }

    fn action(&self, action: &ActionRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: action.ordinal,
        })
    }

    fn to_confirm(&self, action: &ActionRow) -> bool {
        self.sheets.to_confirm.contains(&action.ordinal)
    }

    fn count(&self) -> String {
        let all = counted(&self.found.len(), "somme", "sommes");
        if self.filtered() {
            format!("{all} sur {}", self.sheets.amounts.len())
        } else {
            all
        }
    }

    fn filtered(&self) -> bool {
        self.found.len() != self.sheets.amounts.len() || !self.errors.is_empty()
    }

    /// How many actions have no sum, in words; nothing when all have one.
    fn without(&self) -> Option<String> {
        let with = |action: &ActionRow| self.sheets.amounts.iter().any(|amount| amount.action == action.ordinal);
        let count = self.actions.iter().filter(|action| !with(action)).count();
        (count > 0).then(|| counted(&count, "action n’a aucun montant", "actions n’ont aucun montant"))
    }

    fn without_address(&self) -> String {
        let asked = [("manque", Gap::Amount.code())];
        with_query(href(Target::PlanTable(self.convention)), &asked)
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::Funding(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Financements").await?;
    let (actions, sheets) = Sheets::of(visit.rows(SheetedActions { convention }).await?);
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let grid = Grid::of(&sheets.amounts, &orgs);
    let (found, errors) = found(&typed, &grid, &sheets.amounts);
    let page = FundingShow {
        frame: frame
            .wide()
            .under(place(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Financements"),
        convention,
        files: web::sheets::links(&with_query(href(place(convention)), &typed.pairs()), "financements"),
        pager: pager(convention, &typed, found.len())?,
        orgs,
        typed,
        errors,
        actions,
        sheets,
        grid,
        found,
    };
    if !page.errors.is_empty() {
        return Err(visit.invalid(&page));
    }
    if let Some(format) = Format::from_code(&page.typed.forme) {
        let sheet = sheet(page.sums(), &page.orgs);
        return visit.sheet(sheet, format).await;
    }
    visit.page(&page)
}

/// The places of the sums that answer the filters; a filter that no sum could answer is explained.
fn found(typed: &Typed, grid: &Grid, amounts: &[AmountRow]) -> (Vec<usize>, Errors) {
    let mut errors = Errors::none();
    let offered = |field: &'static str, typed: &str, known: bool, errors: &mut Errors| {
        if !typed.is_empty() && !known {
            // Without a sum there is no list on the page.
            errors.add(
                if amounts.is_empty() { "" } else { field },
                format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}»."),
            );
        }
    };
    let payer = grid.lines.iter().any(|line| payer_code(&line.payer) == typed.financeur);
    offered("financeur", &typed.financeur, payer, &mut errors);
    let year = grid.totals.iter().any(|one| year_code(one.year) == typed.annee);
    offered("annee", &typed.annee, year, &mut errors);
    let keeps = |amount: &AmountRow| {
        (typed.financeur.is_empty() || payer_code(&amount.payer) == typed.financeur)
            && (typed.annee.is_empty() || year_code(amount.year) == typed.annee)
    };
    let found = amounts.iter().enumerate().filter(|(_, amount)| keeps(amount));
    (found.map(|(at, _)| at).collect(), errors)
}

fn pager(convention: ConventionId, typed: &Typed, found: usize) -> Result<Pager, Failure> {
    let list = with_query(href(place(convention)), &typed.pairs());
    Pager::of(typed.page, found, PAGE, &list)
}
