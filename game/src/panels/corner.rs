//! The corners: the village's hour at the left, the panels' handles at the right.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Panels, Theme};
use crate::scene::Scene;
use crate::sky::Hour;
use crate::stream::Contact;

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, hour, scene, contact): (Res<Theme>, Res<Hour>, Res<Scene>, Res<Contact>),
    mut panels: ResMut<Panels>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let narrow = ctx.content_rect().width() < 640.0;
    let frame = theme.card().inner_margin(egui::Margin::symmetric(12, 6));
    if scene.clock.is_some() {
        egui::Area::new(egui::Id::new("hour"))
            .anchor(egui::Align2::LEFT_TOP, egui::vec2(12.0, 12.0))
            .show(ctx, |ui| {
                frame.show(ui, |ui| {
                    ui.set_min_height(24.0);
                    ui.horizontal(|ui| tell(ui, &theme, &hour, &scene, &contact, narrow));
                });
            });
    }
    egui::Area::new(egui::Id::new("handles"))
        .anchor(egui::Align2::RIGHT_TOP, egui::vec2(-12.0, 12.0))
        .show(ctx, |ui| {
            frame.inner_margin(4).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    let panels = panels.bypass_change_detection();
                    handle(ui, &mut panels.roster, "Villagers", "L");
                    handle(ui, &mut panels.board, "Board", "B");
                    handle(ui, &mut panels.help, "?", "?");
                });
            });
        });
    Ok(())
}

fn handle(ui: &mut egui::Ui, out: &mut bool, name: &str, key: &str) {
    let button = egui::Button::new(name);
    let button = if *out { button } else { button.fill(egui::Color32::TRANSPARENT) };
    if ui.add(button).on_hover_text(format!("{name} ({key})")).clicked() {
        *out = !*out;
    }
}

fn tell(
    ui: &mut egui::Ui,
    theme: &Theme,
    hour: &Hour,
    scene: &Scene,
    contact: &Contact,
    narrow: bool,
) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a minute of the day"
    )]
    let minute = hour.minute as u32;
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    ui.label(egui::RichText::new(time).size(19.0).color(theme.ink));
    ui.label(theme.quiet(format!("{}, day {}", part_of_day(minute), scene.day())));
    if !narrow {
        ui.label(theme.quiet(format!("{} live here", scene.cast.len())));
    }
    if !scene.store && *contact == Contact::Live {
        let told = egui::RichText::new("money stands still").color(theme.bad).size(12.5);
        ui.label(told)
            .on_hover_text("The village's store is away: life goes on, nothing is booked");
    }
}

/// As the pages name them.
fn part_of_day(minute: u32) -> &'static str {
    match minute {
        300..420 => "Dawn",
        420..660 => "Morning",
        660..840 => "Noon",
        840..1050 => "Afternoon",
        1050..1170 => "Evening",
        1170..1290 => "Dusk",
        _ => "Night",
    }
}
