//! What people would like the signed text to say: proposals kept aside for an amendment, searched, filtered, taken away as a file.

use askama::Template;
use domain::access::Verb;
use domain::access::verbs::ProposeAmendment;
use domain::amendment::{ProposalWithdrawn, TermField};
use domain::ids::{ActionId, ConventionId, ProposalId};
use domain::places::Target;
use domain::time::Instant;
use files::sheets::{Cell, Format, Sheet};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::tables::Tables;

/// A proposal.
pub(crate) struct ProposalRow {
    ordinal: i64,
    action: i64,
    number: Option<String>,
    field: TermField,
    signed: String,
    wanted: String,
    why: String,
    organisation: Option<String>,
    proposed: Instant,
    withdrawn: Option<Instant>,
}

query! {
    /// The proposals of a convention, the last first.
    pub(crate) Proposals(convention: ConventionId) -> ProposalRow
    reading ["proposal", "action"]
    "SELECT p.ordinal, p.action, a.number, p.field, p.signed, p.wanted, p.why, p.organisation, p.proposed, p.withdrawn \
        FROM proposal p LEFT JOIN action a ON a.convention = p.convention AND a.ordinal = p.action WHERE p.convention = $4 \
        ORDER BY p.ordinal DESC"
}

impl FromRow for ProposalRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            action: c.int(1)?,
            number: c.opt_text(2)?,
            field: c.word(3, TermField::from_code)?,
            signed: c.text(4)?,
            wanted: c.text(5)?,
            why: c.text(6)?,
            organisation: c.opt_text(7)?,
            proposed: c.instant(8)?,
            withdrawn: c.opt_instant(9)?,
        })
    }
}

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    champ: String,
    forme: String,
}

impl Asked {
    fn keeps(&self, row: &ProposalRow) -> bool {
        let sought = self.q.trim().to_lowercase();
        let found = |text: &str| text.to_lowercase().contains(&sought);
        let field = self.champ.is_empty() || self.champ == row.field.code();
        field && (sought.is_empty() || [&row.signed, &row.wanted, &row.why].into_iter().any(|text| found(text)))
    }
}

#[derive(Template)]
#[template(path = "amendment_list.html")]
struct AmendmentList {
    frame: Frame,
    convention: ConventionId,
    asked: Asked,
    shown: Vec<ProposalRow>,
    total: usize,
    may_propose: bool,
    errors: Errors,
}

impl AmendmentList {
    fn address(&self) -> Target {
        Target::amendments(self.convention)
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    /// The same rows as files.
    fn files(&self) -> [SheetLink; 3] {
        let pairs = [("q", self.asked.q.as_str()), ("champ", self.asked.champ.as_str())];
        web::sheets::links(&with_query(href(self.address()), &pairs), "propositions")
    }

    fn action(&self, row: &ProposalRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: row.action,
        })
    }

    /// How many filters are active.
    fn told(&self) -> String {
        let asked = [&self.asked.q, &self.asked.champ];
        crate::views::active_filters(asked.into_iter().filter(|typed| !typed.is_empty()).count())
    }

    fn is_chosen(&self, field: &TermField) -> bool {
        self.asked.champ == field.code()
    }

    fn filtered(&self) -> bool {
        self.shown.len() != self.total
    }

    fn count(&self) -> String {
        let shown = crate::views::counted(&self.shown.len(), "proposition", "propositions");
        if self.shown.len() == self.total {
            shown
        } else {
            format!("{shown} sur {}", self.total)
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let page = page(&mut visit, asked).await?;
    if let Some(format) = Format::from_code(&page.asked.forme) {
        return visit.sheet(sheet(&page.shown), format).await;
    }
    visit.page(&page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    proposition: String,
}

/// A proposal is withdrawn.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let sent: Sent = visit.form()?;
    if sent.proposition.is_empty() {
        let errors = Errors::whole("Choisissez la proposition à retirer, par le bouton de sa ligne.");
        let page = page(&mut visit, Asked::default()).await?;
        return Err(visit.invalid(&AmendmentList { errors, ..page }));
    }
    let ordinal: i64 = sent.proposition.parse().map_err(|_| Failure::NotFound)?;
    let all = visit.rows(Proposals { convention }).await?;
    let known = all.iter().find(|row| row.ordinal == ordinal).ok_or(Failure::NotFound)?;
    // Two who withdraw the same one: the second finds it done.
    if known.withdrawn.is_some() {
        return Ok(Answer::see_other(Target::amendments(convention)));
    }
    let fact = ProposalWithdrawn {
        proposal: ProposalId { convention, ordinal },
        at: visit.now,
    };
    let tx = visit.begin::<ProposeAmendment>(convention).await?;
    let written = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    match written {
        Ok(()) | Err(StoreError::Conflict) => Ok(Answer::see_other(Target::amendments(convention))),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &mut Visit, asked: Asked) -> Result<AmendmentList, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Propositions de modification").await?;
    let all = visit.rows(Proposals { convention }).await?;
    let total = all.len();
    Ok(AmendmentList {
        frame: frame
            .under(Target::amendments(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Propositions"),
        convention,
        shown: all.into_iter().filter(|row| asked.keeps(row)).collect(),
        asked,
        total,
        may_propose: visit.may(Verb::ProposeAmendment),
        errors: Errors::none(),
    })
}

/// What is on screen, as a table.
fn sheet(shown: &[ProposalRow]) -> Sheet {
    let heads = [
        "Action",
        "Terme",
        "Texte signé",
        "Texte voulu",
        "Pourquoi",
        "Organisme",
        "Proposé le",
        "Retiré le",
    ];
    let mut sheet = Sheet::new("Propositions de modification", heads);
    for row in shown {
        sheet.row([
            Cell::from(row.number.as_deref()),
            Cell::from(row.field.french()),
            Cell::from(&row.signed),
            Cell::from(&row.wanted),
            Cell::from(&row.why),
            Cell::from(row.organisation.as_deref()),
            Cell::from(row.proposed.paris_day()),
            Cell::from(row.withdrawn.map(domain::time::Instant::paris_day)),
        ]);
    }
    sheet
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Proposals>()]
}
