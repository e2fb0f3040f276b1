//! Finding the memories that fit a moment.

use super::{Entry, Memory};

/// What recency is multiplied with for every village hour.
const DECAY_PER_HOUR: f32 = 0.995;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The moment as a vector, of the same embedder as the memories'.
    pub vector: Option<&'a [f32]>,
    /// Now, in ticks.
    pub now: u64,
    /// Ticks in a village hour.
    pub hour: u64,
    /// Memories wanted at most.
    pub wanted: usize,
}

impl Memory {
    /// The memories that fit best, the best first. They count as used now.
    pub fn recall(&mut self, query: Query<'_>) -> Vec<&Entry> {
        let best = self.rank(query);
        for at in &best {
            self.entries[*at].used = query.now;
        }
        best.into_iter().map(|at| &self.entries[at]).collect()
    }

    /// Places of the best memories. The score is the sum of recency, importance and relevance,
    /// each of them scaled so that the least of all memories has 0 and the most has 1.
    #[expect(clippy::cast_precision_loss, reason = "hours and ranks are small")]
    fn rank(&mut self, query: Query<'_>) -> Vec<usize> {
        self.sync_rows();
        let hour = query.hour.max(1);
        let hours = |entry: &Entry| query.now.saturating_sub(entry.used) as f32 / hour as f32;
        let recency = self.entries.iter().map(|entry| DECAY_PER_HOUR.powf(hours(entry))).collect();
        let importance = self.entries.iter().map(|entry| f32::from(entry.importance())).collect();
        let relevance = match query.vector {
            Some(vector) if vector.len() == self.vectors.dimension() => self.vectors.scores(vector),
            _ => vec![0.0; self.entries.len()],
        };
        let mut total = vec![0.0_f32; self.entries.len()];
        for part in [recency, importance, relevance] {
            add_scaled(&mut total, &part);
        }
        let mut order: Vec<usize> = (0..total.len()).collect();
        // Of equals the newest: wherever in the stream a memory stands, it is found the same.
        let newest = |a: &usize, b: &usize| self.entries[*b].id.cmp(&self.entries[*a].id);
        let by_score = |a: &usize, b: &usize| total[*b].total_cmp(&total[*a]).then(newest(a, b));
        let wanted = query.wanted.min(order.len());
        if wanted < order.len() {
            order.select_nth_unstable_by(wanted, by_score);
            order.truncate(wanted);
        }
        order.sort_unstable_by(by_score);
        order
    }
}

/// Adds numbers scaled to 0..1; numbers that are all the same add nothing.
fn add_scaled(total: &mut [f32], part: &Vec<f32>) {
    let (least, most) = part
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), x| (least.min(*x), most.max(*x)));
    let span = most - least;
    if span > f32::EPSILON {
        for (sum, x) in total.iter_mut().zip(part) {
            *sum += (x - least) / span;
        }
    }
}
