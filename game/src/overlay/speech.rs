//! Words in the air: who said or thought what, and how long it is to be read. Nothing here draws.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use village_sim::{Origin, VillagerId};

use crate::scene::{Said, Scene};
use crate::words::hidden;

/// Seconds in which a speaker's mouth moves.
const TALKING: f64 = 2.6;
/// Most words that hang in the air at once; the oldest make room.
const BUBBLES_MAX: usize = 200;
/// Longest text that is kept of one, in characters.
const TEXT_MAX: usize = 400;

/// Somebody's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    pub text: Arc<str>,
    pub origin: Origin,
    /// Whether it was said; else it was thought.
    pub aloud: bool,
    pub born: f64,
    pub last: f64,
    /// Which of the places it hangs in.
    pub place: usize,
    /// Its corner against its speaker's head, once placed.
    pub offset: Option<Vec2>,
}

/// All words in the air.
#[derive(Resource, Debug, Default)]
pub struct Speech(pub BTreeMap<VillagerId, Bubble>);

impl Speech {
    /// Somebody says or thinks something now. A thought does not cut words off.
    pub fn say(&mut self, said: &Said, now: f64) {
        let Said { who, text, origin, aloud } = said;
        let is_heard = |bubble: &Bubble| bubble.aloud && now - bubble.born < TALKING;
        if !aloud && self.0.get(who).is_some_and(is_heard) {
            return;
        }
        let text: String = text.chars().filter(|c| !hidden(*c)).take(TEXT_MAX).collect();
        let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let last = now + (2.6 + f64::from(letters) * 0.055).min(9.0);
        let (origin, aloud, born) = (*origin, *aloud, now);
        let text = text.into();
        let bubble = Bubble { text, origin, aloud, born, last, place: 0, offset: None };
        self.0.insert(*who, bubble);
        if self.0.len() > BUBBLES_MAX {
            let oldest = self.0.iter().min_by(|a, b| a.1.born.total_cmp(&b.1.born));
            let oldest = oldest.map(|(who, _)| *who);
            oldest.and_then(|who| self.0.remove(&who));
        }
    }

    /// Whether somebody's mouth moves.
    pub fn talks(&self, who: VillagerId, now: f64) -> bool {
        self.0.get(&who).is_some_and(|bubble| bubble.aloud && now - bubble.born < TALKING)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Speech>().add_systems(Update, (hear, fade).chain());
}

fn hear(mut said: MessageReader<Said>, scene: Res<Scene>, mut speech: ResMut<Speech>) {
    for said in said.read() {
        speech.say(said, scene.now());
    }
}

fn fade(scene: Res<Scene>, mut speech: ResMut<Speech>) {
    let now = scene.now();
    if speech.0.values().any(|bubble| now > bubble.last) {
        speech.0.retain(|_, bubble| now <= bubble.last);
    }
}
