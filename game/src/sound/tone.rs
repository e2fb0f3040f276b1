//! The sounds themselves, made here of sines and noise: nothing is loaded, and the same sound is
//! the same samples every time. Each begins and ends in silence, leans to neither side, and is
//! shorter than two seconds.

#![expect(clippy::cast_precision_loss, reason = "a sound has under 88,200 samples")]

use std::f32::consts::{PI, TAU};

/// Samples in a second.
pub const RATE: u32 = 44_100;

/// What is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Two coins touch: a reward.
    Coins,
    /// A low note that sinks: a penalty.
    Sigh,
    /// Paper, and the pin that holds it.
    Note,
    /// A syllable of nobody's tongue.
    Voice,
    /// Three bells: a letter.
    Letter,
    Wind,
    Bird,
    Cricket,
}

impl Tone {
    pub const ALL: [Self; 8] = [
        Self::Coins,
        Self::Sigh,
        Self::Note,
        Self::Voice,
        Self::Letter,
        Self::Wind,
        Self::Bird,
        Self::Cricket,
    ];

    /// How long it lasts at its own pitch, in seconds.
    pub const fn seconds(self) -> f32 {
        match self {
            Self::Coins => 0.7,
            Self::Sigh => 0.8,
            Self::Note => 0.4,
            Self::Voice => 0.16,
            Self::Letter => 1.6,
            Self::Wind => 1.9,
            Self::Bird => 0.6,
            Self::Cricket => 0.25,
        }
    }

    /// How loud it is at its loudest, from 0 to 1, right in front of us.
    const fn peak(self) -> f32 {
        match self {
            Self::Coins | Self::Letter => 0.4,
            Self::Sigh => 0.5,
            Self::Note => 0.3,
            Self::Voice => 0.25,
            Self::Wind => 0.1,
            Self::Bird => 0.08,
            Self::Cricket => 0.05,
        }
    }

    /// Its samples, between -1 and 1, at [`RATE`].
    pub fn samples(self) -> Vec<f32> {
        let mut noise = Noise(0x2545_f491);
        let mut soft = Soft::default();
        let wave: &mut dyn FnMut(f32) -> f32 = match self {
            Self::Coins => &mut |at| bell(1568.0, at, 9.0) + bell(2093.0, at - 0.09, 7.0),
            Self::Sigh => &mut |at| {
                // The pitch sinks from 165 Hz to 110, evenly.
                let turns = 165.0 * at - 34.0 * at * at;
                (turns * TAU).sin() * swell(at / 0.8) + (turns * 2.0 * TAU).sin() * 0.15
            },
            Self::Note => &mut |at| {
                let rustle = swell(at / 0.12) + 0.7 * swell((at - 0.13) / 0.1);
                let pin = if at < 0.27 { 0.0 } else { (-(at - 0.27) * 70.0).exp() };
                (noise.next() - soft.of(noise.next(), 0.2)) * rustle * 0.5
                    + (at * 780.0 * TAU).sin() * pin
            },
            Self::Voice => &mut |at| {
                let turns = 300.0 * at + 220.0 * at * at;
                let vowel = (turns * TAU).sin()
                    + 0.4 * (turns * 2.0 * TAU).sin()
                    + 0.2 * (turns * 3.0 * TAU).sin();
                vowel * swell(at / 0.16)
            },
            Self::Letter => &mut |at| {
                bell(1047.0, at, 4.0) + bell(1319.0, at - 0.16, 4.0) + bell(1568.0, at - 0.32, 3.0)
            },
            Self::Wind => &mut |at| soft.of(noise.next(), 0.04) * swell(at / 1.9),
            Self::Bird => &mut |at| {
                let (call, part) = ((at / 0.18).floor(), at % 0.18 / 0.1);
                let turns = (3100.0 + 250.0 * call) * part * 0.1 + 60.0 * part * part;
                (turns * TAU).sin() * swell(part)
            },
            Self::Cricket => &mut |at| (at * 4300.0 * TAU).sin() * swell(at % 0.05 / 0.032),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "under 2 s")]
        let count = (self.seconds() * RATE as f32) as u32;
        let samples = (0..count).map(|at| wave(at as f32 / RATE as f32)).collect();
        finish(samples, self.peak())
    }
}

/// A hill of a length of one: nothing at both ends and outside, 1 in the middle.
fn swell(part: f32) -> f32 {
    if (0.0..1.0).contains(&part) { (part * PI).sin().powi(2) } else { 0.0 }
}

/// Something of metal that is struck at no time and dies away.
fn bell(hertz: f32, at: f32, fall: f32) -> f32 {
    const PARTIALS: [(f32, f32); 3] = [(1.0, 1.0), (2.76, 0.45), (5.4, 0.2)];
    if at < 0.0 {
        return 0.0;
    }
    let partial = |(ratio, share): (f32, f32)| {
        (hertz * ratio * at * TAU).sin() * share * (-at * fall * ratio.sqrt()).exp()
    };
    PARTIALS.into_iter().map(partial).sum()
}

/// Noise, the same every time (Marsaglia's xorshift of 32 bits).
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as f32 / u32::MAX as f32 * 2.0 - 1.0
    }
}

/// Takes away what is high, twice over.
#[derive(Default)]
struct Soft(f32, f32);

impl Soft {
    fn of(&mut self, sample: f32, share: f32) -> f32 {
        self.0 += share * (sample - self.0);
        self.1 += share * (self.0 - self.1);
        self.1
    }
}

/// Rounds the ends off, takes the lean away, and makes it as loud as it is to be.
fn finish(mut samples: Vec<f32>, peak: f32) -> Vec<f32> {
    const EDGE: usize = 220;
    let last = samples.len() - 1;
    for at in 0..EDGE {
        let part = at as f32 / EDGE as f32;
        samples[at] *= part;
        samples[last - at] *= part;
    }
    let lean = samples.iter().sum::<f32>() / samples.len() as f32;
    // What is taken away is a hill itself, so that the ends stay silent; its mean is a half.
    for (at, sample) in samples.iter_mut().enumerate() {
        *sample -= lean * 2.0 * swell(at as f32 / last as f32);
    }
    let most = samples.iter().fold(f32::MIN_POSITIVE, |most, sample| most.max(sample.abs()));
    for sample in &mut samples {
        *sample *= peak / most;
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_is_clean_and_the_same_each_time() {
        for tone in Tone::ALL {
            let samples = tone.samples();
            assert_eq!(samples, tone.samples(), "{tone:?}");
            assert!(samples.len() < 2 * RATE as usize, "{tone:?} is long");
            let (first, last) = (samples[0], samples[samples.len() - 1]);
            assert!(first.abs() < 1e-4 && last.abs() < 1e-4, "{tone:?}: {first}, {last}");
            let most = samples.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
            assert!((most - tone.peak()).abs() < 1e-4 && most < 1.0, "{tone:?}: {most}");
            let lean = samples.iter().sum::<f32>() / samples.len() as f32;
            assert!(lean.abs() < 1e-4, "{tone:?} leans by {lean}");
            // Nothing clicks: its loudness does not leap at the ends.
            let loud = |part: &[f32]| part.iter().map(|sample| sample.abs()).fold(0.0, f32::max);
            let ends = loud(&samples[..8]).max(loud(&samples[samples.len() - 8..]));
            assert!(ends < most * 0.1, "{tone:?} clicks: {ends}");
        }
    }
}
