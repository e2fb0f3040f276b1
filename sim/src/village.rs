//! The village as a whole, for whoever drives it: a server, a replay, a bench or a test. One call
//! runs one tick; nothing in it waits, reads a clock or touches a disk.

use std::sync::Arc;

use bevy_app::{App, FixedUpdate, Plugin};
use bevy_ecs::prelude::{IntoScheduleConfigs, SystemSet, World};
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};
use village_economy::{Policy, Tiers};

use crate::act::{Acts, act, depart};
use crate::attention::Awake;
use crate::board::{Board, Kept};
use crate::books::{Books, StoreAt};
use crate::clock::{Clock, Stamp, Tick};
use crate::close::{Rows, publish, seal};
use crate::deal::settle;
use crate::digest::StateHash;
use crate::docket::Docket;
use crate::door::{Command, Inbox};
use crate::feed::{Feed, View};
use crate::item::{Catalogue, Items};
use crate::journal::{Journal, Record};
use crate::map::{Ground, Map};
use crate::near::Near;
use crate::seat::Seats;
use crate::seed::Seed;
use crate::snapshot::{BadSnapshot, Snapshot};
use crate::society::{Agenda, Society};
use crate::stage::{Departures, Due, Today, Touched};
use crate::stock::Stock;
use crate::talk::Talks;
use crate::villager::Cast;
use crate::wheel::Wheel;

/// The steps of a tick, in their order. Minds put themselves between `Perceive` and `Act`.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SimSystems {
    Intake,
    Perceive,
    Think,
    Act,
    Walk,
    Settle,
    Journal,
    Publish,
}

/// The world's rules. It needs the resources that [`Village::new`] puts in.
pub struct SimPlugin;

impl Plugin for SimPlugin {
    fn build(&self, app: &mut App) {
        use SimSystems::{Act, Intake, Journal, Perceive, Publish, Settle, Think, Walk};
        app.configure_sets(
            FixedUpdate,
            (Intake, Perceive, Think, Act, Walk, Settle, Journal, Publish).chain(),
        );
        app.add_systems(
            FixedUpdate,
            (
                crate::intake::intake.in_set(Intake),
                (
                    crate::perceive::wake,
                    crate::perceive::look_around,
                    crate::stock::stock,
                    crate::perceive::notice,
                )
                    .chain()
                    .in_set(Perceive),
                act.in_set(Act),
                depart.in_set(Walk),
                settle.in_set(Settle),
                seal.in_set(Journal),
                publish.in_set(Publish),
            ),
        );
        app.edit_schedule(FixedUpdate, |schedule| {
            // One thread: a tick is short, and its order is part of the rules.
            schedule.set_executor(SingleThreadedExecutor::new());
            schedule.set_build_settings(ScheduleBuildSettings {
                ambiguity_detection: LogLevel::Error,
                ..ScheduleBuildSettings::default()
            });
        });
    }
}

/// What a village stands on: data that does not change while it runs.
#[derive(Debug, Clone)]
pub struct Foundation {
    pub map: Arc<Map>,
    pub catalogue: Catalogue,
    pub tiers: Arc<Tiers>,
    pub policy: Arc<Policy>,
    /// Ticks a second.
    pub hz: u32,
    /// Real seconds in a village day.
    pub day_seconds: u32,
    pub seed: u64,
}

/// A running village.
pub struct Village {
    app: App,
    map_digest: String,
}

/// What a tick hands over.
#[derive(Debug)]
pub struct Ticked {
    pub view: Arc<View>,
    /// What must be written down; none after a tick that left nothing.
    pub record: Option<Record>,
}

impl Village {
    /// A village before its first tick, without villagers. `minds` adds the plug-ins that think.
    /// The error names an item source whose landmark the map does not have.
    pub fn new(foundation: &Foundation, minds: impl FnOnce(&mut App)) -> Result<Self, String> {
        let Foundation { map, catalogue, tiers, policy, hz, day_seconds, seed } = foundation;
        let clock = Clock::new(*hz, *day_seconds);
        let mut app = App::empty();
        app.init_schedule(FixedUpdate)
            .insert_resource(clock)
            .insert_resource(Seed(*seed))
            .insert_resource(Stock::new(catalogue, map)?)
            .insert_resource(catalogue.clone())
            .insert_resource(Near::new(map.width, map.height))
            .insert_resource(Seats::new(map))
            .insert_resource(Ground(map.clone()))
            .insert_resource(Feed(Arc::new(View::empty(clock, policy.clone(), tiers.clone()))))
            .insert_resource(Books::new(policy.clone(), tiers.clone()))
            .init_resource::<Society>()
            .init_resource::<Agenda>()
            .insert_resource(StoreAt(true))
            .init_resource::<Stamp>()
            .init_resource::<Cast>()
            .init_resource::<Items>()
            .init_resource::<Board>()
            .insert_resource(Talks::new())
            .init_resource::<Wheel>()
            .init_resource::<Inbox>()
            .init_resource::<Acts>()
            .init_resource::<Awake>()
            .init_resource::<Docket>()
            .init_resource::<Journal>()
            .init_resource::<Departures>()
            .init_resource::<crate::act::Ways>()
            .init_resource::<Touched>()
            .init_resource::<Today>()
            .init_resource::<Due>()
            .init_resource::<Rows>();
        app.add_plugins(SimPlugin);
        minds(&mut app);
        app.finish();
        app.cleanup();
        Ok(Self { app, map_digest: map.town.digest.clone() })
    }

    /// A village as a snapshot and the store's board kept it.
    pub fn restore(
        foundation: &Foundation,
        snapshot: Snapshot,
        kept: Kept,
        minds: impl FnOnce(&mut App),
    ) -> Result<Self, BadSnapshot> {
        let mut village = Self::new(foundation, minds).map_err(BadSnapshot::Broken)?;
        crate::restore::restore(village.app.world_mut(), snapshot, kept, &village.map_digest)?;
        Ok(village)
    }

    /// Runs one tick with these commands. `stamp` is UTC in microseconds since 1970.
    pub fn tick(&mut self, commands: impl IntoIterator<Item = Command>, stamp: i64) -> Ticked {
        let world = self.app.world_mut();
        world.resource_mut::<Inbox>().0.extend(commands);
        world.resource_mut::<Stamp>().0 = stamp;
        world.run_schedule(FixedUpdate);
        let record = world.resource_mut::<Journal>().done.take();
        Ticked { view: world.resource::<Feed>().0.clone(), record }
    }

    /// The whole state after the last tick.
    pub fn snapshot(&mut self) -> Snapshot {
        let map_digest = self.map_digest.clone();
        crate::restore::take(self.app.world_mut(), map_digest)
    }

    /// What is still unwritten of the quiet ticks since the last record.
    pub fn flush(&mut self, stamp: i64) -> Option<Record> {
        let world = self.app.world_mut();
        let tick = world.resource::<Clock>().tick;
        let mut journal = world.resource_mut::<Journal>();
        if journal.open.hashes.is_empty() {
            return None;
        }
        journal.last_record = tick;
        let record = std::mem::take(&mut journal.open);
        let tick = record.hashes.last().map_or(tick, |(tick, _)| *tick);
        Some(Record { tick, at: stamp, ..record })
    }

    /// The latest view.
    pub fn view(&self) -> Arc<View> {
        self.world().resource::<Feed>().0.clone()
    }

    /// State hash after the last tick.
    pub fn hash(&self) -> StateHash {
        self.world().resource::<Journal>().hash()
    }

    /// The last tick that ran.
    pub fn now(&self) -> Tick {
        self.world().resource::<Clock>().tick
    }

    /// Everything in it, to be read.
    pub fn world(&self) -> &World {
        self.app.world()
    }
}
