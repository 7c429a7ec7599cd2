//! The form of a report: what was typed becomes what a report says, or sentences about what to correct.
//!
//! It writes nothing, and knows no page.

use domain::followup::{Broken, Content, LONGEST_TEXT, LaneState, Percent, Status, Update, Weather};
use domain::time::Day;
use domain::wording::inside_a_sentence;
use serde::Deserialize;
use web::form::Errors;

use crate::report_rows::Names;

/// What a value left empty means, which depends on what the form showed in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Blank<'c> {
    /// The form showed how the lane stands: whoever empties a value takes it back.
    Clears,
    /// The form showed nothing: it says nothing.
    SaysNothing,
    /// The form showed what was proposed: an empty value takes back what the proposal did; otherwise it says nothing.
    Proposed(&'c Content),
}

impl Blank<'_> {
    /// Whether the form shows a proposal that said no state.
    fn says_no_state(self) -> bool {
        matches!(self, Self::Proposed(content) if content.status.is_none())
    }

    /// Of a value that stands like this, and that a proposal reads so.
    fn means<T: Copy>(self, stands: Option<T>, proposed: fn(&Content) -> Update<T>) -> Update<T> {
        let clears = match self {
            Self::Clears => stands.is_some(),
            Self::SaysNothing => false,
            Self::Proposed(content) => proposed(content).clears(),
        };
        if clears { Update::Clear } else { Update::Keep }
    }
}

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct TypedReport {
    pub(crate) etat: String,
    pub(crate) meteo: String,
    pub(crate) avancement: String,
    pub(crate) fait: String,
    pub(crate) difficulte: String,
    pub(crate) suite: String,
    pub(crate) echeance: String,
    pub(crate) motif: String,
    pub(crate) instance: String,
    /// The last report that the page showed: empty when there was none.
    pub(crate) vu: String,
    /// The lane.
    pub(crate) volet: String,
    pub(crate) geste: String,
}

impl TypedReport {
    /// The form as the state of a lane fills it. Texts say what is new: they start empty.
    pub(crate) fn prefilled(state: &LaneState, party: Option<i64>) -> Self {
        Self {
            etat: state.status.code().to_owned(),
            meteo: state.weather.map(|weather| weather.code().to_owned()).unwrap_or_default(),
            avancement: state.progress.map(|progress| progress.get().to_string()).unwrap_or_default(),
            echeance: state.day.map(|day| day.to_string()).unwrap_or_default(),
            vu: state.last.map(|(report, _)| report.to_string()).unwrap_or_default(),
            volet: party.map(|party| party.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The form as a report that was already written fills it.
    pub(crate) fn saying(content: &Content) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            etat: content.status.unwrap_or_default().code().to_owned(),
            meteo: content
                .weather
                .given()
                .map(|weather| weather.code().to_owned())
                .unwrap_or_default(),
            avancement: content
                .progress
                .given()
                .map(|progress| progress.get().to_string())
                .unwrap_or_default(),
            fait: text(&content.done),
            difficulte: text(&content.difficulty),
            suite: text(&content.next),
            echeance: content.day.given().map(|day| day.to_string()).unwrap_or_default(),
            motif: text(&content.reason),
            instance: content.body.map(|body| body.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The report that was last when the form was shown.
    pub(crate) fn seen(&self) -> Option<i64> {
        self.vu.parse().ok()
    }

    pub(crate) fn is_status(&self, status: &Status) -> bool {
        self.etat == status.code()
    }

    pub(crate) fn is_weather(&self, weather: &Weather) -> bool {
        self.meteo == weather.code()
    }

    pub(crate) fn is_body(&self, body: &i64) -> bool {
        self.instance.parse() == Ok(*body)
    }

    /// Whether the fields that only some states need are to be shown open.
    pub(crate) fn stops(&self) -> bool {
        let status = Status::from_code(&self.etat);
        status.is_some_and(Status::needs_reason) || !self.motif.is_empty() || !self.echeance.is_empty()
    }

    /// Whether it leaves a lane that stands like this as it is, and says nothing beside.
    pub(crate) fn leaves(&self, state: &LaneState) -> bool {
        let stands = Self::prefilled(state, None);
        let texts = [&self.fait, &self.difficulte, &self.suite];
        (self.etat.is_empty() || self.etat == stands.etat)
            && (&self.meteo, self.typed_share(), &self.echeance) == (&stands.meteo, stands.typed_share(), &stands.echeance)
            && texts.into_iter().all(|text| text.trim().is_empty())
    }

    /// What it says of a lane that stands like this; or everything that is to be corrected. `bodies` are those of the convention.
    pub(crate) fn understood(&self, state: &LaneState, blank: Blank<'_>, known: (&Names, &[i64])) -> Result<Content, Errors> {
        let (content, errors) = self.read(state, blank, known);
        if errors.is_empty() { Ok(content) } else { Err(errors) }
    }

    /// The same, with what could be understood beside what is to be corrected: more may be wrong with it.
    pub(crate) fn read(&self, state: &LaneState, blank: Blank<'_>, (names, bodies): (&Names, &[i64])) -> (Content, Errors) {
        let mut errors = Errors::none();
        let status = self.status(state, blank, &mut errors);
        let content = Content {
            status,
            weather: self.weather(state, blank, &mut errors),
            progress: self.progress((state, status), blank, &mut errors),
            done: text(&self.fait),
            difficulty: text(&self.difficulte),
            next: text(&self.suite),
            day: self.day(state, blank, &mut errors),
            reason: text(&self.motif),
            body: self.body(bodies, &mut errors),
            undoes: None,
        };
        let content = content.settled();
        self.lengths(&mut errors);
        for broken in content.faults() {
            let (field, sentence) = said(broken, names, &self.avancement);
            // What was typed there is wrong already: it is not missing too.
            let told = errors.has(field) || matches!(broken, Broken::Empty) && !errors.is_empty();
            if !told && !matches!(broken, Broken::TooLong(_)) {
                errors.add(field, sentence);
            }
        }
        (content, in_order(errors))
    }

    /// What is said of each text that is too long, under its own field.
    fn lengths(&self, errors: &mut Errors) {
        let texts = [
            ("fait", &self.fait),
            ("difficulte", &self.difficulte),
            ("suite", &self.suite),
            ("motif", &self.motif),
        ];
        for (field, typed) in texts {
            let length = text(typed).map_or(0, |text| text.chars().count());
            if length > LONGEST_TEXT {
                errors.add(field, too_long(length));
            }
        }
    }

    fn status(&self, state: &LaneState, blank: Blank<'_>, errors: &mut Errors) -> Option<Status> {
        if self.etat.is_empty() {
            return None;
        }
        let status = Status::from_code(&self.etat);
        if status.is_none() {
            errors.add("etat", "Choisissez un état dans la liste.");
        }
        // "À préciser" over "à préciser" says nothing; nor does it where a proposal said no state, and its form had to show one.
        let silent = state.status == Status::Unspecified || blank.says_no_state();
        status.filter(|status| *status != Status::Unspecified || !silent)
    }

    fn weather(&self, state: &LaneState, blank: Blank<'_>, errors: &mut Errors) -> Update<Weather> {
        if self.meteo.is_empty() {
            return blank.means(state.weather, |content| content.weather);
        }
        let weather = Weather::from_code(&self.meteo);
        if weather.is_none() {
            errors.add("meteo", "Choisissez une météo dans la liste.");
        }
        weather.into()
    }

    fn typed_share(&self) -> &str {
        self.avancement.trim().trim_end_matches('%').trim()
    }

    /// The share typed, when it is one.
    pub(crate) fn share(&self) -> Option<Percent> {
        self.typed_share().parse().ok().and_then(Percent::new)
    }

    /// What the share typed means. Left as it was beside a state that settles it, it is settled by the state.
    fn progress(
        &self,
        (state, status): (&LaneState, Option<Status>),
        blank: Blank<'_>,
        errors: &mut Errors,
    ) -> Update<Percent> {
        let typed = self.typed_share();
        if typed.is_empty() {
            return blank.means(state.progress, |content| content.progress);
        }
        let Some(progress) = self.share() else {
            errors.add(
                "avancement",
                format!("Indiquez un nombre entier de 0 à 100. Vous avez écrit «\u{a0}{typed}\u{a0}»."),
            );
            return Update::Keep;
        };
        let settles = status.is_some_and(|status| status.is_achieved() || status == Status::NotStarted);
        (!settles || Some(progress) != state.progress).then_some(progress).into()
    }

    fn day(&self, state: &LaneState, blank: Blank<'_>, errors: &mut Errors) -> Update<Day> {
        if self.echeance.trim().is_empty() {
            return blank.means(state.day, |content| content.day);
        }
        errors.day("echeance", &self.echeance).into()
    }

    fn body(&self, bodies: &[i64], errors: &mut Errors) -> Option<i64> {
        if self.instance.is_empty() {
            return None;
        }
        let body = self.instance.parse().ok().filter(|body| bodies.contains(body));
        if body.is_none() {
            errors.add("instance", "Choisissez une instance de la convention.");
        }
        body
    }
}

/// A text without the blanks around it; nothing when nothing is left.
fn text(typed: &str) -> Option<String> {
    let typed = typed.trim().replace("\r\n", "\n");
    (!typed.is_empty()).then_some(typed)
}

/// Under which field, and how, it is said.
fn said(broken: Broken, names: &Names, progress: &str) -> (&'static str, String) {
    let name = |status: Status| inside_a_sentence(names.name(&status));
    match broken {
        Broken::Empty => (
            "etat",
            "Cette mise à jour ne dit rien encore. Choisissez un état, une météo, ou écrivez ce qui a été fait.".to_owned(),
        ),
        Broken::DoneAtLessThanAll => (
            "avancement",
            format!(
                "Ce qui est réalisé est à 100\u{a0}%. Vous avez écrit «\u{a0}{progress}\u{a0}»\u{a0}: changez l’un ou l’autre."
            ),
        ),
        Broken::NotStartedAtMoreThanNone => (
            "avancement",
            format!(
                "Ce qui n’a pas démarré est à 0\u{a0}%. Vous avez écrit «\u{a0}{progress}\u{a0}»\u{a0}: changez l’un ou l’autre."
            ),
        ),
        Broken::NoReason(status) => (
            "motif",
            format!(
                "Dites pourquoi\u{a0}: l’état «\u{a0}{}\u{a0}» demande un motif.",
                name(status)
            ),
        ),
        Broken::NoDay => (
            "echeance",
            "Dites à quelle date l’action est reportée, comme 30/06/2027.".to_owned(),
        ),
        Broken::NoBody => (
            "instance",
            "Dites quelle instance a décidé d’abandonner. Sans décision, l’action est suspendue.".to_owned(),
        ),
        Broken::TooLong(length) => ("fait", too_long(length)),
    }
}

fn too_long(length: usize) -> String {
    let number = |letters: usize| web::french::number(i64::try_from(letters).unwrap_or(i64::MAX));
    format!(
        "Ce texte compte {}\u{a0}caractères. Gardez-en {} au plus\u{a0}; joignez le reste en document.",
        number(length),
        number(LONGEST_TEXT),
    )
}

/// The fields, as the form shows them.
const FIELDS: [&str; 9] = [
    "etat",
    "avancement",
    "meteo",
    "fait",
    "difficulte",
    "suite",
    "motif",
    "echeance",
    "instance",
];

/// What is to be corrected, in the order of the form: those who correct it go down the page once.
pub(crate) fn in_order(errors: Errors) -> Errors {
    let place = |field: &str| FIELDS.iter().position(|own| *own == field);
    let mut sorted: Vec<_> = errors.into_iter().collect();
    sorted.sort_by_key(|error| place(&error.field));
    sorted.into_iter().collect()
}

#[cfg(test)]
mod tests;
