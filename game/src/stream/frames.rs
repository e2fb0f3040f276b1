//! The village as frames: cells that we look at, and the lane of what has no place, brought up to
//! date in a replica and put into the scene once a frame of the picture.

use std::collections::BTreeMap;
use std::sync::Arc;

use village_protocol::frame::{self, FrameError, Look, Replica, TierLook, Writer};
use village_sim::{CELL_TILES, Catalogue, Status, Tick, VillagerId, Where, data};

use super::Facts;
use crate::scene::{Face, Lying, Note, Noted, Paid, Said, Scene, Tier, Villager};

/// A village of at most so many cells is looked at whole.
const WHOLE_MAX: u32 = 1_024;
/// Seconds between two requests: the village takes at most four a second.
const ASK_SECONDS: f64 = 0.4;
/// Words that are older are not said again to whoever joins, in seconds.
const SAID_SECONDS: u64 = 5;

const ITEMS: &str = include_str!("../../../assets/items.toml");

/// Money that somebody gave or took; upkeep and what is set aside make no show.
const SHOWN: [&str; 5] = ["reward", "penalty", "bounty_payout", "transfer", "deposit_credit"];

/// What is known of the village.
#[derive(Debug, Default)]
pub struct Watch {
    replica: Replica,
    catalogue: Option<Catalogue>,
    spoken: BTreeMap<VillagerId, Tick>,
    thought: BTreeMap<VillagerId, Tick>,
    replies: BTreeMap<u64, u32>,
    looked: Option<(Look, f64)>,
    cast: Vec<frame::Face>,
    changed: bool,
    joined: bool,
    /// Whether it was asked since the village's size is known.
    met: bool,
}

impl Watch {
    pub fn new() -> Self {
        Self { catalogue: data::catalogue(ITEMS).ok(), ..Self::default() }
    }

    /// Takes a message in.
    pub fn hear(&mut self, message: &[u8]) -> Result<(), FrameError> {
        self.changed = true;
        self.replica.apply(message)
    }

    /// The request to send, if one is due: tiles that are seen (`None`: the village is not known
    /// yet), and what has to be told anew.
    pub fn ask(&mut self, seen: Look, now: f64) -> Option<Look> {
        let met = self.replica.lane().is_some() && !self.met;
        self.met |= met;
        if !met && self.looked.is_some_and(|(_, at)| now - at < ASK_SECONDS) {
            return None;
        }
        let look = match self.replica.lane() {
            Some(lane) => {
                let (across, down) = lane.cells();
                let all = Look::new(0, 0, across * CELL_TILES, down * CELL_TILES);
                if all.cells() <= WHOLE_MAX { all } else { seen }
            }
            None => seen,
        };
        if self.looked.is_none_or(|(before, _)| before != look) {
            self.looked = Some((look, now));
            return Some(self.replica.look(look));
        }
        let again = self.replica.resync()?;
        self.looked = Some((look, now));
        Some(again)
    }

    /// Puts what changed into the scene.
    pub fn show(&mut self, scene: &mut Scene, facts: &mut Facts) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        let tick = self.replica.tick();
        if self.replica.lane().is_none() {
            return;
        }
        self.show_lane(scene, facts);
        self.show_cells(scene, facts, tick);
        for money in self.replica.take_money() {
            if SHOWN.contains(&money.reason.as_str()) {
                let (who, amount) = (money.who, money.amount.get());
                let post = money.post.map(|post| post.0);
                facts.paid.write(Paid { who, amount, post });
            }
        }
        self.joined = true;
    }

    fn show_lane(&mut self, scene: &mut Scene, facts: &mut Facts) {
        let Some(lane) = self.replica.lane() else { return };
        scene.hear(lane.clock(self.replica.tick()));
        scene.size = Some((lane.width, lane.height));
        scene.ground = Some(lane.ground);
        scene.store = lane.store;
        if self.cast != lane.cast || scene.cast.is_empty() {
            self.cast.clone_from(&lane.cast);
            let cast = (0..).map(VillagerId).zip(&lane.cast);
            // Avatars that are away have a number and no face.
            let known = cast.filter(|(_, told)| !told.slug.is_empty());
            scene.cast = known.map(|(who, told)| (who, face(told))).collect();
        }
        scene.tiers = lane.tiers.iter().map(tier).collect();
        let writer = |writer: &Writer| -> Arc<str> {
            match writer {
                Writer::Village => "the village".into(),
                Writer::Person(name) => name.as_str().into(),
                Writer::Villager(who) => {
                    scene.cast.get(who).map_or_else(|| "somebody".into(), |face| face.name.clone())
                }
            }
        };
        let mut notes = BTreeMap::new();
        for (id, told) in &lane.notes {
            let before = self.replies.insert(id.0, told.replies);
            let is_new = before.is_none();
            if let (true, Writer::Villager(who)) = (self.joined && is_new, &told.author) {
                facts.noted.write(Noted { who: *who, post: Some(id.0), is_new });
            } else if let (Some(count), Writer::Villager(who)) = (before, &told.author)
                && count != told.replies
            {
                facts.noted.write(Noted { who: *who, post: Some(id.0), is_new });
            }
            notes.insert(id.0, note(told, writer(&told.author)));
        }
        self.replies.retain(|id, _| notes.contains_key(id));
        scene.notes = notes;
    }

    fn show_cells(&mut self, scene: &mut Scene, facts: &mut Facts, tick: Tick) {
        let mut seen = BTreeMap::new();
        let mut lying = Vec::new();
        let recent = SAID_SECONDS * u64::from(scene.hz());
        for (_, cell) in self.replica.cells() {
            for (who, told) in &cell.villagers {
                if let Some(line) = told.line(tick, recent)
                    && self.spoken.get(who).is_none_or(|before| *before < line.tick)
                {
                    self.spoken.insert(*who, line.tick);
                    let (text, origin) = (line.text.clone(), line.origin);
                    facts.said.write(Said { who: *who, text, origin, aloud: true });
                }
                if let Some(thought) = told.thought(tick, recent)
                    && self.thought.get(who).is_none_or(|before| *before < thought.tick)
                {
                    self.thought.insert(*who, thought.tick);
                    let (text, origin) = (thought.text.clone(), thought.origin);
                    facts.said.write(Said { who: *who, text, origin, aloud: false });
                }
                seen.insert(*who, villager(told));
            }
            for (_, item) in &cell.items {
                let Where::Tile(tile) = item.at else { continue };
                let kind = self.catalogue.as_ref().and_then(|all| all.get(item.kind));
                let icon = kind.map_or_else(|| "parcel".into(), |kind| kind.icon.as_str().into());
                lying.push(Lying { tile, icon });
            }
        }
        scene.villagers.retain(|who, _| seen.contains_key(who));
        for (who, villager) in seen {
            scene.put(who, villager);
        }
        if scene.lying != lying {
            scene.lying = lying;
        }
    }
}

/// Tiles that a view in pixels of the art shows, with a margin, in whole cells.
pub fn look_at(view: bevy::math::Rect) -> Look {
    const CELL: f32 = CELL_TILES as f32 * 16.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the largest map"
    )]
    let cell = |at: f32| (at / CELL).floor().clamp(0.0, 511.0) as u16;
    let (x, y) = (cell(view.min.x - CELL), cell(view.min.y - CELL));
    let (right, bottom) = (cell(view.max.x + CELL), cell(view.max.y + CELL));
    let (width, height) = ((right - x + 1).min(64), (bottom - y + 1).min(64));
    Look::new(x * CELL_TILES, y * CELL_TILES, width * CELL_TILES, height * CELL_TILES)
}

fn face(told: &frame::Face) -> Face {
    Face {
        slug: told.slug.as_str().into(),
        name: told.name.as_str().into(),
        role: told.role.as_str().into(),
        look: told.look.as_deref().map(Into::into),
    }
}

fn tier(told: &TierLook) -> Tier {
    let colour = u32::from_str_radix(told.colour.trim_start_matches('#'), 16).unwrap_or(0xad_b2b0);
    let [_, red, green, blue] = colour.to_be_bytes();
    Tier { name: told.name.as_str().into(), colour: [red, green, blue] }
}

fn note(told: &frame::Note, author: Arc<str>) -> Note {
    Note {
        author,
        title: told.title.as_str().into(),
        replies: told.replies,
        bounty: told.bounty.filter(|offer| !offer.is_over).map(|offer| offer.amount.get()),
        pinned: told.is_pinned,
        open: told.status == Status::Open,
    }
}

fn villager(told: &frame::Villager) -> Villager {
    Villager {
        at: told.at,
        walk: told.walk.clone(),
        facing: told.facing,
        pose: told.pose,
        activity: told.activity,
        mood: told.mood,
        led: told.led,
        thinks: told.is_thinking,
        purse: told.balance.get(),
        tier: told.tier,
        moved: None,
        rose: None,
        lead: None,
    }
}
