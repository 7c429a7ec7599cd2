//! What one follows in a convention: all of it, the actions of a party, one action; and what one no longer wants to hear.

use askama::Template;
use domain::access::verbs;
use domain::discussion::{FollowChosen, Followed, Hearing};
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::comment_rows::{FollowRow, OwnFollows};
use crate::tables::Tables;
use crate::writing::mandate;

/// Something that can be followed, by its name.
struct ThingRow {
    followed: Followed,
    name: String,
}

query! {
    /// The parties and the actions of a convention.
    Things(convention: ConventionId) -> ThingRow
    reading ["party", "action"]
    "SELECT 1, 'party', ordinal, name FROM party WHERE convention = $4 \
        UNION ALL SELECT 2, 'action', ordinal, 'Action ' || number || ', ' || title FROM action WHERE convention = $4 ORDER BY 1, 3"
}

impl FromRow for ThingRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let ordinal = c.int(2)?;
        Ok(Self {
            followed: c.word(1, |kind| Followed::stored(kind, ordinal))?,
            name: c.text(3)?,
        })
    }
}

/// What was sent.
#[derive(Deserialize)]
struct Sent {
    objet: String,
    #[serde(default)]
    choix: String,
    #[serde(default)]
    retour: String,
}

/// A thing, and what was chosen for it.
struct Choice {
    thing: ThingRow,
    chosen: Option<Hearing>,
}

#[derive(Template)]
#[template(path = "following.html")]
struct Following {
    frame: Frame,
    convention: ConventionId,
    whole: Option<Hearing>,
    parties: Vec<Choice>,
    /// The actions for which something was chosen.
    actions: Vec<Choice>,
    /// The others.
    others: Vec<ThingRow>,
    errors: Errors,
}

impl Following {
    fn address(&self) -> String {
        href(Target::following(self.convention)).to_string()
    }

    fn page_of(&self, choice: &Choice) -> Target {
        Target::discussion_of(ActionId {
            convention: self.convention,
            ordinal: choice.thing.followed.ordinal(),
        })
    }
}

impl Choice {
    fn is(&self, hearing: Hearing) -> bool {
        self.chosen == Some(hearing)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let convention = visit.convention()?;
    let person = mandate(&visit)?.person;
    let mut errors = Errors::none();
    let followed = followed(&mut visit, &sent, &mut errors).await?;
    let becomes = Hearing::from_code(&sent.choix);
    if becomes.is_none() && !sent.choix.is_empty() {
        errors.add("", "Choisissez de suivre, de couper, ou de revenir au réglage d’origine.");
    }
    let Some(followed) = followed.filter(|_| errors.is_empty()) else {
        let page = page(&mut visit, errors).await?;
        return Err(visit.invalid(&page));
    };
    let own = visit.rows(OwnFollows { convention }).await?;
    // What does not change is not told.
    if chosen(&own, followed) != becomes {
        let fact = FollowChosen {
            convention,
            person,
            followed,
            becomes,
        };
        let tx = visit.begin::<verbs::Follow>(convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(back(convention, followed, &sent.retour)))
}

/// What the form names, when it is in the convention.
async fn followed(visit: &mut Visit, sent: &Sent, errors: &mut Errors) -> Result<Option<Followed>, Failure> {
    let convention = visit.convention()?;
    let asked = sent.objet.parse().ok();
    if asked == Some(Followed::Convention) {
        return Ok(asked);
    }
    let things = visit.rows(Things { convention }).await?;
    let found = asked.filter(|asked| things.iter().any(|thing| thing.followed == *asked));
    if found.is_none() {
        errors.add(
            "objet",
            "Choisissez la convention, l’une de ses parties ou l’une de ses actions.",
        );
    }
    Ok(found)
}

fn back(convention: ConventionId, followed: Followed, to: &str) -> Target {
    match followed {
        Followed::Convention if to == "echanges" => Target::discussion(convention),
        Followed::Action(ordinal) if to == "echanges" => Target::discussion_of(ActionId { convention, ordinal }),
        _ => Target::following(convention),
    }
}

fn chosen(own: &[FollowRow], followed: Followed) -> Option<Hearing> {
    own.iter().find(|own| own.followed == followed).map(|own| own.hearing)
}

async fn page(visit: &mut Visit, errors: Errors) -> Result<Following, Failure> {
    let convention = visit.convention()?;
    let own = visit.rows(OwnFollows { convention }).await?;
    let (mut parties, mut actions, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for thing in visit.rows(Things { convention }).await? {
        let chosen = chosen(&own, thing.followed);
        match (thing.followed, chosen) {
            (Followed::Party(_), chosen) => parties.push(Choice { thing, chosen }),
            (_, Some(_)) => actions.push(Choice { thing, chosen }),
            (_, None) => others.push(thing),
        }
    }
    let frame = visit.frame("Ce que je suis").await?;
    Ok(Following {
        frame: frame
            .under(Target::discussion(convention))
            .crumb("Échanges", Target::discussion(convention)),
        convention,
        whole: chosen(&own, Followed::Convention),
        parties,
        actions,
        others,
        errors,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Things>()]
}
