//! Sheets of actions whose words look like something else: an item that begins like a label, a line that each sheet repeats.

use domain::reading::{Reading, Sourced};

fn read(plan: &str) -> Reading {
    let text = format!(
        "CONVENTION TERRITORIALE GLOBALE DU VAL D'ORGE\n\nEntre :\n\nLa Caisse d'allocations familiales de l'Orge, représentée par \
         Madame Anne PETIT, Directrice,\n\nEt\n\nLa commune d'Orgeval, représentée par Monsieur Jean GRAND, Maire,\n\nArticle 1 : \
         Durée\n\nLa convention va du 1er janvier 2023 au 31 décembre 2026.\n\nPlan d'actions\n\n{plan}\n"
    );
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn values(texts: &[Sourced<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

#[test]
fn an_item_of_a_list_is_no_label() {
    let reading = read(
        "Fiche action n° 1 : Ouvrir un relais\n\nPilote : Caf\nObjectifs :\n- Public plus large que celui de la ville\n- Partenariat \
         avec les écoles renforcé\n- Moyens de transport : créer une navette\n- Ouvrir le mercredi\nIndicateurs :\n- Nombre de \
         familles",
    );
    let action = &reading.actions[0];
    assert_eq!(
        values(&action.objectives),
        [
            "Public plus large que celui de la ville",
            "Partenariat avec les écoles renforcé",
            "Moyens de transport : créer une navette",
            "Ouvrir le mercredi"
        ]
    );
    assert_eq!(values(&action.indicators), ["Nombre de familles"]);
    assert!(action.public.is_none() && action.partners.is_empty() && action.means.is_empty());
}

#[test]
fn a_label_among_bullets_is_one() {
    let reading = read(
        "Fiche action n° 1 : Ouvrir un relais\n\n- Pilote : Caf\n- Public visé : les familles\n- Objectifs opérationnels :\n  - Ouvrir \
         le mercredi\n- Indicateurs de résultat : nombre de familles",
    );
    let action = &reading.actions[0];
    assert_eq!(
        action.public.as_ref().map(|public| public.value.as_str()),
        Some("les familles")
    );
    assert_eq!(values(&action.objectives), ["Ouvrir le mercredi"]);
    assert_eq!(values(&action.indicators), ["nombre de familles"]);
    assert_eq!(action.pilots.len(), 1);
}

#[test]
fn what_each_sheet_says_at_the_foot_of_its_page_is_said() {
    let sheet = |n: u32, title: &str| {
        format!("Fiche action n° {n} : {title}\n\nPilote : Caf\n\nPublic : familles de la convention\n\nPage {n} sur 3\n\n")
    };
    let reading = read(
        &[
            sheet(1, "Ouvrir un relais"),
            sheet(2, "Former les équipes"),
            sheet(3, "Dire les droits"),
        ]
        .concat(),
    );
    let told: Vec<Option<&str>> = reading
        .actions
        .iter()
        .map(|action| action.public.as_ref().map(|public| public.value.as_str()))
        .collect();
    assert_eq!(told, [Some("familles de la convention"); 3]);
}

#[test]
fn a_label_may_stand_in_a_column_of_its_own() {
    let reading = read(
        "Axe 1. Grandir\n    Objectif 1.1. Jouer ............ fiche 1\n\nFICHE ACTION N° 1\nIntitulé              Ouvrir un relais\nAxe 1 \
         \u{20}               Objectif 1.1\nPublic visé           Les familles\nObjectifs             - offrir douze places\n                  \
         \u{20}   - ouvrir le mercredi\nPilote                Caf",
    );
    let action = &reading.actions[0];
    assert_eq!(action.title.value, "Ouvrir un relais");
    assert_eq!(
        action.public.as_ref().map(|public| public.value.as_str()),
        Some("Les familles")
    );
    assert_eq!(values(&action.objectives), ["offrir douze places", "ouvrir le mercredi"]);
    assert_eq!(action.pilots.len(), 1);
    let parent = action
        .parent
        .as_ref()
        .and_then(|key| reading.nodes.iter().find(|node| node.id == key.value));
    assert_eq!(parent.map(|node| node.title.value.as_str()), Some("Jouer"));
}

#[test]
fn fields_may_be_parted_by_bars() {
    let reading =
        read("Axe 1. Grandir\n\nMesure 1 - Créer une crèche\nPilote : Caf | Porteur : commune d'Orgeval | Quand : 2024-2026");
    let action = &reading.actions[0];
    assert_eq!(
        (action.title.value.as_str(), action.number.value.as_str()),
        ("Créer une crèche", "1")
    );
    assert_eq!((action.pilots.len(), action.bearers.len()), (1, 1));
    assert_eq!(
        action.calendar.as_ref().map(|calendar| calendar.value.as_str()),
        Some("2024-2026")
    );
}

#[test]
fn a_sum_beside_a_year_is_no_mark_of_it() {
    let reading = read(
        "| Intitulé | Ouvrir un relais |\n|---|---|\n| Pilote | Caf |\n| Public | les familles |\n| Objectifs | Ouvrir le mercredi |\n\
         | 2024 | Caf : 12 000 € ; commune d'Orgeval : 3 000 € |\n| 2025 | X |",
    );
    let action = &reading.actions[0];
    let amounts: Vec<(Option<i16>, i64, bool)> = action
        .amounts
        .iter()
        .map(|amount| (amount.year, amount.cents, amount.funder.is_some()))
        .collect();
    assert_eq!(amounts, [(Some(2024), 1_200_000, true), (Some(2024), 300_000, true)]);
    let years: Vec<i16> = action.tracks.iter().flat_map(|track| track.years.iter().copied()).collect();
    assert_eq!(years, [2025]);
}

#[test]
fn a_count_in_the_column_of_a_commune_is_no_year() {
    let plan = |second: &str| {
        read(&format!(
            "| N° | Action | Pilote | Orgeval |\n|---|---|---|---|\n| 1 | Ouvrir des places | Caf | 25 |\n| 2 | Former les équipes | Caf | \
             {second} |"
        ))
    };
    let years = |reading: &Reading| -> Vec<i16> {
        let tracks = reading.actions[0].tracks.iter();
        tracks.flat_map(|track| track.years.iter().copied()).collect()
    };
    assert_eq!(years(&plan("24")), [0; 0]);
    assert_eq!(years(&plan("24-26")), [2025], "where others name years so");
}

#[test]
fn a_cell_whose_first_item_names_nothing_keeps_the_others() {
    let reading =
        read("| Actions | Pilote |\n|---|---|\n| - Ludothèque<br>- Former les équipes | Caf |\n| Ouvrir un relais | Caf |");
    let titles: Vec<&str> = reading.actions.iter().map(|action| action.title.value.as_str()).collect();
    assert_eq!(titles, ["Former les équipes", "Ouvrir un relais"]);
}

#[test]
fn three_names_that_stand_alone_elsewhere_are_three() {
    let sheet = |n: u32, pilot: &str| format!("Fiche action n° {n} : Ouvrir un lieu {n}\n\nPilote : {pilot}\n\n");
    let reading = read(
        &[
            sheet(1, "Maison Haute"),
            sheet(2, "Grange Basse"),
            sheet(3, "Halle aux Grains"),
            sheet(4, "Maison Haute et Grange Basse et Halle aux Grains"),
        ]
        .concat(),
    );
    assert_eq!(reading.actions[3].pilots.len(), 3);
}
