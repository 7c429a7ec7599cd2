//! A sentence lists the fields of the convention, and they are not the themes of its plan.

use crate::reading::ThemeRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Domaines et thématiques qui diffèrent",
    why: "Un domaine annoncé et sans thématique n’aura ni action ni bilan ; une thématique en plus n’a pas été convenue.",
    remedy: "Reprendre la même liste dans les articles et dans le plan.",
    shows: "Article 2 : Domaines\n\nLes champs d’intervention recouvrent les thématiques de la petite enfance, la parentalité, le handicap, le transport et la jeunesse.\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Article 2 : Domaines\n\nLes champs d’intervention recouvrent les thématiques de la petite enfance, la parentalité, la jeunesse, la lisibilité et la communication.\n\nAnnexe 1 :\n\nLe Plan d’actions par thématiques\n\nPetite enfance\n\nParentalité\n\nJeunesse\n\nLisibilité et communication\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2024</p>\tPetite enfance\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Valmont</p>\t<p>Valmont</p>\n<p>Action 2 : Tenir un café</p> <p>2023-2024</p>\tParentalité\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n<p>Action 3 : Ouvrir un club</p> <p>2023-2024</p>\tJeunesse\t<p>Douze places</p>\t<p>Deux agents</p>\t<p>Caf</p>\t<p>Bréval</p>\t<p>Bréval</p>\n\nLe Plan d’actions par Enjeux et orientations\n\nGrandir\n\nAccueillir les enfants du territoire\n\n- **Action 1 :** Ouvrir une crèche\n\nÉcouter les parents\n\n- **Action 2 :** Tenir un café\n\nLisibilité et communication\n\nInformer les familles\n\n- **Action 3 :** Ouvrir un club\n\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: false,
    find,
};

/// How a sentence announces fields: these words, then a list.
const ANNOUNCES: [&str; 6] = [
    "thematiques de",
    "domaines d'intervention",
    "thematiques suivantes",
    "domaines suivants",
    "par thematique",
    "secteurs d'intervention",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let themes = &ground.reading.themes;
    if themes.len() < 3 {
        return Vec::new();
    }
    let mut lists: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    // What the convention may cover is no list of what it covers.
    for passage in ground
        .agreed()
        .filter(|passage| !passage.says(&["peut couvrir", "peuvent couvrir", "par exemple"]))
    {
        let Some(told) = announced(passage).filter(|told| !lists.contains(told)) else {
            continue;
        };
        lists.push(told);
        found.extend(compared(passage, told, themes));
    }
    found
}

/// The list after its announcement: what is between brackets, what follows a colon, or all.
fn list(told: &str) -> &str {
    let bracket = told.find('(').filter(|at| *at < 120);
    let inside = bracket.and_then(|at| told[at + 1..].split(')').next());
    let after = told
        .split_once(':')
        .filter(|(before, _)| before.len() < 40)
        .map(|(_, after)| after);
    inside.or(after).unwrap_or(told).trim_end_matches(['.', ' '])
}

/// The list of a sentence that announces one; one that stays open lists nothing.
fn announced(passage: &Passage) -> Option<&str> {
    let from = ANNOUNCES
        .iter()
        .find_map(|words| Some(passage.plain.find(words)? + words.len()))?;
    let told = list(&passage.plain[from..]);
    (!told.contains("etc") && !told.contains("..") && !told.contains('…') && !passage.plain[from..].contains("..."))
        .then_some(told)
}

fn compared(passage: &Passage, told: &str, themes: &[ThemeRead]) -> Option<Hit> {
    let fields: Vec<&str> = told
        .split([',', ';'])
        .flat_map(|field| field.split(" et le "))
        .map(str::trim)
        .collect();
    let fields: Vec<&str> = fields
        .into_iter()
        .filter(|field| field.len() > 3 && field.len() < 80)
        .collect();
    if fields.len() < 4 {
        return None;
    }
    let known = |field: &str, theme: &ThemeRead| {
        let (field, theme) = (stems(field), stems(&theme.name.value));
        field.intersection(&theme).next().is_some()
    };
    let extra: Vec<&str> = fields
        .iter()
        .copied()
        .filter(|field| !themes.iter().any(|theme| known(field, theme)))
        .collect();
    // A title names some themes, never all.
    let whole = !passage.plain.contains("par thematique");
    let left: Vec<&ThemeRead> = themes
        .iter()
        .filter(|theme| whole && !fields.iter().any(|field| known(field, theme)))
        .collect();
    let other = left.first().copied().or(themes.first())?;
    let mut said = Vec::new();
    if !extra.is_empty() {
        said.push(format!("«\u{a0}{}\u{a0}» n’est pas une thématique du plan", listed(&extra)));
    }
    if !left.is_empty() {
        said.push(format!(
            "la phrase ne nomme pas «\u{a0}{}\u{a0}»",
            listed(left.iter().map(|theme| &theme.name.value))
        ));
    }
    (!said.is_empty()).then(|| {
        let reason = format!(
            "Les domaines énumérés ne sont pas les thématiques du plan\u{a0}: {}.",
            said.join(", et ")
        );
        Hit::at(passage.quote(), reason).and(quoted(&other.name))
    })
}
