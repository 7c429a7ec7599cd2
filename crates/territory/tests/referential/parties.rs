//! The parties of a convention, recognised or asked.

use domain::reading::OrganisationKind::{self, Commune, Department, FamilyFund, Intercommunality};
use territory::Outcome::{NotAPlace, One, Several, Unknown};
use territory::Reason::{FormerName, NamedDepartment, OnlyOne, SharedDepartment};
use territory::{Asked, Outcome, Referential, recognise};

fn outcomes(asked: &[(OrganisationKind, &str)]) -> Vec<Outcome> {
    let asked: Vec<Asked<'_>> = asked.iter().map(|(kind, name)| Asked { kind: *kind, name }).collect();
    recognise(Referential::embedded(), &asked)
}

fn one(code: &str, reason: territory::Reason) -> Outcome {
    One(code.to_owned(), reason)
}

#[test]
fn the_communes_of_the_example_are_recognised() {
    let found = outcomes(&[
        (FamilyFund, "Caisse d'allocations familiales des Bouches-du-Rhône"),
        (Commune, "Commune des Pennes-Mirabeau"),
        (Commune, "Commune de Septèmes-les-Vallons"),
    ]);
    assert_eq!(found, [NotAPlace, one("13071", OnlyOne), one("13106", OnlyOne)]);
}

#[test]
fn the_department_of_the_fund_tells_homonyms_apart_and_is_written_as_the_reason() {
    let found = outcomes(&[(FamilyFund, "Caf du Rhône"), (Commune, "Commune de Sainte-Colombe")]);
    assert_eq!(found[1], one("69189", NamedDepartment));
}

#[test]
fn a_homonym_outside_every_department_named_is_asked() {
    let found = outcomes(&[
        (FamilyFund, "Caf des Bouches-du-Rhône"),
        (Commune, "Commune de Sainte-Colombe"),
    ]);
    assert!(matches!(&found[1], Several(codes) if codes.len() == 12), "{found:?}");
    let outside = outcomes(&[(FamilyFund, "Caf du Nord"), (Commune, "Commune des Pennes-Mirabeau")]);
    assert_eq!(
        outside[1],
        Several(vec!["13071".to_owned()]),
        "the only one of that name, and yet elsewhere"
    );
}

#[test]
fn two_candidates_in_the_department_remain_a_question() {
    let all = Referential::embedded();
    let twins = all.communes().find_map(|commune| {
        let found = all.communes_named(&format!("Commune {}", commune.name().of()), Some(commune.department()));
        (found.matches().len() == 2).then(|| (commune.name().of(), commune.department().to_owned()))
    });
    let Some((name, department)) = twins else { return };
    let payer = format!("Caf {}", all.department(&department).expect("a département").name().of());
    let found = outcomes(&[(FamilyFund, &payer), (Commune, &format!("Commune {name}"))]);
    assert!(matches!(&found[1], Several(codes) if codes.len() == 2), "{name}: {found:?}");
}

#[test]
fn communes_of_one_convention_share_a_department_when_no_other_is_named() {
    let found = outcomes(&[(Commune, "Commune de Condrieu"), (Commune, "Commune de Sainte-Colombe")]);
    assert_eq!(found, [one("69064", OnlyOne), one("69189", SharedDepartment)]);
    let apart = outcomes(&[
        (Commune, "Commune de Condrieu"),
        (Commune, "Commune de Septèmes-les-Vallons"),
        (Commune, "Commune de Sainte-Colombe"),
    ]);
    assert!(matches!(&apart[2], Several(_)), "two départements: nothing to share");
}

#[test]
fn other_places_are_recognised_and_the_rest_is_not_looked_for() {
    let found = outcomes(&[
        (Intercommunality, "Métropole d’Aix-Marseille-Provence"),
        (Intercommunality, "Communauté de communes des Quatre Rivières"),
        (Department, "Conseil départemental des Bouches-du-Rhône"),
        (Commune, "Commune de Nulle-Part-sur-Rien"),
        (Commune, "Commune d’Arlod"),
        (OrganisationKind::Association, "Les Pennes-Mirabeau"),
    ]);
    assert_eq!(found[0], one("200054807", OnlyOne));
    assert!(matches!(&found[1], Several(codes) if codes.len() == 2));
    assert_eq!(found[2], one("13", OnlyOne));
    assert_eq!(found[3], Unknown);
    assert!(matches!(&found[4], Several(_)), "outside the département named: asked");
    assert_eq!(outcomes(&[(Commune, "Commune d’Arlod")]), [one("01033", FormerName)]);
    assert_eq!(found[5], NotAPlace);
}
