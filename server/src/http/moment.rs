//! Moments in queries: RFC 3339, or a day alone, which begins at midnight UTC.

use chrono::{DateTime, NaiveDate, NaiveTime};

use super::ask::{echo, given};
use super::problem::Problem;

/// A moment as UTC microseconds since 1970; none where nothing is given. `name` is the parameter's.
pub fn read(name: &str, text: Option<&String>) -> Result<Option<i64>, Problem> {
    let Some(text) = given(text) else { return Ok(None) };
    let moment = DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp_micros());
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_micros())
    };
    match moment.ok().or_else(day) {
        Some(moment) => Ok(Some(moment)),
        None => Err(Problem::bad_request(format!(
            "{name} must be a day or a moment, such as 2026-11-20 or 2026-11-20T23:34:49Z, not {}",
            echo(text)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_or_an_instant() {
        let read = |text: &str| read("from", Some(&text.to_owned())).map_err(|bad| bad.code);
        assert_eq!(read("1970-01-02"), Ok(Some(86_400_000_000)));
        assert_eq!(read("1970-01-01T01:00:00.000001+01:00"), Ok(Some(1)));
        assert_eq!(read(""), Ok(None));
        for bad in ["yesterday", "1970-13-01", "0", "1970-01-01 00:00", "99999999-01-01"] {
            assert_eq!(read(bad), Err("bad_request"), "{bad}");
        }
    }
}
