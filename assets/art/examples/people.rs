//! Contact sheets of people and icons, to be looked at: `cargo run -p village-art --example people
//! -- FOLDER` writes them as PNG. Nothing in the village reads them.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use village_art::canvas::Canvas;
use village_art::icon;
use village_art::palette::{LEAF_2, LEAF_3, LEAF_4};
use village_art::villager::{self, FRAME_HEIGHT, FRAME_WIDTH, Facing, Look};

/// Space around each figure, in pixels.
const GAP: i32 = 4;

#[derive(serde::Deserialize)]
struct Persona {
    look: Look,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder for the pictures")?);
    fs::create_dir_all(&folder)?;
    let villagers = villagers()?;
    save(&folder, "poses-a", &poses(&villagers[1]))?;
    save(&folder, "poses-b", &poses(&villagers[12 % villagers.len()]))?;
    save(&folder, "poses-c", &poses(&Look::from_seed(11)))?;
    save(&folder, "villagers", &turned(&villagers).scaled(8))?;
    let strangers: Vec<Look> = (0..60).map(Look::from_seed).collect();
    save(&folder, "strangers", &crowd(&strangers, Facing::Down, 0).scaled(8))?;
    save(&folder, "strangers-left", &crowd(&strangers, Facing::Left, 2).scaled(8))?;
    save(&folder, "strangers-up", &crowd(&strangers, Facing::Up, 2).scaled(8))?;
    save(&folder, "strangers-sit", &crowd(&strangers, Facing::Down, 6).scaled(8))?;
    save(&folder, "strangers-work", &crowd(&strangers, Facing::Down, 7).scaled(8))?;
    save(&folder, "strangers-3", &crowd(&strangers, Facing::Down, 0).scaled(3))?;
    save(&folder, "meeting", &meeting(&villagers).scaled(5))?;
    let mut icons = ground(icon::sheet().w, icon::sheet().h);
    icons.blit(&icon::sheet(), 0, 0);
    save(&folder, "icons", &icons.scaled(8))
}

fn villagers() -> Result<Vec<Look>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../personas");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let look = |file: &PathBuf| -> Result<Look, Box<dyn Error>> {
        Ok(toml::from_str::<Persona>(&fs::read_to_string(file)?)?.look)
    };
    files.iter().map(look).collect()
}

/// Grass as people stand on it.
fn ground(w: i32, h: i32) -> Canvas {
    let mut canvas = Canvas::filled(w, h, LEAF_3);
    canvas.scatter([0, 0, w, h], LEAF_3, LEAF_4, 4, 1);
    canvas.scatter([0, 0, w, h], LEAF_3, LEAF_2, 3, 2);
    canvas
}

fn poses(look: &Look) -> Canvas {
    let sheet = villager::sheet(look);
    let mut canvas = ground(sheet.w, sheet.h);
    canvas.blit(&sheet, 0, 0);
    canvas.scaled(8)
}

/// Every look in its four facings, one column each, in two bands.
fn turned(looks: &[Look]) -> Canvas {
    let half = i32::try_from(looks.len().div_ceil(2)).unwrap_or(0);
    let (w, h) = (FRAME_WIDTH + GAP, FRAME_HEIGHT + GAP);
    let mut canvas = ground(half * w, 8 * h);
    for (index, look) in (0..).zip(looks) {
        for (row, facing) in (0..).zip(Facing::ALL) {
            let (x, y) = (index % half * w, (index / half * 4 + row) * h);
            canvas.blit(&villager::frame(look, facing, 0), x + GAP / 2, y + GAP / 2);
        }
    }
    canvas
}

/// Every look in one frame.
fn crowd(looks: &[Look], facing: Facing, frame: i32) -> Canvas {
    let columns = 12;
    let (w, h) = (FRAME_WIDTH + GAP, FRAME_HEIGHT + GAP);
    let rows = (i32::try_from(looks.len()).unwrap_or(0) + columns - 1) / columns;
    let mut canvas = ground(columns * w, rows * h);
    for (index, look) in (0..).zip(looks) {
        let (x, y) = (index % columns * w + GAP / 2, index / columns * h + GAP / 2);
        canvas.blit(&villager::frame(look, facing, frame), x, y);
    }
    canvas
}

/// People as the village shows them: shadow below, mood above, the mark of who they are beside.
fn meeting(looks: &[Look]) -> Canvas {
    let mut canvas = ground(240, 120);
    let moods: Vec<&str> =
        icon::NAMES.iter().filter(|name| name.starts_with("mood")).copied().collect();
    let marks: Vec<&str> =
        icon::NAMES.iter().filter(|name| name.starts_with("mark")).copied().collect();
    for (index, look) in looks.iter().enumerate() {
        let at = i32::try_from(index).unwrap_or(0);
        let (x, y) = (8 + at % 7 * 32 + at / 7 * 10, 18 + at / 7 * 48);
        let facing = Facing::ALL[index % 3];
        let lay = |canvas: &mut Canvas, name: &str, (dx, dy): (i32, i32)| {
            if let Some(picture) = icon::draw(name) {
                canvas.blit(&picture, x + dx, y + dy);
            }
        };
        lay(&mut canvas, "shadow", icon::SHADOW_OFFSET);
        canvas.blit(&villager::frame(look, facing, [0, 2, 10, 4, 6, 7][index % 6]), x, y);
        match index % 3 {
            0 => lay(&mut canvas, moods[index / 3 % moods.len()], icon::MOOD_OFFSET),
            1 => lay(&mut canvas, marks[index / 3 % marks.len()], icon::MARK_OFFSET),
            _ => {}
        }
    }
    canvas
}

fn save(folder: &Path, name: &str, canvas: &Canvas) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(folder.join(name).with_extension("png"), canvas.to_png()?)?)
}
