//! The village as its open interface tells it, for one that has no frames: a snapshot first, then
//! what each tick changed. What is not known here is left; what makes no sense changes nothing.

use std::sync::Arc;

use serde::Deserialize;
use village_sim::{
    Activity, CORNERS_MAX, Clock, Facing, Led, Mood, Origin, Point, Pose, Tick, Tile, VillagerId,
    Walk,
};

use super::Facts;
use crate::scene::{Face, Lying, Note, Noted, Paid, Said, Scene, Villager};

/// Notes that are kept, as many as the frames tell of.
const NOTES_MAX: usize = 64;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Told {
    Snapshot(Snapshot),
    Delta(Delta),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Snapshot {
    tick: u64,
    hz: u32,
    minute: u32,
    day_seconds: u32,
    store: bool,
    size: Size,
    agents: Vec<Agent>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Size {
    width: u16,
    height: u16,
}

#[derive(Deserialize)]
struct Delta {
    tick: u64,
    #[serde(default)]
    agents: Vec<Agent>,
    #[serde(default)]
    said: Vec<Line>,
    #[serde(default)]
    posts: Vec<Written>,
    #[serde(default)]
    replies: Vec<Written>,
    #[serde(default)]
    money: Vec<Money>,
    items: Option<Vec<Item>>,
    store: bool,
}

#[derive(Deserialize)]
struct Agent {
    #[serde(rename = "agent_id")]
    slug: Arc<str>,
    number: u32,
    display_name: Arc<str>,
    role: Arc<str>,
    position: Position,
    facing: Facing,
    pose: Pose,
    activity: Activity,
    mind: String,
    walk: Option<Way>,
    mood: String,
    balance: String,
}

#[derive(Deserialize)]
struct Position {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Way {
    from: Steps,
    corners: Vec<(u16, u16)>,
    departed: u64,
    arrives: u64,
}

#[derive(Deserialize)]
struct Steps {
    x: u32,
    y: u32,
}

#[derive(Deserialize)]
struct Line {
    agent_id: Arc<str>,
    text: Arc<str>,
    origin: Origin,
}

#[derive(Deserialize)]
struct Written {
    /// Of a note; of a reply its own.
    id: Option<u64>,
    post_id: Option<u64>,
    author: Author,
    #[serde(default)]
    title: Arc<str>,
    #[serde(default)]
    pinned: bool,
}

#[derive(Deserialize)]
struct Author {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    name: Arc<str>,
}

#[derive(Deserialize)]
struct Money {
    agent_id: Arc<str>,
    amount: String,
    reason: String,
    post_id: Option<u64>,
}

#[derive(Deserialize)]
struct Item {
    kind: Arc<str>,
    x: Option<u16>,
    y: Option<u16>,
}

/// Money that somebody gave or took; upkeep and what is set aside make no show.
const SHOWN: [&str; 5] = ["reward", "penalty", "bounty_payout", "transfer", "deposit_credit"];

/// Puts a message into the scene.
pub(super) fn apply(
    text: &str,
    scene: &mut Scene,
    facts: &mut Facts,
) -> Result<(), serde_json::Error> {
    match serde_json::from_str(text)? {
        Told::Snapshot(snapshot) => begin(snapshot, scene),
        Told::Delta(delta) => go_on(delta, scene, facts),
        Told::Other => {}
    }
    Ok(())
}

fn begin(snapshot: Snapshot, scene: &mut Scene) {
    let mut clock = Clock::new(snapshot.hz.max(1), snapshot.day_seconds.max(1));
    clock.tick = Tick(snapshot.tick);
    let passed = snapshot.tick * 1440 / clock.day_ticks().max(1) % 1440;
    let passed = u32::try_from(passed).unwrap_or(0);
    clock.first_minute = (snapshot.minute + 1440 - passed) % 1440;
    scene.clear();
    scene.size = Some((snapshot.size.width, snapshot.size.height));
    scene.store = snapshot.store;
    scene.hear(clock);
    put(snapshot.agents, scene);
    scene.lying = lying(snapshot.items);
}

fn go_on(delta: Delta, scene: &mut Scene, facts: &mut Facts) {
    let Some(mut clock) = scene.clock else { return };
    clock.tick = Tick(delta.tick);
    scene.hear(clock);
    scene.store = delta.store;
    put(delta.agents, scene);
    if let Some(items) = delta.items {
        scene.lying = lying(items);
    }
    for Line { agent_id, text, origin } in delta.said {
        if let Some(who) = scene.by_slug(&agent_id) {
            facts.said.write(Said { who, text, origin, aloud: true });
        }
    }
    for written in delta.posts.into_iter().chain(delta.replies) {
        pin(&written, scene);
        let Written { id, post_id, author, .. } = written;
        let who = scene.by_slug(&author.id).filter(|_| author.kind == "agent");
        if let Some(who) = who {
            let is_new = post_id.is_none();
            facts.noted.write(Noted { who, post: post_id.or(id), is_new });
        }
    }
    for money in delta.money {
        let shown = SHOWN.contains(&money.reason.as_str());
        let who = scene.by_slug(&money.agent_id).filter(|_| shown);
        if let (Some(who), Some(amount)) = (who, micro(&money.amount)) {
            facts.paid.write(Paid { who, amount, post: money.post_id });
        }
    }
}

/// A new note hangs on the board, and a new answer counts: this interface does not tell of those
/// that hung there before.
fn pin(written: &Written, scene: &mut Scene) {
    if let Some(note) = written.post_id.and_then(|post| scene.notes.get_mut(&post)) {
        note.replies = note.replies.saturating_add(1);
    }
    let (Some(id), None) = (written.id, written.post_id) else { return };
    let note = Note {
        author: written.author.name.clone(),
        title: written.title.clone(),
        replies: 0,
        bounty: None,
        pinned: written.pinned,
        open: true,
    };
    scene.notes.insert(id, note);
    if scene.notes.len() > NOTES_MAX {
        scene.notes.pop_first();
    }
}

fn put(agents: Vec<Agent>, scene: &mut Scene) {
    for agent in agents {
        let id = VillagerId(agent.number);
        let face = Face {
            slug: agent.slug.clone(),
            name: agent.display_name.clone(),
            role: agent.role.clone(),
            look: None,
        };
        scene.cast.insert(id, face);
        scene.put(id, villager(&agent));
    }
}

fn villager(agent: &Agent) -> Villager {
    let walk = agent.walk.as_ref().and_then(walk);
    let at = match &agent.walk {
        Some(way) if walk.is_some() => Point { x: way.from.x, y: way.from.y },
        _ => Point { x: steps(agent.position.x), y: steps(agent.position.y) },
    };
    Villager {
        at,
        walk,
        facing: agent.facing,
        pose: agent.pose,
        activity: agent.activity,
        mood: Mood::ALL.into_iter().find(|mood| mood.as_str() == agent.mood).unwrap_or_default(),
        thinks: false,
        led: match agent.mind.as_str() {
            "outside" => Led::Outside,
            "model" => Led::Model,
            _ => Led::Instinct,
        },
        purse: micro(&agent.balance).unwrap_or(0),
        tier: 0,
        moved: None,
        rose: None,
        lead: None,
    }
}

fn walk(way: &Way) -> Option<Walk> {
    let corners: Vec<Tile> =
        way.corners.iter().take(CORNERS_MAX).map(|(x, y)| Tile::new(*x, *y)).collect();
    let goal = *corners.last()?;
    Some(Walk {
        corners: corners.into_iter().collect(),
        departed: Tick(way.departed),
        arrives: Tick(way.arrives),
        goal,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast keeps within the bounds"
)]
fn steps(tiles: f64) -> u32 {
    (tiles * f64::from(village_sim::STEPS)).round() as u32
}

fn lying(items: Vec<Item>) -> Vec<Lying> {
    let seen = items
        .into_iter()
        .filter_map(|item| Some(Lying { tile: Tile::new(item.x?, item.y?), icon: item.kind }));
    seen.collect()
}

/// A signed decimal in millionths.
fn micro(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{:0<6}", part.chars().take(6).collect::<String>());
    let whole_micro = whole.parse::<i64>().ok()?.checked_mul(1_000_000)?;
    let part = part.parse::<i64>().ok()?;
    if text.starts_with('-') {
        whole_micro.checked_sub(part)
    } else {
        whole_micro.checked_add(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_to_the_millionth() {
        for (text, told) in [
            ("12.5", Some(12_500_000)),
            ("-0.25", Some(-250_000)),
            ("7", Some(7_000_000)),
            ("x", None),
        ] {
            assert_eq!(micro(text), told, "{text}");
        }
    }
}
