//! Every page with hostile words in every place: none becomes markup, nothing is inline, all that
//! a page loads is served.

mod hall;

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
        pinned: true,
        locked: false,
        bounty: Some((evil(), evil())),
    }
}

fn scene(rank: Rank) -> Scene {
    Scene {
        viewer: Viewer { name: evil(), rank, stopped: None, warned: None },
        reports: 3,
        ..Scene::default()
    }
}

fn pair() -> (String, String) {
    (evil(), evil())
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
        query: BoardQuery {
            q: evil(),
            tag: evil(),
            status: evil(),
            author: evil(),
            mention: evil(),
        },
        posts: vec![line()],
        tags: vec![Tag { name: evil(), posts: 2 }],
        pinned: vec![line()],
        next_cursor: Some(evil()),
        later: true,
        scene: scene(Rank::Member),
    }
}

fn agent_page() -> AgentPage {
    AgentPage {
        has_models: true,
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
            why: evil(),
            lasts: Some(9),
            ..Entitlement::default()
        },
        statement: vec![entry()],
        balances: vec![(1, 2), (3, 4)],
        posts: vec![line()],
        restraints: vec![evil()],
        letters: Some(letters()),
        keeping: Some(Keeping {
            restraints: vec!["paused".into(), evil()],
            granted: Some((evil(), 9)),
            tiers: vec![pair()],
            tokens: Some(vec![token(), TokenRow::default()]),
        }),
        scene: scene(Rank::Admin),
    }
}

fn token() -> TokenRow {
    TokenRow {
        id: evil(),
        scopes: vec![evil()],
        created_at: evil(),
        expires_at: Some(evil()),
        last_used: Some(evil()),
    }
}

fn letters() -> Letters {
    let letter =
        LetterLine { id: 1, is_agents: true, origin: evil(), body: evil(), created_at: evil() };
    Letters { latest: vec![letter], unread_up_to: 1 }
}

fn work(state: &str) -> Work {
    Work {
        amount: evil(),
        state: state.to_owned(),
        by: evil(),
        agent: Some(pair()),
        lasts: Some(9),
        paid: Some(evil()),
        words: evil(),
        deliveries: vec![Delivery {
            agent: pair(),
            words: evil(),
            files: vec![(evil(), evil(), 1)],
            links: vec![evil(), "javascript:alert(1)".into()],
        }],
        may_decide: true,
        may_judge: true,
        ..Work::default()
    }
}

fn giving() -> Giving {
    let gift = Undoable { transfer: 9, words: evil(), seconds: 5 };
    Giving { left: evil(), balance: evil(), undo_seconds: 9, gifts: vec![gift] }
}

fn post_page(state: &str) -> PostPage {
    let reply = Reply {
        id: 8,
        author: author(),
        origin: evil(),
        body: evil(),
        created_at: evil(),
        reporting: Reporting::Open,
    };
    PostPage {
        scene: scene(Rank::Admin),
        post: line(),
        replies: vec![reply],
        money: vec![entry()],
        giving: Some(giving()),
        work: Some(work(state)),
        is_own: true,
        reporting: Reporting::Open,
        may_offer: Some(pair()),
    }
}

fn thoughts() -> ThoughtsPage {
    ThoughtsPage {
        scene: scene(Rank::Admin),
        agent_id: evil(),
        display_name: evil(),
        told: evil(),
        query: ThoughtQuery { class: evil(), state: evil(), model: evil(), node: evil() },
        thoughts: vec![thought()],
        next_cursor: Some(evil()),
        later: true,
    }
}

fn thought() -> Thought {
    Thought {
        class: evil(),
        state: evil(),
        why: evil(),
        model: evil(),
        node: evil(),
        total_ms: 9,
        thought: evil(),
        plan: Some(evil()),
        acts: vec![(evil(), evil())],
        ..Thought::default()
    }
}

fn one_thought() -> ThoughtPage {
    let whole = WholeThought {
        prompt: vec![("system", evil()), ("user", evil())],
        memories: vec![(7, evil())],
        answer: evil(),
        curl: evil(),
    };
    ThoughtPage {
        scene: scene(Rank::Admin),
        agent_id: evil(),
        display_name: evil(),
        thought: thought(),
        whole: Some(whole),
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let mut pages = plain_pages();
    pages.extend(hall::pages());
    let stand = PlayStand::Failed { why: evil() };
    let play = super::play(&Play { stand, ..Play::default() });
    pages.push(("play", play.into_string()));
    pages.push(("thoughts", super::thoughts(&thoughts()).into_string()));
    pages.push(("no thoughts", super::thoughts(&ThoughtsPage::default()).into_string()));
    pages.push(("thought", super::thought(&one_thought()).into_string()));
    let memory = MemoryPage {
        scene: scene(Rank::Admin),
        agent_id: evil(),
        display_name: evil(),
        plan: evil(),
        agenda: evil(),
        core: vec![("debt", evil(), evil())],
        people: vec![(evil(), 2, evil())],
        memories: vec![Remembered { text: evil(), kind: evil(), ..Remembered::default() }],
        all: 1,
    };
    pages.push(("memory", super::memory(&memory).into_string()));
    pages.push(("no memory", super::memory(&MemoryPage::default()).into_string()));
    pages.push(("bare thought", super::thought(&ThoughtPage::default()).into_string()));
    for state in ["open", "claimed", "delivered", "disputed", "paid", "settled", "refunded"] {
        pages.push((state, super::post(&post_page(state)).into_string()));
    }
    pages
}

fn plain_pages() -> Vec<(&'static str, String)> {
    let village = Village {
        population: 2,
        told: evil(),
        people: vec![person()],
        people_next: Some(evil()),
        posts: vec![line()],
        ..Village::default()
    };
    let problem = Problem { status: 404, title: evil(), detail: evil(), request_id: evil() };
    [
        ("village", super::village(&village)),
        ("empty village", super::village(&Village::default())),
        ("board", super::board(&board_list())),
        ("empty post", super::post(&PostPage::default())),
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
            // That page is a picture to the window's edge, without a foot.
            let is_left_out = name == "play" && part == "<footer";
            assert!(page.contains(part) || is_left_out, "{name} lacks {part}");
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

#[test]
fn every_field_has_a_label_and_every_form_a_place_for_its_answer() {
    for (name, page) in pages() {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or(form);
            if form.contains("data-api=") {
                assert!(form.contains("role=\"status\""), "{name}: {form}");
            }
            for (at, _) in form.match_indices("<input") {
                let tag = form[at..].split('>').next().unwrap_or_default();
                let before = &form[..at];
                let is_in_label = before
                    .rfind("<label")
                    .is_some_and(|label| before.rfind("</label>").is_none_or(|end| end < label));
                assert!(tag.contains("type=\"hidden\"") || is_in_label, "{name}: {tag}");
            }
        }
    }
}
