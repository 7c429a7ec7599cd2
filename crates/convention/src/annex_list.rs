//! The annexes: those that the text announces, those that are joined, and those that are missing.
//!
//! What an annex says is shown on the page of its subject; here only whether it is there.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::article_rows::{WordingRow, Wordings};
use crate::contract_views::{ContractView, contract_views, counted};
use crate::convention_rows::lines;

struct AnnexRow {
    ordinal: i64,
    number: String,
    title: Option<String>,
    announced: bool,
    present: bool,
    lines: Lines,
}

query! {
    /// The annexes, in the order of the text.
    Annexes(convention: ConventionId) -> AnnexRow
    reading ["annex"]
    "SELECT ordinal, number, title, announced, present, lines FROM annex WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for AnnexRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            number: columns.text(1)?,
            title: columns.opt_text(2)?,
            announced: columns.flag(3)?,
            present: columns.flag(4)?,
            lines: lines(columns, 5)?,
        })
    }
}

impl AnnexRow {
    /// The tag and the words of its state.
    const fn state(&self) -> (&'static str, &'static str) {
        match (self.announced, self.present) {
            (true, true) => ("tag tag-ok", "Annoncée et jointe"),
            (false, true) => ("tag tag-warn", "Jointe sans être annoncée"),
            (true, false) => ("tag tag-late", "Annoncée, non jointe"),
            (false, false) => ("tag tag-late", "Citée, non jointe"),
        }
    }
}

#[derive(Template)]
#[template(path = "annex_list.html")]
struct AnnexList {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    annexes: Vec<AnnexRow>,
    wordings: Vec<WordingRow>,
}

impl AnnexList {
    fn missing(&self) -> usize {
        self.annexes.iter().filter(|annex| !annex.present).count()
    }

    /// "6 annexes, dont 2 non jointes".
    fn summary(&self) -> String {
        let all = counted(&self.annexes.len(), "annexe", "annexes");
        match self.missing() {
            0 => format!("{all}, toutes jointes au texte."),
            missing => format!("{all}, dont {}.", counted(&missing, "non jointe", "non jointes")),
        }
    }

    fn others(&self, annex: &AnnexRow) -> Vec<&WordingRow> {
        self.wordings.iter().filter(|row| row.place == annex.ordinal).collect()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Annexes").await?;
    let page = AnnexList {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Annexes),
        annexes: visit.rows(Annexes { convention }).await?,
        wordings: visit.rows(Wordings::both(convention, "annex", "annex")).await?,
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Annexes>()]
}
