//! Where everybody is in one view: who is near whom, who talks with whom, how many hold a place.

use crate::feed::View;
use crate::grid::Tile;
use crate::id::{ConversationId, LandmarkId, VillagerId};
use crate::map::Map;
use crate::near::Near;

/// Where everybody is who is in the village. [`View::whereabouts`] makes it, once a view.
#[derive(Debug)]
pub struct Whereabouts {
    near: Near,
    /// How many hold a spot of each landmark and have reached it, by [`LandmarkId`].
    taken: Vec<u32>,
    /// Who stands in which conversation, in order.
    talks: Vec<(ConversationId, VillagerId)>,
}

impl Whereabouts {
    pub(crate) fn of(view: &View, map: &Map) -> Self {
        let mut near = Near::new(map.width, map.height);
        let mut taken = vec![0; map.landmarks.len()];
        let mut talks = Vec::new();
        for one in view.present() {
            near.put(one.id, one.body.tile(view.tick(), view.clock.hz));
            let place = one.body.place().and_then(|place| taken.get_mut(place.0 as usize));
            if let Some(count) = place {
                *count += 1;
            }
            talks.extend(one.body.talk.map(|talk| (talk, one.id)));
        }
        near.sort();
        talks.sort_unstable();
        Self { near, taken, talks }
    }

    /// Everybody within so many tiles, whoever is on the tile included, in no order.
    pub fn within(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId> {
        self.near.within(tile, radius)
    }

    /// How many hold a spot of a landmark and have reached it.
    pub fn taken(&self, place: LandmarkId) -> u32 {
        self.taken.get(place.0 as usize).copied().unwrap_or(0)
    }

    /// Who stands in a conversation, in order.
    pub fn talking(&self, talk: ConversationId) -> impl Iterator<Item = VillagerId> {
        let first = self.talks.partition_point(|(other, _)| *other < talk);
        let members = self.talks[first..].iter().take_while(move |(other, _)| *other == talk);
        members.map(|(_, who)| *who)
    }
}
