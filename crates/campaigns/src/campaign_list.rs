//! The campaigns of a convention, the last one first, and how many answered each.

use askama::Template;
use domain::access::Verb;
use domain::campaigns::CampaignState;
use domain::ids::{CampaignId, ConventionId};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::rows::{Campaigns, ListedRow};

#[derive(Template)]
#[template(path = "campaign_list.html")]
struct CampaignList {
    frame: Frame,
    convention: ConventionId,
    runs: bool,
    campaigns: Vec<ListedRow>,
}

impl CampaignList {
    fn place(&self, campaign: &ListedRow) -> Target {
        Target::campaign(CampaignId {
            convention: self.convention,
            ordinal: campaign.ordinal,
        })
    }

    fn new_address(&self) -> String {
        format!("{}/nouvelle", web::href::href(Target::campaigns(self.convention)))
    }
}

impl ListedRow {
    fn answers(&self) -> String {
        match self.state {
            CampaignState::Draft => web::french::count(self.asked, "destinataire", "destinataires"),
            CampaignState::Launched(_) | CampaignState::Closed(_) => format!("{} sur {}", self.answered, self.asked),
        }
    }
}

/// How the state of a campaign looks, on the list and on its board.
pub(crate) const fn tag(state: &CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => "guess",
        CampaignState::Launched(_) => "info",
        CampaignState::Closed(_) => "",
    }
}

/// Whether whoever comes may prepare and launch campaigns.
pub(crate) fn runs(visit: &Visit) -> bool {
    visit.may(Verb::RunCampaigns)
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let page = CampaignList {
        campaigns: visit.rows(Campaigns { convention }).await?,
        frame: visit
            .frame("Campagnes de mise à jour")
            .await?
            .under(Target::campaigns(convention)),
        convention,
        runs: runs(&visit),
    };
    visit.page(&page)
}
