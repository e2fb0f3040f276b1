//! Amounts of money as the API writes them: decimals with at most six places.

/// Micro-aiDollars as the API writes them: `250000` is `0.25`.
pub fn decimal(micros: u64) -> String {
    let whole = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `-1.5` as micro-aiDollars; none for what is no amount with at most six places.
pub fn micros(amount: &str) -> Option<i64> {
    let (sign, amount) = match amount.strip_prefix('-') {
        Some(amount) => (-1, amount),
        None => (1, amount.strip_prefix('+').unwrap_or(amount)),
    };
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit()) && !text.is_empty();
    if part.len() > 6 || !digits(part) || !digits(whole) {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    Some(sign * whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(part)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_without_needless_zeros() {
        assert_eq!(decimal(1_500_000), "1.5");
        assert_eq!(decimal(125_000), "0.125");
        assert_eq!(decimal(2_000_000), "2");
        assert_eq!(decimal(1), "0.000001");
    }

    #[test]
    fn amounts_are_read_to_the_millionth() {
        assert_eq!(micros("1.5"), Some(1_500_000));
        assert_eq!(micros("-0.5"), Some(-500_000));
        assert_eq!(micros("+0.000001"), Some(1));
        assert_eq!(micros("2"), Some(2_000_000));
        for wrong in ["", ".", "1.", "--1", "1.0000001", "1.+5", "+-1", "99999999999999999999"] {
            assert_eq!(micros(wrong), None, "{wrong:?}");
        }
    }
}
