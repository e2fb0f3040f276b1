//! The laws of the economy, through its public API only.

#[cfg(test)]
mod auctions;
#[cfg(test)]
mod bounties;
#[cfg(test)]
mod checkpoints;
#[cfg(test)]
mod cycles;
#[cfg(test)]
mod format;
#[cfg(test)]
mod gifts;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod rings;
#[cfg(test)]
mod script;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod tiers;
