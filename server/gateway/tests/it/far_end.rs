//! The far end of a link: a client of lightyear's without a window.

use std::net::Ipv4Addr;
use std::time::Duration;

use bevy_app::prelude::*;
use bevy_ecs::prelude::*;
use futures_util::{SinkExt, StreamExt};
use lightyear::link::recv_payload_from_bytes;
use lightyear::prelude::client::*;
use lightyear::prelude::*;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use village_protocol::link::{self, Avatar, LinkPlugin, Purse, Session};
use village_protocol::play::{Errand, Farewell, Reply, Request};

use crate::kit::PATIENCE;

#[derive(Resource, Default)]
struct Heard(Vec<Reply>);

/// A client that plays.
pub struct Player {
    pub app: App,
    link: Entity,
    socket: WebSocketStream<TcpStream>,
    pub farewell: Option<Farewell>,
    /// Close code, once it is closed.
    pub closed: Option<u16>,
    number: u32,
}

/// An app as clients have it, with its link, which is open.
pub fn client() -> (App, Entity) {
    let mut app = App::new();
    app.add_plugins((
        TaskPoolPlugin::default(),
        bevy_time::TimePlugin,
        bevy_state::app::StatesPlugin,
    ))
    .add_plugins(ClientPlugins { tick_duration: link::TICK })
    .add_plugins(LinkPlugin)
    .init_resource::<Heard>()
    .add_systems(
        Update,
        |mut came: Query<&mut MessageReceiver<Reply>>, mut heard: ResMut<Heard>| {
            for mut inbox in &mut came {
                heard.0.extend(inbox.receive());
            }
        },
    );
    app.finish();
    app.cleanup();
    let nowhere = LocalAddr((Ipv4Addr::UNSPECIFIED, 0).into());
    let near_end = (RawClient, nowhere, link::line(), ReplicationReceiver);
    let link = app.world_mut().spawn(near_end).id();
    app.world_mut().entity_mut(link).insert(Linked);
    (app, link)
}

impl Player {
    pub fn new(socket: WebSocketStream<TcpStream>) -> Self {
        let (app, link) = client();
        Self { app, link, socket, farewell: None, closed: None, number: 0 }
    }

    /// A client that knows who it is.
    pub async fn join(socket: WebSocketStream<TcpStream>) -> Self {
        let mut player = Self::new(socket);
        player.until(|player| player.session().is_some()).await;
        player
    }

    /// Hears what there is, updates, and says what there is to say.
    pub async fn step(&mut self) {
        while let Ok(next) =
            tokio::time::timeout(Duration::from_millis(5), self.socket.next()).await
        {
            match next {
                Some(Ok(Message::Binary(bytes))) => match Farewell::decode(&bytes) {
                    Some(farewell) => self.farewell = Some(farewell),
                    None => self.line().recv.push_raw(recv_payload_from_bytes(bytes)),
                },
                Some(Ok(Message::Close(frame))) => {
                    self.closed = Some(frame.map_or(0, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => {
                    self.closed.get_or_insert(0);
                    break;
                }
            }
        }
        self.app.update();
        while let Some(packet) = self.line().send.pop() {
            // A closed socket shows when it is read.
            let _ = self.socket.send(Message::Binary(packet)).await;
        }
    }

    fn line(&mut self) -> Mut<'_, Link> {
        self.app.world_mut().get_mut::<Link>(self.link).unwrap()
    }

    /// Steps until something is so.
    pub async fn until(&mut self, is_so: impl Fn(&mut Self) -> bool) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(tokio::time::Instant::now() < end, "it comes to that: {:?}", self.farewell);
            self.step().await;
        }
    }

    /// The one session that is told of; none before it is.
    pub fn session(&mut self) -> Option<Session> {
        let mut sessions = self.app.world_mut().query::<&Session>();
        let told: Vec<_> = sessions.iter(self.app.world()).cloned().collect();
        assert!(told.len() <= 1, "nobody is told of another's: {told:?}");
        told.into_iter().next()
    }

    pub fn purse(&mut self) -> Option<Purse> {
        let mut purses = self.app.world_mut().query::<&Purse>();
        purses.iter(self.app.world()).next().copied()
    }

    pub fn avatar(&mut self) -> Option<Avatar> {
        let mut avatars = self.app.world_mut().query::<&Avatar>();
        avatars.iter(self.app.world()).next().copied()
    }

    pub fn replies(&self) -> &[Reply] {
        &self.app.world().resource::<Heard>().0
    }

    /// Sends a request, and says by which number.
    pub async fn ask(&mut self, key: u128, errand: Errand) -> u32 {
        self.number += 1;
        let request = Request { number: self.number, key, errand };
        self.say(request.encode()).await;
        self.number
    }

    pub async fn say(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::Binary(Bytes::from(bytes))).await;
    }

    /// Steps until a request of this number is answered.
    pub async fn answer(&mut self, number: u32) -> Reply {
        let find =
            |player: &Self| player.replies().iter().find(|reply| reply.number == number).cloned();
        self.until(|player| find(player).is_some()).await;
        find(self).unwrap()
    }
}
