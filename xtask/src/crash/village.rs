//! The village under torment as a process: start, ready, kill, stop, and its other commands on the
//! same data. It is met as any stranger would meet it; nothing of its code is linked.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::client::Client;
use crate::workspace::must_succeed;

/// A village that takes longer than this to start has failed.
const READY_MAX: Duration = Duration::from_secs(30);
/// What the audit says of checkpoints that were signed.
const CHECKPOINTS_HOLD: &str = "signed checkpoints hold";
/// Between two looks at whether it is ready.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// An agent that a client acts for.
#[derive(Clone, Debug)]
pub struct Agent {
    pub id: String,
    pub token: String,
}

/// One data folder and the process that lives on it.
pub struct Village {
    /// The clone, where the server finds its assets.
    root: PathBuf,
    binary: PathBuf,
    data: PathBuf,
    /// What the server is told beside its data folder, as environment.
    settings: Vec<(&'static str, OsString)>,
    log: PathBuf,
    running: Option<Running>,
}

struct Running {
    child: Child,
    started: Instant,
    lines: Receiver<String>,
    address: Option<SocketAddr>,
}

impl Village {
    pub fn new(root: &Path, binary: &Path, folder: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            binary: binary.to_path_buf(),
            data: folder.join("data"),
            settings: Vec::new(),
            log: folder.join("server.log"),
            running: None,
        }
    }

    /// Uses these assets instead of the clone's.
    pub fn use_assets(&mut self, folder: &Path) {
        self.settings.push(("VILLAGE_ASSETS", folder.into()));
    }

    /// Uses this database instead of the embedded one.
    pub fn use_database(&mut self, url: &str) {
        self.settings.push(("VILLAGE_DATABASE_URL", url.into()));
    }

    /// Starts the process and does not wait for it.
    pub fn start(&mut self) -> Result<()> {
        ensure!(self.running.is_none(), "the village runs already");
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdout(Stdio::piped()).stderr(self.log_file()?);
        let started = Instant::now();
        let mut child = command.spawn().context("starting the village")?;
        let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
        let (tell, lines) = mpsc::channel();
        // Ends with the process: its pipe closes then.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        self.running = Some(Running { child, started, lines, address: None });
        Ok(())
    }

    /// Waits for the ready line and for `/readyz`; returns the time since the start.
    pub fn wait_until_ready(&mut self) -> Result<Duration> {
        let log = self.log.clone();
        let running = self.running.as_mut().context("the village does not run")?;
        let address = loop {
            let left = READY_MAX.saturating_sub(running.started.elapsed());
            match running.lines.recv_timeout(left) {
                Ok(line) => {
                    if let Some(address) = ready_address(&line) {
                        break address;
                    }
                }
                Err(RecvTimeoutError::Timeout) => bail!("not ready in time{}", tail(&log)),
                Err(RecvTimeoutError::Disconnected) => {
                    let status = running.child.wait().context("waiting for the village")?;
                    bail!("the village ended by itself while starting ({status}){}", tail(&log));
                }
            }
        };
        let client = Client { address, token: String::new() };
        while !client.get("/readyz").is_ok_and(|answer| answer.status == 200) {
            ensure!(running.started.elapsed() < READY_MAX, "/readyz is not 200{}", tail(&log));
            std::thread::sleep(LOOK_AGAIN);
        }
        running.address = Some(address);
        Ok(running.started.elapsed())
    }

    /// Where the ready village listens.
    pub fn address(&self) -> Result<SocketAddr> {
        let running = self.running.as_ref().context("the village does not run")?;
        running.address.context("the village is not ready")
    }

    /// A client of the ready village.
    pub fn client(&self, token: &str) -> Result<Client> {
        Ok(Client { address: self.address()?, token: token.to_owned() })
    }

    /// Ends the process with SIGKILL. True if it was alive and the signal ended it; an error if it
    /// had ended by itself, which is a fault of its own.
    pub fn kill(&mut self) -> Result<bool> {
        let Running { mut child, .. } = self.running.take().context("nothing to kill")?;
        if let Some(status) = child.try_wait().context("looking after the village")? {
            bail!("the village ended by itself ({status}){}", tail(&self.log));
        }
        child.kill().context("killing the village")?;
        let status = child.wait().context("waiting for the killed village")?;
        Ok(was_killed(status))
    }

    /// Asks the process to end and waits: it must end with success.
    pub fn stop(&mut self) -> Result<()> {
        let Running { mut child, .. } = self.running.take().context("nothing to stop")?;
        #[cfg(unix)]
        must_succeed(Command::new("kill").args(["-TERM", &child.id().to_string()]))?;
        #[cfg(not(unix))]
        child.kill().context("ending the village")?;
        let status = child.wait().context("waiting for the village")?;
        let is_well = status.success() || cfg!(not(unix));
        ensure!(is_well, "the village ended with {status} when asked to stop{}", tail(&self.log));
        Ok(())
    }

    pub fn admin_token(&self) -> Result<String> {
        self.token(&["--admin"])
    }

    /// The first `count` villagers, with a token each.
    pub fn agents(&self, admin: &str, count: u32) -> Result<Vec<Agent>> {
        let answer = self.client(admin)?.get("/api/v1/agents").context("listing the agents")?;
        ensure!(answer.status == 200, "listing the agents: {}", answer.said());
        let listed = answer.json();
        let ids = listed["items"].as_array().into_iter().flatten();
        let ids: Vec<_> = ids.filter_map(|agent| agent["agent_id"].as_str()).collect();
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        ensure!(ids.len() >= wanted, "{count} clients need as many agents: {}", answer.said());
        let agent = |id: &&str| {
            let token = self.token(&["--agent", id])?;
            Ok(Agent { id: (*id).to_owned(), token })
        };
        ids.iter().take(wanted).map(agent).collect()
    }

    /// Proves the ledger by the village's own audit, which has to find signed checkpoints too.
    /// Returns what it says.
    pub fn audit(&self) -> Result<String> {
        let output = self.command(&["audit"]).output().context("starting the audit")?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the audit found a fault: {said} {}", complaint.trim());
        ensure!(said.contains(CHECKPOINTS_HOLD), "the audit saw no checkpoints: {said}");
        Ok(said)
    }

    fn token(&self, whose: &[&str]) -> Result<String> {
        let mut command = self.command(&["token", "create"]);
        let output = command.args(whose).output().context("making a token")?;
        let token = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let is_one = output.status.success() && !token.is_empty() && !token.contains('\n');
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(is_one, "no token for {whose:?} ({}): {}", output.status, said.trim());
        Ok(token)
    }

    /// A command of the server on this village's data, whatever the caller's environment says.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("VILLAGE_") {
                command.env_remove(name);
            }
        }
        command.current_dir(&self.root).env("VILLAGE_DATA", &self.data).args(words);
        command.envs(self.settings.iter().cloned()).stdin(Stdio::null());
        command
    }

    fn log_file(&self) -> Result<File> {
        let log = OpenOptions::new().create(true).append(true).open(&self.log);
        log.with_context(|| format!("opening {}", self.log.display()))
    }
}

impl Drop for Village {
    /// A failed run must not leave a village behind.
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

fn was_killed(status: ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        status.signal() == Some(9)
    }
    #[cfg(not(unix))]
    {
        !status.success()
    }
}

/// The address in `village ready at http://127.0.0.1:8080`.
fn ready_address(line: &str) -> Option<SocketAddr> {
    let (_, address) = line.split_once("village ready at http://")?;
    address.trim().trim_end_matches('/').parse().ok()
}

/// The end of the server's log, for a message.
fn tail(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().rev().take(8).collect();
    lines.iter().rev().flat_map(|line| ["\n  | ", line]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_tells_the_port() {
        let found = ready_address("village ready at http://127.0.0.1:40123");
        assert_eq!(found, Some("127.0.0.1:40123".parse().unwrap()));
        assert_eq!(ready_address("village ready at http://[::1]:80/"), "[::1]:80".parse().ok());
        assert_eq!(ready_address("village starting"), None);
    }

    #[cfg(unix)]
    fn sham(script: &str) -> (Village, PathBuf) {
        use std::os::unix::fs::PermissionsExt as _;
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("xtask-village-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let binary = folder.join("sham");
        fs::write(&binary, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).unwrap();
        (Village::new(&folder, &binary, &folder), folder)
    }

    #[cfg(unix)]
    #[test]
    fn a_kill_counts_when_it_ended_a_living_process() {
        let (mut village, folder) = sham("echo up; exec cat /dev/zero >/dev/null");
        village.start().unwrap();
        assert!(village.kill().unwrap());
        assert!(village.kill().is_err(), "there is nobody left to kill");
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_village_that_ends_by_itself_is_an_error_with_its_last_words() {
        let (mut village, folder) = sham("echo no room left >&2; exit 2");
        village.start().unwrap();
        let said = village.wait_until_ready().unwrap_err().to_string();
        assert!(said.contains("ended by itself") && said.contains("no room left"), "{said}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_token_is_the_one_line_that_was_printed() {
        let (village, folder) = sham("echo secret-$VILLAGE_DATA-$4 | sed 's,/.*/data,d,'");
        assert_eq!(village.token(&["--agent", "ada"]).unwrap(), "secret-d-ada");
        let (village, other) = sham("echo two; echo lines");
        assert!(village.admin_token().is_err());
        fs::remove_dir_all(folder).unwrap();
        fs::remove_dir_all(other).unwrap();
    }
}
