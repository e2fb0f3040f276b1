//! The corners: the village's hour at the left, the panels' handles at the right.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::slide::is_narrow;
use super::{Panels, Side, Theme};
use crate::dossier::{Dossier, Presence};
use crate::errand::Playing;
use crate::regard::Regard;
use crate::scene::Scene;
use crate::sky::Hour;
use crate::stream::Contact;

/// What the words on who is here count.
const PRESENCE: &str = "Windows and pages that show this village now, besides this one";

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, hour, scene, contact): (Res<Theme>, Res<Hour>, Res<Scene>, Res<Contact>),
    (playing, dossier): (Res<Playing>, Res<Dossier>),
    (mut panels, mut regard): (ResMut<Panels>, ResMut<Regard>),
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let narrow = is_narrow(ctx);
    let frame = theme.card().inner_margin(egui::Margin::symmetric(12, 6));
    if scene.clock.is_some() {
        egui::Area::new(egui::Id::new("hour"))
            .anchor(egui::Align2::LEFT_TOP, egui::vec2(12.0, 12.0))
            .show(ctx, |ui| {
                frame.show(ui, |ui| {
                    ui.set_min_height(24.0);
                    ui.horizontal(|ui| {
                        tell(ui, &theme, &hour, (&scene, &contact), narrow);
                        let here = dossier.presence.came.as_ref().and_then(Presence::words);
                        if let (Some(words), false) = (here, narrow) {
                            ui.label(theme.quiet(words)).on_hover_text(PRESENCE);
                        }
                    });
                });
            });
    }
    egui::Area::new(egui::Id::new("handles"))
        .anchor(egui::Align2::RIGHT_TOP, egui::vec2(-12.0, 12.0))
        .show(ctx, |ui| {
            frame.inner_margin(4).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    if narrow {
                        ui.spacing_mut().button_padding.x = 7.0;
                    }
                    handles(ui, &mut panels, &mut regard, (&playing, narrow));
                });
            });
        });
    Ok(())
}

fn handles(
    ui: &mut egui::Ui,
    panels: &mut Panels,
    regard: &mut Regard,
    (playing, narrow): (&Playing, bool),
) {
    if handle(ui, panels.roster, ("Villagers", "L")) {
        panels.roster = !panels.roster;
        if narrow {
            (panels.side, regard.post) = (None, None);
            regard.release();
        }
    }
    let side = |panels: &Panels, side| panels.side == Some(side);
    if handle(ui, side(panels, Side::Board), ("Board", "B")) {
        panels.turn(Side::Board, regard);
    }
    if !narrow && handle(ui, side(panels, Side::Ledger), ("Money", "G")) {
        panels.turn(Side::Ledger, regard);
    }
    let name = match playing {
        Playing::Playing(player) => player.name.chars().take(12).collect(),
        _ => "Sign in".to_owned(),
    };
    if handle(ui, side(panels, Side::Account), (&name, "Y")) {
        panels.turn(Side::Account, regard);
    }
    if !narrow && handle(ui, side(panels, Side::Settings), ("Settings", "O")) {
        panels.turn(Side::Settings, regard);
    }
    let all = if narrow { ("More", "all there is") } else { ("Find", "Ctrl K") };
    if handle(ui, panels.palette, all) {
        panels.palette = !panels.palette;
    }
    if !narrow && handle(ui, panels.help, ("?", "?")) {
        panels.help = !panels.help;
    }
}

fn handle(ui: &mut egui::Ui, out: bool, (name, key): (&str, &str)) -> bool {
    let button = egui::Button::new(name);
    let button = if out { button } else { button.fill(egui::Color32::TRANSPARENT) };
    ui.add(button).on_hover_text(format!("{name} ({key})")).clicked()
}

fn tell(
    ui: &mut egui::Ui,
    theme: &Theme,
    hour: &Hour,
    (scene, contact): (&Scene, &Contact),
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
    if !narrow {
        ui.label(theme.quiet(format!("{}, day {}", part_of_day(minute), scene.day())));
        let living = scene.cast.values().filter(|face| !face.is_person()).count();
        ui.label(theme.quiet(format!("{living} live here")));
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
