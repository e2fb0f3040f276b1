//! Where a village's database is, and what a process wants of it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Where the database is. Its text never shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A `SQLite` file; it and its folder are made when absent.
    Sqlite(PathBuf),
    /// A Postgres URL, `postgres://…` or `postgresql://…`; the database must exist.
    Postgres(String),
}

/// What this process wants of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Write the village's records. One process at a time: the second gets
    /// [`InUse`](crate::StoreError::InUse).
    Serve,
    /// Read, and keep tokens and accounts, whether or not a server runs.
    Tool,
}

/// The text names no database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a database is a file path, sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
pub struct PlaceForm;

impl Place {
    /// The `SQLite` file `village.db` in a data folder.
    pub fn in_folder(data: &Path) -> Self {
        Self::Sqlite(data.join("village.db"))
    }
}

impl FromStr for Place {
    type Err = PlaceForm;

    fn from_str(text: &str) -> Result<Self, PlaceForm> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            text.parse::<PgConnectOptions>().map_err(|_| PlaceForm)?;
            return Ok(Self::Postgres(text.to_owned()));
        }
        let plain = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = plain.strip_prefix("//").unwrap_or(plain);
        if path.is_empty() || path.contains("://") || path.contains('\0') {
            return Err(PlaceForm);
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(out),
            Self::Postgres(url) => {
                let Ok(to) = url.parse::<PgConnectOptions>() else {
                    return out.write_str("postgres");
                };
                write!(out, "postgres {} at ", to.get_database().unwrap_or_default())?;
                if let Some(socket) = to.get_socket() {
                    return socket.display().fmt(out);
                }
                write!(out, "{}:{}", to.get_host(), to.get_port())
            }
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Place({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_a_url_or_a_path() {
        let file = |path: &str| Place::Sqlite(path.into());
        assert_eq!("data/village.db".parse(), Ok(file("data/village.db")));
        assert_eq!("sqlite:village.db".parse(), Ok(file("village.db")));
        assert_eq!("sqlite:///var/village.db".parse(), Ok(file("/var/village.db")));
        assert!(matches!("postgres://a@b/c".parse(), Ok(Place::Postgres(_))));
        for bad in ["", "sqlite:", "mysql://a/b", "postgres://a@b:port/c"] {
            assert_eq!(bad.parse::<Place>(), Err(PlaceForm), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let place: Place = "postgres://ada:hunter2@db.example/village".parse().unwrap();
        let shown = format!("{place} {place:?}");
        assert!(shown.contains("db.example") && !shown.contains("hunter2"), "{shown}");
    }
}
