//! The town board: the latest notes, and the one that is read with its replies.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Edge, Panels, Theme, coins, slide};
use crate::dossier::{Dossier, Letter};
use crate::regard::Regard;
use crate::scene::{Note, Scene};

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, scene, dossier): (Res<Theme>, Res<Scene>, Res<Dossier>),
    (panels, mut regard): (Res<Panels>, ResMut<Regard>),
) -> Result {
    let out = panels.board || regard.post.is_some();
    slide(&mut contexts, &theme, ("board", Edge::Right, 312.0), out, |ui| {
        if let Some(post) = regard.post {
            ui.horizontal(|ui| {
                if ui.button("‹ Board").clicked() {
                    regard.post = None;
                }
                ui.label(theme.quiet(format!("note {post}")));
            });
            ui.separator();
            match dossier.letters.get(&post).map(|paper| (&paper.came, &paper.why)) {
                Some((Some(letter), _)) => read(ui, &theme, letter),
                Some((None, Some(why))) => {
                    ui.label(format!("This note cannot be read: {why}."));
                }
                _ => {
                    ui.label(theme.quiet("taking it from the board…"));
                }
            }
            return;
        }
        ui.label(theme.title("Town board"));
        if scene.notes.is_empty() {
            ui.label(theme.quiet("No note hangs here yet."));
        }
        egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            let (pinned, rest): (Vec<_>, Vec<_>) =
                scene.notes.iter().rev().partition(|(_, note)| note.pinned);
            for (id, note) in pinned.into_iter().chain(rest) {
                if row(ui, &theme, *id, note) {
                    regard.post = Some(*id);
                }
            }
        });
    })
}

/// One note; whether it was clicked.
fn row(ui: &mut egui::Ui, theme: &Theme, id: u64, note: &Note) -> bool {
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(6, 4)).corner_radius(6);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.0;
        let title = egui::RichText::new(&*note.title);
        let title = if note.open { title.color(theme.ink) } else { title.color(theme.quiet) };
        ui.add(egui::Label::new(title).truncate().selectable(false));
        ui.horizontal(|ui| {
            let mut told = note.author.to_string();
            match note.replies {
                0 => {}
                1 => told.push_str(" · 1 reply"),
                many => {
                    told.push_str(" · ");
                    told.push_str(&many.to_string());
                    told.push_str(" replies");
                }
            }
            if note.pinned {
                told.push_str(" · pinned");
            }
            ui.add(egui::Label::new(theme.quiet(told)).selectable(false));
            if let Some(bounty) = note.bounty {
                let offer = format!("{} aiDollar for work", coins(bounty));
                let offer = egui::RichText::new(offer).color(theme.gold).size(12.5);
                ui.add(egui::Label::new(offer).selectable(false));
            }
        });
    });
    let area = shown.response.rect;
    let response = ui.interact(area, ui.id().with(("note", id)), egui::Sense::click());
    if response.hovered() {
        let line = egui::Stroke::new(1.0, theme.line);
        ui.painter().rect_stroke(area, 6.0, line, egui::StrokeKind::Inside);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn read(ui: &mut egui::Ui, theme: &Theme, letter: &Letter) {
    egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.label(theme.title(&letter.title));
        ui.label(theme.quiet(format!("{}, {}", letter.author.name, letter.origin)));
        ui.add_space(4.0);
        ui.label(&letter.body);
        for reply in &letter.thread {
            ui.separator();
            ui.label(theme.quiet(&reply.author.name));
            ui.label(&reply.body);
        }
        if letter.thread.is_empty() {
            ui.separator();
            ui.label(theme.quiet("Nobody has answered yet."));
        }
    });
}
