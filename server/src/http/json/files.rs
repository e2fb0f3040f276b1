//! Files as they are named and kept.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Called {
    /// 1 to 120 characters without slashes. When not given: `file`, or as it was called when it
    /// was stored first.
    pub name: Option<String>,
}

/// A file that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stored {
    /// SHA-256 of the content, in lowercase hex.
    pub hash: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// What it is, by its first bytes.
    #[schema(example = "text/plain; charset=utf-8")]
    pub kind: &'static str,
}
