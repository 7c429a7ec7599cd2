//! The form by which its author changes a comment, for a quarter of an hour.
//!
//! When the text was changed elsewhere meanwhile, both are shown and nothing that was typed is lost.

use domain::access::verbs::WriteComments;
use domain::discussion::{CommentEdited, NotEditable, editable};
use domain::ids::CommentId;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::comment_rows::{CommentRow, Discussion};
use crate::comment_show::{Again, Sent, refuse};
use crate::tables::Tables;
use crate::writing::{Checked, Place, Typed, check, mandate};

/// A text that was typed to change a comment, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Edition {
    pub(crate) typed: String,
    pub(crate) errors: Errors,
    pub(crate) warned: bool,
    /// Someone changed it meanwhile: the text that stands is shown beside the one that was typed.
    pub(crate) overtaken: bool,
    /// The text that stands, when it was read in a turn to write.
    pub(crate) standing: Option<String>,
}

/// « Enregistrer ».
pub(crate) async fn edit(mut visit: Visit, comment: CommentRow, sent: Sent) -> Result<Answer, Failure> {
    let person = mandate(&visit)?.person;
    if let Err(why) = editable(comment.author, person, comment.at, visit.now, comment.withdrawn.is_some()) {
        let mut errors = Errors::none();
        errors.add("", not_editable(why));
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
        malgre: sent.malgre,
        ..Typed::default()
    };
    let place = Place {
        convention: comment.id.convention,
        topic: comment.topic,
        answers: comment.answers,
        audience: comment.audience,
    };
    let mut errors = Errors::none();
    let overtaken = sent.revision.parse() != Ok(comment.revision);
    if overtaken {
        errors.add("modification", OVERTAKEN);
    }
    match check(&mut visit, &typed, place, errors).await? {
        Ok(checked) if checked.text.as_str() == comment.text => Ok(Answer::see_other(comment.place())),
        Ok(checked) => change(visit, comment, checked).await,
        Err(wrong) => {
            let edition = Edition {
                typed: typed.texte,
                errors: moved(&wrong.errors),
                warned: wrong.warned,
                overtaken,
                standing: None,
            };
            edition_again(&mut visit, edition).await
        }
    }
}

const OVERTAKEN: &str = "Ce message a changé depuis que vous l’avez ouvert. Le texte actuel est montré au-dessus du vôtre\u{a0}: \
    reprenez ce qu’il faut, puis enregistrez.";

/// The same errors, under the field of the form that changes a comment.
fn moved(errors: &Errors) -> Errors {
    let mut moved = Errors::none();
    for error in errors.iter() {
        moved.add("modification", error.message.clone());
    }
    moved
}

async fn change(mut visit: Visit, comment: CommentRow, checked: Checked) -> Result<Answer, Failure> {
    let typed = checked.text.to_string();
    let fact = CommentEdited {
        comment: comment.id,
        revision: comment.revision + 1,
        text: checked.text,
        mentioned: checked.mentioned,
        person: comment.author,
        at: visit.now,
    };
    let tx = visit.begin::<WriteComments>(comment.id.convention).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // Of two who change it at once, one does; the other sees both texts.
        Err(StoreError::Conflict) => {
            let mut errors = Errors::none();
            errors.add("modification", OVERTAKEN);
            let standing = standing(&mut visit, comment.id).await?;
            let edition = Edition {
                typed,
                errors,
                overtaken: true,
                standing,
                ..Edition::default()
            };
            return edition_again(&mut visit, edition).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(comment.place()))
}

/// The text that stands, read in a turn to write: what the other kept may not be read elsewhere yet.
async fn standing(visit: &mut Visit, id: CommentId) -> Result<Option<String>, Failure> {
    let (convention, comment) = (id.convention, id.ordinal);
    let mut tx = visit.begin::<WriteComments>(convention).await?;
    let rows = tx.load(Discussion { convention, comment }).await?;
    Ok(rows.into_iter().find(|row| row.id == id).map(|row| row.text))
}

async fn edition_again(visit: &mut Visit, edition: Edition) -> Result<Answer, Failure> {
    let edition = Some(edition);
    refuse(
        visit,
        Again {
            edition,
            ..Again::default()
        },
    )
    .await
}

fn not_editable(why: NotEditable) -> &'static str {
    match why {
        NotEditable::OfAnother => "Ce message est d’une autre personne\u{a0}: elle seule peut le modifier.",
        NotEditable::TooLate => {
            "Ce message a plus de quinze minutes\u{a0}: il ne se modifie plus. Répondez-y pour le compléter, ou retirez-le."
        }
        NotEditable::Withdrawn => "Ce message a été retiré\u{a0}: il ne se modifie plus.",
    }
}
