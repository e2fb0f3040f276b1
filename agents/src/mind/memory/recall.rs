//! Finding the memories that fit a moment.

use super::{Entry, EntryKind, Memory};

/// What recency is multiplied with for every village hour.
const DECAY_PER_HOUR: f32 = 0.995;
/// Likeness to the moment (a cosine) from which a memory has to do with it. Sentences that share
/// nothing come to less with either embedder.
const RELEVANT_LEAST: f32 = 0.2;
/// Importance from which a memory comes to mind whatever the moment.
const WEIGHTY_LEAST: u8 = 6;

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
        let best = self.rank(query, |_, _| true);
        self.used(best, query.now)
    }

    /// What comes to mind unasked: the best of those memories that have to do with the moment or
    /// are weighty in themselves, and that are `wanted`. These alone count as used: else whatever
    /// came once would come for ever.
    pub fn come_to_mind(
        &mut self,
        query: Query<'_>,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Vec<&Entry> {
        let best = self.rank(query, |entry, relevance| {
            // Every insight is weighty: it comes to mind where it has to do with the moment.
            let is_weighty = entry.importance() >= WEIGHTY_LEAST;
            let is_insight = entry.kind == EntryKind::Insight;
            let fits = relevance >= RELEVANT_LEAST || (is_weighty && !is_insight);
            fits && wanted(entry)
        });
        self.used(best, query.now)
    }

    fn used(&mut self, places: Vec<usize>, now: u64) -> Vec<&Entry> {
        for at in &places {
            self.entries[*at].used = now;
        }
        places.into_iter().map(|at| &self.entries[at]).collect()
    }

    /// Places of the best memories among those that are let by, which is asked with how relevant
    /// one is. The score is the sum of recency, importance and relevance, each of them scaled so
    /// that the least of all memories has 0 and the most has 1.
    #[expect(clippy::cast_precision_loss, reason = "hours and ranks are small")]
    fn rank(&mut self, query: Query<'_>, lets_by: impl Fn(&Entry, f32) -> bool) -> Vec<usize> {
        self.sync_rows();
        let hour = query.hour.max(1);
        let hours = |entry: &Entry| query.now.saturating_sub(entry.used) as f32 / hour as f32;
        let recency: Vec<f32> =
            self.entries.iter().map(|entry| DECAY_PER_HOUR.powf(hours(entry))).collect();
        let importance: Vec<f32> =
            self.entries.iter().map(|entry| f32::from(entry.importance())).collect();
        let relevance: Vec<f32> = match query.vector {
            Some(vector) if vector.len() == self.vectors.dimension() => self.vectors.scores(vector),
            _ => vec![0.0; self.entries.len()],
        };
        let mut total = vec![0.0_f32; self.entries.len()];
        for part in [&recency, &importance, &relevance] {
            add_scaled(&mut total, part);
        }
        let places = 0..total.len();
        let mut order: Vec<usize> =
            places.filter(|at| lets_by(&self.entries[*at], relevance[*at])).collect();
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
fn add_scaled(total: &mut [f32], part: &[f32]) {
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
