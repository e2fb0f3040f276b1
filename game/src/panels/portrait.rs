//! Pictures of villagers inside panels.

use std::collections::HashMap;

use bevy::prelude::*;
use bevy_egui::{EguiTextureHandle, EguiUserTextures, egui};

use crate::people::Sheets;

/// The pages of sprite sheets as panels know them.
#[derive(Resource, Debug, Default)]
pub(super) struct Portraits(HashMap<AssetId<Image>, egui::TextureId>);

/// Hands new pages over.
pub(super) fn hand_over(
    sheets: Res<Sheets>,
    mut portraits: ResMut<Portraits>,
    mut textures: ResMut<EguiUserTextures>,
) {
    for page in sheets.pages() {
        portraits
            .0
            .entry(page.id())
            .or_insert_with(|| textures.add_image(EguiTextureHandle::Strong(page.clone())));
    }
}

impl Portraits {
    /// Shows somebody, `scale` points to a pixel; an empty place until its sheet is drawn.
    pub fn show(&self, ui: &mut egui::Ui, sheets: &Sheets, slug: &str, scale: f32) {
        let size = egui::vec2(16.0, 24.0) * scale;
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let Some((page, frame)) = sheets.portrait(slug) else { return };
        let Some(texture) = self.0.get(&page.id()) else { return };
        let uv = egui::Rect::from_min_max(
            egui::pos2(frame.min.x, frame.min.y),
            egui::pos2(frame.max.x, frame.max.y),
        );
        let corner = egui::pos2(rect.min.x.round(), rect.min.y.round());
        let rect = egui::Rect::from_min_size(corner, size);
        ui.painter().image(*texture, rect, uv, egui::Color32::WHITE);
    }
}
