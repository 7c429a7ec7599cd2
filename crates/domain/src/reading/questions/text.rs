//! What the text as a whole leaves open: its signature, its annexes, the votes of the councils.

use super::{Answerer, OpenQuestion, QuestionKind, councils, name_of};
use crate::reading::anomaly::{holds_votes, named};
use crate::reading::coverage::month_name;
use crate::reading::{DeliberationRead, Lines, PartyRead, Reading, TextPlace};
use crate::wording::with_article;

/// What nobody typed yet of a convention that has no text.
pub(super) fn typed(reading: &Reading) -> Vec<OpenQuestion> {
    if !reading.is_by_hand() {
        return Vec::new();
    }
    let agreement = &reading.agreement;
    let missing = [
        (
            agreement.start.is_none() || agreement.end.is_none(),
            QuestionKind::Signature,
            "La période n’est pas saisie en entier\u{a0}: il manque le premier ou le dernier jour.",
        ),
        (
            agreement.signature.is_none(),
            QuestionKind::Signature,
            "Le lieu et la date de signature ne sont pas saisis.",
        ),
        (
            reading.actions.is_empty(),
            QuestionKind::Action,
            "Aucune action n’est saisie.",
        ),
    ];
    let whole = missing
        .into_iter()
        .filter(|(is_missing, ..)| *is_missing)
        .map(|(_, kind, what)| OpenQuestion::new(kind, what.to_owned(), &Lines::default(), ""));
    whole
        .chain(reading.parties.iter().flat_map(|party| typed_of(reading, party)))
        .collect()
}

/// What nobody typed yet of a party: who signs, by which authority, what its council voted.
fn typed_of(reading: &Reading, party: &PartyRead) -> Vec<OpenQuestion> {
    let mut voters = reading.deliberations.iter().filter_map(|vote| vote.organisation.as_ref());
    let voted = voters.any(|whose| whose.value == party.id);
    let name = with_article(&name_of(reading, &party.id));
    let council = party.kind.value.has_council();
    let missing = [
        (
            party.signatories.is_empty(),
            QuestionKind::Signature,
            format!("Aucun signataire n’est saisi pour {name}."),
            Answerer::Party(party.id.clone()),
        ),
        (
            party.authority.is_none(),
            QuestionKind::Vote,
            format!("La délibération ou la délégation qui permet de signer n’est pas saisie pour {name}."),
            Answerer::Party(party.id.clone()),
        ),
        (
            council && !voted,
            QuestionKind::Vote,
            format!("Le vote du conseil n’est pas saisi pour {name}."),
            Answerer::Council(party.id.clone()),
        ),
    ];
    missing
        .into_iter()
        .filter(|(is_missing, ..)| *is_missing)
        .map(|(_, kind, what, by)| OpenQuestion::new(kind, what, &Lines::default(), "").by(vec![by]))
        .collect()
}

/// The day on which it was signed.
pub(super) fn signature(reading: &Reading) -> Vec<OpenQuestion> {
    let Some(signature) = reading
        .agreement
        .signature
        .as_ref()
        .filter(|signature| signature.date.is_none())
    else {
        return Vec::new();
    };
    let known = match (&signature.month, &signature.year) {
        (Some(month), Some(year)) => format!("{} {}", month_name(month.value), year.value),
        (None, Some(year)) => year.value.to_string(),
        _ => String::new(),
    };
    let what = if known.is_empty() {
        "La date de signature n’est pas écrite.".to_owned()
    } else {
        format!("Le jour de la signature n’est pas écrit\u{a0}: le texte dit seulement «\u{a0}{known}\u{a0}».")
    };
    vec![OpenQuestion::new(QuestionKind::Signature, what, &signature.lines, &known)]
}

/// Annexes announced and not joined. That of the votes is asked council by council as soon as one of them is joined.
pub(super) fn annexes(reading: &Reading) -> Vec<OpenQuestion> {
    let absent = reading.annexes.iter().filter(|annex| annex.announced && !annex.present);
    let asked = absent.filter(|annex| reading.deliberations.is_empty() || !holds_votes(annex));
    asked
        .map(|annex| {
            let title = annex.title.as_ref().unwrap_or(&annex.number);
            let what = format!("{} est annoncée et n’est pas jointe.", named(annex));
            let by = if holds_votes(annex) {
                councils(reading).map(|party| Answerer::Council(party.id.clone())).collect()
            } else {
                Vec::new()
            };
            let mut question = OpenQuestion::new(QuestionKind::Annex, what, &title.lines, &title.value).by(by);
            question.place = Some(TextPlace::Annex(annex.number.value.clone()));
            question
        })
        .collect()
}

/// Councils whose vote is not joined while another is.
pub(super) fn votes(reading: &Reading) -> Vec<OpenQuestion> {
    let whose: Vec<_> = reading.deliberations.iter().map(|vote| vote.organisation.as_ref()).collect();
    if whose.is_empty() || whose.contains(&None) || reading.is_by_hand() {
        return Vec::new();
    }
    let annex = reading.annexes.iter().find(|annex| holds_votes(annex));
    let title = annex.and_then(|annex| annex.title.as_ref());
    let voted = |key: &crate::reading::Key| whose.iter().flatten().any(|vote| vote.value == *key);
    councils(reading)
        .filter(|party| !voted(&party.id))
        .map(|party| {
            let what = format!("La délibération n’est pas jointe pour {}.", name_of(reading, &party.id));
            let by = vec![Answerer::Council(party.id.clone())];
            let (lines, quote) = title.map_or((&party.name.lines, &party.name.value), |title| (&title.lines, &title.value));
            OpenQuestion::new(QuestionKind::Vote, what, lines, quote).by(by)
        })
        .collect()
}

/// Votes joined without their day or their number.
pub(super) fn incomplete_votes(reading: &Reading) -> Vec<OpenQuestion> {
    reading
        .deliberations
        .iter()
        .filter_map(|vote| incomplete(reading, vote))
        .collect()
}

fn incomplete(reading: &Reading, vote: &DeliberationRead) -> Option<OpenQuestion> {
    let missing = match (&vote.date, &vote.number) {
        (None, None) => "ni date ni numéro",
        (None, Some(_)) => "pas de date",
        (Some(_), None) => "pas de numéro",
        (Some(_), Some(_)) => return None,
    };
    let whose = vote.organisation.as_ref().map(|key| &key.value);
    let named = whose
        .map(|key| format!(" pour {}", name_of(reading, key)))
        .unwrap_or_default();
    let what = format!("La délibération jointe{named} ne porte {missing}.");
    let by = whose.map(|key| Answerer::Council(key.clone())).into_iter().collect();
    let said = vote.approves.as_ref().or(vote.authority.as_ref());
    let (lines, quote) = said.map_or((&vote.lines, ""), |said| (&said.lines, said.value.as_str()));
    Some(OpenQuestion::new(QuestionKind::Vote, what, lines, quote).by(by))
}
