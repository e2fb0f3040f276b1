//! What is done about an agent: stopping it, letting it go on, setting its tier. Every restraint is
//! part of the village's state, so that a restart changes nothing about it.

use super::Rank;
use crate::act::Result;
use crate::attention::Causes;
use crate::door::{Outcome, Principal};
use crate::id::VillagerId;
use crate::refusal::{Refusal, Thing};
use crate::society::{Amended, Item, Lease, Restraint};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

/// Longest grant of a tier: ten years.
const GRANT_MAX: u32 = 10 * 366 * 86_400;

impl Stage<'_, '_> {
    pub(super) fn restrain(
        &mut self,
        by: &Principal,
        who: VillagerId,
        measure: Restraint,
        reason: &str,
    ) -> Result<Outcome> {
        use Restraint::{
            FreezeCompute, FreezeMoney, Kill, Pause, Quarantine, Release, Resume, Revive,
            ThawCompute, ThawMoney,
        };
        let least = match measure {
            Pause | Resume | Quarantine | Release => Rank::Moderator,
            FreezeMoney | ThawMoney | FreezeCompute | ThawCompute | Kill | Revive => Rank::Admin,
        };
        self.must_be(by, least)?;
        self.must_live(who)?;
        check_line("reason", reason, REASON_MAX)?;
        let mut permit = self.society.permit(who);
        match measure {
            Pause => permit.paused = true,
            Resume => permit.paused = false,
            Quarantine => permit.quarantined = true,
            Release => permit.quarantined = false,
            FreezeMoney => permit.money_frozen = true,
            ThawMoney => permit.money_frozen = false,
            FreezeCompute => permit.compute_frozen = true,
            ThawCompute => permit.compute_frozen = false,
            Kill if permit.killed.is_none() => permit.killed = Some(by.clone()),
            Kill => {}
            Revive if permit.killed.as_ref() == Some(by) => return Err(Refusal::SecondPerson),
            Revive => permit.killed = None,
        }
        let stopped = permit.is_stopped();
        self.society.put_permit(who, permit);
        self.touched.mark(who);
        if stopped {
            self.leave_talk(who);
            self.stop(who);
        } else {
            let soon = self.now().after(1);
            self.attend(who, Causes::FREE, soon);
        }
        Ok(Outcome::Done)
    }

    pub(super) fn grant(
        &mut self,
        by: &Principal,
        who: VillagerId,
        tier: Option<String>,
        seconds: u32,
        reason: &str,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Admin)?;
        self.must_live(who)?;
        check_line("reason", reason, REASON_MAX)?;
        let mut permit = self.society.permit(who);
        permit.granted = match tier {
            None => None,
            Some(tier) => {
                let known = self.books.tiers.by_id(&tier);
                known.ok_or(Refusal::Unknown { what: Thing::Tier })?;
                if !(1..=GRANT_MAX).contains(&seconds) {
                    let (min, max) = (1, GRANT_MAX.into());
                    return Err(Refusal::OutOfRange { field: "seconds".into(), min, max });
                }
                let until = self.in_seconds(seconds);
                self.agenda.note(until, Item::Lease(who));
                Some(Lease { tier, until })
            }
        };
        self.society.put_permit(who, permit);
        self.touched.mark(who);
        Ok(Outcome::Done)
    }

    pub(super) fn amend(
        &mut self,
        by: &Principal,
        amended: Option<Box<Amended>>,
        reason: &str,
    ) -> Result<Outcome> {
        self.must_be(by, Rank::Admin)?;
        check_line("reason", reason, REASON_MAX)?;
        let changed = self.books.amend(amended.as_deref());
        changed.map_err(|why| Refusal::BadPolicy { why })?;
        match amended {
            Some(amended) => self.society.amended.put(0, *amended),
            None => self.society.amended.remove(&0),
        }
        // Everybody may have another tier now.
        let everybody: Vec<VillagerId> = self.cast.iter().map(|(who, _)| who).collect();
        for who in everybody {
            self.touched.mark(who);
        }
        Ok(Outcome::Done)
    }
}
