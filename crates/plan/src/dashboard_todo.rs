//! What there is to do today, in the order of its consequences; below, what the text leaves open.
//!
//! Each line counts something, and leads to the rows that it counts.

use domain::ids::{CampaignId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use web::french;
use web::href::{href, with_query};

use crate::milestone_filter::{Progress, SOON_DAYS};
use crate::plan_filter::{Gap, Told};
use crate::remarks::OpenRow;
use crate::rows::ActionRow;
use crate::standing::Standing;
use crate::today_rows::{DueRow, Orphaned, Today, Unanswered};
use crate::views::actions as count_actions;

/// Something to do, with the page where it is done.
pub(crate) struct Todo {
    pub(crate) icon: &'static str,
    /// The class of its colours.
    pub(crate) class: &'static str,
    pub(crate) sentence: String,
    pub(crate) detail: String,
    pub(crate) address: String,
    pub(crate) tag: String,
}

/// What the day asks: what is late, what waits, who has not answered, what is expected soon, what is silent.
pub(crate) fn today(convention: ConventionId, actions: &[ActionRow], standings: &[Standing], held: (&Today, Day)) -> Vec<Todo> {
    let (today, day) = held;
    let numbers = |keep: &dyn Fn(&Standing) -> bool| -> Vec<&str> {
        let kept = actions.iter().zip(standings).filter(|(_, standing)| keep(standing));
        kept.map(|(action, _)| action.number.as_str()).collect()
    };
    let late = numbers(&|standing| standing.late.is_some());
    let silent = numbers(&|standing| standing.silent);
    let never = standings.iter().filter(|standing| standing.state.last.is_none()).count();
    let left = |due: &DueRow| day.days_until(due.day);
    let overdue: Vec<&DueRow> = today.milestones.iter().filter(|due| left(due) < 0).collect();
    let soon: Vec<&DueRow> = today
        .milestones
        .iter()
        .filter(|due| (0..=SOON_DAYS).contains(&left(due)))
        .collect();
    let first = [
        late_actions(convention, &late),
        overdue_milestones(convention, &overdue),
        today.orphaned.map(|orphaned| left_behind(convention, orphaned)),
        awaiting(convention, today.awaiting),
    ];
    let asked = today.unanswered.iter().map(|asked| unanswered(convention, asked, day));
    let last = [
        soon_milestones(convention, &soon, day),
        silent_actions(convention, &silent, never),
    ];
    first
        .into_iter()
        .flatten()
        .chain(asked)
        .chain(last.into_iter().flatten())
        .collect()
}

fn late_actions(convention: ConventionId, numbers: &[&str]) -> Option<Todo> {
    (!numbers.is_empty()).then(|| Todo {
        icon: "s-late",
        class: "st-late",
        sentence: format!("{} en retard", count_actions(&numbers.len())),
        detail: listed(numbers),
        address: with_query(href(Target::PlanTable(convention)), &[("situation", "retard")]),
        tag: "en retard".to_owned(),
    })
}

fn overdue_milestones(convention: ConventionId, overdue: &[&DueRow]) -> Option<Todo> {
    let first = overdue.first()?;
    Some(Todo {
        icon: "i-target",
        class: "st-late",
        sentence: french::count(overdue.len(), "jalon dépassé", "jalons dépassés"),
        detail: format!(
            "Le plus ancien était attendu le {}\u{a0}: {}.",
            french::date(first.day),
            first.title
        ),
        address: with_query(href(Target::Desk(DeskPlace::Milestones(convention))), &[("etat", "retard")]),
        tag: "dépassé".to_owned(),
    })
}

/// What nobody does any more, since the one who was to do it left.
fn left_behind(convention: ConventionId, orphaned: Orphaned) -> Todo {
    let since = french::date(orphaned.since.plus_days(1));
    let detail = if orphaned.people == 1 {
        format!("La personne responsable n’a plus de mandat depuis le {since}\u{a0}: confiez-les à quelqu’un d’autre.")
    } else {
        format!(
            "{} personnes n’ont plus de mandat, la première depuis le {since}.",
            orphaned.people
        )
    };
    Todo {
        icon: "i-warn",
        class: "st-late",
        sentence: format!(
            "{} sans personne pour s’en charger",
            french::count(orphaned.milestones, "jalon ou tâche", "jalons et tâches")
        ),
        detail,
        address: with_query(
            href(Target::Desk(DeskPlace::Milestones(convention))),
            &[("etat", Progress::Orphaned.code())],
        ),
        tag: "à confier".to_owned(),
    }
}

/// The answers that whoever visits may confirm, when there are any.
pub(crate) fn awaiting(convention: ConventionId, count: i64) -> Option<Todo> {
    (count > 0).then(|| Todo {
        icon: "i-mail",
        class: "st-going",
        sentence: french::count(count, "réponse à confirmer", "réponses à confirmer"),
        detail: "Un partenaire a proposé une mise à jour\u{a0}: elle compte dès que vous l’acceptez.".to_owned(),
        address: href(Target::awaiting_reports(convention)).to_string(),
        tag: "à lire".to_owned(),
    })
}

/// Those of one campaign who have not answered: its page lists them.
fn unanswered(convention: ConventionId, asked: &Unanswered, day: Day) -> Todo {
    let campaign = CampaignId {
        convention,
        ordinal: asked.campaign,
    };
    let due = asked.due.map_or_else(String::new, |due| {
        let when = french::date(due);
        if due < day {
            format!(" La réponse était attendue le {when}.")
        } else {
            format!(" La réponse est attendue le {when}.")
        }
    });
    Todo {
        icon: "i-send",
        class: "st-going",
        sentence: format!(
            "{} sans réponse",
            french::count(asked.recipients, "destinataire", "destinataires")
        ),
        detail: format!("Campagne «\u{a0}{}\u{a0}».{due}", asked.title),
        address: with_query(href(Target::campaign(campaign)), &[("etat", "sans-reponse")]),
        tag: "à relancer".to_owned(),
    }
}

fn soon_milestones(convention: ConventionId, soon: &[&DueRow], day: Day) -> Option<Todo> {
    let first = soon.first()?;
    Some(Todo {
        icon: "i-cal",
        class: "st-prep",
        sentence: format!(
            "{} dans les trente jours",
            french::count(soon.len(), "jalon attendu", "jalons attendus")
        ),
        detail: format!("Le premier, le {}\u{a0}: {}.", french::date(first.day), first.title),
        address: with_query(href(Target::Desk(DeskPlace::Milestones(convention))), &[("etat", "bientot")]),
        tag: french::from_today(day, first.day),
    })
}

fn silent_actions(convention: ConventionId, numbers: &[&str], never: usize) -> Option<Todo> {
    let detail = match never {
        0 => listed(numbers),
        all if all == numbers.len() => "Le suivi d’aucune d’elles n’a commencé.".to_owned(),
        some => format!("{} Pour {some} d’entre elles, le suivi n’a pas commencé.", listed(numbers)),
    };
    (!numbers.is_empty()).then(|| Todo {
        icon: "i-clock",
        class: "st-todo",
        sentence: format!("{} sans nouvelle depuis 60\u{a0}jours", count_actions(&numbers.len())),
        detail,
        address: with_query(href(Target::PlanTable(convention)), &[("situation", "silence")]),
        tag: "60\u{a0}j".to_owned(),
    })
}

/// "Actions 5, 14 et 22.", and how many more beyond the first ones.
pub(crate) fn listed(numbers: &[&str]) -> String {
    const SHOWN: usize = 8;
    let word = if numbers.len() == 1 { "Action" } else { "Actions" };
    format!("{word} {}.", french::list_to(numbers, SHOWN))
}

/// What the text does not say, and of how many actions. That no sum is given is no hole of the text: a convention need not give any.
pub(crate) fn gaps(actions: &[ActionRow], told: &Told<'_>) -> Vec<(Gap, usize)> {
    let count = |gap: Gap| actions.iter().filter(|action| gap.in_action(action, told)).count();
    Gap::ALL
        .into_iter()
        .filter(|gap| *gap != Gap::Amount)
        .map(|gap| (gap, count(gap)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Écarts that wait for an answer, those to decide first. `register`: whether this reader opens the register, where they are counted and
/// answered; elsewhere the gravest alone are told.
fn anomalies(convention: ConventionId, open: &OpenRow, register: bool) -> Vec<Todo> {
    let todo = |sentence: String, tag: &str, address: String| Todo {
        icon: "i-flag",
        class: "st-todo",
        sentence,
        detail: "Ce que le texte contredit, annonce sans le donner, ou marque sans légende.".to_owned(),
        address,
        tag: tag.to_owned(),
    };
    if !register {
        let told = format!("{}#ecarts", href(Target::Convention(convention)));
        let one = todo("Écarts du texte signé".to_owned(), "à lire", told);
        return (open.remarks > 0).then_some(one).into_iter().collect();
    }
    let place = |pairs: &[(&str, &str)]| with_query(href(Target::Desk(DeskPlace::Anomalies(convention))), pairs);
    let decide = (open.to_decide > 0).then(|| {
        let words = french::count(
            open.to_decide,
            "écart du texte signé à trancher",
            "écarts du texte signé à trancher",
        );
        todo(words, "à trancher", place(&[("gravite", "high"), ("etat", "attente")]))
    });
    let all = (open.remarks > 0).then(|| {
        let words = french::count(
            open.remarks,
            "écart du texte signé attend une réponse",
            "écarts du texte signé attendent une réponse",
        );
        todo(words, "à expliquer", place(&[("etat", "attente")]))
    });
    decide.into_iter().chain(all).collect()
}

/// What the text leaves open.
pub(crate) fn left_open(convention: ConventionId, open: &OpenRow, gaps: &[(Gap, usize)], register: bool) -> Vec<Todo> {
    let agreement = |anchor: &str| format!("{}#{anchor}", href(Target::Convention(convention)));
    let mut todos = anomalies(convention, open, register);
    if open.parties_without_vote > 0 {
        todos.push(Todo {
            icon: "i-doc",
            class: "st-todo",
            sentence: french::count(
                open.parties_without_vote,
                "délibération non jointe",
                "délibérations non jointes",
            ),
            detail: "Le vote de chaque conseil fait partie du dossier.".to_owned(),
            address: format!("{}#h-v", href(Target::Parties(convention))),
            tag: "à compléter".to_owned(),
        });
    }
    if open.signature_day_blank {
        todos.push(Todo {
            icon: "i-pen",
            class: "st-todo",
            sentence: "Jour de signature laissé en blanc".to_owned(),
            detail: "La convention ne donne pas la date complète.".to_owned(),
            address: agreement("signature"),
            tag: "à compléter".to_owned(),
        });
    }
    todos.extend(gaps.iter().map(|(gap, count)| gap_todo(convention, *gap, *count)));
    if open.unplaced_lines > 0 {
        todos.push(Todo {
            icon: "i-book",
            class: "st-todo",
            sentence: french::count(
                open.unplaced_lines,
                "ligne du texte non rangée",
                "lignes du texte non rangées",
            ),
            detail: "Rien n’est perdu\u{a0}: ces lignes restent lisibles à leur place.".to_owned(),
            address: agreement("reste"),
            tag: "à lire".to_owned(),
        });
    }
    todos
}

fn gap_todo(convention: ConventionId, gap: Gap, count: usize) -> Todo {
    let (icon, what, detail) = match gap {
        Gap::Sheet => (
            "i-plan",
            "sans fiche",
            "Ni détail, ni moyens, ni financement dans la convention.",
        ),
        Gap::Theme => (
            "i-tag",
            "sans thématique",
            "La convention ne les range sous aucune thématique.",
        ),
        Gap::Commune => (
            "i-gantt",
            "sans commune nommée",
            "Au moins une année porte une marque qui ne nomme personne.",
        ),
        Gap::Amount => ("i-coin", "sans montant", "La convention ne leur donne aucune somme."),
        Gap::Doubt => ("i-search", "à confirmer", "Pacte y a lu une chose de deux façons possibles."),
    };
    Todo {
        icon,
        class: "st-todo",
        sentence: format!("{} {what}", count_actions(&count)),
        detail: detail.to_owned(),
        address: with_query(href(Target::PlanTable(convention)), &[("manque", gap.code())]),
        tag: "à préciser".to_owned(),
    }
}
