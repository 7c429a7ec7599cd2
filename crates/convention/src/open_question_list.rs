//! What is still to be completed: what the text leaves blank or open, who can answer, and where it was left so.
//!
//! The questions are read each time in the act, as last corrected: none is stored, and answering one is for other pages.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::{Lines, OpenQuestion, QuestionKind, Reading, TextPlace, open_questions};
use serde::Deserialize;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::article_list::article_address;
use crate::contract_views::counted;
use crate::leaving::{PartsSeen, Seen, seen};
use crate::reading_versions as versions;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What the questions are about, by its code.
    nature: String,
}

/// A question, as shown.
struct Point {
    kind: QuestionKind,
    what: String,
    quote: String,
    who: String,
    /// The article or annex that leaves it open, and where it is read.
    place: Option<(String, String)>,
    lines: Lines,
}

#[derive(Template)]
#[template(path = "open_question_list.html")]
struct OpenQuestionList {
    frame: Frame,
    convention: ConventionId,
    chips: Vec<ViewLink>,
    points: Vec<Point>,
    total: usize,
    /// Whether the text, which the points quote, is kept from this reader.
    withheld: bool,
    /// Whether there is no text: what is typed is completed, not read.
    by_hand: bool,
}

impl OpenQuestionList {
    fn count(&self) -> String {
        counted(&self.total, "point", "points")
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let kind = QuestionKind::from_code(&asked.nature);
    if kind.is_none() && !asked.nature.is_empty() {
        return Err(Failure::NotFound);
    }
    let frame = visit.frame("Points à compléter").await?;
    let document = match versions::document(&mut visit, convention).await {
        Ok(document) => document,
        // Inside a convention, an act is kept from its reader or there is one.
        Err(Failure::NotFound) => return visit.page(&withheld(frame, convention)),
        Err(failure) => return Err(failure),
    };
    let reading = files::interchange::read(&document).map_err(|error| Failure::Broken(error.place))?;
    // What this reader may not see is asked about to nobody here: not even its number shows.
    let parts = Seen::from(visit.rows(PartsSeen { convention }).await?);
    let (reading, _) = seen(reading, &parts);
    let questions = open_questions(&reading);
    let shown = questions
        .iter()
        .filter(|question| kind.is_none_or(|kind| kind == question.kind));
    let page = OpenQuestionList {
        frame: frame
            .under(Target::OpenQuestions(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        chips: chips(convention, &questions, kind),
        points: shown.map(|question| point(convention, &reading, question)).collect(),
        total: questions.len(),
        withheld: false,
        by_hand: reading.is_by_hand(),
    };
    visit.page(&page)
}

/// What is shown to those who may not read the text.
fn withheld(frame: Frame, convention: ConventionId) -> OpenQuestionList {
    OpenQuestionList {
        frame: frame
            .under(Target::OpenQuestions(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        chips: Vec::new(),
        points: Vec::new(),
        total: 0,
        withheld: true,
        by_hand: false,
    }
}

fn point(convention: ConventionId, reading: &Reading, question: &OpenQuestion) -> Point {
    let who: Vec<String> = question.answered_by.iter().map(|who| who.french(reading)).collect();
    Point {
        kind: question.kind,
        what: question.what.clone(),
        quote: question.quote.clone(),
        who: web::french::list(who),
        place: question
            .place
            .as_ref()
            .map(|place| (place.french(), address(convention, place))),
        lines: question.lines.clone(),
    }
}

fn address(convention: ConventionId, place: &TextPlace) -> String {
    match place {
        TextPlace::Article(number) => article_address(convention, number),
        TextPlace::Annex(_) => href(Target::Annexes(convention)).to_string(),
    }
}

/// All of them, then those of each kind that there is.
fn chips(convention: ConventionId, questions: &[OpenQuestion], current: Option<QuestionKind>) -> Vec<ViewLink> {
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let place = || href(Target::OpenQuestions(convention));
    let mut chips = vec![ViewLink::new("Tous", place(), current.is_none()).count(counted(questions.len()))];
    for kind in QuestionKind::ALL {
        let count = questions.iter().filter(|question| question.kind == kind).count();
        if count > 0 {
            let address = with_query(place(), &[("nature", kind.code())]);
            chips.push(ViewLink::new(kind.french(), address, current == Some(kind)).count(counted(count)));
        }
    }
    chips
}
