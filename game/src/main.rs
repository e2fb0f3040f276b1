//! The desktop client. It opens a window on a village; without one it says how to start one.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use clap::Parser;
use village_game::{Address, FILE_MAX, Knock, Link, Pack, PicturePlugin, TownMap, VillagePlugin};

/// Look into a village of agents: walk your eyes through it, follow somebody, read the board.
///
/// A guest only looks on; whoever signs in rewards, answers and writes. Drag or use the arrow
/// keys to move, the wheel to come closer, click somebody to follow, ? for all keys.
#[derive(Debug, Parser)]
#[command(name = "village", version, after_help = EXAMPLES)]
struct Cli {
    /// Address of the village.
    #[arg(value_name = "URL", default_value = "http://127.0.0.1:8080", env = "VILLAGE_URL")]
    village: String,

    /// Where to look first: #agent=ada, #post=3 or #at=31,12 (quote it: a shell eats the #).
    #[arg(value_name = "LINK")]
    link: Option<String>,

    /// A personal access token to come in by (better in the environment: switches are seen by every
    /// user of a machine). Without one, sign in inside.
    #[arg(long, value_name = "TOKEN", env = "VILLAGE_TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// A folder of other pictures: tiles.png, icons.png and villagers/NAME.png, each of the size
    /// and in the order of the ones that it stands for (`cargo run -p village-art` writes those).
    #[arg(long, value_name = "FOLDER", env = "VILLAGE_ART")]
    art: Option<PathBuf>,

    /// Size of the window.
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    size: UVec2,
}

const EXAMPLES: &str = "\
Examples:
  village                                    the village on this machine
  village https://village.example            another one
  village http://127.0.0.1:8080 '#agent=ada' follow Ada
  village '#post=3'                          read the third note

No village yet? `cargo village up` starts one here.";

fn size(text: &str) -> Result<UVec2, String> {
    let sides = text
        .split_once('x')
        .and_then(|(wide, high)| Some(UVec2::new(wide.parse().ok()?, high.parse().ok()?)));
    let fits = |size: &UVec2| size.min_element() >= 240 && size.max_element() <= 8_192;
    sides.filter(fits).ok_or_else(|| format!("\"{text}\" is no size such as 1280x800"))
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let (address, link) = whereto(&cli)?;
    // Before anything speaks TLS; a second time would only say that it was done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut town = TownMap::of_village().context("reading the map that is part of this program")?;
    let pack = match &cli.art {
        Some(folder) => pack(folder, &mut town)
            .with_context(|| format!("the pictures of {}", folder.display()))?,
        None => Pack::default(),
    };
    let window = Window {
        title: format!("AI Village - {address}"),
        resolution: (cli.size.x, cli.size.y).into(),
        ..default()
    };
    let quiet = "wgpu=error,naga=warn,bevy_egui=warn,winit=error".to_owned();
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(ImagePlugin::default_nearest())
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(LogPlugin { filter: format!("warn,{quiet}"), ..default() }),
    )
    .insert_resource(town)
    .insert_resource(pack)
    .add_plugins((VillagePlugin { village: Some(address), link }, PicturePlugin));
    if let Some(token) = cli.token {
        app.world_mut().write_message(Knock::Token(token));
    }
    app.run();
    Ok(())
}

/// The pictures of a folder that stand for this program's own.
fn pack(folder: &Path, town: &mut TownMap) -> anyhow::Result<Pack> {
    let mut files = Vec::new();
    for (of, at) in [("", folder.to_owned()), ("villagers/", folder.join("villagers"))] {
        if !of.is_empty() && !at.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&at)? {
            let (entry, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            if !kind.is_file() || !name.ends_with(".png") {
                continue;
            }
            let mut bytes = Vec::new();
            std::fs::File::open(&entry)?.take(FILE_MAX).read_to_end(&mut bytes)?;
            files.push((format!("{of}{name}"), bytes));
        }
    }
    anyhow::ensure!(!files.is_empty(), "there is no tiles.png, icons.png or villagers/NAME.png");
    Ok(Pack::of(files, town)?)
}

/// The village and the place in it. A lone link is one into the village on this machine, and an
/// address may carry its link as a browser's does.
fn whereto(cli: &Cli) -> anyhow::Result<(Address, Option<Link>)> {
    let (village, carried) = match cli.village.split_once('#') {
        Some(("", link)) => ("http://127.0.0.1:8080", Some(link)),
        Some((village, link)) => (village, Some(link)),
        None => (cli.village.as_str(), None),
    };
    let link = cli.link.as_deref().or(carried).map(str::parse).transpose()?;
    Ok((village.parse()?, link))
}
