//! Where the tests write: to memory, where there is plenty. A village that waits seconds for its
//! disk says that its store is away, as it should, and on a machine that shares its disk with
//! others that happens at any time. What comes of it has tests of its own, which bring their
//! stalls along; all the others would fail by it now and then.

use std::env;
use std::path::Path;

use tempfile::{Builder, TempDir};

/// Where Linux has memory as a folder.
const MEMORY: &str = "/dev/shm";
/// Bytes that must be free there; the tests take a fraction of it.
const FREE_LEAST: u64 = 4 << 30;

/// A folder in memory that goes when it is dropped. None where there is not enough, where programs
/// in it could not be run, and where `TMPDIR` says what is to be used.
pub fn in_memory() -> Option<TempDir> {
    if env::var_os("TMPDIR").is_some() { None } else { folder_in(Path::new(MEMORY), FREE_LEAST) }
}

#[cfg(not(unix))]
fn folder_in(_: &Path, _: u64) -> Option<TempDir> {
    None
}

#[cfg(unix)]
fn folder_in(memory: &Path, free_least: u64) -> Option<TempDir> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    use rustix::fs::{StatVfsMountFlags, statvfs};

    let there = statvfs(memory).ok()?;
    let is_small = there.f_bavail.saturating_mul(there.f_frsize) < free_least;
    if is_small || there.f_flag.contains(StatVfsMountFlags::NOEXEC) {
        return None;
    }
    // A database server runs as another user than root, and must come to what is its own.
    let mut folder = Builder::new();
    let folder = folder.prefix("village-tests-").permissions(Permissions::from_mode(0o755));
    folder.tempdir_in(memory).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_had_where_there_is_room_and_goes_with_its_owner() {
        let disk = tempfile::tempdir().unwrap();
        assert!(folder_in(disk.path(), u64::MAX).is_none(), "nowhere is that much");
        assert!(folder_in(&disk.path().join("gone"), 0).is_none());
        let folder = folder_in(disk.path(), 0).unwrap();
        let path = folder.path().to_owned();
        assert!(path.starts_with(disk.path()) && path.is_dir());
        drop(folder);
        assert!(!path.exists());
    }
}
