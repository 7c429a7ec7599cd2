//! The ten lines of the summary: each a figure with its whole, that leads to the rows behind it. Always ten, so that the sheet is
//! always one.
//!
//! Pure. Nothing is counted that nobody reported, and a line that has nothing to say says so.

use domain::followup::{Percent, Status};
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use web::french;
use web::href::{Href, href, with_query};

use crate::dashboard_dates::NextDate;
use crate::dashboard_todo::listed;
use crate::progress_filter::Situation;
use crate::rows::ActionRow;
use crate::standing::Standing;
use crate::today_rows::Today;

/// One line.
pub(crate) struct Line {
    pub(crate) label: &'static str,
    /// The figure: what the link says.
    pub(crate) value: String,
    pub(crate) address: String,
    /// What it is out of, and which ones.
    pub(crate) detail: String,
}

/// What the lines are drawn from.
pub(crate) struct Sources<'s> {
    pub(crate) convention: ConventionId,
    pub(crate) actions: &'s [ActionRow],
    /// How they stand, in their order.
    pub(crate) standings: &'s [Standing],
    pub(crate) held: &'s Today,
    pub(crate) today: Day,
}

impl Sources<'_> {
    /// The ten lines; `dates` are the next days that matter, the nearest first.
    pub(crate) fn lines(&self, dates: &[NextDate]) -> Vec<Line> {
        let mut lines = self.states();
        lines.extend([
            self.mean(),
            self.help(),
            self.milestones(),
            next("Prochaine date", dates.first()),
        ]);
        lines.push(next("Ensuite", dates.get(1)));
        lines
    }

    fn table(&self) -> Href {
        href(Target::PlanTable(self.convention))
    }

    /// Under way or done, done, stopped, late, silent: each with the numbers of its actions where there are few.
    fn states(&self) -> Vec<Line> {
        let kept = self.count(|one| one.state.status != Status::Abandoned);
        let done = self.count(|one| one.state.status.is_achieved());
        // Rounded to the nearest, over what was not given up: the same figure as the plan’s.
        let share = (done * 200 + kept).checked_div(kept * 2).unwrap_or(0);
        vec![
            Line {
                detail: self.held.names.engaged(),
                ..self.situated("Engagées", Situation::Engaged, "")
            },
            Line {
                detail: format!(
                    "soit {} de {}",
                    french::percent(share),
                    french::count(kept, "action non abandonnée", "actions non abandonnées")
                ),
                ..self.situated("Réalisées", Situation::Achieved, "")
            },
            self.situated("Suspendues ou reportées", Situation::Stopped, "aucune"),
            self.situated("En retard", Situation::Late, "aucune action n’est en retard"),
            Line {
                detail: "depuis 60\u{a0}jours, ou depuis toujours".to_owned(),
                ..self.situated("Sans nouvelle", Situation::Silent, "")
            },
        ]
    }

    /// How many actions are in a situation, and which; `none` is said when none is. It leads to them.
    fn situated(&self, label: &'static str, situation: Situation, none: &str) -> Line {
        let pairs = self.actions.iter().zip(self.standings);
        let kept: Vec<&str> = pairs
            .filter(|(_, one)| situation.is(one))
            .map(|(action, _)| action.number.as_str())
            .collect();
        Line {
            label,
            value: format!("{} sur {}", kept.len(), self.actions.len()),
            address: with_query(self.table(), &[("situation", situation.code())]),
            detail: if kept.is_empty() { none.to_owned() } else { listed(&kept) },
        }
    }

    fn count(&self, keep: impl Fn(&Standing) -> bool) -> usize {
        self.standings.iter().filter(|one| keep(one)).count()
    }

    fn mean(&self) -> Line {
        let told: Vec<Percent> = self.standings.iter().filter_map(|one| one.state.progress).collect();
        let mean = Percent::mean(told.iter().copied());
        Line {
            label: "Avancement moyen",
            value: mean.map_or_else(|| "à préciser".to_owned(), |mean| french::percent(i64::from(mean.get()))),
            address: with_query(
                self.table(),
                &[
                    ("situation", Situation::Measured.code()),
                    ("tri", "avancement"),
                    ("sens", "desc"),
                ],
            ),
            detail: format!(
                "moyenne sur {}",
                french::count(told.len(), "action renseignée", "actions renseignées")
            ),
        }
    }

    fn help(&self) -> Line {
        let none = "aucune ne signale un temps couvert ou un orage";
        self.situated("Demandent de l’aide", Situation::AsksForHelp, none)
    }

    fn milestones(&self) -> Line {
        let open = self.held.milestones.len();
        let late = self.held.milestones.iter().filter(|due| due.day < self.today).count();
        Line {
            label: "Jalons en retard",
            value: format!("{late} sur {open}"),
            address: with_query(
                href(Target::Desk(DeskPlace::Milestones(self.convention))),
                &[("etat", "retard")],
            ),
            detail: if open == 0 {
                "aucun jalon daté n’est ouvert".to_owned()
            } else {
                "jalons datés, non faits".to_owned()
            },
        }
    }
}

/// A day that comes, and what it brings.
fn next(label: &'static str, date: Option<&NextDate>) -> Line {
    match date {
        Some(date) => Line {
            label,
            value: french::date(date.day),
            address: href(date.target).to_string(),
            detail: date.what.clone(),
        },
        None => Line {
            label,
            value: "aucune".to_owned(),
            address: String::new(),
            detail: "la convention et les jalons n’en donnent pas d’autre".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_ten_lines_even_of_an_empty_plan() {
        let held = Today::default();
        let sources = Sources {
            convention: ConventionId::new(1),
            actions: &[],
            standings: &[],
            held: &held,
            today: "2026-11-23".parse().expect("a day"),
        };
        let lines = sources.lines(&[]);
        assert_eq!(lines.len(), 10);
        assert!(lines.iter().all(|line| !line.value.is_empty() && !line.detail.is_empty()));
    }
}
