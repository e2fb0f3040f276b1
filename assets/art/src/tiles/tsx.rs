//! Writes the sheet as a Tiled tileset. The same sheet gives the same bytes.

use std::fmt::Write as _;

use super::blob;
use super::drawing::TILE;
use super::sheet::{COLUMNS, Sheet};

/// Terrains that Tiled's brush can paint, with the piece that holds their 47 tiles.
const TERRAINS: [(&str, &str); 5] = [
    ("earth", "#bd9262"),
    ("cobble", "#adb2b0"),
    ("water", "#4784a6"),
    ("deep", "#315889"),
    ("lush", "#4b7d4f"),
];

/// The tileset file's text; its picture is `tiles.png` beside it.
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    head(&mut out, sheet).expect("a string takes all that is written");
    tiles(&mut out, sheet).expect("a string takes all that is written");
    terrains(&mut out, sheet).expect("a string takes all that is written");
    out.push_str("</tileset>\n");
    out
}

fn head(out: &mut String, sheet: &Sheet) -> std::fmt::Result {
    let (w, h) = (sheet.picture.w, sheet.picture.h);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let count = sheet.len();
    write!(out, r#"<tileset version="1.10" tiledversion="1.11.0" name="village""#)?;
    write!(out, r#" tilewidth="{TILE}" tileheight="{TILE}""#)?;
    writeln!(out, r#" tilecount="{count}" columns="{COLUMNS}">"#)?;
    writeln!(out, r#" <image source="tiles.png" width="{w}" height="{h}"/>"#)
}

fn tiles(out: &mut String, sheet: &Sheet) -> std::fmt::Result {
    for (id, entry) in &sheet.entries {
        writeln!(out, r#" <tile id="{id}">"#)?;
        let nature = entry.nature;
        if nature.light > 0 || nature.solid || nature.water {
            writeln!(out, "  <properties>")?;
            if nature.light > 0 {
                let light = nature.light;
                writeln!(out, r#"   <property name="light" type="int" value="{light}"/>"#)?;
            }
            for (name, holds) in [("solid", nature.solid), ("water", nature.water)] {
                if holds {
                    writeln!(out, r#"   <property name="{name}" type="bool" value="true"/>"#)?;
                }
            }
            writeln!(out, "  </properties>")?;
        }
        if !entry.frames.is_empty() {
            writeln!(out, "  <animation>")?;
            for (tile, ms) in &entry.frames {
                writeln!(out, r#"   <frame tileid="{tile}" duration="{ms}"/>"#)?;
            }
            writeln!(out, "  </animation>")?;
        }
        writeln!(out, " </tile>")?;
    }
    Ok(())
}

fn terrains(out: &mut String, sheet: &Sheet) -> std::fmt::Result {
    writeln!(out, " <wangsets>")?;
    for (name, colour) in TERRAINS {
        writeln!(out, r#"  <wangset name="{name}" type="mixed" tile="-1">"#)?;
        writeln!(
            out,
            r#"   <wangcolor name="{name}" color="{colour}" tile="-1" probability="1"/>"#
        )?;
        let piece = sheet.piece(name);
        for (at, mask) in (0..).zip(blob::masks()) {
            let Some(tile) = piece.tile(at) else { continue };
            let id: Vec<&str> =
                (0..8).map(|bit| if mask & (1 << bit) == 0 { "0" } else { "1" }).collect();
            writeln!(out, r#"   <wangtile tileid="{tile}" wangid="{}"/>"#, id.join(","))?;
        }
        writeln!(out, "  </wangset>")?;
    }
    writeln!(out, " </wangsets>")
}
