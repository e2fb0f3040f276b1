//! What a watcher asks for: the only message that the village takes from one.

use std::ops::RangeInclusive;

use village_sim::CELL_TILES;

use super::{FrameError, VERSION};

/// First byte of a request.
pub const LOOK: u8 = 0x90;

/// Bytes of a request.
pub const LOOK_BYTES: usize = 16;

/// Most cells that one request may cover: 512 by 512 tiles.
pub const LOOK_CELLS_MAX: u32 = 4_096;

/// What a watcher wants to have anew, beside what comes into its view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Resync {
    #[default]
    Nothing,
    /// One cell.
    Cell(u32),
    /// All that it sees, and what has no place.
    All,
}

/// A rectangle of tiles that a watcher wants to see. On the wire it takes 16 bytes, numbers with
/// their low byte first: `0x90`, the version, x, y, width and height of two bytes each, what is
/// wanted anew in four (0 nothing, 0xffffffff all, else a cell's number and one), 1 from a relay
/// and 0 from others, and a zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub x: u16,
    pub y: u16,
    /// Tiles; with 0 nothing but what has no place is sent.
    pub width: u16,
    pub height: u16,
    pub resync: Resync,
    /// Whether it tells others what it hears: then it gets ticks in both forms.
    pub is_relay: bool,
}

impl Look {
    /// A rectangle of tiles.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height, resync: Resync::Nothing, is_relay: false }
    }

    /// The same rectangle, for one who tells others.
    #[must_use]
    pub const fn relayed(self) -> Self {
        Self { is_relay: true, ..self }
    }

    /// The same rectangle, and something of it anew.
    #[must_use]
    pub const fn again(self, resync: Resync) -> Self {
        Self { resync, ..self }
    }

    pub fn encode(self) -> [u8; LOOK_BYTES] {
        let mut bytes = [0; LOOK_BYTES];
        bytes[0] = LOOK;
        bytes[1] = VERSION;
        for (at, number) in [self.x, self.y, self.width, self.height].into_iter().enumerate() {
            bytes[2 + 2 * at..4 + 2 * at].copy_from_slice(&number.to_le_bytes());
        }
        let resync = match self.resync {
            Resync::Nothing => 0,
            Resync::Cell(cell) => cell.saturating_add(1).min(u32::MAX - 1),
            Resync::All => u32::MAX,
        };
        bytes[10..14].copy_from_slice(&resync.to_le_bytes());
        bytes[14] = self.is_relay.into();
        bytes
    }

    /// Reads a request strictly: its length, first byte, version, range and zeros must be right.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        match bytes {
            [] | [LOOK] => return Err(FrameError::Short),
            [LOOK, version, ..] if *version != VERSION => {
                return Err(FrameError::Version { theirs: *version });
            }
            [LOOK, ..] => {}
            [first, ..] => return Err(FrameError::Kind(*first)),
        }
        let bytes: &[u8; LOOK_BYTES] =
            bytes.try_into().map_err(|_| FrameError::Wrong("a request has 16 bytes"))?;
        let number = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let resync = u32::from_le_bytes([bytes[10], bytes[11], bytes[12], bytes[13]]);
        let resync = match resync {
            0 => Resync::Nothing,
            u32::MAX => Resync::All,
            cell => Resync::Cell(cell - 1),
        };
        let is_relay = match bytes[14..] {
            [relay @ (0 | 1), 0] => relay == 1,
            _ => return Err(FrameError::Wrong("a request ends with a flag and a zero")),
        };
        let (x, y, width, height) = (number(2), number(4), number(6), number(8));
        let look = Self { x, y, width, height, resync, is_relay };
        if look.cells() > LOOK_CELLS_MAX {
            return Err(FrameError::Wrong("a request covers too many cells"));
        }
        Ok(look)
    }

    /// Columns and rows of the cells that it covers; none where it is empty.
    pub fn span(&self) -> Option<(RangeInclusive<u16>, RangeInclusive<u16>)> {
        let side = |from: u16, length: u16| {
            let last = from.saturating_add(length.checked_sub(1)?);
            Some(from / CELL_TILES..=last / CELL_TILES)
        };
        Some((side(self.x, self.width)?, side(self.y, self.height)?))
    }

    /// How many cells it covers, on the map or beyond.
    pub fn cells(&self) -> u32 {
        let length = |side: &RangeInclusive<u16>| u32::from(side.end() - side.start()) + 1;
        self.span().map_or(0, |(columns, rows)| length(&columns) * length(&rows))
    }

    /// Whether it covers all of a map of so many cells across and down.
    pub fn covers_all(&self, (across, down): (u16, u16)) -> bool {
        across > 0 && down > 0 && self.covers(0, 0) && self.covers(across - 1, down - 1)
    }

    /// Whether it covers a cell of a column and row.
    pub fn covers(&self, column: u16, row: u16) -> bool {
        self.span().is_some_and(|(columns, rows)| columns.contains(&column) && rows.contains(&row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_back() {
        for resync in [Resync::Nothing, Resync::All, Resync::Cell(0), Resync::Cell(700)] {
            let look = Look::new(31, 12, 40, 30).again(resync);
            assert_eq!(Look::decode(&look.encode()), Ok(look));
            assert_eq!(Look::decode(&look.relayed().encode()), Ok(look.relayed()));
        }
    }

    #[test]
    fn whatever_is_not_quite_a_request_is_refused() {
        let good = Look::new(1, 2, 3, 4).encode();
        let mut old = good;
        old[1] = VERSION + 1;
        assert_eq!(Look::decode(&old), Err(FrameError::Version { theirs: VERSION + 1 }));
        assert_eq!(Look::decode(&old[..5]), Err(FrameError::Version { theirs: VERSION + 1 }));
        let mut tail = good;
        tail[15] = 1;
        assert!(Look::decode(&tail).is_err());
        let mut flag = good;
        flag[14] = 2;
        assert!(Look::decode(&flag).is_err());
        assert!(Look::decode(&good[..15]).is_err());
        assert!(Look::decode(&[&good[..], &[0]].concat()).is_err());
        assert_eq!(Look::decode(b"{}"), Err(FrameError::Kind(b'{')));
        assert_eq!(Look::decode(&[]), Err(FrameError::Short));
        assert!(Look::decode(&Look::new(0, 0, u16::MAX, u16::MAX).encode()).is_err());
    }

    #[test]
    fn a_rectangle_covers_the_cells_that_it_touches() {
        let look = Look::new(7, 8, 2, 8);
        assert_eq!(look.span(), Some((0..=1, 1..=1)));
        assert_eq!(look.cells(), 2);
        assert!(look.covers(1, 1) && !look.covers(1, 2));
        assert_eq!(Look::new(7, 8, 0, 8).cells(), 0);
        assert!(Look::new(7, 7, 10, 20).covers_all((3, 3)) && !look.covers_all((3, 3)));
        assert!(!look.covers_all((0, 0)));
        assert_eq!(Look::new(0, 0, 512, 512).cells(), LOOK_CELLS_MAX);
    }
}
