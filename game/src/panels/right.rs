//! What stands at the right edge: one panel at a time, and a note that is read before all.

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::kit::{Held, Seen};
use super::slide::{Edge, slide};
use super::{Side, account, board, compose, ledger, note, purse, settings};

/// Width of the panel.
const WIDTH: f32 = 340.0;

pub(super) fn draw(
    mut contexts: EguiContexts,
    (seen, ticker): (Seen<'_>, Res<purse::Ticker>),
    mut held: Held<'_>,
    mut last: Local<Option<Side>>,
) -> Result {
    let (post, side) = (held.regard.post, held.panels.side);
    let out = post.is_some() || side.is_some();
    // While it slides in again it shows what it showed.
    let shown = side.or(*last);
    if side.is_some() {
        *last = side;
    }
    slide(&mut contexts, &seen.theme, ("right", Edge::Right, WIDTH), out, |ui| {
        match (post, shown) {
            (Some(post), _) => note::show(ui, &seen, &mut held, post),
            (None, Some(Side::Board) | None) => board::show(ui, &seen, &mut held),
            (None, Some(Side::Compose)) => compose::show(ui, &seen, &mut held),
            (None, Some(Side::Ledger)) => ledger::show(ui, &seen, &mut held, &ticker),
            (None, Some(Side::Account)) => account::show(ui, &seen, &mut held),
            (None, Some(Side::Settings)) => settings::show(ui, &seen, &mut held),
        }
    })
}
