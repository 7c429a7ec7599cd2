//! One address is written in two ways.

use std::collections::HashMap;

use crate::reading::Sourced;
use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Adresse écrite de deux façons",
    why: "Un courrier ou une visite peut manquer son but.",
    remedy: "Vérifier l’adresse avec la commune.",
    shows: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\tCentre des Fleurs, chemin de Haute Vallée 13990 Valmont\nALSH\t\nLes Fées\tCentre des Fleurs, 600 chemin de Haute Vallée 13990 Valmont\n",
    spares: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\tCentre des Fleurs, chemin de Haute Vallée 13990 Valmont\nALSH\t\nLes Fées\tCentre des Fleurs, chemin de Haute Vallée 13990 Valmont\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let facilities = ground.reading.facilities.listed.iter();
    let mut met: HashMap<String, &Sourced<String>> = HashMap::new();
    let mut found = Vec::new();
    for site in facilities.flat_map(|facility| &facility.sites) {
        let place = place(&site.address.value);
        if place.len() < 12 {
            continue;
        }
        match met.get(&place) {
            Some(first) if spaced(&first.value) != spaced(&site.address.value) => {
                found.push(Hit::at(quoted(first), "Une même adresse est écrite de deux façons.").and(quoted(&site.address)));
            }
            Some(_) => {}
            None => {
                met.insert(place, &site.address);
            }
        }
    }
    found
}

fn spaced(address: &str) -> String {
    words(&plain(address)).join(" ")
}

/// What is before the postal code, without the numbers of the street. Two numbers of one street are two places.
fn place(address: &str) -> String {
    let folded = plain(address);
    let street = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .take_while(|word| word.len() != 5 || !word.bytes().all(|byte| byte.is_ascii_digit()));
    let kept: Vec<&str> = street
        .filter(|word| !word.is_empty() && !matches!(*word, "des" | "du" | "de" | "la" | "les" | "le"))
        .collect();
    let (figures, rest): (Vec<&str>, Vec<&str>) = kept
        .iter()
        .partition(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    // A street alone, with its number, is told apart by it; the name of a centre is not.
    if figures.is_empty() || rest.len() > 4 {
        rest.join(" ")
    } else {
        kept.join(" ")
    }
}
