//! Who owes what to whom, by example.

use super::*;
use crate::bind::holders::tests::{keys, parties};
use crate::lines::normalise;

fn read(text: &str) -> Vec<String> {
    let (parties, names) = parties();
    let who = Who {
        names: &names,
        parties: &parties,
    };
    let lines: Vec<String> = format!("Article 8 : Communication\n{text}")
        .lines()
        .map(str::to_owned)
        .collect();
    let lines = normalise(&lines);
    let found = bind(&crate::segment::segment(&lines), who).into_iter();
    found
        .map(|duty| {
            assert_eq!(duty.article.as_ref().map(|number| number.value.as_str()), Some("8"));
            let addresses: Vec<String> = duty.addresses.into_iter().map(|address| address.value).collect();
            format!(
                "{} {} > {} {}",
                duty.kind.code(),
                keys(&duty.debtors),
                keys(&duty.creditors),
                addresses.join(" ")
            )
            .trim()
            .to_owned()
        })
        .collect()
}

#[test]
fn who_owes_to_whom() {
    for (text, expected) in [
        ("La Caf s'engage à verser ses financements.", "funding 1 >"),
        (
            "De son côté, les communes des Ormes et de Valmont s'engagent à poursuivre leur soutien financier.",
            "funding 23 >",
        ),
        (
            "Dans le cadre de la Caf, chaque partie s'engage à mentionner le rôle de l'autre partie.",
            "communication 123 > 123",
        ),
        (
            "Les parties s'engagent réciproquement à se dire leurs bilans.",
            "review 123 > 123",
        ),
        (
            "Le comité sera présidé par la Caf et les communes par le biais de leurs élus.",
            "governance 123 >",
        ),
        (
            "Une affiche mentionnant le soutien par la Caf sera posée.",
            "communication  >",
        ),
        (
            "Les habitants s'engagent à lire les affiches.",
            "communication «Les habitants» >",
        ),
        (
            "La Caf transmettra ses affiches à la commune de Valmont.",
            "communication 1 > 3",
        ),
        (
            "Elle peut être dénoncée par l'une ou l'autre des parties.",
            "termination 123 >",
        ),
        (
            "Ces projets de mention seront soumis pour avis au Délégué à la Protection des Données de la partie.",
            "communication  > «Délégué à la Protection des Données»",
        ),
        (
            "Les parties sont tenues, ainsi que leur personnel, au secret.",
            "confidentiality 123 >",
        ),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
}

#[test]
fn a_list_takes_what_it_lacks_from_its_sentence() {
    let text = "Les contractants s'engagent à respecter ce process d'inauguration :\n\n- une proposition devra être adressée à la Caf.\n\
                - Pour les communes elle sera envoyée aux référents de chacune\n\nLorsque le déroulé sera connu, il sera à transmettre aux \
                contractants :\n\n- Pour la Caf, à l'adresse\na@b.fr\n- Pour chaque commune au service";
    assert_eq!(
        read(text),
        [
            "event 123 >",
            "event 123 > 1",
            "event 123 > 23",
            "event  > 1 a@b.fr",
            "event  > 23",
        ]
    );
}
