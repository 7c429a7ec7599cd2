//! One comment in its discussion: where it is answered, changed by its author for a quarter of an hour, or withdrawn.
//!
//! What is changed is read by the form that changes it, in its own room (`comment_edition`).

use askama::Template;
use domain::access::Verb;
use domain::discussion::{Audience, Block, CommentModerated, CommentWithdrawn, EDITABLE_SECONDS, Piece, editable};
use domain::ids::{CommentId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::comment_edition::{Edition, edit};
use crate::comment_list::{at, place_of};
use crate::comment_rows::{CommentRow, Discussion, PersonRow, gone_since};
use crate::tables::Tables;
use crate::writing::{Place, Typed, WritingForm, Wrong, check, everyone, keep, mandate, present};

/// What was sent: a gesture, with the text it needs.
#[derive(Deserialize)]
pub(crate) struct Sent {
    geste: String,
    #[serde(default)]
    pub(crate) texte: String,
    #[serde(default)]
    prevenir: String,
    #[serde(default)]
    pub(crate) malgre: String,
    #[serde(default)]
    pub(crate) revision: String,
}

#[derive(Template)]
#[template(path = "comment_show.html")]
struct CommentShow {
    frame: Frame,
    convention: ConventionId,
    comment: CommentRow,
    comments: Vec<CommentRow>,
    people: Vec<PersonRow>,
    form: Option<WritingForm>,
    edition: Option<Edition>,
    /// Until when it may be changed.
    until: String,
    withdraws: bool,
    errors: Errors,
}

impl CommentShow {
    fn blocks(&self, comment: &CommentRow) -> Vec<Block> {
        comment.blocks(&self.people)
    }

    /// What is said of someone who is mentioned and holds no mandate any more.
    fn gone(&self, mention: &str) -> Option<String> {
        gone_since(&self.people, mention)
    }

    const fn writes(&self) -> bool {
        self.form.is_some()
    }

    fn is_answer(&self, comment: &CommentRow) -> bool {
        comment.answers.is_some()
    }

    fn standing<'s>(&'s self, edition: &'s Edition) -> &'s str {
        edition.standing.as_deref().unwrap_or(&self.comment.text)
    }

    fn address(&self) -> String {
        href(self.comment.place()).to_string()
    }

    fn topic(&self) -> Target {
        place_of(self.convention, self.comment.topic)
    }
}

/// What is shown again when something is refused.
#[derive(Default)]
pub(crate) struct Again {
    pub(crate) answer: Option<(Typed, Wrong)>,
    pub(crate) edition: Option<Edition>,
    pub(crate) errors: Errors,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Again::default()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let (comment, root) = found(&mut visit).await?;
    match sent.geste.as_str() {
        "repondre" => answer(visit, &root, sent).await,
        "modifier" => edit(visit, comment, sent).await,
        "retirer" => withdraw(visit, comment).await,
        _ => Err(Failure::Unreadable),
    }
}

/// The comment of the address, and the one that begins its discussion.
async fn found(visit: &mut Visit) -> Result<(CommentRow, CommentRow), Failure> {
    let comments = discussion(visit).await?;
    let (_, ordinal) = id(visit)?;
    let own = comments.iter().find(|comment| comment.id.ordinal == ordinal);
    own.cloned().zip(comments.first().cloned()).ok_or(Failure::NotFound)
}

fn id(visit: &Visit) -> Result<(ConventionId, i64), Failure> {
    Ok((visit.convention()?, visit.ordinal("comment")?))
}

async fn discussion(visit: &mut Visit) -> Result<Vec<CommentRow>, Failure> {
    let (convention, comment) = id(visit)?;
    visit.rows(Discussion { convention, comment }).await
}

async fn answer(mut visit: Visit, root: &CommentRow, sent: Sent) -> Result<Answer, Failure> {
    if root.withdrawn.is_some() {
        let errors = Errors::whole("Ce message a été retiré\u{a0}: on n’y répond plus. Écrivez un nouveau message.");
        return refuse(
            &mut visit,
            Again {
                errors,
                ..Again::default()
            },
        )
        .await;
    }
    let typed = Typed {
        texte: sent.texte,
        portee: root.audience.code().to_owned(),
        prevenir: sent.prevenir,
        malgre: sent.malgre,
    };
    let place = Place {
        convention: root.id.convention,
        topic: root.topic,
        answers: Some(root.id.ordinal),
        audience: root.audience,
    };
    match check(&mut visit, &typed, place, Errors::none()).await? {
        Ok(checked) => {
            let kept = keep(&mut visit, place, checked).await?;
            Ok(Answer::back_to(&at(Target::comment(root.id), kept)?))
        }
        Err(wrong) => {
            let answer = Some((typed, wrong));
            refuse(
                &mut visit,
                Again {
                    answer,
                    ..Again::default()
                },
            )
            .await
        }
    }
}

async fn withdraw(mut visit: Visit, comment: CommentRow) -> Result<Answer, Failure> {
    let person = mandate(&visit)?.person;
    let (id, at) = (comment.id, visit.now);
    // Asked twice, it is withdrawn once.
    if comment.withdrawn.is_some() {
        return Ok(Answer::see_other(comment.place()));
    }
    if comment.author == person {
        let fact = CommentWithdrawn { comment: id, person, at };
        let tx = visit.begin::<domain::access::verbs::WriteComments>(id.convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    } else if visit.may(Verb::ModerateComments) {
        let fact = CommentModerated { comment: id, person, at };
        let tx = visit.begin::<domain::access::verbs::ModerateComments>(id.convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    } else {
        let errors = Errors::whole("Ce message est d’une autre personne\u{a0}: elle peut le retirer, ou la coordination.");
        return refuse(
            &mut visit,
            Again {
                errors,
                ..Again::default()
            },
        )
        .await;
    }
    Ok(Answer::see_other(comment.place()))
}

/// The page again, with what is refused.
pub(crate) async fn refuse(visit: &mut Visit, again: Again) -> Result<Answer, Failure> {
    let page = page(visit, again).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, again: Again) -> Result<CommentShow, Failure> {
    let (convention, ordinal) = id(visit)?;
    let comments = discussion(visit).await?;
    let own = comments.iter().find(|comment| comment.id.ordinal == ordinal);
    let comment = own.cloned().ok_or(Failure::NotFound)?;
    let people = everyone(visit, convention).await?;
    let writer = mandate(visit)?.person;
    let speaks = visit.may(Verb::WriteComments);
    let stands = comments.first().is_some_and(|root| root.withdrawn.is_none());
    let edits = speaks && editable(comment.author, writer, comment.at, visit.now, comment.withdrawn.is_some()).is_ok();
    let own = comment.author == writer && speaks;
    let frame = visit.frame(format!("Message de {}", comment.person)).await?;
    Ok(CommentShow {
        frame: frame
            .under(Target::discussion(convention))
            .crumb("Échanges", place_of(convention, comment.topic))
            .called("Message"),
        convention,
        form: (speaks && stands).then(|| answering(comment.id, again.answer, &people)),
        edition: again.edition.or_else(|| {
            edits.then(|| Edition {
                typed: comment.text.clone(),
                ..Edition::default()
            })
        }),
        until: web::french::moment(comment.at.plus_seconds(EDITABLE_SECONDS)),
        withdraws: comment.withdrawn.is_none() && (own || visit.may(Verb::ModerateComments)),
        comment,
        comments,
        people,
        errors: again.errors,
    })
}

fn answering(comment: CommentId, again: Option<(Typed, Wrong)>, people: &[PersonRow]) -> WritingForm {
    let (typed, wrong) = again.unwrap_or_else(|| {
        let wrong = Wrong {
            errors: Errors::none(),
            warned: false,
        };
        (Typed::default(), wrong)
    });
    WritingForm {
        address: href(Target::comment(comment)).to_string(),
        typed,
        errors: wrong.errors,
        warned: wrong.warned,
        chooses: false,
        people: present(people),
        label: "Votre réponse",
        gesture: "repondre",
        button: "Répondre",
    }
}
