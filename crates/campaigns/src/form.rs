//! The form of an answer: what was typed about each action, kept as text until it is sent, then read as reports.
//!
//! Nothing of a form is believed: fields that were not asked are left out, and each value is read again when it is sent.

#[cfg(test)]
mod tests;

use domain::campaigns::CampaignQuestion;
use domain::digest::Digest;
use domain::followup::{Broken, Content, FarDay, Status, Update, Weather};
use domain::time::Day;
use web::form::Errors;

use crate::asked_rows::PeriodRow;
use crate::form_values::{check_length, day, progress};
use crate::lane_rows::LaneRow;

/// Between a field and the next, and between its name and its text: nobody types them.
const NEXT: char = '\u{1e}';
const IS: char = '\u{1f}';

/// The statuses that an answer may tell. Giving an action up is decided by a body, not in a form.
pub(crate) const OFFERED: [Status; 6] = [
    Status::NotStarted,
    Status::Preparing,
    Status::Going,
    Status::Done,
    Status::Suspended,
    Status::Postponed,
];

/// Which report of an action the form showed, and which answer it follows: nobody types in these fields.
const SEEN: &str = "vu";
const FOLLOWS: &str = "reponse";

/// The fields of each action.
const FIELDS: [&str; 8] = ["etat", "meteo", "avancement", "fait", "difficulte", "suite", "date", "motif"];

/// What is asked of someone.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    pub(crate) lanes: Vec<LaneRow>,
    pub(crate) listed: Vec<CampaignQuestion>,
    pub(crate) open: Vec<String>,
    /// When the convention holds: a day far from it is a slip.
    pub(crate) period: PeriodRow,
    /// The lanes of which something was told that the form did not show until now.
    pub(crate) news: Vec<(i64, i64)>,
}

/// What was typed, by the name of its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Those of the fields that were asked.
    pub(crate) fn of(pairs: Vec<(String, String)>, asking: &Asking) -> Self {
        let known = asking.names();
        let kept = pairs.into_iter().filter(|(name, _)| known.contains(name));
        Self(kept.map(|(name, text)| (name, tidied(&text))).collect())
    }

    /// These fields, as they would have been typed.
    pub(crate) const fn typed(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// What is known already, in the place of what was not typed yet.
    pub(crate) fn before(asking: &Asking) -> Self {
        let mut pairs = Vec::new();
        for lane in &asking.lanes {
            let known = &lane.known;
            let mut put = |field: &str, text: Option<String>| pairs.extend(text.map(|text| (lane.field(field), text)));
            put("etat", known.status.map(|status| status.code().to_owned()));
            put("meteo", known.weather.map(|weather| weather.code().to_owned()));
            put("avancement", known.progress.map(|progress| progress.get().to_string()));
            put("date", known.day.map(|day| day.to_string()));
        }
        Self(pairs)
    }

    /// The same, saying which report of each action and which answer it shows.
    #[must_use]
    pub(crate) fn showing(mut self, asking: &Asking, revision: i64) -> Self {
        for lane in &asking.lanes {
            self.set(lane.field(SEEN), lane.known.report.unwrap_or(0).to_string());
        }
        self.set(FOLLOWS.to_owned(), revision.to_string());
        self
    }

    fn set(&mut self, name: String, text: String) {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, text));
    }

    /// The last report of an action that it showed. A form that does not say showed what is known.
    pub(crate) fn seen(&self, lane: &LaneRow) -> Option<i64> {
        let seen = self.get(&lane.field(SEEN)).parse().ok();
        seen.map_or(lane.known.report, |seen: i64| (seen != 0).then_some(seen))
    }

    /// Which answer it follows, when it says so.
    pub(crate) fn revision(&self) -> Option<i64> {
        self.get(FOLLOWS).parse().ok()
    }

    /// Whether it says of an action what another form said.
    pub(crate) fn says_of(&self, lane: &LaneRow, other: &Self) -> bool {
        FIELDS.iter().all(|field| {
            let name = lane.field(field);
            self.get(&name) == other.get(&name)
        })
    }

    /// Whether it says what another form said.
    pub(crate) fn says_as(&self, other: &Self, asking: &Asking) -> bool {
        let same = |name: String| self.get(&name) == other.get(&name);
        asking.lanes.iter().all(|lane| self.says_of(lane, other)) && (1..=asking.open.len()).map(open_field).all(same)
    }

    /// The form that was kept as this text.
    pub(crate) fn stored(text: &str) -> Self {
        let pairs = text.split(NEXT).filter_map(|pair| pair.split_once(IS));
        Self(pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// The same without the texts that `goes` says.
    pub(crate) fn without(mut self, goes: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|(_, text)| !goes(text));
        self
    }

    /// As it is kept.
    pub(crate) fn text(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, text)| format!("{name}{IS}{text}")).collect();
        pairs.join(&NEXT.to_string())
    }

    /// What tells one form from another.
    pub(crate) fn print(&self) -> String {
        Digest::of(self.text().as_bytes()).to_string()
    }

    /// What was typed in a field; empty when nothing was.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// What it says of each action of which it says something; what is wrong is said under its field.
    pub(crate) fn read(&self, asking: &Asking, errors: &mut Errors) -> Vec<(LaneRow, Content)> {
        let mut said = Vec::new();
        for lane in &asking.lanes {
            let content = self.content(lane, asking, errors);
            if content != Content::default() {
                said.push((lane.clone(), content));
            }
        }
        for number in 1..=asking.open.len() {
            check_length(&open_field(number), self.get(&open_field(number)), errors);
        }
        let answered = (1..=asking.open.len()).any(|number| !self.get(&open_field(number)).trim().is_empty());
        if said.is_empty() && !answered && errors.is_empty() {
            errors.add(
                "",
                "Rien n’est rempli. Dites au moins où en est une action, ou ce qui a été fait.",
            );
        }
        said
    }

    fn content(&self, lane: &LaneRow, asking: &Asking, errors: &mut Errors) -> Content {
        let asked = |question| asking.listed.contains(&question);
        let field = |name: &str| lane.field(name);
        let mut text = |question, name: &str| {
            let typed = self.get(&field(name)).trim();
            check_length(&field(name), typed, errors);
            (asked(question) && !typed.is_empty()).then(|| typed.to_owned())
        };
        let (done, difficulty, next) = (
            text(CampaignQuestion::Done, "fait"),
            text(CampaignQuestion::Difficulty, "difficulte"),
            text(CampaignQuestion::NextStep, "suite"),
        );
        let reason = text(CampaignQuestion::Status, "motif");
        let status = chosen(self.get(&field("etat")), |code| {
            Status::from_code(code).filter(|status| OFFERED.contains(status) || lane.known.status == Some(*status))
        });
        // A state that was known and needs a reason is shown, not told again: only a change of it has to be explained.
        let told = status.filter(|status| !status.needs_reason() || lane.known.status != Some(*status));
        let content = Content {
            status: asked(CampaignQuestion::Status).then_some(told).flatten(),
            weather: self.value(lane, (CampaignQuestion::Weather, "meteo"), asking, |_, text| {
                chosen(text, Weather::from_code)
            }),
            progress: self.value(lane, (CampaignQuestion::Progress, "avancement"), asking, |field, text| {
                progress(field, text, errors)
            }),
            day: self.day(lane, asking, status, errors),
            reason: reason.filter(|_| told.is_some_and(Status::needs_reason)),
            done,
            difficulty,
            next,
            body: None,
            undoes: None,
        };
        self.settle(lane, content, errors)
    }

    /// What a field says of a value: what is typed in it; that the value goes, when the field showed it and was emptied; nothing.
    fn value<T>(
        &self,
        lane: &LaneRow,
        (question, name): (CampaignQuestion, &str),
        asking: &Asking,
        read: impl FnOnce(&str, &str) -> Option<T>,
    ) -> Update<T> {
        if !asking.asks(question) {
            return Update::Keep;
        }
        let field = lane.field(name);
        let text = self.get(&field);
        if text.trim().is_empty() && self.showed(lane, name) {
            return Update::Clear;
        }
        read(&field, text).into()
    }

    /// The new day. One that an action is postponed to is told without the question; it is emptied with it alone.
    fn day(&self, lane: &LaneRow, asking: &Asking, status: Option<Status>, errors: &mut Errors) -> Update<Day> {
        let field = lane.field("date");
        if status.is_some_and(Status::needs_day) {
            return Self::near(lane, self.get(&field), asking, errors).into();
        }
        self.value(lane, (CampaignQuestion::NewDate, "date"), asking, |_, text| {
            Self::near(lane, text, asking, errors)
        })
    }

    /// A day that may be true of an action of this convention, or the one that was known.
    fn near(lane: &LaneRow, text: &str, asking: &Asking, errors: &mut Errors) -> Option<Day> {
        let field = &lane.field("date");
        let read = day(field, text, errors)?;
        let far = FarDay::of(read, (asking.period.start, asking.period.end));
        if let Some(far) = far.filter(|_| lane.known.day != Some(read)) {
            errors.far_day(field.clone(), read, far);
        }
        Some(read)
    }

    /// Whether a field is in the form and showed what is known today: the form says that it shows the last report.
    fn showed(&self, lane: &LaneRow, name: &str) -> bool {
        let known = &lane.known;
        let set = match name {
            "meteo" => known.weather.is_some(),
            "avancement" => known.progress.is_some(),
            _ => known.day.is_some(),
        };
        let field = lane.field(name);
        let present = self.0.iter().any(|(other, _)| *other == field);
        let seen = self.get(&lane.field(SEEN)).parse::<i64>().ok();
        present && set && seen.is_some() && seen == known.report
    }

    /// Brings status and progress together; a share that was known before and not typed anew gives way to the status.
    fn settle(&self, lane: &LaneRow, mut content: Content, errors: &mut Errors) -> Content {
        if content == Content::default() {
            return content;
        }
        let changes = content.status.is_some_and(|status| lane.known.status != Some(status));
        if changes && content.progress.given().is_some() && content.progress.given() == lane.known.progress {
            content.progress = Update::Keep;
        }
        let content = content.settled();
        if let Err(broken) = content.check() {
            let (name, sentence) = sentence(broken);
            errors.add(lane.field(name), format!("Action {}\u{a0}: {sentence}", lane.number));
        }
        content
    }
}

impl Asking {
    fn names(&self) -> Vec<String> {
        let fields = || FIELDS.into_iter().chain([SEEN]);
        let of_lanes = self.lanes.iter().flat_map(|lane| fields().map(|field| lane.field(field)));
        let once = (1..=self.open.len()).map(open_field).chain([FOLLOWS.to_owned()]);
        of_lanes.chain(once).collect()
    }

    /// What was told of an action meanwhile, to be compared with what is filled in.
    pub(crate) fn news_of(&self, lane: &LaneRow) -> Option<String> {
        self.news.contains(&lane.key()).then(|| lane.standing())
    }

    /// Whether a question is asked.
    pub(crate) fn asks(&self, question: CampaignQuestion) -> bool {
        self.listed.contains(&question)
    }

    /// Whether a day can be told: it is asked, or an action may be said to be postponed.
    pub(crate) fn asks_day(&self) -> bool {
        self.asks(CampaignQuestion::NewDate) || self.asks(CampaignQuestion::Status)
    }

    /// The open questions, with the names of their fields.
    pub(crate) fn numbered(&self) -> Vec<(String, &str)> {
        let asked = (1..).zip(&self.open);
        asked.map(|(number, text)| (open_field(number), text.as_str())).collect()
    }
}

/// The name of the field of an open question.
pub(crate) fn open_field(number: usize) -> String {
    format!("question-{number}")
}

/// Line breaks and tabs are kept; other marks that nobody types are not.
fn tidied(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn chosen<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    (!text.is_empty()).then(|| read(text)).flatten()
}

/// Under which field it is said, and how.
fn sentence(broken: Broken) -> (&'static str, &'static str) {
    match broken {
        Broken::Empty => ("etat", "dites où elle en est."),
        Broken::DoneAtLessThanAll => (
            "avancement",
            "une action réalisée est à 100\u{a0}%. Corrigez l’avancement ou l’état.",
        ),
        Broken::NotStartedAtMoreThanNone => (
            "avancement",
            "une action non démarrée est à 0\u{a0}%. Corrigez l’avancement ou l’état.",
        ),
        Broken::NoReason(_) => ("motif", "dites pourquoi elle est suspendue ou reportée."),
        Broken::NoDay => ("date", "dites à quelle date elle est reportée."),
        Broken::NoBody => (
            "etat",
            "seule une instance décide d’abandonner une action. Choisissez un autre état.",
        ),
        Broken::TooLong(_) => ("fait", "un texte est trop long. Raccourcissez-le."),
    }
}
