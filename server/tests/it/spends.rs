//! Thirty identical spends at one instant, without a key: one is carried out, twenty-nine are
//! refused, and nothing else moved. The requests lie at the village complete but for their last
//! byte; then the last bytes go out together.
//!
//! `VILLAGE_RACES` sets how many races are run.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::House;
use crate::kit::run_well;

const RACES: usize = 200;
const SPENDS: usize = 30;

/// A connection that is kept from race to race.
struct Lane {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Lane {
    async fn open(authority: &str) -> Self {
        let stream = TcpStream::connect(authority).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, bytes: Vec::new() }
    }

    /// The status and the body of the next answer.
    async fn answer(&mut self) -> (u16, Value) {
        loop {
            if let Some((answer, end)) = whole(&self.bytes) {
                self.bytes.drain(..end);
                return answer;
            }
            let read = self.stream.read_buf(&mut self.bytes).await.unwrap();
            assert!(read > 0, "the village closed the connection");
        }
    }
}

/// The first answer in these bytes and where it ends, once it is whole.
fn whole(bytes: &[u8]) -> Option<((u16, Value), usize)> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).unwrap().to_ascii_lowercase();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let end = head + 4 + length.unwrap().trim().parse::<usize>().unwrap();
    let body = bytes.get(head + 4..end)?;
    Some(((status, serde_json::from_slice(body).unwrap()), end))
}

/// Sends one request over all lanes so that the village gets them at one instant.
async fn race(lanes: &mut [Lane], token: &str, path: &str, body: &Value) -> Vec<(u16, Value)> {
    let body = body.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: village\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (most, last) = request.as_bytes().split_at(request.len() - 1);
    for lane in &mut *lanes {
        lane.stream.write_all(most).await.unwrap();
    }
    // A system call each and nothing between them: they are there before the next tick takes any.
    for lane in &mut *lanes {
        assert_eq!(lane.stream.try_write(last).unwrap(), 1);
    }
    join_all(lanes.iter_mut().map(Lane::answer)).await
}

/// Checks that one of the answers is a success and gives it; the others are this refusal.
fn only_success(answers: Vec<(u16, Value)>, code: &str) -> Value {
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(status, _)| *status == 201);
    assert_eq!(won.len(), 1, "{won:?} {:?}", lost.first());
    for (status, told) in &lost {
        assert_eq!((*status, told["code"].as_str()), (409, Some(code)), "{told}");
    }
    won.into_iter().next().unwrap().1
}

async fn lanes(house: &House) -> Vec<Lane> {
    let authority = house.server.base.trim_start_matches("http://");
    let mut lanes = Vec::new();
    for _ in 0..SPENDS {
        lanes.push(Lane::open(authority).await);
    }
    lanes
}

async fn balance(house: &House, agent: &str) -> String {
    let shown = house.server.get(&format!("/api/v1/economy/balance/{agent}")).await;
    shown["balance"].as_str().unwrap().to_owned()
}

fn prove(house: House) {
    let House { server, data, .. } = house;
    assert!(server.terminate().0.success());
    assert!(run_well(data.path(), &["audit"]).contains("are whole"));
}

/// All that one agent has goes to the other and, in the next race, back.
#[tokio::test]
async fn of_thirty_payments_of_all_one_has_one_succeeds() {
    let races = std::env::var("VILLAGE_RACES").ok();
    let races = races.map_or(RACES, |text| text.parse().unwrap());
    let house = House::open_generously(&["--tick-hz", "60"]);
    let mut lanes = lanes(&house).await;
    for number in 0..races {
        let (from, to, token) = match number % 2 {
            0 => ("ada", "bruno", &house.ada),
            _ => ("bruno", "ada", &house.bruno),
        };
        let all = balance(&house, from).await;
        let body = json!({ "to": to, "amount": all, "note": "all of it" });
        let answers = race(&mut lanes, token, "/api/v1/economy/pay", &body).await;
        let paid = only_success(answers, "insufficient");
        assert_eq!((&paid["amount"], &paid["balance"]), (&json!(all), &json!("0")));
    }
    let held = (balance(&house, "ada").await, balance(&house, "bruno").await);
    let both: village_economy::Micro = "20".parse().unwrap();
    let all = if races.is_multiple_of(2) { held.0.clone() } else { held.1.clone() };
    assert_eq!(all.parse(), Ok(both), "{held:?}");
    prove(house);
}

/// A bounty on one post: money is set aside for one of thirty offers.
#[tokio::test]
async fn of_thirty_offers_on_one_post_one_takes_money() {
    let house = House::open_generously(&["--tick-hz", "60"]);
    let mut lanes = lanes(&house).await;
    let post = house.write(&house.ada, "public", "Who mends the pump?").await;
    let path = format!("/api/v1/board/posts/{}/bounty", post["id"]);
    let offer = json!({ "step": "offer", "amount": "1" });
    let answers = race(&mut lanes, &house.ada, &path, &offer).await;
    only_success(answers, "closed");
    assert_eq!(balance(&house, "ada").await, "9");
    prove(house);
}

/// A purchase that takes all there is.
#[tokio::test]
async fn of_thirty_purchases_for_all_one_has_one_succeeds() {
    let house = House::open_generously(&["--tick-hz", "60"]);
    let mut lanes = lanes(&house).await;
    // 40 hours of a quarter each.
    let body = json!({ "agent_id": "ada", "tier": "lantern", "hours": 40 });
    let answers = race(&mut lanes, &house.ada, "/api/v1/economy/purchase", &body).await;
    let bought = only_success(answers, "insufficient");
    assert_eq!((&bought["cost"], &bought["balance"]), (&json!("10"), &json!("0")));
    prove(house);
}
