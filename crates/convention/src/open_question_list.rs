//! What is still to be completed: what the text leaves blank or open, who can answer, and where it was left so.
//!
//! The questions are read in the act each time: none is stored, and answering one is for other pages.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::contract_views::counted;
use crate::open_points::{Point, points};
use crate::rebuild::Document;

#[derive(Template)]
#[template(path = "open_question_list.html")]
struct OpenQuestionList {
    frame: Frame,
    convention: ConventionId,
    points: Vec<Point>,
}

impl OpenQuestionList {
    fn count(&self) -> String {
        counted(&self.points.len(), "point à compléter", "points à compléter")
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Points à compléter").await?;
    let document = visit.first(Document { convention }).await?.ok_or(Failure::NotFound)?;
    let reading = files::interchange::read(&document).map_err(|error| Failure::Broken(error.place))?;
    let page = OpenQuestionList {
        frame: frame
            .under(Target::OpenQuestions(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        points: points(&reading),
    };
    visit.page(&page)
}
