//! The notice when the village is not heard, or not on our map: what is wrong, what to do, when it
//! is tried again.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_protocol::frame::ground;

use super::Theme;
use crate::ground::TownMap;
use crate::scene::Scene;
use crate::stream::{Contact, Village};

/// How a village is started on this machine.
const START: &str = "cargo village up";

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, scene, village): (Res<Theme>, Res<Scene>, Res<Village>),
    map: Res<TownMap>,
    mut contact: ResMut<Contact>,
) -> Result {
    let known = scene.clock.is_some();
    let is_elsewhere = scene.ground.is_some_and(|there| there != ground(&map.town));
    let (title, told) = match &*contact {
        Contact::Live if is_elsewhere => (
            "This village stands on another map".to_owned(),
            "This program does not have it: whoever lives there is where it is, the ground is \
             not. Build the program again from the village's own source."
                .to_owned(),
        ),
        Contact::Live => return Ok(()),
        Contact::Calling | Contact::Nowhere if known => return Ok(()),
        Contact::Calling => ("Looking for the village…".to_owned(), String::new()),
        Contact::Nowhere => ("No village was named".to_owned(), String::new()),
        Contact::Away { why, .. } if known => {
            ("The village is not heard".to_owned(), format!("What you see stands still: {why}."))
        }
        Contact::Away { why, .. } => {
            ("No village here yet".to_owned(), format!("Asked at {}: {why}.", village.0))
        }
        Contact::Stranger { theirs } => (
            "This village speaks another tongue".to_owned(),
            format!(
                "It sends version {theirs} of what is seen, and this program reads another. \
                 Build the program again from the village's own source."
            ),
        ),
    };
    let ctx = contexts.ctx_mut()?;
    let (anchor, offset) = if known {
        (egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, -16.0))
    } else {
        (egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, -ctx.content_rect().height() * 0.12))
    };
    let mut again = false;
    egui::Area::new(egui::Id::new("notice")).anchor(anchor, offset).show(ctx, |ui| {
        theme.card().inner_margin(16).show(ui, |ui| {
            ui.set_max_width(380.0_f32.min(ui.ctx().content_rect().width() - 64.0));
            ui.label(theme.title(title));
            if !told.is_empty() {
                ui.label(told);
            }
            if !known && !matches!(*contact, Contact::Stranger { .. }) {
                start(ui, &theme);
            }
            if let Contact::Away { next, .. } = &*contact {
                ui.horizontal(|ui| {
                    let left = (next - scene.now()).max(0.0).ceil();
                    again = ui.button("Try now").clicked();
                    ui.label(theme.quiet(format!("or by itself in {left} s")));
                });
            }
        });
    });
    if let (true, Contact::Away { next, .. }) = (again, &mut *contact) {
        *next = 0.0;
    }
    Ok(())
}

fn start(ui: &mut egui::Ui, theme: &Theme) {
    ui.label("Start one beside this window:");
    let frame = egui::Frame::new().fill(theme.sunk).corner_radius(6).inner_margin(8);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(egui::RichText::new(START).monospace());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.small_button("Copy").clicked() {
                    ui.ctx().copy_text(START.to_owned());
                }
            });
        });
    });
    ui.label(theme.quiet("This window finds it by itself."));
}
