//! The register on paper, for the body that decides: grouped by what is asked, with the passages and room to write.
//!
//! It prints what the filters of the register keep, and decides nothing.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Severity;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::anomaly_filter::{Filter, Typed};
use crate::anomaly_rows::Cited;
use crate::register::{Entry, Register, register};
use crate::text_sections::{Sections, sections};

#[derive(Template)]
#[template(path = "anomaly_annex.html")]
struct AnomalyAnnex {
    frame: Frame,
    convention: ConventionId,
    register: Register,
    kept: Vec<usize>,
    sections: Sections,
}

impl AnomalyAnnex {
    /// Those that wait, by what they ask for; then those that have their answer.
    fn groups(&self) -> Vec<(&'static str, Vec<(usize, &Entry)>)> {
        let kept: Vec<&Entry> = self.kept.iter().map(|place| &self.register.entries[*place]).collect();
        let waiting = [Severity::High, Severity::Medium, Severity::Low].map(|severity| {
            let own = kept
                .iter()
                .filter(|entry| entry.state().waits() && entry.found.severity == severity);
            (severity.french(), own.copied().collect::<Vec<_>>())
        });
        let answered = kept.iter().filter(|entry| !entry.state().waits());
        let all = waiting.into_iter().chain([("Déjà répondus", answered.copied().collect())]);
        let mut number = 0;
        let mut groups = Vec::new();
        for (heading, entries) in all.filter(|(_, entries)| !entries.is_empty()) {
            let first = number + 1;
            number += entries.len();
            groups.push((heading, (first..).zip(entries).collect()));
        }
        groups
    }

    fn summary(&self) -> String {
        let waits = self
            .kept
            .iter()
            .filter(|place| self.register.entries[**place].state().waits())
            .count();
        let answered = self.kept.len() - waits;
        format!(
            "{} une réponse\u{a0}; {} reçu une.",
            french::count(waits, "écart attend", "écarts attendent"),
            french::count(answered, "en a", "en ont")
        )
    }

    fn place(&self, cited: &Cited) -> &str {
        self.sections.of(cited.line).1
    }

    fn back(&self) -> Target {
        Target::Desk(DeskPlace::Anomalies(self.convention))
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let (filter, _, errors) = Filter::parse(&typed);
    if !errors.is_empty() {
        return Err(Failure::NotFound);
    }
    let frame = visit.frame("Annexe pour le Copil").await?;
    let register = register(&mut visit, convention).await?;
    // What the filters leave open: what is worth knowing alone is read on screen, unless it is asked for.
    let asked = filter.severity.is_some();
    let kept = register.entries.iter().enumerate().filter(|(_, entry)| filter.keeps(entry));
    let kept = kept.filter(|(_, entry)| asked || entry.found.severity != Severity::Low);
    let kept: Vec<usize> = kept.map(|(place, _)| place).collect();
    let page = AnomalyAnnex {
        frame: frame
            .under(Target::Desk(DeskPlace::Anomalies(convention)))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Registre des écarts", Target::Desk(DeskPlace::Anomalies(convention))),
        convention,
        sections: sections(&mut visit, convention).await?.0,
        register,
        kept,
    };
    visit.page(&page)
}
