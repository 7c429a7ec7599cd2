//! The page that a link opens: who asks what, until when; then, once something was sent, what has arrived.
//!
//! A link that ended, that is cut or never was is answered with the same page; one that another took the place of, or by which the
//! question was passed on, says so to whoever holds it.

use askama::Template;
use domain::access::verbs::AnswerCampaign;
use domain::campaigns::{CampaignOpened, Outcome};
use domain::time::Instant;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::attempts::open_words;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::french;
use web::href::LocalPath;
use web::visit::Visit;

use crate::answer_form::all_replies;
use crate::file_rows::{FileRow, HeldFiles};
use crate::held::{Held, before, enter};
use crate::link_renewal::{Successor, successor};
use crate::meanwhile::Became;
use crate::tables::Tables;
use crate::taken::TakenLine;

/// The secret, as an address or a form sends it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) cle: Secret<String>,
}

#[derive(Template)]
#[template(path = "answer_open.html")]
struct OpenPage {
    frame: Frame,
    held: Held,
    /// What was sent, action by action, and what was taken of it.
    taken: Vec<TakenLine>,
    /// Under which name it was sent.
    by: Option<String>,
    /// What was answered to each open question.
    replies: Vec<(String, Option<String>)>,
    /// The files that went with it.
    files: Vec<FileRow>,
    /// What became of the last answer.
    became: Became,
    /// Whether something of an answer, this one or one before, is part of the follow-up.
    counts: bool,
}

impl OpenPage {
    /// By whom, and for whom: the question may have been passed on since.
    fn answerer(&self) -> String {
        let row = &self.held.row;
        let by = self.by.as_deref().unwrap_or(&row.name);
        if row.organisation_name.is_empty() {
            return by.to_owned();
        }
        format!("{by}, {}", row.organisation_name)
    }

    /// How the receipt begins: of one's own answer, or of one that was sent before the question was passed on.
    fn heading(&self) -> &'static str {
        let own = self.by.as_ref().is_none_or(|by| *by == self.held.row.name);
        if own {
            "Votre réponse est arrivée"
        } else {
            "Une réponse est arrivée"
        }
    }

    fn last_day(&self) -> String {
        french::date(self.held.row.last_day)
    }

    fn file_address(&self, file: &FileRow) -> String {
        format!("{}&piece={}", self.held.address("/fichier"), file.ordinal)
    }

    fn by_telephone(&self) -> bool {
        matches!(self.held.row.answered, Some((_, Outcome::Telephone)))
    }

    fn arrived(&self) -> String {
        self.held.row.answered.map_or_else(String::new, |(at, _)| french::moment(at))
    }

    /// Whether what is sent next adds to what was taken, rather than corrects it.
    fn completes(&self) -> bool {
        matches!(self.became, Became::Entered | Became::InPart(_) | Became::Told)
    }

    /// How the last answer came, and what became of it: of that one, whatever became of those before.
    fn fate(&self) -> String {
        let at = self.arrived();
        if self.by_telephone() {
            let entered = if self.became == Became::Entered {
                ", et elle est entrée dans le suivi"
            } else {
                ""
            };
            return format!("Elle a été notée au téléphone, le {at}{entered}.");
        }
        match &self.became {
            Became::Waits if self.counts => format!(
                "Elle est arrivée le {at}. La personne qui suit le plan la relira avant qu’elle n’entre dans le suivi\u{202f}; d’ici là, \
                 ce que vous aviez dit avant y reste."
            ),
            Became::Waits => {
                format!("Elle est arrivée le {at}. La personne qui suit le plan la relira avant qu’elle n’entre dans le suivi.")
            }
            Became::Entered => format!("Elle est arrivée le {at}. Elle a été relue, puis elle est entrée dans le suivi."),
            Became::InPart(why) => format!(
                "Elle est arrivée le {at}. Elle a été relue\u{a0}: une partie est entrée dans le suivi, le reste a été écarté.{}",
                motive(why.as_deref())
            ),
            Became::SetAside(why) => format!(
                "Elle est arrivée le {at}. Elle a été relue, puis écartée\u{a0}: elle n’entre pas dans le suivi.{}",
                motive(why.as_deref())
            ),
            Became::Told => format!("Elle est arrivée le {at}."),
        }
    }
}

/// Why something was set aside, where it was said.
fn motive(why: Option<&str>) -> String {
    why.map_or_else(String::new, |why| format!(" Motif\u{a0}: «\u{a0}{why}\u{a0}»."))
}

#[derive(Template)]
#[template(path = "link_none.html")]
struct NoLink {
    frame: Frame,
    key: String,
    sentence: Option<String>,
    /// What took the place of this one.
    successor: Option<Successor>,
    /// From when links are looked for again, where too many were tried.
    closed_until: Option<String>,
    errors: Errors,
}

impl NoLink {
    /// Since which day.
    fn day(&self, at: &Instant) -> String {
        french::date(at.paris_day())
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit, asked.cle.expose(), None).await;
    };
    let before = before(&mut visit, &held).await?;
    let said = before.form().map(|form| form.read(&held.asking, &mut Errors::none()));
    let files = if held.has_answered() {
        visit.rows(HeldFiles {}).await?
    } else {
        Vec::new()
    };
    let became = before.became(held.row.revision);
    let page = OpenPage {
        files: files.into_iter().filter(|file| file.sent).collect(),
        frame: visit.frame(held.row.title.clone()).await?,
        replies: before.form().map(|form| all_replies(&held.asking, form)).unwrap_or_default(),
        taken: before.taken(said.unwrap_or_default(), held.row.revision),
        counts: before.counts(),
        by: before.by().map(str::to_owned),
        held,
        became,
    };
    visit.page(&page)
}

/// « Commencer »: the only opening that is counted.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.form()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return Err(none_typed(&mut visit, asked.cle.expose()).await);
    };
    if held.row.opened.is_none() && held.waits() {
        let at = visit.now;
        let recipient = held.row.id;
        let tx = visit.begin::<AnswerCampaign>(recipient.campaign.convention).await?;
        match tx.record::<Tables, _>(&CampaignOpened { recipient, at }).await {
            Ok(recorded) => recorded.commit().await?,
            // It was opened from another window.
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(to(&held, "/formulaire"))
}

/// Another page of the same link.
pub(crate) fn to(held: &Held, page: &str) -> Answer {
    let path = LocalPath::parse(&held.address(page));
    path.map_or_else(
        || Answer::see_other(domain::places::Target::SignIn),
        |path| Answer::back_to(&path),
    )
}

/// The page of a link that opens nothing, whatever the reason.
pub(crate) async fn none(visit: &mut Visit, key: &str, sentence: Option<String>) -> Result<Answer, Failure> {
    let page = no_link(visit, key, sentence, Errors::none()).await?;
    visit.page(&page)
}

/// The same, in answer to a form.
pub(crate) async fn none_typed(visit: &mut Visit, key: &str) -> Failure {
    refused(visit, key, Errors::none()).await
}

/// The same, with why.
pub(crate) async fn refused(visit: &mut Visit, key: &str, errors: Errors) -> Failure {
    match no_link(visit, key, None, errors).await {
        Ok(page) => visit.invalid(&page),
        Err(failure) => failure,
    }
}

/// The page where too many links that open nothing were tried: it says when to come back, whatever this one is.
pub(crate) async fn too_often(visit: &mut Visit, open: Instant) -> Failure {
    let frame = match visit.frame("Trop d’essais").await {
        Ok(frame) => frame,
        Err(failure) => return failure,
    };
    visit.too_often(&NoLink {
        frame,
        key: String::new(),
        sentence: None,
        successor: None,
        closed_until: Some(open_words(open)),
        errors: Errors::none(),
    })
}

async fn no_link(visit: &mut Visit, key: &str, sentence: Option<String>, errors: Errors) -> Result<NoLink, Failure> {
    let successor = match sentence {
        None => successor(visit, key).await?,
        Some(_) => None,
    };
    Ok(NoLink {
        successor,
        closed_until: None,
        frame: visit.frame("Lien sans effet").await?,
        key: web::session::Token::parse(key)
            .map(|token| token.expose().to_owned())
            .unwrap_or_default(),
        sentence,
        errors,
    })
}
