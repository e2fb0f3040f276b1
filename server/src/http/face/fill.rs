//! From the shapes of the API to what the templates show: the same words in both.

use std::collections::BTreeMap;

use village_sim::{AgentView, Post, Principal, Reply, Thread, TierWhy};

use crate::http::json::{Author, Lens};
use crate::pages::model;

/// Tags that the board offers as a filter.
const TAGS_MAX: usize = 40;

impl Lens<'_> {
    pub fn clock(&self) -> model::Clock {
        let clock = &self.view.clock;
        model::Clock {
            tick: clock.tick.0,
            day: clock.day(),
            minute: clock.minute(),
            store: self.view.store,
        }
    }

    pub fn villager(&self, agent: &AgentView) -> model::Person {
        let tier = self.view.tier(agent);
        let shape = self.agent(agent);
        model::Person {
            activity: shape.activity.to_string().replace('_', " "),
            mood: shape.mood.to_owned(),
            mind: shape.mind.to_owned(),
            landmark: self.at(agent).map(|place| place.name.clone()),
            balance: shape.balance.to_string(),
            tier: tier.id.clone(),
            tier_name: tier.name.clone(),
            tier_colour: tier.colour.to_string(),
            said: shape.said.map(|said| model::Said {
                text: said.text,
                origin: said.origin.to_owned(),
                tick: said.tick,
            }),
            agent_id: shape.agent_id,
            display_name: shape.display_name,
            role: shape.role,
        }
    }

    pub fn thread_line(&self, thread: &Thread) -> model::PostLine {
        self.line(&thread.post, thread.replies.len() as u64)
    }

    pub fn line(&self, post: &Post, replies: u64) -> model::PostLine {
        let shape = self.post(post, replies, post.at);
        model::PostLine {
            id: shape.id,
            title: shape.title,
            body: shape.body,
            author: author(shape.author),
            origin: shape.origin.to_owned(),
            audience: shape.audience,
            tags: shape.tags,
            status: status(shape.status).to_owned(),
            replies,
            created_at: shape.created_at,
            pinned: shape.pinned,
            locked: shape.locked,
            bounty: shape.bounty.map(|one| (one.amount.to_string(), one.state.to_owned())),
        }
    }

    pub fn reply_line(&self, reply: &Reply) -> model::Reply {
        let shape = self.reply(reply);
        model::Reply {
            id: shape.id,
            author: author(shape.author),
            origin: shape.origin.to_owned(),
            body: shape.body,
            created_at: shape.created_at,
            reporting: model::Reporting::No,
        }
    }

    pub fn entry_line(
        &self,
        entry: &village_economy::Entry,
        reader: Option<&Principal>,
    ) -> model::Entry {
        let shape = self.entry(entry, reader);
        model::Entry {
            id: shape.id,
            amount: shape.amount.to_string(),
            currency: shape.currency,
            reason: shape.reason.replace('_', " "),
            source: shape.source,
            note: shape.note,
            post_id: shape.related_post_id,
            reply_id: shape.related_reply_id,
            timestamp: shape.timestamp,
            balance_after: shape.balance_after.map(|after| after.to_string()).unwrap_or_default(),
        }
    }

    /// A villager's page, without what the store has and what depends on who looks.
    pub fn agent_page(&self, agent: &AgentView) -> model::AgentPage {
        let shape = self.details(agent);
        let needs = shape.agent.needs;
        let place = |id| self.landmark(id).map(|place| place.name.clone()).unwrap_or_default();
        let need = |name: &str, value: i32| model::Need { name: name.into(), value: value.into() };
        let traits = shape.traits;
        let buys = shape.entitlement;
        model::AgentPage {
            person: self.villager(agent),
            persona: shape.persona,
            interests: shape.interests,
            home: place(agent.member.home),
            work: place(agent.member.work),
            traits: vec![
                ("sociable".into(), traits.sociable.into()),
                ("curious".into(), traits.curious.into()),
                ("diligent".into(), traits.diligent.into()),
                ("early".into(), traits.early.into()),
                ("generous".into(), traits.generous.into()),
            ],
            needs: vec![
                need("rest", needs.rest),
                need("company", needs.company),
                need("purpose", needs.purpose),
                need("curiosity", needs.curiosity),
            ],
            bag: agent.bag_kinds.iter().map(|kind| self.kind_name(*kind).to_owned()).collect(),
            leanings: shape
                .leanings
                .into_iter()
                .map(|leaning| (leaning.topic, 100 + i64::from(leaning.weight) / 10))
                .collect(),
            entitlement: model::Entitlement {
                name: buys.name,
                colour: buys.colour,
                blurb: buys.blurb,
                requests_per_minute: buys.requests_per_minute.into(),
                thoughts_per_minute: buys.thoughts_per_minute.into(),
                tokens_per_hour: buys.tokens_per_hour.into(),
                models: buys.models,
                tool_runs: buys.tool_runs.into(),
                why: why(agent.tier_why).to_owned(),
                lasts: buys.until_tick.map(|until| self.seconds_until(village_sim::Tick(until))),
            },
            restraints: shape.restraints.into_iter().map(str::to_owned).collect(),
            ..model::AgentPage::default()
        }
    }

    /// Tags of the latest public posts, most used first.
    pub fn tags(&self) -> Vec<model::Tag> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for thread in self.threads_for(None) {
            for tag in &thread.post.tags {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let tag = |(name, posts): (&str, u64)| model::Tag { name: name.to_owned(), posts };
        let mut tags: Vec<_> = counts.into_iter().map(tag).collect();
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.posts));
        tags.truncate(TAGS_MAX);
        tags
    }
}

/// Why a villager has its tier, after "because".
const fn why(why: TierWhy) -> &'static str {
    match why {
        TierWhy::Balance => "its balance reaches it",
        TierWhy::Bought => "it bought it",
        TierWhy::Slot => "it won a slot at auction",
        TierWhy::Granted => "an admin set it",
        TierWhy::Frozen => "its compute is frozen",
    }
}

fn author(shape: Author) -> model::Author {
    let agent_id = if shape.kind == "agent" { shape.id } else { String::new() };
    model::Author { kind: shape.kind.to_owned(), agent_id, name: shape.name }
}

const fn status(status: village_sim::Status) -> &'static str {
    match status {
        village_sim::Status::Open => "open",
        village_sim::Status::Closed => "closed",
        village_sim::Status::Resolved => "resolved",
        village_sim::Status::Moderated => "moderated",
    }
}
