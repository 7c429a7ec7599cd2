//! Links are made for several recipients at once: when a campaign is launched, when the silent are asked again.
//!
//! Whether a reminder is right is the law book's to say; nothing here goes around it.

use domain::campaigns::{CampaignLinksSent, SendReason, WontRemind};
use domain::ids::CampaignId;
use domain::mail::LetterKind;
use domain::time::{Day, Instant};
use web::session::Token;

use crate::lane_rows::AskedActionRow;
use crate::letters::{Made, To, Wording};
use crate::recipient_rows::RecipientRow;
use crate::rows::CampaignRow;

/// A source of 32 random bytes.
pub(crate) type Randomness<'r> = &'r (dyn Fn() -> [u8; 32] + Send + Sync);

/// Makes a link for each of these, and the letters that carry them.
pub(crate) fn make_all(
    wording: &Wording,
    (recipients, asked): (&[&RecipientRow], &[AskedActionRow]),
    kind: LetterKind,
    randomness: Randomness<'_>,
) -> Vec<Made> {
    let one = |recipient: &&RecipientRow| {
        let own = asked_of(asked, recipient.ordinal);
        // Whoever took a question over was not written to yet: their first letter is no reminder.
        let kind = recipient.state.sent.map_or(LetterKind::Campaign, |_| kind);
        wording.make(&recipient.to(own), &Token::from_random(randomness()), kind)
    };
    recipients.iter().map(one).collect()
}

/// What one recipient is asked about, of rows that stand in the order of their recipients.
pub(crate) fn asked_of(asked: &[AskedActionRow], recipient: i64) -> &[AskedActionRow] {
    let first = asked.partition_point(|row| row.recipient < recipient);
    let end = asked.partition_point(|row| row.recipient <= recipient);
    &asked[first..end]
}

/// The fact that these links were made again.
pub(crate) fn sent_again(campaign: CampaignId, made: Vec<Made>, at: Instant) -> CampaignLinksSent {
    CampaignLinksSent {
        campaign,
        reason: SendReason::Reminder,
        links: made.iter().map(|made| made.link).collect(),
        letters: made.into_iter().filter_map(|made| made.letter).collect(),
        at,
    }
}

impl RecipientRow {
    /// To whom one writes.
    pub(crate) fn to(&self, asked: &[AskedActionRow]) -> To<'_> {
        To {
            recipient: self.ordinal,
            version: self.version,
            seen: self.state.sent,
            person: self.person,
            name: &self.name,
            email: self.email.as_deref(),
            organisation: &self.organisation_name,
            actions: asked.iter().map(AskedActionRow::words).collect(),
            passed_by: None,
        }
    }

    /// The last day of the mandate under which the person was asked, once it is over: nothing leaves for them any more.
    pub(crate) fn mandate_ended(&self, today: Day) -> Option<Day> {
        self.mandate_until.filter(|until| *until < today)
    }

    /// Whether a reminder is right today.
    pub(crate) fn may_be_reminded(&self, campaign: &CampaignRow, today: Day, by_person: bool) -> bool {
        self.why_not_reminded(campaign, today, by_person).is_none()
    }

    /// Why not, if so.
    pub(crate) fn why_not_reminded(&self, campaign: &CampaignRow, today: Day, by_person: bool) -> Option<WontRemind> {
        let why = self.state.remind(campaign.state, campaign.reminders, today, by_person).err();
        match why {
            Some(WontRemind::NotRunning | WontRemind::Answered) => why,
            _ => self.mandate_ended(today).map(WontRemind::MandateEnded).or(why),
        }
    }
}
