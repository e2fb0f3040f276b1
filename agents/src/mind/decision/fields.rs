//! The arguments of an act: words, lines, numbers and amounts, each checked for its form.

use village_economy::Micro;
use village_sim::text::{LINE_MAX, REPLY_MAX, check_line, check_prose};
use village_sim::{FEEDBACK_MAX, LINK_MAX, LINKS_MAX, PostId, Refusal};

use super::Unfit;
use super::answer::WantedAct;
use super::resolve::Result;
use crate::mind::percept::Job;
use crate::mind::words::{one_line, prose};

/// Longest words of a delivery, in characters: outcome and sources stand beside them.
pub(super) const TOLD_MAX: usize = REPLY_MAX - 500;

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

/// One of these words, whatever its case.
pub(super) fn one_word<'a>(
    wanted: &WantedAct<'_>,
    field: &'static str,
    words: &[&'a str],
) -> Result<&'a str> {
    let written = word(wanted, field)?;
    let found = words.iter().find(|word| word.eq_ignore_ascii_case(written));
    let bad = || Unfit::Bad { field, wanted: format!("one of {}", words.join(", ")) };
    found.copied().ok_or_else(bad)
}

/// What a piece of work asks for, in other words than its own title.
pub(super) fn restated(wanted: &WantedAct<'_>, job: &Job) -> Result<String> {
    let text = line(wanted, "text", LINE_MAX)?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if letters(&text).to_lowercase() == letters(&job.title).to_lowercase() {
        let wanted = "what is asked in your own words, not the title".into();
        return Err(Unfit::Bad { field: "text", wanted });
    }
    Ok(text)
}

/// The sources that somebody names: addresses, and posts that it sees.
pub(super) fn sources(
    written: &str,
    seen: impl Fn(PostId) -> bool,
) -> Result<(Vec<String>, Vec<PostId>)> {
    let (mut links, mut posts) = (Vec::new(), Vec::new());
    let between = |c: char| c.is_whitespace() || c == ',' || c == ';';
    let filler = |word: &&str| !matches!(*word, "" | "post" | "posts" | "and" | "none");
    for word in written.split(between).filter(filler) {
        let number = word.trim_start_matches('#').parse().ok().map(PostId);
        let is_link = ["https://", "http://"].iter().any(|start| word.starts_with(start));
        match number {
            Some(post) if seen(post) => posts.push(post),
            Some(_) => return Err(Unfit::NoSuchPost),
            None if is_link && word.chars().count() <= LINK_MAX => links.push(word.to_owned()),
            None => {
                let wanted = "addresses that begin with https://, or numbers of posts".into();
                return Err(Unfit::Bad { field: "sources", wanted });
            }
        }
        if links.len() + posts.len() > LINKS_MAX {
            let wanted = format!("at most {LINKS_MAX} addresses and posts");
            return Err(Unfit::Bad { field: "sources", wanted });
        }
    }
    Ok((links, posts))
}
