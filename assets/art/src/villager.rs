//! Villagers, drawn in layers.
