//! Markdown laid out. A link shows where it leads, and only one into the web is opened; pictures
//! are words.

use bevy_egui::egui;
use egui::text::{LayoutJob, TextFormat};

use super::Theme;
use crate::markdown::{Block, Kind, Run};

/// Points of a step inwards.
const STEP: f32 = 14.0;
/// Longest target that is shown behind its words, in characters.
const TARGET_MAX: usize = 60;

/// Shows blocks below each other.
pub(super) fn show(ui: &mut egui::Ui, theme: &Theme, blocks: &[Block]) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        // A row is as high as its words.
        ui.spacing_mut().interact_size.y = 0.0;
        for block in blocks {
            one(ui, theme, block);
        }
    });
}

fn one(ui: &mut egui::Ui, theme: &Theme, block: &Block) {
    #[expect(clippy::cast_precision_loss, reason = "at most six")]
    let inwards = block.depth as f32 * STEP;
    match &block.kind {
        Kind::Rule => {
            ui.separator();
        }
        Kind::Code => {
            let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
            let frame = egui::Frame::new().fill(theme.sunk).corner_radius(6).inner_margin(8);
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                let text = egui::RichText::new(text.trim_end()).monospace().color(theme.ink);
                ui.add(egui::Label::new(text).wrap());
            });
        }
        Kind::Text | Kind::Heading(_) | Kind::Item(_) => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                if inwards > 0.0 {
                    let (rect, _) =
                        ui.allocate_exact_size(egui::vec2(inwards, 1.0), egui::Sense::hover());
                    if block.quoted {
                        let foot = rect.min + egui::vec2(2.0, 16.0);
                        let line = egui::Stroke::new(2.0, theme.line);
                        ui.painter().line_segment([rect.min + egui::vec2(2.0, 2.0), foot], line);
                    }
                }
                if let Kind::Item(mark) = &block.kind {
                    ui.label(egui::RichText::new(mark).color(theme.quiet));
                }
                words(ui, theme, block);
            });
        }
    }
}

/// The words of a block; what lies between links is laid out in one.
fn words(ui: &mut egui::Ui, theme: &Theme, block: &Block) {
    let size = match block.kind {
        Kind::Heading(1) => 18.0,
        Kind::Heading(2) => 16.5,
        Kind::Heading(_) => 15.5,
        _ => 14.5,
    };
    let heading = matches!(block.kind, Kind::Heading(_));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        let mut job = LayoutJob::default();
        for run in &block.runs {
            let Some(target) = &run.link else {
                job.append(&run.text, 0.0, look(theme, run, size, heading || run.strong));
                continue;
            };
            flush(ui, &mut job);
            link(ui, theme, &run.text, target);
        }
        flush(ui, &mut job);
    });
}

fn flush(ui: &mut egui::Ui, job: &mut LayoutJob) {
    if !job.text.is_empty() {
        ui.label(std::mem::take(job));
    }
}

fn look(theme: &Theme, run: &Run, size: f32, strong: bool) -> TextFormat {
    let font = if run.code {
        egui::FontId::monospace(size - 1.0)
    } else {
        egui::FontId::proportional(size)
    };
    let colour = if strong { theme.ink } else { theme.body() };
    let mut format = TextFormat::simple(font, colour);
    format.italics = run.slanted;
    if strong {
        // The face has one weight: what is strong is wider and darker.
        format.extra_letter_spacing = 0.8;
    }
    if run.code {
        format.background = theme.sunk;
    }
    if run.struck {
        format.strikethrough = egui::Stroke::new(1.0, colour);
    }
    format
}

fn link(ui: &mut egui::Ui, theme: &Theme, words: &str, target: &str) {
    let is_web = ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme));
    if is_web {
        let response = ui.link(words).on_hover_text(target);
        if response.clicked() {
            ui.ctx().open_url(egui::OpenUrl::new_tab(target));
        }
    } else {
        ui.label(words);
    }
    if words != target {
        let mut shown: String = target.chars().take(TARGET_MAX).collect();
        if shown.len() < target.len() {
            shown.push('…');
        }
        ui.label(theme.quiet(format!(" ({shown})")));
    }
}
