//! A file of the plan, exported then changed in a spreadsheet, comes back: what it would change is shown row by row, and is written
//! when the same person says so, all of it or nothing, through the same code as rows changed together.
//!
//! No file is kept. What the browser sends back is judged again against the plan as it stands then.

mod loaded;

use askama::Template;
use domain::amendment::TermField;
use domain::followup::Channel;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use files::sheets::formulas::{Formulas, formulas};
use files::sheets::read;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{read_query, write_query};
use web::sheets::SheetLink;
use web::upload::AROUND_A_FILE_BYTES;
use web::visit::Visit;

use loaded::Loaded;

use crate::follow_many::report_all;
use crate::plan_filter::Typed;
use crate::report_form::TypedReport;
use crate::sheet_changes::{Edit, Judged, MOST_CHANGES, Row, Said, judge};
use crate::sheet_mark::Mark;
use crate::table_links;

/// The largest form that a file comes with.
pub(crate) const LARGEST_FORM_BYTES: usize = read::LIMIT_BYTES + AROUND_A_FILE_BYTES;

/// The largest confirmation: every lane that one file may change, with its words.
pub(crate) const LARGEST_CONFIRMATION_BYTES: usize = 2_000_000;

/// The most fields of a confirmation: far more than it may change, so that its own page says what is too much.
pub(crate) const MOST_CONFIRMED: usize = 5_000;

/// What is said of a lane that is none of this plan, of another convention or of none.
const OF_ANOTHER: &str =
    "Un des volets n’est pas de cette convention\u{a0}: rien n’est écrit. Déposez le fichier exporté d’ici.";

/// What the file picker offers.
const OFFERED: &str = ".xlsx,.ods,.csv";

/// A term that the file would change, and where it is proposed instead.
struct Term {
    number: String,
    field: TermField,
    signed: String,
    wanted: String,
    address: String,
}

/// What a file would change.
#[derive(Default)]
struct Shown {
    name: String,
    rows: usize,
    judged: Judged,
    emptied: Vec<(usize, Vec<&'static str>)>,
    terms: Vec<Term>,
    /// How it was read, when it is none of ours.
    notes: Vec<String>,
    /// The cells that hold a formula.
    formulas: Formulas,
}

impl Shown {
    /// Whether a team wrote it: it has no mark.
    fn is_of_team(&self) -> bool {
        !self.notes.is_empty()
    }

    /// Whether nothing of the file says anything new.
    fn is_unchanged(&self) -> bool {
        let judged = &self.judged;
        judged.rows.is_empty()
            && judged.conflicts.is_empty()
            && judged.wrong.is_empty()
            && self.emptied.is_empty()
            && self.terms.is_empty()
    }

    /// Where the formulas of the file are: "D5, D8 et 3 autres".
    fn formula_cells(&self) -> String {
        let others = self.formulas.count - self.formulas.first.len();
        let named = self.formulas.first.join(", ");
        match others {
            0 => web::french::list(&self.formulas.first),
            1 => format!("{named} et une autre"),
            more => format!("{named} et {more} autres"),
        }
    }

    fn can_be_written(&self) -> bool {
        let lanes = self.judged.rows.len() + self.judged.conflicts.len();
        self.judged.wrong.is_empty() && (1..=MOST_CHANGES).contains(&lanes)
    }
}

#[derive(Template)]
#[template(path = "plan_import.html")]
struct PlanImport {
    frame: Frame,
    convention: ConventionId,
    errors: Errors,
    shown: Option<Shown>,
}

impl PlanImport {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    /// The plan as files, to begin with.
    fn files(&self) -> [SheetLink; 3] {
        table_links::files(self.convention, &Typed::default())
    }

    fn packed(&self, row: &Row) -> String {
        packed(&row.edit)
    }

    fn action(&self, row: &Row) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: row.edit.mark.action,
        })
    }

    fn lanes(&self, rows: &[Row]) -> String {
        crate::views::counted(&rows.len(), "volet", "volets")
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::PlanImport(convention))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    fichier: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let convention = visit.convention()?;
    if asked.fichier == "confie" {
        let file = visit.handed_file(convention).await?;
        let Some(file) = file else {
            return refuse(
                visit,
                "Ce fichier n’est plus en attente\u{a0}: une heure a passé. Déposez-le de nouveau.",
            )
            .await;
        };
        return compare(visit, &file.name, file.bytes).await;
    }
    let page = PlanImport {
        frame: framed(&mut visit, convention).await?,
        convention,
        errors: Errors::none(),
        shown: None,
    };
    visit.page(&page)
}

/// A file arrives: what it would change is shown, and nothing is written.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let Some(file) = visit.upload().await?.file() else {
        return refuse(visit, "Choisissez le fichier que vous avez exporté puis modifié.").await;
    };
    let name = file.own_name();
    compare(visit, &name, file.bytes).await
}

/// What a file would change.
async fn compare(mut visit: Visit, name: &str, bytes: Vec<u8>) -> Result<Answer, Failure> {
    let loaded = Loaded::read(&mut visit).await?;
    let (loaded, said, formulas) = visit
        .apart(move || {
            let said = loaded.said(&bytes);
            (loaded, said, formulas(&bytes).unwrap_or_default())
        })
        .await?;
    let said = match said {
        Ok(said) => said,
        Err(sentence) => return refuse(visit, &sentence).await,
    };
    let judged = judge(said.edits.clone(), &loaded.plan()).ok_or(Failure::NotFound)?;
    let mut shown = loaded.shown(name, said, judged);
    shown.formulas = formulas;
    let errors = complaint(&shown.judged);
    let page = loaded.page(&mut visit, errors, Some(shown)).await?;
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// What was shown is written: every row, or none.
pub(crate) async fn confirm(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Vec<(String, String)> = visit.form()?;
    let sent = pairs.iter().filter(|(name, _)| name == "l");
    let edits: Option<Vec<Edit>> = sent.map(|(_, text)| unpacked(text)).collect();
    let Some(edits) = edits else {
        return refuse(visit, OF_ANOTHER).await;
    };
    if edits.is_empty() {
        return refuse(
            visit,
            "Rien n’était coché\u{a0}: rien n’est écrit. Déposez le fichier à nouveau, puis cochez ce qui doit l’être.",
        )
        .await;
    }
    let loaded = Loaded::read(&mut visit).await?;
    let Some(judged) = judge(edits, &loaded.plan()) else {
        return refuse(visit, OF_ANOTHER).await;
    };
    if !complaint(&judged).is_empty() || !judged.conflicts.is_empty() || judged.changes.is_empty() {
        return again(visit, loaded, judged).await;
    }
    let Judged { changes, rows, .. } = judged;
    let convention = loaded.roster.convention;
    match report_all(&mut visit, convention, changes, Some(Channel::Import)).await? {
        Ok(lot) => {
            let text = lot.text();
            Ok(Answer::see_other_with(Target::PlanTable(convention), &[("lot", &text)]))
        }
        Err(StoreError::Conflict) => {
            visit.leave();
            let edits = rows.into_iter().map(|row| row.edit).collect();
            let loaded = Loaded::read(&mut visit).await?;
            let judged = judge(edits, &loaded.plan()).ok_or(Failure::NotFound)?;
            again(visit, loaded, judged).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was to be written, as it would be now, with why it is not.
async fn again(mut visit: Visit, loaded: Loaded, judged: Judged) -> Result<Answer, Failure> {
    let mut errors = complaint(&judged);
    if errors.is_empty() && judged.conflicts.is_empty() {
        errors = Errors::whole("Tout ce que dit ce fichier est déjà dans le plan\u{a0}: rien n’est à écrire.");
    } else if errors.is_empty() {
        errors = Errors::whole(
            "Quelqu’un a mis à jour le plan entre-temps\u{a0}: rien n’est écrit. Comparez les deux valeurs, cochez ce que vous gardez du \
             fichier, puis confirmez.",
        );
    }
    let shown = loaded.shown("", Said::default(), judged);
    let page = loaded.page(&mut visit, errors, Some(shown)).await?;
    Err(visit.invalid(&page))
}

/// Why a file cannot be written.
fn complaint(judged: &Judged) -> Errors {
    if !judged.wrong.is_empty() {
        let cases = crate::views::counted(&judged.wrong.len(), "case est à corriger", "cases sont à corriger");
        return Errors::whole(&format!(
            "{cases} dans le fichier\u{a0}: rien n’est écrit. Corrigez-le, puis déposez-le à nouveau."
        ));
    }
    let lanes = judged.rows.len() + judged.conflicts.len();
    if lanes > MOST_CHANGES {
        return Errors::whole(&format!(
            "Ce fichier change {lanes}\u{a0}volets, et un envoi en change {MOST_CHANGES} au plus\u{a0}: partagez-le en plusieurs fichiers."
        ));
    }
    Errors::none()
}

async fn refuse(mut visit: Visit, sentence: &str) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let mut errors = Errors::none();
    errors.add("fichier", sentence);
    let page = PlanImport {
        frame: framed(&mut visit, convention).await?,
        convention,
        errors,
        shown: None,
    };
    Err(visit.invalid(&page))
}

async fn framed(visit: &mut Visit, convention: ConventionId) -> Result<Frame, Failure> {
    let frame = visit.frame("Reprendre un fichier du plan").await?;
    Ok(frame
        .wide()
        .under(Target::Plan(convention))
        .crumb("Plan d’actions", Target::Plan(convention))
        .crumb("Tableau", Target::PlanTable(convention))
        .called("Reprendre un fichier"))
}

/// A row as the page carries it until it is confirmed.
fn packed(edit: &Edit) -> String {
    let (mark, typed) = (edit.mark.to_string(), &edit.typed);
    let all = [
        ("repere", mark.as_str()),
        ("etat", &typed.etat),
        ("meteo", &typed.meteo),
        ("avancement", &typed.avancement),
        ("echeance", &typed.echeance),
        ("fait", &typed.fait),
        ("difficulte", &typed.difficulte),
        ("suite", &typed.suite),
        ("motif", &typed.motif),
        ("instance", &typed.instance),
    ];
    let said: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    write_query(&said)
}

#[derive(Deserialize)]
struct Packed {
    repere: String,
}

fn unpacked(text: &str) -> Option<Edit> {
    let packed: Packed = read_query(text)?;
    let typed: TypedReport = read_query(text)?;
    let mark: Mark = packed.repere.parse().ok()?;
    Some(Edit { line: 0, mark, typed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_carried_whole_until_it_is_confirmed() {
        let edit = Edit {
            line: 7,
            mark: "1.15.2.12|going|bright|40|2027-06-30".parse().expect("a mark"),
            typed: TypedReport {
                etat: "done".to_owned(),
                fait: "Deux ateliers & un bal\nà l’école = « ici »".to_owned(),
                ..TypedReport::default()
            },
        };
        let again = unpacked(&packed(&edit)).expect("the same");
        assert_eq!((again.mark, again.typed), (edit.mark, edit.typed));
        for wrong in ["", "repere=1.15&etat=done", "etat=done"] {
            assert!(unpacked(wrong).is_none(), "{wrong}");
        }
    }
}
