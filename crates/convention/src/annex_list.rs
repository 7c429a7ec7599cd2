//! The annexes: those that the text announces, those that are joined, and those that are missing.
//!
//! What an annex says is shown on the page of its subject; here only whether it is there.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::{Lines, announces_votes};
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
use crate::withheld::Withheld;

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
    /// Whether it is missing and announced as the votes of the councils.
    fn awaits_votes(&self) -> bool {
        !self.present && self.title.as_deref().is_some_and(announces_votes)
    }

    /// Whether it stands in the text by the votes that are joined, without its heading.
    fn is_given_by_votes(&self, votes: &Votes) -> bool {
        !votes.withheld && !votes.joined.is_empty() && self.awaits_votes()
    }

    /// The tag and the words of its state.
    fn state(&self, votes: &Votes) -> (&'static str, &'static str) {
        if votes.keep(self) {
            return ("tag", "Non montrée à votre rôle");
        }
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

/// How many annexes there are.
pub(crate) struct AnnexCount {
    pub(crate) all: usize,
    /// Announced, and neither joined nor given by votes.
    pub(crate) missing: usize,
    /// Announced, and given by the votes that are joined, without their heading.
    pub(crate) by_votes: usize,
}

impl AnnexCount {
    /// Those of a convention to which so many votes are joined, as far as this reader sees them: `withheld` when some are kept from them.
    pub(crate) async fn of(visit: &mut Visit, convention: ConventionId, votes: i64, withheld: bool) -> Result<Self, Failure> {
        Ok(Self::among(&visit.rows(Annexes { convention }).await?, votes, withheld))
    }

    fn among(annexes: &[AnnexRow], votes: i64, withheld: bool) -> Self {
        let announced = annexes.iter().filter(|annex| annex.announced && !annex.present);
        let known = announced.filter(|annex| !(withheld && annex.awaits_votes()));
        let (by_votes, missing): (Vec<_>, Vec<_>) = known.partition(|annex| votes > 0 && annex.awaits_votes());
        Self {
            all: annexes.len(),
            missing: missing.len(),
            by_votes: by_votes.len(),
        }
    }
}

/// The councils whose vote is joined, and those whose vote is not.
#[derive(Default)]
struct Votes {
    joined: Vec<String>,
    missing: Vec<String>,
    /// Whether some are kept among those who sign.
    withheld: bool,
}

impl Votes {
    async fn of(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let deliberations = visit.rows(Deliberations { convention }).await?;
        let parties = Parties::of(visit.rows(AllParties { convention }).await?);
        let mut votes = Self {
            withheld: Withheld::of(visit, convention).await?.votes(),
            ..Self::default()
        };
        for (_, party) in parties.signing().filter(|(_, party)| party.has_council()) {
            let is_joined = deliberations.iter().any(|vote| vote.party == Some(party.ordinal));
            let list = if is_joined { &mut votes.joined } else { &mut votes.missing };
            list.push(party.short_name.clone());
        }
        Ok(votes)
    }

    /// Whether what an annex holds is kept from this reader.
    fn keep(&self, annex: &AnnexRow) -> bool {
        self.withheld && annex.awaits_votes()
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
        let missing = |annex: &&AnnexRow| !annex.present && !annex.is_given_by_votes(&self.votes) && !self.votes.keep(annex);
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
            (0, 0) if self.text.is_by_hand() => format!("{all}, toutes jointes."),
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
    let votes = if annexes.iter().any(AnnexRow::awaits_votes) {
        Votes::of(&mut visit, convention).await?
    } else {
        Votes::default()
    };
    let page = AnnexList {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Annexes),
        annexes,
        votes,
        text: TextState::of(&mut visit, convention).await?,
        wordings: visit.rows(Wordings::both(convention, "annex", "annex")).await?,
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Annexes>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annex(title: &str, announced: bool, present: bool) -> AnnexRow {
        AnnexRow {
            ordinal: 1,
            number: "1".to_owned(),
            title: Some(title.to_owned()),
            announced,
            present,
            lines: Lines::default(),
        }
    }

    #[test]
    fn the_votes_are_announced_by_their_words_and_by_no_other() {
        for title in [
            "Délibérations",
            "DÉLIBÉRATION du conseil municipal",
            "Décisions du conseil d’administration",
        ] {
            assert!(announces_votes(title), "{title}");
        }
        for title in ["La libération de la parole", "Décision du maire", "Conseil des jeunes", ""] {
            assert!(!announces_votes(title), "{title}");
        }
    }

    #[test]
    fn an_annex_of_votes_is_missing_until_one_is_joined() {
        let all = [
            annex("Délibérations", true, false),
            annex("Plan d’actions", true, false),
            annex("Charte", true, true),
            annex("Carte", false, false),
        ];
        let counted = |votes| {
            let counted = AnnexCount::among(&all, votes, false);
            (counted.all, counted.missing, counted.by_votes)
        };
        assert_eq!((counted(0), counted(1)), ((4, 2, 0), (4, 1, 1)));
        let kept = AnnexCount::among(&all, 0, true);
        assert_eq!(
            (kept.missing, kept.by_votes),
            (1, 0),
            "nothing is said of votes that are not shown"
        );
    }
}
