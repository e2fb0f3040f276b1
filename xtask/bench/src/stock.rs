//! The peer of the watchers' stream: the same village over lightyear's stock replication. Each
//! villager is an entity that every spectator gets, where it is is a component that changes as it
//! walks, and links are handed their packets in memory, without a socket.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use lightyear::link::recv_payload_from_bytes;
use lightyear::prelude::{client::*, server::*, *};
use serde::{Deserialize, Serialize};
use village_sim::{Activity, AgentView, Mood, Tick, View, VillagerId};

use crate::spent;
use crate::town::HZ;

const TICK: Duration = Duration::from_millis(1_000 / HZ as u64);

/// Largest packet in bytes, the same on both ends; large enough that nothing is cut up.
const PACKET_MAX: usize = 64 * 1024;

/// Updates until somebody who joins has the whole village.
const JOIN_UPDATES: usize = 400;

/// Where somebody is, in sixteenths of a pixel of the art, and which way it looks.
#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Standing {
    x: u32,
    y: u32,
    facing: u8,
}

#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Doing(Activity);

#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Feeling(u8);

#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Tiered(u8);

/// The last spoken line.
#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Spoken(String);

/// Who somebody is: sent once.
#[derive(Component, Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Named {
    slug: String,
    name: String,
    role: String,
}

fn protocol(app: &mut App) {
    app.component::<Standing>().replicate();
    app.component::<Doing>().replicate();
    app.component::<Feeling>().replicate();
    app.component::<Tiered>().replicate();
    app.component::<Spoken>().replicate();
    app.component::<Named>().replicate_once();
}

fn app(plugins: impl FnOnce(&mut App)) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin))
        .insert_resource(TimeUpdateStrategy::ManualDuration(TICK));
    plugins(&mut app);
    protocol(&mut app);
    app.finish();
    app.cleanup();
    app
}

fn link() -> impl Bundle {
    // Nothing is lost in memory; the default would send again what is on its way.
    let long = Duration::from_secs(10);
    let patient = PacketNackSettings { minimum_timeout: long, maximum_timeout: long, ..default() };
    let link = Link::default().with_mtu(LinkMtu::new(PACKET_MAX));
    (link, Transport::default().with_packet_nack_settings(patient))
}

/// A spectator's own program, and its link on the server.
struct Spectator {
    app: App,
    own: Entity,
    link: Entity,
}

/// The server with those who watch.
pub struct Stock {
    app: App,
    server: Entity,
    villagers: BTreeMap<VillagerId, Entity>,
    spectators: Vec<Spectator>,
    numbers: u128,
    /// Bytes that left the server.
    pub bytes: usize,
}

impl Stock {
    pub fn new() -> Self {
        let mut app = app(|app| {
            app.add_plugins(ServerPlugins { tick_duration: TICK });
        });
        let server = app.world_mut().spawn(RawServer).id();
        app.world_mut().trigger(Start { entity: server });
        app.world_mut().entity_mut(server).insert(Linked);
        app.update();
        Self {
            app,
            server,
            villagers: BTreeMap::new(),
            spectators: Vec::new(),
            numbers: 0,
            bytes: 0,
        }
    }

    /// Brings the entities up to date with the village.
    pub fn show(&mut self, view: &View) {
        let world = self.app.world_mut();
        for agent in view.agents() {
            let entity = *self.villagers.entry(agent.id).or_insert_with(|| {
                let persona = &agent.member.persona;
                let named = Named {
                    slug: persona.slug.clone(),
                    name: persona.name.clone(),
                    role: persona.role.clone(),
                };
                world.spawn((named, Replicate::to_clients(NetworkTarget::All))).id()
            });
            let mut entity = world.entity_mut(entity);
            put(&mut entity, standing(agent, view.clock.tick, view.clock.hz));
            put(&mut entity, Doing(agent.body.activity));
            put(&mut entity, Feeling(Mood::of(agent, &view.clock) as u8));
            put(&mut entity, Tiered(agent.tier));
            let line = agent.voice.line.as_ref();
            put(&mut entity, Spoken(line.map_or_else(String::new, |line| line.text.to_string())));
        }
    }

    /// One more spectator.
    pub fn join(&mut self) {
        self.numbers += 1;
        let address = SocketAddr::from((Ipv6Addr::from_bits(0xfd << 120 | self.numbers), 0));
        let link_of = LinkOf { server: self.server };
        let linked = (link_of, link(), PeerAddr(address), ReplicationSender, Linked);
        let on_server = self.app.world_mut().spawn(linked).id();
        let mut app = app(|app| {
            app.add_plugins(ClientPlugins { tick_duration: TICK });
        });
        let nowhere = LocalAddr(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)));
        let own = app.world_mut().spawn((RawClient, nowhere, link(), ReplicationReceiver)).id();
        app.world_mut().trigger(Connect { entity: own });
        app.world_mut().entity_mut(own).insert(Linked);
        self.spectators.push(Spectator { app, own, link: on_server });
    }

    /// The spectator who came first goes.
    pub fn leave(&mut self) {
        if self.spectators.is_empty() {
            return;
        }
        let gone = self.spectators.remove(0);
        let reason = UnlinkReason::ByPeer("closed".into());
        self.app.world_mut().trigger(Unlink { entity: gone.link, reason });
        self.app.world_mut().flush();
        self.app.world_mut().despawn(gone.link);
    }

    /// One tick of the server, and of everybody who watches; the server's processor time in
    /// seconds.
    pub fn tick(&mut self) -> Result<f64> {
        let before = spent::by_this_thread()?;
        self.app.update();
        let server = spent::by_this_thread()? - before;
        for spectator in &mut self.spectators {
            let mut link = self.app.world_mut().get_mut::<Link>(spectator.link);
            let down = link.as_mut().context("the server dropped a spectator")?;
            let own = spectator.app.world_mut().get_mut::<Link>(spectator.own);
            let mut own = own.context("a spectator lost its link")?;
            while let Some(packet) = down.send.pop() {
                self.bytes += packet.len();
                own.recv.push_raw(recv_payload_from_bytes(packet));
            }
            while let Some(packet) = own.send.pop() {
                down.recv.push_raw(recv_payload_from_bytes(packet));
            }
        }
        for spectator in &mut self.spectators {
            spectator.app.update();
        }
        Ok(server)
    }

    /// Ticks until everybody sees the whole village.
    pub fn settle(&mut self) -> Result<()> {
        for _ in 0..JOIN_UPDATES {
            self.tick()?;
            let all = self.villagers.len();
            if self.spectators.iter_mut().all(|spectator| spectator.sees() == all) {
                return Ok(());
            }
        }
        let seen: Vec<_> = self.spectators.iter_mut().map(Spectator::sees).collect();
        ensure!(
            seen.is_empty(),
            "after {JOIN_UPDATES} ticks the spectators see {seen:?} villagers"
        );
        Ok(())
    }

    /// Whether the first spectator has everybody where the village has them; packets are a tick
    /// or two on their way.
    pub fn agrees(&mut self) -> bool {
        let own = places(self.app.world_mut());
        self.spectators.first_mut().is_some_and(|first| places(first.app.world_mut()) == own)
    }
}

impl Spectator {
    fn sees(&mut self) -> usize {
        let world = self.app.world_mut();
        world.query::<(&Standing, &Named)>().iter(world).count()
    }
}

fn places(world: &mut World) -> BTreeMap<String, (u32, u32)> {
    let mut query = world.query::<(&Named, &Standing)>();
    query.iter(world).map(|(who, at)| (who.slug.clone(), (at.x, at.y))).collect()
}

fn standing(agent: &AgentView, tick: Tick, hz: u32) -> Standing {
    let at = agent.body.point(tick, hz);
    let walk = agent.body.walk.as_ref();
    let facing = walk.and_then(|walk| walk.facing(agent.body.at, tick, hz));
    Standing { x: at.x, y: at.y, facing: facing.unwrap_or(agent.body.facing) as u8 }
}

/// Writes a component only where it differs, so that only what changed is sent.
fn put<C: Component<Mutability = bevy::ecs::component::Mutable> + PartialEq>(
    entity: &mut EntityWorldMut<'_>,
    new: C,
) {
    match entity.get_mut::<C>() {
        Some(mut old) => {
            old.set_if_neq(new);
        }
        None => {
            entity.insert(new);
        }
    }
}
