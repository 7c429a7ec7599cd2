//! What happens to a campaign. Titles, messages, names, addresses and answers stand beside the chain; what is chained counts.

use super::{Asked, Questions, RecipientId, ReminderPolicy};
use crate::access::verbs::{AnswerCampaign, RunCampaigns};
use crate::digest::Digest;
use crate::documents::KeptFile;
use crate::fact::{Account, told};
use crate::followup::NewReport;
use crate::ids::{CampaignId, PersonId};
use crate::mail::{Letter, Sends};
use crate::time::{Day, Instant};

/// A campaign was prepared, or prepared otherwise while nobody was asked anything yet.
#[derive(Debug, Clone)]
pub struct CampaignWritten {
    /// The campaign.
    pub campaign: CampaignId,
    /// How people call it.
    pub title: String,
    /// What is said to each recipient.
    pub message: String,
    /// The day on which answers are due.
    pub due: Day,
    /// What is asked.
    pub questions: Questions,
    /// When those who are silent are asked again.
    pub reminders: ReminderPolicy,
    /// The ordinals of the actions.
    pub actions: Vec<i64>,
    /// Who is asked.
    pub recipients: Vec<Asked>,
    /// Who prepared it.
    pub person: Option<PersonId>,
    /// When what it takes the place of was written; none for a campaign that begins. Of two who prepare at once, the second is
    /// asked.
    pub after: Option<Instant>,
    /// When.
    pub at: Instant,
}

/// A campaign that was being prepared will not take place.
#[derive(Debug, Clone, Copy)]
pub struct CampaignDropped {
    /// The campaign.
    pub campaign: CampaignId,
}

/// A link made for a recipient, by the digest of its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentLink {
    /// The ordinal of the recipient.
    pub recipient: i64,
    /// The version of the recipient that it opens for: once the question was passed on, it opens nothing.
    pub version: i64,
    /// When the last link was sent, as it was read before this one was made: of two who remind at once, one does.
    pub seen: Option<Instant>,
    /// The digest of the secret.
    pub token: Digest,
    /// The last day on which it works.
    pub last_day: Day,
}

impl SentLink {
    /// What tells the letter that carries this link from every other.
    #[must_use]
    pub fn letter_key(&self, campaign: CampaignId) -> String {
        let (convention, ordinal) = (campaign.convention, campaign.ordinal);
        format!(
            "convention/{convention}/campaign/{ordinal}/recipient/{}/{}",
            self.recipient, self.token
        )
    }
}

/// A campaign was launched: every recipient has a link.
#[derive(Debug, Clone)]
pub struct CampaignLaunched {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its links.
    pub links: Vec<SentLink>,
    /// When what is launched was written, as it was read: nothing leaves of a campaign that was changed meanwhile.
    pub written: Instant,
    /// Where the product is reached, for the letters written later without a page: `https://pacte.example`.
    pub origin: String,
    /// The letters that leave with it.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// Why new links were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendReason {
    /// Those who are silent are asked again.
    Reminder,
    /// Whoever held a link that ended asked for another.
    Renewal,
    /// The link is handed over by another way than a letter.
    HandedOver,
    /// All links are handed over together, in one list: no letter leaves.
    Listed,
}

impl SendReason {
    /// The word chained.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Renewal => "renewal",
            Self::HandedOver => "handed over",
            Self::Listed => "listed",
        }
    }
}

/// Links were made again for some recipients. One that is handed over, alone or in a list, takes the place of those before it, which
/// open nothing any more; a reminder, and a link asked for anew, leave them as they are until their own last day.
#[derive(Debug, Clone)]
pub struct CampaignLinksSent {
    /// The campaign.
    pub campaign: CampaignId,
    /// Why.
    pub reason: SendReason,
    /// The links.
    pub links: Vec<SentLink>,
    /// The letters that leave with it.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// A recipient pressed « Commencer ».
#[derive(Debug, Clone, Copy)]
pub struct CampaignOpened {
    /// The recipient.
    pub recipient: RecipientId,
    /// When.
    pub at: Instant,
}

/// A recipient passed the question on to a colleague: the links held so far open nothing any more.
#[derive(Debug, Clone)]
pub struct CampaignPassedOn {
    /// The recipient.
    pub recipient: RecipientId,
    /// Who it was.
    pub was: String,
    /// The name of the colleague.
    pub name: String,
    /// The address of the colleague.
    pub email: String,
    /// The ordinals of the actions that are asked about.
    pub actions: Vec<i64>,
    /// The link of the colleague, of the version that begins with it.
    pub link: SentLink,
    /// The letters that leave with it.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// The address of a recipient was corrected after the launch: the links held so far open nothing any more, and another one leaves.
#[derive(Debug, Clone)]
pub struct CampaignAddressCorrected {
    /// The recipient.
    pub recipient: RecipientId,
    /// The address before, if there was one.
    pub was: Option<String>,
    /// The address from now on.
    pub becomes: String,
    /// The link that takes the place of those before it.
    pub link: SentLink,
    /// The letters that leave with it.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// A recipient wants no more reminders of this campaign. The link still opens the answer.
#[derive(Debug, Clone, Copy)]
pub struct CampaignRemindersStopped {
    /// The recipient.
    pub recipient: RecipientId,
    /// When.
    pub at: Instant,
}

/// A recipient answered by the link. Each report waits for someone to confirm it.
#[derive(Debug, Clone)]
pub struct CampaignAnswered {
    /// The recipient.
    pub recipient: RecipientId,
    /// 1 for the first answer, then one more each time it is corrected.
    pub revision: i64,
    /// What is said of each action.
    pub reports: Vec<NewReport>,
    /// The ordinals of the reports of the answer before that still wait: this one takes their place.
    pub replaces: Vec<i64>,
    /// The form, as it was sent, to be corrected later.
    pub form: String,
    /// The letters that leave with it.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// A recipient joined a file to an answer that is not sent yet.
#[derive(Debug, Clone)]
pub struct CampaignFileAdded {
    /// The recipient.
    pub recipient: RecipientId,
    /// The ordinal of the file in the convention.
    pub ordinal: i64,
    /// The file, kept already.
    pub file: KeptFile,
    /// When.
    pub at: Instant,
}

/// A recipient took back a file before it was sent.
#[derive(Debug, Clone, Copy)]
pub struct CampaignFileRemoved {
    /// The recipient.
    pub recipient: RecipientId,
    /// The ordinal of the file.
    pub ordinal: i64,
}

/// Someone who runs the campaign noted what a recipient answered by telephone.
#[derive(Debug, Clone)]
pub struct CampaignAnswerNoted {
    /// What was answered.
    pub answer: CampaignAnswered,
    /// Who noted it.
    pub person: Option<PersonId>,
}

/// A campaign was closed: nobody answers any more.
#[derive(Debug, Clone, Copy)]
pub struct CampaignClosed {
    /// The campaign.
    pub campaign: CampaignId,
    /// When.
    pub at: Instant,
}

/// A campaign that was closed is open again: those who had not answered answer by the links they hold, until the last day of each.
#[derive(Debug, Clone, Copy)]
pub struct CampaignReopened {
    /// The campaign.
    pub campaign: CampaignId,
    /// When.
    pub at: Instant,
}

fn of_campaign(campaign: CampaignId, after: String, personal: Option<String>) -> Account {
    Account {
        subject: format!("convention/{}/campaign/{}", campaign.convention, campaign.ordinal),
        before: None,
        after: Some(after),
        personal,
    }
}

fn of_recipient(recipient: RecipientId, after: String, personal: Option<String>) -> Account {
    let of = of_campaign(recipient.campaign, after, personal);
    Account {
        subject: format!("{}/recipient/{}", of.subject, recipient.ordinal),
        ..of
    }
}

impl CampaignWritten {
    fn told(&self) -> String {
        format!(
            "due {}, {} actions, {} recipients, asks {}, {} open questions, reminders every {} days, {} at most",
            self.due,
            self.actions.len(),
            self.recipients.len(),
            self.questions.codes(),
            self.questions.open.len(),
            self.reminders.gap_days,
            self.reminders.most,
        )
    }

    fn written(&self) -> String {
        let people = self
            .recipients
            .iter()
            .map(|asked| format!("{} <{}>", asked.name, asked.email.as_deref().unwrap_or_default()));
        let texts = [self.title.clone(), self.message.clone()];
        texts
            .into_iter()
            .chain(self.questions.open.iter().cloned())
            .chain(people)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl CampaignPassedOn {
    fn told(&self) -> String {
        let actions: Vec<String> = self.actions.iter().map(i64::to_string).collect();
        format!("passed on, actions {}", actions.join(" "))
    }
}

impl CampaignAnswered {
    fn told(&self, way: &str) -> String {
        let ordinals = |ordinals: Vec<i64>| ordinals.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
        let corrected: Vec<i64> = self.reports.iter().filter_map(|report| report.corrects).collect();
        let corrects = if corrected.is_empty() {
            String::new()
        } else {
            format!(", correcting {}", ordinals(corrected))
        };
        let reports = ordinals(self.reports.iter().map(|report| report.ordinal).collect());
        format!("answer {} {way}{corrects}, reports {reports}", self.revision)
    }

    fn written(&self) -> Option<String> {
        let texts: Vec<&str> = self.reports.iter().flat_map(|report| report.content.texts()).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }
}

told! {
    CampaignWritten, RunCampaigns, "campaign_written", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, fact.told(), Some(fact.written()));
    CampaignDropped, RunCampaigns, "campaign_dropped", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, "dropped".to_owned(), None);
    CampaignLaunched, RunCampaigns, "campaign_launched", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, format!("launched, {} links", fact.links.len()), None);
    CampaignLinksSent, RunCampaigns, "campaign_links_sent", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, format!("{}, {} links", fact.reason.code(), fact.links.len()), None);
    CampaignOpened, AnswerCampaign, "campaign_opened", |fact| fact.recipient.campaign.convention,
        of_recipient(fact.recipient, "opened".to_owned(), None);
    CampaignPassedOn, AnswerCampaign, "campaign_passed_on", |fact| fact.recipient.campaign.convention,
        of_recipient(fact.recipient, fact.told(), Some(format!("{}\n{} <{}>", fact.was, fact.name, fact.email)));
    CampaignAddressCorrected, RunCampaigns, "campaign_address_corrected", |fact| fact.recipient.campaign.convention,
        of_recipient(
            fact.recipient,
            "address corrected, 1 links".to_owned(),
            Some(format!("{}\n{}", fact.was.as_deref().unwrap_or_default(), fact.becomes)),
        );
    CampaignRemindersStopped, AnswerCampaign, "campaign_reminders_stopped", |fact| fact.recipient.campaign.convention,
        of_recipient(fact.recipient, "no more reminders".to_owned(), None);
    CampaignFileAdded, AnswerCampaign, "campaign_file_added", |fact| fact.recipient.campaign.convention,
        of_recipient(
            fact.recipient,
            format!("file {}, {}", fact.ordinal, fact.file.told()),
            Some(fact.file.name.as_str().to_owned()),
        );
    CampaignFileRemoved, AnswerCampaign, "campaign_file_removed", |fact| fact.recipient.campaign.convention,
        of_recipient(fact.recipient, format!("file {} taken back", fact.ordinal), None);
    CampaignAnswered, AnswerCampaign, "campaign_answered", |fact| fact.recipient.campaign.convention,
        of_recipient(fact.recipient, fact.told("by link"), fact.written());
    CampaignAnswerNoted, RunCampaigns, "campaign_answer_noted", |fact| fact.answer.recipient.campaign.convention,
        of_recipient(fact.answer.recipient, fact.answer.told("by telephone"), fact.answer.written());
    CampaignClosed, RunCampaigns, "campaign_closed", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, "closed".to_owned(), None);
    CampaignReopened, RunCampaigns, "campaign_reopened", |fact| fact.campaign.convention,
        of_campaign(fact.campaign, "open again".to_owned(), None);
}

/// Facts that send the letters they hold.
macro_rules! sends {
    ($($fact:ident),+ $(,)?) => {$(
        impl Sends for $fact {
            fn at(&self) -> Instant {
                self.at
            }

            fn letters(&self) -> Vec<Letter> {
                self.letters.clone()
            }
        }
    )+};
}

sends!(
    CampaignLaunched,
    CampaignLinksSent,
    CampaignPassedOn,
    CampaignAddressCorrected,
    CampaignAnswered
);

#[cfg(test)]
mod tests;
