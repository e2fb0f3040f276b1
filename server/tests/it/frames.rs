//! `/ws/frames` on the program itself: what a watcher knows is what the API shows, nothing private
//! comes over it, and it ends as the other sockets do. How it behaves under a bad watcher is tried
//! in village-gateway.

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use village_protocol::frame::{Look, Replica, Villager};
use village_sim::{Led, Tick};

use crate::house::House;
use crate::kit::{PATIENCE, Server};

struct Watcher {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    replica: Replica,
    /// All bytes that came.
    heard: Vec<u8>,
}

impl Watcher {
    async fn open(house: &House) -> Self {
        Self::at(&house.server).await
    }

    async fn at(server: &Server) -> Self {
        let url = format!("{}/ws/frames", server.base.replace("http://", "ws://"));
        let (socket, _) = connect_async(url).await.unwrap();
        let mut watcher = Self { socket, replica: Replica::default(), heard: Vec::new() };
        let look = watcher.replica.look(Look::new(0, 0, 256, 256));
        watcher.socket.send(Message::binary(look.encode().to_vec())).await.unwrap();
        watcher
    }

    /// Takes a message; the code of its end when it is one.
    async fn hear(&mut self) -> Option<u16> {
        let message = tokio::time::timeout(PATIENCE, self.socket.next()).await;
        match message.expect("a message comes").expect("the socket is open").unwrap() {
            Message::Binary(bytes) => {
                self.heard.extend_from_slice(&bytes);
                self.replica.apply(&bytes).unwrap();
                assert_eq!(self.replica.resync(), None);
                None
            }
            Message::Close(frame) => Some(frame.unwrap().code.into()),
            _ => None,
        }
    }

    /// What it knows of a villager.
    fn villager(&self, slug: &str) -> Option<&Villager> {
        let cast = &self.replica.lane()?.cast;
        let number = cast.iter().position(|face| face.slug == slug)?;
        let everybody = self.replica.cells().flat_map(|(_, cell)| &cell.villagers);
        everybody.into_iter().find(|(id, _)| id.index() == number).map(|(_, one)| one)
    }

    /// Takes messages until something holds.
    async fn until(&mut self, holds: impl Fn(&Self) -> bool) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(tokio::time::Instant::now() < end, "it comes");
            assert_eq!(self.hear().await, None);
        }
    }
}

#[tokio::test]
async fn a_watcher_sees_what_the_api_shows() {
    let house = House::open();
    let mut watcher = Watcher::open(&house).await;
    watcher.until(|watcher| watcher.villager("ada").is_some()).await;
    let world = house.server.get("/api/v1/world").await;
    let lane = watcher.replica.lane().unwrap();
    assert_eq!(lane.cast.len(), world["agents"].as_array().unwrap().len());
    assert_eq!(
        json!([lane.width, lane.height]),
        json!([world["size"]["width"], world["size"]["height"]])
    );
    assert_eq!((json!(lane.hz), json!(lane.store)), (world["hz"].clone(), world["store"].clone()));
    for agent in world["agents"].as_array().unwrap() {
        let slug = agent["agent_id"].as_str().unwrap();
        let known = watcher.villager(slug).unwrap_or_else(|| panic!("{slug} is somewhere"));
        assert_eq!(lane.tiers[usize::from(known.tier)].id, agent["tier"], "{slug}");
        assert_eq!(known.balance.to_string(), agent["balance"], "{slug}");
    }
    let say = json!({"action": "say", "text": "Who sees this?"});
    house.ask(Some(&house.ada), "/api/v1/agents/ada/action", Some(say)).await;
    let hears = |watcher: &Watcher| {
        let Some(ada) = watcher.villager("ada") else { return false };
        let said = ada.line(watcher.replica.tick(), 200);
        ada.led == Led::Outside && said.is_some_and(|said| &*said.text == "Who sees this?")
    };
    watcher.until(hears).await;
}

#[tokio::test]
async fn what_is_private_is_in_no_frame() {
    let house = House::open();
    let mut watcher = Watcher::open(&house).await;
    watcher.until(|watcher| watcher.villager("ada").is_some()).await;
    house.write(&house.ada, "agents", "A secret of agents").await;
    house.write(&house.ada, "humans", "A secret of people").await;
    house.write(&house.ada, "public", "A note for all").await;
    let has = |watcher: &Watcher, title: &str| {
        let mut notes = watcher.replica.lane().unwrap().notes.values();
        notes.any(|note| note.title == title)
    };
    watcher.until(|watcher| has(watcher, "A note for all")).await;
    let mut late = Watcher::open(&house).await;
    late.until(|watcher| watcher.villager("ada").is_some()).await;
    assert!(has(&late, "A note for all"));
    for heard in [&watcher.heard, &late.heard] {
        let text = String::from_utf8_lossy(heard);
        assert!(text.contains("A note for all") && !text.contains("A secret"));
    }
}

#[tokio::test]
async fn a_village_that_stops_says_farewell_to_watchers() {
    let house = House::open();
    let mut watcher = Watcher::open(&house).await;
    watcher.until(|watcher| watcher.replica.tick() > Tick(0)).await;
    let House { server, data, .. } = house;
    let ended = tokio::task::spawn_blocking(move || server.terminate());
    let code = loop {
        if let Some(code) = watcher.hear().await {
            break code;
        }
    };
    assert_eq!(code, 1001);
    assert!(ended.await.unwrap().0.success());
    drop(data);
}

#[tokio::test]
async fn whoever_watches_is_counted_until_it_leaves() {
    let house = House::open();
    let watching = async || house.server.get("/api/v1/presence").await["watching"].clone();
    assert_eq!(watching().await, 0);
    let mut first = Watcher::open(&house).await;
    let mut second = Watcher::open(&house).await;
    for watcher in [&mut first, &mut second] {
        watcher.until(|watcher| watcher.replica.tick() > Tick(0)).await;
    }
    let presence = house.server.get("/api/v1/presence").await;
    assert_eq!((&presence["watching"], &presence["playing"]), (&json!(2), &json!(0)));
    let told = "villagers live by instinct: model_server is none; name one, or leave it out";
    assert_eq!(presence["minds"], told);
    drop(first);
    // A line that is gone is noticed when the next tick is sent.
    let end = tokio::time::Instant::now() + PATIENCE;
    while watching().await != 1 {
        assert!(tokio::time::Instant::now() < end, "it is missed");
        house.server.wait_for_tick(house.server.tick().await + 1).await;
    }
}

#[tokio::test]
async fn a_watcher_counts_as_a_socket_of_its_address() {
    let house = House::open_with(&["--sockets-per-address", "1"]);
    let mut watcher = Watcher::open(&house).await;
    watcher.until(|watcher| watcher.replica.tick() > Tick(0)).await;
    let url = format!("{}/ws/frames", house.server.base.replace("http://", "ws://"));
    assert!(connect_async(url).await.is_err());
    let metrics = house.server.ask(reqwest::Method::GET, "/metrics").send().await.unwrap();
    let metrics = metrics.text().await.unwrap();
    for name in ["village_frames_encode_seconds", "village_frames_bytes_total"] {
        assert!(metrics.lines().any(|line| line.starts_with(name)), "{name}");
    }
}

#[tokio::test]
async fn a_gateway_away_from_the_village_shows_what_the_village_shows() {
    let house = House::open();
    let gateway = house.server.gateway();
    let mut watcher = Watcher::at(&gateway).await;
    watcher.until(|watcher| watcher.villager("ada").is_some()).await;
    let say = json!({"action": "say", "text": "Who hears this far away?"});
    house.ask(Some(&house.ada), "/api/v1/agents/ada/action", Some(say)).await;
    let hears = |watcher: &Watcher| {
        let said = watcher.villager("ada").and_then(|ada| ada.line(watcher.replica.tick(), 200));
        said.is_some_and(|said| &*said.text == "Who hears this far away?")
    };
    watcher.until(hears).await;
    let paths = [("/readyz", 200), ("/healthz", 200), ("/metrics", 200), ("/board", 404)];
    for (path, status) in paths {
        let answer = gateway.ask(reqwest::Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
    // The village goes: whoever watches stays, and the gateway says that it hears nothing.
    let House { server, data, .. } = house;
    tokio::task::spawn_blocking(move || server.terminate()).await.unwrap();
    let end = tokio::time::Instant::now() + PATIENCE;
    loop {
        let answer = gateway.ask(reqwest::Method::GET, "/readyz").send().await.unwrap();
        if answer.status() == 503 {
            break;
        }
        assert!(tokio::time::Instant::now() < end, "it notices");
    }
    let ended = tokio::task::spawn_blocking(move || gateway.terminate());
    let code = loop {
        if let Some(code) = watcher.hear().await {
            break code;
        }
    };
    assert_eq!(code, 1001);
    assert!(ended.await.unwrap().0.success());
    drop(data);
}
