//! A day of the village as text: who did what and said what, when. Written to be read by a person
//! who judges whether it is worth watching.
//!
//! `cargo run -p village-instinct --example chronicle -- [DAYS] [SEED] [NAME]`

#[path = "../tests/it/kit.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "the tests' kit, of which this uses a part")]
mod kit;

use village_sim::{Activity, AgentView, Author, Clock, Ground, View, VillagerId};

fn main() {
    let mut words = std::env::args().skip(1);
    let days: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let seed: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(7);
    let only = words.next();
    let mut kit = kit::Kit::new(seed);
    let mut doing = [Activity::Idle; 14];
    let ticks = days * u64::from(kit::foundation(seed).day_seconds) * 20;
    for _ in 0..ticks {
        let view = kit.tick(Vec::new()).view;
        let map = kit.village.world().resource::<Ground>().0.clone();
        let place = |agent: &AgentView| {
            let at = agent.body.seat.and_then(|seat| map.landmark(seat.landmark));
            at.map_or("on the way", |place| place.name.as_str()).to_owned()
        };
        let tell = |who: VillagerId, what: String| {
            let name = &view.agent(who).expect("it lives here").member.persona.name;
            if only.as_ref().is_none_or(|only| only == name) {
                println!("{} {name:<9} {what}", time(&view.clock));
            }
        };
        for who in &view.news.agents {
            let agent = view.agent(*who).expect("it lives here");
            let now = agent.body.activity;
            if std::mem::replace(&mut doing[who.index()], now) != now && now != Activity::Idle {
                let to = if now == Activity::Walking { "to" } else { "at" };
                tell(*who, format!("  {now} {to} {}", place(agent)));
            }
        }
        for said in &view.news.said {
            tell(said.who, format!("\"{}\"", said.text));
        }
        tell_board(&view, tell);
    }
}

fn tell_board(view: &View, tell: impl Fn(VillagerId, String)) {
    for post in &view.news.posts {
        let post = &view.thread(*post).expect("a new post is recent").post;
        if let Author::Agent(who) = post.author {
            let topic = post.tags.first().map_or("", String::as_str);
            tell(who, format!("## [{topic}] {} | {}", post.title, post.body));
        }
    }
    for reply in &view.news.replies {
        if let Author::Agent(who) = reply.author {
            let title = view.thread(reply.post).map_or("?", |thread| thread.post.title.as_str());
            tell(who, format!("#> re {title} | {}", reply.body));
        }
    }
}

fn time(clock: &Clock) -> String {
    format!("{} {:02}:{:02}", clock.day(), clock.hour(), clock.minute() % 60)
}
