//! Torn tables of no territory.

use super::*;
use crate::plan::tables::trial;

fn read(text: &str) -> Vec<String> {
    let table = trial::told(text, "|", |text, lines| {
        let at = lines.iter().position(|line| line.text == "Axe").expect("a header");
        anchored(text, at)
    });
    table.expect("a table")
}

const HEADER: &str = "Axe\n\nObjectif\n\nAction\n\nPilote\n\nPartenaires\n\nÉchéance\n\nIndicateurs\nd'évaluation\n\n";

#[test]
fn codes_anchor_rows_and_place_them() {
    let text = format!(
        "Axe 2 : Vieillir – Rester chez soi\n\n{HEADER}\
Axe 1 : Grandir\n\n1.1 Accueillir les petits\n\n1.1.1 Ouvrir un relais\n\nCaf\n\nMSA\n\n2025\n\nSéances\n\n\
1.2.1 Former les équipes\n\nCommune\n\nCaf, MSA\n\nToute la durée de Nombre de\nla convention\nséances\n\n\
1.2 Aider les équipes\n\nAxe 2 : Vieillir –\n2.1 Soutenir les\nRester chez soi aidants\n\n\
2.1.1 Tenir un café\n\nCaf\n\nMSA\n\nÀ définir\n\nCafés tenus\n\nANNEXE 4 – Suivi"
    );
    let told = [
        "Axe 1 : Grandir|1.1 Accueillir les petits|1.1.1 Ouvrir un relais|Caf|MSA|2025|Séances",
        "|1.2 Aider les équipes|1.2.1 Former les équipes|Commune|Caf, MSA|Toute la durée de la convention|Nombre de séances",
        "Axe 2 : Vieillir – Rester chez soi|2.1 Soutenir les aidants|2.1.1 Tenir un café|Caf|MSA|À définir|Cafés tenus",
    ];
    assert_eq!(read(&text), told);
}

#[test]
fn a_row_without_a_calendar_keeps_its_title_alone() {
    let text = format!(
        "{HEADER}1.1.1 Ouvrir un relais\n\nCaf\n\nMSA\n\nSéances\n\nFamilles\n\n1.1.2 Former\n\nCaf\n\nMSA\n\n2025\n\nAgents"
    );
    assert_eq!(
        read(&text),
        ["||1.1.1 Ouvrir un relais||||", "||1.1.2 Former|Caf|MSA|2025|Agents"]
    );
}

#[test]
fn a_page_cuts_a_row_and_prints_codes_last() {
    let text = format!(
        "{HEADER}1.1.1 Ouvrir un relais et une salle de\n\nCaf\n\nCommunes, associations de\n\nFin 2024,\n\nSéances\n\nPage 3\n\n{HEADER}\
parents\n\n2026\n\nFamilles\n\nMSA\n\nCaf\n\n2025\n\nAgents\n\n\
1.2.2 Tenir un café\n\nCaf\n\nMSA\n\n2027\n\nCafés\n\njeux\n1.2 Aider les équipes 1.2.1 Former\net les élus"
    );
    let told = [
        "||1.1.1 Ouvrir un relais et une salle de jeux|Caf|Communes, associations de parents|Fin 2024, 2026|Séances Familles",
        "|1.2 Aider les équipes|1.2.1 Former et les élus|MSA|Caf|2025|Agents",
        "||1.2.2 Tenir un café|Caf|MSA|2027|Cafés",
    ];
    assert_eq!(read(&text), told);
}
