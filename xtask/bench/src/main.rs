//! `village-bench`: measures the village as a whole, prints a table that a person can read and
//! writes the same figures as JSON. Every figure names its bar and says whether it is met; what is
//! unfair about a comparison stands in its note. `cargo village bench` runs it.

mod click;
mod figure;
mod frames;
mod join;
mod life;
mod model;
mod pulse;
mod siege;
mod slow;
mod spent;
mod stock;
mod town;
mod turns;
mod ways;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;

use crate::figure::Figure;

/// Measure the village as a whole.
#[derive(Parser)]
#[command(after_help = "Parts: crowd, durable, forward, ways, world, sockets, encode, day, \
                        peer, watchers, join, reward, siege, slow, turns")]
struct Args {
    /// Run only these parts
    parts: Vec<String>,
    /// Write the figures to this file as a JSON array
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Seconds that each timed part runs
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(2..=3600))]
    seconds: u32,
}

type Part = (&'static str, fn(u32) -> Result<Vec<Figure>>);

const PARTS: &[Part] = &[
    ("crowd", life::crowd),
    ("durable", life::durable),
    ("forward", life::forward),
    ("ways", ways::ways),
    ("world", wire::world),
    ("sockets", wire::sockets),
    ("encode", frames::encode),
    ("day", frames::day),
    ("peer", frames::peer),
    ("watchers", frames::watchers),
    ("join", join::join),
    ("reward", click::reward),
    ("siege", siege::siege),
    ("slow", slow::slow),
    ("turns", turns::turns),
];

fn main() -> Result<ExitCode> {
    // The bench starts itself as the server, so that both are the same build.
    if std::env::args().nth(1).is_some_and(|word| wire::SERVER_WORDS.contains(&word.as_str())) {
        let _ = rustls::crypto::ring::default_provider().install_default();
        return Ok(village_server::run());
    }
    let args = Args::parse();
    let known = |name: &String| PARTS.iter().any(|(part, _)| part == name);
    if let Some(unknown) = args.parts.iter().find(|name| !known(name)) {
        anyhow::bail!("no part {unknown}; see --help");
    }
    let mut figures = Vec::new();
    for (name, part) in PARTS {
        if args.parts.is_empty() || args.parts.iter().any(|wanted| wanted == name) {
            eprintln!("measuring: {name}");
            let fresh = part(args.seconds).with_context(|| format!("part {name}"))?;
            fresh.iter().for_each(Figure::print);
            figures.extend(fresh);
        }
    }
    if let Some(file) = args.json {
        let text = serde_json::to_string_pretty(&figures)?;
        std::fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
