//! One measured figure and the bar that it is held to.

use serde::Serialize;

/// A figure as it is printed and written.
#[derive(Debug, Serialize)]
pub struct Figure {
    pub bench: &'static str,
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub bar: Bar,
    pub met: bool,
    pub note: String,
}

/// What a figure must reach.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

impl Figure {
    pub fn new(
        bench: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        bar: Bar,
    ) -> Self {
        let met = match bar {
            Bar::AtLeast(least) => value >= least,
            Bar::AtMost(most) => value <= most,
        };
        Self { bench, name: name.into(), value, unit, bar, met, note: String::new() }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// One line of the table.
    pub fn print(&self) {
        let bar = match self.bar {
            Bar::AtLeast(least) => format!("bar >= {least}"),
            Bar::AtMost(most) => format!("bar <= {most}"),
        };
        let met = if self.met { "met" } else { "MISSED" };
        println!(
            "{:<8} {:<46} {:>12.3} {:<12} {:<14} {:<6} {}",
            self.bench, self.name, self.value, self.unit, bar, met, self.note
        );
    }
}

/// The value below which so many of a hundred lie; the list is sorted on the way.
pub fn percentile(values: &mut [f64], percent: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into a list of samples"
    )]
    let at = ((values.len().max(1) - 1) as f64 * percent / 100.0).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}
