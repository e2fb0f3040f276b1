//! Files of a model, read with bounds.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use candle_core::{DType, Device, Tensor, safetensors};
use serde::de::DeserializeOwned;
use tokenizers::Tokenizer;

use crate::fault::Fault;

/// Bytes of a configuration or tokenizer; the largest known tokenizers have some 40 MB.
const TEXT_BYTES_MAX: u64 = 128 << 20;
/// Bytes of one file of weights.
const WEIGHTS_BYTES_MAX: u64 = 64 << 30;

/// What is said of a file that is not there.
const ADVICE: &str = "name a folder with config.json, tokenizer.json and model.safetensors";

/// The bytes of a file of at most so many.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Fault> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Fault::Missing { path: path.to_owned(), advice: ADVICE },
        _ => Fault::Read { path: path.to_owned(), source },
    };
    let bytes = fs::metadata(path).map_err(failed)?.len();
    if bytes > bytes_max {
        return Err(Fault::TooLarge { path: path.to_owned(), bytes, bytes_max });
    }
    fs::read(path).map_err(failed)
}

/// A file of text.
pub(crate) fn text(path: &Path) -> Result<String, Fault> {
    String::from_utf8(read(path, TEXT_BYTES_MAX)?).map_err(|error| broken(path, &error))
}

/// A JSON file.
pub(crate) fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Fault> {
    serde_json::from_slice(&read(path, TEXT_BYTES_MAX)?).map_err(|error| broken(path, &error))
}

/// A JSON file that need not be there.
pub(crate) fn json_if_there<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Fault> {
    match json(path) {
        Err(Fault::Missing { .. }) => Ok(None),
        other => other.map(Some),
    }
}

/// A tokenizer that neither pads nor cuts.
pub(crate) fn tokenizer(path: &Path) -> Result<Tokenizer, Fault> {
    let mut tokenizer = Tokenizer::from_bytes(read(path, TEXT_BYTES_MAX)?)
        .map_err(|error| Fault::Broken { path: path.to_owned(), said: error.to_string() })?;
    tokenizer.with_padding(None);
    tokenizer
        .with_truncation(None)
        .map_err(|error| Fault::Broken { path: path.to_owned(), said: error.to_string() })?;
    Ok(tokenizer)
}

pub(crate) fn broken(path: &Path, error: &dyn std::error::Error) -> Fault {
    Fault::Broken { path: path.to_owned(), said: error.to_string() }
}

/// The weights of a model by name, each taken once.
pub(crate) struct Weights {
    tensors: HashMap<String, Tensor>,
    dtype: DType,
    device: Device,
}

impl Weights {
    /// Those of a file; `seen` is shown its bytes.
    pub(crate) fn open(
        path: &Path,
        dtype: DType,
        device: &Device,
        seen: impl FnOnce(&[u8]),
    ) -> Result<Self, Fault> {
        let mut weights = Self::none(dtype, device);
        weights.add(path, seen)?;
        Ok(weights)
    }

    pub(crate) fn none(dtype: DType, device: &Device) -> Self {
        Self { tensors: HashMap::new(), dtype, device: device.clone() }
    }

    /// Adds those of another file.
    pub(crate) fn add(&mut self, path: &Path, seen: impl FnOnce(&[u8])) -> Result<(), Fault> {
        let bytes = read(path, WEIGHTS_BYTES_MAX)?;
        seen(&bytes);
        let file =
            safetensors::SliceSafetensors::new(&bytes).map_err(|error| broken(path, &error))?;
        for (name, view) in file.tensors() {
            let read = safetensors::Load::load(&view, &Device::Cpu);
            let tensor = read.map_err(|error| broken(path, &error))?;
            if tensor.dtype().is_float() {
                let tensor = tensor.to_dtype(self.dtype)?.to_device(&self.device)?;
                self.tensors.insert(name, tensor);
            }
        }
        Ok(())
    }

    pub(crate) const fn dtype(&self) -> DType {
        self.dtype
    }

    pub(crate) const fn device(&self) -> &Device {
        &self.device
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// A weight of this shape.
    pub(crate) fn take(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, Fault> {
        let wrong = |problem: String| Fault::Weight { name: name.to_owned(), problem };
        let tensor = self.tensors.remove(name).ok_or_else(|| wrong("is missing".into()))?;
        if tensor.dims() == shape {
            return Ok(tensor);
        }
        Err(wrong(format!("has the shape {:?}, not {shape:?}", tensor.dims())))
    }
}
