//! A second file about the convention: it is sent, compared with what stands, and each group of differences is settled by a person;
//! what will be done is shown, then written by the same person, all of it or nothing.
//!
//! What was read of the file waits as a note that ends by itself, and is compared again at each step. The signed text never changes: a wrong reading is
//! corrected, a wording that changed waits for an amendment.

mod choices;
mod draft;
mod page;
pub(crate) mod report;
mod summary;
mod write;

use domain::comparison::Choice;
use domain::digest::Digest;
use domain::ids::{ComparisonId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::reading::Reading;
use files::Refusal;
use files::comparison::{Comparison, Difference, Group, Grouping, NotCompared, SecondFile, compared, of_spreadsheet};
use files::following::{KnownAction, following};
use files::interchange;
use files::mapping::Chosen;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::convention_import::LARGEST_BODY_BYTES;
use crate::plan_mapping;
use crate::reading_versions::{NotMade, document};
use draft::{Content, Draft};

/// The largest form that a file comes with.
pub(crate) const LARGEST_FORM_BYTES: usize = LARGEST_BODY_BYTES;

/// The most groups that are settled one by one: what comes after is ignored, and it is said.
const MOST_GROUPS: usize = 150;

const SCAN: &str = "Les pages de ce PDF sont des images, et il n’est comparé que du texte. Demandez le document d’origine à qui l’a \
    numérisé, ou envoyez un PDF dont le texte se copie.";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    etape: String,
}

/// A file that waits, compared with what stands.
struct Understood {
    draft: Draft,
    second: SecondFile,
    here: Reading,
    comparison: Comparison,
    groups: Vec<Group>,
    /// The digest of the reading.
    before: Digest,
    /// Tells this file, so settled, over this reading, from every other.
    seen: Digest,
}

impl Understood {
    fn choice(&self, group: &Group) -> Choice {
        self.draft.choice(&group.key)
    }

    fn differences<'u>(&'u self, group: &'u Group) -> impl Iterator<Item = &'u Difference> {
        group.ranks.iter().filter_map(|rank| self.comparison.differences.get(*rank))
    }

    /// Whether what was chosen can be done of this difference.
    const fn does(choice: Choice, difference: &Difference) -> bool {
        match choice {
            Choice::Ignored => false,
            Choice::Misread => difference.can_be_read,
            Choice::Reworded => true,
        }
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::SecondFile(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let convention = visit.convention()?;
    let understood = understood(&mut visit, convention).await?;
    if let Some(understood) = understood.as_ref().filter(|_| asked.etape == "resume") {
        let page = summary::page(&mut visit, understood, Errors::none()).await?;
        return visit.page(&page);
    }
    let page = page::page(&mut visit, understood.as_ref(), Errors::none()).await?;
    visit.page(&page)
}

/// A file arrives.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let Some(file) = visit.upload().await?.file() else {
        return refuse(visit, "Choisissez le fichier à comparer, puis envoyez-le.").await;
    };
    let heads = plan_mapping::remembered_choices(&mut visit).await?;
    let here = standing(&mut visit, convention).await?.0;
    let name = file.own_name();
    let arrived = visit.apart(move || arrived(name, &file.bytes, &heads, &here)).await?;
    match arrived {
        Ok(draft) => {
            draft::keep(&mut visit, convention, &draft).await?;
            Ok(Answer::see_other(place(convention)))
        }
        Err(sentence) => refuse(visit, &sentence).await,
    }
}

/// The reading as it stands, with the digest of its document.
async fn standing(visit: &mut Visit, convention: ConventionId) -> Result<(Reading, Digest), Failure> {
    let before = document(visit, convention).await?;
    let reading = interchange::read(&before).map_err(|fault| Failure::Broken(fault.to_string()))?;
    Ok((reading, Digest::of(before.as_bytes())))
}

/// A file as it waits: a text that is read, or else a spreadsheet.
fn arrived(name: String, bytes: &[u8], heads: &Chosen, here: &Reading) -> Result<Draft, String> {
    let digest = Digest::of(bytes).to_string();
    let is_sheet = ["xlsx", "ods", "csv"]
        .iter()
        .any(|end| name.to_lowercase().ends_with(&format!(".{end}")));
    let as_sheet = |name: String, notes| {
        let draft = Draft::new(name, digest.clone(), notes, Content::sheet(bytes, heads));
        draft.following(followed(bytes, heads, here))
    };
    if is_sheet {
        let read = of_spreadsheet(bytes, heads, here).map_err(|why| refusal(&why))?;
        return Ok(as_sheet(name, read.notes));
    }
    match files::read(&name, bytes) {
        Ok(import) => {
            let document = interchange::write(&import.reading);
            Ok(Draft::new(name, digest.clone(), import.notes, Content::Text(document)))
        }
        // A spreadsheet under another name says what it is.
        Err(refused) => match of_spreadsheet(bytes, heads, here) {
            Ok(read) => Ok(as_sheet(name, read.notes)),
            Err(_) if matches!(refused, Refusal::NoTextLayer { .. }) => Err(SCAN.to_owned()),
            Err(_) => Err(refused.to_string()),
        },
    }
}

/// How many rows of a spreadsheet say how an action stands.
fn followed(bytes: &[u8], heads: &Chosen, here: &Reading) -> usize {
    let known = here.actions.iter().map(|action| KnownAction {
        number: &action.number.value,
        title: &action.title.value,
    });
    let known: Vec<KnownAction<'_>> = known.collect();
    let read = following(bytes, heads, &known).ok().flatten();
    read.map_or(0, |following| following.rows.len())
}

/// Why a spreadsheet is not compared; what is told of exported files would mislead here.
fn refusal(why: &NotCompared) -> String {
    match why {
        NotCompared::NoAction => "Aucune action n’est reconnue dans ce tableur\u{a0}: il faut une ligne d’en-têtes avec une \
             colonne «\u{a0}Action\u{a0}» ou «\u{a0}Intitulé\u{a0}», puis une ligne par action."
            .to_owned(),
        NotCompared::Unread(unread) => plan_mapping::refusal(*unread),
    }
}

/// What is done with the file that waits.
pub(crate) async fn settle(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let pairs: Vec<(String, String)> = visit.form()?;
    let Some(mut understood) = understood(&mut visit, convention).await? else {
        return refuse(
            visit,
            "Aucun fichier n’est en attente\u{a0}: il a été traité, ou un jour a passé. Envoyez-le de nouveau.",
        )
        .await;
    };
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let mut next = Vec::new();
    match value("geste") {
        "ecrire" => return Box::pin(confirm(visit, convention, understood, value("vu"))).await,
        "abandonner" => {
            draft::forget(&mut visit, convention).await?;
            return Ok(Answer::see_other(place(convention)));
        }
        // One form holds them: whatever button is pressed, what was chosen is kept.
        "organismes" => understood.choose_and_say_same(&pairs),
        "par-element" => understood.regroup(&pairs, Grouping::Element),
        "par-champ" => understood.regroup(&pairs, Grouping::Aspect),
        "choisir" => {
            understood.choose(&pairs);
            next.push(("etape", "resume"));
        }
        "suivi" => {
            understood.choose(&pairs);
            draft::keep(&mut visit, convention, &understood.draft).await?;
            return follow(visit, convention, &understood).await;
        }
        _ => return Err(Failure::NotFound),
    }
    draft::keep(&mut visit, convention, &understood.draft).await?;
    Ok(Answer::see_other_with(place(convention), &next))
}

/// What the file says of how actions stand goes to the page of the plan, which shows it lane by lane before it is written.
async fn follow(mut visit: Visit, convention: ConventionId, understood: &Understood) -> Result<Answer, Failure> {
    let file = understood.draft.spreadsheet().ok_or(Failure::NotFound)?;
    visit.hand_file(convention, &file).await?;
    let page = Target::Desk(DeskPlace::PlanImport(convention));
    Ok(Answer::see_other_with(page, &[("fichier", "confie")]))
}

/// What was shown is written, unless the file, what was said of it or the reading is another one by now.
async fn confirm(mut visit: Visit, convention: ConventionId, understood: Understood, seen: &str) -> Result<Answer, Failure> {
    let sentence = if understood.seen.to_string() == seen {
        // Of two clicks, one has the file to write.
        if !draft::take(&mut visit, convention).await? {
            return Ok(Answer::see_other(place(convention)));
        }
        match write::write(&mut visit, convention, &understood).await {
            Ok(ordinal) => {
                let done = ComparisonId { convention, ordinal };
                return Ok(Answer::see_other(Target::Desk(DeskPlace::Comparison(done))));
            }
            Err(not_made) => {
                visit.leave();
                draft::keep(&mut visit, convention, &understood.draft).await?;
                match not_made {
                    NotMade::Failed(failure) => return Err(failure),
                    not_made => write::sentence(&not_made),
                }
            }
        }
    } else {
        "Ce qui est montré a changé depuis que vous l’avez lu\u{a0}: rien n’est écrit, vos choix sont gardés. Relisez, puis confirmez."
            .to_owned()
    };
    visit.leave();
    let again = self::understood(&mut visit, convention).await?.unwrap_or(understood);
    let page = summary::page(&mut visit, &again, Errors::whole(&sentence)).await?;
    Err(visit.invalid(&page))
}

async fn refuse(mut visit: Visit, sentence: &str) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let understood = understood(&mut visit, convention).await?;
    let mut errors = Errors::none();
    errors.add("fichier", sentence);
    let page = page::page(&mut visit, understood.as_ref(), errors).await?;
    Err(visit.invalid(&page))
}

/// The file that waits, compared with the reading as it stands.
async fn understood(visit: &mut Visit, convention: ConventionId) -> Result<Option<Understood>, Failure> {
    let Some(draft) = draft::waiting(visit, convention).await? else {
        return Ok(None);
    };
    let (here, before) = standing(visit, convention).await?;
    visit.apart(move || over(here, draft, before)).await
}

fn over(here: Reading, draft: Draft, before: Digest) -> Option<Understood> {
    let second = draft.read(&here)?;
    let comparison = compared(&here, &second, &draft.said);
    Some(Understood {
        groups: comparison.groups(draft.grouping()),
        seen: Digest::of_parts([before.to_string().as_bytes(), draft.written().as_bytes()]),
        comparison,
        second,
        here,
        before,
        draft,
    })
}
