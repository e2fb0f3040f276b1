//! Writes a laid-out map as a Tiled file. The tileset is `village.tsx` beside it.

use std::fmt::Write as _;

use super::draft::Draft;
use super::field::{HIGH, WIDE};
use super::plan::ZONES;
use crate::tiles::{Layer, TILE};

/// The map file's text.
pub fn write(draft: &Draft<'_>) -> String {
    let mut out = String::new();
    body(&mut out, draft).expect("a string takes all that is written");
    out
}

fn body(out: &mut String, draft: &Draft<'_>) -> std::fmt::Result {
    let objects = draft.landmarks.len() + draft.places.len() + ZONES.len();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let next = objects + 1;
    write!(out, r#"<map version="1.10" tiledversion="1.11.0" orientation="orthogonal""#)?;
    write!(out, r#" renderorder="right-down" width="{WIDE}" height="{HIGH}""#)?;
    write!(out, r#" tilewidth="{TILE}" tileheight="{TILE}" infinite="0""#)?;
    writeln!(out, r#" nextlayerid="9" nextobjectid="{next}">"#)?;
    writeln!(out, r#" <tileset firstgid="1" source="village.tsx"/>"#)?;
    for (id, layer) in (1..).zip(Layer::ALL) {
        let name = layer.name();
        writeln!(out, r#" <layer id="{id}" name="{name}" width="{WIDE}" height="{HIGH}">"#)?;
        writeln!(out, r#"  <data encoding="csv">"#)?;
        let gids = |y: i32| -> Vec<String> {
            (0..WIDE)
                .map(|x| draft.tile(layer, x, y).map_or(0, |tile| tile + 1).to_string())
                .collect()
        };
        let rows: Vec<String> = (0..HIGH).map(|y| gids(y).join(",")).collect();
        writeln!(out, "{}\n</data>\n </layer>", rows.join(",\n"))?;
    }
    let mut ids = 1..;
    landmarks(out, draft, &mut ids)?;
    spots(out, draft, &mut ids)?;
    writeln!(out, r#" <objectgroup id="8" name="zones">"#)?;
    for (name, [x, y, w, h]) in ZONES {
        let id = ids.next().unwrap_or(0);
        let (x, y, w, h) = (x * TILE, y * TILE, w * TILE, h * TILE);
        writeln!(
            out,
            r#"  <object id="{id}" name="{name}" x="{x}" y="{y}" width="{w}" height="{h}"/>"#
        )?;
    }
    writeln!(out, " </objectgroup>\n</map>")
}

fn landmarks(
    out: &mut String,
    draft: &Draft<'_>,
    ids: &mut impl Iterator<Item = i32>,
) -> std::fmt::Result {
    writeln!(out, r#" <objectgroup id="6" name="landmarks">"#)?;
    for landmark in &draft.landmarks {
        let [x, y, w, h] = landmark.area.map(|side| side * TILE);
        let id = ids.next().unwrap_or(0);
        let spots = draft.places.iter().filter(|place| place.landmark == landmark.id).count();
        let (name, class) = (&landmark.name, landmark.class);
        write!(out, r#"  <object id="{id}" name="{name}" type="{class}""#)?;
        writeln!(out, r#" x="{x}" y="{y}" width="{w}" height="{h}">"#)?;
        writeln!(out, "   <properties>")?;
        writeln!(out, r#"    <property name="capacity" type="int" value="{spots}"/>"#)?;
        writeln!(out, r#"    <property name="id" value="{}"/>"#, landmark.id)?;
        writeln!(out, r#"    <property name="uses" value="{}"/>"#, landmark.uses)?;
        writeln!(out, "   </properties>\n  </object>")?;
    }
    writeln!(out, " </objectgroup>")
}

fn spots(
    out: &mut String,
    draft: &Draft<'_>,
    ids: &mut impl Iterator<Item = i32>,
) -> std::fmt::Result {
    writeln!(out, r#" <objectgroup id="7" name="spots">"#)?;
    for place in &draft.places {
        let ((x, y), facing, pose) = place.spot;
        let id = ids.next().unwrap_or(0);
        let (x, y) = (x * TILE + TILE / 2, y * TILE + TILE / 2);
        writeln!(out, r#"  <object id="{id}" x="{x}" y="{y}">"#)?;
        writeln!(out, "   <properties>")?;
        writeln!(out, r#"    <property name="facing" value="{facing}"/>"#)?;
        writeln!(out, r#"    <property name="landmark" value="{}"/>"#, place.landmark)?;
        writeln!(out, r#"    <property name="pose" value="{}"/>"#, pose.name())?;
        writeln!(out, "   </properties>\n   <point/>\n  </object>")?;
    }
    writeln!(out, " </objectgroup>")
}
