//! Times what a mind costs beside its model: search, retrieval, prompt and answer.
//!
//! `cargo run --release -p village-agents --example mind_speed`

use std::hint::black_box;
use std::time::{Duration, Instant};

use village_agents::mind::{
    Decision, Embedder, EntryKind, Estimate, HashEmbedder, Mind, Percept, Query, Templates, Vectors,
};

/// Rows, numbers in each and queries at once of the search that is measured.
const ROWS: usize = 10_000;
const DIMENSION: usize = 384;
const BATCH: usize = 32;

fn main() {
    search();
    retrieval();
    thought();
}

/// Vectors of length 1 whose numbers are spread evenly, the same at every run.
fn vectors(count: usize, mut state: u64) -> Vec<Vec<f32>> {
    let mut number = move || {
        // SplitMix64 (Steele, Lea, Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let [low, high, ..] = (mixed ^ (mixed >> 31)).to_le_bytes();
        f32::from(i16::from_le_bytes([low, high]))
    };
    let mut row = || {
        let row: Vec<f32> = (0..DIMENSION).map(|_| number()).collect();
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        row.into_iter().map(|x| x / length).collect()
    };
    (0..count).map(|_| row()).collect()
}

fn search() {
    let (rows, queries) = (vectors(ROWS, 1), vectors(BATCH, 2));
    let mut all = Vectors::new(DIMENSION);
    for row in &rows {
        all.push(row);
    }
    let queries: Vec<&[f32]> = queries.iter().map(Vec::as_slice).collect();
    let mut next = 0;
    let one = timed(1, || {
        next = (next + 1) % BATCH;
        black_box(all.search(queries[next], 10));
    });
    println!("exact top-10 of {ROWS} x {DIMENSION}, one at a time: {one}");
    let batch = timed(32, || {
        black_box(all.search_all(&queries, 10));
    });
    println!("the same in batches of {BATCH}, for each query: {batch}");
}

fn retrieval() {
    let (embedder, mut mind) = (HashEmbedder::default(), Mind::default());
    let memory = mind.memory_mut();
    for number in 0..1_024_u64 {
        memory.remember(number * 50, EntryKind::Heard, None, &format!("memory number {number}"));
    }
    let vector = memory.embed_with(&embedder, "what was number 500?");
    let found = timed(1, || {
        let query = Query { vector: Some(&vector), now: 60_000, hour: 1_200, wanted: 5 };
        black_box(memory.recall(query));
    });
    println!("retrieval from a full stream of 1,024 memories: {found}");
    let text = "Ada, is there any rye left, or shall I come again in the afternoon?";
    let hashed = timed(1, || {
        black_box(embedder.embed(&[text]));
    });
    println!("a hashed vector of one line: {hashed}");
    let record = mind.to_record();
    let written = timed(1, || {
        black_box(mind.to_record());
    });
    let read = timed(1, || {
        black_box(Mind::from_record(&record).expect("it was just written"));
    });
    println!("its record of {} bytes: {written}; read back: {read}", record.len());
    let copied = timed(1, || {
        black_box(mind.clone());
    });
    println!("a copy of it, as each thought has one: {copied}");
    let before = mind.written();
    mind.memory_mut().recall(Query { vector: Some(&vector), now: 60_100, hour: 1_200, wanted: 11 });
    mind.memory_mut().remember(60_100, EntryKind::Told, None, text);
    mind.memory_mut().embed_with(&embedder, "");
    let changed = timed(1, || {
        black_box(mind.changes_since(&before));
    });
    let marked = timed(1, || {
        black_box(mind.written());
    });
    let bytes = mind.changes_since(&before).map_or(0, |change| change.len());
    println!("what a thought changed, {bytes} bytes: {changed}; marked as written: {marked}");
}

fn thought() {
    let templates = Templates::embedded().expect("the shipped templates are good");
    let mut percept = Percept::specimen();
    let mut mind = Mind::default();
    let embedder = HashEmbedder::default();
    let mut tick = percept.tick.0;
    let perceived = timed(1, || {
        tick += 100;
        percept.tick.0 = tick;
        percept.events.truncate(2);
        for event in &mut percept.events {
            event.tick.0 = tick;
        }
        mind.perceive_with(&templates, &mut percept, &embedder, &Estimate).expect("it renders");
    });
    println!("taking in two events, with their vectors and recall: {perceived}");
    let prompted = timed(1, || {
        black_box(mind.prompt(&templates, &percept, &Estimate).expect("it renders"));
    });
    println!("a prompt: {prompted}");
    let answer = r#"{"thought": "He is hungry.", "acts": [{"do": "say", "text": "Come in, dear!"},
        {"do": "go", "to": "kettle-cafe"}, {"do": "wait", "seconds": 30}], "plan": "bake"}"#;
    let decided = timed(1, || {
        black_box(Decision::parse(answer, &percept));
    });
    println!("reading an answer of three acts: {decided}");
}

/// The median and the least of 200 runs, in microseconds for each piece.
fn timed(pieces: u32, mut run: impl FnMut()) -> String {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed() / pieces
        })
        .collect();
    times.sort_unstable();
    let micros = |time: Duration| format!("{:.1} µs", time.as_secs_f64() * 1e6);
    format!("{} median, {} least", micros(times[100]), micros(times[0]))
}
