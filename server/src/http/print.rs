//! The world in JSON, printed at most once a tick however many ask for it: plain, compressed, and
//! as the first message of a socket.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arc_swap::ArcSwapOption;
use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use village_sim::View;

use super::json::{Atlas, Lens};

/// One tick's world.
#[derive(Debug)]
pub struct Print {
    pub view: Arc<View>,
    plain: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    snapshot: OnceLock<Utf8Bytes>,
}

/// The press: the latest print.
#[derive(Debug, Default)]
pub struct Press {
    latest: ArcSwapOption<Print>,
    /// Held while a new print is put in, so that two callers do not print the same tick.
    inking: Mutex<()>,
}

impl Press {
    /// The print of a view.
    pub fn print(&self, view: &Arc<View>) -> Arc<Print> {
        if let Some(print) = self.find(view) {
            return print;
        }
        let _inking = self.inking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(print) = self.find(view) {
            return print;
        }
        let print = Arc::new(Print::new(view.clone()));
        self.latest.store(Some(print.clone()));
        print
    }

    fn find(&self, view: &Arc<View>) -> Option<Arc<Print>> {
        let latest = self.latest.load();
        latest.as_ref().filter(|print| Arc::ptr_eq(&print.view, view)).cloned()
    }
}

impl Print {
    pub const fn new(view: Arc<View>) -> Self {
        Self { view, plain: OnceLock::new(), gzip: OnceLock::new(), snapshot: OnceLock::new() }
    }

    /// The world as JSON.
    pub fn plain(&self, atlas: &Atlas) -> Bytes {
        let print = || {
            let world = Lens::new(&self.view, atlas).world();
            serde_json::to_vec(&world).expect("the world is plain data").into()
        };
        self.plain.get_or_init(print).clone()
    }

    /// The same, compressed.
    pub fn gzip(&self, atlas: &Atlas) -> Bytes {
        let press = || {
            let fast = flate2::Compression::fast();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), fast);
            encoder.write_all(&self.plain(atlas)).expect("writing to a Vec cannot fail");
            encoder.finish().expect("writing to a Vec cannot fail").into()
        };
        self.gzip.get_or_init(press).clone()
    }

    /// The world as a socket's first message: the same with `"type":"snapshot"` before it.
    pub fn snapshot(&self, atlas: &Atlas) -> Utf8Bytes {
        let splice = || {
            let plain = self.plain(atlas);
            let fields = str::from_utf8(&plain[1..]).expect("JSON is UTF-8");
            format!("{{\"type\":\"snapshot\",{fields}").into()
        };
        self.snapshot.get_or_init(splice).clone()
    }

    /// Name of this version, for `ETag`.
    pub fn etag(&self) -> String {
        let hash = self.view.hash.to_string();
        format!("\"{}-{}\"", self.view.tick(), &hash[..8])
    }
}
