//! Who plays: signing in and out, and what one may give. A guest sees everything that is public.

use bevy_egui::egui;

use super::kit::{Held, Seen, head, line, main_button, wrong};
use super::wardrobe;
use crate::errand::{Knock, Player, Playing};

/// Longest name and password.
const NAME_MAX: usize = 40;
const PASSWORD_MAX: usize = 256;

/// Shows the panel.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>) {
    let title = match &*seen.playing {
        Playing::Playing(player) => player.name.as_str(),
        _ => "Sign in",
    };
    if head(ui, &seen.theme, title) {
        held.panels.side = None;
    }
    match &*seen.playing {
        Playing::Playing(player) => signed_in(ui, seen, held, player),
        Playing::Joining => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label("Knocking at the village's door…");
            });
        }
        Playing::Nobody => door(ui, seen, held),
        Playing::Lost { why } => {
            wrong(ui, &seen.theme, why);
            door(ui, seen, held);
        }
    }
}

fn signed_in(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, player: &Player) {
    let theme = &seen.theme;
    let article = if player.role.starts_with('a') { "an" } else { "a" };
    ui.label(theme.quiet(format!("{article} {} of this village", player.role)));
    ui.add_space(4.0);
    let row = |ui: &mut egui::Ui, what: &str, told: String| {
        ui.horizontal(|ui| {
            seen.icon(ui, "coin-0", 16.0, 1.0);
            ui.label(egui::RichText::new(told).color(theme.gold));
            ui.label(theme.quiet(what));
        });
    };
    if let Some(left) = player.left {
        row(ui, "aiDollar left to give today", left.to_string());
    }
    if let Some(purse) = player.purse {
        row(ui, "of your own", purse.to_string());
    }
    ui.separator();
    wardrobe::show(ui, seen, held, &player.name);
    ui.separator();
    ui.label("Open a note and reward who wrote it: it moves what they can think with.");
    ui.add_space(4.0);
    if ui.button("Sign out").clicked() {
        held.sign_out(seen);
    }
}

fn door(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>) {
    let theme = &seen.theme;
    ui.label(
        "You are a guest: all that is public is open to you. Members reward, answer and write.",
    );
    ui.add_space(4.0);
    let door = &mut held.forms.door;
    let name = ui.add(line(&mut door.name, "name", NAME_MAX));
    name.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Name"));
    let field = line(&mut door.password, "password", PASSWORD_MAX).password(true);
    let password = ui.add(field);
    password
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Password"));
    let ready = !door.name.trim().is_empty() && !door.password.is_empty();
    let enter = password.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let clicked = main_button(ui, theme, "Sign in", ready);
    if ready && (clicked || enter) {
        let name = door.name.trim().to_owned();
        let password = std::mem::take(&mut door.password);
        held.knock(Knock::In { name, password });
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(theme.quiet("No account yet?"));
        if !seen.village.0.is_empty() && ui.link("The door on its pages").clicked() {
            let url = format!("{}/login", seen.village.0);
            ui.ctx().open_url(egui::OpenUrl::new_tab(url));
        }
    });
}
