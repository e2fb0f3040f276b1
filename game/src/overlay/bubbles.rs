//! Speech and thoughts. A bubble hangs over its speaker by a tail, holds at most three lines, makes
//! room for the others and for the board, and fades. Words of instinct wear the mark of instinct. A
//! thought is a cloud over dots; whoever still thinks has the dots alone.

use std::sync::Arc;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::{Origin, PlaceKind};

use super::{Canvas, INK, PAPER, Speech, Stamps};
use crate::eye::Eye;
use crate::ground::TownMap;
use crate::icons::Icons;
use crate::people::Shown;
use crate::scene::Scene;
use crate::settings::Settings;

const LINES_MAX: usize = 3;
/// Width of a line.
const WIDTH_MAX: f32 = 190.0;
const SHOWN_MAX: usize = 12;
/// Pixels of the art from the foot line to the tail's tip.
const HEAD: f32 = 24.0;
const PAD: f32 = 8.0;
const MARK: f32 = 18.0;
/// Height of the board's picture in tiles.
const BOARD_TILES: f32 = 4.0;

/// Ways to hang a bubble, the nicest first: how far aside (in parts of its width), how far up (or
/// below the name of its speaker), and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    aside: f32,
    up: Option<f32>,
    cost: f32,
}

const PLACES: [Place; 21] = places();

const fn places() -> [Place; 21] {
    const ASIDE: [f32; 5] = [0.0, 0.3, -0.3, 0.6, -0.6];
    let mut all = [Place { aside: 0.0, up: None, cost: 4.0 }; 21];
    let mut at = 0;
    while at < 20 {
        let (row, aside) = (at / 5, ASIDE[at % 5]);
        let up = [0.0, 1.0, 2.0, 3.0][row];
        let away = if aside < 0.0 { -aside } else { aside };
        all[at + 1] = Place { aside, up: Some(up), cost: up * 3.0 + away * 4.0 };
        at += 1;
    }
    all
}

/// Hangs a bubble of a size over a head (and its name below, `name` under the head), where it
/// covers the least of what is taken. It stays where it hung before when that is about as good.
pub fn choose(
    size: Vec2,
    (head, name): (Vec2, f32),
    window: Vec2,
    taken: &[Rect],
    before: usize,
) -> (usize, Rect) {
    let mut best = (f32::INFINITY, 0, Rect::default());
    for (at, place) in PLACES.iter().enumerate() {
        let top = match place.up {
            Some(up) => head.y - size.y - 10.0 - up * 22.0,
            None => head.y + name,
        };
        let left = head.x - size.x / 2.0 + place.aside * size.x;
        let corner = Vec2::new(left.min(window.x - size.x - 4.0).max(4.0), top.max(4.0));
        let rect = Rect::from_corners(corner, corner + size);
        let covers = |other: &&Rect| !other.intersect(rect).is_empty();
        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
        let covered = taken.iter().filter(covers).count() as f32;
        let out = if rect.max.y > window.y { 200.0 } else { 0.0 };
        let kept = if at == before { 1.5 } else { 0.0 };
        let cost = place.cost + out + covered * 100.0 - kept;
        if cost < best.0 {
            best = (cost, at, rect);
        }
    }
    (best.1, best.2)
}

struct Ready {
    rect: egui::Rect,
    head: egui::Pos2,
    galley: Arc<egui::Galley>,
    origin: Origin,
    aloud: bool,
    alpha: f32,
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    (scene, shown, eye, map): (Res<Scene>, Res<Shown>, Res<Eye>, Res<TownMap>),
    (icons, stamps, settings): (Res<Icons>, Res<Stamps>, Res<Settings>),
    mut speech: ResMut<Speech>,
) {
    let Some(canvas) = Canvas::of(&mut contexts) else { return };
    let screen = canvas.painter.clip_rect();
    let mut newest: Vec<_> =
        shown.0.iter().filter_map(|seen| Some((seen, speech.0.get(&seen.who)?.born))).collect();
    newest.sort_by(|a, b| a.1.total_cmp(&b.1));
    let skip = newest.len().saturating_sub(SHOWN_MAX);
    let mut taken: Vec<Rect> = board(&canvas, &eye, &map).into_iter().collect();
    let mut ready = Vec::new();
    let moment = if settings.still { 0.0 } else { scene.now() };
    for (seen, _) in newest.into_iter().skip(skip) {
        let Some(bubble) = speech.0.get_mut(&seen.who) else { continue };
        let head = canvas.place(&eye, seen.at - Vec2::Y * HEAD);
        if !screen.contains(head) {
            continue; // a tail must lead to somebody
        }
        let galley = words(&canvas, &bubble.text);
        let size = Vec2::new(galley.size().x + PAD * 2.0 + MARK, galley.size().y + PAD * 1.5);
        let name = HEAD * canvas.scale(&eye) + 34.0;
        let window = Vec2::new(screen.max.x, screen.max.y);
        let at = Vec2::new(head.x, head.y);
        let (place, rect) = choose(size, (at, name), window, &taken, bubble.place);
        bubble.place = place;
        taken.push(rect);
        let corner = ease(&mut bubble.offset, rect.min - at, settings.still) + at;
        let rect = egui::Rect::from_min_size(
            egui::pos2(corner.x.round(), corner.y.round()),
            egui::vec2(size.x, size.y),
        );
        #[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
        let alpha =
            ((scene.now() - bubble.born) / 0.12).min((bubble.last - scene.now()) / 0.6) as f32;
        let (origin, aloud, alpha) = (bubble.origin, bubble.aloud, alpha.clamp(0.0, 1.0));
        ready.push(Ready { rect, head, galley, origin, aloud, alpha });
    }
    for seen in shown.0.iter().filter(|seen| !seen.indoors && !speech.0.contains_key(&seen.who)) {
        if scene.villagers.get(&seen.who).is_some_and(|one| one.thinks) && eye.zoom() >= 2 {
            ponder(&canvas, canvas.place(&eye, seen.at - Vec2::Y * HEAD), moment);
        }
    }
    // The higher first: a tail passes behind what hangs below it.
    ready.sort_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y));
    for bubble in &ready {
        paint(&canvas, bubble);
    }
    // Pictures come after all papers and words: what changes between them is a stroke of its own.
    for Ready { rect, origin, alpha, .. } in &ready {
        let middle = egui::pos2(rect.min.x + PAD + 6.0, rect.min.y + PAD * 0.75 + 8.0);
        canvas.icon((&icons, &stamps), mark(*origin), (middle, 1.0), *alpha);
    }
}

/// The picture of where words come from.
const fn mark(origin: Origin) -> &'static str {
    match origin {
        Origin::Instinct => "mark-instinct",
        Origin::Outside => "mark-lantern",
        Origin::Human => "mark-pennant",
        Origin::Model | Origin::System => "mark-model",
    }
}

/// The board keeps its notes in view.
fn board(canvas: &Canvas, eye: &Eye, map: &TownMap) -> Option<Rect> {
    let area = map.landmark(PlaceKind::Board)?.area;
    let tile = |x: f32, y: f32| Vec2::new(x, y) * 16.0;
    let top = f32::from(area.y) - BOARD_TILES + 1.0;
    let from = canvas.place(eye, tile(area.x.into(), top));
    let to = canvas.place(eye, tile((area.x + area.width).into(), top + BOARD_TILES));
    Some(Rect::new(from.x, from.y, to.x, to.y))
}

/// Kept against the head, so that a bubble walks with its speaker and changes sides slowly.
fn ease(offset: &mut Option<Vec2>, goal: Vec2, still: bool) -> Vec2 {
    let before = offset.filter(|_| !still).unwrap_or(goal);
    let now = before + (goal - before) * 0.2;
    *offset = Some(now);
    now
}

fn words(canvas: &Canvas, text: &str) -> Arc<egui::Galley> {
    let font = egui::FontId::proportional(13.5);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, INK, WIDTH_MAX);
    job.wrap.max_rows = LINES_MAX;
    job.wrap.break_anywhere = false;
    job.wrap.overflow_character = Some('…');
    canvas.painter.layout_job(job)
}

/// Whoever still thinks: three dots that rise from the head, one after the other.
fn ponder(canvas: &Canvas, head: egui::Pos2, moment: f64) {
    for (at, radius) in [(0.0_f32, 2.5), (1.0, 3.5), (2.0, 4.5)] {
        let beat = (moment * 2.4 - f64::from(at) * 0.8).sin();
        #[expect(clippy::cast_possible_truncation, reason = "between 0.5 and 1")]
        let alpha = (0.75 + 0.25 * beat) as f32;
        let middle = head + egui::vec2(4.0 + at * 8.0, -6.0 - at * 7.0);
        let line = egui::Stroke::new(1.5, INK.gamma_multiply(alpha));
        canvas.painter.circle(middle, radius, PAPER.gamma_multiply(alpha), line);
    }
}

/// The outline of a thought: round puffs along its edge, then its paper over their inner halves.
fn cloud(painter: &egui::Painter, rect: egui::Rect, (paper, line): (egui::Color32, egui::Stroke)) {
    const PUFF: f32 = 9.0;
    let along = |from: f32, to: f32| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen")]
        let steps = ((to - from) / (PUFF * 1.5)).ceil().max(1.0) as u16;
        (0..=steps).map(move |at| from + (to - from) * f32::from(at) / f32::from(steps))
    };
    let sides = along(rect.min.x, rect.max.x)
        .flat_map(|x| [egui::pos2(x, rect.min.y), egui::pos2(x, rect.max.y)]);
    let ends = along(rect.min.y, rect.max.y)
        .flat_map(|y| [egui::pos2(rect.min.x, y), egui::pos2(rect.max.x, y)]);
    let edge: Vec<_> = sides.chain(ends).collect();
    for middle in &edge {
        painter.circle_stroke(*middle, PUFF, line);
    }
    for middle in &edge {
        painter.circle_filled(*middle, PUFF - 0.75, paper);
    }
    painter.rect_filled(rect, 0.0, paper);
}

/// The dots by which a thought hangs over a head.
fn dots(
    painter: &egui::Painter,
    from: egui::Pos2,
    to: egui::Pos2,
    paper: (egui::Color32, egui::Stroke),
) {
    for (part, radius) in [(0.15, 2.5), (0.5, 3.5), (0.85, 4.5)] {
        painter.circle(from + (to - from) * part, radius, paper.0, paper.1);
    }
}

/// The paper of words that are said, and the tail that leads to their speaker.
fn tail(
    painter: &egui::Painter,
    (rect, head, foot, below): (egui::Rect, egui::Pos2, f32, bool),
    (paper, line): (egui::Color32, egui::Stroke),
) {
    let (root, tip) = if below {
        (rect.min.y, egui::pos2(foot, rect.min.y - 8.0))
    } else {
        (rect.max.y, egui::pos2(head.x, head.y.max(rect.max.y + 3.0)))
    };
    let (left, right) = (egui::pos2(foot - 5.0, root), egui::pos2(foot + 5.0, root));
    painter.rect(rect, 6.0, paper, line, egui::StrokeKind::Middle);
    // The tail covers the line that it grows out of.
    let inner = if below { 1.5 } else { -1.5 };
    let root = [left + egui::vec2(0.0, inner), tip, right + egui::vec2(0.0, inner)];
    painter.add(egui::Shape::convex_polygon(root.to_vec(), paper, egui::Stroke::NONE));
    painter.line_segment([left, tip], line);
    painter.line_segment([right, tip], line);
}

fn paint(canvas: &Canvas, bubble: &Ready) {
    let Ready { rect, head, galley, aloud, alpha, .. } = bubble;
    let (paper, ink) = (PAPER.gamma_multiply(*alpha), INK.gamma_multiply(*alpha));
    let line = egui::Stroke::new(1.5, ink);
    let foot = head.x.clamp(rect.min.x + 12.0, rect.max.x - 12.0);
    let below = rect.min.y > head.y;
    let painter = &canvas.painter;
    if *aloud {
        tail(painter, (*rect, *head, foot, below), (paper, line));
    } else {
        let edge = if below { rect.min.y - 9.0 } else { rect.max.y + 9.0 };
        dots(painter, *head, egui::pos2(foot, edge), (paper, line));
        cloud(painter, rect.shrink(4.0), (paper, line));
    }
    let corner = rect.min + egui::vec2(PAD + MARK, PAD * 0.75);
    painter.galley_with_override_text_color(corner, galley.clone(), ink);
}
