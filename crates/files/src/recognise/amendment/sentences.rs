//! One sentence of an amendment: the dates it moves, who joins or leaves, what it adds, drops or words otherwise.

use domain::reading::{ChangeKind, ChangeRead, Sourced};

use super::super::presentation::quoted;
use super::super::target::{self, Object, Verb};
use super::change;
use crate::prose::Prose;
use crate::wording::{self};

/// "La date de fin de la convention, fixée au …, est reportée au …", "La durée est prolongée jusqu'au …".
pub(super) fn dates(sentence: &Prose) -> Option<ChangeRead> {
    let words = sentence.words();
    let put_off = |word: &String| {
        ["report", "prolong", "prorog", "repouss", "ramen", "avanc"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let verb = words
        .iter()
        .position(put_off)
        .or_else(|| words.iter().position(|word| word.starts_with("porte") || word == "desormais"))?;
    let lasting = words[..verb]
        .iter()
        .position(|word| matches!(word.as_str(), "fin" | "duree" | "terme" | "echeance" | "convention"))?;
    let date = sentence.dates();
    let years = words
        .iter()
        .any(|word| matches!(word.as_str(), "an" | "ans" | "annee" | "annees" | "mois"));
    let lasts = words[lasting] != "convention" || put_off(&words[verb]);
    if date.is_empty() && !years || !lasts {
        return None;
    }
    // The subject ends at the first sign, or before its verb.
    let end = (1..verb)
        .find(|at| {
            sentence.part(sentence.end_of(at - 1), sentence.start_of(*at)).contains(',')
                || matches!(words[*at].as_str(), "est" | "sera" | "fixee")
        })
        .unwrap_or(verb);
    let subject = sentence.part(0, sentence.end_of(end - 1));
    let said = |date: &crate::calendar::Dated| {
        sentence.sourced(sentence.part(sentence.start_of(date.at), sentence.end_of(date.at + date.length - 1)))
    };
    let mut found = change(ChangeKind::ChangeDates, Some(sentence.sourced(subject)), sentence);
    found.before = (date.len() > 1).then(|| date.first().map(said)).flatten();
    found.after = date.last().map(said);
    Some(found)
}

/// "Trois actions sont ajoutées au plan figurant en annexe 2 : les actions 12, 13 et 14": each of those that are numbered one after the
/// other; where they are added is no change by itself.
pub(super) fn several(sentence: &Prose) -> Vec<ChangeRead> {
    let words = sentence.words();
    let number = |at: usize| {
        let word = words.get(at).filter(|word| word.len() < 4)?;
        word.starts_with(|c: char| c.is_ascii_digit()).then_some(at)
    };
    let named = |at: &usize| matches!(words[*at].as_str(), "actions" | "fiches") && number(at + 1).is_some();
    let Some(at) = (0..words.len()).find(named) else {
        return Vec::new();
    };
    let mut numbers = vec![at + 1];
    let mut next = at + 2;
    while let Some(one) = number(next).or_else(|| number(next + 1).filter(|_| words[next] == "et")) {
        numbers.push(one);
        next = one + 1;
    }
    let one = |at: usize| {
        let target = sentence.sourced(&words[at]).map(|number| format!("action {number}"));
        change(ChangeKind::AddAction, Some(target), sentence)
    };
    if numbers.len() < 2 {
        Vec::new()
    } else {
        numbers.into_iter().map(one).collect()
    }
}

/// "La commune de Valmont rejoint la convention".
pub(super) fn perimeter(sentence: &Prose) -> Option<ChangeRead> {
    const MOVES: [&str; 7] = ["rejoint", "adhere", "integre", "quitte", "retire", "associee", "entre"];
    let words = sentence.words();
    let at = words
        .iter()
        .take(4)
        .position(|word| word == "commune" || word == "communes")?;
    let verb = (at..words.len()).find(|at| MOVES.iter().any(|verb| words[*at].starts_with(verb)) && words[*at] != "entree")?;
    words[verb..]
        .iter()
        .find(|word| matches!(word.as_str(), "convention" | "perimetre" | "demarche"))?;
    let end = (at + 1..verb)
        .find(|at| sentence.part(sentence.end_of(at - 1), sentence.start_of(*at)).contains(','))
        .unwrap_or(if words[verb - 1] == "se" || words[verb - 1] == "est" {
            verb - 1
        } else {
            verb
        });
    let text = sentence.part(sentence.end_of(at), sentence.end_of(end - 1)).trim();
    let name = ["de ", "d'", "d’", "du ", "des "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead))
        .unwrap_or(text);
    Some(change(ChangeKind::ChangePerimeter, Some(sentence.sourced(name)), sentence))
}

/// "La commune de Valmont, représentée par son maire, qui adhère par le présent avenant": a party that the amendment brings.
pub(super) fn joins(party: &Prose) -> Option<ChangeRead> {
    let words = party.words();
    let said = words
        .windows(2)
        .any(|pair| pair[0] == "qui" && matches!(pair[1].as_str(), "adhere" | "rejoint"));
    let now = words.iter().any(|word| matches!(word.as_str(), "avenant" | "convention"));
    let presented = words.iter().any(|word| word.starts_with("represent"));
    let (name, _) = party.text().split_once(',').filter(|_| said && now && presented)?;
    let bare = [
        "La commune de ",
        "la commune de ",
        "La commune d'",
        "la commune d'",
        "La ",
        "la ",
        "Le ",
        "le ",
    ];
    let name = bare.iter().find_map(|lead| name.strip_prefix(lead)).unwrap_or(name);
    Some(change(ChangeKind::ChangeParties, Some(party.sourced(name)), party))
}

/// What happens to the article, the annex or the action that the sentence names first.
pub(super) fn object(sentence: &Prose, verb: Verb) -> Option<ChangeRead> {
    let mut targets = target::targets(sentence, 0).into_iter();
    let target = targets.next()?;
    // An alinéa that comes or goes changes its article.
    let inside = target.within && verb == Verb::Add || target.part;
    let kind = target.object.changed(if inside { Verb::Change } else { verb });
    let mut found = change(kind, Some(target.text.clone()), sentence);
    let (before, after) = wordings(sentence, target.end, target.object);
    (found.before, found.after) = (before, after);
    // What the new words say tells what is changed: who signs, from when to when.
    let words = wording::words(found.after.as_ref().map_or("", |text| &text.value));
    let signs = ["est", "sont", "devient", "deviennent"].iter().any(|verb| {
        let one = wording::position(&words, &[verb, "signataire"]);
        one.or_else(|| wording::position(&words, &[verb, "signataires"])).is_some()
    });
    let day = |text: &Option<Sourced<String>>| text.as_ref().is_some_and(|text| is_day(&text.value));
    if found.kind == ChangeKind::ChangeArticle && signs {
        found.kind = ChangeKind::ChangeParties;
    } else if found.kind == ChangeKind::ChangeArticle && day(&found.before) && day(&found.after) {
        found.kind = ChangeKind::ChangeDates;
    }
    Some(found)
}

/// The wordings that a sentence quotes, or the times that it changes.
pub(super) fn wordings(sentence: &Prose, from: usize, object: Object) -> (Option<Sourced<String>>, Option<Sourced<String>>) {
    let mut quotes = Vec::new();
    let mut at = from;
    while let Some(text) = quoted(sentence.part(at, sentence.text().len())) {
        let quote = sentence.sourced(text);
        at = (text.as_ptr() as usize - sentence.text().as_ptr() as usize) + text.len();
        quotes.push(quote);
    }
    let mut quotes = quotes.into_iter();
    match (quotes.next(), quotes.next()) {
        (Some(before), Some(after)) => (Some(before), Some(after)),
        (Some(after), None) => (None, Some(after)),
        _ if object == Object::Action => times(sentence, from),
        _ => (None, None),
    }
}

/// "prévue en 2023, est désormais prévue en 2025": the piece before the word, and the piece after it.
pub(super) fn times(sentence: &Prose, from: usize) -> (Option<Sourced<String>>, Option<Sourced<String>>) {
    let words = sentence.words();
    let Some(at) = words.iter().position(|word| word == "desormais") else {
        return (None, None);
    };
    let led = words
        .get(at.wrapping_sub(1))
        .is_some_and(|word| matches!(word.as_str(), "est" | "sont" | "sera" | "seront"));
    let to = sentence.start_of(at - usize::from(led));
    let trimmed = |text: &str| -> Option<Sourced<String>> {
        let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '»'));
        let start = text.find(bare)?;
        (!bare.is_empty()).then(|| sentence.sourced(&text[start..start + bare.len()]))
    };
    (
        trimmed(sentence.part(from, to)),
        trimmed(sentence.part(sentence.end_of(at), sentence.text().len())),
    )
}

/// A date and nothing else.
pub(super) fn is_day(text: &str) -> bool {
    let words = wording::words(text);
    matches!(crate::calendar::dated(&words).as_slice(), [date] if date.length == words.len())
}

/// What is changed that no number names: who signs, the cooperation, the money.
pub(super) fn matter(sentence: &Prose) -> Option<ChangeRead> {
    let words = sentence.words();
    let any = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    let replaces = any(&["substitue"]) && any(&["commune", "communaute", "syndicat"]);
    let becomes = wording::position(words, &["devient", "partie"]).is_some()
        || wording::position(words, &["deviennent", "parties"]).is_some();
    let kind = if any(&["signataire", "cocontractant"]) || replaces || becomes {
        ChangeKind::ChangeParties
    } else if any(&["cooperation", "coordination"]) {
        ChangeKind::ChangeCooperation
    } else if any(&["financement", "montant", "subvention", "enveloppe", "participation"]) {
        ChangeKind::ChangeFunding
    } else {
        return None;
    };
    // What is said of it stands before its verb.
    let verb = words
        .iter()
        .position(|word| matches!(word.as_str(), "est" | "sont" | "devient" | "deviennent" | "se" | "sera"))?;
    let text = sentence.part(0, sentence.end_of(verb.checked_sub(1)?));
    // "La participation de la Caf, fixée à 18 000 € par l'article 9": what it was is no part of its name.
    let text = text.split_once(", fix").map_or(text, |(name, _)| name);
    let subject = ["Le ", "La ", "Les ", "L'", "L’"]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    Some(change(kind, Some(sentence.sourced(subject)), sentence))
}
