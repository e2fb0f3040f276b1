//! What must hold whatever is commanded: nothing panics, things and money are conserved, the state
//! hash kept by the tick equals the one computed from nothing, and the same commands lead to the
//! same life, from the beginning or from a snapshot.

use proptest::prelude::*;
use village_economy::{AccountId, Micro};
use village_sim::{
    Audience, Board, Books, Feedback, HoldId, ItemId, Items, Kept, Labour, LandmarkId, Measure,
    MoveTo, PersonId, PostChange, PostHead, PostId, Principal, Record, ReplyId, Restraint, Role,
    Snapshot, Thread, Use, Verb, Village, VillagerId, Where, Wish,
};

use crate::kit::{Kit, command, foundation};

fn who() -> impl Strategy<Value = VillagerId> {
    // Villagers, the avatars of the first people who come in, and nobody.
    (0u32..18).prop_map(VillagerId)
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
            own: false,
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
        6 => society(),
        3 => prop_oneof![
            "[a-z]{0,3}".prop_map(|look| Wish::Enter { look }),
            Just(Wish::Leave),
        ],
        2 => (any::<bool>(), feedback).prop_map(|(praise, feedback)| {
            if praise { Wish::Reward(feedback) } else { Wish::Penalize(feedback) }
        }),
    ]
}

/// Steps of paid work.
fn labour() -> impl Strategy<Value = Labour> {
    prop_oneof![
        3 => amount().prop_map(|amount| Labour::Offer { amount }),
        3 => Just(Labour::Claim),
        1 => Just(Labour::GiveUp),
        3 => Just(Labour::Deliver { files: Vec::new(), links: Vec::new() }),
        1 => Just(Labour::Accept),
        1 => Just(Labour::Reject),
        1 => Just(Labour::Dispute),
        1 => amount().prop_map(|pay| Labour::Judge { pay }),
        1 => Just(Labour::Withdraw),
    ]
}

fn amount() -> impl Strategy<Value = Micro> {
    prop_oneof![(0i32..12).prop_map(Micro::coins), any::<i64>().prop_map(Micro::new)]
}

/// Wishes of people and dealers: most are refused, none may break a law.
fn society() -> impl Strategy<Value = Wish> {
    let person = || (1u32..4).prop_map(PersonId);
    let post = || (1u64..6).prop_map(PostId);
    let restraint = prop::sample::select(vec![
        Restraint::Pause,
        Restraint::Resume,
        Restraint::Quarantine,
        Restraint::Release,
        Restraint::FreezeMoney,
        Restraint::ThawMoney,
        Restraint::FreezeCompute,
        Restraint::ThawCompute,
        Restraint::Kill,
        Restraint::Revive,
    ]);
    let reason = || "because".to_owned();
    prop_oneof![
        2 => ("[a-c]{1,2}", any::<bool>()).prop_map(|(name, vouched)| Wish::Enrol {
            name, role: Role::Member, vouched,
        }),
        1 => (1u64..40).prop_map(|transfer| Wish::Undo { transfer }),
        1 => (person(), any::<bool>())
            .prop_map(|(person, vouched)| Wish::Vouch { person, vouched }),
        1 => (person(), 0u32..4_000).prop_map(move |(person, seconds)| Wish::Discipline {
            person, measure: Measure::Suspend { seconds }, reason: reason(),
        }),
        2 => (who(), 0u32..3).prop_map(|(agent, hours)| Wish::Purchase {
            agent, tier: "lantern".into(), hours,
        }),
        2 => (who(), amount()).prop_map(|(agent, amount)| Wish::Bid { agent, amount }),
        2 => (who(), amount()).prop_map(|(agent, amount)| Wish::Reserve {
            agent, amount, what: "a call".into(),
        }),
        1 => (who(), 1u64..4, amount()).prop_map(|(agent, hold, used)| Wish::Release {
            agent, hold: HoldId(hold), used,
        }),
        1 => (who(), restraint).prop_map(move |(agent, measure)| Wish::Restrain {
            agent, measure, reason: reason(),
        }),
        2 => (who(), amount()).prop_map(|(to, amount)| Wish::Pay {
            to, amount, note: "thanks".into(), post: None,
        }),
        2 => (person(), amount(), 0u8..4).prop_map(|(person, amount, txn)| Wish::Credit {
            account: AccountId::Person(person.0), amount, txn: format!("T{txn}"),
            note: String::new(),
        }),
        1 => (amount(), 0u8..4, 0u8..3).prop_map(|(amount, txn, refund)| Wish::Reverse {
            amount, txn: format!("T{txn}"), refund: format!("R{refund}"), note: String::new(),
        }),
        4 => (post(), labour(), ".{0,20}")
            .prop_map(|(post, step, words)| Wish::Work { post, step, words }),
        1 => (post(), any::<bool>()).prop_map(|(post, pinned)| Wish::Moderate {
            post,
            change: PostChange { pinned: Some(pinned), ..PostChange::default() },
            reason: "because".into(),
        }),
        1 => (person(), who(), ".{0,20}").prop_map(|(person, agent, body)| Wish::Letter {
            person, agent, body,
        }),
        2 => (post(), prop::option::of(1u64..4)).prop_map(|(post, reply)| Wish::Report {
            post, reply: reply.map(ReplyId), reason: "because".into(),
        }),
        1 => post().prop_map(|post| Wish::Dismiss { post, reason: "because".into() }),
    ]
}

/// A script: commands with who gives them and how many ticks pass before each.
fn script() -> impl Strategy<Value = Vec<(u64, Principal, Wish)>> {
    let principal = prop_oneof![
        3 => who().prop_map(Principal::Agent),
        2 => Just(Principal::Admin("erik".into())),
        1 => Just(Principal::System),
        2 => (1u32..4).prop_map(|person| Principal::Person(PersonId(person))),
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
    for agent in view.cast() {
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
        for name in ["pia", "quinn", "rosa"] {
            // People who may come in, so that scripts have avatars to move.
            for kit in [&mut kit, &mut twin] {
                kit.enrol(name, Role::Member, true);
            }
        }
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
        prop_assert!(Snapshot::from_bytes(&bytes).is_err());
        for form in [b"village1", b"village2", b"village3", b"village4"] {
            let _ = Snapshot::from_bytes(&[&form[..], &bytes].concat());
        }
    }
}
