//! A table: rows by their key, in its order, with a fingerprint that is kept up to date. Copies of
//! a table share what they have in common.

use rpds::RedBlackTreeMapSync;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Rows by key. `TAG` tells tables apart in the fingerprint, so that a row that changes its table
/// is not taken for one that did not.
#[derive(Clone)]
pub struct Table<const TAG: u8, K: Ord, V> {
    rows: RedBlackTreeMapSync<K, V>,
    sum: u128,
}

impl<const TAG: u8, K: Ord, V> Default for Table<TAG, K, V> {
    fn default() -> Self {
        Self { rows: RedBlackTreeMapSync::new_sync(), sum: 0 }
    }
}

impl<const TAG: u8, K: Ord + std::fmt::Debug, V: std::fmt::Debug> std::fmt::Debug
    for Table<TAG, K, V>
{
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.rows.iter()).finish()
    }
}

impl<const TAG: u8, K: Ord, V> PartialEq for Table<TAG, K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.sum == other.sum && self.rows.size() == other.rows.size()
    }
}

impl<const TAG: u8, K: Ord, V> Table<TAG, K, V> {
    pub fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key)
    }

    pub fn contains(&self, key: &K) -> bool {
        self.rows.contains_key(key)
    }

    /// Rows in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    /// Rows from this key on.
    pub fn from(&self, key: K) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.range(key..)
    }

    pub fn len(&self) -> usize {
        self.rows.size()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Sum of the rows' fingerprints; 0 for no rows.
    pub(crate) const fn mark(&self) -> u128 {
        self.sum
    }
}

impl<const TAG: u8, K: Ord + Serialize, V: Serialize> Table<TAG, K, V> {
    /// Puts a row in, in the place of one of the same key.
    pub(crate) fn put(&mut self, key: K, value: V) {
        if let Some(before) = self.rows.get(&key) {
            self.sum = self.sum.wrapping_sub(fingerprint::<TAG, _, _>(&key, before));
        }
        self.sum = self.sum.wrapping_add(fingerprint::<TAG, _, _>(&key, &value));
        self.rows.insert_mut(key, value);
    }

    /// Takes a row out, if it is there.
    pub(crate) fn remove(&mut self, key: &K) {
        if let Some(before) = self.rows.get(key) {
            self.sum = self.sum.wrapping_sub(fingerprint::<TAG, _, _>(key, before));
            self.rows.remove_mut(key);
        }
    }
}

fn fingerprint<const TAG: u8, K: Serialize, V: Serialize>(key: &K, value: &V) -> u128 {
    crate::digest::of(&(TAG, key, value))
}

impl<const TAG: u8, K: Ord + Serialize, V: Serialize> Serialize for Table<TAG, K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows.size()))?;
        for row in &self.rows {
            rows.serialize_element(&row)?;
        }
        rows.end()
    }
}

impl<'de, const TAG: u8, K, V> Deserialize<'de> for Table<TAG, K, V>
where
    K: Ord + Serialize + Deserialize<'de>,
    V: Serialize + Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = Self::default();
        for (key, value) in Vec::<(K, V)>::deserialize(deserializer)? {
            table.put(key, value);
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_follows_from_the_rows_alone() {
        let mut one = Table::<1, u32, String>::default();
        one.put(1, "ada".into());
        one.put(2, "bruno".into());
        one.put(1, "cora".into());
        one.remove(&2);
        let mut two = Table::<1, u32, String>::default();
        two.put(1, "cora".into());
        assert_eq!(one, two);
        one.remove(&1);
        one.remove(&1);
        assert_eq!(one.mark(), 0);
        let mut elsewhere = Table::<2, u32, String>::default();
        elsewhere.put(1, "cora".into());
        assert_ne!(two.mark(), elsewhere.mark());
    }

    #[test]
    fn a_table_comes_back_from_its_rows_and_copies_do_not_follow() {
        let mut table = Table::<1, u32, u64>::default();
        for number in 0..100 {
            table.put(number % 37, u64::from(number));
        }
        let copy = table.clone();
        let bytes = postcard::to_allocvec(&table).unwrap();
        assert_eq!(postcard::from_bytes::<Table<1, u32, u64>>(&bytes).unwrap(), table);
        table.put(5, 0);
        assert_ne!(copy, table);
        assert_eq!(copy.from(35).map(|(key, _)| *key).collect::<Vec<_>>(), [35, 36]);
    }
}
