//! The perimeter of a convention: the communes that sign it, and the members of the intercommunalities that sign it.
//!
//! A pure value, from the places of the parties and the referential. A party whose place is not known adds nothing: it
//! is listed apart.

use std::collections::BTreeMap;

use domain::reading::{OrganisationKind, rank};
use domain::search::fold;
use territory::{Commune, Population, Referential};

use crate::place_rows::PlaceRow;

/// Why a commune is in the perimeter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ground {
    /// It signs, as this party.
    Signs(i64),
    /// An intercommunality that signs counts it among its members.
    MemberOf(String),
}

/// A commune of the perimeter.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    /// The SIREN of its intercommunality.
    pub(crate) siren: Option<&'static str>,
    /// Its own.
    pub(crate) own_siren: Option<&'static str>,
    pub(crate) intercommunality: Option<String>,
    pub(crate) department: String,
    pub(crate) population: Option<Population>,
    pub(crate) hectares: Option<i64>,
    pub(crate) ground: Ground,
    /// Its colour, among communes that sign: the rank of its badge everywhere.
    pub(crate) badge: usize,
}

/// An intercommunality touched by the perimeter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) inside: usize,
    pub(crate) total: usize,
}

/// The communes, and what they make together.
#[derive(Debug, Default)]
pub(crate) struct Perimeter {
    pub(crate) members: Vec<Member>,
}

/// By what a table of communes is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Code,
    Intercommunality,
    Department,
    Population,
    Surface,
}

impl Perimeter {
    /// The communes of the parties that sign, each once.
    pub(crate) fn of(places: &[PlaceRow]) -> Self {
        if places.iter().all(|place| place.code.is_none()) {
            return Self::default();
        }
        let all = Referential::embedded();
        let mut ranked: Vec<&PlaceRow> = places.iter().collect();
        ranked.sort_by_key(|place| rank(place.signs, place.kind, place.party));
        let mut members: BTreeMap<&str, Member> = BTreeMap::new();
        for (badge, place) in (1..).zip(ranked) {
            let Some(code) = place.code.as_deref().filter(|_| place.signs) else {
                continue;
            };
            match place.kind {
                OrganisationKind::Commune => {
                    if let Some(commune) = all.commune(code) {
                        members.insert(commune.code(), member(all, commune, Ground::Signs(place.party), badge));
                    }
                }
                OrganisationKind::Intercommunality => {
                    let name = all.intercommunality(code).map(|found| found.name()).unwrap_or_default();
                    for commune in all.communes().filter(|commune| commune.intercommunality() == Some(code)) {
                        let ground = Ground::MemberOf(name.clone());
                        members
                            .entry(commune.code())
                            .or_insert_with(|| member(all, commune, ground, 0));
                    }
                }
                _ => {}
            }
        }
        Self {
            members: members.into_values().collect(),
        }
    }

    /// Inhabitants of the communes whose population is known.
    pub(crate) fn inhabitants(&self) -> i64 {
        self.members
            .iter()
            .filter_map(|member| member.population)
            .map(|found| found.count)
            .sum()
    }

    /// The year of the census, when it is the same for all.
    pub(crate) fn census(&self) -> Option<i16> {
        let mut years = self
            .members
            .iter()
            .filter_map(|member| member.population)
            .map(|found| found.year);
        let first = years.next()??;
        years.all(|year| year == Some(first)).then_some(first)
    }

    /// How many communes have no population.
    pub(crate) fn uncounted(&self) -> usize {
        self.members.iter().filter(|member| member.population.is_none()).count()
    }

    /// The surface, when that of every commune is known.
    pub(crate) fn hectares(&self) -> Option<i64> {
        self.members.iter().map(|member| member.hectares).sum()
    }

    /// The intercommunalities of the communes, the one that holds most of them first.
    pub(crate) fn groups(&self) -> Vec<Group> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for siren in self.members.iter().filter_map(|member| member.siren) {
            *counts.entry(siren).or_default() += 1;
        }
        let group = |(siren, inside): (&str, usize)| {
            let found = Referential::embedded().intercommunality(siren)?;
            Some(Group {
                name: found.name(),
                inside,
                total: found.communes(),
            })
        };
        let mut groups: Vec<Group> = counts.into_iter().filter_map(group).collect();
        groups.sort_by(|one, two| two.inside.cmp(&one.inside).then_with(|| one.name.cmp(&two.name)));
        groups
    }

    /// The départements, by the order of their codes.
    pub(crate) fn departments(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.members.iter().map(|member| member.department.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Sorts the communes; those of which the value is unknown come last, whichever way.
    pub(crate) fn sort(&mut self, column: Column, descending: bool) {
        self.members.sort_by_cached_key(|member| fold(&member.name));
        let way = |order: std::cmp::Ordering| if descending { order.reverse() } else { order };
        self.members.sort_by(|one, two| match column {
            Column::Name => way(fold(&one.name).cmp(&fold(&two.name))),
            Column::Code => way(one.code.cmp(two.code)),
            Column::Department => way(one.department.cmp(&two.department)),
            Column::Intercommunality => known(one.intercommunality.as_ref(), two.intercommunality.as_ref(), way),
            Column::Population => {
                let count = |member: &Member| member.population.map(|found| found.count);
                known(count(one).as_ref(), count(two).as_ref(), way)
            }
            Column::Surface => known(one.hectares.as_ref(), two.hectares.as_ref(), way),
        });
    }
}

/// Orders what is known by `way`; what is unknown comes after.
fn known<T: Ord>(
    one: Option<&T>,
    two: Option<&T>,
    way: impl Fn(std::cmp::Ordering) -> std::cmp::Ordering,
) -> std::cmp::Ordering {
    match (one, two) {
        (Some(one), Some(two)) => way(one.cmp(two)),
        _ => two.is_some().cmp(&one.is_some()),
    }
}

fn member(all: &'static Referential, commune: Commune<'static>, ground: Ground, badge: usize) -> Member {
    let siren = commune.intercommunality();
    let department = all.department(commune.department());
    Member {
        code: commune.code(),
        name: commune.name().plain(),
        siren,
        own_siren: commune.siren(),
        intercommunality: siren.and_then(|siren| all.intercommunality(siren)).map(|found| found.name()),
        department: department.map_or_else(|| commune.department().to_owned(), |found| found.name().plain()),
        population: commune.population(),
        hectares: commune.surface_hectares(),
        ground,
        badge,
    }
}

#[cfg(test)]
mod tests {
    use OrganisationKind::{Commune, FamilyFund, Intercommunality};

    use super::*;

    fn place(party: i64, kind: OrganisationKind, code: Option<&str>) -> PlaceRow {
        PlaceRow {
            party,
            signs: true,
            name: String::new(),
            kind,
            code: code.map(str::to_owned),
            reason: None,
            candidates: Vec::new(),
            settled: None,
        }
    }

    #[test]
    fn communes_that_sign_make_the_perimeter() {
        let places = [
            place(1, FamilyFund, None),
            place(2, Commune, Some("13071")),
            place(3, Commune, Some("13106")),
            PlaceRow {
                signs: false,
                ..place(4, Commune, Some("13055"))
            },
            place(5, Commune, None),
        ];
        let perimeter = Perimeter::of(&places);
        let told: Vec<(&str, usize)> = perimeter.members.iter().map(|member| (member.code, member.badge)).collect();
        assert_eq!(told, [("13071", 1), ("13106", 2)]);
        assert_eq!(perimeter.inhabitants(), 22_537 + 11_995);
        assert_eq!((perimeter.census(), perimeter.uncounted()), (Some(2023), 0));
        assert_eq!(perimeter.departments(), ["Bouches-du-Rhône"]);
        let groups = perimeter.groups();
        assert_eq!((groups.len(), groups[0].inside, groups[0].total), (1, 2, 92));
    }

    #[test]
    fn an_intercommunality_that_signs_brings_its_members_and_a_commune_counts_once() {
        let places = [
            place(1, Intercommunality, Some("200054807")),
            place(2, Commune, Some("13071")),
        ];
        let mut perimeter = Perimeter::of(&places);
        assert_eq!(perimeter.members.len(), 92);
        let signing = perimeter
            .members
            .iter()
            .filter(|member| matches!(member.ground, Ground::Signs(2)));
        assert_eq!(signing.count(), 1);
        assert_eq!(perimeter.inhabitants(), 1_939_077);
        assert_eq!(perimeter.departments().len(), 3);
        assert_eq!(perimeter.groups()[0].inside, 92, "whole");
        perimeter.sort(Column::Population, true);
        assert_eq!(perimeter.members[0].name, "Marseille");
        perimeter.sort(Column::Name, false);
        assert_eq!(perimeter.members[0].name, "Aix-en-Provence");
    }

    #[test]
    fn what_is_unknown_is_neither_counted_nor_added() {
        let mut perimeter = Perimeter::of(&[place(1, Commune, Some("98758")), place(2, Commune, Some("13071"))]);
        assert_eq!((perimeter.hectares(), perimeter.census()), (None, None));
        for descending in [false, true] {
            perimeter.sort(Column::Surface, descending);
            assert_eq!(perimeter.members[1].code, "98758", "unknown comes last");
        }
        assert!(Perimeter::of(&[]).members.is_empty());
    }
}
