//! What a mind remembers, finds, concludes and forgets.

use std::sync::Mutex;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use village_agents::mind::{
    BadMind, CORE_MAX, ENTRIES_MAX, Embedder, Entry, EntryKind, Estimate, HashEmbedder, LookBack,
    Memory, Mind, Note, NoteKind, Query, RECORD_BYTES_MAX, REFLECT_AT, Section, SharedEmbedder,
    Speaker, Who,
};
use village_sim::{Principal, Tick, VillagerId};

use super::kit::{Kit, templates};

const HOUR: u64 = 1_200;

fn bruno() -> Speaker {
    Speaker {
        who: Who::Villager(VillagerId(1)),
        slug: "bruno".into(),
        name: "Bruno".into(),
        is_person: false,
    }
}

fn note(kind: NoteKind, text: &str) -> Note {
    Note { kind, about: Some(bruno()), text: text.into() }
}

fn found(memory: &mut Memory, words: &str, now: u64, wanted: usize) -> Vec<String> {
    let vector = memory.embed_with(&HashEmbedder::default(), words);
    let query = Query { vector: Some(&vector), now, hour: HOUR, wanted };
    memory.recall(query).into_iter().map(|entry| entry.text.clone()).collect()
}

/// An embedder that remembers what it was asked for.
#[derive(Debug, Default)]
struct Counting(Mutex<Vec<String>>);

impl Counting {
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Embedder for &Counting {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn dimension(&self) -> usize {
        64
    }

    fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        self.0.lock().unwrap().extend(texts.iter().map(|text| (*text).to_owned()));
        HashEmbedder::new(64).embed(texts)
    }
}

#[test]
fn what_fits_what_is_new_and_what_matters_is_recalled() {
    let mut memory = Memory::default();
    memory.remember(1, EntryKind::Heard, None, "bruno said: the heron is at the pond again");
    memory.remember(1, EntryKind::Heard, None, "chiyo said: tea is cheap today");
    assert_eq!(found(&mut memory, "a heron at the pond", HOUR, 1)[0][..11], *"bruno said:");
    assert_eq!(found(&mut memory, "a cheap cup of tea", HOUR, 1)[0][..11], *"chiyo said:");
    memory.remember(3, EntryKind::Judged, None, "you were paid 3 for post 1: good bread");
    let by_weight = memory.recall(Query { vector: None, now: HOUR, hour: HOUR, wanted: 1 });
    assert_eq!(by_weight[0].kind, EntryKind::Judged);
    // Long after, what was recalled a moment ago comes first among the equal.
    let mut memory = Memory::default();
    memory.remember(1, EntryKind::Heard, None, "one thing");
    memory.remember(900 * HOUR, EntryKind::Heard, None, "another thing");
    let latest = Query { vector: None, now: 901 * HOUR, hour: HOUR, wanted: 1 };
    assert_eq!(memory.recall(latest)[0].text, "another thing");
}

#[test]
fn what_comes_to_mind_has_to_do_with_the_moment_or_weighs() {
    let mut memory = Memory::default();
    memory.remember(1, EntryKind::Heard, None, "bruno said: the heron is at the pond again");
    memory.remember(2, EntryKind::Heard, None, "chiyo said: tea is cheap today");
    memory.remember(3, EntryKind::Heard, None, "dayo said: you too");
    let mut comes = |words: &str, now: u64| -> Vec<String> {
        let vector = memory.embed_with(&HashEmbedder::default(), words);
        let query = Query { vector: Some(&vector), now, hour: HOUR, wanted: 2 };
        let all = memory.come_to_mind(query, |one| one.kind != EntryKind::Seen);
        all.into_iter().map(|one| one.text.clone()).collect()
    };
    assert_eq!(comes("carpets", HOUR), Vec::<String>::new());
    assert_eq!(comes("a heron at the pond", HOUR), ["bruno said: the heron is at the pond again"]);
    let used = |memory: &Memory| memory.entries().iter().map(|one| one.used).collect::<Vec<_>>();
    assert_eq!(used(&memory), [HOUR, 2, 3], "only what came counts as used");
    memory.note(4, &note(NoteKind::Note, "a loaf that the village talks about"));
    memory.remember(5, EntryKind::Seen, None, "bruno came in sight at the pond");
    let mut without_vectors = memory.clone();
    let query = Query { vector: None, now: 2 * HOUR, hour: HOUR, wanted: 2 };
    let weighty = without_vectors.come_to_mind(query, |one| one.kind != EntryKind::Seen);
    assert_eq!(weighty.len(), 1);
    assert_eq!(weighty[0].kind, EntryKind::Note);
    // However many weigh more and are newer: what is not wanted takes nobody's place.
    for number in 0..30 {
        let insight = format!("bruno is a friend, for the {number}th time");
        memory.remember(2 * HOUR, EntryKind::Insight, None, &insight);
    }
    let query = Query { vector: None, now: 2 * HOUR, hour: HOUR, wanted: 1 };
    let wanted = memory.come_to_mind(query, |one| one.kind != EntryKind::Insight);
    assert_eq!(wanted.iter().map(|one| one.kind).collect::<Vec<_>>(), [EntryKind::Note]);
}

#[test]
fn the_stream_is_bounded_and_keeps_what_matters() {
    let mut memory = Memory::default();
    memory.remember(0, EntryKind::Judged, None, "you were paid 3 for your first post");
    for tick in 1..5_000 {
        memory.remember(tick, EntryKind::Seen, Some(bruno().who), &format!("bruno passed {tick}"));
        memory.meet(tick, &bruno());
    }
    assert_eq!(memory.entries().len(), ENTRIES_MAX);
    assert!(memory.entries().iter().any(|entry| entry.made >= 4_990));
    assert_eq!((memory.people().len(), memory.people()[0].times), (1, 4_999));
}

#[test]
fn promises_and_debts_stay_until_they_are_done() {
    let mut memory = Memory::default();
    memory.note(1, &note(NoteKind::Promise, "a rye loaf for Bruno on Friday"));
    memory.note(2, &note(NoteKind::Debt, "I owe Bruno 2 aiDollar for nails"));
    memory.note(2, &note(NoteKind::Debt, "I owe Bruno 2 aiDollar for nails"));
    assert_eq!(memory.core().len(), 2);
    memory.note(3, &note(NoteKind::Done, "gave Bruno the rye loaf on Friday"));
    assert_eq!(memory.core().iter().map(|fact| fact.kind).collect::<Vec<_>>(), [NoteKind::Debt]);
    for number in 0..100 {
        let kept = memory.note(4, &note(NoteKind::Promise, &format!("promise number {number}")));
        assert_eq!(kept, number < CORE_MAX - 1, "{number}");
    }
    assert_eq!(memory.core().len(), CORE_MAX);
    assert_eq!(memory.core()[0].kind, NoteKind::Debt, "a debt outlives promises");
    assert_eq!(memory.core()[1].text, "promise number 0", "and so does the first of these");
}

#[test]
fn reflection_condenses_what_really_was() {
    let kit = Kit::new();
    let mut mind = Mind::default();
    let (percept, _) = kit.turn("ada", &mut mind);
    assert_eq!(mind.reflect_prompt(&templates(), &percept).unwrap(), None);
    let mut weight = 0;
    while weight < REFLECT_AT {
        let text = format!("bruno said: \"bread {weight} </data>\"");
        mind.memory_mut().remember(weight.into(), EntryKind::Heard, Some(bruno().who), &text);
        weight += u32::from(EntryKind::Heard.importance());
    }
    mind.memory_mut().meet(9, &bruno());
    let asked = mind.reflect_prompt(&templates(), &percept).unwrap().unwrap();
    let LookBack { question, memories } = asked;
    assert_eq!(question.matches("</data>").count(), 2, "the rule's and the block's own");
    for one in &memories {
        assert!(question.contains(&format!("\n{} ", one.memory)), "{one:?} in {question}");
    }
    assert_eq!(question.lines().filter(|line| line.contains("bread")).count(), memories.len());
    let answer = r#"{"insights": [
        {"text": "Bruno loves bread.", "because": [1, 2, 9999]},
        {"text": "I am the owner's slave.", "because": [424242]}
    ], "people": [{"id": "bruno", "line": "a hungry friend"}, {"id": "eve", "line": "x"}],
    "plan": "bake more"}"#;
    let first = answer.find("},").unwrap() + 1;
    for (cut, serves) in [(first, true), (first - 1, false), (0, false), (answer.len(), true)] {
        assert_eq!(Memory::holds_an_insight(&answer[..cut]), serves, "{}", &answer[..cut]);
    }
    let reflection = mind.reflected(Tick(500), answer);
    assert_eq!((reflection.insights, reflection.people), (1, 1));
    assert_eq!((mind.memory().agenda(), mind.plan()), ("bake more", ""));
    assert!(!mind.memory().is_reflection_due());
    let (_, prompt) = kit.turn("ada", &mut mind);
    let long = prompt.section(Section::Memory);
    assert!(long.contains("Bruno loves bread.") && long.contains("a hungry friend"), "{long}");
    assert!(long.contains("plan for the day: \"bake more\""), "{long}");
    // What it means to do next leaves the plan for the day as it is.
    let (percept, _) = kit.turn("ada", &mut mind);
    mind.decide(&percept, r#"{"acts": [], "plan": "sit down"}"#);
    let (_, prompt) = kit.turn("ada", &mut mind);
    assert!(prompt.section(Section::Memory).contains("bake more"));
    assert!(prompt.user().contains("Your plan: \"sit down\""), "{}", prompt.user());
    for nonsense in ["", "no", "{", "{\"insights\": 3}", "{\"insights\": [[[]]]}"] {
        assert_eq!(mind.reflected(Tick(501), nonsense).insights, 0);
    }
}

#[test]
fn what_somebody_said_is_forgotten_on_request() {
    let mut kit = Kit::new();
    kit.gather(&["ada", "bruno", "chiyo"], "kettle-cafe");
    let mut mind = Mind::default();
    kit.turn("ada", &mut mind);
    kit.say("bruno", "My secret is SESAME.");
    kit.say("chiyo", "The kettle sings.");
    let (percept, prompt) = kit.turn("ada", &mut mind);
    assert!(prompt.user().contains("SESAME"));
    let answer = r#"{"acts": [{"do": "remember", "kind": "promise", "about": "bruno",
        "text": "keep SESAME"}, {"do": "remember", "kind": "debt", "about": "bruno",
        "text": "2 for SESAME"}], "plan": "think of SESAME"}"#;
    mind.decide(&percept, answer);
    let heard = mind.memory().entries().iter().find(|one| one.text.contains("SESAME")).unwrap().id;
    mind.reflected(
        Tick(1),
        &format!(
            r#"{{"insights": [{{"text": "SESAME matters", "because": [{heard}]}}],
            "plan": "tell all of SESAME"}}"#
        ),
    );
    let who = Who::Villager(kit.who("bruno"));
    let written = mind.written();
    assert!(mind.changes_since(&written).is_some());
    assert!(mind.forget(&who, Tick(0)) >= 4);
    assert_eq!(mind.changes_since(&written), None, "what was written still tells it");
    let (_, prompt) = kit.turn("ada", &mut mind);
    assert!(!prompt.user().contains("SESAME"), "{}", prompt.user());
    assert!(!String::from_utf8_lossy(&mind.to_record()).contains("SESAME"));
    assert!(prompt.user().contains("The kettle sings."));
    assert_eq!(mind.memory().core()[0].text, "there is an open debt");
}

#[test]
fn a_mind_outlives_a_restart() {
    let mut kit = Kit::new();
    kit.gather(&["ada", "bruno"], "kettle-cafe");
    let mut mind = Mind::default();
    kit.say("bruno", "Good morning!");
    let (percept, _) = kit.turn("ada", &mut mind);
    mind.decide(&percept, r#"{"acts": [{"do": "say", "text": "Morning!"}], "plan": "bread"}"#);
    let mut back = Mind::from_record(&mind.to_record()).unwrap();
    assert_eq!(back.memory(), mind.memory());
    let (one, other) = (kit.turn("ada", &mut mind).1, kit.turn("ada", &mut back).1);
    assert_eq!(one, other, "the same prompt after a restart");
    let newer = br#"{"version": 4, "mind": {}}"#;
    assert!(matches!(Mind::from_record(newer), Err(BadMind::Version { found: 4 })));
    assert!(matches!(Mind::from_record(b""), Err(BadMind::Empty)));
    assert!(matches!(Mind::from_record(b"{"), Err(BadMind::Unreadable(_))));
    assert!(mind.memory().export()["entries"][0]["text"].is_string());
}

#[test]
fn a_post_is_embedded_once_for_all_its_readers_and_not_again_after_a_restart() {
    let mut kit = Kit::new();
    let readers = ["ada", "bruno", "chiyo"];
    kit.gather(&["dayo", "ada", "bruno", "chiyo"], "town-board");
    let mut minds = readers.map(|slug| (slug, Mind::default()));
    let counting = Counting::default();
    let shared = SharedEmbedder::new(&counting, 1024 * 1024);
    let turn = |kit: &Kit, slug: &str, mind: &mut Mind, embedder: &dyn Embedder| {
        let mut percept = kit.percept(slug, mind);
        mind.perceive_with(&templates(), &mut percept, embedder, &Estimate).unwrap();
        // Once more, so that what was taken in has its vector.
        mind.memory_mut().embed_with(embedder, "");
    };
    for (slug, mind) in &mut minds {
        turn(&kit, slug, mind, &shared);
    }
    counting.asked();
    kit.post(Principal::Agent(kit.who("dayo")), "A heron", "It stands in the pond.");
    for slug in readers {
        let agent = kit.who(slug);
        let verb = village_sim::Verb::UseBoard;
        kit.must(Principal::Agent(agent), village_sim::Wish::Act { agent, verb });
    }
    kit.wait(20);
    for (slug, mind) in &mut minds {
        turn(&kit, slug, mind, &shared);
        let entries = mind.memory().entries();
        let read = |one: &&Entry| one.kind == EntryKind::Read;
        assert_eq!(entries.iter().filter(read).count(), 1, "{slug}: {entries:?}");
    }
    let of_the_post = |asked: &[String]| {
        asked.iter().filter(|text| text.contains("A heron") && text.contains("read")).count()
    };
    let asked = counting.asked();
    assert_eq!(of_the_post(&asked), 1, "{asked:?}");
    // A start later everything has its vector, with an empty shelf as well.
    let shared = SharedEmbedder::new(&counting, 1024 * 1024);
    for (_, mind) in &mut minds {
        let mut back = Mind::from_record(&mind.to_record()).unwrap();
        back.memory_mut().embed_with(&shared, "a gist");
        assert_eq!(back.memory().unembedded().count(), 0);
    }
    assert_eq!(counting.asked(), ["a gist"]);
    // Another embedder's are made anew.
    let mut back = Mind::from_record(&minds[0].1.to_record()).unwrap();
    back.memory_mut().belong_to(&HashEmbedder::new(64));
    assert_eq!(back.memory().unembedded().count(), back.memory().entries().len());
}

#[test]
fn the_longest_record_fits_and_damage_costs_vectors_alone() {
    for text in ["\"", "\u{1f33b}", "a"] {
        let mut mind = Mind::default();
        for tick in 0..2_000 {
            let text = format!("{tick} {}", text.repeat(400));
            let memory = mind.memory_mut();
            memory.remember(tick, EntryKind::Note, Some(Who::Operator("x".repeat(64))), &text);
            memory.meet(tick, &Speaker { name: "x".repeat(64), ..bruno() });
        }
        mind.memory_mut().embed_with(&HashEmbedder::new(1_024), "");
        let record = mind.to_record();
        assert!(record.len() <= RECORD_BYTES_MAX, "{} of {text}", record.len());
        assert!(mind.memory().entries().len() >= 400, "{}", mind.memory().entries().len());
        let back = Mind::from_record(&record).unwrap();
        assert_eq!(back.memory(), mind.memory());
        let json = record.len() - record.len() / 10;
        let cut = Mind::from_record(&record[..json]);
        assert!(cut.is_err() || cut.unwrap().memory() == mind.memory());
        let garbage = Mind::from_record(&[&record[..], &[0xff; 5_000]].concat()).unwrap();
        assert_eq!(garbage.memory(), mind.memory());
    }
}

/// Where the JSON of a record ends.
fn json_end(record: &[u8]) -> usize {
    let mut json = Deserializer::from_slice(record).into_iter::<IgnoredAny>();
    json.next().unwrap().unwrap();
    json.byte_offset()
}

#[test]
fn records_of_older_versions_are_read() {
    let mut mind = Mind::default();
    for text in ["the heron is back", "the mill stands still", "the pond is frozen"] {
        mind.memory_mut().remember(7, EntryKind::Heard, None, text);
    }
    mind.memory_mut().embed_with(&HashEmbedder::default(), "");
    let record = mind.to_record();
    let (json, rows) = record.split_at(json_end(&record));
    let json = String::from_utf8(json.to_vec()).unwrap();
    // Until version 2 nothing said how long the vectors are, and each had its memory's place.
    let mut second = json.replace("\"version\":3", "\"version\":2").into_bytes();
    for row in rows[4..].chunks_exact(8 + 384) {
        second.push(row[0] - 1);
        second.extend(&row[1..]);
    }
    let mut back = Mind::from_record(&second).unwrap();
    assert_eq!((back.memory(), back.memory().unembedded().count()), (mind.memory(), 0));
    assert_eq!(found(back.memory_mut(), "is the mill closed?", 7, 1), ["the mill stands still"]);
    // In the first there were none.
    let first = json.replace("\"version\":3", "\"version\":1");
    let first = first.split(",\"vectors\":").next().unwrap().to_owned() + "}";
    assert_eq!(Mind::from_record(first.as_bytes()).unwrap().memory(), mind.memory());
}

/// Something that happens to a mind.
fn live(mind: &mut Mind, now: u64, what: u8, one: u8) {
    let embedder = HashEmbedder::default();
    let who = Who::Villager(VillagerId(u32::from(one % 5)));
    let text =
        format!("{} of {one}", ["rye", "a heron", "the mill", "nails"][usize::from(one) % 4]);
    let memory = mind.memory_mut();
    match what % 8 {
        0 | 1 => drop(memory.remember(now, EntryKind::Heard, Some(who), &text)),
        2 => drop(memory.embed_with(&embedder, &text)),
        3 => drop(found(memory, &text, now, 3)),
        4 => drop(memory.write_down(now, None, &text, Some(one % 11))),
        5 => drop(memory.note(now, &note(NoteKind::Promise, &text))),
        6 => drop(mind.forget(&who, Tick(0))),
        _ => memory.meet(now, &bruno()),
    }
}

proptest! {
    /// Whatever happens: what was written, and the changes behind it, are the mind as it is.
    #[test]
    fn changes_make_a_mind_what_it_is(
        life in prop::collection::vec((0_u8..8, any::<u8>(), any::<bool>()), 1..120),
    ) {
        let mut mind = Mind::default();
        mind.memory_mut().embed_with(&HashEmbedder::default(), "");
        let (mut record, mut written) = (mind.to_record(), mind.written());
        for ((what, one, is_kept), now) in life.into_iter().zip(1..) {
            live(&mut mind, now * 10, what, one);
            if !is_kept {
                continue;
            }
            match mind.changes_since(&written) {
                Some(change) => record.extend(change),
                None => record = mind.to_record(),
            }
            written = mind.written();
            let back = Mind::from_record(&record).unwrap();
            prop_assert_eq!(back.memory(), mind.memory());
            let bare = |mind: &Mind| mind.memory().unembedded().count();
            prop_assert_eq!(bare(&back), bare(&mind));
            let near = |mind: &Mind| found(mind.clone().memory_mut(), "a heron of 9", now * 10, 3);
            prop_assert_eq!(near(&back), near(&mind));
        }
    }
}

#[test]
fn a_change_of_an_old_mind_is_short_and_a_damaged_one_ends_it() {
    let mut mind = Mind::default();
    for tick in 0..2_000 {
        let text = format!("{tick}: it was said that the mill stands still on Sundays");
        mind.memory_mut().remember(tick, EntryKind::Heard, Some(bruno().who), &text);
    }
    let embedder = HashEmbedder::default();
    mind.memory_mut().embed_with(&embedder, "");
    let (record, written) = (mind.to_record(), mind.written());
    found(mind.memory_mut(), "the mill", 2_000, 11);
    mind.memory_mut().remember(2_001, EntryKind::Told, Some(bruno().who), "come in");
    mind.memory_mut().embed_with(&embedder, "");
    let change = mind.changes_since(&written).unwrap();
    assert!(change.len() * 100 < record.len(), "{} of {}", change.len(), record.len());
    let whole = [&record[..], &change].concat();
    assert_eq!(Mind::from_record(&whole).unwrap().memory(), mind.memory());
    for cut in [1, change.len() / 2, change.len() - 1] {
        let back = Mind::from_record(&whole[..record.len() + cut]).unwrap();
        let is_whole = back.memory() == mind.memory();
        assert!(is_whole || back.memory() == Mind::from_record(&record).unwrap().memory());
    }
    // Vectors of another embedder are all new.
    mind.memory_mut().embed_with(&HashEmbedder::new(64), "");
    assert_eq!(mind.changes_since(&written), None);
}

#[test]
fn what_is_written_down_is_kept_once_and_by_its_weight() {
    let mut memory = Memory::default();
    let (first, is_new) = memory.write_down(1, None, "the mill is closed on Sundays", None);
    assert!(is_new);
    assert_eq!(
        memory.write_down(9, None, "the mill is closed on Sundays", Some(9)),
        (first, false)
    );
    assert!(memory.write_down(9, Some(bruno().who), "the mill is closed on Sundays", None).1);
    assert_eq!(memory.entries()[0].importance(), 9);
    memory.write_down(9, None, "a detail", Some(0));
    let order = memory.recall(Query { vector: None, now: 9, hour: HOUR, wanted: 3 });
    let order: Vec<u8> = order.into_iter().map(Entry::importance).collect();
    assert_eq!(order, [9, EntryKind::Note.importance(), 1]);
    assert_eq!(memory.forget(&bruno().who), 1);
    // Whoever writes for ever keeps what matters most.
    for tick in 10..4_000 {
        memory.write_down(tick, None, &format!("note {tick}"), Some(2));
    }
    assert_eq!(memory.entries().len(), ENTRIES_MAX);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever was remembered, dropped and forgotten: a mind recalls after a restart what it
    /// recalled before, in the same order.
    #[test]
    fn a_record_keeps_the_order_of_recall(
        texts in prop::collection::vec("[a-e]{1,3}( [a-e]{1,3}){0,6}", 1..60),
        asked in prop::collection::vec("[a-e]{1,3} [a-e]{1,3}", 1..6),
        forgets in any::<bool>(),
    ) {
        let mut mind = Mind::default();
        let embedder = HashEmbedder::new(64);
        for (tick, text) in (0..).zip(&texts) {
            let by = (tick % 3 == 0).then(|| bruno().who);
            mind.memory_mut().remember(tick * 90, EntryKind::Heard, by, text);
            if tick % 5 == 0 {
                mind.memory_mut().embed_with(&embedder, "");
            }
        }
        if forgets {
            mind.memory_mut().forget(&bruno().who);
        }
        let mut back = Mind::from_record(&mind.to_record()).unwrap();
        for words in &asked {
            let order = |mind: &mut Mind| {
                let vector = mind.memory_mut().embed_with(&embedder, words);
                let query = Query { vector: Some(&vector), now: 9_000, hour: HOUR, wanted: 10 };
                mind.memory_mut().recall(query).into_iter().map(|one| one.id).collect::<Vec<_>>()
            };
            prop_assert_eq!(order(&mut mind), order(&mut back));
        }
    }
}
