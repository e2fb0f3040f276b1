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
        pinned: true,
        locked: false,
        bounty: Some((evil(), evil())),
    }
}

fn scene(rank: Rank) -> Scene {
    Scene { viewer: Viewer { name: evil(), rank, stopped: None }, ..Scene::default() }
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
        }),
        scene: scene(Rank::Admin),
        ..AgentPage::default()
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
    let reply = Reply { id: 8, author: author(), origin: evil(), body: evil(), created_at: evil() };
    PostPage {
        scene: scene(Rank::Admin),
        post: line(),
        replies: vec![reply],
        money: vec![entry()],
        giving: Some(giving()),
        work: Some(work(state)),
        is_own: true,
        may_offer: Some(pair()),
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let mut pages = plain_pages();
    pages.extend(hall_pages());
    for state in ["open", "claimed", "delivered", "disputed", "paid", "settled", "refunded"] {
        pages.push((state, super::post(&post_page(state)).into_string()));
    }
    pages
}

fn hall_pages() -> Vec<(&'static str, String)> {
    use super::hall::*;
    let admin = || scene(Rank::Admin);
    let tally = || overview::Tally { name: evil(), count: 1, amount: evil() };
    let card = overview::Scorecard {
        gini: evil(),
        work: vec![tally()],
        rewards: vec![tally()],
        flows: vec![overview::Flow { at: 1, money_in: 2, money_out: 3, velocity: 4 }],
        step: evil(),
        ..overview::Scorecard::default()
    };
    let movement = ledger::Movement {
        debit: format!("agent:{EVIL}"),
        credit: evil(),
        reason: evil(),
        source: evil(),
        note: evil(),
        post_id: Some(7),
        hash: evil(),
        ..ledger::Movement::default()
    };
    let tier = tiers::TierRow {
        id: evil(),
        name: evil(),
        colour: evil(),
        price_per_hour: Some(evil()),
        models: vec![evil()],
        blurb: evil(),
        ..tiers::TierRow::default()
    };
    let epoch = tiers::PastEpoch { winners: vec![pair()], ..tiers::PastEpoch::default() };
    let auction = tiers::Auction {
        slots: 2,
        tier: evil(),
        reserve: evil(),
        past: vec![epoch],
        ..tiers::Auction::default()
    };
    let setting =
        policy::Setting { path: evil(), label: evil(), value: policy::Value::Amount(evil()) };
    let group = policy::Group { name: evil(), settings: vec![setting] };
    let form = policy::TierForm { id: evil(), name: evil(), ..policy::TierForm::default() };
    let dispute = moderation::Dispute {
        title: evil(),
        amount: evil(),
        agent: pair(),
        by: evil(),
        words: evil(),
        ..moderation::Dispute::default()
    };
    let odd = moderation::OddPost { id: 7, title: evil(), author: evil(), how: vec![evil()] };
    let restrained = moderation::Restrained { agent_id: evil(), name: evil(), how: vec![evil()] };
    let person = people::PersonRow {
        name: evil(),
        role: evil(),
        conduct: evil(),
        may_discipline: true,
        ..people::PersonRow::default()
    };
    let agent = agents::AgentRow {
        agent_id: evil(),
        name: evil(),
        mind: evil(),
        how: vec![evil()],
        ..agents::AgentRow::default()
    };
    let credit = payments::CreditRow {
        transaction_id: evil(),
        account: evil(),
        reversals: vec![pair()],
        ..payments::CreditRow::default()
    };
    let row = audit::AuditRow {
        principal: evil(),
        action: evil(),
        subject: evil(),
        outcome: evil(),
        why: evil(),
        origin: evil(),
        ..audit::AuditRow::default()
    };
    let session = account::SessionRow {
        id: evil(),
        browser: evil(),
        address: evil(),
        last_seen: evil(),
        created_at: evil(),
        is_own: false,
    };
    let token = account::TokenRow {
        id: evil(),
        scopes: vec![evil()],
        created_at: evil(),
        expires_at: Some(evil()),
        last_used: Some(evil()),
    };
    let own = account::AccountPage {
        scene: admin(),
        role: evil(),
        gifts: giving().gifts,
        statement: Some(vec![entry()]),
        next_cursor: Some(evil()),
        sessions: vec![session.clone(), session],
        tokens: vec![token],
        letters: vec![(evil(), evil(), 2)],
        ..account::AccountPage::default()
    };
    let next_cursor = Some(evil());
    [
        (
            "overview",
            overview::overview(&overview::Overview {
                scene: admin(),
                card: Some(card),
                accounts: vec![pair()],
            }),
        ),
        ("no overview", overview::overview(&overview::Overview::default())),
        (
            "ledger",
            ledger::ledger(&ledger::LedgerPage {
                scene: admin(),
                query: ledger::LedgerQuery { account: evil(), ..ledger::LedgerQuery::default() },
                reasons: vec![evil()],
                movements: vec![movement],
                next_cursor: next_cursor.clone(),
                later: true,
            }),
        ),
        ("no ledger", ledger::ledger(&ledger::LedgerPage::default())),
        (
            "tiers",
            tiers::tiers(&tiers::TiersPage {
                scene: admin(),
                tiers: vec![tier],
                auction,
                own: vec![pair()],
            }),
        ),
        ("no tiers", tiers::tiers(&tiers::TiersPage::default())),
        (
            "policy",
            policy::policy(&policy::PolicyPage {
                scene: admin(),
                groups: vec![group.clone()],
                tiers: vec![form.clone()],
                is_amended: true,
            }),
        ),
        (
            "read policy",
            policy::policy(&policy::PolicyPage {
                groups: vec![group],
                tiers: vec![form],
                ..policy::PolicyPage::default()
            }),
        ),
        (
            "moderation",
            moderation::moderation(&moderation::ModerationPage {
                scene: admin(),
                disputes: vec![dispute],
                posts: vec![odd],
                newcomers: vec![moderation::Newcomer { name: evil(), joined: 1 }],
                newcomers_all: 2,
                restrained: vec![restrained],
            }),
        ),
        ("no moderation", moderation::moderation(&moderation::ModerationPage::default())),
        (
            "all people",
            people::people(&people::PeoplePage {
                scene: admin(),
                q: evil(),
                people: vec![person],
                next_cursor: next_cursor.clone(),
                later: true,
                takes_invitations: true,
                ..people::PeoplePage::default()
            }),
        ),
        ("no people", people::people(&people::PeoplePage::default())),
        (
            "all agents",
            agents::agents(&agents::AgentsPage {
                scene: admin(),
                agents: vec![agent],
                next: Some(evil()),
                landmarks: vec![pair()],
                ..agents::AgentsPage::default()
            }),
        ),
        ("no agents", agents::agents(&agents::AgentsPage::default())),
        (
            "payments",
            payments::payments(&payments::PaymentsPage {
                scene: admin(),
                credits: vec![credit],
                ..payments::PaymentsPage::default()
            }),
        ),
        ("no payments", payments::payments(&payments::PaymentsPage::default())),
        (
            "audit",
            audit::audit(&audit::AuditPage {
                scene: admin(),
                query: audit::AuditQuery { action: evil(), ..audit::AuditQuery::default() },
                rows: vec![row],
                next_cursor,
                later: true,
            }),
        ),
        ("no audit", audit::audit(&audit::AuditPage::default())),
        ("account", account::account(&own)),
        ("no account", account::account(&account::AccountPage::default())),
        (
            "login",
            entry::login(&entry::LoginPage {
                scene: scene(Rank::Visitor),
                then: evil(),
                doors: entry::Doors::Open,
                providers: vec![entry::Provider { name: evil(), href: evil() }],
            }),
        ),
        (
            "sign up",
            entry::sign_up(&entry::SignUpPage {
                doors: entry::Doors::Invitation,
                invitation: evil(),
                providers: vec![entry::Provider { name: evil(), href: evil() }],
                ..entry::SignUpPage::default()
            }),
        ),
    ]
    .map(|(name, page)| (name, page.into_string()))
    .into()
}

fn plain_pages() -> Vec<(&'static str, String)> {
    let village = Village {
        population: 2,
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
