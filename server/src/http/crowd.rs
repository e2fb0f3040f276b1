//! Who is in: connections, sockets or players, counted all together and by whose they are (an
//! address, a person), with a most for each.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A count with its limits. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Crowd<K: Copy + Eq + Hash = IpAddr> {
    most: usize,
    most_each: usize,
    inside: Arc<Mutex<Inside<K>>>,
}

#[derive(Debug)]
struct Inside<K> {
    total: usize,
    by_owner: HashMap<K, usize>,
}

/// A place in the crowd; dropping it makes room.
#[derive(Debug)]
pub struct Place<K: Copy + Eq + Hash = IpAddr> {
    crowd: Crowd<K>,
    owner: K,
}

impl<K: Copy + Eq + Hash> Crowd<K> {
    /// A crowd of at most so many, and so many of one owner.
    pub fn new(most: usize, most_each: usize) -> Self {
        let inside = Inside { total: 0, by_owner: HashMap::new() };
        Self { most, most_each, inside: Arc::new(Mutex::new(inside)) }
    }

    /// A place, if there is one.
    pub fn enter(&self, owner: K) -> Option<Place<K>> {
        let mut inside = self.inside();
        let own = inside.by_owner.get(&owner).copied().unwrap_or_default();
        if inside.total >= self.most || own >= self.most_each {
            return None;
        }
        inside.total += 1;
        inside.by_owner.insert(owner, own + 1);
        Some(Place { crowd: self.clone(), owner })
    }

    /// Whether somebody of this owner is in.
    pub fn holds(&self, owner: K) -> bool {
        self.inside().by_owner.contains_key(&owner)
    }

    /// How many are in.
    pub fn len(&self) -> usize {
        self.inside().total
    }

    /// How many owners have somebody in.
    pub fn owners(&self) -> usize {
        self.inside().by_owner.len()
    }

    fn inside(&self) -> MutexGuard<'_, Inside<K>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash> Place<K> {
    /// Whose place it is.
    pub const fn owner(&self) -> K {
        self.owner
    }
}

impl<K: Copy + Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut inside = self.crowd.inside();
        inside.total -= 1;
        if let Some(own) = inside.by_owner.get_mut(&self.owner) {
            *own -= 1;
            if *own == 0 {
                inside.by_owner.remove(&self.owner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_so_many_and_so_many_of_one_address() {
        let crowd = Crowd::new(3, 2);
        let (one, two) = (IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2]));
        let first = crowd.enter(one).unwrap();
        let _second = crowd.enter(one).unwrap();
        assert!(crowd.enter(one).is_none());
        let _third = crowd.enter(two).unwrap();
        assert!(crowd.enter(two).is_none());
        assert_eq!((crowd.len(), crowd.owners()), (3, 2));
        drop(first);
        assert_eq!((crowd.len(), crowd.owners()), (2, 2));
        assert!(crowd.enter(one).is_some());
    }
}
