//! The votes of a council do not add up to its members.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{DeliberationRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Voix qui ne font pas le compte",
    why: "Un vote dont le compte est faux peut être contesté, et la signature avec lui.",
    remedy: "Reprendre le procès-verbal de la séance.",
    shows: "Vu l’avis favorable de la Commission Enfance réunie le 28 novembre 2022.\n\nLe CONSEIL MUNICIPAL, après avoir entendu l’exposé :\n\n- APPROUVE la convention territoriale globale de la commune de Valmont.\n\n- AUTORISE le Maire à signer au nom et pour le compte de la commune de Valmont la convention.\n\n- SE PRONONCE comme suit :\n\nPrésents : 20\nPouvoirs : 2\n\nPOUR : 20\nCONTRE : 1\nABSTENTION : 0\n\nAINSI FAIT ET DÉLIBÉRÉ\n\n",
    spares: "Vu l’avis favorable de la Commission Enfance réunie le 28 novembre 2022.\n\nLe CONSEIL MUNICIPAL, après avoir entendu l’exposé :\n\n- APPROUVE la convention territoriale globale de la commune de Valmont.\n\n- AUTORISE le Maire à signer au nom et pour le compte de la commune de Valmont la convention.\n\n- SE PRONONCE comme suit :\n\nPrésents : 20\nPouvoirs : 2\n\nPOUR : 21\nCONTRE : 1\nABSTENTION : 0\n\nAINSI FAIT ET DÉLIBÉRÉ\n\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground
        .reading
        .deliberations
        .iter()
        .filter_map(|vote| of(ground, vote))
        .collect()
}

fn of(ground: &Ground<'_>, vote: &DeliberationRead) -> Option<Hit> {
    let votes = &vote.votes;
    let value = |count: &Option<Sourced<u32>>| count.as_ref().map(|count| count.value);
    let (favour, present) = (votes.favour.as_ref()?, votes.present.as_ref()?);
    let cast = favour.value + value(&votes.against)? + value(&votes.abstain)?;
    let seats = present.value + value(&votes.proxies).unwrap_or(0);
    (cast != seats).then(|| {
        let reason = format!("Le vote compte {cast} voix, pour {seats} membres présents ou représentés.");
        let line = |count: &Sourced<u32>| ground.quote(count.lines.first().unwrap_or_default());
        Hit::at(line(favour), reason).and(line(present))
    })
}
