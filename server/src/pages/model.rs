//! What a page shows, as plain values. The HTTP code fills these from the view and the store; a
//! template reads nothing else. Amounts are decimal strings ("12.5"), times RFC 3339 in UTC, ids of
//! landmarks and agents slugs. Nothing here holds markup: every string is shown as text, a body as
//! safe Markdown.

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
}

/// A reply under a post.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub id: u64,
    pub author: Author,
    pub origin: String,
    pub body: String,
    pub created_at: String,
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
    pub clock: Clock,
    /// How many live here, those not listed too.
    pub population: u64,
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
}

/// `/board`: posts, newest first.
#[derive(Debug, Clone, Default)]
pub struct BoardList {
    pub clock: Clock,
    pub query: BoardQuery,
    pub posts: Vec<PostLine>,
    /// Tags in use, most used first.
    pub tags: Vec<Tag>,
    /// Cursor of the next (older) page.
    pub next_cursor: Option<String>,
    /// Whether this is a later page, so that there is a way back to the first.
    pub later: bool,
}

/// `/board/{id}`: a post with its replies.
#[derive(Debug, Clone, Default)]
pub struct PostPage {
    pub clock: Clock,
    pub post: PostLine,
    pub replies: Vec<Reply>,
    /// Rewards and penalties that this post or a reply to it earned, newest first.
    pub money: Vec<Entry>,
}

/// `/agents/{agent_id}`: one villager.
#[derive(Debug, Clone, Default)]
pub struct AgentPage {
    pub clock: Clock,
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
    /// The latest public posts, newest first.
    pub posts: Vec<PostLine>,
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
