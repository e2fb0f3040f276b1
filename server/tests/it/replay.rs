//! The journal lived again, and what audit and replay say about tampering.

use std::path::Path;

use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;
use village_store::testing::{Cluster, is_skipped};
use village_store::{Place, Role, Store};

use crate::kit::{Server, folder, program, run, run_well};

/// A village that somebody acted in, shut down after this tick. `place` says where its database is.
async fn lived(place: &[&str], until: u64) -> TempDir {
    let data = folder();
    let server = Server::start_with(data.path(), &[&["--tick-hz", "60"], place].concat());
    let tool =
        |command: &[&str]| run_well(data.path(), &[command, place].concat()).trim().to_owned();
    let ada = tool(&["token", "create", "--agent", "ada"]);
    let erik = tool(&["token", "create", "--admin", "--name", "erik"]);
    let walk = json!({ "landmark": "town-board" });
    let walked = server.post(&ada, "/api/v1/agents/ada/move", walk).await;
    assert_eq!(walked.status(), StatusCode::OK);
    let note = json!({ "title": "Bread", "body": "Fresh at the mill.", "tags": ["goods"] });
    let posted = server.post(&ada, "/api/v1/board/posts", note).await;
    assert_eq!(posted.status(), StatusCode::CREATED);
    let posted: serde_json::Value = posted.json().await.unwrap();
    let reward = json!({
        "agent_id": "ada", "amount": "2.5", "reason": "good bread", "post_id": posted["id"]
    });
    let rewarded = server.post(&erik, "/api/v1/economy/reward", reward).await;
    assert_eq!(rewarded.status(), StatusCode::CREATED);
    server.wait_for_tick(until).await;
    assert!(server.terminate().0.success());
    data
}

fn hashes(told: &str) -> u64 {
    let before = told.split(" state hashes equal").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_journal_and_its_export_are_lived_again() {
    let data = lived(&[], 660).await;
    let whole = run_well(data.path(), &["replay"]);
    assert!(hashes(&whole) > 20 && !whole.contains("not be compared"), "{whole}");
    // The first snapshot after the founding is that of tick 600.
    let part = run_well(data.path(), &["replay", "--from", "640"]);
    assert!(part.contains("ticks 601 to") && hashes(&part) < hashes(&whole), "{part}");
    let file = data.path().join("export.jsonl");
    let path = file.to_str().unwrap();
    run_well(data.path(), &["export", "--out", path]);
    let of_file = run_well(data.path(), &["replay", "--journal", path]);
    assert_eq!(hashes(&of_file), hashes(&whole));
    let again = run(data.path(), &["export", "--out", path]);
    assert_eq!(again.status.code(), Some(2), "a file is not overwritten");
    let audit = run_well(data.path(), &["audit"]);
    assert!(audit.contains("are whole"), "{audit}");
    check_tampered(data.path(), &file);
}

/// A changed command and a changed hash are found, and the tick is named.
fn check_tampered(data: &Path, export: &Path) {
    let text = std::fs::read_to_string(export).unwrap();
    let cases = [("Fresh at the mill.", "Stale at the mill."), ("good bread", "good bread!")];
    for (before, after) in cases {
        let mut changed = String::new();
        let mut tick = None;
        for line in text.lines() {
            let is_row = line.contains("\"table\":\"journal\"") && line.contains(before);
            if is_row {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                tick = row["tick"].as_u64();
            }
            changed.push_str(&if is_row { line.replace(before, after) } else { line.into() });
            changed.push('\n');
        }
        let tick = tick.expect("the command is in the journal");
        let file = data.join("changed.jsonl");
        std::fs::write(&file, changed).unwrap();
        let told = run(data, &["replay", "--journal", file.to_str().unwrap()]);
        let line = String::from_utf8_lossy(&told.stderr);
        assert_eq!(told.status.code(), Some(1), "{line}");
        assert!(line.contains(&format!("tick {tick}:")), "tick {tick}: {line}");
    }
}

#[tokio::test]
async fn the_same_life_is_proved_on_postgres() {
    if is_skipped() {
        return;
    }
    let cluster = Cluster::start_new();
    cluster.create_database("village").await;
    let url = cluster.socket_url("village");
    let args = ["--database-url", url.as_str()];
    let data = lived(&args, 120).await;
    for command in ["audit", "replay"] {
        run_well(data.path(), &[&[command], &args[..]].concat());
    }
    // The table's own rules are switched off, as only its owner can.
    let spoil = "alter table transfer disable trigger all;
        update transfer set amount = amount + 1 where seq = 2";
    cluster.run_sql("village", spoil).await;
    let audit = program().arg("audit").args(args).output().unwrap();
    let line = String::from_utf8_lossy(&audit.stderr);
    assert_eq!(audit.status.code(), Some(1), "{line}");
    assert!(line.contains("entry 2:"), "{line}");
}

#[tokio::test]
async fn a_missing_row_of_the_journal_or_the_board_is_named() {
    let data = lived(&[], 60).await;
    let store = Store::open(&Place::in_folder(data.path()), Role::Tool).await.unwrap();
    let post = store.posts(&village_store::PostFilter::default(), None, 1).await.unwrap();
    let post = post.items[0].post.id;
    store.close().await;
    let spoil = format!(
        "PRAGMA foreign_keys=off; \
         DROP TRIGGER post_keeps; DROP TRIGGER post_tag_keeps; DROP TRIGGER reply_keeps; \
         DELETE FROM post_tag WHERE post = {post}; DELETE FROM reply WHERE post = {post}; \
         DELETE FROM post WHERE id = {post};"
    );
    crate::spoil::sqlite(data.path(), &spoil).await;
    let audit = run(data.path(), &["audit"]);
    let line = String::from_utf8_lossy(&audit.stderr);
    assert_eq!(audit.status.code(), Some(1), "{line}");
    assert!(line.contains(&format!("post {post} is in the journal")), "{line}");
}
