//! Names, however they are typed.

use territory::{By, Found, Intercommunality, Referential};

fn codes(name: &str, department: Option<&str>) -> Vec<String> {
    let found = Referential::embedded().communes_named(name, department);
    found.matches().iter().map(|found| found.commune.code().to_owned()).collect()
}

#[test]
fn one_commune_has_many_spellings() {
    for name in [
        "Les Pennes-Mirabeau",
        "LES PENNES MIRABEAU",
        "Pennes-Mirabeau",
        "PENNES-MIRABEAU (LES)",
        "commune des Pennes-Mirabeau",
        "La commune des Pennes-Mirabeau",
        "Ville des Pennes Mirabeau",
        "les pennes mirabeau",
        "Commune de Les Pennes-Mirabeau",
    ] {
        assert_eq!(codes(name, None), ["13071"], "{name}");
    }
    for name in [
        "Septèmes-les-Vallons",
        "SEPTEMES LES VALLONS",
        "Commune de Septèmes-Les-Vallons",
    ] {
        assert_eq!(codes(name, None), ["13106"], "{name}");
    }
    assert_eq!(codes("Ville d’Ajaccio", None), ["2A004"]);
    assert_eq!(codes("Commune du Havre", None), ["76351"]);
    assert_eq!(codes("St-Étienne-du-Vauvray", None), codes("SAINT ETIENNE DU VAUVRAY", None));
    assert_eq!(codes("Aux Marais", None), ["60703"]);
    assert_eq!(codes("Ville-d'Avray", None), ["92077"]);
    assert_eq!(codes("L’Haÿ-les-Roses", None), ["94038"]);
    assert_eq!(codes("Ile de Sein", None), codes("Île-de-Sein", None));
}

#[test]
fn a_homonym_is_a_question_until_its_department_is_known() {
    let all = Referential::embedded();
    assert!(matches!(all.communes_named("Sainte-Colombe", None), Found::Several(found) if found.len() == 12));
    let inside = codes("Sainte-Colombe", Some("69"));
    assert_eq!(inside.len(), 1, "{inside:?}");
    assert!(codes("Sainte-Colombe", Some("13")).is_empty());
    // The same name twice in one département stays a question even then.
    let pairs = all.communes().filter(|commune| {
        let name = commune.name();
        all.communes_named(name.raw(), Some(commune.department())).matches().len() > 1
    });
    assert!(
        pairs.count() < 200,
        "spelling apart, few communes of one département share a name"
    );
}

#[test]
fn names_that_nobody_bears_find_nothing() {
    for name in ["", "   ", "Commune", "commune de", "Valmont-les-Bains-Neufs", "13071", "Les"] {
        assert!(codes(name, None).is_empty(), "{name:?}");
    }
}

#[test]
fn every_commune_is_found_by_its_own_name() {
    let all = Referential::embedded();
    for commune in all.communes().step_by(7) {
        let name = commune.name();
        for asked in [name.plain(), format!("Commune {}", name.of()), name.raw().to_uppercase()] {
            let found = all.communes_named(&asked, None);
            let own = found.matches().iter().any(|found| found.commune.code() == commune.code());
            assert!(own || name.liaison().is_none(), "{asked} does not find {}", commune.code());
        }
    }
}

#[test]
fn a_name_that_ceased_leads_to_the_living_commune() {
    let all = Referential::embedded();
    let Found::One(found) = all.communes_named("Arlod", None) else {
        panic!("one commune")
    };
    assert_eq!(found.commune.code(), "01033");
    assert!(matches!(found.by, By::Former { name: "Arlod", until: Some(until) } if until.to_string() == "1971-01-01"));
    let by_code = all.formerly("01018").expect("a former code");
    assert_eq!(by_code.commune.code(), "01033");
    let Some(part) = all.formerly("13201") else {
        panic!("an arrondissement")
    };
    assert_eq!((part.commune.code(), matches!(part.by, By::Attached { .. })), ("13055", true));
    assert!(all.formerly("13071").is_none());
}

#[test]
fn every_former_code_leads_to_a_living_commune() {
    let all = Referential::embedded();
    for (code, living) in [("60455", "60694"), ("55273", "55386")] {
        assert_eq!(all.formerly(code).map(|found| found.commune.code()), Some(living));
    }
}

#[test]
fn the_kind_of_an_intercommunality_is_said_once() {
    let (mut undone, mut own) = (0, 0);
    for one in Referential::embedded().intercommunalities() {
        let name = one.name();
        undone += usize::from(name.starts_with("Communauté de communes "));
        own += usize::from(name == "Communauté Paris-Saclay");
        let kinds = [
            "Communauté de communes ",
            "Communauté d’agglomération ",
            "Communauté urbaine ",
        ];
        let rest = kinds.iter().find_map(|kind| name.strip_prefix(kind));
        assert!(!rest.is_some_and(|rest| rest.starts_with("Communauté ")), "{name}");
    }
    assert!(undone > 900 && own == 1, "{undone} and {own}");
}

#[test]
fn intercommunalities_and_departments_are_found_by_name() {
    let all = Referential::embedded();
    let named = |name: &str| -> Vec<&str> {
        all.intercommunalities_named(name)
            .iter()
            .map(Intercommunality::siren)
            .collect()
    };
    assert_eq!(named("Métropole Aix-Marseille-Provence"), ["200054807"]);
    assert_eq!(named("La Communauté de communes Faucigny-Glières"), ["200000172"]);
    assert_eq!(named("CC des Quatre Rivières").len(), 2, "a homonym");
    assert!(named("Communauté de communes").is_empty());
    let department = |name: &str| all.department_named(name).map(|found| found.code());
    assert_eq!(department("Bouches-du-Rhône"), Some("13"));
    assert_eq!(department("département de la Loire"), None, "a name, not an organisation");
    let of = |name: &str| all.department_of_organisation(name).map(|found| found.code());
    assert_eq!(of("Caisse d’allocations familiales des Bouches-du-Rhône"), Some("13"));
    assert_eq!(of("CAF de la Loire"), Some("42"));
    assert_eq!(of("Caf de Haute-Loire"), Some("43"));
    assert_eq!(of("Conseil départemental du Val-d’Oise"), Some("95"));
    assert_eq!(of("Caf de La Réunion"), Some("974"));
}

#[test]
fn a_commune_is_found_by_the_name_it_gave_up() {
    let all = Referential::embedded();
    let Found::One(found) = all.communes_named("Ville de Châlons-sur-Marne", None) else {
        panic!("one commune")
    };
    assert_eq!(found.commune.code(), "51108");
    assert!(matches!(found.by, By::Former { until: Some(until), .. } if until.to_string() == "1998-01-04"));
    assert_eq!(
        codes("Bois-Guillaume-Bihorel", None),
        ["76095", "76108"],
        "split since: a question"
    );
    assert_eq!(codes("Éragny", Some("95")), ["95218"], "renamed in 2025");
}

#[test]
fn a_name_given_up_in_a_department_comes_before_the_living_one_of_another() {
    let living = codes("Montreuil", None);
    assert!(living.contains(&"93048".to_owned()) && !living.contains(&"62588".to_owned()));
    assert_eq!(codes("Montreuil", Some("62")), ["62588"]);
}
