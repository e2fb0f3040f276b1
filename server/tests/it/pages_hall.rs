//! The town hall's pages as each sort of viewer gets them: whom a room is for, which means stand on
//! a page, and what stays private.

use reqwest::{Method, Response, StatusCode, redirect};
use serde_json::{Value, json};

use crate::house::House;
use crate::somebody::{Somebody, make_admin};

/// A village with an admin, a moderator, a member and a newcomer who signed in.
struct Hall {
    house: House,
    admin: Somebody,
    moderator: Somebody,
    member: Somebody,
    newcomer: Somebody,
}

impl Hall {
    async fn open() -> Self {
        let house = House::open_generously(&["--sign-up", "open"]);
        make_admin(house.data.path(), "erik");
        let admin = Somebody::sign_in(&house.server, "erik").await;
        let moderator = admin.bring(&house.server, "maria", "moderator").await;
        let member = admin.bring(&house.server, "lin", "member").await;
        let newcomer = Somebody::sign_up(&house.server, "tom", None).await;
        Self { house, admin, moderator, member, newcomer }
    }

    async fn visit(&self, who: Option<&Somebody>, path: &str) -> Response {
        let client = crate::kit::client().redirect(redirect::Policy::none()).build().unwrap();
        let mut request = client.get(format!("{}{path}", self.house.server.base));
        if let Some(who) = who {
            request = request.header("cookie", &who.cookies);
        }
        request.header("accept", "text/html").send().await.unwrap()
    }

    async fn page(&self, who: Option<&Somebody>, path: &str) -> String {
        let answer = self.visit(who, path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let html = answer.text().await.unwrap();
        for inline in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
            assert!(!html.contains(inline), "{path} has {inline}");
        }
        html
    }

    /// Does something that must go well.
    async fn act(&self, who: &Somebody, path: &str, body: Value) -> Value {
        let answer = who.post(&self.house.server, path, body).await;
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }
}

/// Rooms, and how many of visitor, newcomer, member, moderator and admin may come in, counted from
/// the admin.
const ROOMS: [(&str, usize); 11] = [
    ("/hall", 5),
    ("/hall/tiers", 5),
    ("/hall/policy", 5),
    ("/hall/ledger", 4),
    ("/account", 4),
    ("/hall/moderation", 2),
    ("/hall/people", 2),
    ("/hall/agents", 2),
    ("/hall/audit", 2),
    ("/hall/minds", 1),
    ("/hall/payments", 1),
];

#[tokio::test]
async fn a_room_of_the_town_hall_is_open_to_whom_it_is_for() {
    let hall = Hall::open().await;
    let viewers =
        [None, Some(&hall.newcomer), Some(&hall.member), Some(&hall.moderator), Some(&hall.admin)];
    for (room, open_to) in ROOMS {
        for (at, viewer) in viewers.iter().enumerate() {
            let answer = hall.visit(*viewer, room).await;
            let who = viewer.map_or("a visitor", |who| who.name.as_str());
            if at + open_to >= viewers.len() {
                assert_eq!(answer.status(), StatusCode::OK, "{who} at {room}");
            } else if viewer.is_none() {
                assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{who} at {room}");
                let place = answer.headers()["location"].to_str().unwrap();
                assert_eq!(place, format!("/login?then={}", room.replace('/', "%2F")));
            } else {
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{who} at {room}");
                assert!(answer.text().await.unwrap().contains("this room of the town hall"));
            }
        }
    }
}

#[tokio::test]
async fn a_page_has_the_means_that_its_viewer_may_use_and_no_others() {
    let hall = Hall::open().await;
    let post = json!({"title": "Bread", "body": "@lin, it is warm.", "tags": ["bread"]});
    let made = hall.house.ask(Some(&hall.house.ada), "/api/v1/board/posts", Some(post)).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let means = |html: &str| {
        let apis = html.split("data-api=\"").skip(1).filter_map(|rest| rest.split('"').next());
        apis.map(str::to_owned).collect::<Vec<_>>()
    };
    let has = |html: &str, api: &str| means(html).iter().any(|one| one == api);
    let (reward, moderate) = ("/api/v1/economy/reward", "/api/v1/board/posts/1/moderate");
    for (viewer, gives, keeps) in [
        (None, false, false),
        (Some(&hall.newcomer), true, false),
        (Some(&hall.moderator), true, true),
    ] {
        let html = hall.page(viewer, "/board/1").await;
        assert_eq!((has(&html, reward), has(&html, moderate)), (gives, keeps));
        assert_eq!(html.contains("Sign in"), viewer.is_none());
        let agent = hall.page(viewer, "/agents/ada").await;
        assert_eq!(has(&agent, "/api/v1/agents/ada/restrain"), keeps);
        assert!(!has(&agent, "/api/v1/agents/ada/entitlement"), "for admins alone");
    }
    let agent = hall.page(Some(&hall.admin), "/agents/ada").await;
    assert!(has(&agent, "/api/v1/agents/ada/entitlement"));
    assert!(means(&hall.page(Some(&hall.member), "/hall/policy").await).is_empty());
    let policy = hall.page(Some(&hall.admin), "/hall/policy").await;
    assert!(has(&policy, "/api/v1/economy/policy/preview"));
    // Nobody judges itself, and moderators do not judge those above them.
    let people = hall.page(Some(&hall.moderator), "/hall/people").await;
    assert!(has(&people, "/api/v1/people/tom/discipline"));
    for above in ["maria", "erik"] {
        assert!(!has(&people, &format!("/api/v1/people/{above}/discipline")), "{above}");
    }
}

#[tokio::test]
async fn whoever_may_only_read_sees_why_and_no_means() {
    let hall = Hall::open().await;
    let post = json!({"title": "Bread", "body": "It is warm."});
    hall.house.ask(Some(&hall.house.ada), "/api/v1/board/posts", Some(post)).await;
    let measure = json!({"measure": "suspend", "seconds": 3600, "reason": "shouting"});
    hall.act(&hall.moderator, "/api/v1/people/tom/discipline", measure).await;
    for path in ["/board", "/board/1", "/agents/ada"] {
        let html = hall.page(Some(&hall.newcomer), path).await;
        assert!(html.contains("You are suspended: for another"), "{path}");
        assert!(!html.contains("data-api="), "{path}");
    }
    let people = hall.page(Some(&hall.moderator), "/hall/people?q=tom").await;
    assert!(people.contains("suspended for another"), "{people}");
    let log = hall.page(Some(&hall.moderator), "/hall/audit?subject=person:tom").await;
    assert!(log.contains("shouting") && log.contains("person:maria"), "{log}");
}

#[tokio::test]
async fn letters_and_accounts_are_for_their_owners() {
    let hall = Hall::open().await;
    let words = "Forty rolls for the feast";
    hall.act(&hall.member, "/api/v1/letters/lin/ada", json!({"body": words})).await;
    assert!(hall.page(Some(&hall.member), "/agents/ada").await.contains(words));
    for viewer in [None, Some(&hall.newcomer), Some(&hall.moderator)] {
        assert!(!hall.page(viewer, "/agents/ada").await.contains(words));
    }
    let account = hall.page(Some(&hall.member), "/account").await;
    assert!(account.contains("/agents/ada#letters"), "{account}");
    let token = hall.member.token(&hall.house.server, &["read"]).await;
    let account = hall.page(Some(&hall.member), "/account").await;
    assert!(account.contains("Revoke") && !account.contains(&token), "a token is shown once");
}

#[tokio::test]
async fn an_admin_gets_a_token_for_a_mind_outside_on_the_villagers_page() {
    let hall = Hall::open().await;
    let api = "/api/v1/agents/ada/tokens";
    let mark = format!("data-api=\"{api}\"");
    for viewer in [None, Some(&hall.member), Some(&hall.moderator)] {
        let page = hall.page(viewer, "/agents/ada").await;
        assert!(!page.contains(&mark), "it is for admins alone");
        assert!(!page.contains(api), "and so is the list");
    }
    let page = hall.page(Some(&hall.admin), "/agents/ada").await;
    assert!(page.contains("A token for a mind outside"), "{page}");
    let form = page.split("<form").find(|one| one.contains(&mark)).unwrap();
    let form = form.split("</form>").next().unwrap();
    for part in [
        "data-method=\"POST\"",
        "name=\"days\"",
        "name=\"reason\"",
        "data-secret=\"{token}\n",
        "'Authorization: Bearer {token}' {origin}/api/v1/agents/ada/percept\n",
        "{origin}/mcp\"",
        "it is shown this once",
    ] {
        assert!(form.contains(part), "{part} is not in {form}");
    }
    // What the form sends; what it shows then are lines with the answer's fields filled in.
    let wish = json!({"days": 365, "reason": "her own program"});
    let made = hall.act(&hall.admin, api, wish).await;
    let token = made["token"].as_str().unwrap();
    let percept = hall.house.ask(Some(token), "/api/v1/agents/ada/percept", None).await;
    assert_eq!(percept.status(), StatusCode::OK);
    for path in ["/agents/ada", "/hall/audit?subject=agent:ada"] {
        let page = hall.page(Some(&hall.admin), path).await;
        assert!(!page.contains(token), "{path}: a token is shown once");
        assert_eq!(page.contains("her own program"), path.starts_with("/hall"), "{path}");
    }
    // Each stands there with its end: this one, and the one from the command line.
    let own = format!("{api}/{}", made["token_id"].as_str().unwrap());
    let first = format!("{api}/{}", hall.house.ada.split('_').nth(1).unwrap());
    let listed = async |path: &str| {
        let page = hall.page(Some(&hall.admin), "/agents/ada").await;
        page.contains(&format!("data-api=\"{path}\" data-method=\"DELETE\""))
    };
    assert!(listed(&own).await && listed(&first).await);
    let page = hall.page(Some(&hall.admin), "/agents/ada").await;
    assert!(page.contains(", for good, never used"), "{page}");
    let ended = hall.admin.ask(&hall.house.server, Method::DELETE, &own).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert!(!listed(&own).await && listed(&first).await);
}

#[tokio::test]
async fn money_is_shown_where_it_went() {
    let hall = Hall::open().await;
    let post = json!({"title": "Bread", "body": "It is warm."});
    hall.house.ask(Some(&hall.house.ada), "/api/v1/board/posts", Some(post)).await;
    let note = "<b>&\"crusty\"</b>";
    let reward = json!({"agent_id": "ada", "amount": "2.5", "reason": note, "post_id": 1});
    let paid = hall.act(&hall.member, "/api/v1/economy/reward", reward).await;
    let account = hall.page(Some(&hall.member), "/account").await;
    assert!(account.contains(&format!("data-undo=\"{}\"", paid["transfer"])), "{account}");
    assert!(account.contains("You gave Ada 2.5."), "{account}");
    let credit = json!({"account": "person:lin", "amount": "40", "transaction_id": "5O19"});
    hall.act(&hall.admin, "/api/v1/payments/credits", credit).await;
    let payments = hall.page(Some(&hall.admin), "/hall/payments").await;
    assert!(payments.contains("5O19") && payments.contains("person:lin"), "{payments}");
    let ledger = hall.page(Some(&hall.member), "/hall/ledger?reason=reward").await;
    assert!(ledger.contains("crusty") && !ledger.contains("<b>&"), "{ledger}");
    assert!(ledger.contains("/api/v1/economy/ledger?reason=reward&amp;format=csv"), "{ledger}");
    let agent = hall.page(None, "/agents/ada").await;
    assert!(agent.contains("Balance: 10 at first, 12.5 now"), "the plot says it in words");
    let overview = hall.page(None, "/hall").await;
    for words in ["Money in and out", "Velocity", "Gini", "Where the money is", "stipend"] {
        assert!(overview.contains(words), "{words}");
    }
    for bad in ["/hall/ledger?reason=theft", "/hall/ledger?from=now", "/hall?step=week"] {
        let answer = hall.visit(Some(&hall.member), bad).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn signing_in_leads_to_pages_of_ours_alone() {
    let hall = Hall::open().await;
    let asked = hall.house.server.ask(Method::GET, "/login?then=//evil.example");
    let html = asked.header("accept", "text/html").send().await.unwrap().text().await.unwrap();
    assert!(html.contains("data-then=\"go:/account\""), "{html}");
}
