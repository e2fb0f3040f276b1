//! When which words are used: the sections of the phrases file, what may be filled in there, and
//! how many different ones there must be at least.

use super::template::Slot;

macro_rules! situations {
    ($( $(#[$doc:meta])* $variant:ident $name:literal $least:literal [$($slot:ident)*] )*) => {
        /// A section of the phrases file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Situation {
            $($(#[$doc])* $variant,)*
        }

        impl Situation {
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// Its name in the file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Fewest phrases that anybody can use.
            pub const fn least(self) -> usize {
                match self { $(Self::$variant => $least),* }
            }

            /// What may stand in braces.
            pub const fn slots(self) -> &'static [Slot] {
                match self { $(Self::$variant => &[$(Slot::$slot),*]),* }
            }
        }
    };
}

situations! {
    /// First line of a conversation.
    Greeting "greeting" 12 [Name At When Light]
}

impl Situation {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|situation| situation.name() == name)
    }
}

/// How somebody speaks, by character; `any` is for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    Any,
    /// The sociable.
    Warm,
    /// Those who like their quiet.
    Terse,
    /// The curious.
    Keen,
    /// The diligent.
    Brisk,
}

impl Tone {
    pub const ALL: [Self; 5] = [Self::Any, Self::Warm, Self::Terse, Self::Keen, Self::Brisk];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Warm => "warm",
            Self::Terse => "terse",
            Self::Keen => "keen",
            Self::Brisk => "brisk",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.name() == name)
    }
}
