//! Passwords: hashed with Argon2id, which is costly on purpose, so only so many at a time.
//!
//! Invariants: a password is nowhere but in the hands of whoever typed it; whether a name is known
//! cannot be told from how long an answer takes; whoever is known (by a session, or by a browser
//! that signed in before) has a place of its own, so that a crowd of strangers keeps nobody out.

use std::sync::Arc;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use rand::RngExt;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::tokens::hex;

/// Characters that a password has at least.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Bytes that a password has at most.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// Hashes at a time, for strangers and for whoever is known. Each takes 19 MiB and about 20 ms.
const HASHES_EACH: usize = 1;
/// How many may wait for their turn, and how long.
const WAITING_MAX: usize = 32;
const PATIENCE: Duration = Duration::from_secs(3);

/// Why there is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    #[error("a password has {PASSWORD_CHARS_MIN} characters to {PASSWORD_BYTES_MAX} bytes")]
    Form,
    #[error("too many passwords are being looked at: try again")]
    Busy,
    #[error("the password cannot be hashed")]
    Fault,
}

/// For whom a password is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Stranger,
    /// By a session, or by a browser in which somebody signed in before.
    Known,
}

/// Where passwords are hashed and compared. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Passwords {
    strangers: Turns,
    known: Turns,
    /// Hash of a password that nobody has, for names that nobody has.
    nobodys: Arc<str>,
}

#[derive(Debug, Clone)]
struct Turns {
    waiting: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
}

impl Turns {
    fn new() -> Self {
        Self {
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            hashing: Arc::new(Semaphore::new(HASHES_EACH)),
        }
    }

    /// Runs costly work on a thread of its own when it is its turn.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, BadPassword> {
        let place = self.waiting.clone().try_acquire_owned().map_err(|_| BadPassword::Busy)?;
        let turn = timeout(PATIENCE, self.hashing.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(BadPassword::Busy) };
        drop(place);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Held until the work is done, also when nobody waits for it any more.
            drop(turn);
            done
        });
        done.await.map_err(|_| BadPassword::Fault)
    }
}

impl Passwords {
    /// Takes as long as one hash.
    pub fn new() -> Self {
        let secret: [u8; 32] = rand::rng().random();
        let nobodys = hash_now(&hex(&secret)).expect("a short password can be hashed");
        Self { strangers: Turns::new(), known: Turns::new(), nobodys: nobodys.into() }
    }

    /// The hash of a new password.
    pub async fn hash(&self, side: Side, password: &str) -> Result<String, BadPassword> {
        check(password)?;
        let password = password.to_owned();
        self.turns(side).run(move || hash_now(&password)).await?
    }

    /// Whether this is the password of a hash. Where there is none, it takes as long to say no.
    pub async fn verify(
        &self,
        side: Side,
        password: &str,
        phc: Option<&str>,
    ) -> Result<bool, BadPassword> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Ok(false);
        }
        let password = password.to_owned();
        let kept = phc.is_some();
        let phc = phc.unwrap_or(&self.nobodys).to_owned();
        self.turns(side)
            .run(move || {
                let Ok(phc) = PasswordHash::new(&phc) else {
                    tracing::error!("a stored password hash cannot be read");
                    return Err(BadPassword::Fault);
                };
                let fits = Argon2::default().verify_password(password.as_bytes(), &phc).is_ok();
                Ok(fits && kept)
            })
            .await?
    }

    fn turns(&self, side: Side) -> &Turns {
        match side {
            Side::Stranger => &self.strangers,
            Side::Known => &self.known,
        }
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether it is long enough to be a password, and not too long.
pub fn check(password: &str) -> Result<(), BadPassword> {
    let fits = password.chars().count() >= PASSWORD_CHARS_MIN
        && password.len() <= PASSWORD_BYTES_MAX
        && !password.contains('\0');
    if fits { Ok(()) } else { Err(BadPassword::Form) }
}

/// The hash of a password, here and now: takes about 20 ms of a processor.
pub fn hash_now(password: &str) -> Result<String, BadPassword> {
    let phc = Argon2::default().hash_password(password.as_bytes());
    phc.map(|phc| phc.to_string()).map_err(|_| BadPassword::Fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_hash_alone() {
        let passwords = Passwords::new();
        let phc = passwords.hash(Side::Stranger, "correct horse battery").await.unwrap();
        assert!(phc.starts_with("$argon2id$") && !phc.contains("horse"));
        let fits = async |word: &str, phc: Option<&str>| {
            passwords.verify(Side::Known, word, phc).await.unwrap()
        };
        assert!(fits("correct horse battery", Some(&phc)).await);
        assert!(!fits("correct horse batterY", Some(&phc)).await);
        assert!(!fits("correct horse battery", None).await);
        assert!(!fits(&"x".repeat(PASSWORD_BYTES_MAX + 1), Some(&phc)).await);
        for bad in ["short", &"x".repeat(PASSWORD_BYTES_MAX + 1), "with a \0 in the middle"] {
            let refused = passwords.hash(Side::Stranger, bad).await;
            assert_eq!(refused, Err(BadPassword::Form), "{bad}");
        }
        assert!(passwords.hash(Side::Stranger, &"é".repeat(12)).await.is_ok());
    }

    #[tokio::test]
    async fn a_crowd_of_strangers_keeps_nobody_out_who_is_known() {
        let passwords = Passwords::new();
        let crowd = (0..WAITING_MAX * 3).map(|_| {
            let passwords = passwords.clone();
            tokio::spawn(async move { passwords.verify(Side::Stranger, "guess", None).await })
        });
        let crowd: Vec<_> = crowd.collect();
        assert_eq!(passwords.verify(Side::Known, "guess", None).await, Ok(false));
        let mut busy = 0;
        for one in crowd {
            match one.await.unwrap() {
                Ok(fits) => assert!(!fits),
                Err(why) => {
                    assert_eq!(why, BadPassword::Busy);
                    busy += 1;
                }
            }
        }
        assert!(busy > 0, "a crowd of {} all got a turn", WAITING_MAX * 3);
    }
}
