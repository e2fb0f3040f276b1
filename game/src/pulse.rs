//! What tick the village is at between two messages. The offset follows the fastest messages (those
//! that waited least on the way), and the pulse never runs more than a second ahead of what was
//! heard: a village that is silent stands still instead of pretending.

/// Further off than this is another village, or a machine that slept.
const LEAP: f64 = 1.5;

/// The village's tick as this machine reckons it. Times are seconds of this machine's clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Pulse {
    /// Seconds of this machine's clock at tick 0.
    offset: Option<f64>,
    heard: u64,
    step: f64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { offset: None, heard: 0, step: 0.05 }
    }
}

impl Pulse {
    pub fn set_rate(&mut self, hz: u32) {
        self.step = 1.0 / f64::from(hz.max(1));
    }

    /// A message of that tick arrived now.
    pub fn heard(&mut self, tick: u64, now: f64) {
        let sample = now - number(tick) * self.step;
        match &mut self.offset {
            None => self.offset = Some(sample),
            Some(offset) => {
                let off = sample - *offset;
                if off.abs() > LEAP && (off < 0.0 || tick >= self.heard) {
                    *offset = sample;
                } else {
                    *offset += off * if off < 0.0 { 0.2 } else { 0.01 };
                }
            }
        }
        self.heard = self.heard.max(tick);
    }

    /// A new village, or an older one: forget what was heard.
    pub fn reset(&mut self) {
        self.offset = None;
        self.heard = 0;
    }

    /// The tick now, with its fraction.
    pub fn tick(&self, now: f64) -> f64 {
        let Some(offset) = self.offset else { return number(self.heard) };
        ((now - offset) / self.step).clamp(0.0, number(self.heard) + 1.0 / self.step)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a village lives far less than 2^52 ticks")]
const fn number(tick: u64) -> f64 {
    tick as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tick_runs_between_messages_and_waits_for_a_silent_village() {
        let mut pulse = Pulse::default();
        pulse.set_rate(20);
        for tick in 100..200_u32 {
            pulse.heard(u64::from(tick), f64::from(tick) * 0.05 + 7.0);
        }
        assert!((pulse.tick(199.5 * 0.05 + 7.0) - 199.5).abs() < 0.01);
        assert!(pulse.tick(1e6) <= 219.001, "it does not pretend");
    }

    #[test]
    fn a_late_message_hardly_moves_it_and_a_long_sleep_does() {
        let mut pulse = Pulse::default();
        pulse.set_rate(20);
        pulse.heard(100, 5.0);
        pulse.heard(101, 5.45);
        assert!((pulse.tick(5.05) - 101.0).abs() < 0.1, "{}", pulse.tick(5.05));
        pulse.heard(300, 50.0);
        assert!((pulse.tick(50.0) - 300.0).abs() < 0.01);
    }
}
