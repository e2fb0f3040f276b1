//! Traces of thoughts.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use village_economy::Micro;
use village_sim::{Tick, VillagerId};
use village_store::{
    DETAIL_BYTES_MAX, Page, SUMMARY_BYTES_MAX, Store, StoreError, THOUGHTS_PAGE_MAX, ThoughtAbout,
    ThoughtClass, ThoughtFilter, ThoughtRow,
};

use crate::ground::Ground;
use crate::village::{NOON, Village};

/// A thought of one of three villagers, a second and twenty ticks after the one before.
pub fn thought(trace: u64) -> ThoughtRow {
    let step = u32::try_from(trace % 1_000).unwrap();
    let place = usize::try_from(trace).unwrap();
    let about = ThoughtAbout {
        trace,
        villager: VillagerId(step % 3),
        tick: Tick(trace * 20),
        at: NOON + i64::try_from(trace).unwrap() * 1_000_000,
        class: ThoughtClass::ALL[place % 4],
        state: ["answered", "answered", "answered", "failed", "refused"][place % 5].into(),
        model: ["qwen3-8b", "llama-3.1 \"70b\""][place % 2].into(),
        node: ["", "dgx-1", "dgx-2"][place % 3].into(),
        tokens_in: 1_000 + step,
        tokens_out: step,
        cost: Micro::new(i64::from(step) * 1_001),
        queued_ms: step,
        first_token_ms: (step % 5 < 3).then_some(step * 2),
        total_ms: step * 3,
        summary: format!("{{\"thought\":\"The swans \u{1f9a2} are back.\",\"acts\":[{trace}]}}"),
    };
    ThoughtRow { about, detail: format!("{{\"prompt\":\"You are villager {step}.\"}}") }
}

pub fn thoughts(traces: std::ops::RangeInclusive<u64>) -> Vec<ThoughtRow> {
    traces.map(thought).collect()
}

/// Text that looks like a prompt and is as long as it may be.
fn long_text(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 40);
    for number in 0_u64.. {
        if text.len() >= bytes {
            break;
        }
        let noise = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        write!(text, "{noise:x} you see a heron. ").unwrap();
    }
    text.truncate(bytes);
    text
}

pub async fn numbers(store: &Store, filter: &ThoughtFilter) -> Vec<u64> {
    let page = store.thoughts(filter, None, THOUGHTS_PAGE_MAX).await.unwrap();
    page.items.iter().map(|thought| thought.trace).collect()
}

pub async fn a_trace_comes_back_as_it_was_put(ground: &Ground) {
    let store = ground.serve().await;
    assert_eq!((store.last_trace().await.unwrap(), store.thought_bytes().await.unwrap()), (0, 0));
    assert_eq!(store.put_thoughts(&[]).await.unwrap(), 0);
    let mut rows = thoughts(1..=5);
    rows[0].detail = String::new();
    rows[1].detail = long_text(1_024);
    rows[2].detail = long_text(1_025);
    rows[3].detail = long_text(DETAIL_BYTES_MAX);
    rows[4].about.summary = long_text(SUMMARY_BYTES_MAX);
    rows[4].about.cost = Micro::MAX;
    rows[4].about.first_token_ms = Some(u32::MAX);
    assert_eq!(store.put_thoughts(&rows).await.unwrap(), 5);
    store.close().await;
    let store = ground.serve().await;
    for row in &rows {
        assert_eq!(store.thought(row.about.trace).await.unwrap().as_ref(), Some(row));
    }
    for none in [0, 6, u64::MAX] {
        assert_eq!(store.thought(none).await.unwrap(), None);
    }
    let page = store.thoughts(&ThoughtFilter::default(), None, 100).await.unwrap();
    let listed: Vec<_> = rows.iter().rev().map(|row| row.about.clone()).collect();
    assert_eq!(page, Page { items: listed, next: None });
    assert_eq!(store.last_trace().await.unwrap(), 5);
    // What is long is packed.
    let plain: usize = rows.iter().map(|row| row.detail.len() + row.about.summary.len()).sum();
    let bytes = usize::try_from(store.thought_bytes().await.unwrap()).unwrap();
    assert!(bytes < plain * 3 / 4, "{bytes} of {plain}");
}

pub async fn a_trace_is_put_once_and_stays(ground: &Ground) {
    let store = ground.serve().await;
    let rows = thoughts(1..=3);
    assert_eq!(store.put_thoughts(&rows[..2]).await.unwrap(), 2);
    let bytes = store.thought_bytes().await.unwrap();
    let mut other = thought(2);
    other.about.state = "failed".into();
    // As after a put whose outcome is unknown; the one that is new is kept.
    let again = [rows[0].clone(), other, rows[2].clone(), rows[2].clone()];
    assert_eq!(store.put_thoughts(&again).await.unwrap(), 1);
    assert_eq!(store.thought(2).await.unwrap().as_ref(), Some(&rows[1]));
    assert!(store.thought_bytes().await.unwrap() > bytes);
    assert!(ground.tamper("update thought set cost = 0").await.is_err());
    assert!(ground.tamper("update thought_sum set last = last - 1").await.is_err());
    assert!(ground.tamper("delete from thought_sum").await.is_err());
}

pub async fn traces_are_found_by_filters(ground: &Ground) {
    let store = ground.serve().await;
    let rows = thoughts(1..=60);
    store.put_thoughts(&rows).await.unwrap();
    let everything = ThoughtFilter::default();
    let filters = [
        everything.clone(),
        ThoughtFilter { villager: Some(VillagerId(2)), ..everything.clone() },
        ThoughtFilter { villager: Some(VillagerId(9)), ..everything.clone() },
        ThoughtFilter { class: Some(ThoughtClass::Reflect), ..everything.clone() },
        ThoughtFilter { state: Some("refused".into()), ..everything.clone() },
        ThoughtFilter { model: Some("llama-3.1 \"70b\"".into()), ..everything.clone() },
        ThoughtFilter { node: Some(String::new()), ..everything.clone() },
        ThoughtFilter { node: Some("dgx\0".into()), ..everything.clone() },
        ThoughtFilter {
            state: Some("failed".into()),
            node: Some("dgx-2".into()),
            class: Some(ThoughtClass::React),
            ..everything.clone()
        },
        ThoughtFilter { since: Some(Tick(600)), ..everything.clone() },
        ThoughtFilter { until: Some(Tick(600)), ..everything.clone() },
        ThoughtFilter { since: Some(Tick(u64::MAX)), ..everything.clone() },
        ThoughtFilter { until: Some(Tick(0)), ..everything.clone() },
        ThoughtFilter { until: Some(Tick(u64::MAX)), ..everything.clone() },
        ThoughtFilter {
            villager: Some(VillagerId(1)),
            class: Some(ThoughtClass::Chat),
            state: Some("answered".into()),
            model: Some("qwen3-8b".into()),
            node: Some("dgx-1".into()),
            since: Some(Tick(100)),
            until: Some(Tick(1_000)),
        },
    ];
    for filter in filters {
        let wanted = |about: &ThoughtAbout| {
            filter.villager.is_none_or(|villager| villager == about.villager)
                && filter.class.is_none_or(|class| class == about.class)
                && filter.state.as_ref().is_none_or(|state| *state == about.state)
                && filter.model.as_ref().is_none_or(|model| *model == about.model)
                && filter.node.as_ref().is_none_or(|node| *node == about.node)
                && filter.since.is_none_or(|since| about.tick >= since)
                && filter.until.is_none_or(|until| about.tick < until)
        };
        let abouts = rows.iter().rev().map(|row| &row.about);
        let expected: Vec<u64> =
            abouts.filter(|about| wanted(about)).map(|about| about.trace).collect();
        assert_eq!(numbers(&store, &filter).await, expected, "{filter:?}");
        let later = store.thoughts(&filter, Some(31), THOUGHTS_PAGE_MAX).await.unwrap();
        let later: Vec<_> = later.items.iter().map(|about| about.trace).collect();
        let below: Vec<_> = expected.into_iter().filter(|trace| *trace < 31).collect();
        assert_eq!(later, below, "{filter:?}");
    }
}

pub async fn pages_stand_still_while_thoughts_arrive(ground: &Ground) {
    let store = ground.serve().await;
    store.put_thoughts(&thoughts(1..=40)).await.unwrap();
    let (mut found, mut cursor, mut newest) = (Vec::new(), None, 40);
    loop {
        let page = store.thoughts(&ThoughtFilter::default(), cursor, 7).await.unwrap();
        assert!(page.items.len() <= 7);
        found.extend(page.items.iter().map(|thought| thought.trace));
        store.put_thoughts(&thoughts(newest + 1..=newest + 5)).await.unwrap();
        newest += 5;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert!(found.into_iter().eq((1..=40).rev()));
    // Bounds of a page, whatever is asked.
    store.put_thoughts(&thoughts(newest + 1..=newest + 200)).await.unwrap();
    for (asked, given) in [(0, 1), (usize::MAX, THOUGHTS_PAGE_MAX)] {
        let page = store.thoughts(&ThoughtFilter::default(), Some(u64::MAX), asked).await.unwrap();
        assert_eq!(page.items.len(), given);
    }
}

pub async fn a_trace_has_its_bounds(ground: &Ground) {
    let store = ground.serve().await;
    let of = |change: fn(&mut ThoughtRow)| {
        let mut row = thought(2);
        change(&mut row);
        row
    };
    for (large, what) in [
        (of(|row| row.detail = long_text(DETAIL_BYTES_MAX + 1)), "the detail of thought 2"),
        (
            of(|row| row.about.summary = long_text(SUMMARY_BYTES_MAX + 1)),
            "the summary of thought 2",
        ),
        (of(|row| row.about.model = long_text(201)), "the model of thought 2"),
        (of(|row| row.about.node = long_text(201)), "the node of thought 2"),
    ] {
        let outcome = store.put_thoughts(&[thought(1), large]).await;
        let Err(StoreError::TooLarge { what: told, bytes, most }) = outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!((told.as_str(), bytes), (what, most + 1));
    }
    for bad in [
        of(|row| row.about.trace = 0),
        of(|row| row.about.trace = u64::MAX),
        of(|row| row.about.tick = Tick(u64::MAX)),
        of(|row| row.about.cost = Micro::new(-1)),
        of(|row| row.about.state = String::new()),
        of(|row| row.about.state = "Not a word".into()),
        of(|row| row.about.state = "x".repeat(25)),
        of(|row| row.about.node = "dgx\0".into()),
    ] {
        let outcome = store.put_thoughts(&[thought(1), bad]).await;
        assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    }
    // Nothing came through with them.
    assert_eq!(store.last_trace().await.unwrap(), 0);
}

pub async fn a_damaged_detail_is_named(ground: &Ground) {
    let store = ground.serve().await;
    let mut rows = thoughts(1..=7);
    for row in &mut rows[2..] {
        row.detail = long_text(30_000);
    }
    store.put_thoughts(&rows).await.unwrap();
    let huge = ground.bytes(DETAIL_BYTES_MAX + 1);
    for (trace, damage) in [
        (2, "detail = summary".to_owned()),
        (3, "detail = summary".to_owned()),
        (4, "packed = packed + 1".to_owned()),
        (5, "packed = null".to_owned()),
        (6, "packed = 9223372036854775807".to_owned()),
        (7, format!("detail = {huge}, size = 10000000")),
    ] {
        let damage = format!("update thought set {damage} where trace = {trace}");
        ground.bend("thought", &damage).await;
        let outcome = store.thought(trace).await;
        // What was packed is no text; were it one, its checksum would still be right.
        let Err(StoreError::Corrupt { what }) = outcome else { panic!("{trace}: {outcome:?}") };
        assert!(what.starts_with(&format!("thought {trace}:")), "{what}");
    }
    // Lists need no detail, and the others are whole.
    let page = store.thoughts(&ThoughtFilter::default(), None, 10).await.unwrap();
    assert!(page.items.iter().eq(rows.iter().rev().map(|row| &row.about)));
    assert_eq!(store.thought(1).await.unwrap().as_ref(), Some(&rows[0]));
    let summary = format!("update thought set summary = {huge}, size = 10000000 where trace = 1");
    ground.bend("thought", &summary).await;
    for outcome in [
        store.thought(1).await.map(|_| ()),
        store.thoughts(&ThoughtFilter::default(), None, 10).await.map(|_| ()),
    ] {
        let Err(StoreError::Corrupt { what }) = outcome else { panic!("{outcome:?}") };
        assert!(what.starts_with("thought 1:"), "{what}");
    }
}

/// Work that a server's task can do on any thread.
fn sent<T: Send>(work: T) -> T {
    work
}

async fn commit_timed(store: &Store, village: &mut Village, times: &mut Vec<Duration>) {
    let next = [village.paying()];
    let start = Instant::now();
    store.commit(&next).await.unwrap();
    times.push(start.elapsed());
}

pub async fn a_commit_goes_on_while_many_thoughts_are_put(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let mut rows = thoughts(1..=1_500);
    for row in &mut rows {
        row.detail = long_text(20_000);
    }
    let minds: Vec<_> =
        (0..200).map(|villager| crate::mind::mind(villager, &vec![7; 50_000])).collect();
    let mut alone = Vec::new();
    for _ in 0..20 {
        commit_timed(&store, &mut village, &mut alone).await;
    }
    let is_done = std::cell::Cell::new(false);
    let putting = async {
        let start = Instant::now();
        sent(store.put_thoughts(&rows)).await.unwrap();
        let thoughts = start.elapsed();
        sent(store.put_minds(&minds)).await.unwrap();
        is_done.set(true);
        (thoughts, start.elapsed().saturating_sub(thoughts))
    };
    let committing = async {
        let mut beside = Vec::new();
        while !is_done.get() {
            commit_timed(&store, &mut village, &mut beside).await;
        }
        beside.pop();
        beside
    };
    let (put, beside) = tokio::join!(putting, committing);
    eprintln!("1500 thoughts and 200 minds put in {put:?}; a commit took");
    for (name, mut times) in [("alone", alone), ("beside", beside)] {
        assert!(times.len() >= 10, "only {} commits went on {name}", times.len());
        times.sort_unstable();
        let median = times[times.len() / 2];
        eprintln!("{name}: {median:?}, {:?} at most of {}", times[times.len() - 1], times.len());
    }
    assert_eq!(store.last_trace().await.unwrap(), 1_500);
    assert_eq!(store.thought(1_500).await.unwrap().as_ref(), rows.last());
    assert_eq!(store.audit().await.unwrap().flaw, None);
}

pub async fn a_put_that_is_dropped_on_the_way_leaves_the_store_usable(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    store.commit(&[first]).await.unwrap();
    let (mut dropped, mut trace) = (0, 1);
    for polls in 0..40 {
        let rows = thoughts(trace..=trace + 39);
        trace += 40;
        let minds = [crate::mind::mind(polls, b"{}")];
        let putting = async {
            store.put_thoughts(&rows).await.unwrap();
            store.put_minds(&minds).await.unwrap();
        };
        let is_done = crate::village::poll_and_drop(putting, polls as usize * 5).await;
        dropped += u32::from(!is_done);
        // The next commit finds nobody in its way, and what was in doubt can be put again.
        store.commit(&[village.paying()]).await.unwrap();
        store.put_thoughts(&rows).await.unwrap();
        assert_eq!(store.thought(trace - 1).await.unwrap().as_ref(), rows.last());
    }
    assert!(dropped > 0, "some put must have been dropped");
    assert_eq!(store.last_trace().await.unwrap(), trace - 1);
    assert_eq!(store.audit().await.unwrap().flaw, None);
}
