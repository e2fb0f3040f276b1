//! How somebody feels, in a word. It follows from what others can see anyway: needs, sleep, and
//! what money said about its words a moment ago. Memories themselves stay private.

use village_sim::{Activity, AgentView, Clock, LOW, Need, Perceived};

/// How long a reward or penalty shows, in seconds.
const MOVED_SECONDS: u32 = 60;

/// One of `asleep`, `delighted`, `sad`, `tired`, `lonely`, `bored`, `curious`, `content`.
pub fn mood(agent: &AgentView, clock: &Clock) -> &'static str {
    if agent.body.activity == Activity::Sleeping {
        return "asleep";
    }
    let recent = clock.ticks(MOVED_SECONDS);
    let judged = agent.memories.iter().rev().find_map(|memory| match memory.what {
        _ if clock.tick.since(memory.tick) > recent => None,
        Perceived::Rewarded(_) => Some("delighted"),
        Perceived::Penalized(_) => Some("sad"),
        _ => None,
    });
    if let Some(word) = judged {
        return word;
    }
    let levels = Need::ALL.map(|need| (agent.needs.level(need, clock), need));
    match levels.into_iter().min() {
        Some((level, need)) if level < LOW => match need {
            Need::Rest => "tired",
            Need::Company => "lonely",
            Need::Purpose => "bored",
            Need::Curiosity => "curious",
        },
        _ => "content",
    }
}
