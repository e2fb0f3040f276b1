//! The client's own record of what the village acknowledged: one line a write, on the disk before
//! the next write is sent. The verdict is given from this file alone.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};

use super::write::Write;

/// An append-only file, one acknowledgement a line.
pub struct AckLog {
    file: Mutex<File>,
}

impl AckLog {
    pub fn create(path: &Path) -> Result<Self> {
        let file = File::create_new(path).with_context(|| format!("making {}", path.display()))?;
        Ok(Self { file: Mutex::new(file) })
    }

    /// Writes one acknowledgement and returns when it is on the disk.
    pub fn append(&self, write: &Write) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let line = write.to_line() + "\n";
        file.write_all(line.as_bytes()).context("writing the acknowledgement log")?;
        file.sync_data().context("flushing the acknowledgement log")
    }
}

/// All acknowledged writes by their mark. A mark that stands twice is a fault of this program.
pub fn read(path: &Path) -> Result<BTreeMap<String, Write>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut acked = BTreeMap::new();
    for line in text.lines() {
        let write =
            Write::of_line(line).with_context(|| format!("acknowledgement log: {line:?}"))?;
        if acked.insert(write.mark.clone(), write).is_some() {
            bail!("the acknowledgement log names a write twice: {line:?}");
        }
    }
    Ok(acked)
}

#[cfg(test)]
mod tests {
    use super::super::write::Kind;
    use super::*;

    fn write(mark: &str, kind: Kind) -> Write {
        Write { mark: mark.into(), agent_id: "ada".into(), kind }
    }

    #[test]
    fn what_was_appended_is_read_back_and_a_twin_is_refused() {
        let path = std::env::temp_dir().join(format!("xtask-acks-{}", std::process::id()));
        let log = AckLog::create(&path).unwrap();
        let post = write("crash-w0-n0", Kind::Post);
        let reward = write("crash-w0-n1", Kind::Reward { post_id: 7, micros: 250_000 });
        log.append(&post).unwrap();
        log.append(&reward).unwrap();
        let read_back: Vec<_> = read(&path).unwrap().into_values().collect();
        assert_eq!(read_back, [post.clone(), reward]);
        log.append(&post).unwrap();
        assert!(read(&path).is_err());
        fs::remove_file(&path).unwrap();
    }
}
