//! Initials of the plan that the text never spells out.

use std::collections::{BTreeMap, HashSet};

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::listed;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Sigles jamais développés",
    why: "Un sigle que personne ne développe ne dit ni qui paie ni qui agit.",
    remedy: "Ajouter une liste des sigles à la convention.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nFinancement : TZK et QDP\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nFinancement : Tiers Zonal Kilométrique (TZK)\n",
    reads_amendments: true,
    find,
};

/// Initials that everyone of the trade reads without help, and those of the State.
const KNOWN: [&str; 74] = [
    "CAF", "CTG", "CEJ", "EAJE", "ALSH", "LAEP", "RPE", "RAM", "REAAP", "CLAS", "PEDT", "MSA", "CNAF", "COG", "CCAS", "CIAS",
    "EPCI", "SIVOM", "SIVU", "PMI", "RGPD", "CNIL", "ETP", "COPIL", "COTECH", "QPV", "ZRR", "FRR", "AVS", "CCVS", "CSSM",
    "CSS", "CPAM", "CD", "COF", "PSEJ", "PSU", "PS", "HT", "TTC", "DGS", "DGA", "CM", "CA", "RSA", "AAH", "PAJE", "ENS", "DAP",
    "DPO", "TVA", "SARL", "SIRET", "RF", "FR", "NB", "PJ", "CDC", "CC", "CCI", "ESS", "RAPE", "FAQ", "SMS", "PDF", "WEB",
    "VAE", "CDD", "CDI", "BAFA", "BAFD", "URL", "ARS", "EDF",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut met: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (line, words) in (1_u32..).zip(&ground.bare).filter(|(line, _)| in_plan(ground, *line)) {
        // A line in capitals tells nothing of its words.
        if !words.chars().any(char::is_lowercase) && words.len() > 12 {
            continue;
        }
        for word in words
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| is_acronym(word))
        {
            met.entry(word).or_default().push(line);
        }
    }
    let names = names(ground);
    met.retain(|word, _| !names.contains(*word) && !spelt_out(ground, word));
    let mut kept: Vec<(&str, Vec<u32>)> = met.into_iter().collect();
    kept.sort_by_key(|(_, lines)| lines[0]);
    if kept.len() < 2 {
        return Vec::new();
    }
    // What is used in two places is told by itself, the others two by two.
    let (often, once): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(_, lines)| lines.last() > lines.first());
    let alone = often.iter().take(8).map(|(word, lines)| {
        let last = lines.last().copied().unwrap_or(lines[0]);
        let reason = format!("Le sigle «\u{a0}{word}\u{a0}» n’est développé nulle part dans le texte.");
        Hit::at(ground.quote(lines[0]), reason).and(ground.quote(last))
    });
    let paired = once.chunks(2).take(8).map(|pair| {
        let words = listed(pair.iter().map(|(word, _)| format!("«\u{a0}{word}\u{a0}»")));
        let (noun, verb) = if pair.len() == 1 {
            ("Le sigle", "n’est développé")
        } else {
            ("Les sigles", "ne sont développés")
        };
        let hit = Hit::at(
            ground.quote(pair[0].1[0]),
            format!("{noun} {words} {verb} nulle part dans le texte."),
        );
        hit.and(
            pair.get(1)
                .filter(|(_, lines)| lines[0] != pair[0].1[0])
                .map(|(_, lines)| ground.quote(lines[0])),
        )
    });
    alone.chain(paired).collect()
}

/// Lines that an action holds: initials elsewhere are of laws and of addresses.
fn in_plan(ground: &Ground<'_>, line: u32) -> bool {
    ground.reading.actions.iter().any(|action| action.lines.holds(line))
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().count();
    (2..=6).contains(&letters)
        && word.chars().all(|letter| letter.is_ascii_uppercase())
        && !KNOWN.contains(&word)
        && !roman(word)
}

fn roman(word: &str) -> bool {
    word.chars()
        .all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// Words of the names of those who sign or act.
fn names(ground: &Ground<'_>) -> HashSet<String> {
    let everyone = ground.reading.parties.iter().flat_map(|party| {
        let signing = party.signatories.iter().map(|person| &person.name);
        std::iter::once(&party.name).chain(&party.aliases).chain(signing)
    });
    let words = everyone.flat_map(|name| name.value.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned));
    words.map(|word| word.to_uppercase()).collect()
}

/// "Lieu d'accueil enfants-parents (LAEP)", "LAEP : lieu d'accueil": beside it, words whose initials it is.
fn spelt_out(ground: &Ground<'_>, word: &str) -> bool {
    let bracketed = format!("({word})");
    ground.bare.iter().filter(|line| line.contains(word)).any(|line| {
        let before = line.split(&bracketed).next().filter(|before| before.len() < line.len());
        let after = line.split_once(word).map(|(_, after)| after.trim_start());
        let opened = after.is_some_and(|after| after.starts_with([':', '=', '(']) && begins(after, word));
        before.is_some_and(|before| before.split_whitespace().count() > 1) || opened
    })
}

/// Whether the words after initials begin with its first letter.
fn begins(after: &str, word: &str) -> bool {
    let told = plain(after.trim_start_matches([':', '=', '(', ' ']));
    word.to_lowercase()
        .chars()
        .next()
        .is_some_and(|letter| told.starts_with(letter))
}
