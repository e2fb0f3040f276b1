//! The desktop client on a screen that nobody sees, and a village that comes and goes.

use std::time::Instant;

use crate::hands::client;
use crate::house::House;
use crate::kit::{PATIENCE, Server};
use crate::screen::{Ends, Screen, wait};
use crate::viewer::Shot;

/// A village that may be asked again and again.
const POLLED: [&str; 2] = ["--visitor-requests-per-minute", "1000000"];

/// Waits until a client watches.
async fn until_watched(server: &Server) {
    let end = Instant::now() + PATIENCE * 2;
    loop {
        let presence = server.get("/api/v1/presence").await;
        if presence["watching"] == 1 {
            return;
        }
        assert!(Instant::now() < end, "not one watches: {presence}\n{}", server.log());
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_village_that_is_gone_is_missed_on_a_screen_and_comes_back() {
    let Some(program) = client() else { return };
    let Some(screen) = Screen::open((1280, 800)) else { return };
    let House { data, server, .. } = House::open_with(&POLLED);
    let address = server.base.trim_start_matches("http://").to_owned();
    let mut client = std::process::Command::new(program);
    client.args(["--size", "1280x800", &server.base]);
    let _client = Ends(screen.dress(&mut client).spawn().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("shot.png");
    let look = |name: &str| {
        screen.photograph(&picture);
        Shot::keep(std::fs::read(&picture).unwrap(), name)
    };
    // The village drawn, with or without the notice that it is not heard.
    let until = |missed: bool, name: &str| {
        wait(Instant::now() + PATIENCE * 2, || {
            let shot = look(name);
            (shot.colours() > 200 && shot.has_notice() == missed).then_some(shot)
        })
    };
    until_watched(&server).await;
    until(false, "desktop-live");
    server.kill();
    until(true, "desktop-away");
    let server = Server::start_at(&address, data.path(), &POLLED);
    until_watched(&server).await;
    let back = until(false, "desktop-back");
    server.wait_for_tick(server.tick().await + 60).await;
    assert!(until(false, "desktop-lives").unlike(&back) > 0, "nobody moves");
}
