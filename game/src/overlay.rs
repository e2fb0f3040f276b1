//! What hangs in the air over the picture, crisp and above the light: names, moods, words, coins.
//! It is drawn on the panels' canvas, below the panels.

mod bubbles;
mod effects;
mod names;
mod pointed;
mod speech;

pub use bubbles::choose;
pub use effects::Fresh;
pub use speech::{Bubble, Speech};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, EguiTextureHandle, EguiUserTextures, egui};

use crate::eye::Eye;
use crate::icons::Icons;

/// Ink and paper of what hangs in the air: the same by day and by night.
pub(crate) const INK: egui::Color32 = egui::Color32::from_rgb(0x1f, 0x1b, 0x33);
pub(crate) const PAPER: egui::Color32 = egui::Color32::from_rgb(0xfb, 0xf3, 0xdc);
pub(crate) const CREAM: egui::Color32 = egui::Color32::from_rgb(0xf7, 0xed, 0xcf);
pub(crate) const GLOW: egui::Color32 = egui::Color32::from_rgb(0xff, 0xe3, 0xa1);

/// The order of what is drawn on the canvas.
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub enum CanvasSystems {
    Prepare,
    Air,
    Panels,
}

/// The icons as the canvas knows them.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Stamps(pub egui::TextureId);

/// Keeps words and coins; draws nothing.
pub fn plugin(app: &mut App) {
    app.add_plugins((speech::plugin, effects::plugin));
}

/// Draws what hangs in the air.
pub fn picture(app: &mut App) {
    app.configure_sets(
        EguiPrimaryContextPass,
        (CanvasSystems::Prepare, CanvasSystems::Air, CanvasSystems::Panels).chain(),
    )
    .add_systems(Startup, hand_over)
    .add_systems(
        EguiPrimaryContextPass,
        (pointed::mark_goal, names::draw, effects::draw, bubbles::draw, pointed::draw)
            .chain()
            .in_set(CanvasSystems::Air),
    );
}

fn hand_over(mut commands: Commands, icons: Res<Icons>, mut textures: ResMut<EguiUserTextures>) {
    let id = textures.add_image(EguiTextureHandle::Strong(icons.sheet.clone()));
    commands.insert_resource(Stamps(id));
}

/// A canvas under all panels, in logical pixels of the window.
pub(crate) struct Canvas {
    pub painter: egui::Painter,
    /// Points of the canvas in a logical pixel of the window.
    unit: f32,
}

impl Canvas {
    pub fn of(contexts: &mut EguiContexts) -> Option<Self> {
        let ctx = contexts.ctx_mut().ok()?;
        let unit = 1.0 / ctx.zoom_factor();
        Some(Self { painter: ctx.layer_painter(egui::LayerId::background()), unit })
    }

    /// A place of the art on the canvas.
    pub fn place(&self, eye: &Eye, art: Vec2) -> egui::Pos2 {
        let at = eye.to_window(art) * self.unit;
        egui::pos2(at.x, at.y)
    }

    /// Points of the canvas in a pixel of the art.
    pub fn scale(&self, eye: &Eye) -> f32 {
        eye.scale() * self.unit
    }

    /// Draws an icon around a place, `scale` points to one of its pixels.
    pub fn icon(
        &self,
        (icons, stamps): (&Icons, &Stamps),
        name: &str,
        (middle, scale): (egui::Pos2, f32),
        alpha: f32,
    ) {
        let rect = egui::Rect::from_center_size(middle, egui::Vec2::splat(16.0 * scale));
        let part = icons.part(name);
        let part = egui::Rect::from_min_max(
            egui::pos2(part.min.x, part.min.y),
            egui::pos2(part.max.x, part.max.y),
        );
        let tint = egui::Color32::WHITE.gamma_multiply(alpha);
        self.painter.image(stamps.0, rect, part, tint);
    }
}
