//! Texts from outside: their limit, and serde for types whose one form, in JSON and on disk,
//! is their `Display` text. What is read goes through `FromStr`, so its checks cannot be passed by.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

struct FromText<T> {
    expecting: &'static str,
    made: PhantomData<T>,
}

impl<T> Visitor<'_> for FromText<T>
where
    T: FromStr,
    T::Err: Display,
{
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

pub(crate) fn read<'de, T, D>(from: D, expecting: &'static str) -> Result<T, D::Error>
where
    T: FromStr,
    T::Err: Display,
    D: Deserializer<'de>,
{
    from.deserialize_str(FromText { expecting, made: PhantomData })
}

/// Whether a text has at most `chars` characters; a long text is not counted to its end.
pub(crate) fn chars_within(text: &str, chars: usize) -> bool {
    // A character has at least one byte, so a text that is short in bytes needs no count.
    text.len() <= chars || text.chars().nth(chars).is_none()
}

macro_rules! serde_as_text {
    ($type:ty, $expecting:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
                into.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                crate::text_form::read(from, $expecting)
            }
        }
    };
}
pub(crate) use serde_as_text;
