//! What a board says of letters: what the first of them will say, before they leave; that they wait for a mail server, when they do.
//!
//! A letter that is shown before it leaves carries no link: none is made yet.

use domain::ids::CampaignId;
use domain::mail::{LetterKind, LetterState};
use web::french;
use web::visit::Visit;

use super::CampaignShow;
use crate::campaign_acts::wording;
use crate::lane_rows::AskedActionRow;
use crate::recipient_rows::RecipientRow;
use crate::rows::CampaignRow;
use crate::sending::asked_of;

/// How long a letter waits before it is said: a mail server that works takes it at once.
const PATIENCE_MICROS: i64 = 15 * 60 * 1_000_000;

/// The letter of one recipient, as it would leave.
pub(super) struct Preview {
    pub(super) name: String,
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
}

impl Preview {
    /// Of the first recipient who has an address, where letters leave.
    pub(super) fn of(
        visit: &Visit,
        (id, campaign): (CampaignId, &CampaignRow),
        recipients: &[RecipientRow],
        asked: &[AskedActionRow],
    ) -> Option<Self> {
        let first = recipients.iter().find(|one| one.email.is_some())?;
        let wording = wording(visit, id, campaign);
        let to = first.to(asked_of(asked, first.ordinal));
        wording.sends.then(|| Self {
            name: first.name.clone(),
            subject: wording.subject(LetterKind::Campaign),
            paragraphs: wording.paragraphs(&to),
        })
    }
}

impl CampaignShow {
    /// How many letters nobody took for a while, and since when: the mail server does not answer.
    pub(super) fn held_up(&self) -> Option<String> {
        let waiting = self.recipients.iter().filter_map(|one| {
            let is_waiting = matches!(one.letter, Some((LetterState::Waiting, _)));
            one.state.sent.filter(|_| is_waiting)
        });
        let late: Vec<_> = waiting
            .filter(|sent| self.now.micros() - sent.micros() > PATIENCE_MICROS)
            .collect();
        let first = late.iter().min()?;
        Some(format!(
            "{} depuis le {}\u{a0}: le serveur de messagerie ne les prend pas. Ils sont gardés et repartent d’eux-mêmes\u{202f}; rien n’est à \
             refaire. Si cela dure, prévenez la personne qui administre Pacte, ou remettez les liens un par un.",
            french::count(late.len(), "courrier attend", "courriers attendent"),
            french::moment(*first)
        ))
    }
}
