//! `cargo village bench minds`: a recorded village day, thought by a mock of vLLM behind the
//! village's own scheduler, on virtual time. Three questions: how much faster out of order is than
//! lock-step, whether a person waits while villagers think, and what a node of one's own is worth.
//! The same seed gives the same figures on any machine.
//!
//! Arguments: names of parts (`race`, `chat`, `nodes`), and `--json FILE` for the figures.

mod day;
mod house;
mod known;
mod load;
mod race;
mod vllm;

use std::error::Error;

use serde_json::{Value, json};

use day::{DAY_SECONDS, Day, THINK_STEPS};
use house::{Plan, Routing};
use load::{Went, chats, open, saturated};
use race::{Rule, race};
use vllm::Machine;

const SEED: u64 = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    let (mut parts, mut file) = (Vec::new(), None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => file = Some(words.next().ok_or("--json wants a file")?),
            "race" | "chat" | "nodes" => parts.push(word),
            _ => return Err(format!("{word}: there are race, chat, nodes and --json FILE").into()),
        }
    }
    let mut table = Table::default();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|one| one == part);
    if wanted("race") {
        races(&mut table);
    }
    if wanted("chat") || wanted("nodes") {
        let day = record(200);
        if wanted("chat") {
            people(&mut table, &day);
        }
        if wanted("nodes") {
            nodes(&mut table, &day);
        }
    }
    if let Some(file) = file {
        std::fs::write(file, serde_json::to_string_pretty(&table.figures)? + "\n")?;
    }
    Ok(())
}

/// Figures as they are printed and written.
#[derive(Default)]
struct Table {
    figures: Vec<Value>,
}

impl Table {
    /// A figure with its bar, where it has one: from 1 on it is met.
    fn tell(&mut self, part: &str, name: &str, value: f64, unit: &str, bar: Option<Bar>) {
        let told = bar.map_or(String::new(), |bar| {
            let (sign, limit, met) = match bar {
                Bar::AtLeast(least) => (">=", least, value >= least),
                Bar::AtMost(most) => ("<=", most, value <= most),
            };
            format!("bar {sign} {limit}  {}", if met { "met" } else { "MISSED" })
        });
        println!("{part:<6} {name:<64} {value:>8.2} {unit:<10} {told}");
        self.figures.push(json!({
            "bench": "minds", "part": part, "name": name, "value": value, "unit": unit,
            "bar": told,
        }));
    }
}

#[derive(Clone, Copy)]
enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

fn record(villagers: usize) -> Day {
    let day = Day::record(villagers, SEED, DAY_SECONDS);
    let [rules, village, persona, memory, log, now] = day.parts;
    println!(
        "\nA day of {villagers}: {} thoughts. A prompt is {:.0} tokens: rules {rules:.0}, village \
         {village:.0}, persona {persona:.0}, memory {memory:.0}, log {log:.0}, now {now:.0}; \
         {:.1} % of it began the villager's prompt before.",
        day.thoughts.len(),
        day.parts.iter().sum::<f64>(),
        day.kept * 100.0,
    );
    day
}

const fn plan(nodes: usize, in_flight_max: u32) -> Plan {
    let (machine, routing) = (Machine::SPARK, Routing::Sticky);
    Plan { machine, nodes, in_flight_max, kept_for_chat: None, routing }
}

fn races(table: &mut Table) {
    for villagers in [25, 100, 300, 500, 700] {
        let day = record(villagers);
        for nodes in [1, 2] {
            let run = |rule| {
                let ran = race(&day, plan(nodes, 64), rule);
                let sound = ran.unsound(&day).is_none() || rule == Rule::Alone;
                assert!(sound, "{rule:?}: a thought before what it rests on");
                ran.per_second()
            };
            let mut tell = |name: &str, value, unit, bar| {
                let name = format!("{villagers} villagers, {nodes} node(s): {name}");
                table.tell("race", &name, value, unit, bar);
            };
            let (lock, slow) = (run(Rule::LockStep(1)), run(Rule::LockStep(THINK_STEPS)));
            let (ours, oracle) = (run(Rule::OutOfOrder), run(Rule::Oracle));
            tell("lock-step of a second", lock, "thoughts/s", None);
            tell("lock-step of a thought's time", slow, "thoughts/s", None);
            tell("out of order", ours, "thoughts/s", None);
            tell("oracle", oracle, "thoughts/s", None);
            tell("nobody waits", run(Rule::Alone), "thoughts/s", None);
            tell("over lock-step", ours / lock, "times", Some(Bar::AtLeast(3.0)));
            tell("over lock-step of a thought's time", ours / slow, "times", None);
            tell("of the oracle", ours / oracle * 100.0, "%", Some(Bar::AtLeast(90.0)));
        }
    }
}

/// Chats on one node, alone and while the slots that are not kept for chat are 95 % busy.
fn people(table: &mut Table, day: &Day) {
    for (in_flight_max, kept) in [(8, 1), (8, 2), (16, 2), (32, 3)] {
        let plan = Plan { kept_for_chat: Some(kept), ..plan(1, in_flight_max) };
        let gap = saturated(day, plan) * 100 / 95;
        let (alone, loaded) = (chats(day, plan, None), chats(day, plan, Some(gap)));
        let mut tell = |name: &str, value, unit, bar| {
            let name = format!("{in_flight_max} in flight, {kept} kept for chat: {name}");
            table.tell("chat", &name, value, unit, bar);
        };
        let whole = [&alone, &loaded].map(|chats| chats.whole.percentile(99) / 1e3);
        let first = [&alone, &loaded].map(|chats| chats.first_token.percentile(99));
        tell("background", 1e9 / gap_nanos(gap), "thoughts/s", None);
        tell("answer p99, unloaded", whole[0], "s", None);
        tell("answer p99, loaded", whole[1], "s", None);
        let bar = Some(Bar::AtMost(1.3));
        tell("answer p99, loaded over unloaded", whole[1] / whole[0], "times", bar);
        tell("first token p99, unloaded", first[0], "ms", None);
        tell("first token p99, loaded", first[1], "ms", None);
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn gap_nanos(gap: u64) -> f64 {
    gap as f64
}

/// Two nodes with memory for all prompts, and with memory for those of their own villagers alone.
fn nodes(table: &mut Table, day: &Day) {
    // What one node finds that never has to forget anything: more is not to be had.
    let one = Plan { machine: Machine { blocks: 1_000_000, ..Machine::SPARK }, ..plan(1, 32) };
    let most = open(day, one, saturated(day, one) * 2, None).found;
    table.tell("nodes", "prompt that a cache could find at all", most * 100.0, "%", None);
    for (memory, blocks) in [("roomy", Machine::SPARK.blocks), ("tight", 6_000)] {
        let machine = Machine { blocks, ..Machine::SPARK };
        let ours = Plan { machine, ..plan(2, 32) };
        let robin = Plan { routing: Routing::RoundRobin, ..ours };
        let busy = saturated(day, ours);
        for load in [50, 80, 95] {
            let gap = busy * 100 / load;
            let (ours, robin) = (open(day, ours, gap, None), open(day, robin, gap, None));
            compare(table, &format!("{memory}, {load} % load"), most, &ours, &robin);
        }
    }
    let gap = saturated(day, plan(2, 32)) * 100 / 40;
    let died = open(day, plan(2, 32), gap, Some(400..600));
    let whole = open(day, plan(2, 32), gap, None);
    let mut tell = |name: &str, value, unit, bar| {
        table.tell(
            "nodes",
            &format!("node 2 dead for a fifth of the day: {name}"),
            value,
            unit,
            bar,
        );
    };
    let lost = load::share((died.asked - died.answered) as u64, 1);
    tell("lost", lost, "thoughts", Some(Bar::AtMost(0.0)));
    tell("failed, asked again", load::share(died.failed, 1), "calls", None);
    tell("answer p99", died.whole.percentile(99) / 1e3, "s", None);
    tell("answer p99 otherwise", whole.whole.percentile(99) / 1e3, "s", None);
}

fn compare(table: &mut Table, name: &str, most: f64, ours: &Went, robin: &Went) {
    let mut tell = |what: &str, value, unit, bar| {
        table.tell("nodes", &format!("{name}: {what}"), value, unit, bar);
    };
    let p90 = [ours, robin].map(|went| went.first_token.percentile(90));
    tell("prompt found, round robin", robin.found * 100.0, "%", None);
    tell("prompt found, sticky", ours.found * 100.0, "%", Some(Bar::AtLeast(90.0)));
    tell("of what could be found, sticky", ours.found / most * 100.0, "%", None);
    tell("first token p90, round robin", p90[1], "ms", None);
    tell("first token p90, sticky", p90[0], "ms", None);
    tell("first token p90, lower by", p90[1] / p90[0], "times", Some(Bar::AtLeast(5.0)));
    tell("skew", ours.skew * 100.0, "%", Some(Bar::AtMost(5.0)));
}
