//! Where the project lies and how cargo is called for it. Every cargo call of xtask goes through
//! [`Workspace::cargo`], so all of them share one target folder: a clone, its twin and the gate
//! compile a dependency once. Nothing here changes a file of the tree.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::metadata::{Member, Metadata};

/// How the village is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    Release,
}

impl Profile {
    /// The profile that a command's `--dev` switch asks for.
    pub fn from_dev(dev: bool) -> Self {
        if dev { Self::Dev } else { Self::Release }
    }

    /// The switches that make cargo use it.
    pub fn switches(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--release"],
        }
    }
}

/// The checked-out project and the folder that its builds go to.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the project that this program was started from.
    pub fn find() -> Result<Self> {
        // Cargo names the crate's folder when it runs us; a program run by hand falls back to
        // where it was built.
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().context("the crate xtask has no folder above it")?.to_path_buf();
        if !root.join("Cargo.toml").is_file() {
            bail!("no Cargo.toml in {}: run `cargo village` inside a clone", root.display());
        }
        let cwd = env::current_dir().context("reading the current folder")?;
        let target = target_folder(|name| env::var_os(name), &root, &cwd);
        Ok(Self { root, target })
    }

    /// The folder that holds the root `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that builds go to.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Makes the target folder this clone's, for as long as the claim is held. All clones share it
    /// for the sake of what they all depend on; but cargo tells the members of two clones apart by
    /// nothing but the times of their files, and would run the one's programs for the other. So
    /// what was built of the members is thrown away whenever another clone was here last, and
    /// nobody throws away what another clone is about to run: it waits until that one is done.
    pub fn claim(&self) -> Result<Claim> {
        let path = self.target.join("last-clone");
        let failed = || format!("claiming {}", path.display());
        fs::create_dir_all(&self.target).with_context(failed)?;
        let open = || File::options().read(true).append(true).create(true).open(&path);
        let note = open().with_context(failed)?;
        loop {
            note.lock_shared().with_context(failed)?;
            let last = fs::read_to_string(&path).with_context(failed)?;
            if last == self.root.to_string_lossy() {
                return Ok(Claim(note));
            }
            note.unlock().with_context(failed)?;
            if let Err(TryLockError::WouldBlock) = note.try_lock() {
                eprintln!(
                    "waiting until what was begun in {last} is done: it uses {}",
                    self.target.display()
                );
                note.lock().with_context(failed)?;
            }
            self.clear(&last)?;
            fs::write(&path, self.root.to_string_lossy().as_bytes()).with_context(failed)?;
            note.unlock().with_context(failed)?;
        }
    }

    /// Throws away what was built of the members, if another clone built any.
    fn clear(&self, last: &str) -> Result<()> {
        // The note of a new folder is empty; that of a folder from before notes is not there.
        if last.is_empty() && !self.target.join("debug").is_dir() {
            return Ok(());
        }
        eprintln!("another clone built here last: its crates are cleared away");
        let members = Metadata::of(self)?.members;
        // Cargo cannot clean here with a compiler that lacks the viewer's target.
        for kind in ["viewer-quick", "viewer"] {
            let folder = self.target.join("viewer/build/wasm32-unknown-unknown").join(kind);
            forget(&folder.join(".fingerprint"), &members)?;
        }
        for profile in [Profile::Dev, Profile::Release] {
            let packages = members.iter().flat_map(|member| ["--package", &*member.name]);
            let mut clean = self.cargo();
            clean.args(["clean", "--quiet"]).args(packages).args(profile.switches());
            must_succeed(&mut clean)?;
        }
        Ok(())
    }

    /// A cargo call in the root, with the shared target folder.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // What cargo told xtask about xtask would be a lie in any other crate's build.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&*name);
            }
        }
        cargo
    }

    /// Builds one binary and returns where it lies, as cargo itself says it.
    pub fn build(&self, package: &str, binary: &str, profile: Profile) -> Result<PathBuf> {
        built(self.building(package, binary, profile), binary)
    }

    fn building(&self, package: &str, binary: &str, profile: Profile) -> Command {
        let mut cargo = self.cargo();
        cargo.args(["build", "--package", package, "--bin", binary]).args(profile.switches());
        cargo
    }

    /// Builds all tests just as the test runner does and returns where one of the programs lies
    /// that they run.
    pub fn build_tests(&self, binary: &str) -> Result<PathBuf> {
        let mut cargo = self.cargo();
        cargo.args(["test", "--no-run", "--workspace"]);
        built(cargo, binary)
    }

    /// Builds the village's server, whose own model may compute on an NVIDIA card.
    pub fn build_server(&self, profile: Profile, with_cuda: bool) -> Result<PathBuf> {
        let mut cargo = self.building("village-server", "village-server", profile);
        if with_cuda {
            cargo.args(["--features", "cuda"]);
        }
        built(cargo, "village-server")
    }

    /// Builds the desktop client, which may have sounds.
    pub fn build_client(&self, profile: Profile, with_sounds: bool) -> Result<PathBuf> {
        let mut cargo = self.building("village-game", "village", profile);
        if with_sounds {
            cargo.args(["--features", "sound"]);
        }
        built(cargo, "village")
    }
}

/// That a target folder is one clone's. It ends with the process, and when that becomes another
/// program.
#[must_use = "another clone may clear the folder as soon as it is dropped"]
pub struct Claim(#[expect(dead_code, reason = "the lock lasts as long as its file")] File);

/// Makes cargo forget that it built these crates, in a folder of its notes; there may be none.
fn forget(notes: &Path, members: &[Member]) -> Result<()> {
    let Ok(entries) = fs::read_dir(notes) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let crate_name = name.rsplit_once('-').map(|(crate_name, _)| crate_name);
        if members.iter().any(|member| crate_name == Some(&member.name)) {
            let path = entry.path();
            fs::remove_dir_all(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}

/// Runs a build to its end; where `binary` lies, as cargo itself says it.
fn built(mut cargo: Command, binary: &str) -> Result<PathBuf> {
    cargo.arg("--message-format=json-render-diagnostics");
    let mut child =
        cargo.stdout(Stdio::piped()).spawn().with_context(|| format!("starting {cargo:?}"))?;
    let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
    let mut found = None;
    for line in BufReader::new(stdout).lines() {
        let line = line.context("reading what cargo says")?;
        found = executable(&line, binary).or(found);
    }
    let status = child.wait().context("waiting for cargo")?;
    if !status.success() {
        bail!("{binary} does not build ({status})");
    }
    found.with_context(|| format!("cargo built {binary} but did not say where"))
}

/// Runs a command to its end, its output shown; anything but success is an error that names it.
pub fn must_succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("starting {}", said(command)))?;
    if status.success() { Ok(()) } else { bail!("{} failed ({status})", said(command)) }
}

/// Becomes `command`: its output, its signals and its exit code are then ours without a
/// go-between. Where a process cannot be replaced, waits for it and returns its code.
pub fn become_it(mut command: Command) -> Result<ExitCode> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let error = command.exec();
        Err(error).with_context(|| format!("starting {}", said(&command)))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().with_context(|| format!("starting {}", said(&command)))?;
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
    }
}

/// A command as one would type it, the program without its folder.
pub fn said(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy()));
    words.join(" ")
}

/// The target folder: `CARGO_TARGET_DIR` if set, else one in the user's cache, else the root's.
fn target_folder(var: impl Fn(&str) -> Option<OsString>, root: &Path, cwd: &Path) -> PathBuf {
    let var = |name: &str| var(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(chosen) = var("CARGO_TARGET_DIR") {
        return cwd.join(chosen);
    }
    var("XDG_CACHE_HOME")
        .filter(|cache| cache.is_absolute())
        .or_else(|| var("HOME").map(|home| home.join(".cache")))
        .or_else(|| var("LOCALAPPDATA"))
        .map_or_else(|| root.join("target"), |cache| cache.join("ai-village").join("target"))
}

/// The executable of `binary` in one line of cargo's JSON, if that is what the line tells.
fn executable(line: &str, binary: &str) -> Option<PathBuf> {
    let told: Value = serde_json::from_str(line).ok()?;
    // The tests inside a program are an executable of the same name.
    let ours = told["reason"] == "compiler-artifact"
        && told["target"]["name"] == binary
        && told["profile"]["test"] != true;
    told["executable"].as_str().filter(|_| ours).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(vars: &[(&str, &str)]) -> PathBuf {
        let var = |name: &str| {
            vars.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        };
        target_folder(var, Path::new("/clone"), Path::new("/clone/sim"))
    }

    #[test]
    fn the_target_folder_is_the_one_asked_for_else_in_the_cache_else_in_the_clone() {
        let home = ("HOME", "/home/ada");
        assert_eq!(folder(&[home]), Path::new("/home/ada/.cache/ai-village/target"));
        assert_eq!(folder(&[home, ("XDG_CACHE_HOME", "/c")]), Path::new("/c/ai-village/target"));
        assert_eq!(folder(&[home, ("CARGO_TARGET_DIR", "/t")]), Path::new("/t"));
        assert_eq!(folder(&[("CARGO_TARGET_DIR", "t")]), Path::new("/clone/sim/t"));
        assert_eq!(folder(&[]), Path::new("/clone/target"));
    }

    /// This project with a target folder of its own, and the trace of a crate built there.
    fn built_elsewhere() -> (Workspace, PathBuf, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().to_path_buf();
        let theirs = target.join("debug/.fingerprint/xtask-0123456789abcdef");
        fs::create_dir_all(&theirs).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf();
        (Workspace { root, target }, theirs, folder)
    }

    #[test]
    fn a_target_folder_that_another_clone_left_becomes_ours_without_its_crates() {
        let (workspace, theirs, _folder) = built_elsewhere();
        for (last, stays) in [("/another", false), (&*workspace.root.to_string_lossy(), true)] {
            fs::create_dir_all(&theirs).unwrap();
            fs::write(workspace.target.join("last-clone"), last).unwrap();
            let _claim = workspace.claim().unwrap();
            assert_eq!(theirs.is_dir(), stays, "after {last}");
        }
    }

    #[test]
    fn nothing_is_cleared_away_while_another_clone_works_there() {
        let (workspace, theirs, _folder) = built_elsewhere();
        let note = workspace.target.join("last-clone");
        fs::write(&note, "/another").unwrap();
        let held = File::open(&note).unwrap();
        held.lock_shared().unwrap();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            let (ours, workspace) = (&theirs, &workspace);
            scope.spawn(move || {
                let claim = workspace.claim().unwrap();
                tell.send((claim, ours.is_dir())).unwrap();
            });
            assert!(told.recv_timeout(std::time::Duration::from_secs(2)).is_err());
            assert!(theirs.is_dir());
            held.unlock().unwrap();
            let (_claim, is_there) = told.recv().unwrap();
            assert!(!is_there);
            // Whoever is of the same clone need not wait.
            let _beside = workspace.claim().unwrap();
        });
    }

    #[test]
    fn an_empty_or_relative_setting_counts_as_unset() {
        let vars = [("HOME", "/h"), ("CARGO_TARGET_DIR", ""), ("XDG_CACHE_HOME", "cache")];
        assert_eq!(folder(&vars), Path::new("/h/.cache/ai-village/target"));
    }

    #[test]
    fn the_executable_is_read_from_the_line_that_names_the_binary() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"village-server"},
            "executable":"/t/release/village-server"}"#;
        let found = Some(PathBuf::from("/t/release/village-server"));
        assert_eq!(executable(line, "village-server"), found);
        assert_eq!(executable(line, "village-bench"), None);
        let tests = line.replace("\"target\"", "\"profile\":{\"test\":true},\"target\"");
        assert_eq!(executable(&tests, "village-server"), None);
        assert_eq!(executable("not json", "village-server"), None);
    }
}
