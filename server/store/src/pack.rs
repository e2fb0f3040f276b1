//! Text packed into fewer bytes. Unpacking takes no more room than the text may have, whatever the
//! bytes say.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Text of no more bytes than these stands as it is.
pub(crate) const PLAIN_MAX: usize = 1024;

/// Bytes as a column keeps them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    pub bytes: Vec<u8>,
    /// How many there were before they were packed; `None` when they stand as they are.
    pub size: Option<usize>,
}

/// Packs what is long and becomes shorter by it.
pub(crate) fn pack(plain: &[u8]) -> Packed {
    let packed = (plain.len() > PLAIN_MAX).then(|| deflate(plain).ok()).flatten();
    match packed.filter(|packed| packed.len() < plain.len()) {
        Some(bytes) => Packed { bytes, size: Some(plain.len()) },
        None => Packed { bytes: plain.to_vec(), size: None },
    }
}

fn deflate(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    // The fast way: prompts repeat themselves, and a slower one saves a tenth for twice the time.
    let mut packer = ZlibEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::fast());
    packer.write_all(plain)?;
    packer.finish()
}

/// The bytes as they were; `None` when that is not what these are, or when there are more than
/// `most`.
pub(crate) fn unpack(packed: Packed, most: usize) -> Option<Vec<u8>> {
    let Some(size) = packed.size else {
        return (packed.bytes.len() <= most).then_some(packed.bytes);
    };
    if size > most {
        return None;
    }
    let mut plain = Vec::with_capacity(size);
    // One byte more, so that an end is met only where the packed bytes end, with their checksum.
    let mut bounded = ZlibDecoder::new(&packed.bytes[..]).take(size as u64 + 1);
    let read = bounded.read_to_end(&mut plain).ok()?;
    (read == size).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(bytes: &[u8], size: Option<usize>) -> Packed {
        Packed { bytes: bytes.into(), size }
    }

    #[test]
    fn what_is_packed_comes_back() {
        let prompt = "You are Ada, a fisher of few words. ".repeat(300);
        let noise: Vec<u8> = (0..5_000_u32).map(|at| noise_of(at).to_le_bytes()[1]).collect();
        for (plain, is_packed) in [
            (&b""[..], false),
            (&prompt.as_bytes()[..PLAIN_MAX], false),
            (&prompt.as_bytes()[..=PLAIN_MAX], true),
            (prompt.as_bytes(), true),
            (&noise, false),
        ] {
            let packed = pack(plain);
            assert_eq!(packed.size.is_some(), is_packed, "{} bytes", plain.len());
            assert!(packed.bytes.len() <= plain.len());
            assert_eq!(unpack(packed, prompt.len()).as_deref(), Some(plain));
        }
    }

    /// Bytes that no packing shortens.
    fn noise_of(at: u32) -> u32 {
        let mixed = (at ^ 0x9e37_79b9).wrapping_mul(0x85eb_ca6b);
        (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35)
    }

    #[test]
    fn what_is_not_as_it_says_is_not_unpacked() {
        let plain = vec![b'a'; 100_000];
        let good = pack(&plain).bytes;
        let size = Some(plain.len());
        assert_eq!(unpack(packed(&good, size), plain.len()), Some(plain.clone()));
        // More than may be, said or hidden.
        assert_eq!(unpack(packed(&good, size), plain.len() - 1), None);
        assert_eq!(unpack(packed(&good, Some(usize::MAX)), plain.len()), None);
        assert_eq!(unpack(packed(&good, Some(plain.len() - 1)), plain.len()), None);
        assert_eq!(unpack(packed(&plain, None), plain.len() - 1), None);
        // Less than is said, cut off, bent.
        assert_eq!(unpack(packed(&good, Some(plain.len() + 1)), plain.len() + 1), None);
        for cut in 0..good.len() {
            assert_eq!(unpack(packed(&good[..cut], size), plain.len()), None, "cut at {cut}");
        }
        for at in 0..good.len() {
            let mut bent = good.clone();
            bent[at] ^= 0x55;
            let unpacked = unpack(packed(&bent, size), plain.len());
            assert!(unpacked.is_none_or(|unpacked| unpacked == plain), "bent at {at}");
        }
    }
}
