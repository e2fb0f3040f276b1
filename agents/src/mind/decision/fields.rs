//! The arguments of an act: words, lines, numbers and amounts, each checked for its form.

use village_economy::Micro;
use village_sim::text::{check_line, check_prose};
use village_sim::{FEEDBACK_MAX, PostId, Refusal};

use super::Unfit;
use super::answer::WantedAct;
use super::resolve::Result;
use crate::mind::words::{one_line, prose};

pub(super) fn word<'a>(wanted: &'a WantedAct<'_>, field: &'static str) -> Result<&'a str> {
    let text = wanted.arg(field).map(str::trim).filter(|text| !text.is_empty());
    text.ok_or(Unfit::Missing { field })
}

/// One line to be said or shown.
pub(super) fn line(wanted: &WantedAct<'_>, field: &'static str, limit: usize) -> Result<String> {
    let text = one_line(word(wanted, field)?);
    check_line(field, &text, limit).map_err(Refusal::from)?;
    Ok(text)
}

/// A longer text, paragraphs kept.
pub(super) fn text(wanted: &WantedAct<'_>, field: &'static str, limit: usize) -> Result<String> {
    let text = prose(word(wanted, field)?);
    check_prose(field, &text, limit).map_err(Refusal::from)?;
    Ok(text)
}

/// A tag as the board takes them; none for an empty word.
pub(super) fn tag(written: &str) -> Option<String> {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let tag: String = written.trim().trim_start_matches('#').chars().map(kept).collect();
    Some(tag).filter(|tag| !tag.is_empty())
}

/// A whole number in decimal digits, within bounds.
pub(super) fn number(
    wanted: &WantedAct<'_>,
    field: &'static str,
    min: u64,
    max: u64,
) -> Result<u64> {
    let bad = || Unfit::Bad { field, wanted: format!("a whole number from {min} to {max}") };
    let written = word(wanted, field)?;
    // 5.0 is five; anything finer is not.
    let whole = written.strip_suffix(".0").unwrap_or(written);
    let is_digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_digits { whole.parse().ok() } else { None };
    number.filter(|number| (min..=max).contains(number)).ok_or_else(bad)
}

pub(super) fn post(wanted: &WantedAct<'_>) -> Result<PostId> {
    let written = word(wanted, "post")?.trim_start_matches('#');
    let is_digits = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_digits { written.parse().ok() } else { None };
    let bad = || Unfit::Bad { field: "post", wanted: "a post's number".into() };
    number.map(PostId).ok_or_else(bad)
}

/// An amount above nothing, exactly as written.
pub(super) fn amount(wanted: &WantedAct<'_>) -> Result<Micro> {
    let written = word(wanted, "amount")?;
    let plain = written.trim_start_matches('$').trim();
    let plain = plain.strip_suffix("aiDollars").or_else(|| plain.strip_suffix("aiDollar"));
    let plain = plain.unwrap_or(written.trim_start_matches('$')).trim();
    let bad = |why: String| Unfit::Bad { field: "amount", wanted: why };
    let amount: Micro = plain
        .parse()
        .map_err(|why| bad(format!("a decimal such as \"0.5\", and not so: {why}")))?;
    if !amount.is_positive() || amount > FEEDBACK_MAX {
        return Err(Refusal::Amount { max: FEEDBACK_MAX }.into());
    }
    Ok(amount)
}
