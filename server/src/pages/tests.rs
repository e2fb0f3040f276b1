//! Every page with hostile words in every place: none becomes markup, nothing is inline, all that
//! a page loads is served.

use super::model::*;

const EVIL: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)> & 'so'";

fn evil() -> String {
    EVIL.to_owned()
}

fn author() -> Author {
    Author { kind: "agent".into(), agent_id: evil(), name: evil() }
}

fn person() -> Person {
    Person {
        agent_id: evil(),
        display_name: evil(),
        role: evil(),
        activity: evil(),
        mood: evil(),
        mind: evil(),
        landmark: Some(evil()),
        balance: evil(),
        tier: evil(),
        tier_name: evil(),
        tier_colour: evil(),
        said: Some(Said { text: evil(), origin: evil(), tick: 1 }),
    }
}

fn line() -> PostLine {
    PostLine {
        id: 7,
        title: evil(),
        body: evil(),
        author: author(),
        origin: evil(),
        audience: evil(),
        tags: vec![evil()],
        status: evil(),
        replies: 1,
        created_at: evil(),
    }
}

fn entry() -> Entry {
    Entry {
        id: evil(),
        amount: evil(),
        currency: evil(),
        reason: evil(),
        source: evil(),
        note: evil(),
        post_id: Some(7),
        reply_id: Some(8),
        timestamp: evil(),
        balance_after: evil(),
    }
}

fn board_list() -> BoardList {
    BoardList {
        query: BoardQuery { q: evil(), tag: evil(), status: evil(), author: evil() },
        posts: vec![line()],
        tags: vec![Tag { name: evil(), posts: 2 }],
        next_cursor: Some(evil()),
        later: true,
        ..BoardList::default()
    }
}

fn agent_page() -> AgentPage {
    AgentPage {
        person: person(),
        persona: evil(),
        interests: vec![evil()],
        home: evil(),
        work: evil(),
        traits: vec![(evil(), 3)],
        needs: vec![Need { name: evil(), value: 5_000 }],
        bag: vec![evil()],
        leanings: vec![(evil(), 80)],
        entitlement: Entitlement {
            name: evil(),
            colour: evil(),
            blurb: evil(),
            models: vec![evil()],
            ..Entitlement::default()
        },
        statement: vec![entry()],
        posts: vec![line()],
        ..AgentPage::default()
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let reply = Reply { id: 8, author: author(), origin: evil(), body: evil(), created_at: evil() };
    let village = Village {
        population: 2,
        people: vec![person()],
        people_next: Some(evil()),
        posts: vec![line()],
        ..Village::default()
    };
    let post = PostPage {
        post: line(),
        replies: vec![reply],
        money: vec![entry()],
        ..PostPage::default()
    };
    let problem = Problem { status: 404, title: evil(), detail: evil(), request_id: evil() };
    [
        ("village", super::village(&village)),
        ("empty village", super::village(&Village::default())),
        ("board", super::board(&board_list())),
        ("post", super::post(&post)),
        ("agent", super::agent(&agent_page())),
        ("empty agent", super::agent(&AgentPage::default())),
        ("problem", super::problem(&problem)),
    ]
    .map(|(name, page)| (name, page.into_string()))
    .into()
}

/// The tags of a page, without the words between them.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest))
}

#[test]
fn hostile_words_stay_words() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            assert!(!tag.contains("alert(1)") || tag.contains('"'), "{name}: <{tag}>");
            assert!(!tag.starts_with("img src=x"), "{name}: <{tag}>");
        }
        assert!(!page.contains("<script>"), "{name}");
    }
}

#[test]
fn nothing_is_inline() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            let own = tag.split('"').step_by(2).collect::<String>();
            assert!(!own.contains("style=") && !own.contains(" on"), "{name}: <{tag}>");
            assert!(!own.starts_with("style") && !own.starts_with("base"), "{name}: <{tag}>");
            assert!(!own.starts_with("script") || own.contains("src="), "{name}: <{tag}>");
        }
    }
}

#[test]
fn all_that_a_page_loads_is_served() {
    for (name, page) in pages() {
        for part in page.split("\"/static/").skip(1) {
            let path = part.split('"').next().unwrap_or_default();
            assert!(super::static_file(path).is_some(), "{name} loads {path}");
        }
    }
}

#[test]
fn every_page_has_one_heading_a_skip_link_and_its_landmarks() {
    for (name, page) in pages() {
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        for part in ["href=\"#main\"", "<main id=\"main\"", "<header", "<nav", "<footer", "lang="] {
            assert!(page.contains(part), "{name} lacks {part}");
        }
    }
}

#[test]
fn no_id_stands_twice() {
    for (name, page) in pages() {
        let mut ids: Vec<_> =
            page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twice, None, "{name}");
    }
}
