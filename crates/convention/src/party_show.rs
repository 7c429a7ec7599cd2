//! Parties and those who sign for them, the votes of their councils, the contracts that this one follows.
//!
//! Who acts today for a party is said by mandates, elsewhere; here is what the text says.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::article_rows::{WordingRow, Wordings};
use crate::contract_views::{ContractView, contract_views};
use crate::convention_rows::{AllParties, DeliberationRow, Deliberations, PartyRow, lines};
use crate::parties::Parties;
use crate::text_show::TextState;
use crate::withheld::Withheld;

/// Someone who signed, for a party or under an extract of a vote.
struct SignedRow {
    part: String,
    place: i64,
    name: String,
    function: Option<String>,
    lines: Lines,
}

query! {
    /// Those who signed the convention and the extracts.
    Signed(convention: ConventionId) -> SignedRow
    reading ["signatory", "deliberation_signatory"]
    "SELECT 'party', party, ordinal, name, function, lines FROM signatory WHERE convention = $4 \
        UNION ALL SELECT 'deliberation', deliberation, ordinal, name, function, lines FROM deliberation_signatory \
        WHERE convention = $4 ORDER BY 1, 2, 3"
}

impl FromRow for SignedRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            part: columns.text(0)?,
            place: columns.int(1)?,
            name: columns.text(3)?,
            function: columns.opt_text(4)?,
            lines: lines(columns, 5)?,
        })
    }
}

/// A contract that this one follows, for one party.
struct FollowedRow {
    kind: String,
    end: Option<Day>,
    party: Option<i64>,
    lines: Lines,
}

query! {
    /// The contracts that this one follows.
    Followed(convention: ConventionId) -> FollowedRow
    reading ["predecessor", "involved"]
    "SELECT p.kind, p.end_day, i.party, p.lines FROM predecessor p \
        LEFT JOIN involved i ON i.convention = p.convention AND i.part = 'predecessor' AND i.place = p.ordinal \
        WHERE p.convention = $4 ORDER BY p.ordinal, i.ordinal"
}

impl FromRow for FollowedRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: columns.text(0)?,
            end: columns.opt_day(1)?,
            party: columns.opt_int(2)?,
            lines: lines(columns, 3)?,
        })
    }
}

#[derive(Template)]
#[template(path = "party_show.html")]
struct PartyShow {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    parties: Parties,
    signed: Vec<SignedRow>,
    wordings: Vec<WordingRow>,
    deliberations: Vec<DeliberationRow>,
    followed: Vec<FollowedRow>,
    /// Whether some votes are kept among those who sign.
    withheld: bool,
    /// What there is of the text for this reader.
    text: TextState,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Parties et votes").await?;
    let page = PartyShow {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Parties),
        parties: Parties::of(visit.rows(AllParties { convention }).await?),
        signed: visit.rows(Signed { convention }).await?,
        wordings: visit.rows(Wordings::both(convention, "party", "authority")).await?,
        deliberations: visit.rows(Deliberations { convention }).await?,
        followed: visit.rows(Followed { convention }).await?,
        withheld: Withheld::of(&mut visit, convention).await?.votes(),
        text: TextState::of(&mut visit, convention).await?,
    };
    visit.page(&page)
}

impl PartyShow {
    fn signed_for(&self, part: &str, place: &i64) -> Vec<&SignedRow> {
        let own = self.signed.iter().filter(|row| row.part == part && row.place == *place);
        own.collect()
    }

    fn worded(&self, part: &str, party: &PartyRow) -> Vec<&WordingRow> {
        let own = self
            .wordings
            .iter()
            .filter(|row| row.part == part && row.place == party.ordinal);
        own.collect()
    }

    /// The other names of a party, without those of one letter that only marks use.
    fn called(&self, party: &PartyRow) -> Vec<&WordingRow> {
        let mut called = self.worded("party", party);
        called.retain(|row| row.text.chars().count() > 1 && row.text != party.name);
        called
    }

    fn votes_of(&self, party: &PartyRow) -> Vec<&DeliberationRow> {
        self.deliberations
            .iter()
            .filter(|vote| vote.party == Some(party.ordinal))
            .collect()
    }

    fn followed_by(&self, party: &PartyRow) -> Vec<&FollowedRow> {
        self.followed.iter().filter(|row| row.party == Some(party.ordinal)).collect()
    }

    /// Parties that have a council and whose vote is not joined.
    fn unvoted(&self) -> Vec<&PartyRow> {
        let signing = self.parties.signing().map(|(_, party)| party);
        signing
            .filter(|party| party.has_council() && self.votes_of(party).is_empty())
            .collect()
    }

    fn no_vote(&self) -> &'static str {
        if self.withheld {
            "Les délibérations ne sont pas montrées à votre rôle"
        } else if self.text.is_by_hand() {
            "Aucune délibération n’est saisie"
        } else {
            "Aucune délibération n’est jointe au texte"
        }
    }

    fn council(&self, vote: &DeliberationRow) -> Option<&str> {
        let (_, party) = self.parties.find(vote.party?)?;
        Some(&party.name)
    }
}

impl FollowedRow {
    fn end(&self) -> Option<String> {
        self.end.map(french::date)
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Signed>(), QueryInfo::of::<Followed>()]
}
