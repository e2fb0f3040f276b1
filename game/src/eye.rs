//! Where we look and how large, in whole steps. The middle is kept in pixels of the art, counted
//! from the map's upper left corner; what is drawn is snapped to pixels of the screen, so that no
//! tile shimmers.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use village_sim::PlaceKind;

use crate::ground::{TownMap, middle};
use crate::scene::Scene;

/// Least and greatest scale.
pub const ZOOM_MIN: u32 = 1;
pub const ZOOM_MAX: u32 = 6;

/// A narrower window begins a step further off, so that there is something to see.
const NARROW: f32 = 600.0;

/// Seconds in which a glide goes most of its way.
const GLIDE: f32 = 0.13;

/// The order of what moves the eye.
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub enum EyeSystems {
    /// Hands and whoever is followed say where to look.
    Point,
    /// The camera goes there; places on the screen are right from here on.
    Place,
}

/// Where we look.
#[derive(Resource, Debug, Clone)]
pub struct Eye {
    at: Vec2,
    /// Where it was told to look, which may lie beyond a village whose size is not known yet.
    aim: Vec2,
    zoom: u32,
    /// Size of the window in its logical pixels.
    window: Vec2,
    /// Pixels of the screen in a logical one.
    ratio: f32,
    /// Size of the village in pixels of the art.
    bounds: Vec2,
    /// Where it glides to.
    goal: Option<Vec2>,
    /// Whether a person or a link has chosen a place since the start.
    chosen: bool,
}

impl Default for Eye {
    fn default() -> Self {
        Self {
            at: Vec2::ZERO,
            aim: Vec2::ZERO,
            zoom: 3,
            window: Vec2::new(1280.0, 800.0),
            ratio: 1.0,
            bounds: Vec2::ONE,
            goal: None,
            chosen: false,
        }
    }
}

impl Eye {
    /// An eye on a window over a village of a size in pixels of the art.
    pub fn new(window: Vec2, ratio: f32, bounds: Vec2) -> Self {
        let mut eye = Self { bounds, ..Self::default() };
        eye.resize(window, ratio);
        eye.look_at(bounds / 2.0);
        eye.chosen = false;
        eye
    }

    pub const fn zoom(&self) -> u32 {
        self.zoom
    }

    /// Where it looks, in pixels of the art.
    pub const fn at(&self) -> Vec2 {
        self.at
    }

    pub const fn window(&self) -> Vec2 {
        self.window
    }

    /// Whether a person or a link has chosen a place since the start.
    pub const fn chosen(&self) -> bool {
        self.chosen
    }

    /// Pixels of the screen in one of the art: a whole number.
    pub fn grain(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most 6")]
        let zoom = self.zoom as f32;
        (zoom * self.ratio).round().max(1.0)
    }

    /// Logical pixels of the window in one of the art.
    pub fn scale(&self) -> f32 {
        self.grain() / self.ratio
    }

    pub fn resize(&mut self, window: Vec2, ratio: f32) {
        let before = (self.window, self.ratio);
        self.window = window.max(Vec2::ONE);
        self.ratio = ratio.max(0.1);
        if before != (self.window, self.ratio) {
            self.clamp();
        }
    }

    pub fn set_bounds(&mut self, bounds: Vec2) {
        self.bounds = bounds.max(Vec2::ONE);
        self.at = self.aim;
        self.clamp();
    }

    /// Looks at a place in pixels of the art.
    pub fn look_at(&mut self, at: Vec2) {
        self.at = at;
        self.aim = at;
        self.goal = None;
        self.chosen = true;
        self.clamp();
    }

    /// Glides to a place, or follows one that moves when called again.
    pub fn glide_to(&mut self, at: Vec2) {
        self.goal = Some(at);
        self.chosen = true;
    }

    /// Moves by logical pixels of the window.
    pub fn pan(&mut self, by: Vec2) {
        self.look_at(self.at + by / self.scale());
        self.aim = self.at;
    }

    /// Closer or further; the place under the pointer stays where it is.
    pub fn zoom_by(&mut self, steps: i32, under: Option<Vec2>) {
        let under = under.unwrap_or(self.window / 2.0);
        let before = self.to_art(under);
        self.zoom = self.zoom.saturating_add_signed(steps).clamp(ZOOM_MIN, ZOOM_MAX);
        self.at += before - self.to_art(under);
        self.clamp();
        self.aim = self.at;
    }

    /// The upper left corner of the view in pixels of the screen, from the map's corner.
    fn corner(&self) -> Vec2 {
        (self.at * self.grain() - self.window * self.ratio / 2.0).round()
    }

    /// A place of the art in logical pixels of the window, on a pixel of the screen.
    pub fn to_window(&self, art: Vec2) -> Vec2 {
        ((art * self.grain()).round() - self.corner()) / self.ratio
    }

    /// A place of the window in pixels of the art.
    pub fn to_art(&self, window: Vec2) -> Vec2 {
        (window * self.ratio + self.corner()) / self.grain()
    }

    /// A place of the art, moved to the nearest pixel of the screen.
    pub fn snap(&self, art: Vec2) -> Vec2 {
        (art * self.grain()).round() / self.grain()
    }

    /// What is seen, in pixels of the art, with a margin.
    pub fn view(&self, margin: f32) -> Rect {
        let from = self.to_art(Vec2::ZERO);
        Rect::from_corners(from, from + self.window / self.scale()).inflate(margin)
    }

    /// The camera's place: the middle of the window on the map, y upwards.
    fn camera(&self) -> Vec2 {
        let middle = (self.corner() + self.window * self.ratio / 2.0) / self.grain();
        Vec2::new(middle.x, -middle.y)
    }

    fn glide(&mut self, seconds: f32) {
        let Some(goal) = self.goal else { return };
        let part = 1.0 - (-seconds / GLIDE).exp();
        self.at += (goal - self.at) * part;
        self.clamp();
        self.aim = self.at;
    }

    fn clamp(&mut self) {
        let seen = self.window / self.scale();
        let keep = |at: f32, seen: f32, whole: f32| {
            if seen >= whole { whole / 2.0 } else { at.clamp(seen / 2.0, whole - seen / 2.0) }
        };
        self.at.x = keep(self.at.x, seen.x, self.bounds.x);
        self.at.y = keep(self.at.y, seen.y, self.bounds.y);
    }
}

/// Keeps the camera where the eye is.
pub fn plugin(app: &mut App) {
    app.init_resource::<Eye>()
        .configure_sets(Update, (EyeSystems::Point, EyeSystems::Place).chain())
        .add_systems(Startup, open)
        .add_systems(Update, (fit, settle, place).chain().in_set(EyeSystems::Place));
}

fn open(mut commands: Commands) {
    let ink = Color::srgb_u8(0x1f, 0x1b, 0x33);
    commands.spawn((
        Camera2d,
        Camera { clear_color: ClearColorConfig::Custom(ink), ..default() },
        Msaa::Off,
    ));
}

/// The window's size, the village's, and home until somebody chose another place.
fn fit(
    mut eye: ResMut<Eye>,
    (scene, map): (Res<Scene>, Res<TownMap>),
    window: Option<Single<&Window, With<PrimaryWindow>>>,
) {
    if let Some(window) = window {
        eye.resize(window.size(), window.scale_factor());
    }
    let (wide, high) = map.size();
    let (across, down) = scene.districts((map.town.width, map.town.height));
    let bounds = UVec2::new(wide * u32::from(across), high * u32::from(down)).as_vec2();
    if eye.bounds != bounds {
        eye.set_bounds(bounds);
    }
    if !eye.chosen {
        if eye.window.x < NARROW {
            eye.zoom = 2;
        }
        eye.at = home(&map, &eye);
        eye.clamp();
    }
}

/// The board on the square, where the day begins.
pub fn home(map: &TownMap, eye: &Eye) -> Vec2 {
    let place = map.landmark(PlaceKind::Board).or_else(|| map.landmark(PlaceKind::Square));
    let high = eye.window.y / eye.scale();
    place.map_or(eye.bounds / 2.0, |place| {
        let (x, y) = middle(place.area);
        Vec2::new(x, y + high * 0.06)
    })
}

fn settle(mut eye: ResMut<Eye>, time: Res<Time>) {
    eye.glide(time.delta_secs());
}

fn place(eye: Res<Eye>, camera: Option<Single<(&mut Transform, &mut Projection), With<Camera2d>>>) {
    let Some(camera) = camera else { return };
    let (mut transform, mut projection) = camera.into_inner();
    let at = eye.camera();
    transform.translation.x = at.x;
    transform.translation.y = at.y;
    if let Projection::Orthographic(flat) = &mut *projection {
        flat.scale = 1.0 / eye.scale();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eye() -> Eye {
        Eye::new(Vec2::new(901.0, 601.0), 1.0, Vec2::new(1280.0, 896.0))
    }

    #[test]
    fn the_place_under_the_pointer_stays_when_zooming() {
        let mut eye = eye();
        let pointer = Vec2::new(300.0, 200.0);
        let before = eye.to_art(pointer);
        eye.zoom_by(2, Some(pointer));
        assert_eq!(eye.zoom(), 5);
        assert!(eye.to_art(pointer).distance(before) < 0.5, "{before} {}", eye.to_art(pointer));
        eye.zoom_by(-99, None);
        assert_eq!(eye.zoom(), ZOOM_MIN);
        eye.zoom_by(99, None);
        assert_eq!(eye.zoom(), ZOOM_MAX);
    }

    #[test]
    fn the_view_never_leaves_the_village() {
        let mut eye = eye();
        eye.look_at(Vec2::new(-500.0, 9_000.0));
        let view = eye.view(0.0);
        assert!(view.min.x >= -0.5 && view.max.y <= 896.5, "{view:?}");
        eye.zoom_by(-99, None);
        eye.resize(Vec2::new(4_000.0, 3_000.0), 1.0);
        assert_eq!(eye.at(), Vec2::new(640.0, 448.0), "a village smaller than the window");
    }

    #[test]
    fn places_lie_on_whole_pixels_of_the_screen() {
        for ratio in [1.0, 1.25, 1.5, 2.0] {
            let mut eye = Eye::new(Vec2::new(803.0, 601.0), ratio, Vec2::new(1280.0, 896.0));
            eye.look_at(Vec2::new(333.37, 411.91));
            let at = eye.to_window(Vec2::new(320.0, 400.0)) * ratio;
            assert!((at - at.round()).length() < 0.001, "{at} at {ratio}");
        }
    }
}
