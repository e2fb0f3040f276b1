//! Vectors that many share: what one mind had embedded is there for the next who reads the same.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::xxh3_128;

use super::Embedder;

/// Bytes that a text costs beside its vector: its hash, and the map's own.
const OVERHEAD: usize = 64;

/// An embedder that embeds a text once, as long as its vector stays within the bytes that are kept.
/// Cheap to share; whoever finds all its texts here waits for nobody.
#[derive(Debug)]
pub struct SharedEmbedder<E> {
    embedder: E,
    shelf: Mutex<Shelf>,
    /// Held by whoever embeds: two who read the same at once would both embed it.
    turn: Mutex<()>,
}

type Vectors = HashMap<u128, Arc<[f32]>>;

/// Two halves by age. When the young one is full, the old one goes and it takes its place; what is
/// found in the old one is young again.
#[derive(Debug)]
struct Shelf {
    young: Vectors,
    old: Vectors,
    /// Most vectors in each half.
    half: usize,
}

impl<E: Embedder> SharedEmbedder<E> {
    /// In front of this embedder, with so many bytes of vectors at most.
    pub fn new(embedder: E, bytes_max: usize) -> Self {
        let each = embedder.dimension() * size_of::<f32>() + OVERHEAD;
        let half = (bytes_max / 2 / each).max(1);
        let shelf = Shelf { young: Vectors::new(), old: Vectors::new(), half };
        Self { embedder, shelf: Mutex::new(shelf), turn: Mutex::default() }
    }

    fn find(&self, hashes: &[u128]) -> Vec<Option<Arc<[f32]>>> {
        let mut known = lock(&self.shelf);
        hashes.iter().map(|hash| known.find(*hash)).collect()
    }
}

impl Shelf {
    fn find(&mut self, hash: u128) -> Option<Arc<[f32]>> {
        if let Some(vector) = self.young.get(&hash) {
            return Some(vector.clone());
        }
        let vector = self.old.remove(&hash)?;
        self.put(hash, vector.clone());
        Some(vector)
    }

    fn put(&mut self, hash: u128, vector: Arc<[f32]>) {
        if self.young.len() >= self.half {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(hash, vector);
    }
}

impl<E: Embedder> Embedder for SharedEmbedder<E> {
    fn name(&self) -> &str {
        self.embedder.name()
    }

    fn dimension(&self) -> usize {
        self.embedder.dimension()
    }

    fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let hashes: Vec<u128> = texts.iter().map(|text| xxh3_128(text.as_bytes())).collect();
        let mut found = self.find(&hashes);
        if found.iter().any(Option::is_none) {
            let _turn = lock(&self.turn);
            // Somebody may have embedded them while this one waited.
            found = self.find(&hashes);
            let missing: HashMap<u128, &str> = hashes
                .iter()
                .zip(texts)
                .zip(&found)
                .filter_map(|((hash, text), found)| found.is_none().then_some((*hash, *text)))
                .collect();
            let (new, texts): (Vec<u128>, Vec<&str>) = missing.into_iter().unzip();
            let made = self.embedder.embed(&texts).into_iter().map(Arc::<[f32]>::from);
            let made: HashMap<_, _> = new.into_iter().zip(made).collect();
            for (hash, found) in hashes.iter().zip(&mut found) {
                *found = found.take().or_else(|| made.get(hash).cloned());
            }
            let mut known = lock(&self.shelf);
            for (hash, vector) in made {
                known.put(hash, vector);
            }
        }
        found.into_iter().map(|vector| vector.map_or_else(Vec::new, |it| it.to_vec())).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mind::HashEmbedder;

    /// Remembers what it was asked for.
    #[derive(Default)]
    struct Counting(Mutex<Vec<String>>);

    impl Embedder for Counting {
        fn name(&self) -> &'static str {
            "counting"
        }

        fn dimension(&self) -> usize {
            16
        }

        fn embed(&self, texts: &[&str]) -> Vec<Vec<f32>> {
            self.0.lock().unwrap().extend(texts.iter().map(|text| (*text).to_owned()));
            HashEmbedder::new(16).embed(texts)
        }
    }

    fn asked(shared: &SharedEmbedder<Counting>) -> usize {
        mem::take(&mut *shared.embedder.0.lock().unwrap()).len()
    }

    #[test]
    fn a_text_is_embedded_once_for_all_who_read_it() {
        let shared = SharedEmbedder::new(Counting::default(), 1024 * 1024);
        let texts: Vec<String> = (0..40).map(|number| format!("post {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let wanted = HashEmbedder::new(16).embed(&texts);
        std::thread::scope(|readers| {
            for first in 0..8 {
                let (shared, texts, wanted) = (&shared, &texts, &wanted);
                readers.spawn(move || {
                    assert_eq!(shared.embed(&texts[first..]), wanted[first..]);
                });
            }
        });
        assert_eq!(shared.embed(&[texts[0], texts[1], texts[0]])[2], wanted[0]);
        assert_eq!(asked(&shared), 40);
        assert_eq!(shared.embed(&["new", "new"])[0], shared.embed(&["new"])[0]);
        assert_eq!(asked(&shared), 1, "twice in one breath is once");
        assert!(shared.embed(&[]).is_empty());
    }

    #[test]
    fn it_stays_within_its_bytes_and_keeps_what_is_read() {
        let shared = SharedEmbedder::new(Counting::default(), 64 * (16 * 4 + OVERHEAD));
        for number in 0..1_000 {
            shared.embed(&[&format!("post {number}"), "the village"]);
            let shelf = lock(&shared.shelf);
            assert!(shelf.young.len() + shelf.old.len() <= 64, "{shelf:?}");
        }
        assert_eq!(asked(&shared), 1_001, "what is read again and again stays");
        shared.embed(&["post 0"]);
        assert_eq!(asked(&shared), 1, "what was long ago has gone");
    }
}
