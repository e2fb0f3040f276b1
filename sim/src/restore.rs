//! Taking a snapshot and living on from one. What follows from other state (who holds which spot,
//! timers, the neighbour index, fingerprints) is made anew, and the state hash proves the result.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::prelude::World;
use village_economy::Ledger;

use crate::board::{Board, Kept};
use crate::books::{Books, StoreAt};
use crate::clock::Clock;
use crate::close::Rows;
use crate::digest::StateHash;
use crate::feed::{Feed, View};
use crate::id::{PersonId, VillagerId};
use crate::item::Items;
use crate::journal::{Journal, RULES};
use crate::map::Ground;
use crate::near::Near;
use crate::seat::Seats;
use crate::seed::Seed;
use crate::snapshot::{BadSnapshot, Row, Snapshot, owned};
use crate::society::{Agenda, Society};
use crate::stage::{Parts, Today, Touched};
use crate::talk::Talks;
use crate::villager::{Cast, Member, Persona};
use crate::wheel::{Timer, Wheel};

/// The whole state.
pub(crate) fn take(world: &mut World, map_digest: String) -> Snapshot {
    let entities: Vec<_> = world.resource::<Cast>().entities.clone();
    let mut parts = world.query::<Parts>();
    let rows = entities.iter().map(|entity| {
        let parts = parts.get(world, *entity);
        owned(&parts.expect("a villager has all its parts"))
    });
    let rows = rows.collect();
    let cast = world.resource::<Cast>();
    let journal = world.resource::<Journal>();
    let books = world.resource::<Books>();
    Snapshot {
        rules: RULES,
        clock: *world.resource::<Clock>(),
        seed: *world.resource::<Seed>(),
        map_digest,
        stipend: books.stipend,
        store: world.resource::<StoreAt>().0,
        hash: journal.hash().0.to_le_bytes(),
        last_record: journal.last_record,
        members: cast.iter().map(|(_, member)| member.persona.clone()).collect(),
        rows,
        items: world.resource::<Items>().rows(),
        talks: world.resource::<Talks>().clone(),
        board: world.resource::<Board>().mark(),
        ledger: books.ledger().snapshot(),
        society: world.resource::<Society>().clone(),
    }
}

/// Puts a snapshot's state into a fresh world.
pub(crate) fn restore(
    world: &mut World,
    snapshot: Snapshot,
    kept: Kept,
    map_digest: &str,
) -> Result<(), BadSnapshot> {
    if snapshot.rules != RULES {
        return Err(BadSnapshot::OtherRules { found: snapshot.rules, known: RULES });
    }
    if snapshot.map_digest != map_digest {
        return Err(BadSnapshot::OtherMap);
    }
    if snapshot.members.len() != snapshot.rows.len() {
        return Err(BadSnapshot::Broken("as many personas as villagers are needed".into()));
    }
    world.insert_resource(snapshot.clock);
    world.insert_resource(snapshot.seed);
    world.insert_resource(StoreAt(snapshot.store));
    world.insert_resource(Wheel::at(snapshot.clock.tick));
    world.insert_resource(Items::from_rows(snapshot.items));
    let mut board = Board::restore(snapshot.board, kept);
    for (post, state) in snapshot.society.posts.iter() {
        board.set_status(*post, state.status);
    }
    world.insert_resource(board);
    let mut talks = snapshot.talks;
    talks.touched = true;
    world.insert_resource(talks);
    let ledger = Ledger::from_snapshot(&snapshot.ledger);
    let mut books = world.resource_mut::<Books>();
    books.ledger = ledger.map_err(|fault| BadSnapshot::Broken(fault.to_string()))?;
    books.stipend = snapshot.stipend;
    // Every account shows in the first view.
    let accounts: Vec<_> = books.ledger.accounts().map(|(account, _)| account).collect();
    books.touched.extend(accounts);
    let amended = snapshot.society.amended.get(&0).cloned();
    books.amend(amended.as_ref()).map_err(BadSnapshot::Broken)?;
    let (policy, tiers) = (books.policy.clone(), books.tiers.clone());
    world.insert_resource(Agenda::of(&snapshot.society, snapshot.clock.tick));
    world.insert_resource(snapshot.society);
    let society = world.resource::<Society>();
    let avatars = society.avatars.iter().map(|(person, one)| (one.villager, (*person, one.here)));
    let avatars: BTreeMap<_, _> = avatars.collect();
    if avatars.len() != society.avatars.len() {
        return Err(BadSnapshot::Broken("two people have one avatar".into()));
    }
    for (number, (persona, row)) in (0..).zip(snapshot.members.into_iter().zip(snapshot.rows)) {
        let who = VillagerId(number);
        move_in(world, who, (persona, row), avatars.get(&who).copied())?;
    }
    if avatars.keys().any(|who| world.resource::<Cast>().get(*who).is_none()) {
        return Err(BadSnapshot::Broken("an avatar has no body".into()));
    }
    world.resource_mut::<Near>().sort();
    world.resource_mut::<Today>().0.items = true;
    let board = world.resource::<Board>();
    let threads: Vec<_> = board.recent().cloned().collect();
    let mut view = View::empty(snapshot.clock, policy, tiers);
    view.threads = Arc::new(threads);
    world.insert_resource(Feed(Arc::new(view)));
    prove(world, &snapshot.hash, snapshot.last_record)
}

/// Puts one villager, or one avatar with its person and whether it is in the village, in.
fn move_in(
    world: &mut World,
    who: VillagerId,
    (persona, row): (Persona, Row),
    avatar: Option<(PersonId, bool)>,
) -> Result<(), BadSnapshot> {
    let map = world.resource::<Ground>().0.clone();
    let place = |slug: &str| {
        let missing = || BadSnapshot::Broken(format!("the map has no landmark \"{slug}\""));
        map.by_slug(slug).ok_or_else(missing)
    };
    let (home, work) = (place(&persona.home)?, place(&persona.work)?);
    let member = Member { home, work, persona, person: avatar.map(|(person, _)| person) };
    let is_here = avatar.is_none_or(|(_, here)| here);
    let clock = *world.resource::<Clock>();
    let tile = row.body.tile(clock.tick, clock.hz);
    if is_here && !map.is_free(tile) {
        return Err(BadSnapshot::OtherMap);
    }
    if let Some(seat) = row.body.seat {
        let free = world.resource::<Seats>().holder(seat).is_none();
        let known = map.landmark(seat.landmark);
        if !free || known.is_none_or(|place| usize::from(seat.spot) >= place.capacity()) {
            return Err(BadSnapshot::Broken("two villagers hold one spot".into()));
        }
        world.resource_mut::<Seats>().take(seat, who);
    }
    let mut wheel = world.resource_mut::<Wheel>();
    let arrives = row.body.walk.as_ref().map(|walk| walk.arrives);
    wheel.set(who, Timer::Body, arrives.or(row.body.until));
    wheel.set(who, Timer::Need, row.needs.wake);
    wheel.set(who, Timer::Attention, row.attention.at);
    if is_here {
        world.resource_mut::<Near>().put(who, tile);
    }
    let parts = (
        who,
        row.body,
        row.needs,
        row.bag,
        row.voice,
        row.reins,
        row.memories,
        row.leanings,
        row.habits,
        row.attention,
    );
    let entity = world.spawn(parts).id();
    world.resource_mut::<Cast>().add(member, entity);
    world.resource_mut::<Touched>().mark(who);
    Ok(())
}

/// Computes the state hash from nothing and compares it. It also publishes the first view.
fn prove(
    world: &mut World,
    expected: &[u8; 16],
    last_record: crate::Tick,
) -> Result<(), BadSnapshot> {
    let expected = StateHash(u128::from_le_bytes(*expected));
    world.insert_resource(Rows::default());
    let run = |world: &mut World| {
        use bevy_ecs::system::RunSystemOnce;
        let sealed = world.run_system_once(crate::close::seal);
        let published = sealed.and_then(|()| world.run_system_once(crate::close::publish));
        published.map_err(|error| BadSnapshot::Broken(error.to_string()))
    };
    run(world)?;
    let mut journal = world.resource_mut::<Journal>();
    let found = journal.hash();
    journal.open = crate::journal::Record::default();
    journal.done = None;
    journal.last_record = last_record;
    if found == expected { Ok(()) } else { Err(BadSnapshot::OtherHash { found, expected }) }
}
