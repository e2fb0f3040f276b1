//! The panels, at the edges: who lives here, who somebody is, the board and its notes, money, the
//! one who plays, settings, help, a palette of all of it, and a notice when the village is not
//! heard. They show and ask; what is to change in the village goes out as an errand.

mod account;
mod answer;
mod board;
mod compose;
mod corner;
mod forms;
mod give;
mod help;
mod inspector;
mod kit;
mod ledger;
mod letters;
mod minimap;
mod note;
mod notice;
mod palette;
mod portrait;
mod prose;
mod purse;
mod right;
mod roster;
mod settings;
mod slide;
mod theme;
mod visit;
mod wardrobe;

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::input::EguiWantsInput;

use crate::errand::OwnAvatar;
use crate::hands::Taken;
use crate::overlay::CanvasSystems;
use crate::regard::Regard;
use crate::settings::{Paper, Settings};

pub use forms::Forms;
pub(crate) use theme::Theme;

/// What stands at the right edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Board,
    /// A new note.
    Compose,
    Ledger,
    /// Who plays here.
    Account,
    Settings,
}

/// What is shown of whoever is followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Who,
    Money,
    Letters,
}

/// Which panels are out.
#[derive(Resource, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each of them is out or not")]
pub struct Panels {
    pub roster: bool,
    pub side: Option<Side>,
    pub page: Page,
    pub help: bool,
    pub palette: bool,
    /// The small map.
    pub map: bool,
    /// Whether the line that one's avatar speaks is to be typed into next.
    pub speak: bool,
    /// What is searched for among the villagers.
    pub search: String,
    /// What is searched for on the board.
    pub find: String,
}

impl Default for Panels {
    fn default() -> Self {
        let (search, find) = (String::new(), String::new());
        let (roster, side, page) = (false, None, Page::Who);
        let (help, palette, speak, map) = (false, false, false, true);
        Self { roster, side, page, help, palette, map, speak, search, find }
    }
}

impl Panels {
    /// Brings what stands at the right edge out, or in again; a note that is read makes room.
    pub fn turn(&mut self, side: Side, regard: &mut Regard) {
        let out = regard.post.take().is_none() && self.side == Some(side);
        self.side = if out { None } else { Some(side) };
    }
}

/// Keys of the panels and what is typed into them; they need no picture.
pub fn plugin(app: &mut App) {
    app.init_resource::<Panels>()
        .init_resource::<Forms>()
        .add_systems(Update, (keys, forms::hear, purse::gather));
    app.init_resource::<purse::Ticker>();
}

/// Draws the panels.
pub fn picture(app: &mut App) {
    app.add_systems(PostUpdate, portrait::hand_over).add_systems(First, take_hold);
    drawn(app);
}

/// What is drawn once a frame; it needs a context of egui and nothing of a renderer.
pub fn drawn(app: &mut App) {
    app.init_resource::<Theme>()
        .init_resource::<portrait::Portraits>()
        .add_systems(EguiPrimaryContextPass, theme::dress.in_set(CanvasSystems::Prepare))
        .add_systems(
            EguiPrimaryContextPass,
            (
                corner::draw,
                minimap::draw,
                visit::draw,
                roster::draw,
                inspector::draw,
                right::draw,
                help::draw,
                palette::draw,
                notice::draw,
            )
                .chain()
                .in_set(CanvasSystems::Panels),
        );
}

/// What the panels hold of pointer and keyboard, as of the last frame.
fn take_hold(wants: Res<EguiWantsInput>, mut taken: ResMut<Taken>) {
    taken.pointer = wants.wants_any_pointer_input();
    taken.keys = wants.wants_any_keyboard_input();
}

fn keys(
    (keys, taken, avatar): (Res<ButtonInput<KeyCode>>, Res<Taken>, Res<OwnAvatar>),
    (mut panels, mut regard, mut settings): (ResMut<Panels>, ResMut<Regard>, ResMut<Settings>),
) {
    let control = keys.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]);
    if control && keys.just_pressed(KeyCode::KeyK) {
        panels.palette = !panels.palette;
        return;
    }
    if taken.keys || control {
        return;
    }
    let shift = keys.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    if keys.just_pressed(KeyCode::KeyL) {
        panels.roster = !panels.roster;
    }
    for (key, side) in [
        (KeyCode::KeyB, Side::Board),
        (KeyCode::KeyG, Side::Ledger),
        (KeyCode::KeyY, Side::Account),
        (KeyCode::KeyO, Side::Settings),
    ] {
        if keys.just_pressed(key) {
            panels.turn(side, &mut regard);
        }
    }
    let enter = [KeyCode::Enter, KeyCode::NumpadEnter];
    panels.speak |= avatar.0.is_some() && keys.any_just_pressed(enter);
    if keys.just_pressed(KeyCode::KeyM) {
        panels.map = !panels.map;
    }
    if (keys.just_pressed(KeyCode::Slash) && shift) || keys.just_pressed(KeyCode::F1) {
        panels.help = !panels.help;
    }
    if keys.just_pressed(KeyCode::KeyT) {
        settings.paper = match settings.paper {
            Paper::Hour => Paper::Light,
            Paper::Light => Paper::Dark,
            Paper::Dark => Paper::Hour,
        };
    }
    if keys.just_pressed(KeyCode::Escape) {
        close(&mut panels, &mut regard);
    }
}

/// The topmost first.
fn close(panels: &mut Panels, regard: &mut Regard) {
    if panels.palette {
        panels.palette = false;
    } else if panels.help {
        panels.help = false;
    } else if regard.post.is_some() {
        regard.post = None;
    } else if panels.side.is_some() {
        panels.side = None;
    } else if regard.followed.is_some() {
        regard.release();
    } else {
        panels.roster = false;
    }
}

/// Millionths of an aiDollar as people write them, exactly.
fn coins(micro: i64) -> String {
    village_economy::Micro::new(micro).to_string()
}
