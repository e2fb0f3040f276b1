//! Amounts as reports write them: `1,234.56`, `-1.234,56`, `1 234,56`. Which sign parts the
//! thousands is told from the text alone; what could mean two things is refused or has three
//! digits behind its only sign, which then parts thousands: money has two places.

use village_economy::Micro;

/// Longest amount that is looked at.
const LENGTH_MAX: usize = 40;

/// Reads an amount; `None` when it is not written as one.
pub(super) fn read(text: &str) -> Option<Micro> {
    let text = text.trim();
    if text.len() > LENGTH_MAX {
        return None;
    }
    let (sign, size) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let last = size.rfind(['.', ',']);
    let decimal = last.filter(|at| {
        let mark = &size[*at..=*at];
        let places = size.len() - at - 1;
        (1..=2).contains(&places) && size.matches(mark).count() == 1
    });
    let (whole, fraction) = match decimal {
        Some(at) => (&size[..at], &size[at + 1..]),
        None => (size, ""),
    };
    let whole = without_groups(whole)?;
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}").parse().ok()
}

/// The digits of a whole number whose thousands may be parted, always by the same sign.
fn without_groups(text: &str) -> Option<String> {
    let Some(mark) = text.chars().find(|sign| !sign.is_ascii_digit()) else {
        return Some(text.to_owned());
    };
    if !['.', ',', ' ', '\'', '\u{a0}', '\u{202f}'].contains(&mark) {
        return None;
    }
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let well = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let digits: String = text.chars().filter(|sign| *sign != mark).collect();
    (well && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written_in_different_countries() {
        for (text, micros) in [
            ("2.51", 2_510_000),
            ("-2.51", -2_510_000),
            ("\u{2212}2,51", -2_510_000),
            ("1,234.56", 1_234_560_000),
            ("-1.234,56", -1_234_560_000),
            ("1 234,5", 1_234_500_000),
            ("1\u{a0}234\u{a0}567,89", 1_234_567_890_000),
            ("1,234", 1_234_000_000),
            ("1.234.567", 1_234_567_000_000),
            ("0", 0),
            ("-0.35", -350_000),
        ] {
            assert_eq!(read(text), Some(Micro::new(micros)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_or_could_be_two_is_refused() {
        for text in [
            "",
            "-",
            "...",
            "1.2.3",
            "1,23,456.00",
            "12,34,56",
            "1234,567.8.9",
            "1e5",
            "0x1",
            "--1",
            "$5.00",
            "1,234.567",
            "1.5 USD",
            "007.00",
            "1 2345,00",
            "½",
            "+1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"9".repeat(41)), None);
    }

    proptest! {
        #[test]
        fn both_ways_of_writing_give_the_same_amount(cents in -99_999_999_999_i64..99_999_999_999) {
            let size = cents.unsigned_abs();
            let (mut whole, cents_only) = ((size / 100).to_string(), size % 100);
            let mut at = whole.len();
            while at > 3 {
                at -= 3;
                whole.insert(at, ',');
            }
            let sign = if cents < 0 { "-" } else { "" };
            let english = format!("{sign}{whole}.{cents_only:02}");
            let german = english.replace('.', ";").replace(',', ".").replace(';', ",");
            let amount = Some(Micro::new(cents * 10_000));
            prop_assert_eq!(read(&english), amount);
            prop_assert_eq!(read(&german), amount);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,50}") {
            let _ = read(&text);
        }
    }
}
