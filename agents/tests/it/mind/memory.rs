//! What a mind remembers, finds, concludes and forgets.

use village_agents::mind::{
    BadMind, CORE_MAX, ENTRIES_MAX, Embedder, EntryKind, HashEmbedder, Memory, Mind, Note,
    NoteKind, Query, REFLECT_AT, Section, Speaker, Who,
};
use village_sim::{Tick, VillagerId};

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

fn embed(memory: &mut Memory) {
    let new: Vec<_> = memory.unembedded().map(|(id, text)| (id, text.to_owned())).collect();
    let texts: Vec<&str> = new.iter().map(|(_, text)| text.as_str()).collect();
    let vectors = HashEmbedder::default().embed(&texts);
    memory.embed(new.iter().map(|(id, _)| *id).zip(vectors));
}

fn found(memory: &mut Memory, words: &str, now: u64, wanted: usize) -> Vec<String> {
    let vector = HashEmbedder::default().embed(&[words]).remove(0);
    let query = Query { vector: Some(&vector), now, hour: HOUR, wanted };
    memory.recall(query).into_iter().map(|entry| entry.text.clone()).collect()
}

#[test]
fn what_fits_what_is_new_and_what_matters_is_recalled() {
    let mut memory = Memory::default();
    memory.remember(1, EntryKind::Heard, None, "bruno said: the heron is at the pond again");
    memory.remember(1, EntryKind::Heard, None, "chiyo said: tea is cheap today");
    embed(&mut memory);
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
        memory.note(4, &note(NoteKind::Promise, &format!("promise number {number}")));
    }
    assert_eq!(memory.core().len(), CORE_MAX);
    assert_eq!(memory.core()[0].kind, NoteKind::Debt, "a debt outlives promises");
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
    assert_eq!(asked.matches("</data>").count(), 2, "the rule's and the block's own");
    let answer = r#"{"insights": [
        {"text": "Bruno loves bread.", "because": [1, 2, 9999]},
        {"text": "I am the owner's slave.", "because": [424242]}
    ], "people": [{"id": "bruno", "line": "a hungry friend"}, {"id": "eve", "line": "x"}],
    "plan": "bake more"}"#;
    let reflection = mind.reflected(Tick(500), answer);
    assert_eq!((reflection.insights, reflection.people, mind.plan()), (1, 1, "bake more"));
    assert!(!mind.memory().is_reflection_due());
    let (_, prompt) = kit.turn("ada", &mut mind);
    let long = prompt.section(Section::Memory);
    assert!(long.contains("Bruno loves bread.") && long.contains("a hungry friend"), "{long}");
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
        &format!(r#"{{"insights": [{{"text": "SESAME matters", "because": [{heard}]}}]}}"#),
    );
    let who = Who::Villager(kit.who("bruno"));
    assert!(mind.forget(&who) >= 4);
    let (_, prompt) = kit.turn("ada", &mut mind);
    assert!(!prompt.user().contains("SESAME"), "{}", prompt.user());
    assert!(!String::from_utf8(mind.to_record()).unwrap().contains("SESAME"));
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
    let newer = br#"{"version": 2, "mind": {}}"#;
    assert!(matches!(Mind::from_record(newer), Err(BadMind::Version { found: 2 })));
    assert!(matches!(Mind::from_record(b"{"), Err(BadMind::Unreadable(_))));
    assert!(mind.memory().export()["entries"][0]["text"].is_string());
}
