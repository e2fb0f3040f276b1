//! The charter: what a village was founded on and keeps for life. It is the first command of the
//! journal, so that a journal alone is enough to live it again.

use village_economy::Micro;
use village_sim::{Command, Persona, Principal, ReplyTo, Wish};
use village_store::JournalRow;

use crate::config::Config;

/// What never changes in a village's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    pub seed: u64,
    /// Ticks a second.
    pub hz: u32,
    /// Real seconds in a village day.
    pub day_seconds: u32,
    /// Fingerprint of the town's map.
    pub map_digest: String,
    /// What a villager starts with.
    pub stipend: Micro,
    /// How many the ground was laid out for: those who came with the founding.
    pub founders: usize,
}

/// The settings contradict the charter.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the journal does not begin with a founding")]
    NoFounding,
    #[error(
        "this village was founded with {name} {kept} and you ask for {asked}: leave {name} out, \
         or found a new village with another --data folder (or database)"
    )]
    Differs { name: &'static str, kept: String, asked: String },
    #[error(
        "this village was founded on another map (fingerprint {kept}, the one in the assets folder \
         is {found}): bring the old map back, or found a new village with another --data folder \
         (or database)"
    )]
    OtherMap { kept: String, found: String },
    #[error(
        "{asked} villagers need {asked} beds and this village was laid out with {beds}: ask for \
         fewer --agents, or found a new village with another --data folder (or database)"
    )]
    NoBeds { asked: usize, beds: usize },
}

impl Charter {
    /// A new village's.
    pub fn new(config: &Config, map_digest: String, seed: u64, founders: usize) -> Self {
        Self {
            seed: config.seed.unwrap_or(seed),
            hz: config.tick_hz.unwrap_or(20),
            day_seconds: config.day_seconds.unwrap_or(1_440),
            map_digest,
            stipend: config.stipend.unwrap_or(Micro::coins(10)),
            founders,
        }
    }

    /// As the first row of a journal tells it.
    pub fn of(first: &JournalRow) -> Result<Self, Broken> {
        let mut commands = first.commands.iter().map(|command| &command.body);
        let Some(Wish::Found { seed, hz, day_seconds, map_digest, stipend }) = commands.next()
        else {
            return Err(Broken::NoFounding);
        };
        Ok(Self {
            seed: *seed,
            hz: *hz,
            day_seconds: *day_seconds,
            map_digest: map_digest.clone(),
            stipend: *stipend,
            founders: commands.filter(|body| matches!(body, Wish::Join { .. })).count(),
        })
    }

    /// Refuses settings and a map that contradict it.
    pub fn check(&self, config: &Config, map_digest: &str) -> Result<(), Broken> {
        fn same<T: PartialEq + ToString>(
            name: &'static str,
            kept: T,
            asked: Option<T>,
        ) -> Result<(), Broken> {
            match asked {
                Some(asked) if asked != kept => {
                    let (kept, asked) = (kept.to_string(), asked.to_string());
                    Err(Broken::Differs { name, kept, asked })
                }
                _ => Ok(()),
            }
        }
        same("--tick-hz", self.hz, config.tick_hz)?;
        same("--day-seconds", self.day_seconds, config.day_seconds)?;
        same("--seed", self.seed, config.seed)?;
        same("--stipend", self.stipend, config.stipend)?;
        self.check_map(map_digest)
    }

    /// Refuses another map.
    pub fn check_map(&self, found: &str) -> Result<(), Broken> {
        if self.map_digest == found {
            return Ok(());
        }
        Err(Broken::OtherMap { kept: self.map_digest.clone(), found: found.to_owned() })
    }

    /// The commands of the first tick.
    pub fn founding(&self, people: Vec<Persona>) -> Vec<Command> {
        let found = Wish::Found {
            seed: self.seed,
            hz: self.hz,
            day_seconds: self.day_seconds,
            map_digest: self.map_digest.clone(),
            stipend: self.stipend,
        };
        std::iter::once(system(found)).chain(people.into_iter().map(join)).collect()
    }
}

/// A command of the village itself, for which nobody waits.
pub fn system(body: Wish) -> Command {
    Command { principal: Principal::System, key: None, body, reply_to: ReplyTo(0), from: None }
}

/// Somebody moves in, or an edited persona takes the place of an older one.
pub fn join(persona: Persona) -> Command {
    system(Wish::Join { persona: Box::new(persona) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn settings_that_contradict_the_charter_are_told_what_to_do() {
        let plain = Settings::default().check().unwrap();
        let charter = Charter::new(&plain, "abc".into(), 7, 14);
        assert_eq!(charter.check(&plain, "abc"), Ok(()));
        let same = Settings { tick_hz: Some(20), seed: Some(7), ..Settings::default() };
        assert_eq!(charter.check(&same.check().unwrap(), "abc"), Ok(()));
        let other = Settings { tick_hz: Some(30), ..Settings::default() };
        let told = charter.check(&other.check().unwrap(), "abc").unwrap_err().to_string();
        assert!(told.contains("--tick-hz 20") && told.contains("30"), "{told}");
        let told = charter.check(&plain, "def").unwrap_err().to_string();
        assert!(told.contains("another map") && told.contains("--data"), "{told}");
    }
}
