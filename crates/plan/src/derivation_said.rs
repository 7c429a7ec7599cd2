//! How the state of an action was computed, told to whoever reads it: what each lane brings, then the step of the rule that decided.
//!
//! Pure. It computes nothing by itself: the rule is in the law book, and this says it in words.

use domain::followup::{ActionState, Contribution, Derivation, LaneState, Percent, Status, derivation, lane_share};
use domain::wording::inside_a_sentence;
use web::french;

use crate::report_rows::Names;
use crate::report_words::share;

/// What one lane brings.
pub(crate) struct LaneShare {
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) left_out: bool,
}

/// How a state was computed.
pub(crate) struct Computed {
    pub(crate) lanes: Vec<LaneShare>,
    /// The step of the rule, then where weather and share come from.
    pub(crate) steps: Vec<String>,
}

impl Computed {
    /// Of an action of which something is said: the lanes of its communes, each with its name.
    pub(crate) fn of(whole: &LaneState, lanes: &[(&str, LaneState)], names: &Names) -> Self {
        let said = |(name, lane): &(&str, LaneState)| LaneShare {
            name: (*name).to_owned(),
            sentence: brings(whole.status, lane, names),
            left_out: Contribution::of(whole.status, lane.status) == Contribution::LeftOut,
        };
        let states: Vec<LaneState> = lanes.iter().map(|(_, lane)| lane.clone()).collect();
        let state = ActionState::of(whole, &states);
        let counted: Vec<&LaneState> = states
            .iter()
            .filter(|lane| Contribution::of(whole.status, lane.status) != Contribution::LeftOut)
            .collect();
        let step = derivation(whole.status, states.iter().map(|lane| lane.status));
        let mut steps = vec![rule(step, counted.len(), names)];
        steps.extend(weather(&state, &counted));
        steps.extend(progress(&state, whole, &counted));
        Self {
            lanes: lanes.iter().map(said).collect(),
            steps,
        }
    }
}

fn quoted(names: &Names, status: Status) -> String {
    format!("«\u{a0}{}\u{a0}»", inside_a_sentence(names.name(&status)))
}

/// Weather and share that a lane tells: "éclaircies, 40 %".
fn told(lane: &LaneState) -> Option<String> {
    let weather = lane.weather.map(|weather| weather.french().to_lowercase());
    let told: Vec<String> = weather.into_iter().chain(lane.progress.as_ref().map(share)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn brings(whole: Status, lane: &LaneState, names: &Names) -> String {
    let told = told(lane);
    match Contribution::of(whole, lane.status) {
        Contribution::Own => {
            let beside = told.map(|told| format!(", {told}")).unwrap_or_default();
            format!("{}{beside}\u{a0}: ce volet compte.", quoted(names, lane.status))
        }
        Contribution::AsWhole if whole == Status::Unspecified => match told {
            Some(told) => format!("aucun état n’est dit\u{a0}; {told} compte."),
            None => "rien n’en est encore dit.".to_owned(),
        },
        Contribution::AsWhole => {
            let beside = told.map(|told| format!("\u{a0}; {told} compte aussi")).unwrap_or_default();
            format!(
                "aucun état n’est dit de ce volet\u{a0}: il est tenu pour {}, comme l’action entière{beside}.",
                quoted(names, whole)
            )
        }
        Contribution::LeftOut => {
            let with = told
                .map(|told| format!(", avec ce qu’il disait ({told})"))
                .unwrap_or_default();
            format!(
                "{}\u{a0}: ce volet est laissé de côté{with}.",
                quoted(names, Status::Abandoned)
            )
        }
    }
}

fn rule((status, step): (Status, Derivation), counted: usize, names: &Names) -> String {
    let name = quoted(names, status);
    let why = match step {
        Derivation::Whole => {
            return "L’action n’a pas de volet de commune\u{a0}: son état est celui dit pour elle entière.".to_owned();
        }
        Derivation::AllAbandoned => "Tous les volets sont abandonnés",
        Derivation::Alike if counted == 1 => "Un seul volet compte",
        Derivation::Alike => "Les volets qui comptent sont tous dans le même état",
        Derivation::AllAchieved => "Tous les volets qui comptent sont achevés, pas tous de la même façon",
        Derivation::SomeAchieved => "Des volets sont achevés, d’autres non",
        Derivation::UnderWay => "Un volet au moins est en route",
        Derivation::Preparing => "Aucun volet n’est en route, un au moins se prépare",
        Derivation::NothingBegun => "Aucun volet n’a commencé",
    };
    match status {
        Status::Unspecified => format!("{why}\u{a0}: l’état de l’action reste à préciser."),
        _ => format!("{why}\u{a0}: l’action est {name}."),
    }
}

fn weather(state: &ActionState, counted: &[&LaneState]) -> Option<String> {
    let weather = state.weather?.french().to_lowercase();
    let telling = counted.iter().filter(|lane| lane.weather.is_some()).count();
    Some(match telling {
        0 => format!("Météo\u{a0}: {weather}, dite pour l’action entière."),
        1 => format!("Météo\u{a0}: {weather}, du seul volet compté qui en donne une."),
        _ => format!("Météo\u{a0}: {weather}, la plus mauvaise de celles des volets comptés."),
    })
}

fn progress(state: &ActionState, whole: &LaneState, counted: &[&LaneState]) -> Option<String> {
    let shares: Vec<Option<Percent>> = counted.iter().map(|lane| lane_share(whole, lane)).collect();
    let own = counted.iter().any(|lane| lane.progress.is_some());
    let told: Vec<Percent> = shares.iter().copied().flatten().collect();
    let Some(of_action) = state.progress.as_ref().map(share) else {
        return own.then(|| "Avancement\u{a0}: inconnu, un volet compté au moins n’en donne pas.".to_owned());
    };
    let each = told.len() == shares.len();
    let is_own = |lane: &&&LaneState| lane.status != Status::Unspecified || lane.progress.is_some();
    Some(match counted.iter().filter(is_own).count() {
        0 => format!("Avancement\u{a0}: {of_action}, dit pour l’action entière."),
        _ if !each => {
            format!("Avancement\u{a0}: {of_action}, dit pour l’action entière\u{a0}: un volet compté au moins n’en donne pas.")
        }
        _ if told.len() == 1 => format!("Avancement\u{a0}: {of_action}, celui du seul volet compté."),
        _ => format!(
            "Avancement\u{a0}: {of_action}, moyenne de {}.",
            french::list(told.iter().map(share))
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::Weather;

    fn lane(status: Status, weather: Option<Weather>, progress: i64) -> LaneState {
        LaneState {
            status,
            weather,
            progress: Percent::new(progress),
            ..LaneState::default()
        }
    }

    #[test]
    fn each_lane_is_named_with_what_it_brings_and_the_step_that_decided() {
        let lanes = [
            ("Vauxelle", lane(Status::Done, Some(Weather::Sun), 100)),
            ("Bréhaut", lane(Status::Going, None, 40)),
            ("Mirande", lane(Status::Abandoned, Some(Weather::Storm), 20)),
        ];
        let computed = Computed::of(&LaneState::default(), &lanes, &Names::default());
        let said: Vec<_> = computed.lanes.iter().map(|lane| lane.sentence.as_str()).collect();
        assert_eq!(
            said,
            [
                "«\u{a0}réalisée\u{a0}», beau temps, 100\u{a0}%\u{a0}: ce volet compte.",
                "«\u{a0}en cours\u{a0}», 40\u{a0}%\u{a0}: ce volet compte.",
                "«\u{a0}abandonnée\u{a0}»\u{a0}: ce volet est laissé de côté, avec ce qu’il disait (orage, 20\u{a0}%).",
            ]
        );
        assert_eq!(
            computed.steps,
            [
                "Des volets sont achevés, d’autres non\u{a0}: l’action est «\u{a0}en cours\u{a0}».",
                "Météo\u{a0}: beau temps, du seul volet compté qui en donne une.",
                "Avancement\u{a0}: 70\u{a0}%, moyenne de 100\u{a0}% et 40\u{a0}%.",
            ]
        );
    }

    #[test]
    fn a_lane_of_which_nothing_is_said_follows_the_whole_and_says_so() {
        let whole = lane(Status::Going, None, 30);
        let computed = Computed::of(&whole, &[("Vauxelle", LaneState::default())], &Names::default());
        assert_eq!(
            computed.lanes[0].sentence,
            "aucun état n’est dit de ce volet\u{a0}: il est tenu pour «\u{a0}en cours\u{a0}», comme l’action entière."
        );
        assert_eq!(
            computed.steps,
            [
                "Un seul volet compte\u{a0}: l’action est «\u{a0}en cours\u{a0}».",
                "Avancement\u{a0}: 30\u{a0}%, dit pour l’action entière.",
            ]
        );
    }
}
