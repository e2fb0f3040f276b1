//! The verdict: what the village shows after the torment against what it had acknowledged. Each
//! acknowledged write is there exactly once and unchanged, each write of unknown outcome at most
//! once, nothing is there that nobody wrote, and all accounts together hold nothing.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};

use super::client::Client;
use super::traces::{Trace, of_entry, of_post, pages, total};
use super::village::Agent;
use super::write::{Kind, Write};

/// What was compared: acknowledged writes by kind, and those in flight at the end.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub posts: usize,
    pub rewards: usize,
    pub payments: usize,
    pub purchases: usize,
    /// Steps of paid work, from the offer to the payout.
    pub work: usize,
    /// Writes in flight when the clients ended.
    pub unknown: usize,
    /// Of these, those that left a trace.
    pub unknown_done: usize,
}

impl Counts {
    fn of(acked: &BTreeMap<String, Write>) -> Self {
        let mut counts = Self::default();
        for write in acked.values() {
            *match write.kind {
                Kind::Post => &mut counts.posts,
                Kind::Reward { .. } => &mut counts.rewards,
                Kind::Pay { .. } => &mut counts.payments,
                Kind::Purchase { .. } => &mut counts.purchases,
                Kind::Offer { .. }
                | Kind::Claim { .. }
                | Kind::Deliver { .. }
                | Kind::Accept { .. } => &mut counts.work,
            } += 1;
        }
        counts
    }

    /// Each kind's name and how many of it were acknowledged.
    pub fn kinds(&self) -> [(&'static str, usize); 5] {
        [
            ("posts", self.posts),
            ("rewards", self.rewards),
            ("payments", self.payments),
            ("purchases", self.purchases),
            ("steps of work", self.work),
        ]
    }
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
        there.extend(of_post(&post));
    }
    for agent in agents {
        for entry in pages(client, &format!("/api/v1/economy/ledger/{}", agent.id))? {
            there.extend(of_entry(&agent.id, &entry)?);
        }
    }
    let counts = judge(&there, acked, unknown)?;
    let accounts = pages(client, "/api/v1/economy/accounts")?;
    let held = total(&accounts).context("summing the accounts")?;
    ensure!(held == 0, "all accounts together hold {held} micro-aiDollars instead of nothing");
    Ok(counts)
}

fn judge(there: &[Trace], acked: &BTreeMap<String, Write>, unknown: &[Write]) -> Result<Counts> {
    let mut faults = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let (due, open) = (by_trace(acked.values()), by_trace(unknown));
    for Trace { text, agent_id, kind } in there {
        if !seen.insert(text) {
            faults.push(format!("done twice: {text}"));
        }
        match due.get(text).or(open.get(text)) {
            None => faults.push(format!("nobody wrote {text}")),
            Some(meant) => {
                let is_theirs = agent_id.as_ref().is_none_or(|id| *id == meant.agent_id);
                if !is_theirs || meant.kind != *kind {
                    faults.push(format!("changed: {meant:?} became {kind:?} of {agent_id:?}"));
                }
            }
        }
    }
    let lost = due.iter().filter(|(trace, _)| !seen.contains(trace.as_str()));
    faults.extend(lost.map(|(trace, write)| format!("acknowledged and lost: {trace} ({write:?})")));
    for write in unknown {
        let traces = write.traces();
        let done = traces.iter().filter(|trace| seen.contains(trace.as_str())).count();
        if done > 0 && done < traces.len() {
            faults.push(format!("half done: {write:?}"));
        }
    }
    if !faults.is_empty() {
        let shown = faults.iter().take(20).cloned().collect::<Vec<_>>().join("\n  ");
        bail!("{} faults:\n  {shown}", faults.len());
    }
    let is_done = |write: &&Write| write.traces().iter().any(|trace| seen.contains(trace.as_str()));
    let unknown_done = unknown.iter().filter(is_done).count();
    Ok(Counts { unknown: unknown.len(), unknown_done, ..Counts::of(acked) })
}

fn by_trace<'a>(writes: impl IntoIterator<Item = &'a Write>) -> BTreeMap<String, &'a Write> {
    let traces = |write: &'a Write| write.traces().into_iter().map(move |trace| (trace, write));
    writes.into_iter().flat_map(traces).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(mark: &str) -> Write {
        Write { mark: mark.into(), agent_id: "ada".into(), kind: Kind::Post }
    }

    fn traces(write: &Write) -> Vec<Trace> {
        let Write { agent_id, kind, .. } = write.clone();
        let of = |text| {
            let agent_id = Some(agent_id.clone());
            Trace { text, agent_id, kind: kind.clone() }
        };
        write.traces().into_iter().map(of).collect()
    }

    fn judged(there: &[&Write], all: &[&Write], unknown: &[&Write]) -> Result<Counts> {
        let there: Vec<_> = there.iter().flat_map(|write| traces(write)).collect();
        let acked = all.iter().map(|write| (write.mark.clone(), (*write).clone())).collect();
        let unknown: Vec<_> = unknown.iter().copied().cloned().collect();
        judge(&there, &acked, &unknown)
    }

    #[test]
    fn everything_acknowledged_once_passes_and_the_unknown_may_be_there_or_not() {
        let (a, b, c) = (post("crash-w0-n0"), post("crash-w0-n2"), post("crash-w1-n0"));
        let counts = judged(&[&a, &b], &[&a], &[&b, &c]).unwrap();
        let meant = Counts { posts: 1, unknown: 2, unknown_done: 1, ..Counts::default() };
        assert_eq!(counts, meant);
    }

    #[test]
    fn lost_doubled_invented_and_changed_writes_are_faults() {
        let (a, b) = (post("crash-w0-n0"), post("crash-w0-n2"));
        let fault = |there: &[&Write], all: &[&Write], unknown: &[&Write]| {
            judged(there, all, unknown).unwrap_err().to_string()
        };
        assert!(fault(&[], &[&a], &[]).contains("acknowledged and lost: crash-w0-n0"));
        assert!(fault(&[&a, &a], &[&a], &[]).contains("done twice"));
        assert!(fault(&[&b, &b], &[], &[&b]).contains("done twice"));
        assert!(fault(&[&a, &b], &[&a], &[]).contains("nobody wrote crash-w0-n2"));
        let changed = Write { agent_id: "eve".into(), ..a.clone() };
        assert!(fault(&[&changed], &[&a], &[]).contains("changed"));
    }

    #[test]
    fn a_payment_that_left_one_purse_and_did_not_reach_the_other_is_a_fault() {
        let kind = Kind::Pay { to: "bo".into(), micros: 300 };
        let pay = Write { kind, ..post("crash-w0-n2") };
        let half = &traces(&pay)[..1];
        let acked = BTreeMap::from([(pay.mark.clone(), pay.clone())]);
        let lost = judge(half, &acked, &[]).unwrap_err().to_string();
        assert!(lost.contains("lost: crash-w0-n2, received"), "{lost}");
        let open = judge(half, &BTreeMap::new(), std::slice::from_ref(&pay));
        assert!(open.unwrap_err().to_string().contains("half done"));
        assert_eq!(judged(&[&pay], &[&pay], &[]).unwrap().payments, 1);
    }
}
