//! What an article says in the present obliges: "La Caf verse", "Un bilan est remis avant le 31 mars".
//!
//! A state ("la commune compte"), a wish, or what the convention itself does obliges nobody.

use super::duties::{is_future, is_participle};
use super::rhythm::number;
use crate::passage::{Passage, Token};
use crate::wording::is_capitalised;

/// Verbs that say how things are, or what was chosen by signing.
const STATES: [&str; 89] = [
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
const NOUNS: [&str; 25] = [
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

/// The verb of someone who acts, from this word on: "transmet", "mettent", "l'en avertit".
pub(crate) fn verb(passage: &Passage, tokens: &[Token], from: usize, plural: bool) -> Option<usize> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let clitic = |word: &str| {
        matches!(
            word,
            "l" | "la" | "le" | "les" | "en" | "y" | "s" | "se" | "lui" | "leur" | "qui"
        )
    };
    let governed = |word: &str| {
        matches!(
            word,
            "le" | "la"
                | "les"
                | "l"
                | "un"
                | "une"
                | "des"
                | "du"
                | "de"
                | "d"
                | "ses"
                | "sa"
                | "son"
                | "leur"
                | "leurs"
                | "a"
                | "au"
                | "aux"
                | "en"
                | "par"
                | "pour"
                | "sur"
                | "ne"
                | "n"
                | "chaque"
                | "tout"
                | "toute"
                | "tous"
                | "toutes"
                | "ce"
                | "cet"
                | "cette"
                | "ces"
        )
    };
    // A future or a faculty comes first: what follows it is no present.
    let modal = |at: usize| {
        is_future(fold(at))
            || matches!(
                fold(at),
                "pourra" | "pourront" | "devra" | "devront" | "sera" | "seront" | "fera" | "feront" | "est" | "sont" | "ont"
            )
    };
    let end = (from..tokens.len().min(from + 16))
        .find(|at| modal(*at))
        .unwrap_or(tokens.len().min(from + 16));
    (from..end).find(|at| {
        let clitics = (from..*at).all(|at| clitic(fold(at)));
        let free = clitics || !governed(fold(at - 1));
        let closed = !passage.signs_after(&tokens[*at]).is_empty() && fold(at + 1) != "on";
        let participle = tokens[*at].word.ends_with(['é']) || tokens[*at].word.ends_with("ée");
        free && !participle
            && !is_capitalised(&tokens[*at].word)
            && is_present(fold(*at), plural)
            && (closed || follows(fold(at + 1)))
    })
}

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

/// Whether a verb obliges, and is no state.
pub(crate) fn acts(tokens: &[Token], verb: usize) -> bool {
    let word = tokens[verb].fold.as_str();
    let before = |back: usize| verb.checked_sub(back).map_or("", |at| tokens[at].fold.as_str());
    let denied = (1..4).any(|back| matches!(before(back), "ne" | "n"));
    let meets = matches!(before(1), "s" | "se")
        && (word.starts_with("reuni") || word.starts_with("retrouv") || word.starts_with("donn"));
    let state = STATES.contains(&word);
    !denied && !meets && !state
}

fn is_present(word: &str, plural: bool) -> bool {
    const ENDS: [&str; 15] = [
        "able", "ible", "ale", "aire", "ive", "ique", "elle", "euse", "ette", "ance", "ence", "tre", "iste", "ure", "ite",
    ];
    if word.len() < 3 || NOUNS.contains(&word) || number(word).is_some() || word.starts_with("entr") && word.len() == 5 {
        return false;
    }
    if plural {
        let noun = word.ends_with("ment") && !["rment", "mment", "iment", "ument"].iter().any(|end| word.ends_with(end));
        return (word.ends_with("ent") && !noun) || word.ends_with("ont");
    }
    let adjective = word.len() > 6
        && ENDS.iter().any(|end| word.ends_with(end))
        && !matches!(word, "administre" | "assure" | "facilite" | "finance" | "invite");
    word.ends_with(['e', 't', 'd']) && !adjective
}

fn follows(word: &str) -> bool {
    const NEXT: [&str; 53] = [
        "a",
        "annuellement",
        "au",
        "aupres",
        "aussi",
        "aux",
        "avant",
        "avec",
        "chacun",
        "chacune",
        "chaque",
        "compte",
        "conjointement",
        "connaitre",
        "d",
        "dans",
        "de",
        "des",
        "deux",
        "du",
        "durant",
        "egalement",
        "en",
        "ensemble",
        "entre",
        "et",
        "figurer",
        "gratuitement",
        "jour",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "part",
        "par",
        "participer",
        "pendant",
        "pour",
        "regulierement",
        "sa",
        "sans",
        "se",
        "ses",
        "son",
        "sous",
        "sur",
        "tous",
        "tout",
        "toute",
        "toutes",
        "trois",
    ];
    let infinitive = word.len() > 4 && (word.ends_with("er") || word.ends_with("ir"));
    NEXT.contains(&word) || infinitive || matches!(word, "un" | "une" | "qu" | "que" | "") || number(word).is_some()
}

/// "est remise", "sont chaque année transmis": the verb and its participle, where the words say that something is done.
pub(crate) fn done(tokens: &[Token]) -> Option<(usize, usize)> {
    const SETTLED: [&str; 35] = [
        "affecte",
        "annex",
        "appel",
        "approuv",
        "arrete",
        "assortie",
        "attach",
        "autorise",
        "charge",
        "compose",
        "conclu",
        "connu",
        "constitu",
        "conv",
        "couvert",
        "decri",
        "defini",
        "destin",
        "detaill",
        "fixe",
        "implant",
        "liste",
        "lie",
        "modifi",
        "nomm",
        "ouvert",
        "preced",
        "presid",
        "prevu",
        "reconduit",
        "recondu",
        "remplac",
        "renouvel",
        "signe",
        "situe",
    ];
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let at = (1..tokens.len()).find(|at| {
        let is = matches!(fold(*at), "est" | "sont");
        is && !matches!(fold(at - 1), "ne" | "n" | "qui" | "que" | "qu" | "ou" | "c" | "en")
    })?;
    let relative = (at.saturating_sub(3)..at).any(|at| matches!(fold(at), "qui" | "que" | "qu" | "dont" | "si"));
    let adverb = |word: &str| {
        word.ends_with("ment")
            || matches!(
                word,
                "alors" | "ensuite" | "aussi" | "chaque" | "annee" | "donc" | "toujours" | "ainsi"
            )
    };
    let participle = (at + 1..at + 4).find(|at| !adverb(fold(*at)))?;
    let token = tokens.get(participle)?;
    let settled = SETTLED.iter().any(|stem| token.fold.starts_with(stem));
    (is_participle(token) && !settled && !relative).then_some((at, participle))
}

/// "Toute publication porte le logotype": what is published bears something.
pub(crate) fn bears(tokens: &[Token]) -> Option<usize> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let things = [
        "publication",
        "document",
        "support",
        "affiche",
        "communication",
        "communique",
        "invitation",
        "plaquette",
    ];
    let opens = (0..3).any(|at| things.iter().any(|thing| fold(at).trim_end_matches('s') == *thing));
    let verbs = [
        "porte",
        "portent",
        "cite",
        "citent",
        "mentionne",
        "mentionnent",
        "comporte",
        "comportent",
        "reproduit",
        "reproduisent",
    ];
    let at = (1..tokens.len()).find(|at| verbs.contains(&fold(*at)))?;
    (opens && !matches!(fold(at - 1), "qui" | "ne" | "n")).then_some(at)
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

/// The clauses of a sentence that semicolons part.
pub(crate) fn clauses(sentence: &Passage) -> Vec<Passage> {
    let tokens = sentence.tokens();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let last = at + 1 == tokens.len();
        if last || sentence.signs_after(&tokens[at]).starts_with(';') {
            found.push(sentence.between(&tokens[start], &tokens[at]));
            start = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acting(text: &str, from: usize, plural: bool) -> Option<String> {
        let passage = Passage::one(1, text);
        let tokens = passage.tokens();
        let at = verb(&passage, &tokens, from, plural)?;
        acts(&tokens, at).then(|| tokens[at].word.clone())
    }

    #[test]
    fn the_present_of_someone_who_acts() {
        for (text, from, plural, expected) in [
            ("La Caf verse une aide", 2, false, Some("verse")),
            ("La Caf en transmet la liste", 2, false, Some("transmet")),
            ("Les communes mettent à disposition un local", 2, true, Some("mettent")),
            ("Le gestionnaire les informe des travaux", 2, false, Some("informe")),
            ("La commune compte deux écoles", 2, false, None),
            ("Les parties souhaitent agir", 2, true, None),
            ("Les parties n'échangent aucune donnée", 2, true, None),
            ("Les parties reconnaissent la charte", 2, true, None),
        ] {
            assert_eq!(acting(text, from, plural).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_done_and_what_is_settled() {
        let read = |text: &str| done(&Passage::one(1, text).tokens()).is_some();
        assert!(read("Un bilan est remis au comité"));
        assert!(read("Les affiches sont toujours soumises à la Caf"));
        assert!(!read("La convention est conclue pour cinq ans"));
        assert!(!read("Les actions qui sont menées ici"));
    }
}
