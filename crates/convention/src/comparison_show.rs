//! What was done with each second file: who, when, which file by its digest, what was chosen for each group. A page to print.
//!
//! Nothing is changed here: a correction is undone where it was made.

use askama::Template;
use domain::ids::{ComparisonId, ConventionId};
use domain::places::{DeskPlace, Target};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::comparison_rows::{ComparisonRow, Comparisons, OneComparison};
use crate::second_file::report::Report;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    numero: Option<i64>,
}

#[derive(Template)]
#[template(path = "comparison_show.html")]
struct ComparisonShow {
    frame: Frame,
    convention: ConventionId,
    /// The one that is looked at, with its report unless it was erased.
    one: Option<(ComparisonRow, Option<Report>)>,
    /// Whether one was looked for that is not there.
    missing: bool,
    all: Vec<ComparisonRow>,
}

impl ComparisonShow {
    fn other_file(&self) -> Target {
        Target::Desk(DeskPlace::SecondFile(self.convention))
    }

    fn reading(&self) -> Target {
        Target::Reading(self.convention)
    }

    fn proposals(&self) -> Target {
        Target::amendments(self.convention)
    }

    fn report(&self, row: &ComparisonRow) -> Target {
        Target::Desk(DeskPlace::Comparison(ComparisonId {
            convention: self.convention,
            ordinal: row.ordinal,
        }))
    }

    fn counts(&self, row: &ComparisonRow) -> String {
        let ignored = row.differences - row.corrected - row.kept_aside;
        format!(
            "{}\u{a0}: {}, {}, {}",
            web::french::count(row.differences, "différence", "différences"),
            web::french::count(row.corrected, "corrigée", "corrigées"),
            web::french::count(row.kept_aside, "gardée pour un avenant", "gardées pour un avenant"),
            web::french::count(ignored, "ignorée", "ignorées")
        )
    }

    fn counted(&self, count: usize, one: &str, many: &str) -> String {
        crate::contract_views::counted(&count, one, many)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let convention = visit.convention()?;
    let one = match asked.numero {
        Some(ordinal) => visit.first(OneComparison { convention, ordinal }).await?,
        None => None,
    };
    let title = match &one {
        Some(row) => format!("Comparaison n°\u{a0}{}", row.ordinal),
        None => "Comparaisons".to_owned(),
    };
    let frame = visit.frame(title).await?;
    let all = match &one {
        Some(_) => Vec::new(),
        None => visit.rows(Comparisons { convention }).await?,
    };
    let page = ComparisonShow {
        frame: frame
            .under(Target::Reading(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Lecture", Target::Reading(convention)),
        convention,
        missing: asked.numero.is_some() && one.is_none(),
        one: one.map(|row| {
            let report = Report::read(&row.report);
            (row, report)
        }),
        all,
    };
    visit.page(&page)
}
