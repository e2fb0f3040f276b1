//! The clients that write while the village is killed. Each client has one write in flight and
//! sends it under the same key until it is acknowledged, however often the village dies meanwhile;
//! the acknowledgement is on our disk before the next write. After each restart a client also
//! sends its last acknowledged write again and expects the first reply byte for byte.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use super::acks::AckLog;
use super::client::{Answer, Client};
use super::village::Agent;

/// The longest wait that a refusal may ask of a client here.
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// The wait after a connection that failed: the village is being killed.
const PAUSE: Duration = Duration::from_millis(5);

/// What a write does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Post,
    Reward { post_id: u64, micros: u64 },
}

/// One write, found again by its mark: the post's title, the reward's reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub mark: String,
    pub agent_id: String,
    pub kind: Kind,
}

impl Write {
    fn path(&self) -> &'static str {
        match self.kind {
            Kind::Post => "/api/v1/board/posts",
            Kind::Reward { .. } => "/api/v1/economy/reward",
        }
    }

    fn body(&self) -> Value {
        match self.kind {
            Kind::Post => json!({
                "title": self.mark,
                "body": format!("Written to be found again as {}.", self.mark),
                "tags": ["crash"],
                "audience": "public",
            }),
            Kind::Reward { post_id, micros } => json!({
                "agent_id": self.agent_id,
                "amount": decimal(micros),
                "reason": self.mark,
                "post_id": post_id,
            }),
        }
    }
}

/// Micro-aiDollars as the API writes them: `250000` is `0.25`.
fn decimal(micros: u64) -> String {
    let whole = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What all clients share.
pub struct Load {
    log: AckLog,
    admin: String,
    door: Mutex<Door>,
    changed: Condvar,
    in_flight: AtomicUsize,
    acked: AtomicUsize,
    resent: AtomicUsize,
    trouble: Sender<String>,
    troubled: Mutex<Receiver<String>>,
}

#[derive(Default)]
struct Door {
    /// Where the village listens while it is up, and the how-manieth start that is.
    open: Option<SocketAddr>,
    starts: u32,
    stop: bool,
}

impl Load {
    pub fn new(log: AckLog, admin: String) -> Self {
        let (trouble, troubled) = mpsc::channel();
        Self {
            log,
            admin,
            door: Mutex::default(),
            changed: Condvar::new(),
            in_flight: AtomicUsize::new(0),
            acked: AtomicUsize::new(0),
            resent: AtomicUsize::new(0),
            trouble,
            troubled: Mutex::new(troubled),
        }
    }

    /// The village is ready at this address.
    pub fn open(&self, address: SocketAddr) {
        let mut door = self.door();
        door.open = Some(address);
        door.starts += 1;
        self.changed.notify_all();
    }

    /// The village is gone.
    pub fn close(&self) {
        self.door().open = None;
    }

    /// Clients end after the write that they are at.
    pub fn stop(&self) {
        self.door().stop = true;
        self.changed.notify_all();
    }

    /// Where clients tell what must not happen.
    pub fn troubled(&self) -> MutexGuard<'_, Receiver<String>> {
        self.troubled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::SeqCst)
    }

    pub fn acked(&self) -> usize {
        self.acked.load(Ordering::SeqCst)
    }

    pub fn resent(&self) -> usize {
        self.resent.load(Ordering::SeqCst)
    }

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a village that is up; none when the clients have to end.
    fn wait_for_village(&self) -> Option<(SocketAddr, u32)> {
        let waits = |door: &mut Door| !door.stop && door.open.is_none();
        let door = self.changed.wait_while(self.door(), waits);
        let door = door.unwrap_or_else(PoisonError::into_inner);
        door.open.filter(|_| !door.stop).map(|address| (address, door.starts))
    }

    /// Waits for a time, or less when the clients have to end.
    fn pause(&self, time: Duration) {
        let _ = self.changed.wait_timeout_while(self.door(), time, |door| !door.stop);
    }
}

/// How the sending of one write ended.
enum Sent {
    Acknowledged,
    /// Not sent, or refused each time.
    Never,
    /// Sent, and no whole answer came.
    Unknown,
}

/// One client.
pub struct Worker<'a> {
    index: usize,
    agent: &'a Agent,
    load: &'a Load,
    /// The last acknowledged write with its reply.
    last: Option<(Write, Answer)>,
    last_post: Option<u64>,
    start_seen: u32,
}

impl<'a> Worker<'a> {
    pub fn new(index: usize, agent: &'a Agent, load: &'a Load) -> Self {
        Self { index, agent, load, last: None, last_post: None, start_seen: 0 }
    }

    /// Writes until told to end; returns the write whose outcome is unknown then, if any.
    pub fn run(&mut self) -> Result<Option<Write>> {
        for number in 0.. {
            let write = self.next_write(number);
            match self.send_until_acknowledged(&write) {
                Ok(Sent::Acknowledged) => {}
                Ok(Sent::Never) => return Ok(None),
                Ok(Sent::Unknown) => return Ok(Some(write)),
                Err(error) => {
                    let _ = self.load.trouble.send(format!("{error:#}"));
                    return Err(error);
                }
            }
        }
        unreachable!("the numbers of writes do not end")
    }

    /// Posts and rewards in turn, a reward always for the client's last post.
    fn next_write(&self, number: u64) -> Write {
        let mark = format!("crash-w{}-n{number}", self.index);
        let kind = match self.last_post {
            Some(post_id) if number % 2 == 1 => {
                Kind::Reward { post_id, micros: (number % 9 + 1) * 125_000 }
            }
            _ => Kind::Post,
        };
        Write { mark, agent_id: self.agent.id.clone(), kind }
    }

    /// Ends when the write is acknowledged and logged, or when the clients have to end.
    fn send_until_acknowledged(&mut self, write: &Write) -> Result<Sent> {
        let mut so_far = Sent::Never;
        while let Some((address, start)) = self.load.wait_for_village() {
            if start != self.start_seen && !self.resend_last(address)? {
                continue;
            }
            self.start_seen = start;
            match self.send(address, write) {
                Ok(answer) if matches!(answer.status, 200 | 201) => {
                    self.acknowledged(write, answer)?;
                    return Ok(Sent::Acknowledged);
                }
                Ok(answer) => {
                    // Away may mean that the commit was under way: only a retry learns it.
                    if answer.status == 503 {
                        so_far = Sent::Unknown;
                    }
                    self.refused(write, &answer)?;
                }
                Err(_) => {
                    so_far = Sent::Unknown;
                    self.load.pause(PAUSE);
                }
            }
        }
        Ok(so_far)
    }

    fn send(&self, address: SocketAddr, write: &Write) -> io::Result<Answer> {
        let token = match write.kind {
            Kind::Post => &self.agent.token,
            Kind::Reward { .. } => &self.load.admin,
        };
        let client = Client { address, token: token.clone() };
        self.load.in_flight.fetch_add(1, Ordering::SeqCst);
        let answer = client.post(write.path(), &write.mark, &write.body());
        self.load.in_flight.fetch_sub(1, Ordering::SeqCst);
        answer
    }

    fn acknowledged(&mut self, write: &Write, answer: Answer) -> Result<()> {
        self.load.log.append(write)?;
        self.load.acked.fetch_add(1, Ordering::SeqCst);
        if write.kind == Kind::Post {
            let told = answer.json();
            let id = told["post_id"].as_u64().or(told["id"].as_u64());
            let id = id.ok_or_else(|| anyhow!("a post without post_id: {}", answer.said()))?;
            self.last_post = Some(id);
        }
        self.last = Some((write.clone(), answer));
        Ok(())
    }

    /// Busy and away are refusals that a client waits out; any other is a fault.
    fn refused(&self, write: &Write, answer: &Answer) -> Result<()> {
        if !matches!(answer.status, 429 | 503) {
            bail!("{} {}: {}", write.path(), write.mark, answer.said());
        }
        self.load.pause(answer.retry_after.unwrap_or(PAUSE).clamp(PAUSE, PAUSE_MAX));
        Ok(())
    }

    /// Sends the last acknowledged write again. False if the village went away meanwhile.
    fn resend_last(&self, address: SocketAddr) -> Result<bool> {
        let Some((write, first)) = &self.last else { return Ok(true) };
        match self.send(address, write) {
            Ok(answer) if matches!(answer.status, 429 | 503) => {
                self.refused(write, &answer)?;
                Ok(false)
            }
            Ok(answer) if (answer.status, &answer.body) == (first.status, &first.body) => {
                self.load.resent.fetch_add(1, Ordering::SeqCst);
                Ok(true)
            }
            Ok(answer) => {
                let (mark, first, now) = (&write.mark, first.said(), answer.said());
                bail!("{mark} was answered {first}, and after a restart {now}")
            }
            Err(_) => {
                self.load.pause(PAUSE);
                Ok(false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_without_needless_zeros() {
        assert_eq!(decimal(1_500_000), "1.5");
        assert_eq!(decimal(125_000), "0.125");
        assert_eq!(decimal(2_000_000), "2");
        assert_eq!(decimal(1), "0.000001");
    }

    #[test]
    fn a_client_rewards_its_last_post_and_never_repeats_a_mark() {
        let path = std::env::temp_dir().join(format!("xtask-load-{}", std::process::id()));
        let load = Load::new(AckLog::create(&path).unwrap(), "admin".into());
        let agent = Agent { id: "ada".into(), token: "t".into() };
        let mut worker = Worker::new(3, &agent, &load);
        assert_eq!(worker.next_write(1).kind, Kind::Post, "there is no post to reward yet");
        worker.last_post = Some(7);
        assert_eq!(worker.next_write(3).kind, Kind::Reward { post_id: 7, micros: 500_000 });
        assert_eq!(worker.next_write(4).kind, Kind::Post);
        assert_ne!(worker.next_write(3).mark, worker.next_write(4).mark);
        load.stop();
        assert_eq!(worker.run().unwrap(), None, "told to end before the first write");
        std::fs::remove_file(path).unwrap();
    }
}
