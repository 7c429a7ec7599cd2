//! What no reading can say: a correction that would make it say so is refused, and what the text itself says is left as it is.
//!
//! It judges nothing that may be true, however odd: the écarts do.

use domain::reading::{Reading, Rhythm};

/// Full-time equivalents that no single post has, in hundredths.
const MOST_OF_A_POST: u32 = 10_000;

/// Why a reading that said something else before cannot say this; nothing when it can, or when it said so already.
pub(crate) fn newly_impossible(before: &str, after: &Reading) -> Option<&'static str> {
    let sentence = impossible(after)?;
    let known = files::interchange::read(before).ok().and_then(|before| impossible(&before));
    (known != Some(sentence)).then_some(sentence)
}

fn impossible(reading: &Reading) -> Option<&'static str> {
    let agreement = &reading.agreement;
    let (start, end) = (agreement.start.as_ref(), agreement.end.as_ref());
    if start.zip(end).is_some_and(|(start, end)| start.value > end.value) {
        return Some("Le dernier jour viendrait avant le premier\u{a0}: vérifiez les deux dates de la convention.");
    }
    let signed = agreement.signature.as_ref().and_then(|signature| signature.date.as_ref());
    if signed.zip(end).is_some_and(|(signed, end)| signed.value > end.value) {
        return Some("La convention serait signée après son dernier jour\u{a0}: vérifiez les deux dates.");
    }
    if reading.bodies.iter().filter_map(|body| body.rhythm.as_ref()).any(crossed) {
        return Some(
            "L’instance se réunirait au moins plus souvent qu’au plus\u{a0}: le premier nombre de réunions par an ne dépasse pas le second.",
        );
    }
    let shares = reading.scheme.posts.iter().filter(|post| !post.is_total);
    let mut shares = shares.filter_map(|post| post.fte_hundredths.as_ref());
    shares
        .any(|share| share.value > MOST_OF_A_POST)
        .then_some("Un poste ne compte pas plus de 100 équivalents temps plein\u{a0}: vérifiez la virgule.")
}

/// Whether the least is over the most, where both are told.
const fn crossed(rhythm: &Rhythm) -> bool {
    rhythm.maximum_per_year > 0 && rhythm.minimum_per_year > rhythm.maximum_per_year
}
