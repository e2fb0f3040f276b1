//! The panels, at the edges: who lives here, who somebody is, the board, help, and a notice when
//! the village is not heard. They show and ask; they change nothing in the village.

mod board;
mod corner;
mod help;
mod inspector;
mod notice;
mod portrait;
mod roster;
mod theme;

use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

use crate::hands::Taken;
use crate::overlay::CanvasSystems;
use crate::regard::Regard;
use crate::settings::{Paper, Settings};

pub(crate) use theme::Theme;

/// Seconds in which a panel slides in.
const SLIDE: f32 = 0.16;

/// Which panels are out.
#[derive(Resource, Debug, Default)]
pub struct Panels {
    pub roster: bool,
    pub board: bool,
    pub help: bool,
    /// What is searched for among the villagers.
    pub search: String,
}

/// Keys of the panels; they need no picture.
pub fn plugin(app: &mut App) {
    app.init_resource::<Panels>().add_systems(Update, keys);
}

/// Draws the panels.
pub fn picture(app: &mut App) {
    app.init_resource::<Theme>()
        .init_resource::<portrait::Portraits>()
        .add_systems(EguiPrimaryContextPass, theme::dress.in_set(CanvasSystems::Prepare))
        .add_systems(
            EguiPrimaryContextPass,
            (corner::draw, roster::draw, inspector::draw, board::draw, help::draw, notice::draw)
                .chain()
                .in_set(CanvasSystems::Panels),
        )
        .add_systems(PostUpdate, portrait::hand_over)
        .add_systems(First, take_hold);
}

/// What the panels hold of pointer and keyboard, as of the last frame.
fn take_hold(wants: Res<EguiWantsInput>, mut taken: ResMut<Taken>) {
    taken.pointer = wants.wants_any_pointer_input();
    taken.keys = wants.wants_any_keyboard_input();
}

fn keys(
    keys: Res<ButtonInput<KeyCode>>,
    taken: Res<Taken>,
    (mut panels, mut regard, mut settings): (ResMut<Panels>, ResMut<Regard>, ResMut<Settings>),
) {
    if taken.keys {
        return;
    }
    let shift = keys.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    if keys.just_pressed(KeyCode::KeyL) {
        panels.roster = !panels.roster;
    }
    if keys.just_pressed(KeyCode::KeyB) {
        panels.board = !panels.board;
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
        if panels.help {
            panels.help = false;
        } else if regard.post.is_some() {
            regard.post = None;
        } else if regard.followed.is_some() {
            regard.release();
        } else {
            panels.roster = false;
            panels.board = false;
        }
    }
}

/// The edge at which a panel slides in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Left,
    Right,
}

/// A panel at an edge, below the corners' height; drawn while it is out or on its way.
fn slide(
    contexts: &mut EguiContexts,
    theme: &Theme,
    (name, edge, width): (&str, Edge, f32),
    out: bool,
    add: impl FnOnce(&mut egui::Ui),
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let part = ctx.animate_bool_with_time(egui::Id::new(name), out, SLIDE);
    if part <= 0.0 {
        return Ok(());
    }
    let screen = ctx.content_rect();
    let width = width.min(screen.width() - 24.0);
    let outer = width + 24.0;
    let x = match edge {
        Edge::Left => screen.min.x + 12.0 - (1.0 - part) * outer,
        Edge::Right => screen.max.x - width - 12.0 + (1.0 - part) * outer,
    };
    let top = screen.min.y + 60.0;
    egui::Area::new(egui::Id::new((name, "area")))
        .fixed_pos(egui::pos2(x.round(), top))
        .constrain(false)
        .show(ctx, |ui| {
            theme.card().show(ui, |ui| {
                ui.set_width(width - 24.0);
                ui.set_max_height((screen.height() - 60.0 - 48.0).max(80.0));
                add(ui);
            });
        });
    Ok(())
}

/// Millionths of an aiDollar as people write them.
fn coins(micro: i64) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let (whole, part) = (micro.unsigned_abs() / 1_000_000, micro.unsigned_abs() % 1_000_000);
    let hundredths = part / 10_000;
    if hundredths == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{hundredths:02}")
    }
}
