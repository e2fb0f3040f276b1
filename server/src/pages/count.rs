//! Counts as people read them.

/// A count with its thousands apart ("240,000").
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 999, 1_000, 240_000, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "240,000", "1,234,567"]);
    }
}
