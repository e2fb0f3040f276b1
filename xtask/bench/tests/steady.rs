//! A steady tick takes nothing from the heap between Perceive and Settle. Steady is a tick without
//! commands, posts, replies or words; walking, sitting down, sleeping, carrying and eating go on.
//! At least 99 of 100 such ticks take nothing at all.
//! A test binary of its own, for it counts every allocation of the process.

use std::alloc::System;
use std::path::Path;

use bevy_app::{App, FixedUpdate};
use bevy_ecs::prelude::{IntoScheduleConfigs, ResMut, Resource};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use village_economy::Micro;
use village_server::foundation::Assets;
use village_sim::{Command, Foundation, Principal, ReplyTo, SimSystems, Village, Wish};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Allocations so far when Perceive began, and from there to the end of Settle.
#[derive(Resource, Default)]
struct Taken {
    before: usize,
    within: usize,
}

fn count() -> usize {
    let stats = HEAP.stats();
    stats.allocations + stats.reallocations
}

fn begin(mut taken: ResMut<Taken>) {
    taken.before = count();
}

fn end(mut taken: ResMut<Taken>) {
    taken.within = count() - taken.before;
}

fn measured(app: &mut App) {
    app.init_resource::<Taken>().add_systems(
        FixedUpdate,
        (
            begin.after(SimSystems::Intake).before(SimSystems::Perceive),
            end.after(SimSystems::Settle).before(SimSystems::Journal),
        ),
    );
}

#[test]
fn a_steady_tick_takes_nothing_from_the_heap() {
    let assets = Assets::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")).unwrap();
    let map = assets.ground(100).unwrap();
    let people = assets.people(&map, 7, 100);
    let foundation = Foundation {
        map: map.clone(),
        catalogue: assets.catalogue.clone(),
        tiers: assets.tiers.clone(),
        policy: assets.policy.clone(),
        hz: 20,
        day_seconds: 1440,
        seed: 7,
    };
    let mut village = Village::new(&foundation, |app| {
        app.add_plugins(assets.instinct());
        measured(app);
    })
    .unwrap();
    let found = Wish::Found {
        seed: 7,
        hz: 20,
        day_seconds: 1440,
        map_digest: map.town.digest.clone(),
        stipend: Micro::coins(10),
    };
    let joins = people.into_iter().map(|persona| Wish::Join { persona: Box::new(persona) });
    let commands = std::iter::once(found).chain(joins).map(|body| Command {
        principal: Principal::System,
        key: None,
        body,
        reply_to: ReplyTo(0),
        from: None,
    });
    village.tick(commands.collect::<Vec<_>>(), 0);
    // Lists grow to their size during a village morning.
    let morning = 4 * 60 * 20;
    let (mut steady, mut lively, mut worst) = (0, 0, Vec::new());
    for tick in 1..3 * morning {
        let ticked = village.tick([], tick * 50_000);
        let taken = village.world().resource::<Taken>().within;
        let news = &ticked.view.news;
        let quiet = news.said.is_empty() && news.posts.is_empty() && news.replies.is_empty();
        if tick < morning {
            continue;
        }
        if !quiet {
            lively += 1;
        } else if taken > 0 {
            worst.push((tick, taken));
        } else {
            steady += 1;
        }
    }
    assert!(steady > 1_000 && lively > 100, "{steady} steady ticks, {lively} lively ones");
    // A list may still outgrow itself once in a while, and whoever stands at the board and weighs
    // a note that comes to nothing has made words all the same.
    let share = format!("{} of {steady} steady ticks took memory: {worst:?}", worst.len());
    assert!(worst.len() * 100 <= steady, "{share}");
}
