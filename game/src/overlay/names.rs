//! Names, crisp and above the light; crowded ones give way to those in front. Moods over those who
//! sleep, are regarded, or whose mood just changed.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::{Led, Mood, VillagerId};

use super::{CREAM, Canvas, GLOW, INK, Speech, Stamps};
use crate::eye::Eye;
use crate::icons::Icons;
use crate::people::{FEET, Shown};
use crate::regard::Regard;
use crate::scene::Scene;
use crate::settings::Settings;

/// Seconds for which a new mood is told.
const FRESH: f64 = 4.0;
const SIZE: f32 = 13.0;

type Art<'w> = (Res<'w, Icons>, Res<'w, Stamps>, Res<'w, Settings>);

pub(super) fn draw(
    mut contexts: EguiContexts,
    (scene, shown, eye): (Res<Scene>, Res<Shown>, Res<Eye>),
    (regard, speech): (Res<Regard>, Res<Speech>),
    (icons, stamps, settings): Art<'_>,
) {
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let special = |who: VillagerId| regard.followed == Some(who) || regard.hovered == Some(who);
    let mut order: Vec<_> = shown.0.iter().rev().collect();
    order.sort_by_key(|seen| !special(seen.who));
    let mut taken: Vec<egui::Rect> = Vec::new();
    // Pictures come after all words: what changes between them is a stroke of its own.
    let mut pictures = Vec::new();
    for seen in order {
        let Some(villager) = scene.villagers.get(&seen.who) else { continue };
        let chosen = special(seen.who);
        let quiet = eye.zoom() < 2 || seen.indoors;
        if !chosen && quiet {
            continue;
        }
        let fresh = villager.moved.is_some_and(|moved| scene.now() - moved < FRESH);
        let told = fresh || chosen || villager.mood == Mood::Asleep;
        if told && eye.zoom() >= 2 && !speech.0.contains_key(&seen.who) {
            let scale = (canvas.scale(&eye) - 1.0).max(1.0);
            let asleep = villager.mood == Mood::Asleep && !settings.still;
            #[expect(clippy::cast_possible_truncation, reason = "between -1 and 1")]
            let bob = if asleep { (scene.now() / 0.6).sin().round() as f32 * scale } else { 0.0 };
            let head = canvas.place(&eye, seen.at - Vec2::Y * FEET);
            let middle = head + egui::vec2(0.0, bob - 5.0 * scale);
            let name = format!("mood-{}", villager.mood.as_str());
            pictures.push((name, (middle, scale)));
        }
        let colour = if chosen { GLOW } else { CREAM };
        let at = canvas.place(&eye, seen.at + Vec2::Y * 4.0);
        let Some(face) = scene.cast.get(&seen.who) else { continue };
        let name = face.name.to_string();
        let font = egui::FontId::proportional(SIZE);
        let galley = canvas.painter.layout_no_wrap(name, font, colour);
        let corner = egui::pos2((at.x - galley.size().x / 2.0).round(), at.y.round());
        let rect = egui::Rect::from_min_size(corner, galley.size());
        if taken.iter().any(|other| other.intersects(rect)) {
            continue;
        }
        taken.push(rect);
        // The face is thin: laid twice, half a point apart, it reads on any ground.
        for dx in [-1.0, 0.0, 1.0, 1.5] {
            for dy in [-1.0, 0.0, 1.0] {
                let corner = corner + egui::vec2(dx, dy);
                canvas.painter.galley_with_override_text_color(corner, galley.clone(), INK);
            }
        }
        canvas.painter.galley(corner, galley.clone(), colour);
        canvas.painter.galley(corner + egui::vec2(0.5, 0.0), galley, colour);
        // Instinct is what everybody has; only other minds are marked.
        let mark = match villager.led {
            _ if face.is_person() => "mark-pennant",
            Led::Instinct => continue,
            Led::Model => "mark-model",
            Led::Outside => "mark-lantern",
        };
        let beside = rect.left_center() - egui::vec2(9.0, 0.0);
        pictures.push((mark.to_owned(), (beside, 1.0)));
    }
    for (name, place) in pictures {
        canvas.icon((&icons, &stamps), &name, place, 1.0);
    }
}
