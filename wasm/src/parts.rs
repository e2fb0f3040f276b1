//! The parts of Bevy that the viewer is made of. What of `DefaultPlugins` is not here would be
//! loaded by every visitor and asked in every frame for nothing: the log, lights, diagnostics.

use bevy::a11y::AccessibilityPlugin;
use bevy::app::{PanicHandlerPlugin, PluginGroup, PluginGroupBuilder, TaskPoolPlugin};
use bevy::asset::AssetPlugin;
use bevy::camera::CameraPlugin;
use bevy::core_pipeline::CorePipelinePlugin;
use bevy::diagnostic::FrameCountPlugin;
use bevy::image::ImagePlugin;
use bevy::input::InputPlugin;
use bevy::mesh::MeshPlugin;
use bevy::render::RenderPlugin;
use bevy::sprite::SpritePlugin;
use bevy::sprite_render::SpriteRenderPlugin;
use bevy::state::app::StatesPlugin;
use bevy::time::TimePlugin;
use bevy::transform::TransformPlugin;
use bevy::window::{Window, WindowPlugin};
use bevy::winit::WinitPlugin;

struct Parts;

impl PluginGroup for Parts {
    /// In the order of `DefaultPlugins`, which some of them rely on.
    fn build(self) -> PluginGroupBuilder {
        PluginGroupBuilder::start::<Self>()
            .add(PanicHandlerPlugin)
            .add(TaskPoolPlugin::default())
            .add(FrameCountPlugin)
            .add(TimePlugin)
            .add(TransformPlugin)
            .add(InputPlugin)
            .add(WindowPlugin::default())
            .add(AccessibilityPlugin)
            .add(AssetPlugin::default())
            .add(WinitPlugin::default())
            .add(RenderPlugin::default())
            .add(ImagePlugin::default_nearest())
            .add(MeshPlugin)
            .add(CameraPlugin)
            .add(CorePipelinePlugin)
            .add(SpritePlugin)
            .add(SpriteRenderPlugin)
            .add(StatesPlugin)
    }
}

/// All of them, with this window.
pub(crate) fn plugins(window: Window) -> PluginGroupBuilder {
    Parts.set(WindowPlugin { primary_window: Some(window), ..WindowPlugin::default() })
}
