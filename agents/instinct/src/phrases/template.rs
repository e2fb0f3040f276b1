//! One template: words and slots, taken apart once.

use std::fmt::Write as _;

/// What a slot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Who is spoken to or of.
    Name,
    /// What that villager does for a living, as in its persona.
    Role,
    /// A place with its article: "the Kettle Café".
    Place,
    /// The same with how one is there: "at the Kettle Café".
    At,
    /// One thing with its article: "a loaf of bread".
    Thing,
    /// Several: "loaves of bread".
    Things,
    /// A number in words.
    Count,
    /// A time: "about half past nine".
    Hour,
    /// A stretch of time: "this morning".
    When,
    /// What the light is like now.
    Light,
    /// One of the speaker's interests.
    Interest,
    /// A topic of the board.
    Topic,
    /// The title of a post.
    Title,
    /// Money, with its unit.
    Amount,
    /// Why somebody rewarded or penalised.
    Reason,
    /// The same thing, known already: "the loaf of bread".
    That,
    /// So many things of a kind: "three loaves of bread".
    Counted,
    /// Where something lies: "to the north".
    Way,
    /// What the speaker is doing or wants.
    Doing,
}

impl Slot {
    const ALL: [(&'static str, Self); 19] = [
        ("name", Self::Name),
        ("role", Self::Role),
        ("place", Self::Place),
        ("at", Self::At),
        ("thing", Self::Thing),
        ("things", Self::Things),
        ("count", Self::Count),
        ("hour", Self::Hour),
        ("when", Self::When),
        ("light", Self::Light),
        ("interest", Self::Interest),
        ("topic", Self::Topic),
        ("title", Self::Title),
        ("amount", Self::Amount),
        ("reason", Self::Reason),
        ("that", Self::That),
        ("counted", Self::Counted),
        ("way", Self::Way),
        ("doing", Self::Doing),
    ];

    fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Slot(Slot),
}

/// Words and slots in turn.
#[derive(Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// What stands in the slots. A slot that nobody filled makes a template unusable, not wrong.
#[derive(Debug, Clone, Default)]
pub struct Values([Option<String>; Slot::ALL.len()]);

impl Values {
    /// With a slot filled.
    #[must_use]
    pub fn with(mut self, slot: Slot, value: impl Into<String>) -> Self {
        self.0[slot as usize] = Some(value.into());
        self
    }

    fn get(&self, slot: Slot) -> Option<&str> {
        self.0[slot as usize].as_deref()
    }
}

impl Template {
    /// Takes a template apart. The error says what is wrong with it.
    pub fn parse(text: &str, allowed: &[Slot]) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            if rest.as_bytes()[at] == b'}' {
                return Err("a } without its {".into());
            }
            let end = rest[at..].find('}').ok_or("a { without its }")?;
            let name = &rest[at + 1..at + end];
            let slot = Slot::ALL.iter().find(|(known, _)| *known == name);
            let slot = slot.map(|(_, slot)| *slot).filter(|slot| allowed.contains(slot));
            let slot = slot.ok_or_else(|| {
                let names: Vec<_> = allowed.iter().map(|slot| slot.name()).collect();
                let name: String = name.chars().take(20).collect();
                format!("unknown slot {{{name}}}; here one may use {}", names.join(", "))
            })?;
            if at > 0 {
                pieces.push(Piece::Words(rest[..at].to_owned()));
            }
            pieces.push(Piece::Slot(slot));
            rest = &rest[at + end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// Whether every slot has its value.
    pub fn fits(&self, values: &Values) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Words(_) => true,
            Piece::Slot(slot) => values.get(*slot).is_some(),
        })
    }

    /// The sentence: slots filled, beginnings of sentences in capitals.
    pub fn fill(&self, values: &Values) -> String {
        let mut text = String::with_capacity(96);
        for piece in &self.0 {
            let words = match piece {
                Piece::Words(words) => words,
                Piece::Slot(slot) => values.get(*slot).unwrap_or("something"),
            };
            text.write_str(words).expect("a string takes what it is given");
        }
        capitals(&text)
    }
}

/// The text with every sentence beginning in a capital.
fn capitals(text: &str) -> String {
    let mut begins = true;
    let mut ended = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if begins && c.is_alphabetic() {
            out.extend(c.to_uppercase());
            begins = false;
        } else {
            begins &= !c.is_alphanumeric();
            out.push(c);
        }
        if ended && c == ' ' {
            begins = true;
        }
        ended = matches!(c, '.' | '!' | '?');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_and_begins_in_capitals() {
        let slots = [Slot::Name, Slot::Place];
        let template = Template::parse("{place} was full. {name} sat there!", &slots).unwrap();
        let values = Values::default().with(Slot::Place, "the Kettle Café").with(Slot::Name, "Ada");
        assert!(template.fits(&values));
        assert_eq!(template.fill(&values), "The Kettle Café was full. Ada sat there!");
        assert!(!template.fits(&Values::default()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text| Template::parse(text, &[Slot::Name]).unwrap_err();
        assert_eq!(wrong("Hello {nam}"), "unknown slot {nam}; here one may use name");
        assert_eq!(wrong("Hello {place}"), "unknown slot {place}; here one may use name");
        assert_eq!(wrong("Hello {name"), "a { without its }");
        assert_eq!(wrong("Hello name}"), "a } without its {");
    }

    #[test]
    fn every_slot_stands_at_its_number() {
        for (number, (_, slot)) in Slot::ALL.iter().enumerate() {
            assert_eq!(*slot as usize, number);
        }
    }
}
