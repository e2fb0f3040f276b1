//! Names as the API writes them, turned into what the world holds: agents by their ids, people by
//! their names. The way back is [`Lens`](super::json::Lens)'s.

use village_economy::{AccountId, Source};
use village_sim::{BOUNTIES_FROM, PersonId, Principal, Thing};

use super::Shared;
use super::ask::echo;
use super::json::unknown;
use super::problem::Problem;

/// The account of this name: `treasury`, `compute`, `payments`, `agent:ada`, `person:erik`,
/// `escrow:agent:ada` or `escrow:post:7`.
pub fn account(site: &Shared, text: &str) -> Result<AccountId, Problem> {
    let agent = |slug: &str| site.hall.agent(slug).ok_or_else(|| unknown(Thing::Agent));
    match text {
        "treasury" => return Ok(AccountId::Treasury),
        "compute" => return Ok(AccountId::Compute),
        "payments" => return Ok(AccountId::Payments),
        _ => {}
    }
    match text.split_once(':') {
        Some(("agent", slug)) => Ok(AccountId::Agent(agent(slug)?.0)),
        Some(("person", name)) => Ok(AccountId::Person(person(site, name)?.0)),
        Some(("escrow", purpose)) => match purpose.split_once(':') {
            Some(("agent", slug)) => Ok(AccountId::Escrow(agent(slug)?.0)),
            Some(("post", post)) => {
                let post =
                    post.parse::<u32>().ok().and_then(|post| post.checked_add(BOUNTIES_FROM));
                post.map(AccountId::Escrow).ok_or_else(|| unknown(Thing::Account))
            }
            _ => Err(unknown(Thing::Account)),
        },
        _ => Err(Problem::bad_request(format!(
            "an account is treasury, compute, payments, agent:ID, person:NAME, escrow:agent:ID or \
             escrow:post:NUMBER, not {}",
            echo(text)
        ))),
    }
}

/// The person of this name, whatever the case.
pub fn person(site: &Shared, name: &str) -> Result<PersonId, Problem> {
    site.hall.people.number(name).ok_or_else(|| unknown(Thing::Person))
}

/// Who acts under this name: `system`, `admin:NAME`, `agent:ada` or `person:erik`.
pub fn principal(site: &Shared, text: &str) -> Result<Principal, Problem> {
    if text == "system" {
        return Ok(Principal::System);
    }
    match text.split_once(':') {
        Some(("admin", name)) => Ok(Principal::Admin(name.to_owned())),
        Some(("agent", slug)) => {
            site.hall.agent(slug).map(Principal::Agent).ok_or_else(|| unknown(Thing::Agent))
        }
        Some(("person", name)) => person(site, name).map(Principal::Person),
        _ => Err(Problem::bad_request(format!(
            "somebody is system, admin:NAME, agent:ID or person:NAME, not {}",
            echo(text)
        ))),
    }
}

/// The cause of a movement of money as the ledger writes it.
pub fn source(site: &Shared, text: &str) -> Result<String, Problem> {
    if let Some(("external", _)) = text.split_once(':') {
        let source = text.parse::<Source>();
        return source
            .map(|source| source.to_string())
            .map_err(|why| Problem::bad_request(format!("source: {why}")));
    }
    Ok(match principal(site, text)? {
        Principal::System => Source::System,
        Principal::Admin(name) => Source::Admin(name),
        Principal::Agent(agent) | Principal::Mind(agent) => Source::Agent(agent.0),
        Principal::Person(person) => Source::Person(person.0),
    }
    .to_string())
}

/// What an act was about as the audit log writes it: its names become numbers.
pub fn subject(site: &Shared, text: &str) -> String {
    let word = |word: &str| match word.split_once(':') {
        Some(("agent", slug)) => site.hall.agent(slug).map(|agent| format!("agent:{agent}")),
        Some(("person", name)) => {
            site.hall.people.number(name).map(|person| format!("person:{person}"))
        }
        _ => None,
    };
    let words = text.split(' ').map(|one| word(one).unwrap_or_else(|| one.to_owned()));
    words.collect::<Vec<_>>().join(" ")
}
