//! Which report corrects which: whoever reads the history of an action goes from one to the other, both ways.
//!
//! Pure. What its reader may not see is told by its day alone, and leads nowhere.

use std::collections::BTreeMap;

use web::french;

use crate::history_rows::Told;
use crate::report_rows::ReportRow;

/// A sentence about another report, which it leads to where it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) words: String,
    pub(crate) report: i64,
}

/// The reports of an action that can be seen, and what corrects each.
pub(crate) struct Ties<'t> {
    seen: BTreeMap<i64, &'t ReportRow>,
    /// Those that wait: their page is not this one.
    waits: BTreeMap<i64, &'t ReportRow>,
    corrected_by: BTreeMap<i64, Vec<i64>>,
}

impl<'t> Ties<'t> {
    pub(crate) fn of(told: &'t Told) -> Self {
        let kept = told.kept.iter().map(|one| &one.report);
        let all = kept.chain(told.set_aside.iter().map(|one| &one.report));
        let seen: BTreeMap<i64, &ReportRow> = all.map(|report| (report.ordinal, report)).collect();
        let waits: BTreeMap<i64, &ReportRow> = told.waits.iter().map(|report| (report.ordinal, report)).collect();
        let mut corrected_by: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (ordinal, report) in seen.iter().chain(&waits) {
            if let Some(corrected) = report.corrects {
                corrected_by.entry(corrected).or_default().push(*ordinal);
            }
        }
        Self {
            seen,
            waits,
            corrected_by,
        }
    }

    pub(crate) fn is_corrected(&self, report: &ReportRow) -> bool {
        self.corrected_by.contains_key(&report.ordinal)
    }

    /// What this one corrects, then what corrects it.
    pub(crate) fn of_report(&self, report: &ReportRow) -> Vec<Tie> {
        let corrects = report.corrects.and_then(|corrected| self.corrects(report, corrected));
        let by = self.corrected_by.get(&report.ordinal).into_iter().flatten();
        corrects
            .into_iter()
            .chain(by.filter_map(|ordinal| self.by(*ordinal)))
            .collect()
    }

    fn corrects(&self, report: &ReportRow, corrected: i64) -> Option<Tie> {
        let words = match self.seen.get(&corrected) {
            Some(other) => format!("Corrige {}.", account(other)),
            None => format!("Corrige un compte rendu du {}.", french::date(report.corrected?.paris_day())),
        };
        Some(Tie {
            words,
            report: corrected,
        })
    }

    fn by(&self, ordinal: i64) -> Option<Tie> {
        let words = match (self.seen.get(&ordinal), self.waits.get(&ordinal)) {
            (Some(other), _) => format!("Corrigé par {}.", account(other)),
            (None, Some(other)) => format!("Corrigé par {}, qui attend d’être confirmé.", account(other)),
            (None, None) => return None,
        };
        Some(Tie { words, report: ordinal })
    }
}

/// "le compte rendu du 12 nov. 2026 d’Inès Exemple, Association exemple".
fn account(report: &ReportRow) -> String {
    let day = french::date(report.written.paris_day());
    match report.author() {
        Some(author) => format!("le compte rendu du {day} {}", french::of(&author)),
        None => format!("le compte rendu du {day}"),
    }
}
