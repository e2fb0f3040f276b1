//! Items: picking up, putting down, giving and using. Each moves one item from one place to
//! another, or uses it up; the bag and the list of items change together.

use super::Result;
use super::speak::WHISPER_TILES;
use crate::attention::Causes;
use crate::door::Outcome;
use crate::id::{ItemId, KindId, VillagerId};
use crate::item::{Item, Where};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::stage::Stage;
use crate::villager::BAG_MAX;

/// How far one can reach for an item, in tiles.
const ARM_TILES: u16 = 1;

impl Stage<'_, '_> {
    pub(super) fn pick_up(&mut self, who: VillagerId, id: ItemId) -> Result {
        let item = self.item(id)?;
        let tile = self.tile(who);
        let in_reach = match item.at {
            Where::Tile(at) => at.distance(tile) <= ARM_TILES,
            Where::Shelf(landmark) => self.here(who) == Some(landmark),
            Where::Bag(_) => return Err(Refusal::OutOfReach),
        };
        if !in_reach {
            return Err(Refusal::OutOfReach);
        }
        self.put_in_bag(who, id)?;
        Ok(Some(Outcome::Item { item: id }))
    }

    pub(super) fn put_down(&mut self, who: VillagerId, id: ItemId) -> Result {
        let item = self.own(who, id)?;
        let counter = self.here(who).map(Where::Shelf);
        let at = counter.unwrap_or_else(|| Where::Tile(self.tile(who)));
        let limit = self.stack(item.kind);
        if self.items.count_at(at, item.kind) >= limit {
            return Err(Refusal::NoRoom { limit });
        }
        self.take_from_bag(who, id);
        self.items.place(id, at);
        self.news.0.items = true;
        Ok(Some(Outcome::Item { item: id }))
    }

    pub(super) fn give(&mut self, who: VillagerId, id: ItemId, to: VillagerId) -> Result {
        let item = self.own(who, id)?;
        self.reach(who, to, WHISPER_TILES)?;
        if self.bag(to).0.is_full() {
            return Err(Refusal::BagFull { limit: bag_limit() });
        }
        self.take_from_bag(who, id);
        self.put_in_bag(to, id)?;
        self.remember(to, Perceived::Given { by: who, kind: item.kind });
        self.attend(to, Causes::GIVEN, self.now().after(1));
        Ok(Some(Outcome::Item { item: id }))
    }

    pub(super) fn use_item(&mut self, who: VillagerId, id: ItemId) -> Result {
        let item = self.own(who, id)?;
        let clock = *self.clock;
        let kind = self.catalogue.get(item.kind).ok_or(Refusal::Unknown { what: Thing::Item })?;
        let consumed = kind.consumed;
        if !self.cast.is_avatar(who) {
            let mut needs = self.read(who).needs.clone();
            for (need, thousandths) in &kind.effects {
                needs.add(*need, *thousandths, &clock);
            }
            needs.wake = needs.next_crossing(&clock);
            self.wheel.set(who, crate::wheel::Timer::Need, needs.wake);
            *self.villager(who).needs = needs;
        }
        if consumed {
            self.take_from_bag(who, id);
            self.items.use_up(id);
        }
        Ok(Some(Outcome::Item { item: id }))
    }

    fn item(&self, id: ItemId) -> Result<Item> {
        self.items.get(id).ok_or(Refusal::Unknown { what: Thing::Item })
    }

    /// An item that is in the villager's own bag.
    fn own(&self, who: VillagerId, id: ItemId) -> Result<Item> {
        let item = self.item(id)?;
        if item.at == Where::Bag(who) { Ok(item) } else { Err(Refusal::NotYours) }
    }

    fn stack(&self, kind: KindId) -> u32 {
        self.catalogue.get(kind).map_or(1, |kind| kind.stack)
    }

    fn put_in_bag(&mut self, who: VillagerId, id: ItemId) -> Result<()> {
        let mut bag = self.villager(who).bag;
        if bag.0.try_push(id).is_err() {
            return Err(Refusal::BagFull { limit: bag_limit() });
        }
        self.items.place(id, Where::Bag(who));
        self.news.0.items = true;
        Ok(())
    }

    fn take_from_bag(&mut self, who: VillagerId, id: ItemId) {
        self.villager(who).bag.0.retain(|item| *item != id);
        self.news.0.items = true;
    }
}

fn bag_limit() -> u32 {
    u32::try_from(BAG_MAX).unwrap_or(u32::MAX)
}
