//! A facility that is listed, or an action, is in a commune outside of the perimeter.

use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{Reading, Sourced, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Équipement hors du périmètre",
    why: "Un équipement d’une autre commune n’est pas soutenu par un signataire : son financement peut être refusé.",
    remedy: "Vérifier qui soutient l’équipement, et pour quelle part.",
    shows: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLes Fées\t5 rue Haute 13127 Montclar\n",
    spares: "Annexe 1 : Liste des équipements soutenus\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nEAJE\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLes Fées\t5 rue Haute 13990 Bréval\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let known = communes(ground.reading);
    // A community names its communes elsewhere, or nowhere.
    if known.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for facility in &ground.reading.facilities.listed {
        for site in &facility.sites {
            let Some(town) = town(&site.address.value).filter(|town| !is_known(town, &known)) else {
                continue;
            };
            let reason = format!(
                "«\u{a0}{}\u{a0}» a une adresse à {town}, qui n’est pas du périmètre de la convention.",
                facility.name.value
            );
            found.push(Hit::at(at(ground, &site.address), reason).and(quoted(&facility.kind)));
        }
    }
    found
}

fn at(ground: &Ground<'_>, address: &Sourced<String>) -> crate::reading::anomaly::Quote {
    let quote = quoted(address);
    let line = ground.line(quote.line).to_owned();
    if line.is_empty() {
        quote
    } else {
        crate::reading::anomaly::Quote {
            quote: address.value.clone(),
            ..quote
        }
    }
}

/// The names of the communes that sign, of the perimeter, and all others that are communes.
fn communes(reading: &Reading) -> Vec<String> {
    let everyone = reading.everyone().filter(|named| reading.is_commune(named.id()));
    everyone
        .map(|named| spaced(&short_name(named.kind(), named.name())))
        .collect()
}

fn spaced(text: &str) -> String {
    let folded = plain(text);
    words(&folded).join(" ").replace("saint ", "st ").replace("sainte ", "ste ")
}

fn is_known(town: &str, known: &[String]) -> bool {
    let town = spaced(town);
    known.iter().any(|name| town.contains(name.as_str()) || name.contains(&town))
}

/// The words after a postal code, as far as they are a name.
fn town(address: &str) -> Option<String> {
    let figures = address
        .split(|letter: char| !letter.is_ascii_digit())
        .find(|figures| figures.len() == 5);
    let Some(at) = figures else {
        // The name of a commune alone.
        let words = address.split_whitespace().count();
        let alone = words < 4
            && address.starts_with(char::is_uppercase)
            && !address.contains(|letter: char| letter.is_ascii_digit() || letter == ',');
        return alone.then(|| address.trim().to_owned()).filter(|name| {
            ![
                "rue", "place", "avenue", "chemin", "centre", "maison", "salle", "ecole", "quartier", "espace", "mairie",
                "parc",
            ]
            .iter()
            .any(|word| plain(name).starts_with(word))
        });
    };
    let (_, after) = address.split_once(at)?;
    let name = after
        .trim_start_matches([' ', '-', '–', ','])
        .split([',', '(', ';', '<', ':'])
        .next()?
        .trim();
    let letters = name
        .split_whitespace()
        .take(4)
        .take_while(|word| word.starts_with(char::is_uppercase) || word.len() < 4);
    let name = letters.collect::<Vec<_>>().join(" ");
    (name.len() > 2).then_some(name)
}
