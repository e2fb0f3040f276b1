//! The sockets of those who watch, and in [`play`] of those who play.
//!
//! Each tick is encoded once into a ring that all share; each socket's task copies out of it what
//! its watcher looks at. Invariants: the tick never waits for anybody here; a watcher sends nothing
//! but a 16-byte [`village_protocol::frame::Look`], at most [`LOOKS_A_SECOND`] a second, and goes
//! for anything else; whoever falls out of the ring gets keyframes, and nothing is kept for a
//! watcher beyond one message on its way.
//!
//! A gateway may stand in another process than its village, any number of them: then it [`follow`]s
//! the village as one watcher of the whole map, and its own watchers read the ring that this fills.
//!
//! Who may open a socket at all, and how many, is for whoever opens them to say.

pub mod play;
mod ring;
mod socket;
mod stream;
mod upstream;
mod watcher;

pub use ring::RING_TICKS;
pub use socket::{limited, watch};
pub use stream::Stream;
pub use upstream::follow;
pub use watcher::LOOKS_A_SECOND;
