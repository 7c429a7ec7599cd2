//! What an article says in the present obliges: "La Caf verse", "Un bilan est remis avant le 31 mars".
//!
//! A state ("la commune compte"), a wish, or what the convention itself does obliges nobody.

use super::duties::{is_future, is_participle};
use super::present_words::{NOUNS, STATES};
use super::rhythm::number;
use crate::passage::{Passage, Token};
use crate::wording::is_capitalised;

/// The verb of someone who acts, from this word on: "transmet", "mettent", "l'en avertit".
pub(crate) fn verb(passage: &Passage, tokens: &[Token], from: usize, plural: bool) -> Option<usize> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    // A future or a faculty comes first: what follows it is no present.
    let most = tokens.len().min(from + 16);
    let end = (from..most).find(|at| is_modal(fold(*at))).unwrap_or(most);
    (from..end).find(|at| {
        let clitics = (from..*at).all(|at| is_clitic(fold(at)));
        let free = clitics || !governs_a_noun(fold(at - 1));
        let closed = !passage.signs_after(&tokens[*at]).is_empty() && fold(at + 1) != "on";
        let participle = tokens[*at].word.ends_with('é') || tokens[*at].word.ends_with("ée");
        let word = free && !participle && !is_capitalised(&tokens[*at].word);
        word && is_present(fold(*at), plural) && (closed || follows(fold(at + 1)))
    })
}

fn is_modal(word: &str) -> bool {
    const MODAL: &str = " pourra pourront devra devront sera seront fera feront est sont ont ";
    is_future(word) || among(MODAL, word)
}

fn is_clitic(word: &str) -> bool {
    among(" l la le les en y s se lui leur qui ", word)
}

/// Whether a noun follows this word.
fn governs_a_noun(word: &str) -> bool {
    const GOVERN: &str = " le la les l un une des du de d ses sa son leur leurs a au aux en par pour sur ne n chaque tout toute tous toutes ce cet cette ces ";
    among(GOVERN, word)
}

/// Whether a word stands among others, set apart by blanks.
fn among(words: &str, word: &str) -> bool {
    !word.is_empty() && words.contains(&format!(" {word} "))
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
