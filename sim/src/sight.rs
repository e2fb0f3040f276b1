//! What one villager sees in a view: where it is, who and what is near.

use crate::feed::{AgentView, View};
use crate::grid::Tile;
use crate::id::{ItemId, KindId};
use crate::item::Where;
use crate::map::Map;
use crate::perceive::SIGHT_TILES;
use crate::place::Landmark;

/// The village through the eyes of one of its own.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    view: &'a View,
    map: &'a Map,
    who: &'a AgentView,
    /// Where it stands or walks.
    pub tile: Tile,
}

/// Something that lies about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lying {
    /// In tiles, to the nearest edge of the place whose shelf it lies on.
    pub distance: u16,
    pub id: ItemId,
    pub kind: KindId,
    pub at: Where,
}

impl View {
    /// What somebody of this view sees.
    pub fn sight<'a>(&'a self, map: &'a Map, who: &'a AgentView) -> Sight<'a> {
        Sight { view: self, map, who, tile: who.body.tile(self.tick(), self.clock.hz) }
    }
}

impl<'a> Sight<'a> {
    /// The landmark where it is: its spot's, or the one it stands in. None on the way.
    pub fn place(&self) -> Option<&'a Landmark> {
        if self.who.body.walk.is_some() {
            return None;
        }
        let seat = self.who.body.place().and_then(|id| self.map.landmark(id));
        seat.or_else(|| self.map.landmark_at(self.tile))
    }

    /// The others within [`SIGHT_TILES`], each with its distance in tiles: the nearest first, at
    /// most so many.
    pub fn others(&self, most: usize) -> Vec<(u16, &'a AgentView)> {
        let near = self.view.whereabouts(self.map).within(self.tile, SIGHT_TILES);
        let near = near.filter(|other| *other != self.who.id);
        let near = near.filter_map(|other| {
            let other: &AgentView = self.view.agent(other)?;
            Some((self.tile.distance(self.view.sight(self.map, other).tile), other))
        });
        let mut near: Vec<_> = near.collect();
        near.sort_by_key(|(distance, other)| (*distance, other.id));
        near.truncate(most);
        near
    }

    /// What lies within [`SIGHT_TILES`], in the order of appearing.
    pub fn items(self) -> impl Iterator<Item = Lying> + use<'a> {
        self.view.items.iter().filter_map(move |&(at, id, kind)| {
            let distance = match at {
                Where::Tile(tile) => self.tile.distance(tile),
                Where::Shelf(place) => {
                    self.tile.distance(self.map.landmark(place)?.area.nearest(self.tile))
                }
                Where::Bag(_) => return None,
            };
            (distance <= SIGHT_TILES).then_some(Lying { distance, id, kind, at })
        })
    }
}
