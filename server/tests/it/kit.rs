//! One kit for all tests: the real program on a port of its own, spoken to over HTTP.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take before the test has failed. Machines that build beside it are slow.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Lines of its log that a village leaves behind when its test fails.
const LAST: usize = 60;

/// A client of the tests' own, with the one provider of TLS.
pub fn client() -> ClientBuilder {
    // Whoever came first has done it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Sooner than the server gives up a connection that idles: a request that crosses its end on
    // the way would be lost.
    Client::builder().pool_idle_timeout(Duration::from_secs(3))
}

/// The program.
pub fn program() -> Command {
    let built = env!("CARGO_BIN_EXE_village-server").into();
    let mut program = Command::new(std::env::var_os("VILLAGE_SERVER").unwrap_or(built));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VILLAGE_")) {
        program.env_remove(name);
    }
    program
}

/// Runs one of the other commands on a village to its end.
pub fn run(data: &Path, args: &[&str]) -> Output {
    let output = program().args(args).arg("--data").arg(data).output();
    output.expect("the program can be run")
}

/// As [`run`], but it must go well; gives what it printed.
pub fn run_well(data: &Path, args: &[&str]) -> String {
    let output = run(data, args);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {} {told}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// An empty folder for a village: its log lies in it, and all of it goes when the test ends.
pub fn folder() -> TempDir {
    tempfile::Builder::new().prefix("village").tempdir().unwrap()
}

/// A running village.
pub struct Server {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
    log: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    pub client: Client,
}

/// Reads something as JSON; it must be there. A store that is busy for a moment says so, and is
/// asked again.
pub async fn read(path: &str, ask: impl Fn() -> RequestBuilder) -> Value {
    let end = Instant::now() + PATIENCE;
    loop {
        let response = ask().send().await.unwrap();
        let status = response.status();
        if status == StatusCode::OK {
            return response.json().await.unwrap();
        }
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(Instant::now() < end, "{path}");
        tokio::task::yield_now().await;
    }
}

impl Server {
    /// Starts a village in this folder and waits until it is ready.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// As [`Self::start`], with more switches.
    pub fn start_with(data: &Path, args: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", data, args)
    }

    /// As [`Self::start_with`], at an address.
    pub fn start_at(listen: &str, data: &Path, args: &[&str]) -> Self {
        let log = data.join("server.log");
        let mut serve = program();
        serve.args(["serve", "--listen", listen, "--data"]).arg(data).args(args);
        if !args.contains(&"--log") {
            serve.args(["--log", "info,sqlx=warn"]);
        }
        if !args.iter().any(|arg| ["--model-server", "--config"].contains(arg)) {
            // Whatever listens on this machine is none of the tests' business.
            serve.args(["--model-server", "none"]);
        }
        Self::spawn(serve, log, "village ready at ")
    }

    /// Starts a gateway away from this village, which logs beside it.
    pub fn gateway(&self) -> Self {
        let mut gateway = program();
        gateway.args(["gateway", "--upstream", &self.base, "--listen", "127.0.0.1:0"]);
        Self::spawn(gateway, self.log.with_file_name("gateway.log"), "gateway ready at ")
    }

    /// Starts a program and waits for the line in which it says where it is.
    fn spawn(mut program: Command, log: PathBuf, says: &str) -> Self {
        program.stdout(Stdio::piped());
        program.stderr(File::options().create(true).append(true).open(&log).unwrap());
        let mut child = program.spawn().expect("the program can be run");
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        let (seen, base, client) = (Vec::new(), String::new(), client().build().unwrap());
        let mut server = Self { child, lines, seen, log, base, client };
        let ready = server.line(says);
        server.base.push_str(ready.trim_start_matches(says));
        server
    }

    /// The first line of its standard output that begins so.
    pub fn line(&mut self, start: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(line) = self.seen.iter().find(|line| line.starts_with(start)) {
                return line.clone();
            }
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => self.seen.push(line),
                Err(error) => {
                    panic!("{error}: no line \"{start}\":\n{:?}\n{}", self.seen, self.log())
                }
            }
        }
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// A request.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).timeout(PATIENCE)
    }

    /// Reads something as JSON; it must be there.
    pub async fn get(&self, path: &str) -> Value {
        read(path, || self.ask(Method::GET, path)).await
    }

    /// Posts JSON with a token.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> Response {
        self.ask(Method::POST, path).bearer_auth(token).json(&body).send().await.unwrap()
    }

    /// The tick after which the village is shown now.
    pub async fn tick(&self) -> u64 {
        self.get("/readyz").await["tick"].as_u64().unwrap()
    }

    /// Waits until the village has come so far.
    pub async fn wait_for_tick(&self, tick: u64) {
        let end = Instant::now() + PATIENCE;
        while self.tick().await < tick {
            assert!(Instant::now() < end, "tick {tick} does not come:\n{}", self.log());
            tokio::task::yield_now().await;
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as a supervisor does, and waits for its end.
    pub fn terminate(mut self) -> (ExitStatus, Vec<String>) {
        signal(self.child.id(), "TERM");
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.seen.extend(self.lines.iter());
                return (status, std::mem::take(&mut self.seen));
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.log());
            std::thread::yield_now();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // The log goes with the village's folder; of a test that failed its end is kept here.
        if std::thread::panicking() {
            let log = self.log();
            let last = log.lines().rev().take(LAST).collect::<Vec<_>>();
            let last = last.into_iter().rev().collect::<Vec<_>>().join("\n");
            eprintln!("the end of {}:\n{last}", self.log.display());
        }
    }
}

/// Sends a signal to a process.
fn signal(id: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &id.to_string()]).status();
    assert!(sent.unwrap().success());
}
