//! The policy as an admin changed it while the village runs; it outweighs the files.

use serde::{Deserialize, Serialize};
use village_economy::{Policy, Tier};

/// Numbers and tiers in place of those of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amended {
    pub policy: Policy,
    pub tiers: Vec<Tier>,
}
