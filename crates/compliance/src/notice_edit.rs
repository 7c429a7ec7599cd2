//! Writing a notice: one page of plain texts, kept whole.

use std::collections::BTreeMap;

use askama::Template;
use domain::access::{Installation, verbs};
use domain::compliance::{Conformity, Notice, NoticeField, NoticeWritten};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::notice_rows::{Told, told};
use crate::tables::Tables;
use crate::words;

/// A page of text is far below.
const LONGEST_TEXT: usize = 8_000;

/// What was typed, by the word of its field.
type Typed = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "notice_edit.html")]
struct NoticeForm {
    frame: Frame,
    notice: Notice,
    typed: Vec<(NoticeField, String)>,
    errors: Errors,
}

pub(crate) async fn get(mut visit: Visit, notice: Notice) -> Result<Answer, Failure> {
    let told = told(visit.reader().await?, notice).await?;
    let typed = of_notice(notice, |field| told.of(field).map(ToOwned::to_owned));
    let page = form(&mut visit, notice, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit, notice: Notice) -> Result<Answer, Failure> {
    let mut typed: Typed = visit.form()?;
    if !notice.fields().iter().all(|field| typed.contains_key(field.code())) {
        return Err(Failure::Unreadable);
    }
    let typed = of_notice(notice, |field| typed.remove(field.code()).map(|text| tidied(&text)));
    let errors = check(&typed);
    if !errors.is_empty() {
        let page = form(&mut visit, notice, typed, errors).await?;
        return Err(visit.invalid(&page));
    }
    let Told { values: before, .. } = told(visit.reader().await?, notice).await?;
    let values: Vec<_> = typed.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if values != before {
        write(&mut visit, notice, values, &before).await?;
    }
    Ok(Answer::see_other(Target::Notice(notice)))
}

async fn write(
    visit: &mut Visit,
    notice: Notice,
    values: Vec<(NoticeField, String)>,
    before: &[(NoticeField, String)],
) -> Result<(), Failure> {
    let told = Told { values, at: None };
    let conformity = told.conformity();
    let fact = NoticeWritten {
        notice,
        values: told.values,
        before: before.iter().map(|(field, _)| *field).collect(),
        at: visit.now,
    };
    let tx = visit.begin::<verbs::WriteNotices>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    if notice == Notice::Accessibility {
        visit.declare(conformity);
    }
    Ok(())
}

async fn form(
    visit: &mut Visit,
    notice: Notice,
    typed: Vec<(NoticeField, String)>,
    errors: Errors,
) -> Result<NoticeForm, Failure> {
    let title = format!("Compléter la page «\u{a0}{}\u{a0}»", notice.french());
    Ok(NoticeForm {
        frame: visit
            .frame(title)
            .await?
            .crumb(notice.french(), Target::Notice(notice))
            .called("Compléter"),
        notice,
        typed,
        errors,
    })
}

/// A text for each field of the notice, in order.
fn of_notice(notice: Notice, mut text: impl FnMut(NoticeField) -> Option<String>) -> Vec<(NoticeField, String)> {
    let fields = notice.fields().iter();
    fields.map(|field| (*field, text(*field).unwrap_or_default())).collect()
}

/// Without the carriage returns that browsers add, nor blanks around.
fn tidied(text: &str) -> String {
    text.replace('\r', "").trim().to_owned()
}

fn check(typed: &[(NoticeField, String)]) -> Errors {
    let mut errors = Errors::none();
    if typed.iter().all(|(_, text)| text.is_empty()) {
        return Errors::whole(
            "Rien n’est écrit\u{a0}: remplissez au moins une réponse. Les autres resteront «\u{a0}à compléter\u{a0}».",
        );
    }
    for (field, text) in typed {
        if *field == NoticeField::Conformity && !text.is_empty() && Conformity::from_code(text).is_none() {
            errors.add(field.code(), "Choisissez l’un des états de la liste.");
        }
        if text.chars().count() > LONGEST_TEXT {
            errors.add(
                field.code(),
                format!("Ce texte est trop long. Gardez-en {LONGEST_TEXT} caractères au plus."),
            );
        }
    }
    if is_told(typed, NoticeField::Conformity) && !is_told(typed, NoticeField::Assessment) {
        errors.add(
            NoticeField::Assessment.code(),
            "Écrivez qui a évalué et à quelle date\u{a0}: un état de conformité ne s’affirme pas sans évaluation.",
        );
    }
    errors
}

fn is_told(typed: &[(NoticeField, String)], field: NoticeField) -> bool {
    let found = typed.iter().find(|(other, _)| *other == field);
    found.is_some_and(|(_, text)| !text.is_empty() && text != Conformity::NotAssessed.code())
}

impl NoticeForm {
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.typed.iter().map(|(field, text)| Row {
            id: field.code(),
            label: words::label(*field),
            hint: words::hint(*field),
            text,
            chosen: (*field == NoticeField::Conformity).then(|| Conformity::from_code(text).unwrap_or_default()),
        })
    }
}

struct Row<'a> {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    text: &'a str,
    /// What is chosen, for the field that is chosen in a list.
    chosen: Option<Conformity>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accessibility(conformity: &str, assessment: &str) -> Errors {
        check(&[
            (NoticeField::Conformity, conformity.to_owned()),
            (NoticeField::Assessment, assessment.to_owned()),
        ])
    }

    #[test]
    fn a_state_is_not_claimed_without_an_assessment() {
        assert!(accessibility("partial", "").has("assessment"));
        assert!(accessibility("partial", "Audit du 3 mars 2026, 78 %").is_empty());
        assert!(accessibility("not_assessed", "").is_empty());
        assert!(accessibility("parfaite", "Audit").has("conformity"));
        assert_eq!(accessibility("", "").title(), "À corriger");
    }

    #[test]
    fn a_text_is_kept_as_typed_without_what_browsers_add() {
        assert_eq!(tidied("  Mairie\r\n1 place  \r\n"), "Mairie\n1 place");
        let long = "a".repeat(LONGEST_TEXT + 1);
        assert!(check(&[(NoticeField::Host, long)]).has("host"));
    }
}
