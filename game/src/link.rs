//! Deep links: `#agent=ada`, `#post=3`, `#at=31,12`, the same in the browser's address and as
//! arguments on the desktop.

use std::str::FromStr;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Somebody, by its name in addresses.
    Agent(String),
    /// A note on the board.
    Post(u64),
    /// A tile.
    At(u16, u16),
}

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no link: it is one of #agent=ada, #post=3 and #at=31,12")]
pub struct BadLink(String);

impl FromStr for Link {
    type Err = BadLink;

    fn from_str(text: &str) -> Result<Self, BadLink> {
        let bad = || BadLink(text.chars().take(60).collect());
        let (name, value) = text.trim_start_matches('#').split_once('=').ok_or_else(bad)?;
        match name {
            "agent" if slug(value) => Ok(Self::Agent(value.to_owned())),
            "post" => value.parse().map(Self::Post).map_err(|_| bad()),
            "at" => {
                let (x, y) = value.split_once(',').ok_or_else(bad)?;
                let part = |part: &str| part.trim().parse().map_err(|_| bad());
                Ok(Self::At(part(x)?, part(y)?))
            }
            _ => Err(bad()),
        }
    }
}

fn slug(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=48).contains(&text.len()) && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_somebody_a_note_or_a_place() {
        assert_eq!("#agent=ada".parse(), Ok(Link::Agent("ada".into())));
        assert_eq!("#post=3".parse(), Ok(Link::Post(3)));
        assert_eq!("at=31,12".parse(), Ok(Link::At(31, 12)));
        for bad in ["", "#", "#agent=", "#agent=../x", "#post=-1", "#at=1", "#at=1,99999999"] {
            let told = bad.parse::<Link>().unwrap_err().to_string();
            assert!(told.contains("#agent=ada"), "{told}");
        }
    }
}
