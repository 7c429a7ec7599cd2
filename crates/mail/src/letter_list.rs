//! Letters, for those who administer: to whom, what for, what became of each, how the mail server is. Never what a letter holds.

use askama::Template;
use domain::mail::{LetterKind, LetterState, Refusal};
use domain::places::Target;
use domain::search::{Question, index_words};
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::site::Mailing;
use web::visit::Visit;

use crate::letter_rows::{
    CountedState, LetterRow, Letters, LettersByState, MailServer, SeenCampaign, SeenCampaigns, ServerRow,
};
use crate::letter_sheet;

/// How many lines a page shows.
const PAGE: usize = 50;

/// How many letters are looked through: those before are in the journal.
const MOST: i64 = 5000;

/// What is asked in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    etat: String,
    objet: String,
    page: String,
    forme: String,
}

#[derive(Template)]
#[template(path = "letter_list.html")]
struct LetterList {
    frame: Frame,
    asked: Asked,
    errors: Errors,
    mailing: Mailing,
    server: Option<ServerRow>,
    counts: Vec<CountedState>,
    lines: Vec<LetterRow>,
    found: usize,
    pager: Pager,
    /// The campaigns that the reader may see.
    seen: Vec<SeenCampaign>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    if let Some(format) = Format::from_code(&asked.forme) {
        let letters = asked.answered(visit.rows(Letters { most: MOST }).await?);
        return visit.sheet(letter_sheet::sheet(&letters), format).await;
    }
    let page = page(&mut visit, asked, Errors::none()).await?;
    visit.page(&page)
}

/// The page again, with what to correct.
pub(crate) async fn refuse(visit: &mut Visit, sentence: &str) -> Result<Answer, Failure> {
    let page = page(visit, Asked::default(), Errors::whole(sentence)).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, asked: Asked, errors: Errors) -> Result<LetterList, Failure> {
    let lines = asked.answered(visit.rows(Letters { most: MOST }).await?);
    let found = lines.len();
    let (lines, pager) = page_of(lines, &asked);
    Ok(LetterList {
        counts: visit.rows(LettersByState {}).await?,
        server: visit.first(MailServer {}).await?,
        mailing: visit.mailing().clone(),
        frame: visit.frame("Courriers").await?.crumb("Comptes", Target::Accounts),
        asked,
        errors,
        lines,
        found,
        pager,
        seen: visit.rows(SeenCampaigns {}).await?,
    })
}

impl Asked {
    fn pairs(&self, without: &str) -> Vec<(&'static str, &str)> {
        [("q", &self.q), ("etat", &self.etat), ("objet", &self.objet)]
            .into_iter()
            .filter(|(name, value)| !value.is_empty() && *name != without)
            .map(|(name, value)| (name, value.as_str()))
            .collect()
    }

    /// The letters that answer, the last first.
    fn answered(&self, all: Vec<LetterRow>) -> Vec<LetterRow> {
        let question = Question::parse(&self.q);
        let (state, kind) = (LetterState::from_code(&self.etat), LetterKind::from_code(&self.objet));
        let answers = |letter: &LetterRow| {
            let words = index_words([letter.name.as_str(), letter.address.as_str(), letter.subject.as_str()]);
            question.terms().iter().all(|term| words.iter().any(|word| term.finds(word)))
        };
        all.into_iter()
            .filter(|letter| state.is_none_or(|state| state == letter.state))
            .filter(|letter| kind.is_none_or(|kind| kind == letter.kind))
            .filter(|letter| question.is_empty() || answers(letter))
            .collect()
    }
}

/// The lines of the page asked for, and the way to the others.
fn page_of(lines: Vec<LetterRow>, asked: &Asked) -> (Vec<LetterRow>, Pager) {
    let count = lines.len().div_ceil(PAGE).max(1);
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, count);
    let mut pairs = asked.pairs("");
    pairs.push(("page", ""));
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let pager = Pager {
        page: number(page),
        pages: number(count),
        address: with_query(href(Target::Letters), &pairs),
    };
    (lines.into_iter().skip((page - 1) * PAGE).take(PAGE).collect(), pager)
}

impl LetterList {
    fn total(&self) -> i64 {
        self.counts.iter().map(|counted| counted.letters).sum()
    }

    /// The ways to the letters of each state, with how many there are.
    fn views(&self) -> Vec<web::components::ViewLink> {
        let view = |label: &str, code: &'static str, letters: i64| {
            let mut pairs = self.asked.pairs("etat");
            if !code.is_empty() {
                pairs.push(("etat", code));
            }
            web::components::ViewLink {
                label: label.to_owned(),
                address: with_query(href(Target::Letters), &pairs),
                icon: None,
                count: Some(letters),
                current: self.asked.etat == code,
            }
        };
        let counted = |state| self.counts.iter().find(|counted| counted.state == state);
        let states = LetterState::ALL.into_iter();
        let all = std::iter::once(view("Tous", "", self.total()));
        all.chain(states.map(|state| {
            view(
                plural(state),
                state.code(),
                counted(state).map_or(0, |counted| counted.letters),
            )
        }))
        .collect()
    }

    /// The same letters as files.
    fn files(&self) -> [SheetLink; 3] {
        web::sheets::links(&with_query(href(Target::Letters), &self.asked.pairs("")), "courriers")
    }

    /// Where the address of a letter that was refused or came back is corrected, or why not from here.
    fn correction(&self, line: &LetterRow) -> Option<Correction> {
        let asked = line
            .asked
            .filter(|_| line.refusal().is_of_the_address() && !line.is_erased())?;
        let seen = self.seen.iter().find(|seen| seen.id == asked.campaign);
        match seen {
            Some(seen) => seen.waits.then_some(Correction::Here(Target::campaign_recipient(asked))),
            None => Some(Correction::Elsewhere),
        }
    }

    fn sends(&self) -> bool {
        self.mailing != Mailing::None
    }
}

/// Where an address that was refused is corrected.
enum Correction {
    /// On this page, which the reader may see.
    Here(Target),
    /// By those who run the campaign.
    Elsewhere,
}

const fn plural(state: LetterState) -> &'static str {
    match state {
        LetterState::Waiting => "En attente",
        LetterState::Sent => "Envoyés",
        LetterState::Returned => "Revenus",
        LetterState::Refused => "Refusés",
        LetterState::GivenUp => "Abandonnés",
        LetterState::Cancelled => "Annulés",
    }
}

impl LetterRow {
    fn target(&self) -> Option<Target> {
        self.person.map(Target::Person)
    }

    const fn tag(&self) -> &'static str {
        match self.state {
            LetterState::Waiting => "info",
            LetterState::Sent => "ok",
            LetterState::Returned | LetterState::Refused | LetterState::GivenUp => "late",
            LetterState::Cancelled => "paper",
        }
    }

    fn is_erased(&self) -> bool {
        self.address.is_empty()
    }

    /// What became of it, in words.
    pub(crate) fn became(&self) -> &'static str {
        if self.state == LetterState::Returned && self.refusal().is_of_the_address() {
            return "Revenu\u{a0}: adresse refusée";
        }
        self.state.french()
    }

    /// What is to be done of one that came back: it cannot leave again. Those of a campaign are put right from there.
    fn advice(&self) -> Option<&'static str> {
        if self.state != LetterState::Returned || self.is_erased() {
            return None;
        }
        match self.kind {
            LetterKind::Invitation | LetterKind::Password | LetterKind::SummaryLink => Some(
                "Ce courrier ne peut pas repartir, car ce qu’il contenait est effacé\u{a0}: vérifiez l’adresse, puis envoyez un nouveau \
                 lien.",
            ),
            LetterKind::Trial | LetterKind::Digest => {
                Some("Vérifiez l’adresse de cette personne\u{a0}: les prochains courriers y partiront.")
            }
            LetterKind::Campaign | LetterKind::CampaignReminder | LetterKind::CampaignReceipt => None,
        }
    }

    const fn can_leave(&self) -> bool {
        matches!(self.state, LetterState::Waiting | LetterState::Refused)
    }

    /// When it was taken, came back, was refused or given up; else since when it waits.
    pub(crate) fn when(&self) -> String {
        let at = self.settled.unwrap_or(self.queued);
        let (hour, minute) = at.paris_hour_minute();
        format!("{}, {hour}\u{a0}h\u{a0}{minute:02}", web::french::date(at.paris_day()))
    }

    /// When it is to be tried again, while it waits for that.
    fn again(&self) -> Option<String> {
        if self.state != LetterState::Waiting || self.not_before <= self.queued {
            return None;
        }
        let (hour, minute) = self.not_before.paris_hour_minute();
        let day = web::french::date(self.not_before.paris_day());
        Some(format!("À partir du {day}, {hour}\u{a0}h\u{a0}{minute:02}"))
    }

    /// What the server said, in French.
    pub(crate) fn told(&self) -> Option<&'static str> {
        self.refusal().french()
    }

    fn refusal(&self) -> Refusal<'_> {
        Refusal {
            state: self.state,
            stage: self.stage,
            code: self.code,
            words: self.answer.as_deref(),
        }
    }

    /// The words of the server itself, when it did not take the letter.
    pub(crate) fn quoted(&self) -> Option<&str> {
        // Without a code it wrote nothing: the words are those of this machine.
        self.answer
            .as_deref()
            .filter(|_| self.code.is_some() && self.told().is_some())
    }
}
