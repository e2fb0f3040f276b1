//! The second file: a signed line a minute that says where the ledger stood. Whoever can write
//! the database alone can no longer cut its end off, or write all of it anew, without `audit`
//! seeing it.
//!
//! Policy when the file cannot be written: it is logged and counted, and the village lives on; the
//! chain in the database still proves itself.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rand::RngExt;
use village_economy::{
    CHECKPOINT_BYTES_MAX, Checkpoint, CheckpointAuditor, CheckpointFinding, CheckpointKey, Signed,
    Signer,
};
use village_sim::Record;

/// How far apart checkpoints are at least.
const APART: Duration = Duration::from_mins(1);
/// Checkpoints that are read at most: a century of them.
const READ_MAX: usize = 60_000_000;

/// Why the second file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum BadCheckpoints {
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: a key is 64 hex digits in one line; without the file a new key is drawn",
        .path.display())]
    Key { path: PathBuf },
    #[error("{}: line {line}: {why}", .path.display())]
    Line { path: PathBuf, line: usize, why: String },
}

/// The file that grows.
pub struct Checkpoints {
    path: PathBuf,
    signer: Signer,
    /// Where the log stands, as far as it is kept.
    stands: Option<Checkpoint>,
    /// Place of the next transfer in the line written last.
    written: u64,
    last: Option<Instant>,
}

/// Where the key that signs is kept.
pub fn key_path(checkpoints: &Path) -> PathBuf {
    checkpoints.with_file_name("checkpoint.key")
}

impl Checkpoints {
    /// Opens the file and its key, and draws a key where there is none.
    pub fn open(path: &Path) -> Result<Self, BadCheckpoints> {
        let broken = |source| BadCheckpoints::File { path: path.into(), source };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(broken)?;
        }
        let signer = signer(&key_path(path))?;
        Ok(Self { path: path.into(), signer, stands: None, written: 0, last: None })
    }

    /// Takes note of a record that is kept.
    pub fn kept(&mut self, record: &Record) {
        let Some(last) = record.transfers.last() else { return };
        self.stands = Some(Checkpoint {
            next_seq: last.seq + 1,
            head: last.hash,
            tick: record.tick.0,
            at_micros: record.at,
        });
    }

    /// Writes a line if there is something new to say and the last one is a minute old.
    pub fn write_if_due(&mut self) {
        if self.last.is_none_or(|last| last.elapsed() >= APART) {
            self.write();
        }
    }

    /// Writes a line if there is something new to say.
    pub fn write(&mut self) {
        let Some(stands) = self.stands.filter(|stands| stands.next_seq > self.written) else {
            return;
        };
        self.last = Some(Instant::now());
        match self.append(&self.signer.sign(stands)) {
            Ok(()) => self.written = stands.next_seq,
            Err(error) => {
                metrics::counter!("village_checkpoints_failed_total").increment(1);
                let path = self.path.display();
                tracing::error!(%path, %error, "a checkpoint could not be written");
            }
        }
    }

    fn append(&self, signed: &Signed) -> std::io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        // One write: a line is there whole or, after a crash, as a last line that is no line.
        file.write_all(format!("{}\n", signed.to_line()).as_bytes())?;
        file.sync_data()
    }
}

fn signer(path: &Path) -> Result<Signer, BadCheckpoints> {
    let broken = |source| BadCheckpoints::File { path: path.into(), source };
    let seed = match File::open(path) {
        Ok(file) => {
            let mut text = String::new();
            file.take(256).read_to_string(&mut text).map_err(broken)?;
            unhex(text.trim()).ok_or_else(|| BadCheckpoints::Key { path: path.into() })?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let seed: [u8; 32] = rand::rng().random();
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(broken)?;
            writeln!(file, "{}", crate::tokens::hex(&seed)).map_err(broken)?;
            file.sync_all().map_err(broken)?;
            seed
        }
        Err(error) => return Err(broken(error)),
    };
    Ok(Signer::from_seed(seed))
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    // The public half has the same form as the seed, and a reader of its own.
    text.parse::<CheckpointKey>().ok().map(|key| key.0)
}

/// Every checkpoint of a file as what the log must go through, and how many there are; none
/// without such a file. A last line without its end was cut by a crash and says nothing.
pub fn required(
    path: &Path,
    trusted: &[CheckpointKey],
) -> Result<Option<CheckpointAuditor>, BadCheckpoints> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(BadCheckpoints::File { path: path.into(), source }),
    };
    let mut auditor = CheckpointAuditor::new(trusted);
    let mut lines = BufReader::new(file);
    let mut text = Vec::new();
    for line in 1..=READ_MAX {
        text.clear();
        let limit = (CHECKPOINT_BYTES_MAX + 2) as u64;
        let read = lines.by_ref().take(limit).read_until(b'\n', &mut text);
        let read = read.map_err(|source| BadCheckpoints::File { path: path.into(), source })?;
        if read == 0 || text.last() != Some(&b'\n') && read < CHECKPOINT_BYTES_MAX {
            break;
        }
        let bad = |why: String| BadCheckpoints::Line { path: path.into(), line, why };
        let text = std::str::from_utf8(&text).map_err(|error| bad(error.to_string()))?;
        let signed = Signed::from_line(text.trim_end()).map_err(|error| bad(error.to_string()))?;
        auditor.require(&signed).map_err(|error| bad(error.to_string()))?;
    }
    Ok(Some(auditor))
}

/// The public half of the key beside a file, for whoever audits on the same machine.
pub fn key_beside(path: &Path) -> Option<CheckpointKey> {
    let path = key_path(path);
    if path.is_file() { signer(&path).ok().map(|signer| signer.key()) } else { None }
}

/// What a finding means, in a line for people.
pub fn explain(finding: &CheckpointFinding) -> String {
    format!("the ledger is not what was signed: {finding}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_economy::{AccountId, Intent, Ledger, Micro, Reason, Source, Transfer};
    use village_sim::Tick;

    fn posted(ledger: &mut Ledger, coins: i32) -> Record {
        let intent = Intent {
            debit: AccountId::Treasury,
            credit: AccountId::Compute,
            amount: Micro::coins(coins),
            reason: Reason::Transfer,
            source: Source::System,
            note: String::new(),
            post: None,
            reply: None,
        };
        let transfer = ledger.post(&intent, 7, 70).unwrap();
        Record { tick: Tick(7), at: 70, transfers: vec![transfer], ..Record::default() }
    }

    fn walk(path: &Path, log: &[Transfer]) -> Result<u64, CheckpointFinding> {
        let mut auditor = required(path, &[key_beside(path).unwrap()]).unwrap().unwrap();
        for transfer in log {
            auditor.feed(transfer.seq, transfer.hash)?;
        }
        auditor.finish().map(|proven| proven.checkpoints)
    }

    #[test]
    fn a_cut_end_and_a_log_written_anew_are_found_and_a_torn_line_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub/checkpoints.jsonl");
        let mut ledger = Ledger::new();
        let mut log = Vec::new();
        let mut checkpoints = Checkpoints::open(&path).unwrap();
        for coins in 1..=3 {
            let record = posted(&mut ledger, coins);
            log.extend(record.transfers.iter().cloned());
            checkpoints.kept(&record);
            checkpoints.write();
            checkpoints.write();
        }
        assert_eq!(walk(&path, &log), Ok(3));
        assert!(walk(&path, &log[..2]).unwrap_err().to_string().contains("missing"));
        let mut other = Ledger::new();
        let anew: Vec<_> = (2..=4).flat_map(|n| posted(&mut other, n).transfers).collect();
        assert!(walk(&path, &anew).unwrap_err().to_string().contains("rewritten"));
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"checkpoint\":").unwrap();
        assert_eq!(walk(&path, &log), Ok(3));
        // A line that was changed, or signed by somebody else, is named.
        let text = std::fs::read_to_string(&path).unwrap().replace("\"tick\":7", "\"tick\":8");
        std::fs::write(&path, text).unwrap();
        let error = required(&path, &[]).err().unwrap().to_string();
        assert!(error.contains("line 1"), "{error}");
        let again = Checkpoints::open(&path).unwrap();
        assert_eq!(Some(again.signer.key()), key_beside(&path), "the key stays");
        assert!(required(&folder.path().join("none"), &[]).unwrap().is_none());
    }
}
