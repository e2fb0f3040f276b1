//! Answers in the shapes that models give them, and in any shape whatever.

use proptest::prelude::*;
use village_agents::mind::{
    ACTS_MAX, Act, CORE_MAX, Decision, Mind, NoteKind, Percept, REFUSED_MAX, Refused, Section,
    Speaker, THOUGHT_CHARS_MAX, Who,
};
use village_economy::Micro;
use village_sim::{MoveTo, PersonId, Principal, Use, Verb, VillagerId, Wish};

use super::kit::Kit;

/// Ada at the café with Bruno and Chiyo, a post of Bruno's on the board.
fn scene() -> (Kit, Percept) {
    let mut kit = Kit::new();
    kit.gather(&["ada", "bruno", "chiyo"], "kettle-cafe");
    let bruno = kit.who("bruno");
    kit.post(Principal::Agent(bruno), "Nails", "Who needs nails?");
    let (percept, _) = kit.turn("ada", &mut Mind::default());
    (kit, percept)
}

#[test]
fn an_answer_that_is_cut_off_serves_from_its_first_whole_act_on() {
    let (_, percept) = scene();
    let answer = r#"{"thought": "No {acts} yet", "acts": [{"do": "say", "text": "hi, 1}"},
        {"do": "go", "to": "kettle-cafe"}], "plan": "p"}"#;
    let first = answer.find("},").unwrap() + 1;
    for cut in 0..=answer.len() {
        let told = &answer[..cut];
        assert_eq!(Decision::holds_an_act(told), cut >= first, "{told}");
        assert_eq!(!Decision::parse(told, &percept).acts.is_empty(), cut >= first, "{told}");
    }
}

#[test]
fn every_shape_of_an_answer_is_read() {
    let (_, percept) = scene();
    let say = |text: &str| Verb::Say { text: text.into() };
    let shapes = [
        r#"{"thought": "t", "acts": [{"do": "say", "text": "hi"}], "plan": "p"}"#,
        "Sure! Here it is:\n```json\n{\"acts\": [{\"do\": \"say\", \"text\": \"hi\",},],}\n```",
        r#"<think>{"acts": [{"do": "stop"}]}</think>{"acts": [{"action": "SAY", "text": "hi"}]}"#,
        r#"[{"name": "say", "arguments": "{\"text\": \"hi\"}"}]"#,
        r#"{"tool_calls": [{"function": {"name": "say", "arguments": {"text": "hi"}}}]}"#,
        r#"{"acts": [{"say": "hi"}]}"#,
        r#"{"acts": [{"say": {"text": "hi"}}], "mood": {"of": ["no", "account"]}}"#,
        r#"{"do": "speak", "args": {"text": "hi"}}"#,
        r"{'acts': [{'do': 'say', 'text': 'hi'}]}",
        "{\"acts\": [{\"do\": \"say\", \"text\": \"hi\"}, {\"do\": \"go\", \"to\": \"ket",
        "The set {1, 2} and [a list] first. {\"acts\": [{\"do\":\"say\",\"text\":\"hi\"}]} Done!",
    ];
    for shape in shapes {
        let decision = Decision::parse(shape, &percept);
        let wishes: Vec<_> = decision.acts.iter().map(|act| act.wish.clone()).collect();
        let meant = Wish::Act { agent: percept.own.id, verb: say("hi") };
        assert_eq!(wishes, [meant], "{shape}: {:?}", decision.refused);
    }
    for nothing in ["", "no", "{}", "[]", "[1, 2]", "{\"acts\"", "null", "{\"a\": {\"b\": 1}}"] {
        let decision = Decision::parse(nothing, &percept);
        assert!(decision.acts.is_empty(), "{nothing}");
        assert_eq!(decision.refused[0].code, "no_answer", "{nothing}");
    }
    let empty = Decision::parse(r#"{"thought":"","acts":[],"plan":""}"#, &percept);
    assert_eq!(empty, Decision { whole: true, ..Decision::default() });
}

#[test]
fn names_are_found_however_they_are_written() {
    let (kit, percept) = scene();
    let cafe = percept.places.iter().find(|place| place.slug.as_str() == "kettle-cafe").unwrap();
    for name in ["kettle-cafe", "Kettle Cafe", "KETTLE_CAFE", " kettle cafe ", "work"] {
        let answer = format!("{{\"acts\": [{{\"do\": \"go\", \"to\": \"{name}\"}}]}}");
        let decision = Decision::parse(&answer, &percept);
        let agent = percept.own.id;
        let meant = Wish::Move { agent, to: MoveTo::Landmark(cafe.id) };
        assert_eq!(decision.acts.first().map(|act| &act.wish), Some(&meant), "{name}");
    }
    for name in ["bruno", "Bruno", "@bruno", "\\\"Bruno\\\""] {
        let pay =
            format!(r#"{{"acts": [{{"do": "pay", "to": "{name}", "amount": 0.5, "text": "x"}}]}}"#);
        let decision = Decision::parse(&pay, &percept);
        let Some(Wish::Pay { to, amount, .. }) = decision.acts.first().map(|act| &act.wish) else {
            panic!("{name}: {:?}", decision.refused)
        };
        assert_eq!((*to, *amount), (kit.who("bruno"), Micro::new(500_000)));
    }
}

#[test]
fn amounts_are_exact_or_refused() {
    let (_, percept) = scene();
    let pay = |amount: &str| {
        let act = format!(r#"{{"do": "pay", "to": "bruno", "amount": {amount}, "text": "x"}}"#);
        let decision = Decision::parse(&format!(r#"{{"acts": [{act}]}}"#), &percept);
        match decision.acts.first().map(|act| act.wish.clone()) {
            Some(Wish::Pay { amount, .. }) => Ok(amount.get()),
            _ => Err(decision.refused[0].code.to_string()),
        }
    };
    for (written, micros) in [
        ("0.1", 100_000),
        ("\"0.1\"", 100_000),
        ("10", 10_000_000),
        ("\"2.5 aiDollar\"", 2_500_000),
        ("\"$0.000001\"", 1),
        ("9.999999", 9_999_999),
    ] {
        assert_eq!(pay(written), Ok(micros), "{written}");
    }
    for (written, code) in [
        ("NaN", "bad_argument"),
        ("1e999", "bad_argument"),
        ("1e0", "bad_argument"),
        ("-1", "bad_amount"),
        ("0", "bad_amount"),
        ("0.0000001", "bad_argument"),
        ("99999999999999999999", "bad_argument"),
        ("10.000001", "insufficient"),
        ("null", "missing_argument"),
        ("{}", "missing_argument"),
        ("\"all of it\"", "bad_argument"),
    ] {
        assert_eq!(pay(written), Err(code.into()), "{written}");
    }
}

#[test]
fn the_acts_of_one_answer_share_one_purse() {
    let (_, percept) = scene();
    let pay = r#"{"do": "pay", "to": "bruno", "amount": "4", "text": "x"}"#;
    let decision = Decision::parse(&format!(r#"{{"acts": [{pay},{pay},{pay}]}}"#), &percept);
    assert_eq!((decision.acts.len(), &*decision.refused[0].code), (2, "insufficient"));
}

#[test]
fn what_cannot_be_is_told_back() {
    let (_, percept) = scene();
    for (act, code) in [
        (r#"{"do": "fly", "to": "moon"}"#, "no_such_act"),
        (r#"{"do": "go", "to": "moon"}"#, "unknown_landmark"),
        (r#"{"do": "use", "what": "sleep"}"#, "no_such_use"),
        (r#"{"do": "say", "text": " "}"#, "missing_argument"),
        (r#"{"do": "whisper", "to": "dayo", "text": "x"}"#, "unknown_agent"),
        (r#"{"do": "read_board"}"#, "not_there"),
        (r#"{"do": "reply", "post": 99, "text": "x"}"#, "unknown_post"),
        (r#"{"do": "reply", "post": "one", "text": "x"}"#, "bad_argument"),
        (r#"{"do": "letter", "to": "mia", "text": "x"}"#, "unknown_agent"),
        (r#"{"do": "claim", "post": 1}"#, "unknown_post"),
        (r#"{"do": "offer", "post": 1, "amount": "1"}"#, "not_the_author"),
        (r#"{"do": "pay", "to": "ada", "amount": "1", "text": "x"}"#, "unknown_agent"),
        (r#"{"do": "buy_compute", "tier": "gold", "hours": 1}"#, "unknown_tier"),
        (r#"{"do": "buy_compute", "tier": "ember", "hours": 1}"#, "not_for_sale"),
        (r#"{"do": "buy_compute", "tier": "lantern", "hours": 0}"#, "bad_argument"),
        (r#"{"do": "buy_compute", "tier": "beacon", "hours": 8784}"#, "insufficient"),
        (r#"{"do": "pick_up", "item": "crown"}"#, "unknown_item"),
        (r#"{"do": "give", "item": "bread", "to": "bruno"}"#, "unknown_item"),
        (r#"{"do": "use_tool", "tool": "shell", "args": "rm -rf /"}"#, "no_such_tool"),
        (r#"{"do": "wait", "seconds": 100000}"#, "bad_argument"),
    ] {
        let decision = Decision::parse(&format!("{{\"acts\": [{act}]}}"), &percept);
        assert!(decision.acts.is_empty(), "{act}");
        assert_eq!(decision.refused[0].code, code, "{act}: {:?}", decision.refused);
    }
    let long = format!(r#"{{"acts": [{{"do": "say", "text": "{}"}}]}}"#, "x".repeat(281));
    assert_eq!(Decision::parse(&long, &percept).refused[0].code, "bad_text");
    let tool = r#"{"acts": [{"do": "use_tool", "tool": "shell", "args": "ls"}]}"#;
    assert_eq!(Decision::parse(tool, &percept).tools[0].tool, "shell");
}

#[test]
fn what_everybody_is_told_of_an_act_leaves_private_words_out() {
    const SECRET: &str = "under the mat";
    let (_, mut percept) = scene();
    let who = Who::Person(PersonId(1));
    let (slug, name) = ("anna".into(), "anna".into());
    percept.letters = vec![Speaker { who, slug, name, is_person: true }];
    let post = percept.board[0].id;
    for (act, public, is_told) in [
        (r#""do": "say""#.to_owned(), true, true),
        (r#""do": "whisper", "to": "bruno""#.to_owned(), true, false),
        (r#""do": "whisper", "to": "dayo""#.to_owned(), true, false),
        (r#""do": "letter", "to": "anna""#.to_owned(), true, false),
        (r#""do": "letter", "to": "nobody""#.to_owned(), true, false),
        (r#""do": "letter""#.to_owned(), true, false),
        (r#""do": "pay", "to": "bruno", "amount": "1""#.to_owned(), true, false),
        (r#""do": "remember", "kind": "dream""#.to_owned(), true, false),
        (format!(r#""do": "reply", "post": {post}"#), true, true),
        (format!(r#""do": "reply", "post": {post}"#), false, false),
        (r#""do": "reply""#.to_owned(), true, false),
        (r#""do": "mutter""#.to_owned(), true, false),
    ] {
        percept.board[0].public = public;
        let answer = format!(r#"{{"acts": [{{{act}, "text": "{SECRET}"}}]}}"#);
        let Decision { acts, refused, .. } = Decision::parse(&answer, &percept);
        let told: Vec<_> = acts.iter().map(|act| act.told.as_str()).collect();
        let told = told.into_iter().chain(refused.iter().map(Refused::told)).collect::<String>();
        assert!(!told.is_empty() || act.contains("remember"), "{act}");
        assert_eq!(told.contains(SECRET), is_told, "{act}: {told}");
    }
}

#[test]
fn what_one_does_at_a_place_waits_until_one_has_come_there() {
    let (_, percept) = scene();
    let place = |slug: &str| percept.places.iter().find(|place| place.slug.as_str() == slug);
    let (board, home) = (place("town-board").unwrap().id, place("mill-cottage").unwrap().id);
    for (acts, there) in [
        (r#"{"do": "use", "what": "drink"}"#, vec![Ok(None)]),
        (r#"{"do": "go", "to": "home"}, {"do": "use", "what": "sleep"}"#, vec![Ok(Some(home))]),
        (r#"{"do": "go", "to": "home"}, {"do": "use", "what": "trade"}"#, vec![Err("no_such_use")]),
        (r#"{"do": "go", "to": "town-board"}, {"do": "read_board"}"#, vec![Ok(Some(board))]),
        (r#"{"do": "go", "to": "home"}, {"do": "read_board"}"#, vec![Err("not_there")]),
        (
            r#"{"do": "go", "to": "home"}, {"do": "say", "text": "Home!"}, {"do": "wait",
                "seconds": 9}, {"do": "use", "what": "sleep"}"#,
            vec![Ok(None), Ok(Some(home)), Err("one_at_a_time")],
        ),
        (
            r#"{"do": "go", "to": "home"}, {"do": "stop"}, {"do": "use", "what": "drink"}"#,
            vec![Ok(None), Ok(None)],
        ),
        (
            r#"{"do": "go", "to": "home"}, {"do": "use", "what": "sleep"},
                {"do": "go", "to": "town-board"}, {"do": "read_board"}"#,
            vec![Ok(Some(home)), Ok(None), Ok(Some(board))],
        ),
    ] {
        let Decision { acts: read, refused, .. } =
            Decision::parse(&format!("{{\"acts\": [{acts}]}}"), &percept);
        let begun = read.iter().skip(usize::from(acts.contains("\"go\""))).map(|act| Ok(act.there));
        let refused = refused.iter().map(|refused| Err(&*refused.code));
        assert_eq!(begun.chain(refused).collect::<Vec<_>>(), there, "{acts}");
    }
}

#[test]
fn notes_are_the_mind_s_own() {
    let (_, percept) = scene();
    let answer = r#"{"acts": [
        {"do": "remember", "kind": "debt", "about": "Bruno", "text": "2 for nails"},
        {"do": "remember", "kind": "whatever", "about": "the moon", "text": "it was full"}
    ]}"#;
    let decision = Decision::parse(answer, &percept);
    let kinds: Vec<_> =
        decision.notes.iter().map(|note| (note.kind, note.about.is_some())).collect();
    assert_eq!(kinds, [(NoteKind::Debt, true), (NoteKind::Note, false)]);
}

#[test]
fn who_is_remembered_can_be_paid_and_settled_with_out_of_sight() {
    let (mut kit, percept) = scene();
    let mut mind = Mind::default();
    let debt = r#"{"do": "remember", "kind": "debt", "about": "bruno", "text": "2 for nails"}"#;
    mind.decide(&percept, &format!(r#"{{"acts": [{debt}]}}"#));
    for (number, slug) in [(97, "otto-1"), (98, "otto-2")] {
        let who = Who::Villager(VillagerId(number));
        let otto = Speaker { who, slug: slug.into(), name: "Otto".into(), is_person: false };
        mind.memory_mut().meet(1, &otto);
    }
    kit.gather(&["bruno"], "town-board");
    let (near, events, board, work) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let alone = Percept { near, events, board, work, ..percept };
    assert_eq!(alone.known(), []);
    let mut decide = |act: &str| mind.decide(&alone, &format!(r#"{{"acts": [{act}]}}"#));
    let paid = decide(r#"{"do": "pay", "to": "Bruno", "amount": "2", "text": "nails"}"#);
    let [Act { wish: wish @ Wish::Pay { to, .. }, .. }] = paid.acts.as_slice() else {
        panic!("{paid:?}")
    };
    assert_eq!(*to, kit.who("bruno"));
    kit.must(Principal::Agent(alone.own.id), wish.clone());
    for (act, code) in [
        (r#"{"do": "pay", "to": "Otto", "amount": "2", "text": "x"}"#, "ambiguous"),
        (r#"{"do": "pay", "to": "dayo", "amount": "2", "text": "x"}"#, "unknown_agent"),
        (r#"{"do": "whisper", "to": "bruno", "text": "x"}"#, "unknown_agent"),
    ] {
        assert_eq!(decide(act).refused[0].code, code, "{act}");
    }
    let done = r#"{"do": "remember", "kind": "done", "about": "bruno", "text": "paid for it"}"#;
    assert!(decide(done).notes[0].about.is_some());
    assert_eq!(mind.memory().core(), []);
}

#[test]
fn a_promise_for_which_there_is_no_room_is_refused_and_told_back() {
    let (kit, percept) = scene();
    let mut mind = Mind::default();
    let keep = |mind: &mut Mind, notes: &[(&str, &str)]| {
        let note = |(kind, text): &(&str, &str)| {
            format!(r#"{{"do": "remember", "kind": "{kind}", "about": "bruno", "text": "{text}"}}"#)
        };
        let acts: Vec<_> = notes.iter().map(note).collect();
        mind.decide(&percept, &format!(r#"{{"acts": [{}]}}"#, acts.join(",")))
    };
    for number in 0..CORE_MAX {
        let errand = format!("errand {number}");
        assert_eq!(keep(&mut mind, &[("promise", errand.as_str())]).notes.len(), 1);
    }
    let (bread, kettle) = (("promise", "bread on Friday"), ("debt", "3 for a kettle"));
    let full = keep(&mut mind, &[bread, ("note", "a busy day"), kettle]);
    let kinds = |decision: &Decision| decision.notes.iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&full), [NoteKind::Note]);
    let told: Vec<_> = full.refused.iter().map(|one| (one.told(), &*one.code)).collect();
    assert_eq!(told, [("remember", "too_many_open"); 2], "its words stay its own");
    let first = |mind: &Mind| mind.memory().core()[0].text.clone();
    assert_eq!((mind.memory().core().len(), first(&mind).as_str()), (CORE_MAX, "errand 0"));
    let (_, prompt) = kit.turn("ada", &mut mind);
    let now = prompt.section(Section::Now);
    assert!(now.contains("too_many_open") && now.contains("settle one first"), "{now}");
    // What is done makes room, in the same answer as well.
    let settled = keep(&mut mind, &[("done", "errand 0"), kettle]);
    assert_eq!(kinds(&settled), [NoteKind::Done, NoteKind::Debt]);
    assert_eq!((mind.memory().core().len(), first(&mind).as_str()), (CORE_MAX, "errand 1"));
}

#[test]
fn a_hundred_thousand_calls_cost_no_more_than_a_few() {
    let (_, percept) = scene();
    let calls = vec![r#"{"do":"wait","seconds":1}"#; 100_000].join(",");
    let decision = Decision::parse(&format!("{{\"acts\":[{calls}]}}"), &percept);
    assert_eq!(decision.acts.len(), ACTS_MAX);
    assert_eq!(decision.refused[0].code, "too_many_acts");
    assert!(!decision.whole);
    for bomb in ["[", "{\"acts\":", "{\"a\":[", "\"", "\\u", "{'", "<think>"] {
        let decision = Decision::parse(&bomb.repeat(100_000), &percept);
        assert!(decision.acts.is_empty());
    }
}

#[test]
fn who_is_stopped_wishes_for_nothing() {
    let (_, mut percept) = scene();
    percept.rights.speak = false;
    let say = r#"{"acts": [{"do": "say", "text": "hi"}, {"do": "stop"}]}"#;
    let decision = Decision::parse(say, &percept);
    assert_eq!((decision.acts.len(), &*decision.refused[0].code), (1, "restrained"));
    percept.rights.live = false;
    assert!(Decision::parse(say, &percept).acts.is_empty());
    percept.rights.live = true;
    percept.rights.speak = true;
    percept.rights.last = false;
    let post = r#"{"acts": [{"do": "post", "title": "a", "text": "b", "tag": "C d"}]}"#;
    assert_eq!(Decision::parse(post, &percept).refused[0].code, "store_unavailable");
}

/// Whether an act stays within what the percept tells.
pub fn is_within(act: &Act, percept: &Percept) -> bool {
    let place = percept.places.iter().find(|place| Some(place.id) == act.there);
    let offers = |what: &Use| place.or(percept.here()).unwrap().uses.contains(what);
    assert_eq!(place.is_some(), act.there.is_some(), "{act:?}");
    let own = percept.own.id;
    let near = |who: &VillagerId| percept.near.iter().any(|one| one.id == *who);
    let carries = |item: &village_sim::ItemId| percept.own.bag.iter().any(|one| one.id == *item);
    let sees = |post: &village_sim::PostId| percept.board.iter().any(|one| one.id == *post);
    match &act.wish {
        Wish::Move { agent, to: MoveTo::Landmark(to) } => {
            *agent == own && percept.places.iter().any(|place| place.id == *to)
        }
        Wish::Act { agent, verb } => {
            *agent == own
                && match verb {
                    Verb::Say { text } => text.chars().count() <= 280,
                    Verb::Whisper { to, .. } => near(to),
                    Verb::Use { what } => offers(what),
                    Verb::PickUp { item } => percept.items.iter().any(|one| one.id == *item),
                    Verb::Give { item, to } => carries(item) && near(to),
                    Verb::PutDown { item } | Verb::UseItem { item } => carries(item),
                    Verb::Wait { seconds } => (1..=600).contains(seconds),
                    Verb::UseBoard => {
                        place.map_or(percept.rights.board_in_reach, |_| offers(&Use::Post))
                    }
                    Verb::Stop => true,
                }
        }
        Wish::Post { audience, .. } => *audience == village_sim::Audience::Public,
        Wish::Reply { post, .. } => sees(post),
        Wish::Pay { to, amount, .. } => {
            *to != own
                && amount.is_positive()
                && *amount <= percept.purse.balance
                && percept.known().iter().any(|one| one.who == Who::Villager(*to))
        }
        Wish::Purchase { agent, tier, hours } => {
            let offer = percept.purse.tiers.iter().find(|one| one.id.as_str() == tier);
            let cost = offer.and_then(|one| one.per_hour).unwrap().get() * i64::from(*hours);
            *agent == own && cost <= percept.purse.balance.get()
        }
        Wish::Work { post, .. } => sees(post) || percept.work.iter().any(|job| job.post == *post),
        Wish::Letter { agent, .. } => *agent == own && !percept.letters.is_empty(),
        _ => false,
    }
}

fn check(text: &str, percept: &Percept) {
    let mut mind = Mind::default();
    let decision = mind.decide(percept, text);
    assert!(decision.acts.len() <= ACTS_MAX && decision.refused.len() <= REFUSED_MAX);
    assert!(decision.thought.chars().count() <= THOUGHT_CHARS_MAX);
    for act in &decision.acts {
        assert!(is_within(act, percept), "{text:?}: {act:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        thread_local! {
            static PERCEPT: Percept = scene().1;
        }
        PERCEPT.with(|percept| check(&String::from_utf8_lossy(&bytes), percept));
    }

    #[test]
    fn no_answer_reaches_beyond_the_percept(
        acts in prop::collection::vec(
            (
                prop::sample::select(village_agents::mind::ACTS),
                prop::sample::select(vec![
                    "bruno", "Chiyo", "dayo", "ada", "mia", "home", "kettle-cafe", "1", "2", "999",
                    "0.5", "11", "-1", "NaN", "1e9", "18446744073709551616", "eat", "sleep",
                    "bread", "coffee", "lantern", "ember", "", "{}", "\\u0000", "promise",
                ]),
                "\\PC{0,12}",
            ),
            0..12,
        ),
    ) {
        thread_local! {
            static PERCEPT: Percept = scene().1;
        }
        let written: Vec<String> = acts
            .iter()
            .map(|(kind, word, free)| {
                let args = kind.args.iter().enumerate().map(|(at, arg)| {
                    let value = if at == 0 { word } else { free.as_str() };
                    format!(",\"{}\":{}", arg.name(), serde_json::to_string(value).unwrap())
                });
                format!("{{\"do\":\"{}\"{}}}", kind.name, args.collect::<String>())
            })
            .collect();
        let text = format!("{{\"acts\":[{}]}}", written.join(","));
        PERCEPT.with(|percept| check(&text, percept));
    }
}
