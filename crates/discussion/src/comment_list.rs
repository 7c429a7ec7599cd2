//! What is said about the convention, or about one of its actions: the last discussion first, and where to begin one.

use askama::Template;
use domain::about::About;
use domain::access::Verb;
use domain::discussion::{Audience, Block, Followed, Hearing, Piece, Ties, heard};
use domain::ids::{ActionId, CommentId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::comment_rows::{
    ActionRow, Around, CommentRow, Comments, DiscussedActions, OneAction, OwnFollows, PersonRow, gone_since,
};
use crate::writing::{Place, Typed, WritingForm, Wrong, audience, check, everyone, keep, present};

/// Discussions on one page.
const PAGE: i64 = 15;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

#[derive(Template)]
#[template(path = "comment_list.html")]
struct CommentList {
    frame: Frame,
    convention: ConventionId,
    action: Option<ActionRow>,
    comments: Vec<CommentRow>,
    form: Option<WritingForm>,
    people: Vec<PersonRow>,
    /// What can be followed here, and whether one hears of it.
    followed: Followed,
    hears: bool,
    chosen: Option<Hearing>,
    pager: Pager,
    discussed: Vec<ActionRow>,
}

impl CommentList {
    fn blocks(&self, comment: &CommentRow) -> Vec<Block> {
        comment.blocks(&self.people)
    }

    /// What is said of someone who is mentioned and holds no mandate any more.
    fn gone(&self, mention: &str) -> Option<String> {
        gone_since(&self.people, mention)
    }

    const fn writes(&self) -> bool {
        self.form.is_some()
    }

    fn is_answer(&self, comment: &CommentRow) -> bool {
        comment.answers.is_some()
    }

    fn page_of(&self, action: &ActionRow) -> Target {
        Target::discussion_of(ActionId {
            convention: self.convention,
            ordinal: action.ordinal,
        })
    }

    fn sheet(&self, action: &ActionRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: action.ordinal,
        })
    }

    fn follow_address(&self) -> String {
        href(Target::following(self.convention)).to_string()
    }

    /// Why one hears of it, or not.
    fn hearing(&self) -> &'static str {
        let action = self.action.is_some();
        match (self.chosen, self.hears, action) {
            (Some(Hearing::Followed), _, true) => "Vous suivez cette action\u{a0}: chaque message vous est signalé.",
            (Some(Hearing::Followed), _, false) => "Vous suivez cette convention\u{a0}: chaque message vous est signalé.",
            (Some(Hearing::Muted), ..) => {
                "Vous avez coupé ces notifications\u{a0}: seuls les messages qui parlent de vous ou vous répondent vous sont signalés."
            }
            (None, true, _) => {
                "Les messages vous sont signalés, d’après ce que vous suivez ou parce que votre organisme pilote ou porte l’action."
            }
            (None, false, _) => "Seuls les messages qui parlent de vous ou vous répondent vous sont signalés.",
        }
    }
}

/// The topic of the address.
fn topic(visit: &Visit) -> Result<About, Failure> {
    match visit.action() {
        Ok(action) => Ok(About::Action(action.ordinal)),
        Err(Failure::NotFound) => Ok(About::Convention),
        Err(failure) => Err(failure),
    }
}

/// Where what is said about a topic is read.
pub(crate) const fn place_of(convention: ConventionId, topic: About) -> Target {
    match topic {
        About::Convention => Target::discussion(convention),
        About::Action(ordinal) => Target::discussion_of(ActionId { convention, ordinal }),
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let wrong = Wrong {
        errors: Errors::none(),
        warned: false,
    };
    let page = page(&mut visit, Typed::default(), wrong).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let mut errors = Errors::none();
    let place = Place {
        convention: visit.convention()?,
        topic: topic(&visit)?,
        answers: None,
        audience: audience(&visit, &typed, &mut errors),
    };
    match check(&mut visit, &typed, place, errors).await? {
        Ok(checked) => {
            let kept = keep(&mut visit, place, checked).await?;
            Ok(Answer::back_to(&at(place_of(place.convention, place.topic), kept)?))
        }
        Err(wrong) => {
            let page = page(&mut visit, typed, wrong).await?;
            Err(visit.invalid(&page))
        }
    }
}

/// A comment on the page of its topic.
pub(crate) fn at(page: Target, comment: CommentId) -> Result<web::href::LocalPath, Failure> {
    let address = format!("{}#m{}", href(page), comment.ordinal);
    web::href::LocalPath::parse(&address).ok_or(Failure::NotFound)
}

async fn page(visit: &mut Visit, typed: Typed, wrong: Wrong) -> Result<CommentList, Failure> {
    let (convention, topic) = (visit.convention()?, topic(visit)?);
    let action = match topic {
        About::Convention => None,
        About::Action(action) => Some(
            visit
                .first(OneAction { convention, action })
                .await?
                .ok_or(Failure::NotFound)?,
        ),
    };
    let asked: Asked = visit.query()?;
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 100_000);
    let mut comments = comments(visit, convention, topic, number).await?;
    let more = leave_one_more(&mut comments);
    let people = everyone(visit, convention).await?;
    let (followed, chosen, hears) = following(visit, convention, topic).await?;
    let discussed = match topic {
        About::Convention => visit.rows(DiscussedActions { convention }).await?,
        About::Action(_) => Vec::new(),
    };
    Ok(CommentList {
        frame: frame(visit, convention, action.as_ref()).await?,
        form: visit
            .may(Verb::WriteComments)
            .then(|| form(visit, (convention, topic), typed, wrong, &people)),
        convention,
        action,
        comments,
        people,
        followed,
        hears,
        chosen,
        pager: pager(place_of(convention, topic), number, more),
        discussed,
    })
}

/// The comments of a page, and one discussion more when there is one.
async fn comments(visit: &mut Visit, convention: ConventionId, topic: About, number: i64) -> Result<Vec<CommentRow>, Failure> {
    let asked = Comments {
        convention,
        topic: topic.code().to_owned(),
        action: topic.action().unwrap_or(0),
        limit: PAGE + 1,
        offset: (number - 1) * PAGE,
    };
    visit.rows(asked).await
}

/// Takes the discussion out that belongs to the next page, and tells whether there was one.
fn leave_one_more(comments: &mut Vec<CommentRow>) -> bool {
    let roots = comments.iter().enumerate().filter(|(_, comment)| comment.answers.is_none());
    let next = roots.map(|(at, _)| at).nth(usize::try_from(PAGE).unwrap_or(usize::MAX));
    if let Some(at) = next {
        comments.truncate(at);
    }
    next.is_some()
}

fn pager(place: Target, number: i64, more: bool) -> Pager {
    let page = u32::try_from(number).unwrap_or(u32::MAX);
    Pager {
        page,
        pages: if more { page + 1 } else { page },
        address: with_query(href(place), &[("page", "")]),
    }
}

/// What can be followed here, what was chosen, and whether one hears of it.
async fn following(
    visit: &mut Visit,
    convention: ConventionId,
    topic: About,
) -> Result<(Followed, Option<Hearing>, bool), Failure> {
    let mut ties = Ties::default();
    let mut parties = Vec::new();
    let followed = match topic {
        About::Convention => Followed::Convention,
        About::Action(action) => {
            for around in visit.rows(Around { convention, action }).await? {
                ties.holder |= around.holder;
                parties.push(around.party);
            }
            Followed::Action(action)
        }
    };
    let own = visit.rows(OwnFollows { convention }).await?;
    let counts = |what: &Followed| match what {
        Followed::Convention => true,
        Followed::Party(party) => parties.contains(party),
        Followed::Action(_) => *what == followed,
    };
    ties.chosen = own
        .iter()
        .filter(|own| counts(&own.followed))
        .map(|own| (own.followed, own.hearing))
        .collect();
    let chosen = own.iter().find(|own| own.followed == followed).map(|own| own.hearing);
    Ok((followed, chosen, heard(&ties).is_some()))
}

fn form(
    visit: &Visit,
    (convention, topic): (ConventionId, About),
    typed: Typed,
    wrong: Wrong,
    people: &[PersonRow],
) -> WritingForm {
    WritingForm {
        address: href(place_of(convention, topic)).to_string(),
        typed,
        errors: wrong.errors,
        warned: wrong.warned,
        chooses: visit.may(Verb::ViewInternal),
        people: present(people),
        label: "Votre message",
        gesture: "",
        button: "Publier",
    }
}

async fn frame(visit: &mut Visit, convention: ConventionId, action: Option<&ActionRow>) -> Result<Frame, Failure> {
    let Some(action) = action else {
        return Ok(visit.frame("Échanges").await?.under(Target::discussion(convention)));
    };
    let place = Target::Action(ActionId {
        convention,
        ordinal: action.ordinal,
    });
    let frame = visit
        .frame(format!("Échanges sur l’action {}, {}", action.number, action.title))
        .await?;
    Ok(frame
        .under(Target::discussion(convention))
        .crumb("Échanges", Target::discussion(convention))
        .crumb(format!("Action {}", action.number), place)
        .called("Échanges"))
}
