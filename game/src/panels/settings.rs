//! Settings of this client: paper, size, motion, the small map, sounds.

use bevy_egui::egui;

use super::kit::{Held, Seen, head};
use crate::settings::{Paper, Settings};
use crate::sound::Sounding;

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
    sounds(ui, seen, &mut held.settings);
    ui.add_space(4.0);
    let village = if seen.village.0.is_empty() { "no village" } else { &seen.village.0 };
    ui.label(theme.quiet(format!("This client is at {village}.")));
}

/// A client that was built without sounds has no switch for them.
fn sounds(ui: &mut egui::Ui, seen: &Seen<'_>, settings: &mut Settings) {
    if Sounding::is_built_in() {
        ui.checkbox(&mut settings.sound, "Sounds: coins, voices, wind");
    }
    if settings.sound && Sounding::is_built_in() {
        ui.horizontal(|ui| {
            let loud = ui.label(seen.theme.quiet("How loud"));
            let slider = egui::Slider::new(&mut settings.volume, 0.0..=1.0).show_value(false);
            ui.add(slider).labelled_by(loud.id);
        });
    }
    let told = match &*seen.sounding {
        Sounding::Off | Sounding::On => return,
        Sounding::Waiting => "The browser plays them after your next click.".to_owned(),
        Sounding::Mute(why) => format!("No sounds: {why}."),
    };
    ui.add(egui::Label::new(seen.theme.quiet(told)).wrap());
}
