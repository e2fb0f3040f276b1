//! `token`: the tokens by which agents and administrators act.

use chrono::{DateTime, SecondsFormat};
use clap::{ArgGroup, Subcommand};
use village_sim::{Tick, Wish};
use village_store::{Holder, PAGE_MAX, Store};

use super::block_on;
use super::place::PlaceArgs;
use crate::admins;
use crate::failure::{FAILED, Failure};
use crate::ticker::wall_micros;
use crate::tokens;

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

#[derive(Subcommand)]
pub enum Command {
    /// Make a token and print it, alone; it is shown this once and kept only as a hash
    #[command(
        group(ArgGroup::new("holder").required(true).args(["agent", "admin"])),
        after_help = "Examples:\n  \
                      TOKEN=$(village-server token create --agent ada)\n  \
                      village-server token create --admin --name erik --days 30"
    )]
    Create {
        /// For the villager of this id: it can act as that villager and read its percept
        #[arg(long, value_name = "AGENT_ID")]
        agent: Option<String>,
        /// For an administrator: it can reward, penalize and read everything
        #[arg(long)]
        admin: bool,
        /// The administrator's name, as it will stand in the ledger
        #[arg(long, default_value = "admin", requires = "admin", value_name = "NAME")]
        name: String,
        /// Days until it expires, 1 to 3650 [default: never]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// List the tokens: id, holder, since, until, state
    List {
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// End a token, by the id that `token list` shows; a running village knows within a second
    Revoke {
        /// The token's id
        id: String,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

pub fn run(command: Command) -> Result<(), Failure> {
    block_on(async {
        match command {
            Command::Create { agent, name, days, place, .. } => {
                let store = place.open().await?;
                create(&store, agent, name, days).await?;
                store.close().await;
            }
            Command::List { place } => {
                let store = place.open().await?;
                list(&store).await?;
                store.close().await;
            }
            Command::Revoke { id, place } => {
                let store = place.open().await?;
                revoke(&store, &id).await?;
                store.close().await;
            }
        }
        Ok(())
    })
}

async fn create(
    store: &Store,
    agent: Option<String>,
    name: String,
    days: Option<u16>,
) -> Result<(), Failure> {
    let holder = if let Some(agent) = agent {
        check_agent(store, &agent).await?;
        Holder::Agent(agent)
    } else {
        admins::check_name(&name).map_err(|bad| Failure::hopeless(bad.to_string()))?;
        Holder::Admin(name)
    };
    let now = wall_micros();
    let end = days.map(|days| now.saturating_add(i64::from(days) * DAY_MICROS));
    let fresh = tokens::make(holder, Vec::new(), now, end);
    let kept = store.put_token(&fresh.row).await;
    kept.map_err(|error| Failure::of_store(store.place(), &error))?;
    println!("{}", fresh.text);
    Ok(())
}

/// Refuses an agent that never moved in.
async fn check_agent(store: &Store, agent: &str) -> Result<(), Failure> {
    let mut from = Tick(0);
    loop {
        let rows = store.journal_from(from, PAGE_MAX).await;
        let rows = rows.map_err(|error| Failure::of_store(store.place(), &error))?;
        let Some(last) = rows.last() else { break };
        from = last.tick.after(1);
        let commands = rows.iter().flat_map(|row| &row.commands);
        for command in commands {
            if let Wish::Join { persona } = &command.body
                && persona.slug == agent
            {
                return Ok(());
            }
        }
    }
    Err(Failure::hopeless(format!(
        "no villager has the agent_id \"{agent}\": it is the name of the persona file, and the \
         village must have been started with it"
    )))
}

async fn list(store: &Store) -> Result<(), Failure> {
    let rows = store.tokens().await;
    let rows = rows.map_err(|error| Failure::of_store(store.place(), &error))?;
    let now = wall_micros();
    for row in rows {
        let holder = match &row.holder {
            Holder::Agent(slug) => format!("agent:{slug}"),
            Holder::Admin(name) => format!("admin:{name}"),
        };
        let state = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "good",
        };
        let end = row.expires_at.map_or_else(|| "never".to_owned(), day);
        println!("{}  {holder}  {}  {end}  {state}", row.id, day(row.created_at));
    }
    Ok(())
}

async fn revoke(store: &Store, id: &str) -> Result<(), Failure> {
    let revoked = store.revoke_token(id, wall_micros()).await;
    if revoked.map_err(|error| Failure::of_store(store.place(), &error))? {
        println!("{id} is revoked");
        return Ok(());
    }
    Err(Failure::new(FAILED, format!("no good token has the id \"{id}\": see token list")))
}

/// A stamp as people read it.
fn day(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| micros.to_string(), |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}
