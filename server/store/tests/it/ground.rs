//! Where a case runs: an empty database, and a way to it past the store.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use village_store::{Place, Role, Store};

/// An empty database.
pub struct Ground {
    pub place: Place,
    /// A second one, empty as well.
    pub other: Place,
}

impl Ground {
    pub async fn serve(&self) -> Store {
        Store::open(&self.place, Role::Serve).await.unwrap()
    }

    /// Runs statements past the store, as somebody who got at the database would.
    pub async fn tamper(&self, statements: &str) -> Result<u64, sqlx::Error> {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements));
        match &self.place {
            Place::Sqlite(path) => {
                let url = format!("sqlite:{}", path.display());
                let mut connection = SqliteConnection::connect(&url).await?;
                let done = statements.execute(&mut connection).await?.rows_affected();
                connection.close().await.map(|()| done)
            }
            Place::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await?;
                let done = statements.execute(&mut connection).await?.rows_affected();
                connection.close().await.map(|()| done)
            }
        }
    }

    /// Takes the triggers of a table away first, as only the database's owner could.
    pub async fn break_in(&self, table: &str, statement: &str) {
        let opened = match &self.place {
            Place::Sqlite(_) => format!(
                "drop trigger if exists {table}_stays; drop trigger if exists {table}_keeps;"
            ),
            Place::Postgres(_) => format!("alter table {table} disable trigger all;"),
        };
        let done = self.tamper(&format!("{opened} {statement}")).await.unwrap();
        assert!(done > 0, "the break-in must change something: {statement}");
    }

    /// Changes a row past the rules of its table, as a disk that fails would.
    pub async fn bend(&self, table: &str, statement: &str) {
        match &self.place {
            Place::Sqlite(_) => {
                let open = "pragma ignore_check_constraints = on";
                self.break_in(table, &format!("{open}; {statement}")).await;
            }
            Place::Postgres(_) => {
                let open = format!(
                    "do $$ declare rule text; begin
                        for rule in select conname from pg_constraint
                            where conrelid = '{table}'::regclass and contype = 'c'
                        loop execute format('alter table {table} drop constraint %I', rule);
                        end loop;
                    end $$"
                );
                self.break_in(table, &format!("{open}; {statement}")).await;
            }
        }
    }

    /// So many bytes, as this database writes them.
    pub fn bytes(&self, count: usize) -> String {
        match &self.place {
            Place::Sqlite(_) => format!("zeroblob({count})"),
            Place::Postgres(_) => format!("cast(repeat('a', {count}) as bytea)"),
        }
    }
}
