//! Rewarding and penalising: how much, what for, and how it stands with what was given.

use bevy_egui::egui;
use village_economy::Micro;
use village_protocol::amount::amount;
use village_protocol::play::{Errand, Gift};
use village_sim::text::REASON_MAX;
use village_sim::{PostId, ReplyId, VillagerId};

use super::forms::{Give, Stage, Target};
use super::kit::{Held, Seen, invite, line, main_button, wrong};
use crate::errand::{Given, Player, State, ticks};

/// Amounts at a click.
const CHIPS: [&str; 3] = ["1", "5", "10"];

/// Shows what can be given to whoever wrote something, and what was.
pub(super) fn show(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    (target, agent): (Target, VillagerId),
) {
    let name = seen.scene.cast.get(&agent).map_or_else(String::new, |face| face.name.to_string());
    for given in seen.gifts.of(target.0).filter(|given| reply(given) == target.1) {
        stands(ui, seen, held, given, &name);
    }
    let Some(player) = seen.playing.player() else {
        invite(ui, held, &format!("to reward {name}"));
        return;
    };
    if held.forms.give.target != Some(target) {
        ui.horizontal(|ui| {
            // One accent a page: the note's.
            let asked = match target.1 {
                None => main_button(ui, &seen.theme, "Reward", true),
                Some(_) => ui.button("Reward").clicked(),
            };
            if asked {
                held.forms.begin(target, false);
            }
            if ui.button("Penalise").clicked() {
                held.forms.begin(target, true);
            }
        });
        return;
    }
    let frame = egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, seen.theme.line))
        .corner_radius(6)
        .inner_margin(8);
    let stage = &mut held.forms.give.stage;
    let fresh = *stage == Stage::Fresh;
    if fresh {
        *stage = Stage::Open;
    }
    let shown = frame.show(ui, |ui| form(ui, seen, held, player, (target, agent, &name), fresh));
    if fresh {
        shown.response.scroll_to_me(Some(egui::Align::Center));
    }
}

fn reply(given: &Given) -> Option<u64> {
    given.gift.reply.map(|reply| reply.0)
}

fn form(
    ui: &mut egui::Ui,
    seen: &Seen<'_>,
    held: &mut Held<'_>,
    player: &Player,
    (target, agent, name): (Target, VillagerId, &str),
    fresh: bool,
) {
    let theme = &seen.theme;
    let give = &mut held.forms.give;
    let away = give.sending.is_under_way();
    ui.horizontal(|ui| {
        ui.selectable_value(&mut give.is_penalty, false, "Reward");
        ui.selectable_value(&mut give.is_penalty, true, "Penalise");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if super::kit::cross(ui) {
                give.target = None;
            }
        });
    });
    let asked = amount(&give.amount);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for chip in CHIPS {
            if ui.selectable_label(give.amount.trim() == chip, chip).clicked() {
                chip.clone_into(&mut give.amount);
            }
        }
        let field = line(&mut give.amount, "amount", 24).desired_width(84.0);
        let field = ui.add_enabled(!away, field);
        field.widget_info(|| edit("Amount"));
        ui.label(theme.quiet("aiDollar"));
    });
    if let Err(hint) = &asked {
        wrong(ui, theme, &hint.to_string());
    }
    let what = format!("What for? {name} gets to read it.");
    let field = ui.add_enabled(!away, line(&mut give.reason, &what, REASON_MAX));
    field.widget_info(|| edit("What for"));
    if fresh {
        field.request_focus();
    }
    let reason = give.reason.trim();
    if give.stage == Stage::Tried && reason.is_empty() {
        wrong(ui, theme, "Say what for.");
    }
    if !give.is_penalty {
        purse(ui, seen, give, player);
    }
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let verb = if give.is_penalty { "Take" } else { "Give" };
    let told = asked.map_or_else(|_| verb.to_owned(), |asked| format!("{verb} {asked}"));
    let sent = main_button(ui, theme, &told, asked.is_ok() && !away) || enter;
    if let Some(why) = &give.sending.why {
        wrong(ui, theme, why);
    }
    if !sent || away {
        return;
    }
    give.stage = Stage::Tried;
    let Some(errand) = errand(give, target, agent) else { return };
    give.sending.go(errand.clone());
    held.want(errand);
}

fn edit(name: &str) -> egui::WidgetInfo {
    egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, name)
}

/// Out of what it comes.
fn purse(ui: &mut egui::Ui, seen: &Seen<'_>, give: &mut Give, player: &Player) {
    ui.horizontal_wrapped(|ui| {
        if let Some(left) = player.left {
            ui.label(seen.theme.quiet(format!("{left} left to give today")));
        }
        let own = player.purse.unwrap_or(Micro::ZERO);
        if own.is_positive() {
            ui.checkbox(&mut give.own, format!("out of my own {own}"));
        }
    });
}

fn errand(give: &Give, (post, reply): Target, agent: VillagerId) -> Option<Errand> {
    let amount = amount(&give.amount).ok()?;
    let reason = give.reason.trim();
    if reason.is_empty() {
        return None;
    }
    let gift = Gift {
        agent,
        amount,
        reason: reason.to_owned(),
        post: PostId(post),
        reply: reply.map(ReplyId),
        own: give.own && !give.is_penalty,
    };
    Some(if give.is_penalty { Errand::Penalize(gift) } else { Errand::Reward(gift) })
}

/// How it stands with a gift, and the way back while there is one.
fn stands(ui: &mut egui::Ui, seen: &Seen<'_>, held: &mut Held<'_>, given: &Given, name: &str) {
    let theme = &seen.theme;
    let (icon, asked) = (if given.is_penalty { "ember" } else { "coin-0" }, given.gift.amount);
    ui.horizontal_wrapped(|ui| {
        let (alpha, told) = match &given.state {
            State::Pending => (0.45, format!("{asked} is on its way…")),
            State::Settled { amount, .. } if given.is_penalty => {
                (1.0, format!("{name} lost {amount}"))
            }
            State::Settled { amount, .. } => (1.0, format!("{name} got {amount}")),
            State::Undoing { amount, .. } => (0.45, format!("{amount} is being taken back…")),
            State::Undone { amount } => (0.45, format!("{amount} was taken back")),
            State::Refused { .. } => (0.45, format!("{asked} did not go through")),
        };
        seen.icon(ui, icon, 16.0, alpha);
        ui.label(egui::RichText::new(told).color(theme.gold));
        if let State::Settled { transfer, until: Some(until), .. } = given.state {
            let left = (ticks(until) - seen.scene.tick()) / f64::from(seen.scene.hz());
            if left > 0.0 {
                let told = format!("Take it back ({:.0} s)", left.ceil());
                if ui.link(told).clicked() {
                    held.want(Errand::Undo { transfer });
                }
                // The seconds go on even if nothing else moves.
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(250));
            }
        }
    });
    match (&given.state, &given.hitch) {
        // The form says it while it is open.
        (State::Refused { why }, _) if held.forms.give.target.is_none() => wrong(ui, theme, why),
        (_, Some(hitch)) => wrong(ui, theme, hitch),
        _ => {}
    }
}
