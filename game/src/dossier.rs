//! What the village's pages say of somebody or of a note, asked for when a person opens it: who it
//! is, what its tier buys, the whole text with its replies. It is as old as its asking.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use serde::Deserialize;

use crate::ask::{Answer, Answered, Ask};
use crate::regard::Regard;
use crate::scene::Scene;

/// Seconds after which an opened paper is asked for again.
const FRESH: f64 = 20.0;
/// Most papers that are kept.
const KEPT_MAX: usize = 64;

/// Who somebody is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    pub persona: String,
    pub interests: Vec<String>,
    pub entitlement: Entitlement,
    pub recent_posts: Vec<Title>,
    position: Option<Position>,
}

/// A place in tiles.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Position {
    x: f32,
    y: f32,
}

/// What a tier buys.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entitlement {
    pub blurb: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Title {
    pub id: u64,
    pub title: String,
}

/// A note with its replies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Letter {
    pub title: String,
    pub body: String,
    pub author: Writer,
    pub origin: String,
    pub thread: Vec<Answering>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Writer {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Answering {
    pub body: String,
    pub author: Writer,
}

/// A paper, when it was asked for, and what came.
#[derive(Debug)]
pub struct Paper<T> {
    asked: f64,
    pub came: Option<T>,
    /// Why nothing came, in words.
    pub why: Option<String>,
}

impl<T> Default for Paper<T> {
    fn default() -> Self {
        Self { asked: f64::NEG_INFINITY, came: None, why: None }
    }
}

/// What was asked for.
#[derive(Resource, Debug, Default)]
pub struct Dossier {
    pub profiles: BTreeMap<Arc<str>, Paper<Profile>>,
    pub letters: BTreeMap<u64, Paper<Letter>>,
}

impl Dossier {
    /// Where somebody was when it was asked for, in pixels of the art.
    pub fn whereabouts(&self, slug: &str) -> Option<Vec2> {
        let position = self.profiles.get(slug)?.came.as_ref()?.position?;
        Some(Vec2::new(position.x, position.y) * 16.0)
    }
}

/// Asks for what is opened.
pub fn plugin(app: &mut App) {
    app.init_resource::<Dossier>().add_systems(Update, (order, file).chain());
}

fn order(
    (regard, scene): (Res<Regard>, Res<Scene>),
    mut dossier: ResMut<Dossier>,
    mut asks: MessageWriter<Ask>,
) {
    let now = scene.now();
    let dossier = dossier.bypass_change_detection();
    if let Some(face) = regard.followed.and_then(|who| scene.cast.get(&who)) {
        if dossier.profiles.len() > KEPT_MAX {
            dossier.profiles.clear();
        }
        let paper = dossier.profiles.entry(face.slug.clone()).or_default();
        if now - paper.asked > FRESH {
            paper.asked = now;
            asks.write(Ask::Agent(face.slug.clone()));
        }
    }
    if let Some(post) = regard.post {
        if dossier.letters.len() > KEPT_MAX {
            dossier.letters.clear();
        }
        let paper = dossier.letters.entry(post).or_default();
        if now - paper.asked > FRESH {
            paper.asked = now;
            asks.write(Ask::Post(post));
        }
    }
}

fn file(mut answers: MessageReader<Answered>, mut dossier: ResMut<Dossier>) {
    for Answered { ask, answer } in answers.read() {
        match ask {
            Ask::Agent(slug) => put(dossier.profiles.entry(slug.clone()).or_default(), answer),
            Ask::Post(post) => put(dossier.letters.entry(*post).or_default(), answer),
            Ask::Sheet(_) => {}
        }
    }
}

fn put<T: for<'a> Deserialize<'a>>(paper: &mut Paper<T>, answer: &Answer) {
    let told = match answer {
        Answer::Bytes(bytes) => {
            serde_json::from_slice(bytes).map_err(|_| "the answer cannot be read".to_owned())
        }
        Answer::Nothing(why) => Err(why.clone()),
    };
    match told {
        Ok(told) => (paper.came, paper.why) = (Some(told), None),
        Err(why) => paper.why = Some(why),
    }
}
