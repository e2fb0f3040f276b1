//! Model minds: they tell when they begin to think and what they came to, so that whoever looks on
//! can see it. While one thinks it holds the reins, and instinct keeps still.

use super::Result;
use crate::attention::Causes;
use crate::clock::Tick;
use crate::door::{Outcome, Principal};
use crate::id::VillagerId;
use crate::refusal::Refusal;
use crate::society::{Mind, THINK_SECONDS_MAX, THOUGHT_MAX};
use crate::stage::Stage;
use crate::text::check_line;

impl Stage<'_, '_> {
    /// A model begins to think for a villager, and has so many seconds for it.
    pub(super) fn think(&mut self, by: &Principal, who: VillagerId, seconds: u32) -> Result {
        self.must_be_mind(by, who)?;
        if !(1..=THINK_SECONDS_MAX).contains(&seconds) {
            let limit = THINK_SECONDS_MAX;
            return Err(Refusal::TooMany { what: "seconds".into(), limit });
        }
        let until = self.now().after(self.clock.ticks(seconds));
        self.hold_reins(who, until);
        let mind = self.society.minds.get(&who).cloned().unwrap_or_default();
        let mind = Mind { thinks_until: until, leads_until: until, ..mind };
        self.society.minds.put(who, mind);
        Ok(Some(Outcome::Done))
    }

    /// A model came to something; what it wants comes in commands of its own.
    pub(super) fn come_to(
        &mut self,
        by: &Principal,
        who: VillagerId,
        (thought, plan, trace): (String, String, u64),
    ) -> Result {
        // Before anything else: whoever is refused does not get the reins.
        self.must_be_mind(by, who)?;
        for (field, text) in [("thought", &thought), ("plan", &plan)] {
            if !text.is_empty() {
                check_line(field, text, THOUGHT_MAX)?;
            }
        }
        let _ = self.take_reins(by, who)?;
        let (decided, thinks_until) = (self.now(), Tick(0));
        let leads_until = self.villager(who).reins.held_until;
        let mind = Mind { thinks_until, thought, plan, trace, decided, leads_until };
        self.society.minds.put(who, mind);
        Ok(Some(Outcome::Done))
    }

    /// A model lets the reins go: what it wanted is done, or it has no answer.
    pub(super) fn drop_reins(&mut self, by: &Principal, who: VillagerId) -> Result {
        self.must_be_mind(by, who)?;
        let now = self.now();
        let mind = self.society.minds.get(&who).cloned().unwrap_or_default();
        if mind.is_thinking(now) {
            self.society.minds.put(who, Mind { thinks_until: Tick(0), ..mind });
        }
        self.villager(who).reins.held_until = now;
        self.attend(who, Causes::FREE, now.after(1));
        Ok(Some(Outcome::Done))
    }

    fn must_be_mind(&self, by: &Principal, who: VillagerId) -> Result<()> {
        if *by != Principal::Mind(who) {
            return Err(Refusal::Forbidden);
        }
        self.must_live(who)?;
        self.must_be_free(who)
    }
}
