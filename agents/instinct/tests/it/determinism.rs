//! The same seed, the same life: run twice, restored in the middle, or replayed from its commands.

use village_sim::{
    Board, Command, Feedback, Kept, MoveTo, Principal, ReplyTo, Snapshot, StateHash, Verb, Village,
    Wish,
};

use crate::kit::{DAY_TICKS, Kit, command, foundation, with_instinct};

/// What people and agents from outside do at a tick of the script.
fn script(kit: &Kit, tick: u64) -> Vec<Command> {
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    let act = |verb| Wish::Act { agent: ada, verb };
    let text = || "Hello everybody, where is Bruno?".to_owned();
    let body = match tick {
        900 => act(Verb::Say { text: text() }),
        2_000 => Wish::Move { agent: bruno, to: MoveTo::By { dx: 1, dy: 0 } },
        4_500 => Wish::Post {
            title: "A question to all".into(),
            body: "Where do you go in the evening?".into(),
            tags: vec!["question".into()],
            audience: village_sim::Audience::Public,
        },
        9_000 => act(Verb::Wait { seconds: 30 }),
        _ => return Vec::new(),
    };
    let principal = match tick {
        4_500 => Principal::Admin("mara".into()),
        2_000 => Principal::Agent(bruno),
        _ => Principal::Agent(ada),
    };
    vec![command(principal, body)]
}

fn hashes(seed: u64, ticks: u64) -> Vec<StateHash> {
    let mut kit = Kit::new(seed);
    let mut all = Vec::new();
    for tick in 0..ticks {
        let commands = script(&kit, tick);
        kit.tick(commands);
        all.push(kit.village.hash());
    }
    all
}

#[test]
fn the_same_seed_gives_the_same_hash_at_every_tick() {
    let (once, twice) = (hashes(7, DAY_TICKS), hashes(7, DAY_TICKS));
    let apart = once.iter().zip(&twice).position(|(a, b)| a != b);
    assert_eq!(apart, None, "first tick at which they differ");
    let other = hashes(8, 2_000);
    assert_ne!(once[1_999], other[1_999], "another seed is another life");
}

/// What a store would hand back of the board.
fn kept(village: &Village) -> Kept {
    let board = village.world().resource::<Board>();
    let threads: Vec<_> = board.recent().map(|thread| (**thread).clone()).collect();
    let heads = threads.iter().map(|thread| (thread.post.id, (&thread.post).into())).collect();
    let replies = threads.iter().flat_map(|thread| &thread.replies);
    let mut replies: Vec<_> =
        replies.map(|reply| (reply.id, reply.post, reply.author.clone())).collect();
    replies.sort_unstable_by_key(|(id, _, _)| *id);
    Kept { heads, replies, recent: threads }
}

#[test]
fn a_village_restored_in_the_middle_lives_on_the_same() {
    let mut kit = Kit::new(7);
    for tick in 0..15_000 {
        let commands = script(&kit, tick);
        kit.tick(commands);
    }
    let bytes = kit.village.snapshot().to_bytes();
    let snapshot = Snapshot::from_bytes(&bytes).unwrap();
    let kept = kept(&kit.village);
    let mut other = Village::restore(&foundation(7), snapshot, kept, with_instinct).unwrap();
    assert_eq!(other.hash(), kit.village.hash());
    for tick in 0..6_000 {
        kit.tick(Vec::new());
        other.tick(Vec::new(), kit.stamp);
        assert_eq!(other.hash(), kit.village.hash(), "{tick} ticks after the restore");
    }
}

#[test]
fn a_replay_of_the_commands_gives_the_same_hashes() {
    let mut kit = Kit::new(7);
    let mut records = Vec::new();
    let founding = kit.founded.take().unwrap();
    records.push(founding);
    let mut rewarded = false;
    for tick in 0..14_000 {
        let mut commands = script(&kit, tick);
        // Somebody rewards the first note of the day.
        if let Some(thread) = kit.village.view().threads.first().filter(|_| !rewarded)
            && let village_sim::Author::Agent(agent) = thread.post.author
        {
            let (amount, reason) = (village_economy::Micro::coins(3), "well seen".to_owned());
            let post = thread.post.id;
            let feedback = Feedback { agent, amount, reason, post, reply: None, own: false };
            commands.push(command(Principal::Admin("mara".into()), Wish::Reward(feedback)));
            rewarded = true;
        }
        records.extend(kit.tick(commands).record);
    }
    assert!(rewarded, "there was a note to reward");
    let mut replay = Village::new(&foundation(7), with_instinct).unwrap();
    let mut checked = 0;
    for record in records {
        // A record tells the state hash of each tick that it covers; commands belong to its last.
        for (tick, hash) in &record.hashes {
            while replay.now() < *tick {
                let last = replay.now().after(1) == record.tick;
                let commands = record.commands.iter().filter(|_| last).map(|journaled| Command {
                    principal: journaled.principal.clone(),
                    key: journaled.key.clone(),
                    body: journaled.body.clone(),
                    reply_to: ReplyTo(0),
                    from: None,
                });
                replay.tick(commands.collect::<Vec<_>>(), record.at);
            }
            assert_eq!(replay.hash(), *hash, "at tick {tick}");
            checked += 1;
        }
    }
    assert!(checked > 1_000, "{checked} hashes compared");
}
