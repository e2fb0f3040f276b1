//! Answering a note.

use bevy_egui::egui;
use village_protocol::play::Errand;
use village_sim::PostId;
use village_sim::text::REPLY_MAX;

use super::kit::{Held, Seen, invite, lines, main_button, wrong};

/// The box under a note.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, post: u64) {
    if seen.playing.player().is_none() {
        invite(ui, held, "to answer");
        return;
    }
    let words = held.forms.answer_to(post);
    let away = words.sending.is_under_way();
    let field = ui.add_enabled(!away, lines(&mut words.body, "Your answer", (REPLY_MAX, 2)));
    field
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Your answer"));
    let body = words.body.trim().to_owned();
    let mut sent = false;
    ui.horizontal(|ui| {
        let name = if away { "Answering…" } else { "Answer" };
        sent = main_button(ui, &seen.theme, name, !away && !body.is_empty());
        let length = words.body.chars().count();
        if length > REPLY_MAX / 2 {
            ui.label(seen.theme.quiet(format!("{length} of {REPLY_MAX} characters")));
        }
    });
    if let Some(why) = &words.sending.why {
        wrong(ui, &seen.theme, why);
    }
    if sent {
        let errand = Errand::Reply { post: PostId(post), body };
        words.sending.go(errand.clone());
        held.want(errand);
    }
}
