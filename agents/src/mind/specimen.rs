//! A percept with one of everything, on which templates are tried when they are loaded.

use minijinja::context;
use village_economy::Micro;
use village_sim::{ItemId, LandmarkId, PersonId, PostId, ReplyId, Tick, Use, VillagerId};

use super::decision::Refused;
use super::percept::{
    Carried, Event, Happening, InSight, Inward, Job, Notice, Offer, Other, Own, Percept, Place,
    Purse, Recalled, Rights, Speaker, Stand, Who,
};
use super::prompt;
use super::state::Tale;
use super::templates::{BadTemplate, Templates, value};
use super::tokens::Estimate;

/// Renders every template with a value in every place.
pub(super) fn try_all(templates: &Templates) -> Result<(), BadTemplate> {
    let full = percept();
    let bare = Percept {
        near: Vec::new(),
        items: Vec::new(),
        board: Vec::new(),
        work: Vec::new(),
        letters: Vec::new(),
        inward: Inward::default(),
        ..full.clone()
    };
    for percept in [&full, &bare] {
        prompt::village(templates, percept)?;
        prompt::persona(templates, percept)?;
        prompt::now(templates, percept, 1, &Estimate)?;
    }
    for e in &full.events {
        for mine in [false, true] {
            templates.render("event.jinja", context! { e => value(e), mine })?;
        }
    }
    let tales =
        full.board.iter().flat_map(Tale::of_post).chain(full.work.iter().flat_map(Tale::of_work));
    for tale in tales {
        for mine in [false, true] {
            tale.line(templates, mine)?;
        }
    }
    let fact = context! { kind => "promise", about => "ada", text => "bread" };
    let one = context! { slug => "ada", line => "a friend" };
    let memory = context! { id => 1, text => "bread" };
    let insights = ["bread is good"];
    let agenda = "bake bread";
    let long = context! { core => [fact], people => [one], insights, agenda, chars => 60 };
    templates.render("memory.jinja", long)?;
    let own = value(&full.own);
    let back = context! { own, memories => [memory], insights_max => 5, people_max => 8 };
    templates.render("reflect.jinja", back).map(|_| ())
}

fn ada() -> Speaker {
    Speaker {
        who: Who::Villager(VillagerId(1)),
        slug: "ada".into(),
        name: "Ada".into(),
        is_person: false,
    }
}

/// Everything that can happen.
fn events() -> Vec<Event> {
    let (post, reply, amount) = (PostId(1), Some(ReplyId(2)), Micro::coins(1));
    let happenings = [
        Happening::Met { at: Some("kettle-cafe".into()) },
        Happening::Crowd { at: "kettle-cafe".into(), count: 3 },
        Happening::Goods { name: "a loaf".into(), at: "kettle-cafe".into(), count: 2 },
        Happening::Heard { text: text(), whispered: true },
        Happening::Given { name: "a loaf".into() },
        Happening::ReadPost { post, title: text() },
        Happening::Answered { post, reply: ReplyId(2), text: text() },
        Happening::Rewarded { amount, post, reply, reason: text() },
        Happening::Penalized { amount, post, reply: None, reason: text() },
        Happening::Did { activity: "working".into(), at: "kettle-cafe".into() },
        Happening::Refused { code: "full".into() },
        Happening::Letter { text: text() },
        Happening::Paid { amount, note: text() },
        Happening::Work { post, step: "reject".into(), words: text() },
    ];
    let event = |what| Event { tick: Tick(9), minute: 421, by: Some(ada()), what };
    happenings.map(event).into()
}

/// Work in every stand.
fn work() -> Vec<Job> {
    let job = |stand| Job {
        post: PostId(1),
        title: text(),
        by: ada(),
        amount: Micro::coins(1),
        stand,
        task: text(),
        delivered: (stand == Stand::ToJudge).then(|| (ada(), text())),
        until_seconds: Some(60),
        public: true,
    };
    [Stand::Open, Stand::Mine, Stand::InReview, Stand::Offered, Stand::ToJudge].map(job).into()
}

fn text() -> String {
    "a text".to_owned()
}

/// A percept with one of everything.
pub(super) fn percept() -> Percept {
    Percept {
        tick: Tick(10),
        day: 1,
        minute: 422,
        hour_ticks: 1_200,
        own: own(),
        near: vec![Other {
            id: VillagerId(1),
            slug: "ada".into(),
            name: "Ada".into(),
            person: Some(PersonId(1)),
            distance: 2,
            activity: "idle".into(),
        }],
        places: vec![Place {
            id: LandmarkId(0),
            slug: "kettle-cafe".into(),
            name: "Kettle Café".into(),
            uses: vec![Use::Eat, Use::Post],
            here: true,
            free_spots: 2,
        }],
        items: vec![InSight {
            id: ItemId(7),
            kind: "bread".into(),
            name: "a loaf".into(),
            distance: 0,
            in_reach: true,
        }],
        events: events(),
        board: vec![Notice {
            id: PostId(1),
            by: ada(),
            title: text(),
            body: text(),
            replies: 1,
            last: Some((ada(), text())),
            mine: true,
            open: false,
            public: true,
        }],
        work: work(),
        letters: vec![Speaker { who: Who::Person(PersonId(1)), is_person: true, ..ada() }],
        purse: purse(),
        rights: Rights { live: true, speak: true, pay: false, last: false, board_in_reach: true },
        inward: Inward {
            told: vec![Refused { what: text(), code: "full".into(), words: text() }],
            recalled: vec![Recalled { memory: 7, text: text() }],
            plan: text(),
            hint: Some("a hint".into()),
        },
    }
}

fn own() -> Own {
    Own {
        id: VillagerId(0),
        slug: "bruno".into(),
        name: "Bruno".into(),
        role: "smith".into(),
        persona: "You like iron.".into(),
        home: "mill-cottage".into(),
        work: "kettle-cafe".into(),
        interests: vec!["iron".into()],
        leanings: vec![("sighting".into(), 100)],
        mood: "content".into(),
        needs: vec![("rest".into(), 700)],
        activity: "talking".into(),
        busy_seconds: Some(10),
        at: Some("kettle-cafe".into()),
        going_to: Some("kettle-cafe".into()),
        talking_with: vec!["ada".into()],
        bag: vec![Carried {
            id: ItemId(8),
            kind: "tea".into(),
            name: "a pot of tea".into(),
            verb: "drink".into(),
        }],
    }
}

fn purse() -> Purse {
    let offer = |id: &str, from, per_hour| Offer {
        id: id.into(),
        from: Micro::coins(from),
        per_hour,
        thoughts_per_minute: 2,
        tokens_per_hour: 60_000,
        models: vec!["small".into()],
    };
    Purse {
        balance: Micro::new(12_500_000),
        tier: "lantern".into(),
        why: "bought".into(),
        until_seconds: Some(90),
        tiers: vec![offer("ember", 0, None), offer("lantern", 1, Some(Micro::new(250_000)))],
        bounty: (Micro::new(100_000), Micro::coins(100)),
    }
}
