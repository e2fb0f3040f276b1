//! Who is followed: persona, mood, purse, tier and what it buys, what it is doing and where.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::Mood;

use super::portrait::Portraits;
use super::{Edge, Panels, Theme, coins, slide};
use crate::dossier::{Dossier, Profile};
use crate::ground::TownMap;
use crate::overlay::Speech;
use crate::people::Sheets;
use crate::regard::Regard;
use crate::scene::{Face, Mind, Scene, Villager};

pub(super) fn draw(
    mut contexts: EguiContexts,
    (theme, scene, map, speech): (Res<Theme>, Res<Scene>, Res<TownMap>, Res<Speech>),
    (sheets, portraits, dossier): (Res<Sheets>, Res<Portraits>, Res<Dossier>),
    (mut regard, mut panels): (ResMut<Regard>, ResMut<Panels>),
) -> Result {
    let followed = regard.followed;
    let face = followed.and_then(|who| scene.cast.get(&who));
    let edge = ("inspector", Edge::Left, 296.0);
    slide(&mut contexts, &theme, edge, face.is_some(), |ui| {
        let (Some(who), Some(face)) = (followed, face) else { return };
        let villager = scene.villagers.get(&who);
        let mut close = false;
        ui.horizontal(|ui| {
            portraits.show(ui, &sheets, &face.slug, 3.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                head(ui, &theme, face, villager, &mut close);
                if let Some(villager) = villager {
                    let place = map.place_at(villager.tile(scene.tick(), scene.hz()));
                    let place = place.map_or(String::new(), |place| format!(", {}", place.name));
                    ui.label(theme.quiet(format!("{}{place}", villager.doing())));
                    if villager.mood != Mood::Asleep {
                        ui.label(theme.quiet(format!("feels {}", villager.mood.as_str())));
                    }
                } else {
                    ui.label(theme.quiet("out of sight"));
                }
            });
        });
        if let Some(bubble) = speech.0.get(&who) {
            ui.label(egui::RichText::new(format!("“{}”", bubble.text)).italics());
        }
        ui.separator();
        if let Some(villager) = villager {
            purse(ui, &theme, &scene, villager);
        }
        let paper = dossier.profiles.get(&face.slug);
        egui::ScrollArea::vertical().show(ui, |ui| {
            match paper.map(|paper| (&paper.came, &paper.why)) {
                Some((Some(profile), _)) => {
                    tell(ui, &theme, profile, &mut regard.post, &mut panels);
                }
                Some((None, Some(why))) => {
                    ui.label(theme.quiet(format!("Who this is, the village did not say: {why}.")));
                }
                _ => {
                    ui.label(theme.quiet("asking who this is…"));
                }
            }
        });
        if close {
            regard.release();
        }
    })
}

fn head(
    ui: &mut egui::Ui,
    theme: &Theme,
    face: &Face,
    villager: Option<&Villager>,
    close: &mut bool,
) {
    ui.horizontal(|ui| {
        ui.label(theme.title(&*face.name));
        ui.label(theme.quiet(&*face.role));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let cross = egui::Button::new("×").frame_when_inactive(false);
            *close = ui.add(cross).on_hover_text("Stop following (Esc)").clicked();
        });
    });
    match villager.map(|villager| villager.mind) {
        Some(Mind::Outside) => {
            ui.label(theme.quiet("moved by a mind from outside"));
        }
        Some(Mind::Model) => {
            ui.label(theme.quiet("moved by a language model"));
        }
        _ => {}
    }
}

fn purse(ui: &mut egui::Ui, theme: &Theme, scene: &Scene, villager: &Villager) {
    ui.horizontal(|ui| {
        let amount = format!("{} aiDollar", coins(villager.purse));
        ui.label(egui::RichText::new(amount).size(16.0).color(theme.gold));
        let Some(tier) = scene.tiers.get(usize::from(villager.tier)) else { return };
        let [red, green, blue] = tier.colour;
        let colour = egui::Color32::from_rgb(red, green, blue);
        let (dot, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), egui::Sense::hover());
        ui.painter().circle(dot.center(), 5.0, colour, egui::Stroke::new(1.0, theme.quiet));
        ui.label(format!("{} tier", tier.name));
    });
}

fn tell(
    ui: &mut egui::Ui,
    theme: &Theme,
    profile: &Profile,
    post: &mut Option<u64>,
    panels: &mut Panels,
) {
    if !profile.entitlement.blurb.is_empty() {
        ui.label(theme.quiet(&profile.entitlement.blurb));
    }
    ui.add_space(4.0);
    ui.label(&profile.persona);
    if !profile.interests.is_empty() {
        ui.label(theme.quiet(format!("Cares for {}.", profile.interests.join(", "))));
    }
    if !profile.recent_posts.is_empty() {
        ui.add_space(4.0);
        ui.label(theme.quiet("On the board"));
        for title in profile.recent_posts.iter().take(5) {
            if ui.link(&title.title).clicked() {
                *post = Some(title.id);
                panels.board = true;
            }
        }
    }
}
