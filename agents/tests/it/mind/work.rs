//! What a mind is told of paid work.

use serde_json::json;
use village_agents::mind::{Mind, Prompt, Section, Stand, WORK_MAX};
use village_economy::Micro;
use village_sim::{Labour, PostId, Principal, Wish};

use super::kit::Kit;

fn offer(kit: &mut Kit, by: &Principal, title: &str, body: &str) -> PostId {
    let post = kit.post(by.clone(), title, body);
    let step = Labour::Offer { amount: Micro::coins(1) };
    kit.must(by.clone(), Wish::Work { post, step, words: String::new() });
    post
}

fn step(kit: &mut Kit, by: &Principal, post: PostId, step: Labour, words: &str) {
    kit.must(by.clone(), Wish::Work { post, step, words: words.into() });
}

fn deliver() -> Labour {
    Labour::Deliver { files: Vec::new(), links: Vec::new() }
}

fn log(prompt: &Prompt) -> &str {
    prompt.section(Section::Log)
}

/// Thirty notes turn the page of the log again and again; these words stand on each.
fn stays(kit: &mut Kit, by: &Principal, (slug, mind): (&str, &mut Mind), words: &str) {
    for number in 0..30 {
        kit.post(by.clone(), &format!("Note {number}"), &"More and more of it. ".repeat(5));
        let (_, later) = kit.turn(slug, mind);
        assert!(log(&later).contains(words), "{number}: {}", log(&later));
    }
}

#[test]
fn what_was_asked_stays_and_everybody_s_words_are_their_own() {
    let mut kit = Kit::new();
    let mia = Principal::Person(kit.person("mia"));
    let post = offer(&mut kit, &mia, "Count the lanterns", "How many hang in the lane?");
    let asked = "paid work on post 1 by mia: \"Count the lanterns\" \"How many hang in the lane?\"";
    let (bruno, mut mind) = (Principal::Agent(kit.who("bruno")), Mind::default());
    let (percept, _) = kit.turn("bruno", &mut mind);
    let claim = json!({ "do": "claim", "post": post, "text": "I walk and count them." });
    let decision = mind.decide(&percept, &json!({ "acts": [claim] }).to_string());
    kit.carry_out(&percept, &mut mind, &decision);
    let (_, claimed) = kit.turn("bruno", &mut mind);
    assert_eq!(log(&claimed).matches("paid work on post 1").count(), 1, "{}", log(&claimed));
    assert!(log(&claimed).contains(asked), "{}", log(&claimed));
    assert!(log(&claimed).contains("work on post 1 claimed by you"), "{}", log(&claimed));
    // Much happens, and the page of the log is turned: what was asked is told again.
    stays(&mut kit, &mia, ("bruno", &mut mind), asked);
    // And there it asks and tells how it goes, whatever was written since.
    let (percept, _) = kit.turn("bruno", &mut mind);
    let asks = json!({ "do": "reply", "post": post, "text": "With the broken ones?" });
    let decision = mind.decide(&percept, &json!({ "acts": [asks] }).to_string());
    assert_eq!(decision.refused, [], "{:?}", percept.board);
    kit.carry_out(&percept, &mut mind, &decision);
    step(&mut kit, &bruno, post, deliver(), "Nine.");
    step(&mut kit, &mia, post, Labour::Reject, "Count the west side too.");
    let (_, rejected) = kit.turn("bruno", &mut mind);
    let told = "work on post 1 rejected by mia (a person): \"Count the west side too.\"";
    assert!(log(&rejected).contains(told), "{}", log(&rejected));
}

#[test]
fn what_is_answered_on_one_s_work_is_told_once_and_by_whom() {
    let mut kit = Kit::new();
    let mia = Principal::Person(kit.person("mia"));
    let post = offer(&mut kit, &mia, "Count the lanterns", "How many hang in the lane?");
    let (ada, mut mind) = (Principal::Agent(kit.who("ada")), Mind::default());
    step(&mut kit, &ada, post, Labour::Claim, "I walk and count them.");
    kit.turn("ada", &mut mind);
    let answer = Wish::Reply { post, body: "With the broken ones.".into() };
    kit.must(mia.clone(), answer);
    let told = "work on post 1 answered by mia (a person): \"With the broken ones.\"";
    for _ in 0..2 {
        let (_, prompt) = kit.turn("ada", &mut mind);
        assert_eq!(log(&prompt).matches("broken").count(), 1, "{}", log(&prompt));
        assert!(log(&prompt).contains(told), "{}", log(&prompt));
    }
}

#[test]
fn what_is_delivered_is_told_once_as_the_words_of_who_did_it() {
    let mut kit = Kit::new();
    let [ada, bruno] = ["ada", "bruno"].map(|slug| Principal::Agent(kit.who(slug)));
    let post = offer(&mut kit, &ada, "Bring me flour", "Two sacks by noon.");
    let mut mind = Mind::default();
    kit.turn("ada", &mut mind);
    step(&mut kit, &bruno, post, Labour::Claim, "Two sacks, before noon.");
    step(&mut kit, &bruno, post, deliver(), "Both sacks stand at your door.");
    let told = "work on post 1 delivered by bruno: \"Both sacks stand at your door.\"";
    for _ in 0..2 {
        let (percept, prompt) = kit.turn("ada", &mut mind);
        assert_eq!(percept.work[0].stand, Stand::ToJudge);
        assert_eq!(log(&prompt).matches("Both sacks").count(), 1, "{}", log(&prompt));
        assert!(log(&prompt).contains(told), "{}", log(&prompt));
        assert!(log(&prompt).contains("paid work on post 1 by you"), "{}", log(&prompt));
    }
    // With the page it is told again, and as whose it is.
    stays(&mut kit, &ada, ("ada", &mut mind), told);
}

#[test]
fn ones_own_work_is_told_however_much_is_open() {
    let mut kit = Kit::new();
    let mia = Principal::Person(kit.person("mia"));
    let ada = Principal::Agent(kit.who("ada"));
    let own: Vec<_> = (0..5)
        .map(|number| {
            let title = format!("Errand {number}");
            let post = offer(&mut kit, &mia, &title, "Walk there and back.");
            step(&mut kit, &ada, post, Labour::Claim, "I walk there and come back.");
            post
        })
        .collect();
    for number in 0..8 {
        offer(&mut kit, &mia, &format!("Open {number}"), "Whoever likes.");
    }
    let mut mind = Mind::default();
    let (percept, prompt) = kit.turn("ada", &mut mind);
    let stands = |stand| percept.work.iter().filter(move |job| job.stand == stand);
    assert!(own.iter().all(|post| stands(Stand::Mine).any(|job| job.post == *post)));
    assert_eq!(stands(Stand::Open).count(), WORK_MAX);
    for post in own {
        let now = prompt.section(Section::Now);
        assert!(now.contains(&format!("Work on post {post} for 1: in your hand")), "{now}");
    }
}
