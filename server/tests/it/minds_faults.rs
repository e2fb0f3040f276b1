//! What model servers do wrong, to a whole village: whatever it is, every thought ends by its
//! deadline and its villager is on instinct, the ticks go on, memory stays bounded, and when the
//! server is well again villagers think again. What the pool makes of each fault is tried in
//! `agents/tests/it/llm/faults.rs`, with the same scripted server.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use tokio::time::Instant;

use crate::house::House;
use crate::kit::{PATIENCE, folder};

#[path = "../../../agents/tests/it/llm/stub.rs"]
#[expect(dead_code, reason = "the kit of the pool's tests, of which this uses a part")]
mod stub;

use stub::{Play, Stub};

/// Ticks a second.
const HZ: u64 = 20;
/// Of every thought. [`Play::AnswersAfterTheDeadline`] takes at least 600 ms.
const DEADLINE_MS: u64 = 550;
/// What a busy machine may add.
const SLACK_MS: u64 = 1_000;
/// Both of them, in ticks.
const HELD_TICKS_MAX: u64 = (DEADLINE_MS + SLACK_MS) * HZ / 1_000;
/// Ticks between two looks after which somebody may have been free and led again: thoughts begin
/// two seconds apart.
const APART_TICKS_MAX: u64 = 2 * HZ - HELD_TICKS_MAX;
/// A little more than the deadline, in ticks.
const OVER_TICKS: u64 = 14;
/// Periods by which the schedule may shift with one fault: half a second. If ticks waited for
/// thoughts, some eleven would be lost with each. Ticks that are merely late are no matter here:
/// they are caught up, and where other tests and a flood of bytes share two cores, some are.
const LOST_MAX: u64 = 10;
/// By how much the process may grow over all faults, in KiB.
const GROWN_MAX: u64 = 200 * 1024;

/// The faults, and what thoughts that meet them end as.
const FAULTS: [(Play, &[&str]); 28] = [
    (Play::NeverAnswers, &["silent"]),
    (Play::AnswersAfterTheDeadline, &["late"]),
    (Play::TalksOn, &["late"]),
    (Play::OneByteAtATime, &["silent"]),
    (Play::StallsMidStream, &["stalled"]),
    (Play::StallsBehindComments, &["stalled"]),
    (Play::EndlessStream, &["too_large", "late"]),
    (Play::EndlessComments, &["too_large", "silent"]),
    (Play::EndlessHeaders, &["cut_short"]),
    (Play::ResetAtSomeByte, &["cut_short"]),
    (Play::TooManyRequests, &["busy"]),
    (Play::ServerErrors, &["broken", "busy"]),
    (Play::Html, &["not_a_model"]),
    (Play::InvalidUtf8, &["answered"]),
    (Play::NulAndLoneSurrogates, &["answered"]),
    (Play::TruncatedJson, &["cut_short"]),
    (Play::DeepJson, &["malformed"]),
    (Play::DuplicateKeys, &["answered"]),
    (Play::NotANumber, &["malformed"]),
    (Play::UnknownTool, &["empty"]),
    (Play::ManyToolCalls, &["malformed", "too_large"]),
    (Play::WrongTypes, &["empty"]),
    (Play::PathsAndShellWords, &["answered"]),
    (Play::AnotherCallsAnswer, &["mixed"]),
    (Play::WrongContentType, &["not_a_model"]),
    (Play::GzipBomb, &["not_a_model"]),
    (Play::CountsThatLie, &["answered"]),
    (Play::Flapping, &["cut_short"]),
];

/// How long each fault lasts, in ticks: as many seconds as `VILLAGE_FAULT_SECONDS` asks, or ten.
fn lasts() -> u64 {
    HZ * std::env::var("VILLAGE_FAULT_SECONDS").map_or(10, |text| text.parse::<u64>().unwrap())
}

/// Settings with one node for all classes of models. It is tried again soon after it failed, so
/// that thoughts meet the fault for as long as that lasts.
fn settings(to: &Path, url: &str) -> String {
    let file = to.join("village.toml");
    let classes = ["chat", "react", "routine", "reflect"];
    let deadlines = classes.map(|class| format!("{class}_ms = {DEADLINE_MS}")).join(", ");
    let text = format!(
        "[models]\nfirst_byte_ms = 200\nstall_ms = 150\npause_ms = 100\npause_max_ms = 200\n\
         health_ms = 200\ndeadlines = {{ {deadlines} }}\n\
         [[models.nodes]]\nname = \"one\"\nurl = \"{url}\"\n\
         models = {{ small = \"m\", medium = \"m\", large = \"m\" }}\n"
    );
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The most memory that a process ever held, in KiB; none where the system does not say.
fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// All that a counter counted, of the lines that hold this.
fn counted(metrics: &str, name: &str, with: &str) -> u64 {
    let lines = metrics.lines().filter(|line| line.starts_with(name) && line.contains(with));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

/// Thoughts that ended in one of these ways so far.
fn ended(metrics: &str, ways: &[&str]) -> u64 {
    let of = |way: &&str| counted(metrics, "village_thoughts_total{", &format!("state=\"{way}\""));
    ways.iter().map(of).sum()
}

/// A village under watch, and the server that its villagers think on.
struct Trial<'a> {
    house: &'a House,
    stub: &'a Stub,
    /// Since which tick each of those has been seen to be led by a model that is so now.
    led: BTreeMap<String, u64>,
    /// The tick of the last look.
    looked: u64,
    /// Everybody whom the last look saw.
    villagers: Vec<String>,
}

impl Trial<'_> {
    async fn metrics(&self) -> String {
        let answer = self.house.server.ask(Method::GET, "/metrics").send().await.unwrap();
        answer.text().await.unwrap()
    }

    /// Looks who leads the villagers now: no thought holds one for longer than it may take. Gives
    /// the tick.
    async fn look(&mut self) -> u64 {
        let world = self.house.server.get("/api/v1/world").await;
        let tick = world["tick"].as_u64().unwrap();
        if tick > self.looked + APART_TICKS_MAX {
            self.led.clear();
        }
        self.looked = tick;
        self.villagers.clear();
        for agent in world["agents"].as_array().unwrap() {
            let who = agent["agent_id"].as_str().unwrap().to_owned();
            if agent["mind"] == "instinct" {
                self.led.remove(&who);
            } else {
                assert_eq!(agent["mind"], "model", "{agent}");
                let since = *self.led.entry(who.clone()).or_insert(tick);
                let held = tick - since;
                assert!(held <= HELD_TICKS_MAX, "{who} is held since {since}, now it is {tick}");
            }
            self.villagers.push(who);
        }
        tick
    }

    /// The server plays this for so many ticks, and until a thought that it was asked for has
    /// ended in one of these ways. Gives the ticks at which that began and was over.
    async fn meet(&mut self, play: Play, ways: &[&str], ticks: u64) -> (u64, u64) {
        let (from, calls) = (self.look().await, self.stub.calls());
        let before = ended(&self.metrics().await, ways);
        self.stub.play(play);
        let began = Instant::now();
        let patience = PATIENCE + Duration::from_secs(ticks / HZ);
        loop {
            let tick = self.look().await;
            let is_met = self.stub.calls() > calls && ended(&self.metrics().await, ways) > before;
            if is_met && tick >= from + ticks {
                return (from, tick);
            }
            assert!(began.elapsed() < patience, "{play:?}: no thought ended as {ways:?}");
            self.house.server.wait_for_tick(tick + 3).await;
        }
    }

    /// Every thought that is kept and looked at the world at this tick or later took no longer
    /// than it may. Gives how many there are.
    async fn thoughts_since(&self, from: u64) -> usize {
        let mut count = 0;
        for who in &self.villagers {
            let path = format!("/api/v1/agents/{who}/thoughts?limit=100");
            let mut page = self.house.server.get(&path).await;
            loop {
                let items = page["items"].as_array().unwrap();
                let is_new = |one: &&Value| one["tick"].as_u64() >= Some(from);
                let new: Vec<_> = items.iter().filter(is_new).collect();
                for one in &new {
                    assert!(one["total_ms"].as_u64() <= Some(DEADLINE_MS + SLACK_MS), "{one}");
                }
                count += new.len();
                let is_last = new.len() < items.len();
                let Some(next) = page["next_cursor"].as_str().filter(|_| !is_last) else { break };
                page = self.house.server.get(&format!("{path}&cursor={next}")).await;
            }
        }
        count
    }
}

/// The villagers' day is a real one, so that nobody who is up goes to bed however long this lasts.
#[tokio::test(flavor = "multi_thread")]
async fn a_village_lives_on_whatever_a_model_server_does() {
    let data = folder();
    let stub = Stub::start(Play::Good).await;
    let file = settings(data.path(), &stub.url);
    let house = House::open_generously(&["--config", &file, "--day-seconds", "86400"]);
    let (led, villagers) = (BTreeMap::new(), Vec::new());
    let mut trial = Trial { house: &house, stub: &stub, led, looked: 0, villagers };
    let (mut checked, _) = trial.meet(Play::Good, &["answered"], OVER_TICKS).await;
    let before = peak(house.server.id());
    for (play, ways) in FAULTS {
        let lost = counted(&trial.metrics().await, "village_ticks_lost_total", "");
        let (from, _) = trial.meet(play, ways, lasts()).await;
        // Well again: somebody is answered, and what met the fault is over by then.
        let (_, to) = trial.meet(Play::Good, &["answered"], OVER_TICKS).await;
        let lost = counted(&trial.metrics().await, "village_ticks_lost_total", "") - lost;
        assert!(lost <= LOST_MAX.max((to - from) / 20), "{play:?}: {lost} periods lost");
        // Traces are written a moment later, so those of the fault before are looked at again.
        assert!(trial.thoughts_since(checked).await > 0, "{play:?}: there are thoughts");
        checked = from;
    }
    trial.meet(Play::Good, &["answered"], 2 * OVER_TICKS).await;
    assert!(trial.thoughts_since(checked).await > 0);
    let after = peak(house.server.id());
    assert_eq!(after.is_some(), cfg!(target_os = "linux"));
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after - before <= GROWN_MAX, "{before} KiB at first, {after} KiB at most");
    }
}
