//! Administrators: a name and an Argon2id hash of a password. The password is nowhere else.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use village_store::{Store, StoreError};

/// Characters that a password has at least.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Bytes that a password has at most.
pub const PASSWORD_BYTES_MAX: usize = 256;
/// Characters that a name has at most.
pub const NAME_MAX: usize = 40;

/// Why somebody did not become an administrator.
#[derive(Debug, thiserror::Error)]
pub enum BadAdmin {
    #[error("a name has 1 to {NAME_MAX} characters out of a-z, A-Z, 0-9, - and _")]
    Name,
    #[error("a password has {PASSWORD_CHARS_MIN} characters to {PASSWORD_BYTES_MAX} bytes")]
    Password,
    #[error("the password cannot be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes an administrator, or gives one another password. Takes about 20 ms of a processor.
pub async fn create(store: &Store, name: &str, password: &str, now: i64) -> Result<(), BadAdmin> {
    check_name(name)?;
    if password.chars().count() < PASSWORD_CHARS_MIN || password.len() > PASSWORD_BYTES_MAX {
        return Err(BadAdmin::Password);
    }
    let phc = Argon2::default().hash_password(password.as_bytes()).map_err(BadAdmin::Hash)?;
    Ok(store.put_admin(name, &phc.to_string(), now).await?)
}

/// Whether this is an administrator's name.
pub fn check_name(name: &str) -> Result<(), BadAdmin> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let fits = (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(plain);
    if fits { Ok(()) } else { Err(BadAdmin::Name) }
}

/// Whether this is the administrator's password.
pub async fn verify(store: &Store, name: &str, password: &str) -> Result<bool, StoreError> {
    let Some(row) = store.admin(name).await? else { return Ok(false) };
    let Ok(phc) = PasswordHash::new(&row.phc) else {
        return Err(StoreError::Corrupt { what: format!("admin {name}: its password hash") });
    };
    Ok(Argon2::default().verify_password(password.as_bytes(), &phc).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_store::{Place, Role};

    #[tokio::test]
    async fn a_password_proves_its_administrator() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Place::in_folder(folder.path()), Role::Tool).await.unwrap();
        create(&store, "erik", "correct horse battery", 1).await.unwrap();
        assert!(verify(&store, "erik", "correct horse battery").await.unwrap());
        assert!(!verify(&store, "erik", "correct horse batterY").await.unwrap());
        assert!(!verify(&store, "anna", "correct horse battery").await.unwrap());
        let kept = store.admin("erik").await.unwrap().unwrap();
        assert!(kept.phc.starts_with("$argon2id$") && !kept.phc.contains("horse"));
        for (name, password) in [("", "correct horse"), ("a b", "correct horse"), ("erik", "short")]
        {
            assert!(create(&store, name, password, 1).await.is_err(), "{name} {password}");
        }
    }
}
