//! What a mind is told of the board.

use village_agents::mind::{Mind, Prompt, Section, Who};
use village_sim::{PostId, Principal, Tick, Wish};

use super::kit::Kit;

fn lines<'p>(prompt: &'p Prompt, what: &str) -> Vec<&'p str> {
    prompt.section(Section::Log).lines().filter(|line| line.contains(what)).collect()
}

fn reply(kit: &mut Kit, slug: &str, post: PostId, body: &str) {
    let by = Principal::Agent(kit.who(slug));
    kit.must(by, Wish::Reply { post, body: body.into() });
}

#[test]
fn an_answer_is_a_line_of_its_own_and_leaves_the_post_where_it_is() {
    let mut kit = Kit::new();
    let (bruno, chiyo) = (kit.who("bruno"), Who::Villager(kit.who("chiyo")));
    let post = kit.post(Principal::Agent(bruno), "Nails", "Who needs nails?");
    let mut mind = Mind::default();
    let (_, alone) = kit.turn("ada", &mut mind);
    assert_eq!(lines(&alone, "post 1"), [r#"post 1 by bruno: "Nails" "Who needs nails?""#]);
    reply(&mut kit, "chiyo", post, "SESAME needs some.");
    let (_, answered) = kit.turn("ada", &mut mind);
    let log = |prompt: &Prompt| prompt.section(Section::Log).replace("\n</data>", "");
    let new = "\nchiyo answered on post 1: \"SESAME needs some.\"";
    assert_eq!(log(&answered), log(&alone) + new);
    reply(&mut kit, "ada", post, "So do I.");
    let (_, own) = kit.turn("ada", &mut mind);
    assert_eq!(log(&own), log(&answered) + "\nyou answered on post 1: \"So do I.\"");
    let (_, still) = kit.turn("ada", &mut mind);
    assert_eq!(log(&still), log(&own), "nothing is told twice");
    // What chiyo wrote goes by itself: it has a line, and whose that is is known.
    mind.forget(&chiyo, Tick(0));
    let (_, after) = kit.turn("ada", &mut mind);
    assert_eq!(log(&after), log(&own).replace(new, ""));
}

#[test]
fn an_answer_on_ones_own_post_is_told_once() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let post = kit.post(Principal::Agent(ada), "Rye at nine", "Until noon.");
    let mut mind = Mind::default();
    kit.turn("ada", &mut mind);
    reply(&mut kit, "bruno", post, "Keep me one.");
    for _ in 0..2 {
        let (_, prompt) = kit.turn("ada", &mut mind);
        let told = lines(&prompt, "Keep me one.");
        assert!(matches!(told[..], [one] if one.contains("answered your post 1")), "{told:?}");
    }
}

#[test]
fn a_post_that_left_the_board_s_top_makes_room_for_a_new_one() {
    let mut kit = Kit::new();
    let bruno = kit.who("bruno");
    let mut mind = Mind::default();
    for number in 1..=12 {
        kit.post(Principal::Agent(bruno), &format!("Note {number}"), "words");
        let (_, prompt) = kit.turn("ada", &mut mind);
        let told = lines(&prompt, &format!("\"Note {number}\"")).len();
        // Of the four that are on top, three are told.
        assert_eq!(told, usize::from(number % 4 != 0), "{}", prompt.user());
    }
}

#[test]
fn however_often_the_page_is_turned_a_post_stands_on_it_once() {
    let mut kit = Kit::new();
    let bruno = kit.who("bruno");
    kit.gather(&["ada", "bruno"], "kettle-cafe");
    for title in ["Nails", "Planks"] {
        let post = kit.post(Principal::Agent(bruno), title, &"many words ".repeat(20));
        reply(&mut kit, "chiyo", post, &"and more ".repeat(20));
    }
    let mut mind = Mind::default();
    let (mut first, mut turned) = (None, 0);
    for turn in 0..60 {
        kit.say("bruno", &format!("Number {turn}, Ada: what is new at the counter today?"));
        let (_, prompt) = kit.turn("ada", &mut mind);
        for (post, title) in [(1, "Nails"), (2, "Planks")] {
            assert_eq!(lines(&prompt, &format!("\"{title}\"")).len(), 1, "{}", prompt.user());
            let answers = lines(&prompt, &format!("chiyo answered on post {post}"));
            assert_eq!(answers.len(), 1, "{}", prompt.user());
        }
        let begins = prompt.section(Section::Log).lines().nth(2).map(str::to_owned);
        turned += i32::from(first.as_ref().is_some_and(|first| *first != begins));
        first = Some(begins);
        kit.wait(1);
    }
    assert!(turned > 2, "the page was turned {turned} times");
}
