//! A reader without a window: the panels run in a context of egui, and what they show is read and
//! clicked as a screen reader does it, by name.

use bevy::prelude::*;
use bevy_egui::egui::accesskit::{Node, Role};
use bevy_egui::{EguiContext, EguiPrimaryContextPass, EguiUserTextures, PrimaryEguiContext, egui};
use village_game::{Address, Knock, PanelsPlugin, Wanted};
use village_protocol::play::Errand;

use crate::kit::client_of;

/// What the panels sent and nobody took yet. A message lives for two fixed steps of the clock,
/// which on a slow machine are over before a test looks.
#[derive(Resource, Default)]
struct Sent {
    errands: Vec<Errand>,
    knocks: usize,
}

fn keep(
    mut sent: ResMut<Sent>,
    mut wanted: MessageReader<Wanted>,
    mut knocks: MessageReader<Knock>,
) {
    sent.errands.extend(wanted.read().map(|wanted| wanted.0.clone()));
    sent.knocks += knocks.read().count();
}

/// A client whose panels are read.
pub struct Reader {
    pub app: App,
    ctx: egui::Context,
    nodes: Vec<Node>,
    pub copied: Vec<String>,
    size: egui::Vec2,
    time: f64,
}

impl Reader {
    pub fn new(village: Option<Address>, (width, height): (f32, f32)) -> Self {
        Self::of(client_of(village, None), (width, height))
    }

    /// Reads a client that runs already.
    pub fn of(mut app: App, (width, height): (f32, f32)) -> Self {
        let context = EguiContext::default();
        app.init_resource::<EguiUserTextures>();
        // The app is finished already: a plug-in would come too late.
        PanelsPlugin.build(&mut app);
        app.init_resource::<Sent>().add_systems(Last, keep);
        let entity = app.world_mut().spawn((context, PrimaryEguiContext)).id();
        let mut context = app.world_mut().get_mut::<EguiContext>(entity).unwrap();
        let ctx = context.get_mut().clone();
        ctx.enable_accesskit();
        let size = egui::vec2(width, height);
        let (nodes, copied) = (Vec::new(), Vec::new());
        let mut reader = Self { app, ctx, nodes, copied, size, time: 0.0 };
        reader.look();
        reader
    }

    /// Until panels have slid in.
    pub fn look(&mut self) {
        for _ in 0..6 {
            self.pass(Vec::new());
        }
    }

    fn pass(&mut self, events: Vec<egui::Event>) {
        self.app.update();
        self.time += 0.1;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..egui::RawInput::default()
        };
        let world = self.app.world_mut();
        let output = self.ctx.run_ui(input, |_| world.run_schedule(EguiPrimaryContextPass));
        let platform = output.platform_output;
        for command in platform.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                self.copied.push(text);
            }
        }
        if let Some(update) = platform.accesskit_update {
            self.nodes = update.nodes.into_iter().map(|(_, node)| node).collect();
        }
    }

    /// The errands that were wished for since this was asked last, up to the last look.
    pub fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.app.world_mut().resource_mut::<Sent>().errands)
    }

    /// How often somebody asked to be let in or out, likewise.
    pub fn knocks(&mut self) -> usize {
        std::mem::take(&mut self.app.world_mut().resource_mut::<Sent>().knocks)
    }

    /// All that is written.
    pub fn text(&self) -> String {
        let told = |node: &Node| {
            let label = node.label().unwrap_or_default();
            format!("{label}\n{}", node.value().unwrap_or_default())
        };
        self.nodes.iter().map(told).collect::<Vec<_>>().join("\n")
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Panics with all that is written unless the words are among it.
    pub fn must_say(&self, words: &str) {
        assert!(self.says(words), "\"{words}\" is not in:\n{}", self.text());
    }

    /// The middle of what is called so, the last that is (it lies on top).
    fn place(&self, name: &str) -> egui::Pos2 {
        let called = |node: &&Node| {
            node.label() == Some(name) && node.bounds().is_some() && node.role() != Role::Label
        };
        let node = self.nodes.iter().rfind(called);
        let node = node.unwrap_or_else(|| panic!("no \"{name}\" in:\n{}", self.text()));
        let bounds = node.bounds().unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
        let middle =
            egui::pos2(bounds.x0.midpoint(bounds.x1) as f32, bounds.y0.midpoint(bounds.y1) as f32);
        assert!(
            egui::Rect::from_min_size(egui::Pos2::ZERO, self.size).contains(middle),
            "\"{name}\" is out of sight at {middle}"
        );
        middle
    }

    pub fn click(&mut self, name: &str) {
        let at = self.place(name);
        self.pass(vec![egui::Event::PointerMoved(at)]);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            let modifiers = egui::Modifiers::NONE;
            self.pass(vec![egui::Event::PointerButton { pos: at, button, pressed, modifiers }]);
        }
        self.look();
    }

    /// Clicks into a field and types, in place of what stood there.
    pub fn fill(&mut self, name: &str, text: &str) {
        self.click(name);
        self.key(egui::Key::A, egui::Modifiers::COMMAND);
        self.key(egui::Key::Backspace, egui::Modifiers::NONE);
        if !text.is_empty() {
            self.pass(vec![egui::Event::Paste(text.to_owned())]);
        }
        self.look();
    }

    pub fn key(&mut self, key: egui::Key, modifiers: egui::Modifiers) {
        for pressed in [true, false] {
            let event =
                egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
            self.pass(vec![event]);
        }
        self.look();
    }

    /// Everything that is shown lies on the screen.
    pub fn fits(&self) {
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, self.size).expand(1.0);
        for node in &self.nodes {
            let (Some(bounds), Some(label)) = (node.bounds(), node.label()) else { continue };
            if node.role() == Role::Button {
                #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
                let (left, right) = (bounds.x0 as f32, bounds.x1 as f32);
                let inside = left >= screen.min.x && right <= screen.max.x;
                assert!(inside, "\"{label}\" from {left} to {right}");
            }
        }
    }
}
