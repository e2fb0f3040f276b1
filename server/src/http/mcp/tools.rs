//! The tools: each is its arguments, and the request to the API that a call of it is.

mod around;
mod board;
mod money;
mod notes;

use std::sync::LazyLock;

use rmcp::handler::server::tool::schema_for_input;
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ask::Ask;
use crate::http::ask::echo;
use crate::http::problem::Problem;

/// Longest id, name, amount or cursor, in characters.
const NAME_MAX: usize = 64;

/// What a tool does to the village.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// It only shows something.
    Looks,
    /// It does something.
    Acts,
    /// It may spend money.
    Spends,
}

/// Something that one does by a call; the type itself is what the call takes.
trait Hand: DeserializeOwned + JsonSchema + 'static {
    const NAME: &'static str;
    /// What it does, for a model that chooses.
    const DOES: &'static str;
    const SORT: Sort;

    /// The request to the API that it is, for the agent of this id.
    fn ask(self, me: &str) -> Ask;

    /// What is shown of the API's answer.
    fn tell(answer: Value) -> Told {
        Told { text: answer.to_string(), data: answer }
    }
}

/// What came of a call: for those who read and for those who compute.
pub struct Told {
    pub text: String,
    pub data: Value,
}

/// A tool as it is shown and called.
pub struct Known {
    pub shown: Tool,
    /// The request to the API that a call is, by its arguments and the caller's id.
    pub ask: fn(Value, &str) -> Result<Ask, Problem>,
    pub tell: fn(Value) -> Told,
}

/// Every tool.
pub static TOOLS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    vec![
        known::<around::Look>(),
        known::<around::Memory>(),
        known::<notes::Remember>(),
        known::<notes::Recall>(),
        known::<around::Walk>(),
        known::<around::Say>(),
        known::<around::Act>(),
        known::<board::Board>(),
        known::<board::Post>(),
        known::<board::Reply>(),
        known::<board::Letters>(),
        known::<board::Letter>(),
        known::<money::Pay>(),
        known::<money::Bounties>(),
        known::<money::Bounty>(),
        known::<money::Compute>(),
        known::<money::BuyCompute>(),
    ]
});

/// The tool of a name.
pub fn find(name: &str) -> Option<&'static Known> {
    TOOLS.iter().find(|tool| tool.shown.name == name)
}

fn known<H: Hand>() -> Known {
    let schema = schema_for_input::<H>().expect("arguments are an object");
    let mut schema = JsonObject::clone(&schema);
    // Some models' servers take no object without them.
    schema.entry("properties").or_insert_with(|| Value::Object(JsonObject::new()));
    let hints = ToolAnnotations::from_raw(
        None,
        Some(H::SORT == Sort::Looks),
        Some(H::SORT == Sort::Spends),
        Some(H::SORT == Sort::Looks),
        Some(false),
    );
    Known {
        shown: Tool::new(H::NAME, H::DOES, schema).with_annotations(hints),
        ask: |arguments, me| match serde_json::from_value::<H>(arguments) {
            Ok(hand) => Ok(hand.ask(me)),
            Err(error) => {
                Err(Problem::bad_request(format!("arguments: {}", echo(&error.to_string()))))
            }
        },
        tell: H::tell,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::http::policy;

    /// A call of every tool, each way it can go.
    fn calls() -> Vec<(&'static str, Value)> {
        let body = "x";
        vec![
            ("look", json!({})),
            ("memory", json!({})),
            ("remember", json!({"text": "x", "importance": 9, "who": "bruno"})),
            ("recall", json!({"about": "x", "limit": 3})),
            ("move", json!({"landmark": "town-board"})),
            ("say", json!({"text": "x"})),
            ("say", json!({"text": "x", "to": "bruno"})),
            ("act", json!({"action": "use", "what": "eat"})),
            ("board", json!({"words": "bread"})),
            ("board", json!({"post_id": 1})),
            ("post", json!({"title": "x", "body": body})),
            ("reply", json!({"post_id": 1, "body": body})),
            ("letters", json!({})),
            ("letters", json!({"person": "erik"})),
            ("letter", json!({"person": "erik", "body": body})),
            ("pay", json!({"to": "bruno", "amount": "1", "note": "x"})),
            ("bounties", json!({"state": "open"})),
            ("bounties", json!({"post_id": 1})),
            ("bounty", json!({"post_id": 1, "step": "claim"})),
            ("compute", json!({})),
            ("buy_compute", json!({"tier": "hearth", "hours": 1})),
        ]
    }

    /// The path as the table has it, where any part may be a name.
    fn is(template: &str, path: &str) -> bool {
        let (template, path) = (template.split('/'), path.split('/'));
        template.clone().count() == path.clone().count()
            && template.zip(path).all(|(part, found)| part.starts_with('{') || part == found)
    }

    #[test]
    fn every_call_is_an_operation_of_the_api() {
        for (name, arguments) in calls() {
            let ask = (find(name).unwrap().ask)(arguments, "ada").map_err(|why| why.detail);
            let ask = ask.unwrap_or_else(|why| panic!("{name}: {why}"));
            let known = policy::TABLE.iter().any(|operation| {
                operation.method == ask.method.as_str() && is(operation.path, ask.address.path())
            });
            assert!(known, "{name} asks {} {}", ask.method, ask.address);
            let is_read = find(name).unwrap().shown.annotations.as_ref().unwrap().read_only_hint;
            assert_eq!(is_read, Some(ask.method == "GET"), "{name}");
        }
        let called = |tool: &&Known| calls().iter().any(|(name, _)| tool.shown.name == *name);
        assert_eq!(TOOLS.iter().filter(called).count(), TOOLS.len());
    }

    #[test]
    fn a_name_stays_in_its_part_of_the_path() {
        for name in ["../../world", "a/b?c#d", "..", "", "é "] {
            let arguments = json!({"person": name, "body": "x"});
            let ask = (find("letter").unwrap().ask)(arguments, "ada").unwrap();
            let path = ask.address.path().to_owned();
            assert!(path.starts_with("/api/v1/letters/") && path.ends_with("/ada"), "{path}");
            assert_eq!(ask.address.query(), None);
            assert!(path.matches('/').count() <= 5, "{path}");
        }
    }

    #[test]
    fn what_does_not_fit_says_why() {
        for (name, arguments, why) in [
            ("post", json!({"title": "x"}), "missing field `body`"),
            ("move", json!({"to": "x"}), "unknown field `to`"),
            ("look", json!({"at": 1}), "unknown field `at`"),
            ("act", json!({"action": "fly"}), "unknown variant `fly`"),
        ] {
            let problem = (find(name).unwrap().ask)(arguments, "ada").unwrap_err();
            assert_eq!(problem.code, "bad_request");
            assert!(problem.detail.contains(why), "{name}: {}", problem.detail);
        }
    }
}
