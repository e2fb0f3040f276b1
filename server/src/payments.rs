//! Real money as others tell of it: PayPal's notices of captures, refunds and reversals, and its
//! activity report against which credits are checked.
//!
//! Nothing here moves aiDollars: a notice that passed becomes a wish at the door, and the world
//! decides. Nothing here can move real money either: the village only listens to PayPal, it holds
//! no key with which money could be sent.

pub mod paypal;
pub mod report;
pub mod till;
