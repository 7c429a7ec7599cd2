//! An article gives an action to someone whom its sheet does not name.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::{holder, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, Holder, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::High,
    name: "Porteur de l’article absent de la fiche",
    why: "L’article oblige quelqu’un que la fiche ne connaît pas.",
    remedy: "Ajouter le porteur à la fiche, ou corriger l’article.",
    shows: "Article 2 : Engagements\n\nL’association Nid d’Éveil porte l’action 2.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nPorteur : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteur : Bréval\n",
    spares: "Article 2 : Engagements\n\nBréval porte l’action 2.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nPorteur : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteur : Bréval\n",
    reads_amendments: false,
    find,
};

/// Verbs by which an action is carried.
const CARRIES: [&str; 6] = [
    " porte ",
    " pilote ",
    " conduit ",
    " met en oeuvre ",
    " est porteuse de ",
    " est porteur de ",
];

/// What is carried, before its number.
const WHAT: [&str; 6] = [
    "la fiche action ",
    "la fiche ",
    "l'action ",
    "la fiche n° ",
    "l'action n° ",
    "la fiche-action ",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let articles = ground.agreed().filter(|passage| ground.article_at(passage.line()).is_some());
    articles.filter_map(|passage| of(ground, passage)).collect()
}

fn of(ground: &Ground<'_>, passage: &Passage) -> Option<Hit> {
    let (who, after) = CARRIES.iter().find_map(|verb| passage.plain.split_once(verb))?;
    let number = WHAT.iter().filter_map(|what| after.strip_prefix(what)).find_map(|rest| {
        rest.split([' ', ',', '.', ';'])
            .next()
            .filter(|number| number.chars().any(|letter| letter.is_ascii_digit()))
    })?;
    let action = ground
        .reading
        .actions
        .iter()
        .find(|action| action.number.value.eq_ignore_ascii_case(number))?;
    let who = stems(who.rsplit([',', ';', '.']).next()?);
    let named = |holders: &[Sourced<Holder>]| {
        holders
            .iter()
            .any(|one| !stems(holder(ground.reading, &one.value)).is_disjoint(&who))
    };
    let told = !action.bearers.is_empty() || !action.pilots.is_empty();
    (told && !who.is_empty() && !named(&action.bearers) && !named(&action.pilots) && !named(&action.partners))
        .then(|| hit(passage, action))
}

fn hit(passage: &Passage, action: &ActionRead) -> Hit {
    let reason = format!(
        "L’article confie l’action {} à un organisme que le plan ne nomme pas pour elle.",
        action.number.value
    );
    Hit::at(passage.quote(), reason)
        .and(quoted(&action.title))
        .of(vec![action.number.value.clone()])
}
