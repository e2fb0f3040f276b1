//! The small pictures: items, moods, marks, coins. One sheet, drawn by the same program that draws
//! the pages' icons.

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, ImageSampler, ImageType, TextureError};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use village_art::canvas::Canvas;
use village_art::icon;

use crate::pack::Pack;

/// Side of an icon in pixels.
pub const SIZE: f32 = 16.0;

/// The sheet of icons.
#[derive(Resource, Debug)]
pub struct Icons {
    pub sheet: Handle<Image>,
    size: Vec2,
}

impl Icons {
    /// An icon as a sprite; the plain parcel when there is none of that name.
    pub fn sprite(&self, name: &str) -> Sprite {
        let corner = corner(name);
        let rect = Rect::from_corners(corner, corner + Vec2::splat(SIZE));
        Sprite { rect: Some(rect), ..Sprite::from_image(self.sheet.clone()) }
    }

    /// An icon's place on the sheet, from 0 to 1.
    pub fn part(&self, name: &str) -> Rect {
        let corner = corner(name);
        Rect::from_corners(corner / self.size, (corner + Vec2::splat(SIZE)) / self.size)
    }
}

fn corner(name: &str) -> Vec2 {
    let (x, y) = icon::place(name).or_else(|| icon::place("parcel")).unwrap_or((0, 0));
    IVec2::new(x, y).as_vec2()
}

/// Draws the icons.
pub fn plugin(app: &mut App) {
    app.add_systems(PreStartup, draw);
}

fn draw(mut commands: Commands, mut images: ResMut<Assets<Image>>, pack: Res<Pack>) {
    let sheet = pack.icons.clone().unwrap_or_else(|| picture(&icon::sheet()));
    let size = sheet.size_f32();
    commands.insert_resource(Icons { sheet: images.add(sheet), size });
}

/// Width and height of the sheet in pixels.
pub fn size() -> (u32, u32) {
    let sheet = icon::sheet();
    (sheet.w.unsigned_abs(), sheet.h.unsigned_abs())
}

/// A drawing as an image with hard pixels.
pub fn picture(canvas: &Canvas) -> Image {
    let size = Extent3d {
        width: canvas.w.unsigned_abs(),
        height: canvas.h.unsigned_abs(),
        depth_or_array_layers: 1,
    };
    let data = canvas.px.as_flattened().to_vec();
    let format = TextureFormat::Rgba8UnormSrgb;
    let mut image =
        Image::new(size, TextureDimension::D2, data, format, RenderAssetUsages::default());
    image.sampler = ImageSampler::nearest();
    image
}

/// A picture out of a file of PNG, with hard pixels.
pub fn read(png: &[u8], usage: RenderAssetUsages) -> Result<Image, TextureError> {
    let kind = ImageType::Extension("png");
    let nearest = ImageSampler::nearest();
    Image::from_buffer(png, kind, CompressedImageFormats::NONE, true, nearest, usage)
}
