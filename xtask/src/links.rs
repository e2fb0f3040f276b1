//! Links between documents. Every relative link and every `#anchor` in a tracked Markdown file
//! has to lead somewhere inside the clone. Addresses on the web are not fetched: a check must give
//! the same answer without a network.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::tidy::tracked;
use crate::workspace::Workspace;

/// Fails with every link that leads nowhere, as `file:line: link`.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut wrong = Vec::new();
    for path in tracked(workspace.root())? {
        let whole = workspace.root().join(&path);
        let is_document = Path::new(&path).extension().is_some_and(|ending| ending == "md");
        if is_document && whole.is_file() {
            let text = fs::read_to_string(&whole).with_context(|| format!("reading {path}"))?;
            wrong.extend(broken(workspace.root(), &path, &text));
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("\n  {}", wrong.join("\n  ")) }
}

fn broken(root: &Path, path: &str, text: &str) -> Vec<String> {
    let says = |(line, link): (usize, String)| {
        why_broken(root, path, text, &link).map(|why| format!("{path}:{line}: {link}: {why}"))
    };
    links(text).into_iter().filter_map(says).collect()
}

fn why_broken(root: &Path, path: &str, text: &str, link: &str) -> Option<&'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() {
        path.into()
    } else {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        let Some(target) = inside(&folder.join(file)) else {
            return Some("leads out of the clone");
        };
        target
    };
    if !file.is_empty() && !root.join(&target).exists() {
        return Some("leads nowhere");
    }
    if anchor.is_empty() {
        return None;
    }
    let there =
        if file.is_empty() { Ok(text.to_owned()) } else { fs::read_to_string(root.join(target)) };
    let found = there.is_ok_and(|there| anchors(&there).contains(anchor));
    (!found).then_some("no such heading there")
}

/// The path without `.` and `..`; none if it climbs out of the root.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::CurDir => {}
            Component::ParentDir => clean.pop().then_some(())?,
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

/// Lines outside fenced code, numbered from 1, with what stands in backticks blanked.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fence = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                let parts = line.split('`').enumerate();
                let kept = parts.map(|(part, words)| if part % 2 == 0 { words } else { "" });
                lines.push((index + 1, kept.collect::<Vec<_>>().join("`")));
            }
            (Some(_), _) => {}
        }
    }
    lines
}

/// `(line, target)` of every link: `[a](target)`, `[a]: target`, `src="target"`, `href="target"`.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in prose(text) {
        for (open, close) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            for rest in line.split(open).skip(1) {
                let target = rest.split(close).next().unwrap_or_default();
                found.push((number, bare(target)));
            }
        }
        if let Some((name, target)) = line.split_once("]: ")
            && name.starts_with('[')
        {
            found.push((number, bare(target)));
        }
    }
    found.retain(|(_, target)| !target.is_empty());
    found
}

/// A target without its title and its angle brackets.
fn bare(target: &str) -> String {
    let target = target.trim();
    let end = if target.starts_with('<') { target.find('>') } else { target.find(' ') };
    target[..end.unwrap_or(target.len())].trim_start_matches('<').to_owned()
}

/// The anchors of a document, as the usual renderers make them from headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (_, line) in text_headings(text) {
        let mut slug = String::new();
        for letter in line.chars() {
            match letter {
                ' ' | '-' => slug.push('-'),
                '_' => slug.push('_'),
                _ if letter.is_alphanumeric() => slug.extend(letter.to_lowercase()),
                _ => {}
            }
        }
        let twins = (1..).map(|n| format!("{slug}-{n}"));
        let free = std::iter::once(slug.clone()).chain(twins).find(|name| !all.contains(name));
        all.extend(free);
    }
    all
}

/// Headings with what stands in backticks kept, because it is part of the anchor.
fn text_headings(text: &str) -> Vec<(usize, &str)> {
    let outside: BTreeSet<usize> = prose(text).into_iter().map(|(number, _)| number).collect();
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    numbered
        .filter(|(number, line)| outside.contains(number) && line.starts_with('#'))
        .map(|(number, line)| (number, line.trim_start_matches('#').trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        let workspace = Workspace::find().expect("tests run inside the clone");
        broken(workspace.root(), "docs/PAGE.md", text)
    }

    #[test]
    fn links_to_files_and_headings_that_exist_pass() {
        let text = "# The `tick` and you\n[a](../Cargo.toml) [b](#the-tick-and-you)\n\
                    [c](https://example.org/x#y) <img src=\"../README.md\">\n[d]: ../xtask/src\n";
        assert_eq!(wrong(text), Vec::<String>::new());
    }

    #[test]
    fn links_that_lead_nowhere_are_named_with_their_line() {
        assert_eq!(wrong("\n[a](GONE.md)"), ["docs/PAGE.md:2: GONE.md: leads nowhere"]);
        assert_eq!(wrong("[a]: GONE.md"), ["docs/PAGE.md:1: GONE.md: leads nowhere"]);
        assert_eq!(wrong("[a](../GONE.md \"title\")").len(), 1);
        assert_eq!(wrong("<a href=\"GONE.md\">").len(), 1);
        assert_eq!(wrong("[a](../../etc)"), ["docs/PAGE.md:1: ../../etc: leads out of the clone"]);
        assert_eq!(wrong("[a](/etc/hosts)").len(), 1);
    }

    #[test]
    fn an_anchor_without_its_heading_is_named() {
        assert_eq!(wrong("# Here\n[a](#there)"), ["docs/PAGE.md:2: #there: no such heading there"]);
        assert_eq!(wrong("[a](../Cargo.toml#there)").len(), 1);
        assert!(wrong("# Twice\n# Twice\n[a](#twice-1)").is_empty());
    }

    #[test]
    fn code_is_not_read_as_links() {
        assert!(wrong("```\n[a](GONE.md)\n```\n`[a](GONE.md)`\n").is_empty());
        assert_eq!(wrong("```\nx\n```\n[a](GONE.md)").len(), 1);
    }
}
