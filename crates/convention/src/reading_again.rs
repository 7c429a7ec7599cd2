//! Reading the kept text again with the reader of today: what would come in, change or be missing, then the gesture, in one fact.
//!
//! What people corrected stays on top. The signed text and its act never change; the follow-up keeps its numbers.

use askama::Template;
use domain::access::verbs::CorrectReading;
use domain::convention::{ReadingRenewed, ReadingVersion, TEXT_READ_AGAIN};
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::places::Target;
use files::renewal::{Change, NotRenewed, Renewal, renewed};
use serde::Deserialize;
use serde_json::Value;
use store::{Columns, FromRow, QueryInfo, Sequence, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::reading_fields::Section;
use crate::reading_show::place_words;
use crate::reading_values::Names;
use crate::reading_versions::{LastVersion, document};
use crate::rebuild::{Document, TextOf};
use crate::tables::Tables;

/// How many differences of one part are told one by one.
const TOLD: usize = 6;

/// The longest words of a value on the page.
const LONGEST: usize = 120;

/// The ground of a renewal: what a reader read the last time, before anyone corrected it.
struct Ground(String);

query! {
    /// What the last renewal read, if there was one.
    LastRead(convention: ConventionId) -> Ground
    reading ["reading_version"]
    "SELECT becomes FROM reading_version WHERE convention = $4 AND place = '/' ORDER BY version DESC LIMIT 1"
}

impl FromRow for Ground {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(columns.text(0)?))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    /// The digest of the reading that was shown, and of what it would replace.
    vu: String,
}

/// One difference, in words.
struct Told {
    place: String,
    was: Option<String>,
    becomes: Option<String>,
    /// Whether nothing stood there, whether nothing stands there any more.
    new: bool,
    gone: bool,
}

/// The differences of one part of the document.
struct Group {
    title: String,
    added: usize,
    changed: usize,
    missing: usize,
    told: Vec<Told>,
    /// How many are not told one by one.
    more: usize,
}

/// What the page says.
enum Outcome {
    Renewed {
        groups: Vec<Group>,
        kept: Vec<Told>,
        seen: String,
    },
    Nothing,
    Refused(String),
}

#[derive(Template)]
#[template(path = "reading_again.html")]
struct ReadingAgain {
    frame: Frame,
    convention: ConventionId,
    outcome: Outcome,
    errors: Errors,
}

impl ReadingAgain {
    fn own(&self) -> Target {
        Target::ReadingAgain(self.convention)
    }

    fn back(&self) -> Target {
        Target::Reading(self.convention)
    }

    /// "3 ajouts, 1 changement".
    fn counts(&self, group: &Group) -> String {
        let words = [
            (group.added, "ajout", "ajouts"),
            (group.changed, "changement", "changements"),
            (group.missing, "disparition", "disparitions"),
        ];
        let told = words.into_iter().filter(|(count, _, _)| *count > 0);
        web::french::list(told.map(|(count, one, many)| web::french::count(count, one, many)))
    }
}

/// What was read again, over what stood.
struct Again {
    before: String,
    act: String,
    text: Vec<String>,
    outcome: Result<Renewal, NotRenewed>,
}

impl Again {
    /// Tells this renewal of that reading from every other.
    fn seen(&self) -> Option<String> {
        let renewal = self.outcome.as_ref().ok()?;
        Some(Digest::of_parts([self.before.as_bytes(), renewal.document.as_bytes()]).to_string())
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let convention = visit.convention()?;
    let again = again(&mut visit, convention).await?;
    let shown = again.seen().is_some_and(|seen| seen == typed.vu);
    match again.outcome {
        Ok(renewal) if shown => {
            let kept = (again.before, again.act, again.text);
            if keep(&mut visit, convention, kept, renewal).await? {
                return Ok(Answer::see_other(Target::Reading(convention)));
            }
        }
        _ => {}
    }
    let said = "La lecture a changé depuis que vous avez ouvert cette page. Comparez de nouveau, puis confirmez.";
    let page = page(&mut visit, Errors::whole(said)).await?;
    Err(visit.invalid(&page))
}

/// Records the renewal, unless the reading changed meanwhile.
async fn keep(
    visit: &mut Visit,
    convention: ConventionId,
    (before, act, text): (String, String, Vec<String>),
    renewal: Renewal,
) -> Result<bool, Failure> {
    let mut tx = visit.begin::<CorrectReading>(convention).await?;
    // The ordinal first: it holds back whoever corrects the same reading, until this one is kept.
    let version = tx.allocate(Sequence::Convention(convention, "reading")).await?;
    let last = tx.load_first(LastVersion { convention }).await?;
    let previous = Digest::of(before.as_bytes());
    let now = last.map_or_else(|| Digest::of(act.as_bytes()), |last| last.digest);
    if now != previous {
        return Ok(false);
    }
    let fact = ReadingRenewed {
        made: ReadingVersion {
            convention,
            version,
            person: visit.viewer.person(),
            at: visit.now,
            previous,
            reading: renewal.reading,
            document: renewal.document,
            text,
            act,
        },
        read: renewal.read,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(true)
}

async fn again(visit: &mut Visit, convention: ConventionId) -> Result<Again, Failure> {
    let act = visit.first(Document { convention }).await?.ok_or(Failure::NotFound)?;
    let before = document(visit, convention).await?;
    let ground = visit
        .first(LastRead { convention })
        .await?
        .map_or_else(|| act.clone(), |ground| ground.0);
    let text = visit.rows(TextOf { convention }).await?;
    let (now, lines) = (before.clone(), text.clone());
    let outcome = visit.apart(move || renewed(&ground, &now, lines)).await?;
    Ok(Again {
        before,
        act,
        text,
        outcome,
    })
}

async fn page(visit: &mut Visit, errors: Errors) -> Result<ReadingAgain, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Relire le texte").await?;
    let again = again(visit, convention).await?;
    let seen = again.seen().unwrap_or_default();
    let outcome = match &again.outcome {
        Ok(renewal) => told(renewal, seen),
        Err(NotRenewed::Same) => Outcome::Nothing,
        Err(why) => Outcome::Refused(refusal(why)),
    };
    Ok(ReadingAgain {
        frame: frame
            .under(Target::Reading(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Lecture", Target::Reading(convention)),
        convention,
        outcome,
        errors,
    })
}

fn told(renewal: &Renewal, seen: String) -> Outcome {
    let root = serde_json::from_str(&renewal.document).unwrap_or(Value::Null);
    let names = Names::of(&root);
    Outcome::Renewed {
        groups: groups(&renewal.changes, &names),
        kept: renewal.kept.iter().map(|change| in_words(change, &names)).collect(),
        seen,
    }
}

/// The part of the document to which a path leads.
fn root_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// The differences, part by part, in the order in which they come.
fn groups(changes: &[Change], names: &Names) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for part in changes.chunk_by(|one, other| root_of(&one.path) == root_of(&other.path)) {
        let root = root_of(&part[0].path);
        let count = |keep: &dyn Fn(&Change) -> bool| part.iter().filter(|change| keep(change)).count();
        groups.push(Group {
            title: Section::of(root).map_or_else(|| other_part(root), |section| section.title.to_owned()),
            added: count(&|change| change.was.is_none()),
            changed: count(&|change| change.was.is_some() && change.becomes.is_some()),
            missing: count(&|change| change.becomes.is_none()),
            told: part.iter().take(TOLD).map(|change| in_words(change, names)).collect(),
            more: part.len().saturating_sub(TOLD),
        });
    }
    groups
}

/// A part that nobody corrects by hand.
fn other_part(root: &str) -> String {
    let words = match root {
        "perimeter" => "Le périmètre",
        "levels" => "Les niveaux du cadre",
        "groups" => "Les groupes d’organismes",
        "deliberations" => "Les délibérations",
        "annexes" => "Les annexes",
        "articles" => "Les articles",
        "wording" => "Le préambule et la fin du texte",
        "framework_places" => "Les endroits où le cadre est écrit",
        "absent_facilities" => "Les équipements dits absents",
        "predecessors" => "Les contrats précédents",
        _ => "Le reste de la lecture",
    };
    words.to_owned()
}

fn in_words(change: &Change, names: &Names) -> Told {
    let words = |text: &Option<String>| {
        let value: Value = serde_json::from_str(text.as_ref()?).ok()?;
        Some(web::french::beginning(&names.words(&value), LONGEST)).filter(|words| !words.is_empty())
    };
    Told {
        place: place_of(&change.path),
        was: words(&change.was),
        becomes: words(&change.becomes),
        new: change.was.is_none(),
        gone: change.becomes.is_none(),
    }
}

/// "Les actions, 4, Intitulé"; of a part that nobody corrects by hand, its name and the number of the item.
fn place_of(path: &str) -> String {
    let words = place_words(path);
    if !words.starts_with('/') {
        return words;
    }
    let item = path.split('/').nth(2).and_then(|item| item.parse::<usize>().ok());
    let part = other_part(root_of(path));
    item.map_or(part.clone(), |item| format!("{part}, {}", item + 1))
}

/// Why the text is not read again, and what to do.
fn refusal(why: &NotRenewed) -> String {
    match why {
        NotRenewed::Same => "Rien ne change.".to_owned(),
        NotRenewed::Unread(refusal) => format!("Le texte gardé ne se relit pas\u{a0}: {refusal}"),
        NotRenewed::Clash(path) => format!(
            "Vous avez corrigé «\u{a0}{}\u{a0}», que le lecteur d’aujourd’hui lit autrement\u{a0}: il ne peut pas mêler les deux sans risquer de \
             perdre votre correction. Annulez-la, relisez le texte, puis corrigez de nouveau s’il le faut.",
            place_of(path)
        ),
        NotRenewed::Moved(list, name) => format!(
            "«\u{a0}{name}\u{a0}» changerait de place dans {}\u{a0}: ce qui s’y rattache (suivi, mandats, visibilité) se retrouverait ailleurs. La \
             lecture reste telle qu’elle est\u{a0}; complétez-la champ par champ.",
            match *list {
                "actions" => "la liste des actions",
                "facilities" => "la liste des équipements",
                "bodies" => "la liste des instances",
                _ => "la liste des organismes",
            }
        ),
        NotRenewed::Shape(place) => {
            format!("Ce qui serait lu ne forme pas une lecture entière ({place}). La lecture reste telle qu’elle est.")
        }
    }
}

/// Whether a version is a renewal and no correction of one field.
pub(crate) fn is_renewal(place: &str) -> bool {
    place == TEXT_READ_AGAIN
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<LastRead>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, was: Option<&str>, becomes: Option<&str>) -> Change {
        Change {
            path: path.to_owned(),
            was: was.map(str::to_owned),
            becomes: becomes.map(str::to_owned),
        }
    }

    #[test]
    fn differences_are_told_part_by_part_and_counted() {
        let names = Names::of(&Value::Null);
        let changes = [
            change("/actions/0/title", Some("\"A\""), Some("\"B\"")),
            change("/actions/1/means", Some("[\"x\"]"), None),
            change("/facilities/0", None, Some("{\"name\": \"La crèche\"}")),
        ];
        let groups = groups(&changes, &names);
        assert_eq!(groups.len(), 2);
        assert_eq!((groups[0].added, groups[0].changed, groups[0].missing), (0, 1, 1));
        assert_eq!(groups[1].told[0].becomes.as_deref(), Some("La crèche"));
    }
}
