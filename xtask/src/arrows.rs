//! Who may depend on whom. The table below is the house's plan of rooms (docs/ARCHITECTURE.md):
//! a new arrow is a decision, so it is a change of this file. The pure crates are looked at down
//! to the last package, because a runtime or a socket that arrives through a friend is in the
//! tick all the same. The version of a package is no matter here.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args as Clap;

use crate::metadata::{Member, Metadata};
use crate::workspace::Workspace;

/// Check who depends on whom, and that the pure crates stay pure
#[derive(Clap)]
pub struct Args {}

/// A crate of ours and which of ours it may name in its manifest, for whatever purpose.
struct Room {
    name: &'static str,
    may_use: Reach,
}

enum Reach {
    These(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

use Reach::{AllBut, These};

const fn room(name: &'static str, may_use: Reach) -> Room {
    Room { name, may_use }
}

const ROOMS: &[Room] = &[
    room("xtask", These(&[])),
    room("village-art", These(&[])),
    room("village-economy", These(&[])),
    room("village-sim", These(&["village-economy"])),
    room("village-instinct", These(&["village-economy", "village-sim"])),
    room("village-agents", These(&["village-economy", "village-instinct", "village-sim"])),
    // The world in its tests alone: whose thought it is.
    room("village-candle", These(&["village-agents", "village-sim"])),
    room("village-store", These(&["village-economy", "village-sim"])),
    // Instinct in its tests alone: the stream of a real village.
    room("village-protocol", These(&["village-economy", "village-instinct", "village-sim"])),
    // The same, and the economy in its tests alone.
    room(
        "village-gateway",
        These(&["village-economy", "village-instinct", "village-protocol", "village-sim"]),
    ),
    // Economy and instinct in its tests alone: pictures of a real village.
    room(
        "village-game",
        These(&[
            "village-art",
            "village-economy",
            "village-instinct",
            "village-protocol",
            "village-sim",
        ]),
    ),
    room("village-viewer", These(&["village-game"])),
    room("village-server", AllBut(&["village-game", "village-viewer", "xtask"])),
    room("village-bench", AllBut(&["village-game", "village-viewer", "xtask"])),
];

/// The crates that the tick is made of.
pub const PURE: &[&str] = &["village-economy", "village-sim", "village-instinct"];

/// What must not reach them: runtimes, databases and sockets, and every crate of these families.
const IMPURE: &[&str] = &["tokio", "sqlx", "axum", "reqwest", "lightyear", "hyper", "mio"];

/// The command: check and say what is wrong.
pub fn run(workspace: &Workspace, _args: Args) -> Result<ExitCode> {
    check(workspace)?;
    eprintln!("every arrow is in the plan");
    Ok(ExitCode::SUCCESS)
}

/// Fails with every arrow that is not in the plan.
pub fn check(workspace: &Workspace) -> Result<()> {
    let wrong = wrong_arrows(&Metadata::of(workspace)?);
    if wrong.is_empty() { Ok(()) } else { bail!("\n  {}", wrong.join("\n  ")) }
}

fn wrong_arrows(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata.members.iter().map(|member| member.name.as_str()).collect();
    let mut wrong: Vec<String> =
        metadata.members.iter().flat_map(|member| wrong_from(member, &ours)).collect();
    for pure in PURE {
        if let Some(way) = metadata.way(pure, is_impure) {
            wrong.push(format!("{pure} must stay pure, yet {}", way.join(" -> ")));
        }
    }
    wrong
}

fn wrong_from(member: &Member, ours: &[&str]) -> Vec<String> {
    let name = &member.name;
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![format!("{name} has no row in xtask/src/arrows.rs: say what it may use")];
    };
    let used = member.asks_for.iter().filter(|asked| ours.contains(&asked.as_str()));
    used.filter(|used| *used != name && !may_use(&room.may_use, used))
        .map(|used| format!("{name} must not depend on {used}"))
        .collect()
}

fn may_use(reach: &Reach, other: &str) -> bool {
    match reach {
        These(these) => these.contains(&other),
        AllBut(these) => !these.contains(&other),
    }
}

fn is_impure(package: &str) -> bool {
    IMPURE.iter().any(|family| {
        package
            .strip_prefix(family)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::example;

    fn wrong(needs: &[(&str, &[&str])]) -> Vec<String> {
        let members: Vec<&str> = needs.iter().map(|(name, _)| *name).collect();
        let members: Vec<&str> = members
            .into_iter()
            .filter(|name| *name == "xtask" || name.starts_with("village-"))
            .collect();
        wrong_arrows(&example::workspace(needs, &members))
    }

    #[test]
    fn the_planned_arrows_pass() {
        let planned: &[(&str, &[&str])] = &[
            ("village-economy", &["serde"]),
            ("village-sim", &["village-economy", "bevy_ecs"]),
            ("village-server", &["village-sim", "village-economy", "tokio"]),
        ];
        assert!(wrong(planned).is_empty());
    }

    #[test]
    fn an_arrow_against_the_plan_is_named() {
        let against: &[(&str, &[&str])] =
            &[("village-sim", &["village-server"]), ("village-server", &[])];
        assert_eq!(wrong(against), ["village-sim must not depend on village-server"]);
        let against: &[(&str, &[&str])] =
            &[("village-game", &[]), ("village-server", &["village-game"])];
        assert_eq!(wrong(against), ["village-server must not depend on village-game"]);
    }

    #[test]
    fn a_crate_without_a_room_is_named() {
        let said = wrong(&[("village-cellar", &[])]);
        assert!(said.len() == 1 && said[0].starts_with("village-cellar has no row"), "{said:?}");
    }

    #[test]
    fn a_runtime_that_reaches_the_tick_through_a_friend_is_found() {
        let hidden: &[(&str, &[&str])] =
            &[("village-sim", &["friend"]), ("friend", &["tokio-util"])];
        let said = wrong(hidden);
        assert_eq!(said, ["village-sim must stay pure, yet village-sim -> friend -> tokio-util"]);
    }

    #[test]
    fn families_are_told_from_namesakes() {
        assert!(is_impure("tokio") && is_impure("sqlx-core") && is_impure("lightyear_replication"));
        assert!(!is_impure("tokiota") && !is_impure("axumatic") && !is_impure("mionic"));
    }
}
