//! Harm done to a database past the program, as an attacker with its file would.

use std::path::Path;

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// Holds a village's file, so that nothing can be written until this is closed.
pub async fn hold(data: &Path) -> SqliteConnection {
    let path = data.join("village.db");
    let mut file = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
    sqlx::raw_sql("begin immediate").execute(&mut file).await.unwrap();
    file
}

/// Runs statements in a village's file.
pub async fn sqlite(data: &Path, statements: &str) {
    let path = data.join("village.db");
    let mut file = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut file).await.unwrap();
    file.close().await.unwrap();
}
