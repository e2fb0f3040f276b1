//! What happened to a villager, out of what the world wrote down for it, and the board.

use village_economy::BountyState;
use village_sim::{
    AgentView, Audience, Author, Memory, Perceived, PersonId, Post, PostId, Principal, Status,
    Thread, Tick, Verdict, VillagerId,
};

use super::{
    BOARD_MAX, EVENTS_MAX, Event, Happening, Notice, OWN_WORK_MAX, Scene, Speaker, Stand, Who,
};
use crate::mind::words::{Plain, excerpt};

/// Characters of a spoken line, a note or a reason that a percept keeps.
const LINE_CHARS: usize = 280;
/// Characters of a letter, a reply, a delivery or a post's body that it keeps.
pub(super) const TEXT_CHARS: usize = 400;

impl Scene<'_> {
    /// What happened since a tick, oldest first. Where that is more than a thought is given, what
    /// was merely seen goes first, and then the oldest: whoever wrote is not to be passed over
    /// because many walked by.
    pub(super) fn events(&self, agent: &AgentView, since: Tick) -> Vec<Event> {
        let fresh = agent.memories.iter().filter(|memory| memory.tick > since);
        let mut fresh: Vec<_> = fresh.enumerate().collect();
        if fresh.len() > EVENTS_MAX {
            fresh.sort_by_key(|(at, memory)| (is_slight(&memory.what), std::cmp::Reverse(*at)));
            fresh.truncate(EVENTS_MAX);
            fresh.sort_unstable_by_key(|(at, _)| *at);
        }
        fresh.into_iter().map(|(_, memory)| self.event(memory)).collect()
    }

    fn event(&self, memory: &Memory) -> Event {
        let (by, what) = self.happening(&memory.what);
        let minute = self.view.clock.minute_of(memory.tick);
        Event { tick: memory.tick, minute, by, what }
    }

    fn happening(&self, what: &Perceived) -> (Option<Speaker>, Happening) {
        match what {
            Perceived::Met { who, at } => {
                (Some(self.villager(*who)), Happening::Met { at: at.map(|at| self.place_name(at)) })
            }
            Perceived::Crowd { at, count } => {
                (None, Happening::Crowd { at: self.place_name(*at), count: *count })
            }
            Perceived::Goods { kind, at, count } => {
                let name = self.kind_name(*kind);
                (None, Happening::Goods { name, at: self.place_name(*at), count: *count })
            }
            Perceived::Heard { who, text, to_me } => {
                let text = excerpt(text, LINE_CHARS);
                (Some(self.villager(*who)), Happening::Heard { text, whispered: *to_me })
            }
            Perceived::Given { by, kind } => {
                (Some(self.villager(*by)), Happening::Given { name: self.kind_name(*kind) })
            }
            Perceived::ReadPost { post } => {
                let thread = self.view.thread(*post);
                let by = thread.map(|thread| self.author(&thread.post.author));
                let title = thread.map_or(String::new(), |thread| thread.post.title.clone());
                (by, Happening::ReadPost { post: *post, title })
            }
            Perceived::Answered { post, reply } => {
                let thread = self.view.thread(*post);
                let found = thread.and_then(|thread| {
                    thread.replies.iter().find(|candidate| candidate.id == *reply)
                });
                let by = found.map(|reply| self.author(&reply.author));
                let text = found.map_or(String::new(), |reply| excerpt(&reply.body, TEXT_CHARS));
                (by, Happening::Answered { post: *post, reply: *reply, text })
            }
            Perceived::Did { activity, at } => {
                let activity = Plain::new(&activity.to_string());
                (None, Happening::Did { activity, at: self.place_name(*at) })
            }
            Perceived::Refused { code } => (None, Happening::Refused { code: Plain::new(code) }),
            dealt => self.dealing(dealt),
        }
    }

    /// Money, letters and work.
    fn dealing(&self, what: &Perceived) -> (Option<Speaker>, Happening) {
        match what {
            Perceived::Rewarded(Verdict { amount, post, reply, reason, .. }) => {
                let (amount, post, reply) = (*amount, *post, *reply);
                let reason = excerpt(reason, LINE_CHARS);
                (None, Happening::Rewarded { amount, post, reply, reason })
            }
            Perceived::Penalized(Verdict { amount, post, reply, reason, .. }) => {
                let (amount, post, reply) = (*amount, *post, *reply);
                let reason = excerpt(reason, LINE_CHARS);
                (None, Happening::Penalized { amount, post, reply, reason })
            }
            Perceived::Letter { by, name, text } => {
                let text = excerpt(text, TEXT_CHARS);
                (Some(person(*by, name)), Happening::Letter { text })
            }
            Perceived::Paid { by, amount, note } => {
                let note = excerpt(note, LINE_CHARS);
                (Some(self.villager(*by)), Happening::Paid { amount: *amount, note })
            }
            Perceived::Work { post, step, words } => {
                let by = self.mover(*post, step, words);
                // What nobody is known to have said could not be forgotten with whoever did.
                let is_nobodys = step == "reply" && by.is_none();
                let words = if is_nobodys { String::new() } else { excerpt(words, TEXT_CHARS) };
                let step = Plain::new(step);
                (by, Happening::Work { post: *post, step, words })
            }
            _ => (None, Happening::Refused { code: Plain::new("unknown") }),
        }
    }

    /// Who moved paid work on by such a step and words, as far as the work still shows it.
    fn mover(&self, post: PostId, step: &str, words: &str) -> Option<Speaker> {
        let work = self.view.society.works.get(&post)?;
        let agent = match (step, work.bounty.state) {
            ("accept" | "reject" | "withdraw", _) => return self.principal(&work.by),
            ("reply", _) => {
                let replies = &self.view.thread(post)?.replies;
                let reply = replies.iter().rfind(|reply| reply.body == words)?;
                return Some(self.author(&reply.author));
            }
            ("deliver", _) => work.deliveries.iter().rfind(|one| one.words == words)?.agent,
            ("claim", BountyState::Claimed { agent, .. })
            | ("dispute", BountyState::Disputed { agent })
                if work.words == words =>
            {
                VillagerId(agent)
            }
            _ => return None,
        };
        Some(self.villager(agent))
    }

    fn principal(&self, who: &Principal) -> Option<Speaker> {
        match who {
            Principal::Agent(who) | Principal::Mind(who) => Some(self.villager(*who)),
            Principal::Person(id) => {
                self.view.society.people.get(id).map(|row| person(*id, &row.name))
            }
            Principal::Admin(name) => Some(self.author(&Author::Human(name.clone()))),
            Principal::System => None,
        }
    }

    /// A villager, or the person whose avatar a number is.
    pub(super) fn villager(&self, who: VillagerId) -> Speaker {
        let agent = self.view.agent(who);
        let person = agent.and_then(|agent| agent.person());
        Speaker {
            // Whatever a person says by its avatar, that person said.
            who: person.map_or(Who::Villager(who), Who::Person),
            slug: self.slug(who),
            name: agent.map_or(String::new(), |agent| agent.member.persona.name.clone()),
            is_person: person.is_some(),
        }
    }

    pub(super) fn author(&self, author: &Author) -> Speaker {
        match author {
            Author::Agent(who) => self.villager(*who),
            Author::Person { id, name } => person(*id, name),
            Author::Human(name) => Speaker {
                who: Who::Operator(name.clone()),
                slug: Plain::new("operator"),
                name: name.clone(),
                is_person: true,
            },
            Author::System => Speaker {
                who: Who::Village,
                slug: Plain::new("village"),
                name: "the village".to_owned(),
                is_person: false,
            },
        }
    }

    /// Posts that somebody may read: those of the work that it has a part in, however old, so that
    /// it can ask and tell there how it goes; then the latest, first those that are its own or
    /// meant for it.
    pub(super) fn board(&self, who: VillagerId) -> Vec<Notice> {
        let work = self.view.society.works.iter().rev();
        let work = work
            .filter(|(_, work)| self.stand(work, who).is_some_and(|stand| stand != Stand::Open));
        let work = work.filter_map(|(post, _)| self.view.thread(*post));
        let work = work.filter(|thread| may_read(&thread.post, who)).take(OWN_WORK_MAX);
        let mut shown: Vec<_> = work.collect();
        let is_shown = |post: PostId| shown.iter().any(|thread| thread.post.id == post);
        let readable = self.view.threads.iter().rev().filter(|thread| may_read(&thread.post, who));
        let mut latest: Vec<_> = readable.take(BOARD_MAX * 4).collect();
        latest.retain(|thread| !is_shown(thread.post.id));
        latest.sort_by_key(|thread| !self.concerns(thread, who));
        latest.truncate(BOARD_MAX.saturating_sub(shown.len()).max(1));
        shown.append(&mut latest);
        shown.into_iter().map(|thread| self.notice(thread, who)).collect()
    }

    fn concerns(&self, thread: &Thread, who: VillagerId) -> bool {
        let slug = self.slug(who);
        let names = village_sim::text::mentioned(&thread.post.body);
        let own = Author::Agent(who);
        let is_answered = thread.post.author == own && !thread.replies.is_empty();
        let is_in_it = thread.replies.iter().any(|reply| reply.author == own);
        let stand =
            self.view.society.works.get(&thread.post.id).and_then(|work| self.stand(work, who));
        is_answered
            || is_in_it
            || stand.is_some_and(|stand| stand != Stand::Open)
            || thread.post.audience == Audience::Agent(who)
            || names.iter().any(|name| name == slug.as_str())
    }

    fn notice(&self, thread: &Thread, who: VillagerId) -> Notice {
        let post = &thread.post;
        let last = thread.replies.last();
        Notice {
            id: post.id,
            by: self.author(&post.author),
            title: post.title.clone(),
            body: excerpt(&post.body, TEXT_CHARS),
            replies: thread.replies.len(),
            last: last.map(|reply| (self.author(&reply.author), excerpt(&reply.body, LINE_CHARS))),
            mine: post.author == Author::Agent(who),
            open: self.is_open(post.id, post.status),
            public: post.audience == Audience::Public,
        }
    }

    fn is_open(&self, post: PostId, status: Status) -> bool {
        status == Status::Open && !self.view.society.post(post).locked
    }

    fn kind_name(&self, kind: village_sim::KindId) -> Plain {
        Plain::new(self.catalogue.get(kind).map_or("a thing", |kind| kind.name.as_str()))
    }
}

pub(super) fn may_read(post: &Post, who: VillagerId) -> bool {
    let is_own = post.author == Author::Agent(who);
    post.audience.admits(&post.author, Some(&Scene::reader(who)))
        && (post.status != Status::Moderated || is_own)
}

/// Whether something was merely seen, or done by oneself.
const fn is_slight(what: &Perceived) -> bool {
    matches!(
        what,
        Perceived::Met { .. }
            | Perceived::Crowd { .. }
            | Perceived::Goods { .. }
            | Perceived::Did { .. }
    )
}

pub(super) fn person(id: PersonId, name: &str) -> Speaker {
    Speaker {
        who: Who::Person(id),
        slug: Plain::new(&name.to_ascii_lowercase()),
        name: name.to_owned(),
        is_person: true,
    }
}
