//! Typed identities. A number is given once and never reused, whatever was removed.

use std::fmt;

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// A villager; also its place in the roster, counted from 0 in the order of joining.
#[derive(
    Component, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[component(immutable)]
pub struct VillagerId(pub u32);

impl VillagerId {
    /// The place in tables that hold one row a villager.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for VillagerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

id! {
    /// A landmark, counted from 0 in the map's order.
    LandmarkId(u32)
}
id! {
    /// One item: a single loaf, not a pile.
    ItemId(u32)
}
id! {
    /// A kind of item, counted from 0 in the order of `assets/items.toml`.
    KindId(u16)
}
id! {
    /// A post on the town board, from 1.
    PostId(u64)
}
id! {
    /// A reply to a post, from 1 over all posts.
    ReplyId(u64)
}
id! {
    /// A conversation, from 1.
    ConversationId(u32)
}
id! {
    /// A person, from 1 in the order of coming.
    PersonId(u32)
}
id! {
    /// Money set aside for a costly call, from 1.
    HoldId(u64)
}
