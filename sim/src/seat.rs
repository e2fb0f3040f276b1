//! Who holds which spot. A spot is held from setting out for it until leaving it, so two never
//! walk to the same chair.

use bevy_ecs::prelude::Resource;

use crate::id::{LandmarkId, VillagerId};
use crate::map::Map;
use crate::place::Pose;
use crate::villager::Seat;

/// Holders of all spots. It follows from the bodies, so a snapshot does without it.
#[derive(Resource, Debug, Default)]
pub struct Seats {
    /// Where each landmark's spots begin in `holders`.
    starts: Vec<u32>,
    holders: Vec<Option<VillagerId>>,
}

impl Seats {
    /// Every spot of a map, all free.
    pub fn new(map: &Map) -> Self {
        let mut starts = Vec::with_capacity(map.landmarks.len());
        let mut count = 0;
        for place in &map.landmarks {
            starts.push(count);
            count += u32::try_from(place.capacity()).expect("spots are bounded by tiles");
        }
        Self { starts, holders: vec![None; count as usize] }
    }

    /// Who holds a spot.
    pub fn holder(&self, seat: Seat) -> Option<VillagerId> {
        self.holders.get(self.index(seat)?).copied().flatten()
    }

    /// How many spots of a landmark are held.
    pub fn taken(&self, map: &Map, landmark: LandmarkId) -> usize {
        let Some(place) = map.landmark(landmark) else { return 0 };
        let from = self.starts[landmark.0 as usize] as usize;
        self.holders[from..from + place.capacity()].iter().flatten().count()
    }

    /// A free spot, beds only for sleepers: the first one counted round from `first`.
    pub fn free(&self, map: &Map, landmark: LandmarkId, first: u32, sleep: bool) -> Option<Seat> {
        let place = map.landmark(landmark)?;
        let count = u16::try_from(place.capacity()).ok()?;
        let from = u16::try_from(first % u32::from(count.max(1))).ok()?;
        let spots = (0..count).map(|step| Seat { landmark, spot: (from + step) % count });
        let fits = |seat: &Seat| {
            let is_bed = place.spots[usize::from(seat.spot)].pose == Pose::Sleep;
            is_bed == sleep && self.holder(*seat).is_none()
        };
        spots.clone().find(fits).or_else(|| {
            // A home whose chairs are taken is still home: sit on the bed.
            spots.clone().find(|seat| !sleep && self.holder(*seat).is_none())
        })
    }

    pub(crate) fn take(&mut self, seat: Seat, who: VillagerId) {
        let at = self.index(seat).expect("only spots of the map are taken");
        assert!(self.holders[at].is_none_or(|holder| holder == who), "a spot has one holder");
        self.holders[at] = Some(who);
    }

    pub(crate) fn leave(&mut self, seat: Seat) {
        if let Some(at) = self.index(seat) {
            self.holders[at] = None;
        }
    }

    fn index(&self, seat: Seat) -> Option<usize> {
        let from = *self.starts.get(seat.landmark.0 as usize)?;
        let at = from as usize + usize::from(seat.spot);
        (at < self.holders.len()).then_some(at)
    }
}
