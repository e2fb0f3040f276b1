//! Tokens, administrators and the set-up link. Only hashes are kept: whoever reads the database
//! can act as nobody.

use village_economy::Hash32;

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A villager, by its slug.
    Agent(String),
    /// An administrator, by name.
    Admin(String),
}

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// The public part by which people tell tokens apart.
    pub id: String,
    /// SHA-256 of the token.
    pub hash: Hash32,
    pub holder: Holder,
    pub scopes: Vec<String>,
    /// This and the following: UTC microseconds since 1970.
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub last_used: Option<i64>,
}

/// An administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminRow {
    pub name: String,
    /// Argon2 hash of the password, as a PHC string.
    pub phc: String,
    pub created_at: i64,
}
