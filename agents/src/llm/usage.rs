//! How many tokens a thought took: measured by the server where it can be believed, estimated
//! where not.
//!
//! A server's count is believed only within bounds that hold for every tokenizer: a token stands
//! for at least one byte, so a prompt has at most as many tokens as bytes, apart from what the
//! chat template adds; and an answer has at most the tokens that were allowed. The same bounds are
//! what is reserved before a call, so what is settled is never more.

use serde::{Deserialize, Serialize};

use super::chat::Chat;

/// Tokens that a chat template may add to a prompt: a preamble (gpt-oss has one of about 70), the
/// schema in words, and role marks.
const TEMPLATE_TOKENS_MAX: u64 = 512;
/// Role marks of one message.
const MESSAGE_TOKENS_MAX: u64 = 32;
/// Tokens beyond `max_tokens` that servers are known to count: end of text and role marks.
const ANSWER_TOKENS_OVER: u64 = 16;
/// Bytes of a token in English text, about four by `OpenAI`'s rule of thumb.
const BYTES_PER_TOKEN: u64 = 4;
/// Role marks of one message, as in `OpenAI`'s cookbook for counting tokens (3, and 3 at the end).
const MESSAGE_TOKENS: u64 = 3;

/// Where a count comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// The server said so, within what is possible.
    Measured,
    /// The server said nothing or something impossible; see [`Usage::estimate`].
    Estimated,
}

/// Tokens of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Usage {
    pub prompt_tokens: u64,
    /// Hidden reasoning included.
    pub answer_tokens: u64,
    pub counted: Counted,
}

/// Tokens that the server claims; a claim can be anything.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Claim {
    pub prompt_tokens: Option<i128>,
    pub answer_tokens: Option<i128>,
}

/// What was generated so far, as it can be seen from outside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// Bytes of words and of reasoning.
    pub bytes: u64,
    /// Pieces of the stream that had either.
    pub pieces: u64,
}

impl Usage {
    /// No tokens at all.
    pub const NONE: Self = Self { prompt_tokens: 0, answer_tokens: 0, counted: Counted::Estimated };

    /// The most that a call for this thought can use.
    pub fn most(chat: &Chat) -> Self {
        let messages = chat.messages.len() as u64 * MESSAGE_TOKENS_MAX;
        Self {
            prompt_tokens: chat.prompt_bytes() as u64 + messages + TEMPLATE_TOKENS_MAX,
            answer_tokens: u64::from(chat.max_tokens) + ANSWER_TOKENS_OVER,
            counted: Counted::Estimated,
        }
    }

    /// Prompt: bytes ÷ 4 rounded up, 3 a message and 3 more. Answer: bytes ÷ 4 rounded up, or the
    /// pieces of the stream where those are more, since servers send at least a token in each.
    pub fn estimate(chat: &Chat, heard: Heard) -> Self {
        let most = Self::most(chat);
        let marks = (chat.messages.len() as u64 + 1) * MESSAGE_TOKENS;
        let prompt = (chat.prompt_bytes() as u64).div_ceil(BYTES_PER_TOKEN) + marks;
        let answer = heard.bytes.div_ceil(BYTES_PER_TOKEN).max(heard.pieces);
        Self {
            prompt_tokens: prompt.min(most.prompt_tokens),
            answer_tokens: answer.min(most.answer_tokens),
            counted: Counted::Estimated,
        }
    }

    /// The server's claim where it is possible, an estimate where not. Both counts are taken from
    /// the claim or none: a server that lies about one is not believed about the other.
    pub fn weigh(chat: &Chat, heard: Heard, claim: Claim) -> Self {
        let most = Self::most(chat);
        let within = |count: Option<i128>, least: i128, most: u64| {
            count.filter(|count| (least..=i128::from(most)).contains(count))
        };
        let least = i128::from(heard.bytes > 0);
        let prompt = within(claim.prompt_tokens, 1, most.prompt_tokens);
        let answer = within(claim.answer_tokens, least, most.answer_tokens);
        match (prompt.map(u64::try_from), answer.map(u64::try_from)) {
            (Some(Ok(prompt_tokens)), Some(Ok(answer_tokens))) => {
                Self { prompt_tokens, answer_tokens, counted: Counted::Measured }
            }
            _ => Self::estimate(chat, heard),
        }
    }

    /// Prompt and answer together.
    pub const fn total(&self) -> u64 {
        self.prompt_tokens.saturating_add(self.answer_tokens)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;
    use village_sim::{Tick, VillagerId};

    use super::*;
    use crate::llm::{Class, Message};

    fn chat(text: &str) -> Chat {
        Chat {
            villager: VillagerId(1),
            class: Class::React,
            base: Tick(1),
            deadline: Instant::now(),
            messages: vec![Message::user(text)],
            schema: None,
            max_tokens: 100,
            temperature: None,
            seed: None,
            stop: Vec::new(),
            serves_cut: None,
        }
    }

    #[test]
    fn the_formula_is_the_documented_one() {
        let heard = Heard { bytes: 9, pieces: 2 };
        let usage = Usage::estimate(&chat("12345"), heard);
        assert_eq!((usage.prompt_tokens, usage.answer_tokens), (2 + 6, 3));
        let heard = Heard { bytes: 9, pieces: 7 };
        assert_eq!(Usage::estimate(&chat("12345"), heard).answer_tokens, 7);
    }

    #[test]
    fn lies_are_not_believed() {
        let heard = Heard { bytes: 9, pieces: 2 };
        let counted = |prompt, answer| {
            let claim = Claim { prompt_tokens: prompt, answer_tokens: answer };
            Usage::weigh(&chat("12345"), heard, claim).counted
        };
        assert_eq!(counted(Some(5), Some(2)), Counted::Measured);
        for (prompt, answer) in [
            (None, Some(2)),
            (Some(5), None),
            (Some(-1), Some(2)),
            (Some(5), Some(0)),
            (Some(0), Some(2)),
            (Some(5), Some(1 << 63)),
            (Some(i128::MAX), Some(2)),
            (Some(5), Some(117)),
        ] {
            assert_eq!(counted(prompt, answer), Counted::Estimated, "{prompt:?} {answer:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_counts_for_more_than_was_reserved(
            text in ".{0,200}",
            bytes: u64, pieces: u64,
            prompt: Option<i128>, answer: Option<i128>,
        ) {
            let chat = chat(&text);
            let claim = Claim { prompt_tokens: prompt, answer_tokens: answer };
            let usage = Usage::weigh(&chat, Heard { bytes, pieces }, claim);
            let most = Usage::most(&chat);
            prop_assert!(usage.prompt_tokens <= most.prompt_tokens);
            prop_assert!(usage.answer_tokens <= most.answer_tokens);
        }
    }
}
