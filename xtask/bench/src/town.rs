//! A founded village of so many villagers on the shipped assets.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use village_economy::Micro;
use village_server::foundation::Assets;
use village_sim::{Command, Foundation, Principal, ReplyTo, Village, Wish};

pub const HZ: u32 = 20;
pub const SEED: u64 = 7;
const DAY_SECONDS: u32 = 1440;

/// Where the shipped assets are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// The shipped assets.
pub fn assets() -> Result<Assets> {
    Ok(Assets::read(&folder())?)
}

/// A village with instinct for minds, founded and peopled.
pub fn village(villagers: usize) -> Result<Village> {
    let assets = assets()?;
    let map = assets.ground(villagers)?;
    let people = assets.people(&map, SEED, villagers);
    let foundation = Foundation {
        map: map.clone(),
        catalogue: assets.catalogue.clone(),
        tiers: assets.tiers.clone(),
        policy: assets.policy.clone(),
        hz: HZ,
        day_seconds: DAY_SECONDS,
        seed: SEED,
    };
    let mut village = assets.village(&foundation).map_err(|why| anyhow!(why))?;
    let found = Wish::Found {
        seed: SEED,
        hz: HZ,
        day_seconds: DAY_SECONDS,
        map_digest: map.town.digest.clone(),
        stipend: Micro::coins(10),
    };
    let joins = people.into_iter().map(|persona| Wish::Join { persona: Box::new(persona) });
    let commands = std::iter::once(found).chain(joins).map(|body| Command {
        principal: Principal::System,
        key: None,
        body,
        reply_to: ReplyTo(0),
        from: None,
    });
    let commands: Vec<_> = commands.collect();
    village.tick(commands, 0);
    let live = village.view().len();
    anyhow::ensure!(live == villagers, "{live} of {villagers} found a home");
    Ok(village)
}
