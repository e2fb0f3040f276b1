//! Instinct: the mind that every villager has without a model, as a pure Bevy plug-in.
//!
//! It runs between Perceive and Act for every villager that is awake and whose reins are free. It
//! reads the world and writes wishes ([`village_sim::Acts`]) and nothing else: no state of its own,
//! no clock but the village's, no chance but the seed's. So a restart needs no memory of it, and a
//! replay derives its wishes again. What it says is made of templates filled with what the
//! villager really perceived, and the world labels it `instinct`; there is no model here, no
//! lookup of what a villager has not seen, and no rule that knows a villager by name.

mod answer;
mod chat;
mod choice;
mod ego;
mod haul;
mod hearing;
mod knowledge;
mod phrases;
mod place;
mod reply;
mod routine;
mod think;
mod tone;
mod topic;
mod wording;
mod writing;

use std::sync::Arc;

use bevy_app::{App, FixedUpdate, Plugin};
use bevy_ecs::prelude::{IntoScheduleConfigs, Resource};
use village_sim::SimSystems;

pub use phrases::{BadPhrases, FILE_MAX, Phrases};
pub use topic::Topic;

/// The utility mind. `phrases` are its words, read from `assets/phrases.toml`.
pub struct InstinctPlugin {
    pub phrases: Arc<Phrases>,
}

impl Plugin for InstinctPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(Lexicon(self.phrases.clone()))
            .add_systems(FixedUpdate, think::think.in_set(SimSystems::Think));
    }
}

/// The words of all villagers.
#[derive(Resource, Debug)]
struct Lexicon(Arc<Phrases>);
