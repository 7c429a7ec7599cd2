//! What people would like the signed text to say: proposals kept aside for an amendment, searched, filtered, taken away as a file.

use askama::Template;
use domain::access::Verb;
use domain::access::verbs::ProposeAmendment;
use domain::amendment::{ProposalCause, ProposalWithdrawn, TermField};
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
    action: Option<i64>,
    number: Option<String>,
    /// The term of an action, when it is one.
    field: Option<TermField>,
    /// Else the words that name the value.
    named: Option<String>,
    cause: ProposalCause,
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
    "SELECT p.ordinal, p.action, a.number, p.field, p.named, p.cause, p.signed, p.wanted, p.why, p.organisation, p.proposed, p.withdrawn \
        FROM proposal p LEFT JOIN action a ON a.convention = p.convention AND a.ordinal = p.action WHERE p.convention = $4 \
        ORDER BY p.ordinal DESC"
}

impl FromRow for ProposalRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            action: c.opt_int(1)?,
            number: c.opt_text(2)?,
            field: c.opt_text(3)?.as_deref().and_then(TermField::from_code),
            named: c.opt_text(4)?,
            cause: c.word(5, ProposalCause::from_code)?,
            signed: c.text(6)?,
            wanted: c.text(7)?,
            why: c.text(8)?,
            organisation: c.opt_text(9)?,
            proposed: c.instant(10)?,
            withdrawn: c.opt_instant(11)?,
        })
    }
}

impl ProposalRow {
    /// What it would have say something else: "Pilotes", "Les instances, 1, Missions".
    fn what(&self) -> &str {
        let term = self.field.map(TermField::french);
        term.or(self.named.as_deref()).unwrap_or_default()
    }

    fn mends(&self) -> bool {
        self.cause == ProposalCause::Errs
    }
}

/// What stands in the address for all that is no term of an action.
const REST: &str = "texte";

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
        let field = self.champ.is_empty() || self.champ == row.field.map_or(REST, TermField::code);
        let texts = [row.what(), &row.signed, &row.wanted, &row.why];
        field && (sought.is_empty() || texts.into_iter().any(found))
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

    /// The action that it is about, and its number, while the reading holds it.
    fn action<'r>(&self, row: &'r ProposalRow) -> Option<(Target, &'r str)> {
        let convention = self.convention;
        let ordinal = row.action?;
        Some((Target::Action(ActionId { convention, ordinal }), row.number.as_deref()?))
    }

    fn asks_the_rest(&self) -> bool {
        self.asked.champ == REST
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
        "Erreur du texte",
        "Organisme",
        "Proposé le",
        "Retiré le",
    ];
    let mut sheet = Sheet::new("Propositions de modification", heads);
    for row in shown {
        sheet.row([
            Cell::from(row.number.as_deref()),
            Cell::from(row.what()),
            Cell::from(&row.signed),
            Cell::from(&row.wanted),
            Cell::from(&row.why),
            Cell::from(row.mends().then_some("oui")),
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
