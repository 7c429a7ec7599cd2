//! A sign stands for « none » in the list of facilities, and nothing says so.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::Low,
    name: "Signe sans légende dans la liste",
    why: "Un signe peut vouloir dire « aucun », « sans objet » ou « à compléter ».",
    remedy: "Écrire « aucun » en toutes lettres.",
    shows: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLUDOTHEQUE\t\n/\t\n",
    spares: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLUDOTHEQUE\t\nAucune\t\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let signs = |mark: &str| !mark.chars().any(char::is_alphanumeric);
    let absent = ground
        .reading
        .facilities
        .absent
        .iter()
        .filter(|absence| signs(&absence.mark.value));
    let explains = |line: &String| {
        ["« / »", "« - »", "/ = ", "/ : ", "barre oblique", "le signe /"]
            .iter()
            .any(|way| line.contains(way))
    };
    let explained = ground.bare.iter().any(explains);
    let told = absent.filter(|_| !explained).take(3).map(|absence| {
        let reason = format!(
            "Le signe «\u{a0}{}\u{a0}» en face de «\u{a0}{}\u{a0}» n’est pas expliqué.",
            absence.mark.value, absence.kind.value
        );
        Hit::at(quoted(&absence.kind), reason).and(quoted(&absence.mark))
    });
    told.collect()
}
