//! Every tile and sprite of the village, drawn in code: the same pixels on every machine.
//!
//! All colours come from [`palette`], all strokes from [`canvas`], all scatter from [`noise`].
//! There is no picture file to read in, no chance from outside and no clock.

pub mod canvas;
pub mod icon;
pub mod map;
pub mod noise;
pub mod palette;
pub mod scene;
pub mod tiles;
pub mod villager;
