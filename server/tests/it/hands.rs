//! Hands in the world: a note on the board is clicked, its author rewarded, and the ledger has the
//! entry; an avatar comes in and walks. In the browser's viewer, and in the desktop client on a
//! screen that nobody sees.

use std::time::Duration;

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::chromium_hall::sign_in;
use crate::house::House;
use crate::kit::PATIENCE;
use crate::screen::{Ends, Screen, wait};
use crate::somebody::Somebody;
use crate::viewer::{CANVAS, Shot, frames, no_trouble, target, until_live, viewer};

/// The key that brings the eye back to the board, as a browser is told it.
const HOME: &str = "\u{e011}";

/// Where the first note of the board hangs in a window of this size that shows home: three points
/// to a pixel of the art, the board a little above the middle.
fn note((width, height): (f64, f64)) -> (f64, f64) {
    (width / 2.0 - 115.0, height / 2.0 - 124.0 - 0.06 * height)
}

/// The one reward that the ledger has, if it has it yet.
async fn reward(house: &House) -> Option<Value> {
    let ledger = house.server.get("/api/v1/economy/ledger/ada?limit=100").await;
    let entries = ledger["items"].as_array().unwrap().clone();
    entries.into_iter().find(|entry| entry["reason"] == "reward")
}

/// A village that people come to, whose ledger may be asked again and again. Ada's note is pinned:
/// whatever villagers write while a client starts, it hangs first.
async fn house(more: &[&str]) -> House {
    let own = ["--sign-up", "open", "--visitor-requests-per-minute", "1000000"];
    let house = House::open_with(&[&own[..], more].concat());
    let note = house.write(&house.ada, "public", "Bread at dawn").await;
    let pin = format!("/api/v1/board/posts/{}/moderate", note["id"]);
    let wish = json!({"pinned": true, "reason": "it is to be found"});
    let pinned = house.ask(Some(&house.erik), &pin, Some(wish)).await;
    assert_eq!(pinned.status(), 200);
    house
}

/// A village whose note hangs on the board, and cleo before it in a browser.
async fn at_home(viewer: &str) -> (House, Browser) {
    let house = house(&["--viewer", viewer]).await;
    Somebody::sign_up(&house.server, "cleo", None).await;
    let browser = Browser::open_to_draw(None).await;
    sign_in(&browser, &house, "cleo", "/board").await;
    browser.visit(&house, "/play").await;
    until_live(&browser).await;
    (house, browser)
}

/// Left, top, width and height of the picture in the page.
async fn area(browser: &Browser) -> Vec<f64> {
    let area = format!("{CANVAS}.getBoundingClientRect()");
    let area = format!("[{area}.left, {area}.top, {area}.width, {area}.height]");
    serde_json::from_value(browser.value(&area).await).unwrap()
}

#[tokio::test]
async fn a_note_is_clicked_in_chromium_and_its_author_rewarded() {
    let Some(viewer) = viewer() else { return };
    let (house, browser) = at_home(&viewer).await;
    let area = area(&browser).await;
    let (x, y) = note((area[2], area[3]));
    // Until the note hangs there, a click opens nothing.
    let regard = format!("{CANVAS}.dataset.regard");
    loop {
        let now = browser.value(&regard).await;
        if now == "post=1" {
            break;
        }
        // Whoever walked by just then was clicked instead, and the eye goes along: back home.
        if now.as_str().is_some_and(|now| now.starts_with("agent=")) {
            keys(&browser, HOME).await;
            frames(&browser, 10).await;
        }
        click(&browser, (area[0] + x, area[1] + y)).await;
    }
    click_button(&browser, "note-of-a-member").await;
    // The form asks what for; the amount is one.
    keys(&browser, "crusty\u{e007}").await;
    let entry = loop {
        frames(&browser, 1).await;
        if let Some(entry) = reward(&house).await {
            break entry;
        }
    };
    assert_eq!((&entry["amount"], &entry["note"]), (&"1".into(), &"crusty".into()), "{entry}");
    no_trouble(&browser).await;
    // A picture to look at. On a busy machine Chromium sometimes never takes it, while coins fly.
    drop(tokio::time::timeout(PATIENCE / 3, Shot::take(&browser, "rewarded")).await);
}

#[tokio::test]
async fn somebody_comes_in_by_chromium_and_walks() {
    let Some(viewer) = viewer() else { return };
    let (house, browser) = at_home(&viewer).await;
    let area = area(&browser).await;
    // Into the picture, so that it has the keys.
    click(&browser, (area[0] + area[2] / 2.0, area[1] + area[3] / 2.0)).await;
    switch_sounds_on(&browser).await;
    keys(&browser, "y").await;
    click_button(&browser, "wardrobe").await;
    let place = async || {
        let world = house.server.get("/api/v1/world").await;
        world["people"].get(0).map(|cleo| (cleo["display_name"].clone(), cleo["position"].clone()))
    };
    let (name, before) = loop {
        frames(&browser, 1).await;
        if let Some(came) = place().await {
            break came;
        }
    };
    assert_eq!(name, "cleo");
    Shot::take(&browser, "came-in").await;
    keys(&browser, "y").await;
    // Whatever stands in one way does not stand in all.
    let mut ways = "sdaw".chars().cycle();
    while place().await.is_none_or(|(_, now)| now == before) {
        let way = ways.next().expect("they go round");
        hold(&browser, way, 6).await;
    }
    Shot::take(&browser, "walking").await;
    no_trouble(&browser).await;
}

/// Switches sounds on in the settings, where they are off, and sees that the browser plays them.
async fn switch_sounds_on(browser: &Browser) {
    const SETTINGS: (f64, f64) = (1149.0, 89.0);
    const SWITCH: (f64, f64) = (948.0, 388.0);
    let sound = format!("{CANVAS}.dataset.sound");
    assert_eq!(browser.value(&sound).await, "off");
    click(browser, SETTINGS).await;
    // The panel slides in.
    frames(browser, 30).await;
    Shot::take(browser, "settings").await;
    click(browser, SWITCH).await;
    browser.until(&format!("{sound} === 'on'")).await;
}

/// Clicks the one button at the right edge that stands out, once it is there.
async fn click_button(browser: &Browser, shot: &str) {
    let (x, y) = loop {
        frames(browser, 3).await;
        if let Some(button) = Shot::take(browser, shot).await.button() {
            break button;
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
    click(browser, (x as f64, y as f64)).await;
}

/// Types as fast as a hand may: all of it between two frames where these are slow.
async fn keys(browser: &Browser, text: &str) {
    let strokes =
        text.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
    let keys = strokes.fold(KeyActions::new("keys".to_owned()), KeyActions::then);
    browser.page.perform_actions(keys).await.unwrap();
    frames(browser, 3).await;
}

/// Holds a key for so many frames.
async fn hold(browser: &Browser, value: char, held: u32) {
    for (action, lasts) in [(KeyAction::Down { value }, held), (KeyAction::Up { value }, 1)] {
        let keys = KeyActions::new("keys".to_owned()).then(action);
        browser.page.perform_actions(keys).await.unwrap();
        frames(browser, lasts).await;
    }
}

/// Clicks as a hand does: it comes, and then presses for a moment, however slow the frames are. A
/// button that is held for longer is no click.
async fn click(browser: &Browser, (x, y): (f64, f64)) {
    let mouse = || MouseActions::new("mouse".to_owned());
    let duration = Some(Duration::from_millis(50));
    browser
        .page
        .perform_actions(mouse().then(PointerAction::MoveTo { duration, x, y }))
        .await
        .unwrap();
    frames(browser, 2).await;
    let press = mouse()
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(PointerAction::Pause { duration: Duration::from_millis(50) })
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    browser.page.perform_actions(press).await.unwrap();
    frames(browser, 3).await;
}

/// The desktop client, which is built beside the server in a build of everything.
pub fn client() -> Option<std::path::PathBuf> {
    let program = target().join("debug/village");
    let is_there = program.is_file();
    assert!(is_there || std::env::var_os("CI").is_none(), "no {}", program.display());
    is_there.then_some(program)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_clicked_on_a_screen_and_its_author_rewarded() {
    const SIZE: (u32, u32) = (1280, 800);
    let Some(program) = client() else { return };
    let Some(screen) = Screen::open(SIZE) else { return };
    let house = house(&[]).await;
    let cleo = Somebody::sign_up(&house.server, "cleo", None).await;
    let token = cleo.token(&house.server, &["read", "write", "money"]).await;
    let mut client = std::process::Command::new(program);
    client.args(["--size", "1280x800", &house.server.base]).env("VILLAGE_TOKEN", token);
    let _client = Ends(screen.dress(&mut client).spawn().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("shot.png");
    let look = |name: &str| {
        screen.photograph(&picture);
        Shot::keep(std::fs::read(&picture).unwrap(), name)
    };
    let (x, y) = note((SIZE.0.into(), SIZE.1.into()));
    // Until the village is drawn and the note hangs there, a click opens nothing.
    let (right, down) = wait(screen.until(), || {
        screen.hands(&["mousemove", &x.to_string(), &y.to_string(), "sleep", "0.3"]);
        screen.hands(&["mousedown", "1", "sleep", "0.3", "mouseup", "1", "sleep", "1"]);
        look("desktop-note").button()
    });
    let before = look("desktop-note");
    screen.hands(&["mousemove", &right.to_string(), &down.to_string(), "sleep", "0.3"]);
    screen.hands(&["mousedown", "1", "sleep", "0.3", "mouseup", "1", "sleep", "1"]);
    screen.hands(&["search", "--name", "AI Village", "windowfocus", "sleep", "0.5"]);
    screen.hands(&["type", "--delay", "120", "crusty"]);
    screen.hands(&["sleep", "0.5", "key", "Return"]);
    let entry = loop {
        if let Some(entry) = reward(&house).await {
            break entry;
        }
        assert!(std::time::Instant::now() < screen.until(), "nothing stands in the ledger");
    };
    assert_eq!((&entry["amount"], &entry["note"]), (&"1".into(), &"crusty".into()), "{entry}");
    screen.hands(&["sleep", "1"]);
    assert!(look("desktop-rewarded").unlike(&before) > 0, "nothing shows it");
}
