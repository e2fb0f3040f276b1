//! Reading the village from outside: lists page by page, and what of our writes stands in them.
//! What villagers do by themselves is none of it and is passed over.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::amount::micros;
use super::client::Client;
use super::write::{HOURS_FROM, Kind, TIER, bought, escrowed, paid_out, received};

/// How many times a page is asked for again when the village says that we ask too often.
const PATIENCE: u32 = 200;
/// Pages of one list; more means that the cursor runs in a circle.
const PAGES_MAX: usize = 100_000;
/// Items of a page.
const LIMIT: usize = 100;

/// What the village shows of a write: see [`Write::traces`](super::write::Write::traces).
#[derive(Debug, PartialEq, Eq)]
pub struct Trace {
    pub text: String,
    /// Who wrote; a payout does not tell whose money it was.
    pub agent_id: Option<String>,
    pub kind: Kind,
}

/// All items of a list, page by page.
pub fn pages(client: &Client, path: &str) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    let path = format!("{path}?limit={LIMIT}");
    let mut at = path.clone();
    for _ in 0..PAGES_MAX {
        let page = page(client, &at)?;
        let more = page["items"].as_array().with_context(|| format!("{at}: no items"))?;
        items.extend(more.iter().cloned());
        match &page["next_cursor"] {
            Value::Null => return Ok(items),
            Value::String(cursor) => at = format!("{path}&cursor={cursor}"),
            Value::Number(cursor) => at = format!("{path}&cursor={cursor}"),
            other => bail!("{at}: next_cursor is {other}"),
        }
    }
    bail!("{path} does not end")
}

fn page(client: &Client, path: &str) -> Result<Value> {
    for _ in 0..PATIENCE {
        let answer = client.get(path).with_context(|| format!("reading {path}"))?;
        if matches!(answer.status, 429 | 503) {
            std::thread::sleep(answer.retry_after.unwrap_or_default());
            continue;
        }
        ensure!(answer.status == 200, "{path}: {}", answer.said());
        return Ok(answer.json());
    }
    bail!("{path}: the village was busy {PATIENCE} times in a row")
}

/// What all accounts hold together, in micro-aiDollars.
pub fn total(accounts: &[Value]) -> Result<i128> {
    ensure!(!accounts.is_empty(), "no accounts are shown");
    accounts.iter().try_fold(0, |sum, account| {
        let held = account["balance"].as_str().and_then(micros);
        let held = held.with_context(|| format!("an account without a balance: {account}"))?;
        Ok(sum + i128::from(held))
    })
}

fn is_mark(text: &str) -> bool {
    text.starts_with("crash-w")
}

/// A post of ours in the board's list.
pub fn of_post(post: &Value) -> Option<Trace> {
    let mark = post["title"].as_str().filter(|title| is_mark(title))?;
    let author = &post["author"];
    let agent_id = author.as_str().or(author["id"].as_str()).unwrap_or_default();
    Some(Trace { text: mark.to_owned(), agent_id: Some(agent_id.to_owned()), kind: Kind::Post })
}

/// A movement of ours in an agent's ledger. The words that were given with it stand in its note.
pub fn of_entry(agent_id: &str, entry: &Value) -> Result<Option<Trace>> {
    let word = |name: &str| entry[name].as_str().unwrap_or_default();
    let broken = || format!("an entry of ours that lacks something: {entry}");
    let amount = || micros(word("amount")).with_context(broken);
    let given = |sign: i64| amount().and_then(|it| u64::try_from(it * sign).with_context(broken));
    let post_id = || entry["related_post_id"].as_u64().with_context(broken);
    let other = || word("counterparty").strip_prefix("agent:").with_context(broken);
    let note = word("note");
    let (text, agent_id, kind) = match word("reason") {
        "reward" if is_mark(note) => {
            let kind = Kind::Reward { post_id: post_id()?, micros: given(1)? };
            (note.to_owned(), Some(agent_id), kind)
        }
        "transfer" if is_mark(note) && amount()? < 0 => {
            let kind = Kind::Pay { to: other()?.to_owned(), micros: given(-1)? };
            (note.to_owned(), Some(agent_id), kind)
        }
        "transfer" if is_mark(note) => {
            let kind = Kind::Pay { to: agent_id.to_owned(), micros: given(1)? };
            (received(note), Some(other()?), kind)
        }
        "purchase_compute" => {
            let hours = note.strip_prefix(TIER).and_then(|rest| rest.strip_prefix(" for "));
            let hours = hours.and_then(|rest| rest.strip_suffix(" h")?.parse().ok());
            let Some(hours) = hours.filter(|hours| *hours >= HOURS_FROM) else { return Ok(None) };
            (bought(agent_id, hours), Some(agent_id), Kind::Purchase { hours })
        }
        "bounty_escrow" => {
            let (post_id, micros) = (post_id()?, given(-1)?);
            (escrowed(post_id), Some(agent_id), Kind::Offer { post_id, micros })
        }
        "bounty_payout" => {
            let (post_id, micros) = (post_id()?, given(1)?);
            let worker = agent_id.to_owned();
            (paid_out(post_id), None, Kind::Accept { post_id, worker, micros })
        }
        _ if is_mark(note) => bail!("a movement of an unknown kind: {entry}"),
        _ => return Ok(None),
    };
    Ok(Some(Trace { text, agent_id: agent_id.map(str::to_owned), kind }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(reason: &str, note: &str, amount: &str) -> Option<Trace> {
        let entry = json!({"reason": reason, "note": note, "amount": amount,
            "related_post_id": 7, "counterparty": "agent:bo"});
        of_entry("ada", &entry).unwrap()
    }

    fn trace(text: &str, agent_id: &str, kind: Kind) -> Trace {
        let agent_id = Some(agent_id.to_owned()).filter(|id| !id.is_empty());
        Trace { text: text.into(), agent_id, kind }
    }

    #[test]
    fn movements_are_read_from_the_ledger_with_all_that_belongs_to_them() {
        let mark = "crash-w0-n1";
        let reward = Kind::Reward { post_id: 7, micros: 250_000 };
        assert_eq!(shown("reward", mark, "0.250000"), Some(trace(mark, "ada", reward)));
        let pay = |to: &str| Kind::Pay { to: to.into(), micros: 300 };
        assert_eq!(shown("transfer", mark, "-0.0003"), Some(trace(mark, "ada", pay("bo"))));
        let text = "crash-w0-n1, received";
        assert_eq!(shown("transfer", mark, "0.0003"), Some(trace(text, "bo", pay("ada"))));
        let bought = Kind::Purchase { hours: 1_234 };
        let found = shown("purchase_compute", "lantern for 1234 h", "-0.001234");
        assert_eq!(found, Some(trace("ada bought 1234 h", "ada", bought)));
        let offer = Kind::Offer { post_id: 7, micros: 2_000 };
        assert_eq!(
            shown("bounty_escrow", "", "-0.002"),
            Some(trace("escrow of post 7", "ada", offer))
        );
        let paid = Kind::Accept { post_id: 7, worker: "ada".into(), micros: 2_000 };
        assert_eq!(shown("bounty_payout", "", "0.002"), Some(trace("payout of post 7", "", paid)));
    }

    #[test]
    fn what_villagers_do_by_themselves_is_passed_over_and_what_is_ours_must_be_whole() {
        assert_eq!(shown("reward", "thank you", "1"), None);
        assert_eq!(shown("upkeep", "", "-1"), None);
        assert_eq!(shown("purchase_compute", "lantern for 2 h", "-0.5"), None);
        let reward = json!({"reason": "reward", "note": "crash-w0-n1", "amount": "-1"});
        assert!(of_entry("ada", &reward).is_err());
        let strange = json!({"reason": "gift", "note": "crash-w0-n1", "amount": "1"});
        assert!(of_entry("ada", &strange).is_err());
    }

    #[test]
    fn the_accounts_are_summed_and_one_without_a_balance_is_an_error() {
        let held = |text: &str| json!({"account": "treasury", "balance": text});
        assert_eq!(total(&[held("-1.5"), held("1.500001")]).unwrap(), 1);
        assert!(total(&[held("1"), json!({"account": "x"})]).is_err());
        assert!(total(&[]).is_err());
    }
}
