//! A vector for every memory: made once, kept beside the record, made anew where another embedder
//! made it.

use serde::{Deserialize, Serialize};

use super::Memory;
use crate::mind::embed::Embedder;
use crate::mind::vectors::Vectors;

/// Whose vectors stand behind a record, and how long each is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    /// The embedder's name.
    by: String,
    dimension: usize,
}

/// By what a kept vector says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyed {
    /// Its memory's place in the stream, until version 2 of a mind.
    ByPlace,
    /// Its memory's number.
    ByNumber,
}

/// Bytes before a kept vector: its key (`u32`) and its scale (`f32`), both little endian.
const HEAD: usize = 8;

impl Memory {
    /// Texts of the memories that have no vector.
    pub fn unembedded(&self) -> impl Iterator<Item = &str> {
        self.bare().map(|at| self.entries[at].text.as_str())
    }

    /// Places of the memories that have no vector.
    fn bare(&self) -> impl Iterator<Item = usize> {
        (0..self.entries.len()).filter(|at| self.embedded.get(*at) != Some(&true))
    }

    /// Gives every memory its vector, and this text as well. Vectors of another embedder are made
    /// anew.
    pub fn embed_with(&mut self, embedder: &(impl Embedder + ?Sized), text: &str) -> Vec<f32> {
        self.belong_to(embedder);
        self.sync_rows();
        let texts: Vec<&str> = self.unembedded().chain([text]).collect();
        let mut vectors = embedder.embed(&texts);
        let vector = vectors.pop().unwrap_or_default();
        let bare: Vec<usize> = self.bare().collect();
        for (at, vector) in bare.into_iter().zip(vectors) {
            self.vectors.replace(at, &vector);
            self.embedded[at] = true;
        }
        vector
    }

    /// Throws vectors away that this embedder did not make.
    pub fn belong_to(&mut self, embedder: &(impl Embedder + ?Sized)) {
        if self.embedder != embedder.name() || self.vectors.dimension() != embedder.dimension() {
            embedder.name().clone_into(&mut self.embedder);
            self.begin_rows(embedder.dimension());
        }
    }

    fn begin_rows(&mut self, dimension: usize) {
        self.vectors = Vectors::rough(dimension);
        self.embedded.clear();
        self.sync_rows();
    }

    /// A row for every entry; those without a vector are near nothing.
    pub(super) fn sync_rows(&mut self) {
        while self.vectors.len() < self.entries.len() {
            self.vectors.push(&[]);
        }
        self.embedded.resize(self.entries.len(), false);
    }

    /// Whose vectors these are, to be kept with [`Memory::kept_vectors`].
    pub(crate) fn made(&self) -> Made {
        Made { by: self.embedder.clone(), dimension: self.vectors.dimension() }
    }

    /// The vectors, a byte a number, of as many memories as fit into so many bytes.
    pub(crate) fn kept_vectors(&self, bytes_max: usize) -> Vec<u8> {
        let rows = (0..self.vectors.len()).filter(|at| self.embedded.get(*at) == Some(&true));
        let fitting = bytes_max / (HEAD + self.vectors.dimension());
        self.vectors_at(&rows.take(fitting).collect::<Vec<_>>())
    }

    /// The vectors of the memories at these places.
    pub(crate) fn vectors_at(&self, places: &[usize]) -> Vec<u8> {
        let mut kept = Vec::with_capacity(places.len() * (HEAD + self.vectors.dimension()));
        for at in places {
            // One of a number beyond four thousand million is made again.
            let Ok(number) = u32::try_from(self.entries[*at].id) else { continue };
            let (scale, parts) = self.vectors.row(*at);
            kept.extend(number.to_le_bytes());
            kept.extend(scale.to_le_bytes());
            kept.extend(parts);
        }
        kept
    }

    /// Vectors of this embedder are to be taken in.
    pub(crate) fn begin_vectors(&mut self, made: &Made) {
        if !made.by.is_empty() && made.dimension > 0 {
            self.embedder.clone_from(&made.by);
            self.begin_rows(made.dimension);
        }
    }

    /// Takes kept vectors in; what does not fit these memories is left out, to be made again.
    pub(crate) fn take_vectors(&mut self, made: &Made, kept: &[u8], keyed: Keyed) {
        if self.made() != *made || made.dimension == 0 {
            return;
        }
        let count = self.entries.len();
        // A whole mind's vectors come in the order of its memories, so the next is mostly at hand.
        let mut next = 0;
        for row in kept.chunks_exact(HEAD + made.dimension) {
            let (head, parts) = row.split_at(HEAD);
            let (key, scale) = head.split_at(4);
            let key = u32::from_le_bytes(key.try_into().expect("it is four bytes"));
            let scale = f32::from_le_bytes(scale.try_into().expect("it is four bytes"));
            let at = match keyed {
                Keyed::ByPlace => Some(key as usize).filter(|at| *at < count),
                Keyed::ByNumber => (0..count)
                    .map(|step| (next + step) % count)
                    .find(|at| self.entries[*at].id == u64::from(key)),
            };
            if let Some(at) = at {
                next = at + 1;
                self.embedded[at] = self.vectors.replace_row(at, scale, parts);
            }
        }
    }
}
