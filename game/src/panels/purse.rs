//! Money: what moved lately as it was heard, and the statement of one purse with its line.

use std::collections::VecDeque;

use bevy::prelude::*;
use bevy_egui::egui;
use village_sim::VillagerId;

use super::coins;
use super::kit::Seen;
use crate::dossier::Entry;
use crate::scene::{Face, Paid, Scene, Villager};

/// Movements that are kept as they were heard.
const KEPT_MAX: usize = 60;
/// Seconds in which a purse counts up.
const COUNT: f32 = 0.6;

/// Money that moved while we looked on, the latest first.
#[derive(Resource, Debug, Default)]
pub struct Ticker(pub VecDeque<Heard>);

/// One movement.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    pub paid: Paid,
    /// When, in seconds of this machine's clock.
    pub at: f64,
}

/// Keeps what is heard.
pub(super) fn gather(mut paid: MessageReader<Paid>, scene: Res<Scene>, mut ticker: ResMut<Ticker>) {
    for paid in paid.read() {
        ticker.0.push_front(Heard { paid: *paid, at: scene.now() });
        ticker.0.truncate(KEPT_MAX);
    }
}

/// What somebody has, counting up or down to it, and the tier.
pub(super) fn total(ui: &mut egui::Ui, seen: &Seen<'_>, who: VillagerId, villager: &Villager) {
    let theme = &seen.theme;
    ui.horizontal(|ui| {
        seen.icon(ui, "coin-0", 16.0, 1.0);
        let told = counted(ui.ctx(), who, villager.purse);
        let amount = egui::RichText::new(told).size(16.0).color(theme.gold);
        ui.label(amount).on_hover_text("aiDollar");
        let Some(tier) = seen.scene.tiers.get(usize::from(villager.tier)) else { return };
        let [red, green, blue] = tier.colour;
        let colour = egui::Color32::from_rgb(red, green, blue);
        let (dot, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), egui::Sense::hover());
        ui.painter().circle(dot.center(), 5.0, colour, egui::Stroke::new(1.0, theme.quiet));
        ui.label(format!("{} tier", tier.name));
    });
}

/// The purse on its way to what it is: shown to the hundredth while it counts, then exactly.
fn counted(ctx: &egui::Context, who: VillagerId, purse: i64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "only for the eyes, while it counts"
    )]
    let goal = (purse as f64 / 1e6) as f32;
    let now = ctx.animate_value_with_time(egui::Id::new(("purse", who.0)), goal, COUNT);
    if (now - goal).abs() < 0.005 { coins(purse) } else { format!("{now:.2}") }
}

/// The statement: a line of what was there, and the latest entries.
pub(super) fn statement(ui: &mut egui::Ui, seen: &Seen<'_>, face: &Face, post: &mut Option<u64>) {
    let theme = &seen.theme;
    let paper = seen.dossier.statements.get(&face.slug);
    let entries = match paper.map(|paper| (&paper.came, &paper.why)) {
        Some((Some(list), _)) => &list.items,
        Some((None, Some(why))) => {
            ui.label(theme.quiet(format!("The statement cannot be read: {why}.")));
            return;
        }
        _ => {
            ui.label(theme.quiet("reading the statement…"));
            return;
        }
    };
    let line: Vec<i64> = entries.iter().rev().filter_map(after).collect();
    sparkline(ui, seen, &line);
    for (number, entry) in entries.iter().take(30).enumerate() {
        ui.push_id(number, |ui| one(ui, seen, entry, post));
    }
    if entries.is_empty() {
        ui.label(theme.quiet("Nothing has moved yet."));
    }
}

fn after(entry: &Entry) -> Option<i64> {
    entry.balance_after.map(village_economy::Micro::get)
}

fn one(ui: &mut egui::Ui, seen: &Seen<'_>, entry: &Entry, post: &mut Option<u64>) {
    let theme = &seen.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 0.0);
        let sign = if entry.amount.is_negative() { "" } else { "+" };
        let colour = if entry.amount.is_negative() { theme.bad } else { theme.gold };
        ui.label(egui::RichText::new(format!("{sign}{}", entry.amount)).color(colour));
        ui.label(theme.quiet(entry.reason.replace('_', " ")));
        if entry.source != "system" {
            ui.label(theme.quiet(format!("by {}", who(&entry.source))));
        }
        if let Some(of) = entry.related_post_id
            && ui.link(format!("note {of}")).clicked()
        {
            *post = Some(of);
        }
    });
    if !entry.note.is_empty() {
        ui.add(egui::Label::new(theme.quiet(format!("“{}”", entry.note))).wrap());
    }
}

/// Who an account or a source is, without its kind.
pub(super) fn who(account: &str) -> &str {
    account.rsplit(':').next().unwrap_or(account)
}

/// What was in the purse after each entry, from left to right.
fn sparkline(ui: &mut egui::Ui, seen: &Seen<'_>, line: &[i64]) {
    if line.len() < 2 {
        return;
    }
    let size = egui::vec2(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let (low, high) =
        line.iter().fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(*at), high.max(*at)));
    #[expect(clippy::cast_precision_loss, reason = "only for the eyes")]
    let part = |value: i64, whole: i64| value as f32 / whole.max(1) as f32;
    let last = i64::try_from(line.len() - 1).unwrap_or(1);
    let place = |(at, value): (i64, &i64)| {
        let inner = rect.shrink2(egui::vec2(2.0, 5.0));
        let x = inner.min.x + inner.width() * part(at, last);
        let y = inner.max.y - inner.height() * part(value - low, high - low);
        egui::pos2(x, y)
    };
    let points: Vec<_> = (0..).zip(line).map(place).collect();
    let painter = ui.painter();
    painter.rect_filled(rect, 6.0, seen.theme.sunk);
    if let Some(end) = points.last() {
        painter.circle_filled(*end, 2.5, seen.theme.gold);
    }
    painter.add(egui::Shape::line(points, egui::Stroke::new(1.5, seen.theme.gold)));
    let told = format!("from {} to {} aiDollar", coins(low), coins(high));
    response.on_hover_text(told);
}

/// The name of somebody, as the village tells it.
pub(super) fn name(scene: &Scene, who: VillagerId) -> String {
    scene.cast.get(&who).map_or_else(|| "somebody".to_owned(), |face| face.name.to_string())
}
