//! Seeded hash noise for dithering and scatter. A pure function of place and seed: the same village
//! on every machine. There is no generator state and no chance from outside.

/// A well mixed number for a place and a seed.
pub fn hash(x: i32, y: i32, seed: u32) -> u32 {
    let mut h = seed.wrapping_mul(0x9e37_79b9) ^ 0x85eb_ca6b;
    h = (h ^ x.cast_unsigned()).wrapping_mul(0xcc9e_2d51);
    h ^= h >> 15;
    h = (h ^ y.cast_unsigned()).wrapping_mul(0x1b87_3593);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// Whether a place is drawn when `percent` of all places are.
pub fn chance(x: i32, y: i32, seed: u32, percent: u32) -> bool {
    hash(x, y, seed) % 100 < percent
}

/// A number in `0..n` for a place; `n` of at least 1.
pub fn pick(x: i32, y: i32, seed: u32, n: i32) -> i32 {
    let n = n.max(1).cast_unsigned();
    (hash(x, y, seed) % n).cast_signed()
}

/// One of a few things for a place; the list is not empty.
pub fn choose<T: Copy>(from: &[T], x: i32, y: i32, seed: u32) -> T {
    let count = u32::try_from(from.len()).unwrap_or(u32::MAX);
    let at = hash(x, y, seed).checked_rem(count).expect("there is something to choose from");
    from[usize::try_from(at).unwrap_or(0)]
}

/// Smooth value noise in `0..=255` with cells of `scale` steps, so that near places are alike.
pub fn clump(x: i32, y: i32, scale: i32, seed: u32) -> i32 {
    let scale = scale.max(1);
    let (cx, cy) = (x.div_euclid(scale), y.div_euclid(scale));
    let (fx, fy) = (x.rem_euclid(scale), y.rem_euclid(scale));
    let corner = |dx, dy| pick(cx + dx, cy + dy, seed, 256);
    let top = corner(0, 0) * (scale - fx) + corner(1, 0) * fx;
    let low = corner(0, 1) * (scale - fx) + corner(1, 1) * fx;
    (top * (scale - fy) + low * fy) / (scale * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_holds_its_share() {
        let hits = (0..100).flat_map(|y| (0..100).map(move |x| (x, y)));
        let hits = hits.filter(|&(x, y)| chance(x, y, 7, 30)).count();
        assert!((2_700..3_300).contains(&hits), "{hits} of 10000 at 30 percent");
    }

    #[test]
    fn clumps_change_little_from_place_to_place() {
        for x in -40..40 {
            let step = (clump(x, 3, 8, 1) - clump(x + 1, 3, 8, 1)).abs();
            assert!(step <= 40, "a step of {step} at {x}");
        }
    }
}
