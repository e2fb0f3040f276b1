//! The world of those who play: lightyear's server in an app of its own, and the thread it runs on.

use std::net::{Ipv6Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use bevy_app::prelude::*;
use bevy_ecs::prelude::*;
use bevy_state::app::StatesPlugin;
use bevy_time::TimePlugin;
use bytes::Bytes;
use lightyear::link::{LinkReceiveSystems, recv_payload_from_bytes};
use lightyear::prelude::server::*;
use lightyear::prelude::*;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::{TryRecvError, TrySendError};
use village_protocol::link::{self, Answers, Avatar, LinkPlugin, Purse, Session};
use village_protocol::play::Reply;

use super::Standing;
use super::filter::Words;

/// What waits between a socket and the world, each way.
pub const INBOX: usize = 32;
pub const OUTBOX: usize = 64;

/// Time between two updates. What a player waits for is a tick of the village and one of these.
const PERIOD: Duration = Duration::from_millis(33);
/// What one update takes from a socket.
const INBOUND_MAX: usize = 16;
/// How long a client may leave its outbox full.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before the world is begun anew.
const BREATH: Duration = Duration::from_millis(200);

/// A socket on its way into the world.
pub struct Arrival {
    /// Never used twice.
    pub number: u64,
    pub standing: Standing,
    pub inbox: mpsc::Receiver<Inbound>,
    pub outbox: mpsc::Sender<Bytes>,
}

/// What a socket tells the world.
#[derive(Debug)]
pub enum Inbound {
    /// A packet that passed the filter.
    Packet(Bytes),
    Reply(Reply),
    /// What is the player's own changed.
    Standing(Standing),
}

/// Sockets that came since the last update.
#[derive(Resource, Default)]
struct Arrivals(Vec<Arrival>);

/// lightyear's server: the links are ours.
#[derive(Component, Default)]
#[require(RawServer = RawServer)]
struct Hearth;

/// A server that takes links in.
type Burning = (With<Hearth>, With<Started>);

/// A link's socket. Dropping it closes the socket.
#[derive(Component)]
struct Line {
    inbox: mpsc::Receiver<Inbound>,
    outbox: mpsc::Sender<Bytes>,
    full_since: Option<Instant>,
    /// The entity with what is the player's own.
    own: Entity,
}

/// What lightyear numbers things by.
pub fn words() -> Words {
    Words::of(app().world_mut())
}

/// Runs the world, begun anew as often as it dies, until nobody can arrive any more.
pub fn run(mut queue: mpsc::Receiver<Arrival>, more: impl Fn(&mut App)) {
    loop {
        let lived = catch_unwind(AssertUnwindSafe(|| live(&mut queue, &more)));
        if lived.is_ok() {
            return;
        }
        metrics::counter!("village_play_restarts_total").increment(1);
        metrics::gauge!("village_players").set(0.0);
        tracing::error!("the world of those who play died: all its links are closed");
        std::thread::sleep(BREATH);
    }
}

fn live(queue: &mut mpsc::Receiver<Arrival>, more: &impl Fn(&mut App)) {
    let mut app = begun();
    more(&mut app);
    let mut lines = app.world_mut().query::<&Line>();
    loop {
        let began = Instant::now();
        let count = lines.iter(app.world()).count();
        let players = u32::try_from(count).unwrap_or(u32::MAX);
        metrics::gauge!("village_players").set(f64::from(players));
        let mut arrived = Vec::new();
        if count == 0 {
            // Nobody plays: nothing is to be done until somebody comes.
            let Some(first) = queue.blocking_recv() else { return };
            arrived.push(first);
        }
        loop {
            match queue.try_recv() {
                Ok(next) => arrived.push(next),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        take_in(&mut app, arrived);
        app.update();
        metrics::histogram!("village_play_update_seconds").record(began.elapsed());
        std::thread::sleep(PERIOD.saturating_sub(began.elapsed()));
    }
}

/// A world that takes players in.
pub fn begun() -> App {
    let mut app = app();
    let hearth = app.world_mut().spawn(Hearth).id();
    app.world_mut().trigger(Start { entity: hearth });
    app
}

/// Hands sockets over to the next update.
pub fn take_in(app: &mut App, arrived: Vec<Arrival>) {
    app.world_mut().resource_mut::<Arrivals>().0.extend(arrived);
}

fn app() -> App {
    let mut app = App::new();
    app.add_plugins((TaskPoolPlugin::default(), TimePlugin, StatesPlugin))
        .add_plugins(ServerPlugins { tick_duration: link::TICK })
        .add_plugins(LinkPlugin)
        .init_resource::<Arrivals>()
        .add_observer(answer_start)
        .add_systems(PreUpdate, (accept, receive).chain().in_set(LinkReceiveSystems::BufferToLink))
        .add_systems(PostUpdate, send.in_set(LinkSystems::Send))
        .add_systems(Last, bury);
    app.finish();
    app.cleanup();
    app
}

/// The server is linked when it starts: the listening is done elsewhere.
fn answer_start(start: On<LinkStart>, hearths: Query<(), With<Hearth>>, mut commands: Commands) {
    if hearths.contains(start.entity) {
        commands.entity(start.entity).insert(Linked);
    }
}

fn accept(
    mut arrivals: ResMut<Arrivals>,
    hearth: Option<Single<Entity, Burning>>,
    mut commands: Commands,
) {
    let Some(hearth) = hearth else { return };
    for Arrival { number, standing, inbox, outbox } in arrivals.0.drain(..) {
        let address = made_up(number);
        let Standing { session, purse, avatar } = standing;
        let to = NetworkTarget::Single(PeerId::Raw(address));
        let mut own = commands.spawn((session, purse, Replicate::to_clients(to)));
        if let Some(avatar) = avatar {
            own.insert(avatar);
        }
        let own = own.id();
        commands.spawn((
            LinkOf { server: *hearth },
            link::line(),
            PeerAddr(address),
            PingManager::new(PingConfig { ping_interval: Duration::from_secs(1) }),
            ReplicationSender,
            Line { inbox, outbox, full_since: None, own },
            // With all of the above there, this makes it a client's link.
            Linked,
        ));
    }
}

/// lightyear knows a peer by its address. Whoever plays is behind a number of ours instead.
fn made_up(number: u64) -> SocketAddr {
    (Ipv6Addr::from_bits((0xfd << 120) | u128::from(number)), 0).into()
}

fn receive(
    mut lines: Query<(Entity, &mut Link, &mut Line, &mut MessageSender<Reply>), With<Linked>>,
    mut own: Query<(&mut Session, &mut Purse, Option<&Avatar>)>,
    mut commands: Commands,
) {
    for (entity, mut link, mut line, mut answers) in &mut lines {
        for _ in 0..INBOUND_MAX {
            match line.inbox.try_recv() {
                Ok(Inbound::Packet(bytes)) => link.recv.push_raw(recv_payload_from_bytes(bytes)),
                Ok(Inbound::Reply(reply)) => answers.send::<Answers>(reply),
                Ok(Inbound::Standing(standing)) => {
                    if let Ok(parts) = own.get_mut(line.own) {
                        update(line.own, parts, standing, &mut commands);
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    let reason = UnlinkReason::ByPeer("the socket is closed".to_owned());
                    commands.trigger(Unlink { entity, reason });
                    break;
                }
            }
        }
    }
}

fn update(
    own: Entity,
    (mut session, mut purse, avatar): (Mut<Session>, Mut<Purse>, Option<&Avatar>),
    standing: Standing,
    commands: &mut Commands,
) {
    session.set_if_neq(standing.session);
    purse.set_if_neq(standing.purse);
    match standing.avatar {
        Some(now) if avatar != Some(&now) => {
            commands.entity(own).insert(now);
        }
        None if avatar.is_some() => {
            commands.entity(own).remove::<Avatar>();
        }
        _ => {}
    }
}

fn send(mut lines: Query<(Entity, &mut Link, &mut Line), With<Linked>>, mut commands: Commands) {
    for (entity, mut link, mut line) in &mut lines {
        while let Some(packet) = link.send.pop() {
            match line.outbox.try_send(packet) {
                Ok(()) => line.full_since = None,
                Err(TrySendError::Full(_)) => {
                    // lightyear sends again what is not acknowledged; to keep it here as well would
                    // be without end.
                    link.send.drain();
                    let since = *line.full_since.get_or_insert_with(Instant::now);
                    if since.elapsed() > PATIENCE {
                        let reason = UnlinkReason::TransportError("does not read".to_owned());
                        commands.trigger(Unlink { entity, reason });
                    }
                    break;
                }
                Err(TrySendError::Closed(_)) => {
                    link.send.drain();
                    break;
                }
            }
        }
    }
}

/// Nobody else takes ended links away. At the end of the update, for lightyear is not done with
/// them
/// before.
fn bury(gone: Query<(Entity, &Line), With<Disconnected>>, mut commands: Commands) {
    for (entity, line) in &gone {
        commands.entity(line.own).try_despawn();
        commands.entity(entity).try_despawn();
    }
}
