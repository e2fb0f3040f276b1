//! The note on the board that is pointed at, with its title, the one that is read, and the tile
//! that one's own avatar goes to.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Canvas, GLOW, INK, PAPER};
use crate::errand::OwnAvatar;
use crate::eye::Eye;
use crate::ground::TownMap;
use crate::pinned::{self, Spot};
use crate::regard::Regard;
use crate::scene::Scene;
use crate::words::plain;

/// Longest title that is shown, in characters.
const TITLE_MAX: usize = 48;

pub(super) fn draw(
    mut contexts: EguiContexts,
    (scene, eye, map, regard): (Res<Scene>, Res<Eye>, Res<TownMap>, Res<Regard>),
) {
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let pointer = regard.pointer.map(|at| eye.to_art(at));
    let over = pointer.and_then(|at| match pinned::at(&map, &scene, at)? {
        Spot::Note(post) => Some((post, at)),
        Spot::Board => None,
    });
    for (note, pointed) in [(regard.post.map(|post| (post, eye.at())), false), (over, true)] {
        let Some((post, near)) = note else { continue };
        let Some(paper) = pinned::place(&map, &scene, post, near) else { continue };
        let from = canvas.place(&eye, paper.min - Vec2::ONE);
        let to = canvas.place(&eye, paper.max + Vec2::ONE);
        let rect = egui::Rect::from_min_max(from, to);
        let line = egui::Stroke::new(canvas.scale(&eye).max(1.0), GLOW);
        canvas.painter.rect_stroke(rect, 0.0, line, egui::StrokeKind::Middle);
        if let (true, Some(note)) = (pointed, scene.notes.get(&post)) {
            let told = format!("{}, {}", plain(&note.title, TITLE_MAX), plain(&note.author, 24));
            label(&canvas, rect.center_bottom(), told);
        }
    }
}

/// A ring on the ground where one's own avatar goes.
pub(super) fn mark_goal(
    mut contexts: EguiContexts,
    (scene, eye, avatar): (Res<Scene>, Res<Eye>, Res<OwnAvatar>),
) {
    let Some(own) = avatar.0.and_then(|who| scene.villagers.get(&who)) else { return };
    let (way, tick, hz) = (own.way(), scene.tick(), scene.hz());
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let end = way.end();
    if way.point(tick, hz).tile() == end {
        return;
    }
    let middle = Vec2::new(f32::from(end.x) + 0.5, f32::from(end.y) + 0.6) * 16.0;
    let (at, scale) = (canvas.place(&eye, middle), canvas.scale(&eye));
    let radius = egui::vec2(6.0, 4.0) * scale;
    let ring = egui::epaint::EllipseShape::stroke(at, radius, egui::Stroke::new(scale, GLOW));
    canvas.painter.add(ring);
}

fn label(canvas: &Canvas, under: egui::Pos2, told: String) {
    let font = egui::FontId::proportional(13.5);
    let galley = canvas.painter.layout(told, font, INK, 260.0);
    let screen = canvas.painter.clip_rect();
    let size = galley.size() + egui::vec2(16.0, 8.0);
    let left = (under.x - size.x / 2.0).min(screen.max.x - size.x - 4.0).max(4.0);
    let rect = egui::Rect::from_min_size(egui::pos2(left.round(), under.y.round() + 8.0), size);
    let line = egui::Stroke::new(1.5, INK);
    canvas.painter.rect(rect, 6.0, PAPER, line, egui::StrokeKind::Middle);
    canvas.painter.galley(rect.min + egui::vec2(8.0, 4.0), galley, INK);
}
