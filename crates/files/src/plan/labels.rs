//! The words by which sheets and tables of actions name what they hold: "Chef de file", "Critères d'évaluation", "Quand".
//!
//! They are words of the trade. None of them belongs to one territory, and none makes a value by itself.

use crate::wording;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Label {
    /// The title of the action.
    Title,
    /// Its number.
    Code,
    /// Who steers.
    Pilots,
    /// Who carries out.
    Bearers,
    /// Who takes part.
    Partners,
    /// For whom.
    Public,
    /// What it aims at.
    Objectives,
    /// By what it is judged.
    Indicators,
    /// When.
    Calendar,
    /// With what.
    Means,
    /// With what money.
    Funding,
    /// Who pays.
    Funder,
    /// Where.
    Places,
    /// Its steps.
    Details,
    /// Its themes.
    Themes,
    /// The node it stands under.
    Parent,
    /// Why: read, and not kept.
    Context,
    /// A sum of the others.
    Total,
}

/// Beginnings of labels, in folded words; a star ends a stem. The first that fits wins.
const LABELS: [(&str, Label); 133] = [
    ("chef* de projet", Label::Pilots),
    ("associes", Label::Partners),
    ("preuve* de reussite", Label::Indicators),
    ("on mesurera", Label::Indicators),
    ("gestionnaire*", Label::Bearers),
    ("ce que l on va faire", Label::Title),
    ("ce que nous allons faire", Label::Title),
    ("ce que l on observe", Label::Context),
    ("ce que nous observons", Label::Context),
    ("pour quoi faire", Label::Objectives),
    ("pourquoi", Label::Context),
    ("combien", Label::Funding),
    ("avec quoi", Label::Means),
    ("on saura", Label::Indicators),
    ("on regardera", Label::Indicators),
    ("argent", Label::Funding),
    ("comment le saura", Label::Indicators),
    ("comment saura", Label::Indicators),
    ("a quoi verra", Label::Indicators),
    ("moyens financier*", Label::Funding),
    ("ressources financier*", Label::Funding),
    ("structure* pilote*", Label::Pilots),
    ("organisme* pilote*", Label::Pilots),
    ("service* pilote*", Label::Pilots),
    ("partenaire* pilote*", Label::Pilots),
    ("pilot*", Label::Pilots),
    ("copilot*", Label::Pilots),
    ("qui pilote", Label::Pilots),
    ("chef* de file", Label::Pilots),
    ("referent*", Label::Pilots),
    ("elu* referent*", Label::Pilots),
    ("responsable*", Label::Pilots),
    ("structure* porteuse*", Label::Bearers),
    ("organisme* porteur*", Label::Bearers),
    ("service* porteur*", Label::Bearers),
    ("porteur*", Label::Bearers),
    ("realisation", Label::Bearers),
    ("realisateur*", Label::Bearers),
    ("realise par", Label::Bearers),
    ("quartier*", Label::Places),
    ("portage", Label::Bearers),
    ("porte par", Label::Bearers),
    ("portee par", Label::Bearers),
    ("appui*", Label::Partners),
    ("exercice*", Label::Calendar),
    ("qui porte", Label::Bearers),
    ("qui realise", Label::Bearers),
    ("qui fait", Label::Bearers),
    ("maitre* d ouvrage", Label::Bearers),
    ("maitrise d ouvrage", Label::Bearers),
    ("operateur*", Label::Bearers),
    ("mise en oeuvre par", Label::Bearers),
    ("partenaire* financier*", Label::Funding),
    ("partenaire*", Label::Partners),
    ("partenariat*", Label::Partners),
    ("avec qui", Label::Partners),
    ("avec", Label::Partners),
    ("acteur*", Label::Partners),
    ("structure* associee*", Label::Partners),
    ("public*", Label::Public),
    ("beneficiaire*", Label::Public),
    ("destinataire*", Label::Public),
    ("pour qui", Label::Public),
    ("cible*", Label::Public),
    ("a qui", Label::Public),
    ("objectif*", Label::Objectives),
    ("ce que l on veut", Label::Objectives),
    ("ce que nous voulons", Label::Objectives),
    ("but*", Label::Objectives),
    ("finalite*", Label::Objectives),
    ("resultat* attendu*", Label::Objectives),
    ("resultat* vise*", Label::Objectives),
    ("effet* attendu*", Label::Objectives),
    ("indicateur*", Label::Indicators),
    ("critere*", Label::Indicators),
    ("ce qui sera mesure", Label::Indicators),
    ("ce que l on mesure*", Label::Indicators),
    ("ce que nous compterons", Label::Indicators),
    ("ce qui sera compte", Label::Indicators),
    ("comment on saura", Label::Indicators),
    ("comment on mesure*", Label::Indicators),
    ("comment mesurer", Label::Indicators),
    ("mesure*", Label::Indicators),
    ("evaluation", Label::Indicators),
    ("suivi et evaluation", Label::Indicators),
    ("calendrier*", Label::Calendar),
    ("echeanc*", Label::Calendar),
    ("periode*", Label::Calendar),
    ("annee*", Label::Calendar),
    ("quand", Label::Calendar),
    ("date*", Label::Calendar),
    ("planning", Label::Calendar),
    ("temporalite", Label::Calendar),
    ("duree", Label::Calendar),
    ("delai*", Label::Calendar),
    ("moyen*", Label::Means),
    ("ressource*", Label::Means),
    ("financeur*", Label::Funder),
    ("cofinanceur*", Label::Funder),
    ("qui paie", Label::Funder),
    ("financement*", Label::Funding),
    ("cofinancement*", Label::Funding),
    ("plan de financement", Label::Funding),
    ("budget*", Label::Funding),
    ("cout*", Label::Funding),
    ("montant*", Label::Funding),
    ("lieu*", Label::Places),
    ("commune par commune", Label::Details),
    ("commune*", Label::Places),
    ("territoire*", Label::Places),
    ("localisation*", Label::Places),
    ("secteur*", Label::Places),
    ("implantation*", Label::Places),
    ("ou", Label::Places),
    ("detail*", Label::Details),
    ("deroul*", Label::Details),
    ("etape*", Label::Details),
    ("jalon*", Label::Details),
    ("precision*", Label::Details),
    ("modalite*", Label::Details),
    ("descripti*", Label::Details),
    ("contenu*", Label::Details),
    ("theme*", Label::Themes),
    ("thematique*", Label::Themes),
    ("touche aussi", Label::Themes),
    ("domaine*", Label::Themes),
    ("rattachement", Label::Parent),
    ("total*", Label::Total),
    ("ensemble", Label::Total),
    ("contexte*", Label::Context),
    ("constat*", Label::Context),
    ("diagnostic", Label::Context),
    ("lien* avec", Label::Context),
];

/// What names the title or the number of an action, whole.
const WHOLE: [(&str, Label); 24] = [
    ("intitule", Label::Title),
    ("titre", Label::Title),
    ("nom", Label::Title),
    ("libelle", Label::Title),
    ("action", Label::Title),
    ("actions", Label::Title),
    ("fiche action", Label::Title),
    ("nom de l action", Label::Title),
    ("intitule de l action", Label::Title),
    ("titre de l action", Label::Title),
    ("action n", Label::Code),
    ("action no", Label::Code),
    ("suivi", Label::Indicators),
    ("pil", Label::Pilots),
    ("mise en oeuvre", Label::Bearers),
    ("lancement", Label::Calendar),
    ("n", Label::Code),
    ("fiche", Label::Code),
    ("intitule court", Label::Title),
    ("no", Label::Code),
    ("numero", Label::Code),
    ("code", Label::Code),
    ("ref", Label::Code),
    ("reference", Label::Code),
];

/// A label has no more words than this: longer, it is a sentence.
const MOST_WORDS: usize = 6;

/// But for a turn such as "on saura que c'est fait si".
const MOST_OF_A_TURN: usize = 9;

/// What these few words announce, when they are a label.
pub(super) fn label(text: &str) -> Option<Label> {
    let bare = text.split('(').next().unwrap_or_default();
    // A sentence is no label: its words need not be folded.
    if wording::count_to(bare, MOST_OF_A_TURN) > MOST_OF_A_TURN {
        return None;
    }
    let words = wording::words(bare);
    let most = if words.iter().any(|word| word == "saura") {
        MOST_OF_A_TURN
    } else {
        MOST_WORDS
    };
    if words.is_empty() || words.len() > most || names_a_commune(bare) {
        return None;
    }
    let first = words[0].as_bytes().first();
    let may = |phrase: &str| phrase.as_bytes().first() == first;
    let whole = |phrase: &str| may(phrase) && phrase.split(' ').eq(words.iter().map(String::as_str));
    let exact = WHOLE.iter().find(|(phrase, _)| whole(phrase));
    exact
        .or_else(|| LABELS.iter().find(|(phrase, _)| may(phrase) && opens(&words, phrase)))
        .map(|(_, label)| *label)
}

/// "Commune de Valmont" names someone: it announces nothing.
fn names_a_commune(text: &str) -> bool {
    let Some((first, rest)) = text.trim().split_once(' ') else {
        return false;
    };
    let linked = ["de ", "du ", "des ", "d'", "d’"]
        .iter()
        .find_map(|link| rest.strip_prefix(link));
    let named = linked.is_some_and(|name| wording::is_capitalised(name) || name.starts_with("la ") || name.starts_with("l’"));
    wording::fold(first) == "commune" && named
}

fn opens(words: &[String], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|stem| {
        let Some(word) = words.next() else { return false };
        match stem.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == stem,
        }
    })
}

/// What stands for no value: "à définir", "néant", a dash.
pub(super) fn is_nothing(text: &str) -> bool {
    const SAID: [&str; 16] = [
        "neant",
        "sans objet",
        "so",
        "s o",
        "nc",
        "non chiffre",
        "non precise",
        "non defini",
        "non renseigne",
        "aucun",
        "aucune",
        "rien",
        "sans cout supplementaire",
        "a venir",
        "non date",
        "non datee",
    ];
    let words = wording::words(text).join(" ");
    let left = || words.starts_with("a definir ") || elsewhere(&words) || is_undone(&words);
    words.is_empty() || SAID.contains(&words.as_str()) || left() || is_to_do(text)
}

/// "non désigné à ce jour", "non arrêtée": what is not done yet.
fn is_undone(words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    let [no, done, rest @ ..] = words.as_slice() else {
        return false;
    };
    let participle = ["e", "es", "ee", "ees", "i", "is", "ie", "ies"]
        .iter()
        .any(|end| done.ends_with(end));
    *no == "non" && participle && done.len() > 4 && rest.len() < 4
}

/// "voir annexe 4", "cf. tableau": what another place of the text says.
fn elsewhere(words: &str) -> bool {
    const PLACES: [&str; 4] = ["annexe", "tableau", "fiche", "grille"];
    let words: Vec<&str> = words.split(' ').collect();
    let [sent, rest @ ..] = words.as_slice() else { return false };
    let place = |word: &&str| PLACES.iter().any(|stem| word.starts_with(stem));
    matches!(*sent, "voir" | "cf") && rest.len() < 6 && rest.iter().any(place)
}

/// "à désigner", "À trouver", "(à venir)": a verb alone, of what is yet to be done. In capitals it may be a place, "À VAUXMER": only
/// the verbs of what is left open count there.
fn is_to_do(text: &str) -> bool {
    const LEFT_OPEN: [&str; 12] = [
        "definir",
        "preciser",
        "determiner",
        "designer",
        "identifier",
        "confirmer",
        "completer",
        "renseigner",
        "chiffrer",
        "trouver",
        "recruter",
        "fixer",
    ];
    let signs = ['.', ';', ',', '(', ')', '[', ']', '«', '»', '…'];
    let words = text.split_whitespace().map(|word| word.trim_matches(signs));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let [first, verb] = words.as_slice() else { return false };
    let small = verb.starts_with(char::is_lowercase) && super::walk::is_infinitive(verb);
    // A scan takes one of these letters for the other.
    let scanned = |word: &str| wording::fold(word).replace('l', "i");
    let open = || LEFT_OPEN.iter().any(|known| scanned(known) == scanned(verb));
    wording::fold(first) == "a" && (small || open())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_words_of_the_trade() {
        for (text, expected) in [
            ("Chef de file", Some(Label::Pilots)),
            ("Structure(s) porteuse(s)", None),
            ("Structures porteuses", Some(Label::Bearers)),
            ("Moyens financiers", Some(Label::Funding)),
            ("Critères d'évaluation", Some(Label::Indicators)),
            ("N°", Some(Label::Code)),
            ("Action", Some(Label::Title)),
            ("Actions de formation", None),
            ("Commune de Valmont", None),
            ("Commune d’Orval", None),
            ("Public visé (tranche d'âge)", Some(Label::Public)),
            ("Le public est nombreux et il vient de loin", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_said_in_many_ways() {
        assert!(
            [
                "—",
                "",
                "À définir",
                "à trouver",
                "A recruter.",
                "néant",
                "Sans objet.",
                "À DÉFINIR",
                "(à définir)",
                "[ À Définir ]",
                "voir annexe 4",
                "cf. le tableau ci-dessous",
                "a deflnlr",
                "Non désigné à ce jour",
                "non arrêté"
            ]
            .iter()
            .all(|text| is_nothing(text))
        );
        assert!(
            !["Caf", "à Sauveterre", "à Vauxmer", "À VAUXMER", "Non-lieu", "Nonette"]
                .into_iter()
                .any(is_nothing)
        );
    }
}
