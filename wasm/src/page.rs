//! What passes between the page and the village's picture: the address after `#`, and word of how
//! it stands.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::prelude::*;
use village_game::{Contact, Eye, Link, Regard, Scene, Settings, Sounding};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{CustomEvent, HtmlElement, Location};

/// Listens to the page, and tells it.
pub(crate) fn plugin(app: &mut App) {
    // Whether the reader changed the address after `#` since it was last looked at.
    let turned = Arc::new(AtomicBool::new(false));
    listen(turned.clone());
    let turn = move |mut regard: ResMut<Regard>| {
        if turned.swap(false, Ordering::Relaxed)
            && let Some(link) = link()
        {
            regard.go(link);
        }
    };
    app.add_systems(PreUpdate, turn).add_systems(Last, (tell, show, tell_zoom, tell_sound).chain());
}

/// The address of the village that this page came from.
pub(crate) fn origin() -> String {
    location().and_then(|location| location.origin().ok()).unwrap_or_default()
}

/// Where the page's address leads, if it leads anywhere in particular.
pub(crate) fn link() -> Option<Link> {
    location()?.hash().ok()?.parse().ok()
}

/// What this reader chose in the browser itself: whether things may move of themselves.
pub(crate) fn settings() -> Settings {
    let still = canvas().and_then(|canvas| canvas.dataset().get("still"));
    Settings { still: still.as_deref() == Some("true"), ..Settings::default() }
}

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

fn listen(turned: Arc<AtomicBool>) {
    let Some(window) = web_sys::window() else { return };
    let call = Closure::<dyn FnMut()>::new(move || turned.store(true, Ordering::Relaxed));
    let call = call.into_js_value();
    // Without it the page is merely deaf to later changes of its address.
    drop(window.add_event_listener_with_callback("hashchange", call.unchecked_ref()));
}

/// Tells the page when it stands otherwise with the village than before.
fn tell(contact: Res<Contact>, scene: Res<Scene>, mut told: Local<&'static str>) {
    let word = match &*contact {
        Contact::Live if scene.clock.is_some() => "live",
        Contact::Nowhere | Contact::Calling | Contact::Live => "calling",
        Contact::Away { .. } => "away",
        Contact::Stranger { .. } => "stranger",
    };
    if *told == word {
        return;
    }
    *told = word;
    let Some(canvas) = canvas() else { return };
    drop(canvas.dataset().set("contact", word));
    if let Ok(event) = CustomEvent::new("village") {
        drop(canvas.dispatch_event(&event));
    }
}

/// Keeps the page's address on whom one follows or what one reads, so that it can be handed on.
fn show(regard: Res<Regard>, scene: Res<Scene>, mut shown: Local<String>) {
    let who = regard.followed.and_then(|who| scene.cast.get(&who));
    let here = match (regard.post, who) {
        (Some(post), _) => format!("post={post}"),
        (None, Some(face)) => format!("agent={}", face.slug),
        (None, None) => String::new(),
    };
    if *shown == here {
        return;
    }
    if let Some(canvas) = canvas() {
        drop(canvas.dataset().set("regard", &here));
    }
    shown.clone_from(&here);
    let Some(window) = web_sys::window() else { return };
    // A place that the reader asked for stays in the address until somebody is followed.
    if here.is_empty() && matches!(link(), Some(Link::At(..))) {
        return;
    }
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        let address = if here.is_empty() { path } else { format!("{path}#{here}") };
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
}

/// Tells the page how many pixels of the screen a pixel of the art is.
fn tell_zoom(eye: Res<Eye>, mut told: Local<u32>) {
    if *told == eye.zoom() {
        return;
    }
    *told = eye.zoom();
    if let Some(canvas) = canvas() {
        drop(canvas.dataset().set("zoom", &told.to_string()));
    }
}

/// Tells the page whether anything is to be heard.
fn tell_sound(sounding: Res<Sounding>) {
    if sounding.is_changed()
        && let Some(canvas) = canvas()
    {
        drop(canvas.dataset().set("sound", sounding.word()));
    }
}

fn canvas() -> Option<HtmlElement> {
    let page = web_sys::window()?.document()?;
    page.query_selector(crate::CANVAS).ok()??.dyn_into().ok()
}
