//! A party is authorised to sign by a vote that the text neither dates nor numbers.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{DeliberationRead, PartyRead, Sourced, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Délibération sans date ni numéro",
    why: "Sans la date ni le numéro de la délibération, rien ne montre que le conseil a voté avant la signature.",
    remedy: "Compléter avec la date et le numéro de chaque délibération.",
    shows: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND, dûment autorisé à signer la présente convention par délibération de son conseil municipal,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n",
    spares: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND, dûment autorisé à signer la présente convention par délibération n° 2022-45 du 12 décembre 2022,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let undated: Vec<(&PartyRead, &Sourced<String>)> = reading
        .parties
        .iter()
        .filter(|party| party.kind.value.has_council())
        .filter_map(|party| Some((party, party.authority.as_ref()?)))
        .filter(|(party, authority)| names_vote(&authority.value) && !dated(ground, party))
        .collect();
    let mut found = Vec::new();
    if let Some((_, first)) = undated.first() {
        let names = listed(
            undated
                .iter()
                .map(|(party, _)| short_name(party.kind.value, &party.name.value)),
        );
        let reason =
            format!("Le texte dit le maire autorisé par une délibération, sans en donner la date ni le numéro\u{a0}: {names}.");
        found.push(Hit::at(quoted(first), reason).and(undated.get(1).map(|(_, second)| quoted(second))));
    }
    found.extend(reading.deliberations.iter().filter(|vote| bare(vote)).map(|vote| {
        let heading = vote.lines.first().unwrap_or_default();
        let a = vote.approves.as_ref().map_or_else(|| ground.quote(heading), quoted);
        let signed = reading.agreement.signature.as_ref().and_then(|signature| signature.lines.first());
        let b = signed.map(|line| ground.quote(line)).or_else(|| vote.votes.favour.as_ref().map(|count| line(ground, count)));
        Hit::at(a, "La délibération jointe ne porte ni date de séance ni numéro\u{a0}: on ne peut vérifier qu’elle précède la signature.").and(b)
    }));
    found
}

fn line(ground: &Ground<'_>, count: &Sourced<u32>) -> Quote {
    ground.quote(count.lines.first().unwrap_or_default())
}

fn names_vote(authority: &str) -> bool {
    let folded = crate::reading::coverage::plain(authority);
    folded.contains("deliberation") && !folded.contains(|letter: char| letter.is_ascii_digit())
}

/// Whether a vote of its council is dated or numbered elsewhere in the text.
fn dated(ground: &Ground<'_>, party: &PartyRead) -> bool {
    ground.reading.deliberations.iter().any(|vote| {
        let own = vote.organisation.as_ref().is_some_and(|whose| whose.value == party.id);
        own && !bare(vote)
    })
}

fn bare(vote: &DeliberationRead) -> bool {
    vote.date.is_none() && vote.number.is_none()
}
