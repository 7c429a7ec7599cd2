//! A form received: one field is corrected, or a correction is undone.
//!
//! It says nothing of whether a correction is right: a person does.

use domain::access::Verb;
use domain::amendment::TermField;
use domain::ids::ActionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use files::correction::{Correction, FieldPath};
use serde_json::Value;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::href::{href, with_query};
use web::visit::Visit;

use super::lists::index;
use super::{Desk, LONGEST_REASON, Typed, field_page, several, whole};
use crate::reading_fields::Kind;
use crate::reading_spot::{Spot, spot};
use crate::reading_values::{Written, completed, typed, with_lines};
use crate::reading_versions::{self as versions, NotMade};

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let desk = Desk::open(&mut visit).await?;
    if !typed.annuler.is_empty() {
        return undo(visit, desk, &typed.annuler).await;
    }
    let path = versions::path(&typed.place)?;
    let spot = spot(&desk.document, &path).ok_or(Failure::NotFound)?;
    let errors = match asked_correction(&desk, &spot, path, &typed) {
        Err(errors) => errors,
        Ok(correction) => {
            let reason = tidied(&typed.motif);
            match versions::correct(&mut visit, desk.convention, correction, reason).await {
                Ok(version) => return Ok(after(&desk, &spot, &typed, version)),
                Err(not_made) => Errors::whole(&sentence(&desk, not_made)?),
            }
        }
    };
    // Read again: what stands there now may be someone else's.
    let desk = Desk::open(&mut visit).await?;
    let etait = desk.at(&typed.place).map(Value::to_string).unwrap_or_default();
    let page = field_page(&mut visit, &desk, Typed { etait, ..typed }, errors).await?;
    Err(visit.invalid(&page))
}

/// Where someone goes on once it is kept: to the next one of the list when they asked for it, else to where they came from.
fn after(desk: &Desk, spot: &Spot, typed: &Typed, version: i64) -> Answer {
    let said = version.to_string();
    let kept = ("enregistree", said.as_str());
    let reading = Target::Reading(desk.convention);
    let texts = several::texts(&typed.valeur).len().max(1);
    let end = typed
        .place
        .rsplit_once('/')
        .and_then(|(list, at)| Some((list, at.parse::<usize>().ok()?)));
    match (end, spot.item) {
        (Some((list, at)), _) if typed.geste == "suivant" && spot.adds() => {
            let came = if spot.adds_texts() { texts } else { 1 };
            Answer::see_other_with(reading, &[("place", &format!("{list}/{}", at + came)), kept])
        }
        // What has just come in has more fields to fill.
        (Some((_, at)), None) if spot.makes_an_object() && typed.geste == "corriger" => {
            let element = (at + 1).to_string();
            let form = if whole::has_whole(spot.section) {
                Target::Desk(DeskPlace::ReadingWhole(desk.convention))
            } else {
                reading
            };
            Answer::see_other_with(form, &[("partie", spot.section.root), ("element", &element), kept])
        }
        (_, Some(item)) if !(spot.removes_item(&typed.place) && typed.geste == "retirer") => {
            let element = (item + 1).to_string();
            Answer::see_other_with(reading, &[("partie", spot.section.root), ("element", &element), kept])
        }
        _ => Answer::see_other_with(reading, &[("partie", spot.section.root), kept]),
    }
}

async fn undo(mut visit: Visit, desk: Desk, version: &str) -> Result<Answer, Failure> {
    let version: i64 = version.parse().map_err(|_| Failure::NotFound)?;
    let Err(not_made) = versions::undo(&mut visit, desk.convention, version).await else {
        return Ok(Answer::see_other(Target::Reading(desk.convention)));
    };
    let errors = Errors::whole(&sentence(&desk, not_made)?);
    let page = index(&mut visit, &desk, errors).await?;
    Err(visit.invalid(&page))
}

pub(super) fn sentence(desk: &Desk, not_made: NotMade) -> Result<String, Failure> {
    use files::correction::NotCorrected::Meanwhile;
    match not_made {
        NotMade::Failed(failure) => Err(failure),
        NotMade::Refused(Meanwhile(Some(now))) => {
            let now: Value = serde_json::from_str(&now).unwrap_or_default();
            Ok(Meanwhile(Some(format!("«\u{a0}{}\u{a0}»", desk.names.words(&now)))).to_string())
        }
        NotMade::Refused(refused) => Ok(refused.to_string()),
        NotMade::Undone => Ok("Cette correction est déjà annulée\u{a0}: la liste ci-dessous le montre.".to_owned()),
        NotMade::Numbered => Ok(
            "Cet élément a un numéro que d’autres pages suivent\u{a0}: il ne se retire ni ne revient à une autre place. Corrigez ses mots, champ par champ.".to_owned(),
        ),
        NotMade::Impossible(sentence) => Ok(sentence.to_owned()),
    }
}

pub(super) fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The correction that the form asks for, or what to change in it.
fn asked_correction(desk: &Desk, spot: &Spot, path: FieldPath, typed: &Typed) -> Result<Correction, Errors> {
    let mut errors = Errors::none();
    if let Some(message) = cause_error(&typed.cause) {
        errors.add("cause", message);
    }
    let reason = tidied(&typed.motif).chars().count();
    if reason == 0 || reason > LONGEST_REASON {
        errors.add(
            "motif",
            format!("Dites en une phrase ce qui était faux, en {LONGEST_REASON} caractères au plus."),
        );
    }
    let taken_out = typed.geste == "retirer" && spot.removable;
    let lines = lines_typed(desk, &typed.lignes);
    if let (false, Err(message)) = (taken_out, &lines) {
        errors.add("lignes", message.clone());
    }
    let lines = lines.unwrap_or_default();
    let correction = if taken_out {
        Some(one(path, typed, None, lines))
    } else {
        correction_typed(desk, spot, (path, lines), typed, &mut errors)
    };
    correction.filter(|_| errors.is_empty()).ok_or(errors)
}

/// The correction of what was typed: of a list, when several texts come to its end at once, else of one value.
fn correction_typed(
    desk: &Desk,
    spot: &Spot,
    (path, lines): (FieldPath, Lines),
    typed: &Typed,
    errors: &mut Errors,
) -> Option<Correction> {
    let texts = several::texts(&typed.valeur);
    if spot.adds_texts() && several::is_asked(&texts) {
        let whole = several::correction(desk, &typed.place, texts, &lines);
        return whole.map_err(|sentence| errors.add("valeur", sentence)).ok();
    }
    let becomes = value_typed(desk, spot, typed, &lines, errors)?;
    Some(made_whole(desk, one(path, typed, Some(becomes), lines)))
}

/// The correction of one value.
fn one(path: FieldPath, typed: &Typed, becomes: Option<String>, lines: Lines) -> Correction {
    Correction {
        path,
        was: Some(typed.etait.clone()).filter(|was| !was.is_empty()),
        lines: becomes
            .as_ref()
            .map(|_| if lines.is_empty() { Vec::new() } else { vec![lines] }),
        becomes,
        revives: None,
    }
}

fn value_typed(desk: &Desk, spot: &Spot, typed_form: &Typed, lines: &Lines, errors: &mut Errors) -> Option<String> {
    if !spot.typed {
        errors.add("", "Cet élément se retire, ou se corrige champ par champ.");
        return None;
    }
    if let Some(sentence) = words_first(desk, &typed_form.place) {
        errors.add("valeur", sentence);
        return None;
    }
    let written = Written {
        texts: [&typed_form.valeur, &typed_form.second],
        free: &typed_form.libre,
    };
    match typed(&desk.names, spot, &written, lines) {
        Ok(value) => {
            let is_theme = spot.fields.iter().any(|field| field.kind == Kind::Theme);
            let list = typed_form.place.rsplit_once('/').map_or("", |(list, _)| list);
            let held = desk
                .at(list)
                .and_then(Value::as_array)
                .is_some_and(|items| items.contains(&value));
            if is_theme && held {
                errors.add("valeur", "Cette thématique est déjà dans la liste.");
            }
            let whole = completed(&desk.root, spot, value);
            if whole.is_none() {
                errors.add(
                    "second",
                    "Le cadre n’a pas de niveau à cet endroit\u{a0}: choisissez un élément d’un niveau plus haut.",
                );
            }
            whole.map(|value| value.to_string())
        }
        Err((index, sentence)) => {
            errors.add(if index == 0 { "valeur" } else { "second" }, sentence);
            None
        }
    }
}

/// A first word about a signature, a rhythm or a time makes it; the others join it.
pub(super) fn made_whole(desk: &Desk, correction: Correction) -> Correction {
    let text = correction.path.to_string();
    let whole = || {
        let (owner, name) = missing_whole(desk, &text)?;
        let value: Value = serde_json::from_str(correction.becomes.as_ref()?).ok()?;
        let owner_path = owner.parse().ok()?;
        let lines = correction
            .lines
            .iter()
            .flatten()
            .fold(Lines::default(), |all, lines| all.union(lines));
        Some((owner_path, beginning_with(&owner, name, value, &lines)))
    };
    match whole() {
        Some((path, value)) => Correction {
            path,
            becomes: Some(value.to_string()),
            ..correction
        },
        None => correction,
    }
}

/// Objects of the document that are corrected value by value.
const WHOLES: [&str; 4] = ["/signature", "/rhythm", "/due", "/commission"];

/// The place of such an object that is not there yet, and the value meant in it.
fn missing_whole(desk: &Desk, text: &str) -> Option<(String, String)> {
    let (owner, name) = WHOLES.iter().find_map(|whole| split(text, whole))?;
    desk.at(&owner).is_none().then_some((owner, name))
}

/// The place of such an object, and the value meant in it.
fn split(text: &str, whole: &str) -> Option<(String, String)> {
    let (before, name) = text.split_once(&format!("{whole}/"))?;
    Some((format!("{before}{whole}"), name.to_owned()))
}

/// Why a rhythm or a time does not begin with this value: it has the words of the text first, and nobody makes them of what they count.
pub(super) fn words_first(desk: &Desk, text: &str) -> Option<&'static str> {
    let (owner, name) = missing_whole(desk, text)?;
    match owner.rsplit('/').next() {
        _ if name == "text" => None,
        Some("rhythm") => {
            Some("Écrivez d’abord le rythme des réunions, tel que le texte le dit\u{a0}: le nombre s’ajoute ensuite.")
        }
        Some("commission") if name != "name" => {
            Some("Écrivez d’abord le nom de la commission\u{a0}: le jour de sa séance s’ajoute ensuite.")
        }
        Some("due") => Some("Écrivez d’abord l’échéance, telle que le texte la dit\u{a0}: le jour s’ajoute ensuite."),
        _ => None,
    }
}

/// The least object that holds this value. A rhythm has the bounds that its words count; 0 when they count nothing.
fn beginning_with(owner: &str, name: String, value: Value, lines: &Lines) -> Value {
    let counted = owner.ends_with("/rhythm").then(|| {
        let words = value.as_str().unwrap_or_default();
        let (least, most) = files::meetings_per_year(words).unwrap_or_default();
        [("min_per_year", least), ("max_per_year", most)]
    });
    let bounds = counted.into_iter().flatten();
    let bounds = bounds.map(|(name, count)| (name.to_owned(), Value::from(count)));
    with_lines([(name, value)].into_iter().collect(), bounds, lines)
}

/// Where someone who says that the text changes goes on: the proposal of that change when it is a term of an action, else the list
/// of what is proposed for an amendment.
pub(super) fn amending(visit: &Visit, desk: &Desk, place: &str) -> Option<(String, &'static str)> {
    let convention = desk.convention;
    if let Some((ordinal, field)) = term(place).filter(|_| visit.may(Verb::ProposeAmendment)) {
        let form = href(Target::amend(ActionId { convention, ordinal }));
        let address = with_query(form, &[("champ", field.code())]);
        return Some((address, "Proposer ce changement pour un avenant"));
    }
    let list = href(Target::amendments(convention)).to_string();
    visit
        .may(Verb::ViewPlan)
        .then_some((list, "Voir ce qui est proposé pour un avenant"))
}

/// The action and the term that a place of a reading is about.
fn term(place: &str) -> Option<(i64, TermField)> {
    let mut steps = place.strip_prefix("/actions/")?.split('/');
    let index: i64 = steps.next()?.parse().ok()?;
    let field = match steps.next()? {
        "title" => TermField::Title,
        "parent" => TermField::Node,
        "themes" => TermField::Themes,
        "pilots" => TermField::Pilots,
        "bearers" => TermField::Bearers,
        "tracks" => TermField::Years,
        _ => return None,
    };
    Some((index + 1, field))
}

/// The three questions: only one of them is a correction of the reading.
pub(super) fn cause_error(cause: &str) -> Option<&'static str> {
    match cause {
        "lecture" => None,
        "texte" => Some(
            "Un texte qui change passe par un avenant, que les parties signent\u{a0}: rien n’est modifié ici, et rien n’en est gardé. Notez ce changement pour l’avenant.",
        ),
        "erreur" => Some(
            "Une erreur du texte signé se règle par un acte rectificatif ou par un avenant, que les parties signent\u{a0}: la lecture doit rester fidèle au texte. Rien n’a été modifié.",
        ),
        _ => Some("Dites ce qui s’est passé\u{a0}: choisissez l’une des trois réponses."),
    }
}

fn lines_typed(desk: &Desk, text: &str) -> Result<Lines, String> {
    let text: String = text.split_whitespace().collect();
    let last = desk.at("/source/lines").and_then(Value::as_u64).unwrap_or(0);
    let read: Option<Lines> = text.parse().ok();
    let read = read.filter(|lines| lines.last().is_none_or(|line| u64::from(line) <= last) && lines.ranges().len() <= 50);
    read.ok_or_else(|| {
        format!("Ces lignes ne sont pas dans le texte, qui en a {last}\u{a0}: écrivez par exemple 12-18, ou laissez vide.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_of_an_action_leads_to_its_proposal() {
        assert_eq!(term("/actions/3/title"), Some((4, TermField::Title)));
        assert_eq!(term("/actions/0/tracks/1/years"), Some((1, TermField::Years)));
        assert_eq!(term("/actions/0/means/0"), None);
        assert_eq!(term("/convention/title"), None);
    }

    #[test]
    fn an_object_begins_with_what_was_typed_and_with_nothing_else() {
        let begun = |owner: &str, name: &str, value: Value| {
            let value = beginning_with(owner, name.to_owned(), value, &Lines::one(3));
            value.to_string()
        };
        assert_eq!(
            begun("/convention/signature", "place", Value::from("Aubagne")),
            r#"{"place":"Aubagne","lines":[[3,3]],"sources":{"place":[[3,3]]}}"#
        );
        assert_eq!(
            begun("/bodies/0/rhythm", "text", Value::from("deux fois l’an")),
            r#"{"text":"deux fois l’an","min_per_year":2,"max_per_year":2,"lines":[[3,3]],"sources":{"text":[[3,3]]}}"#
        );
    }

    #[test]
    fn only_a_wrong_reading_is_corrected_here() {
        assert_eq!(cause_error("lecture"), None);
        assert!(cause_error("texte").is_some_and(|said| said.contains("avenant")));
        assert!(cause_error("erreur").is_some_and(|said| said.contains("rectificatif")));
        assert!(cause_error("").is_some());
    }
}
