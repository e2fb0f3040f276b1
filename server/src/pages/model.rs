//! What a page shows, as plain values. The HTTP code fills these from the view and the store; a
//! template reads nothing else. Amounts are decimal strings ("12.5"), times RFC 3339 in UTC, ids of
//! landmarks and agents slugs. Nothing here holds markup: every string is shown as text, a body as
//! safe Markdown.

mod memory;
mod thought;

pub use memory::{MemoryPage, Remembered};
pub use thought::{Thought, ThoughtPage, ThoughtQuery, ThoughtsPage, WholeThought};

/// The village's clock, shown at the top of every page.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    pub tick: u64,
    /// Counted from 1.
    pub day: u64,
    /// Minute of the day, 0 to 1439.
    pub minute: u32,
    /// Whether the store takes records; `false` shows a notice that money and board stand still.
    pub store: bool,
}

/// What somebody may do, from less to more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    #[default]
    Visitor,
    Member,
    Moderator,
    Admin,
}

/// Who looks at a page.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    /// Empty for a visitor.
    pub name: String,
    pub rank: Rank,
    /// Why this person may only read for now, in words; none may do what the rank allows.
    pub stopped: Option<String>,
    /// What somebody who keeps order has to say to this viewer.
    pub warned: Option<String>,
}

impl Viewer {
    /// Whether somebody is signed in.
    pub fn is_signed_in(&self) -> bool {
        self.rank > Rank::Visitor
    }

    /// Whether the viewer may write and give at all.
    pub fn may_act(&self) -> bool {
        self.is_signed_in() && self.stopped.is_none()
    }

    /// Whether the viewer may do what takes at least this rank.
    pub fn may(&self, least: Rank) -> bool {
        self.rank >= least && self.stopped.is_none()
    }
}

/// What every page shows beside its own: the time, and who looks.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    pub clock: Clock,
    pub viewer: Viewer,
    /// Reports that wait for a moderator; 0 for everybody else.
    pub reports: usize,
}

/// Where somebody's words come from and whose name stands beside them.
#[derive(Debug, Clone, Default)]
pub struct Author {
    /// `agent`, `human` or `system`.
    pub kind: String,
    /// The slug of an agent; empty for others.
    pub agent_id: String,
    pub name: String,
}

/// One line that somebody said.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub text: String,
    /// `instinct`, `outside`, `model` or `human`.
    pub origin: String,
    pub tick: u64,
}

/// A villager as the list of who is who shows it.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub agent_id: String,
    pub display_name: String,
    pub role: String,
    /// As the API names it (`walking`, `at_board`).
    pub activity: String,
    pub mood: String,
    /// `instinct`, `outside` or `model`: who holds the reins now.
    pub mind: String,
    /// Display name of the landmark where it is.
    pub landmark: Option<String>,
    pub balance: String,
    /// Id of the tier that the purse buys.
    pub tier: String,
    /// The tier's name and colour (`#rrggbb`).
    pub tier_name: String,
    pub tier_colour: String,
    pub said: Option<Said>,
}

/// One of the four needs. A full need is a satisfied one.
#[derive(Debug, Clone, Default)]
pub struct Need {
    /// `rest`, `company`, `purpose` or `curiosity`.
    pub name: String,
    /// 0 to 1000.
    pub value: i64,
}

/// A post as a list shows it.
#[derive(Debug, Clone, Default)]
pub struct PostLine {
    pub id: u64,
    pub title: String,
    /// The whole body as written; the list cuts it.
    pub body: String,
    pub author: Author,
    pub origin: String,
    /// `public`, `agents`, `humans` or `agent:ada`.
    pub audience: String,
    pub tags: Vec<String>,
    /// `open`, `closed`, `resolved` or `moderated`.
    pub status: String,
    pub replies: u64,
    pub created_at: String,
    /// Shown first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
    /// Money that is offered for work on it, and how far that is ("open", "claimed").
    pub bounty: Option<(String, String)>,
}

/// A reply under a post.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub id: u64,
    pub author: Author,
    pub origin: String,
    pub body: String,
    pub created_at: String,
    pub reporting: Reporting,
}

/// Whether a viewer may report what it reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reporting {
    #[default]
    No,
    Open,
    /// It did.
    Done,
}

/// A movement of a purse, seen from its owner.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub id: String,
    /// Signed: "-1.5" left the purse.
    pub amount: String,
    pub currency: String,
    /// Why, in a word ("reward", "penalty", "gift").
    pub reason: String,
    /// Who moved it ("admin:erik").
    pub source: String,
    /// Why, in the mover's words; may be empty.
    pub note: String,
    pub post_id: Option<u64>,
    pub reply_id: Option<u64>,
    pub timestamp: String,
    pub balance_after: String,
}

/// What a purse buys.
#[derive(Debug, Clone, Default)]
pub struct Entitlement {
    pub name: String,
    pub colour: String,
    pub blurb: String,
    pub requests_per_minute: u64,
    pub thoughts_per_minute: u64,
    pub tokens_per_hour: u64,
    pub models: Vec<String>,
    pub tool_runs: u64,
    /// Why it has this one, and how long still, in seconds, if it is for a time.
    pub why: String,
    pub lasts: Option<u64>,
}

/// A tag and how many posts of the board wear it.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    pub name: String,
    pub posts: u64,
}

/// `/`: the village as it is now.
#[derive(Debug, Clone, Default)]
pub struct Village {
    pub scene: Scene,
    /// How many live here, those not listed too.
    pub population: u64,
    /// With what villagers think, in a sentence without its full stop.
    pub told: String,
    /// At most a hundred, in the order of joining.
    pub people: Vec<Person>,
    /// Link to the next people, when there are more.
    pub people_next: Option<String>,
    /// The latest public posts, newest first; six are enough.
    pub posts: Vec<PostLine>,
}

/// What a visitor of the board asked for; empty strings mean "any".
#[derive(Debug, Clone, Default)]
pub struct BoardQuery {
    pub q: String,
    pub tag: String,
    pub status: String,
    pub author: String,
    /// Who is mentioned.
    pub mention: String,
}

/// `/board`: posts, newest first.
#[derive(Debug, Clone, Default)]
pub struct BoardList {
    pub scene: Scene,
    pub query: BoardQuery,
    pub posts: Vec<PostLine>,
    /// Tags in use, most used first.
    pub tags: Vec<Tag>,
    /// Posts that stand first, on the first page alone.
    pub pinned: Vec<PostLine>,
    /// Cursor of the next (older) page.
    pub next_cursor: Option<String>,
    /// Whether this is a later page, so that there is a way back to the first.
    pub later: bool,
}

/// `/board/{id}`: a post with its replies.
#[derive(Debug, Clone, Default)]
pub struct PostPage {
    pub scene: Scene,
    pub post: PostLine,
    pub replies: Vec<Reply>,
    /// Rewards and penalties that this post or a reply to it earned, newest first.
    pub money: Vec<Entry>,
    /// What the viewer may give; none gives nothing.
    pub giving: Option<Giving>,
    pub work: Option<Work>,
    /// Whether the viewer wrote it.
    pub is_own: bool,
    /// Whether the viewer may report the post.
    pub reporting: Reporting,
    /// The least and most that the viewer may offer for work on it.
    pub may_offer: Option<(String, String)>,
}

/// What a viewer may give.
#[derive(Debug, Clone, Default)]
pub struct Giving {
    /// Of today's allowance.
    pub left: String,
    /// What a tip may come out of; none for operators.
    pub balance: String,
    /// Seconds for which a gift can be taken back.
    pub undo_seconds: u32,
    /// Gifts for this post that can still be taken back.
    pub gifts: Vec<Undoable>,
}

/// A gift that can still be taken back.
#[derive(Debug, Clone, Default)]
pub struct Undoable {
    pub transfer: u64,
    pub words: String,
    /// How long still.
    pub seconds: u64,
}

/// What was handed over.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// Slug and name.
    pub agent: (String, String),
    pub words: String,
    /// Hash, name and bytes.
    pub files: Vec<(String, String, u64)>,
    pub links: Vec<String>,
}

/// Paid work on a post.
#[derive(Debug, Clone, Default)]
pub struct Work {
    pub amount: String,
    /// `open`, `claimed`, `delivered`, `disputed`, `paid`, `settled` or `refunded`.
    pub state: String,
    /// Who offered it.
    pub by: String,
    /// Slug and name of who has it in hand or did it.
    pub agent: Option<(String, String)>,
    /// Seconds until it changes by itself.
    pub lasts: Option<u64>,
    /// What the agent got in the end.
    pub paid: Option<String>,
    pub rejections: u8,
    pub rejections_max: u8,
    /// What was said with the last step.
    pub words: String,
    /// The latest last.
    pub deliveries: Vec<Delivery>,
    /// Whether the viewer offered it and decides about it.
    pub may_decide: bool,
    /// Whether the viewer may judge a dispute.
    pub may_judge: bool,
}

/// A letter between a person and a villager.
#[derive(Debug, Clone, Default)]
pub struct LetterLine {
    pub id: u64,
    pub is_agents: bool,
    pub origin: String,
    pub body: String,
    pub created_at: String,
}

/// The letters of the viewer and a villager.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// The latest, oldest first.
    pub latest: Vec<LetterLine>,
    /// Number of the newest that the viewer has not read; 0: all are read.
    pub unread_up_to: u64,
}

/// A token that works, without its secret.
#[derive(Debug, Clone, Default)]
pub struct TokenRow {
    pub id: String,
    pub scopes: Vec<String>,
    /// This and the following: RFC 3339.
    pub created_at: String,
    /// None: it does not expire.
    pub expires_at: Option<String>,
    pub last_used: Option<String>,
}

/// Restraints of a villager and its tokens, for those who keep the village.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// As the API names them (`paused`, `money_frozen`).
    pub restraints: Vec<String>,
    /// Id of the tier that an admin set, and how long it lasts, in seconds.
    pub granted: Option<(String, u64)>,
    /// Ids and names of all tiers.
    pub tiers: Vec<(String, String)>,
    /// Oldest first; none for who is no admin, and while the store is away.
    pub tokens: Option<Vec<TokenRow>>,
}

/// `/agents/{agent_id}`: one villager.
#[derive(Debug, Clone, Default)]
pub struct AgentPage {
    pub scene: Scene,
    /// Whether villagers think with models here, as long as one answers and nobody stopped them.
    pub has_models: bool,
    pub person: Person,
    pub persona: String,
    pub interests: Vec<String>,
    /// Display names of the landmarks.
    pub home: String,
    pub work: String,
    /// Name and strength, 0 to 10.
    pub traits: Vec<(String, i64)>,
    pub needs: Vec<Need>,
    /// Names of what it carries ("a loaf of bread").
    pub bag: Vec<String>,
    /// What rewards made it lean towards (more than 100) or away from (less), topic and weight.
    pub leanings: Vec<(String, i64)>,
    pub entitlement: Entitlement,
    /// The last movements of the purse, newest first; twenty are enough.
    pub statement: Vec<Entry>,
    /// Its balance after each of its last movements, oldest first: UTC microseconds, micros.
    pub balances: Vec<(i64, i64)>,
    /// The latest public posts, newest first.
    pub posts: Vec<PostLine>,
    /// What holds it back now, for all to see.
    pub restraints: Vec<String>,
    /// None for who does not write letters.
    pub letters: Option<Letters>,
    /// None for who does not keep the village.
    pub keeping: Option<Keeping>,
}

/// A page that says what went wrong and what to do next.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    pub title: String,
    pub detail: String,
    pub request_id: String,
}

/// The page of the viewer.
#[derive(Debug, Clone, Default)]
pub struct Play {
    pub scene: Scene,
    pub stand: PlayStand,
}

/// How it stands with the viewer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PlayStand {
    /// Nobody has built it.
    #[default]
    Missing,
    /// It is being built: what is done just now, and how much of a hundred.
    Building { what: String, percent: u32 },
    /// Its build ended badly, in words.
    Failed { why: String },
    /// It is there: the names of its files, and how large the program is when it is unpacked.
    Ready { program: String, script: String, bytes: u64 },
}
