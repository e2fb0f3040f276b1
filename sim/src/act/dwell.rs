//! Staying somewhere: using a landmark, reading the board, waiting, stopping.

use super::Result;
use crate::attention::Causes;
use crate::clock::Tick;
use crate::door::{Outcome, WAIT_SECONDS_MAX};
use crate::id::{LandmarkId, VillagerId};
use crate::memory::Perceived;
use crate::place::{Pose, Use};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::villager::{Activity, Body};

/// How long one does a thing before thinking again, in seconds.
pub const ACTIVITY_SECONDS: u32 = 25;

/// How far from the board one can still read it, in tiles.
const BOARD_TILES: u16 = 2;

impl Stage<'_, '_> {
    /// Does what the landmark here is good for.
    pub(super) fn use_place(&mut self, who: VillagerId, what: Use) -> Result {
        let Some(landmark) = self.here(who) else {
            return Err(Refusal::NoSuchUse { what: what.to_string() });
        };
        if !self.landmark(landmark).offers(what) {
            return Err(Refusal::NoSuchUse { what: what.to_string() });
        }
        if what == Use::Post {
            return self.use_board(who);
        }
        self.quit_talk(who);
        self.halt(who);
        let until = self.until(who, what);
        let activity = Activity::from(what);
        self.take_pose(who, activity);
        self.begin(who, activity, Some(until));
        self.remember(who, Perceived::Did { activity, at: landmark });
        Ok(Some(Outcome::Busy { activity, until }))
    }

    /// Reads the town board: from then on its latest posts are known.
    pub(super) fn use_board(&mut self, who: VillagerId) -> Result {
        let tile = self.tile(who);
        let near = |landmark: &crate::place::Landmark| {
            landmark.offers(Use::Post) && {
                let area = landmark.area;
                let x = tile.x.clamp(area.x, area.x + area.width - 1);
                let y = tile.y.clamp(area.y, area.y + area.height - 1);
                tile.distance(crate::grid::Tile::new(x, y)) <= BOARD_TILES
            }
        };
        let district = self.ground.0.district(tile);
        let board = self.ground.0.district_landmarks(district).iter().find(|place| near(place));
        let Some(board) = board.map(|place| place.id) else {
            return Err(Refusal::NotThere { place: "the town board".into() });
        };
        self.quit_talk(who);
        self.halt(who);
        let until = self.now().after(self.clock.ticks(12));
        self.begin(who, Activity::AtBoard, Some(until));
        let unread = self.newest_unread(who);
        let now = self.now();
        let mut habits = self.villager(who).habits;
        habits.read_board = now;
        habits.read_up_to = unread.or(habits.read_up_to);
        match unread {
            Some(post) => self.remember(who, Perceived::ReadPost { post }),
            None => self.remember(who, Perceived::Did { activity: Activity::AtBoard, at: board }),
        }
        Ok(Some(Outcome::Busy { activity: Activity::AtBoard, until }))
    }

    /// Stays and does nothing.
    pub(super) fn wait(&mut self, who: VillagerId, seconds: u32) -> Result {
        if !(1..=WAIT_SECONDS_MAX).contains(&seconds) {
            return Err(Refusal::OutOfRange {
                field: "seconds".into(),
                min: 1,
                max: WAIT_SECONDS_MAX.into(),
            });
        }
        self.quit_talk(who);
        self.halt(who);
        let until = self.now().after(self.clock.ticks(seconds));
        self.begin(who, Activity::Waiting, Some(until));
        Ok(Some(Outcome::Busy { activity: Activity::Waiting, until }))
    }

    /// Stops walking or doing.
    pub(crate) fn stop(&mut self, who: VillagerId) -> Outcome {
        self.quit_talk(who);
        self.halt(who);
        let now = self.now();
        self.begin(who, Activity::Idle, None);
        self.attend(who, Causes::FINISHED, now.after(self.clock.ticks(1)));
        Outcome::Busy { activity: Activity::Idle, until: now }
    }

    /// The landmark where somebody stands still; whoever is to set out in this tick is not yet at
    /// the spot that it holds.
    pub(super) fn here(&self, who: VillagerId) -> Option<LandmarkId> {
        let body: &Body = self.body(who);
        let leaves = self.departures.0.iter().any(|departure| departure.who == who);
        let at = || self.ground.0.landmark_at(self.tile(who)).map(|place| place.id);
        body.place().filter(|_| !leaves).or_else(at)
    }

    /// When an activity is over. Sleep lasts until morning, the rest a set while, a little
    /// different each time so that a café does not rise as one.
    fn until(&self, who: VillagerId, what: Use) -> Tick {
        let now = self.now();
        let mut dice = self.seed.stream("until", now.0, who.0.into());
        if what == Use::Sleep && self.is_bedtime(who) {
            let early = u32::from(self.member(who).persona.traits.early);
            // Rises between 5:30 and 8:30, early risers first.
            let rise = 8 * 60 + 30 - 18 * early + dice.between(0, 20);
            let minutes = (rise + 24 * 60 - self.clock.minute()) % (24 * 60);
            return now.after(self.clock.ticks_of_minutes(minutes.max(1)));
        }
        let seconds = match what {
            Use::Sleep => 90,
            Use::Work | Use::Read => ACTIVITY_SECONDS * 2,
            _ => ACTIVITY_SECONDS,
        };
        let millis = seconds * 1000;
        now.after(self.clock.ticks_of_millis(millis * dice.between(70, 130) / 100))
    }

    /// Whether it is this villager's time to sleep: night hours, later for those who rise late.
    pub(crate) fn is_bedtime(&self, who: VillagerId) -> bool {
        bedtime(&self.clock, self.member(who).persona.traits.early)
    }

    fn take_pose(&mut self, who: VillagerId, activity: Activity) {
        let body = self.body(who);
        let Some(seat) = body.seat else { return };
        let spot = self.landmark(seat.landmark).spots[usize::from(seat.spot)];
        let pose = match (activity, spot.pose) {
            (Activity::Sleeping, _) => Pose::Sleep,
            (_, Pose::Sleep) => Pose::Sit,
            (_, pose) => pose,
        };
        self.villager(who).body.pose = pose;
    }

    /// The newest post that somebody may read and has not.
    fn newest_unread(&self, who: VillagerId) -> Option<crate::id::PostId> {
        let reader = crate::door::Principal::Agent(who);
        let mut threads = self.board.recent().rev();
        let newest = threads
            .find(|thread| thread.post.audience.admits(&thread.post.author, Some(&reader)))?;
        let read = self.read_up_to(who);
        (Some(newest.post.id) > read).then_some(newest.post.id)
    }
}

/// Whether a clock stands at a villager's time to sleep. Early risers go to bed at nine, late ones
/// at half past eleven; night ends for all at half past five.
pub fn bedtime(clock: &crate::clock::Clock, early: u8) -> bool {
    let minute = clock.minute();
    let to_bed = 23 * 60 + 30 - 15 * u32::from(early.min(10));
    minute >= to_bed || minute < 5 * 60 + 30
}
