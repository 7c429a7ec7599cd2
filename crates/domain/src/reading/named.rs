//! Everyone whom a text names, in the one numbering that mandates, roles and reports follow.
//!
//! A number that was given is never given to another: who comes in late is numbered after those who have one.

use super::{Key, Lines, OrganisationKind, OrganisationRead, PartyRead, Reading};

/// One of those who are named.
#[derive(Debug, Clone, Copy)]
pub enum Named<'r> {
    /// Who signs.
    Party(&'r PartyRead),
    /// Who does not.
    Other(&'r OrganisationRead),
}

impl<'r> Named<'r> {
    /// Its key in the document.
    #[must_use]
    pub const fn id(self) -> &'r Key {
        match self {
            Self::Party(party) => &party.id,
            Self::Other(other) => &other.id,
        }
    }

    /// What it is.
    #[must_use]
    pub const fn kind(self) -> OrganisationKind {
        match self {
            Self::Party(party) => party.kind.value,
            Self::Other(other) => other.kind,
        }
    }

    /// Its full name.
    #[must_use]
    pub fn name(self) -> &'r str {
        match self {
            Self::Party(party) => &party.name.value,
            Self::Other(other) => &other.name.value,
        }
    }

    /// The lines that name it.
    #[must_use]
    pub const fn lines(self) -> &'r Lines {
        match self {
            Self::Party(party) => &party.lines,
            Self::Other(other) => &other.lines,
        }
    }

    /// The party, when it is one.
    #[must_use]
    pub const fn party(self) -> Option<&'r PartyRead> {
        match self {
            Self::Party(party) => Some(party),
            Self::Other(_) => None,
        }
    }
}

impl Reading {
    /// Everyone who is named, in the order of their ordinals from 1: the parties, those that are not, and the parties that came in
    /// late, each after the organisations that had a number by then.
    pub fn everyone(&self) -> impl Iterator<Item = Named<'_>> {
        let (first, late) = self
            .parties
            .split_at(self.parties.len().saturating_sub(self.late_parties.len()));
        let mut late = self.late_parties.iter().zip(late).peekable();
        let mut others = (0..).zip(&self.organisations).peekable();
        let rest = std::iter::from_fn(move || {
            let next = others.peek().map_or(usize::MAX, |(before, _)| *before);
            match late.next_if(|(after, _)| **after <= next) {
                Some((_, party)) => Some(Named::Party(party)),
                None => others.next().map(|(_, other)| Named::Other(other)),
            }
        });
        first.iter().map(Named::Party).chain(rest)
    }

    /// A party came in, at the end of their list.
    pub fn party_came_in(&mut self) {
        if !self.organisations.is_empty() {
            self.late_parties.push(self.organisations.len());
        }
    }

    /// The last party went out again.
    pub fn party_went_out(&mut self) {
        self.late_parties.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::reading::{SourceFile, Sourced};

    fn party(name: &str) -> PartyRead {
        PartyRead {
            id: Key(name.to_owned()),
            kind: Sourced::new(OrganisationKind::Commune, Lines::one(1)),
            name: Sourced::new(name.to_owned(), Lines::one(1)),
            aliases: Vec::new(),
            authority: None,
            signatories: Vec::new(),
            lines: Lines::one(1),
        }
    }

    fn other(name: &str) -> OrganisationRead {
        OrganisationRead {
            id: Key(name.to_owned()),
            kind: OrganisationKind::Association,
            name: Sourced::new(name.to_owned(), Lines::one(1)),
            lines: Lines::one(1),
        }
    }

    fn names(reading: &Reading) -> Vec<&str> {
        reading.everyone().map(Named::name).collect()
    }

    #[test]
    fn whoever_comes_in_takes_the_number_of_nobody() {
        let mut reading = Reading::nothing_of(SourceFile {
            name: String::new(),
            digest: Digest::zero(),
            lines: 1,
            recognised: Lines::default(),
        });
        let mut stood: Vec<String> = Vec::new();
        for step in ["P a", "O x", "O y", "P b", "P c", "O z", "P d", "O w"] {
            match step.split_at(2) {
                ("P ", name) => {
                    reading.parties.push(party(name));
                    reading.party_came_in();
                }
                (_, name) => reading.organisations.push(other(name)),
            }
            let now = names(&reading);
            assert_eq!(now[..stood.len()], stood, "after {step}");
            stood = now.into_iter().map(str::to_owned).collect();
        }
        assert_eq!(stood, ["a", "x", "y", "b", "c", "z", "d", "w"]);
        reading.parties.pop();
        reading.party_went_out();
        assert_eq!(names(&reading), ["a", "x", "y", "b", "c", "z", "w"]);
    }
}
