//! A spreadsheet that anyone made becomes the plan: it is sent, its columns are mapped, what would come in is shown, then written by
//! the same person, all of it or nothing.
//!
//! The file waits as a note that ends by itself; what is confirmed is read again. The signed text never changes: these are corrections
//! of the reading, told and undone as such. No action moves and none goes.

mod draft;
mod page;

use domain::access::Viewer;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Reading;
use domain::search::fold;
use files::mapping::{Chosen, Field, Mapping, Merged, Read, merge, planned, propose, tabs};
use files::sheets::read::{self, Unread};
use files::{interchange, mapping};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::upload::AROUND_A_FILE_BYTES;
use web::visit::Visit;

use crate::reading_versions::{NotMade, correct_lists, document};
use draft::{Choices, Draft};

/// The largest form that a file comes with.
pub(crate) const LARGEST_FORM_BYTES: usize = read::LIMIT_BYTES + AROUND_A_FILE_BYTES;

/// What is done with the file that waits.
struct Step {
    gesture: String,
    seen: String,
    choices: Choices,
}

/// A file that waits, understood over the reading as it stands.
struct Understood {
    draft: Draft,
    mapping: Mapping,
    read: Read,
    merged: Merged,
    /// Tells this file, so mapped, over this reading, from every other.
    seen: Digest,
    /// The digest of the reading.
    before: Digest,
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::PlanMapping(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page::page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

/// A file arrives.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let Some(file) = visit.upload().await?.file() else {
        return refuse(visit, "Choisissez le fichier de votre plan, puis déposez-le.").await;
    };
    let remembered = draft::remembered(&mut visit).await?;
    let (name, bytes) = (file.own_name(), file.bytes);
    let looked = visit.apart(move || looked_at(bytes, &remembered)).await?;
    let draft = match looked {
        Ok((bytes, choices)) => Draft { name, bytes, choices },
        Err(sentence) => return refuse(visit, &sentence).await,
    };
    draft::keep(&mut visit, convention, &draft).await?;
    Ok(Answer::see_other(place(convention)))
}

/// Whether a file holds a table that may be a plan; what is remembered of its heads becomes the first choice.
fn looked_at(bytes: Vec<u8>, remembered: &Choices) -> Result<(Vec<u8>, Choices), String> {
    let tabs = tabs(&bytes).map_err(refusal)?;
    let mapping = propose(&tabs, &remembered.chosen);
    if mapping.holding().is_empty() && mapping.others.is_empty() {
        return Err(
            "Aucun tableau n’est reconnu dans ce fichier\u{a0}: il faut une ligne d’en-têtes, puis une ligne par action."
                .to_owned(),
        );
    }
    let known = mapping
        .labels()
        .into_iter()
        .map(|(label, _)| fold(&label))
        .collect::<Vec<_>>();
    let tabs: Vec<String> = mapping.holding().iter().map(|(sheet, _)| fold(&sheet.name)).collect();
    let mut chosen = remembered.chosen.clone();
    chosen.fields.retain(|label, _| known.contains(label));
    chosen.sheets.retain(|name, _| tabs.contains(name));
    let tabs_are_themes = None;
    Ok((bytes, Choices { chosen, tabs_are_themes }))
}

/// Why a spreadsheet is not read; what is told of exported files would mislead here.
pub(crate) fn refusal(unread: Unread) -> String {
    match unread {
        Unread::Empty => "Ce fichier est vide. Choisissez celui de votre plan.".to_owned(),
        Unread::TooLong => "Une feuille a plus de 5\u{202f}000\u{a0}lignes\u{a0}: gardez celles des actions.".to_owned(),
        other => other.to_string(),
    }
}

/// The columns are mapped otherwise, the file is given up, or what was shown is written.
pub(crate) async fn settle(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let pairs: Vec<(String, String)> = visit.form()?;
    let Some(understood) = understood(&mut visit, convention).await? else {
        return refuse(
            visit,
            "Aucun fichier n’est en attente\u{a0}: il a été repris, ou un jour a passé. Déposez-le de nouveau.",
        )
        .await;
    };
    let step = Step::of(&pairs, &understood.mapping);
    match step.gesture.as_str() {
        "abandonner" => draft::forget(&mut visit, convention).await?,
        "colonnes" => {
            draft::remember(&mut visit, &step.choices).await?;
            let draft = Draft {
                choices: step.choices,
                ..understood.draft
            };
            draft::keep(&mut visit, convention, &draft).await?;
        }
        "reprendre" => return write(visit, convention, understood, &step.seen).await,
        _ => return Err(Failure::NotFound),
    }
    Ok(Answer::see_other(place(convention)))
}

impl Step {
    fn of(pairs: &[(String, String)], mapping: &Mapping) -> Self {
        let value = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        let labels = mapping.labels();
        let fields = labels.iter().enumerate().filter_map(|(number, (label, _))| {
            let field = Field::from_code(&value(&format!("c{number}"))?)?;
            Some((fold(label), field))
        });
        // A box that is not ticked is not sent: the form says that it showed them.
        let sheets = mapping.holding().into_iter().filter(|_| value("feuilles").is_some());
        let sheets = sheets.map(|(sheet, _)| (fold(&sheet.name), value(&format!("f{}", sheet.sheet)).is_some()));
        Self {
            gesture: value("geste").unwrap_or_default(),
            seen: value("vu").unwrap_or_default(),
            choices: Choices {
                chosen: Chosen {
                    fields: fields.collect(),
                    sheets: sheets.collect(),
                },
                tabs_are_themes: value("onglets").map(|said| said == "oui"),
            },
        }
    }
}

/// What was shown is written, unless the file, its mapping or the reading is another one by now.
async fn write(mut visit: Visit, convention: ConventionId, understood: Understood, seen: &str) -> Result<Answer, Failure> {
    if understood.seen.to_string() != seen {
        return refuse(
            visit,
            "Ce qui est montré a changé depuis que vous l’avez lu. Relisez, puis confirmez.",
        )
        .await;
    }
    if !understood.read.faults.is_empty() {
        return refuse(
            visit,
            "Des cases sont à corriger\u{a0}: rien n’est écrit. Corrigez le fichier, puis déposez-le de nouveau.",
        )
        .await;
    }
    let reason = reason(&understood);
    let made = correct_lists(&mut visit, convention, &understood.merged.reading, understood.before, &reason).await;
    match made {
        Ok(()) => {
            draft::forget(&mut visit, convention).await?;
            Ok(Answer::see_other(Target::PlanTable(convention)))
        }
        Err(NotMade::Failed(failure)) => Err(failure),
        Err(_) => {
            refuse(
                visit,
                "La lecture a changé depuis que vous avez ouvert cette page. Relisez, puis confirmez.",
            )
            .await
        }
    }
}

/// "Repris du fichier « plan.xlsx » : 12 actions ajoutées, 3 complétées".
fn reason(understood: &Understood) -> String {
    let merged = &understood.merged;
    let count = |count: usize, one: &str, many: &str| web::french::count(i64::try_from(count).unwrap_or(i64::MAX), one, many);
    format!(
        "Repris du fichier «\u{a0}{}\u{a0}»\u{a0}: {}, {}",
        understood.draft.name,
        count(merged.added.len(), "action ajoutée", "actions ajoutées"),
        count(merged.changed.len(), "complétée", "complétées")
    )
}

async fn refuse(mut visit: Visit, sentence: &str) -> Result<Answer, Failure> {
    let mut errors = Errors::none();
    errors.add("fichier", sentence);
    let page = page::page(&mut visit, errors).await?;
    Err(visit.invalid(&page))
}

/// The file that waits, read over the reading as it stands.
async fn understood(visit: &mut Visit, convention: ConventionId) -> Result<Option<Understood>, Failure> {
    let before = document(visit, convention).await?;
    let Some(draft) = draft::waiting(visit, convention).await? else {
        return Ok(None);
    };
    let reading = interchange::read(&before).map_err(|fault| Failure::Broken(fault.to_string()))?;
    let before = Digest::of(before.as_bytes());
    visit.apart(move || over(&reading, draft, before)).await
}

fn over(reading: &Reading, draft: Draft, before: Digest) -> Option<Understood> {
    let tabs: Vec<mapping::Tab> = tabs(&draft.bytes).ok()?;
    let mut mapping = propose(&tabs, &draft.choices.chosen);
    if let Some(said) = draft.choices.tabs_are_themes {
        mapping.tabs_are_themes = said && mapping.sheets.len() > 1;
    }
    let read = planned(&tabs, &mapping, reading);
    let merged = merge(reading, &read.actions);
    let written = draft.choices.written();
    Some(Understood {
        seen: Digest::of_parts([before.to_string().as_bytes(), draft.bytes.as_slice(), written.as_bytes()]),
        before,
        draft,
        mapping,
        read,
        merged,
    })
}

/// What the organisation of whoever is signed in chose before.
pub(crate) async fn remembered_choices(visit: &mut Visit) -> Result<Chosen, Failure> {
    Ok(draft::remembered(visit).await?.chosen)
}

/// Whoever is signed in, and the organisation in whose name.
fn owners(visit: &Visit) -> Result<(domain::ids::PersonId, domain::ids::OrganisationId), Failure> {
    match visit.viewer {
        Viewer::Mandate(mandated) => Ok((mandated.person, mandated.organisation)),
        _ => Err(Failure::NotFound),
    }
}
