//! Why there is no model, or no answer from it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a model cannot be had or asked.
#[derive(Debug, Error)]
pub enum Fault {
    #[error("{path} is missing: {advice}")]
    Missing { path: PathBuf, advice: &'static str },
    #[error("reading {path}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} has {bytes} bytes, more than {bytes_max}: is it the right file?")]
    TooLarge { path: PathBuf, bytes: u64, bytes_max: u64 },
    #[error("{path} cannot be understood ({said}): fetch it again, whole")]
    Broken { path: PathBuf, said: String },
    #[error("{path} is of a kind that is not known here: {found}; take {known}")]
    Kind { path: PathBuf, found: String, known: &'static str },
    #[error("the weight {name} {problem}: do the weights belong to this config.json?")]
    Weight { name: String, problem: String },
    #[error(
        "the program is built for an NVIDIA card, and the first one cannot be used ({said}): \
         see whether nvidia-smi lists it, or build without the feature cuda"
    )]
    Card { said: String },
    #[error("the model failed while computing")]
    Compute(#[from] candle_core::Error),
    #[error("the text cannot be cut into tokens ({said}): does tokenizer.json fit the model?")]
    Tokens { said: String },
    #[error("the chat template of the model cannot be used: {said}")]
    Template { said: String },
    #[error("the prompt has {tokens} tokens, and there is room for {tokens_max}; shorten it")]
    PromptTooLong { tokens: usize, tokens_max: usize },
    #[error("no threads can be had for the model ({said})")]
    Threads { said: String },
    #[error("the setting {rule}")]
    Setting { rule: &'static str },
}
