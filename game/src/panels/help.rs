//! Help: all that hands can do here.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Panels, Theme};
use crate::icons::Icons;
use crate::overlay::Stamps;

const KEYS: [(&str, &str); 18] = [
    ("drag, arrows, W A S D", "look about"),
    ("the same keys, once you came in", "walk; a click on the ground too"),
    ("Enter, once you came in", "speak to whoever is near"),
    ("wheel, + and -", "closer, further"),
    ("click on somebody", "follow, and see who it is"),
    ("click on a note", "read it, and reward who wrote it"),
    ("click on a roof", "look inside"),
    ("Home", "back to the board on the square"),
    ("L", "villagers"),
    ("B", "the town board"),
    ("G", "money"),
    ("Y", "you: sign in, come in, sign out"),
    ("O", "settings: paper, sizes, sounds"),
    ("M", "the small map"),
    ("Ctrl K", "find anybody and anything"),
    ("T", "paper: by the hour, light, dark"),
    ("Esc", "let go, close"),
    ("?", "this page"),
];

/// Icons and what they say.
const MARKS: [(&str, &str); 3] = [
    ("mark-instinct", "by instinct: rules, no language model"),
    ("mark-lantern", "a mind from outside the village"),
    ("mark-pennant", "a person"),
];

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, icons, stamps): (Res<Theme>, Res<Icons>, Option<Res<Stamps>>),
    mut panels: ResMut<Panels>,
) -> Result {
    let Some(stamps) = stamps.filter(|_| panels.help) else { return Ok(()) };
    let ctx = contexts.ctx_mut()?;
    let mut close = false;
    egui::Area::new(egui::Id::new("help"))
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .order(egui::Order::Foreground)
        .show(ctx, |ui| {
            theme.card().inner_margin(16).show(ui, |ui| {
                ui.set_max_width(400.0_f32.min(ui.ctx().content_rect().width() - 56.0));
                ui.horizontal(|ui| {
                    ui.label(theme.title("What hands can do"));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        close = ui.button("Close").clicked();
                    });
                });
                ui.separator();
                keys(ui, &theme);
                ui.separator();
                ui.label("Marks beside names and words");
                for (icon, says) in MARKS {
                    ui.horizontal(|ui| {
                        let at = icons.part(icon);
                        let uv = egui::Rect::from_min_max(
                            egui::pos2(at.min.x, at.min.y),
                            egui::pos2(at.max.x, at.max.y),
                        );
                        let size = egui::vec2(16.0, 16.0);
                        ui.add(egui::Image::new((stamps.0, size)).uv(uv));
                        ui.label(theme.quiet(says));
                    });
                }
            });
        });
    if close {
        panels.help = false;
    }
    Ok(())
}

fn keys(ui: &mut egui::Ui, theme: &Theme) {
    egui::Grid::new("keys").num_columns(2).spacing([24.0, 2.0]).min_row_height(22.0).show(
        ui,
        |ui| {
            for (what, does) in KEYS {
                ui.label(what);
                ui.label(theme.quiet(does));
                ui.end_row();
            }
        },
    );
}
