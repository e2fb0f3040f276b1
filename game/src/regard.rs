//! Whom and what a person regards: who is followed, who is under the pointer, which house is looked
//! into. It is this client's alone; the village never learns of it.

use bevy::prelude::*;
use village_sim::VillagerId;

use crate::dossier::Dossier;
use crate::errand::OwnAvatar;
use crate::eye::{Eye, EyeSystems};
use crate::ground::{House, Houses, Opened, TILE, TownMap};
use crate::hands::{Clicked, GroundClicked};
use crate::link::Link;
use crate::overlay::Fresh;
use crate::panels::{Panels, Side};
use crate::people::Shown;
use crate::pinned::{self, Spot};
use crate::scene::Scene;

/// A narrower window shows panels as sheets from below.
const NARROW: f32 = 640.0;

/// Whom we regard.
#[derive(Resource, Debug, Default)]
pub struct Regard {
    pub followed: Option<VillagerId>,
    pub hovered: Option<VillagerId>,
    /// The post that is read.
    pub post: Option<u64>,
    /// Where the pointer is over the picture, in the window.
    pub pointer: Option<Vec2>,
    /// A house that was clicked open.
    house: Option<House>,
    /// Where a link wants to go once the village is there.
    link: Option<Link>,
}

impl Regard {
    /// Follows somebody.
    pub fn follow(&mut self, who: VillagerId) {
        self.followed = Some(who);
        self.house = None;
    }

    /// Follows nobody.
    pub fn release(&mut self) {
        if self.followed.is_some() {
            self.followed = None;
        }
    }

    /// Goes where a link says as soon as that is known.
    pub fn go(&mut self, link: Link) {
        self.link = Some(link);
    }
}

/// The houses of the town, for whoever asks what lies over a place.
#[derive(Resource)]
pub struct Roofs(Houses);

impl Roofs {
    /// The house over a place in pixels of the art.
    pub fn at(&self, map: &TownMap, at: Vec2) -> Option<House> {
        if at.x < 0.0 || at.y < 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a village is at most 4,096 tiles wide"
        )]
        let cell = |at: f32| (at as u32 / TILE) as u16;
        let (x, y) = (cell(at.x), cell(at.y));
        let (width, height) = (map.town.width, map.town.height);
        let number = self.0.at((x % width).into(), (y % height).into())?;
        Some(House { district: (x / width, y / height), number })
    }
}

/// Keeps what is regarded.
pub fn plugin(app: &mut App) {
    app.init_resource::<Regard>()
        .init_resource::<Opened>()
        .add_systems(PreStartup, survey)
        .add_systems(
            Update,
            (arrive, click, hover, keep_up, open).chain().in_set(EyeSystems::Point),
        );
}

fn survey(mut commands: Commands, map: Res<TownMap>) {
    let houses = Houses::of_roofs(map.layer("roof"), map.town.width.into());
    commands.insert_resource(Roofs(houses));
}

/// A link waits until the village knows what it names.
fn arrive(mut regard: ResMut<Regard>, scene: Res<Scene>, mut eye: ResMut<Eye>) {
    match &regard.link {
        None => return,
        Some(Link::Agent(slug)) => {
            let Some(who) = scene.by_slug(slug) else { return };
            regard.follow(who);
        }
        Some(Link::Post(post)) => regard.post = Some(*post),
        Some(Link::At(x, y)) => {
            let at = Vec2::new(f32::from(*x) + 0.5, f32::from(*y) + 0.5) * 16.0;
            eye.look_at(at);
            regard.release();
        }
    }
    regard.link = None;
}

fn click(
    mut clicks: MessageReader<Clicked>,
    (shown, eye, roofs, map): (Res<Shown>, Res<Eye>, Res<Roofs>, Res<TownMap>),
    (scene, fresh, opened): (Res<Scene>, Res<Fresh>, Res<Opened>),
    avatar: Res<OwnAvatar>,
    (mut regard, mut panels): (ResMut<Regard>, ResMut<Panels>),
    mut ground: MessageWriter<GroundClicked>,
) {
    for Clicked(at) in clicks.read() {
        let art = eye.to_art(*at);
        if let Some(post) = fresh.under(&shown, art) {
            regard.post = Some(post);
            continue;
        }
        if let Some(who) = shown.under(art) {
            regard.follow(who);
            continue;
        }
        match pinned::at(&map, &scene, art) {
            Some(Spot::Note(post)) => {
                regard.post = Some(post);
                continue;
            }
            Some(Spot::Board) => {
                panels.side = Some(Side::Board);
                continue;
            }
            None => {}
        }
        let here = roofs.at(&map, art);
        let is_covered = here.is_some() && here != opened.0;
        if avatar.0.is_some() && !is_covered {
            ground.write(GroundClicked(art));
            continue;
        }
        regard.house = if regard.house == here { None } else { here };
    }
}

fn hover(shown: Res<Shown>, eye: Res<Eye>, mut regard: ResMut<Regard>) {
    let over = regard.pointer.and_then(|at| shown.under(eye.to_art(at)));
    if regard.hovered != over {
        regard.hovered = over;
    }
}

/// The eye goes with whoever is followed.
fn keep_up(
    (scene, dossier): (Res<Scene>, Res<Dossier>),
    (mut regard, mut eye): (ResMut<Regard>, ResMut<Eye>),
) {
    let Some(who) = regard.followed else { return };
    let Some(villager) = scene.villagers.get(&who) else {
        // It is somewhere that we do not see: the village said where when it was asked.
        match scene.cast.get(&who) {
            Some(face) => {
                if let Some(at) = dossier.whereabouts(&face.slug) {
                    eye.glide_to(at);
                }
            }
            None if scene.clock.is_some() => regard.release(),
            None => {}
        }
        return;
    };
    let stand = villager.stand(scene.tick(), scene.hz());
    // A narrow window has a sheet over its lower part: whoever is followed stays above it.
    let sheet = if eye.window().x < NARROW { eye.window().y * 0.28 / eye.scale() } else { 0.0 };
    eye.glide_to(stand.at + Vec2::Y * (sheet - 8.0));
}

/// The house that is looked into: where the followed one is, or the one that was clicked.
fn open(
    (regard, scene, roofs, map): (Res<Regard>, Res<Scene>, Res<Roofs>, Res<TownMap>),
    mut opened: ResMut<Opened>,
) {
    let followed = regard.followed.and_then(|who| scene.villagers.get(&who));
    let inside =
        followed.and_then(|villager| roofs.at(&map, villager.stand(scene.tick(), scene.hz()).at));
    opened.set_if_neq(Opened(inside.or(regard.house)));
}
