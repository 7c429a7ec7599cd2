//! The words that tell what obliges in the present, and what does not: states, nouns that look like verbs, titles of articles.

use super::rhythm::number;

/// Verbs that say how things are, or what was chosen by signing.
pub(super) const STATES: [&str; 89] = [
    "agit",
    "agissent",
    "appartient",
    "appartiennent",
    "choisit",
    "choisissent",
    "comprend",
    "comprennent",
    "compte",
    "comptent",
    "connait",
    "connaissent",
    "considere",
    "considerent",
    "constate",
    "constatent",
    "constitue",
    "constituent",
    "convient",
    "conviennent",
    "couvre",
    "couvrent",
    "croit",
    "demeure",
    "demeurent",
    "devient",
    "deviennent",
    "dispose",
    "disposent",
    "doit",
    "doivent",
    "engage",
    "engagent",
    "entend",
    "entendent",
    "envisage",
    "envisagent",
    "est",
    "sont",
    "exerce",
    "exercent",
    "existe",
    "existent",
    "figure",
    "figurent",
    "fixe",
    "fixent",
    "garde",
    "gardent",
    "habite",
    "habitent",
    "intervient",
    "interviennent",
    "lie",
    "lient",
    "ont",
    "partage",
    "partagent",
    "pense",
    "pensent",
    "permet",
    "permettent",
    "peut",
    "peuvent",
    "reconnait",
    "reconnaissent",
    "repose",
    "reposent",
    "represente",
    "representent",
    "reste",
    "restent",
    "retient",
    "retiennent",
    "savent",
    "sert",
    "servent",
    "signe",
    "signent",
    "souhaite",
    "souhaitent",
    "trouve",
    "trouvent",
    "veut",
    "veulent",
    "vise",
    "visent",
    "vit",
    "vivent",
];

/// Words that end as verbs do and are none.
pub(super) const NOUNS: [&str; 25] = [
    "accent",
    "adherent",
    "agent",
    "agrement",
    "client",
    "different",
    "document",
    "enfant",
    "etablissement",
    "etat",
    "ensemble",
    "evenement",
    "habitant",
    "jeunesse",
    "logement",
    "moment",
    "parent",
    "petite",
    "preavis",
    "president",
    "projet",
    "referent",
    "renouvellement",
    "sociale",
    "territoire",
];

/// Whether a sentence opens on what surrounds it: "Chaque année,", "Six mois avant le terme,".
pub(crate) fn is_circumstance(word: &str) -> bool {
    const OPENS: [&str; 28] = [
        "a",
        "afin",
        "apres",
        "au",
        "aux",
        "avant",
        "chaque",
        "conformement",
        "dans",
        "de",
        "depuis",
        "des",
        "durant",
        "en",
        "enfin",
        "jusque",
        "lors",
        "lorsque",
        "par",
        "pendant",
        "pour",
        "quand",
        "sauf",
        "selon",
        "si",
        "sous",
        "toutefois",
        "tous",
    ];
    OPENS.contains(&word) || number(word).is_some_and(|count| count > 1)
}

/// Whether what an article is about is told, and owed by nobody: "Objet", "Durée", "Territoire", "Les actions".
pub(crate) fn tells(title: &[String]) -> bool {
    const TOLD: [&str; 23] = [
        "objet",
        "duree",
        "territoire",
        "perimetre",
        "diagnostic",
        "enjeu",
        "orientation",
        "priorite",
        "champ",
        "champs",
        "preambule",
        "existe",
        "contexte",
        "action",
        "pourquoi",
        "thematique",
        "axe",
        "definition",
        "annexe",
        "etat",
        "cadre",
        "reperes",
        "quand",
    ];
    let engages = title
        .iter()
        .any(|word| word.starts_with("engagement") || word.starts_with("obligation") || word.starts_with("communication"));
    !engages
        && title
            .iter()
            .any(|word| TOLD.contains(&word.as_str()) || TOLD.contains(&word.trim_end_matches('s')))
}

/// Whether a heading says that someone owes what follows, in a text without articles.
pub(crate) fn owes(title: &[String]) -> bool {
    const OWED: [&str; 14] = [
        "apport",
        "bilan",
        "communication",
        "engag",
        "evaluation",
        "fonctionne",
        "modalite",
        "modification",
        "obligation",
        "regle",
        "role",
        "resiliation",
        "sortie",
        "suivi",
    ];
    title.iter().any(|word| OWED.iter().any(|start| word.starts_with(start)))
}

/// Whether an article is about the bodies, whose own work is told elsewhere.
pub(crate) fn governs(title: &[String]) -> bool {
    let starts = ["instance", "gouvernance", "pilotage", "comite", "groupe", "organisation"];
    title.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
}
