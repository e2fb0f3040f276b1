//! Coming to watch a large village: from the opening of the socket until all of it is known.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message as Sent;
use village_protocol::frame::{Look, Replica};
use village_sim::CELL_TILES;

use crate::figure::{Bar, Figure, percentile};
use crate::wire::Server;

const VILLAGERS: u32 = 1_000;
/// Those who come, one after the other.
const JOINS: usize = 60;
const PATIENCE: Duration = Duration::from_secs(10);

/// How long whoever joins waits for the whole village, and what it takes.
pub fn join(_seconds: u32) -> Result<Vec<Figure>> {
    let server = Server::of(VILLAGERS)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (mut times, mut most) = (Vec::new(), 0);
    for _ in 0..JOINS {
        let (time, bytes) = runtime.block_on(come(&server.address))?;
        times.push(time * 1e3);
        most = most.max(bytes);
    }
    let p99 = percentile(&mut times, 99.0);
    let note = format!(
        "p50 {:.1} ms; {JOINS} in turn, each opens its socket and reads until it knows every cell",
        percentile(&mut times, 50.0)
    );
    let (time, size) = ("joining 1,000 villagers, p99", "the same, bytes at most");
    let kilo = f64::from(u32::try_from(most)?) / 1e3;
    Ok(vec![
        Figure::new("frames", time, p99, "ms", Bar::AtMost(150.0)).note(note),
        Figure::new("frames", size, kilo, "kB", Bar::AtMost(64.0)),
    ])
}

/// Seconds and bytes until all of a village is known.
async fn come(address: &str) -> Result<(f64, usize)> {
    let began = Instant::now();
    let url = format!("ws://{address}/ws/frames");
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.context("joining")?;
    let mut replica = Replica::default();
    let (mut is_asked, mut bytes) = (false, 0);
    loop {
        ensure!(began.elapsed() < PATIENCE, "the village is not told in time");
        let message = socket.next().await.context("the server closed the socket")??;
        let Sent::Binary(message) = message else { continue };
        bytes += message.len();
        replica.apply(&message)?;
        let Some(lane) = replica.lane() else { continue };
        let (across, down) = lane.cells();
        if !is_asked {
            // How large it is, the village says first.
            is_asked = true;
            let look = replica.look(Look::new(0, 0, across * CELL_TILES, down * CELL_TILES));
            socket.send(Sent::binary(look.encode().to_vec())).await?;
        }
        if replica.cells().count() == usize::from(across) * usize::from(down) {
            return Ok((began.elapsed().as_secs_f64(), bytes));
        }
    }
}
