//! What running sentences say of bodies: "Le comité de pilotage se réunit deux fois par an", "réunit le maire et", "Il valide le bilan".

use domain::reading::Sourced;
use domain::wording::capitalised;

use super::bodies::{Told, body_at, is_common};
use super::body_blocks::is_pronoun;
use super::present;
use super::rhythm::{number, rhythm};
use crate::passage::{Passage, Token};
use crate::wording;

/// The text of an item or of a sentence, without the sign that ends it.
pub(super) fn trimmed(passage: &Passage) -> Sourced<String> {
    passage
        .sourced()
        .map(|text| text.trim_end_matches([',', ';', '.', ' ']).to_owned())
}

/// The sentences of a text; "Il valide le bilan ; il adopte les avenants" is two.
pub(super) fn clauses(text: &Passage) -> Vec<Passage> {
    let mut found = Vec::new();
    for sentence in text.sentences() {
        let tokens = sentence.tokens();
        let mut from = 0;
        for at in 1..tokens.len() {
            if sentence.signs_after(&tokens[at - 1]).starts_with(';') && is_pronoun(&tokens[at].fold) {
                found.push(sentence.between(&tokens[from], &tokens[at - 1]));
                from = at;
            }
        }
        match tokens.get(from).filter(|_| from > 0) {
            Some(first) => found.push(sentence.from(first)),
            None => found.push(sentence),
        }
    }
    found
}

/// "La cellule finances. Elle comprend un agent de chaque communauté": a name by itself, and who sits.
pub(super) fn named_alone(sentence: &Passage, next: &Passage) -> Option<Sourced<String>> {
    let (tokens, after) = (sentence.tokens(), next.tokens());
    let article = tokens
        .first()
        .is_some_and(|first| matches!(first.fold.as_str(), "le" | "la" | "les" | "l" | "un" | "une"));
    let brief = (2..=6).contains(&tokens.len()) && sentence.joined().ends_with('.');
    let pronoun = after.first().is_some_and(|first| is_pronoun(&first.fold));
    if !(article && brief && pronoun) || composition(next, &after).is_empty() {
        return None;
    }
    let name = sentence.between(tokens.get(1)?, tokens.last()?).sourced();
    Some(name.map(|text| capitalised(&text)))
}

/// Of whom a sentence speaks.
pub(super) enum Subject {
    /// A body that it names, and where the words after the name begin.
    Named(Sourced<String>, usize),
    /// "Il", "Elles", "Y siègent": the one before.
    Before(usize),
    /// Somebody or something else.
    Other,
}

/// The subject of a sentence; `current` is the name of the body of this section, which a first word may take up.
pub(super) fn subject(sentence: &Passage, tokens: &[Token], current: Option<&str>) -> Subject {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let sits = tokens
        .windows(2)
        .any(|pair| pair[0].fold == "y" && pair[1].fold.starts_with("sieg"));
    if sits {
        return Subject::Before(tokens.len());
    }
    if is_pronoun(fold(0)) || fold(0).starts_with("ouvert") {
        return Subject::Before(usize::from(is_pronoun(fold(0))));
    }
    // "Présidé par la maire, il comprend": what leads the pronoun says who chairs.
    if ["preside", "copreside", "anime"].iter().any(|stem| fold(0).starts_with(stem))
        && let Some(at) = (1..tokens.len().min(MOST_LEADING)).find(|at| is_pronoun(fold(*at)))
    {
        return Subject::Before(at + 1);
    }
    let article = matches!(fold(0), "le" | "la" | "les" | "l" | "un" | "une" | "ce" | "cette" | "chaque");
    let at = usize::from(article || number(fold(0)).is_some());
    // "Il n'est pas créé de comité": nothing is set up.
    // A working group has the name of those who work in it.
    let working = fold(at) == "groupe" && fold(at + 2) == "travail" && matches!(fold(at + 3), "de" | "des" | "du");
    let group = || named_at(sentence, tokens, at).filter(|_| working);
    if let Some(length) = group()
        .or_else(|| body_at(tokens, at))
        .or_else(|| named_at(sentence, tokens, at))
    {
        let name = sentence.between(&tokens[at], &tokens[at + length - 1]).sourced();
        return Subject::Named(name.map(|text| capitalised(&text)), at + length);
    }
    if let Some(end) = gathers_at(sentence, tokens, at).filter(|_| article) {
        let name = sentence.between(&tokens[at], &tokens[end - 1]).sourced();
        return Subject::Named(name.map(|text| capitalised(&text)), end);
    }
    let head = current.map(wording::words).and_then(|words| words.into_iter().next());
    if at > 0 && head.is_some_and(|head| head == fold(at)) {
        return Subject::Before(at + 1);
    }
    Subject::Other
}

/// Words that lead the verb of a body, at most.
const MOST_LEADING: usize = 16;

/// "comité des deux rives", "groupe de préparation": a body by any name, up to its verb.
fn named_at(sentence: &Passage, tokens: &[Token], at: usize) -> Option<usize> {
    const MOST: usize = 6;
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let head = matches!(
        fold(at),
        "comite" | "comites" | "groupe" | "equipe" | "cellule" | "assemblee" | "conference" | "instance"
    );
    if !head || !matches!(fold(at + 1), "de" | "des" | "du" | "d") {
        return None;
    }
    let verb = present::verb(sentence, tokens, at + 1, fold(at).ends_with('s'));
    let is = (at + 1..tokens.len()).find(|at| matches!(fold(*at), "est" | "sont" | "sera" | "se" | "s" | "a"));
    let sign = (at..tokens.len())
        .find(|at| sentence.signs_after(&tokens[*at]).starts_with([',', ':', '(']))
        .map(|at| at + 1);
    let end = [verb, is, sign].into_iter().flatten().min()?;
    (end > at + 2 && end - at <= MOST).then_some(end - at)
}

/// "La rencontre annuelle réunit le maire et", "Une table de quartier se réunit": whatever gathers people, when it is nobody.
fn gathers_at(sentence: &Passage, tokens: &[Token], at: usize) -> Option<usize> {
    const THINGS: [&str; 12] = [
        "annexe",
        "article",
        "convention",
        "diagnostic",
        "dispositif",
        "document",
        "lagon",
        "plan",
        "presente",
        "reseau",
        "territoire",
        "titre",
    ];
    const MOST: usize = 6;
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let head = fold(at);
    if THINGS.contains(&head) || super::actors::is_head(head) {
        return None;
    }
    // "La commission mixte, coprésidée par les deux caisses, se réunit": what stands between two signs is no part of the name.
    let comma = |at: &usize| sentence.signs_after(&tokens[*at]).starts_with(',');
    let aside = (at..tokens.len().min(at + MOST)).find(comma);
    let closed = aside.and_then(|aside| (aside + 1..tokens.len().min(aside + MOST_LEADING)).find(comma));
    if let (Some(aside), Some(closed)) = (aside, closed) {
        let next = closed + 1 + usize::from(matches!(fold(closed + 1), "se" | "s"));
        let chaired = ["preside", "copreside", "anime", "compose"]
            .iter()
            .any(|stem| fold(aside + 1).starts_with(stem));
        if chaired && fold(next).starts_with("reuni") {
            return Some(aside + 1);
        }
    }
    let verb = (at + 1..tokens.len().min(at + MOST + 2)).find(|at| {
        let gathers = matches!(
            fold(*at),
            "reunit" | "reunissent" | "rassemble" | "rassemblent" | "siege" | "siegent"
        );
        gathers && !matches!(fold(at - 1), "qui" | "y" | "ou")
    })?;
    let end = if matches!(fold(verb - 1), "se" | "s") {
        verb - 1
    } else {
        verb
    };
    (end > at && end - at <= MOST).then_some(end)
}

/// "mettre en place un comité de pilotage, un comité technique": bodies that a sentence sets up.
pub(super) fn set_up(sentence: &Passage) -> Vec<Told> {
    let words = sentence.words();
    let sets = wording::position(&words, &["mettre", "en", "place"])
        .or_else(|| wording::position(&words, &["mis", "en", "place"]))
        .or_else(|| {
            words
                .iter()
                .position(|word| matches!(word.as_str(), "creer" | "instituer" | "instaurer" | "constituer"))
        });
    let Some(from) = sets else { return Vec::new() };
    let tokens = sentence.tokens();
    let article = |at: usize| at > 0 && matches!(tokens[at - 1].fold.as_str(), "un" | "une" | "le" | "la");
    let named = (from..tokens.len())
        .filter(|at| article(*at))
        .filter_map(|at| Some((at, body_at(&tokens, at)?)));
    named
        .map(|(at, length)| {
            let name = sentence
                .between(&tokens[at], &tokens[at + length - 1])
                .sourced()
                .map(|text| capitalised(&text));
            Told::of(name, true)
        })
        .collect()
}

/// Rhythm, chairs, members and missions that one sentence gives of its subject.
pub(super) fn sentence_of(told: &mut Told, sentence: &Passage, next: usize) {
    let tokens = sentence.tokens();
    let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
    let starts = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    let meets = starts(&["reuni", "retrouv", "rencontr", "organis", "convoqu", "ouvert", "sieg", "lieu"])
        || starts(&["tien"]) && words.iter().any(|word| word == "se");
    if meets
        && told.rhythm.is_none()
        && let Some(times) = rhythm(&words)
    {
        told.rhythm = Some((trimmed(sentence), times));
    }
    chairs(told, sentence, &tokens);
    told.members.extend(composition(sentence, &tokens));
    charge(told, sentence, &tokens, &words);
    told.does.extend(done(sentence, &tokens, next));
}

fn chairs(told: &mut Told, sentence: &Passage, tokens: &[Token]) {
    let at = tokens.iter().rposition(|token| {
        ["preside", "copreside", "coanime"]
            .iter()
            .any(|start| token.fold.starts_with(start))
    });
    if let Some(at) = at
        && tokens.get(at + 1).is_some_and(|token| token.fold == "par")
    {
        let by = sentence.after(&tokens[at + 1]);
        told.chairs = Some(by.sentences().into_iter().next().unwrap_or(by));
    }
}

/// "chargé de préparer les réunions", "a pour mission de".
fn charge(told: &mut Told, sentence: &Passage, tokens: &[Token], words: &[String]) {
    let charged = wording::position(words, &["charge", "de"]).map(|at| at + 1);
    // "la chargée de coopération" is someone.
    let charged = charged.filter(|at| {
        words
            .get(at + 1)
            .is_some_and(|word| word.ends_with("er") || word.ends_with("ir") || word.ends_with("re"))
    });
    let charged = charged.or_else(|| wording::position(words, &["pour", "mission", "de"]).map(|at| at + 2));
    if let Some(last) = charged.and_then(|at| tokens.get(at)) {
        let mission = trimmed(&sentence.after(last));
        if mission.value.contains(' ') {
            told.missions.push(mission);
        }
    }
}

/// Those that a sentence lists: "réunit le maire et", "est composé du maire, d'un élu", "Y siègent", "ouverte aux associations".
pub(super) fn composition(sentence: &Passage, tokens: &[Token]) -> Vec<Sourced<String>> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let of = |at: usize| matches!(fold(at), "de" | "du" | "des" | "d");
    let opens = |at: &usize| {
        let word = fold(*at);
        let before = at.checked_sub(1).map_or("", fold);
        let gathers = matches!(
            word,
            "reunit" | "reunissent" | "rassemble" | "rassemblent" | "comprend" | "comprennent" | "regroupe" | "regroupent"
        );
        let made = ["compose", "constitue", "forme"].iter().any(|stem| word.starts_with(stem)) && of(at + 1);
        let sits = word.starts_with("sieg") && (before == "y" || before == "ou" || fold(0) == "y");
        let open = word.starts_with("ouvert") && matches!(fold(at + 1), "a" | "aux" | "au");
        gathers && !matches!(before, "se" | "s") || made || sits || open
    };
    let Some(at) = (0..tokens.len()).find(opens) else {
        return Vec::new();
    };
    // "Le maire y siège".
    if at > 1 && fold(at - 1) == "y" {
        return in_a_row(&sentence.between(&tokens[0], &tokens[at - 2]), Row::Bare);
    }
    let Some(first) = tokens.get(at + 1) else { return Vec::new() };
    let rest = sentence.between(first, &tokens[tokens.len() - 1]);
    let way = match first.fold.as_str() {
        "de" | "du" | "des" | "d" => Row::Of,
        "a" | "aux" | "au" => Row::To,
        _ => Row::Bare,
    };
    in_a_row(&rest, way)
}

/// How each of a row opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// "du maire, d'un élu".
    Of,
    /// "aux associations et aux habitants".
    To,
    /// "le maire, un élu".
    Bare,
}

/// One member each; the row ends where the sentence goes on with something else.
pub(super) fn in_a_row(passage: &Passage, way: Row) -> Vec<Sourced<String>> {
    let tokens = passage.tokens();
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let fits = |at: usize| match way {
        Row::Of => matches!(fold(at), "de" | "du" | "des" | "d"),
        Row::To => matches!(fold(at), "a" | "au" | "aux"),
        Row::Bare => matches!(fold(at), "le" | "la" | "les" | "l" | "un" | "une" | "des") || number(fold(at)).is_some(),
    };
    let comma = |at: usize| passage.signs_after(&tokens[at]).starts_with([',', ';']);
    let opens = |at: &usize| fits(*at) && (*at == 0 || fold(at - 1) == "et" || comma(at - 1));
    // ", se retrouve": the row is over.
    let over = (0..tokens.len()).find(|at| {
        let next = fold(at + 1);
        comma(*at)
            && (matches!(next, "se" | "s" | "sur" | "sous" | "au" | "qui" | "et")
                && !fits(at + 1)
                && !(next == "et" && fits(at + 2))
                || number(next).is_some() && fold(at + 2) == "fois")
    });
    let end = over.map_or(tokens.len(), |at| at + 1);
    let starts: Vec<usize> = (0..end).filter(opens).collect();
    let each = starts.iter().enumerate().filter_map(|(index, start)| {
        let mut end = starts.get(index + 1).map_or(end, |next| *next);
        while end > start + 1 && fold(end - 1) == "et" {
            end -= 1;
        }
        let from = if way == Row::Bare { *start } else { start + 1 };
        let first = tokens.get(from).filter(|_| from < end)?;
        // "ouverte à tous" names nobody.
        let nobody = end - from == 1 && first.fold == "tous";
        (!nobody).then(|| trimmed(&passage.between(first, &tokens[end - 1])))
    });
    each.collect()
}

/// "Il arrête les priorités et approuve le bilan": one mission a verb.
fn done(sentence: &Passage, tokens: &[Token], from: usize) -> Vec<Sourced<String>> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let plural = matches!(fold(0), "ils" | "elles" | "les");
    let Some(first) = present::verb(sentence, tokens, from, plural) else {
        return Vec::new();
    };
    // "Il se réunit trois fois par an et prépare les décisions": what it does comes after how it meets.
    let meets = first > 0 && matches!(fold(first - 1), "se" | "s");
    let next = (first + 1..tokens.len())
        .filter(|at| meets && fold(at - 1) == "et")
        .find(|at| present::verb(sentence, tokens, *at, plural) == Some(*at));
    let first = next.unwrap_or(first);
    let denied = (0..first).any(|at| matches!(fold(at), "ne" | "n"));
    let reflexive = first > 0 && matches!(fold(first - 1), "se" | "s") || fold(0) == "y";
    if denied || reflexive || is_common(fold(first)) {
        return Vec::new();
    }
    let mut starts = vec![first];
    for at in first + 2..tokens.len() {
        let joined = fold(at - 1) == "et" || sentence.signs_after(&tokens[at - 1]).starts_with(',');
        if joined && present::verb(sentence, tokens, at, plural) == Some(at) {
            starts.push(at);
        }
    }
    let mut found = Vec::new();
    let mut with_aside: Option<usize> = None;
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(tokens.len(), |next| *next);
        let mut last = end - 1;
        while last > *start && fold(last) == "et" {
            last -= 1;
        }
        // "décide des suites et, s'il le faut, propose": the condition goes with what follows.
        let aside = (*start..last).rfind(|at| fold(*at) == "et" && sentence.signs_after(&tokens[*at]).starts_with(','));
        let cut = aside.filter(|at| index + 1 < starts.len() && last - at < 6);
        let start = &std::mem::replace(&mut with_aside, cut.map(|at| at + 1)).unwrap_or(*start);
        found.push(trimmed(
            &sentence.between(&tokens[*start], &tokens[cut.map_or(last, |at| at - 1)]),
        ));
    }
    // "suit la convention" says nothing that a name does not.
    found.retain(|mission| !mission.value.ends_with(" la convention") || mission.value.split(' ').count() > 3);
    found
}

/// "Le chargé de coopération et l'agent se retrouvent une fois par mois", under the name of a body: who meets.
pub(super) fn who_meets(sentence: &Passage, tokens: &[Token]) -> Vec<Sourced<String>> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let at = (1..tokens.len()).find(|at| {
        let meets = fold(*at).starts_with("reuni") || fold(*at).starts_with("retrouv");
        meets && matches!(fold(at - 1), "se" | "s" | "sont")
    });
    let Some(last) = at.and_then(|at| at.checked_sub(2)).and_then(|at| tokens.get(at)) else {
        return Vec::new();
    };
    in_a_row(&sentence.between(&tokens[0], last), Row::Bare)
}

#[cfg(test)]
mod tests;
