//! What crosses the wire between the village and its clients, and nothing else.
//!
//! [`frame`] is the pure codec of the watchers' stream, [`play`] what those who play ask and hear:
//! no socket, runtime, file or clock is in here, so that server, desktop and browser run the same
//! code, and tests can replay it. `link`, for who asks for it, is what lightyear is told of.

pub mod amount;
pub mod frame;
#[cfg(feature = "link")]
pub mod link;
pub mod play;
