//! Memories as a mind from outside gets them: a kind and its parts for programs, a sentence for
//! language models and people.

use serde::Serialize;
use utoipa::ToSchema;
use village_economy::Micro;
use village_sim::{AgentView, Memory, Perceived, PostId, Verdict, VillagerId};

use super::Lens;

/// One thing perceived. Parts that a kind does not have are left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Remembered {
    pub tick: u64,
    /// `met`, `crowd`, `goods`, `heard`, `given`, `read_post`, `answered`, `rewarded`,
    /// `penalized`, `did`, `refused`, `letter`, `paid` or `work`.
    pub kind: &'static str,
    /// The whole of it in a plain sentence.
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Name of the person, where it was one: by letter, or by its avatar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

/// Words heard.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Heard {
    pub from: String,
    pub text: String,
    pub tick: u64,
    /// Whether nobody else heard it.
    pub whispered: bool,
    /// Whether a person said it, by its avatar.
    pub by_person: bool,
}

/// What somebody made of one's words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Judged {
    /// `reward` or `penalty`.
    pub kind: &'static str,
    #[schema(value_type = String, example = "2.5")]
    pub amount: Micro,
    pub reason: String,
    pub post_id: u64,
    #[schema(required)]
    pub reply_id: Option<u64>,
    pub tick: u64,
}

/// Rewards and penalties that somebody remembers, oldest first.
pub fn judged(agent: &AgentView) -> Vec<Judged> {
    let judged = agent.memories.iter().filter_map(|memory| {
        let (kind, verdict) = match &memory.what {
            Perceived::Rewarded(verdict) => ("reward", verdict),
            Perceived::Penalized(verdict) => ("penalty", verdict),
            _ => return None,
        };
        Some(Judged {
            kind,
            amount: verdict.amount,
            reason: (*verdict.reason).to_owned(),
            post_id: verdict.post.0,
            reply_id: verdict.reply.map(|reply| reply.0),
            tick: memory.tick.0,
        })
    });
    judged.collect()
}

impl Lens<'_> {
    /// What somebody heard, oldest first.
    pub fn heard(&self, agent: &AgentView) -> Vec<Heard> {
        let heard = agent.memories.iter().filter_map(|memory| match &memory.what {
            Perceived::Heard { who, text, to_me } => Some(Heard {
                from: self.slug(*who).to_owned(),
                text: (**text).to_owned(),
                tick: memory.tick.0,
                whispered: *to_me,
                by_person: self.person(*who).is_some(),
            }),
            _ => None,
        });
        heard.collect()
    }

    /// All that somebody remembers, oldest first.
    pub fn memories(&self, agent: &AgentView) -> Vec<Remembered> {
        agent.memories.iter().map(|memory| self.remembered(memory)).collect()
    }

    /// What somebody remembers that others could witness as well, newest first: no whispers, no
    /// letters, no money in private and nothing of posts that not everybody may read.
    pub fn witnessed(&self, agent: &AgentView) -> impl Iterator<Item = Remembered> {
        let memories = agent.memories.iter().rev().filter(|memory| match &memory.what {
            Perceived::Met { .. }
            | Perceived::Crowd { .. }
            | Perceived::Goods { .. }
            | Perceived::Given { .. }
            | Perceived::Did { .. } => true,
            Perceived::Heard { to_me, .. } => !to_me,
            Perceived::ReadPost { post } | Perceived::Answered { post, .. } => self.is_open(*post),
            Perceived::Rewarded(verdict) | Perceived::Penalized(verdict) => {
                self.is_open(verdict.post)
            }
            Perceived::Refused { .. }
            | Perceived::Letter { .. }
            | Perceived::Paid { .. }
            | Perceived::Work { .. } => false,
        });
        memories.map(|memory| self.remembered(memory))
    }

    /// Whether everybody may read a post, as far as it is at hand.
    fn is_open(&self, post: PostId) -> bool {
        self.threads_for(None).any(|thread| thread.post.id == post)
    }

    fn remembered(&self, memory: &Memory) -> Remembered {
        let shape = match &memory.what {
            Perceived::Met { who, at } => Remembered {
                kind: "met",
                text: match at {
                    Some(at) => format!("I met {} at {}.", self.name(*who), self.place_name(*at)),
                    None => format!("I met {} on the way.", self.name(*who)),
                },
                agent_id: Some(self.slug(*who).to_owned()),
                landmark: at.map(|at| self.place(at).to_owned()),
                ..Remembered::default()
            },
            Perceived::Crowd { at, count } => Remembered {
                kind: "crowd",
                text: format!("I saw {count} people at {}.", self.place_name(*at)),
                landmark: Some(self.place(*at).to_owned()),
                count: Some(*count),
                ..Remembered::default()
            },
            Perceived::Goods { kind, at, count } => Remembered {
                kind: "goods",
                text: format!(
                    "I saw {count} × {} at {}.",
                    self.kind_name(*kind),
                    self.place_name(*at)
                ),
                landmark: Some(self.place(*at).to_owned()),
                item: Some(self.kind(*kind).to_owned()),
                count: Some(*count),
                ..Remembered::default()
            },
            Perceived::Did { activity, at } => Remembered {
                kind: "did",
                text: format!("I was {activity} at {}.", self.place_name(*at)),
                landmark: Some(self.place(*at).to_owned()),
                ..Remembered::default()
            },
            Perceived::Refused { code } => Remembered {
                kind: "refused",
                text: format!("Something I tried was refused: {code}."),
                code: Some(code.clone().into_owned()),
                ..Remembered::default()
            },
            social => self.social(social),
        };
        let person = self.person_in(&memory.what).or(shape.person);
        Remembered { tick: memory.tick.0, person, ..shape }
    }

    /// The name of the person whose avatar somebody is.
    fn person(&self, who: VillagerId) -> Option<&str> {
        Some(self.handle(self.view.agent(who)?.person()?))
    }

    /// The person whom a memory is about, where that one came by its avatar.
    fn person_in(&self, what: &Perceived) -> Option<String> {
        let (Perceived::Met { who, .. }
        | Perceived::Heard { who, .. }
        | Perceived::Given { by: who, .. }) = what
        else {
            return None;
        };
        self.person(*who).map(str::to_owned)
    }

    /// What came from others, to oneself or to one's words.
    fn social(&self, what: &Perceived) -> Remembered {
        match what {
            Perceived::Heard { who, text, to_me } => Remembered {
                kind: "heard",
                text: if *to_me {
                    format!("{} whispered to me: \"{text}\"", self.name(*who))
                } else {
                    format!("I heard {} say: \"{text}\"", self.name(*who))
                },
                agent_id: Some(self.slug(*who).to_owned()),
                ..Remembered::default()
            },
            Perceived::Given { by, kind } => Remembered {
                kind: "given",
                text: format!("{} gave me {}.", self.name(*by), self.kind_name(*kind)),
                agent_id: Some(self.slug(*by).to_owned()),
                item: Some(self.kind(*kind).to_owned()),
                ..Remembered::default()
            },
            Perceived::ReadPost { post } => Remembered {
                kind: "read_post",
                text: format!("I read post {post} on the board."),
                post_id: Some(post.0),
                ..Remembered::default()
            },
            Perceived::Answered { post, reply } => Remembered {
                kind: "answered",
                text: format!("Somebody answered my post {post}."),
                post_id: Some(post.0),
                reply_id: Some(reply.0),
                ..Remembered::default()
            },
            Perceived::Rewarded(verdict) => judgement("rewarded", "I was paid", verdict),
            Perceived::Penalized(verdict) => judgement("penalized", "I lost", verdict),
            Perceived::Letter { name, text, .. } => Remembered {
                kind: "letter",
                text: format!("{name} wrote to me: \"{text}\""),
                person: Some((**name).to_owned()),
                ..Remembered::default()
            },
            Perceived::Paid { by, amount, note } => Remembered {
                kind: "paid",
                text: format!("{} paid me {amount} aiDollar: \"{note}\"", self.name(*by)),
                agent_id: Some(self.slug(*by).to_owned()),
                ..Remembered::default()
            },
            Perceived::Work { post, step, words } => Remembered {
                kind: "work",
                text: if words.is_empty() {
                    format!("The work on post {post} went on: {step}.")
                } else {
                    format!("The work on post {post} went on: {step}: \"{words}\"")
                },
                post_id: Some(post.0),
                code: Some(step.clone().into_owned()),
                ..Remembered::default()
            },
            _ => Remembered::default(),
        }
    }

    pub(super) fn place_name(&self, id: village_sim::LandmarkId) -> &str {
        self.landmark(id).map_or("nowhere", |place| place.name.as_str())
    }
}

fn judgement(kind: &'static str, what: &str, verdict: &Verdict) -> Remembered {
    let Verdict { amount, post, reply, reason, .. } = verdict;
    let written = reply.map_or_else(|| format!("post {post}"), |reply| format!("reply {reply}"));
    Remembered {
        kind,
        text: format!("{what} {amount} aiDollar for my {written}: \"{reason}\""),
        post_id: Some(post.0),
        reply_id: reply.map(|reply| reply.0),
        ..Remembered::default()
    }
}
