//! What someone keeps going in conventions beside mandates: counted for those who administer, and passed with the mandates.
//!
//! It never says what a milestone or a campaign is about: that is for those who act in the convention.

use domain::campaigns::RecipientId;
use domain::discussion::Followed;
use domain::followup::Signature;
use domain::ids::{CampaignId, ConventionId, MilestoneId, PersonId, SavedViewId};
use domain::people::{ChargesHandedOver, Holding};
use domain::places::{DeskPlace, Target};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

use crate::directory::Directory;

/// One charge, as it is stored.
pub(crate) struct ChargeRow {
    convention: ConventionId,
    kind: String,
    ordinal: i64,
}

query! {
    /// Everything that someone keeps going, convention after convention.
    pub(crate) Charges(person: PersonId) -> ChargeRow
    reading ["left_milestone", "left_campaign", "left_question", "left_anomaly", "left_view", "left_follow"]
    "SELECT convention, 'milestone' AS kind, ordinal FROM left_milestone WHERE person = $4 \
     UNION ALL SELECT convention, 'campaign' AS kind, ordinal FROM left_campaign WHERE person = $4 \
     UNION ALL SELECT convention, 'question-' || campaign AS kind, ordinal FROM left_question WHERE person = $4 \
     UNION ALL SELECT convention, 'anomalies' AS kind, COUNT(*) FROM left_anomaly WHERE person = $4 GROUP BY convention \
     UNION ALL SELECT convention, 'view' AS kind, ordinal FROM left_view WHERE person = $4 \
     UNION ALL SELECT convention, 'followed-' || kind AS kind, ordinal FROM left_follow WHERE person = $4 \
     ORDER BY 1, 2, 3"
}

impl FromRow for ChargeRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.id(0)?,
            kind: c.text(1)?,
            ordinal: c.int(2)?,
        })
    }
}

impl ChargeRow {
    /// What it is; nothing for what a version to come would follow.
    fn holding(&self) -> Option<Holding> {
        let (convention, ordinal) = (self.convention, self.ordinal);
        Some(match self.kind.as_str() {
            "milestone" => Holding::Milestone(MilestoneId { convention, ordinal }),
            "campaign" => Holding::Campaign(CampaignId { convention, ordinal }),
            "anomalies" => Holding::Anomalies(convention, ordinal),
            "view" => Holding::SharedView(SavedViewId { convention, ordinal }),
            kind => match kind.split_once('-')? {
                ("question", campaign) => Holding::Question(RecipientId {
                    campaign: CampaignId {
                        convention,
                        ordinal: campaign.parse().ok()?,
                    },
                    ordinal,
                }),
                (_, followed) => Holding::Followed(convention, Followed::stored(followed, ordinal)?),
            },
        })
    }
}

/// What someone keeps going in one convention.
pub(crate) struct Charged {
    pub(crate) convention: ConventionId,
    pub(crate) charges: Vec<Holding>,
}

/// The charges, convention after convention.
pub(crate) fn by_convention(rows: &[ChargeRow]) -> Vec<Charged> {
    let same = |one: &ChargeRow, other: &ChargeRow| one.convention == other.convention;
    rows.chunk_by(same)
        .map(|rows| Charged {
            convention: rows[0].convention,
            charges: rows.iter().filter_map(ChargeRow::holding).collect(),
        })
        .collect()
}

impl Charged {
    /// What passes `from` one person `to` another, when that is one of the conventions where it can.
    pub(crate) fn passed(
        self,
        places: &[ConventionId],
        (from, to): (PersonId, PersonId),
        (by, at): (Option<PersonId>, Instant),
    ) -> Option<ChargesHandedOver> {
        let passes = places.contains(&self.convention) && !self.charges.is_empty();
        passes.then_some(ChargesHandedOver {
            convention: self.convention,
            from,
            to,
            charges: self.charges,
            by: Signature {
                person: by,
                organisation: None,
            },
            at,
        })
    }

    /// Each sort, counted, with the page where it is read: "2 jalons ou tâches à faire".
    pub(crate) fn told(&self) -> Vec<(Target, String)> {
        let count = |sort: fn(&Holding) -> bool| self.charges.iter().filter(|charge| sort(charge)).count();
        let convention = self.convention;
        let entrusted = self.charges.iter().map(|charge| match charge {
            Holding::Anomalies(_, count) => usize::try_from(*count).unwrap_or(0),
            _ => 0,
        });
        let all = [
            (
                Target::Desk(DeskPlace::Milestones(convention)),
                count(|charge| matches!(charge, Holding::Milestone(_))),
                ["jalon ou tâche à faire", "jalons ou tâches à faire"],
            ),
            (
                Target::campaigns(convention),
                count(|charge| matches!(charge, Holding::Campaign(_))),
                ["campagne préparée ou en cours", "campagnes préparées ou en cours"],
            ),
            (
                Target::campaigns(convention),
                count(|charge| matches!(charge, Holding::Question(_))),
                [
                    "demande de campagne qui attend sa réponse",
                    "demandes de campagnes qui attendent sa réponse",
                ],
            ),
            (
                Target::Desk(DeskPlace::Anomalies(convention)),
                entrusted.sum(),
                [
                    "écart du texte qui attend sa réponse",
                    "écarts du texte qui attendent sa réponse",
                ],
            ),
            (
                Target::Desk(DeskPlace::SavedViews(convention)),
                count(|charge| matches!(charge, Holding::SharedView(_))),
                ["vue du plan partagée", "vues du plan partagées"],
            ),
            (
                Target::Plan(convention),
                count(|charge| matches!(charge, Holding::Followed(..))),
                [
                    "suivi d’une convention, d’une action ou d’une partie",
                    "suivis d’une convention, d’actions ou de parties",
                ],
            ),
        ];
        all.into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(place, count, [one, many])| (place, french::count(count, one, many)))
            .collect()
    }
}

/// The charges of one convention as a page shows them: each with where it is read, for whoever acts there.
pub(crate) struct Shown {
    pub(crate) convention: String,
    pub(crate) told: Vec<(Option<Target>, String)>,
}

/// All charges, under the names of their conventions. Nobody is led to a page that they may not read.
pub(crate) fn shown(charged: &[Charged], directory: &Directory, reader: Option<PersonId>) -> Vec<Shown> {
    let acts = |convention: ConventionId| {
        let mut held = directory.mandates.iter();
        held.any(|given| Some(given.person) == reader && given.convention == convention && given.tenure.holds(directory.today))
    };
    let led = |convention, told: Vec<(Target, String)>| {
        let told = told.into_iter();
        told.map(|(place, words)| (acts(convention).then_some(place), words))
            .collect()
    };
    let shown = charged.iter().map(|charged| Shown {
        convention: directory.convention_name(charged.convention),
        told: led(charged.convention, charged.told()),
    });
    shown.collect()
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Charges>()]
}
