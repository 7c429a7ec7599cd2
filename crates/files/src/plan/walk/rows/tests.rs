//! Rows of tables of no territory.

use super::*;

fn read(title: &[&str]) -> Vec<String> {
    let parts = (1..).zip(title).map(|(line, text)| (line, (*text).to_owned())).collect();
    let table = Table {
        heads: vec![Head::Field(Label::Title), Head::Field(Label::Pilots)],
        names: vec![Passage::one(1, "Actions à mener"), Passage::one(1, "Pilote")],
        rows: Vec::new(),
        end: 2,
    };
    let cells = [Passage::new(parts), Passage::one(1, "Caf")];
    let told = |cells: &Vec<Passage>| cells.iter().map(Passage::joined).collect::<Vec<_>>().join(" | ");
    each_action(&table, &cells).iter().map(told).collect()
}

#[test]
fn a_cell_may_list_actions() {
    assert_eq!(
        read(&["- Ouvrir un relais ;", "- Un livret d'accueil."]),
        ["Ouvrir un relais | Caf", "Un livret d'accueil | Caf"]
    );
    assert_eq!(
        read(&["Ouvrir un relais", "Former les équipes"]),
        ["Ouvrir un relais | Caf", "Former les équipes | Caf"]
    );
    assert_eq!(
        read(&["Ouvrir un relais", "petite enfance"]),
        ["Ouvrir un relais petite enfance | Caf"]
    );
    assert_eq!(
        read(&["- Ouvrir un relais", "petite enfance ;", "- Un livret d'accueil."]),
        ["Ouvrir un relais petite enfance | Caf", "Un livret d'accueil | Caf"]
    );
}

#[test]
fn a_title_is_whole_past_a_word_that_its_line_cuts() {
    let parts = vec![
        (1, "Action 5 :".to_owned()),
        (2, "Harmoniser la forma-".to_owned()),
        (3, "tion des équipes".to_owned()),
    ];
    let title = Passage::new(parts);
    assert_eq!(after(&title, "Action 5 : ").joined(), "Harmoniser la formation des équipes");
}
