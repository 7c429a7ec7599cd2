//! Writing a comment: what was typed, what is wrong with it, whom it mentions and who of them would not read it.
//!
//! Nothing is recorded here but the comment that was checked; a comment sent twice is kept once.

use domain::about::About;
use domain::access::{Mandated, Standing, Verb, Viewer, allows, verbs};
use domain::discussion::{Audience, CommentText, CommentWritten, LONGEST_COMMENT, NotSaid, mentioned};
use domain::ids::{CommentId, ConventionId, PersonId};
use domain::search::fold;
use serde::Deserialize;
use store::Sequence;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::comment_rows::{Hidden, OneAction, OwnLast, People, PersonRow};
use crate::tables::Tables;

/// How long a comment that is sent again is the same one, in seconds.
const TWICE_SECONDS: i64 = 60;

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) texte: String,
    pub(crate) portee: String,
    /// The name of someone to mention, chosen from a list.
    pub(crate) prevenir: String,
    /// Whether to publish although someone who is mentioned will not read it.
    pub(crate) malgre: String,
}

/// A form in which something is written, as its page shows it.
pub(crate) struct WritingForm {
    pub(crate) address: String,
    pub(crate) typed: Typed,
    pub(crate) errors: Errors,
    /// Whether the audience is chosen: an answer has that of what it answers, and a partner writes for all.
    pub(crate) chooses: bool,
    /// Whether someone is mentioned who will not read it.
    pub(crate) warned: bool,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) label: &'static str,
    /// What the form asks for, where its page takes several gestures.
    pub(crate) gesture: &'static str,
    pub(crate) button: &'static str,
}

impl WritingForm {
    pub(crate) fn is_audience(&self, audience: &Audience) -> bool {
        let chosen = Audience::from_code(&self.typed.portee).unwrap_or(Audience::Partners);
        chosen == *audience
    }

    /// The names to choose from, each once.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.people.iter().map(|person| person.name.as_str()).collect();
        names.dedup();
        names
    }
}

/// Where something is written, for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) convention: ConventionId,
    pub(crate) topic: About,
    pub(crate) answers: Option<i64>,
    pub(crate) audience: Audience,
}

/// What was found right.
pub(crate) struct Checked {
    pub(crate) text: CommentText,
    pub(crate) mentioned: Vec<PersonId>,
}

/// What was found wrong.
pub(crate) struct Wrong {
    pub(crate) errors: Errors,
    pub(crate) warned: bool,
}

/// The mandate under which the comment is written.
pub(crate) fn mandate(visit: &Visit) -> Result<Mandated, Failure> {
    match visit.viewer {
        Viewer::Mandate(mandated) => Ok(mandated),
        Viewer::Visitor | Viewer::Link(_) | Viewer::Person(_) | Viewer::Job(_) => Err(Failure::NotFound),
    }
}

/// Those who may be mentioned.
pub(crate) async fn people(visit: &mut Visit, convention: ConventionId) -> Result<Vec<PersonRow>, Failure> {
    Ok(present(&everyone(visit, convention).await?))
}

/// Those, and those who hold no mandate any more: what was said may mention them.
pub(crate) async fn everyone(visit: &mut Visit, convention: ConventionId) -> Result<Vec<PersonRow>, Failure> {
    visit.rows(People { convention }).await
}

/// Those of them who can be mentioned.
pub(crate) fn present(people: &[PersonRow]) -> Vec<PersonRow> {
    people.iter().filter(|person| person.left.is_none()).cloned().collect()
}

/// The audience that was chosen, when whoever writes may choose it.
pub(crate) fn audience(visit: &Visit, typed: &Typed, errors: &mut Errors) -> Audience {
    if !visit.may(Verb::ViewInternal) {
        return Audience::Partners;
    }
    Audience::from_code(&typed.portee).unwrap_or_else(|| {
        errors.add(
            "portee",
            "Dites qui lira ce message\u{a0}: les signataires seuls, ou les partenaires aussi.",
        );
        Audience::Partners
    })
}

/// The text as it will be kept, with whom it mentions.
pub(crate) async fn check(
    visit: &mut Visit,
    typed: &Typed,
    place: Place,
    mut errors: Errors,
) -> Result<Result<Checked, Wrong>, Failure> {
    let people = people(visit, place.convention).await?;
    let typed_text = with_mention(typed, &people, &mut errors);
    let text = CommentText::parse(&typed_text)
        .map_err(|why| errors.add("texte", unsaid(why)))
        .ok();
    let names = people.iter().map(|person| (person.person, person.name.as_str()));
    let mentioned = mentioned(&typed_text, names);
    let left_out = left_out(visit, place, &people, &mentioned).await?;
    let warned = !left_out.is_empty();
    if warned && typed.malgre != "oui" {
        errors.add("texte", warning(&left_out));
    }
    Ok(match text {
        Some(text) if errors.is_empty() => Ok(Checked { text, mentioned }),
        _ => Err(Wrong { errors, warned }),
    })
}

/// The text, with the person chosen from the list named at its end unless the text names them already.
fn with_mention(typed: &Typed, people: &[PersonRow], errors: &mut Errors) -> String {
    let asked = fold(typed.prevenir.trim().trim_start_matches('@'));
    if asked.is_empty() {
        return typed.texte.clone();
    }
    let Some(person) = people.iter().find(|person| fold(&person.name) == asked) else {
        errors.add(
            "prevenir",
            "Personne de ce nom n’a de mandat dans cette convention. Choisissez un nom de la liste, ou laissez ce champ vide.",
        );
        return typed.texte.clone();
    };
    let already = mentioned(&typed.texte, [(person.person, person.name.as_str())]);
    if already.is_empty() && !typed.texte.trim().is_empty() {
        format!("{}\n@{}", typed.texte.trim_end(), person.name)
    } else {
        typed.texte.clone()
    }
}

fn unsaid(why: NotSaid) -> String {
    match why {
        NotSaid::Empty => "Écrivez votre message.".to_owned(),
        NotSaid::TooLong(letters) => format!(
            "Ce message compte {}\u{a0}caractères. Gardez-en {} au plus, ou joignez un document.",
            web::french::number(i64::try_from(letters).unwrap_or(i64::MAX)),
            web::french::number(i64::try_from(LONGEST_COMMENT).unwrap_or(i64::MAX))
        ),
    }
}

/// The names of those whom the text mentions and none of whose mandates would read it.
async fn left_out(
    visit: &mut Visit,
    place: Place,
    people: &[PersonRow],
    mentioned: &[PersonId],
) -> Result<Vec<String>, Failure> {
    let reads = |person: &PersonRow| allows(Standing::Mandated(person.role), Verb::ViewInternal).is_ok();
    let inside = |one: &PersonId| people.iter().any(|person| person.person == *one && reads(person));
    let outside: Vec<&PersonId> = mentioned.iter().filter(|one| !inside(one)).collect();
    if outside.is_empty() {
        return Ok(Vec::new());
    }
    let (convention, action) = (place.convention, place.topic.action().unwrap_or(0));
    // A partner does not read what is hidden, and so never writes there: the count is that of those who may.
    let hidden = visit.first(Hidden { convention, action }).await?.unwrap_or(0) > 0;
    if place.audience == Audience::Partners && !hidden {
        return Ok(Vec::new());
    }
    let name = |one: &&PersonId| {
        people
            .iter()
            .find(|person| person.person == **one)
            .map(|person| person.name.clone())
    };
    Ok(outside.iter().filter_map(name).collect())
}

fn warning(names: &[String]) -> String {
    let (have, them) = if names.len() == 1 {
        ("n’a", "cette personne")
    } else {
        ("n’ont", "ces personnes")
    };
    format!(
        "{} {have} pas accès à ce message\u{a0}: choisissez «\u{a0}Partenaires\u{a0}» si l’action leur est ouverte, retirez la mention, \
         ou cochez «\u{a0}Publier sans prévenir\u{a0}{them}\u{a0}».",
        web::french::list(names)
    )
}

/// Keeps it, unless it is the one that was sent just before.
pub(crate) async fn keep(visit: &mut Visit, place: Place, checked: Checked) -> Result<CommentId, Failure> {
    let mandate = mandate(visit)?;
    let convention = place.convention;
    let mut tx = visit.begin::<verbs::WriteComments>(convention).await?;
    let ordinal = tx.allocate(Sequence::Convention(convention, "comment")).await?;
    if let Some(action) = place.topic.action()
        && tx.load_first(OneAction { convention, action }).await?.is_none()
    {
        return Err(Failure::NotFound);
    }
    if let Some(last) = tx.load_first(OwnLast { convention }).await?
        && last.withdrawn.is_none()
        && (last.topic, last.answers, last.audience) == (place.topic, place.answers, place.audience)
        && last.text == checked.text.as_str()
        && visit.now <= last.at.plus_seconds(TWICE_SECONDS)
    {
        return Ok(last.id);
    }
    let fact = CommentWritten {
        comment: CommentId { convention, ordinal },
        topic: place.topic,
        audience: place.audience,
        answers: place.answers,
        text: checked.text,
        mentioned: checked.mentioned,
        person: mandate.person,
        organisation: mandate.organisation,
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(fact.comment)
}
