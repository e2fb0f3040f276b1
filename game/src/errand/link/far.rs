//! lightyear, in an app of its own: it sets the clock, the states and the pace of whatever app it
//! is in, and this one has a picture to draw. One is made for each link and dropped with it, so
//! that nothing of a link outlives it.

use std::net::Ipv4Addr;

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimePlugin;
use lightyear::link::recv_payload_from_bytes;
use lightyear::prelude::client::*;
use lightyear::prelude::*;
use village_protocol::link::{self, Avatar, LinkPlugin, Purse, Session};
use village_protocol::play::Reply;
use village_sim::VillagerId;

/// Our end of a link.
pub(super) struct Far {
    app: App,
    link: Option<Entity>,
}

/// What the village replicates to whoever plays, and to nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Own {
    pub name: String,
    pub purse: Option<Purse>,
    /// Its avatar, while that is in the village.
    pub avatar: Option<VillagerId>,
}

#[derive(Resource, Default)]
struct Heard(Vec<Reply>);

impl Far {
    /// Ready to be opened.
    pub fn new() -> Self {
        let mut app = App::new();
        let plugins = ClientPlugins { tick_duration: link::TICK }.build();
        // A tab in the background rests; what it missed it hears when it comes back.
        #[cfg(target_family = "wasm")]
        let plugins = plugins.disable::<lightyear_web::WebKeepalivePlugin>();
        app.add_plugins((TimePlugin, StatesPlugin))
            .add_plugins(plugins)
            .add_plugins(LinkPlugin)
            .init_resource::<Heard>()
            .add_systems(Update, listen);
        app.finish();
        app.cleanup();
        Self { app, link: None }
    }

    /// What this end speaks.
    pub fn fingerprint(&mut self) -> u64 {
        link::fingerprint(self.app.world_mut())
    }

    /// The socket is open.
    pub fn open(&mut self) {
        // Browsers never learn an address of their own, and lightyear wants one.
        let nowhere = LocalAddr((Ipv4Addr::UNSPECIFIED, 0).into());
        let end = (RawClient, nowhere, link::line(), ReplicationReceiver);
        let link = self.app.world_mut().spawn(end).id();
        self.app.world_mut().entity_mut(link).insert(Linked);
        self.link = Some(link);
    }

    pub const fn is_open(&self) -> bool {
        self.link.is_some()
    }

    /// Takes a packet in, for the next update.
    pub fn hear(&mut self, packet: Vec<u8>) {
        if let Some(mut link) = self.line() {
            link.recv.push_raw(recv_payload_from_bytes(packet.into()));
        }
    }

    /// Works off what came; what is to be sent comes out.
    pub fn update(&mut self) -> Vec<Vec<u8>> {
        self.app.update();
        let Some(mut link) = self.line() else { return Vec::new() };
        std::iter::from_fn(|| link.send.pop()).map(|packet| packet.to_vec()).collect()
    }

    /// What came of requests since it was asked last.
    pub fn replies(&mut self) -> Vec<Reply> {
        std::mem::take(&mut self.app.world_mut().resource_mut::<Heard>().0)
    }

    /// What is one's own, once the village told.
    pub fn own(&mut self) -> Option<Own> {
        let world = self.app.world_mut();
        let mut told = world.query::<(&Session, Option<&Purse>, Option<&Avatar>)>();
        told.iter(world).next().map(|(session, purse, avatar)| Own {
            name: session.name.clone(),
            purse: purse.copied(),
            avatar: avatar.map(|avatar| avatar.villager),
        })
    }

    fn line(&mut self) -> Option<Mut<'_, Link>> {
        self.app.world_mut().get_mut::<Link>(self.link?)
    }
}

fn listen(mut came: Query<&mut MessageReceiver<Reply>>, mut heard: ResMut<Heard>) {
    for mut inbox in &mut came {
        heard.0.extend(inbox.receive());
    }
}
