//! `token`: the tokens by which agents and administrators act.

use chrono::{DateTime, SecondsFormat};
use clap::{ArgGroup, Subcommand};
use village_sim::{Tick, Wish};
use village_store::{Holder, PAGE_MAX, Store};

use super::block_on;
use super::place::PlaceArgs;
use crate::failure::{FAILED, Failure};
use crate::people::name;
use crate::ticker::wall_micros;
use crate::tokens::{self, Scope, Scopes};

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

#[derive(Subcommand)]
pub enum Command {
    /// Make a token and print it, alone; it is shown this once and kept only as a hash
    #[command(
        group(ArgGroup::new("holder").required(true).args(["agent", "admin", "person"])),
        after_help = "Examples:\n  \
                      TOKEN=$(village-server token create --agent ada)\n  \
                      village-server token create --admin --name erik --days 30"
    )]
    Create {
        /// For the villager of this id: it can act as that villager and read its percept
        #[arg(long, value_name = "AGENT_ID")]
        agent: Option<String>,
        /// For whoever runs the village: it may what an administrator may
        #[arg(long)]
        admin: bool,
        /// For the person of this name, who has signed up
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// The operator's name, as it will stand in the ledger
        #[arg(long, default_value = "admin", requires = "admin", value_name = "NAME")]
        name: String,
        /// Days until it expires, 1 to 3650 [default: never]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
        /// What it is good for: read, write, money, admin; give it several times [default: all]
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<Scope>,
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
            Command::Create { agent, person, name, days, scopes, place, .. } => {
                let store = place.open().await?;
                let holder = holder(&store, agent, person, name).await?;
                create(&store, holder, days, &scopes).await?;
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

/// For whom the token is, if there is anybody of that name.
async fn holder(
    store: &Store,
    agent: Option<String>,
    person: Option<String>,
    name: String,
) -> Result<Holder, Failure> {
    if let Some(agent) = agent {
        check_agent(store, &agent).await?;
        return Ok(Holder::Agent(agent));
    }
    if let Some(person) = person {
        let known = store.credential(&person).await;
        let known = known.map_err(|error| Failure::of_store(store.place(), &error))?;
        let unknown = || Failure::hopeless(format!("nobody signed up as \"{person}\""));
        return Ok(Holder::Person(known.ok_or_else(unknown)?.name));
    }
    name::check_form(&name).map_err(|bad| Failure::hopeless(bad.to_string()))?;
    Ok(Holder::Admin(name))
}

async fn create(
    store: &Store,
    holder: Holder,
    days: Option<u16>,
    scopes: &[Scope],
) -> Result<(), Failure> {
    let words: Vec<String> = scopes.iter().map(ToString::to_string).collect();
    let now = wall_micros();
    let end = days.map(|days| now.saturating_add(i64::from(days) * DAY_MICROS));
    let fresh = tokens::make(holder, Scopes::of(&words).words(), now, end);
    let kept = store.put_token(&fresh.row).await;
    kept.map_err(|error| Failure::of_store(store.place(), &error))?;
    println!("{}", fresh.text);
    Ok(())
}

/// Refuses an agent that never moved in.
async fn check_agent(store: &Store, agent: &str) -> Result<(), Failure> {
    if lives_here(store, agent).await? {
        return Ok(());
    }
    Err(Failure::hopeless(format!(
        "no villager has the agent_id \"{agent}\": it is the name of the persona file, and the \
         village must have been started with it"
    )))
}

/// Whether a villager of this id ever moved in.
pub async fn lives_here(store: &Store, agent: &str) -> Result<bool, Failure> {
    let mut from = Tick(0);
    loop {
        let rows = store.journal_from(from, PAGE_MAX).await;
        let rows = rows.map_err(|error| Failure::of_store(store.place(), &error))?;
        let Some(last) = rows.last() else { return Ok(false) };
        from = last.tick.after(1);
        let mut commands = rows.iter().flat_map(|row| &row.commands);
        let joins = |wish: &Wish| matches!(wish, Wish::Join { persona } if persona.slug == agent);
        if commands.any(|command| joins(&command.body)) {
            return Ok(true);
        }
    }
}

async fn list(store: &Store) -> Result<(), Failure> {
    let rows = store.tokens().await;
    let rows = rows.map_err(|error| Failure::of_store(store.place(), &error))?;
    let now = wall_micros();
    for row in rows {
        let holder = match &row.holder {
            Holder::Agent(slug) => format!("agent:{slug}"),
            Holder::Admin(name) => format!("admin:{name}"),
            Holder::Person(name) => format!("person:{name}"),
        };
        let state = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "good",
        };
        let end = row.expires_at.map_or_else(|| "never".to_owned(), day);
        let scopes = Scopes::of(&row.scopes).words().join(",");
        println!("{}  {holder}  {}  {end}  {state}  {scopes}", row.id, day(row.created_at));
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
