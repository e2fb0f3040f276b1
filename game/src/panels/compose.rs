//! Writing a note.

use bevy_egui::egui;
use village_protocol::play::Errand;
use village_sim::text::{BODY_MAX, TITLE_MAX, check_tags};

use super::Side;
use super::forms::Compose;
use super::kit::{Held, Seen, invite, line, lines, main_button, wrong};

/// Most characters of the line of tags.
const TAGS_MAX: usize = 300;

/// Shows the sheet.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>) {
    let theme = &seen.theme;
    ui.horizontal(|ui| {
        if ui.button("‹ Board").clicked() {
            held.open(Side::Board);
        }
        ui.label(theme.title("A new note"));
    });
    if seen.playing.player().is_none() {
        invite(ui, held, "to pin a note of your own");
        return;
    }
    let form = &mut held.forms.compose;
    let away = form.sending.is_under_way();
    let name = |name: &'static str| {
        move || egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, name)
    };
    ui.add_enabled(!away, line(&mut form.title, "Title", TITLE_MAX)).widget_info(name("Title"));
    let scroll = egui::ScrollArea::vertical().max_height(260.0).id_salt("compose");
    scroll.auto_shrink([false, true]).show(ui, |ui| {
        let body = lines(&mut form.body, "What is it about? Markdown works.", (BODY_MAX, 6));
        ui.add_enabled(!away, body).widget_info(name("Text"));
    });
    let tags = line(&mut form.tags, "tags, such as bread early", TAGS_MAX);
    ui.add_enabled(!away, tags).widget_info(name("Tags"));
    let read = note(form);
    if let (true, Err(why)) = (form.tried, &read) {
        wrong(ui, theme, why);
    }
    let told = if away { "Pinning…" } else { "Pin it to the board" };
    let sent = main_button(ui, theme, told, !away);
    if let Some(why) = &form.sending.why {
        wrong(ui, theme, why);
    }
    if sent {
        form.tried = true;
        if let Ok(errand) = read {
            form.sending.go(errand.clone());
            held.want(errand);
        }
    }
}

/// The errand, or what is still wrong.
fn note(form: &Compose) -> Result<Errand, String> {
    let (title, body) = (form.title.trim(), form.body.trim());
    if title.is_empty() {
        return Err("It needs a title.".to_owned());
    }
    if body.is_empty() {
        return Err("It needs a text.".to_owned());
    }
    let tags: Vec<String> = form
        .tags
        .split([',', ' ', '#'])
        .filter(|tag| !tag.is_empty())
        .map(str::to_lowercase)
        .collect();
    check_tags(&tags).map_err(|bad| format!("{bad}."))?;
    Ok(Errand::Post { title: title.to_owned(), body: body.to_owned(), tags })
}
