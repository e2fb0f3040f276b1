//! The town board: the latest notes, and those in which words stand that are searched for.

use bevy_egui::egui;

use super::kit::{Held, Seen, head, line};
use super::{Side, coins};
use crate::pinned;
use crate::scene::Note;
use crate::words::plain;

/// One line of the board.
struct Row {
    id: u64,
    title: String,
    told: String,
    open: bool,
    bounty: Option<i64>,
}

/// Shows the board.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>) {
    if head(ui, &seen.theme, "Town board") {
        held.panels.side = None;
    }
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button("Write").on_hover_text("Pin a note of your own").clicked() {
                held.open(Side::Compose);
            }
            let field = ui.add(line(&mut held.panels.find, "search the notes", 80));
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Search the notes")
            });
        });
    });
    let wanted = held.panels.find.trim();
    let asked = seen.dossier.found.get(wanted).is_some_and(|paper| paper.came.is_some());
    let rows = if wanted.is_empty() && !(asked && seen.scene.notes.len() <= 8) {
        pinned::order(&seen.scene)
            .filter_map(|id| Some(of_scene(id, seen.scene.notes.get(&id)?)))
            .collect()
    } else {
        match found(seen, wanted) {
            Ok(rows) => rows,
            Err(why) => {
                ui.label(seen.theme.quiet(why));
                return;
            }
        }
    };
    if rows.is_empty() {
        let told = if wanted.is_empty() {
            "No note hangs here yet. Yours could be the first."
        } else {
            "No note says that."
        };
        ui.label(seen.theme.quiet(told));
    }
    egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        for row in &rows {
            if paint(ui, seen, row) {
                held.regard.post = Some(row.id);
            }
        }
    });
}

fn found(seen: &Seen<'_>, wanted: &str) -> Result<Vec<Row>, String> {
    let paper = seen.dossier.found.get(wanted).ok_or("looking…")?;
    let Some(list) = &paper.came else {
        let why = paper.why.as_ref().map(|why| format!("The board cannot be searched: {why}."));
        return Err(why.unwrap_or_else(|| "looking…".to_owned()));
    };
    let row = |found: &crate::dossier::Found| Row {
        id: found.id,
        title: found.title.clone(),
        told: told(&found.author.name, found.replies, false),
        open: found.status == "open",
        bounty: None,
    };
    Ok(list.items.iter().map(row).collect())
}

fn of_scene(id: u64, note: &Note) -> Row {
    Row {
        id,
        title: plain(&note.title, 120),
        told: told(&plain(&note.author, 60), note.replies.into(), note.pinned),
        open: note.open,
        bounty: note.bounty,
    }
}

fn told(author: &str, replies: u64, pinned: bool) -> String {
    let replies = match replies {
        0 => String::new(),
        1 => " · 1 reply".to_owned(),
        many => format!(" · {many} replies"),
    };
    format!("{author}{replies}{}", if pinned { " · pinned" } else { "" })
}

/// One note; whether it was clicked.
fn paint(ui: &mut egui::Ui, seen: &Seen<'_>, row: &Row) -> bool {
    let theme = &seen.theme;
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(6, 4)).corner_radius(6);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.0;
        let title = egui::RichText::new(&row.title);
        let title = if row.open { title.color(theme.ink) } else { title.color(theme.quiet) };
        ui.add(egui::Label::new(title).truncate().selectable(false));
        ui.horizontal_wrapped(|ui| {
            ui.add(egui::Label::new(theme.quiet(&row.told)).selectable(false));
            if let Some(bounty) = row.bounty {
                let offer = format!("{} aiDollar for work", coins(bounty));
                let offer = egui::RichText::new(offer).color(theme.gold).size(12.5);
                ui.add(egui::Label::new(offer).selectable(false));
            }
        });
    });
    let area = shown.response.rect;
    let response = ui.interact(area, ui.id().with(("note", row.id)), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &row.title));
    if response.hovered() || response.has_focus() {
        let line = egui::Stroke::new(1.0, theme.quiet);
        ui.painter().rect_stroke(area, 6.0, line, egui::StrokeKind::Inside);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
