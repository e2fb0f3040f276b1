//! Where a panel is: at its edge in a wide window, a sheet from below in a narrow one.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::Theme;

/// Seconds in which a panel slides in.
const SLIDE: f32 = 0.16;
/// A narrower window has room for one panel at a time.
const NARROW: f32 = 640.0;

/// The edge at which a panel slides in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Left,
    Right,
}

/// Whether there is room for one panel only.
pub(super) fn is_narrow(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() < NARROW
}

/// Whether a panel of this name lay over a part of the window in the last frame.
pub(super) fn covers(ctx: &egui::Context, name: &str, part: egui::Rect) -> bool {
    let id = egui::Id::new((name, "area"));
    ctx.memory(|memory| {
        let is_out =
            memory.areas().visible_last_frame(&egui::LayerId::new(egui::Order::Middle, id));
        is_out && memory.area_rect(id).is_some_and(|panel| panel.intersects(part))
    })
}

/// A panel at an edge, below the corners' height; drawn while it is out or on its way.
pub(super) fn slide(
    contexts: &mut EguiContexts,
    theme: &Theme,
    (name, edge, width): (&str, Edge, f32),
    out: bool,
    add: impl FnOnce(&mut egui::Ui),
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let part = ctx.animate_bool_with_time(egui::Id::new(name), out, SLIDE);
    if part <= 0.0 {
        return Ok(());
    }
    let (screen, narrow) = (ctx.content_rect(), is_narrow(ctx));
    let width = if narrow { screen.width() - 16.0 } else { width };
    let outer = width + 24.0;
    let x = match edge {
        Edge::Left => screen.min.x + 12.0 - (1.0 - part) * outer,
        Edge::Right => screen.max.x - width - 12.0 + (1.0 - part) * outer,
    };
    let area = egui::Area::new(egui::Id::new((name, "area"))).constrain(false);
    let (area, high) = if narrow {
        let high = screen.height() * 0.62;
        let down = (1.0 - part) * high - 8.0;
        (area.anchor(egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, down)), high)
    } else {
        let at = egui::pos2(x.round(), screen.min.y + 60.0);
        (area.fixed_pos(at), screen.height() - 60.0 - 36.0)
    };
    area.show(ctx, |ui| {
        theme.card().show(ui, |ui| {
            ui.set_width(width - 26.0);
            ui.set_max_height((high - 26.0).max(80.0));
            add(ui);
        });
    });
    Ok(())
}
