//! The small map: the village from above, who is where, and what is seen of it. A click goes there.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::kit::{Held, Seen};
use super::slide::{covers, is_narrow};
use crate::ground::TownMap;

/// Longest side, in points.
const SIDE: f32 = 168.0;
/// From the window's edges, in points.
const MARGIN: f32 = 12.0;
/// Layers that are seen from above, the lowest first.
const LAYERS: [&str; 5] = ["ground", "detail", "objects", "roof", "canopy"];
/// Pixels of the art to one of the small picture.
const GRAIN: u32 = 8;
/// Villagers that get a dot.
const DOTS_MAX: usize = 2_000;

pub(super) fn draw(
    mut contexts: EguiContexts,
    map: Res<TownMap>,
    seen: Seen<'_>,
    mut held: Held<'_>,
    mut picture: Local<Option<egui::TextureHandle>>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let hidden = is_narrow(ctx) || ctx.content_rect().height() < 560.0;
    if !held.panels.map || hidden || seen.scene.clock.is_none() {
        return Ok(());
    }
    let texture = picture.get_or_insert_with(|| {
        ctx.load_texture("small map", paint(&map), egui::TextureOptions::LINEAR)
    });
    let (wide, high) = map.size();
    let (across, down) = seen.scene.districts((map.town.width, map.town.height));
    let whole = UVec2::new(wide * u32::from(across), high * u32::from(down)).as_vec2();
    let size = whole * (SIDE / whole.max_element());
    let corner = ctx.content_rect().left_bottom() + egui::vec2(MARGIN, -MARGIN);
    let card = egui::Rect::from_two_pos(corner, corner + egui::vec2(size.x + 8.0, -size.y - 8.0));
    // What would peep out from behind a panel is of no use to anybody.
    if covers(ctx, super::inspector::NAME, card) {
        return Ok(());
    }
    egui::Area::new(egui::Id::new("small map"))
        .anchor(egui::Align2::LEFT_BOTTOM, egui::vec2(MARGIN, -MARGIN))
        .order(egui::Order::Background)
        .show(ctx, |ui| {
            seen.theme.card().inner_margin(4).show(ui, |ui| {
                let (rect, response) = ui
                    .allocate_exact_size(egui::vec2(size.x, size.y), egui::Sense::click_and_drag());
                let painter = ui.painter().with_clip_rect(rect);
                districts(&painter, rect, texture.id(), (across, down));
                marks(&painter, rect, whole, (&seen, &held));
                if let Some(at) = response.interact_pointer_pos() {
                    let part = (at - rect.min) / rect.size();
                    held.regard.release();
                    held.eye.glide_to(whole * Vec2::new(part.x, part.y));
                }
                response.on_hover_cursor(egui::CursorIcon::PointingHand);
            });
        });
    Ok(())
}

/// The town, as often as it is repeated.
fn districts(
    painter: &egui::Painter,
    rect: egui::Rect,
    texture: egui::TextureId,
    (across, down): (u16, u16),
) {
    let one = rect.size() / egui::vec2(across.into(), down.into());
    let uv = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    for x in 0..across.min(64) {
        for y in 0..down.min(64) {
            let corner = rect.min + one * egui::vec2(x.into(), y.into());
            let place = egui::Rect::from_min_size(corner, one);
            painter.image(texture, place, uv, egui::Color32::WHITE);
        }
    }
}

/// Who is where, and what is seen.
fn marks(
    painter: &egui::Painter,
    rect: egui::Rect,
    whole: Vec2,
    (seen, held): (&Seen<'_>, &Held<'_>),
) {
    let place = |art: Vec2| {
        let part = art / whole;
        rect.min + rect.size() * egui::vec2(part.x, part.y)
    };
    let (tick, hz) = (seen.scene.tick(), seen.scene.hz());
    let ink = egui::Color32::from_rgb(0x1f, 0x1b, 0x33);
    for (who, villager) in seen.scene.villagers.iter().take(DOTS_MAX) {
        let at = place(villager.stand(tick, hz).at);
        let followed = held.regard.followed == Some(*who);
        let cream = egui::Color32::from_rgb(0xf7, 0xed, 0xcf);
        let (radius, colour) = if followed { (4.0, seen.theme.accent) } else { (2.0, cream) };
        // Two discs are quicker than a line around one.
        painter.circle_filled(at, radius + 0.5, ink);
        painter.circle_filled(at, radius - 0.5, colour);
    }
    let view = held.eye.view(0.0);
    let frame = egui::Rect::from_min_max(place(view.min), place(view.max)).intersect(rect);
    let line = egui::Stroke::new(1.5, egui::Color32::from_rgb(0xff, 0xe3, 0xa1));
    painter.rect_stroke(frame, 2.0, line, egui::StrokeKind::Inside);
}

/// The town from above, in coarse pixels: of each, what lies on top in its middle.
fn paint(map: &TownMap) -> egui::ColorImage {
    let (wide, high) = map.size();
    let columns = u32::from(map.town.width);
    let (width, height) = (wide / GRAIN, high / GRAIN);
    let mut pixels = Vec::with_capacity((width * height) as usize);
    for y in 0..height {
        for x in 0..width {
            let (left, top) = (x * GRAIN + GRAIN / 2, y * GRAIN + GRAIN / 2);
            let cell = (top / 16 * columns + left / 16) as usize;
            let on_top = LAYERS.iter().rev().find_map(|layer| {
                let tile = map.layer(layer).get(cell)?;
                let [red, green, blue, alpha] = map.pixel(*tile, left % 16, top % 16);
                (alpha > 127).then(|| egui::Color32::from_rgb(red, green, blue))
            });
            pixels.push(on_top.unwrap_or(egui::Color32::BLACK));
        }
    }
    egui::ColorImage::new([width as usize, height as usize], pixels)
}
