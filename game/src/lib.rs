//! The village as a place: a client that draws what a village tells.
//!
//! A library of plug-ins that knows no file, no thread and no runtime, so that it runs in a browser
//! as it does on a desktop. Where somebody is follows from its walk and the tick, by the village's
//! own integers. Nothing here decides anything about the village: it draws, and it asks.

mod address;
mod ask;
mod avatar;
mod dossier;
mod errand;
mod eye;
mod ground;
mod hands;
mod icons;
mod link;
mod markdown;
mod overlay;
mod pack;
mod panels;
mod people;
mod pinned;
mod pulse;
mod regard;
mod scene;
mod settings;
mod sky;
mod sound;
mod stream;
mod words;

pub use address::{Address, BadAddress};
pub use ask::{Answer, Answered, Ask};
pub use avatar::{Hindered, Stick};
pub use errand::{
    Came, Desk, Gifts, Given, Knock, OwnAvatar, Pass, Player, Playing, State, Wanted,
};
pub use eye::{Eye, EyeSystems, ZOOM_MAX, ZOOM_MIN};
pub use ground::{BadTown, House, Houses, Opened, TileKind, TownMap};
pub use hands::{Clicked, Taken};
pub use icons::Icons;
pub use link::{BadLink, Link};
pub use overlay::{Bubble, Fresh, Speech, choose};
pub use pack::{BadPack, FILE_MAX, Pack};
pub use panels::{Forms, Page, Panels, Side};
pub use people::{Figure, Seen, Sheets, Shown};
pub use pulse::Pulse;
pub use regard::Regard;
pub use scene::{Face, Lead, Lying, Note, Noted, Paid, Said, Scene, Stand, Tier, Villager};
pub use settings::{Paper, Settings};
pub use sky::{Hour, Light, light};
pub use sound::Sounding;
pub use stream::{Backoff, Contact, Packet, Told};

use bevy::prelude::*;

/// Everything but the picture: what a test can run without a window.
#[derive(Debug, Clone, Default)]
pub struct VillagePlugin {
    /// Where the village is; none: there is only the ground.
    pub village: Option<Address>,
    /// Where to look first.
    pub link: Option<Link>,
}

impl Plugin for VillagePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Settings>()
            .init_resource::<Pack>()
            .insert_resource(ask::Asker::new(self.village.clone()))
            .add_plugins((
                ask::plugin,
                avatar::plugin,
                scene::plugin,
                icons::plugin,
                eye::plugin,
                hands::plugin,
                regard::plugin,
                sky::plugin,
                people::plugin,
                overlay::plugin,
                dossier::plugin,
                panels::plugin,
                sound::plugin,
            ));
        errand::plugin(app, self.village.clone());
        stream::plugin(app, self.village.clone());
        if let Some(link) = &self.link {
            app.world_mut().resource_mut::<Regard>().go(link.clone());
        }
    }
}

/// The panels without a renderer: what is drawn goes to whichever context of egui there is. Tests
/// read it there.
#[derive(Debug, Clone, Copy, Default)]
pub struct PanelsPlugin;

impl Plugin for PanelsPlugin {
    fn build(&self, app: &mut App) {
        panels::drawn(app);
    }
}

/// The picture: ground, light, and what hangs in the air. It needs a window and a renderer.
#[derive(Debug, Clone, Copy, Default)]
pub struct PicturePlugin;

impl Plugin for PicturePlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((bevy_ecs_tilemap::TilemapPlugin, bevy_egui::EguiPlugin::default()))
            .add_plugins((
                ground::plugin,
                pinned::picture,
                sky::picture,
                overlay::picture,
                panels::picture,
            ));
    }
}
