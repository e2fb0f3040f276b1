//! The assets of the torment: the clone's, but with tiers that let agents ask as often as they
//! like and whose hours cost next to nothing, and with bounties of any size. What is proven does
//! not depend on these numbers; with the shipped ones most kills would meet a client that waits.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

/// Lines of an asset that begin so become these.
const TIERS: &[(&str, &str)] = &[
    ("requests_per_minute =", "requests_per_minute = 1000000"),
    ("price_per_hour =", "price_per_hour = \"0.000001\""),
];
const ECONOMY: &[(&str, &str)] = &[("least =", "least = \"0.000001\"")];

/// Copies the assets into the folder `assets` of another one, tuned; returns where they lie.
pub fn tuned(from: &Path, within: &Path) -> Result<PathBuf> {
    let to = within.join("assets");
    copy(from, &to)?;
    for (name, changes) in [("tiers.toml", TIERS), ("economy.toml", ECONOMY)] {
        let path = to.join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
        let text = changed(&text, changes).with_context(|| format!("tuning {name}"))?;
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(to)
}

/// The text with each line replaced that begins as one of `changes` says; each must occur.
fn changed(text: &str, changes: &[(&str, &str)]) -> Result<String> {
    for (start, _) in changes {
        ensure!(text.lines().any(|line| line.starts_with(start)), "no line begins {start:?}");
    }
    let lines = text.lines().map(|line| {
        let change = changes.iter().find(|(start, _)| line.starts_with(start));
        change.map_or(line, |(_, becomes)| becomes)
    });
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("reading {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to).with_context(|| format!("copying {}", from.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_changed_by_how_they_begin_and_a_missing_one_is_an_error() {
        let text = "# price_per_hour = 9\nprice_per_hour = \"2\"\nweight = 1\n";
        let change = [("price_per_hour =", "price_per_hour = \"0\"")];
        let changed_text = "# price_per_hour = 9\nprice_per_hour = \"0\"\nweight = 1\n";
        assert_eq!(changed(text, &change).unwrap(), changed_text);
        assert!(changed("weight = 1\n", &change).is_err());
    }
}
