//! The first time that a person comes in: a number among the villagers is given out for its avatar,
//! for good. It is not in the village before the wish itself is carried out.

use bevy_ecs::prelude::World;

use crate::act::{gate, nearest};
use crate::attention::Attention;
use crate::books::StoreAt;
use crate::clock::Clock;
use crate::door::Principal;
use crate::habit::Habits;
use crate::id::VillagerId;
use crate::map::Ground;
use crate::memory::{Leanings, Memories};
use crate::near::Near;
use crate::need::Needs;
use crate::society::{AVATARS_KNOWN_MAX, AVATARS_MAX, Avatar, Society, check_look};
use crate::stage::Touched;
use crate::villager::{Bag, Body, Cast, Member, Persona, Reins, Traits, Voice};

/// What an avatar is called where a villager has its role.
const ROLE: &str = "visitor";

/// Gives a person who wants to come in its avatar, if it has none and may come in.
pub(super) fn register(world: &mut World, by: &Principal, look: &str) {
    let Principal::Person(id) = by else { return };
    let now = world.resource::<Clock>().tick;
    let society = world.resource::<Society>();
    let Some(person) = society.people.get(id).filter(|person| person.is_free(now)) else { return };
    let is_known = society.avatars.contains(id);
    let is_full =
        society.avatars.len() >= AVATARS_KNOWN_MAX || society.avatars_here() >= AVATARS_MAX;
    if is_known || is_full || check_look(look).is_err() || !world.resource::<StoreAt>().0 {
        return;
    }
    let name = person.name.clone();
    let map = world.resource::<Ground>().0.clone();
    let Some(from) = gate(&map) else { return };
    let Some(home) = map.landmark_at(from).or_else(|| map.landmarks.first()) else { return };
    let near = world.resource::<Near>();
    // Not on anybody's toes, and not on a spot that somebody walks to.
    let is_open =
        |tile| map.connected(from, tile) && map.spot_at(tile).is_none() && !near.is_taken(tile);
    let at = nearest(&map, from, is_open).unwrap_or(from);
    let who = VillagerId(
        u32::try_from(world.resource::<Cast>().len()).expect("villagers and avatars are bounded"),
    );
    let persona = Persona {
        slug: name.to_ascii_lowercase(),
        name,
        role: ROLE.into(),
        home: home.slug.clone(),
        work: home.slug.clone(),
        text: String::new(),
        interests: Vec::new(),
        traits: Traits { sociable: 5, curious: 5, diligent: 5, early: 5, generous: 5 },
    };
    let member = Member { persona, home: home.id, work: home.id, person: Some(*id) };
    let parts = (
        who,
        Body { at: at.middle(), ..Body::default() },
        Needs::default(),
        Bag::default(),
        Voice::default(),
        Reins::default(),
        Memories::default(),
        Leanings::default(),
        Habits::default(),
        Attention::default(),
    );
    let entity = world.spawn(parts).id();
    world.resource_mut::<Cast>().add(member, entity);
    world.resource_mut::<Touched>().mark(who);
    let avatar = Avatar { villager: who, look: look.to_owned(), here: false };
    world.resource_mut::<Society>().avatars.put(*id, avatar);
}
