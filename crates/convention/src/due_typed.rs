//! The time of an obligation, as people type it and as a form shows it: a day, a delay, or the few words that can be counted.
//!
//! It guesses nothing: what is none of these stays in the words of the text, in the field beside.

use domain::search::fold;
use domain::time::Day;
use serde_json::{Value, json};
use web::form::typed_day;

use crate::duty_rows::{When, delay};

/// What can be told of the time that the document holds.
pub(crate) fn told(value: &Value) -> Option<String> {
    if let Some(code) = value.as_str() {
        return When::of(code).map(|when| when.french().to_owned());
    }
    match value.get("on") {
        Some(on) => on.as_str()?.parse::<Day>().ok().map(web::french::date),
        None => delay(value.get("within")?.as_i64()?, value.get("unit")?.as_str()?),
    }
}

/// What a field holds for a time that stands: what is typed there again gives the same.
pub(crate) fn in_form(value: &Value) -> String {
    let on = value.get("on").and_then(Value::as_str);
    on.map(str::to_owned).or_else(|| told(value)).unwrap_or_default()
}

/// The time typed.
pub(crate) fn typed(text: &str) -> Result<Value, String> {
    if let Some(day) = typed_day(text) {
        return Ok(json!({ "on": day.to_string() }));
    }
    let folded = fold(text);
    let counted = counted(&folded).or_else(|| repeated(&folded).map(Value::from));
    counted.ok_or_else(|| {
        format!(
            "«\u{a0}{text}\u{a0}» n’est ni un jour ni un délai\u{a0}: écrivez par exemple 30/06/2027, 6 mois ou chaque année. \
             Ce qui se dit autrement s’écrit dans «\u{a0}Échéance, telle qu’écrite\u{a0}»."
        )
    })
}

/// The word of the document for what has no figure.
fn repeated(folded: &str) -> Option<&'static str> {
    match folded {
        "chaque annee" | "tous les ans" | "une fois par an" => Some("every_year"),
        "avant un evenement" | "avant" => Some("before"),
        "pendant toute la convention" | "toute la duree de la convention" => Some("throughout"),
        _ => None,
    }
}

/// "6 mois", "un an", "15 jours", "2 semaines".
fn counted(folded: &str) -> Option<Value> {
    let (figure, unit) = folded.split_once(char::is_whitespace)?;
    let count: u16 = match figure {
        "un" | "une" => 1,
        figure => figure.parse().ok().filter(|count| *count > 0)?,
    };
    let (count, unit) = match unit.trim() {
        "jour" | "jours" => (count, "day"),
        "semaine" | "semaines" => (count.checked_mul(7)?, "day"),
        "mois" => (count, "month"),
        "an" | "ans" | "annee" | "annees" => (count, "year"),
        _ => return None,
    };
    Some(json!({ "within": count, "unit": unit }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_as_people_say_it() {
        for (text, value) in [
            ("2027-06-30", json!({"on": "2027-06-30"})),
            ("30/06/2027", json!({"on": "2027-06-30"})),
            ("6 mois", json!({"within": 6, "unit": "month"})),
            ("un an", json!({"within": 1, "unit": "year"})),
            ("2 semaines", json!({"within": 14, "unit": "day"})),
            ("Chaque année", json!("every_year")),
            ("pendant toute la convention", json!("throughout")),
        ] {
            assert_eq!(typed(text).as_ref(), Ok(&value), "{text}");
            assert_eq!(typed(&in_form(&value)).as_ref(), Ok(&value), "shown, and typed again: {text}");
        }
    }

    #[test]
    fn what_cannot_be_counted_is_left_in_words() {
        for text in ["bientôt", "0 jour", "quelques mois", "70000 semaines", "mois", "6 lunes"] {
            let refused = typed(text).expect_err(text);
            assert!(refused.contains(text) && refused.contains("6 mois"), "{refused}");
        }
    }
}
