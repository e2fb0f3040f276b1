//! Sprite sheets of the villagers, many on one picture, so that a crowd is drawn in a few strokes.
//! A villager's sheet is drawn here from the name alone, the same as the pages show for whoever has
//! no look of its own, and is replaced when the village sends the one that it has; an avatar's is
//! drawn from the code of its look.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use village_art::villager::{COLUMNS, FRAME_HEIGHT, FRAME_WIDTH, Look, ROWS, sheet, visitor_sheet};

use crate::ask::{Answer, Answered, Ask};
use crate::icons::read;
use crate::pack::Pack;
use crate::scene::Face;

/// Size of a sheet in pixels.
const WIDTH: u32 = (COLUMNS * FRAME_WIDTH).unsigned_abs();
const HEIGHT: u32 = (ROWS * FRAME_HEIGHT).unsigned_abs();
/// Sheets beside each other and below each other on a page.
const ACROSS: u32 = 5;
const DOWN: u32 = 10;
/// Sheets drawn in one frame; a crowd comes in over a few.
const DRAWN_MAX: u32 = 6;

/// The sheets and where they are.
#[derive(Resource, Debug, Default)]
pub struct Sheets {
    pages: Vec<Handle<Image>>,
    places: BTreeMap<Arc<str>, u32>,
    /// The looks in which avatars of people are drawn.
    looks: BTreeMap<Arc<str>, Arc<str>>,
    drawn: u32,
    /// Sheets that the village is to be asked for.
    wanted: Vec<Arc<str>>,
}

impl Sheets {
    /// The picture and the corner of somebody's sheet; `None` while too many are drawn already.
    pub fn place(
        &mut self,
        (face, pack): (&Face, &Pack),
        images: &mut Assets<Image>,
    ) -> Option<(Handle<Image>, Vec2)> {
        let is_dressed = self.looks.get(&face.slug) == face.look.as_ref();
        let number = match self.places.get(&face.slug) {
            Some(number) if is_dressed || self.drawn >= DRAWN_MAX => *number,
            None if self.drawn >= DRAWN_MAX => return None,
            _ => self.add((face, pack), images)?,
        };
        let (page, corner) = spot(number);
        Some((self.pages.get(page)?.clone(), corner.as_vec2()))
    }

    /// The pictures that hold the sheets.
    pub fn pages(&self) -> &[Handle<Image>] {
        &self.pages
    }

    /// The picture of somebody's sheet and the frame that looks at us, if it was drawn.
    pub fn portrait(&self, slug: &str) -> Option<(&Handle<Image>, Rect)> {
        let (page, corner) = spot(*self.places.get(slug)?);
        let size = UVec2::new(ACROSS * WIDTH, DOWN * HEIGHT).as_vec2();
        let from = corner.as_vec2();
        let frame = Rect::from_corners(from / size, (from + Vec2::new(16.0, 24.0)) / size);
        Some((self.pages.get(page)?, frame))
    }

    /// Draws somebody's sheet, or anew the avatar of somebody who took another look.
    fn add(&mut self, (face, pack): (&Face, &Pack), images: &mut Assets<Image>) -> Option<u32> {
        let next = u32::try_from(self.places.len()).ok()?;
        let number = self.places.get(&face.slug).copied().unwrap_or(next);
        if spot(number).0 == self.pages.len() {
            self.pages.push(images.add(page()));
        }
        let usual = Look::from_seed(seed(&face.slug));
        self.places.insert(face.slug.clone(), number);
        match (&face.look, pack.sheet(&face.slug)) {
            (Some(look), _) => {
                let drawn = visitor_sheet(&Look::from_code(look).unwrap_or(usual));
                self.write(number, drawn.px.as_flattened(), images);
                self.looks.insert(face.slug.clone(), look.clone());
            }
            (None, Some(pixels)) => self.write(number, pixels, images),
            (None, None) => {
                self.write(number, sheet(&usual).px.as_flattened(), images);
                self.wanted.push(face.slug.clone());
            }
        }
        self.drawn += 1;
        Some(number)
    }

    fn write(&self, number: u32, pixels: &[u8], images: &mut Assets<Image>) {
        let (page, corner) = spot(number);
        let Some(mut image) = self.pages.get(page).and_then(|page| images.get_mut(page)) else {
            return;
        };
        let stride = (ACROSS * WIDTH * 4) as usize;
        let row = (WIDTH * 4) as usize;
        let Some(data) = image.data.as_mut() else { return };
        for (line, from) in (corner.y as usize..).zip(pixels.chunks_exact(row)) {
            let at = line * stride + corner.x as usize * 4;
            if let Some(to) = data.get_mut(at..at + row) {
                to.copy_from_slice(from);
            }
        }
    }
}

/// Width and height of somebody's sheet in pixels.
pub const fn sheet_size() -> (u32, u32) {
    (WIDTH, HEIGHT)
}

fn spot(number: u32) -> (usize, UVec2) {
    let (page, at) = (number / (ACROSS * DOWN), number % (ACROSS * DOWN));
    (page as usize, UVec2::new(at % ACROSS * WIDTH, at / ACROSS * HEIGHT))
}

fn page() -> Image {
    let size = Extent3d { width: ACROSS * WIDTH, height: DOWN * HEIGHT, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let usage = RenderAssetUsages::default();
    let mut page = Image::new_fill(size, TextureDimension::D2, &[0; 4], format, usage);
    page.sampler = ImageSampler::nearest();
    page
}

/// A number out of a slug, the same as the village's own (FNV-1a).
pub fn seed(slug: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    slug.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sheets>().add_systems(PreUpdate, rest).add_systems(Update, (order, take));
}

/// A new frame: as many may be drawn again.
fn rest(mut sheets: ResMut<Sheets>) {
    sheets.bypass_change_detection().drawn = 0;
}

/// Asks the village for the looks that it knows.
fn order(mut sheets: ResMut<Sheets>, mut asks: MessageWriter<Ask>) {
    if sheets.wanted.is_empty() {
        return;
    }
    for slug in sheets.wanted.drain(..) {
        asks.write(Ask::Sheet(slug));
    }
}

fn take(
    mut answers: MessageReader<Answered>,
    sheets: Res<Sheets>,
    mut images: ResMut<Assets<Image>>,
) {
    for Answered { ask, answer } in answers.read() {
        let (Ask::Sheet(slug), Answer::Bytes(png)) = (ask, answer) else { continue };
        let Some(number) = sheets.places.get(slug) else { continue };
        if let Some(pixels) = decode(png) {
            sheets.write(*number, &pixels, &mut images);
        } else {
            warn!("the sheet of {slug} is no picture of {WIDTH} by {HEIGHT}");
        }
    }
}

fn decode(png: &[u8]) -> Option<Vec<u8>> {
    let image = read(png, RenderAssetUsages::MAIN_WORLD).ok()?;
    let fits = (image.width(), image.height()) == (WIDTH, HEIGHT)
        && image.texture_descriptor.format == TextureFormat::Rgba8UnormSrgb;
    if fits { image.data } else { None }
}
