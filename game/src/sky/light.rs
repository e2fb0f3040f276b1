//! The colours of the day.

/// Minute of the day, colour that everything is multiplied with, how dark it is (lamps burn).
const KEYS: [(f32, [u8; 3], f32); 8] = [
    (150.0, [74, 84, 148], 1.0),     // small hours
    (350.0, [196, 160, 178], 0.35),  // dawn
    (480.0, [255, 240, 218], 0.0),   // morning
    (720.0, [255, 255, 255], 0.0),   // noon
    (930.0, [255, 247, 226], 0.0),   // afternoon
    (1080.0, [255, 214, 170], 0.1),  // gold
    (1190.0, [158, 132, 184], 0.65), // dusk
    (1310.0, [88, 98, 166], 1.0),    // night
];
const DAY: f32 = 1440.0;

/// The light of a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Light {
    /// Red, green and blue from 0 to 1, as the screen shows them.
    pub tint: [f32; 3],
    /// How dark it is: 0 by day, 1 at night.
    pub dark: f32,
}

/// The light at a minute of the day.
pub fn light(minute: f32) -> Light {
    let minute = minute.rem_euclid(DAY);
    let next = KEYS.iter().position(|key| key.0 > minute).unwrap_or(0);
    let from = KEYS[(next + KEYS.len() - 1) % KEYS.len()];
    let to = KEYS[next];
    let length = (to.0 - from.0).rem_euclid(DAY);
    let part = (minute - from.0).rem_euclid(DAY) / length;
    let part = part * part * (3.0 - 2.0 * part);
    let blend = |a: f32, b: f32| a + (b - a) * part;
    let tint = std::array::from_fn(|at| blend(f32::from(from.1[at]), f32::from(to.1[at])) / 255.0);
    Light { tint, dark: blend(from.2, to.2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noon_is_white_and_midnight_is_dark_and_no_minute_leaps() {
        assert_eq!(light(720.0), Light { tint: [1.0; 3], dark: 0.0 });
        assert!(light(0.0).dark > 0.9);
        assert_eq!(light(1440.0 + 90.0), light(90.0));
        for minute in 0..1440_u16 {
            let (now, next) = (light(f32::from(minute)), light(f32::from(minute) + 1.0));
            assert!((now.dark - next.dark).abs() < 0.02, "at {minute}");
            assert!((now.tint[0] - next.tint[0]).abs() < 0.02, "at {minute}");
        }
    }
}
