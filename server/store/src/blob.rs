//! Files, found by their content: the same bytes are kept once, and what was stored under a hash
//! stays what it is.

use sha2::{Digest, Sha256};
use village_economy::Hash32;

use crate::error::{Result, StoreError};
use crate::hex::Hex;
use crate::line::{BlobLine, count, damaged, number};
use crate::store::{Store, reading, writing};

/// Largest file, in bytes: 8 MiB.
pub const BLOB_BYTES_MAX: usize = 8 * 1024 * 1024;

/// A file as it is kept. Kind, name and author are those of whoever stored these bytes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    pub bytes: Vec<u8>,
    pub about: BlobAbout,
}

/// What is known of a file beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobAbout {
    /// SHA-256 of the bytes.
    pub hash: Hash32,
    /// Bytes.
    pub size: u64,
    /// Media type.
    pub kind: String,
    pub name: String,
    /// Who stored it, such as `agent:ada` or `person:erik`.
    pub by: String,
    /// UTC microseconds since 1970.
    pub at: i64,
}

pub(crate) const INSERT_BLOB: &str = "insert into blob (hash, bytes, size, kind, name, author, at)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
const FIND: &str = "select hash, bytes, size, kind, name, author, at from blob where hash = $1";
const ABOUT: &str = "select size, kind, name, author, at from blob where hash = $1";
const SINCE: &str = "select cast(coalesce(sum(size), 0) as bigint) from blob
    where author = $1 and at >= $2";

/// Inserts one file on whichever database it is.
macro_rules! insert_blob {
    ($on:expr, $line:expr) => {{
        let line: &$crate::line::BlobLine = $line;
        sqlx::query($crate::blob::INSERT_BLOB)
            .bind(&line.hash)
            .bind(&line.bytes)
            .bind(line.size)
            .bind(&line.kind)
            .bind(&line.name)
            .bind(&line.author)
            .bind(line.at)
            .execute($on)
            .await?
            .rows_affected()
    }};
}
pub(crate) use insert_blob;

/// The name under which bytes are kept.
pub fn blob_hash(bytes: &[u8]) -> Hash32 {
    Hash32(Sha256::digest(bytes).into())
}

impl BlobLine {
    fn of(blob: &Blob) -> Result<Self> {
        let about = &blob.about;
        Ok(Self {
            hash: about.hash.into(),
            bytes: Hex(blob.bytes.clone()),
            size: number(about.size)?,
            kind: about.kind.clone(),
            name: about.name.clone(),
            author: about.by.clone(),
            at: about.at,
        })
    }

    fn read(self) -> Result<Blob> {
        let hash = blob_hash(&self.bytes.0);
        if Hex::from(hash) != self.hash {
            return Err(damaged("blob", &self.name, "its bytes are not those of its hash"));
        }
        let about = BlobAbout {
            hash,
            size: count("blob", self.size)?,
            kind: self.kind,
            name: self.name,
            by: self.author,
            at: self.at,
        };
        Ok(Blob { bytes: self.bytes.0, about })
    }
}

impl Store {
    /// Keeps a file; `false` when the same bytes were there before, which stay as they were
    /// described then. More than [`BLOB_BYTES_MAX`] bytes, or bytes that are not those of the
    /// hash, are [`Refused`](StoreError::Refused).
    pub async fn put_blob(&self, blob: &Blob) -> Result<bool> {
        let fits = blob.bytes.len() <= BLOB_BYTES_MAX
            && blob.about.size == blob.bytes.len() as u64
            && blob.about.hash == blob_hash(&blob.bytes);
        if !fits {
            return Err(StoreError::refused("a file is too large or is not what its hash says"));
        }
        let line = BlobLine::of(blob)?;
        Ok(writing!(self, |on| insert_blob!(on, &line)) == 1)
    }

    /// The file with this hash; its bytes are compared with it.
    pub async fn blob(&self, hash: &Hash32) -> Result<Option<Blob>> {
        let hash = Hex::from(*hash);
        let line: Option<BlobLine> =
            reading!(self, |on| sqlx::query_as(FIND).bind(&hash).fetch_optional(on).await?);
        line.map(BlobLine::read).transpose()
    }

    /// What is known of the file with this hash, without its bytes.
    pub async fn blob_about(&self, hash: &Hash32) -> Result<Option<BlobAbout>> {
        let stored = Hex::from(*hash);
        let found: Option<(i64, String, String, String, i64)> =
            reading!(self, |on| sqlx::query_as(ABOUT).bind(&stored).fetch_optional(on).await?);
        found
            .map(|(size, kind, name, by, at)| {
                let size = count("blob", size)?;
                Ok(BlobAbout { hash: *hash, size, kind, name, by, at })
            })
            .transpose()
    }

    /// Bytes of the files that somebody stored since a stamp, for their share of the space.
    pub async fn blob_bytes_since(&self, by: &str, since: i64) -> Result<u64> {
        let found: i64 = reading!(self, |on| {
            sqlx::query_scalar(SINCE).bind(by).bind(since).fetch_one(on).await?
        });
        count("blob", found)
    }
}
