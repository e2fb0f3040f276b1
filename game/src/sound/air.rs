//! What the air sounds like when nobody speaks: wind, birds by day, crickets by night.
//! Nobody's, and never the same twice over.

use super::tone::Tone;

/// How dark it is, at most, for a bird; and at least, for a cricket.
const BIRDS: f32 = 0.3;
const CRICKETS: f32 = 0.6;

/// When each is heard next, in seconds.
#[derive(Debug, Default)]
pub struct Air {
    wind: f64,
    other: f64,
    chance: u32,
}

impl Air {
    /// What begins now: which sound, how loud from 0 to 1, and how much higher than it is.
    pub fn begins(&mut self, now: f64, dark: f32) -> Vec<(Tone, f32, f32)> {
        let mut all = Vec::new();
        if now >= self.wind {
            self.wind = now + 1.0 + f64::from(self.some()) * 0.3;
            all.push((Tone::Wind, 0.3 + 0.7 * self.some(), 0.7 + 0.5 * self.some()));
        }
        if now >= self.other {
            let (tone, rest) = match dark {
                dark if dark < BIRDS => (Tone::Bird, 3.0 + 8.0 * self.some()),
                dark if dark > CRICKETS => (Tone::Cricket, 0.5 + 1.2 * self.some()),
                _ => (Tone::Wind, 3.0),
            };
            self.other = now + f64::from(rest);
            if tone != Tone::Wind {
                all.push((tone, 0.3 + 0.7 * self.some(), 0.9 + 0.25 * self.some()));
            }
        }
        all
    }

    /// Something from 0 to 1 (Knuth's linear congruence).
    fn some(&mut self) -> f32 {
        self.chance = self.chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(self.chance.to_be_bytes()[0]) / 255.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birds_sing_by_day_and_crickets_by_night() {
        let heard = |dark: f32| {
            let mut air = Air::default();
            let minute = (0..3_600).flat_map(|at| air.begins(f64::from(at) / 60.0, dark));
            let all: Vec<_> = minute.collect();
            assert!(all.iter().all(|(_, loud, pitch)| *loud <= 1.0 && (0.7..1.3).contains(pitch)));
            [Tone::Wind, Tone::Bird, Tone::Cricket]
                .map(|tone| all.iter().filter(|sound| sound.0 == tone).count())
        };
        let ([wind, birds, none], [_, no_birds, crickets]) = (heard(0.0), heard(1.0));
        assert!((40..=60).contains(&wind) && (5..=20).contains(&birds), "{wind}, {birds}");
        assert!((35..=120).contains(&crickets), "{crickets}");
        assert_eq!((none, no_birds), (0, 0));
        assert_eq!(heard(0.45)[1..], [0, 0], "at dusk there is wind alone");
    }
}
