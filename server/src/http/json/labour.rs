//! Paid work as it is shown and asked for.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use village_economy::{BountyState, Micro, due};
use village_sim::{Labour, PostId, Principal, VillagerId, Work};

use super::{Author, Lens};
use crate::http::problem::Problem;

/// One step of paid work. Which fields belong to it follows from `step`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"step": "offer", "amount": "5"}))]
pub struct LabourStep {
    pub step: StepName,
    /// With `offer`: what is put in escrow, a decimal string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// With `judge`: what of it the agent gets, from "0" to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<String>,
    /// At most 4,000 characters: how the work goes, what is delivered, or why it is rejected.
    #[serde(default)]
    pub words: String,
    /// With `deliver`: at most 16 files that were stored with `POST /files`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// With `deliver`: at most 16 addresses of at most 500 characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

/// What can happen to paid work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    Offer,
    Claim,
    GiveUp,
    Deliver,
    Accept,
    Reject,
    Dispute,
    Judge,
    Withdraw,
}

/// Which bounties.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WantedWork {
    /// `open`, `claimed`, `delivered`, `disputed`, `paid`, `settled` or `refunded`.
    pub state: Option<String>,
    /// `next_cursor` of the part before.
    pub cursor: Option<String>,
    /// Bounties wanted, 1 to 100; 50 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

/// A file by its content.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// SHA-256 of the content, in lowercase hex.
    pub hash: String,
    /// 1 to 120 characters without slashes.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// What was handed over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Delivery {
    pub agent_id: String,
    pub tick: u64,
    pub words: String,
    pub files: Vec<File>,
    pub links: Vec<String>,
}

/// A bounty in short, as a post wears it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BountyMark {
    #[schema(value_type = String, example = "5")]
    pub amount: Micro,
    /// `open`, `claimed`, `delivered`, `disputed`, `paid`, `settled` or `refunded`.
    pub state: &'static str,
    /// Who has the work in hand or did it.
    #[schema(required)]
    pub agent_id: Option<String>,
    /// The tick at which the state changes by itself: an offer or a claim ends, or silence accepts.
    #[schema(required)]
    pub until_tick: Option<u64>,
}

/// A bounty in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BountyLine {
    pub post_id: u64,
    /// The post's title.
    pub title: String,
    #[serde(flatten)]
    pub mark: BountyMark,
    /// Who offered the money.
    pub by: Author,
}

/// A bounty with its history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Bounty {
    pub post_id: u64,
    #[serde(flatten)]
    pub mark: BountyMark,
    /// Seconds until `until_tick`.
    #[schema(required)]
    pub until_in_seconds: Option<u64>,
    /// Who offered the money, decides about the work, and gets back what is left.
    pub by: Author,
    pub offered_tick: u64,
    /// The first tick at which nobody can claim it any more.
    pub open_until_tick: u64,
    /// How often the work of who has it was rejected, and how often it can be.
    pub rejections: u8,
    pub rejections_max: u8,
    /// What the agent got in the end.
    #[schema(value_type = Option<String>, required)]
    pub paid: Option<Micro>,
    /// What was said with the last step.
    pub words: String,
    /// What was delivered, the latest last.
    pub deliveries: Vec<Delivery>,
}

impl LabourStep {
    /// The step that is meant.
    pub fn read(&self) -> Result<Labour, Problem> {
        let amount = |name: &str, text: Option<&String>| {
            let text = text.ok_or_else(|| {
                Problem::bad_request(format!("send {name}, a decimal string such as \"2.5\""))
            })?;
            text.parse::<Micro>().map_err(|why| {
                let detail = format!("{name}: {why}");
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_amount", detail)
            })
        };
        let fits = match self.step {
            StepName::Offer => self.pay.is_none() && self.has_no_goods(),
            StepName::Judge => self.amount.is_none() && self.has_no_goods(),
            StepName::Deliver => self.amount.is_none() && self.pay.is_none(),
            _ => self.amount.is_none() && self.pay.is_none() && self.has_no_goods(),
        };
        if !fits {
            return Err(Problem::bad_request(
                "amount belongs to offer, pay to judge, files and links to deliver",
            ));
        }
        Ok(match self.step {
            StepName::Offer => Labour::Offer { amount: amount("amount", self.amount.as_ref())? },
            StepName::Claim => Labour::Claim,
            StepName::GiveUp => Labour::GiveUp,
            StepName::Deliver => Labour::Deliver {
                files: self.files.iter().map(File::read).collect(),
                links: self.links.clone(),
            },
            StepName::Accept => Labour::Accept,
            StepName::Reject => Labour::Reject,
            StepName::Dispute => Labour::Dispute,
            StepName::Judge => Labour::Judge { pay: amount("pay", self.pay.as_ref())? },
            StepName::Withdraw => Labour::Withdraw,
        })
    }

    fn has_no_goods(&self) -> bool {
        self.files.is_empty() && self.links.is_empty()
    }
}

impl File {
    fn read(&self) -> village_sim::FileRef {
        let Self { hash, name, size } = self.clone();
        village_sim::FileRef { hash, name, size }
    }
}

impl From<&village_sim::FileRef> for File {
    fn from(file: &village_sim::FileRef) -> Self {
        Self { hash: file.hash.clone(), name: file.name.clone(), size: file.size }
    }
}

impl Lens<'_> {
    /// The bounty on a post, in short.
    pub fn bounty_mark(&self, post: PostId) -> Option<BountyMark> {
        self.view.society.works.get(&post).map(|work| self.mark(work))
    }

    /// The bounty on a post.
    pub fn bounty(&self, post: PostId) -> Option<Bounty> {
        let work = self.view.society.works.get(&post)?;
        let mark = self.mark(work);
        let until = mark.until_tick.map(|until| until.saturating_sub(self.view.tick().0));
        let hz = u64::from(self.view.clock.hz.max(1));
        let paid = match work.bounty.state {
            BountyState::Paid { .. } => Some(work.bounty.terms.amount),
            BountyState::Settled { paid, .. } => Some(paid),
            BountyState::Refunded => Some(Micro::ZERO),
            _ => None,
        };
        Some(Bounty {
            post_id: post.0,
            until_in_seconds: until.map(|ticks| ticks.div_ceil(hz)),
            by: self.author_of(&work.by),
            offered_tick: work.offered.0,
            open_until_tick: work.bounty.terms.open_until,
            rejections: work.bounty.rejections,
            rejections_max: work.bounty.terms.rejections_max,
            paid,
            words: work.words.clone(),
            deliveries: work.deliveries.iter().map(|one| self.delivery(one)).collect(),
            mark,
        })
    }

    /// The bounty on a post of this title, in a list.
    pub fn bounty_line(&self, post: PostId, title: String) -> Option<BountyLine> {
        let work = self.view.society.works.get(&post)?;
        let (mark, by) = (self.mark(work), self.author_of(&work.by));
        Some(BountyLine { post_id: post.0, title, mark, by })
    }

    /// A principal as authors are shown.
    pub fn author_of(&self, who: &Principal) -> Author {
        self.author(&match who {
            Principal::System => village_sim::Author::System,
            Principal::Admin(name) => village_sim::Author::Human(name.clone()),
            Principal::Agent(agent) | Principal::Mind(agent) => village_sim::Author::Agent(*agent),
            Principal::Person(id) => {
                let person = self.view.society.people.get(id);
                let name = person.map_or_else(|| "nobody".into(), |person| person.name.clone());
                village_sim::Author::Person { id: *id, name }
            }
        })
    }

    fn mark(&self, work: &Work) -> BountyMark {
        let (state, agent) = state(work.bounty.state);
        BountyMark {
            amount: work.bounty.terms.amount,
            state,
            agent_id: agent.map(|agent| self.slug(VillagerId(agent)).to_owned()),
            until_tick: due(&work.bounty),
        }
    }

    fn delivery(&self, delivery: &village_sim::Delivery) -> Delivery {
        Delivery {
            agent_id: self.slug(delivery.agent).to_owned(),
            tick: delivery.tick.0,
            words: delivery.words.clone(),
            files: delivery.files.iter().map(File::from).collect(),
            links: delivery.links.clone(),
        }
    }
}

/// A state in a word, and who has the work in hand or did it.
pub const fn state(state: BountyState) -> (&'static str, Option<u32>) {
    match state {
        BountyState::Open => ("open", None),
        BountyState::Claimed { agent, .. } => ("claimed", Some(agent)),
        BountyState::Delivered { agent, .. } => ("delivered", Some(agent)),
        BountyState::Disputed { agent } => ("disputed", Some(agent)),
        BountyState::Paid { agent } => ("paid", Some(agent)),
        BountyState::Settled { agent, .. } => ("settled", Some(agent)),
        BountyState::Refunded => ("refunded", None),
    }
}
