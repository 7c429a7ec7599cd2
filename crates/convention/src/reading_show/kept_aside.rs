//! What was typed over a reading that is right: the text itself should say so. It is kept aside for an amendment.
//!
//! The reading does not move, nor does anything signed.

use domain::access::Viewer;
use domain::access::verbs::ProposeAmendment;
use domain::amendment::{AmendmentProposed, ChangesKeptAside, ProposalCause, Proposed, TermField};
use domain::ids::{ActionId, ProposalId};
use domain::places::Target;
use files::correction::Correction;
use serde_json::Value;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::french::beginning;
use web::visit::Visit;

use super::Desk;
use super::lists::{kind_at, place_words};
use crate::tables::Tables;

/// The longest name of an element, in characters.
const LONGEST_NAME: usize = 80;

/// What the text should say where it should say nothing.
const NOTHING: &str = "Rien\u{a0}: à retirer du texte.";

/// Why the text should change, when that is what was answered.
pub(super) fn cause(answer: &str) -> Option<ProposalCause> {
    match answer {
        "texte" => Some(ProposalCause::Changes),
        "erreur" => Some(ProposalCause::Errs),
        _ => None,
    }
}

/// Why the text should change, as it was answered, and the words that say so.
pub(super) struct Asked<'a> {
    pub(super) cause: ProposalCause,
    pub(super) why: &'a str,
}

/// Keeps all of them aside, in one fact; then shows what is proposed.
pub(super) async fn keep(
    visit: &mut Visit,
    desk: &Desk,
    asked: Asked<'_>,
    corrections: &[Correction],
) -> Result<Answer, Failure> {
    let convention = desk.convention;
    let mut tx = visit.begin::<ProposeAmendment>(convention).await?;
    let mut proposals = Vec::with_capacity(corrections.len());
    for correction in corrections {
        let ordinal = tx.allocate(Sequence::Convention(convention, "proposal")).await?;
        let place = correction.path.to_string();
        let says = |text: Option<&String>| text.map(|text| words(desk, &place, text));
        proposals.push(AmendmentProposed {
            proposal: ProposalId { convention, ordinal },
            cause: asked.cause,
            signed: says(correction.was.as_ref()).unwrap_or_default(),
            wanted: says(correction.becomes.as_ref()).unwrap_or_else(|| NOTHING.to_owned()),
            why: asked.why.to_owned(),
            organisation: match visit.viewer {
                Viewer::Mandate(mandated) => Some(mandated.organisation),
                _ => None,
            },
            at: visit.now,
            about: about(desk, place),
        });
    }
    let fact = ChangesKeptAside { convention, proposals };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::amendments(convention)))
}

/// The title of an action is a term of its list; anything else is named by where it stands.
fn about(desk: &Desk, place: String) -> Proposed {
    let index = action_index(&place);
    let reading = index.and_then(|_| files::interchange::read(&desk.document).ok());
    let action = index.zip(reading).map(|(index, reading)| reading.action_ordinal(index));
    match (action, index) {
        (Some(ordinal), Some(index)) if place == format!("/actions/{index}/title") => {
            let convention = desk.convention;
            Proposed::Term(ActionId { convention, ordinal }, TermField::Title)
        }
        _ => Proposed::Value {
            action,
            words: named(desk, &place),
            place,
        },
    }
}

/// Which action of the list a place is in, from 0.
fn action_index(place: &str) -> Option<usize> {
    place.strip_prefix("/actions/")?.split('/').next()?.parse().ok()
}

/// "Les instances, 1, Missions, 3 (Comité de pilotage)".
fn named(desk: &Desk, place: &str) -> String {
    let words = place_words(place);
    let mut steps = place.split('/').skip(1);
    let element = steps
        .next()
        .zip(steps.next())
        .filter(|(_, index)| index.parse::<usize>().is_ok());
    let element = element.and_then(|(root, index)| desk.at(&format!("/{root}/{index}")));
    match element {
        Some(element) => format!("{words} ({})", beginning(&desk.names.words(element), LONGEST_NAME)),
        None => words,
    }
}

/// A value of the document, as people read it: the texts of a list one a line.
fn words(desk: &Desk, place: &str, document: &str) -> String {
    let value: Value = serde_json::from_str(document).unwrap_or_default();
    let told = |value: &Value| desk.names.told(kind_at(place), value);
    match &value {
        Value::Array(items) => items.iter().map(told).collect::<Vec<_>>().join("\n"),
        one => told(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_text_should_say_is_kept_aside() {
        assert_eq!(cause("texte"), Some(ProposalCause::Changes));
        assert_eq!(cause("erreur"), Some(ProposalCause::Errs));
        assert_eq!(cause("lecture"), None);
        assert_eq!(cause(""), None);
    }

    #[test]
    fn a_place_tells_its_action() {
        assert_eq!(action_index("/actions/14/means/0"), Some(14));
        assert_eq!(action_index("/bodies/0/missions/2"), None);
    }
}
