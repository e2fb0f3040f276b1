//! House rules that a compiler does not know, over every file that git tracks. A rule is a pure
//! function of one line in its place; each has a test that shows it refusing. What rustfmt and
//! clippy already say (names, function length, formatting) is not said again here.

mod rules;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::Args as Clap;

use crate::workspace::Workspace;
use rules::{FILE_BYTES_MAX, findings};

/// Check the house rules over every tracked file
///
/// Lines of at most 100 columns, files of at most 500 lines, nothing unfinished, no lint silenced
/// without a reason, no sleeping or ignored test, no clock in the pure crates, no large file.
#[derive(Clap)]
pub struct Args {}

/// Files over the size limit that are meant to be there, each with its reason.
const LARGE: &[(&str, &str)] = &[];

/// The command: check and say what is wrong.
pub fn run(workspace: &Workspace, _args: Args) -> Result<ExitCode> {
    check(workspace)?;
    eprintln!("tidy");
    Ok(ExitCode::SUCCESS)
}

/// Fails with every breach of a rule, as `file:line: rule`.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut wrong = Vec::new();
    for path in tracked(workspace.root())? {
        let whole = workspace.root().join(&path);
        // A file that git tracks and the tree lacks is being removed or moved.
        let Ok(about) = fs::symlink_metadata(&whole) else { continue };
        if let Some(said) = too_large(&path, about.len()) {
            wrong.push(said);
        }
        let is_rust = Path::new(&path).extension().is_some_and(|ending| ending == "rs");
        if about.is_file() && is_rust {
            let text = fs::read_to_string(&whole).with_context(|| format!("reading {path}"))?;
            wrong.extend(findings(&path, &text));
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("\n  {}", wrong.join("\n  ")) }
}

/// The files that git tracks, relative to the root.
pub fn tracked(root: &Path) -> Result<Vec<String>> {
    let mut git = Command::new("git");
    let output =
        git.current_dir(root).args(["ls-files", "-z"]).output().context("starting git ls-files")?;
    if !output.status.success() {
        bail!("git ls-files failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let names = String::from_utf8(output.stdout).context("a tracked file's name is not UTF-8")?;
    Ok(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn too_large(path: &str, bytes: u64) -> Option<String> {
    let meant = LARGE.iter().any(|(large, _)| *large == path);
    (bytes > FILE_BYTES_MAX && !meant).then(|| {
        let cure = "shrink it or list it in xtask/src/tidy.rs";
        format!("{path}: {bytes} bytes, over {FILE_BYTES_MAX}; {cure}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_is_refused() {
        assert!(too_large("assets/song.ogg", FILE_BYTES_MAX).is_none());
        assert!(too_large("assets/song.ogg", FILE_BYTES_MAX + 1).is_some());
    }

    #[test]
    fn what_git_tracks_is_found() {
        let workspace = Workspace::find().expect("tests run inside the clone");
        let files = tracked(workspace.root()).expect("the clone is a git repository");
        assert!(files.contains(&"xtask/src/main.rs".to_owned()));
    }
}
