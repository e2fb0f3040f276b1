//! A village that hands over records as the simulation would.

use village_economy::{AccountId, Hash32, Intent, Ledger, Micro, Reason, Source};
use village_sim::{
    Audience, AuditRow, Author, Feedback, Journaled, Origin, Post, PostId, PostState, Principal,
    Record, Reply, ReplyId, StateHash, Status, Tick, VillagerId, Wish,
};
use village_store::{Commit, KeyRow, SnapshotRow};

/// Half past one of a November night, in microseconds.
pub const NOON: i64 = 1_795_000_000_000_000;

pub struct Village {
    pub ledger: Ledger,
    pub tick: u64,
    pub at: i64,
    posts: u64,
    replies: u64,
}

impl Village {
    /// Three agents with ten coins each, paid in the first record.
    pub fn found() -> (Self, Commit) {
        let mut village = Self { ledger: Ledger::new(), tick: 0, at: NOON, posts: 0, replies: 0 };
        let mut first = village.record();
        for agent in 0..3 {
            village.ledger.open(AccountId::Agent(agent));
            village.pay(&mut first, AccountId::Treasury, AccountId::Agent(agent), 10);
        }
        (village, commit(first))
    }

    /// The next tick's record, a second later.
    pub fn record(&mut self) -> Record {
        self.tick += 20;
        self.at += 1_000_000;
        let hash = StateHash(u128::from(self.tick) << 70);
        Record {
            tick: Tick(self.tick),
            at: self.at,
            hashes: vec![(Tick(self.tick - 1), StateHash(u128::MAX)), (Tick(self.tick), hash)],
            ..Record::default()
        }
    }

    pub fn pay(&mut self, record: &mut Record, debit: AccountId, credit: AccountId, coins: i32) {
        let intent = Intent {
            debit,
            credit,
            amount: Micro::coins(coins),
            reason: Reason::Reward,
            source: Source::Admin("erik".into()),
            note: "it's \"well\" said, 水".into(),
            post: Some(1),
            reply: None,
        };
        let transfer = self.ledger.post(&intent, record.tick.0, record.at).unwrap();
        record.transfers.push(transfer);
        for account in [debit, credit] {
            record.balances.retain(|(other, _)| *other != account);
            record.balances.push((account, self.ledger.balance(account).unwrap()));
        }
    }

    pub fn post(
        &mut self,
        record: &mut Record,
        author: &Author,
        audience: Audience,
        words: (&str, &str),
        tags: &[&str],
    ) -> PostId {
        self.posts += 1;
        record.posts.push(Post {
            id: PostId(self.posts),
            author: author.clone(),
            origin: Origin::Instinct,
            audience,
            title: words.0.into(),
            body: words.1.into(),
            tags: tags.iter().map(ToString::to_string).collect(),
            status: Status::Open,
            tick: record.tick,
            at: record.at,
        });
        PostId(self.posts)
    }

    /// A public post by the first agent.
    pub fn pin(&mut self, record: &mut Record, title: &str) -> PostId {
        self.post(record, &agent(0), Audience::Public, (title, "Come and see."), &["pond"])
    }

    pub fn reply(&mut self, record: &mut Record, post: PostId, body: &str) -> ReplyId {
        self.replies += 1;
        record.replies.push(Reply {
            id: ReplyId(self.replies),
            post,
            author: agent(1),
            origin: Origin::Outside,
            body: body.into(),
            tick: record.tick,
            at: record.at,
        });
        ReplyId(self.replies)
    }

    /// A record with something of everything, its key and a snapshot.
    pub fn busy(&mut self) -> Commit {
        let mut record = self.record();
        let post = self.pin(&mut record, "Swans\n\ton the \"pond\" \\ 100% \u{1f9a2}");
        self.reply(&mut record, post, "I saw them, too, @ada.");
        self.pay(&mut record, AccountId::Treasury, AccountId::Agent(0), 3);
        self.pay(&mut record, AccountId::Agent(0), AccountId::Agent(1), 2);
        let feedback = Feedback {
            agent: VillagerId(0),
            amount: Micro::coins(3),
            reason: "well seen\0".into(),
            post,
            reply: None,
            own: false,
        };
        record.commands.push(Journaled {
            principal: admin(),
            key: Some("k1".into()),
            body: Wish::Reward(feedback),
        });
        record.audit.push(audit("reward"));
        record.audit.push(audit("post"));
        let state = PostState { status: Status::Open, pinned: true, locked: false };
        record.states.push((post, state));
        record.letters.push(crate::letter::letter(self, post.0, 1, true));
        let key = key(&admin(), &format!("key-{}", self.tick), record.at);
        let snapshot = SnapshotRow { tick: record.tick, bytes: vec![7; 3000] };
        Commit { record, keys: vec![key], snapshot: Some(snapshot) }
    }

    /// A record with one transfer from the treasury.
    pub fn paying(&mut self) -> Commit {
        let mut record = self.record();
        self.pay(&mut record, AccountId::Treasury, AccountId::Agent(0), 1);
        commit(record)
    }
}

pub fn commit(record: Record) -> Commit {
    Commit { record, keys: Vec::new(), snapshot: None }
}

pub fn agent(number: u32) -> Author {
    Author::Agent(VillagerId(number))
}

pub fn admin() -> Principal {
    Principal::Admin("erik".into())
}

pub fn audit(action: &str) -> AuditRow {
    AuditRow {
        principal: admin(),
        action: action.into(),
        subject: "agent:0".into(),
        outcome: "ok".into(),
        why: "it was \"due\"".into(),
        from: Some("203.0.113.7".into()),
    }
}

pub fn key(principal: &Principal, key: &str, at: i64) -> KeyRow {
    KeyRow {
        principal: principal.clone(),
        key: key.into(),
        request: Hash32([9; 32]),
        reply: vec![0, 255, b'{'],
        at,
    }
}

/// Polls a future so many times and then drops it. `true` when it was done before.
pub async fn poll_and_drop(future: impl Future, polls: usize) -> bool {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        let done = std::future::poll_fn(|context| {
            std::task::Poll::Ready(future.as_mut().poll(context).is_ready())
        });
        if done.await {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}
