//! Items: single things that lie on a tile, stand on a landmark's shelf or are in a bag, never in
//! two places. Moves conserve them; only appearing and using up change how many there are, and both
//! are counted.

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

use crate::grid::Tile;
use crate::id::{ItemId, KindId, LandmarkId, VillagerId};
use crate::need::Need;

/// Most items in the world; nothing appears beyond.
pub const ITEMS_MAX: usize = 50_000;

/// A kind of item, from `assets/items.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub id: KindId,
    /// Name in data and addresses.
    pub slug: String,
    /// Name in a sentence: "a loaf of bread".
    pub name: String,
    pub plural: String,
    /// How many may lie on one tile or shelf.
    pub stack: u32,
    /// What using one is called: "eat".
    pub verb: String,
    /// What using one adds to needs, in thousandths.
    pub effects: Vec<(Need, i32)>,
    /// Whether using one uses it up.
    pub consumed: bool,
    pub icon: String,
    pub appears: Vec<Source>,
}

/// Where and how often a kind appears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Slug of the landmark.
    pub landmark: String,
    pub every_seconds: u32,
    /// Not while so many lie there.
    pub most: u32,
}

/// Where an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    Tile(Tile),
    Shelf(LandmarkId),
    Bag(VillagerId),
}

/// One item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub kind: KindId,
    pub at: Where,
}

/// Every item, and what lies where. Kept in sorted vectors, so that in a steady village things
/// come, go and change hands without the heap.
#[derive(Resource, Debug, Clone, Default)]
pub struct Items {
    /// In order of id, which is the order of appearing.
    all: Vec<(ItemId, Item)>,
    /// What stands on each landmark's shelf, oldest first.
    shelves: Vec<Vec<ItemId>>,
    /// What lies on tiles, in order of tile and id.
    ground: Vec<(Tile, ItemId)>,
    counts: Vec<Count>,
    last: u32,
    digest: u128,
}

/// How many of a kind ever appeared and were used up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub appeared: u64,
    pub used_up: u64,
}

/// Snapshot form of all items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRows {
    rows: Vec<(ItemId, Item)>,
    counts: Vec<Count>,
    last: u32,
}

impl Items {
    pub fn get(&self, id: ItemId) -> Option<Item> {
        self.find(id).ok().map(|at| self.all[at].1)
    }

    /// What stands on a landmark's shelf, oldest first.
    pub fn on_shelf(&self, landmark: LandmarkId) -> &[ItemId] {
        self.shelves.get(landmark.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// What lies on a tile, oldest first.
    pub fn on_tile(&self, tile: Tile) -> impl Iterator<Item = ItemId> {
        let from = self.ground.partition_point(|(at, _)| *at < tile);
        self.ground[from..].iter().take_while(move |(at, _)| *at == tile).map(|(_, id)| *id)
    }

    /// Every item in the order of appearing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ItemId, Item)> {
        self.all.iter().copied()
    }

    /// What lies on tiles and shelves, in the order of appearing.
    pub fn lying(&self) -> impl Iterator<Item = (ItemId, Item)> {
        self.iter().filter(|(_, item)| !matches!(item.at, Where::Bag(_)))
    }

    /// How many of a kind lie on a tile or shelf, or are in a bag.
    pub fn count_at(&self, at: Where, kind: KindId) -> u32 {
        let same = |id: &ItemId| self.get(*id).is_some_and(|item| item.kind == kind);
        let count = match at {
            Where::Shelf(landmark) => self.on_shelf(landmark).iter().filter(|id| same(id)).count(),
            Where::Tile(tile) => self.on_tile(tile).filter(same).count(),
            Where::Bag(_) => {
                self.all.iter().filter(|(_, item)| item.at == at && item.kind == kind).count()
            }
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// How many of each kind ever appeared and were used up.
    pub fn counts(&self) -> &[Count] {
        &self.counts
    }

    pub(crate) fn appear(&mut self, kind: KindId, at: Where) -> Option<ItemId> {
        if self.all.len() >= ITEMS_MAX {
            return None;
        }
        self.last = self.last.checked_add(1)?;
        let id = ItemId(self.last);
        self.count(kind).appeared += 1;
        self.insert(id, Item { kind, at });
        Some(id)
    }

    /// Moves an item. The caller keeps the bags in step.
    pub(crate) fn place(&mut self, id: ItemId, at: Where) {
        let item = self.remove(id).expect("only an item that is there is moved");
        self.insert(id, Item { at, ..item });
    }

    pub(crate) fn use_up(&mut self, id: ItemId) {
        let item = self.remove(id).expect("only an item that is there is used up");
        self.count(item.kind).used_up += 1;
    }

    pub(crate) fn digest(&self) -> u128 {
        self.digest
    }

    pub(crate) fn rows(&self) -> ItemRows {
        ItemRows { rows: self.iter().collect(), counts: self.counts.clone(), last: self.last }
    }

    pub(crate) fn from_rows(rows: ItemRows) -> Self {
        let mut items = Self { counts: rows.counts, last: rows.last, ..Self::default() };
        for (id, item) in rows.rows {
            items.insert(id, item);
        }
        items
    }

    fn find(&self, id: ItemId) -> Result<usize, usize> {
        self.all.binary_search_by_key(&id, |(id, _)| *id)
    }

    fn insert(&mut self, id: ItemId, item: Item) {
        self.digest = self.digest.wrapping_add(fingerprint(id, item));
        let at = self.find(id).expect_err("an item is in one place");
        self.all.insert(at, (id, item));
        match item.at {
            Where::Bag(_) => {}
            Where::Tile(tile) => {
                let at = self.ground.partition_point(|other| *other < (tile, id));
                self.ground.insert(at, (tile, id));
            }
            Where::Shelf(landmark) => {
                let number = landmark.0 as usize;
                if number >= self.shelves.len() {
                    self.shelves.resize_with(number + 1, Vec::new);
                }
                let goods = &mut self.shelves[number];
                goods.insert(goods.partition_point(|other| *other < id), id);
            }
        }
    }

    fn remove(&mut self, id: ItemId) -> Option<Item> {
        let (_, item) = self.all.remove(self.find(id).ok()?);
        self.digest = self.digest.wrapping_sub(fingerprint(id, item));
        match item.at {
            Where::Bag(_) => {}
            Where::Tile(tile) => self.ground.retain(|other| *other != (tile, id)),
            Where::Shelf(landmark) => {
                self.shelves[landmark.0 as usize].retain(|other| *other != id);
            }
        }
        Some(item)
    }

    fn count(&mut self, kind: KindId) -> &mut Count {
        let at = usize::from(kind.0);
        if self.counts.len() <= at {
            self.counts.resize_with(at + 1, Count::default);
        }
        &mut self.counts[at]
    }
}

/// Hash of one item, by hand since it is made whenever something changes hands.
fn fingerprint(id: ItemId, item: Item) -> u128 {
    let (place, number) = match item.at {
        Where::Tile(tile) => (1_u8, u64::from(tile.x) << 16 | u64::from(tile.y)),
        Where::Shelf(landmark) => (2, landmark.0.into()),
        Where::Bag(who) => (3, who.0.into()),
    };
    let mut bytes = [0; 15];
    bytes[..4].copy_from_slice(&id.0.to_le_bytes());
    bytes[4..6].copy_from_slice(&item.kind.0.to_le_bytes());
    bytes[6] = place;
    bytes[7..].copy_from_slice(&number.to_le_bytes());
    xxhash_rust::xxh3::xxh3_128(&bytes)
}

/// The catalogue of kinds.
#[derive(Resource, Debug, Clone, Default)]
pub struct Catalogue {
    pub kinds: Vec<Kind>,
}

impl Catalogue {
    pub fn get(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(usize::from(id.0))
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.slug == slug)
    }
}
