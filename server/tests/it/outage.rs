//! The database goes away under a running village: life goes on, money stands still, nothing that
//! was acknowledged is lost, and it heals by itself.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use village_store::testing::{Cluster, is_skipped};

use crate::kit::{PATIENCE, Server, folder, run_well};

/// How long a refusal may take.
const PROMPT: Duration = Duration::from_millis(250);
/// How long after the store is back everything may take to be as before.
const HEALED: Duration = Duration::from_secs(5);

/// A line to the database that can fall silent without being cut.
struct Line {
    port: u16,
    frozen: watch::Sender<bool>,
}

impl Line {
    /// A line to the database of this address.
    async fn to(url: &str) -> Self {
        let to: String = url.split(['@', '/']).nth(3).unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (frozen, thaw) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((village, _)) = listener.accept().await {
                let Ok(database) = TcpStream::connect(&to).await else { continue };
                let ((from_village, to_village), (from_database, to_database)) =
                    (village.into_split(), database.into_split());
                tokio::spawn(carry(from_village, to_database, thaw.clone()));
                tokio::spawn(carry(from_database, to_village, thaw.clone()));
            }
        });
        Self { port, frozen }
    }

    /// The address of the database at this end of the line.
    fn url(&self, url: &str) -> String {
        let port = url.split(['@', '/']).nth(3).unwrap().rsplit(':').next().unwrap();
        url.replace(&format!(":{port}/"), &format!(":{}/", self.port))
    }

    fn freeze(&self, frozen: bool) {
        self.frozen.send(frozen).unwrap();
    }
}

/// Carries bytes one way, but nothing while the line is frozen.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut thaw: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        if thaw.wait_for(|frozen| !frozen).await.is_err() {
            break;
        }
        if to.write_all(&buffer[..read]).await.is_err() {
            break;
        }
    }
    // The other side may be gone already.
    let _ = to.shutdown().await;
}

/// A village on a cluster of its own.
struct Outage {
    cluster: Cluster,
    url: String,
    /// Between the village and its database.
    line: Line,
    data: tempfile::TempDir,
    server: Server,
    admin: String,
    ada: String,
}

impl Outage {
    async fn new() -> Self {
        let cluster = Cluster::start_new();
        cluster.create_database("village").await;
        let url = cluster.tcp_url("village");
        let data = folder();
        let line = Line::to(&url).await;
        let through = line.url(&url);
        let server = Server::start_with(data.path(), &["--database-url", &through]);
        let token = |args: &[&str]| {
            let all = [&["token", "create", "--database-url", &url], args].concat();
            run_well(data.path(), &all).trim().to_owned()
        };
        let (ada, admin) = (token(&["--agent", "ada"]), token(&["--admin", "--name", "erik"]));
        let new = Self { cluster, url, line, data, server, admin, ada };
        // A token must have been seen once to be known while the store is away.
        new.wait_kept().await;
        // A machine that is busy may let the store seem away for a moment.
        let end = Instant::now() + PATIENCE;
        while new.note("before", 0).await.status() != StatusCode::CREATED {
            assert!(Instant::now() < end, "nothing is kept:\n{}", new.server.log());
            new.until_up().await;
        }
        new
    }

    /// Something that need not last.
    async fn wait(&self) -> Response {
        let wait = json!({ "action": "wait", "seconds": 1 });
        self.server.post(&self.ada, "/api/v1/agents/ada/action", wait).await
    }

    /// The same, kept: where a commit takes too long, the store seems away for a moment.
    async fn wait_kept(&self) {
        let end = Instant::now() + HEALED;
        loop {
            let status = self.wait().await.status();
            if status == StatusCode::OK {
                return;
            }
            // Taken, and not known to be kept.
            let passes = [StatusCode::ACCEPTED, StatusCode::SERVICE_UNAVAILABLE];
            assert!(passes.contains(&status), "{status}");
            assert!(Instant::now() < end, "it is not kept:\n{}", self.server.log());
            self.until_up().await;
        }
    }

    /// Something that must last, with a key that follows from its title.
    async fn note(&self, name: &str, number: usize) -> Response {
        let title = format!("{name} {number}");
        let request = self.server.ask(Method::POST, "/api/v1/board/posts");
        let request = request.header("Idempotency-Key", title.replace(' ', "-"));
        let body = json!({ "title": title, "body": "Written in rough weather." });
        request.bearer_auth(&self.admin).json(&body).send().await.unwrap()
    }

    /// The same, kept: where a commit takes longer than callers are let wait, which a disk may do
    /// at any time, whoever asks again with the same key learns the truth.
    async fn keep(&self, name: &str, number: usize) {
        let end = Instant::now() + HEALED;
        loop {
            let answer = self.note(name, number).await;
            let (status, text) = (answer.status(), answer.text().await.unwrap());
            if status == StatusCode::CREATED {
                return;
            }
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{text}");
            assert!(Instant::now() < end, "{text}\n{}", self.server.log());
            tokio::task::yield_now().await;
        }
    }

    async fn is_up(&self) -> bool {
        let ready = self.server.ask(Method::GET, "/readyz").send().await.unwrap();
        ready.json::<Value>().await.unwrap()["store"] == true
    }

    async fn until_up(&self) {
        let end = Instant::now() + PATIENCE;
        while !self.is_up().await {
            assert!(Instant::now() < end, "it does not heal:\n{}", self.server.log());
            tokio::task::yield_now().await;
        }
    }

    /// The tick, wherever the store is.
    async fn tick(&self) -> u64 {
        self.server.get("/api/v1/world").await["tick"].as_u64().unwrap()
    }

    /// Titles on the board that begin so; each once.
    async fn titles(&self, name: &str) -> Vec<String> {
        let path = format!("/api/v1/board/posts?q={name}&limit=100");
        let listed = self.server.get(&path).await;
        let items = listed["items"].as_array().unwrap().iter();
        items.map(|post| post["title"].as_str().unwrap().to_owned()).collect()
    }

    fn prove(self) {
        let Self { cluster, url, data, server, .. } = self;
        assert!(server.terminate().0.success());
        for command in ["audit", "replay"] {
            run_well(data.path(), &[command, "--database-url", &url]);
        }
        drop(cluster);
    }
}

/// A refusal for want of a store, in time, with word of when to come again.
fn assert_refused(answer: &Response, took: Duration) {
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let again = answer.headers().get("retry-after").expect("it says when to come again");
    assert!(again.to_str().unwrap().parse::<u32>().unwrap() >= 1);
    assert!(took <= PROMPT, "a refusal took {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_postgres_life_goes_on_and_it_heals_by_itself() {
    if is_skipped() {
        return;
    }
    let mut outage = Outage::new().await;
    for round in 1..=2 {
        tokio::task::block_in_place(|| {
            if round == 1 { outage.cluster.kill() } else { outage.cluster.stop() }
        });
        let began = Instant::now();
        let first = outage.note(&format!("round{round}"), 0).await;
        assert_refused(&first, began.elapsed());
        assert!(!outage.is_up().await, "the village knows");
        let before = outage.tick().await;
        for number in 1..=5 {
            let began = Instant::now();
            assert_refused(&outage.note(&format!("round{round}"), number).await, began.elapsed());
            let waited = outage.wait().await;
            assert_eq!(waited.status(), StatusCode::ACCEPTED);
            assert_eq!(waited.json::<Value>().await.unwrap()["durable"], false);
        }
        assert!(outage.tick().await > before, "time goes on");
        tokio::task::block_in_place(|| outage.cluster.start());
        outage.until_up().await;
        for number in 0..=5 {
            outage.keep(&format!("round{round}"), number).await;
        }
        outage.keep(&format!("round{round}"), 3).await;
        let titles = outage.titles(&format!("round{round}")).await;
        let different: BTreeSet<_> = titles.iter().collect();
        assert_eq!((titles.len(), different.len()), (6, 6), "{titles:?}");
        outage.wait_kept().await;
    }
    outage.prove();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_falls_silent_is_not_waited_for() {
    if is_skipped() {
        return;
    }
    let outage = Outage::new().await;
    outage.line.freeze(true);
    let began = Instant::now();
    assert_refused(&outage.note("silent", 0).await, began.elapsed());
    let began = Instant::now();
    assert_refused(&outage.note("silent", 1).await, began.elapsed());
    let waited = outage.wait().await;
    assert_eq!(waited.status(), StatusCode::ACCEPTED);
    outage.line.freeze(false);
    outage.until_up().await;
    for number in 0..=1 {
        outage.keep("silent", number).await;
    }
    assert_eq!(outage.titles("silent").await.len(), 2);
    outage.prove();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_under_way_when_postgres_died_happens_exactly_once() {
    const NOTES: usize = 60;
    if is_skipped() {
        return;
    }
    let mut outage = Outage::new().await;
    let (mut kept, mut unknown) = (0, 0);
    for number in 0..NOTES {
        // Dies while a note is under way, and comes back later.
        let dies = number % 20 == 10;
        let (answer, ()) = tokio::join!(outage.note("torn", number), async {
            if dies {
                outage.cluster.end_sessions("village").await;
            }
        });
        match answer.status() {
            StatusCode::CREATED => kept += 1,
            StatusCode::SERVICE_UNAVAILABLE => unknown += 1,
            other => panic!("{other}"),
        }
    }
    tokio::task::block_in_place(|| outage.cluster.kill());
    let lost = outage.note("torn", NOTES).await;
    assert_eq!(lost.status(), StatusCode::SERVICE_UNAVAILABLE);
    tokio::task::block_in_place(|| outage.cluster.start());
    outage.until_up().await;
    for number in 0..=NOTES {
        outage.keep("torn", number).await;
    }
    let titles = outage.titles("torn").await;
    let different: BTreeSet<_> = titles.iter().collect();
    assert_eq!((titles.len(), different.len()), (NOTES + 1, NOTES + 1));
    assert!(kept > 0, "{kept} kept, {unknown} not known at first");
    outage.prove();
}
