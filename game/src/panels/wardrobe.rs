//! Coming into the village: how one's avatar is to look.

use std::fmt::Debug;

use bevy_egui::egui;
use village_art::villager::{
    Beard, Bottom, Cloth, Extra, Eyes, FRAME_HEIGHT, FRAME_WIDTH, Facing, Hair, HairColor, Hat,
    Look, Shoes, Skin, Top, frame,
};
use village_protocol::play::Errand;

use super::forms::Sending;
use super::kit::{Held, Seen, main_button, wrong};
use crate::errand::Came;
use crate::people::seed;

/// What is chosen, and the picture of it.
#[derive(Default)]
pub struct Wardrobe {
    look: Option<Look>,
    is_open: bool,
    sending: Sending,
    picture: Option<(String, egui::TextureHandle)>,
    /// How often chance was asked.
    dice: u64,
}

/// Points to a pixel of the picture.
const SCALE: f32 = 3.0;

impl Wardrobe {
    /// What came of coming in.
    pub fn hear(&mut self, came: &Came) {
        if self.sending.hear(came) {
            self.is_open = false;
        }
    }
}

/// Shows what leads into the village, or the other way.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, name: &str) {
    let is_about = seen.avatar.0.is_some();
    let look = held.forms.wardrobe.look.get_or_insert_with(|| {
        let chosen = held.settings.look.as_deref().and_then(|code| Look::from_code(code).ok());
        chosen.unwrap_or_else(|| Look::from_seed(seed(name)))
    });
    let mut chosen = look.clone();
    ui.horizontal(|ui| {
        picture(ui, &chosen, &mut held.forms.wardrobe.picture);
        ui.vertical(|ui| {
            let told = if is_about {
                "You walk about the village: arrows or W A S D, or a click on the ground."
            } else {
                "Come in yourself: walk about, talk to whoever is near, sit down at the café."
            };
            ui.add(egui::Label::new(told).wrap());
        });
    });
    ui.horizontal(|ui| {
        let wardrobe = &mut held.forms.wardrobe;
        let away = wardrobe.sending.is_under_way();
        let told = match (away, is_about) {
            (true, _) => "A moment…",
            (false, true) => "Take this look",
            (false, false) => "Come in",
        };
        let code = chosen.code();
        let is_other = !is_about || held.settings.look.as_deref() != Some(&code);
        let clicked = main_button(ui, &seen.theme, told, !away && is_other);
        ui.toggle_value(&mut wardrobe.is_open, "Looks…");
        if ui.button("Surprise me").clicked() {
            wardrobe.dice += 1;
            chosen = Look::from_seed(seed(&format!("{name} {}", wardrobe.dice)));
        }
        if clicked {
            let errand = Errand::Enter { look: code.clone() };
            wardrobe.sending.go(errand.clone());
            held.settings.look = Some(code);
            held.want(errand);
        }
    });
    if let Some(why) = &held.forms.wardrobe.sending.why {
        wrong(ui, &seen.theme, why);
    }
    if held.forms.wardrobe.is_open {
        choose(ui, &mut chosen);
    }
    held.forms.wardrobe.look = Some(chosen);
}

/// The look from in front, from the side and walking away.
fn picture(ui: &mut egui::Ui, look: &Look, kept: &mut Option<(String, egui::TextureHandle)>) {
    let code = look.code();
    if kept.as_ref().is_none_or(|(before, _)| *before != code) {
        let mut shown = egui::ColorImage::filled(
            [3 * side(FRAME_WIDTH), side(FRAME_HEIGHT)],
            egui::Color32::TRANSPARENT,
        );
        let wide = 3 * side(FRAME_WIDTH);
        for (number, facing) in [Facing::Down, Facing::Left, Facing::Up].into_iter().enumerate() {
            let drawn = frame(look, facing, 0);
            for (row, pixels) in drawn.px.chunks_exact(side(FRAME_WIDTH)).enumerate() {
                let from = row * wide + number * side(FRAME_WIDTH);
                for (to, [r, g, b, a]) in shown.pixels[from..].iter_mut().zip(pixels) {
                    *to = egui::Color32::from_rgba_unmultiplied(*r, *g, *b, *a);
                }
            }
        }
        let texture = ui.ctx().load_texture("look", shown, egui::TextureOptions::NEAREST);
        *kept = Some((code, texture));
    }
    let Some((_, texture)) = kept else { return };
    let size = texture.size_vec2() * SCALE;
    ui.add(egui::Image::new((texture.id(), size)));
}

fn side(pixels: i32) -> usize {
    pixels.unsigned_abs() as usize
}

fn choose(ui: &mut egui::Ui, look: &mut Look) {
    egui::ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        egui::Grid::new("looks").num_columns(2).spacing([16.0, 2.0]).show(ui, |ui| {
            turn(ui, "skin", Skin::ALL, &mut look.skin);
            turn(ui, "hair", Hair::ALL, &mut look.hair);
            turn(ui, "its colour", HairColor::ALL, &mut look.hair_color);
            turn_or(ui, "beard", Beard::ALL, &mut look.beard);
            turn(ui, "eyes", Eyes::ALL, &mut look.eyes);
            turn(ui, "top", Top::ALL, &mut look.top);
            turn(ui, "its dye", Cloth::ALL, &mut look.top_color);
            turn(ui, "legs", Bottom::ALL, &mut look.bottom);
            turn(ui, "their dye", Cloth::ALL, &mut look.bottom_color);
            turn(ui, "shoes", Shoes::ALL, &mut look.shoes);
            turn_or(ui, "hat", Hat::ALL, &mut look.hat);
            turn_or(ui, "the hat's dye", Cloth::ALL, &mut look.hat_color);
            turn_or(ui, "something more", Extra::ALL, &mut look.extra);
            turn_or(ui, "that one's dye", Cloth::ALL, &mut look.extra_color);
        });
    });
}

/// One line: what is chosen, the one before it and the one behind.
fn turn<T: Copy + Debug + PartialEq>(ui: &mut egui::Ui, name: &str, all: &[T], one: &mut T) {
    let at = all.iter().position(|other| other == one).unwrap_or(0);
    let to = arrows(ui, name, &words(one), (at, all.len()));
    if let Some(next) = all.get(to) {
        *one = *next;
    }
}

/// The same for what one may go without.
fn turn_or<T: Copy + Debug + PartialEq>(
    ui: &mut egui::Ui,
    name: &str,
    all: &[T],
    one: &mut Option<T>,
) {
    let known = one.and_then(|one| all.iter().position(|other| *other == one));
    let told = one.as_ref().map_or_else(|| "-".to_owned(), words);
    let to = arrows(ui, name, &told, (known.map_or(0, |at| at + 1), all.len() + 1));
    *one = to.checked_sub(1).and_then(|at| all.get(at)).copied();
}

/// The place among so many after what was clicked.
fn arrows(ui: &mut egui::Ui, name: &str, told: &str, (at, of): (usize, usize)) -> usize {
    ui.label(name);
    let to = ui.horizontal(|ui| {
        let arrow = |ui: &mut egui::Ui, sign: &str, what: &str| {
            let button = ui.button(sign);
            let says = format!("{name}, {what}");
            button.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, says.clone())
            });
            button.clicked()
        };
        let back = arrow(ui, "‹", "the one before");
        ui.add_sized(egui::vec2(96.0, 20.0), egui::Label::new(told).truncate());
        let on = arrow(ui, "›", "the next");
        (at + usize::from(on) + (of - 1) * usize::from(back)) % of
    });
    ui.end_row();
    to.inner
}

/// The name of a choice, as words.
fn words<T: Debug>(one: &T) -> String {
    let mut words = String::new();
    for letter in format!("{one:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
