//! A Postgres of one's own, for tests and benches: a cluster in a temporary folder, with `fsync`
//! on, that can be stopped, killed and started again, and is gone with its owner.
//!
//! The server's programs are looked for in `PATH` and in `/usr/lib/postgresql/*/bin`. Postgres
//! refuses to run as root, so root runs it as the user `postgres` or `nobody`.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

/// Set this variable to run the tests without Postgres.
pub const SKIP: &str = "VILLAGE_SKIP_POSTGRES";

const READY: &str = "ready to accept connections";
/// Lines of the server's log that a failure shows.
const LOG_SHOWN: usize = 20;
const STARTS_MAX: usize = 5;

/// Whether the caller was told to do without Postgres.
pub fn is_skipped() -> bool {
    std::env::var_os(SKIP).is_some_and(|value| !value.is_empty())
}

/// A running (or stopped) Postgres cluster.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    user: Option<User>,
    folder: TempDir,
    port: u16,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    postmaster: Child,
    /// Reads the log. It ends when the last process of the cluster has ended.
    log: JoinHandle<()>,
}

#[derive(Debug, Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Cluster {
    /// Makes a cluster and starts it.
    ///
    /// # Panics
    ///
    /// When Postgres is not installed or does not start: a test that cannot run has failed.
    pub fn start_new() -> Self {
        let programs = find_programs().unwrap_or_else(|| {
            panic!(
                "Postgres is not installed: initdb and postgres are neither in PATH nor in \
                 /usr/lib/postgresql/*/bin. On Debian and Ubuntu: apt-get install postgresql. \
                 To run the other tests set {SKIP}=1."
            )
        });
        let folder = tempfile::Builder::new().prefix("vpg").tempdir_in("/tmp");
        let folder = folder.expect("a temporary folder can be made");
        let user = is_root().then(|| find_user().expect("there is a user postgres or nobody"));
        if let Some(user) = user {
            let owner = std::os::unix::fs::chown(folder.path(), Some(user.uid), Some(user.gid));
            owner.expect("root can give a folder away");
        }
        let port = free_port();
        let mut cluster = Self { programs, user, folder, port, running: None };
        cluster.init();
        cluster.start();
        cluster
    }

    /// URL of a database over the Unix socket.
    pub fn socket_url(&self, database: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres://village@localhost:{}/{database}?host={folder}", self.port)
    }

    /// URL of a database over TCP on the loopback address.
    pub fn tcp_url(&self, database: &str) -> String {
        format!("postgres://village@127.0.0.1:{}/{database}?sslmode=disable", self.port)
    }

    /// Makes an empty database; its name is a-z, 0-9 and _.
    pub async fn create_database(&self, name: &str) {
        self.run_sql("postgres", &format!("create database {name}")).await;
    }

    /// Runs statements in a database, as its superuser and past the store.
    pub async fn run_sql(&self, database: &str, statements: &str) {
        let connection = PgConnection::connect(&self.socket_url(database)).await;
        let mut connection = connection.expect("the cluster runs");
        let outcome = sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await;
        outcome.expect("the statements are right");
        connection.close().await.expect("the cluster runs");
    }

    /// Ends every session in a database as an administrator would.
    pub async fn end_sessions(&self, database: &str) {
        let end = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'"
        );
        self.run_sql("postgres", &end).await;
    }

    /// Starts it again after [`Self::stop`] or [`Self::kill`], and waits until it takes
    /// connections. Does nothing when it runs.
    pub fn start(&mut self) {
        if self.running.is_some() {
            return;
        }
        let mut log = VecDeque::new();
        for _ in 0..STARTS_MAX {
            match self.try_start(&mut log) {
                Ok(running) => {
                    self.running = Some(running);
                    return;
                }
                // The port may have been taken since it was found free.
                Err(()) => self.port = free_port(),
            }
        }
        let log: Vec<_> = log.into();
        panic!("Postgres does not start:\n{}", log.join("\n"));
    }

    /// Stops it in an orderly way: sessions are ended, everything is written.
    pub fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let mut stop = self.command("pg_ctl");
            stop.args(["stop", "--mode=fast", "--silent", "-D"]).arg(self.data());
            if !stop.status().is_ok_and(|status| status.success()) {
                let _ = running.postmaster.kill();
            }
            running.wait();
        }
    }

    /// Kills its first process with SIGKILL and waits until the others have ended too.
    pub fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.postmaster.kill();
            running.wait();
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path()).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }

    fn init(&self) {
        let mut initdb = self.command("initdb");
        initdb.args(["--username=village", "--auth=trust", "--encoding=UTF8", "--no-sync", "-D"]);
        let made = initdb.arg(self.data()).output().expect("initdb can be run");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    }

    fn try_start(&self, shown: &mut VecDeque<String>) -> Result<Running, ()> {
        let mut server = self.command("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        server.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        for setting in
            ["fsync=on", "max_connections=60", "shared_buffers=64MB", "log_destination=stderr"]
        {
            server.args(["-c", setting]);
        }
        let server = server.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut postmaster = server.spawn().expect("postgres can be run");
        let log = postmaster.stderr.take().expect("the log was asked for");
        let mut log = BufReader::new(log);
        if !is_ready(&mut log, shown) {
            let _ = postmaster.wait();
            return Err(());
        }
        let log = std::thread::spawn(move || drain(log));
        Ok(Running { postmaster, log })
    }
}

/// Reads the log until the server takes connections; `false` when it ended before.
fn is_ready(log: &mut impl BufRead, shown: &mut VecDeque<String>) -> bool {
    loop {
        let mut line = String::new();
        if log.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        let is_ready = line.contains(READY);
        if shown.len() == LOG_SHOWN {
            shown.pop_front();
        }
        shown.push_back(line.trim_end().to_owned());
        if is_ready {
            return true;
        }
    }
}

impl Running {
    fn wait(mut self) {
        let _ = self.postmaster.wait();
        let _ = self.log.join();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Reads the log to its end, so that the server never waits for a reader.
fn drain(log: BufReader<ChildStderr>) {
    for line in log.split(b'\n') {
        if line.is_err() {
            break;
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}

fn is_root() -> bool {
    // The kernel gives a process's own entry to its effective user.
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn find_user() -> Option<User> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    ["postgres", "nobody"].into_iter().find_map(|name| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        Some(User { uid: numbers.next()?.ok()?, gid: numbers.next()?.ok()? })
    })
}

fn has_programs(folder: &Path) -> bool {
    folder.join("postgres").is_file() && folder.join("initdb").is_file()
}

/// The newest installed server first, then whatever `PATH` has.
fn find_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            let number = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        })
        .filter(|(_, folder)| has_programs(folder))
        .collect();
    installed.sort_unstable();
    installed.pop().map(|(_, folder)| folder).or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| has_programs(folder))
    })
}
