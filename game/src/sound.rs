//! Sounds, for whoever wants them: coins, a note going up, somebody who speaks, wind. They tell
//! nothing that is not seen, and are off until they are switched on. What is near is louder.

mod air;
mod ration;
#[cfg_attr(
    not(any(test, feature = "sound", target_arch = "wasm32")),
    expect(dead_code, reason = "a client without sounds only knows what they are called")
)]
mod tone;

#[cfg(all(feature = "sound", not(target_arch = "wasm32")))]
#[path = "sound/desk.rs"]
mod speaker;
#[cfg(not(any(feature = "sound", target_arch = "wasm32")))]
#[path = "sound/mute.rs"]
mod speaker;
#[cfg(target_arch = "wasm32")]
#[path = "sound/web.rs"]
mod speaker;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use village_sim::VillagerId;

use self::air::Air;
use self::ration::Ration;
use self::speaker::Speaker;
use self::tone::Tone;
use crate::dossier::Dossier;
use crate::eye::{Eye, EyeSystems};
use crate::people::{Shown, seed};
use crate::scene::{Noted, Paid, Said, Scene};
use crate::settings::Settings;
use crate::sky::Hour;

/// Why a client plays no sounds that was built without them.
const WITHOUT: &str = "this client was built without sounds; `cargo village play` builds them in \
                       where ALSA's headers are (on Debian: libasound2-dev)";
/// Tiles from the eye at which a sound is half as loud.
const HALF: f32 = 10.0;
/// A sound that is less loud than this is not played.
const LEAST: f32 = 0.04;

/// How it stands with sounds.
#[derive(Resource, Debug, Clone, Default, PartialEq, Eq)]
pub enum Sounding {
    #[default]
    Off,
    /// The browser waits until somebody touches the page.
    Waiting,
    On,
    /// There are none, and why.
    Mute(String),
}

impl Sounding {
    /// One word for it, for the page.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Waiting => "waiting",
            Self::On => "on",
            Self::Mute(_) => "mute",
        }
    }

    /// Whether this client can play any at all.
    pub const fn is_built_in() -> bool {
        cfg!(any(feature = "sound", target_arch = "wasm32"))
    }
}

/// What sounds now, and what plays it while sounds are on.
#[derive(Default)]
struct Orchestra {
    speaker: Option<Speaker>,
    ration: Ration,
    air: Air,
}

/// Plays what is to be heard. Devices belong to one thread.
pub fn plugin(app: &mut App) {
    let sounding =
        if Sounding::is_built_in() { Sounding::Off } else { Sounding::Mute(WITHOUT.to_owned()) };
    app.insert_resource(sounding)
        .insert_non_send(Orchestra::default())
        .add_systems(Update, (turn, play).chain().after(EyeSystems::Place));
}

/// Opens and closes what plays, as the settings say.
fn turn(
    settings: Res<Settings>,
    mut orchestra: NonSendMut<Orchestra>,
    mut sounding: ResMut<Sounding>,
) {
    if !Sounding::is_built_in() {
        return;
    }
    if !settings.sound {
        orchestra.speaker = None;
        sounding.set_if_neq(Sounding::Off);
        return;
    }
    if *sounding == Sounding::Off {
        match Speaker::open() {
            Ok(speaker) => orchestra.speaker = Some(speaker),
            Err(why) => {
                warn!("{why}");
                *sounding = Sounding::Mute(why);
            }
        }
    }
    if let Some(speaker) = &orchestra.speaker {
        let heard = if speaker.is_heard() { Sounding::On } else { Sounding::Waiting };
        sounding.set_if_neq(heard);
    }
}

/// What is to be heard: which sound, how loud, and how much higher than it is.
type Heard = (Tone, f32, f32);

fn play(
    (mut said, mut paid, mut noted): (
        MessageReader<Said>,
        MessageReader<Paid>,
        MessageReader<Noted>,
    ),
    (scene, eye, shown): (Res<Scene>, Res<Eye>, Res<Shown>),
    (hour, settings, sounding): (Res<Hour>, Res<Settings>, Res<Sounding>),
    (dossier, mut letters): (Res<Dossier>, Local<BTreeMap<Arc<str>, u64>>),
    mut orchestra: NonSendMut<Orchestra>,
) {
    let has_letter = dossier.is_changed() && has_new_letter(&dossier, &mut letters);
    let Orchestra { speaker, ration, air } = &mut *orchestra;
    let is_heard = *sounding == Sounding::On && scene.clock.is_some();
    let Some(speaker) = speaker.as_mut().filter(|_| is_heard) else {
        said.clear();
        paid.clear();
        noted.clear();
        return;
    };
    let mut heard: Vec<Heard> = Vec::new();
    if has_letter {
        heard.push((Tone::Letter, 1.0, 1.0));
    }
    for Paid { who, amount, .. } in paid.read() {
        let tone = if *amount < 0 { Tone::Sigh } else { Tone::Coins };
        heard.push((tone, level(&scene, &eye, *who), 1.0));
    }
    for Noted { who, .. } in noted.read().filter(|noted| noted.is_new) {
        heard.push((Tone::Note, level(&scene, &eye, *who), 1.0));
    }
    for Said { who, .. } in said.read().filter(|said| said.aloud && shown.get(said.who).is_some()) {
        heard.push((Tone::Voice, level(&scene, &eye, *who), pitch(&scene, *who)));
    }
    heard.extend(air.begins(scene.now(), hour.dark));
    // Ears hear loudness by its square.
    let volume = settings.volume.clamp(0.0, 1.0).powi(2);
    for (tone, loud, pitch) in heard.into_iter().filter(|(_, loud, _)| *loud >= LEAST) {
        if ration.admit(tone, scene.now(), f64::from(tone.seconds() / pitch)) {
            speaker.play(tone, loud * volume, pitch);
        }
    }
}

/// How loud somebody is from where we look, from 0 to 1; whoever is nowhere is not heard.
fn level(scene: &Scene, eye: &Eye, who: VillagerId) -> f32 {
    let Some(villager) = scene.villagers.get(&who) else { return 0.0 };
    let aside = villager.stand(scene.tick(), scene.hz()).at.distance(eye.at()) / 16.0;
    // We look down from the higher, the smaller things are.
    fade(aside.hypot(18.0 / eye.scale()))
}

/// How loud a sound is at so many tiles.
fn fade(tiles: f32) -> f32 {
    1.0 / (1.0 + (tiles / HALF).powi(2))
}

/// A villager's voice: one of thirteen half-tones, always the same one.
fn pitch(scene: &Scene, who: VillagerId) -> f32 {
    let slug = scene.cast.get(&who).map_or("", |face| &*face.slug);
    let [.., low] = (seed(slug) % 13).to_be_bytes();
    ((f32::from(low) - 6.0) / 12.0).exp2()
}

/// Whether a villager has written to the one who plays since its letters were last looked at.
fn has_new_letter(dossier: &Dossier, seen: &mut BTreeMap<Arc<str>, u64>) -> bool {
    seen.retain(|slug, _| dossier.mail.contains_key(slug));
    let mut is_new = false;
    for (slug, mail) in &dossier.mail {
        let Some(list) = &mail.came else { continue };
        let theirs = list.items.iter().filter(|letter| letter.by == "agent");
        let latest = theirs.map(|letter| letter.id).max().unwrap_or(0);
        let before = seen.insert(slug.clone(), latest);
        is_new |= before.is_some_and(|before| before < latest);
    }
    is_new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Face, Villager};

    #[test]
    fn what_is_near_is_louder_and_everybody_has_a_voice() {
        assert!((fade(HALF) - 0.5).abs() < 1e-6 && fade(0.0) <= 1.0);
        let mut scene = Scene::default();
        let mut pitches = std::collections::BTreeSet::new();
        for (id, slug) in (0..).zip(["ada", "bruno", "cleo", "dora", "emil", "frida"]) {
            let (name, role) = (slug.into(), "baker".into());
            let face = Face { slug: slug.into(), name, role, look: None };
            scene.cast.insert(VillagerId(id), face);
            pitches.insert(pitch(&scene, VillagerId(id)).to_bits());
        }
        assert!(pitches.len() > 2);
        assert!(pitches.iter().all(|bits| (0.7..1.42).contains(&f32::from_bits(*bits))));
        scene.put(VillagerId(0), Villager::default());
        let bounds = Vec2::splat(2_000.0);
        let mut eye = Eye::new(Vec2::new(800.0, 600.0), 1.0, bounds);
        let levels = [0.0, 400.0, 900.0].map(|at| {
            eye.look_at(Vec2::splat(at));
            level(&scene, &eye, VillagerId(0))
        });
        assert!(levels[0] > levels[1] && levels[1] > levels[2], "{levels:?}");
        assert!(level(&scene, &eye, VillagerId(9)) <= 0.0, "somebody who is nowhere");
    }

    #[test]
    fn a_letter_is_told_when_it_comes_and_not_when_it_is_read() {
        let (mut dossier, mut seen) = (Dossier::default(), BTreeMap::new());
        let mut look = |letters: &str| {
            let paper = dossier.mail.entry("ada".into()).or_default();
            paper.came = Some(serde_json::from_str(letters).unwrap());
            has_new_letter(&dossier, &mut seen)
        };
        let ours = r#"{ "id": 2, "by": "person" }"#;
        assert!(!look(r#"{ "items": [{ "id": 1, "by": "agent" }] }"#), "it was there before");
        assert!(!look(&format!(r#"{{ "items": [{ours}, {{ "id": 1, "by": "agent" }}] }}"#)));
        assert!(look(&format!(r#"{{ "items": [{ours}, {{ "id": 3, "by": "agent" }}] }}"#)));
    }
}
