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

use super::acks::AckLog;
use super::client::{Answer, Client};
use super::village::Agent;
use super::write::{Kind, Write};

/// The longest wait that a refusal may ask of a client here.
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// The wait after a connection that failed: the village is being killed.
const PAUSE: Duration = Duration::from_millis(5);

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
    /// Whom it pays, and who works for it.
    neighbour: &'a Agent,
    load: &'a Load,
    /// The last acknowledged write with its reply.
    last: Option<(Write, Answer)>,
    last_post: u64,
    start_seen: u32,
}

impl<'a> Worker<'a> {
    /// The client of one of at least two agents.
    pub fn new(index: usize, agents: &'a [Agent], load: &'a Load) -> Self {
        let (agent, neighbour) = (&agents[index], &agents[(index + 1) % agents.len()]);
        Self { index, agent, neighbour, load, last: None, last_post: 0, start_seen: 0 }
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

    /// Each round begins with a post; the others are about it.
    fn next_write(&self, number: u64) -> Write {
        let mark = format!("crash-w{}-n{number}", self.index);
        let (kind, by_neighbour) = Kind::in_round(number, self.last_post, &self.neighbour.id);
        let agent = if by_neighbour { self.neighbour } else { self.agent };
        Write { mark, agent_id: agent.id.clone(), kind }
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
            Kind::Reward { .. } => &self.load.admin,
            _ if write.agent_id == self.agent.id => &self.agent.token,
            _ => &self.neighbour.token,
        };
        let client = Client { address, token: token.clone() };
        self.load.in_flight.fetch_add(1, Ordering::SeqCst);
        let answer = client.post(&write.path(), &write.mark, &write.body());
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
            self.last_post = id;
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
    fn a_client_writes_for_its_agent_and_its_neighbour_and_never_repeats_a_mark() {
        let path = std::env::temp_dir().join(format!("xtask-load-{}", std::process::id()));
        let load = Load::new(AckLog::create(&path).unwrap(), "admin".into());
        let agent = |id: &str| Agent { id: id.into(), token: format!("token of {id}") };
        let agents = [agent("ada"), agent("bo")];
        let mut worker = Worker::new(1, &agents, &load);
        assert_eq!(worker.next_write(0).kind, Kind::Post, "there is no post yet");
        worker.last_post = 7;
        let (reward, claim) = (worker.next_write(1), worker.next_write(4));
        assert_eq!(reward.kind, Kind::Reward { post_id: 7, micros: 2_500 });
        assert_eq!((reward.agent_id.as_str(), claim.agent_id.as_str()), ("bo", "ada"));
        assert_ne!(reward.mark, claim.mark);
        load.stop();
        assert_eq!(worker.run().unwrap(), None, "told to end before the first write");
        std::fs::remove_file(path).unwrap();
    }
}
