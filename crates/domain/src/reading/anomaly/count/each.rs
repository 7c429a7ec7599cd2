//! So many actions in all, so many for each: that makes another number of people than those listed.

use crate::reading::PostRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Low,
    name: "Répartition qui ne fait pas le compte",
    why: "Une action reste sans personne, ou une personne sans action.",
    remedy: "Dire qui suit quelles actions.",
    shows: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 1 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 0,5 ETP\n\nACTIONS MUTUALISÉES\n\n4 actions mutualisées :\nLes chargées de coopération pilotent\nquatre actions chacune.\n",
    spares: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 1 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 0,5 ETP\n\nACTIONS MUTUALISÉES\n\n4 actions mutualisées :\nLes chargées de coopération pilotent\ndeux actions chacune.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let posts: Vec<&PostRead> = ground
        .reading
        .scheme
        .posts
        .iter()
        .filter(|post| !post.is_total && post.fte_hundredths.is_some())
        .collect();
    let Some(first) = posts.first() else { return Vec::new() };
    let mut found = Vec::new();
    for (at, passage) in ground.passages.iter().enumerate() {
        let next = ground.passages.get(at + 1);
        let Some(all) = all(passage) else { continue };
        let Some(each) = each(passage).or_else(|| each(next?)) else {
            continue;
        };
        let people = all / each;
        if all % each == 0 && people > 0 && people != posts.len() {
            let reason = format!(
                "{all} actions à raison de {each} chacune font {people} personnes, et le texte énumère {} postes.",
                posts.len()
            );
            found.push(Hit::at(passage.quote(), reason).and(shown(ground, first)));
            break;
        }
    }
    found
}

/// The sum above several posts, which says that they are several; or the first post.
fn shown(ground: &Ground<'_>, first: &PostRead) -> Quote {
    let posts = &ground.reading.scheme.posts;
    let several = |total: &&PostRead| {
        let party = total.party.as_ref().map(|party| &party.value);
        let own = posts
            .iter()
            .filter(|post| !post.is_total && post.party.as_ref().map(|party| &party.value) == party);
        total.is_total && own.count() > 1
    };
    posts.iter().find(several).map_or_else(
        || quoted(&first.title),
        |total| ground.quote(total.lines.first().unwrap_or_default()),
    )
}

/// "deux actions chacune".
fn each(passage: &Passage) -> Option<usize> {
    let words = passage.words();
    counted(&words).into_iter().find_map(|number| {
        let said = words.get(number.next) == Some(&"actions")
            && words.get(number.next + 1).is_some_and(|word| word.starts_with("chacun"));
        said.then_some(number.value)
    })
}

/// "4 actions", those that are shared out.
fn all(passage: &Passage) -> Option<usize> {
    let words = passage.words();
    let number = counted(&words).into_iter().next()?;
    let shared = words.get(number.next) == Some(&"actions")
        && !words.get(number.next + 1).is_some_and(|word| word.starts_with("chacun"));
    shared.then_some(number.value)
}
