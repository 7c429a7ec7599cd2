//! A party is called by its initials, and no alias says so.

use std::collections::BTreeMap;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{OrganisationKind, PartyRead, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Initiales que rien n’explique",
    why: "Un lecteur extérieur, ou le maire suivant, ne sait pas de quelle commune on parle.",
    remedy: "Écrire le nom en entier, ou ajouter une légende.",
    shows: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Saint-Romain-Village, représentée par son maire, Monsieur Jean GRAND,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche (SRV)\nPilote : Saint-Romain-Village\n",
    spares: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Saint-Romain-Village, représentée par son maire, Monsieur Jean GRAND, ci-après dénommée « SRV »,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche (SRV)\nPilote : SRV\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let parties = ground
        .reading
        .parties
        .iter()
        .filter(|party| party.kind.value != OrganisationKind::FamilyFund);
    let wanted: BTreeMap<String, &PartyRead> = parties.filter_map(|party| Some((initials(party)?, party))).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut told: Vec<&str> = Vec::new();
    for (line, words) in (1_u32..).zip(&ground.bare) {
        for word in words.split(|letter: char| !letter.is_alphanumeric()) {
            let Some((letters, party)) = wanted.get_key_value(word) else {
                continue;
            };
            if !told.contains(&letters.as_str()) && !explained(ground, letters) {
                told.push(letters);
                let name = short_name(party.kind.value, &party.name.value);
                let reason =
                    format!("«\u{a0}{letters}\u{a0}» semble désigner {name}\u{a0}: le texte ne l’explique nulle part.");
                found.push(Hit::at(ground.quote(line), reason).and(quoted(&party.name)));
            }
        }
    }
    found
}

/// The initials of the name of a place, when there are three or more.
fn initials(party: &PartyRead) -> Option<String> {
    let name = short_name(party.kind.value, &party.name.value);
    let words = name.split([' ', '-', '\'', '’']).filter(|word| !word.is_empty());
    let letters: String = words
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}

/// Between brackets or quotes beside a definition.
fn explained(ground: &Ground<'_>, letters: &str) -> bool {
    let quoted = [
        format!("« {letters} »"),
        format!("\"{letters}\""),
        format!("{letters} :"),
        format!("{letters} ="),
    ];
    ground
        .bare
        .iter()
        .any(|line| quoted.iter().any(|defined| line.contains(defined.as_str())))
}
