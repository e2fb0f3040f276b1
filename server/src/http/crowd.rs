//! Who is in: connections or sockets, counted all together and by address, with a most for each.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A count with its limits. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Crowd {
    most: usize,
    most_each: usize,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    total: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A place in the crowd; dropping it makes room.
#[derive(Debug)]
pub struct Place {
    crowd: Crowd,
    address: IpAddr,
}

impl Crowd {
    /// A crowd of at most so many, and so many of one address.
    pub fn new(most: usize, most_each: usize) -> Self {
        Self { most, most_each, inside: Arc::default() }
    }

    /// A place, if there is one.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut inside = self.inside();
        let own = inside.by_address.get(&address).copied().unwrap_or_default();
        if inside.total >= self.most || own >= self.most_each {
            return None;
        }
        inside.total += 1;
        inside.by_address.insert(address, own + 1);
        Some(Place { crowd: self.clone(), address })
    }

    /// How many are in.
    pub fn len(&self) -> usize {
        self.inside().total
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.crowd.inside();
        inside.total -= 1;
        if let Some(own) = inside.by_address.get_mut(&self.address) {
            *own -= 1;
            if *own == 0 {
                inside.by_address.remove(&self.address);
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
        drop(first);
        assert_eq!(crowd.len(), 2);
        assert!(crowd.enter(one).is_some());
    }
}
