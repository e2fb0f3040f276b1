//! A whole day of fourteen villagers: everybody sleeps, eats, talks and is never stuck.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use village_sim::{Activity, ConversationId, Perceived, Talks, VillagerId};

use crate::kit::{DAY_TICKS, Kit};

/// Longest time, in ticks, in which a waking villager may do nothing new: three minutes.
const STUCK_TICKS: u64 = 3 * 60 * 20;

/// What a day showed.
struct Day {
    slept_at_night: Vec<bool>,
    ate: Vec<bool>,
    activities: BTreeSet<String>,
    /// Most who took part at once in each conversation, and the last tick at which it went on.
    talks: BTreeMap<ConversationId, (usize, u64)>,
    /// Longest time without anything new, for each villager.
    longest: Vec<u64>,
    spoken: BTreeSet<VillagerId>,
    lines: Vec<Arc<str>>,
}

fn live(kit: &mut Kit, ticks: u64) -> Day {
    let count = 14;
    let mut day = Day {
        slept_at_night: vec![false; count],
        ate: vec![false; count],
        activities: BTreeSet::new(),
        talks: BTreeMap::new(),
        longest: vec![0; count],
        spoken: BTreeSet::new(),
        lines: Vec::new(),
    };
    let mut last: Vec<(Activity, Option<u64>, u64)> = vec![(Activity::Idle, None, 0); count];
    for _ in 0..ticks {
        let view = kit.tick(Vec::new()).view;
        let now = view.tick().0;
        let night = view.clock.hour() < 5;
        for agent in view.agents() {
            let number = agent.id.index();
            let (activity, until) = (agent.body.activity, agent.body.until.map(|tick| tick.0));
            day.activities.insert(activity.to_string());
            day.slept_at_night[number] |= night && activity == Activity::Sleeping;
            day.ate[number] |= matches!(activity, Activity::Eating | Activity::Drinking);
            let (before, till, since) = last[number];
            if (before, till) != (activity, until) || activity == Activity::Sleeping {
                last[number] = (activity, until, now);
            } else {
                day.longest[number] = day.longest[number].max(now - since);
            }
        }
        for said in &view.news.said {
            day.spoken.insert(said.who);
            day.lines.push(said.text.clone());
        }
        for agent in view.agents().filter_map(|agent| agent.body.talk) {
            let talks = kit.village.world().resource::<Talks>();
            let members = talks.get(agent).unwrap().members.len();
            let entry = day.talks.entry(agent).or_insert((0, 0));
            *entry = (entry.0.max(members), now);
        }
    }
    day
}

#[test]
fn a_day_has_sleep_meals_and_talk_and_nobody_is_stuck() {
    let mut kit = Kit::new(7);
    let day = live(&mut kit, DAY_TICKS);
    assert!(day.slept_at_night.iter().all(|slept| *slept), "{:?}", day.slept_at_night);
    assert!(day.ate.iter().all(|ate| *ate), "{:?}", day.ate);
    let longest = day.longest.iter().max().unwrap();
    assert!(*longest < STUCK_TICKS, "longest without anything new, in ticks: {:?}", day.longest);
    for activity in ["walking", "talking", "sleeping", "working", "reading", "at_board", "looking"]
    {
        assert!(day.activities.contains(activity), "nobody was {activity}: {:?}", day.activities);
    }
    assert_eq!(day.spoken.len(), 14, "everybody says something");
    let groups = day.talks.values().filter(|(members, _)| *members >= 3).count();
    assert!(day.talks.len() >= 25, "{} conversations", day.talks.len());
    assert!(groups >= 3, "{groups} conversations of three or more, of {}", day.talks.len());
}

#[test]
fn every_conversation_ends() {
    let mut kit = Kit::new(11);
    let day = live(&mut kit, DAY_TICKS / 2);
    let now = kit.village.now().0;
    let open = day.talks.values().filter(|(_, last)| now - last < 60 * 20 * 5).count();
    let ended = day.talks.len() - open;
    assert!(ended >= 12, "{ended} of {} conversations ended", day.talks.len());
    let going = kit.village.view().agents().filter(|agent| agent.body.talk.is_some()).count();
    assert!(going <= 8, "{going} villagers talk at once");
}

#[test]
fn what_is_said_in_a_day_hardly_repeats() {
    let mut kit = Kit::new(7);
    let day = live(&mut kit, DAY_TICKS);
    let distinct: BTreeSet<_> = day.lines.iter().collect();
    let (said, distinct) = (day.lines.len(), distinct.len());
    assert!(said >= 150, "{said} lines");
    assert!(distinct * 100 >= said * 85, "{distinct} distinct of {said} lines");
}

#[test]
fn everybody_sleeps_in_a_bed() {
    let mut kit = Kit::new(3);
    // Until three in the night: twenty hours from seven.
    for _ in 0..20 * 60 * 20 {
        kit.tick(Vec::new());
    }
    let map = kit.village.world().resource::<village_sim::Ground>().0.clone();
    for agent in kit.village.view().agents() {
        let name = &agent.member.persona.name;
        assert_eq!(agent.body.activity, Activity::Sleeping, "{name}");
        let seat = agent.body.seat.unwrap();
        assert_eq!(seat.landmark, agent.member.home, "{name}");
        let spot = map.landmark(seat.landmark).unwrap().spots[usize::from(seat.spot)];
        assert_eq!(spot.pose, village_sim::Pose::Sleep, "{name} lies on a chair");
    }
}

#[test]
fn the_longest_names_make_no_text_too_long() {
    let mut people = crate::kit::personas();
    for (number, persona) in people.iter_mut().enumerate() {
        persona.name = format!("{number:02} {}", "Á".repeat(37));
        persona.role = "keeper of very many things indeed".into();
        persona.interests = vec!["words that go on and on ".repeat(2).trim().into(); 3];
    }
    let mut kit = Kit::of(7, &people);
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..DAY_TICKS {
        let view = kit.tick(Vec::new()).view;
        for who in &view.news.agents {
            let last = view.agent(*who).unwrap().memories.last();
            if let Some(Perceived::Refused { code }) = last.map(|memory| &memory.what) {
                *refused.entry(code.to_string()).or_default() += 1;
            }
        }
    }
    assert_eq!(refused.get("bad_text"), None, "{refused:?}");
    assert!(!kit.village.view().threads.is_empty(), "notes are written all the same");
}
