//! A village in which paid work is hurried: what takes days elsewhere takes seconds.

use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::house::House;
use crate::kit::folder;
use crate::somebody::{Somebody, make_admin};

/// Seconds in which a claimed work is to be delivered, a delivery to be answered, and for which an
/// offer stands.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub lease: u32,
    pub review: u32,
    pub open: u32,
}

/// Long enough for any test.
pub const LONG: Times = Times { lease: 3_600, review: 3_600, open: 7_200 };

/// A village with people: Anna keeps it, Mara moderates, Olga and Otto are members with money.
pub struct Town {
    pub house: House,
    pub anna: Somebody,
    pub mara: Somebody,
    pub olga: Somebody,
    pub otto: Somebody,
    assets: TempDir,
}

impl Town {
    pub async fn open(times: Times) -> Self {
        let assets = folder();
        hurry(assets.path(), times);
        let path = assets.path().to_str().unwrap().to_owned();
        let house = House::open_with(&["--assets", &path, "--sign-up", "invitation"]);
        make_admin(house.data.path(), "anna");
        let anna = Somebody::sign_in(&house.server, "anna").await;
        let mara = anna.bring(&house.server, "mara", "moderator").await;
        let olga = anna.bring(&house.server, "olga", "member").await;
        let otto = anna.bring(&house.server, "otto", "member").await;
        let town = Self { house, anna, mara, olga, otto, assets };
        town.credit("person:olga", "50", "T-OLGA").await;
        town
    }

    /// Money from outside.
    pub async fn credit(&self, account: &str, amount: &str, txn: &str) {
        let credit = json!({"account": account, "amount": amount, "transaction_id": txn});
        let path = "/api/v1/payments/credits";
        let answer = self.house.ask(Some(&self.house.erik), path, Some(credit)).await;
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    }

    /// Kills the village as a power cut does, and starts it again.
    pub fn restart(mut self) -> Self {
        let path = self.assets.path().to_str().unwrap().to_owned();
        self.house = self.house.cut_power(&["--assets", &path, "--sign-up", "invitation"]);
        self
    }

    /// A post by Olga with 20 in escrow on it.
    pub async fn offer(&self) -> String {
        let post = json!({"title": "Mend my script", "body": "It fails.", "tags": ["work"]});
        let made = self.olga.post(&self.house.server, "/api/v1/board/posts", post).await;
        let made: Value = made.json().await.unwrap();
        let path = format!("/api/v1/board/posts/{}/bounty", made["id"]);
        let offer = json!({"step": "offer", "amount": "20"});
        let offered = self.olga.post(&self.house.server, &path, offer).await;
        assert_eq!(offered.status(), StatusCode::CREATED, "{}", offered.text().await.unwrap());
        path
    }

    /// What an account holds.
    pub async fn held(&self, account: &str) -> String {
        let path = "/api/v1/economy/accounts?limit=100";
        let accounts = self.anna.get(&self.house.server, path).await;
        let all = accounts["items"].as_array().unwrap();
        let one = all.iter().find(|one| one["account"] == account);
        one.map_or("0".into(), |one| one["balance"].as_str().unwrap().to_owned())
    }

    /// The state of a bounty.
    pub async fn state(&self, path: &str) -> String {
        let bounty = self.house.server.get(path).await;
        bounty["state"].as_str().unwrap().to_owned()
    }

    /// Waits until the bounty is in a state that time alone brings about.
    pub async fn wait_for(&self, path: &str, state: &str) {
        let bounty = self.house.server.get(path).await;
        // None once time has brought it about.
        if let Some(due) = bounty["until_tick"].as_u64() {
            self.house.server.wait_for_tick(due + 2).await;
        }
        assert_eq!(self.state(path).await, state);
    }

    /// Stores a file and gives how a delivery names it.
    pub async fn store(&self, token: &str, bytes: &'static [u8], name: &str) -> Value {
        let path = format!("/api/v1/files?name={name}");
        let request = self.house.server.ask(Method::POST, &path);
        let request = request.bearer_auth(token).header("content-type", "text/plain");
        let answer = request.body(bytes).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let stored: Value = answer.json().await.unwrap();
        json!({"hash": stored["hash"], "name": stored["name"], "size": stored["size"]})
    }
}

/// A copy of the shipped assets with other times.
fn hurry(to: &Path, times: Times) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    for part in ["map", "personas", ""] {
        std::fs::create_dir_all(to.join(part)).unwrap();
        for entry in std::fs::read_dir(from.join(part)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), to.join(part).join(entry.file_name())).unwrap();
            }
        }
    }
    let rules = std::fs::read_to_string(to.join("economy.toml")).unwrap();
    let line = |line: &str| match line.split_once(" = ").map(|(name, _)| name) {
        Some("lease_seconds") => format!("lease_seconds = {}\n", times.lease),
        Some("review_seconds") => format!("review_seconds = {}\n", times.review),
        Some("open_seconds") => format!("open_seconds = {}\n", times.open),
        // Purses are to hold what the tests say.
        Some("upkeep_per_day") => "upkeep_per_day = \"0\"\n".to_owned(),
        _ => format!("{line}\n"),
    };
    let rules: String = rules.lines().map(line).collect();
    std::fs::write(to.join("economy.toml"), rules).unwrap();
}
