//! Hands on the picture: drag, wheel, two fingers, click, and the keyboard. They move the eye and
//! choose whom to follow; they change nothing in the village.

use bevy::input::mouse::{MouseScrollUnit, MouseWheel};
use bevy::input::touch::Touches;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use crate::errand::OwnAvatar;
use crate::eye::{Eye, EyeSystems, home};
use crate::ground::TownMap;
use crate::regard::Regard;

/// Logical pixels a second that a key moves.
const PACE: f32 = 640.0;
/// Logical pixels that a click may slip.
const SLIP: f32 = 6.0;

/// Whether panels hold the pointer or the keyboard.
#[derive(Resource, Debug, Default)]
pub struct Taken {
    pub pointer: bool,
    pub keys: bool,
}

/// Somebody clicked the picture, at a place of the window.
#[derive(Message, Debug, Clone, Copy)]
pub struct Clicked(pub Vec2);

/// What was clicked is ground, at a place of the art, and one's own avatar is about.
#[derive(Message, Debug, Clone, Copy)]
pub struct GroundClicked(pub Vec2);

/// What the pointer is in the middle of.
#[derive(Resource, Debug, Default)]
struct Grip {
    /// Where the button went down, and whether it has slipped from there.
    held: Option<(Vec2, bool)>,
    last: Option<Vec2>,
    turned: f32,
    spread: Option<f32>,
}

/// Listens to hands.
pub fn plugin(app: &mut App) {
    app.init_resource::<Taken>()
        .init_resource::<Grip>()
        .add_message::<Clicked>()
        .add_message::<GroundClicked>()
        .add_systems(Update, (pointer, wheel, keys, fingers).in_set(EyeSystems::Point));
}

fn pointer(
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    (buttons, taken): (Res<ButtonInput<MouseButton>>, Res<Taken>),
    (mut eye, mut grip, mut regard): (ResMut<Eye>, ResMut<Grip>, ResMut<Regard>),
    mut clicked: MessageWriter<Clicked>,
) {
    let at = window.and_then(|window| window.cursor_position());
    let over = at.filter(|_| !taken.pointer);
    if regard.pointer != over {
        regard.pointer = over;
    }
    if let (true, Some(at)) = (buttons.just_pressed(MouseButton::Left), over) {
        grip.held = Some((at, false));
        grip.last = Some(at);
    }
    if let (Some((from, slipped)), Some(at), Some(last)) = (grip.held, at, grip.last) {
        let slipped = slipped || from.distance(at) > SLIP;
        if slipped && at != last {
            regard.release();
            eye.pan(last - at);
            grip.last = Some(at);
        }
        grip.held = Some((from, slipped));
    }
    if buttons.just_released(MouseButton::Left) {
        if let (Some((_, false)), Some(at)) = (grip.held, over) {
            clicked.write(Clicked(at));
        }
        grip.held = None;
    }
}

fn wheel(
    mut turns: MessageReader<MouseWheel>,
    (taken, regard): (Res<Taken>, Res<Regard>),
    (mut eye, mut grip): (ResMut<Eye>, ResMut<Grip>),
) {
    for turn in turns.read() {
        if taken.pointer {
            continue;
        }
        // A notch of a wheel is one step; a touchpad's many small ones add up to one.
        grip.turned += match turn.unit {
            MouseScrollUnit::Line => turn.y,
            MouseScrollUnit::Pixel => turn.y / 40.0,
        };
    }
    if grip.turned.abs() >= 1.0 {
        let steps = if grip.turned > 0.0 { 1 } else { -1 };
        grip.turned = 0.0;
        let under = regard.pointer.filter(|_| regard.followed.is_none());
        eye.zoom_by(steps, under);
    }
}

fn keys(
    (keys, taken, time): (Res<ButtonInput<KeyCode>>, Res<Taken>, Res<Time>),
    avatar: Res<OwnAvatar>,
    (map, mut eye, mut regard): (Res<TownMap>, ResMut<Eye>, ResMut<Regard>),
) {
    if taken.keys || keys.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]) {
        return;
    }
    let held = |any: [KeyCode; 2]| if keys.any_pressed(any) { 1.0 } else { 0.0 };
    let by = Vec2::new(
        held([KeyCode::ArrowRight, KeyCode::KeyD]) - held([KeyCode::ArrowLeft, KeyCode::KeyA]),
        held([KeyCode::ArrowDown, KeyCode::KeyS]) - held([KeyCode::ArrowUp, KeyCode::KeyW]),
    );
    // They walk whoever is in the village.
    if by != Vec2::ZERO && avatar.0.is_none() {
        regard.release();
        eye.pan(by.normalize() * PACE * time.delta_secs());
    }
    if keys.any_just_pressed([KeyCode::Equal, KeyCode::NumpadAdd]) {
        eye.zoom_by(1, None);
    }
    if keys.any_just_pressed([KeyCode::Minus, KeyCode::NumpadSubtract]) {
        eye.zoom_by(-1, None);
    }
    if keys.just_pressed(KeyCode::Home) {
        regard.release();
        let at = home(&map, &eye);
        eye.glide_to(at);
    }
}

/// One finger drags, two zoom.
fn fingers(
    (touches, taken): (Res<Touches>, Res<Taken>),
    (mut eye, mut grip, mut regard): (ResMut<Eye>, ResMut<Grip>, ResMut<Regard>),
    mut clicked: MessageWriter<Clicked>,
) {
    let down: Vec<_> = touches.iter().collect();
    if taken.pointer {
        grip.spread = None;
        return;
    }
    match down.as_slice() {
        [one] if one.distance().length() > SLIP && one.delta() != Vec2::ZERO => {
            regard.release();
            eye.pan(-one.delta());
            grip.spread = None;
        }
        [one, two] => {
            let apart = one.position().distance(two.position());
            let before = *grip.spread.get_or_insert(apart);
            let steps = if apart > before * 1.4 {
                1
            } else if apart < before / 1.4 {
                -1
            } else {
                return;
            };
            eye.zoom_by(steps, Some(one.position().midpoint(two.position())));
            grip.spread = Some(apart);
        }
        _ => grip.spread = None,
    }
    for touch in touches.iter_just_released() {
        if down.is_empty() && touch.distance().length() <= SLIP {
            clicked.write(Clicked(touch.position()));
        }
    }
}
