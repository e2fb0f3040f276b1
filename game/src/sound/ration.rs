//! How much is heard at once: so many sounds, and not two of a kind right after each other, so that
//! a crowd does not rattle.

use super::tone::Tone;

/// Most sounds at once.
pub const AT_ONCE: usize = 8;
/// Of these, most that the air itself makes.
const AIR_AT_ONCE: usize = 4;

/// What sounds now.
#[derive(Debug)]
pub struct Ration {
    /// When each ends.
    ends: Vec<f64>,
    /// When each kind began last.
    last: [f64; Tone::ALL.len()],
}

impl Default for Ration {
    fn default() -> Self {
        Self { ends: Vec::new(), last: [f64::NEG_INFINITY; Tone::ALL.len()] }
    }
}

/// Least seconds from one of a kind to the next.
const fn gap(tone: Tone) -> f64 {
    match tone {
        Tone::Coins => 0.15,
        Tone::Sigh | Tone::Note | Tone::Cricket => 0.3,
        Tone::Voice => 0.2,
        Tone::Letter | Tone::Wind | Tone::Bird => 1.0,
    }
}

impl Ration {
    /// Whether a sound that lasts so many seconds may begin now; it then counts as begun.
    pub fn admit(&mut self, tone: Tone, now: f64, seconds: f64) -> bool {
        self.ends.retain(|end| *end > now);
        let is_air = matches!(tone, Tone::Wind | Tone::Bird | Tone::Cricket);
        let most = if is_air { AIR_AT_ONCE } else { AT_ONCE };
        let last = &mut self.last[tone as usize];
        if self.ends.len() >= most || now - *last < gap(tone) {
            return false;
        }
        *last = now;
        self.ends.push(now + seconds);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_that_talks_does_not_rattle() {
        let mut ration = Ration::default();
        // A hundred want to be heard in each hundredth of a second, for two seconds.
        let heard = (0..200).flat_map(|at| std::iter::repeat_n(f64::from(at) / 100.0, 100));
        let heard: Vec<_> = heard.filter(|now| ration.admit(Tone::Voice, *now, 0.16)).collect();
        assert_eq!(heard.len(), 10);
        assert!(heard.windows(2).all(|two| two[1] - two[0] >= 0.2));
    }

    #[test]
    fn so_many_sound_at_once_and_the_air_leaves_room() {
        let mut ration = Ration::default();
        let mut begun = |tone, from: u32| {
            let times = (0..40).map(|at| f64::from(from) + f64::from(at));
            times.filter(|now| ration.admit(tone, *now, 1_000.0)).count()
        };
        assert_eq!(begun(Tone::Wind, 0), AIR_AT_ONCE);
        assert_eq!(begun(Tone::Voice, 100), AT_ONCE - AIR_AT_ONCE);
        assert_eq!(begun(Tone::Coins, 200), 0);
        assert_eq!(begun(Tone::Coins, 1_200), AT_ONCE, "all else has ended");
    }
}
