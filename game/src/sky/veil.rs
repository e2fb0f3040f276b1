//! Two sheets over the whole village: the veil multiplies it with the light, the glow brightens the
//! air around lamps. What they show follows from the hour and from the town's lamps.

use bevy::asset::{RenderAssetUsages, load_internal_asset, uuid_handle};
use bevy::image::{ImageAddressMode, ImageSampler, ImageSamplerDescriptor};
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, BlendComponent, BlendFactor, BlendOperation, BlendState, Extent3d,
    RenderPipelineDescriptor, SpecializedMeshPipelineError, TextureDimension, TextureFormat,
};
use bevy::shader::ShaderRef;
use bevy::sprite_render::{AlphaMode2d, Material2d, Material2dKey, Material2dPlugin};

use super::Hour;
use crate::ground::{Glow, TownMap, depth};
use crate::scene::Scene;
use crate::settings::Settings;

const SHADER: Handle<Shader> = uuid_handle!("5b0f3f0e-8a0c-4f5e-9a27-3c2b7a6f9d41");

/// Side of the picture of clouds, which repeats.
const CLOUD: u32 = 256;
/// Middle and radius of each puff, in pixels of that picture.
const PUFFS: [(f32, f32, f32); 5] = [
    (60.0, 70.0, 46.0),
    (100.0, 60.0, 38.0),
    (84.0, 92.0, 40.0),
    (190.0, 180.0, 52.0),
    (222.0, 196.0, 34.0),
];

/// How far clouds drift in a second, in pixels of the art.
const DRIFT: Vec2 = Vec2::new(6.0, 2.5);
/// A change of light that the eye sees: half a step of 255.
const SEEN: f32 = 0.002;

/// What a sheet does to what lies below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sheet {
    Veil,
    Glow,
}

#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(Sheet)]
pub(super) struct Air {
    #[uniform(0)]
    tint: Vec4,
    #[uniform(0)]
    size: Vec4,
    #[uniform(0)]
    cloud: Vec4,
    #[texture(1)]
    #[sampler(2)]
    lamps: Handle<Image>,
    #[texture(3)]
    #[sampler(4)]
    clouds: Handle<Image>,
    sheet: Sheet,
}

impl From<&Air> for Sheet {
    fn from(air: &Air) -> Self {
        air.sheet
    }
}

impl Material2d for Air {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        AlphaMode2d::Blend
    }

    fn specialize(
        descriptor: &mut RenderPipelineDescriptor,
        _layout: &MeshVertexBufferLayoutRef,
        key: Material2dKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let (src_factor, dst_factor) = match key.bind_group_data {
            Sheet::Veil => (BlendFactor::Dst, BlendFactor::Zero),
            Sheet::Glow => (BlendFactor::One, BlendFactor::OneMinusSrc),
        };
        let color = BlendComponent { src_factor, dst_factor, operation: BlendOperation::Add };
        let alpha = BlendComponent {
            src_factor: BlendFactor::Zero,
            dst_factor: BlendFactor::One,
            operation: BlendOperation::Add,
        };
        let targets = descriptor.fragment.as_mut().map(|fragment| &mut fragment.targets);
        for target in targets.into_iter().flatten().flatten() {
            target.blend = Some(BlendState { color, alpha });
        }
        Ok(())
    }
}

#[derive(Component)]
struct Sheets;

pub(super) fn plugin(app: &mut App) {
    load_internal_asset!(app, SHADER, "veil.wgsl", Shader::from_wgsl);
    app.add_plugins(Material2dPlugin::<Air>::default())
        .add_systems(Startup, hang)
        .add_systems(Update, (stretch, shade).chain().after(super::tell));
}

fn hang(
    mut commands: Commands,
    map: Res<TownMap>,
    (mut images, mut meshes): (ResMut<Assets<Image>>, ResMut<Assets<Mesh>>),
    mut airs: ResMut<Assets<Air>>,
) {
    let glow = Glow::of_town(&map);
    let lamps = images.add(soft(glow.width, glow.height, glow.pixels));
    let clouds = images.add(soft(CLOUD, CLOUD, clouds()));
    let mesh = meshes.add(Rectangle::new(1.0, 1.0));
    for (sheet, depth) in [(Sheet::Veil, depth::VEIL), (Sheet::Glow, depth::GLOW)] {
        let air = Air {
            tint: Vec4::ONE,
            size: Vec4::ONE,
            cloud: Vec4::ZERO,
            lamps: lamps.clone(),
            clouds: clouds.clone(),
            sheet,
        };
        commands.spawn((
            Sheets,
            Mesh2d(mesh.clone()),
            MeshMaterial2d(airs.add(air)),
            Transform::from_xyz(0.0, 0.0, depth),
        ));
    }
}

/// A smooth picture that repeats.
fn soft(width: u32, height: u32, pixels: Vec<u8>) -> Image {
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8Unorm;
    let usage = RenderAssetUsages::RENDER_WORLD;
    let mut image = Image::new(size, TextureDimension::D2, pixels, format, usage);
    image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
        address_mode_u: ImageAddressMode::Repeat,
        address_mode_v: ImageAddressMode::Repeat,
        ..ImageSamplerDescriptor::linear()
    });
    image
}

/// A few soft shadows on a sheet that repeats without a seam.
fn clouds() -> Vec<u8> {
    #[expect(clippy::cast_precision_loss, reason = "the picture is small")]
    let side = CLOUD as f32;
    let mut pixels = Vec::with_capacity((CLOUD * CLOUD * 4) as usize);
    for at in 0..CLOUD * CLOUD {
        #[expect(clippy::cast_precision_loss, reason = "the picture is small")]
        let (x, y) = ((at % CLOUD) as f32, (at / CLOUD) as f32);
        let mut clear = 1.0_f32;
        for (px, py, radius) in PUFFS {
            let near = |a: f32, b: f32| {
                let far = (a - b).abs();
                far.min(side - far)
            };
            let far = near(x, px).hypot(near(y, py)) / radius;
            let thick = if far < 0.6 { 0.6 - far / 3.0 } else { (1.0 - far).max(0.0) };
            clear *= 1.0 - thick;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and 255"
        )]
        let shade = ((1.0 - clear) * 255.0) as u8;
        pixels.extend([shade, shade, shade, 255]);
    }
    pixels
}

/// The sheets cover the village, however large it is.
fn stretch(
    (scene, map): (Res<Scene>, Res<TownMap>),
    mut sheets: Query<&mut Transform, With<Sheets>>,
) {
    let (across, down) = scene.districts((map.town.width, map.town.height));
    let (wide, high) = map.size();
    let size = UVec2::new(wide * u32::from(across), high * u32::from(down)).as_vec2();
    for mut transform in &mut sheets {
        if transform.scale.truncate() != size {
            transform.scale = size.extend(1.0);
            transform.translation.x = size.x / 2.0;
            transform.translation.y = -size.y / 2.0;
        }
    }
}

fn shade(
    (hour, map): (Res<Hour>, Res<TownMap>),
    (settings, mut airs): (Res<Settings>, ResMut<Assets<Air>>),
    sheets: Query<(&Transform, &MeshMaterial2d<Air>), With<Sheets>>,
) {
    let [red, green, blue] = hour.tint;
    let district = UVec2::from(map.size()).as_vec2();
    let cloudy = if settings.still { 0.0 } else { (1.0 - hour.dark / 0.3).max(0.0) * 0.42 };
    for (transform, material) in &sheets {
        let Some(before) = airs.get(&material.0) else { continue };
        let what = if before.sheet == Sheet::Glow { 1.0 } else { 0.0 };
        let tint = Vec4::new(red, green, blue, hour.dark);
        let size = transform.scale.truncate().extend(district.x).extend(district.y);
        let cloud = DRIFT.extend(cloudy).extend(what);
        let is_seen = [(before.tint, tint), (before.size, size), (before.cloud, cloud)]
            .into_iter()
            .any(|(before, now)| (before - now).abs().max_element() > SEEN);
        // Whatever is changed is laid out for the graphics card anew.
        if let Some(mut air) = is_seen.then(|| airs.get_mut(&material.0)).flatten() {
            (air.tint, air.size, air.cloud) = (tint, size, cloud);
        }
    }
}
