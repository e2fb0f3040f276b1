//! The browser's viewer itself, in Chromium with a graphics card that is a program: it loads, the
//! village moves, links lead somewhere, a village that is gone is missed and comes back. What it
//! showed lies in `viewer/shots` of the folder that builds go to.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::actions::{Actions, InputSource, MOUSE_BUTTON_LEFT, PointerAction, TouchActions};
use serde_json::json;

use crate::browser::Browser;
use crate::house::House;
use crate::kit::Server;

/// The folder that builds go to.
pub fn target() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_village-server"));
    program.ancestors().nth(2).unwrap().to_owned()
}

/// The viewer that `cargo village test` built, or another one that `VILLAGE_VIEWER` names, so that
/// its times can be told; without one a test is left out, except in the gate.
pub fn viewer() -> Option<String> {
    if let Ok(folder) = std::env::var("VILLAGE_VIEWER") {
        return Some(folder);
    }
    let folder = target().join("viewer/quick");
    if folder.join("viewer.json").is_file() {
        return Some(folder.to_str().unwrap().to_owned());
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let why = "there is no viewer: `cargo village test` builds it";
    assert!(!set("CI") || set("VILLAGE_SKIP_VIEWER"), "{why}");
    eprintln!("left out: {why}");
    None
}

/// A photograph, kept for people.
pub struct Shot {
    bytes: Vec<u8>,
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Shot {
    pub async fn take(browser: &Browser, name: &str) -> Self {
        Self::keep(browser.page.screenshot().await.unwrap(), name)
    }

    /// Of a picture as PNG.
    pub fn keep(bytes: Vec<u8>, name: &str) -> Self {
        let shots = target().join("viewer/shots");
        std::fs::create_dir_all(&shots).unwrap();
        std::fs::write(shots.join(format!("{name}.png")), &bytes).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let about = reader.next_frame(&mut pixels).unwrap();
        let step = about.color_type.samples();
        let pixels = pixels[..about.buffer_size()].chunks(step);
        let pixels = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { bytes, width: about.width as usize, pixels }
    }

    pub fn colours(&self) -> usize {
        self.pixels.iter().collect::<std::collections::HashSet<_>>().len()
    }

    /// The middle of the one button at the right edge that stands out.
    pub fn button(&self) -> Option<(usize, usize)> {
        const ACCENT: [u8; 3] = [0xf4, 0xb5, 0x2e];
        const PANEL: usize = 340;
        let gold = self.pixels.iter().enumerate().filter(|(_, pixel)| **pixel == ACCENT);
        let places = gold.map(|(at, _)| (at % self.width, at / self.width));
        let inside: Vec<_> = places.filter(|(x, _)| *x + PANEL > self.width).collect();
        // Coins are of the same gold, and far fewer: they hardly move the middle.
        if inside.len() < 600 {
            return None;
        }
        let (xs, ys): (Vec<_>, Vec<_>) = inside.into_iter().unzip();
        let middle = |of: &[usize]| of.iter().sum::<usize>() / of.len();
        Some((middle(&xs), middle(&ys)))
    }

    /// Whether a card of parchment lies below in the middle, as notices do by day.
    pub fn has_notice(&self) -> bool {
        const PARCHMENT: [u8; 3] = [0xfc, 0xf6, 0xe4];
        let (width, height) = (self.width, self.pixels.len() / self.width);
        let rows = self.pixels.chunks(width).skip(height * 4 / 5);
        let middle = rows.flat_map(|row| &row[width * 2 / 5..width * 3 / 5]);
        middle.filter(|pixel| **pixel == PARCHMENT).count() > width * height / 100
    }

    /// How many pixels differ, of a thousand.
    pub fn unlike(&self, other: &Self) -> usize {
        assert_eq!(self.pixels.len(), other.pixels.len());
        let differ = self.pixels.iter().zip(&other.pixels).filter(|(one, two)| one != two);
        differ.count() * 1000 / self.pixels.len()
    }
}

pub const CANVAS: &str = "document.getElementById('village')";
const OPEN: &str = "document.getElementById('play').classList.contains('open')";

/// Waits until the viewer shows the village, and nothing lies over it any more.
pub async fn until_live(browser: &Browser) {
    browser.until(&format!("{OPEN} && {CANVAS}.dataset.contact === 'live'")).await;
    browser.until("getComputedStyle(document.getElementById('still')).opacity === '0'").await;
}

/// Waits until so many frames were drawn.
pub async fn frames(browser: &Browser, count: u32) {
    let wait = "await new Promise(requestAnimationFrame)";
    let script = format!("for (let n = 0; n < {count}; n++) {wait}; return true;");
    let drawn = browser.resolved(&script).await;
    assert_eq!(drawn, json!(true));
}

/// What a page must not complain of.
pub async fn no_trouble(browser: &Browser) {
    let bad = |line: &String| {
        ["Content Security Policy", "panicked", "RuntimeError"]
            .iter()
            .any(|word| line.contains(word))
    };
    let trouble: Vec<String> = browser.complaints().await.into_iter().filter(bad).collect();
    assert_eq!(trouble, Vec::<String>::new());
}

#[tokio::test]
async fn the_village_is_there_at_once_and_then_lives() {
    let Some(viewer) = viewer() else { return };
    // A village of another size, for its times.
    let agents = std::env::var("VILLAGE_AGENTS").ok();
    let mut args = vec!["--viewer", &viewer];
    args.extend(agents.iter().flat_map(|agents| ["--agents", agents]));
    let house = House::open_with(&args);
    let browser = Browser::open_to_draw(None).await;
    // Whoever comes has a browser that shows pages already: its start is not the village's.
    browser.page.goto("data:text/html,<h1>Elsewhere</h1>").await.unwrap();
    browser.until("performance.getEntriesByType('paint').length > 0").await;
    // Nobody looks at the times of a visit while they are taken.
    browser.visit(&house, "/play").await;
    until_live(&browser).await;
    tell_times(&browser, "first visit").await;
    frames(&browser, 20).await;
    let before = Shot::take(&browser, "desktop").await;
    assert!(before.colours() > 200, "{} colours", before.colours());
    house.server.wait_for_tick(house.server.tick().await + 60).await;
    frames(&browser, 10).await;
    let after = Shot::take(&browser, "desktop-later").await;
    assert!(after.unlike(&before) > 0, "nobody moves");
    assert!(!before.bytes.is_empty());
    no_trouble(&browser).await;
    // The page that is left takes a moment to end.
    browser.page.goto("about:blank").await.unwrap();
    house.server.wait_for_tick(house.server.tick().await + 40).await;
    browser.visit(&house, "/play").await;
    until_live(&browser).await;
    tell_times(&browser, "second visit").await;
    count_costs(&browser).await;
    // Districts are laid out, villagers dressed, letters drawn, and the program made quick.
    tell_cost(&browser, "just after the first").await;
    tell_cost(&browser, "in the whole window").await;
    // So small that the renderer keeps up better; it shows less of the village.
    let small = json!({ "width": 640, "height": 480, "deviceScaleFactor": 1, "mobile": false });
    browser.tool("Emulation.setDeviceMetricsOverride", small).await;
    frames(&browser, 10).await;
    tell_cost(&browser, "in a window of 640 x 480").await;
    browser.tool("Emulation.clearDeviceMetricsOverride", json!({})).await;
    tell_calls(&browser).await;
    // A viewer of another version says what to do.
    browser
        .value(&format!(
            "({CANVAS}.dataset.contact = 'stranger', \
              {CANVAS}.dispatchEvent(new Event('village')))"
        ))
        .await;
    browser.until(&format!("!{OPEN} && document.body.textContent.includes('Reload')")).await;
    // The still picture is loaded long before the viewer is.
    browser.page.refresh().await.unwrap();
    let still = "performance.getEntriesByType('resource').some((entry) => \
        entry.name.includes('/play/town/') && entry.responseEnd > 0)";
    browser.until(still).await;
    Shot::take(&browser, "loading").await;
    until_live(&browser).await;
}

/// From now on the page keeps what each frame took by the clock, and Chromium its own reckoning.
async fn count_costs(browser: &Browser) {
    let hook = "const frame = window.requestAnimationFrame.bind(window); window.costs = []; \
        window.requestAnimationFrame = (draw) => frame((at) => { \
            const began = performance.now(); draw(at); costs.push(performance.now() - began); })";
    browser.tool("Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
    browser.resolved(hook).await;
}

/// Says what a frame costs the program: by the clock, and by the processor's own reckoning, which
/// leaves out how long others (the graphics card that is a program, most of all) had the core.
async fn tell_cost(browser: &Browser, window: &str) {
    browser.resolved("costs.length = 0").await;
    let before = script_seconds(browser).await;
    browser.until("costs.length >= 60").await;
    let (after, frames) = (script_seconds(browser).await, browser.value("costs.length").await);
    let part = |of: f64| format!("costs.sort((a, b) => a - b)[Math.floor(costs.length * {of})]");
    let (half, most) = (part(0.5), part(0.9));
    let both = format!("[{half}, {most}].map((ms) => Math.round(ms * 10) / 10)");
    eprintln!("a frame {window}, p50 and p90 in ms: {}", browser.value(&both).await);
    let mean = (after - before) * 1e3 / frames.as_f64().unwrap();
    eprintln!("processor time of a frame {window}, mean of {frames}: {mean:.1} ms");
}

/// How long the page's own thread has run programs, by the processor's reckoning.
async fn script_seconds(browser: &Browser) -> f64 {
    let told = browser.tool("Performance.getMetrics", json!({})).await;
    let metrics = told["metrics"].as_array().expect("Chromium keeps count");
    let script = metrics.iter().find(|metric| metric["name"] == "ScriptDuration");
    script.and_then(|metric| metric["value"].as_f64()).expect("it counts programs' time")
}

/// Says what a frame asks of the browser's graphics: all calls, and the strokes among them.
async fn tell_calls(browser: &Browser) {
    let hook = "window.calls = [0, 0]; const all = WebGL2RenderingContext.prototype; \
        for (const name of Object.getOwnPropertyNames(all)) { \
            const call = Object.getOwnPropertyDescriptor(all, name).value; \
            if (typeof call !== 'function') continue; \
            all[name] = function (...args) { \
                calls[0]++; calls[1] += name.startsWith('draw'); return call.apply(this, args); \
            }; \
        } \
        costs.length = 0";
    browser.resolved(hook).await;
    browser.until("costs.length >= 60").await;
    let each = "calls.map((count) => Math.round(count / costs.length))";
    eprintln!("calls of WebGL a frame, and strokes among them: {}", browser.value(each).await);
}

/// Says when what was there, in milliseconds since the page was asked for.
async fn tell_times(browser: &Browser, visit: &str) {
    let times = browser
        .value(
            "Object.fromEntries([ \
               ...performance.getEntriesByType('paint').map((at) => [at.name, at.startTime]), \
               ...performance.getEntriesByType('resource') \
                 .filter((file) => file.name.includes('/play/town/')) \
                 .map((file) => ['still picture', file.responseEnd]), \
               ...performance.getEntriesByType('mark').map((at) => [at.name, at.startTime]), \
             ].map(([name, at]) => [name, Math.round(at)]))",
        )
        .await;
    eprintln!("{visit}, ms: {times}");
}

#[tokio::test]
async fn a_link_leads_to_somebody_and_another_one_away() {
    let Some(viewer) = viewer() else { return };
    let house = House::open_with(&["--viewer", &viewer]);
    let browser = Browser::open_to_draw(None).await;
    browser.visit(&house, "/play#agent=ada").await;
    until_live(&browser).await;
    browser.until(&format!("{CANVAS}.dataset.regard === 'agent=ada'")).await;
    frames(&browser, 30).await;
    Shot::take(&browser, "inspector").await;
    let written = house.write(&house.ada, "public", "Ducks on the pond").await;
    let post = written["id"].as_u64().unwrap();
    browser.value(&format!("location.hash = '#post={post}'")).await;
    browser.until(&format!("{CANVAS}.dataset.regard === 'post={post}'")).await;
    frames(&browser, 30).await;
    Shot::take(&browser, "note").await;
    no_trouble(&browser).await;
}

#[tokio::test]
async fn a_village_that_is_gone_is_missed_and_comes_back() {
    let Some(viewer) = viewer() else { return };
    let House { data, server, .. } = House::open_with(&["--viewer", &viewer]);
    let address = server.base.trim_start_matches("http://").to_owned();
    let browser = Browser::open_to_draw(None).await;
    browser.page.goto(&format!("{}/play", server.base)).await.unwrap();
    until_live(&browser).await;
    server.kill();
    browser.until(&format!("{CANVAS}.dataset.contact === 'away'")).await;
    frames(&browser, 10).await;
    Shot::take(&browser, "away").await;
    let told = "document.getElementById('told').textContent";
    browser.until(&format!("{told}.includes('not heard')")).await;
    let server = Server::start_at(&address, data.path(), &["--viewer", &viewer]);
    browser.until(&format!("{CANVAS}.dataset.contact === 'live'")).await;
    // A page in the background rests; it is back as soon as somebody looks.
    let hidden = |is: bool| {
        format!("Object.defineProperty(document, 'hidden', {{ value: {is}, configurable: true }})")
    };
    browser.value(&hidden(true)).await;
    browser.until(&format!("{CANVAS}.dataset.contact === 'calling'")).await;
    let resting = server.tick().await;
    server.wait_for_tick(resting + 40).await;
    assert_eq!(browser.value(&format!("{CANVAS}.dataset.contact")).await, "calling");
    browser.value(&hidden(false)).await;
    browser.until(&format!("{CANVAS}.dataset.contact === 'live'")).await;
    no_trouble(&browser).await;
}

#[tokio::test]
async fn a_phone_shows_the_village_and_a_finger_moves_it() {
    let Some(viewer) = viewer() else { return };
    let house = House::open_with(&["--viewer", &viewer]);
    let browser = Browser::open_to_draw(Some((390, 844))).await;
    browser.visit(&house, "/play").await;
    Shot::take(&browser, "phone-loading").await;
    until_live(&browser).await;
    frames(&browser, 20).await;
    let before = Shot::take(&browser, "phone").await;
    let wide = browser
        .value("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        .await;
    assert_eq!((&wide[0], &wide[1]), (&json!(390), &json!(390)));
    let at = |x, y| PointerAction::MoveTo { duration: Some(Duration::from_millis(300)), x, y };
    let drag = TouchActions::new("finger".to_owned())
        .then(at(200.0, 500.0))
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(at(120.0, 400.0))
        .then(at(60.0, 330.0))
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    browser.page.perform_actions(drag).await.unwrap();
    frames(&browser, 20).await;
    let after = Shot::take(&browser, "phone-moved").await;
    assert!(after.unlike(&before) > 300, "{} of 1000 pixels", after.unlike(&before));
    // Two fingers that part look closer, and back.
    let zoom = async || {
        let told = browser.value(&format!("{CANVAS}.dataset.zoom")).await;
        told.as_str().unwrap().parse::<u32>().unwrap()
    };
    let mut zooms = vec![zoom().await];
    for (from, to) in [(40.0, 130.0), (130.0, 60.0)] {
        let finger = |name: &str, side: f64| {
            let duration = Duration::from_millis(400);
            TouchActions::new(name.to_owned())
                .then(at(195.0 + side * from, 420.0))
                .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
                // The leap to the other end is at once: however slow the frames are, one sees the
                // fingers where they came down, and one where they got to.
                .then(PointerAction::Pause { duration })
                .then(at(195.0 + side * to, 420.0))
                .then(PointerAction::Pause { duration })
                .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })
        };
        let pinch = Actions::from(finger("thumb", -1.0)).and(finger("finger", 1.0));
        browser.page.perform_actions(pinch).await.unwrap();
        frames(&browser, 5).await;
        zooms.push(zoom().await);
    }
    assert!(zooms[1] > zooms[0] && zooms[2] < zooms[1], "{zooms:?}");
    no_trouble(&browser).await;
}
