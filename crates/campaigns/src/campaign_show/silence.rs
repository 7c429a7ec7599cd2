//! What a board says of those who are silent: who can be asked again, from when, and why not.

use domain::campaigns::WontRemind;
use domain::time::Day;
use web::french;

use super::CampaignShow;
use crate::recipient_rows::RecipientRow;

/// How many names are said; the others are counted.
const MOST_NAMES: usize = 8;

impl CampaignShow {
    /// How many could be asked again today.
    pub(super) fn to_remind(&self) -> usize {
        let may = |one: &&RecipientRow| one.may_be_reminded(&self.campaign, self.today, true);
        self.recipients.iter().filter(may).count()
    }

    /// Why nobody can be asked again today.
    pub(super) fn nobody_to_remind(&self) -> String {
        let why = |one: &RecipientRow| one.why_not_reminded(&self.campaign, self.today, true);
        let why: Vec<WontRemind> = self.recipients.iter().filter_map(why).collect();
        let day = |why: &WontRemind| match why {
            WontRemind::TooSoon(day) => Some(*day),
            _ => None,
        };
        if let Some(day) = why.iter().filter_map(day).min() {
            return format!(
                "Relance possible le {}\u{a0}: {} au moins entre deux courriers.",
                french::date(day),
                french::days(self.campaign.reminders.gap_days)
            );
        }
        if why.iter().all(|why| *why == WontRemind::Answered) {
            return "Chacun a répondu.".to_owned();
        }
        "Ceux qui n’ont pas répondu n’ont pas d’adresse qui reçoive, plus de mandat, ou ne veulent plus de rappel\u{a0}: remettez un lien, \
         ou notez la réponse."
            .to_owned()
    }

    /// Why this recipient is not asked again today, when it is worth saying.
    pub(super) fn too_soon(&self, recipient: &RecipientRow) -> Option<String> {
        match recipient.why_not_reminded(&self.campaign, self.today, true)? {
            WontRemind::TooSoon(open) => Some(format!("relance possible le {}", french::date(open))),
            WontRemind::NoAddress => Some("sans adresse".to_owned()),
            WontRemind::MandateEnded(until) => Some(format!("mandat fini le {}", french::date(until))),
            WontRemind::Quiet => Some("ne veut plus de rappel".to_owned()),
            WontRemind::AddressRefused => Some("adresse à corriger".to_owned()),
            WontRemind::NotRunning | WontRemind::Answered | WontRemind::Enough => None,
        }
    }

    /// Those to whom nothing leaves any more, with the last day of their mandate: until something is answered for them.
    pub(super) fn left(&self) -> Option<String> {
        let gone = self.recipients.iter().filter(|one| one.state.answered.is_none());
        let gone: Vec<(&str, Day)> = gone
            .filter_map(|one| Some((one.name.as_str(), one.mandate_ended(self.today)?)))
            .collect();
        match gone[..] {
            [] => None,
            [(name, until)] => Some(mandate_over(name, until)),
            _ => {
                let names: Vec<&str> = gone.iter().map(|(name, _)| *name).collect();
                let whose = french::list_to(&names, MOST_NAMES);
                Some(format!(
                    "Ces mandats ont pris fin\u{a0}: {whose}. Aucun courrier ne leur est envoyé."
                ))
            }
        }
    }

    pub(super) fn reminders(&self) -> String {
        let policy = self.campaign.reminders;
        match policy.most {
            0 => "Aucune relance automatique".to_owned(),
            most => format!(
                "{} au plus, à {} d’écart au moins",
                french::count(most, "relance automatique", "relances automatiques"),
                french::days(policy.gap_days)
            ),
        }
    }
}

/// Said of someone whose mandate is over.
fn mandate_over(name: &str, until: Day) -> String {
    format!(
        "Le mandat {} a pris fin le {}\u{a0}: aucun courrier ne lui est envoyé.",
        french::of(name),
        french::date(until)
    )
}
