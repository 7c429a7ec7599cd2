//! Recovery codes: used once each, when the phone is lost. Chance is given; only digests are stored.

use domain::digest::Digest;

/// How many are given at once.
pub const RECOVERY_CODES: usize = 10;

/// Letters and digits that nobody mistakes for another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// How many letters a code has: five bits each, eighty in all, too many to be guessed from a digest.
const LENGTH: usize = 16;

/// Codes as they are shown, in groups of four, each from its own random bytes.
#[must_use]
pub fn recovery_codes(mut randomness: impl FnMut() -> [u8; 32]) -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| shown(randomness())).collect()
}

fn shown(bytes: [u8; 32]) -> String {
    let letters: Vec<char> = bytes
        .iter()
        .take(LENGTH)
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The digest of a code as typed, whatever separates its letters; `None` when it has not the form of one.
#[must_use]
pub fn recovery_code(typed: &str) -> Option<Digest> {
    let letters: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2011}' | '\u{2013}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let right = letters.len() == LENGTH && letters.bytes().all(|byte| LETTERS.contains(&byte));
    right.then(|| Digest::of(letters.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_codes_all_different_that_come_back_however_typed() {
        let mut nth = 0_u8;
        let codes = recovery_codes(|| {
            nth += 1;
            *Digest::of(&[nth]).as_bytes()
        });
        assert_eq!(codes.len(), RECOVERY_CODES);
        for (place, code) in codes.iter().enumerate() {
            assert_eq!(code.len(), 19, "{code}");
            assert!(!codes[..place].contains(code));
            let digest = recovery_code(code).expect("a code");
            assert_eq!(
                recovery_code(&format!(" {} ", code.to_lowercase().replace('-', " "))),
                Some(digest)
            );
        }
        for wrong in [
            "",
            "123456",
            "ABCD-EFGH-JKLM-NPQ",
            "ABCD-EFGH-JKLM-NPQO",
            "ABCD-EFGH-JKLM-NPQRS",
        ] {
            assert_eq!(recovery_code(wrong), None, "{wrong}");
        }
    }
}
