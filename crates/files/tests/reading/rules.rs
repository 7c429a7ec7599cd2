//! Rules of the reader of plans, each on the smallest text that needs it: what is read of each action, on one line.

use domain::reading::{ActionRead, Holder, Reading, Sourced};

const HEAD: &str = "\
CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027

Entre :

La Caisse d'allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,
ci-après dénommée « la Caf »,

Et la Communauté de communes du Val de Vauxelle, représentée par son président, Monsieur Jean GRAND.

Article 1 : Durée

La présente convention est conclue du 1er janvier 2023 au 31 décembre 2027. Elle s'applique aux communes de Vauxelle,
Bréval, Cormont et Le Mesnil.

";

pub(crate) fn read(rest: &str) -> Reading {
    let text = format!("{HEAD}{rest}");
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn name(reading: &Reading, holder: &Holder) -> String {
    match holder {
        Holder::Known(key) => reading.shown(key).trim_start_matches("la ").to_owned(),
        Holder::Text(text) => text.clone(),
    }
}

pub(crate) fn names(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    let names = holders.iter().map(|holder| name(reading, &holder.value));
    names.collect::<Vec<_>>().join("+")
}

/// The title of the node above an action, and of those above it.
fn above(reading: &Reading, action: &ActionRead) -> String {
    let mut path = Vec::new();
    let mut next = action.parent.as_ref().map(|parent| &parent.value);
    while let Some(key) = next {
        let node = reading.nodes.iter().find(|node| node.id == *key).expect("a node");
        path.insert(0, node.title.value.clone());
        next = node.parent.as_ref();
    }
    path.join(" > ")
}

fn years(action: &ActionRead) -> String {
    let mut years: Vec<String> = action
        .tracks
        .iter()
        .flat_map(|track| &track.years)
        .map(ToString::to_string)
        .collect();
    years.sort();
    years.dedup();
    years.join(" ")
}

pub(crate) fn sums(reading: &Reading) -> Vec<String> {
    let payer = |funder: &Option<Holder>| funder.as_ref().map_or_else(|| "?".to_owned(), |funder| name(reading, funder));
    let sum = |sum: &domain::reading::AmountRead| {
        format!("{} {} {}", payer(&sum.funder), sum.year.unwrap_or_default(), sum.cents / 100)
    };
    reading.actions[0].amounts.iter().map(sum).collect()
}

/// "path | title | pilots | years" of each action.
pub(crate) fn told(reading: &Reading) -> Vec<String> {
    let line = |action: &ActionRead| {
        let (path, pilots) = (above(reading, action), names(reading, &action.pilots));
        format!("{path} | {} | {pilots} | {}", action.title.value, years(action))
    };
    reading.actions.iter().map(line).collect()
}

#[test]
fn a_sheet_tells_its_levels_row_by_row() {
    let reading = read(
        "Annexe 1 : les fiches actions\n\n\
         Fiche action n° 1\tOuvrir une crèche à Bréval\nAxe 1\tGrandir\nObjectif 1.1\tAccueillir\nPilote\tCaf\nPublic\tEnfants\nCalendrier\t2024\n\n\
         Fiche action n° 2\tTenir un café des parents\nAxe 1\tGrandir\nObjectif 1.2\tÉcouter\nPilote\tCaf\nPublic\tParents\nCalendrier\t2025\n",
    );
    assert_eq!(
        told(&reading),
        [
            "Grandir > Accueillir | Ouvrir une crèche à Bréval | Caf | 2024",
            "Grandir > Écouter | Tenir un café des parents | Caf | 2025"
        ]
    );
}

#[test]
fn headings_may_stand_in_a_row_of_a_sheet() {
    let reading = read(
        "Annexe 1 : les fiches actions\n\n\
         FICHE ACTION 1 – Ouvrir une crèche à Bréval\tFICHE ACTION 1 – Ouvrir une crèche à Bréval\nAxe 1 : Grandir\tObjectif 1.1 : Accueillir\nPilote\tCaf\nPublic\tEnfants\nCalendrier\t2024\n",
    );
    assert_eq!(
        told(&reading),
        ["Grandir > Accueillir | Ouvrir une crèche à Bréval | Caf | 2024"]
    );
}

#[test]
fn sums_of_a_sheet_stand_below_the_names_of_their_columns() {
    let reading = read(
        "Annexe 1 : les fiches actions\n\n\
         Fiche action n° 1\tOuvrir une crèche à Bréval\t\t\nPilote\tCaf\t\t\nPublic\tEnfants\t\t\nBudget\tFinanceur\tAnnée\tMontant\nBudget\tCaf\t2024\t10 000 €\nBudget\tMSA\t2025\t2 000 €\n",
    );
    assert_eq!(sums(&reading), ["Caf 2024 10000", "MSA 2025 2000"]);
}

#[test]
fn the_title_of_an_action_may_list_where_it_takes_place() {
    let reading = read(
        "Plan d'actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir des accueils à Vauxelle, Bréval et Cormont\nPilote : Caf\n\nAction 2 : Lire Bréval, une histoire\nPilote : Caf\n",
    );
    let places = |at: usize| reading.actions[at].communes.len();
    assert_eq!((places(0), places(1)), (3, 0));
}

#[test]
fn a_title_whose_end_is_set_back_goes_on() {
    let reading = read(
        "Plan d'actions\n\nAxe 1 : Grandir\n\n\
         Action 1 : Ouvrir un lieu d'accueil des enfants et des parents dans le bourg\n           Saint-Michel\nPilote : Caf\n",
    );
    assert_eq!(
        reading.actions[0].title.value,
        "Ouvrir un lieu d'accueil des enfants et des parents dans le bourg Saint-Michel"
    );
}

#[test]
fn a_payer_that_a_line_cuts_is_whole() {
    let reading = read(
        "Plan d'actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche à Bréval\nPilote : Caf\nFinancement : Caf : 10 000 € en 2024 ; Communauté de\ncommunes du Val de Vauxelle : 4 000 € en 2024\n",
    );
    assert_eq!(sums(&reading).len(), 2, "{:?}", sums(&reading));
    assert!(sums(&reading)[1].ends_with("2024 4000") && !sums(&reading)[1].starts_with('?'));
}

#[test]
fn a_cell_may_hold_the_labels_of_its_own_fields() {
    let reading = read(
        "Plan d'actions\n\nCT (court terme) : 2023-2024 ; MT : 2025-2026 ; LT : 2027\n\n\
         | Actions | Pilote et porteur | Échéance |\n|---|---|---|\n\
         | 1 – Ouvrir une crèche<br>Objectif : accueillir tôt | Pilote : Caf<br>Porteur : Association Horizon | MT |\n\
         | 2 – Former les équipes | Pilote : à définir | CT et LT |\n",
    );
    assert_eq!(
        told(&reading),
        [
            " | Ouvrir une crèche | Caf | 2025 2026",
            " | Former les équipes |  | 2023 2024 2027"
        ]
    );
    let first = &reading.actions[0];
    assert_eq!(names(&reading, &first.bearers), "Association Horizon");
    assert_eq!(first.objectives.len(), 1);
}

#[test]
fn a_short_term_without_a_legend_has_no_years() {
    let reading = read(
        "Plan d'actions\n\n| Actions | Pilote | Échéance |\n|---|---|---|\n| 1 – Ouvrir une crèche | Caf | MT |\n| 2 – Former | Caf | Court terme |\n",
    );
    assert!(reading.actions.iter().all(|action| action.tracks.is_empty()));
}

#[test]
fn hatches_of_a_legend_mark_years_and_others_mark_nothing() {
    let reading = read(
        "Plan d'actions\n\nLecture : //// mise en œuvre · : : : préparation · case vide : rien.\n\n\
         | N° | Intitulé | Pil. | 2023 | 2024 | 2025 |\n|---|---|---|---|---|---|\n\
         | 1 | Ouvrir une crèche | Caf | : : : | //// | |\n| 2 | Former les équipes | Caf | | ++++ | //// |\n",
    );
    assert_eq!(
        told(&reading),
        [" | Ouvrir une crèche | Caf | 2023 2024", " | Former les équipes | Caf | 2025"]
    );
    assert!(reading.doubts.iter().any(|doubt| doubt.quote == "++++"));
}

#[test]
fn labels_that_no_sign_parts_are_read_where_they_come_back() {
    let sheet = |number: u32, title: &str| {
        format!("2.{number} – {title}\nPilotage Caf\nAvec MSA, PMI\nQuand de 2024 à 2025\nLieu Bréval\n\n")
    };
    let sheets = [
        sheet(1, "Ouvrir une crèche"),
        sheet(2, "Former les équipes"),
        sheet(3, "Tenir un café"),
    ];
    let reading = read(&format!("Plan d'actions\n\nAxe 2 : Grandir\n\n{}", sheets.concat()));
    assert_eq!(told(&reading)[2], "Grandir | Tenir un café | Caf | 2024 2025");
    assert_eq!(reading.actions[0].communes.len(), 1);
    let reading = read(&format!("Plan d'actions\n\nAxe 2 : Grandir\n\n{}", sheets[0]));
    assert!(
        reading.actions.iter().all(|action| action.pilots.is_empty()),
        "once, it is how a sentence begins"
    );
}

const AMENDMENT: &str = "\
AVENANT N° 1 À LA CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE

Entre :

La Caisse d'allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,

Et la Communauté de communes du Val de Vauxelle, représentée par son président, Monsieur Jean GRAND.

Vu la convention territoriale globale du Val de Vauxelle, conclue pour la période du 1er janvier 2021 au 31 décembre 2024 ;

Article 1 : Plan d'actions

Deux fiches actions sont ajoutées ; elles figurent en annexe :
- fiche action 1.6, dans l'axe 1 « Grandir » ;
- fiche action 2.3, dans l'axe 2 « Vieillir ».

Fait à Vauxelle, le 3 mai 2023.

Annexe A : fiche action ajoutée

FICHE ACTION 1.6

Intitulé : Ouvrir un accueil d'urgence
Pilote : Caf
Public : parents
Calendrier : 2024

FICHE ACTION 2.3

Intitulé : Tenir un café des aînés
Pilote : Caf
Public : aînés
Calendrier : 2024
";

#[test]
fn an_amendment_recalls_the_term_of_its_convention_and_names_what_it_adds() {
    let reading = files::read("f.txt", AMENDMENT.as_bytes()).expect("an amendment").reading;
    let day = |day: &Option<Sourced<domain::time::Day>>| day.as_ref().map(|day| day.value.to_string());
    assert_eq!(day(&reading.agreement.start).as_deref(), Some("2021-01-01"));
    assert_eq!(day(&reading.agreement.end).as_deref(), Some("2024-12-31"));
    let changes = &reading.amendment.as_ref().expect("an amendment").changes;
    let targets: Vec<&str> = changes
        .iter()
        .filter_map(|change| change.target.as_ref())
        .map(|target| target.value.as_str())
        .collect();
    assert_eq!(
        targets,
        [
            "fiche action 1.6 Ouvrir un accueil d'urgence",
            "fiche action 2.3 Tenir un café des aînés"
        ]
    );
}
