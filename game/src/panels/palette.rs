//! The palette: anybody by name, places, panels, signing in and out. Type, choose, Enter.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_protocol::play::Errand;
use village_sim::VillagerId;

use super::Side;
use super::kit::{Held, Seen, line};
use crate::ground::{TownMap, middle};
use crate::settings::Paper;
use crate::sound::Sounding;
use crate::words::plain;

/// Lines that are shown at once.
const SHOWN_MAX: usize = 10;

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Does {
    Follow(VillagerId),
    Go(Vec2),
    Open(Side),
    Roster,
    Map,
    Help,
    Paper(Paper),
    Sound,
    Leave,
    SignOut,
}

/// A line: what it is called, what kind it is, what it does.
type Entry = (String, &'static str, Does);

pub(super) fn draw(
    mut contexts: EguiContexts,
    map: Res<TownMap>,
    seen: Seen<'_>,
    mut held: Held<'_>,
    mut was: Local<bool>,
) -> Result {
    let opened = held.panels.palette && !*was;
    *was = held.panels.palette;
    if !held.panels.palette {
        return Ok(());
    }
    if opened {
        held.forms.palette = (String::new(), 0);
    }
    let ctx = contexts.ctx_mut()?;
    let chosen = keys(ctx, &mut held);
    let found = find(&entries(&seen, &map), &held.forms.palette.0);
    held.forms.palette.1 = held.forms.palette.1.min(found.len().saturating_sub(1));
    let mut done = chosen.then(|| found.get(held.forms.palette.1).cloned()).flatten();
    let width = 420.0_f32.min(ctx.content_rect().width() - 32.0);
    let area = egui::Area::new(egui::Id::new("palette"))
        .anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, 60.0))
        .order(egui::Order::Foreground);
    let shown = area.show(ctx, |ui| {
        seen.theme.card().show(ui, |ui| {
            ui.set_width(width - 26.0);
            let field = ui.add(line(&mut held.forms.palette.0, "somebody, a place, a panel", 60));
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Find anything")
            });
            if opened {
                field.request_focus();
            }
            if field.changed() {
                held.forms.palette.1 = 0;
            }
            if found.is_empty() {
                ui.label(seen.theme.quiet("Nobody and nothing is called that."));
            }
            for (number, entry) in found.iter().enumerate() {
                if row(ui, &seen, entry, number == held.forms.palette.1) {
                    done = Some(entry.clone());
                }
            }
        });
    });
    let outside = shown.response.clicked_elsewhere() && !opened;
    if let Some((_, _, does)) = done {
        held.panels.palette = false;
        go(&seen, &mut held, does);
    } else if outside {
        held.panels.palette = false;
    }
    Ok(())
}

/// Up, down, Esc; whether Enter was pressed.
fn keys(ctx: &egui::Context, held: &mut Held<'_>) -> bool {
    let none = egui::Modifiers::NONE;
    ctx.input_mut(|input| {
        if input.consume_key(none, egui::Key::ArrowDown) {
            held.forms.palette.1 += 1;
        }
        if input.consume_key(none, egui::Key::ArrowUp) {
            held.forms.palette.1 = held.forms.palette.1.saturating_sub(1);
        }
        if input.consume_key(none, egui::Key::Escape) {
            held.panels.palette = false;
        }
        input.consume_key(none, egui::Key::Enter)
    })
}

fn entries(seen: &Seen<'_>, map: &TownMap) -> Vec<Entry> {
    let panel = |name: &str, does| (name.to_owned(), "panel", does);
    let mut all = vec![
        panel("Board", Does::Open(Side::Board)),
        panel("Write a note", Does::Open(Side::Compose)),
        panel("Money", Does::Open(Side::Ledger)),
        panel("Villagers", Does::Roster),
        panel("Settings", Does::Open(Side::Settings)),
        panel("Help", Does::Help),
        panel("Small map", Does::Map),
    ];
    if seen.playing.player().is_some() {
        all.push(("You".to_owned(), "panel", Does::Open(Side::Account)));
        if seen.avatar.0.is_some() {
            all.push(("Leave the village".to_owned(), "avatar", Does::Leave));
        } else {
            let open = Does::Open(Side::Account);
            all.push(("Come into the village".to_owned(), "avatar", open));
        }
        all.push(("Sign out".to_owned(), "", Does::SignOut));
    } else {
        all.push(("Sign in".to_owned(), "panel", Does::Open(Side::Account)));
    }
    for (name, paper) in
        [("by the hour", Paper::Hour), ("light", Paper::Light), ("dark", Paper::Dark)]
    {
        all.push((format!("Paper: {name}"), "setting", Does::Paper(paper)));
    }
    if Sounding::is_built_in() {
        all.push(("Sounds on or off".to_owned(), "setting", Does::Sound));
    }
    for (who, face) in &seen.scene.cast {
        all.push((plain(&face.name, 40), "villager", Does::Follow(*who)));
    }
    for place in &map.town.landmarks {
        let (x, y) = middle(place.area);
        all.push((place.name.clone(), "place", Does::Go(Vec2::new(x, y))));
    }
    all
}

/// What fits, those that begin with it first.
fn find(all: &[Entry], wanted: &str) -> Vec<Entry> {
    let wanted = wanted.trim().to_lowercase();
    let fits = |begins: bool| {
        let wanted = wanted.clone();
        all.iter().filter(move |(name, _, _)| {
            let name = name.to_lowercase();
            name.starts_with(&wanted) == begins && name.contains(&wanted)
        })
    };
    fits(true).chain(fits(false)).take(SHOWN_MAX).cloned().collect()
}

fn row(ui: &mut egui::Ui, seen: &Seen<'_>, (name, kind, _): &Entry, chosen: bool) -> bool {
    let theme = &seen.theme;
    let size = egui::vec2(ui.available_width(), 28.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name));
    if chosen || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, theme.sunk);
    }
    let inner = rect.shrink2(egui::vec2(8.0, 0.0));
    let body = egui::FontId::proportional(14.5);
    let painter = ui.painter();
    painter.text(inner.left_center(), egui::Align2::LEFT_CENTER, name, body, theme.ink);
    let small = egui::FontId::proportional(12.5);
    painter.text(inner.right_center(), egui::Align2::RIGHT_CENTER, kind, small, theme.quiet);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn go(seen: &Seen<'_>, held: &mut Held<'_>, does: Does) {
    match does {
        Does::Follow(who) => {
            held.regard.post = None;
            held.regard.follow(who);
        }
        Does::Go(at) => {
            held.regard.release();
            held.eye.glide_to(at);
        }
        Does::Open(side) => held.open(side),
        Does::Roster => {
            held.regard.release();
            held.panels.roster = true;
        }
        Does::Map => held.panels.map = !held.panels.map,
        Does::Help => held.panels.help = true,
        Does::Paper(paper) => held.settings.paper = paper,
        Does::Sound => held.settings.sound = !held.settings.sound,
        Does::Leave => held.want(Errand::Leave),
        Does::SignOut => held.sign_out(seen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_words_comes_first() {
        let all: Vec<Entry> = ["Board", "Ada", "Kettle Café", "Adam's mill"]
            .map(|name| (name.to_owned(), "", Does::Help))
            .into();
        let names =
            |wanted| find(&all, wanted).into_iter().map(|entry| entry.0).collect::<Vec<_>>();
        assert_eq!(names("ad"), ["Ada", "Adam's mill"]);
        assert_eq!(names("a"), ["Ada", "Adam's mill", "Board", "Kettle Café"]);
        assert_eq!(names("CAFÉ"), ["Kettle Café"]);
        assert_eq!(names("zzz"), [""; 0]);
    }
}
