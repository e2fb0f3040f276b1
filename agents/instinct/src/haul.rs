//! Things: taking what a place offers, using it, handing bread to somebody close by, and putting
//! back what stays. At most one of a kind and [`KEPT_MAX`] in all are kept: shelves are for all.

use village_sim::{
    BAG_MAX, Dice, Item, ItemId, Kind, Need, Perceived, Seat, Use, Verb, VillagerId, WHISPER_TILES,
    Where,
};

use crate::ego::Ego;
use crate::phrases::{Situation, Slot};
use crate::think::Wishes;
use crate::tone::line;

/// Most things that instinct keeps in a bag.
const KEPT_MAX: usize = 4;

/// Whoever's rest is above this needs nothing to eat, in millionths.
const FED: i32 = 800_000;

/// Points from which a thing is worth taking or using.
const WORTH_POINTS: i32 = 45;

impl Ego<'_> {
    /// What stands on the shelf here, then what lies at one's feet.
    fn in_reach(&self) -> impl Iterator<Item = ItemId> {
        let place = self.parts.body.place();
        let on_shelf = place.map_or(&[][..], |place| self.scene.items.on_shelf(place));
        on_shelf.iter().copied().chain(self.scene.items.on_tile(self.tile))
    }

    fn item(&self, id: ItemId) -> Option<(Item, &Kind)> {
        let item = self.scene.items.get(id)?;
        Some((item, self.scene.catalogue.get(item.kind)?))
    }

    /// What the effects of a thing are worth to it now, in points.
    pub fn worth(&self, kind: &Kind) -> i32 {
        let parts = kind.effects.iter().map(|(need, adds)| {
            let lack = 1000 - self.level(*need);
            (*adds).min(lack) * self.lack(*need).max(40) / 400
        });
        let meal = i32::from(is_food(kind) && self.is_mealtime()) * 60;
        parts.sum::<i32>() + meal
    }

    pub fn holds_kind(&self, kind: &Kind) -> bool {
        let bag = self.parts.bag.0.iter();
        bag.filter_map(|id| self.item(*id)).any(|(_, held)| held.id == kind.id)
    }

    /// Takes the best thing that the place offers and, at a table, has it at once.
    pub fn serve_oneself(&self, wishes: &mut Wishes, dice: &mut Dice) {
        let held = self.parts.bag.0.len();
        if held >= KEPT_MAX.min(BAG_MAX) || !dice.chance(700) {
            return;
        }
        let generous = i32::from(self.traits().generous);
        let mut best = None;
        for id in self.in_reach() {
            let Some((_, kind)) = self.item(id) else { continue };
            let gift = if is_food(kind) { 3 * generous } else { 0 };
            let points = self.worth(kind) + gift + i32::try_from(dice.below(30)).unwrap_or(0);
            let better = best.is_none_or(|(_, most)| points > most);
            if points >= WORTH_POINTS && better && !self.holds_kind(kind) {
                best = Some((id, points));
            }
        }
        let Some((item, _)) = best else { return };
        wishes.verb(Verb::PickUp { item });
        let food = self.item(item).is_some_and(|(_, kind)| is_food(kind));
        if food && self.is_mealtime() {
            wishes.verb(Verb::UseItem { item });
        }
    }

    /// Uses something out of the bag, gives something away or puts something back. True when
    /// this was enough for now.
    pub fn handle_things(&self, wishes: &mut Wishes, dice: &mut Dice) -> bool {
        let bag = &self.parts.bag.0;
        let Some(item) = dice.pick(bag).copied() else { return false };
        let Some((_, kind)) = self.item(item) else { return false };
        let generous = u32::from(self.traits().generous);
        if is_food(kind) && dice.chance(30 * generous) && self.give_away(item, wishes) {
            return true;
        }
        if self.worth(kind) >= WORTH_POINTS * 2 {
            wishes.verb(Verb::UseItem { item });
            return self.enjoy(kind, wishes, dice);
        }
        if !kind.consumed && dice.chance(60) && self.has_room_here(kind) {
            wishes.verb(Verb::PutDown { item });
        }
        false
    }

    /// Stays with the thing that it uses: at a place that suits it, or where it stands.
    fn enjoy(&self, kind: &Kind, wishes: &mut Wishes, dice: &mut Dice) -> bool {
        let fitting = match kind.verb.as_str() {
            "eat" => Use::Eat,
            "drink" => Use::Drink,
            "read" => Use::Read,
            "work" => Use::Work,
            "trade" => Use::Trade,
            _ => Use::Look,
        };
        if self.here().is_some_and(|place| place.offers(fitting)) {
            wishes.verb(Verb::Use { what: fitting });
        } else {
            wishes.verb(Verb::Wait { seconds: dice.between(8, 14) });
        }
        true
    }

    /// Hands something to the one close by who needs it most, if there is somebody with room.
    fn give_away(&self, item: ItemId, wishes: &mut Wishes) -> bool {
        let mut most: Option<(VillagerId, i32)> = None;
        for other in self.around(WHISPER_TILES) {
            let Some(parts) = self.scene.parts(other) else { continue };
            let rest = parts.needs.level(Need::Rest, self.clock());
            let full = parts.bag.0.len() >= KEPT_MAX || rest > FED;
            if full || parts.body.walk.is_some() || self.was_given_by(other) {
                continue;
            }
            if most.is_none_or(|(_, least)| rest < least) {
                most = Some((other, rest));
            }
        }
        let Some((to, _)) = most else { return false };
        wishes.verb(Verb::Give { item, to });
        if let Some((_, kind)) = self.item(item) {
            let values = self.with_person(self.values(), to).with(Slot::Thing, kind.name.as_str());
            let text = self.words(Situation::HandOver, &values, &mut self.dice("instinct:gift"));
            if let Some(text) = text {
                wishes.verb(Verb::Say { text: line([text]) });
            }
        }
        true
    }

    /// Whether somebody gave it something today: to give back at once would be no gift.
    fn was_given_by(&self, other: VillagerId) -> bool {
        let given = |what: &Perceived| matches!(what, Perceived::Given { by, .. } if *by == other);
        self.last_seen(given).is_some()
    }

    fn has_room_here(&self, kind: &Kind) -> bool {
        let Some(Seat { landmark, .. }) = self.parts.body.seat else { return false };
        self.parts.body.place().is_some()
            && self.scene.items.count_at(Where::Shelf(landmark), kind.id) < kind.stack
    }
}

/// Whether one eats or drinks it.
pub fn is_food(kind: &Kind) -> bool {
    matches!(kind.verb.as_str(), "eat" | "drink")
}
