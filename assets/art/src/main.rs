//! Writes the village's pictures and map; see README.md beside this crate.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use village_art::canvas::{self, Canvas};
use village_art::palette::LEAF_3;
use village_art::scene::{self, Tiles};
use village_art::tiles::TILE;
use village_art::{map, tiles};

const USAGE: &str = "usage: village-art tiles DIR   write village.tsx and tiles.png
       village-art map DIR     write village.tmx (overwrites what was edited by hand)
       village-art sheet DIR [MAP]
                               render contact sheets, and scenes of assets/map/village.tmx";

/// What can go wrong on the way to a file.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{USAGE}")]
    Usage,
    #[error(transparent)]
    Twin(#[from] tiles::TwinError),
    #[error(transparent)]
    Encode(#[from] canvas::EncodeError),
    #[error("reading {path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Map(#[from] map::reading::ReadingError),
    #[error("writing {path}: {source}")]
    Write { path: PathBuf, source: std::io::Error },
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let (Some(act), Some(dir)) = (words.next(), words.next()) else {
        return Err(Failure::Usage);
    };
    let dir = Path::new(&dir);
    let map = words.next().unwrap_or_else(|| "assets/map/village.tmx".to_owned());
    match act.as_str() {
        "tiles" => write_tiles(dir),
        "map" => write_map(dir),
        "sheet" => write_sheets(dir, Path::new(&map)),
        _ => Err(Failure::Usage),
    }
}

fn save(path: PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(&path, bytes).map_err(|source| Failure::Write { path, source })
}

fn write_tiles(dir: &Path) -> Result<(), Failure> {
    let sheet = tiles::draw()?;
    save(dir.join("village.tsx"), tiles::tsx::write(&sheet).as_bytes())?;
    save(dir.join("tiles.png"), &sheet.picture.to_png()?)
}

fn write_map(dir: &Path) -> Result<(), Failure> {
    let sheet = tiles::draw()?;
    let draft = map::lay(&sheet);
    draft.refused.iter().for_each(|line| eprintln!("no room: {line}"));
    save(dir.join("village.tmx"), map::tmx::write(&draft).as_bytes())
}

/// Rows of tiles on one contact sheet: eight times as large, a sheet is then 4096 by 1024.
const SHEET_ROWS: i32 = 8;

fn write_sheets(dir: &Path, map: &Path) -> Result<(), Failure> {
    let sheet = tiles::draw()?;
    let (w, h) = (sheet.picture.w, sheet.picture.h);
    let mut back = Canvas::filled(w, h, LEAF_3);
    back.blit(&sheet.picture, 0, 0);
    let tall = SHEET_ROWS * TILE;
    for part in 0..(h + tall - 1) / tall {
        let name = format!("tiles-{part:02}.png");
        save(dir.join(name), &back.cut(0, part * tall, w, tall).scaled(8).to_png()?)?;
    }
    let text = std::fs::read_to_string(map);
    let text = text.map_err(|source| Failure::Read { path: map.to_owned(), source })?;
    let tiles = map::reading::tiles(&text)?;
    for hour in scene::HOURS {
        let whole = scene::render(&sheet, &tiles, hour);
        save(dir.join(format!("whole-{}.png", hour.name)), &whole.to_png()?)?;
        for (name, x, y) in VIEWS {
            let part = whole.cut(x * TILE, y * TILE, 27 * TILE, 16 * TILE).scaled(3);
            save(dir.join(format!("{name}-{}.png", hour.name)), &part.to_png()?)?;
        }
    }
    let inside = Tiles { layers: tiles.layers[..3].to_vec(), ..tiles };
    save(dir.join("inside.png"), &scene::render(&sheet, &inside, scene::HOURS[0]).to_png()?)
}

/// Views of the map: name and upper left cell of 27 by 16.
const VIEWS: [(&str, i32, i32); 6] = [
    ("square", 26, 17),
    ("park", 14, 32),
    ("north", 30, 1),
    ("market", 48, 13),
    ("west", 1, 18),
    ("south", 44, 37),
];
