//! What one can do as an avatar: speak to whoever is near, use the place one stands at, leave; and
//! a stick for fingers.

use bevy::input::touch::Touches;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_protocol::play::Errand;
use village_sim::text::LINE_MAX;
use village_sim::{HEARING_TILES, Tile, Use, VillagerId};

use super::Side;
use super::kit::{Held, Seen, line, main_button, wrong};
use super::slide::is_narrow;
use crate::avatar::{Hindered, Stick};
use crate::ground::TownMap;
use crate::words::plain;

/// Width of the card, in points.
const WIDTH: f32 = 430.0;
/// Radius of the stick, in points.
const REACH: f32 = 52.0;

pub(super) fn draw(
    mut contexts: EguiContexts,
    (hindered, map): (Res<Hindered>, Res<TownMap>),
    touches: Option<Res<Touches>>,
    mut stick: ResMut<Stick>,
    seen: Seen<'_>,
    mut held: Held<'_>,
    mut is_touched: Local<bool>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let narrow = is_narrow(ctx);
    let is_covered = held.panels.side.is_some() || held.regard.post.is_some();
    let about = seen.avatar.0.filter(|who| seen.scene.villagers.contains_key(who));
    let Some(who) = about.filter(|_| !narrow || !is_covered) else {
        stick.set_if_neq(Stick::default());
        return Ok(());
    };
    *is_touched |= touches.is_some_and(|touches| touches.iter().next().is_some());
    let width = WIDTH.min(ctx.content_rect().width() - 16.0);
    let shown = egui::Area::new(egui::Id::new("visit"))
        .anchor(egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, -12.0))
        .show(ctx, |ui| {
            seen.theme.card().show(ui, |ui| {
                ui.set_width(width - 26.0);
                speak(ui, &seen, &mut held, who);
                places(ui, &seen, &mut held, (who, &map));
                if hindered.until > seen.scene.now() {
                    wrong(ui, &seen.theme, &plain(&hindered.why, 200));
                }
            });
        });
    // Where no stick is shown, none stays pulled.
    let is_shown = narrow || *is_touched;
    let pointed = if is_shown { lead(ctx, &seen, shown.response.rect.top()) } else { Vec2::ZERO };
    stick.set_if_neq(Stick(pointed));
    Ok(())
}

/// The line that is said, and who would hear it.
fn speak(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, who: VillagerId) {
    ui.horizontal(|ui| {
        let away = held.forms.say.sending.is_under_way();
        let wide = ui.available_width() - 64.0;
        let field = line(&mut held.forms.say.body, "Say something (Enter)", LINE_MAX);
        let field = ui.add_enabled(!away, field.desired_width(wide));
        field.widget_info(|| {
            egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Say something")
        });
        if std::mem::take(&mut held.panels.speak) {
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let text = held.forms.say.body.trim().to_owned();
        let ready = !away && !text.is_empty();
        if (main_button(ui, &seen.theme, "Say", ready) || enter) && ready {
            let errand = Errand::Say { text };
            held.forms.say.sending.go(errand.clone());
            held.want(errand);
        }
    });
    let told = match near(seen, who) {
        0 => "Nobody is near enough to hear you.".to_owned(),
        1 => "One is near enough to hear you.".to_owned(),
        many => format!("{many} are near enough to hear you."),
    };
    ui.label(seen.theme.quiet(told));
}

/// How many hear what somebody says.
fn near(seen: &Seen<'_>, who: VillagerId) -> usize {
    let (tick, hz) = (seen.scene.tick(), seen.scene.hz());
    let Some(here) = seen.scene.villagers.get(&who).map(|own| own.tile(tick, hz)) else { return 0 };
    let hears = |other: &Tile| other.distance(here) <= HEARING_TILES;
    let others = seen.scene.villagers.iter().filter(|(other, _)| **other != who);
    others.filter(|(_, other)| hears(&other.tile(tick, hz))).count()
}

/// What the place is good for where one stands, and the way out.
fn places(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    (who, map): (VillagerId, &TownMap),
) {
    let own = seen.scene.villagers.get(&who);
    let here = own.map(|own| own.tile(seen.scene.tick(), seen.scene.hz()));
    let place = here.and_then(|here| map.place_at(here));
    ui.horizontal_wrapped(|ui| {
        if let Some(place) = place {
            ui.label(seen.theme.quiet(format!("{}:", place.name)));
            for what in &place.uses {
                let clicked = ui.button(name(*what)).clicked();
                match what {
                    Use::Post if clicked => held.open(Side::Compose),
                    what if clicked => held.want(Errand::Use(*what)),
                    _ => {}
                }
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let told = "Your avatar goes, and comes back where it stood";
            if ui.button("Leave").on_hover_text(told).clicked() {
                held.want(Errand::Leave);
            }
        });
    });
}

const fn name(what: Use) -> &'static str {
    match what {
        Use::Sleep => "Sleep",
        Use::Eat => "Eat",
        Use::Drink => "Drink",
        Use::Work => "Work",
        Use::Read => "Read",
        Use::Trade => "Trade",
        Use::Post => "Pin a note",
        Use::Rest => "Rest",
        Use::Talk => "Talk",
        Use::Look => "Look around",
    }
}

/// A stick for a thumb: where it points.
fn lead(ctx: &egui::Context, seen: &Seen<'_>, above: f32) -> Vec2 {
    let screen = ctx.content_rect();
    let at = egui::pos2(screen.min.x + 16.0, above - 2.0 * REACH - 16.0);
    let area = egui::Area::new(egui::Id::new("stick")).fixed_pos(at);
    let shown = area.show(ctx, |ui| {
        let size = egui::Vec2::splat(2.0 * REACH);
        let (rect, response) = ui.allocate_exact_size(size, egui::Sense::drag());
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "Walk about"));
        let pulled = response.interact_pointer_pos().map_or(egui::Vec2::ZERO, |at| {
            let pulled = (at - rect.center()) / REACH;
            if pulled.length() > 1.0 { pulled.normalized() } else { pulled }
        });
        let painter = ui.painter();
        let ring = egui::Stroke::new(2.0, seen.theme.line);
        painter.circle(rect.center(), REACH, seen.theme.paper.gamma_multiply(0.6), ring);
        let knob = rect.center() + pulled * (REACH * 0.6);
        painter.circle(knob, REACH * 0.4, seen.theme.accent.gamma_multiply(0.9), ring);
        pulled
    });
    Vec2::new(shown.inner.x, shown.inner.y)
}
