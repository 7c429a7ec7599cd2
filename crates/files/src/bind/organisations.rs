//! Organisations that do not sign: funders, payees, the one that carries an action. Only what is clearly one is kept.

use domain::reading::{Key, OrganisationKind, OrganisationRead, Sourced};

use super::items::{is_institution, payee_at};
use super::parties;
use crate::names::Names;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// The organisations met so far.
#[derive(Debug, Default)]
pub(crate) struct Organisations {
    known: Vec<OrganisationRead>,
    /// The words of each name.
    words: Vec<Vec<String>>,
}

/// Organisations beyond this are noise.
const MOST: usize = 400;

impl Organisations {
    /// The communes of the territory that do not sign, first.
    pub(crate) fn of(communes: &[(Key, Sourced<String>)]) -> Self {
        let read = |(id, name): &(Key, Sourced<String>)| OrganisationRead {
            lines: name.lines.clone(),
            id: id.clone(),
            name: name.clone(),
            kind: OrganisationKind::Commune,
        };
        Self {
            known: communes.iter().map(read).collect(),
            words: communes.iter().map(|(_, name)| wording::words(&name.value)).collect(),
        }
    }

    /// Notes the organisation that an item of money names.
    pub(crate) fn funder(&mut self, item: &Passage, names: &Names) {
        let tokens = item.tokens();
        let institution = tokens.len() == 1 && is_institution(&tokens[0]) && names.at(&tokens, 0).is_none();
        if institution {
            self.note(item.sourced());
        } else if let Some(at) = payee_at(&tokens, names) {
            self.note(item.between(&tokens[at], &tokens[tokens.len() - 1]).sourced());
        }
    }

    /// Notes who carries an action by its title: "porté par Entraide Familles".
    pub(crate) fn carrier(&mut self, title: &Passage, names: &Names) -> Option<Sourced<Key>> {
        let tokens = title.tokens();
        let by = tokens
            .windows(2)
            .position(|pair| pair[0].fold.starts_with("porte") && pair[1].fold == "par")?
            + 2;
        let first = tokens
            .get(by)
            .filter(|token| is_capitalised(&token.word) && names.at(&tokens, by).is_none())?;
        // The name ends with its line or at the first sign.
        let open = |at: &usize| title.signs_after(&tokens[*at]).is_empty() || title.signs_after(&tokens[*at]) == "-";
        let last = (by..tokens.len()).find(|at| !open(at) || at + 1 == tokens.len())?;
        let name = title.between(first, &tokens[last]).sourced();
        let lines = name.lines.clone();
        if last - by >= 6 {
            return None;
        }
        self.note(name).map(|key| Sourced::new(key, lines))
    }

    fn note(&mut self, name: Sourced<String>) -> Option<Key> {
        let words = wording::words(&name.value);
        if let Some(at) = self.words.iter().position(|known| *known == words) {
            let known = &mut self.known[at];
            known.lines = known.lines.union(&name.lines);
            known.name.lines = known.name.lines.union(&name.lines);
            return Some(known.id.clone());
        }
        if self.known.len() == MOST {
            return None;
        }
        let id = Key(format!("o{}", self.known.len() + 1));
        let kind = match parties::kind(&words) {
            OrganisationKind::Commune => OrganisationKind::Other,
            kind => kind,
        };
        self.known.push(OrganisationRead {
            lines: name.lines.clone(),
            id: id.clone(),
            name,
            kind,
        });
        self.words.push(words);
        Some(id)
    }

    pub(crate) fn into_read(self) -> Vec<OrganisationRead> {
        self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_clearly_an_organisation_is_noted() {
        let names = Names::derive(&[(Key("p1".into()), OrganisationKind::FamilyFund, vec!["La Caf".into()])]);
        let mut organisations = Organisations::default();
        for item in [
            "Département",
            "ADIL",
            "Politique de la ville",
            "Caf à Entraide Familles",
            "Appel à projet Caf",
            "CTG",
            "ADIL",
        ] {
            organisations.funder(&Passage::one(4, item), &names);
        }
        let key = organisations.carrier(
            &Passage::one(9, "Créer un lieu (le Phare) porté par Entraide familles"),
            &names,
        );
        assert_eq!(key.map(|key| key.value.0).as_deref(), Some("o3"));
        let read: Vec<_> = organisations
            .into_read()
            .into_iter()
            .map(|known| (known.name.value, known.kind))
            .collect();
        assert_eq!(
            read,
            [
                ("Département".to_owned(), OrganisationKind::Department),
                ("ADIL".to_owned(), OrganisationKind::Other),
                ("Entraide Familles".to_owned(), OrganisationKind::Other),
            ]
        );
    }
}
