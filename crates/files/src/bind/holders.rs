//! Whom running words mean: parties by name, "les parties", "chaque commune", or nobody known.
//!
//! Words that name nobody are left to the caller: nothing is guessed.

use domain::reading::{Holder, Key, OrganisationKind, PartyRead, Sourced};

use crate::names::Names;
use crate::passage::{Passage, Token};

/// Those whom words may mean.
#[derive(Clone, Copy)]
pub(crate) struct Who<'a> {
    pub(crate) names: &'a Names,
    pub(crate) parties: &'a [PartyRead],
}

impl Who<'_> {
    /// The parties that a passage names, by name or together, each once.
    pub(crate) fn named(self, passage: &Passage) -> Vec<Sourced<Holder>> {
        let tokens = passage.tokens();
        let mut found: Vec<Sourced<Holder>> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (keys, length) = self.at(&tokens, at).unwrap_or_default();
            let last = at + length.max(1) - 1;
            let lines = passage.between(&tokens[at], &tokens[last]).lines();
            for key in keys {
                let holder = Holder::Known(key);
                match found.iter_mut().find(|known| known.value == holder) {
                    Some(known) => known.lines = known.lines.union(&lines),
                    None => found.push(Sourced::new(holder, lines.clone())),
                }
            }
            at += length.max(1);
        }
        found
    }

    /// Those meant at this word, and how many words it takes.
    pub(crate) fn at(self, tokens: &[Token], at: usize) -> Option<(Vec<Key>, usize)> {
        if let Some(length) = parties_length(tokens, at) {
            return Some((self.parties.iter().map(|party| party.id.clone()).collect(), length));
        }
        if let Some(mention) = self.names.at(tokens, at) {
            let group = self.names.group() == Some(&mention.key);
            let keys = if group { self.names.communes() } else { vec![mention.key] };
            return Some((keys, mention.length));
        }
        if let Some(only) = self.community(tokens, at) {
            return Some((vec![only], 3));
        }
        let length = self.communes_length(tokens, at)?;
        let all = tokens[at..at + length]
            .iter()
            .any(|token| token.fold.starts_with("collectivite"));
        Some((if all { self.councils() } else { self.communes() }, length))
    }

    /// "communauté de communes", when no name follows: the only party of that kind.
    fn community(self, tokens: &[Token], at: usize) -> Option<Key> {
        let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
        let generic = fold(at) == "communaute" && fold(at + 1) == "de" && fold(at + 2) == "communes";
        let named = matches!(fold(at + 3), "de" | "du" | "des" | "d");
        let words = Passage::one(1, "communauté de communes");
        let only = self.only_of_kind(&words).filter(|_| generic && !named)?;
        Some(only.value)
    }

    fn communes(self) -> Vec<Key> {
        let parties = self
            .parties
            .iter()
            .filter(|party| party.kind.value == OrganisationKind::Commune);
        parties.map(|party| party.id.clone()).collect()
    }

    /// "les communes", "chaque commune", "des collectivités", when no name of one follows.
    fn communes_length(self, tokens: &[Token], at: usize) -> Option<usize> {
        let fold = |at: usize| tokens.get(at).map(|token| token.fold.as_str());
        let plural = matches!(fold(at)?, "communes" | "villes" | "collectivites");
        // "la communauté de communes" is one party.
        let before = |back: usize| at.checked_sub(back).and_then(fold).unwrap_or_default();
        if before(1) == "de" && before(2).starts_with("communaute") {
            return None;
        }
        let each = fold(at)? == "chaque" && matches!(fold(at + 1), Some("commune" | "ville" | "collectivite"));
        let length = if each { 2 } else { 1 };
        let after = at + length;
        let linked = matches!(fold(after), Some("de" | "des" | "du" | "d"));
        let named = linked && (after + 1..after + 3).any(|at| self.names.at(tokens, at).is_some());
        ((plural || each) && !named && !self.communes().is_empty()).then_some(length)
    }

    /// "la commune", "Caf", "communauté de communes": the only party of that kind, when nothing else is said of it.
    pub(crate) fn only_of_kind(self, passage: &Passage) -> Option<Sourced<Key>> {
        let words = passage.words();
        let bare: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !matches!(*word, "la" | "le" | "l"))
            .collect();
        let kind = match bare.as_slice() {
            ["commune" | "ville" | "mairie"] => OrganisationKind::Commune,
            ["caf" | "caisse"] | ["caisse", "d", "allocations", "familiales"] => OrganisationKind::FamilyFund,
            ["communaute" | "agglomeration" | "epci" | "intercommunalite" | "metropole"]
            | ["communaute", "de", "communes"]
            | ["communaute", "d", "agglomeration"] => OrganisationKind::Intercommunality,
            ["syndicat" | "sivom" | "sivu"] => OrganisationKind::Syndicate,
            ["departement"] => OrganisationKind::Department,
            ["region"] => OrganisationKind::Region,
            _ => return None,
        };
        // A fund of another branch of the same kind is no Caf.
        let own = |party: &&PartyRead| {
            let name = crate::wording::words(&party.name.value);
            let says = |sought: &str| name.iter().any(|word| word == sought);
            bare[0] != "caf" && bare.len() == 1 || kind != OrganisationKind::FamilyFund || says("caf") || says("allocations")
        };
        let mut of_kind = self.parties.iter().filter(|party| party.kind.value == kind).filter(own);
        let only = of_kind.next().filter(|_| of_kind.next().is_none())?;
        Some(Sourced::new(only.id.clone(), passage.lines()))
    }

    fn councils(self) -> Vec<Key> {
        let parties = self.parties.iter().filter(|party| party.kind.value.has_council());
        parties.map(|party| party.id.clone()).collect()
    }
}

/// "les parties", "chaque partie", "l'une ou l'autre des parties", "les contractants".
fn parties_length(tokens: &[Token], at: usize) -> Option<usize> {
    let fold = |at: usize| tokens.get(at).map(|token| token.fold.as_str());
    let before = at.checked_sub(1).and_then(fold);
    let after = fold(at + 1);
    let fits = match fold(at)? {
        "contractants" | "cocontractants" | "cosignataires" | "signataires" => before != Some("parties"),
        "parties" => !matches!(after, Some("prenantes" | "prenante" | "communes")),
        "partie" => {
            matches!(before, Some("autre" | "chaque" | "la" | "une"))
                && !matches!(after, Some("de" | "des" | "du" | "prenante"))
        }
        _ => false,
    };
    fits.then_some(1)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::reading::Lines;

    /// A fund and two communes, for the tests of what is owed.
    pub(crate) fn parties() -> (Vec<PartyRead>, Names) {
        let known = [
            ("p1", OrganisationKind::FamilyFund, "La Caf"),
            ("p2", OrganisationKind::Commune, "Commune des Ormes"),
            ("p3", OrganisationKind::Commune, "Commune de Valmont"),
        ];
        let sourced = |name: &str| Sourced::new(name.to_owned(), Lines::one(1));
        let party = |(id, kind, name): &(&str, OrganisationKind, &str)| PartyRead {
            lines: Lines::one(1),
            id: Key((*id).to_owned()),
            name: sourced(name),
            kind: Sourced::new(*kind, Lines::one(1)),
            aliases: Vec::new(),
            signatories: Vec::new(),
            authority: None,
        };
        let forms: Vec<_> = known
            .iter()
            .map(|(id, kind, name)| (Key((*id).to_owned()), *kind, vec![(*name).to_owned()]))
            .collect();
        (known.iter().map(party).collect(), Names::derive(&forms))
    }

    pub(crate) fn keys(holders: &[Sourced<Holder>]) -> String {
        let shown = holders.iter().map(|holder| match &holder.value {
            Holder::Known(key) => key.0.trim_start_matches('p').to_owned(),
            Holder::Text(text) => format!("«{text}»"),
        });
        shown.collect()
    }

    #[test]
    fn a_kind_is_the_only_party_of_it() {
        let (parties, names) = parties();
        let who = Who {
            names: &names,
            parties: &parties,
        };
        let only = |text: &str| who.only_of_kind(&Passage::one(1, text)).map(|key| key.value.0);
        assert_eq!(only("la Caisse").as_deref(), Some("p1"));
        assert_eq!(
            (only("la commune"), only("la caisse des écoles"), only("le Département")),
            (None, None, None)
        );
    }

    #[test]
    fn parties_are_named_alone_or_together() {
        let (parties, names) = parties();
        let who = Who {
            names: &names,
            parties: &parties,
        };
        for (text, expected) in [
            ("La Caf et les communes des Ormes et de Valmont", "123"),
            ("Les communes de Valmont", "3"),
            ("la Caf et les communes par le biais", "123"),
            ("chaque partie", "123"),
            ("l'une ou l'autre des parties", "123"),
            ("les contractants", "123"),
            ("chaque commune", "23"),
            ("les 2 communes", "23"),
            ("une partie des habitants, les parties prenantes", ""),
            ("faire partie, les habitants", ""),
        ] {
            assert_eq!(keys(&who.named(&Passage::one(1, text))), expected, "{text}");
        }
    }
}
