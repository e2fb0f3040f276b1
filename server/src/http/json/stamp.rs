//! Stamps as text.

use chrono::{DateTime, SecondsFormat};

/// UTC microseconds since 1970 as RFC 3339 with all six places.
pub fn rfc3339(micros: i64) -> String {
    let moment = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    moment.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_keeps_its_microseconds() {
        assert_eq!(rfc3339(1_795_217_689_123_456), "2026-11-20T23:34:49.123456Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(rfc3339(i64::MAX), "1970-01-01T00:00:00.000000Z");
    }
}
