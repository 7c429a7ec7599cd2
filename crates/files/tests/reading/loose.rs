//! Rules of the reader that a text may set off where it should not: each where it applies, and where it does not.

use domain::reading::Half;

use super::rules::{names, read, sums, told};

/// A sheet of two columns, its rows parted by bars.
fn sheet(rows: &[&str]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.replace(" | ", "\t")).collect();
    format!("{}\n\n", lines.join("\n"))
}

const PLAN: &str = "Annexe 1 : plan d'actions\n\n";

#[test]
fn a_title_stands_over_the_whole_width_below_its_number() {
    let rows = |title: &str, number: u8| {
        sheet(&[
            &format!("FICHE ACTION {number} | ◂ | ◂ | ◂"),
            &format!("{title} | ◂ | ◂ | ◂"),
            "Enjeu | Enjeu 1 : Grandir | ◂ | ◂",
            "Pilote | Caf | Public | Enfants",
            "Partenaires | PMI | Calendrier | 2024",
            "Localisation | Bréval | Indicateurs | Nombre de places",
        ])
    };
    let reading = read(&format!(
        "{PLAN}{}{}",
        rows("Ouvrir une crèche", 1),
        rows("Former les équipes", 2)
    ));
    assert_eq!(
        told(&reading),
        [
            "Grandir | Ouvrir une crèche | Caf | 2024",
            "Grandir | Former les équipes | Caf | 2024"
        ]
    );
}

#[test]
fn what_is_told_before_a_title_is_of_that_title() {
    let rows = |number: u8, title: &str, aim: &str| {
        sheet(&[
            "Objectif stratégique | 1. Grandir",
            "Objectif opérationnel | A. Accueillir les enfants",
            &format!("But | {aim}"),
            &format!("Action n° | {number}"),
            &format!("Intitulé | {title}"),
            "Pilote | Caf",
            "Calendrier | 2024",
        ])
    };
    let reading = read(&format!(
        "{PLAN}{}{}",
        rows(1, "Ouvrir une crèche", "Répondre aux familles"),
        rows(2, "Former les équipes", "Donner envie du métier")
    ));
    assert_eq!(
        told(&reading),
        [
            "Grandir > Accueillir les enfants | Ouvrir une crèche | Caf | 2024",
            "Grandir > Accueillir les enfants | Former les équipes | Caf | 2024"
        ]
    );
    let aims = |at: usize| -> Vec<&str> { reading.actions[at].objectives.iter().map(|aim| aim.value.as_str()).collect() };
    assert_eq!(
        (aims(0), aims(1)),
        (vec!["Répondre aux familles"], vec!["Donner envie du métier"])
    );
}

#[test]
fn what_a_page_left_above_the_next_title_stays_where_it_was() {
    let reading = read(&format!(
        "{PLAN}{}",
        sheet(&[
            "Fiche 1 | Ouvrir une crèche",
            "Pilote | Caf",
            "Calendrier | 2024",
            "Indicateurs | Nombre de places",
            "Fiche 2 | Former les équipes",
            "Pilote | PMI",
            "Calendrier | 2025",
        ])
    ));
    assert_eq!(
        told(&reading),
        [" | Ouvrir une crèche | Caf | 2024", " | Former les équipes | PMI | 2025"]
    );
    assert_eq!(reading.actions[0].indicators.len(), 1);
    assert!(reading.actions[1].indicators.is_empty());
}

#[test]
fn labels_above_their_values_in_a_cell_are_fields() {
    let row = |number: u8, title: &str| {
        sheet(&[
            &format!("FICHE ACTION {number}<br>{title} | ◂"),
            "Constat<br>Les familles attendent.<br>Objectifs<br>- Ouvrir plus tôt<br>- Fermer plus tard | Pilote<br>Caf<br>Partenaires<br>PMI, MSA<br>Calendrier<br>2024",
        ])
    };
    let reading = read(&format!(
        "{PLAN}{}{}",
        row(1, "Ouvrir une crèche"),
        row(2, "Former les équipes")
    ));
    assert_eq!(
        told(&reading),
        [" | Ouvrir une crèche | Caf | 2024", " | Former les équipes | Caf | 2024"]
    );
    let first = &reading.actions[0];
    assert_eq!(
        (first.objectives.len(), names(&reading, &first.partners)),
        (2, "PMI+MSA".to_owned())
    );
}

#[test]
fn headings_without_a_number_are_titles_where_they_come_back_above_labels() {
    let one = |title: &str| format!("### {title}\n\nPilote : Caf\n\nCalendrier : 2024\n\nIndicateurs : nombre de places\n\n");
    let plan = "# Plan d'actions par thématique\n\n## Petite enfance\n\n";
    let reading = read(&format!("{plan}{}{}", one("Ouvrir une crèche"), one("Former les équipes")));
    assert_eq!(
        told(&reading),
        [
            "Petite enfance | Ouvrir une crèche | Caf | 2024",
            "Petite enfance | Former les équipes | Caf | 2024"
        ]
    );
    let alone = read(&format!(
        "# Le suivi\n\n{}Suite.\n",
        one("Réunir les partenaires du territoire")
    ));
    assert!(alone.actions.is_empty(), "one heading is that of anything");
}

#[test]
fn a_table_under_half_of_a_year_dates_its_rows() {
    let table = |half: &str, step: &str| {
        format!(
            "## {half} 2024\n\n{}",
            sheet(&[
                "N° | Action | Étape | Pilote",
                &format!("1 | Ouvrir une crèche | {step} | Caf")
            ])
        )
    };
    let text = format!(
        "# Feuille de route\n\n{}{}",
        table("1er semestre", "Étude"),
        table("2e semestre", "Travaux")
    );
    let reading = read(&text);
    let halves: Vec<Option<Half>> = reading.actions[0].tracks.iter().map(|track| track.half).collect();
    assert_eq!(halves, [Some(Half::First), Some(Half::Second)]);
    assert_eq!(reading.actions.len(), 1, "the same action comes back");
    assert_eq!(reading.actions[0].details.len(), 2);
}

#[test]
fn sums_in_brackets_belong_to_their_payers() {
    let funded = |budget: &str| {
        let rows = [
            "Fiche 1 | Ouvrir une crèche",
            "Pilote | Caf",
            "Calendrier | 2024",
            &format!("Budget | {budget}"),
        ];
        sums(&read(&format!("{PLAN}{}", sheet(&rows))))
    };
    assert_eq!(funded("15 000 € (Caf)"), ["Caf 0 15000"]);
    assert_eq!(
        funded("23 000 €<br>(Département : 9 000 € ; Caf : 14 000 €)"),
        ["Département 0 9000", "Caf 0 14000"],
        "their total is none of them"
    );
    assert_eq!(funded("4 000 € à la charge du Département"), ["Département 0 4000"]);
    assert_eq!(funded("4 000 € (dont achats)"), ["? 0 4000"]);
}

#[test]
fn themes_that_are_ticked_are_no_level() {
    let rows = |number: u8, boxes: &str| {
        sheet(&[
            &format!("Action n° | A{number}"),
            &format!("Titre | Ouvrir un lieu {number}"),
            &format!("Thématique | {boxes}"),
            "Pilote | Caf",
            "Calendrier | 2024",
        ])
    };
    let text = format!(
        "{PLAN}{}{}",
        rows(1, "☒ Enfance<br>☐ Jeunesse"),
        rows(2, "☐ Enfance<br>☒ Jeunesse")
    );
    let reading = read(&text);
    assert!(reading.levels.is_empty() && reading.nodes.is_empty());
    let themes: Vec<&str> = reading.themes.iter().map(|theme| theme.name.value.as_str()).collect();
    assert_eq!(themes, ["Enfance", "Jeunesse"]);
}

#[test]
fn a_row_is_joined_to_an_action_by_its_number_where_the_number_is_of_one() {
    let sheets = "Fiche action n° 1\tOuvrir une crèche à Bréval\nPilote\tCaf\nPublic\tEnfants\nObjectif\tAccueillir\n\n\
                  Fiche action n° 2\tFormer les équipes\nPilote\tCaf\nPublic\tÉquipes\nObjectif\tFormer\n\n";
    let grid = "Calendrier\n\nN°\tAction\t2024\t2025\n1\tCrèche\tX\t\n2\tÉquipes\t\tX\n";
    let reading = read(&format!("{PLAN}{sheets}{grid}"));
    assert_eq!(
        told(&reading),
        [
            " | Ouvrir une crèche à Bréval | Caf | 2024",
            " | Former les équipes | Caf | 2025"
        ]
    );
}

#[test]
fn letters_after_titles_are_those_of_a_legend() {
    let plan = |legend: &str| {
        format!(
            "{PLAN}{legend}\n\n{}",
            sheet(&[
                "N° | Action | Pilote | Calendrier",
                "1 | Ouvrir une crèche (N) | Caf | 2024",
                "2 | Former les équipes (N) | Caf | 2025",
            ])
        )
    };
    let titles = |text: &str| -> Vec<String> { read(text).actions.iter().map(|action| action.title.value.clone()).collect() };
    assert_eq!(
        titles(&plan("Légende : N = action nouvelle ; P = action poursuivie")),
        ["Ouvrir une crèche", "Former les équipes"]
    );
    assert_eq!(
        titles(&plan("Le plan compte deux actions.")),
        ["Ouvrir une crèche (N)", "Former les équipes (N)"]
    );
}

#[test]
fn each_commune_of_a_calendar_has_its_own_years() {
    let rows = |calendar: &str| {
        let rows = [
            "Fiche 1 | Ouvrir deux crèches",
            "Pilote | Caf",
            "Public | Enfants",
            &format!("Calendrier | {calendar}"),
        ];
        let reading = read(&format!("{PLAN}{}", sheet(&rows)));
        let tracks = &reading.actions[0].tracks;
        let shown = tracks
            .iter()
            .map(|track| format!("{:?} {}", track.years, track.communes.len()));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(rows("Bréval en 2024, Cormont en 2026"), ["[2024] 1", "[2026] 1"]);
    assert_eq!(rows("Travaux en 2024, ouverture en 2026"), ["[2024, 2026] 0"]);
}
