//! Sessions: who is signed in, where from, until when; and the browsers in which somebody signed in
//! before. Ids are kept as hashes: whoever reads the database can take nobody's place.

use village_economy::Hash32;

use crate::error::Result;
use crate::hex::Hex;
use crate::line::{SessionLine, damaged};
use crate::store::{Store, reading, writing, writing_at_once};

/// Sessions that one name may have at a time; a further one ends the oldest.
pub const SESSIONS_EACH_MAX: u32 = 50;
/// Browsers that are remembered of one name; a further one takes the oldest's place.
pub const DEVICES_EACH_MAX: u32 = 20;
/// Characters of the description of a browser that are kept.
pub const AGENT_MAX: usize = 200;

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the secret.
    pub id: Hash32,
    /// Whose, as the credential writes it.
    pub name: String,
    /// This and the following: UTC microseconds since 1970.
    pub created_at: i64,
    pub last_seen: i64,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
    /// Address from which it was begun.
    pub address: String,
    /// What the browser said that it is, at most [`AGENT_MAX`] characters.
    pub agent: String,
}

pub(crate) const INSERT_SESSION: &str = "insert into session (id, name, created_at, last_seen,
    expires_at, revoked_at, address, agent) values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str = "select id, name, created_at, last_seen, expires_at, revoked_at, address, agent
    from session where id = $1";
const LIVE: &str = "select id, name, created_at, last_seen, expires_at, revoked_at, address, agent
    from session where name = $1 and revoked_at is null and expires_at > $2
    order by created_at desc, id limit $3";
const CROWD_OUT: &str = "update session set revoked_at = $2
    where name = $1 and revoked_at is null and id not in
    (select id from session where name = $1 and revoked_at is null
        order by created_at desc, id limit $3)";
const INSERT_DEVICE: &str = "insert into device (hash, name, created_at) values ($1, $2, $3)";
const FORGET_DEVICES: &str = "delete from device where name = $1 and hash not in
    (select hash from device where name = $1 order by created_at desc, hash limit $2)";

/// Inserts one session on whichever database it is.
macro_rules! insert_session {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::SessionLine = $line;
        sqlx::query($crate::session::INSERT_SESSION)
            .bind(&line.id)
            .bind(&line.name)
            .bind(line.created_at)
            .bind(line.last_seen)
            .bind(line.expires_at)
            .bind(line.revoked_at)
            .bind(&line.address)
            .bind(&line.agent)
            .execute($on)
            .await?;
    }};
}
pub(crate) use insert_session;

impl SessionLine {
    fn of(session: &SessionRow) -> Self {
        Self {
            id: session.id.into(),
            name: session.name.clone(),
            created_at: session.created_at,
            last_seen: session.last_seen,
            expires_at: session.expires_at,
            revoked_at: session.revoked_at,
            address: session.address.clone(),
            agent: session.agent.chars().take(AGENT_MAX).collect(),
        }
    }

    fn read(self) -> Result<SessionRow> {
        let id = self.id.hash();
        Ok(SessionRow {
            id: id.ok_or_else(|| damaged("session", &self.name, "an id has not 32 bytes"))?,
            name: self.name,
            created_at: self.created_at,
            last_seen: self.last_seen,
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            address: self.address,
            agent: self.agent,
        })
    }
}

impl Store {
    /// Keeps a new session; of more than [`SESSIONS_EACH_MAX`] of a name the oldest end. Sessions
    /// that were over before `forgotten` are removed.
    pub async fn put_session(&self, session: &SessionRow, forgotten: i64) -> Result<()> {
        let line = SessionLine::of(session);
        writing_at_once!(self, |on| {
            let forget = "delete from session where expires_at < $1";
            sqlx::query(forget).bind(forgotten).execute(&mut *on).await?;
            insert_session!(&mut *on, &line);
            let crowd_out = sqlx::query(CROWD_OUT).bind(&line.name).bind(line.created_at);
            crowd_out.bind(i64::from(SESSIONS_EACH_MAX)).execute(&mut *on).await?;
        });
        Ok(())
    }

    /// The session of this id, also when it was revoked or is over.
    pub async fn find_session(&self, id: &Hash32) -> Result<Option<SessionRow>> {
        let id = Hex::from(*id);
        let line: Option<SessionLine> =
            reading!(self, |on| sqlx::query_as(FIND).bind(&id).fetch_optional(on).await?);
        line.map(SessionLine::read).transpose()
    }

    /// The sessions of a name that are not over, newest first, at most [`SESSIONS_EACH_MAX`].
    pub async fn sessions_of(&self, name: &str, now: i64) -> Result<Vec<SessionRow>> {
        let lines: Vec<SessionLine> = reading!(self, |on| {
            let query = sqlx::query_as(LIVE).bind(name).bind(now);
            query.bind(i64::from(SESSIONS_EACH_MAX)).fetch_all(on).await?
        });
        lines.into_iter().map(SessionLine::read).collect()
    }

    /// Notes when a session was last used. An earlier stamp than the one noted changes nothing.
    pub async fn touch_session(&self, id: &Hash32, at: i64) -> Result<()> {
        let id = Hex::from(*id);
        let query = "update session set last_seen = $2 where id = $1 and last_seen < $2";
        writing!(self, |on| {
            sqlx::query(query).bind(&id).bind(at).execute(on).await?;
        });
        Ok(())
    }

    /// `false` when there is no such session or it was revoked before.
    pub async fn revoke_session(&self, id: &Hash32, at: i64) -> Result<bool> {
        let id = Hex::from(*id);
        let query = "update session set revoked_at = $2 where id = $1 and revoked_at is null";
        Ok(writing!(self, |on| {
            sqlx::query(query).bind(&id).bind(at).execute(on).await?.rows_affected()
        }) == 1)
    }

    /// Ends all sessions of a name but one, or all; gives how many.
    pub async fn revoke_sessions(&self, name: &str, but: Option<&Hash32>, at: i64) -> Result<u64> {
        // No hash is empty, so that nothing is spared by it.
        let but = but.map_or_else(|| Hex(Vec::new()), |id| Hex::from(*id));
        let query = "update session set revoked_at = $3
            where name = $1 and id <> $2 and revoked_at is null";
        Ok(writing!(self, |on| {
            let query = sqlx::query(query).bind(name).bind(&but).bind(at);
            query.execute(on).await?.rows_affected()
        }))
    }

    /// Remembers a browser in which somebody signed in.
    pub async fn put_device(&self, hash: &Hash32, name: &str, at: i64) -> Result<()> {
        let hash = Hex::from(*hash);
        writing_at_once!(self, |on| {
            let insert = sqlx::query(INSERT_DEVICE).bind(&hash).bind(name).bind(at);
            insert.execute(&mut *on).await?;
            let forget = sqlx::query(FORGET_DEVICES).bind(name);
            forget.bind(i64::from(DEVICES_EACH_MAX)).execute(&mut *on).await?;
        });
        Ok(())
    }

    /// Whether somebody signed in by this name in that browser before.
    pub async fn knows_device(&self, hash: &Hash32, name: &str) -> Result<bool> {
        let hash = Hex::from(*hash);
        let query = "select exists (select 1 from device where hash = $1 and name = $2)";
        Ok(reading!(self, |on| {
            sqlx::query_scalar(query).bind(&hash).bind(name).fetch_one(on).await?
        }))
    }
}
