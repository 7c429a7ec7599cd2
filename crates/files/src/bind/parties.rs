//! Parties with their kind, their name in ordinary case, their other names and those who sign for them.

use domain::reading::{GroupRead, Key, OrganisationKind, PartyRead, SignatoryRead, Sourced};
use domain::wording::capitalised;

use super::territory::Territory;
use super::union;
use crate::lines::Line;
use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::recognise::closing::SignsFor;
use crate::recognise::parties::{Person, Presented};
use crate::recognise::territory::Commune;
use crate::wording::{self, is_capitals, is_link};

/// The parties, the names by which all are recognised, and the territory.
pub(crate) struct Bound {
    pub(crate) parties: Vec<PartyRead>,
    pub(crate) names: Names,
    pub(crate) territory: Territory,
}

/// Binds the parties presented with the communes of the territory and the blocks of signature.
pub(crate) fn bind(presented: Vec<Presented>, communes: &[Commune], signs_for: &[SignsFor], lines: &[Line]) -> Bound {
    let mut parties: Vec<PartyRead> = Vec::new();
    let mut forms = Vec::new();
    for (index, presented) in presented.into_iter().enumerate() {
        let key = Key(format!("p{}", index + 1));
        let kind = presented.kind.unwrap_or_else(|| kind(&presented.name.words()));
        let mut names = vec![presented.name.joined()];
        names.extend(presented.aliases.iter().map(|alias| alias.value.clone()));
        forms.push((key.clone(), kind, names));
        parties.push(party(key, kind, presented, lines));
    }
    let territory = Territory::bind(communes, &parties);
    for (key, commune) in territory.keys.iter().zip(communes) {
        let code = commune.code.iter().map(|code| code.value.clone());
        if let Some(party) = parties.iter_mut().find(|party| party.id == *key && is_new(party)) {
            called(party, &commune.name);
        }
        match forms.iter_mut().find(|(known, ..)| known == key) {
            Some((_, _, names)) => names.extend(code),
            None => forms.push((
                key.clone(),
                OrganisationKind::Commune,
                std::iter::once(commune.name.value.clone()).chain(code).collect(),
            )),
        }
    }
    let names = Names::derive(&forms);
    for block in signs_for {
        let Some(party) = names
            .exactly(&block.party)
            .and_then(|key| parties.iter_mut().find(|party| party.id == key))
        else {
            continue;
        };
        let printed = block.party.sourced();
        party.name.lines = party.name.lines.union(&printed.lines);
        block.signatory().into_iter().for_each(|person| sign(party, person));
    }
    for party in &mut parties {
        let persons = party.signatories.iter().map(|person| &person.lines);
        party.lines = union([&party.lines, &party.name.lines].into_iter().chain(persons));
    }
    Bound {
        parties,
        names,
        territory,
    }
}

fn party(id: Key, kind: OrganisationKind, presented: Presented, lines: &[Line]) -> PartyRead {
    let printed = presented.name.sourced();
    let own = presented.kind == Some(OrganisationKind::Commune);
    let name = if own {
        printed.clone()
    } else {
        ordinary(&printed, &presented.aliases, lines)
    };
    let mut party = PartyRead {
        lines: union(
            [&printed.lines]
                .into_iter()
                .chain(presented.aliases.iter().map(|alias| &alias.lines)),
        ),
        id,
        kind: Sourced::new(kind, printed.lines),
        name,
        aliases: presented.aliases,
        signatories: Vec::new(),
        authority: presented.authority,
    };
    party.name.lines = party.name.lines.union(&presented.announced);
    presented.persons.into_iter().for_each(|person| sign(&mut party, person));
    party
}

/// "Commune nouvelle de Valmont": its list calls it Valmont.
fn is_new(party: &PartyRead) -> bool {
    wording::words(&party.name.value).iter().any(|word| word == "nouvelle")
}

/// Adds the name by which the list of the territory calls a party.
fn called(party: &mut PartyRead, name: &Sourced<String>) {
    match party.aliases.iter_mut().find(|alias| alias.value == name.value) {
        Some(alias) => alias.lines = alias.lines.union(&name.lines),
        None if name.value == party.name.value => {}
        None => party.aliases.push(name.clone()),
    }
}

/// Adds a person, or what is new of a person already known.
fn sign(party: &mut PartyRead, person: Person) {
    let lines = union(
        [&person.name.lines]
            .into_iter()
            .chain(person.function.iter().map(|function| &function.lines)),
    );
    let same =
        |known: &&mut SignatoryRead| is_same_person(&wording::words(&known.name.value), &wording::words(&person.name.value));
    let Some(known) = party.signatories.iter_mut().find(same) else {
        party.signatories.push(SignatoryRead {
            lines,
            name: person.name,
            function: person.function,
        });
        return;
    };
    known.lines = known.lines.union(&lines);
    known.name.lines = known.name.lines.union(&person.name.lines);
    match (&mut known.function, person.function) {
        (Some(function), Some(other)) if wording::words(&function.value) == wording::words(&other.value) => {
            function.lines = function.lines.union(&other.lines);
        }
        (slot @ None, other) => *slot = other,
        _ => {}
    }
}

/// "L. Orsal" signs for "Ludivine Orsal".
fn is_same_person(known: &[String], other: &[String]) -> bool {
    let initial = |a: &String, b: &String| a.len() == 1 && b.starts_with(a.as_str());
    let shortened = match (known.first(), other.first()) {
        (Some(a), Some(b)) => (initial(a, b) || initial(b, a)) && known.last() == other.last(),
        _ => false,
    };
    known == other || shortened && known.len() > 1 && other.len() > 1
}

/// What an organisation is, by the words of its name.
pub(crate) fn kind(words: &[String]) -> OrganisationKind {
    let has = |sought: &[&str]| wording::position(words, sought).is_some();
    let starts = |start: &str| words.iter().any(|word| word.starts_with(start));
    let known = [
        (
            has(&["allocations", "familiales"]) || has(&["securite", "sociale"]),
            OrganisationKind::FamilyFund,
        ),
        (
            has(&["mutualite", "sociale"]) || has(&["caf"]) || has(&["msa"]),
            OrganisationKind::FamilyFund,
        ),
        (
            starts("communaute") || starts("metropole") || starts("agglomeration"),
            OrganisationKind::Intercommunality,
        ),
        (
            starts("syndicat") || has(&["sivom"]) || has(&["sivu"]),
            OrganisationKind::Syndicate,
        ),
        (has(&["commune"]) || has(&["ville"]), OrganisationKind::Commune),
        (starts("departement"), OrganisationKind::Department),
        (starts("region"), OrganisationKind::Region),
        (
            starts("prefecture") || has(&["etat"]) || starts("ministere"),
            OrganisationKind::State,
        ),
        (starts("association"), OrganisationKind::Association),
    ];
    known
        .into_iter()
        .find(|(fits, _)| *fits)
        .map_or(OrganisationKind::Other, |(_, kind)| kind)
}

/// The name in ordinary case, as some place of the text writes it; capitals are lowered only when none does.
fn ordinary(printed: &Sourced<String>, aliases: &[Sourced<String>], lines: &[Line]) -> Sourced<String> {
    let name = without_article(&printed.value);
    let words = wording::words(name);
    if !is_capitals(name) || words.is_empty() {
        return Sourced::new(capitalised(name), printed.lines.clone());
    }
    let declared = aliases
        .iter()
        .map(|alias| Passage::one(alias.lines.last().unwrap_or(1), &alias.value));
    let spelt: Vec<&str> = words.iter().map(String::as_str).collect();
    let elsewhere = lines
        .iter()
        .filter(|line| wording::position(&line.words, &spelt).is_some())
        .map(|line| Passage::one(line.number, &line.text));
    match declared
        .chain(elsewhere)
        .find_map(|passage| in_ordinary_case(&passage, &words))
    {
        Some(found) => Sourced::new(found.value, printed.lines.union(&found.lines)),
        None => Sourced::new(lowered(name), printed.lines.clone()),
    }
}

fn in_ordinary_case(passage: &Passage, words: &[String]) -> Option<Sourced<String>> {
    if !passage
        .parts()
        .iter()
        .any(|(_, text)| text.contains(|c: char| c.is_lowercase()))
    {
        return None;
    }
    let tokens = passage.tokens();
    let at = tokens.windows(words.len()).position(|window| {
        let same = window.iter().zip(words).all(|(token, word)| token.fold == *word);
        same && !window.iter().any(|token| token.word.len() > 2 && is_capitals(&token.word))
    })?;
    let mut found = passage.between(&tokens[at], &tokens[at + words.len() - 1]).sourced();
    found.value = capitalised(&found.value);
    Some(found)
}

fn without_article(name: &str) -> &str {
    let articles = ["LA ", "LE ", "LES ", "L'", "L’", "La ", "Le ", "Les "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

fn lowered(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut word = String::new();
    for letter in name.chars().chain(['\n']) {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            let folded = wording::fold(&word);
            let small = is_link(&folded) && !out.is_empty();
            out.push_str(&if small {
                word.to_lowercase()
            } else {
                wording::sentence_case(&word)
            });
            word.clear();
        }
        if letter != '\n' {
            out.push(letter);
        }
    }
    out
}

/// Adds to each party the short forms that the plan uses.
pub(crate) fn complete(parties: &mut [PartyRead], uses: &Uses) {
    for party in parties {
        for form in uses.of(&party.id) {
            match party.aliases.iter_mut().find(|alias| alias.value == form.value) {
                Some(alias) => alias.lines = alias.lines.union(&form.lines),
                None if form.value == party.name.value => {}
                None => party.aliases.push(form),
            }
        }
    }
}

/// "les 2 communes", where the plan uses it.
pub(crate) fn groups(names: &Names, uses: &Uses) -> Vec<GroupRead> {
    let Some(id) = names.group() else { return Vec::new() };
    let forms: Vec<Sourced<String>> = uses.of(id).collect();
    let Some(most_used) = forms.iter().max_by_key(|form| form.lines.iter().count()) else {
        return Vec::new();
    };
    let lines = union(forms.iter().map(|form| &form.lines));
    let name = Sourced::new(most_used.value.clone(), lines.clone());
    vec![GroupRead {
        lines,
        id: id.clone(),
        name,
        members: names.communes(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use domain::reading::Lines;

    #[test]
    fn kinds_follow_the_words_of_a_name() {
        let of = |name: &str| kind(&wording::words(name));
        assert_eq!(
            of("LA CAISSE D'ALLOCATIONS FAMILIALES DU CENTRE"),
            OrganisationKind::FamilyFund
        );
        assert_eq!(of("Caisse commune de sécurité sociale"), OrganisationKind::FamilyFund);
        assert_eq!(of("Communauté de communes du Val"), OrganisationKind::Intercommunality);
        assert_eq!(of("LA COMMUNE DE VALMONT"), OrganisationKind::Commune);
        assert_eq!(of("Solidarité"), OrganisationKind::Other);
    }

    #[test]
    fn a_name_in_capitals_is_sought_in_ordinary_case() {
        let lines = normalise(&["LA COMMUNE DES ORMES".into(), "entre la commune des Ormes et l'État".into()]);
        let printed = Sourced::new("LA COMMUNE DES ORMES".to_owned(), Lines::one(1));
        assert_eq!(
            ordinary(&printed, &[], &lines),
            Sourced::new("Commune des Ormes".to_owned(), Lines::span(1, 2))
        );
        assert_eq!(ordinary(&printed, &[], &[]).value, "Commune des Ormes");
    }
}
