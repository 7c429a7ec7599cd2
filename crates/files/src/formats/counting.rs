//! Numbers as lists print them: digits, letters, Roman numerals.

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// 1, 2, 3.
    Digits,
    /// 01, 02, 03.
    TwoDigits,
    /// a, b, c, or A, B, C.
    Letters(Case),
    /// i, ii, iii, or I, II, III.
    Roman(Case),
    /// Nothing is printed.
    None,
}

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
}

impl Figures {
    /// From the sign that HTML and OpenDocument give: `1`, `a`, `A`, `i`, `I`.
    pub(super) fn of_sign(sign: &str) -> Self {
        match sign {
            "" => Self::None,
            "a" => Self::Letters(Case::Lower),
            "A" => Self::Letters(Case::Upper),
            "i" => Self::Roman(Case::Lower),
            "I" => Self::Roman(Case::Upper),
            _ => Self::Digits,
        }
    }

    /// The number as it is printed.
    pub(super) fn print(self, number: u32) -> String {
        match self {
            Self::Digits => number.to_string(),
            Self::TwoDigits => format!("{number:02}"),
            Self::Letters(case) => case.write(&letters(number)),
            Self::Roman(case) => case.write(&roman(number)),
            Self::None => String::new(),
        }
    }
}

impl Case {
    fn write(self, upper: &str) -> String {
        match self {
            Self::Lower => upper.to_lowercase(),
            Self::Upper => upper.to_owned(),
        }
    }
}

/// A to Z, then AA.
fn letters(number: u32) -> String {
    let (mut rest, mut letters) = (number, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// Roman numerals, as far as they are written; digits beyond.
fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_lists_do() {
        assert_eq!(
            [1, 26, 27].map(|number| Figures::of_sign("a").print(number)),
            ["a", "z", "aa"]
        );
        assert_eq!(
            [4, 1999, 4000].map(|number| Figures::of_sign("I").print(number)),
            ["IV", "MCMXCIX", "4000"]
        );
        assert_eq!(Figures::TwoDigits.print(7), "07");
        assert_eq!(Figures::of_sign("").print(7), "");
    }
}
