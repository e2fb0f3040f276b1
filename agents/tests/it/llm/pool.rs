//! The pool with models in this process and time that stands still: what may run, what waits, what
//! is aborted, and what it costs.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::join_all;
use proptest::prelude::*;
use tokio::time::{Instant, timeout};
use village_agents::llm::{
    Answer, Bank, BreakerState, Caps, Class, Entitlement, Failure, MemoryPurse, ModelsConfig, Pool,
    Provider, SpendRefusal, Spent, Unanswered,
};
use village_economy::Micro;
use village_sim::VillagerId;

use super::puppet::{Act, Puppet};
use super::{bank, chat, config, entitled, node, pass};

const MS: Duration = Duration::from_millis(1);

/// A pool over these puppets, each with so many slots, all with the class `small`.
fn pool(puppets: &[&Arc<Puppet>], slots: u32, change: impl FnOnce(&mut ModelsConfig)) -> Pool {
    with_bank(puppets, slots, bank().1, change)
}

fn with_bank(
    puppets: &[&Arc<Puppet>],
    slots: u32,
    bank: Bank,
    change: impl FnOnce(&mut ModelsConfig),
) -> Pool {
    let name = |index: usize| format!("node{index}");
    let nodes = (0..puppets.len()).map(|index| node(&name(index), "http://h", "small", slots));
    let mut config = config(nodes.collect());
    config.deadlines.chat_ms = 60_000;
    config.deadlines.react_ms = 60_000;
    config.deadlines.routine_ms = 60_000;
    change(&mut config);
    let providers = puppets.iter().map(|puppet| (*puppet).clone() as Arc<dyn Provider>).collect();
    Pool::start(config, providers, bank).unwrap()
}

async fn think(
    pool: &Pool,
    villager: u32,
    class: Class,
    within_ms: u64,
) -> Result<Answer, Unanswered> {
    pool.think(chat(villager, class, within_ms), &entitled(&["small"])).await
}

fn code(outcome: Result<Answer, Unanswered>) -> &'static str {
    outcome.map_or_else(|unanswered| unanswered.why.code(), |_| "answered")
}

/// Nothing runs, waits or is held any more.
fn is_idle(pool: &Pool) -> bool {
    let standing = pool.standing();
    let runs = standing.nodes.iter().any(|node| node.in_flight > 0);
    !runs && standing.waiting == [0; 4] && standing.held == Micro::ZERO
}

#[tokio::test(start_paused = true)]
async fn an_answer_tells_where_it_came_from_and_what_it_took() {
    let puppet = Puppet::answering(100);
    let pool = pool(&[&puppet], 4, |_| {});
    let answer = think(&pool, 1, Class::React, 1000).await.unwrap();
    assert_eq!((&*answer.node, &*answer.model, answer.calls), ("node0", "small-8b", 1));
    assert_eq!(
        (answer.queued, answer.first_token, answer.total),
        (Duration::ZERO, MS * 50, MS * 100)
    );
    assert_eq!(answer.cost, Micro::new(35));
    assert!(is_idle(&pool));
}

#[tokio::test(start_paused = true)]
async fn a_node_runs_no_more_than_its_limit_and_everyone_is_served() {
    let puppet = Puppet::answering(10);
    let pool = pool(&[&puppet], 4, |config| config.queued_per_villager_max = 64);
    let thoughts = (0..60).map(|turn| think(&pool, turn % 6, Class::Reflect, 60_000));
    let codes: Vec<_> = join_all(thoughts).await.into_iter().map(code).collect();
    assert!(codes.iter().all(|code| *code == "answered"), "{codes:?}");
    assert_eq!(puppet.most_running.load(Ordering::Relaxed), 3, "one of four is kept for chat");
}

#[tokio::test(start_paused = true)]
async fn a_chat_passes_all_that_waits() {
    let puppet = Puppet::answering(100);
    let pool = pool(&[&puppet], 4, |config| config.queued_per_villager_max = 64);
    let background = join_all((0..40).map(|turn| think(&pool, turn % 4, Class::Routine, 60_000)));
    let person = async {
        pass(MS * 30).await;
        think(&pool, 9, Class::Chat, 60_000).await.unwrap().total
    };
    let (_, took) = tokio::join!(background, person);
    assert_eq!(took, MS * 100, "as if nobody else were there");
}

#[tokio::test(start_paused = true)]
async fn a_thought_that_finds_no_slot_ends_at_its_deadline() {
    let puppet = Puppet::answering(10_000);
    let pool = pool(&[&puppet], 1, |_| {});
    let runs = think(&pool, 1, Class::React, 20_000);
    let waits = async {
        pass(MS).await;
        let began = Instant::now();
        let unanswered = think(&pool, 2, Class::React, 50).await.unwrap_err();
        assert!(unanswered.queued >= MS * 50, "{unanswered:?}");
        assert_eq!(unanswered.queued, unanswered.after, "it only waited");
        assert_eq!((unanswered.tokens_in, unanswered.tokens_out), (0, 0));
        assert_eq!((unanswered.why, unanswered.calls), (Failure::Expired, 0));
        assert!(began.elapsed() <= MS * 52, "{:?}", began.elapsed());
    };
    let (ran, ()) = tokio::join!(runs, waits);
    assert_eq!(code(ran), "answered");
    assert!(is_idle(&pool));
}

#[tokio::test(start_paused = true)]
async fn a_model_that_takes_for_ever_is_aborted_at_the_deadline() {
    let puppet = Puppet::answering(10_000_000);
    let pool = pool(&[&puppet], 2, |_| {});
    let began = Instant::now();
    let unanswered = think(&pool, 1, Class::React, 500).await.unwrap_err();
    assert_eq!(unanswered.why, Failure::Late { after: began.elapsed(), fair: false });
    assert!(began.elapsed() <= MS * 502);
    assert_eq!(puppet.aborted.load(Ordering::Relaxed), 1);
    assert!(is_idle(&pool));
    assert!(unanswered.cost.is_positive(), "the prompt was worked on");
    assert!(unanswered.tokens_in > 0 && unanswered.tokens_out == 0, "{unanswered:?}");
    assert_eq!(unanswered.queued, Duration::ZERO);
    assert_eq!(pool.standing().spent.village_today, unanswered.cost);
}

#[tokio::test(start_paused = true)]
async fn a_thought_that_comes_too_late_tells_how_long_it_waited_and_what_it_used() {
    let puppet = Puppet::answering(400);
    let pool = pool(&[&puppet], 1, |_| {});
    let runs = think(&pool, 1, Class::React, 20_000);
    let waits = async {
        pass(MS * 10).await;
        // Its own call begins when the other has ended, and has its first word after 200 ms.
        let unanswered = think(&pool, 2, Class::React, 700).await.unwrap_err();
        assert_eq!((unanswered.why.code(), unanswered.calls), ("late", 1));
        assert!((MS * 380..MS * 400).contains(&unanswered.queued), "{unanswered:?}");
        assert!(unanswered.after >= MS * 700, "{unanswered:?}");
        assert!(unanswered.tokens_in > 0, "the prompt was worked on");
        assert_eq!(unanswered.tokens_out, 1, "one word came");
        assert!(unanswered.cost.is_positive());
    };
    let (ran, ()) = tokio::join!(runs, waits);
    assert_eq!(code(ran), "answered");
    assert!(is_idle(&pool));
}

#[tokio::test(start_paused = true)]
async fn whoever_stops_waiting_aborts_the_call() {
    let puppet = Puppet::answering(1000);
    let (purse, bank) = bank();
    let pool = with_bank(&[&puppet], 1, bank, |_| {});
    let runs = timeout(MS * 100, think(&pool, 1, Class::React, 5000));
    let waits = timeout(MS * 50, think(&pool, 2, Class::React, 5000));
    let (ran, waited) = tokio::join!(runs, waits);
    assert!(ran.is_err() && waited.is_err());
    assert_eq!((puppet.count(), puppet.aborted.load(Ordering::Relaxed)), (1, 1));
    assert!(is_idle(&pool));
    assert_eq!(purse.open(), 0, "what was reserved is settled");
}

#[tokio::test(start_paused = true)]
async fn whoever_stops_waiting_leaves_the_queue_at_once() {
    let puppet = Puppet::answering(1000);
    let pool = pool(&[&puppet], 1, |config| config.queued_max = 1);
    let runs = think(&pool, 1, Class::React, 5000);
    let others = async {
        pass(MS * 10).await;
        for villager in 2..6 {
            let waits = timeout(MS * 20, think(&pool, villager, Class::React, 5000));
            assert!(waits.await.is_err(), "there was room to wait");
            assert_eq!(pool.standing().waiting, [0; 4]);
        }
    };
    let (ran, ()) = tokio::join!(runs, others);
    assert_eq!((code(ran), puppet.count()), ("answered", 1));
}

#[tokio::test(start_paused = true)]
async fn the_stop_switch_aborts_and_refuses_until_it_is_lifted() {
    let puppet = Puppet::answering(1000);
    let pool = pool(&[&puppet], 4, |_| {});
    let under_way = join_all((0..8).map(|villager| think(&pool, villager, Class::React, 5000)));
    let stop = async {
        pass(MS * 10).await;
        pool.stop();
    };
    let began = Instant::now();
    let (codes, ()) = tokio::join!(under_way, stop);
    assert!(codes.into_iter().all(|outcome| code(outcome) == "stopped"));
    assert!(began.elapsed() <= MS * 12, "{:?}", began.elapsed());
    assert!(is_idle(&pool) && pool.standing().stopped);
    let calls = puppet.count();
    assert_eq!(code(think(&pool, 1, Class::Chat, 5000).await), "stopped");
    assert_eq!(puppet.count(), calls);
    pool.resume();
    assert_eq!(code(think(&pool, 1, Class::Chat, 5000).await), "answered");
}

#[tokio::test(start_paused = true)]
async fn a_late_chat_is_asked_of_a_second_node_and_nothing_else_is() {
    let (slow, quick) = (Puppet::answering(20_000), Puppet::answering(100));
    // Which node is a villager's own follows from its number: find one of the slow node's.
    let pool = pool(&[&slow, &quick], 4, |config| config.hedge_after_ms = 300);
    let homes = (0..9).map(|villager| think(&pool, villager, Class::React, 1000));
    let homes: Vec<_> = join_all(homes).await.into_iter().map(code).collect();
    let of_slow = u32::try_from(homes.iter().position(|code| *code == "late").unwrap()).unwrap();
    let (slow_calls, quick_calls) = (slow.count(), quick.count());
    let answer = think(&pool, of_slow, Class::Chat, 5000).await.unwrap();
    assert_eq!((&*answer.node, answer.calls, answer.total), ("node1", 2, MS * 400));
    assert_eq!((slow.count(), quick.count()), (slow_calls + 1, quick_calls + 1));
    assert!(answer.cost > Micro::new(35), "both calls are paid");
    assert!(is_idle(&pool), "and the slower one is aborted");
}

#[tokio::test(start_paused = true)]
async fn a_chat_is_late_only_if_most_are_quicker() {
    let puppets = [Puppet::answering(2000), Puppet::answering(2000)];
    let pool = pool(&[&puppets[0], &puppets[1]], 4, |config| config.hedge_after_ms = 300);
    let mut calls = Vec::new();
    for _ in 0..3 {
        calls.push(think(&pool, 1, Class::Chat, 5000).await.unwrap().calls);
    }
    assert_eq!(calls, [2, 1, 1], "a first token after a second is what is usual here");
}

#[tokio::test(start_paused = true)]
async fn a_retry_goes_to_another_node() {
    let dead = Puppet::new(Act::Fail(Failure::Unreachable { said: "refused".into() }));
    let good = Puppet::answering(10);
    let pool = pool(&[&dead, &good], 8, |config| {
        config.retries_max = 1;
        config.failures_max = 5;
    });
    for villager in 0..4 {
        let answer = think(&pool, villager, Class::React, 5000).await.unwrap();
        assert_eq!(&*answer.node, "node1");
    }
    assert!((1..5).contains(&dead.count()), "{} tries, the breaker closed", dead.count());
}

#[tokio::test(start_paused = true)]
async fn a_dead_nodes_villagers_are_answered_elsewhere_and_come_back() {
    let (one, two) = (Puppet::answering(10), Puppet::answering(10));
    let pool = pool(&[&one, &two], 8, |_| {});
    let homes = |pool: Pool| async move {
        let all = (0..10).map(|villager| think(&pool, villager, Class::React, 5000));
        join_all(all).await.into_iter().map(|answer| answer.unwrap().node).collect::<Vec<_>>()
    };
    let before = homes(pool.clone()).await;
    assert!(before.iter().any(|node| &**node == "node0"));
    one.act(Act::Fail(Failure::Unreachable { said: "refused".into() }));
    let during = homes(pool.clone()).await;
    assert!(during.iter().all(|node| &**node == "node1"), "asked again at once");
    let tried = one.count();
    assert_eq!(homes(pool.clone()).await, during);
    assert_eq!(one.count(), tried, "its breaker is open");
    one.act(Act::Answer(MS, MS));
    pass(MS * 500).await;
    homes(pool.clone()).await;
    assert_eq!(homes(pool).await, before);
}

#[tokio::test(start_paused = true)]
async fn a_node_that_dies_unasked_is_seen_and_so_is_its_return() {
    let puppet = Puppet::answering(10);
    let pool = pool(&[&puppet], 4, |config| {
        config.health_ms = 1000;
        config.pause_ms = 60_000;
        config.pause_max_ms = 60_000;
    });
    let state = || pool.standing().nodes[0].breaker;
    puppet.act(Act::Fail(Failure::Unreachable { said: "gone".into() }));
    pass(MS * 3500).await;
    assert_eq!((state(), puppet.count()), (BreakerState::Open, 0), "no thought was lost on it");
    assert_eq!(code(think(&pool, 1, Class::React, 5000).await), "nodes_down");
    pass(MS * 1000).await;
    puppet.act(Act::Answer(MS, MS));
    pass(MS * 1000).await;
    assert_eq!(code(think(&pool, 1, Class::React, 5000).await), "answered");
    assert_eq!(state(), BreakerState::Closed, "long before the pause is over");
}

#[tokio::test(start_paused = true)]
async fn rates_and_tiers_are_kept() {
    let puppet = Puppet::answering(10);
    let pool = pool(&[&puppet], 8, |_| {});
    let two = Entitlement { thoughts_per_minute: 2, ..entitled(&["small"]) };
    let ask = |entitlement: Entitlement| {
        let pool = pool.clone();
        async move { code(pool.think(chat(1, Class::React, 5000), &entitlement).await) }
    };
    let codes = [ask(two.clone()).await, ask(two.clone()).await, ask(two.clone()).await];
    assert_eq!(codes, ["answered", "answered", "thought_rate"]);
    pass(Duration::from_secs(31)).await;
    assert_eq!(ask(two.clone()).await, "answered");
    let none = Entitlement { thoughts_per_minute: 0, ..two };
    assert_eq!(ask(none).await, "no_thoughts");
    assert_eq!(ask(entitled(&["large"])).await, "no_model");
    assert_eq!(puppet.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn tokens_count_as_used_and_not_as_expected() {
    let puppet = Puppet::answering(10);
    let pool = pool(&[&puppet], 8, |_| {});
    // At once 120 of an hour's: one thought is expected to take some 90, and takes 25.
    let few = Entitlement { tokens_per_hour: 720, ..entitled(&["small"]) };
    let mut codes = Vec::new();
    for _ in 0..3 {
        codes.push(code(pool.think(chat(1, Class::React, 5000), &few).await));
    }
    assert_eq!(codes, ["answered", "answered", "token_rate"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_thought_costs_no_rate() {
    let puppet = Puppet::new(Act::Fail(Failure::Broken { status: 500, said: String::new() }));
    let pool = pool(&[&puppet], 8, |config| {
        config.failures_max = 1;
        config.pause_ms = 60_000;
        config.pause_max_ms = 60_000;
    });
    let two = Entitlement { thoughts_per_minute: 2, ..entitled(&["small"]) };
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(code(pool.think(chat(1, Class::React, 5000), &two).await));
    }
    assert_eq!(codes, ["broken", "nodes_down", "nodes_down", "nodes_down", "nodes_down"]);
}

#[tokio::test(start_paused = true)]
async fn caps_and_purses_refuse_before_the_call() {
    let puppet = Puppet::answering(10);
    let (purse, bank) = bank();
    let cap = Micro::new(2000);
    let caps = Caps { villager_per_day: Some(cap), ..Caps::default() };
    let pool = with_bank(&[&puppet], 64, bank, |config| {
        config.caps = caps;
        config.queued_per_villager_max = 64;
    });
    let all = (0..50).map(|_| think(&pool, 1, Class::Chat, 5000));
    let outcomes: Vec<_> = join_all(all).await.into_iter().map(code).collect();
    let answered = outcomes.iter().filter(|code| **code == "answered").count();
    assert!((1..50).contains(&answered), "{outcomes:?}");
    assert!(outcomes.iter().all(|code| ["answered", "villager_cap"].contains(code)));
    assert_eq!(puppet.count() as usize, answered, "no call without money");
    let spent = pool.standing().spent;
    assert!(spent.village_today <= cap, "{spent:?}");
    assert_eq!(
        Micro::coins(10).checked_sub(purse.balance(VillagerId(1))),
        Some(spent.village_today)
    );

    let broke = think(&pool, 99, Class::Chat, 5000).await.unwrap_err();
    let available = Micro::ZERO;
    assert_eq!(broke.why, Failure::Unpaid(SpendRefusal::Insufficient { available }));
    assert!(is_idle(&pool));
}

#[tokio::test(start_paused = true)]
async fn a_free_model_needs_no_purse() {
    let puppet = Puppet::answering(10);
    let bank = Bank {
        purse: Arc::new(MemoryPurse::default()),
        spent: Spent::default(),
        day: Arc::new(|| 1),
    };
    let pool = with_bank(&[&puppet], 2, bank, |config| config.prices.clear());
    let answer = think(&pool, 1, Class::React, 5000).await.unwrap();
    assert_eq!(answer.cost, Micro::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_refuses_the_least_urgent_and_says_so() {
    let puppet = Puppet::answering(1000);
    let pool = pool(&[&puppet], 2, |config| config.queued_max = 3);
    let low = join_all((0..5).map(|villager| think(&pool, villager, Class::Reflect, 60_000)));
    let high = async {
        pass(MS * 10).await;
        join_all((5..8).map(|villager| think(&pool, villager, Class::React, 60_000))).await
    };
    let (low, high) = tokio::join!(low, high);
    assert!(high.into_iter().all(|outcome| code(outcome) == "answered"));
    let mut low: Vec<_> = low.into_iter().map(code).collect();
    low.sort_unstable();
    assert_eq!(low, ["answered", "queue_full", "queue_full", "queue_full", "queue_full"]);
}

/// One thought of a random script.
#[derive(Debug, Clone)]
struct Turn {
    villager: u32,
    class: usize,
    at_ms: u64,
    within_ms: u64,
    patience_ms: u64,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0_u32..6, 0_usize..4, 0_u64..3000, 1_u64..4000, 1_u64..5000);
    let turn = turn.prop_map(|(villager, class, at_ms, within_ms, patience_ms)| Turn {
        villager,
        class,
        at_ms,
        within_ms,
        patience_ms,
    });
    prop::collection::vec(turn, 1..40)
}

async fn play(turns: Vec<Turn>, slots: u32, paces: [u64; 2], cap: i64) {
    let puppets = paces.map(Puppet::answering);
    let (purse, bank) = bank();
    let pool = with_bank(&[&puppets[0], &puppets[1]], slots, bank, |config| {
        config.caps.village_per_day = Some(Micro::new(cap));
        config.queued_max = 8;
        config.hedge_after_ms = 200;
    });
    let all = turns.into_iter().map(|turn| {
        let pool = &pool;
        async move {
            pass(MS * u32::try_from(turn.at_ms + 1).unwrap()).await;
            let began = Instant::now();
            let thought = think(pool, turn.villager, Class::ALL[turn.class], turn.within_ms);
            let patience = Duration::from_millis(turn.patience_ms);
            let outcome = timeout(patience, thought).await;
            let limit = Duration::from_millis(turn.within_ms.min(turn.patience_ms) + 3);
            assert!(began.elapsed() <= limit, "{:?} of {limit:?}: {outcome:?}", began.elapsed());
        }
    });
    join_all(all).await;
    assert!(is_idle(&pool), "{pool:?}");
    assert_eq!(purse.open(), 0);
    let spent = pool.standing().spent.village_today;
    assert!(spent <= Micro::new(cap), "{spent}");
    for puppet in &puppets {
        assert!(puppet.most_running.load(Ordering::Relaxed) <= slots);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_thought_ends_by_its_deadline_and_nothing_is_left(
        turns in turns(),
        slots in 1_u32..4,
        paces in [10_u64..6000, 10_u64..6000],
        cap in 0_i64..9000,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time().start_paused(true).build().unwrap();
        runtime.block_on(play(turns, slots, paces, cap));
    }
}
