//! An amount as a person types it: exact to the millionth, and a plain hint where it is none.

use village_economy::{Micro, MoneyForm};

/// Most characters of an amount that are looked at.
pub const TYPED_MAX: usize = 24;
/// Most that one gift can be: far more than anybody may give.
const MOST: Micro = Micro::new(1_000_000_000_000);

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Hint {
    #[error("How much? Such as 1 or 2.5.")]
    Empty,
    #[error("Write it as 1 or 2.5: digits and one point.")]
    Form,
    #[error("At most six places after the point.")]
    TooFine,
    #[error("It must be more than nothing.")]
    TooSmall,
    #[error("Nobody may give that much at once.")]
    TooLarge,
}

/// Reads an amount that is to be given.
pub fn amount(typed: &str) -> Result<Micro, Hint> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Hint::Empty);
    }
    if typed.len() > TYPED_MAX {
        return Err(Hint::TooLarge);
    }
    let read: Result<Micro, MoneyForm> = typed.parse();
    match read {
        Ok(amount) if amount > MOST => Err(Hint::TooLarge),
        Ok(amount) if amount.is_positive() => Ok(amount),
        Ok(_) => Err(Hint::TooSmall),
        Err(MoneyForm::Malformed) => Err(Hint::Form),
        Err(MoneyForm::TooFine) => Err(Hint::TooFine),
        Err(MoneyForm::OutOfRange) => Err(Hint::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_amount_gets_a_hint() {
        for (typed, hint) in [
            ("", Hint::Empty),
            ("  ", Hint::Empty),
            ("1e9", Hint::Form),
            ("1,5", Hint::Form),
            ("٣", Hint::Form),
            ("-1", Hint::TooSmall),
            ("0", Hint::TooSmall),
            ("0.0000001", Hint::TooFine),
            ("9999999", Hint::TooLarge),
            ("99999999999999999999999999", Hint::TooLarge),
        ] {
            assert_eq!(amount(typed), Err(hint), "{typed}");
        }
        assert_eq!(amount(" 2.5 "), Ok(Micro::new(2_500_000)));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_an_amount_or_a_hint(typed in "\\PC{0,40}") {
            if let Ok(read) = amount(&typed) {
                prop_assert!(read.is_positive() && read <= MOST);
            }
        }

        #[test]
        fn amounts_are_read_to_the_millionth(micro in 1_i64..=1_000_000_000_000) {
            prop_assert_eq!(amount(&Micro::new(micro).to_string()), Ok(Micro::new(micro)));
        }
    }
}
