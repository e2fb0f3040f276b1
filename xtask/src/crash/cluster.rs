//! A Postgres cluster of the torment's own: made in its temporary folder, reached over a Unix
//! socket there, with `fsync` on, and gone with it. Nothing of the store is linked here, and no
//! database of anybody else is touched.
//!
//! Postgres refuses to run as root, so root runs it as the user `postgres` or `nobody`.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::workspace::must_succeed;

const READY: &str = "ready to accept connections";

/// A running cluster; it ends with its owner.
pub struct Cluster {
    programs: PathBuf,
    owner: Option<Owner>,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

/// The user that runs it when we are root.
#[derive(Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

impl Cluster {
    /// Makes a cluster in the folder `pg` of this one and starts it.
    pub fn start(within: &Path) -> Result<Self> {
        let programs = programs().context(
            "Postgres is not installed: initdb and postgres are neither in PATH nor in \
             /usr/lib/postgresql/*/bin; cargo village test installs it",
        )?;
        let folder = within.join("pg");
        fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
        let owner = owner()?;
        if let Some(Owner { uid, gid }) = owner {
            std::os::unix::fs::chown(&folder, Some(uid), Some(gid)).context("giving it away")?;
        }
        let mut cluster = Self { programs, owner, folder, port: free_port()?, server: None };
        let mut initdb = cluster.command("initdb");
        initdb.args(["--username=village", "--auth=trust", "--encoding=UTF8", "--no-sync"]);
        must_succeed(initdb.arg("-D").arg(cluster.data()).stdout(Stdio::null()))?;
        cluster.serve()?;
        Ok(cluster)
    }

    /// The URL of its database over the Unix socket.
    pub fn url(&self) -> String {
        let folder = self.folder.display();
        format!("postgres://village@localhost:{}/postgres?host={folder}", self.port)
    }

    fn serve(&mut self) -> Result<()> {
        let mut server = self.command("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        server.args(["-p", &self.port.to_string(), "-c", "listen_addresses="]);
        for setting in ["fsync=on", "max_connections=60", "log_destination=stderr"] {
            server.args(["-c", setting]);
        }
        let mut child = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut log = BufReader::new(child.stderr.take().context("its log was asked for")?);
        self.server = Some(child);
        let mut said = String::new();
        while !said.contains(READY) {
            let read = log.read_line(&mut said).context("reading what Postgres says")?;
            ensure!(read > 0, "Postgres does not start:\n{said}");
        }
        let mut kept = File::create(self.folder.with_file_name("postgres.log"))?;
        // Read to its end, so that Postgres never waits for a reader; it ends with Postgres.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut log, &mut kept);
        });
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(&self.folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        if let Some(Owner { uid, gid }) = self.owner {
            std::os::unix::process::CommandExt::uid(&mut command, uid);
            std::os::unix::process::CommandExt::gid(&mut command, gid);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(self.data());
        if !stop.status().is_ok_and(|status| status.success()) {
            let _ = server.kill();
        }
        let _ = server.wait();
    }
}

fn free_port() -> Result<u16> {
    // The number only names the socket's file; nothing listens on it.
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Whom Postgres has to run as; none when it can run as ourselves.
fn owner() -> Result<Option<Owner>> {
    use std::os::unix::fs::MetadataExt as _;
    // The kernel gives a process's own entry to its effective user.
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
    let found = ["postgres", "nobody"].into_iter().find_map(|name| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        Some(Owner { uid: numbers.next()?.ok()?, gid: numbers.next()?.ok()? })
    });
    match found {
        Some(owner) => Ok(Some(owner)),
        None => bail!("there is neither a user postgres nor nobody for Postgres to run as"),
    }
}

/// The folder of the newest installed server, else the one in `PATH`.
fn programs() -> Option<PathBuf> {
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

fn has_programs(folder: &Path) -> bool {
    ["postgres", "initdb", "pg_ctl"].iter().all(|program| folder.join(program).is_file())
}
