//! What the village's money does: as it is heard, and for members as the ledger has it.

use bevy_egui::egui;

use super::coins;
use super::kit::{Held, Seen, head, invite};
use super::purse::{Heard, Ticker, name, who};
use crate::dossier::Movement;

/// Shows the ledger.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, ticker: &Ticker) {
    let theme = &seen.theme;
    if head(ui, theme, "Money") {
        held.panels.side = None;
    }
    if seen.playing.player().is_none() {
        invite(ui, held, "to read the whole ledger");
    }
    egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.label(theme.quiet("As it happens"));
        if ticker.0.is_empty() {
            ui.label("Nothing has moved while you looked on.");
        }
        for (number, heard) in ticker.0.iter().take(12).enumerate() {
            ui.push_id(("heard", number), |ui| live(ui, seen, held, heard));
        }
        if seen.playing.player().is_none() {
            return;
        }
        ui.separator();
        ui.label(theme.quiet("In the ledger"));
        match (&seen.dossier.ledger.came, &seen.dossier.ledger.why) {
            (Some(list), _) => {
                for movement in &list.items {
                    ui.push_id(movement.seq, |ui| row(ui, seen, held, movement));
                }
            }
            (None, Some(why)) => {
                ui.label(theme.quiet(format!("It cannot be read: {why}.")));
            }
            (None, None) => {
                ui.label(theme.quiet("opening it…"));
            }
        }
    });
}

fn live(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, heard: &Heard) {
    let theme = &seen.theme;
    let paid = heard.paid;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
        seen.icon(ui, if paid.amount < 0 { "ember" } else { "coin-0" }, 16.0, 1.0);
        let colour = if paid.amount < 0 { theme.bad } else { theme.gold };
        let sign = if paid.amount < 0 { "" } else { "+" };
        ui.label(egui::RichText::new(format!("{sign}{}", coins(paid.amount))).color(colour));
        if ui.link(name(&seen.scene, paid.who)).clicked() {
            held.regard.follow(paid.who);
        }
        if let Some(post) = paid.post
            && ui.link(format!("note {post}")).clicked()
        {
            held.regard.post = Some(post);
        }
        ui.label(theme.quiet(ago(seen.scene.now() - heard.at)));
    });
}

fn row(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, movement: &Movement) {
    let theme = &seen.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
        let amount = egui::RichText::new(movement.amount.to_string()).color(theme.gold);
        ui.label(amount).on_hover_text(format!("row {} of the ledger", movement.seq));
        ui.label(format!("{} › {}", who(&movement.debit), who(&movement.credit)));
        ui.label(theme.quiet(movement.reason.replace('_', " ")));
        if let Some(post) = movement.related_post_id
            && ui.link(format!("note {post}")).clicked()
        {
            held.regard.post = Some(post);
        }
    });
    if !movement.note.is_empty() {
        ui.add(egui::Label::new(theme.quiet(format!("“{}”", movement.note))).wrap());
    }
}

/// How long ago, for the eyes.
fn ago(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hours")]
    let seconds = seconds.max(0.0) as u64;
    match seconds {
        0..5 => "just now".to_owned(),
        5..90 => format!("{seconds} s ago"),
        _ => format!("{} min ago", (seconds + 30) / 60),
    }
}
