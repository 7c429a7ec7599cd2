//! How long before the end of the convention something is due. What counts from anything else counts nothing here.

use domain::reading::Due;

use super::Read;
use crate::passage::Passage;

/// How long before the end of the convention some words say, as they count it: "six mois avant le terme de la convention".
pub(crate) fn before_end(words: &str) -> Option<Due> {
    let sentence = Passage::one(1, words);
    let tokens = sentence.tokens();
    let read = Read {
        sentence: &sentence,
        tokens: &tokens,
    };
    read.spans().find_map(|span| {
        let before = (span.at + 1..span.at + 5).find(|at| read.fold(*at) == "avant")?;
        let end = (before + 1..before + 4).find(|at| matches!(read.fold(*at), "fin" | "terme" | "echeance" | "expiration"))?;
        let own = read.fold(end - 1) == "son" || read.fold(end - 1) == "sa";
        let of = (end + 1..end + 5).any(|at| read.fold(at) == "convention" || read.fold(at).starts_with("celle"));
        span.value.filter(|_| own || of)
    })
}
