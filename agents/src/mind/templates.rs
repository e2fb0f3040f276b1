//! The texts around what a mind is told, as templates that the owner may edit.
//!
//! Invariant: whatever a template prints is quoted as somebody's words, unless it is a number, a
//! word of the engine or [`Plain`](super::Plain) text. A template that forgets to quote therefore
//! quotes; there is no filter that undoes it. Values are never read as templates.
//!
//! A template is compiled and tried on a specimen when it is loaded, so that a slip in it is an
//! error at the start, with file and line, and not a villager without a thought.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use serde::Serialize;
use village_economy::Micro;

use super::act::{ACTS, ACTS_MAX};
use super::percept::clock_face;
use super::specimen;
use super::words::{Plain, cut, write_quoted};

/// Largest template, in bytes.
pub const TEMPLATE_BYTES_MAX: usize = 64 * 1024;

/// Names of the files, with the templates that are used where there is no such file.
pub const TEMPLATES: [(&str, &str); 8] = [
    ("rules.jinja", include_str!("../../../assets/prompts/rules.jinja")),
    ("village.jinja", include_str!("../../../assets/prompts/village.jinja")),
    ("persona.jinja", include_str!("../../../assets/prompts/persona.jinja")),
    ("memory.jinja", include_str!("../../../assets/prompts/memory.jinja")),
    ("event.jinja", include_str!("../../../assets/prompts/event.jinja")),
    ("notice.jinja", include_str!("../../../assets/prompts/notice.jinja")),
    ("now.jinja", include_str!("../../../assets/prompts/now.jinja")),
    ("reflect.jinja", include_str!("../../../assets/prompts/reflect.jinja")),
];

/// What is wrong with a template.
#[derive(Debug, thiserror::Error)]
pub enum BadTemplate {
    #[error("{file} has {bytes} bytes, at most {TEMPLATE_BYTES_MAX} are read")]
    TooLarge { file: &'static str, bytes: usize },
    #[error("{file}, line {line}: {source}")]
    Broken { file: String, line: usize, source: Error },
}

/// Checked templates.
#[derive(Debug, Clone)]
pub struct Templates {
    env: Arc<Environment<'static>>,
    rules: Arc<str>,
}

impl Templates {
    /// The templates that the village ships with.
    pub fn embedded() -> Result<Self, BadTemplate> {
        Self::new(|_| None)
    }

    /// Templates out of the owner's folder: `file` gives the text of a name in [`TEMPLATES`], or
    /// none where the folder has no such file.
    pub fn new(mut file: impl FnMut(&str) -> Option<String>) -> Result<Self, BadTemplate> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_formatter(print);
        for filter in ["safe", "escape", "e"] {
            env.remove_filter(filter);
        }
        env.add_filter("money", money);
        env.add_filter("clock", |minute: u32| safe(clock_face(minute)));
        env.add_filter("cut", cut);
        env.add_filter("list", list);
        // What comes out is somebody's words, also where an id went in.
        env.add_filter("quoted", |words: String| words);
        for (name, shipped) in TEMPLATES {
            let text = file(name).map_or(Cow::Borrowed(shipped), Cow::Owned);
            if text.len() > TEMPLATE_BYTES_MAX {
                return Err(BadTemplate::TooLarge { file: name, bytes: text.len() });
            }
            env.add_template_owned(name, text.into_owned()).map_err(|error| broken(name, error))?;
        }
        let mut templates = Self { env: Arc::new(env), rules: Arc::from("") };
        let acts: Vec<Plain> = ACTS.iter().map(|act| Plain::new(&act.line())).collect();
        let rules = minijinja::context! { acts => value(&acts), acts_max => ACTS_MAX };
        templates.rules = templates.render("rules.jinja", rules)?.into();
        specimen::try_all(&templates)?;
        Ok(templates)
    }

    /// The rules and the list of acts: the same bytes for every villager and every turn.
    pub fn rules(&self) -> &Arc<str> {
        &self.rules
    }

    /// A template filled with values.
    pub(crate) fn render(&self, name: &'static str, values: Value) -> Result<String, BadTemplate> {
        let template = self.env.get_template(name).map_err(|error| broken(name, error))?;
        let mut text = template.render(values).map_err(|error| broken(name, error))?;
        text.truncate(text.trim_end().len());
        Ok(text)
    }
}

/// A value for a template; [`Plain`] parts of it are printed without quotes.
pub(crate) fn value(of: &impl Serialize) -> Value {
    Value::from(minijinja::value::Serde(of))
}

fn broken(name: &str, source: Error) -> BadTemplate {
    let file = source.name().unwrap_or(name).to_owned();
    BadTemplate::Broken { file, line: source.line().unwrap_or(0), source }
}

/// How every value is printed.
fn print(
    out: &mut minijinja::Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => write_quoted(out, text),
        None if value.is_number() => write!(out, "{value}"),
        None if value.is_none() => Ok(()),
        None => write_quoted(out, &value.to_string()),
    };
    written.map_err(|_| Error::new(ErrorKind::WriteFailure, "the prompt could not be written"))
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// An exact amount without quotes.
fn money(amount: &str) -> Result<Value, Error> {
    let amount: Micro = amount
        .parse()
        .map_err(|why| Error::new(ErrorKind::InvalidOperation, format!("{amount:?}: {why}")))?;
    Ok(safe(amount.to_string()))
}

/// Words with commas between; each is printed as it would be alone, but that words of the engine
/// (small letters, digits, `_` and `-`) need no quotes.
fn list(words: Vec<Value>) -> Value {
    let mut out = String::new();
    for word in &words {
        if !out.is_empty() {
            out.push_str(", ");
        }
        let text = word.as_str().map_or_else(|| Cow::Owned(word.to_string()), Cow::Borrowed);
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
        if word.is_safe() || text.bytes().all(is_plain) {
            out.push_str(&text);
        } else {
            write_quoted(&mut out, &text).expect("a string takes every text");
        }
    }
    safe(out)
}
