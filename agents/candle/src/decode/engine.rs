//! The engine: a thread that owns the model, and a queue to it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use candle_core::{DType, Device};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::choir::{Bounds, Choir, Request};
use super::gguf::Gguf;
use super::network::Network;
use super::shape;
use super::source::Source;
use super::tongue::Tongue;
use crate::fault::Fault;
use crate::threads;
use crate::weights::{self, Weights};

/// How an engine works.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Thoughts that are decoded at the same time, 1 to 256. Default: 8.
    pub voices_max: usize,
    /// Thoughts that may wait in the engine, 1 to 4,096. Default: 64.
    pub queued_max: usize,
    /// Tokens of a prompt and its answer together, 16 to 1,048,576; never more than the model
    /// knows. Each thought under way takes up to so many tokens' keys and values. Default: 8,192.
    pub context_tokens: usize,
    /// Tokens of a prompt that are read in a step, 1 to 4,096. The more, the sooner it is read,
    /// and the longer those who speak wait meanwhile. Default: 128.
    pub read_tokens: usize,
    /// Bytes of keys and values that are kept of what prompts begin with, besides those of
    /// thoughts under way. 0: nothing is kept. Default: 512 MiB.
    pub kept_bytes_max: usize,
    /// Threads that compute, 1 to 1,024; 0: as many as there are cores but one. Packed matrices
    /// (GGUF) are multiplied on as many as there are cores, unless `CANDLE_NUM_THREADS` said
    /// otherwise when the process started. All of them let other threads go first. Default: 0.
    pub threads: usize,
    /// Where a thought does not say: 0 (always the likeliest token) to 2. Default: 0.7.
    pub temperature: f32,
    /// The likeliest tokens that together have this share are chosen from, 0 to 1. Default: 0.95.
    pub top_p: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            voices_max: 8,
            queued_max: 64,
            context_tokens: 8_192,
            read_tokens: 128,
            kept_bytes_max: 512 << 20,
            threads: 0,
            temperature: 0.7,
            top_p: 0.95,
        }
    }
}

impl Settings {
    fn check(&self) -> Result<(), Fault> {
        let rules = [
            ((1..=256).contains(&self.voices_max), "voices_max is 1 to 256"),
            ((1..=4_096).contains(&self.queued_max), "queued_max is 1 to 4096"),
            ((16..=1 << 20).contains(&self.context_tokens), "context_tokens is 16 to 1048576"),
            ((1..=4_096).contains(&self.read_tokens), "read_tokens is 1 to 4096"),
            ((0.0..=2.0).contains(&self.temperature), "temperature is 0 to 2"),
            ((0.0..=1.0).contains(&self.top_p), "top_p is 0 to 1"),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            None => Ok(()),
            Some((_, rule)) => Err(Fault::Setting { rule }),
        }
    }
}

/// How an engine stands after a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Thoughts under way.
    pub voices: usize,
    /// Bytes of keys and values of what prompts begin with.
    pub kept_bytes: usize,
    /// Bytes of keys and values of thoughts under way, besides those.
    pub own_bytes: usize,
    /// Tokens of prompts that did not have to be read, because they were kept; since the start.
    pub spared_tokens: u64,
    /// Tokens of answers that were held to a schema, and what holding them took; since the start.
    pub held_tokens: u64,
    pub held: Duration,
}

/// A language model in this process. It can be asked as a [`Provider`] of the village's pool;
/// dropping it ends its thread after the step under way.
///
/// [`Provider`]: village_agents::llm::Provider
pub struct Engine {
    pub(super) name: Arc<str>,
    is_on_card: bool,
    pub(super) tongue: Arc<Tongue>,
    pub(super) settings: Settings,
    pub(super) places: usize,
    queue: SyncSender<Request>,
    standing: watch::Receiver<Standing>,
}

impl Engine {
    /// Reads a model: a folder with `config.json`, `tokenizer.json`, `tokenizer_config.json` and
    /// safetensors, or a GGUF file. Takes seconds; the first card is used where the crate was
    /// built with `cuda`, the processor otherwise.
    pub fn open(path: &Path, settings: Settings) -> Result<Self, Fault> {
        settings.check()?;
        let device = Device::cuda_if_available(0).map_err(|error| {
            // What comes after its first line is where in candle it was.
            let said = error.to_string().lines().next().unwrap_or_default().to_owned();
            Fault::Card { said }
        })?;
        let pool = threads::pool(settings.threads)?;
        // There as well, because candle starts threads of its own when it first needs them.
        let (network, tongue) = pool.install(|| load(path, settings, &device))?;
        let tongue = Arc::new(tongue);
        let places = settings.context_tokens.min(network.shape().places);
        let bounds = Bounds {
            voices_max: settings.voices_max,
            places,
            read_max: settings.read_tokens,
            kept_bytes_max: settings.kept_bytes_max,
        };
        let choir = Choir::new(network, tongue.clone(), bounds);
        let (queue, asked) = sync_channel(settings.queued_max);
        let (told, standing) = watch::channel(Standing::default());
        let own_thread = thread::Builder::new().name("candle".into());
        own_thread
            .spawn(move || pool.install(move || sing(choir, &asked, &told)))
            .map_err(|source| Fault::Read { path: path.to_owned(), source })?;
        let name = path.file_stem().map_or_else(|| "model".into(), |name| name.to_string_lossy());
        let is_on_card = device.is_cuda();
        Ok(Self { name: name.into(), is_on_card, tongue, settings, places, queue, standing })
    }

    /// The model's name: that of its folder or file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it computes on an NVIDIA card, and not on the processor.
    pub const fn is_on_card(&self) -> bool {
        self.is_on_card
    }

    /// How it stands, after each step anew.
    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// Whether the model's thread is gone, which it is only after a fault in it.
    pub(super) fn has_ended(&self) -> bool {
        self.standing.has_changed().is_err()
    }

    pub(super) const fn queue(&self) -> &SyncSender<Request> {
        &self.queue
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The model of a folder or a file.
pub(super) fn load(
    path: &Path,
    settings: Settings,
    device: &Device,
) -> Result<(Network, Tongue), Fault> {
    if path.is_dir() {
        let shape = shape::read(&path.join("config.json"))?;
        let tongue = Tongue::of_folder(path, shape.vocabulary)?;
        // Half the bytes where the device computes with them.
        let dtype = if device.is_cuda() { DType::BF16 } else { DType::F32 };
        let mut source = Source::Plain(Weights::of_folder(path, dtype, device)?);
        let places = settings.context_tokens.min(shape.places);
        return Ok((Network::new(shape, places, &mut source)?, tongue));
    }
    let mut file = Gguf::open(path, device)?;
    let shape = file.shape()?;
    let tongue = Tongue::of_gguf(path, &file, shape.vocabulary)?;
    let places = settings.context_tokens.min(shape.places);
    let mut source = Source::packed(file, shape.width);
    Ok((Network::new(shape, places, &mut source)?, tongue))
}

/// The thread's work, until nobody can ask any more.
fn sing(mut choir: Choir, asked: &Receiver<Request>, told: &watch::Sender<Standing>) {
    loop {
        if choir.voices() == 0 {
            match asked.recv() {
                Ok(request) => choir.join(request),
                Err(_) => return,
            }
        }
        while choir.has_room() {
            match asked.try_recv() {
                Ok(request) => choir.join(request),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        choir.step();
        let (held_tokens, held) = choir.held();
        told.send_replace(Standing {
            voices: choir.voices(),
            kept_bytes: choir.kept_bytes(),
            own_bytes: choir.own_bytes(),
            spared_tokens: choir.spared(),
            held_tokens,
            held,
        });
    }
}

/// The files of weights that an index names.
#[derive(Deserialize)]
struct Index {
    weight_map: std::collections::BTreeMap<String, String>,
}

impl Weights {
    /// Those of `model.safetensors`, or of the files that `model.safetensors.index.json` names.
    fn of_folder(folder: &Path, dtype: DType, device: &Device) -> Result<Self, Fault> {
        let one = folder.join("model.safetensors");
        let index = folder.join("model.safetensors.index.json");
        let Some(found) = weights::json_if_there::<Index>(&index)? else {
            return Self::open(&one, dtype, device, |_| ());
        };
        let names: std::collections::BTreeSet<String> = found.weight_map.into_values().collect();
        let mut weights = Self::none(dtype, device);
        for name in names {
            let is_plain = Path::new(&name).file_name().is_some_and(|plain| plain == name.as_str());
            if !is_plain {
                let said = format!("it names the file {name:?}");
                return Err(Fault::Broken { path: index, said });
            }
            weights.add(&folder.join(name), |_| ())?;
        }
        Ok(weights)
    }
}
