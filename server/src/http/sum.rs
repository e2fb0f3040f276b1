//! Amounts of money as they are asked for: decimal text in the village's one currency.

use axum::http::StatusCode;
use village_economy::{CURRENCY, Micro};

use super::ask::echo;
use super::problem::Problem;

/// The amount that a field names. `currency` may be left out and is the village's own otherwise.
/// Whether the amount may be zero or how large it may be is for whoever uses it.
pub fn amount(field: &str, text: &str, currency: Option<&str>) -> Result<Micro, Problem> {
    let bad = |code, detail| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
    if let Some(other) = currency.filter(|currency| *currency != CURRENCY) {
        let detail = format!("currency: only {CURRENCY} is taken here, not {}", echo(other));
        return Err(bad("bad_currency", detail));
    }
    text.parse().map_err(|why| bad("bad_amount", format!("{field}: {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_exact_and_in_the_villages_currency() {
        let read = |text, currency| {
            amount("amount", text, currency)
                .map_err(|problem| (problem.status.as_u16(), problem.code))
        };
        assert_eq!(read("2.5", None), Ok(Micro::new(2_500_000)));
        assert_eq!(read("-1", Some("aiDollar")), Ok(Micro::coins(-1)));
        assert_eq!(read("2.5", Some("USD")), Err((422, "bad_currency")));
        for text in ["", "1e3", "NaN", "0.0000001", "2.5 USD", "99999999999999", "+1", "0x1", " 1"]
        {
            assert_eq!(read(text, None), Err((422, "bad_amount")), "{text}");
        }
    }
}
