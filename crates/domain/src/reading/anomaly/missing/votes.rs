//! The votes of some councils are joined, and those of others are not.

use super::annex_absent::{holds_votes, named, title};
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{AnnexRead, PartyRead, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Délibération absente",
    why: "Sans la délibération de son conseil, rien ne montre qu’un maire pouvait signer.",
    remedy: "Demander la délibération à la commune et la joindre.",
    shows: "Vu l’avis favorable de la Commission Enfance réunie le 28 novembre 2022.\n\nLe CONSEIL MUNICIPAL, après avoir entendu l’exposé :\n\n- APPROUVE la convention territoriale globale de la commune de Valmont.\n\n- AUTORISE le Maire à signer au nom et pour le compte de la commune de Valmont la convention.\n\n- SE PRONONCE comme suit :\n\nPOUR : 20\nCONTRE : 0\nABSTENTION : 0\n\nAINSI FAIT ET DÉLIBÉRÉ\n\nSOMMAIRE\n\nArticle 2 : Suivi\nArticle 3 : Recours\nAnnexe 1 : Décision des Conseils municipaux\nAnnexe 2 : Instances\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    spares: "SOMMAIRE\n\nArticle 2 : Suivi\nArticle 3 : Recours\nAnnexe 2 : Instances\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let announced = ground
        .reading
        .annexes
        .iter()
        .filter(|annex| annex.announced && !annex.present && holds_votes(annex));
    announced.filter_map(|annex| without_every_vote(ground, annex)).collect()
}

/// Votes stand in the text without the heading of their annex: only those of some councils may be missing.
fn without_every_vote(ground: &Ground<'_>, annex: &AnnexRead) -> Option<Hit> {
    let reading = ground.reading;
    let vote = reading.deliberations.first()?;
    let voted = |party: &&PartyRead| {
        let mut votes = reading.deliberations.iter().filter_map(|vote| vote.organisation.as_ref());
        votes.any(|whose| whose.value == party.id)
    };
    let councils = reading.parties.iter().filter(|party| party.kind.value.has_council());
    let (joined, missing): (Vec<&PartyRead>, Vec<&PartyRead>) = councils.partition(voted);
    if missing.is_empty() {
        return None;
    }
    let names = |parties: &[&PartyRead]| listed(parties.iter().map(|party| short_name(party.kind.value, &party.name.value)));
    let count = reading.deliberations.len();
    let said = if joined.len() < count {
        let expected = joined.len() + missing.len();
        format!("le texte en joint {count} sur {expected}, sans toujours dire de quel conseil")
    } else {
        format!(
            "délibération jointe pour {}, absente pour {}",
            names(&joined),
            names(&missing)
        )
    };
    let reason = format!("{} n’est donnée qu’en partie\u{a0}: {said}.", named(annex));
    let b = vote.approves.as_ref().or(vote.authority.as_ref()).map(quoted);
    Some(Hit::at(title(annex), reason).and(b))
}
