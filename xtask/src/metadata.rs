//! What cargo knows about the workspace, reduced to what the checks ask: the members, whom each
//! names as a dependency, and who is reached when all of that is followed. Reads cargo's JSON and
//! nothing else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::workspace::{Workspace, said};

/// One crate of the workspace.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    /// Names of the packages that its manifest asks for, of every kind (normal, build, dev).
    pub asks_for: BTreeSet<String>,
    /// `(kind, name)` of what it builds: `("bench", "tick")`, `("bin", "village-server")`.
    pub targets: Vec<(String, String)>,
}

/// The workspace as cargo resolved it.
#[derive(Debug)]
pub struct Metadata {
    pub members: Vec<Member>,
    /// Package id → name.
    names: BTreeMap<String, String>,
    /// Package id → ids of its normal dependencies.
    normal: BTreeMap<String, Vec<String>>,
}

impl Metadata {
    /// Asks cargo, for this machine's platform: what a crate needs elsewhere (in a browser, say)
    /// would otherwise be downloaded, and be taken for a part of the server.
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let mut cargo = workspace.cargo();
        cargo.args(["metadata", "--format-version", "1", "--filter-platform", &host()?]);
        let output = cargo.stderr(Stdio::inherit()).output().context("starting cargo metadata")?;
        if !output.status.success() {
            bail!("{} failed ({})", said(&cargo), output.status);
        }
        Self::read(&output.stdout)
    }

    /// Reads the JSON that `cargo metadata` prints.
    pub fn read(json: &[u8]) -> Result<Self> {
        let all: Value = serde_json::from_slice(json).context("cargo metadata's JSON")?;
        let ids: BTreeSet<&str> =
            list(&all["workspace_members"]).filter_map(Value::as_str).collect();
        let mut names = BTreeMap::new();
        let mut members = Vec::new();
        for package in list(&all["packages"]) {
            let (id, name) = (text(&package["id"])?, text(&package["name"])?);
            names.insert(id.to_owned(), name.to_owned());
            if ids.contains(id) {
                members.push(member(name, package)?);
            }
        }
        members.sort_by(|one, other| one.name.cmp(&other.name));
        let mut normal = BTreeMap::new();
        for node in list(&all["resolve"]["nodes"]) {
            let needed = list(&node["deps"]).filter(|dep| is_normal(dep));
            let needed = needed.map(|dep| text(&dep["pkg"]).map(str::to_owned));
            normal.insert(text(&node["id"])?.to_owned(), needed.collect::<Result<_>>()?);
        }
        if members.is_empty() {
            bail!("cargo metadata names no member of the workspace");
        }
        Ok(Self { members, names, normal })
    }

    /// The shortest way along normal dependencies from the package `from` to one that `wanted`
    /// accepts, as names with both ends; none if there is no way.
    pub fn way(&self, from: &str, wanted: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
        let start = self.names.iter().find(|(_, name)| *name == from).map(|(id, _)| id.as_str())?;
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::from([(start, start)]);
        let mut queue = VecDeque::from([start]);
        while let Some(id) = queue.pop_front() {
            if id != start && wanted(&self.names[id]) {
                let mut way = vec![self.names[id].as_str()];
                let mut at = id;
                while at != start {
                    at = came_from[at];
                    way.push(&self.names[at]);
                }
                way.reverse();
                return Some(way);
            }
            for next in self.normal.get(id).into_iter().flatten() {
                if !came_from.contains_key(next.as_str()) && self.names.contains_key(next) {
                    came_from.insert(next, id);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

/// The platform that rustc builds for, as rustc says it.
fn host() -> Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().context("starting rustc -vV")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).with_context(|| format!("rustc -vV names no host: {said:?}"))
}

fn member(name: &str, package: &Value) -> Result<Member> {
    let asks_for = list(&package["dependencies"]).map(|dep| text(&dep["name"]).map(str::to_owned));
    let mut targets = Vec::new();
    for target in list(&package["targets"]) {
        for kind in list(&target["kind"]) {
            targets.push((text(kind)?.to_owned(), text(&target["name"])?.to_owned()));
        }
    }
    Ok(Member { name: name.to_owned(), asks_for: asks_for.collect::<Result<_>>()?, targets })
}

/// Whether a resolved dependency is one of the finished program, not of its build or its tests.
fn is_normal(dep: &Value) -> bool {
    list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("cargo metadata has {value} where text was expected"))
}

#[cfg(test)]
pub mod example {
    //! Small workspaces as cargo would describe them.

    use super::Metadata;

    /// Members with the packages that they need normally; every name that is not a member is a
    /// package from outside.
    pub fn workspace(needs: &[(&str, &[&str])], members: &[&str]) -> Metadata {
        let needs_of = |name: &str| {
            needs.iter().find(|(known, _)| *known == name).map_or(&[] as &[&str], |(_, all)| *all)
        };
        let mut names: Vec<&str> = needs.iter().flat_map(|(_, all)| all.iter().copied()).collect();
        names.extend(needs.iter().map(|(name, _)| *name));
        names.sort_unstable();
        names.dedup();
        let packages = names.iter().map(|name| {
            let asked = needs_of(name).iter().map(|n| serde_json::json!({"name": n}));
            serde_json::json!({
                "id": format!("id:{name}"), "name": name, "targets": [],
                "dependencies": asked.collect::<Vec<_>>(),
            })
        });
        let nodes = names.iter().map(|name| {
            let deps = needs_of(name).iter().map(
                |n| serde_json::json!({"pkg": format!("id:{n}"), "dep_kinds": [{"kind": null}]}),
            );
            serde_json::json!({"id": format!("id:{name}"), "deps": deps.collect::<Vec<_>>()})
        });
        let all = serde_json::json!({
            "packages": packages.collect::<Vec<_>>(),
            "workspace_members": members.iter().map(|m| format!("id:{m}")).collect::<Vec<_>>(),
            "resolve": {"nodes": nodes.collect::<Vec<_>>()},
        });
        Metadata::read(all.to_string().as_bytes()).expect("the example is well formed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_package_is_the_shortest_and_names_everyone_on_it() {
        let known: &[(&str, &[&str])] =
            &[("sim", &["a", "b"]), ("a", &["c"]), ("b", &["d"]), ("c", &["d"])];
        let metadata = example::workspace(known, &["sim"]);
        assert_eq!(metadata.way("sim", |name| name == "d"), Some(vec!["sim", "b", "d"]));
        assert_eq!(metadata.way("sim", |name| name == "sim"), None);
        assert_eq!(metadata.way("d", |_| true), None);
    }

    #[test]
    fn dependencies_of_builds_and_tests_are_no_way() {
        let json = br#"{"workspace_members": ["s"], "packages": [
            {"id": "s", "name": "sim", "dependencies": [{"name": "tokio"}],
             "targets": [{"kind": ["bench"], "name": "tick"}]},
            {"id": "t", "name": "tokio", "dependencies": [], "targets": []}],
            "resolve": {"nodes": [
                {"id": "s", "deps": [{"pkg": "t", "dep_kinds": [{"kind": "dev"}]}]}]}}"#;
        let metadata = Metadata::read(json).unwrap();
        assert_eq!(metadata.way("sim", |name| name == "tokio"), None);
        assert!(metadata.members[0].asks_for.contains("tokio"));
        assert_eq!(metadata.members[0].targets, [("bench".to_owned(), "tick".to_owned())]);
    }

    #[test]
    fn what_is_not_metadata_is_an_error() {
        assert!(Metadata::read(b"{}").is_err());
        assert!(Metadata::read(b"error: no such command").is_err());
    }
}
