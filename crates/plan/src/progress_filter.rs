//! The filters of the table that look at how actions stand: state, lateness, news, weather, place in the framework.
//!
//! What the text says is filtered in `plan_filter`.

use std::collections::BTreeSet;

use domain::followup::{Status, Weather};
use domain::time::Instant;
use web::form::Errors;

use crate::outline::family;
use crate::plan_filter::{Typed, chosen};
use crate::rows::{ActionRow, NodeRow};
use crate::standing::Standing;

/// How an action stands, beyond one state: what is computed and never entered, and states that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Situation {
    /// Late.
    Late,
    /// No news for 60 days.
    Silent,
    /// Being prepared, under way or done.
    Engaged,
    /// Done, whether it goes on or not.
    Achieved,
    /// Suspended or postponed.
    Stopped,
    /// Not over, under an overcast sky or a storm.
    AsksForHelp,
    /// Someone told how far it is.
    Measured,
    /// Someone told its weather.
    Felt,
}

impl Situation {
    pub(crate) const ALL: [Self; 8] = [
        Self::Late,
        Self::Silent,
        Self::Engaged,
        Self::Achieved,
        Self::Stopped,
        Self::AsksForHelp,
        Self::Measured,
        Self::Felt,
    ];

    /// Those that a coordinator looks at first: each has its tab above the table.
    pub(crate) const FIRST: [Self; 2] = [Self::Late, Self::Silent];

    /// The word of the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Late => "retard",
            Self::Silent => "silence",
            Self::Engaged => "engagees",
            Self::Achieved => "realisees",
            Self::Stopped => "arretees",
            Self::AsksForHelp => "aide",
            Self::Measured => "mesurees",
            Self::Felt => "meteo-dite",
        }
    }

    /// The words people read.
    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Late => "En retard",
            Self::Silent => "Sans nouvelle",
            Self::Engaged => "Engagées",
            Self::Achieved => "Réalisées ou pérennisées",
            Self::Stopped => "Suspendues ou reportées",
            Self::AsksForHelp => "Demandent de l’aide",
            Self::Measured => "Avancement connu",
            Self::Felt => "Météo connue",
        }
    }

    /// Whether this action is in it.
    pub(crate) fn is(self, standing: &Standing) -> bool {
        let (status, weather) = (standing.state.status, standing.state.weather);
        match self {
            Self::Late => standing.late.is_some(),
            Self::Silent => standing.silent,
            Self::Engaged => status.is_engaged(),
            Self::Achieved => status.is_achieved(),
            Self::Stopped => matches!(status, Status::Suspended | Status::Postponed),
            Self::AsksForHelp => !status.is_over() && weather >= Some(Weather::Overcast),
            Self::Measured => standing.state.progress.is_some(),
            Self::Felt => weather.is_some(),
        }
    }
}

/// What the address says of actions that stand under no element of the framework.
pub(crate) const OUTSIDE: &str = "aucune";

/// The filters understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProgressFilter {
    status: Option<Status>,
    situation: Option<Situation>,
    weather: Option<Weather>,
    /// Under one of these; under none when there is none.
    nodes: Option<BTreeSet<i64>>,
    /// News were given since.
    since: Option<Instant>,
}

impl ProgressFilter {
    /// Understands what was typed; each filter that makes no sense is left out, with a sentence.
    pub(crate) fn parse(typed: &Typed, nodes: &[NodeRow], errors: &mut Errors) -> Self {
        let offered: Vec<i64> = nodes.iter().map(|node| node.ordinal).collect();
        let outside = typed.rubrique == OUTSIDE;
        let node = (!outside)
            .then(|| chosen(&typed.rubrique, &offered, "rubrique", errors))
            .flatten();
        let node = nodes.iter().find(|row| Some(row.ordinal) == node);
        Self {
            status: word(&typed.etat, Status::from_code, "etat", errors),
            situation: word(&typed.situation, situation, "situation", errors),
            weather: word(&typed.meteo, Weather::from_code, "meteo", errors),
            nodes: node.map(|node| family(node, nodes)).or_else(|| outside.then(BTreeSet::new)),
            since: word(&typed.depuis, moment, "", errors),
        }
    }

    /// Whether an action is kept.
    pub(crate) fn keeps(&self, action: &ActionRow, standing: &Standing) -> bool {
        let under = |nodes: &BTreeSet<i64>| action.node.map_or(nodes.is_empty(), |node| nodes.contains(&node));
        self.status.is_none_or(|status| standing.state.status == status)
            && self.situation.is_none_or(|situation| situation.is(standing))
            && self.weather.is_none_or(|weather| standing.state.weather == Some(weather))
            && self.nodes.as_ref().is_none_or(under)
            && self.since.is_none_or(|since| standing.state.last >= Some(since))
    }
}

/// A moment, as the address of the dashboard gives it: in microseconds.
pub(crate) fn moment(typed: &str) -> Option<Instant> {
    typed.parse().ok().filter(|micros| *micros > 0).map(Instant::from_micros)
}

fn situation(code: &str) -> Option<Situation> {
    Situation::ALL.into_iter().find(|situation| situation.code() == code)
}

fn word<T>(typed: &str, of: impl Fn(&str) -> Option<T>, field: &'static str, errors: &mut Errors) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    let found = of(typed);
    if found.is_none() {
        errors.add(
            field,
            format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}»."),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::ActionState;

    fn node(ordinal: i64, depth: i64, parent: Option<i64>) -> NodeRow {
        NodeRow {
            ordinal,
            depth,
            parent,
            code: None,
            title: String::new(),
            level: None,
        }
    }

    fn action(node: i64) -> ActionRow {
        ActionRow {
            ordinal: 1,
            number: "1".to_owned(),
            title: String::new(),
            sort_key: String::new(),
            node: Some(node),
        }
    }

    #[test]
    fn a_node_keeps_what_stands_below_it() {
        let nodes = [node(1, 0, None), node(2, 1, Some(1)), node(3, 0, None)];
        let typed = Typed {
            rubrique: "1".to_owned(),
            ..Typed::default()
        };
        let mut errors = Errors::none();
        let filter = ProgressFilter::parse(&typed, &nodes, &mut errors);
        let keeps = |node| filter.keeps(&action(node), &Standing::default());
        assert_eq!([keeps(1), keeps(2), keeps(3)], [true, true, false]);
        assert!(errors.is_empty());
    }

    #[test]
    fn what_no_list_offers_is_explained() {
        let typed = Typed {
            etat: "en_retard".to_owned(),
            situation: "perdue".to_owned(),
            ..Typed::default()
        };
        let mut errors = Errors::none();
        let filter = ProgressFilter::parse(&typed, &[], &mut errors);
        assert!(errors.has("etat") && errors.has("situation"));
        assert!(
            filter.keeps(&action(1), &Standing::default()),
            "what makes no sense filters nothing"
        );
    }

    #[test]
    fn a_state_keeps_the_actions_that_stand_so() {
        let going = Standing {
            state: ActionState {
                status: Status::Going,
                ..ActionState::default()
            },
            ..Standing::default()
        };
        let typed = Typed {
            etat: "going".to_owned(),
            ..Typed::default()
        };
        let filter = ProgressFilter::parse(&typed, &[], &mut Errors::none());
        assert!(filter.keeps(&action(1), &going));
        assert!(!filter.keeps(&action(1), &Standing::default()));
    }
}
