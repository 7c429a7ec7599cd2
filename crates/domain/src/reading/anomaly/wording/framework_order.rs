//! The plan follows another order than the list of the framework.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted_in_articles};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{Key, NodeRead, Reading};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Ordre du cadre qui varie",
    why: "Les bilans suivent l’ordre du cadre : deux ordres font numéroter deux fois la même orientation.",
    remedy: "Retenir un ordre, celui de la liste des enjeux.",
    shows: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par Enjeux et orientations\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 1 :** Ouvrir un club\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 2 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 3 :** Tenir un café\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir un club\tBréval\tBréval\tX\tX\t\nAction 2 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 3 : Tenir un café\tBréval\tBréval\tX\tX\t\n",
    spares: "Au regard du diagnostic partagé, les enjeux et orientations définis pour le territoire sont :\n\n1. Grandir\n\n- a) Accueillir les enfants du territoire\n- b) Écouter les parents\n\n2. Lisibilité et communication\n\n- a) Informer les familles\n\nAnnexe 1 :\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

/// What the plan meets, in its order, with the line where it meets it.
type Met<'r> = Vec<(&'r NodeRead, u32)>;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let met = met(reading);
    let mut parents: Vec<Option<&Key>> = vec![None];
    parents.extend(reading.nodes.iter().map(|node| Some(&node.id)));
    parents.into_iter().filter_map(|parent| under(ground, &met, parent)).collect()
}

/// The nodes above the actions, in the order of the plan.
fn met(reading: &Reading) -> Met<'_> {
    let mut met: Met<'_> = Vec::new();
    for action in &reading.actions {
        let Some(parent) = &action.parent else { continue };
        let mut path = Vec::new();
        let mut next = Some(&parent.value);
        while let Some(node) = next
            .and_then(|key| reading.nodes.iter().find(|node| node.id == *key))
            .filter(|_| path.len() < 5)
        {
            path.push(node);
            next = node.parent.as_ref();
        }
        let line = action.title.lines.first().unwrap_or_default();
        for node in path.into_iter().rev() {
            if !met.iter().any(|(known, _)| known.id == node.id) {
                met.push((node, line));
            }
        }
    }
    met
}

/// The order of the children of one node, or that of the first level.
fn under(ground: &Ground<'_>, met: &Met<'_>, parent: Option<&Key>) -> Option<Hit> {
    let reading = ground.reading;
    let own = |node: &NodeRead| node.parent.as_ref() == parent && node.code.is_some();
    let plan: Vec<&(&NodeRead, u32)> = met.iter().filter(|(node, _)| own(node)).collect();
    let place = |node: &NodeRead| reading.nodes.iter().position(|other| other.id == node.id);
    if plan.iter().map(|(node, _)| place(node)).is_sorted() {
        return None;
    }
    let used = reading
        .nodes
        .iter()
        .filter(|node| plan.iter().any(|(met, _)| met.id == node.id));
    let (plan_order, list_order) = (codes(plan.iter().map(|(node, _)| *node)), codes(used));
    let apart = plan.windows(2).find(|pair| place(pair[0].0) > place(pair[1].0))?;
    let (node, line) = apart[0];
    let reason = format!("Le plan d’actions suit l’ordre {plan_order}, et la liste du cadre l’ordre {list_order}.");
    Some(Hit::at(quoted_in_articles(reading, &node.title), reason).and(heading(node, *line)))
}

/// Where the plan prints a node: the last of its wordings above its first action.
fn heading(node: &NodeRead, line: u32) -> Quote {
    let above = node
        .other_titles
        .iter()
        .filter(|title| title.lines.last().is_some_and(|last| last <= line));
    let shown = above.max_by_key(|title| title.lines.last()).unwrap_or(&node.title);
    let last = shown.lines.iter().filter(|own| *own <= line).last();
    Quote {
        line: last.or(shown.lines.first()).unwrap_or(line),
        quote: shown.value.clone(),
    }
}

fn codes<'n>(nodes: impl Iterator<Item = &'n NodeRead>) -> String {
    listed(nodes.filter_map(|node| node.code.as_ref()).map(|code| &code.value))
}
