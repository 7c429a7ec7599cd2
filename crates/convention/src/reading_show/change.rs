//! A form received: one field is corrected, or a correction is undone.
//!
//! It says nothing of whether a correction is right: a person does.

use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use files::correction::{Correction, FieldPath};
use serde_json::Value;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use super::lists::index;
use super::{Desk, LONGEST_REASON, Typed, field_page, kept_aside, several, whole};
use crate::reading_fields::Kind;
use crate::reading_spot::{Spot, spot};
use crate::reading_values::{Names, Written, completed, typed, with_lines};
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
            let now = desk.at(&typed.place).map(Value::to_string).unwrap_or_default();
            match kept_aside::cause(&typed.cause) {
                // What the text says is kept beside what it should say: it is what was on screen, and nothing else.
                Some(_) if now != typed.etait => Errors::whole(&sentence(&desk.names, NotMade::Moved)?),
                Some(cause) => {
                    let asked = kept_aside::Asked { cause, why: &reason };
                    return kept_aside::keep(&mut visit, &desk, asked, &[correction]).await;
                }
                None => match versions::correct(&mut visit, desk.convention, correction, reason).await {
                    Ok(version) if !typed.salle.is_empty() => {
                        let walked = (typed.place.as_str(), typed.salle.as_str());
                        return Ok(crate::room::answer::back(desk.convention, walked, version));
                    }
                    Ok(version) => return Ok(after(&desk, &spot, &typed, version)),
                    Err(not_made) => Errors::whole(&sentence(&desk.names, not_made)?),
                },
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
    let errors = Errors::whole(&sentence(&desk.names, not_made)?);
    let page = index(&mut visit, &desk, errors).await?;
    Err(visit.invalid(&page))
}

pub(crate) fn sentence(names: &Names, not_made: NotMade) -> Result<String, Failure> {
    use files::correction::NotCorrected::Meanwhile;
    match not_made {
        NotMade::Failed(failure) => Err(failure),
        NotMade::Refused(Meanwhile(Some(now))) => {
            let now: Value = serde_json::from_str(&now).unwrap_or_default();
            Ok(Meanwhile(Some(format!("«\u{a0}{}\u{a0}»", names.words(&now)))).to_string())
        }
        NotMade::Refused(refused) => Ok(refused.to_string()),
        NotMade::Moved => Ok(
            "La lecture vient de changer\u{a0}: rien n’est écrit, et votre saisie est gardée. Relisez, puis enregistrez de nouveau.".to_owned(),
        ),
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
    let same = correction.as_ref().is_some_and(|one| one.was == one.becomes);
    if same && errors.is_empty() && kept_aside::cause(&typed.cause).is_some() {
        errors.add("", files::correction::NotCorrected::Same.to_string());
    }
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
            Some("Écrivez d’abord le nom de la commission\u{a0}: sa séance et son avis s’ajoutent ensuite.")
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

/// Two of the three answers change something: the reading, or what waits for an amendment.
pub(super) fn cause_error(cause: &str) -> Option<&'static str> {
    let known = cause == "lecture" || kept_aside::cause(cause).is_some();
    (!known).then_some("Dites ce qui s’est passé\u{a0}: choisissez l’une des trois réponses.")
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
    fn what_happened_is_said() {
        for cause in ["lecture", "texte", "erreur"] {
            assert_eq!(cause_error(cause), None, "{cause}");
        }
        assert!(cause_error("").is_some());
        assert!(cause_error("autre").is_some());
    }
}
