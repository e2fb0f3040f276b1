//! Small parts that panels are made of, and what they may see and hold.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_egui::egui;
use village_protocol::play::Errand;

use super::portrait::Portraits;
use super::{Forms, Panels, Side, Theme};
use crate::dossier::Dossier;
use crate::errand::{Gifts, Knock, OwnAvatar, Playing, Wanted};
use crate::eye::Eye;
use crate::icons::Icons;
use crate::overlay::Stamps;
use crate::people::Sheets;
use crate::regard::Regard;
use crate::scene::Scene;
use crate::settings::Settings;
use crate::sound::Sounding;
use crate::stream::Village;

/// What panels see.
#[derive(SystemParam)]
pub(super) struct Seen<'w> {
    pub theme: Res<'w, Theme>,
    pub scene: Res<'w, Scene>,
    pub dossier: Res<'w, Dossier>,
    pub playing: Res<'w, Playing>,
    pub avatar: Res<'w, OwnAvatar>,
    pub gifts: Res<'w, Gifts>,
    pub village: Res<'w, Village>,
    pub sounding: Res<'w, Sounding>,
    pub sheets: Res<'w, Sheets>,
    pub portraits: Res<'w, Portraits>,
    pub icons: Res<'w, Icons>,
    pub stamps: Option<Res<'w, Stamps>>,
}

/// What panels change: what is looked at here, and what goes out as an errand.
#[derive(SystemParam)]
pub(super) struct Held<'w> {
    pub panels: ResMut<'w, Panels>,
    pub regard: ResMut<'w, Regard>,
    pub forms: ResMut<'w, Forms>,
    pub settings: ResMut<'w, Settings>,
    pub eye: ResMut<'w, Eye>,
    wanted: MessageWriter<'w, Wanted>,
    knocks: MessageWriter<'w, Knock>,
}

impl Held<'_> {
    pub fn want(&mut self, errand: Errand) {
        self.wanted.write(Wanted(errand));
    }

    pub fn knock(&mut self, knock: Knock) {
        self.knocks.write(knock);
    }

    /// Signs out; an avatar leaves first, so that it is not left standing about.
    pub fn sign_out(&mut self, seen: &Seen<'_>) {
        self.forms.parting = seen.avatar.0.is_some();
        if self.forms.parting {
            self.want(Errand::Leave);
        } else {
            self.knock(Knock::Out);
        }
    }

    /// Opens what stands at the right edge.
    pub fn open(&mut self, side: Side) {
        self.regard.post = None;
        self.panels.side = Some(side);
    }
}

impl Seen<'_> {
    /// An icon, `size` points wide.
    pub fn icon(&self, ui: &mut egui::Ui, name: &str, size: f32, alpha: f32) {
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(size), egui::Sense::hover());
        let Some(stamps) = &self.stamps else { return };
        let at = self.icons.part(name);
        let uv = egui::Rect::from_min_max(
            egui::pos2(at.min.x, at.min.y),
            egui::pos2(at.max.x, at.max.y),
        );
        let tint = egui::Color32::WHITE.gamma_multiply(alpha);
        ui.painter().image(stamps.0, rect, uv, tint);
    }
}

/// A panel's head: title and a cross. Whether the cross was clicked.
pub(super) fn head(ui: &mut egui::Ui, theme: &Theme, title: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(theme.title(title));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), cross).inner
    })
    .inner
}

/// The cross that closes.
pub(super) fn cross(ui: &mut egui::Ui) -> bool {
    let cross = egui::Button::new("×").frame_when_inactive(false);
    let response = ui.add(cross).on_hover_text("Close (Esc)");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Close"));
    response.clicked()
}

/// A field of one line.
pub(super) fn line<'t>(text: &'t mut String, hint: &str, most: usize) -> egui::TextEdit<'t> {
    egui::TextEdit::singleline(text)
        .hint_text(hint)
        .char_limit(most)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 6))
}

/// A field of several lines.
pub(super) fn lines<'t>(
    text: &'t mut String,
    hint: &str,
    (most, rows): (usize, usize),
) -> egui::TextEdit<'t> {
    egui::TextEdit::multiline(text)
        .hint_text(hint)
        .char_limit(most)
        .desired_rows(rows)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 6))
}

/// What is wrong, in plain words.
pub(super) fn wrong(ui: &mut egui::Ui, theme: &Theme, words: &str) {
    let words = egui::RichText::new(words).color(theme.bad).text_style(egui::TextStyle::Small);
    ui.add(egui::Label::new(words).wrap());
}

/// The button that does what a form is for.
pub(super) fn main_button(ui: &mut egui::Ui, theme: &Theme, name: &str, ready: bool) -> bool {
    let text = egui::RichText::new(name).color(theme.on_accent);
    ui.add_enabled(ready, egui::Button::new(text).fill(theme.accent)).clicked()
}

/// For guests: what signing in would be good for.
pub(super) fn invite(ui: &mut egui::Ui, held: &mut Held<'_>, what: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if ui.link("Sign in").clicked() {
            held.open(Side::Account);
        }
        ui.label(what);
    });
}
