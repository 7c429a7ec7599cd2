//! Other shapes of conventions: no level or three, other funds, an intercommunality, dates in figures, names in the marks.

use domain::reading::{Holder, OrganisationKind, Reading, View};

const HEAD: &str = "\
CONVENTION TERRITORIALE GLOBALE 2023-2027

Entre les soussignés :

La Caisse commune de sécurité sociale du Centre
Représentée par Madame Anne PETIT, Directrice,
Ci-après dénommée « La CCSS »

Et :

La Communauté de communes du Haut Val
Représentée par son Président, Monsieur Jean GRAND,
Ci-après dénommée « La Communauté »

Et

La Commune de La Roche
Représentée par sa Maire, Madame Rose BLANC,
Ci-après dénommée « La Roche »

Il est convenu ce qui suit :

Article 1 : Durée
La présente convention est conclue du 01/07/2023 au 31/12/2027.

";

fn read(rest: &str) -> Reading {
    let text = format!("{HEAD}{rest}");
    let reading = files::read("f.txt", text.as_bytes()).expect("a convention").reading;
    assert_eq!(reading.cut(), None, "a short text is whole");
    reading
}

fn path(reading: &Reading, index: usize) -> Vec<&str> {
    let mut path = Vec::new();
    let mut next = reading.actions[index].parent.as_ref().map(|parent| &parent.value);
    while let Some(key) = next {
        let node = reading.nodes.iter().find(|node| node.id == *key).expect("a node");
        path.insert(0, node.title.value.as_str());
        next = node.parent.as_ref();
    }
    path
}

fn holders(holders: &[domain::reading::Sourced<Holder>]) -> Vec<&str> {
    holders
        .iter()
        .map(|holder| match &holder.value {
            Holder::Known(key) => key.0.as_str(),
            Holder::Text(text) => text.as_str(),
        })
        .collect()
}

#[test]
fn other_parties_have_their_kinds() {
    let reading = read("");
    let kinds: Vec<OrganisationKind> = reading.parties.iter().map(|party| party.kind.value).collect();
    assert_eq!(
        kinds,
        [
            OrganisationKind::FamilyFund,
            OrganisationKind::Intercommunality,
            OrganisationKind::Commune
        ]
    );
    let functions: Vec<&str> = reading
        .parties
        .iter()
        .map(|party| party.signatories[0].function.as_ref().expect("a function").value.as_str())
        .collect();
    assert_eq!(functions, ["Directrice", "Président", "Maire"]);
    let days = [&reading.agreement.start, &reading.agreement.end].map(|day| day.as_ref().map(|day| day.value.to_string()));
    assert_eq!(
        days,
        [Some("2023-07-01".to_owned()), Some("2027-12-31".to_owned())],
        "a period may start in the middle of a year"
    );
    assert!(reading.actions.is_empty(), "a plan may come later");
    let perimeter: Vec<&str> = reading.perimeter.iter().map(|key| key.value.0.as_str()).collect();
    assert_eq!(perimeter, ["p3"]);
}

#[test]
fn a_plan_without_any_level() {
    let reading = read("Le Plan d'actions par priorités\n\n- Action 1 : Ouvrir\n- Action 2 bis : Relier\n");
    assert_eq!((reading.actions.len(), reading.nodes.len()), (2, 0));
    assert_eq!(reading.actions[1].number.value, "2 bis");
    assert!(reading.actions.iter().all(|action| action.parent.is_none()));
}

#[test]
fn a_plan_of_three_levels() {
    let reading = read(
        "Plan d'actions par axes, enjeux et objectifs\n\nAxe A\n\nQuel accueil pour tous ?\n\nObjectif un\n\n- Action 1: a\n\n\
         Objectif deux\n\n- Action 2: b\n\nQuel soutien ?\n\nObjectif trois\n\n- Action 3: c\n\nAxe B\n\nEnjeu\n\nObjectif quatre\n\n- Action 4: d\n",
    );
    let levels: Vec<&str> = reading.levels.iter().map(|level| level.value.as_str()).collect();
    assert_eq!(levels, ["axes", "enjeux", "objectifs"]);
    assert_eq!(path(&reading, 0), ["Axe A", "Quel accueil pour tous ?", "Objectif un"]);
    assert_eq!(path(&reading, 1), ["Axe A", "Quel accueil pour tous ?", "Objectif deux"]);
    assert_eq!(path(&reading, 2), ["Axe A", "Quel soutien ?", "Objectif trois"]);
    assert_eq!(path(&reading, 3), ["Axe B", "Enjeu", "Objectif quatre"]);
    assert!(reading.nodes.iter().all(|node| node.code.is_none()), "no code is invented");
}

#[test]
fn a_grid_names_holders_and_communes_its_own_way() {
    let reading = read(
        "ACTIONS\tPilotes\tPorteurs\tPartenaires\t2023\t2024\n\
         Action 1 : Ouvrir\tLa CCSS\tLa Communauté, mission locale\tAssociation Relais\tX\tx(La Roche)\n\
         Action 2 : Relier\tCCSS La Roche\tCommune de La Roche\t\t\tR\n",
    );
    let [first, second] = reading.actions.as_slice() else {
        panic!("two actions")
    };
    assert_eq!(
        (holders(&first.pilots), holders(&first.bearers)),
        (vec!["p1"], vec!["p2", "mission locale"])
    );
    assert_eq!(holders(&first.partners), ["Association Relais"]);
    assert_eq!(
        (holders(&second.pilots), holders(&second.bearers)),
        (vec!["p1", "p3"], vec!["p3"])
    );
    let tracks: Vec<(View, usize, &str)> = first
        .tracks
        .iter()
        .chain(&second.tracks)
        .map(|track| (track.view, track.communes.len(), track.mark.value.as_str()))
        .collect();
    assert_eq!(
        tracks,
        [
            (View::Deployment, 0, "X"),
            (View::Deployment, 1, "x(La Roche)"),
            (View::Deployment, 1, "R")
        ]
    );
}

#[test]
fn a_grid_of_years_alone_gives_no_role() {
    let reading = read("Actions\t2023\t2024\nAction 1 : Ouvrir\tX\tX\n");
    let action = &reading.actions[0];
    assert!(action.pilots.is_empty() && action.bearers.is_empty());
    assert_eq!(action.tracks[0].years, [2023, 2024]);
}

#[test]
fn sheets_may_announce_their_own_themes() {
    let reading = read(
        "Action\tThématiques\tMoyens\tMoyens financiers\tPilote\tPorteur\tCalendrier\n\
         Action 1 : Ouvrir\tSanté\tUn local\tSubvention\tLa CCSS\tLa Roche\t2024 à 2025\n\
         Action 2 : Relier\tsanté\t\t\tLa CCSS\tLa Roche\t2026\n",
    );
    assert_eq!(reading.themes.len(), 1);
    assert_eq!(reading.actions[0].tracks[0].years, [2024, 2025]);
    assert_eq!(
        (
            reading.actions[0].tracks[0].view,
            reading.actions[1].tracks[0].years.as_slice()
        ),
        (View::Sheet, &[2026][..])
    );
    assert!(
        reading.actions[1].means.is_empty() && reading.actions[1].funding.is_empty(),
        "what is empty stays absent"
    );
}
