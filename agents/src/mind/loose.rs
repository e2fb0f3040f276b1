//! Reading JSON as language models write it: with prose around it, code fences, trailing commas,
//! line breaks within strings, single quotes, words like `NaN`, and an end that was cut off.
//!
//! Numbers stay the text that they were, so that no amount ever passes through a float. Time and
//! space are bounded whatever the text: one pass, [`DEPTH_MAX`] levels, [`NODES_MAX`] values;
//! what lies beyond is skipped. Nothing here knows what an answer means.

use std::borrow::Cow;

/// Most bytes of an answer that are read; the rest is cut off.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Most levels of nesting; deeper values are skipped.
pub const DEPTH_MAX: usize = 12;
/// Most values; further ones are skipped.
pub const NODES_MAX: usize = 2_048;

/// A value as it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<'a> {
    Null,
    /// A number, a boolean or any other bare word.
    Bare(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    Map(Vec<(Cow<'a, str>, Self)>),
}

impl Node<'_> {
    /// The field of a map, whatever its name's case. Of several the last counts.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        let found = fields.iter().rev().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// Text, or a bare word as text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Bare(word) => Some(word),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads the value at the start of a text. With it comes how many bytes it took, and whether it
/// came to its end; one that did not holds all that was complete.
pub fn read(text: &str) -> Option<(Node<'_>, usize, bool)> {
    let mut reader = Reader { text, at: 0, nodes: 0, whole: true };
    let node = reader.value(0)?;
    Some((node, reader.at, reader.whole))
}

/// The start of a text that is read.
pub fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(ANSWER_BYTES_MAX)]
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: usize,
    whole: bool,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    /// One value; none where there is none, which is also the end of the text.
    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        self.skip_space();
        self.nodes += 1;
        match self.peek()? {
            b'{' | b'[' if depth >= DEPTH_MAX || self.nodes > NODES_MAX => {
                self.skip_nested();
                Some(Node::Null)
            }
            b'{' => Some(self.map(depth)),
            b'[' => Some(self.list(depth)),
            quote @ (b'"' | b'\'') => Some(Node::Text(self.string(quote))),
            _ => self.bare(),
        }
    }

    fn map(&mut self, depth: usize) -> Node<'a> {
        self.at += 1;
        let mut fields = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.whole = false;
                    return Node::Map(fields);
                }
                Some(b'}') => {
                    self.at += 1;
                    return Node::Map(fields);
                }
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let Some(name) = self.name() else {
                // Nothing that could be a name: whatever it is, it goes.
                self.step();
                continue;
            };
            self.skip_space();
            if self.peek() != Some(b':') {
                continue;
            }
            self.at += 1;
            // A value without its end is no value: half an amount is another amount.
            match self.value(depth + 1) {
                Some(value) if self.is_kept(&value) => fields.push((name, value)),
                _ => {}
            }
        }
    }

    /// The name of a field, in quotes or without.
    fn name(&mut self) -> Option<Cow<'a, str>> {
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            return Some(self.string(quote));
        }
        match self.bare()? {
            Node::Bare(word) => Some(Cow::Borrowed(word)),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Node<'a> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.whole = false;
                    return Node::List(items);
                }
                Some(b']') => {
                    self.at += 1;
                    return Node::List(items);
                }
                Some(b',') => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(value) if self.is_kept(&value) => items.push(value),
                    Some(_) => {}
                    None => self.step(),
                },
            }
        }
    }

    /// Whether a value counts: lists and outer maps do when cut off, for what is in them was
    /// complete; a word or an item that was cut does not.
    fn is_kept(&self, value: &Node<'_>) -> bool {
        self.nodes <= NODES_MAX && (self.whole || matches!(value, Node::List(_)))
    }

    fn string(&mut self, quote: u8) -> Cow<'a, str> {
        self.at += 1;
        let from = self.at;
        let bytes = self.text.as_bytes();
        let mut owned: Option<String> = None;
        let mut copied = from;
        while let Some(byte) = bytes.get(self.at) {
            if *byte == quote {
                let tail = &self.text[copied..self.at];
                self.at += 1;
                return match owned {
                    None => Cow::Borrowed(tail),
                    Some(mut text) => {
                        text.push_str(tail);
                        Cow::Owned(text)
                    }
                };
            }
            if *byte == b'\\' {
                let text = owned.get_or_insert_default();
                text.push_str(&self.text[copied..self.at]);
                self.at += 1;
                if let Some(c) = self.escape() {
                    text.push(c);
                }
                copied = self.at;
            } else {
                self.at += 1;
            }
        }
        self.whole = false;
        owned.unwrap_or_default().into()
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' | 'f' => ' ',
            'u' => {
                let first = self.hex4()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                if !self.text[self.at..].starts_with("\\u") {
                    return None;
                }
                self.at += 2;
                let second = self.hex4()?;
                let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + low);
            }
            other => other,
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(number)
    }

    /// A number or a word, up to the next mark of JSON.
    fn bare(&mut self) -> Option<Node<'a>> {
        let is_mark = |c: char| matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"' | '\n');
        let rest = &self.text[self.at..];
        let length = rest.find(is_mark).unwrap_or(rest.len());
        let word = rest[..length].trim_end();
        self.at += length;
        if length == rest.len() {
            self.whole = false;
        }
        match word {
            "" => None,
            "null" | "None" => Some(Node::Null),
            word => Some(Node::Bare(word)),
        }
    }

    fn step(&mut self) {
        let width = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.at += width;
    }

    /// Passes over what is nested too deep, without building anything.
    fn skip_nested(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
        self.whole = false;
    }

    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        // A backslash may have stood before a wider character.
        self.at = self.text.ceil_char_boundary(self.at.min(bytes.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(text: &str) -> Node<'_> {
        read(text).unwrap().0
    }

    #[test]
    fn what_models_write_is_read() {
        let written =
            "{'a': 1e999, b: NaN, \"c\": \"x\\u0041\\ud83d\\ude00\\\"\ny\", \"d\": [1, 2,],}";
        let read = node(written);
        assert_eq!(read.get("A").and_then(Node::as_text), Some("1e999"));
        assert_eq!(read.get("b").and_then(Node::as_text), Some("NaN"));
        assert_eq!(read.get("c").and_then(Node::as_text), Some("xA😀\"\ny"));
        assert_eq!(read.get("d"), Some(&Node::List(vec![Node::Bare("1"), Node::Bare("2")])));
        assert_eq!(node("{\"a\": 1, \"a\": 2}").get("a"), Some(&Node::Bare("2")));
    }

    #[test]
    fn of_a_text_that_was_cut_only_what_is_complete_counts() {
        let (node, _, whole) =
            read(r#"{"acts": [{"do": "wait"}, {"do": "pay", "amount": "1"#).unwrap();
        assert!(!whole);
        let one = Node::Map(vec![("do".into(), Node::Text("wait".into()))]);
        assert_eq!(node.get("acts"), Some(&Node::List(vec![one])));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000));
        assert!(read(&deep).is_some());
        let wide = format!("[{}]", "1,".repeat(30_000));
        let Node::List(items) = node(&wide) else { panic!("a list") };
        assert!(items.len() <= NODES_MAX);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in r#"([\[\]{}",:'\\u0-9a-e \n]|\PC){0,300}"#) {
            if let Some((_, taken, _)) = read(&text) {
                prop_assert!(text.is_char_boundary(taken));
            }
        }

        #[test]
        fn what_serde_writes_is_read_back(
            words in prop::collection::btree_map("[a-z]{1,6}", "\\PC{0,20}", 0..8)
        ) {
            let text = serde_json::to_string(&words).unwrap();
            let (node, taken, whole) = read(&text).unwrap();
            prop_assert!(whole);
            prop_assert_eq!(taken, text.len());
            for (name, value) in &words {
                prop_assert_eq!(node.get(name).and_then(Node::as_text), Some(value.as_str()));
            }
        }
    }
}
