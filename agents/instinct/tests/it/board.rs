//! The town board by instinct: what is written is true, does not repeat, and threads end.

use std::collections::{BTreeMap, BTreeSet};

use village_instinct::Topic;
use village_sim::{Author, Cast, Ground, Origin, Perceived, Post, Principal, VillagerId, Wish};

use crate::kit::{DAY_TICKS, Kit, command};

#[test]
fn a_sighting_names_somebody_whom_its_author_met_there() {
    let mut kit = Kit::new(7);
    let mut meetings: BTreeMap<VillagerId, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut checked = 0;
    for _ in 0..2 * DAY_TICKS {
        let view = kit.tick(Vec::new()).view;
        let world = kit.village.world();
        let (map, cast) = (&world.resource::<Ground>().0, world.resource::<Cast>());
        for post in &view.news.posts {
            let post = &view.thread(*post).unwrap().post;
            if post.tags[0] != Topic::Sighting.tag() {
                continue;
            }
            let Author::Agent(who) = post.author else { panic!("instinct writes as itself") };
            let text = format!("{} {}", post.title, post.body);
            let known = &meetings[&who];
            let true_words = known.iter().any(|(name, place)| {
                text.contains(name.as_str())
                    && (text.contains(place.as_str()) || text.contains("home"))
            });
            assert!(true_words, "{text}: not among {known:?}");
            checked += 1;
        }
        for who in &view.news.agents {
            let agent = view.agent(*who).unwrap();
            for memory in agent.memories.iter().rev().take(6) {
                if let Perceived::Met { who: other, at: Some(at) } = memory.what {
                    let name = cast.get(other).unwrap().persona.name.clone();
                    let place = map.landmark(at).unwrap().name.clone();
                    meetings.entry(*who).or_default().insert((name, place));
                }
            }
        }
    }
    assert!(checked >= 3, "{checked} sightings in two days");
}

/// All posts of two days, in order.
fn two_days(kit: &mut Kit) -> Vec<Post> {
    let mut posts = Vec::new();
    for _ in 0..2 * DAY_TICKS {
        let view = kit.tick(Vec::new()).view;
        let new = view.news.posts.iter().map(|post| view.thread(*post).unwrap().post.clone());
        posts.extend(new);
    }
    posts
}

#[test]
fn notes_keep_their_distance_and_do_not_repeat() {
    let mut kit = Kit::new(7);
    let posts = two_days(&mut kit);
    assert!(posts.len() >= 15, "{} posts in two days", posts.len());
    let topics: BTreeSet<_> = posts.iter().map(|post| post.tags[0].clone()).collect();
    assert!(topics.len() >= 4, "{topics:?}");
    assert!(topics.iter().all(|topic| Topic::of(topic).is_some()), "{topics:?}");
    let mut last_of: BTreeMap<String, u64> = BTreeMap::new();
    for (number, post) in posts.iter().enumerate() {
        assert_eq!(post.origin, Origin::Instinct);
        let key = format!("{:?}", post.author);
        if let Some(before) = last_of.insert(key, post.tick.0) {
            assert!(post.tick.0 - before >= 240 * 20, "four village hours between two: {post:?}");
        }
        if let Some(next) = posts.get(number + 1) {
            assert!(next.tick.0 - post.tick.0 >= 40 * 20, "forty seconds: {next:?}");
        }
        let others = posts.iter().skip(number + 1).take(30);
        for other in others {
            assert!(post.title != other.title && post.body != other.body, "{other:?}");
        }
    }
}

#[test]
fn answers_end_and_nobody_answers_itself() {
    let mut kit = Kit::new(7);
    two_days(&mut kit);
    let view = kit.village.view();
    let replies: usize = view.threads.iter().map(|thread| thread.replies.len()).sum();
    assert!(replies >= 15, "{replies} replies in two days");
    for thread in view.threads.iter() {
        assert!(thread.replies.len() <= 6, "{thread:?}");
        let mut last = &thread.post.author;
        for reply in &thread.replies {
            assert_ne!(*last, reply.author, "{thread:?}");
            last = &reply.author;
        }
    }
}

#[test]
fn nothing_is_written_while_the_store_is_away() {
    let mut kit = Kit::new(7);
    kit.tick(vec![command(Principal::System, Wish::Store { available: false })]);
    let mut refused = 0;
    for _ in 0..DAY_TICKS / 2 {
        let view = kit.tick(Vec::new()).view;
        assert!(view.news.posts.is_empty() && view.news.replies.is_empty());
        for who in &view.news.agents {
            let last = view.agent(*who).unwrap().memories.last().map(|memory| memory.what.clone());
            let away =
                matches!(&last, Some(Perceived::Refused { code }) if code == "store_unavailable");
            refused += usize::from(away);
        }
    }
    assert_eq!(refused, 0, "it does not even try");
    kit.tick(vec![command(Principal::System, Wish::Store { available: true })]);
    let mut posts = 0;
    for _ in 0..DAY_TICKS {
        posts += kit.tick(Vec::new()).view.news.posts.len();
    }
    assert!(posts > 0, "once the store is back, the board fills again");
}
