//! So much a second, and as much again saved up.

use std::time::{Duration, Instant};

use super::REQUESTS_A_SECOND;

/// Packets a second: a client acknowledges what it is sent, some 30 a second, and pings.
const PACKETS_A_SECOND: u32 = 200;
/// Bytes a second.
const BYTES_A_SECOND: u32 = 64 * 1024;
/// Most bytes at once: several of the longest requests.
const BYTES_SAVED: u32 = 256 * 1024;

/// What a client may send.
#[derive(Debug)]
pub struct Meter {
    packets: Bucket,
    bytes: Bucket,
    requests: Bucket,
}

impl Meter {
    pub const fn new(now: Instant) -> Self {
        Self {
            packets: Bucket::new(PACKETS_A_SECOND, 2 * PACKETS_A_SECOND, now),
            bytes: Bucket::new(BYTES_A_SECOND, BYTES_SAVED, now),
            requests: Bucket::new(REQUESTS_A_SECOND, 2 * REQUESTS_A_SECOND, now),
        }
    }

    /// Whether a packet of so many bytes may come now.
    pub fn packet(&mut self, bytes: usize, now: Instant) -> bool {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.packets.take(1, now) && self.bytes.take(bytes, now)
    }

    /// Whether a request may come now.
    pub fn request(&mut self, now: Instant) -> bool {
        self.requests.take(1, now)
    }
}

/// Fills evenly, and is full at first.
#[derive(Debug)]
struct Bucket {
    a_second: u32,
    most: u32,
    left: u32,
    since: Instant,
}

impl Bucket {
    const fn new(a_second: u32, most: u32, now: Instant) -> Self {
        Self { a_second, most, left: most, since: now }
    }

    fn take(&mut self, how_many: u32, now: Instant) -> bool {
        let each = Duration::from_secs(1) / self.a_second;
        let earned = now.duration_since(self.since).as_nanos() / each.as_nanos().max(1);
        let earned = u32::try_from(earned).unwrap_or(u32::MAX);
        let is_full = self.left.saturating_add(earned) >= self.most;
        self.since = if is_full { now } else { self.since + each * earned };
        self.left = self.left.saturating_add(earned).min(self.most);
        let Some(left) = self.left.checked_sub(how_many) else { return false };
        self.left = left;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_up_comes_back_with_time() {
        let now = Instant::now();
        let mut meter = Meter::new(now);
        assert!((0..2 * REQUESTS_A_SECOND).all(|_| meter.request(now)));
        assert!(!meter.request(now));
        assert!(!meter.request(now + Duration::from_millis(40)));
        assert!(meter.request(now + Duration::from_millis(60)));
        let later = now + Duration::from_mins(1);
        let many = (0..100).filter(|_| meter.request(later)).count();
        assert_eq!(many, 2 * REQUESTS_A_SECOND as usize);
    }

    #[test]
    fn bytes_are_counted_as_well_as_packets() {
        let now = Instant::now();
        let mut meter = Meter::new(now);
        let longest = (0..20).filter(|_| meter.packet(36 * 1024, now)).count();
        assert_eq!(longest, 7);
        let mut meter = Meter::new(now);
        assert_eq!((0..1_000).filter(|_| meter.packet(13, now)).count(), 400);
    }
}
