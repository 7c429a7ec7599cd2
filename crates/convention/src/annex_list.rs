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
use web::french;
use web::visit::Visit;

use crate::article_rows::{WordingRow, Wordings};
use crate::contract_views::{ContractView, contract_views, counted};
use crate::convention_rows::{AllParties, Deliberations, lines};
use crate::parties::Parties;
use crate::text_show::TextState;

struct AnnexRow {
    ordinal: i64,
    number: String,
    title: Option<String>,
    announced: bool,
    present: bool,
    lines: Lines,
    /// Whether it is announced as the votes of the councils.
    of_votes: bool,
}

/// The annexes whose titles announce the votes of the councils.
macro_rules! of_votes {
    () => {
        "(LOWER(title) LIKE '%lib_ration%' OR LOWER(title) LIKE '%d_cision%conseil%')"
    };
}
pub(crate) use of_votes;

query! {
    /// The annexes, in the order of the text.
    Annexes(convention: ConventionId) -> AnnexRow
    reading ["annex"]
    concat!(
        "SELECT ordinal, number, title, announced, present, lines, CASE WHEN ",
        of_votes!(),
        " THEN 1 ELSE 0 END FROM annex WHERE convention = $4 ORDER BY ordinal"
    )
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
            of_votes: columns.flag(6)?,
        })
    }
}

impl AnnexRow {
    /// Whether it stands in the text by the votes that are joined, without its heading.
    const fn is_given_by_votes(&self, votes: &Votes) -> bool {
        self.of_votes && !self.present && !votes.joined.is_empty()
    }

    /// The tag and the words of its state.
    const fn state(&self, votes: &Votes) -> (&'static str, &'static str) {
        if self.is_given_by_votes(votes) {
            return if votes.missing.is_empty() {
                ("tag tag-ok", "Votes joints")
            } else {
                ("tag tag-warn", "Donnée en partie")
            };
        }
        match (self.announced, self.present) {
            (true, true) => ("tag tag-ok", "Annoncée et jointe"),
            (false, true) => ("tag tag-warn", "Jointe sans être annoncée"),
            (true, false) => ("tag tag-late", "Annoncée, non jointe"),
            (false, false) => ("tag tag-late", "Citée, non jointe"),
        }
    }
}

/// The councils whose vote is joined, and those whose vote is not.
#[derive(Default)]
struct Votes {
    joined: Vec<String>,
    missing: Vec<String>,
}

impl Votes {
    async fn of(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let deliberations = visit.rows(Deliberations { convention }).await?;
        let parties = Parties::of(visit.rows(AllParties { convention }).await?);
        let mut votes = Self::default();
        for (_, party) in parties.signing().filter(|(_, party)| party.has_council()) {
            let is_joined = deliberations.iter().any(|vote| vote.party == Some(party.ordinal));
            let list = if is_joined { &mut votes.joined } else { &mut votes.missing };
            list.push(party.short_name.clone());
        }
        Ok(votes)
    }

    /// "délibération jointe pour Les Pennes, absente pour Septèmes".
    fn sentence(&self) -> String {
        let joined = french::list(self.joined.clone());
        if self.missing.is_empty() {
            format!("Sans son titre\u{a0}: délibération jointe pour {joined}.")
        } else {
            let missing = french::list(self.missing.clone());
            format!("Donnée en partie\u{a0}: délibération jointe pour {joined}, absente pour {missing}.")
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
    votes: Votes,
    /// What there is of the text for this reader.
    text: TextState,
}

impl AnnexList {
    fn missing(&self) -> usize {
        let missing = |annex: &&AnnexRow| !annex.present && !annex.is_given_by_votes(&self.votes);
        self.annexes.iter().filter(missing).count()
    }

    /// How many are given in part.
    fn partial(&self) -> usize {
        let partial = |annex: &&AnnexRow| annex.is_given_by_votes(&self.votes) && !self.votes.missing.is_empty();
        self.annexes.iter().filter(partial).count()
    }

    /// "6 annexes, dont 2 non jointes".
    fn summary(&self) -> String {
        let all = counted(&self.annexes.len(), "annexe", "annexes");
        let missing = counted(&self.missing(), "non jointe", "non jointes");
        let partial = counted(&self.partial(), "donnée en partie", "données en partie");
        match (self.missing(), self.partial()) {
            (0, 0) => format!("{all}, toutes jointes au texte."),
            (_, 0) => format!("{all}, dont {missing}."),
            (0, _) => format!("{all}, dont {partial}."),
            _ => format!("{all}, dont {missing} et {partial}."),
        }
    }

    fn others(&self, annex: &AnnexRow) -> Vec<&WordingRow> {
        self.wordings.iter().filter(|row| row.place == annex.ordinal).collect()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Annexes").await?;
    let annexes = visit.rows(Annexes { convention }).await?;
    let votes = if annexes.iter().any(|annex| annex.of_votes && !annex.present) {
        Votes::of(&mut visit, convention).await?
    } else {
        Votes::default()
    };
    let text = if annexes.is_empty() {
        TextState::of(&mut visit, convention).await?
    } else {
        TextState::Shown
    };
    let page = AnnexList {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Annexes),
        annexes,
        votes,
        text,
        wordings: visit.rows(Wordings::both(convention, "annex", "annex")).await?,
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Annexes>()]
}
