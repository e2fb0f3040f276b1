//! Villagers on the picture.

use bevy::prelude::*;
use village_game::{Eye, Figure, Shown, Speech};

use crate::kit::Watched;

#[test]
fn everybody_who_is_in_view_has_one_sprite_and_a_name() {
    let mut watched = Watched::new(7, 30);
    watched.run(20);
    assert_eq!(watched.scene().villagers.len(), 30);
    assert_eq!(watched.scene().cast.len(), 30);
    let somebody = watched.scene().villagers.values().next().unwrap();
    let at = somebody.stand(watched.scene().tick(), 20).at;
    watched.app.world_mut().resource_mut::<Eye>().look_at(at);
    // Sheets are drawn a few at a time.
    watched.run(20);
    let world = watched.app.world_mut();
    let figures = world.query::<&Figure>().iter(world).count();
    let shown = world.resource::<Shown>().0.len();
    assert!(shown > 0, "somebody is looked at");
    assert_eq!(figures, shown);
    let view = world.resource::<Eye>().view(32.0);
    assert!(world.resource::<Shown>().0.iter().all(|seen| view.contains(seen.at)));
}

#[test]
fn a_walker_is_drawn_where_the_village_says() {
    let mut watched = Watched::new(11, 30);
    let mut walkers = 0;
    for _ in 0..200 {
        watched.run(1);
        let view = watched.view();
        let tick = u32::try_from(view.tick().0).unwrap();
        for agent in view.agents() {
            let seen = &watched.scene().villagers[&agent.id];
            let told = agent.body.point(view.tick(), 20);
            let stand = seen.stand(f64::from(tick), 20);
            #[expect(clippy::cast_precision_loss, reason = "a town is small")]
            let told = Vec2::new(told.x as f32, told.y as f32) / 16.0;
            assert_eq!(stand.at, told, "{} at {tick}", agent.member.persona.slug);
            walkers += u32::from(stand.walked.is_some());
        }
    }
    assert!(walkers > 100, "somebody walked: {walkers}");
}

#[test]
fn what_is_said_hangs_in_the_air_once() {
    let mut watched = Watched::new(3, 30);
    let mut born = std::collections::BTreeMap::new();
    for _ in 0..400 {
        watched.run(1);
        for (who, bubble) in &watched.app.world().resource::<Speech>().0 {
            let line = watched.view().agent(*who).unwrap().voice.line.clone().unwrap();
            assert!(line.text.starts_with(&*bubble.text), "{} {}", line.text, bubble.text);
            let before = born.insert((*who, bubble.text.clone()), bubble.born);
            assert!(before.is_none_or(|before| before <= bubble.born));
        }
    }
    assert!(!born.is_empty(), "somebody said something");
}
