//! All the reports of a convention, the last first: what was said, of which action, by whom, when; found by words, commune and days, and
//! taken away as a file.
//!
//! Only what counts is told; what waits has a page of its own.

use askama::Template;
use domain::followup::Weather;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::search::{Question, index_words};
use domain::time::{Day, Instant};
use files::sheets::{Cell, Format, Sheet};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::followup_rows::{AllChoices, Choices};
use crate::orgs::Orgs;
use crate::report_rows::{Names, ReportRow};
use crate::report_words::{GONE_BODY, share};
use crate::rows::Parties;
use crate::views::{active_filters, counted};

/// How many a page shows.
const PAGE: usize = 30;

/// How many are looked through, from the last one on.
const MOST: i64 = 5_000;

/// What the address says, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
    volet: String,
    du: String,
    au: String,
    forme: String,
    page: Option<u32>,
}

impl Typed {
    /// The filters that say something.
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [("q", &self.q), ("volet", &self.volet), ("du", &self.du), ("au", &self.au)];
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.as_str())).collect()
    }
}

/// The filters understood.
struct Filter {
    question: Question,
    party: Option<i64>,
    from: Option<Day>,
    to: Option<Day>,
}

impl Filter {
    /// Each filter that makes no sense is left out, with a sentence.
    fn parse(typed: &Typed, orgs: &Orgs) -> (Self, Errors) {
        let mut errors = Errors::none();
        let party = orgs.commune_typed(&typed.volet);
        if !typed.volet.is_empty() && party.is_none() {
            errors.add("volet", "Choisissez une commune de la liste.");
        }
        let (from, to) = (errors.day("du", &typed.du), errors.day("au", &typed.au));
        if from > to && to.is_some() {
            errors.add(
                "au",
                "Le dernier jour vient avant le premier\u{a0}: échangez-les, ou videz l’un d’eux.",
            );
        }
        let question = Question::parse(&typed.q);
        let filter = Self {
            question,
            party,
            from,
            to,
        };
        (filter, errors)
    }

    fn keeps(&self, told: &ToldRow) -> bool {
        let day = told.counted.paris_day();
        self.party.is_none_or(|party| told.report.party == party)
            && self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && self.finds(told)
    }

    /// Each word is somewhere in what was said, of what, or by whom.
    fn finds(&self, told: &ToldRow) -> bool {
        if self.question.is_empty() {
            return true;
        }
        let (said, signature) = (&told.report.content, told.report.signature());
        let texts = [&said.done, &said.difficulty, &said.next, &said.reason];
        let texts = texts.into_iter().flatten().map(String::as_str);
        let words = index_words(texts.chain([told.number.as_str(), told.title.as_str(), signature.as_str()]));
        self.question
            .terms()
            .iter()
            .all(|term| words.iter().any(|word| term.finds(word)))
    }
}

/// A report that counts, and its action.
struct ToldRow {
    report: ReportRow,
    counted: Instant,
    accepted_by: Option<String>,
    number: String,
    title: String,
}

query! {
    /// The reports that count in a convention, the last first, each with its action, up to so many.
    ReportsTold(convention: ConventionId, limit: i64) -> ToldRow
    reading ["report", "action"]
    "SELECT r.ordinal, r.action, r.party, r.channel, r.person, r.organisation, r.written, r.status, r.weather, r.progress, r.done, \
        r.difficulty, r.next_step, r.expected, r.reason, r.body, r.cleared, r.noted_by, r.undoes, r.counted, r.settled_by, a.number, a.title \
        FROM report r JOIN action a ON a.convention = r.convention AND a.ordinal = r.action \
        WHERE r.convention = $4 ORDER BY r.ordinal DESC LIMIT $5"
}

impl FromRow for ToldRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let mut report = ReportRow::at(c, 0)?.noted_by(c.opt_text(17)?);
        report.content.undoes = c.opt_int(18)?;
        Ok(Self {
            report,
            counted: c.instant(19)?,
            accepted_by: c.opt_text(20)?,
            number: c.text(21)?,
            title: c.text(22)?,
        })
    }
}

#[derive(Template)]
#[template(path = "report_list.html")]
struct ReportList {
    frame: Frame,
    convention: ConventionId,
    typed: Typed,
    errors: Errors,
    orgs: Orgs,
    names: Names,
    told: Vec<ToldRow>,
    found: usize,
    /// Whether older ones were not looked through.
    cut: bool,
    pager: Pager,
    files: [SheetLink; 3],
}

impl ReportList {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn plan(&self) -> Target {
        Target::Plan(self.convention)
    }

    fn action(&self, told: &ToldRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: told.report.action,
        })
    }

    fn filters(&self) -> String {
        active_filters(self.typed.pairs().len())
    }

    fn filtered(&self) -> bool {
        !self.typed.pairs().is_empty()
    }

    fn count(&self) -> String {
        counted(&self.found, "mise à jour", "mises à jour")
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::Reports(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Mises à jour").await?;
    let limit = MOST + 1;
    let mut told = visit.rows(ReportsTold { convention, limit }).await?;
    let cut = i64::try_from(told.len()).is_ok_and(|many| many > MOST);
    told.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let names = AllChoices::of(visit.rows(Choices { convention }).await?).names;
    let (filter, errors) = Filter::parse(&typed, &orgs);
    told.retain(|one| filter.keeps(one));
    if let Some(format) = Format::from_code(&typed.forme).filter(|_| errors.is_empty()) {
        return visit.sheet(sheet(&told, &orgs, &names), format).await;
    }
    let list = with_query(href(place(convention)), &typed.pairs());
    let found = told.len();
    let pager = Pager::of(typed.page, found, PAGE, &list)?;
    let before = (pager.page as usize - 1) * PAGE;
    let page = ReportList {
        told: told.into_iter().skip(before).take(PAGE).collect(),
        frame: frame
            .under(place(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
        files: web::sheets::links(&list, "mises-a-jour"),
        convention,
        typed,
        errors,
        orgs,
        names,
        found,
        cut,
        pager,
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// The list as a file that a spreadsheet opens.
fn sheet(told: &[ToldRow], orgs: &Orgs, names: &Names) -> Sheet {
    let mut sheet = Sheet::new(
        "Mises à jour",
        [
            "Date",
            "Action",
            "Intitulé de l’action",
            "Volet",
            "État",
            "Avancement",
            "Météo",
            "Échéance",
            "Ce qui a été fait",
            "Difficulté",
            "Prochaine étape",
            "Motif",
            "Décision",
            "Signée par",
            "Reçue",
            "Confirmée par",
        ],
    );
    for one in told {
        let said = &one.report.content;
        sheet.row([
            Cell::from(one.counted.paris_day()),
            Cell::from(french::number_mark(&one.number)),
            Cell::from(&one.title),
            Cell::from(orgs.badge(&one.report.party).map(|badge| badge.name.as_str())),
            Cell::from(said.status.map(|status| names.name(&status))),
            Cell::from(said.progress.given().map(|progress| share(&progress))),
            Cell::from(said.weather.given().map(Weather::french)),
            Cell::from(said.day.given()),
            Cell::from(said.done.as_deref()),
            Cell::from(said.difficulty.as_deref()),
            Cell::from(said.next.as_deref()),
            Cell::from(said.reason.as_deref()),
            Cell::from(said.body.map(|body| names.body(&body).unwrap_or(GONE_BODY))),
            Cell::from(one.report.signature()),
            Cell::from(one.report.channel.french()),
            Cell::from(one.accepted_by.as_deref()),
        ]);
    }
    sheet
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ReportsTold>()]
}
