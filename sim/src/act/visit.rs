//! Avatars: a person comes in, walks about by its own wishes alone, and leaves. Whoever left is
//! nowhere (no tile, no spot, no conversation, nothing in the bag) but is kept where it stood.

use super::Result;
use crate::attention::{Attention, Causes};
use crate::board::Origin;
use crate::door::{Outcome, Principal};
use crate::grid::Tile;
use crate::id::{PersonId, VillagerId};
use crate::item::Where;
use crate::map::Map;
use crate::place::{PlaceKind, Pose};
use crate::refusal::{Refusal, Thing};
use crate::society::{AVATAR_IDLE_SECONDS, AVATARS_KNOWN_MAX, AVATARS_MAX, Avatar, check_look};
use crate::stage::Stage;
use crate::villager::{Activity, Seat};
use crate::wheel::Timer;

/// How far a free tile is looked for, in tiles.
const SEARCH_TILES: u16 = 48;

impl Stage<'_, '_> {
    /// A person comes in, or changes its avatar's look. Intake made the avatar, if it is new.
    pub(super) fn enter_village(&mut self, by: &Principal, look: String) -> Result {
        let Principal::Person(person) = by else { return Err(Refusal::Forbidden) };
        self.rank(by)?;
        check_look(&look)?;
        let is_crowded = self.society.avatars_here() >= AVATARS_MAX;
        let Some(avatar) = self.society.avatars.get(person).cloned() else {
            if is_crowded {
                return Err(crowded());
            }
            let limit = u32::try_from(AVATARS_KNOWN_MAX).unwrap_or(u32::MAX);
            return Err(Refusal::TooMany { what: "avatars".into(), limit });
        };
        let who = avatar.villager;
        if !avatar.here {
            if is_crowded {
                return Err(crowded());
            }
            self.place_avatar(who)?;
        }
        self.society.avatars.put(*person, Avatar { look, here: true, ..avatar });
        self.touched.mark(who);
        self.hold_avatar(who);
        Ok(Some(Outcome::Entered { agent: who, at: self.tile(who) }))
    }

    /// A person's avatar leaves, by its person's own wish.
    pub(super) fn leave_village(&mut self, by: &Principal) -> Result {
        let Principal::Person(person) = by else { return Err(Refusal::Forbidden) };
        self.person(*person)?;
        self.send_away(*person);
        Ok(Some(Outcome::Left))
    }

    /// Takes a person's avatar out of the village, if it is in it.
    pub(crate) fn send_away(&mut self, person: PersonId) {
        let avatar = self.society.avatars.get(&person).filter(|avatar| avatar.here);
        let Some(avatar) = avatar.cloned() else { return };
        let who = avatar.villager;
        self.quit_talk(who);
        self.stay(who, &Outcome::Refused(Refusal::Away));
        self.halt(who);
        self.leave_seat(who);
        self.empty_bag(who);
        self.begin(who, Activity::Idle, None);
        let parts = self.villager(who);
        let (mut attention, mut reins, mut voice) = (parts.attention, parts.reins, parts.voice);
        *attention = Attention::default();
        reins.held_until = crate::Tick(0);
        voice.line = None;
        self.wheel.set(who, Timer::Attention, None);
        self.near.remove(who);
        self.society.avatars.put(person, Avatar { here: false, ..avatar });
    }

    /// A person wants something: its avatar stays.
    pub(super) fn note_person(&mut self, person: PersonId) {
        let here = self.society.avatars.get(&person).filter(|avatar| avatar.here);
        if let Some(who) = here.map(|avatar| avatar.villager) {
            self.hold_avatar(who);
        }
    }

    /// Checks that a principal may move an avatar: its own person, while it is in the village.
    pub(super) fn lead_avatar(
        &mut self,
        by: &Principal,
        owner: PersonId,
        who: VillagerId,
    ) -> Result<Origin> {
        if *by != Principal::Person(owner) {
            return Err(Refusal::Forbidden);
        }
        self.rank(by)?;
        if !self.near.is_here(who) {
            return Err(Refusal::Away);
        }
        Ok(Origin::Human)
    }

    fn hold_avatar(&mut self, who: VillagerId) {
        let until = self.now().after(self.clock.ticks(AVATAR_IDLE_SECONDS));
        self.villager(who).reins.held_until = until;
        self.attend(who, Causes::FREE, until);
    }

    /// Puts an avatar where it stood, or as near to there as it can stand now.
    fn place_avatar(&mut self, who: VillagerId) -> Result<()> {
        let before = self.body(who).at;
        let map = &self.ground.0;
        let gate = gate(map).ok_or(Refusal::Unknown { what: Thing::Landmark })?;
        let is_free = |tile: Tile| {
            let seat = map.spot_at(tile).map(|(landmark, spot)| Seat { landmark, spot });
            map.connected(gate, tile) && seat.is_none_or(|seat| self.seats.holder(seat).is_none())
        };
        let tile = nearest(map, before.tile(), is_free)
            .ok_or_else(|| Refusal::Full { place: "the village".into() })?;
        let spot = map.spot_at(tile);
        let mut at = if tile == before.tile() { before } else { tile.middle() };
        let mut stance = None;
        if let Some((landmark, spot)) = spot {
            let seat = Seat { landmark, spot };
            let spot = self.landmark(landmark).spots[usize::from(spot)];
            at = tile.middle();
            stance = Some((seat, spot.facing, spot.pose));
            self.seats.take(seat, who);
        }
        let mut body = self.villager(who).body;
        body.at = at;
        body.pose = Pose::Stand;
        if let Some((seat, facing, pose)) = stance {
            (body.seat, body.facing, body.pose) = (Some(seat), facing, pose);
        }
        self.near.put(who, tile);
        self.begin(who, Activity::Idle, None);
        Ok(())
    }

    /// Lays down what an avatar carries, so that nobody takes the village's things away with it;
    /// what finds no room is used up.
    fn empty_bag(&mut self, who: VillagerId) {
        let carried = self.bag(who).0.clone();
        for item in carried {
            if self.put_down(who, item).is_err() {
                self.villager(who).bag.0.retain(|other| *other != item);
                self.items.use_up(item);
                self.news.0.items = true;
            }
        }
        debug_assert!(!self.items.iter().any(|(_, item)| item.at == Where::Bag(who)));
    }
}

/// The refusal of whoever comes while too many are here.
fn crowded() -> Refusal {
    Refusal::Crowded { limit: u32::try_from(AVATARS_MAX).unwrap_or(u32::MAX) }
}

/// The tile by the board where the square is entered.
pub(crate) fn gate(map: &Map) -> Option<Tile> {
    let board = map.of_kind(0, PlaceKind::Board).next().or_else(|| map.landmarks.first())?;
    board.spots.first().map(|spot| spot.tile)
}

/// The tile nearest to one that will do: round by round, each from its upper left corner on.
pub(crate) fn nearest(map: &Map, from: Tile, will_do: impl Fn(Tile) -> bool) -> Option<Tile> {
    (0..=SEARCH_TILES).find_map(|round| {
        let side = |at: u16| at.saturating_sub(round)..=at.saturating_add(round);
        let tiles = side(from.y).flat_map(|y| side(from.x).map(move |x| Tile::new(x, y)));
        let mut ring = tiles.filter(|tile| tile.distance(from) == round);
        ring.find(|tile| map.is_free(*tile) && will_do(*tile))
    })
}
