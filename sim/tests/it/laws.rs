//! What must hold whatever is commanded: nothing panics, things and money are conserved, the state
//! hash kept by the tick equals the one computed from nothing, and the same commands lead to the
//! same life, from the beginning or from a snapshot.

use proptest::prelude::*;
use village_economy::Micro;
use village_sim::{
    Audience, Board, Books, Feedback, ItemId, Items, Kept, LandmarkId, MoveTo, PostHead, PostId,
    Principal, Record, ReplyId, Snapshot, Thread, Use, Verb, Village, VillagerId, Where, Wish,
};

use crate::kit::{Kit, command, foundation};

fn who() -> impl Strategy<Value = VillagerId> {
    (0u32..15).prop_map(VillagerId)
}

fn verb() -> impl Strategy<Value = Verb> {
    let item = || (0u32..40).prop_map(ItemId);
    let uses = [Use::Sleep, Use::Eat, Use::Work, Use::Read, Use::Rest, Use::Post];
    prop_oneof![
        ".{0,40}".prop_map(|text| Verb::Say { text }),
        (who(), "[a-z ]{1,20}").prop_map(|(to, text)| Verb::Whisper { to, text }),
        Just(Verb::UseBoard),
        prop::sample::select(uses.to_vec()).prop_map(|what| Verb::Use { what }),
        item().prop_map(|item| Verb::PickUp { item }),
        item().prop_map(|item| Verb::PutDown { item }),
        (item(), who()).prop_map(|(item, to)| Verb::Give { item, to }),
        item().prop_map(|item| Verb::UseItem { item }),
        any::<u32>().prop_map(|seconds| Verb::Wait { seconds }),
        Just(Verb::Stop),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    let to = prop_oneof![
        (0i32..90, 0i32..60).prop_map(|(x, y)| MoveTo::To { x, y }),
        (any::<i32>(), any::<i32>()).prop_map(|(dx, dy)| MoveTo::By { dx, dy }),
        (0u32..20).prop_map(|id| MoveTo::Landmark(LandmarkId(id))),
    ];
    let amount = prop_oneof![Just(Micro::coins(1)), any::<i64>().prop_map(Micro::new)];
    let feedback = (who(), amount, 1u64..6, prop::option::of(1u64..4)).prop_map(
        |(agent, amount, post, reply)| Feedback {
            agent,
            amount,
            reason: "because".into(),
            post: PostId(post),
            reply: reply.map(ReplyId),
        },
    );
    prop_oneof![
        4 => (who(), to).prop_map(|(agent, to)| Wish::Move { agent, to }),
        6 => (who(), verb()).prop_map(|(agent, verb)| Wish::Act { agent, verb }),
        2 => ("[a-z ]{0,20}", ".{0,40}").prop_map(|(title, body)| Wish::Post {
            title, body, tags: vec!["pond".into()], audience: Audience::Public,
        }),
        1 => (1u64..6, "[a-z]{1,9}").prop_map(|(post, body)| Wish::Reply {
            post: PostId(post), body,
        }),
        2 => (any::<bool>(), feedback).prop_map(|(praise, feedback)| {
            if praise { Wish::Reward(feedback) } else { Wish::Penalize(feedback) }
        }),
    ]
}

/// A script: commands with who gives them and how many ticks pass before each.
fn script() -> impl Strategy<Value = Vec<(u64, Principal, Wish)>> {
    let principal = prop_oneof![
        3 => who().prop_map(Principal::Agent),
        2 => Just(Principal::Admin("erik".into())),
        1 => Just(Principal::System),
    ];
    prop::collection::vec((0u64..120, principal, wish()), 1..40)
}

/// What a store would keep of these records.
fn kept(records: &[Record]) -> Kept {
    let mut kept = Kept::default();
    for record in records {
        for post in &record.posts {
            kept.heads.push((post.id, PostHead::from(post)));
            kept.recent.push(Thread { post: post.clone(), replies: Vec::new() });
        }
        for reply in &record.replies {
            kept.replies.push((reply.id, reply.post, reply.author.clone()));
            let thread = kept.recent.iter_mut().find(|thread| thread.post.id == reply.post);
            thread.unwrap().replies.push(reply.clone());
        }
    }
    kept
}

fn check(village: &Village) {
    let items = village.world().resource::<Items>();
    let (mut appeared, mut used) = (0, 0);
    for count in items.counts() {
        appeared += count.appeared;
        used += count.used_up;
    }
    assert_eq!(items.iter().len() as u64, appeared - used, "items are conserved");
    let view = village.view();
    let mut carried = 0;
    for agent in view.agents() {
        carried += agent.bag.0.len();
        for id in &agent.bag.0 {
            assert_eq!(items.get(*id).unwrap().at, Where::Bag(agent.id), "bag and list agree");
        }
    }
    let in_bags = items.iter().filter(|(_, item)| matches!(item.at, Where::Bag(_))).count();
    assert_eq!(carried, in_bags);
    assert_eq!(village.world().resource::<Books>().ledger().total(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_script_keeps_the_laws_and_is_lived_twice_alike(script in script(), cut in 0usize..40) {
        let mut kit = Kit::new();
        let mut twin = Kit::new();
        prop_assert_eq!(kit.village.hash(), twin.village.hash());
        let mut records = Vec::new();
        let mut restored: Option<Village> = None;
        for (number, (pause, principal, wish)) in script.into_iter().enumerate() {
            if number == cut {
                // Living on from a snapshot proves the hash from nothing as well.
                let bytes = kit.village.snapshot().to_bytes();
                let snapshot = Snapshot::from_bytes(&bytes).unwrap();
                let again = Village::restore(&foundation(), snapshot, kept(&records), |_| ());
                restored = Some(again.unwrap());
            }
            for step in 0..=pause {
                let due = step == pause;
                let commands =
                    || Vec::from_iter(due.then(|| command(principal.clone(), wish.clone())));
                let ticked = kit.tick(commands());
                twin.tick(commands());
                if let Some(village) = &mut restored {
                    village.tick(commands(), kit.stamp);
                    prop_assert_eq!(kit.village.hash(), village.hash(), "after a restart");
                }
                records.extend(ticked.record);
                prop_assert_eq!(kit.village.hash(), twin.village.hash());
            }
        }
        check(&kit.village);
        let bytes = kit.village.snapshot().to_bytes();
        let snapshot = Snapshot::from_bytes(&bytes).unwrap();
        let again = Village::restore(&foundation(), snapshot, kept(&records), |_| ()).unwrap();
        prop_assert_eq!(again.hash(), kit.village.hash());
        let board = again.world().resource::<Board>();
        prop_assert_eq!(board.posts(), kit.village.world().resource::<Board>().posts());
    }

    #[test]
    fn no_bytes_make_a_snapshot_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut marked = b"village1".to_vec();
        marked.extend_from_slice(&bytes);
        prop_assert!(Snapshot::from_bytes(&bytes).is_err());
        let _ = Snapshot::from_bytes(&marked);
    }
}
