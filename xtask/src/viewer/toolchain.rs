//! Where a compiler for WebAssembly comes from: the target that is installed, else rustup's, else
//! Debian's Rust, which is complete and builds the standard library from its source. All keep to a
//! target folder of their own, because two compilers must not share one.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::notes::Told;
use super::pack::Kind;
use crate::system::{self, Need};
use crate::workspace::{Workspace, must_succeed};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// How chance comes to a program in a browser.
const CHANCE: &str = "--cfg getrandom_backend=\"wasm_js\"";
/// Parts of a hundred that compiling takes.
const COMPILED: usize = 90;

/// The packages of Debian's Rust for WebAssembly.
const DEBIAN: Need = Need {
    what: "a Rust compiler for WebAssembly (its target is not installed, and rustup is no help)",
    programs: &[
        &["/usr/bin/rustc"],
        &["/usr/bin/cargo"],
        &["/usr/lib/rustlib/src/rust/library/Cargo.lock"],
        &["wasm-ld"],
    ],
    debian: &["rustc-web", "cargo-web", "rust-web-src", "lld"],
    ubuntu: &["rustc", "cargo", "rust-src", "lld"],
};

/// A way to compile for a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The compiler that builds everything else has the target.
    Installed,
    /// Debian's compiler, with the standard library from its source.
    Debian,
}

impl Way {
    /// The first that is there or can be had.
    pub fn find(workspace: &Workspace, consent: bool) -> Result<Self> {
        if is_installed(workspace) {
            return Ok(Self::Installed);
        }
        // What was installed before needs no other machine to answer.
        if system::is_met(&DEBIAN) {
            return Ok(Self::Debian);
        }
        if system::has("rustup") {
            eprintln!("will run: rustup target add {TARGET}");
            let mut add = Command::new("rustup");
            let added = add.args(["target", "add", TARGET]).stdin(Stdio::null()).status();
            if added.is_ok_and(|status| status.success()) && is_installed(workspace) {
                return Ok(Self::Installed);
            }
        }
        let how = "install the target for WebAssembly: rustup target add wasm32-unknown-unknown";
        system::ensure(&[&DEBIAN], consent).context(how)?;
        Ok(Self::Debian)
    }

    fn cargo(self, workspace: &Workspace, kind: Kind) -> Command {
        let mut cargo = workspace.cargo();
        let mut flags = Vec::new();
        if self == Self::Debian {
            cargo = Command::new("/usr/bin/cargo");
            cargo.current_dir(workspace.root()).env_remove("CARGO");
            cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
            flags.push("-C linker=wasm-ld".to_owned());
        }
        flags.push(CHANCE.to_owned());
        // What goes out into the world says nothing of the machine that it was built on.
        let home = cargo_home();
        for (from, to) in [(home.as_path(), "cargo"), (workspace.root(), "village")] {
            if kind == Kind::Small && !from.to_string_lossy().contains(' ') {
                flags.push(format!("--remap-path-prefix={}={to}", from.display()));
            }
        }
        cargo.env("CARGO_TARGET_DIR", workspace.target().join("viewer/build"));
        cargo.env("RUSTFLAGS", flags.join(" "));
        cargo
    }

    /// Compiles; the program as cargo left it.
    pub fn compile(self, workspace: &Workspace, kind: Kind, told: &Told) -> Result<PathBuf> {
        let crates = crates(workspace);
        let mut cargo = self.cargo(workspace, kind);
        cargo.args(["build", "--package", "village-viewer", "--target", TARGET]);
        cargo.args(["--profile", kind.profile(), "--message-format=json-render-diagnostics"]);
        if self == Self::Debian {
            cargo.arg("-Zbuild-std=std,panic_abort");
        }
        let mut child = cargo.stdout(Stdio::piped()).spawn().context("starting cargo")?;
        let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
        let (mut done, mut program) = (0, None);
        for line in BufReader::new(stdout).lines() {
            let Some(artifact) = artifact(&line.context("reading what cargo says")?) else {
                continue;
            };
            done += 1;
            let percent = (done * COMPILED / crates.max(1)).min(COMPILED);
            told.say(&format!("{} ({done} of {})", artifact.name, crates.max(done)), percent);
            program = artifact.program.or(program);
        }
        let status = child.wait().context("waiting for cargo")?;
        if !status.success() {
            bail!("the viewer does not compile ({status})");
        }
        program.context("cargo compiled the viewer but did not say where it lies")
    }
}

/// Whether the compiler that builds everything else has the target.
fn is_installed(workspace: &Workspace) -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(workspace.root()).args(["--print", "target-libdir", "--target", TARGET]);
    let printed = rustc.stderr(Stdio::null()).output();
    let printed = printed.ok().filter(|output| output.status.success());
    printed.is_some_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

fn cargo_home() -> PathBuf {
    let var = |name| std::env::var_os(name).map(PathBuf::from);
    var("CARGO_HOME").or_else(|| var("HOME").map(|home| home.join(".cargo"))).unwrap_or_default()
}

/// About how many crates are compiled, for telling how far it is.
fn crates(workspace: &Workspace) -> usize {
    let mut tree = workspace.cargo();
    tree.args(["tree", "--package", "village-viewer", "--target", TARGET, "--prefix", "none"]);
    tree.args(["--edges", "normal,build", "--format", "{p}"]).stderr(Stdio::null());
    let listed = tree.output().map(|output| output.stdout).unwrap_or_default();
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let names: std::collections::BTreeSet<&str> =
        listed.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    names.len()
}

struct Artifact {
    name: String,
    /// Where the viewer lies, if this is it.
    program: Option<PathBuf>,
}

fn artifact(line: &str) -> Option<Artifact> {
    let told: Value = serde_json::from_str(line).ok()?;
    if told["reason"] != "compiler-artifact" || told["target"]["kind"][0] == "custom-build" {
        return None;
    }
    let files = told["filenames"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut files = files.iter().filter_map(Value::as_str).map(Path::new);
    let program = files.find(|file| file.extension().is_some_and(|ending| ending == "wasm"));
    Some(Artifact {
        name: told["target"]["name"].as_str().unwrap_or_default().to_owned(),
        program: program.map(PathBuf::from),
    })
}

/// The program that makes a viewer of what was compiled, in exactly the version that the lockfile
/// names: any other refuses.
pub fn bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock")).context("Cargo.lock")?;
    let version = locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let root = workspace.target().join(format!("viewer/tools/wasm-bindgen-{version}"));
    let program = root.join("bin").join(format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    let install = |locked: &[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(["install", "wasm-bindgen-cli", "--version", version, "--root"]).arg(&root);
        must_succeed(cargo.args(locked))
    };
    // A registry can lag behind the versions that the tool's own lockfile names.
    install(&["--locked"]).or_else(|error| {
        eprintln!("{error:#}; trying without its lockfile");
        install(&[])
    })?;
    Ok(program)
}

/// The version of a package in a lockfile.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\n"))?;
    rest.lines().next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_tool_is_the_lockfiles() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1\"\n\n[[package]]\n\
                    name = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "bevy"), None);
    }

    #[test]
    fn what_cargo_made_is_read_from_its_lines() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"village_viewer",
            "kind":["cdylib"]},"filenames":["/t/village_viewer.wasm"]}"#;
        let made = artifact(line).unwrap();
        assert_eq!(
            (made.name.as_str(), made.program),
            ("village_viewer", Some("/t/village_viewer.wasm".into()))
        );
        assert!(artifact(&line.replace("cdylib", "custom-build")).is_none());
        assert!(artifact("no json").is_none());
    }
}
