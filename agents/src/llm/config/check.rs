//! What cannot be meant is refused at start, by the name of the field.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use thiserror::Error;
use village_economy::POLICY_AMOUNT_MAX;

use super::address::{AddressFault, base_url};
use super::{ModelsConfig, NodeConfig};

/// Nodes in a village.
pub const NODES_MAX: usize = 64;
/// Classes of models, all nodes together.
pub const MODEL_CLASSES_MAX: usize = 64;

/// Fields of a request that are ours, in either dialect; `extra` may not say them again.
pub(in crate::llm) const OUR_FIELDS: &[&str] = &[
    "format",
    "max_completion_tokens",
    "max_tokens",
    "messages",
    "model",
    "n",
    "options",
    "priority",
    "response_format",
    "seed",
    "stop",
    "stream",
    "stream_options",
    "temperature",
    "tools",
];

const NAME_CHARS_MAX: usize = 120;
const HOUR_MS: u64 = 3_600_000;

/// Why the section `[models]` is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConfigFault {
    #[error("models.{field} is {least} to {most}, not {found}")]
    Range { field: &'static str, least: u64, most: u64, found: u64 },
    #[error("models.{field} {problem}")]
    Field { field: String, problem: &'static str },
    #[error("the url of node {node:?} {fault}")]
    Url { node: String, fault: AddressFault },
    #[error("node {node:?}: {problem}")]
    Node { node: String, problem: &'static str },
}

impl ModelsConfig {
    /// Checks all that can be checked without asking anybody.
    pub fn check(&self) -> Result<(), ConfigFault> {
        self.check_ranges()?;
        self.check_money()?;
        if self.nodes.len() > NODES_MAX {
            let problem = "has at most 64 entries";
            return Err(ConfigFault::Field { field: "nodes".into(), problem });
        }
        let mut names = BTreeSet::new();
        for node in &self.nodes {
            node.check()?;
            if !names.insert(&node.name) {
                return Err(node.fault("another node has the same name"));
            }
        }
        let classes: BTreeSet<_> = self.nodes.iter().flat_map(|node| node.models.keys()).collect();
        if classes.len() > MODEL_CLASSES_MAX {
            let problem = "name at most 64 classes of models together";
            return Err(ConfigFault::Field { field: "nodes".into(), problem });
        }
        Ok(())
    }

    fn check_ranges(&self) -> Result<(), ConfigFault> {
        const TIME: RangeInclusive<u64> = 1..=HOUR_MS;
        const BYTES: RangeInclusive<u64> = 1 << 10..=1 << 24;
        let deadlines = &self.deadlines;
        let count = |number: usize| number as u64;
        let ranges = [
            ("deadlines.chat_ms", deadlines.chat_ms, 50..=HOUR_MS),
            ("deadlines.react_ms", deadlines.react_ms, 50..=HOUR_MS),
            ("deadlines.routine_ms", deadlines.routine_ms, 50..=HOUR_MS),
            ("deadlines.reflect_ms", deadlines.reflect_ms, 50..=HOUR_MS),
            ("first_byte_ms", self.first_byte_ms, TIME),
            ("stall_ms", self.stall_ms, TIME),
            ("answer_bytes_max", count(self.answer_bytes_max), BYTES),
            ("prompt_bytes_max", count(self.prompt_bytes_max), BYTES),
            ("queued_max", count(self.queued_max), 1..=65_536),
            ("queued_per_villager_max", count(self.queued_per_villager_max), 1..=64),
            ("spill_after_ms", self.spill_after_ms, 0..=HOUR_MS),
            ("hedge_after_ms", self.hedge_after_ms, 0..=HOUR_MS),
            ("retries_max", self.retries_max.into(), 0..=5),
            ("failures_max", self.failures_max.into(), 1..=5),
            ("pause_ms", self.pause_ms, TIME),
            ("pause_max_ms", self.pause_max_ms, self.pause_ms..=HOUR_MS),
            ("health_ms", self.health_ms, 10..=HOUR_MS),
        ];
        match ranges.into_iter().find(|(_, found, range)| !range.contains(found)) {
            None => Ok(()),
            Some((field, found, range)) => {
                Err(ConfigFault::Range { field, least: *range.start(), most: *range.end(), found })
            }
        }
    }

    fn check_money(&self) -> Result<(), ConfigFault> {
        let caps = [
            ("caps.villager_per_day", self.caps.villager_per_day),
            ("caps.village_per_day", self.caps.village_per_day),
            ("caps.village_ever", self.caps.village_ever),
        ];
        for (field, cap) in caps {
            if cap.is_some_and(|cap| cap.is_negative() || cap > POLICY_AMOUNT_MAX) {
                let problem = "is an amount from 0 to 1000000000";
                return Err(ConfigFault::Field { field: field.to_owned(), problem });
            }
        }
        match self.prices.iter().find(|(_, price)| !price.is_sound()) {
            None => Ok(()),
            Some((model_class, _)) => Err(ConfigFault::Field {
                field: format!("prices.{model_class}"),
                problem: "has amounts from 0 to 1000000000",
            }),
        }
    }
}

impl NodeConfig {
    fn check(&self) -> Result<(), ConfigFault> {
        let short = |text: &str| {
            !text.trim().is_empty()
                && text.chars().count() <= NAME_CHARS_MAX
                && !text.chars().any(char::is_control)
        };
        let names = |(class, model): (&String, &String)| short(class) && short(model);
        let rules = [
            (short(&self.name), "its name has 1 to 120 characters, none of control"),
            (!self.models.is_empty(), "its models are empty; say models = { small = \"...\" }"),
            (self.models.iter().all(names), "a class and a model have 1 to 120 characters"),
            ((1..=4096).contains(&self.in_flight_max), "in_flight_max is 1 to 4096"),
            (self.chat_slots() < self.in_flight_max, "kept_for_chat is less than in_flight_max"),
            ((1..=16).contains(&self.share), "share is 1 to 16"),
            ((256..=10_000_000).contains(&self.context_tokens), "context_tokens is 256 or more"),
            (
                OUR_FIELDS.iter().all(|field| !self.extra.contains_key(*field)),
                "extra names a field that the village sets itself",
            ),
            (
                self.key_env.is_none() || self.key_file.is_none(),
                "key_env and key_file are two ways to say the same: keep one",
            ),
        ];
        if let Some((_, problem)) = rules.into_iter().find(|(holds, _)| !holds) {
            return Err(self.fault(problem));
        }
        let url = base_url(&self.url, self.plain_http);
        url.map(drop).map_err(|fault| ConfigFault::Url { node: self.name.clone(), fault })
    }

    fn fault(&self, problem: &'static str) -> ConfigFault {
        ConfigFault::Node { node: self.name.chars().take(NAME_CHARS_MAX).collect(), problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        first_byte_ms = 5000
        [deadlines]
        chat_ms = 8000
        [caps]
        village_per_day = "100"
        [prices.large]
        prompt_per_million = "0.5"
        answer_per_million = "2"
        [[nodes]]
        name = "sparky1"
        url = "http://sparky1:8000"
        priority = "lower_first"
        models = { large = "openai/gpt-oss-120b" }
        in_flight_max = 32
        extra = { chat_template_kwargs = { enable_thinking = false } }
        [[nodes]]
        name = "laptop"
        url = "http://127.0.0.1:11434"
        kind = "ollama"
        models = { small = "qwen3:8b" }
        "#;

    fn read(text: &str) -> Result<ModelsConfig, String> {
        let config: ModelsConfig = toml::from_str(text).map_err(|fault| fault.to_string())?;
        config.check().map_err(|fault| fault.to_string())?;
        Ok(config)
    }

    #[test]
    fn an_empty_section_is_good_and_so_is_a_full_one() {
        assert_eq!(read("").unwrap(), ModelsConfig::default());
        let config = read(GOOD).unwrap();
        assert_eq!(config.nodes[0].chat_slots(), 3);
        assert_eq!(config.deadlines.react_ms, 30_000);
        assert!(config.price("small") == crate::llm::Price::default());
    }

    #[test]
    fn thinking_is_free_where_no_class_of_a_node_has_a_price() {
        assert!(!read(GOOD).unwrap().is_free());
        for free in [
            GOOD.replacen("[prices.large]", "[prices.huge]", 1),
            GOOD.replacen("\"0.5\"", "\"0\"", 1).replacen("\"2\"", "\"0\"", 1),
        ] {
            assert!(read(&free).unwrap().is_free(), "{free}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_by_its_name() {
        for (good, bad, named) in [
            ("first_byte_ms = 5000", "first_byte_ms = 0", "first_byte_ms"),
            ("first_byte_ms = 5000", "failures_max = 6", "failures_max"),
            ("first_byte_ms = 5000", "pause_max_ms = 1", "pause_max_ms"),
            ("first_byte_ms", "first_bite_ms", "first_bite_ms"),
            ("chat_ms = 8000", "chat_ms = 1", "chat_ms"),
            ("\"100\"", "\"-1\"", "village_per_day"),
            ("\"0.5\"", "\"-0.5\"", "prices.large"),
            ("\"laptop\"", "\"sparky1\"", "same name"),
            ("sparky1:8000", "example.com", "plain_http"),
            ("in_flight_max = 32", "in_flight_max = 0", "in_flight_max"),
            ("in_flight_max = 32", "kept_for_chat = 8", "kept_for_chat"),
            ("in_flight_max = 32", "key_env = \"A\"\nkey_file = \"b\"", "key_env"),
            ("kind = \"ollama\"", "kind = \"lama\"", "lama"),
            ("extra = { chat_template_kwargs", "extra = { messages", "extra"),
            ("{ small = \"qwen3:8b\" }", "{}", "models"),
        ] {
            assert!(GOOD.contains(good), "{good}");
            let fault = read(&GOOD.replacen(good, bad, 1)).unwrap_err();
            assert!(fault.contains(named), "{bad}: {fault}");
        }
    }
}
