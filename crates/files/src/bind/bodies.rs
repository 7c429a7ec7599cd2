//! Governance bodies: what several places say of one is put together, and members find whom they sit for.

use domain::reading::{BodyRead, Holder, Key, Lines, MemberRead, Rhythm, Sourced};

use super::holders::Who;
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::recognise::bodies::{self, Told};
use crate::segment::Segment;
use crate::wording;

/// The bodies of the text, in the order of their first mention; those with a section of their own first.
pub(crate) fn bind(segments: &[Segment<'_>], lines: &[Line], who: Who<'_>) -> Vec<BodyRead> {
    let mut told = bodies::told(segments);
    told.sort_by_key(|told| !told.heading || told.members.is_empty());
    let mut read: Vec<BodyRead> = Vec::new();
    let mut work: Vec<(usize, bool, Vec<Sourced<String>>)> = Vec::new();
    for told in told {
        let at = same(&read, &told.name).unwrap_or_else(|| {
            read.push(new(&told.name));
            read.len() - 1
        });
        let own_part = told.own_part;
        let does = take(&mut read[at], told, who);
        work.push((at, own_part, does));
    }
    // What a body does is its mission where nothing tells its missions; first in the part that is about bodies.
    for own_part in [true, false] {
        let listed: Vec<bool> = read.iter().map(|body| !body.missions.is_empty()).collect();
        for (at, _, does) in work.iter().filter(|(at, own, _)| *own == own_part && !listed[*at]) {
            for mission in does {
                add_mission(&mut read[*at], mission.clone());
            }
        }
    }
    other_names(&mut read, lines);
    read
}

fn add_mission(body: &mut BodyRead, mission: Sourced<String>) {
    body.lines = body.lines.union(&mission.lines);
    match body.missions.iter_mut().find(|known| known.value == mission.value) {
        Some(known) => known.lines = known.lines.union(&mission.lines),
        None => body.missions.push(mission),
    }
}

fn new(name: &Sourced<String>) -> BodyRead {
    let (own, short) = split(name);
    BodyRead {
        lines: name.lines.clone(),
        name: own,
        other_names: short.into_iter().collect(),
        members: Vec::new(),
        missions: Vec::new(),
        rhythm: None,
        chairs: Vec::new(),
    }
}

/// "Comité de pilotage (COPIL)": its name, and the short form in brackets.
fn split(name: &Sourced<String>) -> (Sourced<String>, Option<Sourced<String>>) {
    let short = name.value.split_once('(').and_then(|(own, rest)| {
        let short = rest.trim_end_matches([')', ' ']);
        let plain = !short.is_empty() && !short.contains([' ', '(', ')']) && !own.trim().is_empty();
        plain.then(|| (own.trim().to_owned(), short.to_owned()))
    });
    match short {
        Some((own, short)) => (
            Sourced::new(own, name.lines.clone()),
            Some(Sourced::new(short, name.lines.clone())),
        ),
        None => (name.clone(), None),
    }
}

/// The body already met under this name, whatever its case, or the only one that its acronym fits.
fn same(read: &[BodyRead], name: &Sourced<String>) -> Option<usize> {
    let words = wording::words(&split(name).0.value);
    let named = read.iter().position(|body| {
        let mut names = std::iter::once(&body.name).chain(&body.other_names);
        names.any(|known| wording::words(&known.value) == words)
    });
    named.or_else(|| {
        let [acronym] = words.as_slice() else { return None };
        only(read, |body| bodies::stands_for(acronym, &wording::words(&body.name.value)))
    })
}

fn only(read: &[BodyRead], fits: impl Fn(&BodyRead) -> bool) -> Option<usize> {
    let mut found = (0..read.len()).filter(|at| fits(&read[*at]));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Adds what one place tells; gives back what it says that the body does.
fn take(body: &mut BodyRead, told: Told, who: Who<'_>) -> Vec<Sourced<String>> {
    let (own, _) = split(&told.name);
    if wording::words(&own.value) == wording::words(&body.name.value) {
        body.name.lines = body.name.lines.union(&own.lines);
    } else {
        other_name(body, own);
    }
    let texts = told.members.iter().chain(&told.missions).map(|text| &text.lines);
    let rhythm = told.rhythm.iter().map(|(text, _)| &text.lines);
    let chairs = told.chairs.as_ref().map(Passage::lines);
    let all = super::union(texts.chain(rhythm).chain(&chairs).chain([&told.name.lines, &body.lines]));
    body.lines = all;
    body.members.extend(told.members.into_iter().map(|text| member(text, who)));
    for mission in told.missions {
        add_mission(body, mission);
    }
    if let (None, Some((text, (minimum_per_year, maximum_per_year)))) = (&body.rhythm, told.rhythm) {
        body.rhythm = Some(Rhythm {
            text,
            minimum_per_year,
            maximum_per_year,
        });
    }
    if let Some(by) = told.chairs.filter(|_| body.chairs.is_empty()) {
        body.chairs = chairs_of(&by, who);
    }
    told.does
}

/// Those named after "présidé par", or the words themselves when they name nobody.
fn chairs_of(by: &Passage, who: Who<'_>) -> Vec<Sourced<Holder>> {
    let named = who.named(by);
    let text = by
        .sourced()
        .map(|text| text.trim_end_matches(['.', ';', ',', ' ']).to_owned());
    if named.is_empty() && wording::words(&text.value).len() <= 15 {
        return vec![text.map(Holder::Text)];
    }
    named
}

fn member(text: Sourced<String>, who: Who<'_>) -> MemberRead {
    let words = wording::words(&text.value);
    let replaceable = (0..words.len()).any(|at| words[at] == "ou" && names_a_deputy(&words[at + 1..]));
    MemberRead {
        organisation: organisation(&text, who),
        replaceable,
        text,
    }
}

/// Whether the words after "ou" name someone who sits instead: "ou son représentant", "ou suppléant", "ou leur référent". A "référent
/// désigné par commune" is another member, and stands for nobody.
fn names_a_deputy(words: &[String]) -> bool {
    let starts = |word: &String, starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let near = &words[..words.len().min(4)];
    let owned = |at: usize| at > 0 && ["son", "sa", "ses", "leur", "leurs"].contains(&near[at - 1].as_str());
    let deputy = |(at, word): (usize, &String)| {
        starts(word, &["representant", "suppleant"]) || (owned(at) && starts(word, &["adjoint", "delegue", "referent"]))
    };
    near.iter().enumerate().any(deputy)
}

/// The one organisation that the words name, or the group of the communes.
fn organisation(text: &Sourced<String>, who: Who<'_>) -> Option<Key> {
    let passage = Passage::one(text.lines.first()?, &text.value);
    let mut keys = Vec::new();
    for holder in who.named(&passage) {
        if let Holder::Known(key) = holder.value {
            keys.push(key);
        }
    }
    let all = keys.len() > 1 && keys == who.names.communes();
    match keys.as_slice() {
        [only] => Some(only.clone()),
        _ if all => who.names.group().cloned(),
        _ => None,
    }
}

/// The acronyms that the text uses for the bodies, wherever it does.
fn other_names(read: &mut [BodyRead], lines: &[Line]) {
    for line in lines
        .iter()
        .filter(|line| line.words.iter().any(|word| word.starts_with("co")))
        .take(500)
    {
        let passage = Passage::one(line.number, &line.text);
        let acronyms: Vec<Token> = passage.tokens().into_iter().filter(bodies::is_acronym).collect();
        for token in acronyms {
            let fits = |body: &BodyRead| bodies::stands_for(&token.fold, &wording::words(&body.name.value));
            if let Some(at) = only(read, fits) {
                other_name(&mut read[at], Sourced::new(token.word.clone(), Lines::one(line.number)));
            }
        }
    }
}

fn other_name(body: &mut BodyRead, name: Sourced<String>) {
    body.lines = body.lines.union(&name.lines);
    match body.other_names.iter_mut().find(|known| known.value == name.value) {
        Some(known) => known.lines = known.lines.union(&name.lines),
        None => body.other_names.push(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_sit_instead_is_told_and_another_member_is_not_one() {
        for (text, expected) in [
            ("Les Maires et/ou leurs représentants", true),
            ("Le directeur ou son adjoint", true),
            ("La coordinatrice ou suppléante", true),
            ("Les chargés de coopération et/ou référent désigné par commune", false),
            ("Un élu ou un agent", false),
        ] {
            let words = wording::words(text);
            let told = (0..words.len()).any(|at| words[at] == "ou" && names_a_deputy(&words[at + 1..]));
            assert_eq!(told, expected, "{text}");
        }
    }
}
