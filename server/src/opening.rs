//! Opening the house: a village is founded, or lives on where its journal ends. Nothing is listened
//! to yet, and nothing ticks by itself.

use std::sync::Arc;

use rand::RngExt;
use village_sim::{
    BadSnapshot, Cast, Command, Foundation, Map, Outcome, Persona, RULES, Snapshot, Tick, View,
    Village,
};
use village_store::{
    Commit, JournalRow, KeyRow, Loaded, Place, Role, SnapshotRow, Store, StoreError,
};

use crate::charter::{Broken, Charter, join};
use crate::config::Config;
use crate::failure::Failure;
use crate::foundation::Assets;
use crate::replay::Replay;
use crate::ticker::wall_micros;
use crate::tokens;

/// Name under which the store keeps the fingerprint of the assets that were lived by.
const ASSETS_MARK: &str = "assets";
/// How long the set-up link of a new village works, in microseconds: one hour.
const SETUP_LIFE: i64 = 60 * 60 * 1_000_000;

/// A village ready to tick, and what the rest of the house needs of it.
pub struct Ready {
    pub village: Village,
    pub opened: Opened,
}

/// What the rest of the house needs of a village.
pub struct Opened {
    pub store: Store,
    /// As it was after the newest record.
    pub view: Arc<View>,
    pub charter: Charter,
    pub map: Arc<Map>,
    pub keys: Vec<KeyRow>,
    /// Stamp of the newest record.
    pub stamp: i64,
    /// Who moves in, or comes back with an edited persona, at the first tick.
    pub arrivals: Vec<Command>,
    /// Secret of the one-time set-up link, in a village just founded.
    pub setup: Option<String>,
}

/// Opens the store and brings its village to life. The village stays on the thread that runs this.
pub async fn open(config: &Config, assets: &Assets) -> Result<Ready, Failure> {
    let place = &config.place;
    let failed = |error: StoreError| Failure::of_store(place, &error);
    let store = Store::open(place, Role::Serve).await.map_err(failed)?;
    let first = store.journal_from(Tick(0), 1).await.map_err(failed)?;
    let ready = match first.first() {
        None => found(config, assets, store).await?,
        Some(first) => return_to(config, assets, store, first).await?,
    };
    let mark = ready.opened.store.put_meta(ASSETS_MARK, &assets.digest).await;
    mark.map_err(failed)?;
    Ok(ready)
}

async fn found(config: &Config, assets: &Assets, store: Store) -> Result<Ready, Failure> {
    let failed = |error: StoreError| Failure::of_store(&config.place, &error);
    let wanted = config.agents.unwrap_or(assets.personas.len());
    let map = assets.ground(wanted)?;
    // Nineteen digits at most: a seed that every tool can hold.
    let drawn = rand::rng().random_range(0..=i64::MAX.unsigned_abs());
    let charter = Charter::new(config, map.town.digest.clone(), drawn, wanted);
    let people = assets.people(&map, charter.seed, wanted);
    let charter = Charter { founders: people.len(), ..charter };
    let foundation = assets.foundation(&charter, map.clone());
    let mut village = assets.village(&foundation).map_err(Failure::hopeless)?;
    let slugs: Vec<String> = people.iter().map(|persona| persona.slug.clone()).collect();
    let ticked = village.tick(charter.founding(people), wall_micros());
    let record = ticked.record.unwrap_or_default();
    let stamp = record.at;
    let joins = record.outcomes.iter().skip(1).zip(&slugs);
    for ((_, outcome), slug) in joins {
        if let Outcome::Refused(refusal) = outcome {
            return Err(Failure::hopeless(format!("{slug} cannot live here: {refusal}")));
        }
    }
    let snapshot = SnapshotRow { tick: record.tick, bytes: village.snapshot().to_bytes() };
    let commit = Commit { record, keys: Vec::new(), snapshot: Some(snapshot) };
    store.commit(&[commit]).await.map_err(failed)?;
    let secret: [u8; 32] = rand::rng().random();
    let secret = tokens::hex(&secret);
    let end = wall_micros().saturating_add(SETUP_LIFE);
    store.put_setup(&tokens::hash(&secret), end).await.map_err(failed)?;
    tracing::info!(seed = charter.seed, villagers = charter.founders, "a village was founded");
    let (keys, arrivals) = (Vec::new(), Vec::new());
    let view = village.view();
    let setup = Some(secret);
    let opened = Opened { store, view, charter, map, keys, stamp, arrivals, setup };
    Ok(Ready { village, opened })
}

async fn return_to(
    config: &Config,
    assets: &Assets,
    store: Store,
    first: &JournalRow,
) -> Result<Ready, Failure> {
    let failed = |error: StoreError| Failure::of_store(&config.place, &error);
    let charter = Charter::of(first)?;
    charter.check(config, &assets.town.digest)?;
    let map = assets.ground(charter.founders)?;
    let foundation = assets.foundation(&charter, map.clone());
    let mark = store.meta(ASSETS_MARK).await.map_err(failed)?;
    let same_assets = mark.is_none_or(|mark| mark == assets.digest);
    let mut loaded = store.load().await.map_err(failed)?;
    let (keys, last) = (std::mem::take(&mut loaded.keys), loaded.last);
    let village = revive(&store, assets, &foundation, loaded, same_assets).await?;
    let arrivals = arrivals(config, assets, &village, &charter, &map)?;
    let stamp = last.map_or(0, |(_, at)| at);
    tracing::info!(tick = %village.now(), hash = %village.hash(), "the village lives on");
    let view = village.view();
    let opened = Opened { store, view, charter, map, keys, stamp, arrivals, setup: None };
    Ok(Ready { village, opened })
}

/// The village as it was after the newest record.
async fn revive(
    store: &Store,
    assets: &Assets,
    foundation: &Foundation,
    mut loaded: Loaded,
    same_assets: bool,
) -> Result<Village, Failure> {
    let place = store.place();
    loop {
        let Loaded { snapshot, journal, kept, .. } = loaded;
        let Some(row) = snapshot else {
            let village = assets.village(foundation).map_err(Failure::hopeless)?;
            return relive(place, village, &journal, RULES, same_assets);
        };
        let restored = Snapshot::from_bytes(&row.bytes).and_then(|mut snapshot| {
            let rules = std::mem::replace(&mut snapshot.rules, RULES);
            let village = Village::restore(foundation, snapshot, kept, |app| {
                app.add_plugins(assets.instinct());
            })?;
            Ok((village, rules))
        });
        match restored {
            Ok((village, rules)) => {
                return relive(place, village, &journal, rules, same_assets);
            }
            Err(BadSnapshot::OtherMap) => {
                return Err(Failure::hopeless(format!("{place}: {}", BadSnapshot::OtherMap)));
            }
            Err(error) => {
                tracing::warn!(tick = %row.tick, %error, "a snapshot is of no use");
                let older = store.load_before(row.tick).await;
                loaded = older.map_err(|error| Failure::of_store(place, &error))?;
            }
        }
    }
}

/// Lives the end of the journal again, after a snapshot of `rules` or from the beginning.
fn relive(
    place: &Place,
    village: Village,
    journal: &[JournalRow],
    rules: u32,
    same_assets: bool,
) -> Result<Village, Failure> {
    let other = journal.iter().map(|row| row.rules).chain([rules]).find(|rules| *rules != RULES);
    let mut replay = Replay::new(village);
    if other.is_some() || !same_assets {
        let what = other.map_or_else(
            || "other items, tiers or phrases in the assets folder".to_owned(),
            |other| format!("rules {other}, and this program plays by rules {RULES}"),
        );
        if let Some(busy) = journal.iter().find(|row| is_busy(row)) {
            return Err(Failure::hopeless(format!(
                "{place}: tick {} was lived by {what}, and the village was not shut down cleanly \
                 since: start it once with what it was lived by, stop it with SIGTERM, and then \
                 start this again",
                busy.tick
            )));
        }
        tracing::warn!("the last moments were lived by {what}: they are lived anew, unproved");
        replay.compare(false);
    }
    for row in journal {
        replay.live(row).map_err(|differs| {
            Failure::hopeless(format!(
                "{place}: the journal cannot be lived again: {differs}; the data or the program \
                 was changed: bring the program or a backup back (docs/OPERATIONS.md)"
            ))
        })?;
    }
    Ok(replay.village)
}

fn is_busy(row: &JournalRow) -> bool {
    let effects = &row.effects;
    !row.commands.is_empty()
        || !effects.transfers.is_empty()
        || !effects.posts.is_empty()
        || !effects.replies.is_empty()
}

/// Who is new or edited since the village last ran.
fn arrivals(
    config: &Config,
    assets: &Assets,
    village: &Village,
    charter: &Charter,
    map: &Map,
) -> Result<Vec<Command>, Failure> {
    let cast = village.world().resource::<Cast>();
    let is_new = |persona: &&Persona| cast.by_slug(&persona.slug).is_none();
    let changed = |persona: &&Persona| {
        let known = cast.by_slug(&persona.slug).and_then(|who| cast.get(who));
        known.is_none_or(|known| known.persona != **persona)
    };
    let mut coming: Vec<Persona> = assets.personas.iter().filter(changed).cloned().collect();
    let new = coming.iter().filter(is_new).count();
    let wanted = config.agents.unwrap_or(0).max(cast.villagers() + new);
    let beds = map.town.beds() * usize::from(map.across) * usize::from(map.down);
    if wanted > beds && wanted > cast.villagers() {
        return Err(Broken::NoBeds { asked: wanted, beds }.into());
    }
    let missing = wanted - cast.villagers() - new;
    if missing > 0 {
        let made_up = assets.people(map, charter.seed, wanted);
        let made_up = made_up.iter().skip(assets.personas.len()).filter(is_new);
        coming.extend(made_up.take(missing).cloned());
    }
    let view = village.view();
    coming.retain(|Persona { slug, .. }| {
        let is_free = view.society.person_named(slug).is_none();
        if !is_free {
            tracing::warn!(
                agent_id = slug,
                "a person has this name, so the agent cannot move in: give its persona's file \
                 another one"
            );
        }
        is_free
    });
    Ok(coming.into_iter().map(join).collect())
}
