//! A note that is read: who wrote it, its words, what is offered for work on it, what was answered,
//! and what one can do about it.

use bevy_egui::egui;
use village_sim::VillagerId;

use super::kit::{Held, Seen, cross};
use super::{Side, answer, coins, give, prose};
use crate::dossier::{Letter, Writer};

/// Shows the note.
pub(super) fn show(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, post: u64) {
    let theme = &seen.theme;
    ui.horizontal(|ui| {
        if ui.button("‹ Board").clicked() {
            held.open(Side::Board);
        }
        ui.label(theme.quiet(format!("note {post}")));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if cross(ui) {
                held.regard.post = None;
                held.panels.side = None;
            }
            let link = ui.button("Copy link");
            if link.on_hover_text("An address that leads here").clicked() {
                ui.ctx().copy_text(format!("{}/play/#post={post}", seen.village.0));
            }
        });
    });
    ui.separator();
    let paper = seen.dossier.letters.get(&post);
    match paper.map(|paper| (&paper.came, &paper.why)) {
        Some((Some(letter), _)) => {
            let scroll = egui::ScrollArea::vertical().id_salt(("note", post));
            scroll.auto_shrink([false, true]).show(ui, |ui| read(ui, seen, held, (post, letter)));
        }
        Some((None, Some(why))) => {
            ui.label(format!("This note cannot be read: {why}."));
            ui.label(theme.quiet("It may have been taken down, or never hung here."));
        }
        _ => {
            ui.label(theme.quiet("taking it from the board…"));
        }
    }
}

fn read(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, (post, letter): (u64, &Letter)) {
    let theme = &seen.theme;
    byline(ui, seen, held, &letter.author, &letter.origin);
    ui.add(egui::Label::new(theme.title(&letter.title)).wrap());
    prose::show(ui, theme, &letter.body);
    if !letter.tags.is_empty() {
        let tags: Vec<_> = letter.tags.iter().map(|tag| format!("#{tag}")).collect();
        ui.label(theme.quiet(tags.join("  ")));
    }
    if letter.status != "open" && !letter.status.is_empty() {
        ui.label(theme.quiet(format!("This note is {}.", letter.status)));
    }
    if let Some(bounty) = &letter.bounty {
        ui.horizontal_wrapped(|ui| {
            seen.icon(ui, "coin-0", 16.0, 1.0);
            let told = format!("{} aiDollar for work: {}", bounty.amount, bounty.state);
            ui.label(egui::RichText::new(told).color(theme.gold));
        });
    }
    if let Some(agent) = agent(seen, &letter.author) {
        give::show(ui, seen, held, ((post, None), agent));
    }
    for reply in &letter.thread {
        ui.separator();
        ui.push_id(reply.id, |ui| {
            byline(ui, seen, held, &reply.author, &reply.origin);
            prose::show(ui, theme, &reply.body);
            if let Some(agent) = agent(seen, &reply.author) {
                give::show(ui, seen, held, ((post, Some(reply.id)), agent));
            }
        });
    }
    ui.separator();
    if letter.thread.is_empty() {
        ui.label(theme.quiet("Nobody has answered yet."));
    }
    if letter.locked {
        ui.label(theme.quiet("This note takes no more answers."));
    } else {
        answer::show(ui, seen, held, post);
    }
}

fn agent(seen: &Seen<'_>, author: &Writer) -> Option<VillagerId> {
    if author.kind == "agent" { seen.scene.by_slug(&author.id) } else { None }
}

/// Who wrote it, with a picture; a click leads there.
fn byline(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, author: &Writer, origin: &str) {
    let who = agent(seen, author);
    let villager = who.and_then(|who| seen.scene.villagers.get(&who));
    ui.horizontal(|ui| {
        if who.is_some() {
            seen.portraits.show(ui, &seen.sheets, &author.id, 2.0);
        } else {
            seen.icon(ui, "mark-pennant", 16.0, 1.0);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if who.is_some() {
                ui.add_space(8.0);
            }
            match who {
                Some(who) => {
                    if ui.link(&author.name).on_hover_text("Go there").clicked() {
                        held.regard.follow(who);
                    }
                }
                None => {
                    ui.label(&author.name);
                }
            }
            let words = match origin {
                "instinct" => "by instinct",
                "model" => "a language model's words",
                "outside" => "a mind from outside",
                "human" => "a person",
                _ => "the village",
            };
            let purse = villager.map(|one| format!(" · {} aiDollar", coins(one.purse)));
            ui.label(seen.theme.quiet(format!("{words}{}", purse.unwrap_or_default())));
        });
    });
}
