//! Landmarks and zones: the named places of the map, what one can do there and where one stands.

use serde::{Deserialize, Serialize};

use crate::grid::{Facing, Tile};
use crate::id::LandmarkId;

/// A named place with spots to stand, sit or lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landmark {
    pub id: LandmarkId,
    /// Name in addresses and data, such as `kettle-cafe`.
    pub slug: String,
    pub name: String,
    pub kind: PlaceKind,
    pub area: Area,
    pub uses: Vec<Use>,
    /// Where its users stand; their number is its capacity.
    pub spots: Vec<Spot>,
}

impl Landmark {
    /// How many can use it at once.
    pub fn capacity(&self) -> usize {
        self.spots.len()
    }

    /// Whether it is good for this.
    pub fn offers(&self, what: Use) -> bool {
        self.uses.contains(&what)
    }
}

/// A named part of the map, for people's orientation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Zone {
    pub name: String,
    pub area: Area,
}

/// A rectangle of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// Whether a tile lies inside.
    pub const fn contains(&self, tile: Tile) -> bool {
        tile.x >= self.x
            && tile.y >= self.y
            && tile.x - self.x < self.width
            && tile.y - self.y < self.height
    }

    /// The tile of it that lies nearest to another.
    pub fn nearest(&self, to: Tile) -> Tile {
        let last = |from: u16, length: u16| from + length.saturating_sub(1);
        Tile::new(
            to.x.clamp(self.x, last(self.x, self.width)),
            to.y.clamp(self.y, last(self.y, self.height)),
        )
    }
}

/// One place to stand, sit or lie at a landmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub tile: Tile,
    pub facing: Facing,
    pub pose: Pose,
}

/// How somebody on a spot holds itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pose {
    #[default]
    Stand,
    Sit,
    Sleep,
    Work,
}

/// What sort of place a landmark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    Home,
    Cafe,
    Market,
    Workshop,
    Library,
    Board,
    Park,
    Pond,
    Well,
    Square,
}

/// What one can do at a landmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    Sleep,
    Eat,
    Drink,
    Work,
    Read,
    Trade,
    Post,
    Rest,
    Talk,
    Look,
}

macro_rules! named {
    ($type:ty, $what:literal, { $($name:literal => $value:expr),* $(,)? }) => {
        impl std::str::FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($name => Ok($value),)*
                    other => Err(format!(
                        "\"{}\" is no {}: it is one of {}",
                        other.chars().take(40).collect::<String>(),
                        $what,
                        [$($name),*].join(", "),
                    )),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $(if *self == $value { return f.write_str($name); })*
                Ok(())
            }
        }
    };
}
pub(crate) use named;

named!(PlaceKind, "kind of landmark", {
    "home" => Self::Home, "cafe" => Self::Cafe, "market" => Self::Market,
    "workshop" => Self::Workshop, "library" => Self::Library, "board" => Self::Board,
    "park" => Self::Park, "pond" => Self::Pond, "well" => Self::Well, "square" => Self::Square,
});
named!(Use, "use of a landmark", {
    "sleep" => Self::Sleep, "eat" => Self::Eat, "drink" => Self::Drink, "work" => Self::Work,
    "read" => Self::Read, "trade" => Self::Trade, "post" => Self::Post, "rest" => Self::Rest,
    "talk" => Self::Talk, "look" => Self::Look,
});
named!(Pose, "pose", {
    "stand" => Self::Stand, "sit" => Self::Sit, "sleep" => Self::Sleep, "work" => Self::Work,
});
named!(Facing, "side", {
    "down" => Self::Down, "left" => Self::Left, "right" => Self::Right, "up" => Self::Up,
});
