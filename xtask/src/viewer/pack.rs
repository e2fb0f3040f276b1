//! From what cargo compiled to what a browser loads: bindings, for the small one also the
//! optimiser and packing once and for all, names that change with the bytes, and a note that names
//! them, put there last.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::notes::Told;
use super::{mend, weigh};
use crate::system::{self, Need};
use crate::workspace::must_succeed;

/// Quick to build or small to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For tests and the first look.
    Quick,
    /// For whoever visits over a line.
    Small,
}

impl Kind {
    /// The profile in Cargo.toml.
    pub const fn profile(self) -> &'static str {
        match self {
            Self::Quick => "viewer-quick",
            Self::Small => "viewer",
        }
    }
}

/// What the small viewer is made small with.
const TO_SHRINK: Need = Need {
    what: "what makes the viewer small (wasm-opt and brotli)",
    programs: &[&["wasm-opt"], &["brotli"], &["gzip"]],
    debian: &["binaryen", "brotli", "gzip"],
    ubuntu: &["binaryen", "brotli", "gzip"],
};

/// What today's compilers put into a program and an old optimiser has to be told of.
const ALLOWED: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The note that names the files.
const NOTE: &str = "viewer.json";

/// Sees to it that the programs for a kind of viewer are there.
pub fn tools(kind: Kind, consent: bool) -> Result<()> {
    match kind {
        Kind::Quick => Ok(()),
        Kind::Small => system::ensure(&[&TO_SHRINK], consent),
    }
}

/// Which kind of viewer lies in a folder.
pub fn built(folder: &Path) -> Option<Kind> {
    let note: Value = serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()?;
    match note["profile"].as_str()? {
        "viewer" => Some(Kind::Small),
        _ => Some(Kind::Quick),
    }
}

/// What a viewer is made of.
pub struct Parts<'a> {
    pub kind: Kind,
    /// The program that makes the bindings.
    pub bindgen: &'a Path,
    pub compiled: &'a Path,
    /// Whether functions keep their names, for a browser's profiler.
    pub names: bool,
}

/// Makes a viewer of what was compiled and lays it into a folder.
pub fn pack(parts: &Parts<'_>, to: &Path, told: &Told) -> Result<()> {
    let Parts { kind, bindgen, compiled, names } = *parts;
    told.say("bindings", 91);
    let stage = to.join("stage");
    drop(fs::remove_dir_all(&stage));
    fs::create_dir_all(&stage).with_context(|| format!("making {}", stage.display()))?;
    let mut bind = Command::new(bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", "viewer"]);
    if kind == Kind::Quick && !names {
        // They are as long as the program. The small one loses them to the optimiser.
        bind.arg("--remove-name-section");
    }
    must_succeed(bind.arg("--out-dir").arg(&stage).arg(compiled))?;
    let program = stage.join("viewer_bg.wasm");
    let mut weights = vec![("compiled", size(compiled)?), ("with bindings", size(&program)?)];
    let inside = weigh::inside(&fs::read(&program)?);
    if kind == Kind::Small {
        told.say("the optimiser", 92);
        let mut shrink = Command::new("wasm-opt");
        shrink.arg("-Oz").args(ALLOWED).args(names.then_some("--debuginfo"));
        must_succeed(shrink.arg(&program).arg("-o").arg(&program))?;
        let mut bytes = fs::read(&program).context("reading what the optimiser made")?;
        mend::export_the_table(&mut bytes).context("finding the table of the browser's values")?;
        fs::write(&program, bytes).context("writing what the optimiser made")?;
        weights.push(("optimised", size(&program)?));
    }
    let (program, script) = name(&stage, &program, &stage.join("viewer.js"))?;
    if kind == Kind::Small {
        told.say("packing", 96);
        for file in [&program, &script] {
            must_succeed(Command::new("brotli").args(["-q", "11", "-w", "24", "-k"]).arg(file))?;
            must_succeed(Command::new("gzip").args(["-9", "-k"]).arg(file))?;
        }
        weights.push(("packed by gzip", size(&with(&program, "gz"))?));
        weights.push(("packed by brotli", size(&with(&program, "br"))?));
        weights.push(("its script, packed by brotli", size(&with(&script, "br"))?));
        eprintln!("{}", weigh::report(&weights, &inside));
    }
    lay(kind, &stage, to, &program, &script)
}

/// Names both files by their bytes.
fn name(stage: &Path, program: &Path, script: &Path) -> Result<(PathBuf, PathBuf)> {
    let mut hasher = DefaultHasher::new();
    for file in [program, script] {
        hasher.write(&fs::read(file).with_context(|| format!("reading {}", file.display()))?);
    }
    let mark = hasher.finish();
    let named = |kind| stage.join(format!("viewer-{mark:016x}.{kind}"));
    fs::rename(program, named("wasm")).and_then(|()| fs::rename(script, named("js")))?;
    Ok((named("wasm"), named("js")))
}

/// Lays the files where they are served, then the note that names them, and takes away what lay
/// there before: who has loaded it, has it.
fn lay(kind: Kind, stage: &Path, to: &Path, program: &Path, script: &Path) -> Result<()> {
    let files = to.join("files");
    fs::create_dir_all(&files)?;
    let mut new = Vec::new();
    for entry in fs::read_dir(stage)? {
        let from = entry?.path();
        let file = from.file_name().context("a file has a name")?.to_owned();
        fs::rename(&from, files.join(&file))?;
        new.push(file);
    }
    fs::remove_dir_all(stage)?;
    let named = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let note = json!({
        "program": named(program),
        "script": named(script),
        "bytes": size(&files.join(named(program).unwrap_or_default()))?,
        "profile": kind.profile(),
    });
    let part = to.join("viewer.part");
    fs::write(&part, note.to_string()).and_then(|()| fs::rename(&part, to.join(NOTE)))?;
    for entry in fs::read_dir(&files)? {
        let old = entry?;
        if !new.contains(&old.file_name()) {
            fs::remove_file(old.path())?;
        }
    }
    Ok(())
}

fn size(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).with_context(|| format!("reading {}", path.display()))?.len())
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_takes_the_place_of_the_one_before() {
        let to = std::env::temp_dir().join(format!("village-pack-{}", std::process::id()));
        let stage = to.join("stage");
        let lay_down = |bytes: &str| {
            fs::create_dir_all(&stage).unwrap();
            fs::write(stage.join("a.wasm"), bytes).unwrap();
            fs::write(stage.join("a.js"), "x").unwrap();
            let (program, script) =
                name(&stage, &stage.join("a.wasm"), &stage.join("a.js")).unwrap();
            lay(Kind::Quick, &stage, &to, &program, &script).unwrap();
            let note: Value = serde_json::from_slice(&fs::read(to.join(NOTE)).unwrap()).unwrap();
            note["program"].as_str().unwrap().to_owned()
        };
        let (first, second) = (lay_down("one"), lay_down("two"));
        assert_ne!(first, second, "the name changes with the bytes");
        let files = fs::read_dir(to.join("files")).unwrap().count();
        assert_eq!((files, built(&to)), (2, Some(Kind::Quick)));
        assert!(to.join("files").join(second).is_file());
        fs::remove_dir_all(&to).unwrap();
    }
}
