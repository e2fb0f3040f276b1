//! The client: what a village tells is what stands on the picture, whatever comes over the wire.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing there has failed")]

mod album;
mod avatar;
mod counter;
mod errands;
mod hostile;
mod kit;
mod looking;
mod panels;
mod people;
mod reader;
mod screen;
mod window;
