//! Settings of this client: paper, size, motion, the small map.

use bevy_egui::egui;

use super::kit::{Held, Seen, head};
use crate::settings::Paper;

/// Sizes of panels and names.
const SCALES: [(f32, &str); 5] =
    [(0.85, "small"), (1.0, "usual"), (1.2, "large"), (1.5, "larger"), (2.0, "largest")];

/// Shows them.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>) {
    let theme = &seen.theme;
    if head(ui, theme, "Settings") {
        held.panels.side = None;
    }
    ui.label(theme.quiet("Paper (T)"));
    ui.horizontal_wrapped(|ui| {
        for (paper, name) in
            [(Paper::Hour, "by the hour"), (Paper::Light, "light"), (Paper::Dark, "dark")]
        {
            ui.selectable_value(&mut held.settings.paper, paper, name);
        }
    });
    ui.label(theme.quiet("Size of panels and names"));
    ui.horizontal_wrapped(|ui| {
        for (scale, name) in SCALES {
            let chosen = (held.settings.scale - scale).abs() < 0.01;
            if ui.selectable_label(chosen, name).clicked() {
                held.settings.scale = scale;
            }
        }
    });
    ui.checkbox(&mut held.settings.still, "Less motion: nothing sways, leaps or blinks");
    ui.checkbox(&mut held.panels.map, "The small map (M)");
    ui.add_space(4.0);
    let village = if seen.village.0.is_empty() { "no village" } else { &seen.village.0 };
    ui.label(theme.quiet(format!("This client is at {village}.")));
}
