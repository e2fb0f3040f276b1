//! Over the wire: a real server process on loopback, measured by its own processor time.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::StreamExt as _;

use crate::figure::{Bar, Figure, percentile};
use crate::spent;

/// First arguments by which this program is the server.
pub const SERVER_WORDS: &[&str] = &["serve", "token"];

const READERS: usize = 1_000;
const CONNECTIONS: usize = 4;

/// A village of 100 that runs beside the bench; it ends with it.
pub struct Server {
    child: Child,
    pub address: String,
    folder: tempfile::TempDir,
}

impl Server {
    pub fn start() -> Result<Self> {
        Self::of(100)
    }

    /// A village of so many, by instinct.
    pub fn of(villagers: u32) -> Result<Self> {
        Self::with(villagers, &["--model-server", "none"])
    }

    /// A village of so many, started with more switches.
    pub fn with(villagers: u32, more: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--agents", &villagers.to_string()])
            .args(["--seed", "7"])
            .args(more)
            .args(["--visitor-requests-per-minute", "1000000", "--log", "error"])
            .args(["--admin-requests-per-minute", "1000000"])
            .args(["--sockets", "2000", "--sockets-per-address", "2000", "--data"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("its output")?).lines();
        let told = |line: String| {
            let (_, address) = line.split_once("village ready at http://")?;
            Some(address.trim().to_owned())
        };
        let address = lines.by_ref().map_while(Result::ok).find_map(told);
        let address = address.context("the server ended before it was ready")?;
        // What else it says is read too: it would not outlive a closed pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, address, folder })
    }

    /// A token for it.
    pub fn token(&self, whose: &[&str]) -> Result<String> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["token", "create"]).args(whose).arg("--data").arg(self.folder.path());
        let output = command.output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Processor time that it took so far, in seconds.
    pub fn spent(&self) -> Result<f64> {
        spent::by_process(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `GET /api/v1/world` over kept connections: requests a second of the server's processor time.
pub fn world(seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::start()?;
    let until = Instant::now() + Duration::from_secs(seconds.into());
    let before = server.spent()?;
    let threads: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let address = server.address.clone();
            std::thread::spawn(move || ask(&address, until))
        })
        .collect();
    let (mut requests, mut bytes) = (0_u64, 0_u64);
    for thread in threads {
        let (count, size) = thread.join().expect("an asker does not panic")?;
        requests += count;
        bytes += size;
    }
    let spent = server.spent()? - before;
    ensure!(requests > 0, "no request was answered");
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (rate, size) = (requests as f64 / spent, bytes as f64 / requests as f64 / 1e3);
    let note = format!("{requests} requests, {size:.1} kB each, {spent:.1} s of processor time");
    let name = "GET /world, 100 villagers, one core";
    let bar = Bar::AtLeast(10_000.0);
    Ok(vec![Figure::new("world", name, rate, "requests/s", bar).note(note)])
}

fn ask(address: &str, until: Instant) -> Result<(u64, u64)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let request = format!("GET /api/v1/world HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let (mut count, mut bytes) = (0, 0);
    let mut buffer = vec![0; 1 << 20];
    while Instant::now() < until {
        stream.write_all(request.as_bytes())?;
        bytes += answer(&mut stream, &mut buffer)?.len() as u64;
        count += 1;
    }
    Ok((count, bytes))
}

/// Reads one answer, which must be a success; returns where its body lies in the buffer.
pub fn answer(stream: &mut TcpStream, buffer: &mut [u8]) -> Result<Range<usize>> {
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..])?;
        ensure!(read > 0, "the server closed the connection");
        filled += read;
        let Some(end) = buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = std::str::from_utf8(&buffer[..end])?.to_ascii_lowercase();
        let is_well = head.starts_with("http/1.1 2");
        ensure!(is_well, "{head}\n{}", String::from_utf8_lossy(&buffer[end..filled]));
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.context("an answer of known length")?.trim().parse()?;
        while filled < end + 4 + length {
            let read = stream.read(&mut buffer[filled..])?;
            ensure!(read > 0, "the server closed the connection");
            filled += read;
        }
        return Ok(end + 4..end + 4 + length);
    }
}

/// 1,000 readers of `/ws/world`: the server's share of a core, and how late deltas come.
pub fn sockets(seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let address = server.address.clone();
    let (ages, share, missed) = runtime.block_on(async {
        let newest = Arc::new(AtomicU64::new(0));
        let mut tasks = Vec::new();
        for _ in 0..READERS {
            let url = format!("ws://{address}/ws/world");
            let (socket, _) = tokio_tungstenite::connect_async(url).await.context("a reader")?;
            tasks.push(tokio::spawn(read(socket, newest.clone(), seconds)));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (before, began) = (server.spent()?, Instant::now());
        tokio::time::sleep(Duration::from_secs(u64::from(seconds).max(3) - 1)).await;
        let share = (server.spent()? - before) / began.elapsed().as_secs_f64();
        let (mut ages, mut missed) = (Vec::new(), 0);
        for task in tasks {
            let (late, gaps) = task.await??;
            ages.extend(late);
            missed += gaps;
        }
        anyhow::Ok((ages, share * 100.0, missed))
    })?;
    let mut ages = ages;
    let p99 = percentile(&mut ages, 99.0);
    let note = format!(
        "{} deltas read, {missed} ticks missed; the readers share the machine with the server",
        ages.len()
    );
    let load = "1,000 readers of /ws/world";
    let late = "staleness p99 (first reader to last)";
    Ok(vec![
        Figure::new("sockets", load, share, "% of a core", Bar::AtMost(100.0)),
        Figure::new("sockets", late, p99, "ticks", Bar::AtMost(1.0)).note(note),
    ])
}

type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Reads deltas for a while: for each, how many ticks it lies behind the newest that any reader
/// has seen; and how many ticks were left out.
async fn read(mut socket: Socket, newest: Arc<AtomicU64>, seconds: u32) -> Result<(Vec<f64>, u64)> {
    let until = Instant::now() + Duration::from_secs(u64::from(seconds) + 2);
    let (mut ages, mut last, mut missed) = (Vec::new(), None, 0);
    while Instant::now() < until {
        let message = socket.next().await.context("the server closed the socket")??;
        let Ok(text) = message.to_text() else { continue };
        let Some(tick) = tick_of(text) else { continue };
        let newest = newest.fetch_max(tick, Ordering::Relaxed).max(tick);
        #[expect(clippy::cast_precision_loss, reason = "a few ticks")]
        ages.push((newest - tick) as f64);
        missed += last.map_or(0, |last: u64| tick.saturating_sub(last + 1));
        last = Some(tick);
    }
    Ok((ages, missed))
}

/// The tick of a delta or snapshot, without parsing all of it.
fn tick_of(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once("\"tick\":")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
