//! Addresses of the network as they are judged and shown.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use village_sim::{AddressRange, AddressStanding, Conduct, Measure};

use super::Lens;
use super::keep::{MeasureName, measure};
use crate::http::problem::Problem;

/// A measure about an address or a range of addresses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": "203.0.113.0/24", "measure": "ban", "reason": "spam"}))]
pub struct AddressDiscipline {
    /// An address, or a range in CIDR notation: IPv4 from /8, IPv6 from /16. A single IPv6
    /// address stands for its /64.
    pub address: String,
    pub measure: MeasureName,
    /// With `suspend`: for how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// One line of at most 500 characters, for the audit log and for whoever comes from there.
    pub reason: String,
}

/// How an address or a range of addresses stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgedAddress {
    pub address: String,
    /// `good`, `suspended` or `banned`.
    pub conduct: &'static str,
    /// Tick at which a suspension ends.
    #[schema(required)]
    pub suspended_until: Option<u64>,
    pub warnings: u32,
    /// Why, as it was said last.
    pub reason: String,
}

impl AddressDiscipline {
    /// The range and the measure that are meant.
    pub fn read(&self) -> Result<(AddressRange, Measure), Problem> {
        let range = self.address.parse::<AddressRange>().map_err(|bad| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_address", bad.to_string())
        })?;
        Ok((range, measure(self.measure, self.seconds)?))
    }
}

impl Lens<'_> {
    /// How a range of addresses stands now.
    pub fn address(&self, range: AddressRange, row: &AddressStanding) -> JudgedAddress {
        let now = self.view.tick();
        let (conduct, suspended_until) = match row.conduct {
            Conduct::Banned => ("banned", None),
            Conduct::Suspended { until } if until > now => ("suspended", Some(until.0)),
            Conduct::Good | Conduct::Suspended { .. } => ("good", None),
        };
        JudgedAddress {
            address: range.to_string(),
            conduct,
            suspended_until,
            warnings: row.warnings,
            reason: row.reason.clone(),
        }
    }
}
