//! Names of people: in addresses, on notes, in the ledger. A name is given once, whatever the case
//! of its letters, and never given up.

/// Characters that a name has at most.
pub const NAME_MAX: usize = 40;

/// Names that would be taken for something else. Agents' ids are taken as well; the world says so.
const RESERVED: [&str; 31] = [
    "admin",
    "administrator",
    "agent",
    "agents",
    "anonymous",
    "api",
    "compute",
    "escrow",
    "everybody",
    "everyone",
    "human",
    "humans",
    "invitations",
    "me",
    "mod",
    "moderator",
    "moderators",
    "nobody",
    "operator",
    "owner",
    "payments",
    "people",
    "person",
    "public",
    "root",
    "staff",
    "support",
    "system",
    "treasury",
    "village",
    "visitor",
];

/// Why a name cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    #[error("a name has 1 to {NAME_MAX} characters out of a-z, A-Z, 0-9, - and _")]
    Form,
    #[error("this name would be taken for something else: choose another")]
    Reserved,
}

/// Whether a name is written as one.
pub fn check_form(name: &str) -> Result<(), BadName> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let fits = (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(plain);
    if fits { Ok(()) } else { Err(BadName::Form) }
}

/// Whether a person may have this name.
pub fn check(name: &str) -> Result<(), BadName> {
    check_form(name)?;
    let is_reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name));
    if is_reserved { Err(BadName::Reserved) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_nobody_elses_title() {
        for good in ["a", "Erik", "x-1_Y", &"n".repeat(NAME_MAX)] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "a b", "é", "a/b", "a\0", "a:b", "..", &"n".repeat(NAME_MAX + 1)] {
            assert_eq!(check(bad), Err(BadName::Form), "{bad}");
        }
        for reserved in ["admin", "ADMIN", "Treasury", "system"] {
            assert_eq!(check(reserved), Err(BadName::Reserved), "{reserved}");
        }
    }
}
