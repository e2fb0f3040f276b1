//! Answers that follow a JSON schema: which tokens may come next.
//!
//! Invariants:
//! - An answer that is held to a schema and comes to its end is JSON that the schema allows.
//! - Where there is one way on only, it is said without asking the model.
//! - What cannot be held to its schema is said in the log and decoded freely.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use llguidance::api::TopLevelGrammar;
use llguidance::toktrie::{INVALID_TOKEN, InferenceCapabilities, TokRxInfo, TokTrie, TokenizerEnv};
use llguidance::{
    JsonCompileOptions, Matcher, ParserFactory, token_bytes_from_tokenizer_json, toktrie,
};
use tokenizers::Tokenizer;
use tracing::warn;
use village_agents::llm::Schema;

/// Schemas whose grammars are kept; the village has two or three.
const KEPT: usize = 16;
/// States of a grammar's lexer, of some 2 KiB each.
const LEXER_STATES_MAX: usize = 20_000;

/// What all grammars of a tokenizer share, and those that were asked for.
pub(super) struct Grammars {
    factory: ParserFactory,
    /// The latest last; none: it cannot be compiled.
    known: Mutex<Vec<(Arc<str>, Option<Matcher>)>>,
}

impl Grammars {
    /// For this tokenizer; answers end at any of `ends`.
    pub(super) fn new(tokenizer: &Arc<Tokenizer>, ends: &BTreeSet<u32>) -> Result<Self, String> {
        let said = |error: &dyn std::fmt::Display| error.to_string();
        let file = serde_json::to_value(&**tokenizer).map_err(|error| said(&error))?;
        let bytes = token_bytes_from_tokenizer_json(&file).map_err(|error| said(&error))?;
        let count = u32::try_from(bytes.len()).map_err(|error| said(&error))?;
        let ends: Vec<u32> = ends.iter().copied().filter(|end| *end < count).collect();
        let first = ends.first().copied().unwrap_or(INVALID_TOKEN);
        let mut trie = TokTrie::from(&TokRxInfo::new(count, first), &bytes);
        if !ends.is_empty() {
            trie = trie.with_eos_tokens(&ends);
        }
        let words = Words::new(tokenizer.clone(), trie);
        let caps = InferenceCapabilities { ff_tokens: words.is_exact, ..Default::default() };
        let slices = llguidance::earley::SlicedBiasComputer::json_slices();
        let env: toktrie::TokEnv = Arc::new(words);
        let mut factory = ParserFactory::new(&env, caps, &slices).map_err(|error| said(&error))?;
        factory.quiet();
        let limits = factory.limits_mut();
        (limits.max_lexer_states, limits.verbose_errors) = (LEXER_STATES_MAX, false);
        Ok(Self { factory, known: Mutex::default() })
    }

    /// Holds one answer to a schema. None, said once in the log, if that cannot be.
    pub(super) fn rule(&self, schema: &Schema) -> Option<Rule> {
        let text = schema.json().get();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = match known.iter().position(|(other, _)| &**other == text) {
            Some(at) => known.remove(at),
            None => (text.into(), self.compile(schema)),
        };
        // A copy of its own: what one answer makes the lexer learn fills nobody else's bounds.
        let matcher = entry.1.as_ref().map(Matcher::deep_clone);
        known.push(entry);
        if known.len() > KEPT {
            known.remove(0);
        }
        matcher.map(|matcher| Rule { matcher })
    }

    fn compile(&self, schema: &Schema) -> Option<Matcher> {
        // As most JSON that models have read is written; one form only, so that there is nothing
        // to wander about in.
        let form = JsonCompileOptions {
            item_separator: ", ".into(),
            key_separator: ": ".into(),
            whitespace_flexible: false,
            ..JsonCompileOptions::default()
        };
        let mut value = serde_json::from_str(schema.json().get()).ok()?;
        form.apply_to(&mut value);
        let mut matcher =
            Matcher::new(self.factory.create_parser(TopLevelGrammar::from_json_schema(value)));
        // The first mask shows what only decoding would.
        if let Err(error) = matcher.clone().compute_mask() {
            warn!(schema = schema.name(), %error, "answers are not held to this schema");
            return None;
        }
        for warning in matcher.grammar_warnings() {
            warn!(schema = schema.name(), warning, "a schema is not followed in all");
        }
        Some(matcher)
    }
}

/// One answer on its way through a grammar.
pub(super) struct Rule {
    matcher: Matcher,
}

/// Why an answer cannot be held to its schema any longer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Lost(String);

impl Rule {
    /// Leaves only those tokens likely that may come next.
    pub(super) fn narrow(&mut self, logits: &mut [f32]) -> Result<(), Lost> {
        let mask = self.matcher.compute_mask().map_err(|error| Lost(error.to_string()))?;
        let allowed = mask.as_slice().iter().chain(std::iter::repeat(&0));
        for (logits, allowed) in logits.chunks_mut(32).zip(allowed) {
            match *allowed {
                u32::MAX => {}
                0 => logits.fill(f32::NEG_INFINITY),
                allowed => {
                    let barred = |bit: &usize| allowed & (1 << bit) == 0;
                    let barred = (0..logits.len()).filter(barred);
                    barred.for_each(|bit| logits[bit] = f32::NEG_INFINITY);
                }
            }
        }
        Ok(())
    }

    /// Takes the token that was chosen; tells those that must follow it.
    pub(super) fn follow(&mut self, token: u32) -> Result<Vec<u32>, Lost> {
        self.matcher.consume_token(token).map_err(|error| Lost(error.to_string()))?;
        if self.is_done() { Ok(Vec::new()) } else { Ok(self.matcher.consume_ff_tokens()) }
    }

    /// Whether the answer is whole.
    pub(super) fn is_done(&self) -> bool {
        self.matcher.is_stopped() && !self.matcher.is_error()
    }
}

/// The tokenizer as grammars see it.
struct Words {
    tokenizer: Arc<Tokenizer>,
    trie: TokTrie,
    /// Whether texts that are cut into tokens and put together again are the same texts: others
    /// (some write a space before every text) cannot say what must follow.
    is_exact: bool,
}

impl Words {
    fn new(tokenizer: Arc<Tokenizer>, trie: TokTrie) -> Self {
        let mut words = Self { tokenizer, trie, is_exact: false };
        let same = |text: &&str| {
            words.trie.decode(&words.tokenize_bytes(text.as_bytes())) == text.as_bytes()
        };
        words.is_exact = ["{\"thought\": \"", "acts", "\", \"to\": ", " 12"].iter().all(same);
        words
    }
}

impl TokenizerEnv for Words {
    fn tok_trie(&self) -> &TokTrie {
        &self.trie
    }

    fn tokenize_bytes(&self, bytes: &[u8]) -> Vec<u32> {
        self.trie.tokenize_with_greedy_fallback(bytes, |text| {
            let tokens = self.tokenizer.encode_fast(text, false);
            tokens.map_or_else(
                |_| self.trie.greedy_tokenize(text.as_bytes()),
                |tokens| tokens.get_ids().to_vec(),
            )
        })
    }

    fn tokenize_is_canonical(&self) -> bool {
        self.is_exact
    }
}
