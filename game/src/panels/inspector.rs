//! Who is followed: persona, mood, needs, what it does and where, its money, and letters.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};
use village_sim::{Led, Mood};

use super::kit::{Held, Seen, cross};
use super::slide::{Edge, is_narrow, slide};
use super::{Page, letters, purse};
use crate::dossier::Profile;
use crate::ground::TownMap;
use crate::overlay::Speech;
use crate::scene::{Face, Villager};
use crate::words::plain;

/// The panel's name.
pub(super) const NAME: &str = "inspector";

pub(super) fn draw(
    mut contexts: EguiContexts,
    (map, speech): (Res<TownMap>, Res<Speech>),
    seen: Seen<'_>,
    mut held: Held<'_>,
) -> Result {
    let followed = held.regard.followed;
    let found = followed.and_then(|who| Some((who, seen.scene.cast.get(&who)?)));
    let covered = is_narrow(contexts.ctx_mut()?)
        && (held.panels.side.is_some() || held.regard.post.is_some());
    // Whoever walks about here sees where it goes, not papers about itself.
    let out = found.is_some() && !covered && followed != seen.avatar.0;
    slide(&mut contexts, &seen.theme, (NAME, Edge::Left, 312.0), out, |ui| {
        let Some((who, face)) = found else { return };
        let villager = seen.scene.villagers.get(&who);
        let place =
            villager.and_then(|one| map.place_at(one.tile(seen.scene.tick(), seen.scene.hz())));
        let place = place.map_or(String::new(), |place| format!(", {}", place.name));
        head(ui, &seen, &mut held, (face, villager, &place));
        if let Some(bubble) = speech.0.get(&who) {
            let words = if bubble.aloud {
                format!("“{}”", bubble.text)
            } else {
                format!("({})", bubble.text)
            };
            ui.label(egui::RichText::new(words).italics());
        }
        if face.is_person() {
            // Its money is its own, and no letters are written between people here.
            return;
        }
        if let Some(villager) = villager {
            purse::total(ui, &seen, who, villager);
        }
        ui.horizontal(|ui| {
            let page = &mut held.panels.page;
            ui.selectable_value(page, Page::Who, "Who");
            ui.selectable_value(page, Page::Money, "Money");
            ui.selectable_value(page, Page::Letters, "Letters");
        });
        ui.separator();
        let scroll = egui::ScrollArea::vertical().id_salt(("inspector", who.0));
        scroll.auto_shrink([false, true]).show(ui, |ui| match held.panels.page {
            Page::Who => who_it_is(ui, (&seen, &map), &mut held, face),
            Page::Money => purse::statement(ui, &seen, face, &mut held.regard.post),
            Page::Letters => letters::show(ui, &seen, &mut held, (who, face)),
        });
    })
}

fn head(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    (face, villager, place): (&Face, Option<&Villager>, &str),
) {
    let theme = &seen.theme;
    ui.horizontal(|ui| {
        seen.portraits.show(ui, &seen.sheets, &face.slug, 3.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.label(theme.title(plain(&face.name, 40)));
                ui.label(theme.quiet(plain(&face.role, 24)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if cross(ui) {
                        held.regard.release();
                    }
                });
            });
            let mind = match villager.map(|villager| villager.led) {
                Some(_) if face.is_person() => "a person, walking about",
                Some(Led::Model) if villager.is_some_and(|one| one.thinks) => "thinking …",
                Some(Led::Outside) => "moved by a mind from outside",
                Some(Led::Model) => "moved by a language model",
                Some(Led::Instinct) => "moved by instinct",
                None => "out of sight",
            };
            ui.label(theme.quiet(mind));
            let Some(villager) = villager else { return };
            ui.label(theme.quiet(format!("{}{place}", villager.doing())));
            if villager.mood != Mood::Asleep && !face.is_person() {
                ui.label(theme.quiet(format!("feels {}", villager.mood.as_str())));
            }
        });
    });
}

fn who_it_is(
    ui: &mut egui::Ui,
    (seen, map): (&Seen<'_>, &TownMap),
    held: &mut Held<'_>,
    face: &Face,
) {
    let paper = seen.dossier.profiles.get(&face.slug);
    match paper.map(|paper| (&paper.came, &paper.why)) {
        Some((Some(profile), _)) => tell(ui, (seen, map), held, (face, profile)),
        Some((None, Some(why))) => {
            let told = format!("Who this is, the village did not say: {why}.");
            ui.label(seen.theme.quiet(told));
        }
        _ => {
            ui.label(seen.theme.quiet("asking who this is…"));
        }
    }
}

fn tell(
    ui: &mut egui::Ui,
    (seen, map): (&Seen<'_>, &TownMap),
    held: &mut Held<'_>,
    (face, profile): (&Face, &Profile),
) {
    let theme = &seen.theme;
    let tier = &profile.entitlement;
    if !tier.blurb.is_empty() {
        ui.label(theme.quiet(&tier.blurb));
    }
    needs(ui, seen, profile);
    thinking(ui, seen, face, profile);
    ui.add(egui::Label::new(&profile.persona).wrap());
    let named = |slug: &str| {
        let place = map.town.landmarks.iter().find(|place| place.slug == slug);
        place.map_or_else(|| plain(slug, 40), |place| place.name.clone())
    };
    if !profile.home.is_empty() && !profile.work.is_empty() {
        let (home, work) = (named(&profile.home), named(&profile.work));
        ui.label(theme.quiet(format!("Lives at {home}, works at {work}.")));
    }
    if let Some(learned) = learned(profile) {
        ui.label(theme.quiet(learned));
    }
    if !profile.interests.is_empty() {
        let interests: Vec<_> =
            profile.interests.iter().take(12).map(|one| plain(one, 40)).collect();
        ui.label(theme.quiet(format!("Cares for {}.", interests.join(", "))));
    }
    if !profile.bag.is_empty() {
        let bag: Vec<_> =
            profile.bag.iter().take(12).map(|one| plain(one, 24).replace('-', " ")).collect();
        ui.label(theme.quiet(format!("Carries {}.", bag.join(", "))));
    }
    memories(ui, seen, profile);
    if !profile.recent_posts.is_empty() {
        ui.add_space(4.0);
        ui.label(theme.quiet("On the board"));
        for title in profile.recent_posts.iter().take(5) {
            let link = egui::Link::new(&title.title);
            if ui.add(link).clicked() {
                held.regard.post = Some(title.id);
            }
        }
    }
}

/// What its model is about: what it means to do, and its last thought.
fn thinking(ui: &mut egui::Ui, seen: &Seen<'_>, face: &Face, profile: &Profile) {
    let Some(thinking) = &profile.thinking else { return };
    let theme = &seen.theme;
    for (what, words) in [("Means to", &thinking.plan), ("Thought", &thinking.thought)] {
        if !words.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.label(theme.quiet(what));
                ui.add(egui::Label::new(egui::RichText::new(words).italics()).wrap());
            });
        }
    }
    if !seen.village.0.is_empty() && ui.link("How it came to that").clicked() {
        let (village, slug, trace) = (&seen.village.0, &face.slug, thinking.trace);
        let url = format!("{village}/agents/{slug}/thoughts/{trace}");
        ui.ctx().open_url(egui::OpenUrl::new_tab(url));
    }
}

/// The latest of what it remembers.
fn memories(ui: &mut egui::Ui, seen: &Seen<'_>, profile: &Profile) {
    if profile.highlights.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.label(seen.theme.quiet("Remembers"));
    for memory in profile.highlights.iter().take(6) {
        ui.add(egui::Label::new(egui::RichText::new(&memory.text).size(13.0)).wrap());
    }
}

/// What rewards and penalties taught it, in words.
fn learned(profile: &Profile) -> Option<String> {
    let topics = |wanted: fn(i16) -> bool| {
        let some = profile.leanings.iter().filter(|one| wanted(one.weight)).take(5);
        some.map(|one| plain(&one.topic, 24)).collect::<Vec<_>>().join(", ")
    };
    match (topics(|weight| weight > 0), topics(|weight| weight < 0)) {
        (more, less) if more.is_empty() && less.is_empty() => None,
        (more, less) if less.is_empty() => Some(format!("Was rewarded for {more}.")),
        (more, less) if more.is_empty() => Some(format!("Was penalised for {less}.")),
        (more, less) => Some(format!("Was rewarded for {more}, penalised for {less}.")),
    }
}

/// How far its needs are met: four short bars.
fn needs(ui: &mut egui::Ui, seen: &Seen<'_>, profile: &Profile) {
    let theme = &seen.theme;
    let needs = &profile.needs;
    let all = [
        ("rest", needs.rest),
        ("company", needs.company),
        ("purpose", needs.purpose),
        ("curiosity", needs.curiosity),
    ];
    if all.iter().all(|(_, met)| *met == 0) {
        return;
    }
    let wide = (ui.available_width() - 24.0) / 4.0;
    ui.horizontal(|ui| {
        for (name, met) in all {
            let (rect, response) =
                ui.allocate_exact_size(egui::vec2(wide, 26.0), egui::Sense::hover());
            let painter = ui.painter();
            let small = egui::FontId::proportional(12.5);
            painter.text(rect.left_top(), egui::Align2::LEFT_TOP, name, small, theme.quiet);
            let bar = egui::Rect::from_min_max(rect.left_bottom() - egui::vec2(0.0, 7.0), rect.max);
            painter.rect_filled(bar, 3.0, theme.sunk);
            let mut full = bar;
            full.set_width(bar.width() * f32::from(met.min(1_000)) / 1_000.0);
            let colour = if met < 250 { theme.bad } else { theme.quiet };
            painter.rect_filled(full, 3.0, colour);
            response.on_hover_text(format!("{name}: {} of 100", met / 10));
        }
    });
}
