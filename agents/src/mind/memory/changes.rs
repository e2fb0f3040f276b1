//! What changed in a memory since it was written.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::rows::Made;
use super::{Entry, Memory};

/// What was written of a memory.
#[derive(Debug, Clone)]
pub(crate) struct Marks {
    /// In the order of their numbers.
    entries: Vec<Mark>,
    made: Made,
    forgotten: u64,
}

/// What of an entry can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    id: u64,
    used: u64,
    weight: Option<u8>,
    is_embedded: bool,
    /// Of its text: what is written down while a thought is under way may get the number that the
    /// thought gave to something else, and gives way to it.
    text: u64,
}

/// What became of entries that were there before; those that are new stand in the memory itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Since {
    /// Numbers of those that are gone.
    gone: Vec<u64>,
    /// Those that were recalled: their numbers, and when.
    used: Vec<(u64, u64)>,
}

/// A memory with the entries alone that are new or stand otherwise, what became of the others, and
/// the places of those whose vectors are new.
pub(crate) type Changes = (Memory, Since, Vec<usize>);

impl Memory {
    /// Places of the entries in the order of their numbers.
    fn in_order(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.entries.len()).collect();
        places.sort_unstable_by_key(|at| self.entries[*at].id);
        places
    }

    fn mark(&self, at: usize) -> Mark {
        let Entry { id, used, weight, ref text, .. } = self.entries[at];
        let is_embedded = self.embedded.get(at) == Some(&true);
        Mark { id, used, weight, is_embedded, text: xxh3_64(text.as_bytes()) }
    }

    /// What stands in it now.
    pub(crate) fn marks(&self) -> Marks {
        let entries = self.in_order().into_iter().map(|at| self.mark(at)).collect();
        Marks { entries, made: self.made(), forgotten: self.forgotten }
    }

    /// What changed since then; none where all vectors are others, or where it was asked to forget:
    /// what is to be forgotten must not stand before the change.
    pub(crate) fn changes_since(&self, then: &Marks) -> Option<Changes> {
        if self.made() != then.made || self.forgotten != then.forgotten {
            return None;
        }
        let (mut since, mut entries, mut embedded) = (Since::default(), Vec::new(), Vec::new());
        let mut before = then.entries.iter().peekable();
        for at in self.in_order() {
            let now = self.mark(at);
            while let Some(gone) = before.next_if(|before| before.id < now.id) {
                since.gone.push(gone.id);
            }
            let before = before.next_if(|before| before.id == now.id);
            let before = before.filter(|before| before.text == now.text);
            if before.is_none_or(|before| before.weight != now.weight) {
                entries.push(self.entries[at].clone());
            } else if before.is_some_and(|before| before.used != now.used) {
                since.used.push((now.id, now.used));
            }
            if now.is_embedded && before.is_none_or(|before| !before.is_embedded) {
                embedded.push(at);
            }
        }
        since.gone.extend(before.map(|gone| gone.id));
        let memory = Self {
            entries,
            core: self.core.clone(),
            people: self.people.clone(),
            agenda: self.agenda.clone(),
            last: self.last,
            unreflected: self.unreflected,
            ..Self::default()
        };
        Some((memory, since, embedded))
    }

    /// Takes in what changed.
    pub(crate) fn take_changes(&mut self, changed: Self, since: &Since) {
        for gone in &since.gone {
            if let Some(at) = self.place(*gone) {
                self.drop_entry(at);
            }
        }
        for (id, used) in &since.used {
            if let Some(at) = self.place(*id) {
                self.entries[at].used = *used;
            }
        }
        for entry in changed.entries {
            match self.place(entry.id) {
                Some(at) => self.entries[at] = entry,
                None => self.entries.push(entry),
            }
        }
        self.sync_rows();
        (self.core, self.people, self.agenda) = (changed.core, changed.people, changed.agenda);
        (self.last, self.unreflected) = (changed.last, changed.unreflected);
        // Counted anew when it matters.
        self.bytes = 0;
    }

    fn place(&self, id: u64) -> Option<usize> {
        // The latest are the last, and of them most is told.
        self.entries.iter().rposition(|entry| entry.id == id)
    }
}
