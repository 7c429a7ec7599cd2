//! Posts of the cooperation, wherever a text tells them: in a table, one below the other, in a list, in a sentence.
//!
//! A post has the title of someone and the share of a full time that the text gives. What an action employs is no post of the scheme.

mod tabled;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use domain::reading::Sourced;

use super::flow::{self, Paragraph};
use super::fte::{self, Share};
use super::present;
use super::scheme::{Post, is_function};
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::segment::{Kind, Segment};
use crate::wording::{self, is_capitalised};

pub(crate) use tabled::tabled;

/// The posts that sentences and items tell; `taken` are the lines that tables hold.
pub(crate) fn told(segments: &[Segment<'_>], taken: &HashSet<u32>) -> Vec<Post> {
    let mut found = Vec::new();
    for segment in segments {
        let first = segment.lines.first().map(|line| line.words.as_slice()).unwrap_or_default();
        let plan = first
            .iter()
            .take(14)
            .any(|word| word == "actions" || word == "action" || word.starts_with("diagnostic"));
        let prose = matches!(
            segment.kind,
            Kind::Article | Kind::Annex | Kind::Front | Kind::Enacting | Kind::Council | Kind::Parties
        );
        if plan || !prose {
            continue;
        }
        let lines: Vec<Line> = segment
            .lines
            .iter()
            .filter(|line| !taken.contains(&line.number))
            .cloned()
            .collect();
        found.extend(in_paragraphs(
            &flow::paragraphs(&lines),
            segment.kind == Kind::Article || segment.kind == Kind::Annex,
        ));
    }
    found
}

/// Those of one part. Outside of articles and annexes, only the functions that the cooperation alone has.
fn in_paragraphs(paragraphs: &[Paragraph], open: bool) -> Vec<Post> {
    let mut found: Vec<Post> = Vec::new();
    let mut heading: Option<&Passage> = None;
    for paragraph in paragraphs {
        let text = paragraph.passage.joined();
        if !paragraph.item
            && paragraph.passage.words().len() < 10
            && is_capitalised(&text)
            && !text.ends_with(['.', ';', ',', ':'])
        {
            heading = Some(&paragraph.passage);
            continue;
        }
        let start = found.len();
        for sentence in paragraph.passage.sentences() {
            let tokens = sentence.tokens();
            if let Some(employer) = employed_by(&sentence, &tokens) {
                let missing = found[start..].iter_mut().filter(|post| post.employer.is_none());
                missing.for_each(|post| post.employer = Some(employer.clone()));
            }
            for mut post in posts_of(&sentence) {
                // Beside a post of the cooperation, others of the same sentences are too.
                if !open && found.len() == start && !is_cooperation(&post) {
                    continue;
                }
                if post.employer.is_none() && paragraph.item {
                    post.employer = heading.cloned();
                }
                found.push(post);
            }
        }
    }
    found
}

/// The posts of a sentence, each with whoever the last verb before it says to employ.
fn posts_of(sentence: &Passage) -> Vec<Post> {
    let mut employer: Option<Passage> = None;
    let mut found = Vec::new();
    for clause in present::clauses(sentence) {
        employer = employs(&clause).or(employer);
        found.extend(in_clause(&clause).into_iter().map(|mut post| {
            post.employer = post.employer.take().or_else(|| employer.clone());
            post
        }));
    }
    found
}

/// Verbs by which someone has a post, in the present.
const EMPLOYS: [&str; 16] = [
    "emploie",
    "emploient",
    "recrute",
    "recrutent",
    "cree",
    "creent",
    "libere",
    "liberent",
    "consacre",
    "consacrent",
    "affecte",
    "affectent",
    "dedie",
    "salarie",
    "embauche",
    "detache",
];

/// Their participles: "la Ville a recruté", "la Ville employant".
const EMPLOYED: [&str; 10] = [
    "employe", "recrute", "cree", "libere", "consacre", "affecte", "dedie", "salarie", "embauche", "detache",
];
const EMPLOYING: [&str; 5] = ["employant", "recrutant", "creant", "salariant", "embauchant"];

/// Where the verb that has someone as its subject begins, when it ends on this word: "un agent détaché" has none.
fn verb_start(tokens: &[Token], at: usize) -> Option<usize> {
    let is_before = |at: usize, words: &[&str]| at > 0 && words.contains(&tokens[at - 1].word.as_str());
    let fold = tokens[at].fold.as_str();
    let passed = tokens[at].word.to_lowercase().ends_with('é');
    let start = if passed {
        (EMPLOYED.contains(&fold) && is_before(at, &["a", "ont", "aura", "auront"])).then(|| at - 1)?
    } else {
        (EMPLOYS.contains(&fold) || EMPLOYING.contains(&fold)).then_some(at)?
    };
    Some(start - usize::from(is_before(start, &["en", "y"])))
}

/// "Le syndicat emploie", "Pour animer la convention, la Ville crée", "Grandval Agglo en recrute": the subject of the verb.
fn employs(clause: &Passage) -> Option<Passage> {
    let tokens = clause.tokens();
    let (at, start) = (0..tokens.len()).find_map(|at| Some((at, verb_start(&tokens, at)?)))?;
    let end = start.checked_sub(1)?;
    let parts = |at: &usize| clause.signs_after(&tokens[*at]).contains([',', ';', ':']);
    let start = (0..end).rev().find(parts).map_or(0, |at| at + 1);
    let start = start + usize::from(tokens[start].fold == "et");
    let first = tokens.get(start).filter(|_| start <= end && end - start < LONGEST_SUBJECT)?;
    let article = matches!(first.fold.as_str(), "le" | "la" | "les" | "l");
    let someone = is_capitalised(&first.word) || article;
    let denies = tokens[start..at]
        .iter()
        .any(|token| matches!(token.fold.as_str(), "ne" | "n" | "qui" | "il" | "elle"));
    (someone && !denies).then(|| clause.between(first, &tokens[end]))
}

/// Words of whoever employs, at most.
const LONGEST_SUBJECT: usize = 9;

fn is_cooperation(post: &Post) -> bool {
    let words = post.title.words();
    words
        .iter()
        .any(|word| word == "cooperation" || word == "ctg" || word.starts_with("coordinat"))
}

/// "Toutes deux sont employées par la communauté de communes", "employé(e) par la Ville".
fn employed_by(sentence: &Passage, tokens: &[Token]) -> Option<Passage> {
    const STEMS: [&str; 5] = ["employe", "recrute", "embauche", "remunere", "porte"];
    // "est créé par la commune", and not "créé par arrêté".
    let made = |at: usize| at > 0 && tokens[at].fold == "cree" && matches!(tokens[at - 1].fold.as_str(), "est" | "sera");
    let by = |at: usize| {
        let by = (at + 1..tokens.len()).find(|next| !matches!(tokens[*next].fold.as_str(), "e" | "s" | "es"))?;
        let said = STEMS.iter().any(|stem| tokens[at].fold.starts_with(stem)) || made(at);
        (said && tokens[by].fold == "par").then_some(by)
    };
    let first = (0..tokens.len()).find_map(by)? + 1;
    let signs = |end: &usize| sentence.signs_after(&tokens[*end]).starts_with([',', '.', ';', '(']);
    let aside = |end: &usize| {
        matches!(
            tokens.get(end + 1).map(|next| next.word.as_str()),
            Some("à" | "a" | "soit" | "pour")
        )
    };
    let last = (first..tokens.len())
        .find(|end| signs(end) || aside(end))
        .unwrap_or(tokens.len() - 1);
    tokens.get(first).map(|first| sentence.between(first, &tokens[last]))
}

/// "une chargée de coopération, à 0,3 ETP", "un quart de temps de conseiller technique": each post of a clause.
fn in_clause(clause: &Passage) -> Vec<Post> {
    let tokens = clause.tokens();
    let mut found: Vec<Post> = Vec::new();
    let mut from = 0;
    for share in fte::all(clause, &tokens) {
        let title = (from..share.first).rev().find(|at| opens_title(&tokens, *at));
        // "l'un à 0,5 ETP, l'autre à 0,75 ETP": both have the title said before.
        let other = (from..share.first).any(|at| tokens[at].fold == "autre" || tokens[at].fold == "autres");
        let title = match (title, found.last()) {
            (Some(first), _) => Some(singular(
                clause,
                &tokens,
                first,
                title_end(clause, &tokens, first, share.first),
            )),
            (None, Some(before)) => other.then(|| before.title.clone()),
            (None, None) => (share.last + 1..tokens.len().min(share.last + 4))
                .find(|at| is_someone(&tokens[*at].fold))
                .map(|first| clause.between(&tokens[first], &tokens[title_end(clause, &tokens, first, tokens.len())])),
        };
        from = share.last + 1;
        let Some(title) = title else { continue };
        let opening =
            super::actors::actor(clause, &tokens, 0).filter(|actor| !is_someone(&tokens[actor.first].fold) && !actor.body);
        let opening = opening.map(|actor| clause.between(&tokens[0], &tokens[actor.last]));
        let Share { hundredths, noisy, .. } = share.share;
        found.push(Post {
            title,
            fte_hundredths: Some(Sourced::new(
                hundredths,
                clause.between(&tokens[share.first], &tokens[share.last]).lines(),
            )),
            colon: false,
            employer: employed_by(clause, &tokens)
                .or_else(|| in_brackets(clause, &tokens, share.last))
                .or(opening),
            noisy,
        });
    }
    found
}

/// "(0,6 ETP, communauté de communes)": who employs, beside the share and in the same brackets.
fn in_brackets(clause: &Passage, tokens: &[Token], share: usize) -> Option<Passage> {
    let signs = clause.signs_after(tokens.get(share)?);
    let first = tokens.get(share + 1).filter(|_| signs.starts_with(','))?;
    let closes = |at: &usize| clause.signs_after(&tokens[*at]).starts_with(')');
    let last = (share + 1..tokens.len().min(share + LONGEST_SUBJECT)).find(closes)?;
    let opened = (0..share)
        .rev()
        .take(4)
        .any(|at| clause.signs_after(&tokens[at]).ends_with('('));
    let someone = super::actors::is_head(&first.fold);
    (opened && someone).then(|| clause.between(first, &tokens[last]))
}

/// "Deux chargés de coopération, l'un": the title of each, without the plural of the pair.
fn singular(clause: &Passage, tokens: &[Token], first: usize, last: usize) -> Passage {
    let title = clause.between(&tokens[first], &tokens[last]);
    let pair = tokens
        .get(last + 1..last + 3)
        .is_some_and(|next| next[0].fold == "l" && next[1].fold.starts_with("un"));
    let parts = title.parts().iter().enumerate().map(|(index, (line, text))| {
        let text = match text.split_once(' ').filter(|_| pair && index == 0) {
            Some((word, rest)) => format!("{} {rest}", word.trim_end_matches('s')),
            None => text.clone(),
        };
        (*line, text)
    });
    Passage::new(parts.collect())
}

fn is_someone(word: &str) -> bool {
    is_function(word) && !word.starts_with("cooperation") && !word.starts_with("coordination")
}

/// "une chargée", "un agent", "conseillère" at the start of an item.
fn opens_title(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens[before].fold.as_str());
    // "le poste de coordination (0,9 ETP)" is one whoever holds it.
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let post = fold(at) == "poste" && fold(at + 1) == "de" && matches!(fold(at + 2), "coordination" | "cooperation");
    (is_someone(&tokens[at].fold) || post)
        && matches!(
            before,
            None | Some("un" | "une" | "le" | "la" | "l" | "de" | "d" | "deux" | "trois")
        )
}

/// Where a title ends: at a sign, at what employs, at how much, at what the person does.
fn title_end(clause: &Passage, tokens: &[Token], first: usize, most: usize) -> usize {
    let stops = |token: &Token| {
        let word = token.fold.as_str();
        matches!(word, "est" | "soit" | "sont" | "pour" | "chez" | "dont" | "qui" | "y")
            || token.word == "à"
            || token.word == "a"
            || word.starts_with("employe")
            || word.starts_with("recrute")
            || word.starts_with("mis")
    };
    let mut last = first;
    while last + 1 < most.min(first + 9)
        && clause.signs_after(&tokens[last]).trim_matches(['\'', '’', '-']).is_empty()
        && !stops(&tokens[last + 1])
    {
        last += 1;
    }
    while last > first && wording::is_link(&tokens[last].fold) {
        last -= 1;
    }
    last
}

/// The lines of a passage, for what a table does not hold.
pub(crate) fn is_told_again(told: &Post, tabled: &[Post]) -> bool {
    let words = told.title.words();
    tabled.iter().any(|post| {
        let known = post.title.words();
        let same_share =
            post.fte_hundredths.as_ref().map(|share| share.value) == told.fte_hundredths.as_ref().map(|share| share.value);
        known == words || same_share && (known.starts_with(&words) || words.starts_with(&known))
    })
}
