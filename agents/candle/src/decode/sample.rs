//! Which token comes next.

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

/// Chooses tokens for one voice.
pub(super) struct Sampler {
    /// 0: always the likeliest.
    temperature: f32,
    /// The likeliest tokens that together have this share are chosen from; 0 to 1.
    top_p: f32,
    chance: SmallRng,
}

impl Sampler {
    pub(super) fn new(temperature: f32, top_p: f32, seed: u64) -> Self {
        Self { temperature, top_p, chance: SmallRng::seed_from_u64(seed) }
    }

    /// A token, by how likely each is; of equals the first. None if nothing can be told.
    pub(super) fn choose(&mut self, logits: &[f32]) -> Option<u32> {
        let token = |at: usize| u32::try_from(at).ok();
        let better = |best: (usize, f32), (at, logit): (usize, &f32)| {
            if *logit > best.1 { (at, *logit) } else { best }
        };
        let first = (usize::MAX, f32::NEG_INFINITY);
        let (best, most) = logits.iter().enumerate().fold(first, better);
        if best == usize::MAX || !most.is_finite() {
            return None;
        }
        if self.temperature <= 0.0 {
            return token(best);
        }
        let weight = |logit: &f32| ((logit - most) / self.temperature).exp();
        let mut likely: Vec<(usize, f32)> =
            logits.iter().map(weight).enumerate().filter(|(_, weight)| *weight > 1e-7).collect();
        likely.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let whole: f32 = likely.iter().map(|(_, weight)| weight).sum();
        let mut share = 0.0;
        let nucleus = likely.iter().take_while(|(_, weight)| {
            let before = share;
            share += weight / whole;
            before < self.top_p
        });
        let count = nucleus.count().max(1);
        likely.truncate(count);
        let whole: f32 = likely.iter().map(|(_, weight)| weight).sum();
        let mut left = self.chance.random_range(0.0..1.0) * whole;
        let chosen = likely.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        token(chosen.or(likely.last())?.0)
    }
}
