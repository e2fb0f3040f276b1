//! What the village's pages say of somebody or of a note, asked for when a person opens it: who it
//! is, what its tier buys, its money, the whole text with its replies, letters. It is as old as its
//! asking, and is asked for again when something is heard to have changed.

mod paper;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use serde::Deserialize;
use village_protocol::play::Errand;

use crate::ask::{Answer, Answered, Ask};
use crate::errand::{Came, Playing};
use crate::panels::{Page, Panels, Side};
use crate::regard::Regard;
use crate::scene::{Noted, Paid, Scene};
use crate::stream::Contact;

pub use paper::{Entry, Found, Letter, List, Mail, Movement, Presence, Profile, Writer};

/// Seconds after which an opened paper is asked for again.
const FRESH: f64 = 20.0;
/// Seconds for which words that are searched for stand before they are asked.
const TYPED: f64 = 0.35;
/// Most papers of a kind that are kept.
const KEPT_MAX: usize = 64;

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

impl<T> Paper<T> {
    /// Whether it is to be asked for, which it then counts as.
    fn due(&mut self, now: f64) -> bool {
        let due = now - self.asked > FRESH;
        if due {
            self.asked = now;
        }
        due
    }

    const fn stale(&mut self) {
        self.asked = f64::NEG_INFINITY;
    }
}

/// Papers by what they are about.
type Papers<K, T> = BTreeMap<K, Paper<T>>;

/// What was asked for.
#[derive(Resource, Debug, Default)]
pub struct Dossier {
    pub profiles: Papers<Arc<str>, Profile>,
    pub letters: Papers<u64, Letter>,
    pub found: Papers<Arc<str>, List<Found>>,
    pub statements: Papers<Arc<str>, List<Entry>>,
    pub mail: Papers<Arc<str>, List<Mail>>,
    pub ledger: Paper<List<Movement>>,
    pub presence: Paper<Presence>,
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
    app.init_resource::<Dossier>()
        .add_systems(Update, (forget, grow_old, order, seek, file).chain());
}

/// Somebody else sees other things.
fn forget(playing: Res<Playing>, mut dossier: ResMut<Dossier>, mut who: Local<Option<String>>) {
    let now = playing.player().map(|player| player.name.clone());
    if *who != now {
        *who = now;
        let profiles = std::mem::take(&mut dossier.profiles);
        *dossier = Dossier { profiles, ..Dossier::default() };
    }
}

/// What is heard to have changed is asked for again.
fn grow_old(
    (mut noted, mut paid, mut came): (
        MessageReader<Noted>,
        MessageReader<Paid>,
        MessageReader<Came>,
    ),
    scene: Res<Scene>,
    mut dossier: ResMut<Dossier>,
) {
    let dossier = dossier.bypass_change_detection();
    if !noted.is_empty()
        && let Some(all) = dossier.found.get_mut("")
    {
        all.stale();
    }
    for post in noted.read().filter_map(|noted| noted.post) {
        dossier.letters.entry(post).or_default().stale();
    }
    for Paid { who, .. } in paid.read() {
        let Some(face) = scene.cast.get(who) else { continue };
        if let Some(paper) = dossier.statements.get_mut(&face.slug) {
            paper.stale();
        }
        dossier.ledger.stale();
    }
    for came in came.read().filter(|came| came.came.is_ok()) {
        match &came.errand {
            Errand::Reply { post, .. } => dossier.letters.entry(post.0).or_default().stale(),
            Errand::Letter { to, .. } => {
                let Some(face) = scene.cast.get(to) else { continue };
                dossier.mail.entry(face.slug.clone()).or_default().stale();
            }
            _ => {}
        }
    }
}

fn room<K: Ord, T>(papers: &mut Papers<K, T>) {
    if papers.len() > KEPT_MAX {
        papers.clear();
    }
}

fn order(
    (regard, scene, panels, playing): (Res<Regard>, Res<Scene>, Res<Panels>, Res<Playing>),
    contact: Res<Contact>,
    mut dossier: ResMut<Dossier>,
    mut asks: MessageWriter<Ask>,
) {
    let now = scene.now();
    let dossier = dossier.bypass_change_detection();
    if *contact == Contact::Live && dossier.presence.due(now) {
        asks.write(Ask::Presence);
    }
    let followed = regard.followed.and_then(|who| scene.cast.get(&who));
    // Nothing is kept of a person that others could read.
    if let Some(face) = followed.filter(|face| !face.is_person()) {
        room(&mut dossier.profiles);
        if dossier.profiles.entry(face.slug.clone()).or_default().due(now) {
            asks.write(Ask::Agent(face.slug.clone()));
        }
        room(&mut dossier.statements);
        if dossier.statements.entry(face.slug.clone()).or_default().due(now) {
            asks.write(Ask::Statement(face.slug.clone()));
        }
        let player = playing.player().filter(|_| panels.page == Page::Letters);
        if let Some(player) = player {
            room(&mut dossier.mail);
            if dossier.mail.entry(face.slug.clone()).or_default().due(now) {
                asks.write(Ask::Mail(player.name.as_str().into(), face.slug.clone()));
            }
        }
    }
    if let Some(post) = regard.post {
        room(&mut dossier.letters);
        if dossier.letters.entry(post).or_default().due(now) {
            asks.write(Ask::Post(post));
        }
    }
    let reads = panels.side == Some(Side::Ledger) && playing.player().is_some();
    if reads && dossier.ledger.due(now) {
        asks.write(Ask::Ledger);
    }
}

/// Asks for notes with the words that are searched for, once they stand.
fn seek(
    (scene, panels): (Res<Scene>, Res<Panels>),
    mut dossier: ResMut<Dossier>,
    mut asks: MessageWriter<Ask>,
    mut typed: Local<(String, f64)>,
) {
    let words = panels.find.trim();
    if typed.0 != words {
        *typed = (words.to_owned(), scene.now());
    }
    // A village without frames does not tell what hangs on its board: then it is asked for.
    let is_told = panels.side != Some(Side::Board) || scene.notes.len() > 8;
    if (words.is_empty() && is_told) || scene.now() - typed.1 < TYPED {
        return;
    }
    let dossier = dossier.bypass_change_detection();
    let words: Arc<str> = words.into();
    room(&mut dossier.found);
    if dossier.found.entry(words.clone()).or_default().due(scene.now()) {
        asks.write(Ask::Find(words));
    }
}

fn file(mut answers: MessageReader<Answered>, mut dossier: ResMut<Dossier>) {
    for Answered { ask, answer } in answers.read() {
        match ask {
            Ask::Agent(slug) => put(dossier.profiles.entry(slug.clone()).or_default(), answer),
            Ask::Post(post) => put(dossier.letters.entry(*post).or_default(), answer),
            Ask::Find(words) => put(dossier.found.entry(words.clone()).or_default(), answer),
            Ask::Statement(slug) => {
                put(dossier.statements.entry(slug.clone()).or_default(), answer);
            }
            Ask::Mail(_, slug) => put(dossier.mail.entry(slug.clone()).or_default(), answer),
            Ask::Ledger => put(&mut dossier.ledger, answer),
            Ask::Presence => put(&mut dossier.presence, answer),
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
