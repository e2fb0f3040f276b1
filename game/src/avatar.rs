//! The avatar of whoever plays here: hands lead it, and it sets out at once. Until the village has
//! shown a step, the village's own walk is replayed over it here; what came out otherwise there is
//! made good little by little.

mod lead;
mod steps;

pub use lead::Stick;

use bevy::prelude::*;
use village_protocol::play::Errand;
use village_sim::{MoveTo, Outcome, Tile};

use crate::errand::{Came, OwnAvatar};
use crate::eye::EyeSystems;
use crate::scene::Scene;
use steps::{Answer, Steps};

/// Why the avatar did not go or do what it was to, and until when that is shown.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct Hindered {
    pub why: String,
    /// In seconds of this machine's clock.
    pub until: f64,
}

/// Seconds that a reason is shown.
const SHOWN: f64 = 5.0;

/// The steps of one's own avatar.
#[derive(Resource, Debug, Default)]
struct Own(Steps);

/// Leads the avatar and draws it ahead of the village's answer.
pub fn plugin(app: &mut App) {
    app.init_resource::<Own>().init_resource::<Stick>().init_resource::<Hindered>().add_systems(
        Update,
        (hear, lead::hands, lead::click, follow).chain().before(EyeSystems::Point),
    );
}

/// What the village said to steps and to what was done where one stands.
fn hear(
    mut came: MessageReader<Came>,
    (scene, mut own, mut hindered): (Res<Scene>, ResMut<Own>, ResMut<Hindered>),
) {
    for Came { errand, came, .. } in came.read() {
        if let Errand::Walk(MoveTo::To { x, y }) = errand {
            let Some(goal) = tile(*x, *y) else { continue };
            let answer = match came {
                Ok(Outcome::Walking { arrives, .. }) => Answer::Taken { arrives: *arrives },
                _ => Answer::Refused,
            };
            own.bypass_change_detection().0.hear(goal, answer, scene.tick());
        }
        let is_own = matches!(
            errand,
            Errand::Walk(_) | Errand::Say { .. } | Errand::Use(_) | Errand::Stop | Errand::Leave
        );
        if let (true, Err(denied)) = (is_own, came) {
            *hindered = Hindered { why: denied.detail.clone(), until: scene.now() + SHOWN };
        }
    }
}

/// Puts the avatar where it is drawn.
fn follow(
    (avatar, time): (Res<OwnAvatar>, Res<Time>),
    (mut scene, mut own): (ResMut<Scene>, ResMut<Own>),
) {
    let (tick, hz) = (scene.tick(), scene.hz());
    let steps = &mut own.bypass_change_detection().0;
    let told = avatar.0.and_then(|who| scene.bypass_change_detection().villagers.get_mut(&who));
    let Some(told) = told else {
        *steps = Steps::default();
        return;
    };
    told.lead = steps.follow(told, (tick, hz), time.delta_secs());
}

/// A tile out of an errand.
fn tile(x: i32, y: i32) -> Option<Tile> {
    Some(Tile::new(u16::try_from(x).ok()?, u16::try_from(y).ok()?))
}
