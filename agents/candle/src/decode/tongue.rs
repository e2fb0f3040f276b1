//! Between texts and tokens.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde_json::Value;
use tokenizers::Tokenizer;
use tokenizers::tokenizer::step_decode_stream;
use tracing::warn;
use village_agents::llm::Schema;

use super::gguf::Gguf;
use super::grammar::{Grammars, Rule};
use super::template::{Line, Template};
use crate::fault::Fault;
use crate::weights;

/// Marks at which chats of known models end, whatever their files say.
const ENDS: [&str; 4] = ["<|im_end|>", "<|eot_id|>", "<|end_of_text|>", "<|endoftext|>"];

pub(super) struct Tongue {
    tokenizer: Arc<Tokenizer>,
    template: Template,
    ends: BTreeSet<u32>,
    vocabulary: usize,
    /// Made when the first answer is to follow a schema; none if that cannot be.
    grammars: OnceLock<Option<Grammars>>,
}

/// `tokenizer_config.json`.
#[derive(Default, Deserialize)]
struct ConfigFile {
    chat_template: Option<Value>,
    bos_token: Option<Value>,
    eos_token: Option<Value>,
}

/// `config.json` and `generation_config.json`, as far as they tell where answers end.
#[derive(Default, Deserialize)]
struct EndFile {
    eos_token_id: Option<Value>,
}

/// A token is told as its text, or as an object with its text.
fn token_text(token: Option<&Value>) -> String {
    let text = token.and_then(|token| token.as_str().or_else(|| token.get("content")?.as_str()));
    text.unwrap_or_default().to_owned()
}

impl Tongue {
    /// Of a folder as transformers writes it.
    pub(super) fn of_folder(folder: &Path, vocabulary: usize) -> Result<Self, Fault> {
        let tokenizer = weights::tokenizer(&folder.join("tokenizer.json"))?;
        let path = folder.join("tokenizer_config.json");
        let config: ConfigFile = weights::json_if_there(&path)?.unwrap_or_default();
        let own = match weights::text(&folder.join("chat_template.jinja")) {
            Ok(text) => Some(text),
            Err(Fault::Missing { .. }) => None,
            Err(fault) => return Err(fault),
        };
        let named = |list: &Value| {
            let default = list.as_array()?.iter().find(|entry| entry["name"] == "default")?;
            default["template"].as_str().map(str::to_owned)
        };
        let told = config.chat_template.as_ref();
        let told = told.and_then(|told| told.as_str().map(str::to_owned).or_else(|| named(told)));
        let text = own.or(told).ok_or(Fault::Missing {
            path,
            advice: "it has no chat_template: take a model that was taught to chat",
        })?;
        let template = Template::new(
            text,
            token_text(config.bos_token.as_ref()),
            token_text(config.eos_token.as_ref()),
        )?;
        let mut ends = Vec::new();
        for name in ["config.json", "generation_config.json"] {
            let file: Option<EndFile> = weights::json_if_there(&folder.join(name))?;
            let told = file.and_then(|file| file.eos_token_id).unwrap_or_default();
            let one_or_more = told.as_array().map_or(std::slice::from_ref(&told), Vec::as_slice);
            let numbers = one_or_more.iter().filter_map(Value::as_u64);
            ends.extend(numbers.filter_map(|number| u32::try_from(number).ok()));
        }
        ends.extend(tokenizer.token_to_id(&token_text(config.eos_token.as_ref())));
        Ok(Self::new(tokenizer, template, ends, vocabulary))
    }

    /// Of a GGUF file; a `tokenizer.json` beside it is taken before its own.
    pub(super) fn of_gguf(path: &Path, file: &Gguf, vocabulary: usize) -> Result<Self, Fault> {
        let tokenizer = match weights::tokenizer(&path.with_file_name("tokenizer.json")) {
            Err(Fault::Missing { .. }) => {
                let built = Tokenizer::from_bytes(file.tokenizer()?.to_string());
                let broken = |said: String| Fault::Broken { path: path.to_owned(), said };
                built.map_err(|error| broken(error.to_string()))?
            }
            other => other?,
        };
        let text = file.text("tokenizer.chat_template").ok_or(Fault::Missing {
            path: path.to_owned(),
            advice: "it has no chat_template: take a model that was taught to chat",
        })?;
        let token = |key| file.token(key).unwrap_or_default().to_owned();
        let begin = token("tokenizer.ggml.bos_token_id");
        let end = token("tokenizer.ggml.eos_token_id");
        let template = Template::new(text.to_owned(), begin, end)?;
        Ok(Self::new(tokenizer, template, file.ends(), vocabulary))
    }

    fn new(tokenizer: Tokenizer, template: Template, ends: Vec<u32>, vocabulary: usize) -> Self {
        let usual = ENDS.iter().filter_map(|end| tokenizer.token_to_id(end));
        let ends = usual.chain(ends).collect();
        let tokenizer = Arc::new(tokenizer);
        Self { tokenizer, template, ends, vocabulary, grammars: OnceLock::new() }
    }

    /// A chat's tokens, up to where the answer begins.
    pub(super) fn prompt(&self, lines: &[Line<'_>]) -> Result<Vec<u32>, Fault> {
        let text = self.template.render(lines)?;
        let tokens = self.tokenizer.encode_fast(text, false);
        let tokens = tokens.map_err(|error| Fault::Tokens { said: error.to_string() })?;
        let tokens = tokens.get_ids().to_vec();
        let unknown = |token: &&u32| usize::try_from(**token).is_ok_and(|at| at >= self.vocabulary);
        match tokens.iter().find(unknown) {
            None if tokens.is_empty() => Err(Fault::Template { said: "it says nothing".into() }),
            None => Ok(tokens),
            Some(token) => Err(Fault::Tokens { said: format!("the model has no token {token}") }),
        }
    }

    /// Holds one answer to a schema; takes a while for one that was not asked for before. None if
    /// that cannot be, which the log says once.
    pub(super) fn rule(&self, schema: &Schema) -> Option<Rule> {
        let grammars = self.grammars.get_or_init(|| {
            // Vocabularies that nobody thought of are panics in the library.
            let grammars = || Grammars::new(&self.tokenizer, &self.ends);
            let made = catch_unwind(AssertUnwindSafe(grammars));
            let made = made.unwrap_or_else(|_| Err("its vocabulary is not understood".into()));
            made.inspect_err(|said| warn!(said, "answers are not held to schemas")).ok()
        });
        grammars.as_ref()?.rule(schema)
    }

    /// Whether an answer ends with this token.
    pub(super) fn is_end(&self, token: u32) -> bool {
        self.ends.contains(&token)
    }
}

/// An answer as it comes.
pub(super) struct Utterance {
    stops: Vec<String>,
    text: String,
    pending: Vec<u32>,
    before: String,
    before_tokens: usize,
}

impl Utterance {
    /// One that ends at any of these words.
    pub(super) fn new(stops: &[String]) -> Self {
        let stops = stops.iter().filter(|stop| !stop.is_empty()).cloned().collect();
        Self {
            stops,
            text: String::new(),
            pending: Vec::new(),
            before: String::new(),
            before_tokens: 0,
        }
    }

    /// Takes a token; tells the bytes that came, or none if a stop word did.
    pub(super) fn hear(&mut self, tongue: &Tongue, token: u32) -> Result<Option<usize>, Fault> {
        let piece = step_decode_stream(
            &tongue.tokenizer,
            vec![token],
            true,
            &mut self.pending,
            &mut self.before,
            &mut self.before_tokens,
        );
        let piece = piece.map_err(|error| Fault::Tokens { said: error.to_string() })?;
        let piece = piece.unwrap_or_default();
        let longest = self.stops.iter().map(String::len).max().unwrap_or(0);
        let from = self.text.floor_char_boundary(self.text.len().saturating_sub(longest));
        self.text.push_str(&piece);
        let met = self.stops.iter().filter_map(|stop| self.text[from..].find(stop.as_str())).min();
        if let Some(at) = met {
            self.text.truncate(from + at);
            return Ok(None);
        }
        Ok(Some(piece.len()))
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
