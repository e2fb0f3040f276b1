//! Times as people read them. The exact stamp stays in the `datetime` attribute.

use chrono::{DateTime, SecondsFormat};
use maud::{Markup, html};
use village_economy::Micro;

use super::model::Clock;

/// A moment; what cannot be read as RFC 3339 is shown as it came.
pub fn moment(rfc3339: &str) -> Markup {
    let words = DateTime::parse_from_rfc3339(rfc3339).map_or_else(
        |_| rfc3339.to_owned(),
        |at| at.to_utc().format("%-d %b %Y, %H:%M UTC").to_string(),
    );
    html! { time datetime=(rfc3339) data-ago { (words) } }
}

/// The day of a moment; what comes later than now must not be told as so long ago.
pub fn day(rfc3339: &str) -> &str {
    rfc3339.get(..10).unwrap_or(rfc3339)
}

/// A moment given in UTC microseconds since 1970.
pub fn of(micros: i64) -> Markup {
    let at = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    let exact = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    html! { time datetime=(exact) { (at.format("%-d %b %Y, %H:%M").to_string()) } }
}

/// An amount given in micros.
pub fn micros(micros: i64) -> String {
    Micro::new(micros).to_string()
}

/// The village's time of day ("07:03").
pub fn time(clock: &Clock) -> String {
    let minute = clock.minute % 1440;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// What one calls this part of the day.
pub fn part_of_day(minute: u32) -> &'static str {
    match minute % 1440 {
        300..420 => "Dawn",
        420..660 => "Morning",
        660..840 => "Noon",
        840..1050 => "Afternoon",
        1050..1170 => "Evening",
        1170..1290 => "Dusk",
        _ => "Night",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_utc_and_kept_exact() {
        let shown = moment("2026-11-20T23:34:49.123456Z").into_string();
        assert!(shown.contains(">20 Nov 2026, 23:34 UTC<"), "{shown}");
        assert!(shown.contains("datetime=\"2026-11-20T23:34:49.123456Z\""), "{shown}");
        assert!(moment("<b>").into_string().contains("&lt;b&gt;"));
    }

    #[test]
    fn the_clock_is_read_in_hours_and_minutes() {
        let clock = Clock { minute: 423, ..Clock::default() };
        assert_eq!((time(&clock).as_str(), part_of_day(clock.minute)), ("07:03", "Morning"));
        assert_eq!(part_of_day(1439), "Night");
    }
}
