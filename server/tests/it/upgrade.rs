//! A village from before people, policies and dealings: it lives on with everything that it had.

use std::io::Read;

use serde_json::{Value, json};

use crate::kit::{Server, folder, run_well};

/// A village of the first form, as that program left it: a note by Ada, a reward of 5 for it, and
/// an administrator erik.
fn old_village() -> tempfile::TempDir {
    let folder = folder();
    let packed = include_bytes!("../fixtures/village-1.db.gz");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
    std::fs::write(folder.path().join("village.db"), bytes).unwrap();
    folder
}

#[tokio::test]
async fn a_village_of_the_first_form_lives_on() {
    let data = old_village();
    let server = Server::start(data.path());
    let balance = server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "15");
    let post = server.get("/api/v1/board/posts/1").await;
    assert_eq!((&post["title"], &post["status"]), (&json!("Old times"), &json!("open")));
    let credentials = json!({"name": "erik", "password": "correct horse battery"});
    let login = server.ask(reqwest::Method::POST, "/api/v1/people/login").json(&credentials);
    let login = login.send().await.unwrap();
    assert!(login.status().is_success(), "{}", login.text().await.unwrap());
    let token = run_well(data.path(), &["token", "create", "--admin"]);
    let reward = json!({"agent_id": "ada", "amount": "2", "reason": "still good", "post_id": 1});
    let paid = server.post(token.trim(), "/api/v1/economy/reward", reward).await;
    let paid: Value = paid.json().await.unwrap();
    assert_eq!(paid["balance"], "17", "{paid}");
    let (status, _) = server.terminate();
    assert!(status.success());
    run_well(data.path(), &["audit"]);
    let again = Server::start(data.path());
    assert_eq!(again.get("/api/v1/economy/balance/ada").await["balance"], "17");
}
