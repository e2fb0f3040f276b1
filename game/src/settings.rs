//! What a person chose for this client: light, motion, panels, sounds. It changes what is
//! shown, never what is true.

use bevy::prelude::*;

/// Light or dark panels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// Parchment by day, slate by night, as the village's hour is.
    #[default]
    Hour,
    Light,
    Dark,
}

/// The choices.
#[derive(Resource, Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    pub paper: Paper,
    /// Nothing moves by itself but those who walk.
    pub still: bool,
    /// How large panels and names are, 1 as they come.
    pub scale: f32,
    /// Whether sounds are played.
    pub sound: bool,
    /// How loud, from 0 to 1.
    pub volume: f32,
    /// The code of the look that one's avatar was given last.
    pub look: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let (sound, volume) = (false, 0.6);
        Self { paper: Paper::default(), still: false, scale: 1.0, sound, volume, look: None }
    }
}

impl Settings {
    /// Whether nothing is to move by itself.
    pub fn still(settings: Option<Res<Self>>) -> bool {
        settings.is_some_and(|settings| settings.still)
    }
}
