//! One-time codes (RFC 6238): six digits that a phone and this installation both make from a shared secret and the time.
//!
//! The time is given. A code of a step already used, or of one before it, is refused: whoever keeps the last step says so.

use domain::time::Instant;
use totp_rs::{Builder, Secret, Totp};

/// How long the shared secret is: what RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;

/// How long a code lasts.
const STEP_SECONDS: u64 = 30;

/// The codes of one person.
pub struct Codes {
    codes: Totp,
    secret: [u8; SECRET_BYTES],
}

/// The letters of a secret, as phones expect them (RFC 4648).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl Codes {
    /// The codes of this secret. A step before and a step after are accepted: clocks differ a little.
    #[must_use]
    pub fn of(secret: [u8; SECRET_BYTES]) -> Self {
        let codes = Builder::new()
            .with_secret(Secret::new_stack(secret))
            .with_step_duration(STEP_SECONDS)
            .with_skew(1)
            .build_noncompliant();
        Self { codes, secret }
    }

    /// The codes of a secret written in letters, as [`letters`](Self::letters) gives it.
    #[must_use]
    pub fn read(letters: &str) -> Option<Self> {
        let (mut bits, mut held, mut secret) = (0_u32, 0_u32, Vec::with_capacity(SECRET_BYTES));
        for letter in letters.bytes() {
            let place = LETTERS.iter().position(|known| *known == letter)?;
            bits = (bits << 5) | u32::try_from(place).ok()?;
            held += 5;
            if held >= 8 {
                held -= 8;
                secret.push(u8::try_from((bits >> held) & 0xff).ok()?);
            }
        }
        secret.try_into().ok().map(Self::of)
    }

    /// The secret in letters: what is stored, and what someone without a camera types.
    #[must_use]
    pub fn letters(&self) -> String {
        let mut letters = String::with_capacity(32);
        // Five bytes make eight letters, and twenty bytes are four times five.
        for five in self.secret.chunks_exact(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            for place in (0..8).rev() {
                let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
                letters.push(char::from(LETTERS[index]));
            }
        }
        letters
    }

    /// The address that a phone reads in the picture. `account` is an e-mail address.
    #[must_use]
    pub fn address(&self, account: &str) -> String {
        let account: String = account.bytes().map(escaped).collect();
        format!("otpauth://totp/Pacte:{account}?secret={}&issuer=Pacte", self.letters())
    }

    /// The step of the code typed, when it is right at `now` and comes after `last`.
    #[must_use]
    pub fn check(&self, typed: &str, now: Instant, last: Option<i64>) -> Option<i64> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let step = self.codes.check(&digits, seconds(now))?;
        let step = i64::try_from(step).ok()?;
        (last.is_none_or(|last| step > last)).then_some(step)
    }

    /// The code of this moment: for those who play the phone.
    #[must_use]
    pub fn code(&self, now: Instant) -> String {
        self.codes.generate(seconds(now)).to_string()
    }
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.micros() / 1_000_000).unwrap_or(0)
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the examples of RFC 6238.
    const SECRET: [u8; SECRET_BYTES] = *b"12345678901234567890";

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_examples_of_the_standard() {
        let codes = Codes::of(SECRET);
        // The standard prints eight digits: the last six are these.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(codes.code(at(seconds)), code);
            assert_eq!(codes.check(code, at(seconds), None), Some(seconds / 30));
        }
    }

    #[test]
    fn one_step_before_and_one_after_and_no_further() {
        let codes = Codes::of(SECRET);
        let code = codes.code(at(3000));
        for (now, right) in [(2969, false), (2970, true), (3000, true), (3059, true), (3060, false)] {
            assert_eq!(codes.check(&code, at(now), None), right.then_some(100), "at {now}");
        }
    }

    #[test]
    fn a_code_is_not_accepted_twice_nor_after_a_later_one() {
        let codes = Codes::of(SECRET);
        let code = codes.code(at(3000));
        assert_eq!(codes.check(&code, at(3000), Some(99)), Some(100));
        assert_eq!(codes.check(&code, at(3010), Some(100)), None);
        assert_eq!(codes.check(&code, at(3010), Some(101)), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let codes = Codes::of(SECRET);
        let code = codes.code(at(3000));
        assert!(
            codes
                .check(&format!(" {} {} ", &code[..3], &code[3..]), at(3000), None)
                .is_some()
        );
        for wrong in ["", "12345", "1234567", "abcdef", "１２３４５６", &format!("{code}0")] {
            assert_eq!(codes.check(wrong, at(3000), None), None, "{wrong}");
        }
    }

    #[test]
    fn the_secret_is_written_in_letters_and_read_back() {
        let codes = Codes::of(SECRET);
        assert_eq!(codes.letters(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let back = Codes::read(&codes.letters()).expect("letters");
        assert_eq!(back.code(at(59)), codes.code(at(59)));
        for wrong in [
            "",
            "GEZDGNBV",
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        ] {
            assert!(Codes::read(wrong).is_none(), "{wrong}");
        }
        assert_eq!(
            codes.address("a+b@exemple.fr"),
            "otpauth://totp/Pacte:a%2Bb@exemple.fr?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pacte"
        );
    }
}
