//! Legends, wherever a text says them.

use super::*;
use crate::lines::normalise;

fn read(text: &str) -> Legend {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Legend::of(&normalise(&lines))
}

#[test]
fn letters_stand_for_names() {
    let legend = read(
        "E : Escarnoux\nSO : Saint-Orlan\n\nPE   Petite enfance      PAR   Parentalité\nDR   Droits       AVS  Vie sociale",
    );
    assert_eq!(legend.name("SO").map(Passage::joined).as_deref(), Some("Saint-Orlan"));
    assert_eq!(legend.name("(E)").map(Passage::joined).as_deref(), Some("Escarnoux"));
    assert_eq!(legend.name("PAR").map(Passage::joined).as_deref(), Some("Parentalité"));
    let legend = read("Dans les colonnes, « CC » désigne la Communauté de communes et « RPE » le relais\npetite enfance.");
    assert_eq!(
        legend.name("CC").map(Passage::joined).as_deref(),
        Some("Communauté de communes")
    );
    assert_eq!(
        legend.name("RPE").map(Passage::joined).as_deref(),
        Some("relais petite enfance")
    );
    let legend = read("P désigne le ou les pilotes et R les organismes qui réalisent l'action. Le reste.");
    assert_eq!(legend.name("P").map(Passage::joined).as_deref(), Some("pilotes"));
    let legend = read("Les lettres (C) et (M) désignent la Caf et la MSA.");
    assert_eq!(legend.name("(M)").map(Passage::joined).as_deref(), Some("MSA"));
}

#[test]
fn a_sign_outside_the_legend_is_unknown() {
    let legend = read("Légende : ✓ = menée ; case vide = rien ; – = non concernée");
    assert_eq!(
        (legend.sign("✓"), legend.sign("–"), legend.sign("•")),
        (Sign::Yes, Sign::No, Sign::Unknown)
    );
    assert_eq!(Legend::default().sign("X"), Sign::Yes);
    assert_eq!(Legend::default().sign("Z"), Sign::Unknown);
}

#[test]
fn signs_may_stand_on_one_line_and_one_may_mark_a_half() {
    let text = "● : menée toute l’année          ◐ : menée au second semestre     ○ : préparation (étude, accord)";
    let legend = Legend::of(&crate::lines::normalise(&[text.to_owned()]));
    assert_eq!(
        legend.told("○").map(Passage::joined).as_deref(),
        Some("préparation (étude, accord)")
    );
    assert_eq!((legend.half("◐"), legend.half("●")), (Some(Half::Second), None));
    assert!(matches!(legend.sign("◐"), Sign::Yes));
}
