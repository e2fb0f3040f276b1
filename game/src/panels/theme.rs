//! One theme: parchment and ink by day, slate and warm light by night; four sizes of type, steps of
//! eight points, corners of six, one accent. The same colours as the pages wear.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use egui::{Color32, CornerRadius, FontId, Margin, Stroke, TextStyle};
use epaint_default_fonts::{NOTO_EMOJI_REGULAR, UBUNTU_LIGHT};

use crate::settings::{Paper, Settings};
use crate::sky::Hour;

/// The colours of the panels.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub dark: bool,
    pub paper: Color32,
    pub sunk: Color32,
    pub ink: Color32,
    pub quiet: Color32,
    pub line: Color32,
    pub gold: Color32,
    pub bad: Color32,
    /// The one accent: a coin's gold, and ink that reads on it.
    pub accent: Color32,
    pub on_accent: Color32,
}

const LIGHT: Theme = Theme {
    dark: false,
    paper: Color32::from_rgb(0xfc, 0xf6, 0xe4),
    sunk: Color32::from_rgb(0xe9, 0xdc, 0xbb),
    ink: Color32::from_rgb(0x1f, 0x1b, 0x33),
    quiet: Color32::from_rgb(0x5a, 0x4f, 0x5e),
    line: Color32::from_rgb(0xd3, 0xc1, 0x98),
    gold: Color32::from_rgb(0x7a, 0x52, 0x00),
    bad: Color32::from_rgb(0xa5, 0x2a, 0x22),
    accent: Color32::from_rgb(0xf4, 0xb5, 0x2e),
    on_accent: Color32::from_rgb(0x1f, 0x1b, 0x33),
};

const DARK: Theme = Theme {
    dark: true,
    paper: Color32::from_rgb(0x23, 0x26, 0x3b),
    sunk: Color32::from_rgb(0x16, 0x18, 0x26),
    ink: Color32::from_rgb(0xf4, 0xe9, 0xcf),
    quiet: Color32::from_rgb(0xb8, 0xad, 0x9d),
    line: Color32::from_rgb(0x45, 0x4a, 0x6b),
    gold: Color32::from_rgb(0xf4, 0xb5, 0x2e),
    bad: Color32::from_rgb(0xff, 0x9a, 0x8a),
    accent: Color32::from_rgb(0xf4, 0xb5, 0x2e),
    on_accent: Color32::from_rgb(0x1f, 0x1b, 0x33),
};

impl Default for Theme {
    fn default() -> Self {
        LIGHT
    }
}

impl Theme {
    /// The frame of every panel.
    pub fn card(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.paper)
            .stroke(Stroke::new(1.0, self.line))
            .corner_radius(6)
            .inner_margin(12)
            .shadow(egui::Shadow {
                offset: [0, 3],
                blur: 12,
                spread: 0,
                color: Color32::from_black_alpha(70),
            })
    }

    /// Ink of longer texts, a little softer, so that what is strong stands out.
    pub fn body(&self) -> Color32 {
        self.ink.lerp_to_gamma(self.quiet, 0.6)
    }

    pub fn quiet(&self, text: impl Into<String>) -> egui::RichText {
        egui::RichText::new(text).color(self.quiet).text_style(TextStyle::Small)
    }

    pub fn title(&self, text: impl Into<String>) -> egui::RichText {
        egui::RichText::new(text).color(self.ink).text_style(TextStyle::Heading)
    }
}

/// How long a button may be held down and still be clicked. Frames may be slow and so may hands:
/// between two frames of half a second a short press looks long.
const CLICK_SECONDS: f64 = 1.6;

/// What code is written with: `assets/faces/README.md` says what it is.
const HACK_LATIN: &[u8] = include_bytes!("../../../assets/faces/hack-latin.ttf");

/// The faces of all text. Of egui's own four the one of signs stays away and that of code is cut
/// down: nobody types them, and a browser has to load what is built in.
fn faces() -> egui::FontDefinitions {
    let emoji = egui::FontTweak { scale: 0.81, ..egui::FontTweak::default() };
    let faces = [
        ("ubuntu", egui::FontData::from_static(UBUNTU_LIGHT)),
        ("hack", egui::FontData::from_static(HACK_LATIN)),
        ("emoji", egui::FontData::from_static(NOTO_EMOJI_REGULAR).tweak(emoji)),
    ];
    let mut all = egui::FontDefinitions::empty();
    all.font_data = faces.map(|(name, face)| (name.to_owned(), face.into())).into();
    for (family, names) in [
        (egui::FontFamily::Proportional, &["ubuntu", "emoji"][..]),
        (egui::FontFamily::Monospace, &["hack", "ubuntu", "emoji"][..]),
    ] {
        all.families.insert(family, names.iter().map(ToString::to_string).collect());
    }
    all
}

/// Puts the theme on: at the start, and when the light or a person changes it.
pub(super) fn dress(
    mut contexts: EguiContexts,
    (hour, settings): (Res<Hour>, Res<Settings>),
    mut theme: ResMut<Theme>,
    mut dressed: Local<bool>,
) -> Result {
    let dark = match settings.paper {
        Paper::Light => false,
        Paper::Dark => true,
        // A little slack, so that it does not turn twice at dusk.
        Paper::Hour => hour.dark > if theme.dark { 0.35 } else { 0.5 },
    };
    let ctx = contexts.ctx_mut()?;
    if !*dressed {
        ctx.set_fonts(faces());
        ctx.options_mut(|options| options.input_options.max_click_duration = CLICK_SECONDS);
    }
    if (ctx.zoom_factor() - settings.scale).abs() > f32::EPSILON {
        ctx.set_zoom_factor(settings.scale);
    }
    if *dressed && theme.dark == dark {
        return Ok(());
    }
    *dressed = true;
    *theme = if dark { DARK } else { LIGHT };
    let theme = *theme;
    ctx.all_styles_mut(|style| wear(style, &theme));
    Ok(())
}

fn wear(style: &mut egui::Style, theme: &Theme) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(12.5)),
        (TextStyle::Body, FontId::proportional(14.5)),
        (TextStyle::Button, FontId::proportional(14.5)),
        (TextStyle::Monospace, FontId::monospace(13.5)),
        (TextStyle::Heading, FontId::proportional(19.0)),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(8.0, 6.0);
    style.spacing.button_padding = egui::vec2(10.0, 5.0);
    style.spacing.interact_size.y = 28.0;
    style.spacing.window_margin = Margin::same(12);
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    let mut visuals = if theme.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.override_text_color = Some(theme.ink);
    visuals.panel_fill = theme.paper;
    visuals.window_fill = theme.paper;
    visuals.window_stroke = Stroke::new(1.0, theme.line);
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.extreme_bg_color = theme.sunk;
    visuals.faint_bg_color = theme.sunk;
    visuals.hyperlink_color = theme.gold;
    visuals.selection.bg_fill = theme.line;
    visuals.selection.stroke = Stroke::new(1.0, theme.ink);
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.inactive, theme.sunk),
        (&mut widgets.hovered, theme.line),
        (&mut widgets.active, theme.line),
        (&mut widgets.open, theme.line),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.0, theme.ink);
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, theme.line);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, theme.ink);
    style.visuals = visuals;
}
