//! Where items appear: on the shelves that their kinds name, at their intervals, up to a limit.

use bevy_ecs::prelude::{Res, ResMut, Resource};

use crate::clock::Clock;
use crate::id::{KindId, LandmarkId};
use crate::item::{Catalogue, Items, Where};
use crate::map::Map;
use crate::stage::Today;

/// The sources of all kinds, with their landmarks looked up in every district.
#[derive(Resource, Debug, Default)]
pub struct Stock {
    sources: Vec<Supply>,
}

#[derive(Debug)]
struct Supply {
    kind: KindId,
    every_seconds: u32,
    most: u32,
    shelves: Vec<LandmarkId>,
}

impl Stock {
    /// The sources of a catalogue on a map. A source whose landmark the map does not have is
    /// named in the error.
    pub fn new(catalogue: &Catalogue, map: &Map) -> Result<Self, String> {
        let mut sources = Vec::new();
        let towns = u32::try_from(map.town.landmarks.len()).unwrap_or(u32::MAX);
        for kind in &catalogue.kinds {
            for source in &kind.appears {
                let first = map.by_slug(&source.landmark).ok_or_else(|| {
                    format!("{}: the map has no landmark \"{}\"", kind.slug, source.landmark)
                })?;
                let districts = 0..u32::from(map.across) * u32::from(map.down);
                sources.push(Supply {
                    kind: kind.id,
                    every_seconds: source.every_seconds,
                    most: source.most,
                    shelves: districts.map(|n| LandmarkId(first.0 + n * towns)).collect(),
                });
            }
        }
        Ok(Self { sources })
    }
}

/// Lets items appear. Sources of the same interval take turns, so that shelves fill unevenly.
pub(crate) fn stock(
    clock: Res<Clock>,
    stock: Res<Stock>,
    mut items: ResMut<Items>,
    mut today: ResMut<Today>,
) {
    for (number, supply) in (0_u64..).zip(&stock.sources) {
        if !(clock.tick.0 + number * 7).is_multiple_of(clock.ticks(supply.every_seconds)) {
            continue;
        }
        for landmark in &supply.shelves {
            let shelf = Where::Shelf(*landmark);
            if items.count_at(shelf, supply.kind) < supply.most {
                today.0.items |= items.appear(supply.kind, shelf).is_some();
            }
        }
    }
}
