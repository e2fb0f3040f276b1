//! Help: all that hands can do here.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Panels, Theme};

const KEYS: [(&str, &str); 10] = [
    ("drag, arrows, W A S D", "move about"),
    ("wheel, + and -", "closer, further"),
    ("click on somebody", "follow, and see who it is"),
    ("click on a roof", "look inside"),
    ("Home", "back to the board on the square"),
    ("L", "villagers"),
    ("B", "the town board"),
    ("T", "paper: by the hour, light, dark"),
    ("Esc", "let go, close"),
    ("?", "this page"),
];

const MARKS: [(&str, &str); 3] = [
    ("cog", "words by instinct: rules, no model"),
    ("lantern", "a mind from outside the village"),
    ("pennant", "a person"),
];

pub(super) fn draw(
    mut contexts: EguiContexts,
    theme: Res<Theme>,
    mut panels: ResMut<Panels>,
) -> Result {
    if !panels.help {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let mut close = false;
    egui::Area::new(egui::Id::new("help"))
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .order(egui::Order::Foreground)
        .show(ctx, |ui| {
            theme.card().inner_margin(16).show(ui, |ui| {
                ui.set_max_width(380.0);
                ui.horizontal(|ui| {
                    ui.label(theme.title("What hands can do"));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        close = ui.button("Close").clicked();
                    });
                });
                ui.separator();
                list(ui, &theme, "keys", &KEYS);
                ui.add_space(8.0);
                ui.label("Marks beside names and words");
                list(ui, &theme, "marks", &MARKS);
            });
        });
    if close {
        panels.help = false;
    }
    Ok(())
}

fn list(ui: &mut egui::Ui, theme: &Theme, name: &str, rows: &[(&str, &str)]) {
    egui::Grid::new(name).num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
        for (what, does) in rows {
            ui.label(*what);
            ui.label(theme.quiet(*does));
            ui.end_row();
        }
    });
}
