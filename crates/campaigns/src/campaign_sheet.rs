//! The board of a campaign as a file that a spreadsheet opens: a recipient a line, as the page says it.
//!
//! It holds no link and no address: who is asked is known by name.

use domain::time::Instant;
use files::sheets::{Cell, Sheet};

use crate::campaign_show::CampaignShow;

/// The table.
pub(crate) fn sheet(board: &CampaignShow) -> Sheet {
    let mut sheet = Sheet::new(
        board.title(),
        [
            "Destinataire",
            "Organisme",
            "Actions",
            "Courrier",
            "Relances",
            "Lien ouvert le",
            "Réponse",
            "Répondu le",
        ],
    );
    for one in board.recipients() {
        let day = |at: Option<Instant>| at.map(Instant::paris_day);
        sheet.row([
            Cell::from(&one.name),
            Cell::from(&one.organisation_name),
            Cell::from(board.numbers(one)),
            Cell::from(one.state.sent.map(|_| board.letter(one))),
            Cell::from(one.state.reminders),
            Cell::from(day(one.state.opened)),
            Cell::from(board.state(one)),
            Cell::from(day(one.state.answered.map(|(at, _)| at))),
        ]);
    }
    sheet
}
