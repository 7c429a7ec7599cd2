//! Forms: what was typed, what is wrong with it, and secrets that never show.
//!
//! The text is decoded here and nowhere else; which values are right is a matter of the room that asked.

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use domain::followup::FarDay;
use domain::time::Day;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use crate::failure::Failure;
use crate::french;

/// The largest body that a route takes unless it says otherwise. A password and a paragraph are far below.
pub(crate) const FORM_LIMIT_BYTES: usize = 256 * 1024;

/// The most fields that a form may have unless its route says otherwise. The longest page of the product has a few dozens.
pub(crate) const MOST_FIELDS: usize = 500;

/// Whether a URL-encoded form has more fields than its page. What says nothing of its type is read as one.
pub(crate) fn has_too_many_fields(headers: &HeaderMap, body: &[u8], most_fields: usize) -> bool {
    let url_encoded = headers
        .get(CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    url_encoded && body.split(|byte| *byte == b'&').nth(most_fields).is_some()
}

/// Reads a URL-encoded form. Nobody types a zero character, and one of the engines keeps none.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    if body.contains(&0) || body.windows(3).any(|bytes| bytes == b"%00") {
        return Err(Failure::Unreadable);
    }
    serde_urlencoded::from_bytes(body).map_err(|_| Failure::Unreadable)
}

/// A day, as a calendar of the browser sends it (`2026-11-23`) or as people write it, the day first (`23/11/2026`).
#[must_use]
pub fn typed_day(typed: &str) -> Option<Day> {
    typed.parse().ok().or_else(|| day_first(typed))
}

fn day_first(typed: &str) -> Option<Day> {
    let parts: Vec<&str> = typed.split('/').collect();
    let [day, month, year] = parts[..] else { return None };
    if year.len() != 4 {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// What is said of a day that is far from its convention.
#[must_use]
pub fn far_day(day: Day, far: FarDay) -> String {
    let bound = match far {
        FarDay::Before(start) => format!("commence le {}", french::date(start)),
        FarDay::After(end) => format!("finit le {}", french::date(end)),
    };
    let day = french::date(day);
    format!("Vérifiez l’année\u{a0}: la convention {bound}, et vous avez écrit le {day}.")
}

/// A value that is written nowhere: no `Debug`, no `Display`, no serialisation.
#[derive(Clone, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the one line that needs it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

/// One thing to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, which is also its `id`; empty when the whole form is concerned.
    pub field: Cow<'static, str>,
    /// What, where and how: a sentence.
    pub message: String,
}

/// What there is to correct in a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<FieldError>);

impl FromIterator<FieldError> for Errors {
    fn from_iter<T: IntoIterator<Item = FieldError>>(errors: T) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl IntoIterator for Errors {
    type Item = FieldError;
    type IntoIter = std::vec::IntoIter<FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<FieldError> for Errors {
    fn extend<T: IntoIterator<Item = FieldError>>(&mut self, errors: T) {
        self.0.extend(errors);
    }
}

impl Errors {
    /// Nothing to correct.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One thing to correct, about the whole form.
    #[must_use]
    pub fn whole(message: &str) -> Self {
        let mut errors = Self::none();
        errors.add("", message);
        errors
    }

    /// Adds a sentence about a field.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    /// Says of a day that its year is to be looked at again.
    pub fn far_day(&mut self, field: impl Into<Cow<'static, str>>, day: Day, far: FarDay) {
        self.add(field, far_day(day, far));
    }

    /// The day typed in a field, if one is; what is no day is said under it.
    pub fn day(&mut self, field: &'static str, typed: &str) -> Option<Day> {
        let typed = typed.trim();
        let day = typed_day(typed);
        if day.is_none() && !typed.is_empty() {
            self.add(
                field,
                format!("Indiquez une date comme 23/11/2026. Vous avez écrit «\u{a0}{typed}\u{a0}»."),
            );
        }
        day
    }

    /// Whether there is nothing to correct.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this field is to be corrected.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.of(field).is_some()
    }

    /// The sentence about this field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }

    /// Every sentence.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The head of the summary: `2 réponses à corriger`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.0.as_slice() {
            [error] if error.field.is_empty() => "À corriger".to_owned(),
            errors => {
                let n = i64::try_from(errors.len()).unwrap_or(i64::MAX);
                crate::french::count(n, "réponse à corriger", "réponses à corriger")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct SignIn {
        mel: String,
        #[serde(default)]
        mdp: Secret<String>,
    }

    #[test]
    fn a_day_is_read_both_ways() {
        let day = Day::new(2026, 11, 23);
        assert_eq!(typed_day("2026-11-23"), day);
        assert_eq!(typed_day("23/11/2026"), day);
        for wrong in ["", "23/11/26", "31/02/2026", "20424-01-01", "11/23/2026"] {
            assert_eq!(typed_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_form_is_read_and_its_secret_kept() {
        let form: SignIn = decode(b"mel=claire%40exemple.fr&mdp=p%C3%A9n%C3%A9lope")
            .ok()
            .expect("a form");
        assert_eq!(form.mel, "claire@exemple.fr");
        assert_eq!(form.mdp.expose(), "pénélope");
    }

    #[test]
    fn a_form_without_its_field_is_unreadable() {
        assert!(matches!(decode::<SignIn>(b"autre=1").err(), Some(Failure::Unreadable)));
        assert!(matches!(
            decode::<SignIn>(&[0xff, 0xfe, b'=', b'&']).err(),
            Some(Failure::Unreadable)
        ));
        assert!(matches!(decode::<SignIn>(b"mel=a%00b").err(), Some(Failure::Unreadable)));
    }

    #[test]
    fn the_fields_of_a_form_are_counted() {
        let headers = HeaderMap::new();
        let fields = |count: usize| vec!["a=1"; count].join("&");
        assert!(!has_too_many_fields(&headers, fields(MOST_FIELDS).as_bytes(), MOST_FIELDS));
        assert!(has_too_many_fields(&headers, fields(MOST_FIELDS + 1).as_bytes(), MOST_FIELDS));
        let mut of_a_file = HeaderMap::new();
        of_a_file.insert(CONTENT_TYPE, "multipart/form-data; boundary=x".parse().expect("a type"));
        assert!(
            !has_too_many_fields(&of_a_file, &[b'&'; 1000], MOST_FIELDS),
            "the bytes of a file are no fields"
        );
    }

    #[test]
    fn errors_are_counted_and_found() {
        let mut errors = Errors::none();
        errors.add("mel", "Indiquez votre adresse.");
        errors.add("mdp", "Indiquez votre mot de passe.");
        assert_eq!(errors.title(), "2\u{a0}réponses à corriger");
        assert_eq!(errors.of("mdp"), Some("Indiquez votre mot de passe."));
        assert!(!errors.has("nom"));
        assert_eq!(Errors::whole("Adresse ou mot de passe inconnus.").title(), "À corriger");
    }
}
