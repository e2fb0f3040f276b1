//! Money and notes made visible: a coin leaps from the board to whom it rewards, an ember falls and
//! fades, a fresh note hangs over its author. One effect a fact, no more.

use std::collections::BTreeMap;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use village_sim::{PlaceKind, VillagerId};

use super::{Canvas, Stamps};
use crate::eye::Eye;
use crate::ground::{TownMap, middle};
use crate::icons::Icons;
use crate::people::{Seen, Shown};
use crate::scene::{Noted, Paid, Scene};
use crate::settings::Settings;

const LEAP: f64 = 0.7;
const LAND: f64 = 0.3;
const EMBER: f64 = 0.9;
const NOTE: f64 = 20.0;
const SHOWN_MAX: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Effect {
    who: VillagerId,
    given: bool,
    born: f64,
}

impl Effect {
    const fn life(&self) -> f64 {
        if self.given { LEAP + LAND } else { EMBER }
    }
}

/// What is under way.
#[derive(Resource, Debug, Default)]
pub(super) struct Effects {
    all: Vec<Effect>,
    notes: BTreeMap<VillagerId, f64>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Effects>().add_systems(Update, gather);
}

fn gather(
    (mut paid, mut noted): (MessageReader<Paid>, MessageReader<Noted>),
    scene: Res<Scene>,
    mut effects: ResMut<Effects>,
) {
    let now = scene.now();
    let effects = effects.bypass_change_detection();
    for Paid { who, amount } in paid.read() {
        if effects.all.len() < SHOWN_MAX {
            effects.all.push(Effect { who: *who, given: *amount >= 0, born: now });
        }
    }
    for Noted(who) in noted.read() {
        effects.notes.insert(*who, now);
    }
    effects.all.retain(|effect| now - effect.born < effect.life());
    effects.notes.retain(|_, born| now - *born < NOTE);
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    (scene, shown, eye, map): (Res<Scene>, Res<Shown>, Res<Eye>, Res<TownMap>),
    (icons, stamps, settings): (Res<Icons>, Res<Stamps>, Res<Settings>),
    effects: Res<Effects>,
) {
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let (art, scale) = ((&*icons, &*stamps), canvas.scale(&eye));
    for who in effects.notes.keys() {
        let Some(seen) = shown.get(*who).filter(|seen| !seen.indoors) else { continue };
        #[expect(clippy::cast_possible_truncation, reason = "between -2 and 2")]
        let bob = if settings.still { 0.0 } else { ((scene.now() / 0.42).sin() * 1.5) as f32 };
        let at = canvas.place(&eye, seen.at + Vec2::new(0.0, bob - 30.0));
        canvas.icon(art, "note", (at, (scale - 1.0).max(1.0)), 1.0);
    }
    let board = map.landmark(PlaceKind::Board).map(|place| {
        let (x, y) = middle(place.area);
        Vec2::new(x, y - 24.0)
    });
    for effect in &effects.all {
        let Some(seen) = shown.get(effect.who) else { continue };
        let age = scene.now() - effect.born;
        let (name, at, alpha) = if effect.given {
            coin(seen, board.filter(|_| !settings.still), age)
        } else {
            ember(seen, age, settings.still)
        };
        canvas.icon(art, &name, (canvas.place(&eye, at), scale), alpha);
    }
}

fn coin(seen: &Seen, board: Option<Vec2>, age: f64) -> (String, Vec2, f32) {
    let to = seen.at - Vec2::Y * 14.0;
    if age >= LEAP {
        return (spin("sparkle", age - LEAP, 0.075), to, 1.0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let part = (age / LEAP) as f32;
    let from = board.unwrap_or(seen.at - Vec2::Y * 40.0);
    let arc = Vec2::Y * (part * std::f32::consts::PI).sin() * 44.0;
    (spin("coin", age, 0.09), from.lerp(to, part) - arc, 1.0)
}

#[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
fn ember(seen: &Seen, age: f64, still: bool) -> (String, Vec2, f32) {
    let part = (age / EMBER) as f32;
    let sway = if still { 0.0 } else { ((age / 0.11).sin() * 2.0) as f32 };
    let fall = if still { 0.0 } else { part * part * 18.0 };
    ("ember".to_owned(), seen.at + Vec2::new(sway, fall - 34.0), 1.0 - part * part)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few frames of a few seconds"
)]
fn spin(name: &str, age: f64, frame: f64) -> String {
    format!("{name}-{}", (age / frame) as u64 % 4)
}
