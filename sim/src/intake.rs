//! Intake: the one place where the outside enters. It moves the clock on, puts this tick's
//! commands on the docket, and carries out those of the village itself.

mod avatar;

use bevy_ecs::prelude::World;
use village_economy::{AccountId, Intent, Micro, Reason, Source};

use crate::attention::{Attention, Causes};
use crate::books::{Books, StoreAt};
use crate::clock::{Clock, Stamp};
use crate::docket::{Case, Docket};
use crate::door::{Body as Wish, Inbox, Outcome, Principal};
use crate::grid::Tile;
use crate::habit::Habits;
use crate::id::VillagerId;
use crate::journal::Journaled;
use crate::map::Ground;
use crate::memory::{Leanings, Memories};
use crate::near::Near;
use crate::need::Needs;
use crate::refusal::{Refusal, Thing};
use crate::seat::Seats;
use crate::seed::Seed;
use crate::society::{Permit, Role, Society};
use crate::stage::{Today, Touched};
use crate::text::{check_line, check_prose};
use crate::villager::{Bag, Body, Cast, Member, Persona, Reins, VILLAGERS_MAX, Voice};
use crate::wheel::{Timer, Wheel};

/// Takes this tick's commands in.
pub(crate) fn intake(world: &mut World) {
    let mut clock = world.resource_mut::<Clock>();
    clock.tick = clock.tick.after(1);
    let mut commands = std::mem::take(&mut world.resource_mut::<Inbox>().0);
    for command in commands.drain(..) {
        let outcome = run_village(world, &command.principal, &command.body);
        world.resource_mut::<Docket>().cases.push(Case {
            command: Journaled {
                principal: command.principal,
                key: command.key,
                body: command.body,
            },
            reply_to: command.reply_to,
            from: command.from,
            outcome,
        });
    }
    world.resource_mut::<Inbox>().0 = commands;
}

/// What comes of a command of the village itself; none for the others.
fn run_village(world: &mut World, principal: &Principal, wish: &Wish) -> Option<Outcome> {
    if let Principal::Agent(who) | Principal::Mind(who) = principal
        && world.resource::<Cast>().is_avatar(*who)
    {
        // Nobody speaks for an avatar but its person, and that one as a person.
        return Some(Outcome::Refused(Refusal::Forbidden));
    }
    let by_system = *principal == Principal::System;
    let by_admin = may_bring(world, principal);
    let result = match wish {
        Wish::Join { .. } if !by_system && !by_admin => Err(Refusal::Forbidden),
        Wish::Join { .. } if !by_system && !world.resource::<StoreAt>().0 => {
            Err(Refusal::StoreAway)
        }
        Wish::Found { .. } | Wish::Store { .. } if !by_system => Err(Refusal::Forbidden),
        Wish::Found { seed, stipend, .. } => found(world, *seed, *stipend),
        Wish::Join { persona } => join(world, principal, persona),
        Wish::Store { available } => {
            world.resource_mut::<StoreAt>().0 = *available;
            Ok(Outcome::Done)
        }
        Wish::Enter { look } => {
            avatar::register(world, principal, look);
            return None;
        }
        _ => return None,
    };
    Some(result.unwrap_or_else(Outcome::Refused))
}

/// Whether this principal may bring a villager: an admin.
fn may_bring(world: &World, principal: &Principal) -> bool {
    match principal {
        Principal::System | Principal::Admin(_) => true,
        Principal::Agent(_) | Principal::Mind(_) => false,
        Principal::Person(person) => {
            let (now, society) = (world.resource::<Clock>().tick, world.resource::<Society>());
            let person = society.people.get(person);
            person.is_some_and(|person| person.role == Role::Admin && person.is_free(now))
        }
    }
}

fn found(world: &mut World, seed: u64, stipend: Micro) -> Result<Outcome, Refusal> {
    if !world.resource::<Cast>().is_empty() {
        return Err(Refusal::Founded);
    }
    world.insert_resource(Seed(seed));
    let mut books = world.resource_mut::<Books>();
    books.stipend = stipend;
    for account in [AccountId::Treasury, AccountId::Compute, AccountId::Payments] {
        books.open(account);
        books.touched.insert(account);
    }
    Ok(Outcome::Done)
}

/// Somebody comes to live here; a persona of a known slug takes the place of the older one.
fn join(world: &mut World, by: &Principal, persona: &Persona) -> Result<Outcome, Refusal> {
    let member = check_persona(world, persona)?;
    let known = world.resource::<Cast>().by_slug(&persona.slug);
    if world.resource::<Society>().person_named(&persona.slug).is_some() {
        return Err(Refusal::NameTaken);
    }
    if let Some(who) = known {
        world.resource_mut::<Cast>().replace(who, member);
        world.resource_mut::<Touched>().mark(who);
        return Ok(Outcome::Joined { agent: who });
    }
    let count = world.resource::<Cast>().len();
    if world.resource::<Cast>().villagers() >= VILLAGERS_MAX {
        let limit = u32::try_from(VILLAGERS_MAX).unwrap_or(u32::MAX);
        return Err(Refusal::VillageFull { limit });
    }
    let who = VillagerId(u32::try_from(count).expect("villagers are bounded"));
    let door = doorstep(world, &member, who)?;
    let body = Body { at: door.middle(), ..Body::default() };
    settle_in(world, who, member, body);
    pay_stipend(world, who);
    if let Principal::Person(sponsor) = by {
        let permit = Permit { sponsor: Some(*sponsor), ..Permit::default() };
        world.resource_mut::<Society>().put_permit(who, permit);
    }
    Ok(Outcome::Joined { agent: who })
}

fn settle_in(world: &mut World, who: VillagerId, member: Member, body: Body) {
    let clock = *world.resource::<Clock>();
    let mut needs = Needs::default();
    needs.pursue(body.activity, &clock);
    needs.wake = needs.next_crossing(&clock);
    let soon = clock.tick.after(1 + u64::from(who.0) % clock.ticks(10));
    let attention = Attention { at: Some(soon), causes: Causes::FREE };
    let mut wheel = world.resource_mut::<Wheel>();
    wheel.set(who, Timer::Need, needs.wake);
    wheel.set(who, Timer::Attention, attention.at);
    let tile = body.at.tile();
    let parts = (
        who,
        body,
        needs,
        Bag::default(),
        Voice::default(),
        Reins::default(),
        Memories::default(),
        Leanings::default(),
        Habits::default(),
        attention,
    );
    let entity = world.spawn(parts).id();
    world.resource_mut::<Cast>().add(member, entity);
    world.resource_mut::<Near>().put(who, tile);
    world.resource_mut::<Touched>().mark(who);
}

fn pay_stipend(world: &mut World, who: VillagerId) {
    let (tick, at) = (world.resource::<Clock>().tick, world.resource::<Stamp>().0);
    let account = AccountId::Agent(who.0);
    let mut books = world.resource_mut::<Books>();
    books.open(account);
    if !books.stipend.is_positive() {
        return;
    }
    let intent = Intent {
        debit: AccountId::Treasury,
        credit: account,
        amount: books.stipend,
        reason: Reason::Stipend,
        source: Source::System,
        note: "a start in the village".into(),
        post: None,
        reply: None,
    };
    let transfer = books.ledger.post(&intent, tick.0, at);
    let transfer = transfer.expect("the treasury can always pay, and both accounts are open");
    books.touched.extend([transfer.debit, transfer.credit]);
    world.resource_mut::<Today>().0.transfers.push(transfer);
}

fn check_persona(world: &World, persona: &Persona) -> Result<Member, Refusal> {
    let slug_fits = !persona.slug.is_empty()
        && persona.slug.len() <= 48
        && persona.slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let bad = |why: String| Refusal::BadPersona { why };
    if !slug_fits {
        return Err(bad("an agent_id is 1 to 48 characters out of a-z, 0-9 and -".into()));
    }
    check_line("name", &persona.name, 40)?;
    check_line("role", &persona.role, 40)?;
    check_prose("persona", &persona.text, 4_000)?;
    if persona.interests.len() > 12 {
        return Err(bad("at most 12 interests are taken".into()));
    }
    for interest in &persona.interests {
        check_line("interest", interest, 60)?;
    }
    let traits = persona.traits;
    let all = [traits.sociable, traits.curious, traits.diligent, traits.early, traits.generous];
    if all.iter().any(|leaning| *leaning > 10) {
        return Err(bad("traits go from 0 to 10".into()));
    }
    let map = &world.resource::<Ground>().0;
    let place = |slug: &str| {
        let unknown = format!("{}: the map has no landmark \"{slug}\"", persona.slug);
        map.by_slug(slug).ok_or_else(|| bad(unknown))
    };
    let (home, work) = (place(&persona.home)?, place(&persona.work)?);
    Ok(Member { persona: persona.clone(), home, work, person: None })
}

/// Where somebody stands on its first day: a free spot of its home.
fn doorstep(world: &World, member: &Member, who: VillagerId) -> Result<Tile, Refusal> {
    let map = &world.resource::<Ground>().0;
    let home = map.landmark(member.home).ok_or(Refusal::Unknown { what: Thing::Landmark })?;
    let seat = world.resource::<Seats>().free(map, member.home, who.0, false);
    let spot = seat.map_or(0, |seat| seat.spot);
    Ok(home.spots[usize::from(spot)].tile)
}
