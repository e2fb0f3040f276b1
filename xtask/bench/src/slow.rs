//! Whether the tick feels the models: its processor time, tick by tick, with villagers by instinct
//! and with models that answer at once, after five seconds and never.

use std::time::Duration;

use anyhow::Result;

use crate::figure::{Bar, Figure, percentile};
use crate::model::{Model, Takes};
use crate::pulse::{Pulse, Ticks};
use crate::wire::Server;

const VILLAGERS: u32 = 1_000;
/// Turns of each kind of village, one after the other.
const TURNS: usize = 2;
/// Until everybody is up and about.
const WARM: Duration = Duration::from_secs(10);

const KINDS: [(&str, Takes); 4] = [
    ("instinct", Takes::Instinct),
    ("0 s", Takes::Time(Duration::ZERO)),
    ("5 s", Takes::Time(Duration::from_secs(5))),
    ("for ever", Takes::Ever),
];

/// What was seen of one kind.
#[derive(Default)]
struct Seen {
    ticks: Ticks,
    /// Calls of the model.
    asked: u64,
}

/// The tick's p99 with models beside that by instinct.
pub fn slow(seconds: u32) -> Result<Vec<Figure>> {
    let mut seen: [Seen; 4] = Default::default();
    for _ in 0..TURNS {
        for ((_, takes), seen) in KINDS.iter().zip(&mut seen) {
            look(*takes, Duration::from_secs(seconds.into()), seen)?;
        }
    }
    let p99 = seen.each_mut().map(|seen| percentile(&mut seen.ticks.spent, 99.0));
    let mut figures = Vec::new();
    for (((name, _), p99_with), seen) in KINDS.iter().zip(p99).zip(&seen).skip(1) {
        let note = format!(
            "{:.3} and {p99_with:.3} ms ({} ticks, {} calls)",
            p99[0],
            seen.ticks.spent.len(),
            seen.asked,
        );
        let name = format!("1,000 villagers, tick p99 with a model that takes {name}");
        let more = (p99_with / p99[0] - 1.0) * 100.0;
        figures.push(Figure::new("slow", &name, more, "% more", Bar::AtMost(5.0)).note(note));
    }
    Ok(figures)
}

fn look(takes: Takes, time: Duration, seen: &mut Seen) -> Result<()> {
    let model = Model::start(takes)?;
    let server = Server::with(VILLAGERS, &["--model-server", &model.address])?;
    let pulse = Pulse::of(server.id())?;
    drop(pulse.follow(WARM)?);
    let asked = model.asked();
    seen.ticks.add(pulse.follow(time)?);
    seen.asked += model.asked() - asked;
    Ok(())
}
