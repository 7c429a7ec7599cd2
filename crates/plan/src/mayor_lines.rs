//! The ten lines of the sheet of an elected person: each a label, a figure with its whole, a few words.
//!
//! Pure. What a commune said of itself (weather, progress) is shown from three actions on, so that nobody is told apart outside; no
//! text that someone wrote is here.

use domain::followup::{ActionState, LaneState, OnDay, Status, is_silent};
use domain::summary::{FEWEST_TOLD, places_named};
use domain::time::Day;
use web::french;

use crate::dashboard_term::Term;
use crate::mayor_rows::CommuneRow;
use crate::progress_filter::Situation;
use crate::report_rows::LaneRow;
use crate::rows::{ActionRow, PeriodRow};
use crate::standing::{Standing, Tally};
use crate::today_rows::Today;

/// One line.
pub(crate) struct Line {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) detail: String,
}

/// What the lines tell of.
pub(crate) struct Told<'t> {
    /// The commune, when the sheet is of one; and how many actions name none.
    pub(crate) commune: Option<(&'t str, usize)>,
    pub(crate) actions: &'t [ActionRow],
    pub(crate) standings: &'t [Standing],
    pub(crate) period: &'t PeriodRow,
    pub(crate) term: Option<&'t Term>,
    pub(crate) held: &'t Today,
    pub(crate) today: Day,
}

/// The plan, as it concerns one commune.
#[derive(Default)]
pub(crate) struct OfCommune {
    /// What is counted: the actions in which it has a part, each as that part stands; those that it leads or carries, as they stand;
    /// and those that name no commune at all.
    pub(crate) actions: Vec<ActionRow>,
    pub(crate) standings: Vec<Standing>,
    /// How many of those name no commune.
    pub(crate) unnamed: usize,
    /// Actions in which it has neither part nor role, and whose title names it: shown apart, and never counted.
    pub(crate) proposed: Vec<ActionRow>,
    /// How many give a part to no commune, and name another one in their title.
    pub(crate) of_others: usize,
}

/// For which commune, on which day, among which.
pub(crate) struct Sought<'c> {
    pub(crate) party: i64,
    /// The actions that it leads or carries.
    pub(crate) led: &'c [i64],
    pub(crate) on: OnDay,
    pub(crate) communes: &'c [CommuneRow],
}

/// What concerns a commune. What concerns others alone is left out.
pub(crate) fn of_commune(
    actions: Vec<ActionRow>,
    standings: Vec<Standing>,
    lanes: &[LaneRow],
    sought: &Sought<'_>,
) -> OfCommune {
    let whole = |action: i64| {
        let found = lanes.iter().find(|lane| lane.action == action && lane.party == 0);
        found.map(|lane| lane.state.clone()).unwrap_or_default()
    };
    let names: Vec<(i64, &str)> = sought
        .communes
        .iter()
        .flat_map(|commune| commune.names.iter().map(|name| (commune.party, name.as_str())))
        .collect();
    let mut own = OfCommune::default();
    for (action, standing) in actions.into_iter().zip(standings) {
        let titled = places_named(&action.title, names.iter().copied());
        let part = of_part(&standing, &whole(action.ordinal), (sought.party, sought.on));
        match part {
            Some(part) => own.count(action, part),
            None if sought.led.contains(&action.ordinal) => own.count(action, standing),
            None if titled.contains(&sought.party) => own.proposed.push(action),
            None if !names_nobody(&standing) => {}
            None if !titled.is_empty() => own.of_others += 1,
            None => {
                own.unnamed += 1;
                own.count(action, standing);
            }
        }
    }
    own
}

impl OfCommune {
    fn count(&mut self, action: ActionRow, standing: Standing) {
        self.actions.push(action);
        self.standings.push(standing);
    }
}

/// Whether no commune has a part of its own in an action.
fn names_nobody(standing: &Standing) -> bool {
    standing.parts.iter().all(|part| part.party.is_none())
}

/// How a commune's part of an action stands; nothing when it has none.
fn of_part(standing: &Standing, whole: &LaneState, (party, on): (i64, OnDay)) -> Option<Standing> {
    let part = standing.part(Some(party))?;
    let state = ActionState::of(whole, std::slice::from_ref(&part.state));
    Some(Standing {
        action: standing.action,
        late: part.late.filter(|_| !state.status.is_over()),
        silent: is_silent(state.status, state.last, on),
        parts: vec![part.clone()],
        state,
    })
}

/// The ten lines.
pub(crate) fn lines(told: &Told<'_>) -> [Line; 10] {
    let tally = Tally::of(told.standings);
    [
        told.ending(),
        told.plan(),
        told.engaged(&tally),
        told.achieved(&tally),
        told.progress(&tally),
        told.late(),
        told.silent(),
        told.helped(),
        told.stopped(),
        told.next(),
    ]
}

fn line(label: &'static str, value: impl Into<String>, detail: impl Into<String>) -> Line {
    Line {
        label,
        value: value.into(),
        detail: detail.into(),
    }
}

impl Told<'_> {
    fn all(&self) -> usize {
        self.standings.len()
    }

    fn out_of(&self, count: usize) -> String {
        format!("{count} sur {}", self.all())
    }

    /// The numbers of the actions that stand so.
    fn numbers(&self, keep: impl Fn(&Standing) -> bool) -> Vec<&str> {
        let pairs = self.actions.iter().zip(self.standings).filter(|(_, one)| keep(one));
        pairs.map(|(action, _)| action.number.as_str()).collect()
    }

    /// "action 4, « Former les acteurs » ; action 14, « Créer une maison »".
    fn named(&self, keep: impl Fn(&Standing) -> bool) -> String {
        let pairs = self.actions.iter().zip(self.standings).filter(|(_, one)| keep(one));
        pairs.map(|(action, _)| called(action)).collect::<Vec<_>>().join("\u{a0}; ")
    }

    fn ending(&self) -> Line {
        let last = self
            .period
            .end
            .map_or_else(String::new, |end| format!("dernier jour\u{a0}: {}", french::date(end)));
        match self.term {
            Some(term) => line("Échéance", term.big.clone(), format!("{}, {last}", term.small)),
            None => line(
                "Échéance",
                "À compléter",
                "la période de la convention n’est pas connue en entier",
            ),
        }
    }

    fn plan(&self) -> Line {
        let value = french::count(self.all(), "action", "actions");
        let Some((commune, unnamed)) = self.commune else {
            return line("Plan", value, "dans la convention signée");
        };
        let detail = match (self.all() - unnamed, unnamed) {
            (_, 0) => format!("où {commune} a une part ou un rôle"),
            (named, 1) => format!("{named} où {commune} a une part ou un rôle, une qui ne nomme aucune commune"),
            (named, many) => format!("{named} où {commune} a une part ou un rôle, {many} qui ne nomment aucune commune"),
        };
        line("Plan", value, detail)
    }

    fn engaged(&self, tally: &Tally) -> Line {
        line("Engagées", self.out_of(tally.engaged()), self.held.names.engaged())
    }

    fn achieved(&self, tally: &Tally) -> Line {
        let (done, kept) = (tally.achieved(), tally.kept());
        if kept == 0 {
            return line("Réalisées", self.out_of(0), "");
        }
        // Rounded to the nearest, over what was not given up: the same figure as the plan’s.
        let share = french::percent((done * 200 + kept) / (kept * 2));
        let whole = french::count(kept, "action non abandonnée", "actions non abandonnées");
        line("Réalisées", self.out_of(done), format!("soit {share} de {whole}"))
    }

    fn progress(&self, tally: &Tally) -> Line {
        match tally.progress {
            Some(mean) if tally.telling >= FEWEST_TOLD => line(
                "Avancement",
                french::percent(i64::from(mean.get())),
                format!("en moyenne, sur {} actions qui en donnent un", tally.telling),
            ),
            _ => line("Avancement", "—", too_few(tally.telling, "un avancement")),
        }
    }

    fn late(&self) -> Line {
        let late = self.numbers(|one| one.late.is_some());
        let detail = match late.len() {
            // As long as they fit: a number alone says nothing to who does not follow the plan.
            1..=NAMED => self.named(|one| one.late.is_some()),
            _ => listed(&late, "aucune action n’est en retard"),
        };
        line("En retard", self.out_of(late.len()), detail)
    }

    fn silent(&self) -> Line {
        let silent = self.numbers(|one| one.silent);
        line(
            "Sans nouvelle",
            self.out_of(silent.len()),
            "depuis 60\u{a0}jours, ou depuis toujours",
        )
    }

    fn helped(&self) -> Line {
        let telling = self.standings.iter().filter(|one| one.state.weather.is_some()).count();
        if telling < FEWEST_TOLD {
            return line("Demandent de l’aide", "—", too_few(telling, "une météo"));
        }
        // Which ones is what somebody said of one action: it stays inside.
        match self.numbers(|one| Situation::AsksForHelp.is(one)).len() {
            0 => line(
                "Demandent de l’aide",
                self.out_of(0),
                "aucune ne signale un temps couvert ou un orage",
            ),
            few if few < FEWEST_TOLD => line(
                "Demandent de l’aide",
                format!("moins de {FEWEST_TOLD}"),
                "trop peu pour être dit ici",
            ),
            helped => line(
                "Demandent de l’aide",
                self.out_of(helped),
                "signalent un temps couvert ou un orage",
            ),
        }
    }

    fn stopped(&self) -> Line {
        const STOPPED: [Status; 3] = [Status::Suspended, Status::Postponed, Status::Abandoned];
        let stopped = self.numbers(|one| STOPPED.contains(&one.state.status));
        let none = if self.held.names.has_own(&STOPPED) {
            "aucune action n’est arrêtée"
        } else {
            "aucune n’est suspendue, reportée ou abandonnée"
        };
        let detail = listed(&stopped, none);
        line("Arrêtées", self.out_of(stopped.len()), detail)
    }

    /// The nearest day that matters, without the words that someone gave it.
    fn next(&self) -> Line {
        let number = |ordinal: i64| {
            let found = self.actions.iter().find(|action| action.ordinal == ordinal);
            found.map(|action| action.number.as_str())
        };
        let milestones = self.held.milestones.iter();
        let milestones = milestones.filter_map(|due| Some((due.day, format!("jalon de l’action {}", number(due.action)?))));
        let moved = self.standings.iter().filter(|one| !one.state.status.is_over());
        let moved = moved.filter_map(|one| {
            let number = number(one.action)?;
            Some((one.state.day?, format!("échéance donnée à l’action {number}")))
        });
        let duties = self.held.duties.iter().map(|due| (due.day, shortened(&due.title)));
        let end = self.period.end.map(|end| (end, "fin de la convention".to_owned()));
        let coming = milestones
            .chain(moved)
            .chain(duties)
            .chain(end)
            .filter(|(day, _)| *day >= self.today);
        match coming.min_by_key(|(day, _)| *day) {
            Some((day, what)) => line("Prochaine date", french::date(day), what),
            None => line("Prochaine date", "—", "aucune date à venir"),
        }
    }
}

/// Why a figure that few give is not shown.
fn too_few(count: usize, what: &str) -> String {
    match count {
        0 => format!("personne n’a encore donné {what}"),
        1 => format!("une seule action donne {what}\u{a0}: trop peu pour être montré ici"),
        _ => format!("{count} actions donnent {what}\u{a0}: trop peu pour être montré ici"),
    }
}

/// "actions 5, 14 et 22".
fn listed(numbers: &[&str], none: &str) -> String {
    const SHOWN: usize = 12;
    match numbers.len() {
        0 => none.to_owned(),
        1 => format!("action {}", numbers[0]),
        _ => format!("actions {}", french::list_to(numbers, SHOWN)),
    }
}

/// Actions called by their titles on one line.
const NAMED: usize = 3;

/// "action 4, « Former les acteurs »": the titles are those of the signed text.
fn called(action: &ActionRow) -> String {
    const LONGEST: usize = 60;
    format!("action {}, «\u{a0}{}\u{a0}»", action.number, cut(&action.title, LONGEST))
}

/// The first words of a text of the convention, on one line.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 90;
    cut(text, LONGEST)
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let start: String = text.chars().take(longest).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{}…", start[..end].trim_end_matches([',', ';', ' ', '\u{a0}']))
}

#[cfg(test)]
mod tests;
