//! How fast a sentence model is: `cargo run --release -p village-candle --example embed_speed --
//! FOLDER [THREADS]`. Threads: as many as cores but one.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use village_agents::mind::Embedder;
use village_candle::SentenceModel;

/// Sentences such as villagers remember.
fn sentences(count: usize) -> Vec<String> {
    let who = ["Ada", "Bruno", "Chiara", "Dimitri", "Edda", "Farid", "Greta"];
    let what = [
        "asked me whether the well behind the mill is still dry.",
        "gave me two loaves of rye bread and would not take money for them.",
        "said that the meeting about the new bridge is on Thursday at noon.",
        "wrote on the board that her red umbrella is lost.",
        "was angry because nobody had swept the market square after the feast.",
    ];
    (0..count)
        .map(|at| format!("{} {} It is day {at}.", who[at % who.len()], what[at % what.len()]))
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("name the model's folder")?;
    let threads: usize = args.next().map_or(Ok(0), |threads| threads.parse())?;
    let began = Instant::now();
    let model = SentenceModel::open(Path::new(&folder), threads)?;
    println!("{} read in {:?}", model.name(), began.elapsed());
    let texts = sentences(640);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    model.vectors(&texts[..64])?;

    let mut took: Vec<Duration> = Vec::new();
    for text in &texts {
        let began = Instant::now();
        model.vectors(&[text])?;
        took.push(began.elapsed());
    }
    let whole: Duration = took.iter().sum();
    took.sort_unstable();
    let (median, late) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    let rate = |whole: Duration| f64::from(640_u16) / whole.as_secs_f64();
    println!("one by one: {:.0} sentences/s, median {median:?}, p99 {late:?}", rate(whole));

    let mut best = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        for texts in texts.chunks(64) {
            model.vectors(texts)?;
        }
        best = best.min(began.elapsed());
    }
    println!("64 together: {:.0} sentences/s (best of 5)", rate(best));
    Ok(())
}
