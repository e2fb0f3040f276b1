//! The program as a process: how it starts, what it prints, how it ends and what it leaves.

use std::net::TcpListener;
use std::path::Path;

use reqwest::StatusCode;
use serde_json::json;

use crate::house::House;
use crate::kit::{Server, folder, program, run, run_well};
use crate::somebody::{Somebody, make_admin};

fn post(number: usize) -> serde_json::Value {
    json!({ "title": format!("Note {number}"), "body": "Seen at the pond." })
}

#[tokio::test]
async fn the_ready_line_tells_the_port_and_the_link_comes_once() {
    let data = folder();
    let mut server = Server::start(data.path());
    assert!(server.base.starts_with("http://127.0.0.1:") && !server.base.ends_with(":0"));
    let link = server.line("become its administrator");
    assert!(link.contains(&format!("{}/setup#", server.base)), "{link}");
    let secret = link.rsplit('#').next().unwrap();
    assert!(secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{link}");
    let (status, lines) = server.terminate();
    assert!(status.success(), "{status}");
    assert_eq!(lines.len(), 2, "{lines:?}");
    let again = Server::start(data.path());
    let (status, lines) = again.terminate();
    assert!(status.success() && lines.len() == 1, "{lines:?}");
}

#[tokio::test]
async fn a_clean_end_loses_no_tick() {
    let data = folder();
    let server = Server::start(data.path());
    server.wait_for_tick(40).await;
    let before = server.tick().await;
    let (status, _) = server.terminate();
    assert_eq!(status.code(), Some(0));
    let server = Server::start(data.path());
    assert!(server.tick().await >= before, "the last tick was kept");
    assert!(server.log().contains("the village lives on"), "{}", server.log());
    drop(server);
    run_well(data.path(), &["audit"]);
}

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9_exactly_once() {
    let data = folder();
    drop(Server::start(data.path()));
    let token = run_well(data.path(), &["token", "create", "--agent", "ada"]);
    let token = token.trim();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let server = Server::start(data.path());
        for number in 0..8 {
            let answer = server.post(token, "/api/v1/board/posts", post(round * 8 + number)).await;
            assert_eq!(answer.status(), StatusCode::CREATED);
            let body: serde_json::Value = answer.json().await.unwrap();
            acknowledged.push((body["id"].as_u64().unwrap(), body["title"].clone()));
        }
        server.kill();
    }
    let server = Server::start(data.path());
    for (id, title) in &acknowledged {
        let kept = server.get(&format!("/api/v1/board/posts/{id}")).await;
        assert_eq!(kept["title"], *title);
    }
    let listed = server.get("/api/v1/board/posts?author=ada&limit=100").await;
    let mine = listed["items"].as_array().unwrap();
    let mine = mine.iter().filter(|post| post["origin"] == "outside").count();
    assert_eq!(mine, acknowledged.len(), "each exactly once");
    let (status, _) = server.terminate();
    assert!(status.success());
    run_well(data.path(), &["audit"]);
    run_well(data.path(), &["replay"]);
}

#[tokio::test]
async fn tokens_are_made_and_ended_beside_a_running_village() {
    let data = folder();
    let server = Server::start(data.path());
    let token = run_well(data.path(), &["token", "create", "--agent", "ada", "--days", "30"]);
    let token = token.trim();
    assert_eq!(token.lines().count(), 1, "the token stands alone");
    let step = json!({ "action": "wait", "seconds": 1 });
    let path = "/api/v1/agents/ada/action";
    assert_eq!(server.post(token, path, step.clone()).await.status(), StatusCode::OK);
    let listed = run_well(data.path(), &["token", "list"]);
    assert!(listed.contains("agent:ada") && listed.contains("good"), "{listed}");
    assert!(!listed.contains(token), "a token is shown once");
    let id = listed.split_whitespace().next().unwrap();
    run_well(data.path(), &["token", "revoke", id]);
    let end = server.tick().await + 40;
    loop {
        // What was asked in time may be answered late.
        let asked = server.tick().await;
        if server.post(token, path, step.clone()).await.status() == StatusCode::UNAUTHORIZED {
            break;
        }
        assert!(asked < end, "a revoked token lives on for two seconds");
    }
    let nobody = run(data.path(), &["token", "create", "--agent", "nobody"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(run(data.path(), &["token", "revoke", id]).status.code() == Some(1));
}

#[test]
fn an_administrator_is_made_with_a_password_from_standard_input() {
    let data = folder();
    drop(Server::start(data.path()));
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let create = |name: &str, password: &str, assets: &Path| {
        let file = data.path().join("password");
        std::fs::write(&file, password).unwrap();
        let mut create = program();
        create.args(["admin", "create", name, "--password-stdin", "--data"]).arg(data.path());
        create.arg("--assets").arg(assets);
        create.stdin(std::fs::File::open(file).unwrap()).output().unwrap()
    };
    let short = create("erik", "short\n", &assets);
    assert_eq!(short.status.code(), Some(2));
    let good = create("erik", "a password of length\n", &assets);
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stderr));
    // By an agent's name nobody could sign in, whether it lives here or moves in tomorrow.
    let tomorrow = folder();
    std::fs::create_dir(tomorrow.path().join("personas")).unwrap();
    std::fs::write(tomorrow.path().join("personas/nora.toml"), "").unwrap();
    for name in ["Ada", "Nora"] {
        let refused = create(name, "a password of length\n", tomorrow.path());
        assert_eq!(refused.status.code(), Some(2));
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(told.contains(&format!("{name} is an agent's name")), "{told}");
    }
    let token = run_well(data.path(), &["token", "create", "--admin", "--name", "erik"]);
    assert!(token.starts_with("village_"));
}

#[tokio::test]
async fn an_agent_that_has_a_persons_name_stays_away_and_the_log_says_why() {
    let house = House::open_generously(&[]);
    make_admin(house.data.path(), "anna");
    Somebody::sign_in(&house.server, "anna").await;
    let assets = house.assets().unwrap().to_owned();
    let personas = assets.join("personas");
    std::fs::copy(personas.join("ada.toml"), personas.join("anna.toml")).unwrap();
    let house = house.cut_power(&["--assets", assets.to_str().unwrap()]);
    let agents = house.server.get("/api/v1/agents").await;
    assert!(!agents.to_string().contains("\"anna\""), "{agents}");
    let log = house.server.log();
    assert!(log.contains("a person has this name, so the agent cannot move in"), "{log}");
}

/// Runs `serve` where it cannot start: one line on stderr, exit code 2.
fn cannot_start(data: &Path, args: &[&str], told: &str) {
    let output = program()
        .env("VILLAGE_LOG", "error")
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args(args)
        .output()
        .unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {line}");
    assert!(line.contains(told), "{args:?}: {line}");
    assert_eq!(line.trim_end().lines().count(), 1, "{args:?}: {line}");
    assert!(output.stdout.is_empty(), "{args:?}: nothing is ready");
}

#[test]
fn what_cannot_go_well_is_told_in_one_line_with_exit_code_2() {
    let data = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    cannot_start(data.path(), &["--tick-hz", "61"], "tick_hz must be 5 to 60");
    cannot_start(data.path(), &["--agents", "10001"], "agents must be 1 to 10000");
    cannot_start(data.path(), &["--config", "/nowhere/village.toml"], "/nowhere/village.toml");
    cannot_start(data.path(), &["--assets", "/nowhere"], "/nowhere/");
    cannot_start(data.path(), &["--log", "a=b=c"], "log must be a filter");
    cannot_start(data.path(), &["--database-url", "mysql://a"], "postgres://USER");
    let mut serve = program();
    serve.args(["serve", "--listen", &taken, "--data"]).arg(data.path());
    let output = serve.output().unwrap();
    let line = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{line}");
    assert!(line.contains(&taken) && line.contains("--listen"), "{line}");
    assert!(!data.path().join("village.db").exists(), "nothing was founded");
}

#[test]
fn a_damaged_a_newer_and_a_used_database_are_told_apart() {
    let data = folder();
    std::fs::write(data.path().join("village.db"), [7_u8; 8_192]).unwrap();
    cannot_start(data.path(), &[], "damaged");
    let data = folder();
    let server = Server::start(data.path());
    cannot_start(data.path(), &[], "another server is running");
    let (status, _) = server.terminate();
    assert!(status.success());
    cannot_start(data.path(), &["--seed", "1"], "leave --seed out");
    cannot_start(data.path(), &["--tick-hz", "30"], "leave --tick-hz out");
    cannot_start(data.path(), &["--agents", "10000"], "beds");
}

#[test]
fn a_map_that_cannot_be_read_is_named() {
    let (data, assets) = (folder(), folder());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    for part in ["map", "personas"] {
        std::fs::create_dir(assets.path().join(part)).unwrap();
        for entry in std::fs::read_dir(shipped.join(part)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), assets.path().join(part).join(entry.file_name())).unwrap();
        }
    }
    for file in ["items.toml", "economy.toml", "tiers.toml", "phrases.toml", "names.toml"] {
        std::fs::copy(shipped.join(file), assets.path().join(file)).unwrap();
    }
    let path = assets.path().to_str().unwrap();
    std::fs::write(assets.path().join("map/village.tmx"), "<map><layer").unwrap();
    cannot_start(data.path(), &["--assets", path], "village.tmx");
    std::fs::remove_file(assets.path().join("map/village.tmx")).unwrap();
    cannot_start(data.path(), &["--assets", path], "village.tmx");
}

#[tokio::test]
async fn a_new_persona_file_and_more_agents_move_in() {
    let (data, assets) = (folder(), folder());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let copied = std::process::Command::new("cp")
        .args(["-r"])
        .args(
            [
                "map",
                "personas",
                "items.toml",
                "economy.toml",
                "tiers.toml",
                "phrases.toml",
                "names.toml",
            ]
            .map(|part| shipped.join(part)),
        )
        .arg(assets.path())
        .status();
    assert!(copied.unwrap().success());
    let path = assets.path().to_str().unwrap();
    let personas = assets.path().join("personas");
    std::fs::rename(personas.join("ada.toml"), assets.path().join("ada.toml")).unwrap();
    let server = Server::start_with(data.path(), &["--assets", path]);
    let before = server.get("/api/v1/world").await["agents"].as_array().unwrap().len();
    assert!(server.terminate().0.success());
    std::fs::rename(assets.path().join("ada.toml"), personas.join("ada.toml")).unwrap();
    let bruno = std::fs::read_to_string(personas.join("bruno.toml")).unwrap();
    let bruno = bruno.replacen("role = \"", "role = \"former ", 1);
    std::fs::write(personas.join("bruno.toml"), bruno).unwrap();
    let more = (before + 2).to_string();
    let server = Server::start_with(data.path(), &["--assets", path, "--agents", &more]);
    let tick = server.tick().await;
    server.wait_for_tick(tick + 2).await;
    let after = server.get("/api/v1/world").await["agents"].as_array().unwrap().len();
    assert_eq!(after, before + 2, "{}", server.log());
    assert_eq!(server.get("/api/v1/agents/ada").await["display_name"], "Ada");
    let role = server.get("/api/v1/agents/bruno").await["role"].clone();
    assert!(role.as_str().unwrap().starts_with("former "), "{role}");
    assert!(server.terminate().0.success());
    run_well(data.path(), &["replay", "--assets", path]);
}
