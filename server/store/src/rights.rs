//! The role by which a village runs on Postgres: it may add to what only grows and change what may
//! change, and nothing else. Tables, triggers and migrations belong to another role, so that
//! whoever takes the village over still cannot rewrite its ledger.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use crate::error::{Result, StoreError};
use crate::store::{Db, Store};

/// Characters of a role's name that Postgres keeps.
const ROLE_MAX: usize = 63;

/// What the role may do with each table, beyond reading it.
const RIGHTS: &[(&str, &str)] = &[
    ("journal", "insert"),
    ("transfer", "insert"),
    ("post_tag", "insert"),
    ("reply", "insert"),
    ("audit", "insert"),
    ("blob", "insert"),
    ("letter", "insert"),
    ("mention", "insert"),
    ("balance", "insert, update"),
    ("ledger_head", "update"),
    ("post", "insert, update (status, pinned, locked)"),
    ("meta", "insert, update"),
    ("request_key", "insert, delete"),
    ("snapshot", "insert, delete"),
    ("token", "insert, update"),
    ("credential", "insert, update"),
    ("session", "insert, update, delete"),
    ("device", "insert, delete"),
    ("invitation", "insert, update"),
    ("mind", "insert, update, delete"),
    ("mind_change", "insert, delete"),
    ("thought", "insert, delete"),
    ("thought_sum", "update"),
    ("setup", "insert, update, delete"),
    ("_sqlx_migrations", "select"),
];

impl Store {
    /// Gives a role of the database exactly what a village needs to run, whatever it had before.
    /// For Postgres, by the role that owns the tables.
    pub async fn grant(&self, role: &str) -> Result<()> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let fits = (1..=ROLE_MAX).contains(&role.len())
            && role.bytes().all(plain)
            && !role.as_bytes()[0].is_ascii_digit();
        if !fits {
            return Err(StoreError::refused(
                "a role is named by a-z, 0-9 and _, not a digit first",
            ));
        }
        let Db::Postgres(db) = &self.inner.db else {
            return Err(StoreError::refused("only Postgres has roles: a file has its mode"));
        };
        let mut statements = format!(
            "begin;
             revoke all on all tables in schema public from {role};
             revoke create on schema public from {role};
             grant usage on schema public to {role};
             grant select on all tables in schema public to {role};"
        );
        for (table, rights) in RIGHTS {
            let _ = write!(statements, "grant {rights} on {table} to {role};");
        }
        statements.push_str("commit;");
        // The name of the role is checked above, the rest is ours.
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&db.pool).await?;
        Ok(())
    }
}
