//! How many aiDollars a unit of the currency buys. Exact or refused: nothing is rounded.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use village_economy::Micro;

const MICROS: i128 = 1_000_000;

/// aiDollars for one unit of the currency; above zero, at most six decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rate(Micro);

/// The text is no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rate is a decimal above zero with at most six places, such as 100 or 0.5")]
pub struct BadRate;

impl Rate {
    /// What an amount of the currency buys; `None` when that has no exact form in
    /// micro-aiDollars or is too much to be written.
    pub fn buys(self, amount: Micro) -> Option<Micro> {
        let product = i128::from(amount.get()) * i128::from(self.0.get());
        if product % MICROS != 0 {
            return None;
        }
        i64::try_from(product / MICROS).ok().map(Micro::new)
    }

    /// What these aiDollars cost in the currency. Exact for what was bought at this rate; rounded
    /// down to a millionth for what was not.
    pub fn costs(self, bought: Micro) -> Micro {
        let cost = i128::from(bought.get()) * MICROS / i128::from(self.0.get());
        i64::try_from(cost).map_or(Micro::MAX, Micro::new)
    }
}

impl FromStr for Rate {
    type Err = BadRate;

    fn from_str(text: &str) -> Result<Self, BadRate> {
        let rate: Micro = text.parse().map_err(|_| BadRate)?;
        if rate.is_positive() { Ok(Self(rate)) } else { Err(BadRate) }
    }
}

impl TryFrom<String> for Rate {
    type Error = BadRate;

    fn try_from(text: String) -> Result<Self, BadRate> {
        text.parse()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buys(rate: &str, amount: &str, bought: Option<&str>) {
        let rate: Rate = rate.parse().unwrap();
        let bought = bought.map(|text| text.parse().unwrap());
        let amount = amount.parse().unwrap();
        assert_eq!(rate.buys(amount), bought, "{amount} at {rate}");
        if let Some(bought) = bought {
            assert_eq!(rate.costs(bought), amount, "{bought} at {rate}");
        }
    }

    #[test]
    fn what_is_bought_is_exact_or_nothing() {
        buys("100", "2.51", Some("251"));
        buys("0.5", "0.01", Some("0.005"));
        buys("0.0001", "0.01", Some("0.000001"));
        buys("0.00001", "0.01", None);
        buys("9000000000000", "2", None);
    }

    #[test]
    fn a_rate_is_above_zero() {
        for text in ["0", "-1", "", "1e3", "0.0000001", "1,5"] {
            assert_eq!(text.parse::<Rate>(), Err(BadRate), "{text}");
        }
    }
}
