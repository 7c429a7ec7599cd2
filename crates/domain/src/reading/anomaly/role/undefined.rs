//! A role is used in the text, and nothing says what it is.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Low,
    name: "Rôle que rien ne définit",
    why: "Un rôle sans définition laisse chacun croire que l’autre s’en charge.",
    remedy: "Dire en une phrase ce que fait celui qui tient le rôle, et comment il est désigné.",
    shows: "Article 2 : Communication\n\nLe carton d’invitation est envoyé aux référents de chaque commune.\n\nAnnexe 1 : Coopération\n\nLe référent de la Caf est invité.\n",
    spares: "Article 2 : Communication\n\nLe référent est la personne que chaque commune désigne pour suivre la convention. Le carton d’invitation est envoyé aux référents.\n",
    reads_amendments: false,
    find,
};

/// Roles of such texts: how they begin, as people say them, and what a definition calls them.
const ROLES: [(&str, &str); 7] = [
    ("garant", "garant"),
    ("superviseur", "superviseur"),
    ("facilitateur", "facilitateur"),
    ("referent", "référent"),
    ("chef de projet", "chef de projet"),
    ("chefs de projet", "chef de projet"),
    ("correspondant", "correspondant"),
];

/// Words by which a sentence says what a role is.
const DEFINES: [&str; 10] = [
    "est charge",
    "sont charge",
    "a pour mission",
    "ont pour mission",
    "a pour role",
    "est la personne",
    "est celui",
    "on entend",
    "ses missions",
    "pilote, coordonne",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for (words, name) in ROLES {
        let uses: Vec<(&Passage, usize)> = ground
            .agreed()
            .filter_map(|passage| Some((passage, place(passage, words)?)))
            .collect();
        let defined = uses.iter().any(|(passage, _)| passage.says(&DEFINES));
        let Some((first, at)) = uses.first().filter(|_| !defined && !told.contains(&name)) else {
            continue;
        };
        told.push(name);
        let other = uses.last().filter(|(passage, _)| passage.line() > first.line() + 1);
        let reason =
            format!("Le rôle de «\u{a0}{name}\u{a0}» est employé et le texte ne dit ni ce qu’il fait ni qui le désigne.");
        found.push(Hit::at(first.quote_at(*at), reason).and(other.map(|(passage, at)| passage.quote_at(*at))));
    }
    found.extend(columns(ground));
    found
}

/// Both a pilot and a bearer are asked of each action, and nothing says what each of them does.
fn columns(ground: &Ground<'_>) -> Option<Hit> {
    let both = ground
        .reading
        .actions
        .iter()
        .filter(|action| !action.pilots.is_empty() && !action.bearers.is_empty())
        .count();
    if both < 3 {
        return None;
    }
    let says = |words: &str| {
        ["le ", "les ", "« ", ""]
            .iter()
            .map(|before| format!("{before}{words}"))
            .collect::<Vec<_>>()
    };
    let told = |words: &str| {
        let starts = says(words);
        ground.passages.iter().any(|passage| {
            let begins = starts
                .iter()
                .any(|start| passage.plain.starts_with(start.as_str()) && passage.words().len() > 4);
            let prose = passage.kind != Kind::Cell && passage.plain.starts_with("le ");
            begins && (prose || passage.says(&DEFINES) || passage.plain.contains('='))
        })
    };
    let column = |words: &str| {
        (1_u32..)
            .zip(&ground.plain)
            .find(|(_, line)| line.starts_with(words) || line.contains(&format!("\t{words}")))
    };
    let (pilots, bearers) = (column("pilote")?.0, column("porteur")?.0);
    (!told("pilote") && !told("porteur")).then(|| {
        let reason =
            "Le plan distingue «\u{a0}pilote\u{a0}» et «\u{a0}porteur\u{a0}», et le texte ne dit pas ce que fait chacun.";
        Hit::at(ground.quote(pilots), reason).and(Some(bearers).filter(|line| *line != pilots).map(|line| ground.quote(line)))
    })
}

/// Where a role stands, as a word of its own. "référentiel" is no role.
fn place(passage: &Passage, words: &str) -> Option<usize> {
    passage.plain.match_indices(words).map(|(at, _)| at).find(|at| {
        let after = passage.plain[at + words.len()..].trim_start_matches('s');
        let begins = *at == 0 || !passage.plain[..*at].ends_with(char::is_alphanumeric);
        begins && !after.starts_with(char::is_alphanumeric) && !after.starts_with(" a ")
    })
}
