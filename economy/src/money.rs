//! Amounts of money as whole micro-aiDollars. No float, no rounding, no silent wrap:
//! arithmetic that leaves the range of `i64` is `None`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text_form::serde_as_text;

/// Decimal places of an aiDollar that can be written.
pub const MONEY_PLACES: usize = 6;

const MICROS_PER_COIN: i64 = 1_000_000;
/// Digits before the point of the largest amount; more can only be an overflow.
const WHOLE_DIGITS_MAX: usize = 13;

/// An amount in micro-aiDollars; 1 aiDollar is 1,000,000. May be negative.
///
/// Its text is a decimal with at most six places (`"12.5"`, `"-0.000001"`), without exponent,
/// plus sign, leading zeros or a bare point; serde uses the same text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micro(i64);

impl Micro {
    pub const ZERO: Self = Self(0);
    pub const MIN: Self = Self(i64::MIN);
    pub const MAX: Self = Self(i64::MAX);

    /// An amount of so many micro-aiDollars.
    pub const fn new(micros: i64) -> Self {
        Self(micros)
    }

    /// An amount of so many whole aiDollars; `i32` so that it cannot overflow.
    pub const fn coins(coins: i32) -> Self {
        Self(coins as i64 * MICROS_PER_COIN)
    }

    /// Micro-aiDollars.
    pub const fn get(self) -> i64 {
        self.0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    pub const fn checked_neg(self) -> Option<Self> {
        match self.0.checked_neg() {
            Some(negated) => Some(Self(negated)),
            None => None,
        }
    }
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyForm {
    #[error("an amount is a decimal like 12.5 or -0.000001")]
    Malformed,
    #[error("an amount has at most six decimal places")]
    TooFine,
    #[error("the amount is out of range")]
    OutOfRange,
}

fn digits(text: &str) -> Result<&str, MoneyForm> {
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { Ok(text) } else { Err(MoneyForm::Malformed) }
}

fn value(digits: &str) -> i128 {
    digits.bytes().fold(0, |sum, digit| sum * 10 + i128::from(digit - b'0'))
}

impl FromStr for Micro {
    type Err = MoneyForm;

    fn from_str(text: &str) -> Result<Self, MoneyForm> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((whole, fraction)) => (digits(whole)?, digits(fraction)?),
            None => (digits(unsigned)?, ""),
        };
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(MoneyForm::Malformed);
        }
        if fraction.len() > MONEY_PLACES {
            return Err(MoneyForm::TooFine);
        }
        if whole.len() > WHOLE_DIGITS_MAX {
            return Err(MoneyForm::OutOfRange);
        }
        let scale = (fraction.len()..MONEY_PLACES).fold(1, |scale, _| scale * 10);
        let size = value(whole) * i128::from(MICROS_PER_COIN) + value(fraction) * scale;
        let signed = if negative { -size } else { size };
        i64::try_from(signed).map(Self).map_err(|_| MoneyForm::OutOfRange)
    }
}

impl fmt::Display for Micro {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, mut rest) =
            (size / MICROS_PER_COIN.unsigned_abs(), size % MICROS_PER_COIN.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        let mut places = MONEY_PLACES;
        while rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        write!(out, "{sign}{whole}.{rest:0places$}")
    }
}

serde_as_text!(Micro, "an amount as a decimal string");

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str, micros: i64) {
        assert_eq!(text.parse(), Ok(Micro(micros)), "reading {text}");
    }

    fn refuses(text: &str, why: MoneyForm) {
        assert_eq!(text.parse::<Micro>(), Err(why), "reading {text:?}");
    }

    #[test]
    fn decimals_are_read() {
        reads("0", 0);
        reads("-0", 0);
        reads("12.5", 12_500_000);
        reads("12.500000", 12_500_000);
        reads("-0.000001", -1);
        reads("0.1", 100_000);
        reads("9223372036854.775807", i64::MAX);
        reads("-9223372036854.775808", i64::MIN);
    }

    #[test]
    fn anything_else_is_refused() {
        use MoneyForm::{Malformed, OutOfRange, TooFine};
        for text in [
            "", "-", "+1", ".5", "1.", "1e5", "1E5", "NaN", "inf", "-inf", "0x10", "1_000", "1,5",
            " 1", "1 ", "--1", "1.2.3", "1.-2", "-.5", "007", "00", "\u{0661}", "1\0", "1.5e1",
            "½",
        ] {
            refuses(text, Malformed);
        }
        refuses("0.0000001", TooFine);
        refuses("1.0000000", TooFine);
        refuses("9223372036854.775808", OutOfRange);
        refuses("-9223372036854.775809", OutOfRange);
        refuses("9999999999999", OutOfRange);
        refuses("10000000000000", OutOfRange);
        refuses(&"9".repeat(100_000), OutOfRange);
    }

    #[test]
    fn display_trims_what_says_nothing() {
        for (micros, text) in [
            (0, "0"),
            (1, "0.000001"),
            (-1, "-0.000001"),
            (12_500_000, "12.5"),
            (100_000_000, "100"),
            (1_000_010, "1.00001"),
            (i64::MAX, "9223372036854.775807"),
            (i64::MIN, "-9223372036854.775808"),
        ] {
            assert_eq!(Micro(micros).to_string(), text);
        }
    }

    #[test]
    fn the_edges_are_none() {
        assert_eq!(Micro::MAX.checked_add(Micro(1)), None);
        assert_eq!(Micro::MIN.checked_sub(Micro(1)), None);
        assert_eq!(Micro::MIN.checked_neg(), None);
        assert_eq!(Micro::MAX.checked_neg(), Some(Micro(-i64::MAX)));
        assert_eq!(Micro::coins(i32::MIN).get(), -2_147_483_648_000_000);
    }

    #[test]
    fn serde_takes_text_and_never_a_number() {
        assert_eq!(serde_json::to_string(&Micro(2_500_000)).unwrap(), "\"2.5\"");
        assert_eq!(serde_json::from_str::<Micro>("\"2.5\"").unwrap(), Micro(2_500_000));
        for text in ["2.5", "2", "null", "\"1e5\"", "[\"1\"]"] {
            assert!(serde_json::from_str::<Micro>(text).is_err(), "read {text}");
        }
    }
}
