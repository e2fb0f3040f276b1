//! A chat as the model was taught to read it, by the template that it came with.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind, from_args};
use minijinja::{Environment, Error, ErrorKind, State, context};
use serde::Serialize;

use crate::fault::Fault;

/// Bytes of a template; the longest known have some 20 kB.
const TEMPLATE_BYTES_MAX: usize = 256 << 10;
/// Steps that a template may take.
const STEPS_MAX: u64 = 1_000_000;
/// Bytes that it may write.
const PROMPT_BYTES_MAX: usize = 16 << 20;

/// A message as templates know it.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) role: &'static str,
    pub(super) content: &'a str,
}

pub(super) struct Template {
    env: Environment<'static>,
    begin: String,
    end: String,
}

impl Template {
    /// A template with the texts of the tokens for begin and end, tried once.
    pub(super) fn new(text: String, begin: String, end: String) -> Result<Self, Fault> {
        if text.len() > TEMPLATE_BYTES_MAX {
            let said = format!("it has more than {TEMPLATE_BYTES_MAX} bytes");
            return Err(Fault::Template { said });
        }
        let mut env = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        env.set_syntax(syntax.map_err(|error| refused(&error))?);
        env.set_fuel(Some(STEPS_MAX));
        env.set_unknown_method_callback(method);
        env.add_function("raise_exception", |said: String| -> Result<(), Error> {
            Err(Error::new(ErrorKind::InvalidOperation, said))
        });
        env.add_filter("tojson", |value: Value| {
            let said = |error| Error::new(ErrorKind::BadSerialization, format!("{error}"));
            serde_json::to_string(&value).map_err(said)
        });
        env.add_template_owned("chat", text).map_err(|error| refused(&error))?;
        let template = Self { env, begin, end };
        template.render(&[
            Line { role: "system", content: "You live in a village." },
            Line { role: "user", content: "It is morning." },
        ])?;
        Ok(template)
    }

    /// The prompt, up to where the answer begins.
    pub(super) fn render(&self, lines: &[Line<'_>]) -> Result<String, Fault> {
        let template = self.env.get_template("chat").map_err(|error| refused(&error))?;
        // Villagers' answers are short: models that can are told not to think aloud first.
        let values = context! {
            messages => Value::from(Serde(lines)),
            add_generation_prompt => true,
            enable_thinking => false,
            bos_token => self.begin.as_str(),
            eos_token => self.end.as_str(),
        };
        let mut prompt = Bounded(Vec::new());
        template.render_captured_to(values, &mut prompt).map_err(|error| refused(&error))?;
        String::from_utf8(prompt.0).map_err(|error| Fault::Template { said: error.to_string() })
    }
}

fn refused(error: &Error) -> Fault {
    use std::error::Error as _;
    let cause = error.source().map(|cause| format!(": {cause}"));
    Fault::Template { said: format!("{error}{}", cause.unwrap_or_default()) }
}

/// What may be written, and no more.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > PROMPT_BYTES_MAX {
            return Err(io::Error::other("the prompt is too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What Python's texts and dictionaries can, as far as chat templates use it.
fn method(
    state: &mut State<'_, '_>,
    value: &Value,
    name: &str,
    args: &[Value],
) -> Result<Value, Error> {
    let unknown = || Error::from(ErrorKind::UnknownMethod);
    if value.kind() == ValueKind::Map {
        return match name {
            "items" => state.apply_filter("items", std::slice::from_ref(value)),
            "keys" => state.apply_filter("list", std::slice::from_ref(value)),
            "get" => {
                let (key, other): (Value, Option<Value>) = from_args(args)?;
                let found = value.get_item(&key)?;
                Ok(if found.is_undefined() { other.unwrap_or(Value::from(())) } else { found })
            }
            _ => Err(unknown()),
        };
    }
    let text = value.as_str().ok_or_else(unknown)?;
    let of = |marks: Option<String>| {
        move |c: char| marks.as_ref().map_or(c.is_whitespace(), |marks| marks.contains(c))
    };
    Ok(match name {
        "strip" => Value::from(text.trim_matches(of(from_args::<(Option<String>,)>(args)?.0))),
        "lstrip" => {
            Value::from(text.trim_start_matches(of(from_args::<(Option<String>,)>(args)?.0)))
        }
        "rstrip" => Value::from(text.trim_end_matches(of(from_args::<(Option<String>,)>(args)?.0))),
        "startswith" => Value::from(text.starts_with(from_args::<(&str,)>(args)?.0)),
        "endswith" => Value::from(text.ends_with(from_args::<(&str,)>(args)?.0)),
        "upper" => Value::from(text.to_uppercase()),
        "lower" => Value::from(text.to_lowercase()),
        "title" => state.apply_filter("title", std::slice::from_ref(value))?,
        "replace" => {
            let (from, to): (&str, &str) = from_args(args)?;
            Value::from(text.replace(from, to))
        }
        "split" => match from_args::<(Option<&str>,)>(args)?.0 {
            Some("") => return Err(Error::new(ErrorKind::InvalidOperation, "an empty divider")),
            Some(divider) => text.split(divider).collect(),
            None => text.split_whitespace().collect(),
        },
        _ => return Err(unknown()),
    })
}
