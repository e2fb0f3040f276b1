//! Reading while the database is away: what is at hand is shown by the same rules, the rest is
//! refused in words.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::Instant;
use village_store::testing::{Cluster, is_skipped};

use crate::house::problem;
use crate::kit::{PATIENCE, Server, folder, run_well};

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_read_on_from_memory() {
    if is_skipped() {
        return;
    }
    let mut cluster = Cluster::start_new();
    cluster.create_database("village").await;
    let (url, data) = (cluster.tcp_url("village"), folder());
    let server = Server::start_with(data.path(), &["--database-url", &url]);
    let token = |args: &[&str]| {
        let all = [&["token", "create", "--database-url", &url], args].concat();
        run_well(data.path(), &all).trim().to_owned()
    };
    let (ada, admin) = (token(&["--agent", "ada"]), token(&["--admin", "--name", "erik"]));
    for (title, audience) in [("Heron", "public"), ("Otter", "agent:ada"), ("Newt", "humans")] {
        let post = json!({"title": title, "body": "Seen.", "tags": ["pond"], "audience": audience});
        let made = server.post(&admin, "/api/v1/board/posts", post).await;
        assert_eq!(made.status(), StatusCode::CREATED);
    }
    let list = "/api/v1/board/posts?tag=pond&q=SEEN&author=human:erik&status=open&limit=1";
    let seen = async |token: Option<&str>| {
        let (mut titles, mut path) = (Vec::new(), list.to_owned());
        loop {
            let mut request = server.ask(Method::GET, &path);
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            let part: Value = request.send().await.unwrap().json().await.unwrap();
            let items = part["items"].as_array().unwrap().iter();
            titles.extend(items.map(|post| post["title"].as_str().unwrap().to_owned()));
            let Some(cursor) = part["next_cursor"].as_str() else { return titles };
            path = format!("{list}&cursor={cursor}");
        }
    };
    let before = [seen(None).await, seen(Some(&ada)).await, seen(Some(&admin)).await];
    assert_eq!(before, [vec!["Heron"], vec!["Otter", "Heron"], vec!["Newt", "Otter", "Heron"]]);
    cluster.stop();
    let end = Instant::now() + PATIENCE;
    while server.get("/readyz").await["store"] == true {
        assert!(Instant::now() < end, "the store is not missed");
        // Only a record that cannot be kept tells that the store is away.
        let wait = json!({"action": "wait", "seconds": 1});
        server.post(&ada, "/api/v1/agents/ada/action", wait).await;
    }
    let after = [seen(None).await, seen(Some(&ada)).await, seen(Some(&admin)).await];
    assert_eq!(after, before, "the same rules hold");
    let hidden = server.ask(Method::GET, "/api/v1/board/posts/2").send().await.unwrap();
    problem(hidden, 404, "unknown_post").await;
    assert_eq!(server.get("/api/v1/board/posts/1").await["title"], "Heron");
    let ledger = server.ask(Method::GET, "/api/v1/economy/ledger/ada").send().await.unwrap();
    assert!(ledger.headers().contains_key("retry-after"));
    problem(ledger, 503, "store_unavailable").await;
    for page in ["/", "/board", "/board/1", "/agents/ada"] {
        let shown = server.ask(Method::GET, page).header("accept", "text/html").send().await;
        let shown = shown.unwrap();
        assert_eq!(shown.status(), StatusCode::OK, "{page}");
    }
    cluster.start();
    while server.get("/readyz").await["store"] == false {
        assert!(Instant::now() < end, "the store is not found again");
    }
    assert_eq!(server.get("/api/v1/economy/ledger/ada").await["items"][0]["reason"], "stipend");
}
