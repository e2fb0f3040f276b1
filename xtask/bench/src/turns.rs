//! What a turn of a villager costs the server where the model answers at once.
//!
//! A turn is everything from what woke a villager to what it decided being in the journal, and its
//! trace and its memory in the store, the call of the model over HTTP included. All villagers may
//! think as often as they wish, so that what many share (a commit, a tick) is shared by many.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::figure::{Bar, Figure};
use crate::model::{Model, Takes};
use crate::town;
use crate::wire::Server;

const VILLAGERS: [u32; 2] = [1_000, 8_000];
/// Until all have come; they think when what they do by instinct has ended.
const WARM: Duration = Duration::from_secs(25);
/// For so long at a time it is seen whether more and more think, and so often at most.
const WINDOW: Duration = Duration::from_secs(5);
const WINDOWS_MAX: usize = 24;

/// Turns a second of one core.
pub fn turns(seconds: u32) -> Result<Vec<Figure>> {
    let assets = tempfile::tempdir()?;
    generous(assets.path())?;
    let time = Duration::from_secs(seconds.into());
    VILLAGERS.into_iter().map(|villagers| figure(villagers, assets.path(), time)).collect()
}

fn figure(villagers: u32, assets: &Path, time: Duration) -> Result<Figure> {
    let (_, living) = look(villagers, Takes::Instinct, assets, time)?;
    let (turns, spent) = look(villagers, Takes::Time(Duration::ZERO), assets, time)?;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let turns = turns as f64;
    let rate = turns / (spent - living).max(f64::EPSILON);
    let note = format!(
        "{:.0} turns a second; the server took {:.0} % of a core, and {:.0} % by instinct",
        turns / time.as_secs_f64(),
        spent / time.as_secs_f64() * 100.0,
        living / time.as_secs_f64() * 100.0,
    );
    let name = format!("{villagers} villagers, durable turns of one core, model at once");
    Ok(Figure::new("turns", &name, rate, "turns/s", Bar::AtLeast(1_000.0)).note(note))
}

/// Turns, and processor time of the whole server in seconds.
fn look(villagers: u32, takes: Takes, assets: &Path, time: Duration) -> Result<(u64, f64)> {
    let model = Model::start(takes)?;
    let assets = assets.display().to_string();
    let server = Server::with(villagers, &["--model-server", &model.address, "--assets", &assets])?;
    thread::sleep(WARM);
    settle(&model);
    let (asked, spent) = (model.asked(), server.spent()?);
    thread::sleep(time);
    Ok((model.asked() - asked, server.spent()? - spent))
}

/// Waits until there are no more turns than a moment ago.
fn settle(model: &Model) {
    let mut before = 0;
    for _ in 0..WINDOWS_MAX {
        let asked = model.asked();
        thread::sleep(WINDOW);
        let turns = model.asked() - asked;
        if turns <= before + before / 20 {
            break;
        }
        before = turns;
    }
}

/// The shipped assets with tiers by which everybody may think once a second.
fn generous(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(town::folder())? {
        let entry = entry?;
        if entry.file_name() != "tiers.toml" {
            symlink(entry.path().canonicalize()?, folder.join(entry.file_name()))?;
        }
    }
    let tiers = fs::read_to_string(town::folder().join("tiers.toml"))?;
    let generous = tiers.lines().map(|line| match line.split_once(" = ") {
        Some(("thoughts_per_minute", _)) => "thoughts_per_minute = 60\n".to_owned(),
        Some(("tokens_per_hour", _)) => "tokens_per_hour = 1000000000\n".to_owned(),
        Some(("models", "[]")) => "models = [\"small\"]\n".to_owned(),
        _ => format!("{line}\n"),
    });
    fs::write(folder.join("tiers.toml"), generous.collect::<String>())?;
    Ok(())
}
