//! The verdict: what the village shows after the torment against what it had acknowledged. Each
//! acknowledged write is there exactly once and unchanged, each write of unknown outcome at most
//! once, and nothing is there that nobody wrote.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::client::Client;
use super::load::{Kind, Write};
use super::village::Agent;

/// How many times a page is asked for again when the village says that we ask too often.
const PATIENCE: u32 = 200;
/// Pages of one list; more means that the cursor runs in a circle.
const PAGES_MAX: usize = 100_000;

/// What was compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub posts: usize,
    pub rewards: usize,
    /// Writes in flight when the clients ended.
    pub unknown: usize,
    /// Of these, those that were done.
    pub unknown_done: usize,
}

/// Reads the village through `client` and compares.
pub fn compare(
    client: &Client,
    agents: &[Agent],
    acked: &BTreeMap<String, Write>,
    unknown: &[Write],
) -> Result<Counts> {
    let mut there = Vec::new();
    for post in pages(client, "/api/v1/board/posts")? {
        there.extend(shown_post(&post));
    }
    for agent in agents {
        for entry in pages(client, &format!("/api/v1/economy/ledger/{}", agent.id))? {
            there.extend(shown_reward(&agent.id, &entry)?);
        }
    }
    judge(&there, acked, unknown)
}

fn judge(there: &[Write], acked: &BTreeMap<String, Write>, unknown: &[Write]) -> Result<Counts> {
    let mut faults = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let in_flight: BTreeMap<&str, &Write> =
        unknown.iter().map(|write| (write.mark.as_str(), write)).collect();
    for write in there {
        let mark = write.mark.as_str();
        if !seen.insert(mark) {
            faults.push(format!("done twice: {mark}"));
        }
        match acked.get(mark).or(in_flight.get(mark).copied()) {
            None => faults.push(format!("nobody wrote {mark}")),
            Some(meant) if !is_same(meant, write) => {
                faults.push(format!("changed: {meant:?} became {write:?}"));
            }
            Some(_) => {}
        }
    }
    let lost = acked.keys().filter(|mark| !seen.contains(mark.as_str()));
    faults.extend(lost.map(|mark| format!("acknowledged and lost: {mark}")));
    if !faults.is_empty() {
        let shown = faults.iter().take(20).cloned().collect::<Vec<_>>().join("\n  ");
        bail!("{} faults:\n  {shown}", faults.len());
    }
    let posts = acked.values().filter(|write| write.kind == Kind::Post).count();
    Ok(Counts {
        posts,
        rewards: acked.len() - posts,
        unknown: unknown.len(),
        unknown_done: unknown.iter().filter(|write| seen.contains(write.mark.as_str())).count(),
    })
}

fn is_same(meant: &Write, shown: &Write) -> bool {
    meant.agent_id == shown.agent_id && meant.kind == shown.kind
}

/// All items of a list, page by page.
fn pages(client: &Client, path: &str) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    let mut at = path.to_owned();
    for _ in 0..PAGES_MAX {
        let page = page(client, &at)?;
        let more = page["items"].as_array().with_context(|| format!("{at}: no items"))?;
        items.extend(more.iter().cloned());
        match &page["next_cursor"] {
            Value::Null => return Ok(items),
            Value::String(cursor) => at = format!("{path}?cursor={cursor}"),
            Value::Number(cursor) => at = format!("{path}?cursor={cursor}"),
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

fn is_mark(text: &str) -> bool {
    text.starts_with("crash-w")
}

/// A post of ours in the board's list; none for what villagers write themselves.
fn shown_post(post: &Value) -> Option<Write> {
    let mark = post["title"].as_str().filter(|title| is_mark(title))?;
    let author = &post["author"];
    let named = ["agent_id", "id", "author_id"].iter().find_map(|name| author[name].as_str());
    let agent_id = author.as_str().or(named).or(post["author_id"].as_str()).unwrap_or_default();
    Some(Write { mark: mark.to_owned(), agent_id: agent_id.to_owned(), kind: Kind::Post })
}

/// A reward of ours in an agent's ledger; none for other movements. The words that were given with
/// a reward stand in the entry's note, beside the kind of movement that is its reason.
fn shown_reward(agent_id: &str, entry: &Value) -> Result<Option<Write>> {
    let words = ["note", "reason"].iter().filter_map(|name| entry[name].as_str());
    let Some(mark) = words.into_iter().find(|words| is_mark(words)) else {
        return Ok(None);
    };
    let amount = entry["amount"].as_str().and_then(micros);
    let (Some(micros), Some(post_id)) = (amount, entry["related_post_id"].as_u64()) else {
        bail!("a reward without its amount or its post: {entry}");
    };
    let kind = Kind::Reward { post_id, micros };
    Ok(Some(Write { mark: mark.to_owned(), agent_id: agent_id.to_owned(), kind }))
}

/// `1.5` as micro-aiDollars; none for what is not a positive amount with at most six places.
fn micros(amount: &str) -> Option<u64> {
    let amount = amount.strip_prefix('+').unwrap_or(amount);
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
    if part.len() > 6 || part.is_empty() || !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part: u64 = format!("{part:0<6}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn post(mark: &str) -> Write {
        Write { mark: mark.into(), agent_id: "ada".into(), kind: Kind::Post }
    }

    fn acked(writes: &[Write]) -> BTreeMap<String, Write> {
        writes.iter().map(|write| (write.mark.clone(), write.clone())).collect()
    }

    #[test]
    fn everything_acknowledged_once_passes_and_the_unknown_may_be_there_or_not() {
        let (a, b, c) = (post("crash-w0-n0"), post("crash-w0-n2"), post("crash-w1-n0"));
        let unknown = vec![b.clone(), c];
        let counts = judge(&[a.clone(), b], &acked(&[a]), &unknown).unwrap();
        assert_eq!(counts, Counts { posts: 1, rewards: 0, unknown: 2, unknown_done: 1 });
    }

    #[test]
    fn lost_doubled_invented_and_changed_writes_are_faults() {
        let (a, b) = (post("crash-w0-n0"), post("crash-w0-n2"));
        let fault = |there: &[Write], all: &[Write], unknown: &[Write]| {
            judge(there, &acked(all), unknown).unwrap_err().to_string()
        };
        let one = std::slice::from_ref(&a);
        assert!(fault(&[], one, &[]).contains("acknowledged and lost: crash-w0-n0"));
        assert!(fault(&[a.clone(), a.clone()], one, &[]).contains("done twice"));
        assert!(
            fault(&[b.clone(), b.clone()], &[], std::slice::from_ref(&b)).contains("done twice")
        );
        assert!(fault(&[a.clone(), b], one, &[]).contains("nobody wrote crash-w0-n2"));
        let changed = Write { agent_id: "eve".into(), ..a.clone() };
        assert!(fault(&[changed], one, &[]).contains("changed"));
    }

    #[test]
    fn a_reward_is_read_from_the_ledger_with_its_amount_and_post() {
        let mut entry = json!({"reason": "reward", "note": "crash-w0-n1",
            "amount": "0.250000", "related_post_id": 7});
        let write = shown_reward("ada", &entry).unwrap().unwrap();
        assert_eq!(write.mark, "crash-w0-n1");
        assert_eq!(write.kind, Kind::Reward { post_id: 7, micros: 250_000 });
        entry["note"] = json!("thank you");
        assert!(shown_reward("ada", &entry).unwrap().is_none());
        assert!(shown_reward("ada", &json!({"reason": "rent", "amount": "-1"})).unwrap().is_none());
        assert!(shown_reward("ada", &json!({"reason": "crash-w0-n1", "amount": "-1"})).is_err());
    }

    #[test]
    fn amounts_are_read_to_the_millionth() {
        assert_eq!(micros("1.5"), Some(1_500_000));
        assert_eq!(micros("+0.000001"), Some(1));
        assert_eq!(micros("2"), Some(2_000_000));
        for wrong in ["", ".", "1.", "-1", "1.0000001", "1.+5", "99999999999999999999"] {
            assert_eq!(micros(wrong), None, "{wrong:?}");
        }
    }
}
