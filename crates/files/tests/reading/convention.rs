//! The real convention, read and compared with a table written by hand from its text.

use crate::example;
use domain::reading::{ActionRead, Holder, Key, Lines, OrganisationKind, Reading, RuleCode, Severity, Sourced, View};

/// Number, parent, pilots, bearers, years of the grid with the communes that the mark names.
/// C is the fund, P and S the communes, `-` nobody; written from the deployment grid, line by line.
const TABLE: &str = "\
1  3b CPS PS  2023- 2024- 2025- 2026-
2  3b PS  PS  2022- 2023- 2024- 2025- 2026-
3  3a PS  PSC 2022- 2023- 2024- 2025- 2026-
4  1a PS  PS  2024- 2025- 2026-
5  1a PSC PS  2022P 2023P 2024P 2025- 2026-
6  1a PS  PS  2022- 2023- 2024- 2025- 2026-
7  1a PS  PS  2022- 2023- 2024- 2025- 2026-
8  1b PS  PS  2022- 2023- 2024- 2025- 2026-
9  1b PS  PS  2022- 2023- 2024- 2025- 2026-
10 1b P   P   2023- 2024- 2025- 2026-
11 1b PS  PS  2022- 2023- 2024- 2025- 2026-
12 1c PS  PS  2022- 2023- 2024- 2025- 2026-
13 1c PSC PS  2022- 2023- 2024- 2025- 2026-
14 1c P   PC  2024- 2025- 2026-
15 1c PS  PS  2022P 2023- 2024- 2025- 2026-
16 2a S   PS  2023- 2024- 2025- 2026-
17 2a PS  PS  2022- 2023- 2024- 2025- 2026-
18 2a PS  PS  2022- 2023- 2024- 2025- 2026-
19 2c P   P   2023- 2024- 2025- 2026-
20 2c PS  PSC 2024- 2025- 2026-
21 2b PS  PS  2022- 2023- 2024- 2025- 2026-
22 2b PS  PSC 2025- 2026-
23 2b S   S   2023- 2024- 2025- 2026-
24 2b S   PS  2024- 2025- 2026-
";

/// The years of the eight sheets, written from their text.
const SHEETS: &str = "\
3  2022- 2023- 2024- 2025- 2026-
4  2024- 2025- 2026-
14 2024- 2025- 2026-
15 2022P 2023P 2024P 2025P 2026P 2023S 2024S 2025S 2026S
16 2023- 2024- 2025- 2026-
22 2025- 2026-
23 2023- 2024- 2025- 2026-
24 2024- 2025- 2026-
";

fn letter(reading: &Reading, key: &Key) -> char {
    let party = reading.parties.iter().find(|party| party.id == *key).expect("a party");
    match party.name.value.as_str() {
        "Caisse d'allocations familiales des Bouches-du-Rhône" => 'C',
        "Commune des Pennes-Mirabeau" => 'P',
        "Commune de Septèmes-Les-Vallons" => 'S',
        other => panic!("unknown party {other}"),
    }
}

fn letters(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    let known = |holder: &Sourced<Holder>| match &holder.value {
        Holder::Known(key) => letter(reading, key),
        Holder::Text(text) => panic!("unknown holder {text}"),
    };
    holders.iter().map(known).collect()
}

fn years(reading: &Reading, action: &ActionRead, view: View) -> Vec<String> {
    let mut years = Vec::new();
    for track in action.tracks.iter().filter(|track| track.view == view) {
        let communes: String = track.communes.iter().map(|key| letter(reading, key)).collect();
        let communes = if communes.is_empty() { "-" } else { &communes };
        years.extend(track.years.iter().map(|year| format!("{year}{communes}")));
    }
    years
}

fn code<'r>(reading: &'r Reading, action: &ActionRead) -> &'r str {
    let parent = action.parent.as_ref().expect("every action has a place");
    let node = reading.nodes.iter().find(|node| node.id == parent.value).expect("a node");
    node.code.as_ref().expect("every node has a code").value.as_str()
}

fn action<'r>(reading: &'r Reading, number: &str) -> &'r ActionRead {
    reading
        .actions
        .iter()
        .find(|action| action.number.value == number)
        .expect("an action")
}

fn values(texts: &[Sourced<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

#[test]
fn every_action_has_its_place_its_roles_and_its_years() {
    let reading = example::import().reading;
    let rows: Vec<Vec<&str>> = TABLE.lines().map(|row| row.split_whitespace().collect()).collect();
    assert_eq!((rows.len(), reading.actions.len()), (24, 24));
    let mut marks = 0;
    for (row, action) in rows.iter().zip(&reading.actions) {
        let [number, parent, pilots, bearers, expected @ ..] = row.as_slice() else {
            panic!("a row")
        };
        assert_eq!(action.number.value, *number);
        assert_eq!(code(&reading, action), *parent, "parent of action {number}");
        assert_eq!(letters(&reading, &action.pilots), *pilots, "pilots of action {number}");
        assert_eq!(letters(&reading, &action.bearers), *bearers, "bearers of action {number}");
        assert_eq!(
            years(&reading, action, View::Deployment),
            expected,
            "years of action {number}"
        );
        assert!(
            action.other_pilots.is_empty() && action.other_bearers.is_empty(),
            "both views agree on action {number}"
        );
        marks += expected.len();
    }
    assert_eq!(marks, 104, "cells of the grid that bear a mark");
}

#[test]
fn eight_sheets_give_years_too() {
    let reading = example::import().reading;
    for row in SHEETS.lines() {
        let (number, expected) = row.split_once(' ').expect("a row");
        let read = years(&reading, action(&reading, number), View::Sheet);
        assert_eq!(
            read,
            expected.split_whitespace().collect::<Vec<_>>(),
            "sheet of action {number}"
        );
    }
    let sheets = reading
        .actions
        .iter()
        .filter(|action| action.tracks.iter().any(|track| track.view == View::Sheet));
    assert_eq!(sheets.count(), 8);
}

#[test]
fn marks_are_kept_as_written() {
    let reading = example::import().reading;
    let marks = |number: &str| -> Vec<String> {
        action(&reading, number)
            .tracks
            .iter()
            .map(|track| track.mark.value.clone())
            .collect()
    };
    assert_eq!(marks("5"), ["x(L)", "xx"]);
    assert_eq!(marks("15"), ["x(L)", "X", "L: 2022-2026", "S:2023-2026"]);
    assert_eq!(action(&reading, "15").tracks[2].mark.lines, Lines::one(339));
    assert_eq!(
        action(&reading, "23").tracks[1].mark,
        Sourced::new("2023-2026".to_owned(), Lines::one(404))
    );
}

#[test]
fn sheets_give_details_means_and_money() {
    let reading = example::import().reading;
    let third = action(&reading, "3");
    assert_eq!(
        values(&third.means),
        [
            "Chargés de coopération des 2 communes",
            "Partenaires institutionnels et associatifs",
            "Services communaux",
            "Outils informatiques"
        ]
    );
    assert_eq!(values(&third.funding), ["Les 2 communes"]);
    assert_eq!(third.details.len(), 3);
    assert_eq!(third.details[1].text.lines, Lines::span(176, 179));
    assert_eq!(
        values(&action(&reading, "4").funding),
        ["Les 2 communes", "Appel à Projet CAF", "DDCS"]
    );
    assert_eq!(
        values(&action(&reading, "14").funding),
        ["Les Pennes Mirabeau", "SF Parentalité CAF ou SF CTG", "Département"]
    );
    assert_eq!(values(&action(&reading, "14").means), ["Les Pennes Mirabeau", "Associations"]);
    assert_eq!(
        values(&action(&reading, "15").means),
        ["Les 2 communes", "Les services communaux", "Les associations"]
    );
    assert_eq!(
        values(&action(&reading, "16").means),
        ["Les 2 communes", "Associations", "TS CAF + département"]
    );
    assert_eq!(
        values(&action(&reading, "16").funding),
        [
            "Les 2 communes",
            "Politique de la ville",
            "SF départementale",
            "CAF à Solidarité Femmes"
        ]
    );
    assert_eq!(
        values(&action(&reading, "22").funding),
        [
            "Les 2 communes",
            "CAF",
            "Département",
            "ARS",
            "Région",
            "Banque et territoire"
        ]
    );
}

/// In the reading order of the torn sheet of action 16, "Les Pennes Mirabeau: Mise à disposition…" stands after the cell of
/// means. It is kept as a detail all the same: it says what one commune does inside a joint action, as "Septèmes Les
/// Vallons: Action autour du jeu" does inside action 15, and a means bound to one commune has no place of its own.
#[test]
fn details_are_bound_to_the_commune_they_name() {
    let reading = example::import().reading;
    let bound: Vec<(&str, char, &str)> = reading
        .actions
        .iter()
        .flat_map(|action| action.details.iter().map(move |detail| (action, detail)))
        .filter_map(|(action, detail)| {
            let commune = letter(&reading, detail.commune.as_ref()?);
            Some((action.number.value.as_str(), commune, detail.text.value.as_str()))
        })
        .collect();
    assert_eq!(
        bound,
        [
            ("15", 'S', "Action autour du jeu de société; du livre"),
            ("16", 'P', "Mise à disposition de 2 appartements municipaux d'urgence"),
            ("22", 'S', "Création d'une maison des aidants"),
        ]
    );
}

#[test]
fn themes_are_those_announced() {
    let reading = example::import().reading;
    let names: Vec<&str> = reading.themes.iter().map(|theme| theme.name.value.as_str()).collect();
    assert_eq!(
        names,
        [
            "Petite Enfance",
            "Enfance Jeunesse",
            "Accompagnement à la parentalité",
            "Logement et amélioration du cadre de vie",
            "Accès aux droits, aux services, à l'inclusion numérique et à l'insertion sociale",
            "Animation de la vie sociale",
            "Handicap",
            "Lisibilité, communication et mutualisation",
        ]
    );
    let filed = |number: &str| -> Vec<usize> {
        let themes = &action(&reading, number).themes;
        themes
            .iter()
            .map(|key| {
                reading
                    .themes
                    .iter()
                    .position(|theme| theme.id == key.value)
                    .expect("a theme")
                    + 1
            })
            .collect()
    };
    let numbers = ["3", "4", "14", "15", "16", "22", "23", "24"];
    assert_eq!(
        numbers.map(filed),
        [
            vec![8],
            vec![8, 1, 2],
            vec![3],
            vec![3],
            vec![3, 5, 8],
            vec![7],
            vec![7],
            vec![7]
        ]
    );
}

#[test]
fn titles_keep_every_wording() {
    let reading = example::import().reading;
    let fourteen = action(&reading, "14");
    assert_eq!(
        fourteen.title,
        Sourced::new(
            "Créer une maison de l'Enfance (Les Pennes Mirabeau)".to_owned(),
            Lines::one(444)
        )
    );
    assert_eq!(
        values(&fourteen.other_titles),
        [
            "Créer une maison de l'Enfance (LPM)",
            "Les Pennes Mirabeau Créer une maison de l'enfance"
        ]
    );
    let three = &action(&reading, "3").other_titles;
    assert_eq!(
        three[1].value,
        "Informier sur les différentes offres de services institutionnelles et associatives"
    );
    assert_eq!(three[1].lines, Lines::span(161, 166));
    assert_eq!(
        action(&reading, "22").title.lines.to_string(),
        "403,463,497",
        "one wording in three places"
    );
    let node = reading.nodes.iter().find(|node| node.id.0 == "n2c").expect("2c");
    assert_eq!(
        (node.title.value.as_str(), values(&node.other_titles)),
        (
            "Lutter contre le non-recours aux droits",
            vec!["Lutter contre le non recours aux droits"]
        )
    );
}

#[test]
fn the_framework_has_two_levels() {
    let reading = example::import().reading;
    let levels: Vec<&str> = reading.levels.iter().map(|level| level.value.as_str()).collect();
    assert_eq!(levels, ["enjeux", "orientations"]);
    let nodes: Vec<(&str, u8, Option<&str>)> = reading
        .nodes
        .iter()
        .map(|node| {
            (
                node.code.as_ref().map_or("", |code| code.value.as_str()),
                node.level,
                node.parent.as_ref().map(|key| key.0.as_str()),
            )
        })
        .collect();
    assert_eq!(
        nodes,
        [
            ("1", 0, None),
            ("1a", 1, Some("n1")),
            ("1b", 1, Some("n1")),
            ("1c", 1, Some("n1")),
            ("2", 0, None),
            ("2a", 1, Some("n2")),
            ("2b", 1, Some("n2")),
            ("2c", 1, Some("n2")),
            ("3", 0, None),
            ("3a", 1, Some("n3")),
            ("3b", 1, Some("n3")),
        ]
    );
}

#[test]
fn the_agreement_has_its_period_and_its_signature() {
    let agreement = example::import().reading.agreement;
    let start = agreement.start.expect("a start");
    assert_eq!(
        (start.value.to_string().as_str(), start.lines),
        ("2022-01-01", Lines::one(916))
    );
    assert_eq!(agreement.end.expect("an end").value.to_string(), "2026-12-31");
    assert_eq!(agreement.kind.expect("a kind").value, "Convention territoriale globale");
    let title = agreement.title.expect("a title");
    assert!(
        title
            .value
            .starts_with("CONVENTION TERRITORIALE GLOBALE DE SERVICES AUX FAMILLES 2022-2026")
    );
    assert_eq!((title.lines, agreement.other_titles.len()), (Lines::span(3, 5), 2));
    let signature = agreement.signature.expect("a signature");
    assert_eq!(signature.place.expect("a place").value, "Marseille");
    assert_eq!(
        (
            signature.date,
            signature.month.map(|month| month.value),
            signature.year.map(|year| year.value)
        ),
        (None, Some(12), Some(2022))
    );
}

#[test]
fn the_parties_sign_by_their_persons() {
    let reading = example::import().reading;
    let persons = |index: usize| -> Vec<(&str, &str)> {
        let signatories = &reading.parties[index].signatories;
        signatories
            .iter()
            .map(|person| {
                (
                    person.name.value.as_str(),
                    person.function.as_ref().map_or("", |function| function.value.as_str()),
                )
            })
            .collect()
    };
    assert_eq!(reading.parties.len(), 3);
    assert_eq!(
        persons(0),
        [
            ("Maley UPRAVAN", "Présidente du Conseil d'Administration"),
            ("Yves FASANARO", "Directeur Général")
        ]
    );
    assert_eq!(persons(1), [("Michel AMIEL", "Maire")]);
    assert_eq!(persons(2), [("André MOLINO", "Maire")]);
    let kinds: Vec<OrganisationKind> = reading.parties.iter().map(|party| party.kind.value).collect();
    assert_eq!(
        kinds,
        [
            OrganisationKind::FamilyFund,
            OrganisationKind::Commune,
            OrganisationKind::Commune
        ]
    );
    let shorts: Vec<&str> = reading.parties.iter().map(domain::reading::PartyRead::usual_name).collect();
    assert_eq!(shorts, ["CAF", "Les Pennes", "Septèmes"]);
    for (party, alias) in [
        (1, "LPM"),
        (1, "L"),
        (1, "Les Pennes Mirabeau"),
        (2, "S"),
        (2, "Septèmes Les Vallons"),
        (0, "La Caf"),
    ] {
        assert!(values(&reading.parties[party].aliases).contains(&alias), "{alias}");
    }
    assert_eq!(reading.parties[0].signatories[0].lines.to_string(), "641,971-972,974");
    let perimeter: Vec<&str> = reading.perimeter.iter().map(|key| key.value.0.as_str()).collect();
    assert_eq!(perimeter, ["p2", "p3"]);
    let [group] = reading.groups.as_slice() else {
        panic!("one group")
    };
    assert_eq!((group.name.value.as_str(), group.members.len()), ("Les 2 communes", 2));
}

#[test]
fn other_organisations_are_only_those_clearly_named() {
    let reading = example::import().reading;
    let names: Vec<&str> = reading.organisations.iter().map(|known| known.name.value.as_str()).collect();
    assert_eq!(
        names,
        ["DDCS", "Synergie Family", "Département", "Solidarité Femmes", "ARS", "Région"]
    );
    let partner = &action(&reading, "10").partners[0];
    assert_eq!(partner.value, Holder::Known(reading.organisations[1].id.clone()));
}

#[test]
fn the_council_votes() {
    let reading = example::import().reading;
    let [vote] = reading.deliberations.as_slice() else {
        panic!("one vote")
    };
    let count = |count: &Option<Sourced<u32>>| count.as_ref().map(|count| (count.value, count.lines.to_string()));
    assert_eq!(count(&vote.votes.favour), Some((35, "66".to_owned())));
    assert_eq!(count(&vote.votes.against), Some((0, "67".to_owned())));
    assert_eq!(count(&vote.votes.abstain), Some((0, "68".to_owned())));
    assert_eq!(
        (vote.votes.present.as_ref(), vote.date.as_ref(), vote.number.as_ref()),
        (None, None, None),
        "the text is silent"
    );
    let organisation = vote.organisation.as_ref().expect("a council");
    assert_eq!(
        (letter(&reading, &organisation.value), organisation.lines.to_string().as_str()),
        ('P', "62")
    );
    let commission = vote.commission.as_ref().expect("a commission");
    assert_eq!(commission.name.value, "Commission Cohésion Sociale");
    let opinion = commission
        .opinion
        .as_ref()
        .map(|said| (said.value.as_str(), said.lines.to_string()));
    assert_eq!(opinion, Some(("avis favorable", "56".to_owned())));
    assert_eq!(
        commission.date.as_ref().map(|day| day.value.to_string()).as_deref(),
        Some("2022-11-28")
    );
    assert!(
        vote.authority
            .as_ref()
            .is_some_and(|text| text.value.starts_with("le Maire ou son représentant à signer"))
    );
    let persons: Vec<_> = vote
        .signatories
        .iter()
        .map(|person| (person.name.value.as_str(), person.function.as_ref().map(|f| f.value.as_str())))
        .collect();
    assert_eq!(
        persons,
        [("ROMAIN AMARO", Some("Secrétaire")), ("MICHEL AMIEL", Some("Maire"))]
    );
}

#[test]
fn articles_and_annexes_are_whole() {
    let reading = example::import().reading;
    let numbers: Vec<Option<&str>> = reading
        .articles
        .iter()
        .map(|article| article.number.as_ref().map(|number| number.value.as_str()))
        .collect();
    assert_eq!(numbers.len(), 15);
    assert_eq!((numbers[0], numbers[14]), (None, Some("14")));
    let duration = &reading.articles[10];
    assert_eq!(
        (
            duration.title.value.as_str(),
            duration.text.len(),
            duration.number.as_ref().map(|n| n.lines.to_string()).as_deref()
        ),
        ("Durée de la convention", 2, Some("684,914"))
    );
    assert!(
        reading.articles[5]
            .text
            .iter()
            .any(|paragraph| paragraph.text.lines == Lines::one(860)),
        "the note goes to the article that calls it"
    );
    let annexes: Vec<(&str, bool, bool)> = reading
        .annexes
        .iter()
        .map(|annex| (annex.number.value.as_str(), annex.announced, annex.present))
        .collect();
    assert_eq!(
        annexes,
        [
            ("1", true, false),
            ("2", true, true),
            ("3", true, true),
            ("4", true, true),
            ("5", true, false),
            ("6", true, true)
        ]
    );
}

/// The places of what one rule finds.
fn places(reading: &Reading, code: &str) -> Vec<(u32, Option<u32>)> {
    let rule = RuleCode::from_code(code);
    assert!(rule.is_some(), "{code} is a rule");
    let own = reading.anomalies.iter().filter(|anomaly| anomaly.rule == rule);
    own.map(|anomaly| (anomaly.a.line, anomaly.b.as_ref().map(|b| b.line)))
        .collect()
}

#[test]
fn contradictions_are_said_and_none_is_invented() {
    let reading = example::import().reading;
    for (code, expected) in [
        ("action_count", vec![(46, Some(499))]),
        ("mark_undefined", vec![(478, None), (478, None), (490, None)]),
        ("carrier_not_bearer", vec![(437, Some(485))]),
        ("secretariat_twice", vec![(606, Some(866)), (606, Some(561))]),
        ("clause_against_title", vec![(942, Some(944))]),
        ("facility_outside", vec![(95, Some(94))]),
        ("law_title_twice", vec![(703, Some(705))]),
        ("originals_count", vec![(962, Some(966))]),
        ("pilot_elsewhere", vec![(343, Some(391))]),
        ("reference_year_missing", vec![(836, Some(860))]),
        ("word_missing", vec![(62, None), (554, None)]),
    ] {
        assert_eq!(places(&reading, code), expected, "{code}");
    }
    for none in [
        "years_differ",
        "roles_differ",
        "date_impossible",
        "post_sum",
        "list_count",
        "amount_sum",
        "text_cut",
        "communes_differ",
        "number_missing",
        "facility_twice",
        "period_differs",
        "signatory_changes",
    ] {
        assert!(places(&reading, none).is_empty(), "{none}: {:?}", places(&reading, none));
    }
    let high = reading
        .anomalies
        .iter()
        .filter(|anomaly| anomaly.severity == Severity::High)
        .count();
    assert!(
        high * 8 < reading.anomalies.len(),
        "{high} are for someone to decide before executing"
    );
}

#[test]
fn an_annex_of_votes_of_which_one_is_joined_is_given_in_part() {
    let reading = example::import().reading;
    let fifth = reading.anomalies.iter().filter(|anomaly| anomaly.reason.contains("annexe 5"));
    let said: Vec<String> = fifth.map(|anomaly| anomaly.reason.replace('\u{a0}', " ")).collect();
    assert_eq!(
        said,
        [
            "L’annexe 5 (« Décision des Conseils municipaux ») n’est donnée qu’en partie : délibération jointe pour Les \
             Pennes-Mirabeau, absente pour Septèmes-les-Vallons."
        ]
    );
}

#[test]
fn an_ecart_names_the_actions_it_concerns() {
    let reading = example::import().reading;
    let concerned = |code: &str| -> Vec<String> {
        let rule = RuleCode::from_code(code);
        assert!(rule.is_some(), "{code} is a rule");
        let own = reading.anomalies.iter().filter(|anomaly| anomaly.rule == rule);
        own.map(|anomaly| anomaly.actions.join(" ")).collect()
    };
    assert_eq!(concerned("sheet_missing"), ["1 2 5 6 7 8 9 10 11 12 13 17 18 19 20 21"]);
    assert_eq!(
        concerned("commune_unnamed"),
        ["1 2 3 4 6 7 8 9 11 12 13 16 17 18 20 21 22 24"]
    );
    assert_eq!(concerned("mark_undefined"), ["5", "5", "15"]);
    assert_eq!(concerned("carrier_not_bearer"), ["10"]);
    assert!(concerned("action_title").contains(&"21".to_owned()));
    assert_eq!(concerned("joint_means"), ["15", "16", "22"]);
    for whole in [
        "action_count",
        "annex_absent",
        "pooled_unnamed",
        "framework_title",
        "article_title",
        "agreement_title",
    ] {
        assert_eq!(concerned(whole), [""], "{whole} concerns the whole text");
    }
}
