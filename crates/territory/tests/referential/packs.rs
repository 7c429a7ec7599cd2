//! Counts and sums that the sources announce, found again in the packs.

use std::collections::{BTreeMap, BTreeSet};

use territory::{Commune, Referential};

/// Whether the digits of a SIREN hold together.
fn luhn(siren: &str) -> bool {
    let digit = |(at, letter): (usize, char)| {
        let digit = letter.to_digit(10)?;
        let doubled = if at % 2 == 1 { digit * 2 } else { digit };
        Some(doubled / 10 + doubled % 10)
    };
    let digits: Option<Vec<u32>> = siren.chars().rev().enumerate().map(digit).collect();
    digits.is_some_and(|digits| digits.len() == 9 && digits.iter().sum::<u32>() % 10 == 0)
}

fn inhabitants<'t>(communes: impl Iterator<Item = Commune<'t>>) -> i64 {
    communes
        .filter_map(|commune| commune.population())
        .map(|found| found.count)
        .sum()
}

#[test]
fn every_commune_is_there_once() {
    let all = Referential::embedded();
    let codes: Vec<&str> = all.communes().map(|commune| commune.code()).collect();
    assert_eq!(codes.len(), 34_969);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 34_969);
    for code in codes.iter().step_by(997) {
        assert_eq!(all.commune(code).map(|commune| commune.code()), Some(*code));
    }
    assert!(all.commune("13999").is_none() && all.commune("").is_none());
    assert_eq!(all.edition().to_string(), Referential::EDITION);
    assert_eq!(all.splits(), 66);
}

#[test]
fn the_country_has_its_inhabitants() {
    let all = Referential::embedded();
    let country = all.communes().filter(|commune| !commune.overseas_collectivity());
    assert_eq!(inhabitants(country), 68_350_798);
    let unknown = all.communes().filter(|commune| commune.population().is_none()).count();
    assert_eq!(unknown, 6);
    let empty = all
        .communes()
        .filter(|commune| commune.population().is_some_and(|found| found.count == 0));
    assert_eq!(empty.count(), 6, "villages of the Meuse, where nobody lives: a true zero");
}

#[test]
fn a_census_has_its_year_or_none() {
    let all = Referential::embedded();
    let year = |code: &str| {
        all.commune(code)
            .and_then(|commune| commune.population())
            .map(|found| found.year)
    };
    assert_eq!(year("13071"), Some(Some(2023)));
    assert_eq!(year("97601"), Some(Some(2017)), "Mayotte");
    assert_eq!(year("98758"), Some(None), "an overseas collectivity");
}

#[test]
fn intercommunalities_have_their_members() {
    let all = Referential::embedded();
    let mut members: BTreeMap<&str, usize> = BTreeMap::new();
    for siren in all.communes().filter_map(|commune| commune.intercommunality()) {
        *members.entry(siren).or_default() += 1;
    }
    assert_eq!(members.len(), all.intercommunalities().count());
    assert_eq!(members.len(), 1254 + 1, "as many as the sources list");
    for found in all.intercommunalities() {
        assert_eq!(members.get(found.siren()), Some(&found.communes()), "{}", found.name());
        assert!(luhn(found.siren()), "{}", found.siren());
        assert_eq!(
            all.intercommunality(found.siren()).map(|found| found.siren()),
            Some(found.siren())
        );
    }
    assert_eq!(all.members("200054807").count(), 92);
    assert_eq!(inhabitants(all.members("200054807")), 1_939_077);
    let apart: Vec<&str> = all
        .communes()
        .filter(|commune| !commune.overseas_collectivity() && commune.intercommunality().is_none())
        .map(|commune| commune.code())
        .collect();
    assert_eq!(apart, ["22016", "29083", "29155", "85113"], "four islands");
}

#[test]
fn two_communes_are_described_whole() {
    let all = Referential::embedded();
    let pennes = all.commune("13071").expect("a commune");
    assert_eq!(pennes.name().plain(), "Les Pennes-Mirabeau");
    assert_eq!(pennes.siren(), Some("211300710"));
    assert_eq!(pennes.population().map(|found| found.count), Some(22_537));
    assert_eq!(pennes.postal_codes().collect::<Vec<_>>(), ["13170"]);
    assert_eq!(pennes.intercommunality(), Some("200054807"));
    assert_eq!((pennes.department(), pennes.region()), ("13", "93"));
    assert!(
        pennes
            .surface_hectares()
            .is_some_and(|hectares| (3000..4000).contains(&hectares))
    );
    let septemes = all.commune("13106").expect("a commune");
    assert_eq!(septemes.population().map(|found| found.count), Some(11_995));
    assert_eq!(septemes.siren(), Some("211301064"));
    assert_eq!(
        all.department("13").map(|found| found.name().of()).as_deref(),
        Some("des Bouches-du-Rhône")
    );
    assert_eq!(all.region("93"), Some("Provence-Alpes-Côte d'Azur"));
    assert_eq!(
        all.intercommunality("200054807").map(|found| found.name()).as_deref(),
        Some("Métropole d’Aix-Marseille-Provence")
    );
}

#[test]
fn numbers_hold_together_and_holes_stay_holes() {
    let all = Referential::embedded();
    for commune in all.communes() {
        match commune.siren() {
            Some(siren) => assert!(luhn(siren), "{}", commune.code()),
            None => assert!(commune.overseas_collectivity(), "{}", commune.code()),
        }
        assert!(all.department(commune.department()).is_some(), "{}", commune.code());
        assert!(all.region(commune.region()).is_some(), "{}", commune.code());
        assert_eq!(
            commune.name().liaison().is_none(),
            commune.overseas_collectivity(),
            "{}",
            commune.code()
        );
        assert_eq!(
            commune.point().is_none(),
            commune.overseas_collectivity(),
            "{}",
            commune.code()
        );
    }
    let paris = all.commune("75056").expect("a commune");
    assert_eq!(paris.total_population(), None);
}
