//! An avatar under its person's hands: it sets out at once, asks the village for the same, and what
//! is refused is walked back.

use std::time::{Duration, Instant};

use bevy::prelude::*;
use village_game::{Came, Eye, OwnAvatar, Regard, Stick, Wanted};
use village_protocol::play::{Denied, Errand};
use village_sim::{MoveTo, Tile, VillagerId};

use crate::kit::Watched;

const OWN: VillagerId = VillagerId(0);

/// A village in which the first of its people is led from here.
struct Led(Watched);

impl Led {
    fn new() -> Self {
        let mut watched = Watched::new(7, 12);
        watched.app.insert_resource(OwnAvatar(Some(OWN)));
        watched.run(1);
        let mut led = Self(watched);
        led.wanted();
        led
    }

    fn world(&mut self) -> &mut World {
        self.0.app.world_mut()
    }

    /// Some frames of the picture, the village's clock a tick further with each.
    fn frames(&mut self, count: u32) {
        self.0.run(count);
    }

    fn place(&self) -> Vec2 {
        let scene = self.0.scene();
        scene.villagers[&OWN].stand(scene.tick(), scene.hz()).at
    }

    fn tile(&self) -> Tile {
        let scene = self.0.scene();
        scene.villagers[&OWN].tile(scene.tick(), scene.hz())
    }

    /// Steps that the village was asked for since it was asked last.
    fn wanted(&mut self) -> Vec<(i32, i32)> {
        let mut wanted = self.world().resource_mut::<Messages<Wanted>>();
        let errands = wanted.drain().map(|wanted| wanted.0);
        let steps = errands.filter_map(|errand| match errand {
            Errand::Walk(MoveTo::To { x, y }) => Some((x, y)),
            _ => None,
        });
        steps.collect()
    }

    /// The first way that the ground lets it go, as a stick points.
    fn set_out(&mut self) -> (Vec2, (i32, i32)) {
        for way in [Vec2::X, -Vec2::X, Vec2::Y, -Vec2::Y] {
            self.world().insert_resource(Stick(way));
            // A hand is slower than a frame: so soon after the last step none is asked for.
            let began = Instant::now();
            while began.elapsed() < Duration::from_millis(250) {
                self.frames(1);
                if let Some(goal) = self.wanted().first() {
                    return (way, *goal);
                }
            }
            self.world().insert_resource(Stick(Vec2::ZERO));
            self.frames(1);
            self.wanted();
        }
        panic!("it is walled in at {:?}", self.tile());
    }
}

#[test]
fn what_the_stick_points_to_is_walked_to_at_once_and_asked_of_the_village() {
    let mut led = Led::new();
    let before = led.place();
    let (way, (x, y)) = led.set_out();
    let from = led.tile();
    let ahead = Vec2::new(
        i16::try_from(x - i32::from(from.x)).unwrap().into(),
        i16::try_from(y - i32::from(from.y)).unwrap().into(),
    );
    assert!(ahead.dot(way) > 0.0 && ahead.perp_dot(way).abs() < 0.1, "{ahead} along {way}");
    assert_eq!(led.world().resource::<Regard>().followed, Some(OWN), "the eye goes with it");
    // Nothing was heard of it from the village, and yet it goes.
    let own = led.0.scene().villagers[&OWN].clone();
    assert!(own.lead.is_some());
    let end = own.way().end();
    assert_eq!((i32::from(end.x), i32::from(end.y)), (x, y));
    assert!(led.place().distance(before) < 20.0, "from where it stood");
}

#[test]
fn what_is_refused_is_walked_back_and_what_is_let_go_of_ends_on_the_next_tile() {
    let mut led = Led::new();
    let (way, goal) = led.set_out();
    led.world().insert_resource(Stick(Vec2::ZERO));
    led.frames(1);
    let last = *led.wanted().last().unwrap_or(&goal);
    let here = led.tile();
    let off = (last.0 - i32::from(here.x)).abs().max((last.1 - i32::from(here.y)).abs());
    assert!(off <= 1, "{last:?} from {here:?} along {way}");
    for (x, y) in [goal, last] {
        let errand = Errand::Walk(MoveTo::To { x, y });
        let (code, detail) = ("blocked".to_owned(), "there is no way".to_owned());
        let came = Err(Denied { code, detail, is_passing: false });
        led.world().write_message(Came { number: 1, errand, came });
    }
    led.frames(1);
    let told = led.0.scene().villagers[&OWN].as_told();
    assert_eq!(led.0.scene().villagers[&OWN].way().end(), told.end(), "the village's own way");
}

#[test]
fn who_is_not_in_the_village_moves_the_eye() {
    let mut watched = Watched::new(7, 4);
    watched.run(1);
    let before = watched.app.world().resource::<Eye>().at();
    watched.app.world_mut().resource_mut::<ButtonInput<KeyCode>>().press(KeyCode::KeyD);
    watched.run(5);
    let after = watched.app.world().resource::<Eye>().at();
    assert!(after.x > before.x, "{before} to {after}");
    let mut wanted = watched.app.world_mut().resource_mut::<Messages<Wanted>>();
    assert_eq!(wanted.drain().count(), 0);
}
