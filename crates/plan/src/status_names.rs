//! How a convention names each state of its actions. The states themselves, and what they mean for the figures, stay the same.

use std::collections::BTreeMap;

use askama::Template;
use domain::access::verbs::NameStatuses;
use domain::followup::{LONGEST_STATUS_LABEL, Status, StatusRenamed};
use domain::ids::ConventionId;
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::report_rows::{Labels, Names};
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "status_names.html")]
struct StatusNames {
    frame: Frame,
    convention: ConventionId,
    /// What is written in the field of each state.
    fields: Vec<(Status, String)>,
    errors: Errors,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let names = Names::of(visit.rows(Labels { convention }).await?);
    let fields = Status::ALL.map(|status| (status, names.own(&status).unwrap_or_default().to_owned()));
    let page = page(&mut visit, fields.into(), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: BTreeMap<String, String> = visit.form()?;
    let fields = Status::ALL.map(|status| (status, tidied(typed.get(status.code()))));
    let errors = check(&fields);
    if !errors.is_empty() {
        let page = page(&mut visit, fields.into(), errors).await?;
        return Err(visit.invalid(&page));
    }
    let mut tx = visit.begin::<NameStatuses>(convention).await?;
    let names = Names::of(tx.load(Labels { convention }).await?);
    let facts = fields.into_iter().filter_map(|(status, becomes)| {
        let was = names.own(&status).map(str::to_owned);
        let becomes = (!becomes.is_empty() && becomes != status.french()).then_some(becomes);
        (was != becomes).then_some(StatusRenamed {
            convention,
            status,
            was,
            becomes,
        })
    });
    let mut facts = facts.collect::<Vec<_>>().into_iter();
    if let Some(first) = facts.next() {
        let mut tx = tx.record::<Tables, _>(&first).await?;
        for fact in facts {
            tx = tx.record::<Tables, _>(&fact).await?;
        }
        tx.commit().await?;
    }
    Ok(Answer::see_other(Target::status_names(convention)))
}

fn tidied(typed: Option<&String>) -> String {
    let words = typed.map_or("", String::as_str).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// What Pacte works out by itself, beside the state: a state under such a name would be taken for it.
const COMPUTED: [&str; 2] = ["en retard", "sans nouvelle"];

/// Two states under one name could not be told apart.
fn check(fields: &[(Status, String)]) -> Errors {
    let mut errors = Errors::none();
    for (index, (status, typed)) in fields.iter().enumerate() {
        if let Some(sentence) = refusal(fields, index, typed) {
            errors.add(status.code(), sentence);
        }
    }
    errors
}

/// Why the name typed for a state is refused. An empty field is never at fault: the one that took its name is.
fn refusal(fields: &[(Status, String)], index: usize, typed: &str) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let letters = typed.chars().count();
    if letters > LONGEST_STATUS_LABEL {
        return Some(format!(
            "Ce nom compte {letters}\u{a0}caractères. Gardez-en {LONGEST_STATUS_LABEL} au plus."
        ));
    }
    let name = typed.to_lowercase();
    if COMPUTED.contains(&name.as_str()) {
        return Some(format!(
            "Pacte dit lui-même qu’une action est «\u{a0}{name}\u{a0}», à côté de son état. Choisissez un autre nom."
        ));
    }
    let mut others = fields.iter().enumerate();
    let same = others.find(|(other, (status, written))| match written.as_str() {
        "" => *other != index && status.french().to_lowercase() == name,
        written => *other < index && written.to_lowercase() == name,
    });
    same.map(|(_, (other, _))| {
        format!(
            "Ce nom est déjà celui de l’état «\u{a0}{}\u{a0}». Choisissez-en un autre.",
            other.french()
        )
    })
}

async fn page(visit: &mut Visit, fields: Vec<(Status, String)>, errors: Errors) -> Result<StatusNames, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Noms des états").await?;
    Ok(StatusNames {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
        convention,
        fields,
        errors,
    })
}

impl StatusNames {
    fn address(&self) -> Target {
        Target::status_names(self.convention)
    }
}
