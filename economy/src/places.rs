//! Where each account's balance lies: a table by number for the many, a map for all.
//!
//! A posting asks for two places, so a look-up costs one read of a table. The map has every
//! account as well: it gives their order, and serves numbers that no table should reach to.

use std::collections::BTreeMap;

use crate::account::AccountId;

/// Numbers from here on are not in the tables, so a stray number cannot make one huge: 4 MiB each.
const TABLE_MAX: usize = 1 << 20;

/// No place; a real one is never so far back.
const NOWHERE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(crate) struct Places {
    all: BTreeMap<AccountId, u32>,
    village: [u32; 3],
    agents: Vec<u32>,
    people: Vec<u32>,
    escrows: Vec<u32>,
}

impl Places {
    pub(crate) fn new() -> Self {
        Self {
            all: BTreeMap::new(),
            village: [NOWHERE; 3],
            agents: Vec::new(),
            people: Vec::new(),
            escrows: Vec::new(),
        }
    }

    /// Where the account's balance lies; `None` when it is not open.
    pub(crate) fn get(&self, account: AccountId) -> Option<usize> {
        let (table, number) = match account {
            AccountId::Treasury => return known(self.village[0]),
            AccountId::Compute => return known(self.village[1]),
            AccountId::Payments => return known(self.village[2]),
            AccountId::Agent(number) => (&self.agents, number),
            AccountId::Person(number) => (&self.people, number),
            AccountId::Escrow(number) => (&self.escrows, number),
        };
        match table.get(number as usize) {
            Some(&place) => known(place),
            None if (number as usize) < TABLE_MAX => None,
            None => self.all.get(&account).and_then(|&place| known(place)),
        }
    }

    /// Gives an account that is not open the next place.
    pub(crate) fn add(&mut self, account: AccountId) -> usize {
        let place = self.all.len();
        let stored = u32::try_from(place).expect("there are fewer accounts than numbers for them");
        assert!(stored != NOWHERE, "a place is a place");
        let before = self.all.insert(account, stored);
        assert!(before.is_none(), "an account has one place");
        let (table, number) = match account {
            AccountId::Treasury => {
                self.village[0] = stored;
                return place;
            }
            AccountId::Compute => {
                self.village[1] = stored;
                return place;
            }
            AccountId::Payments => {
                self.village[2] = stored;
                return place;
            }
            AccountId::Agent(number) => (&mut self.agents, number as usize),
            AccountId::Person(number) => (&mut self.people, number as usize),
            AccountId::Escrow(number) => (&mut self.escrows, number as usize),
        };
        if number < TABLE_MAX {
            if table.len() <= number {
                table.resize(number + 1, NOWHERE);
            }
            table[number] = stored;
        }
        place
    }

    /// Every open account and its place, in the order of accounts.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (AccountId, usize)> {
        self.all.iter().map(|(&account, &place)| (account, place as usize))
    }
}

fn known(place: u32) -> Option<usize> {
    (place != NOWHERE).then_some(place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_numbers_keep_their_places_and_their_order() {
        let edge = u32::try_from(TABLE_MAX).unwrap();
        let accounts = [
            AccountId::Escrow(3),
            AccountId::Agent(edge),
            AccountId::Agent(u32::MAX),
            AccountId::Payments,
            AccountId::Agent(edge - 1),
            AccountId::Agent(0),
            AccountId::Person(0),
            AccountId::Treasury,
        ];
        let mut places = Places::new();
        for (place, &account) in accounts.iter().enumerate() {
            assert_eq!(places.get(account), None, "{account}");
            assert_eq!(places.add(account), place);
            assert_eq!(places.get(account), Some(place));
        }
        for closed in [
            AccountId::Compute,
            AccountId::Agent(1),
            AccountId::Agent(edge + 1),
            AccountId::Person(1),
            AccountId::Escrow(2),
        ] {
            assert_eq!(places.get(closed), None, "{closed}");
        }
        let order: Vec<AccountId> = places.iter().map(|(account, _)| account).collect();
        assert!(order.is_sorted() && order.len() == accounts.len());
        assert!(places.iter().all(|(account, place)| accounts[place] == account));
    }
}
