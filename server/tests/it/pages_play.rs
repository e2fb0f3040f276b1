//! `/play` over HTTP and in a browser that cannot draw: what it says while there is no viewer, and
//! how the viewer's files are served.

use std::path::Path;

use reqwest::{Method, header};
use serde_json::json;

use crate::browser::Browser;
use crate::house::{House, problem};
use crate::kit::folder;

const MARK: &str = "viewer-0123456789abcdef";

/// How the viewer's program may lie there packed: ending and bytes.
const PACKINGS: [(&str, &str); 2] = [("wasm.br", "brotli"), ("wasm.gz", "gzip")];

/// Lays down a viewer whose program is a few letters, plain and packed so; the note by which it is
/// found comes last.
fn lay_down(folder: &Path, packings: &[(&str, &str)]) {
    std::fs::create_dir_all(folder.join("files")).unwrap();
    for (ending, bytes) in [("wasm", "plain")].iter().chain(packings) {
        std::fs::write(folder.join("files").join(format!("{MARK}.{ending}")), bytes).unwrap();
    }
    std::fs::write(folder.join(format!("files/{MARK}.js")), "export default 1;").unwrap();
    let note = json!({
        "program": format!("{MARK}.wasm"), "script": format!("{MARK}.js"), "bytes": 5,
    });
    std::fs::write(folder.join("viewer.json"), note.to_string()).unwrap();
}

fn write_progress(folder: &Path, what: &str) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let note = json!({ "what": what, "percent": 37, "at": now.as_secs() });
    // Whole at once: a page that waits may read it at any moment.
    let new = folder.join("progress.new");
    std::fs::write(&new, note.to_string()).unwrap();
    std::fs::rename(&new, folder.join("progress.json")).unwrap();
}

#[tokio::test]
async fn files_come_packed_for_ever_and_by_their_own_names_only() {
    let viewer = folder();
    lay_down(viewer.path(), &PACKINGS);
    std::fs::write(viewer.path().join("files/secret"), "x").unwrap();
    let house = House::open_with(&["--viewer", viewer.path().to_str().unwrap()]);
    let ask = async |path: &str, accepted: &str| {
        let request = house.server.ask(Method::GET, path);
        request.header(header::ACCEPT_ENCODING, accepted).send().await.unwrap()
    };
    let program = format!("/play/files/{MARK}.wasm");
    for (accepted, packed, bytes) in [
        ("gzip, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain"),
    ] {
        let answer = ask(&program, accepted).await;
        let headers = answer.headers().clone();
        let told = headers.get(header::CONTENT_ENCODING).map(|told| told.to_str().unwrap());
        assert_eq!(told, packed, "{accepted}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/wasm");
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(answer.text().await.unwrap(), bytes);
    }
    let script = ask(&format!("/play/files/{MARK}.js"), "br").await;
    assert!(script.headers()[header::CONTENT_TYPE].to_str().unwrap().contains("javascript"));
    for path in ["secret", "viewer.json", "..%2Fviewer.json", "viewer-0123456789abcde0.wasm"] {
        let answer = ask(&format!("/play/files/{path}"), "br").await;
        problem(answer, 404, "not_found").await;
    }
    let page = ask("/play", "identity").await;
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("'wasm-unsafe-eval'"), "{policy}");
    let other = ask("/board", "identity").await;
    let policy = other.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(!policy.contains("wasm"), "{policy}");
    for hour in ["noon", "dusk", "night"] {
        let still = ask(&format!("/play/town/{hour}.png"), "gzip").await;
        assert_eq!(still.headers()[header::CONTENT_TYPE], "image/png");
        let bytes = still.bytes().await.unwrap();
        assert!(bytes.len() > 10_000 && bytes.len() < 600_000, "{hour}: {}", bytes.len());
    }
    problem(ask("/play/town/tomorrow.png", "gzip").await, 404, "not_found").await;
}

#[tokio::test]
async fn the_page_waits_for_the_build_and_opens_by_itself() {
    let viewer = folder();
    let house = House::open_with(&["--viewer", viewer.path().to_str().unwrap()]);
    let browser = Browser::open_blind().await;
    browser.visit(&house, "/play").await;
    browser.until("document.body.textContent.includes('cargo village viewer')").await;
    write_progress(viewer.path(), "bevy_render (120 of 330)");
    browser.visit(&house, "/play").await;
    browser.until("document.getElementById('what').textContent.includes('bevy_render')").await;
    browser.until("document.getElementById('bar').value === 37").await;
    write_progress(viewer.path(), "bevy_egui (300 of 330)");
    browser.until("document.getElementById('what').textContent.includes('bevy_egui')").await;
    // What would lie there packed is no packing that a browser could read.
    lay_down(viewer.path(), &[]);
    // Without WebGL it says so, and begins nothing.
    browser.until("document.body.textContent.includes('WebGL 2')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
