//! Money and notes made visible: a coin leaps from the board to whom it rewards, an ember falls and
//! fades, a fresh note hangs over its author. One effect a fact, no more.

use std::collections::BTreeMap;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::{PlaceKind, VillagerId};

use super::{Canvas, Stamps};
use crate::errand::{Gifts, State};
use crate::eye::Eye;
use crate::ground::{TownMap, middle};
use crate::icons::Icons;
use crate::people::{Seen, Shown};
use crate::pinned;
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
    /// Where its note hangs.
    from: Option<Vec2>,
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
}

/// Notes that hang over their authors while they are fresh: which, and since when.
#[derive(Resource, Debug, Default)]
pub struct Fresh(pub BTreeMap<VillagerId, (Option<u64>, f64)>);

/// Where a fresh note hangs over its author, from the feet.
const OVER: Vec2 = Vec2::new(0.0, -30.0);

impl Fresh {
    /// The note under a place of the art.
    pub fn under(&self, shown: &Shown, art: Vec2) -> Option<u64> {
        let near = |who| {
            let seen = shown.get(who).filter(|seen| !seen.indoors)?;
            ((seen.at + OVER - art).abs().max_element() <= 7.0).then_some(())
        };
        self.0.iter().find_map(|(who, (post, _))| near(*who).and(*post))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Effects>().init_resource::<Fresh>().add_systems(Update, gather);
}

fn gather(
    (mut paid, mut noted): (MessageReader<Paid>, MessageReader<Noted>),
    (scene, map, eye): (Res<Scene>, Res<TownMap>, Res<Eye>),
    (mut effects, mut fresh): (ResMut<Effects>, ResMut<Fresh>),
) {
    let now = scene.now();
    let effects = effects.bypass_change_detection();
    for Paid { who, amount, post } in paid.read() {
        if effects.all.len() < SHOWN_MAX {
            let from = post.and_then(|post| pinned::place(&map, &scene, post, eye.at()));
            let from = from.map(|paper| paper.center());
            effects.all.push(Effect { who: *who, given: *amount >= 0, from, born: now });
        }
    }
    for noted in noted.read().filter(|noted| noted.is_new) {
        fresh.0.insert(noted.who, (noted.post, now));
    }
    effects.all.retain(|effect| now - effect.born < effect.life());
    fresh.0.retain(|_, (_, born)| now - *born < NOTE);
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    (scene, shown, eye, map): (Res<Scene>, Res<Shown>, Res<Eye>, Res<TownMap>),
    (icons, stamps, settings): (Res<Icons>, Res<Stamps>, Res<Settings>),
    (effects, fresh, gifts): (Res<Effects>, Res<Fresh>, Res<Gifts>),
) {
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let (art, scale) = ((&*icons, &*stamps), canvas.scale(&eye));
    rings(&canvas, (&scene, &shown, &eye), settings.still);
    for who in fresh.0.keys() {
        let Some(seen) = shown.get(*who).filter(|seen| !seen.indoors) else { continue };
        let bob = sway(scene.now(), settings.still);
        let at = canvas.place(&eye, seen.at + OVER + Vec2::Y * bob);
        canvas.icon(art, "note", (at, (scale - 1.0).max(1.0)), 1.0);
    }
    let board = map.landmark(PlaceKind::Board).map(|place| {
        let (x, y) = middle(place.area);
        map.corner(eye.at()) + Vec2::new(x, y - 24.0)
    });
    for given in gifts.0.iter().filter(|given| given.state == State::Pending) {
        // What is on its way is a ghost over its note, or over whom it is for.
        let over = shown.get(given.gift.agent).map(|seen| seen.at - Vec2::Y * 38.0);
        let paper = pinned::place(&map, &scene, given.gift.post.0, eye.at());
        let above = paper.map(|paper| Vec2::new(paper.center().x, paper.min.y - 4.0));
        let Some(at) = above.or(over) else { continue };
        let name = if given.is_penalty { "ember" } else { "coin-0" };
        let place = canvas.place(&eye, at + Vec2::Y * sway(scene.now(), settings.still));
        canvas.icon(art, name, (place, (scale - 1.0).max(1.0)), 0.7);
    }
    for effect in &effects.all {
        let Some(seen) = shown.get(effect.who) else { continue };
        let age = scene.now() - effect.born;
        let (name, at, alpha) = if effect.given {
            coin(seen, effect.from.or(board).filter(|_| !settings.still), age)
        } else {
            ember(seen, age, settings.still)
        };
        canvas.icon(art, &name, (canvas.place(&eye, at), scale), alpha);
    }
}

/// How far what hangs in the air goes up and down.
#[expect(clippy::cast_possible_truncation, reason = "between -2 and 2")]
fn sway(now: f64, still: bool) -> f32 {
    if still { 0.0 } else { ((now / 0.42).sin() * 1.5) as f32 }
}

/// Seconds for which the ring of another tier is seen.
const RING: f64 = 2.0;

/// A ring in the colour of the tier around whoever came to another.
fn rings(canvas: &Canvas, (scene, shown, eye): (&Scene, &Shown, &Eye), still: bool) {
    for seen in shown.0.iter().filter(|seen| !seen.indoors) {
        let Some(villager) = scene.villagers.get(&seen.who) else { continue };
        let age = villager.rose.map_or(RING, |rose| scene.now() - rose);
        let Some(tier) = scene.tiers.get(usize::from(villager.tier)) else { continue };
        if age >= RING {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let part = (age / RING) as f32;
        let [red, green, blue] = tier.colour;
        let colour = egui::Color32::from_rgb(red, green, blue).gamma_multiply(1.0 - part * part);
        let scale = canvas.scale(eye);
        let wide = if still { 11.0 } else { 7.0 + 6.0 * part };
        let size = egui::vec2(wide, wide * 0.45) * scale;
        let stroke = egui::Stroke::new(scale.max(1.5), colour);
        let at = canvas.place(eye, seen.at);
        canvas.painter.add(egui::epaint::EllipseShape {
            center: at,
            radius: size,
            fill: egui::Color32::TRANSPARENT,
            stroke,
            angle: 0.0,
        });
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
