//! `cargo village viewer`: the client as WebAssembly, for `/play`. One build for two uses: quick,
//! for tests and the first look, and small, for whoever visits over a line. What comes out is laid
//! into one folder that the server reads; a page is never served half a viewer, because the note
//! that names the files is put there last.

mod mend;
mod notes;
mod pack;
mod toolchain;
mod weigh;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args as Clap;

use crate::workspace::Workspace;
use notes::Told;
use pack::Parts;
pub use pack::{Kind, built};
use toolchain::Way;

/// Build the viewer that a browser shows at /play
///
/// Takes the compiler's target for WebAssembly where it is installed, else installs it with rustup,
/// else with Debian's own Rust (asking first). The first build takes a quarter of an hour on two
/// cores, the small one half an hour and more.
#[derive(Clap)]
#[command(after_help = "Examples:\n  cargo village viewer\n  cargo village viewer --quick\n  \
                        cargo village viewer --to /var/lib/village/viewer\n\n\
                        The server is told of it by --viewer, VILLAGE_VIEWER or `viewer` in \
                        village.toml.")]
pub struct Args {
    /// Build quickly instead of small
    #[arg(long)]
    quick: bool,
    /// Folder to lay it into [default: viewer/out in the folder that builds go to]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Install missing packages without asking
    #[arg(long)]
    yes: bool,
    /// Keep the names of functions, for a browser's profiler: twice the size
    #[arg(long)]
    names: bool,
    /// End when this process does; only words for the page are left behind
    #[arg(long, hide = true, value_name = "PID")]
    beside: Option<u32>,
}

/// The command.
pub fn run(workspace: &Workspace, args: Args) -> Result<ExitCode> {
    let kind = if args.quick { Kind::Quick } else { Kind::Small };
    let to = args.to.unwrap_or_else(|| folder(workspace));
    if let Some(village) = args.beside {
        notes::end_with(village);
    }
    build(workspace, (kind, args.names), &to, args.yes)?;
    eprintln!("the viewer lies in {}", to.display());
    Ok(ExitCode::SUCCESS)
}

/// The folder that a viewer is laid into when nobody says otherwise.
pub fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("viewer/out")
}

/// Builds the viewer for the tests, into a folder of its own.
pub fn for_tests(workspace: &Workspace, consent: bool) -> Result<()> {
    let began = Instant::now();
    build(workspace, (Kind::Quick, false), &workspace.target().join("viewer/quick"), consent)?;
    eprintln!("the viewer took {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// Sees to it that the viewer can be built without another question.
pub fn prepare(workspace: &Workspace, kind: Kind, consent: bool) -> Result<()> {
    Way::find(workspace, consent)?;
    pack::tools(kind, consent)
}

/// Starts a build beside the program that this one becomes: its words go into a file, how far it
/// is to the page, and it ends when that program does.
pub fn build_beside(to: &Path, kind: Kind) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    notes::begin(to);
    let log = to.join("build.log");
    let file = fs::File::create(&log).with_context(|| format!("writing {}", log.display()))?;
    let own = std::env::current_exe().context("finding this program")?;
    // A shell that ends at once: the build is then nobody's child, and leaves no dead process to
    // the program that this one becomes.
    let mut build = Command::new("sh");
    build.args(["-c", "nice -n 10 \"$@\" &", "sh"]).arg(own);
    build.args(["viewer", "--yes", "--beside", &std::process::id().to_string(), "--to"]).arg(to);
    if kind == Kind::Quick {
        build.arg("--quick");
    }
    build.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut build, 0);
    build.status().context("starting the build of the viewer")?;
    eprintln!("the viewer is built beside the village: /play says how far it is");
    eprintln!("(its words: {})", log.display());
    Ok(())
}

fn build(workspace: &Workspace, kind: (Kind, bool), to: &Path, consent: bool) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    let told = Told::begin(to);
    let done = make(workspace, kind, to, consent, &told);
    match &done {
        Ok(()) => told.done(),
        Err(_) => told.failed(),
    }
    done
}

fn make(
    workspace: &Workspace,
    (kind, names): (Kind, bool),
    to: &Path,
    consent: bool,
    told: &Told,
) -> Result<()> {
    told.say("what the build needs", 0);
    let way = Way::find(workspace, consent)?;
    pack::tools(kind, consent)?;
    told.say("wasm-bindgen, which makes the bindings", 0);
    let bindgen = toolchain::bindgen(workspace)?;
    let program = way.compile(workspace, kind, told)?;
    pack::pack(&Parts { kind, bindgen: &bindgen, compiled: &program, names }, to, told)
}
