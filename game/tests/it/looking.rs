//! Where one looks: links, clicks, following.

use bevy::prelude::*;
use village_game::{Clicked, Eye, Link, Opened, Panels, Regard, Shown, Side};
use village_sim::{Audience, Principal, Wish};

use crate::kit::{Watched, client};

#[test]
fn without_a_village_there_is_ground_and_the_board_in_view() {
    let app = client(None);
    let view = app.world().resource::<Eye>().view(0.0);
    let map = app.world().resource::<village_game::TownMap>();
    let board = map.landmark(village_sim::PlaceKind::Board).unwrap().area;
    assert!(view.contains(Vec2::new(f32::from(board.x), f32::from(board.y)) * 16.0));
}

#[test]
fn a_click_on_somebody_follows_and_the_eye_goes_with_it() {
    let mut watched = Watched::new(7, 30);
    watched.app.world_mut().resource_mut::<Eye>().zoom_by(-9, None);
    let outdoors = |watched: &Watched| {
        let shown = watched.app.world().resource::<Shown>();
        shown.0.iter().rev().find(|seen| !seen.indoors).copied()
    };
    let seen = (0..2_000).find_map(|_| {
        watched.run(1);
        outdoors(&watched)
    });
    let body = seen.unwrap().at - Vec2::Y * 6.0;
    let world = watched.app.world();
    let who = world.resource::<Shown>().under(body).unwrap();
    let at = world.resource::<Eye>().to_window(body);
    watched.app.world_mut().write_message(Clicked(at));
    watched.run(40);
    assert_eq!(watched.app.world().resource::<Regard>().followed, Some(who));
    assert!(watched.app.world().resource::<Shown>().get(who).is_some(), "it is kept in view");
}

#[test]
fn a_link_leads_to_whom_it_names_once_the_village_is_there() {
    let slug = Watched::new(5, 10).view().agents().last().unwrap().member.persona.slug.clone();
    let mut watched = Watched::with_link(5, 10, Some(Link::Agent(slug.clone())));
    watched.run(2);
    let who = watched.app.world().resource::<Regard>().followed.unwrap();
    assert_eq!(&*watched.scene().cast[&who].slug, slug);
    // A roof over whom we follow is opened.
    watched.run(20);
    let shown = watched.app.world().resource::<Shown>();
    let covered = shown.get(who).is_some_and(|seen| seen.indoors);
    assert!(!covered, "{:?}", watched.app.world().resource::<Opened>());
}

#[test]
fn a_link_to_a_place_shows_that_place() {
    for (x, y) in [(12, 12), (60, 40)] {
        let app = client(Some(Link::At(x, y)));
        let view = app.world().resource::<Eye>().view(0.0);
        let place = Vec2::new(f32::from(x) + 0.5, f32::from(y) + 0.5) * 16.0;
        assert!(view.contains(place), "{x}, {y}: {view:?}");
    }
}

#[test]
fn a_note_is_clicked_on_the_board_and_over_its_author() {
    let mut watched = Watched::new(7, 30);
    watched.app.world_mut().resource_mut::<Eye>().zoom_by(-9, None);
    watched.run(2);
    let outdoors = |watched: &Watched| {
        let shown = watched.app.world().resource::<Shown>();
        shown.0.iter().rev().find(|seen| !seen.indoors).map(|seen| seen.who)
    };
    let who = (0..2_000).find_map(|_| {
        watched.run(1);
        outdoors(&watched)
    });
    let who = who.unwrap();
    let (title, body) = ("Bread".to_owned(), "At noon.".to_owned());
    let post = Wish::Post { title, body, tags: Vec::new(), audience: Audience::Public };
    watched.act(Principal::Agent(who), post);
    watched.run(1);
    let newest = *watched.scene().notes.last_key_value().unwrap().0;
    let click = |watched: &mut Watched, art: Vec2| {
        let at = watched.app.world().resource::<Eye>().to_window(art);
        watched.app.world_mut().resource_mut::<Regard>().post = None;
        watched.app.world_mut().write_message(Clicked(at));
        watched.app.update();
        watched.app.world().resource::<Regard>().post
    };
    let over = watched.app.world().resource::<Shown>().get(who).unwrap().at - Vec2::Y * 30.0;
    assert_eq!(click(&mut watched, over), Some(newest), "over its author");
    let map = watched.app.world().resource::<village_game::TownMap>();
    let board = map.landmark(village_sim::PlaceKind::Board).unwrap().area;
    let first = Vec2::new(f32::from(board.x), f32::from(board.y)) * 16.0 + Vec2::new(18.0, -17.0);
    assert_eq!(click(&mut watched, first), Some(newest), "the first paper of the board");
    let roof = first - Vec2::Y * 18.0;
    assert_eq!(click(&mut watched, roof), None);
    let side = watched.app.world().resource::<Panels>().side;
    assert_eq!(side, Some(Side::Board), "the board itself brings its panel out");
}
