//! The direct talk with a villager: letters that only the two and the admins read.

use bevy_egui::egui;
use village_protocol::play::Errand;
use village_sim::VillagerId;
use village_sim::text::REPLY_MAX;

use super::kit::{Held, Seen, invite, lines, main_button, wrong};
use super::prose;
use crate::scene::Face;

/// Shows the letters and the box for the next.
pub(super) fn show(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    (who, face): (VillagerId, &Face),
) {
    let theme = &seen.theme;
    if seen.playing.player().is_none() {
        invite(ui, held, &format!("to write to {}", face.name));
        return;
    }
    ui.label(theme.quiet(format!("Only you, {} and the admins read this.", face.name)));
    write(ui, seen, held, (who, face));
    ui.separator();
    let paper = seen.dossier.mail.get(&face.slug);
    let mail = match paper.map(|paper| (&paper.came, &paper.why)) {
        Some((Some(list), _)) => &list.items,
        Some((None, Some(why))) if why != "it is not there" => {
            ui.label(theme.quiet(format!("Your letters cannot be read: {why}.")));
            return;
        }
        Some((None, Some(_))) => {
            ui.label(theme.quiet("You have not written to each other yet."));
            return;
        }
        _ => {
            ui.label(theme.quiet("fetching your letters…"));
            return;
        }
    };
    if mail.is_empty() {
        ui.label(theme.quiet("You have not written to each other yet."));
    }
    for letter in mail {
        let (name, fill) = if letter.by == "agent" {
            (&*face.name, theme.sunk)
        } else {
            ("you", egui::Color32::TRANSPARENT)
        };
        let frame = egui::Frame::new().fill(fill).corner_radius(6).inner_margin(8);
        frame.stroke(egui::Stroke::new(1.0, theme.line)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme.quiet(name));
            ui.push_id(letter.id, |ui| prose::show(ui, theme, &letter.body));
        });
    }
}

fn write(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    (who, face): (VillagerId, &Face),
) {
    let words = held.forms.letter_to(who);
    let away = words.sending.is_under_way();
    let hint = format!("Write to {}", face.name);
    let field = ui.add_enabled(!away, lines(&mut words.body, &hint, (REPLY_MAX, 2)));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &hint));
    let body = words.body.trim().to_owned();
    let name = if away { "Sending…" } else { "Send" };
    let sent = main_button(ui, &seen.theme, name, !away && !body.is_empty());
    if let Some(why) = &words.sending.why {
        wrong(ui, &seen.theme, why);
    }
    if sent {
        let errand = Errand::Letter { to: who, body };
        words.sending.go(errand.clone());
        held.want(errand);
    }
}
