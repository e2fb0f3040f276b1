//! Decoders of chance: that company, joining, keeping and forms of files change no word.

mod chat;
mod choir;
mod engine;
mod files;
mod oracle;
mod schema;

use std::sync::Arc;

use candle_core::Device;
use tempfile::TempDir;
use tokio::sync::mpsc;
use village_agents::llm::Finish;

use super::choir::{Bounds, Choir, Notice, Request};
use super::engine::{Settings, load};
use super::network::Network;
use crate::kit;

const BOUNDS: Bounds = Bounds { voices_max: 8, places: 256, read_max: 24, kept_bytes_max: 1 << 20 };

fn network(kind: &str) -> Network {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), kind);
    load(folder.path(), Settings::default(), &Device::Cpu).unwrap().0
}

fn choir(kind: &str, bounds: Bounds) -> Choir {
    let folder = TempDir::new().unwrap();
    kit::decoder(folder.path(), kind);
    let (network, tongue) = load(folder.path(), Settings::default(), &Device::Cpu).unwrap();
    Choir::new(network, Arc::new(tongue), bounds)
}

/// A choir of the same model in a packed file.
fn packed_choir(kind: &str, bounds: Bounds) -> Choir {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m.gguf");
    kit::gguf(&path, kind, candle_core::quantized::GgmlDType::Q8_0);
    let (network, tongue) = load(&path, Settings::default(), &Device::Cpu).unwrap();
    Choir::new(network, Arc::new(tongue), bounds)
}

/// A prompt that begins with `shared` tokens that all have, and goes on with its own.
fn prompt(shared: u32, own: u32, length: u32) -> Vec<u32> {
    (0..length).map(|at| if at < shared { at * 7 % 60 } else { at * (own + 3) % 60 } + 4).collect()
}

fn request(tokens: Vec<u32>, tokens_max: u32) -> (Request, mpsc::Receiver<Notice>) {
    let (ear, notices) = mpsc::channel(Request::notices(tokens_max));
    let (stops, until, rule) = (Vec::new(), None, None);
    let (temperature, top_p, seed) = (0.0, 1.0, 0);
    (Request { tokens, tokens_max, temperature, top_p, seed, stops, until, rule, ear }, notices)
}

/// What was said in the end.
fn said(mut notices: mpsc::Receiver<Notice>) -> (String, Finish, u32) {
    while let Ok(notice) = notices.try_recv() {
        match notice {
            Notice::Ended { text, finish, tokens } => return (text, finish, tokens),
            Notice::Failed(why) => panic!("{why}"),
            Notice::Begun | Notice::Said(_) => {}
        }
    }
    panic!("it has not done")
}

fn sing(choir: &mut Choir) {
    while choir.voices() > 0 {
        choir.step();
    }
}

/// What a prompt is answered where nobody else is.
fn alone(mut choir: Choir, request: impl FnOnce() -> (Request, mpsc::Receiver<Notice>)) -> String {
    let (request, notices) = request();
    choir.join(request);
    sing(&mut choir);
    said(notices).0
}
