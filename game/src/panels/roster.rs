//! Everybody who lives here or walks about, people first, to be found by name, role or what they
//! are doing.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::VillagerId;

use super::portrait::Portraits;
use super::slide::{Edge, is_narrow, slide};
use super::{Panels, Theme};
use crate::dossier::{Dossier, Presence};
use crate::errand::OwnAvatar;
use crate::people::Sheets;
use crate::regard::Regard;
use crate::scene::{Face, Scene};
use crate::words::{plain, sentence};

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, scene, sheets, portraits): (Res<Theme>, Res<Scene>, Res<Sheets>, Res<Portraits>),
    (avatar, dossier): (Res<OwnAvatar>, Res<Dossier>),
    (mut panels, mut regard): (ResMut<Panels>, ResMut<Regard>),
) -> Result {
    let covered =
        is_narrow(contexts.ctx_mut()?) && (panels.side.is_some() || regard.post.is_some());
    let is_free = regard.followed.is_none() || regard.followed == avatar.0;
    let out = panels.roster && is_free && !covered;
    let panels = panels.bypass_change_detection();
    slide(&mut contexts, &theme, ("roster", Edge::Left, 264.0), out, |ui| {
        if super::kit::head(ui, &theme, "Villagers") {
            panels.roster = false;
        }
        let hint = egui::TextEdit::singleline(&mut panels.search)
            .hint_text("name, role or doing")
            .char_limit(60)
            .desired_width(f32::INFINITY);
        ui.add(hint);
        let wanted = panels.search.trim().to_lowercase();
        let people = scene.cast.values().filter(|face| face.is_person()).count();
        if people > 0 {
            let walk = if people == 1 { "person walks" } else { "people walk" };
            ui.label(theme.quiet(format!("{people} {walk} about among them.")));
        }
        let presence = dossier.presence.came.as_ref();
        if let Some(here) = presence.and_then(Presence::words) {
            ui.label(theme.quiet(format!("Besides you, {here}.")));
        }
        if let Some(told) = presence.map(|here| &here.minds).filter(|told| !told.is_empty()) {
            ui.label(theme.quiet(sentence(told)));
        }
        let mut found: Vec<_> =
            scene.cast.iter().filter(|one| fits(&scene, one, &wanted)).collect();
        found.sort_by_key(|(_, face)| !face.is_person());
        if found.is_empty() {
            ui.label(theme.quiet("Nobody here is called or does that."));
        }
        egui::ScrollArea::vertical().auto_shrink([false, true]).show_rows(
            ui,
            52.0,
            found.len(),
            |ui, rows| {
                for (who, face) in found.get(rows).unwrap_or_default() {
                    if row(ui, &theme, (&scene, &sheets, &portraits), **who, face) {
                        regard.follow(**who);
                    }
                }
            },
        );
    })
}

fn fits(scene: &Scene, (who, face): &(&VillagerId, &Face), wanted: &str) -> bool {
    let doing = scene.villagers.get(who).map_or("", |villager| villager.doing());
    wanted.is_empty()
        || face.name.to_lowercase().contains(wanted)
        || face.role.to_lowercase().contains(wanted)
        || doing.contains(wanted)
}

/// One line; whether it was clicked.
fn row(
    ui: &mut egui::Ui,
    theme: &Theme,
    (scene, sheets, portraits): (&Scene, &Sheets, &Portraits),
    who: VillagerId,
    face: &Face,
) -> bool {
    let area = egui::Rect::from_min_size(ui.cursor().min, egui::vec2(ui.available_width(), 52.0));
    let response = ui.interact(area, ui.id().with(who.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &*face.name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(area, 6.0, theme.sunk);
    }
    ui.allocate_ui(area.size(), |ui| {
        ui.horizontal(|ui| {
            ui.add_space(4.0);
            portraits.show(ui, sheets, &face.slug, 2.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    ui.label(egui::RichText::new(plain(&face.name, 40)).color(theme.ink));
                    let role = if face.is_person() { "a person" } else { &*face.role };
                    ui.label(theme.quiet(plain(role, 24)));
                });
                let doing = scene.villagers.get(&who).map_or("out of sight", |one| one.doing());
                ui.label(theme.quiet(doing));
            });
        });
    });
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
