//! The communes of the perimeter: those that a list names, signing or not, else those that sign.
//!
//! A commune that a list names is the party of that name, or an organisation that does not sign.

use domain::reading::{Key, Lines, OrganisationKind, PartyRead, Sourced};

use crate::lines::Line;
use crate::names::{self, Names};
use crate::passage::Passage;
use crate::recognise::territory::Commune;
use crate::wording;

/// The communes that a list names, by key, in its order.
#[derive(Debug, Default)]
pub(crate) struct Territory {
    pub(crate) keys: Vec<Key>,
    named: Vec<Lines>,
    /// Those that do not sign.
    pub(crate) others: Vec<(Key, Sourced<String>)>,
}

impl Territory {
    pub(crate) fn bind(communes: &[Commune], parties: &[PartyRead]) -> Self {
        let mut territory = Self::default();
        let is_commune = |party: &&PartyRead| party.kind.value == OrganisationKind::Commune;
        let signing: Vec<(Vec<String>, &Key)> = parties
            .iter()
            .filter(is_commune)
            .map(|party| (names::own_words(&party.name.value), &party.id))
            .collect();
        for commune in communes {
            let own = names::own_words(&commune.name.value);
            let key = signing.iter().find(|(words, _)| *words == own).map(|(_, key)| (*key).clone());
            let key = key.unwrap_or_else(|| {
                let key = Key(format!("o{}", territory.others.len() + 1));
                territory.others.push((key.clone(), commune.name.clone()));
                key
            });
            territory.keys.push(key);
            territory.named.push(commune.name.lines.clone());
        }
        territory
    }

    /// The own names of the communes: those that a list names, and those that sign.
    pub(crate) fn names(&self, parties: &[PartyRead]) -> Vec<String> {
        let others = self.others.iter().map(|(_, name)| name.value.clone());
        let signing = parties.iter().filter(|party| party.kind.value == OrganisationKind::Commune);
        others.chain(signing.map(|party| own_name(&party.name.value))).collect()
    }

    /// The perimeter: the list and the communes that sign; without a list, those that a sentence names together or that sign. Whoever
    /// signs an amendment says nothing of where the convention applies.
    pub(crate) fn perimeter(&self, parties: &[PartyRead], names: &Names, lines: &[Line], amends: bool) -> Vec<Sourced<Key>> {
        let signing = parties.iter().filter(|party| party.kind.value == OrganisationKind::Commune);
        if self.keys.is_empty() && amends {
            return Vec::new();
        }
        if self.keys.is_empty() {
            let communes: Vec<&PartyRead> = signing.collect();
            let together = together(&communes, names, lines);
            let lines = |party: &PartyRead| together.clone().unwrap_or_else(|| party.kind.lines.clone());
            return communes
                .iter()
                .map(|party| Sourced::new(party.id.clone(), lines(party)))
                .collect();
        }
        let listed = self.keys.iter().zip(&self.named);
        let listed = listed.map(|(key, lines)| Sourced::new(key.clone(), lines.clone()));
        let unlisted = signing.filter(|party| !self.keys.contains(&party.id));
        let unlisted = unlisted.map(|party| Sourced::new(party.id.clone(), party.kind.lines.clone()));
        listed.chain(unlisted).collect()
    }
}

/// The name of a commune without what says that it is one: "La commune des Ormes" is Les Ormes.
fn own_name(name: &str) -> String {
    let bare = ["La ", "la "]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name);
    let Some((_, rest)) = bare
        .split_once(' ')
        .filter(|(word, _)| matches!(wording::fold(word).as_str(), "commune" | "ville"))
    else {
        return name.to_owned();
    };
    let linked = [
        ("de la ", "La "),
        ("de ", ""),
        ("des ", "Les "),
        ("du ", "Le "),
        ("d'", ""),
        ("d’", ""),
        ("DE ", ""),
        ("D'", ""),
    ];
    let found = linked
        .iter()
        .find_map(|(link, article)| Some(format!("{article}{}", rest.strip_prefix(link)?)));
    found.unwrap_or_else(|| rest.to_owned())
}

/// The line of a sentence that names every commune that signs.
fn together(communes: &[&PartyRead], names: &Names, lines: &[Line]) -> Option<Lines> {
    let mut said = lines
        .iter()
        .filter(|line| wording::position(&line.words, &["sur", "les", "communes"]).is_some());
    let line = said.find(|line| {
        let mentions = names.mentions(&Passage::one(line.number, &line.text));
        communes
            .iter()
            .all(|commune| mentions.iter().any(|(key, _)| *key == commune.id))
    })?;
    Some(Lines::one(line.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: &str, name: &str) -> PartyRead {
        let sourced = Sourced::new(name.to_owned(), Lines::one(1));
        PartyRead {
            lines: Lines::one(1),
            id: Key(id.to_owned()),
            name: sourced,
            kind: Sourced::new(OrganisationKind::Commune, Lines::one(1)),
            aliases: Vec::new(),
            signatories: Vec::new(),
            authority: None,
        }
    }

    #[test]
    fn a_commune_of_the_list_signs_or_not() {
        let parties = [party("p1", "Commune des Ormes"), party("p2", "Commune de Valmont")];
        let commune = |name: &str| Commune {
            name: Sourced::new(name.to_owned(), Lines::one(9)),
            code: None,
        };
        let territory = Territory::bind(&[commune("Les Ormes"), commune("Aubry")], &parties);
        let perimeter = territory.perimeter(&parties, &Names::default(), &[], false);
        let keys: Vec<_> = perimeter.iter().map(|key| key.value.0.as_str()).collect();
        assert_eq!(keys, ["p1", "o1", "p2"], "the list first, then who signs beside it");
        assert_eq!(territory.others[0].1.value, "Aubry");
    }
}
