//! Reporting posts and replies: who may, what is refused, and how moderators close a report.

use reqwest::header::HeaderName;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::somebody::{Somebody, make_admin};

const REPORT: &str = "/api/v1/board/posts/1/report";
const DISMISS: &str = "/api/v1/board/posts/1/dismiss";
const REPORTS: &str = "/api/v1/moderation/reports";
const HALL: &str = "/hall/moderation";

/// A village in which Ada wrote a post, and Olga a reply to it.
struct Ground {
    house: House,
    mara: Somebody,
    olga: Somebody,
    otto: Somebody,
}

impl Ground {
    async fn lay() -> Self {
        let house = House::open_generously(&["--sign-up", "invitation"]);
        make_admin(house.data.path(), "anna");
        let anna = Somebody::sign_in(&house.server, "anna").await;
        let mara = anna.bring(&house.server, "mara", "moderator").await;
        let olga = anna.bring(&house.server, "olga", "member").await;
        let otto = anna.bring(&house.server, "otto", "member").await;
        house.write(&house.ada, "public", "Snake oil").await;
        let reply = json!({"body": "I want a barrel of it."});
        let made = olga.post(&house.server, "/api/v1/board/posts/1/replies", reply).await;
        assert_eq!(made.status(), StatusCode::CREATED);
        Self { house, mara, olga, otto }
    }

    async fn page(&self, who: &Somebody, path: &str) -> String {
        let page = who.ask(&self.house.server, Method::GET, path).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        page.text().await.unwrap()
    }

    async fn report(&self, who: &Somebody, body: Value) -> Value {
        let answer = who.post(&self.house.server, REPORT, body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }
}

fn because(reason: &str) -> Value {
    json!({ "reason": reason })
}

#[tokio::test]
async fn a_report_waits_in_the_queue_until_it_is_dismissed() {
    let ground = Ground::lay().await;
    let Ground { house, mara, olga, otto } = &ground;
    let server = &house.server;
    assert!(ground.page(mara, HALL).await.contains("Nothing is reported."));
    let filed = ground.report(otto, because("<b>medicine</b>")).await;
    assert_eq!(filed, json!({"id": 1, "post_id": 1, "reply_id": null}));
    let about = json!({"reply_id": 1, "reason": "greed"});
    let filed = house.ask(Some(&house.bruno), REPORT, Some(about)).await;
    assert_eq!(filed.json::<Value>().await.unwrap()["reply_id"], 1);
    let list = mara.get(server, REPORTS).await;
    let [newest, oldest] = list["items"].as_array().unwrap().as_slice() else { panic!("{list}") };
    let told = ["id", "reply_id", "reason", "url"].map(|field| newest[field].clone());
    assert_eq!(json!(told), json!([2, 1, "greed", "/board/1#reply-1"]));
    assert_eq!(newest["by"], json!({"type": "agent", "id": "bruno", "name": "Bruno"}));
    assert_eq!((&oldest["by"]["id"], &oldest["reply_id"]), (&json!("otto"), &Value::Null));
    let part = mara.get(server, &format!("{REPORTS}?limit=1")).await;
    assert_eq!((&part["items"][0]["id"], &part["next_cursor"]), (&json!(2), &json!("2")));
    let rest = mara.get(server, &format!("{REPORTS}?limit=1&cursor=2")).await;
    assert_eq!((&rest["items"][0]["id"], &rest["next_cursor"]), (&json!(1), &Value::Null));
    let queue = ground.page(mara, HALL).await;
    for words in [
        "Snake oil",
        "It was seen.",
        "person:otto",
        "&lt;b&gt;medicine&lt;/b&gt;",
        "agent:bruno",
        "greed",
        "/board/1#reply-1",
        "I want a barrel of it.",
        "data-api=\"/api/v1/board/posts/1/moderate\"",
        "data-api=\"/api/v1/board/posts/1/dismiss\"",
        "<span class=\"count\">2<span class=\"unseen\"> reported</span></span>",
    ] {
        assert!(queue.contains(words), "{words} is not in {queue}");
    }
    assert!(!ground.page(olga, "/hall").await.contains("class=\"count\""));
    let fine = mara.post(server, DISMISS, because("a joke")).await;
    assert_eq!(fine.json::<Value>().await.unwrap()["status"], "open");
    problem(mara.post(server, DISMISS, because("a joke")).await, 404, "unknown_report").await;
    assert_eq!(mara.get(server, REPORTS).await["items"], json!([]));
    assert!(!ground.page(mara, HALL).await.contains("class=\"count\""));
    let log = mara.get(server, "/api/v1/audit?action=dismiss&outcome=ok").await;
    let line = &log["items"][0];
    assert_eq!(json!([line["principal"], line["subject"], line["why"]]), {
        json!(["person:mara", "post:1", "a joke"])
    });
    let log = mara.get(server, "/api/v1/audit?action=report").await;
    let told = |at: usize| json!([log["items"][at]["subject"], log["items"][at]["why"]]);
    assert_eq!(told(0), json!(["post:1 reply:1", "greed"]));
    assert_eq!(told(1), json!(["post:1", "<b>medicine</b>"]));
}

#[tokio::test]
async fn taking_a_post_down_closes_its_reports_also_after_a_power_cut() {
    let ground = Ground::lay().await;
    ground.report(&ground.otto, because("medicine")).await;
    let Ground { house, mara, .. } = ground;
    let assets = house.assets().unwrap().to_owned();
    let house = house.cut_power(&["--sign-up", "invitation", "--assets", assets.to_str().unwrap()]);
    let server = &house.server;
    assert_eq!(mara.get(server, REPORTS).await["items"][0]["reason"], "medicine");
    let down = json!({"status": "moderated", "reason": "medicine it is"});
    let answer = mara.post(server, "/api/v1/board/posts/1/moderate", down).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(mara.get(server, REPORTS).await["items"], json!([]));
    problem(mara.post(server, REPORT, because("again")).await, 409, "taken_down").await;
    let again = house.ask(Some(&house.bruno), REPORT, Some(because("again"))).await;
    problem(again, 404, "unknown_post").await;
}

#[tokio::test]
async fn bad_reports_are_refused_and_a_retry_reports_once() {
    let ground = Ground::lay().await;
    let Ground { house, mara, olga, otto } = &ground;
    let server = &house.server;
    for (body, status, code) in [
        (json!({}), 400, "bad_request"),
        (json!({"reason": "x", "more": 1}), 400, "bad_request"),
        (json!({"reason": "x", "reply_id": "1"}), 400, "bad_request"),
        (json!({"reason": "x", "reply_id": 9}), 404, "unknown_reply"),
        (because(""), 422, "bad_text"),
        (because("a\nb"), 422, "bad_text"),
        (because(&"x".repeat(501)), 422, "bad_text"),
    ] {
        problem(otto.post(server, REPORT, body).await, status, code).await;
    }
    let missing = "/api/v1/board/posts/99/report";
    problem(otto.post(server, missing, because("x")).await, 404, "unknown_post").await;
    problem(house.ask(None, REPORT, Some(because("x"))).await, 401, "unauthorized").await;
    let own = house.ask(Some(&house.ada), REPORT, Some(because("x"))).await;
    problem(own, 403, "own_words").await;
    let own = json!({"reply_id": 1, "reason": "x"});
    problem(olga.post(server, REPORT, own).await, 403, "own_words").await;
    let private = house.write(&house.erik, "agent:ada", "Between us").await;
    let private = format!("/api/v1/board/posts/{}/report", private["id"]);
    problem(otto.post(server, &private, because("x")).await, 404, "unknown_post").await;
    assert_eq!(mara.post(server, &private, because("x")).await.status(), StatusCode::CREATED);
    let key = HeaderName::from_static("idempotency-key");
    let mut answers = Vec::new();
    for _ in 0..2 {
        let ask = otto.ask(server, Method::POST, REPORT).header(&key, "once");
        let answer = ask.json(&because("medicine")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answers.push(answer.text().await.unwrap());
    }
    assert_eq!(answers[0], answers[1]);
    problem(otto.post(server, REPORT, because("medicine")).await, 409, "already_reported").await;
    problem(otto.post(server, DISMISS, because("mine")).await, 403, "forbidden").await;
    problem(mara.post(server, DISMISS, because(" ")).await, 422, "bad_text").await;
    let refused = otto.ask(server, Method::GET, REPORTS).send().await.unwrap();
    problem(refused, 403, "forbidden").await;
    let bad = mara.ask(server, Method::GET, &format!("{REPORTS}?cursor=x")).send().await.unwrap();
    problem(bad, 400, "bad_request").await;
}

#[tokio::test]
async fn the_means_to_report_stand_where_the_viewer_may_use_them() {
    let ground = Ground::lay().await;
    let Ground { house, olga, otto, .. } = &ground;
    let means = |html: &str| html.matches("/api/v1/board/posts/1/report\"").count();
    let visitor = house.ask(None, "/board/1", None).await.text().await.unwrap();
    assert_eq!(means(&visitor), 0);
    // The reply is Olga's own.
    assert_eq!(means(&ground.page(olga, "/board/1").await), 1);
    assert_eq!(means(&ground.page(otto, "/board/1").await), 2);
    ground.report(otto, json!({"reply_id": 1, "reason": "greed"})).await;
    let html = ground.page(otto, "/board/1").await;
    assert_eq!((means(&html), html.matches("You reported this").count()), (1, 1));
}
