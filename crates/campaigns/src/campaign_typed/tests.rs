//! What is typed of a campaign: taken, or told what to correct.

use super::*;

fn prepared(pairs: &[(&str, &str)]) -> Result<Vec<Asked>, Vec<String>> {
    let typed = Typed::of(
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    );
    let action = |ordinal: i64| ActionRow {
        ordinal,
        number: ordinal.to_string(),
        title: String::new(),
        chosen: false,
    };
    let known = Known {
        convention: ConventionId::new(1),
        today: "2026-11-23".parse().expect("a day"),
        period: &PeriodRow {
            start: "2022-01-01".parse().ok(),
            end: "2026-12-31".parse().ok(),
        },
        actions: &[action(1), action(2)],
        contacts: &[],
        concerned: &Concerned::default(),
    };
    let mut errors = Errors::none();
    let prepared = typed.check(&known, &mut errors);
    prepared
        .map(|prepared| prepared.recipients)
        .ok_or_else(|| errors.iter().map(|error| error.message.clone()).collect())
}

const PLAIN: [(&str, &str); 7] = [
    ("titre", "Point d’automne"),
    ("echeance", "04/12/2026"),
    ("question", "status"),
    ("ecart", "7"),
    ("relances", "2"),
    ("action", "1"),
    ("action", "2"),
];

fn with(name: &'static str, text: &'static str) -> Vec<(&'static str, &'static str)> {
    let others = PLAIN.into_iter().filter(|(other, _)| *other != name || name == "action");
    others.chain([(name, text)]).collect()
}

#[test]
fn others_are_read_line_by_line_and_an_address_is_asked_once() {
    let lines = "Inès Roux ; ines@exemple.invalid ; Asso ; 2\n\nInès ; INES@exemple.invalid ; Asso ; 1\nSans adresse";
    let asked = prepared(&with("autres", lines)).expect("prepared");
    let told: Vec<(i64, &str, usize)> = asked
        .iter()
        .map(|one| (one.ordinal, one.name.as_str(), one.lanes.len()))
        .collect();
    assert_eq!(told, [(1, "Inès Roux", 2), (2, "Sans adresse", 2)]);
}

#[test]
fn two_who_share_a_mailbox_are_asked_each_about_their_own() {
    let lines = "Jean Un ; accueil@exemple.invalid ; Asso J ; 1\nJeanne Deux ; ACCUEIL@exemple.invalid ; Asso K ; 2";
    let asked = prepared(&with("autres", lines)).expect("prepared");
    let told: Vec<(&str, &str, usize)> = asked
        .iter()
        .map(|one| (one.name.as_str(), one.organisation_name.as_str(), one.lanes.len()))
        .collect();
    assert_eq!(told, [("Jean Un", "Asso J", 1), ("Jeanne Deux", "Asso K", 1)]);
}

#[test]
fn what_is_wrong_names_its_line() {
    let wrong = prepared(&with("autres", "Inès ; pas une adresse")).expect_err("no address");
    assert!(
        wrong[0].starts_with("Ligne 1\u{a0}: «\u{a0}pas une adresse\u{a0}»"),
        "{wrong:?}"
    );
    let elsewhere = prepared(&with("autres", "Inès ; i@e.fr ; Asso ; 25")).expect_err("no action");
    assert!(elsewhere[0].contains("«\u{a0}25\u{a0}»"), "{elsewhere:?}");
}

#[test]
fn a_line_typed_with_commas_is_not_a_name() {
    let commas = prepared(&with("autres", "Zoé Zèbre, Association Zèbre, zoe@exemple.invalid")).expect_err("one part");
    assert!(commas[0].starts_with("Ligne 1\u{a0}:"), "{commas:?}");
    assert!(
        commas[0].contains("points-virgules\u{a0}: nom\u{202f}; adresse\u{202f}; organisme"),
        "{commas:?}"
    );
}

#[test]
fn an_answer_is_due_while_the_convention_lasts() {
    let late = prepared(&with("echeance", "2027-01-01")).expect_err("outside");
    assert!(
        late[0].contains("prend fin le 31\u{a0}déc. 2026") || late[0].contains("prend fin le"),
        "{late:?}"
    );
    let early = prepared(&with("echeance", "2020-01-01")).expect_err("before it begins");
    assert!(
        early[0].contains("précède le début de la convention") && !early[0].contains("prend fin"),
        "{early:?}"
    );
    assert!(prepared(&with("echeance", "bientôt")).is_err());
    assert!(
        prepared(&with("action", "999999")).is_err(),
        "an action of another convention"
    );
    assert!(
        prepared(&with("contact", "9-1")).is_err(),
        "someone who is not of the convention"
    );
}
