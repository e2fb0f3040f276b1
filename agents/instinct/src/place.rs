//! Arriving: what one does first at a place that one came to.

use village_sim::{PlaceKind, Verb};

use crate::ego::Ego;
use crate::think::Wishes;

impl Ego<'_> {
    /// At the end of a way: uses the place it leads to.
    pub fn settle_down(&self, wishes: &mut Wishes) {
        let Some(place) = self.here() else { return self.choose(wishes) };
        if self.is_bedtime() {
            return self.choose(wishes);
        }
        if place.kind == PlaceKind::Board {
            return wishes.verb(Verb::UseBoard);
        }
        let mut dice = self.dice("instinct:arrival");
        self.serve_oneself(wishes, &mut dice);
        if self.seek_company(wishes, &mut dice) {
            return;
        }
        self.hail(wishes, &mut dice);
        match self.first_use() {
            Some(what) => wishes.verb(Verb::Use { what }),
            None => self.choose(wishes),
        }
    }
}
