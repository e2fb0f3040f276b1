//! What a server does not know, learned from its own complaint and remembered for each model, so
//! that one request is lost and not one a thought.

/// How the schema is sent, from the strictest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::llm) enum Form {
    /// `json_schema` with `strict`: some hosted services constrain only then, and only schemas in
    /// which every property is required.
    #[default]
    Strict,
    /// `json_schema`, or Ollama's `format` with the schema.
    Schema,
    /// Any JSON object, with the schema beside it, where llama-cpp-python and others look for it,
    /// and in words.
    ObjectSchema,
    /// Any JSON object, with the schema in words.
    Object,
    /// Nothing but words.
    Words,
}

impl Form {
    const fn weaker(self) -> Option<Self> {
        match self {
            Self::Strict => Some(Self::Schema),
            Self::Schema => Some(Self::ObjectSchema),
            Self::ObjectSchema => Some(Self::Object),
            Self::Object => Some(Self::Words),
            Self::Words => None,
        }
    }
}

/// What is left out of requests, or said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one field that a server may not know")]
pub(in crate::llm) struct Quirks {
    pub form: Form,
    pub no_stream_options: bool,
    pub no_priority: bool,
    pub no_temperature: bool,
    pub no_seed: bool,
    /// `max_completion_tokens` instead of `max_tokens`.
    pub completion_tokens: bool,
}

/// Words of a complaint about the schema.
const ABOUT_FORM: &[&str] =
    &["response_format", "json_schema", "json_object", "schema", "structured", "grammar", "format"];

impl Quirks {
    /// Quirks with which to try again after this complaint; none if it teaches nothing new.
    pub(in crate::llm) fn learn(self, complaint: &str, with_schema: bool) -> Option<Self> {
        let complaint = complaint.to_ascii_lowercase();
        // What follows is what we sent, quoted back, and would match everything.
        let cut = ["\"input\"", "'input'"].iter().filter_map(|mark| complaint.find(mark)).min();
        let complaint = &complaint[..cut.unwrap_or(complaint.len())];
        let about = |words: &[&str]| words.iter().any(|word| complaint.contains(word));
        if about(&["stream_options", "include_usage"]) && !self.no_stream_options {
            return Some(Self { no_stream_options: true, ..self });
        }
        if about(&["max_completion_tokens"]) && !self.completion_tokens {
            return Some(Self { completion_tokens: true, ..self });
        }
        if about(&["priority"]) && !self.no_priority {
            return Some(Self { no_priority: true, ..self });
        }
        if about(&["temperature"]) && !self.no_temperature {
            return Some(Self { no_temperature: true, ..self });
        }
        if about(&["seed"]) && !self.no_seed {
            return Some(Self { no_seed: true, ..self });
        }
        if about(ABOUT_FORM) && with_schema {
            return Some(Self { form: self.form.weaker()?, ..self });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_complaint_teaches_one_thing_once() {
        let fresh = Quirks::default();
        for (complaint, learned) in [
            (
                "Got priority 1 but Priority scheduling is not enabled.",
                Quirks { no_priority: true, ..fresh },
            ),
            (
                "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
                Quirks { completion_tokens: true, ..fresh },
            ),
            (
                "Invalid schema for response_format 'decision': 'required' is required",
                Quirks { form: Form::Schema, ..fresh },
            ),
            (
                "[{'loc': ('body', 'stream_options'), 'input': {'seed': 1, 'priority': 2}}]",
                Quirks { no_stream_options: true, ..fresh },
            ),
        ] {
            assert_eq!(fresh.learn(complaint, true), Some(learned), "{complaint}");
        }
        assert_eq!(fresh.learn("prompt is too long", true), None);
        assert_eq!(fresh.learn("unknown field: format", false), None);
    }

    #[test]
    fn learning_ends() {
        let mut quirks = Quirks::default();
        let all = "stream_options max_completion_tokens priority temperature seed format";
        let mut steps = 0;
        while let Some(learned) = quirks.learn(all, true) {
            quirks = learned;
            steps += 1;
        }
        assert_eq!((steps, quirks.form), (9, Form::Words));
    }
}
