//! The words by which a column says how actions stand, and those of states as teams write them.
//!
//! Words of the trade, of no territory. What is in none of these lists is left to a person.

use domain::followup::Status;
use domain::search::fold;

use super::Part;
use crate::mapping::Field;

/// The words of each part, folded.
const HEADS: [(Part, &[&str]); 9] = [
    (
        Part::Day,
        &[
            "nouvelle echeance",
            "echeance revisee",
            "echeance actualisee",
            "nouvelle date",
            "reporte au",
        ],
    ),
    (
        Part::Next,
        &[
            "prochaine etape",
            "prochaines etapes",
            "suite",
            "suites",
            "perspective",
            "perspectives",
        ],
    ),
    (
        Part::Difficulty,
        &[
            "difficulte",
            "difficultes",
            "frein",
            "freins",
            "blocage",
            "blocages",
            "point de vigilance",
            "points de vigilance",
        ],
    ),
    (Part::Reason, &["motif", "raison"]),
    (Part::Body, &["instance"]),
    (Part::Weather, &["meteo"]),
    (
        Part::Progress,
        &[
            "avancement",
            "progression",
            "taux de realisation",
            "taux d'avancement",
            "realise (%)",
            "% realise",
            "% de realisation",
        ],
    ),
    (
        Part::Status,
        &[
            "etat",
            "statut",
            "situation",
            "stade",
            "ou on en est",
            "ou en est-on",
            "ou en est l'action",
            "ou en sommes-nous",
        ],
    ),
    (
        Part::Done,
        &[
            "ce qui a ete fait",
            "fait",
            "realise",
            "realisation",
            "realisations",
            "bilan",
            "commentaire",
            "commentaires",
            "observation",
            "observations",
            "remarque",
            "remarques",
            "suivi",
        ],
    ),
];

/// The words of states, folded and in the masculine: a cell is one of them whole.
const STATES: [(Status, &[&str]); 9] = [
    (
        Status::NotStarted,
        &[
            "non demarre",
            "pas demarre",
            "a demarrer",
            "non commence",
            "pas commence",
            "non lance",
            "pas lance",
            "a lancer",
            "a venir",
            "a faire",
            "non engage",
            "a engager",
            "non initie",
        ],
    ),
    (
        Status::Preparing,
        &[
            "en preparation",
            "en projet",
            "a l'etude",
            "en reflexion",
            "en cours de preparation",
            "en cours de reflexion",
            "en construction",
        ],
    ),
    (
        Status::Suspended,
        &["suspendu", "en suspens", "en pause", "a l'arret", "mis en attente"],
    ),
    (Status::Postponed, &["reporte", "decale", "differe"]),
    (Status::Abandoned, &["abandonne", "annule"]),
    (Status::Reoriented, &["reoriente"]),
    (Status::Sustained, &["perennise", "perenne"]),
    (
        Status::Done,
        &[
            "realise", "termine", "acheve", "finalise", "fait", "fini", "cloture", "atteint",
        ],
    ),
    (
        Status::Going,
        &[
            "en cours",
            "engage",
            "demarre",
            "commence",
            "lance",
            "en cours de realisation",
            "en cours de mise en oeuvre",
        ],
    ),
];

/// What a head says of how actions stand: the word that comes first in it. Of a column that is taken for a part of the plan, only
/// words that cannot be one.
pub(super) fn recognised(label: &str, field: Field) -> Option<Part> {
    let head = plain(label.rsplit(" · ").next().unwrap_or(label));
    // Beside other words, it is the share of anything.
    if head == "%" && field == Field::Skip {
        return Some(Part::Progress);
    }
    let found = HEADS
        .iter()
        .flat_map(|(part, known)| known.iter().map(move |word| (*part, *word)));
    let placed = found.filter_map(|(part, word)| Some((place_of(&head, word)?, part, word.contains(' '))));
    let (_, part, is_phrase) = placed.min_by_key(|(place, _, _)| *place)?;
    let free = field == Field::Skip || (is_phrase && matches!(part, Part::Day | Part::Next));
    free.then_some(part)
}

/// Where a word stands, whole.
fn place_of(head: &str, word: &str) -> Option<usize> {
    let is_open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    head.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| is_open(head[..*at].chars().next_back()) && is_open(head[at + word.len()..].chars().next()))
}

/// The state that these words are, as teams write it: « terminée », « à lancer », « en cours ».
#[must_use]
pub fn status_of(words: &str) -> Option<Status> {
    let said = masculine(&plain(words));
    let usual = Status::ALL
        .into_iter()
        .find(|status| masculine(&plain(status.french())) == said);
    usual.or_else(|| {
        let known = STATES.iter().find(|(_, known)| known.contains(&said.as_str()));
        known.map(|(status, _)| *status)
    })
}

/// Lower case, no accent, plain apostrophes and blanks, no full stop.
fn plain(words: &str) -> String {
    let folded = fold(words).replace('’', "'");
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ").trim_matches(['.', ':', ' ']).to_owned()
}

/// « terminée », « terminées », « terminé(e) » and « terminé » are one word; so are « mise » and « mis », « finies » and « fini ».
fn masculine(words: &str) -> String {
    let bare = words
        .replace("(e)", "")
        .replace("(s)", "")
        .replace("(es)", "")
        .replace("·e", "");
    let each = bare.split(' ').map(|word| {
        let one = word
            .strip_suffix('s')
            .filter(|one| one.ends_with(['e', 'u', 'i']) && one.len() > 3)
            .unwrap_or(word);
        let root = one.strip_suffix("ee").map(|root| format!("{root}e"));
        root.or_else(|| one.strip_suffix("ue").map(|root| format!("{root}u")))
            .or_else(|| one.strip_suffix("ie").map(|root| format!("{root}i")))
            .or_else(|| (one == "mise").then(|| "mis".to_owned()))
            .or_else(|| one.strip_suffix("inte").map(|root| format!("{root}int")))
            .or_else(|| one.strip_suffix("aite").map(|root| format!("{root}ait")))
            .unwrap_or_else(|| one.to_owned())
    });
    each.collect::<Vec<_>>().join(" ")
}

/// Whether a cell holds a share: "45 %", "45", "0,45".
pub(super) fn is_share(words: &str) -> bool {
    let bare = words.trim().trim_end_matches('%').trim_end();
    let digits = bare.chars().all(|c| c.is_ascii_digit() || c == ',');
    !bare.is_empty()
        && digits
        && (words.contains('%') || bare.parse::<u32>().is_ok_and(|share| share <= 100) || hundredths(bare).is_some())
}

/// A share as it is read elsewhere: a part of one becomes so many in a hundred.
pub(super) fn share(words: &str) -> String {
    hundredths(words.trim()).map_or_else(|| words.to_owned(), |share| format!("{share}\u{a0}%"))
}

/// "0,45", which a program shows as 45 %; it shows "0,455" as 46 %.
fn hundredths(words: &str) -> Option<u32> {
    let decimals = words.strip_prefix("0,")?;
    let digits: Option<Vec<u32>> = decimals.chars().map(|digit| digit.to_digit(10)).collect();
    let digits = digits.filter(|digits| !digits.is_empty())?;
    let digit = |at: usize| digits.get(at).copied().unwrap_or(0);
    Some(digit(0) * 10 + digit(1) + u32::from(digit(2) > 4))
}
