//! What a token is good for, of what its holder may do.

use std::fmt;
use std::str::FromStr;

/// One part of what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Look at what is there.
    Read,
    /// Act, write, and everything else that changes something.
    Write,
    /// Move money.
    Money,
    /// What only moderators and administrators do.
    Admin,
}

/// What a token is good for. Four parts at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scopes([bool; Scope::ALL.len()]);

/// The word names no scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a scope is read, write, money or admin")]
pub struct ScopeForm;

impl Scope {
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Money, Self::Admin];

    /// Its word. It is persisted: it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Money => "money",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Scope {
    type Err = ScopeForm;

    fn from_str(text: &str) -> Result<Self, ScopeForm> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(ScopeForm)
    }
}

impl Scopes {
    /// Everything that the holder may do.
    pub const ALL: Self = Self([true; Scope::ALL.len()]);

    /// As a token's row says. One without words is from before there were scopes: it is good for
    /// everything. Of words that are not known, as of a later version, it is good for nothing.
    pub fn of(words: &[String]) -> Self {
        if words.is_empty() {
            return Self::ALL;
        }
        Self(Scope::ALL.map(|scope| words.iter().any(|word| word == scope.as_str())))
    }

    pub fn allow(self, scope: Scope) -> bool {
        Scope::ALL.into_iter().zip(self.0).any(|(one, is)| is && one == scope)
    }

    /// Their words, in one order.
    pub fn words(self) -> Vec<String> {
        let these = Scope::ALL.into_iter().filter(|scope| self.allow(*scope));
        these.map(|scope| scope.as_str().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Scopes {
        Scopes::of(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_token_is_good_for_what_it_says_and_an_old_one_for_everything() {
        assert_eq!(of(&[]), Scopes::ALL);
        assert_eq!(of(&["money", "read"]).words(), ["read", "money"]);
        assert!(of(&["read"]).allow(Scope::Read) && !of(&["read"]).allow(Scope::Write));
        assert!(Scope::ALL.into_iter().all(|scope| !of(&["fly"]).allow(scope)));
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        assert_eq!("Read".parse::<Scope>(), Err(ScopeForm));
    }
}
