//! Model servers in the words of the semantic conventions: whose they are and where they listen.

use std::collections::BTreeMap;

use url::Url;
use village_agents::llm::{Dialect, NodeConfig, ServerKind};

use crate::minds::Servers;

/// Hosted services that the conventions have a name for, by the host of their API.
const HOSTED: [(&str, &str); 10] = [
    ("api.anthropic.com", "anthropic"),
    ("api.cohere.ai", "cohere"),
    ("api.cohere.com", "cohere"),
    ("api.deepseek.com", "deepseek"),
    ("api.groq.com", "groq"),
    ("api.mistral.ai", "mistral_ai"),
    ("api.openai.com", "openai"),
    ("api.perplexity.ai", "perplexity"),
    ("api.x.ai", "x_ai"),
    ("generativelanguage.googleapis.com", "gcp.gemini"),
];
/// The provider of a thought that came to no node, where nodes have several.
const OTHER: &str = "_OTHER";

/// One model server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// A name of the conventions where it is known to be true, otherwise one of our own.
    pub provider: &'static str,
    /// Host and port; none for a model in this process.
    pub at: Option<(String, u16)>,
}

impl Node {
    fn of(config: &NodeConfig, found: Option<ServerKind>) -> Self {
        let url = Url::parse(&config.url).ok();
        let host = url.as_ref().and_then(Url::host_str);
        // An address of IPv6 stands in brackets in a URL alone.
        let host = host.map(|host| host.trim_start_matches('[').trim_end_matches(']'));
        let hosted = HOSTED.iter().find(|(name, _)| host == Some(*name));
        let hosted = hosted.map(|(_, provider)| *provider);
        let provider = hosted.or_else(|| found.and_then(program)).unwrap_or(match config.kind {
            Dialect::Openai => "openai_compatible",
            Dialect::Ollama => "ollama",
        });
        let at = host.map(str::to_owned);
        Self { provider, at: at.zip(url.as_ref().and_then(Url::port_or_known_default)) }
    }
}

/// The program that a server is, where it told.
const fn program(kind: ServerKind) -> Option<&'static str> {
    match kind {
        ServerKind::Vllm => Some("vllm"),
        ServerKind::Sglang => Some("sglang"),
        ServerKind::LlamaCpp => Some("llama_cpp"),
        ServerKind::LlamaCppPython => Some("llama_cpp_python"),
        ServerKind::LmStudio => Some("lm_studio"),
        ServerKind::Ollama => Some("ollama"),
        ServerKind::OpenaiLike => None,
    }
}

/// All model servers, by their names in the settings.
#[derive(Debug)]
pub struct Nodes(BTreeMap<String, Node>);

impl Nodes {
    pub fn of(servers: &Servers) -> Self {
        let in_process = servers.engine.is_some();
        Self::new(&servers.config.nodes, servers.kind, in_process)
    }

    fn new(nodes: &[NodeConfig], found: Option<ServerKind>, in_process: bool) -> Self {
        let told = nodes.iter().map(|config| {
            let node = if in_process {
                Node { provider: "candle", at: None }
            } else {
                Node::of(config, found)
            };
            (config.name.clone(), node)
        });
        Self(told.collect())
    }

    pub fn get(&self, name: &str) -> Option<&Node> {
        self.0.get(name)
    }

    /// Who would have answered, where a thought came to no node: known if all are of one sort.
    pub fn provider(&self, name: &str) -> &'static str {
        if let Some(node) = self.get(name) {
            return node.provider;
        }
        let mut all = self.0.values().map(|node| node.provider);
        let first = all.next().unwrap_or(OTHER);
        if all.all(|other| other == first) { first } else { OTHER }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Nodes of these names, addresses and dialects.
    pub fn named(nodes: &[(&str, &str, Dialect)]) -> Nodes {
        let node = |(name, url, kind): &(&str, &str, Dialect)| NodeConfig::new(name, url, *kind);
        Nodes::new(&nodes.iter().map(node).collect::<Vec<_>>(), None, false)
    }

    /// A model in this process.
    pub fn in_process() -> Nodes {
        let node = NodeConfig::new("here", "http://localhost", Dialect::Openai);
        Nodes::new(&[node], None, true)
    }

    #[test]
    fn a_provider_is_named_where_it_is_known() {
        for (url, kind, provider, host, port) in [
            ("https://api.openai.com/v1", Dialect::Openai, "openai", "api.openai.com", 443),
            ("https://api.groq.com/openai/v1", Dialect::Openai, "groq", "api.groq.com", 443),
            ("http://sparky1:8000", Dialect::Openai, "openai_compatible", "sparky1", 8000),
            ("http://[fd00::1]:8000", Dialect::Openai, "openai_compatible", "fd00::1", 8000),
            ("http://127.0.0.1:11434", Dialect::Ollama, "ollama", "127.0.0.1", 11434),
        ] {
            let at = Some((host.to_owned(), port));
            let node = named(&[("one", url, kind)]).get("one").cloned();
            assert_eq!(node, Some(Node { provider, at }), "{url}");
        }
        let node = NodeConfig::new("here", "http://127.0.0.1:8000", Dialect::Openai);
        for (kind, provider) in
            [(ServerKind::Vllm, "vllm"), (ServerKind::OpenaiLike, "openai_compatible")]
        {
            assert_eq!(Node::of(&node, Some(kind)).provider, provider);
        }
        assert_eq!(in_process().get("here"), Some(&Node { provider: "candle", at: None }));
    }

    #[test]
    fn without_a_node_the_provider_is_that_of_all_or_unknown() {
        let one = ("one", "http://sparky1:8000", Dialect::Openai);
        let two = ("two", "http://sparky2:8000", Dialect::Openai);
        let other = ("other", "http://sparky3:11434", Dialect::Ollama);
        assert_eq!(named(&[one, two]).provider(""), "openai_compatible");
        assert_eq!(named(&[one, two, other]).provider(""), OTHER);
        assert_eq!(named(&[one, other]).provider("other"), "ollama");
        assert_eq!(named(&[]).provider(""), OTHER);
    }
}
