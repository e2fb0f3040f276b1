//! Items: single things that lie on a tile, stand on a landmark's shelf or are in a bag, never in
//! two places. Moves conserve them; only appearing and using up change how many there are, and both
//! are counted.

use std::collections::BTreeMap;

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

/// Every item, and what lies where.
#[derive(Resource, Debug, Clone, Default)]
pub struct Items {
    all: BTreeMap<ItemId, Item>,
    lying: BTreeMap<Where, Vec<ItemId>>,
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
        self.all.get(&id).copied()
    }

    /// What lies on a tile or shelf, oldest first.
    pub fn at(&self, at: Where) -> &[ItemId] {
        self.lying.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Every item in the order of appearing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ItemId, Item)> {
        self.all.iter().map(|(id, item)| (*id, *item))
    }

    /// What lies on tiles and shelves, in order of place.
    pub fn lying(&self) -> impl Iterator<Item = (Where, &[ItemId])> {
        self.lying.iter().map(|(at, ids)| (*at, ids.as_slice()))
    }

    /// How many of a kind lie on a tile or shelf.
    pub fn count_at(&self, at: Where, kind: KindId) -> u32 {
        let same = self.at(at).iter().filter(|id| self.all[*id].kind == kind).count();
        u32::try_from(same).unwrap_or(u32::MAX)
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

    fn insert(&mut self, id: ItemId, item: Item) {
        self.digest = self.digest.wrapping_add(crate::digest::of(&(id, item)));
        self.all.insert(id, item);
        if !matches!(item.at, Where::Bag(_)) {
            let ids = self.lying.entry(item.at).or_default();
            let at = ids.partition_point(|other| *other < id);
            ids.insert(at, id);
        }
    }

    fn remove(&mut self, id: ItemId) -> Option<Item> {
        let item = self.all.remove(&id)?;
        self.digest = self.digest.wrapping_sub(crate::digest::of(&(id, item)));
        if let Some(ids) = self.lying.get_mut(&item.at) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.lying.remove(&item.at);
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
