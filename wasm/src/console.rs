//! What the program has to say to whoever opens the browser's console. Bevy's own log would bring
//! filters and forms along that every visitor would load.

use std::fmt::{Debug, Write as _};

use bevy::prelude::*;
use log::{LevelFilter, Log};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use wasm_bindgen::JsValue;
use web_sys::console;

/// Crates whose warnings say nothing to whoever looks at a village.
const QUIET: &[&str] = &["bevy_core_pipeline", "bevy_egui", "wgpu", "winit"];

/// Hears those crates that write events and those that write lines.
struct Console;

pub(crate) fn plugin(_: &mut App) {
    // A page that starts the program twice has a console already.
    if tracing::subscriber::set_global_default(Console).is_ok() && log::set_logger(&Console).is_ok()
    {
        log::set_max_level(LevelFilter::Warn);
    }
}

fn is_heard(target: &str, is_error: bool) -> bool {
    is_error || !QUIET.iter().any(|name| target.starts_with(name))
}

fn say(target: &str, is_error: bool, what: &str) {
    let line = JsValue::from_str(&format!("{target}: {what}"));
    if is_error {
        console::error_1(&line);
    } else {
        console::warn_1(&line);
    }
}

impl Log for Console {
    fn enabled(&self, about: &log::Metadata<'_>) -> bool {
        let is_error = about.level() == log::Level::Error;
        about.level() <= log::Level::Warn && is_heard(about.target(), is_error)
    }

    fn log(&self, line: &log::Record<'_>) {
        if Log::enabled(self, line.metadata()) {
            say(line.target(), line.level() == log::Level::Error, &line.args().to_string());
        }
    }

    fn flush(&self) {}
}

impl Subscriber for Console {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        let is_error = *about.level() == Level::ERROR;
        about.is_event() && *about.level() <= Level::WARN && is_heard(about.target(), is_error)
    }

    fn event(&self, event: &Event<'_>) {
        let mut words = Words(String::new());
        event.record(&mut words);
        let about = event.metadata();
        say(about.target(), *about.level() == Level::ERROR, &words.0);
    }

    /// Spans are never enabled; whoever asks all the same is given a name.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// An event's message, and then its fields.
struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing into a text does not fail.
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
