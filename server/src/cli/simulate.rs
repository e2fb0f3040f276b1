//! `simulate`: days of village life without pages and without a database.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use village_sim::{Outcome, Record, Ticked};

use crate::charter::Charter;
use crate::config::Settings;
use crate::failure::Failure;
use crate::foundation::Assets;

/// Stamps begin at the start of 2025 (UTC microseconds), so that two runs are equal.
const FIRST_STAMP: i64 = 1_735_689_600_000_000;

/// The same seed gives the same life, hash for hash.
#[derive(clap::Args)]
#[command(after_help = "Example: village-server simulate --agents 100 --days 3 --seed 7")]
pub struct Args {
    /// Villagers, 1 to 10000 [default: the persona files]
    #[arg(long, value_name = "N")]
    agents: Option<usize>,
    /// Village days, 1 to 10000
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u64).range(1..=10_000))]
    days: u64,
    /// Seed of all chance
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Ticks a second, 5 to 60 [default: 20]
    #[arg(long, value_name = "N")]
    tick_hz: Option<u32>,
    /// Real seconds in a village day, 60 to 86400 [default: 1440]
    #[arg(long, value_name = "N")]
    day_seconds: Option<u32>,
    /// Folder of map, personas, items and so on
    #[arg(long, env = "VILLAGE_ASSETS", value_name = "DIR")]
    assets: Option<PathBuf>,
}

/// What happened.
#[derive(Default)]
struct Tally {
    said: usize,
    posts: usize,
    replies: usize,
    transfers: usize,
    by_topic: BTreeMap<String, usize>,
}

impl Tally {
    fn count(&mut self, ticked: &Ticked) {
        let news = &ticked.view.news;
        self.said += news.said.len();
        self.transfers += news.transfers.len();
        self.replies += news.replies.len();
        let Some(Record { posts, .. }) = &ticked.record else { return };
        self.posts += posts.len();
        for post in posts {
            let topic = post.tags.first().cloned().unwrap_or_else(|| "none".into());
            *self.by_topic.entry(topic).or_default() += 1;
        }
    }
}

pub fn run(args: Args) -> Result<(), Failure> {
    let Args { agents, days, seed, tick_hz, day_seconds, assets } = args;
    let settings =
        Settings { agents, tick_hz, day_seconds, assets, seed: Some(seed), ..Settings::default() };
    let config = settings.check()?;
    let assets = Assets::read(&config.assets)?;
    let wanted = config.agents.unwrap_or(assets.personas.len());
    let map = assets.ground(wanted)?;
    let people = assets.people(&map, seed, wanted);
    let charter = Charter::new(&config, map.town.digest.clone(), seed, people.len());
    let foundation = assets.foundation(&charter, map);
    let mut village = assets.village(&foundation).map_err(Failure::hopeless)?;
    let founded = village.tick(charter.founding(people), FIRST_STAMP);
    let outcomes = founded.record.unwrap_or_default().outcomes;
    if let Some((_, refused)) =
        outcomes.iter().find(|(_, outcome)| matches!(outcome, Outcome::Refused(_)))
    {
        return Err(Failure::hopeless(format!("somebody cannot live here: {refused:?}")));
    }
    let villagers = founded.view.len();
    let ticks = days * founded.view.clock.day_ticks();
    let step = 1_000_000 / i64::from(charter.hz);
    let (mut tally, mut stamp, began) = (Tally::default(), FIRST_STAMP, Instant::now());
    for _ in 1..ticks {
        stamp += step;
        tally.count(&village.tick([], stamp));
    }
    let spent = began.elapsed().as_secs_f64();
    tell(&tally, (villagers, days, ticks), &charter, spent);
    println!("state hash {}", village.hash());
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "figures for people, to three digits")]
fn tell(tally: &Tally, (villagers, days, ticks): (usize, u64, u64), charter: &Charter, spent: f64) {
    let real = ticks as f64 / f64::from(charter.hz);
    println!(
        "{villagers} villagers, {days} days, {ticks} ticks in {spent:.2} s: {:.0} x real time, \
         {:.1} us a tick",
        real / spent,
        spent * 1e6 / ticks as f64
    );
    println!(
        "said {}, posts {}, replies {}, transfers {}",
        tally.said, tally.posts, tally.replies, tally.transfers
    );
    let topics: Vec<String> =
        tally.by_topic.iter().map(|(topic, posts)| format!("{topic} {posts}")).collect();
    if !topics.is_empty() {
        println!("posts by first tag: {}", topics.join(", "));
    }
}
