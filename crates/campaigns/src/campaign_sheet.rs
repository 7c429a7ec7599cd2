//! The board of a campaign as a file that a spreadsheet opens: a recipient a line, as the page says it, then what each answered to
//! the open questions.
//!
//! It holds no link and no address: who is asked is known by name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::ids::ConventionId;
use domain::time::Instant;
use files::sheets::{Cell, Sheet};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::campaign_show::CampaignShow;
use crate::form::{Form, open_field};

/// A form that a recipient sent.
pub(crate) struct SentRow {
    recipient: i64,
    form: String,
}

query! {
    /// All the forms that were sent, the last one of each recipient after the others.
    pub(crate) SentForms(convention: ConventionId, campaign: i64) -> SentRow
    reading ["campaign_answer"]
    "SELECT recipient, form FROM campaign_answer WHERE convention = $4 AND campaign = $5 ORDER BY recipient, revision"
}

impl FromRow for SentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            recipient: c.int(0)?,
            form: c.text(1)?,
        })
    }
}

/// The columns of every campaign; each open question adds its own.
const HEADS: [&str; 8] = [
    "Destinataire",
    "Organisme",
    "Actions",
    "Courrier",
    "Relances",
    "Lien ouvert le",
    "Réponse",
    "Répondu le",
];

/// The table.
pub(crate) fn sheet(board: &CampaignShow, sent: &[SentRow]) -> Sheet {
    let open = board.open_questions();
    let questions = open.iter().cloned().map(Cow::Owned);
    let heads: Vec<Cow<'static, str>> = HEADS.into_iter().map(Cow::Borrowed).chain(questions).collect();
    let mut sheet = Sheet::new(board.title(), heads);
    // The last form of each takes the place of those before.
    let forms: BTreeMap<i64, Form> = sent.iter().map(|row| (row.recipient, Form::stored(&row.form))).collect();
    for one in board.listed() {
        let day = |at: Option<Instant>| at.map(Instant::paris_day);
        let form = forms.get(&one.ordinal);
        let reply = |number: usize| Cell::from(form.map(|form| form.get(&open_field(number)).trim()));
        let told = [
            Cell::from(&one.name),
            Cell::from(&one.organisation_name),
            Cell::from(board.numbers(one)),
            Cell::from(one.state.sent.map(|_| board.letter(one))),
            Cell::from(one.state.reminders),
            Cell::from(day(one.state.opened)),
            Cell::from(board.state(one)),
            Cell::from(day(one.state.answered.map(|(at, _)| at))),
        ];
        sheet.row(told.into_iter().chain((1..=open.len()).map(reply)));
    }
    sheet
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SentForms>()]
}
