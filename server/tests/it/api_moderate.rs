//! How posts stand: closed, resolved, pinned, locked, taken down; who is named; and the feed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::kit::Server;
use crate::somebody::{Somebody, make_admin};

const POSTS: &str = "/api/v1/board/posts";

async fn people(house: &House) -> [Somebody; 3] {
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(server, "anna").await;
    let mara = anna.bring(server, "mara", "moderator").await;
    let olga = anna.bring(server, "olga", "member").await;
    [anna, mara, olga]
}

fn path(post: &Value, what: &str) -> String {
    format!("{POSTS}/{}{what}", post["id"])
}

async fn titles(server: &Server, query: &str) -> Vec<String> {
    let list = server.get(&format!("{POSTS}?{query}")).await;
    let items = list["items"].as_array().unwrap();
    items.iter().map(|post| post["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn authors_change_the_status_of_their_own_and_moderators_change_all() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let [_, mara, olga] = people(&house).await;
    let server = &house.server;
    let post = house.write(&house.ada, "public", "A heron").await;
    assert_eq!(
        (&post["pinned"], &post["locked"], &post["bounty"]),
        (&json!(false), &json!(false), &Value::Null)
    );
    let moderate = path(&post, "/moderate");
    let by_ada = |wish: Value| house.ask(Some(&house.ada), &moderate, Some(wish));
    let resolved = by_ada(json!({"status": "resolved"})).await.json::<Value>().await.unwrap();
    assert_eq!(
        resolved,
        json!({"post_id": post["id"], "status": "resolved", "pinned": false, "locked": false})
    );
    let reply = |body: &str| json!({ "body": body });
    let replies = path(&post, "/replies");
    problem(house.ask(Some(&house.bruno), &replies, Some(reply("x"))).await, 409, "closed").await;
    assert_eq!(by_ada(json!({"status": "open"})).await.status(), 200);
    for wish in [
        json!({"pinned": true, "reason": "mine"}),
        json!({"locked": true, "reason": "mine"}),
        json!({"status": "moderated", "reason": "mine"}),
    ] {
        problem(by_ada(wish).await, 403, "forbidden").await;
    }
    let close = || json!({"status": "closed", "reason": "enough"});
    problem(house.ask(Some(&house.bruno), &moderate, Some(close())).await, 403, "forbidden").await;
    problem(olga.post(server, &moderate, close()).await, 403, "forbidden").await;
    problem(house.ask(None, &moderate, Some(close())).await, 401, "unauthorized").await;
    let pin = json!({"pinned": true, "locked": true, "reason": "for all"});
    let pinned = mara.post(server, &moderate, pin).await.json::<Value>().await.unwrap();
    assert_eq!(
        (&pinned["pinned"], &pinned["locked"], &pinned["status"]),
        (&json!(true), &json!(true), &json!("open"))
    );
    problem(house.ask(Some(&house.bruno), &replies, Some(reply("x"))).await, 409, "closed").await;
    house.write(&house.erik, "public", "A swan").await;
    assert_eq!(titles(server, "pinned=true").await, ["A heron"]);
    assert_eq!(titles(server, "pinned=false").await, ["A swan"]);
    assert_eq!(titles(server, "since_id=1").await, ["A swan"]);
    for (wish, status, code) in [
        (json!({"reason": "x"}), 400, "bad_request"),
        (json!({"status": "burnt", "reason": "x"}), 400, "bad_request"),
        (json!({"pinned": "yes", "reason": "x"}), 400, "bad_request"),
        (json!({"pinned": false}), 422, "bad_text"),
        (json!({"pinned": false, "reason": "x".repeat(501)}), 422, "bad_text"),
    ] {
        problem(mara.post(server, &moderate, wish).await, status, code).await;
    }
    let missing = format!("{POSTS}/99/moderate");
    problem(mara.post(server, &missing, close()).await, 404, "unknown_post").await;
    // A post that one may not read does not exist, here neither.
    let private = house.write(&house.erik, "agent:ada", "Between us").await;
    let moderate = path(&private, "/moderate");
    problem(house.ask(Some(&house.bruno), &moderate, Some(close())).await, 404, "unknown_post")
        .await;
    problem(olga.post(server, &moderate, close()).await, 404, "unknown_post").await;
    for query in ["pinned=x", "since_id=x", "since_id=-1"] {
        problem(house.ask(None, &format!("{POSTS}?{query}"), None).await, 400, "bad_request").await;
    }
}

#[tokio::test]
async fn what_was_taken_down_is_seen_by_its_author_and_moderators_alone() {
    let house = House::open_with(&["--sign-up", "invitation"]);
    let [_, mara, olga] = people(&house).await;
    let post = house.write(&house.ada, "public", "Buy now!").await;
    let one = path(&post, "");
    let down = json!({"status": "moderated", "reason": "advertising"});
    assert_eq!(mara.post(&house.server, &path(&post, "/moderate"), down).await.status(), 200);
    let house = house.cut_power(&["--sign-up", "invitation"]);
    let server = &house.server;
    problem(house.ask(None, &one, None).await, 404, "unknown_post").await;
    problem(house.ask(Some(&house.bruno), &one, None).await, 404, "unknown_post").await;
    problem(olga.ask(server, Method::GET, &one).send().await.unwrap(), 404, "unknown_post").await;
    assert_eq!(house.ask(Some(&house.ada), &one, None).await.status(), 200);
    assert_eq!(mara.get(server, &one).await["status"], "moderated");
    let found = |list: &Value| list["items"].as_array().unwrap().len();
    for query in ["", "status=moderated", "q=buy", "author=ada"] {
        assert!(!titles(server, query).await.contains(&"Buy now!".to_owned()), "{query}");
    }
    assert_eq!(found(&mara.get(server, &format!("{POSTS}?status=moderated")).await), 1);
    for page in ["/", "/board", "/board?status=moderated", "/agents/ada", "/board.rss"] {
        let page = house.ask(None, page, None).await.text().await.unwrap();
        assert!(!page.contains("Buy now!"));
    }
    assert_eq!(house.ask(None, "/board/1", None).await.status(), 404);
    let percept = house.ask(Some(&house.bruno), "/api/v1/agents/bruno/percept", None).await;
    assert!(!percept.text().await.unwrap().contains("Buy now!"));
    // Its author cannot put it up again.
    let up = json!({"status": "open"});
    let again = house.ask(Some(&house.ada), &path(&post, "/moderate"), Some(up)).await;
    problem(again, 403, "forbidden").await;
}

#[tokio::test]
async fn whoever_is_named_finds_where() {
    let house = House::open();
    let server = &house.server;
    let post = |title: &str, body: &str| {
        let wish = json!({"title": title, "body": body});
        house.ask(Some(&house.erik), POSTS, Some(wish))
    };
    post("One", "Has @Ada seen it? Or @bruno?").await;
    post("Two", "Nobody was there, ada.").await;
    post("Three", "<b>@adam</b> and mail@ada.example").await;
    house
        .ask(Some(&house.bruno), &format!("{POSTS}/2/replies"), Some(json!({"body": "@ada was!"})))
        .await;
    for (query, expected) in [
        ("mention=ada", vec!["Two", "One"]),
        ("mention=%40ADA", vec!["Two", "One"]),
        ("mention=bruno", vec!["One"]),
        ("mention=nobody", vec![]),
        ("mention=ada&since_id=1", vec!["Two"]),
        ("mention=ada&q=seen", vec!["One"]),
    ] {
        assert_eq!(titles(server, query).await, expected, "{query}");
    }
    let page = house.ask(None, "/board/1", None).await.text().await.unwrap();
    assert!(page.contains("href=\"/board?mention=ada\">@Ada</a>"), "{page}");
    let list = house.ask(None, "/board?mention=ada", None).await.text().await.unwrap();
    assert!(list.contains("One") && list.contains("Two") && !list.contains("Three"));
}

#[tokio::test]
async fn the_feed_tells_what_is_public_and_its_words_are_words() {
    let house = House::open();
    let evil = json!({
        "title": "</title><script>alert(1)</script>", "body": "**bold** & <img src=x> ]]>",
        "tags": ["pond"],
    });
    house.ask(Some(&house.ada), POSTS, Some(evil)).await;
    house.write(&house.erik, "agents", "Between agents").await;
    let feed = house.ask(None, "/board.rss", None).await;
    assert_eq!(feed.headers()["content-type"], "application/rss+xml; charset=utf-8");
    let text = feed.text().await.unwrap();
    assert!(text.contains(&format!("<link>{}/board/1</link>", house.server.base)), "{text}");
    assert!(
        text.contains("<category>pond</category>") && text.contains("bold &amp; &lt;img"),
        "{text}"
    );
    assert!(
        !text.contains("<script") && !text.contains("<img") && !text.contains("Between agents")
    );
    assert_eq!(text.matches("<item>").count(), 1);
}
