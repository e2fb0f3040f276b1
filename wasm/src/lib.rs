//! The village in a browser: the client's library on the canvas `#village` of the page `/play`.
//!
//! The page and this program speak by a few plain things. The address after `#` is where to look,
//! and follows whom one follows. `data-contact` on the canvas tells how it stands between this
//! client and the village, and every change of it is a `village` event on the canvas.

#![cfg(target_arch = "wasm32")]

mod console;
mod page;
mod parts;

use bevy::prelude::*;
use village_game::{Address, PicturePlugin, TownMap, VillagePlugin};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The canvas that is drawn on.
const CANVAS: &str = "#village";

#[expect(unsafe_code, reason = "the linker makes this function, and takes no other hint")]
unsafe extern "C" {
    /// Runs what crates have the program do before it begins: they gather names of types there.
    fn __wasm_call_ctors();
}

/// Opens the village of the page that this program was loaded by.
#[wasm_bindgen(start)]
pub fn open() -> Result<(), JsValue> {
    // Where no program calls it, the linker does at the head of every function that the browser
    // calls: a tenth of a frame's time went into it.
    // SAFETY: it is there in every program, takes nothing and gives nothing; nobody else calls it.
    #[expect(unsafe_code, reason = "measured: `cargo village viewer --names` and a profiler")]
    unsafe {
        __wasm_call_ctors();
    }
    let said = |error: &dyn std::fmt::Display| JsValue::from_str(&error.to_string());
    let village: Address = page::origin().parse().map_err(|error| said(&error))?;
    let town = TownMap::of_village().map_err(|error| said(&error))?;
    let window = Window {
        canvas: Some(CANVAS.to_owned()),
        fit_canvas_to_parent: true,
        // Keys of the browser stay the browser's: reload, tabs, the size of the page.
        prevent_default_event_handling: false,
        ..default()
    };
    App::new()
        .add_plugins((console::plugin, parts::plugins(window)))
        .insert_resource(town)
        .insert_resource(page::settings())
        .add_plugins((VillagePlugin { village: Some(village), link: page::link() }, PicturePlugin))
        .add_plugins(page::plugin)
        .run();
    Ok(())
}
