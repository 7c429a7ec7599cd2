//! The links of the table: its address with filters, the heads that sort it, the views above it.

use domain::ids::ConventionId;
use domain::places::Target;
use web::components::{Order, SortLink, ViewLink};
use web::href::{href, with_query};
use web::sheets::SheetLink;

use crate::plan_filter::{Gap, Told, Typed};
use crate::progress_filter::Situation;
use crate::rows::ActionRow;
use crate::standing::Standings;

/// The filters as pairs of an address, those that are empty left out.
pub(crate) fn pairs(typed: &Typed) -> Vec<(&'static str, &str)> {
    let all = [
        ("q", &typed.q),
        ("commune", &typed.commune),
        ("pilote", &typed.pilote),
        ("porteur", &typed.porteur),
        ("theme", &typed.theme),
        ("annee", &typed.annee),
        ("rubrique", &typed.rubrique),
        ("etat", &typed.etat),
        ("situation", &typed.situation),
        ("meteo", &typed.meteo),
        ("manque", &typed.manque),
        ("depuis", &typed.depuis),
        ("tri", &typed.tri),
        ("sens", &typed.sens),
    ];
    let kept = all.into_iter().filter(|(_, value)| !value.is_empty());
    kept.map(|(name, value)| (name, value.as_str())).collect()
}

/// The address of the table under these filters.
pub(crate) fn address(convention: ConventionId, typed: &Typed) -> String {
    with_query(href(Target::PlanTable(convention)), &pairs(typed))
}

/// The same with one thing more: the row that is open, what was just changed together.
pub(crate) fn address_with(convention: ConventionId, typed: &Typed, more: (&str, &str)) -> String {
    let mut pairs = pairs(typed);
    pairs.push(more);
    with_query(href(Target::PlanTable(convention)), &pairs)
}

/// The same rows as files.
pub(crate) fn files(convention: ConventionId, typed: &Typed) -> [SheetLink; 3] {
    let place = format!("{}/export", href(Target::PlanTable(convention)));
    let filters = address(convention, typed);
    let query = filters
        .split_once('?')
        .map_or_else(String::new, |(_, query)| format!("?{query}"));
    web::sheets::links(&format!("{place}{query}"), "plan")
}

/// As many actions as an address carries to the page where a campaign is prepared.
const MOST_ASKED: usize = 200;

/// Where a campaign about these actions is prepared; nothing when there is none, or too many for an address.
pub(crate) fn campaign(convention: ConventionId, about: &[ActionRow]) -> Option<String> {
    let asked: Vec<String> = about.iter().map(|action| format!("action={}", action.ordinal)).collect();
    let some = (1..=MOST_ASKED).contains(&asked.len());
    some.then(|| format!("{}/nouvelle?{}", href(Target::campaigns(convention)), asked.join("&")))
}

/// The head of a column that sorts.
pub(crate) fn head(convention: ConventionId, typed: &Typed, column: &str, label: &'static str) -> SortLink {
    let sorted = typed.tri == column;
    let ascending = typed.sens != "desc";
    let sens = if sorted && ascending { "desc" } else { "" };
    let next = Typed {
        tri: column.to_owned(),
        sens: sens.to_owned(),
        ..typed.clone()
    };
    let order = sorted.then_some(if ascending { Order::Ascending } else { Order::Descending });
    SortLink {
        label,
        address: address(convention, &next),
        order,
    }
}

/// The views above the table, those that hold something: all, what is late, what is without news, what the text does not say.
pub(crate) fn chips(
    convention: ConventionId,
    typed: &Typed,
    actions: &[ActionRow],
    told: &Told<'_>,
    standings: &Standings,
) -> Vec<ViewLink> {
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let all = ViewLink::new("Toutes", href(Target::PlanTable(convention)), *typed == Typed::default());
    let situations = Situation::FIRST.map(|situation| {
        let only = Typed {
            situation: situation.code().to_owned(),
            ..Typed::default()
        };
        let within = actions.iter().filter(|action| situation.is(standings.one(&action.ordinal)));
        (situation.french(), only, within.count())
    });
    let gaps = Gap::ALL.map(|gap| {
        let only = Typed {
            manque: gap.code().to_owned(),
            ..Typed::default()
        };
        let within = actions.iter().filter(|action| gap.in_action(action, told));
        (gap.french(), only, within.count())
    });
    let held = situations.into_iter().chain(gaps).filter(|(_, _, count)| *count > 0);
    let links =
        held.map(|(label, only, count)| ViewLink::new(label, address(convention, &only), *typed == only).count(counted(count)));
    std::iter::once(all.count(counted(actions.len()))).chain(links).collect()
}

/// Sorts as the address asks; the numbers of the text decide between equals.
pub(crate) fn sort(actions: &mut [ActionRow], typed: &Typed, standings: &Standings) {
    let standing = |action: &ActionRow| &standings.one(&action.ordinal).state;
    match typed.tri.as_str() {
        "titre" => actions.sort_by(|one, other| one.sort_key.cmp(&other.sort_key)),
        "etat" => actions.sort_by_key(|action| standing(action).status),
        "avancement" => actions.sort_by_key(|action| standing(action).progress),
        "nouvelle" => actions.sort_by_key(|action| standing(action).last),
        _ => {}
    }
    if typed.sens == "desc" {
        actions.reverse();
    }
}
