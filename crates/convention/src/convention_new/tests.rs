//! A convention as it is typed, and what is wrong with it.

use super::*;

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn errors(pairs: &[(&str, &str)]) -> Errors {
    understand(&typed(pairs)).err().unwrap_or_default()
}

const WHOLE: [(&str, &str); 4] = [
    ("titre", "Convention du pays"),
    ("nature", "Convention territoriale globale"),
    ("partie1", "Les Pennes-Mirabeau"),
    ("genre1", "commune"),
];

#[test]
fn the_least_is_enough_and_the_rest_stays_absent() {
    let understood = understand(&typed(&WHOLE)).expect("understood");
    assert_eq!(
        understood.parties,
        [(OrganisationKind::Commune, "Commune des Pennes-Mirabeau".to_owned())]
    );
    assert!(understood.start.is_none() && understood.nodes.is_empty() && understood.actions.is_empty());
}

#[test]
fn each_thing_to_correct_is_said_at_its_place() {
    let nothing = errors(&[]);
    assert!(nothing.has("titre") && nothing.has("nature"));
    for (field, value, at) in [
        ("debut", "hier", "debut"),
        ("partie2", "Nulle-Part-sur-Rien", "genre2"),
        ("niveau2", "Orientations", "niveau2"),
        ("enjeux", "Parents", "niveau1"),
        ("actions", "1. Une\n1. Autre", "actions"),
    ] {
        let pairs = [&WHOLE[..], &[(field, value)]].concat();
        assert!(errors(&pairs).has(at), "{field}");
    }
    let unknown = [&WHOLE[..], &[("partie2", "Nulle-Part-sur-Rien"), ("genre2", "commune")]].concat();
    assert!(errors(&unknown).has("partie2"));
    let same = [&WHOLE[..], &[("partie2", "13071"), ("genre2", "commune")]].concat();
    assert!(errors(&same).of("partie2").is_some_and(|said| said.contains("déjà")));
    let reversed = [&WHOLE[..], &[("debut", "01/01/2027"), ("fin", "2026-01-01")]].concat();
    assert!(errors(&reversed).has("fin"));
}

#[test]
fn numbers_are_those_typed_or_the_rank() {
    assert_eq!(numbered(3, "2 bis. Ouvrir"), ("2 bis".to_owned(), "Ouvrir".to_owned()));
    assert_eq!(
        numbered(3, "Ouvrir. Puis fermer"),
        ("3".to_owned(), "Ouvrir. Puis fermer".to_owned())
    );
}
