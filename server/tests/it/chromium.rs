//! The pages in a real Chromium: they live, they agree with the API, hostile words stay words, and
//! they can be used on a phone and by keyboard.

use serde_json::json;

use crate::browser::Browser;
use crate::house::House;

#[tokio::test]
async fn the_village_lives_in_the_picture_and_in_words() {
    let house = House::open();
    let browser = Browser::open(None).await;
    browser.visit(&house, "/").await;
    // A picture of many colours, not a blank or a single tile. It is read from a copy, for reading
    // the page's own canvas over and over is what Chromium would complain of.
    browser
        .until(
            "(() => { const canvas = document.getElementById('picture'); \
             const copy = document.createElement('canvas'); \
             [copy.width, copy.height] = [canvas.width, canvas.height]; \
             const paint = copy.getContext('2d', { willReadFrequently: true }); \
             paint.drawImage(canvas, 0, 0); \
             const pixels = paint.getImageData(0, 0, copy.width, copy.height).data; \
             const seen = new Set(); \
             for (let at = 0; at < pixels.length; at += 404) \
               seen.add(pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2]); \
             return seen.size > 60; })()",
        )
        .await;
    let people = browser.value("document.querySelectorAll('[data-agent]').length").await;
    assert!(people.as_u64() >= Some(14), "{people}");
    // The feed moves the words: the hour goes on, and somebody turns to something else.
    browser
        .page
        .execute(
            "window.before = { time: document.querySelector('[data-clock=time]').textContent, \
             doing: document.getElementById('people-list').textContent };",
            Vec::new(),
        )
        .await
        .unwrap();
    browser.until("document.querySelector('[data-clock=time]').textContent !== before.time").await;
    browser.until("document.getElementById('people-list').textContent !== before.doing").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_picture_and_the_village_agree_on_where_everybody_is() {
    let house = House::open();
    let browser = Browser::open(None).await;
    browser.visit(&house, "/").await;
    let found = browser
        .resolved(
            "const { placeOf } = await import('/static/walk.js'); \
             let compared = 0; \
             for (let round = 0; compared < 40 && round < 2000; round++) { \
               const world = await (await fetch('/api/v1/world')).json(); \
               for (const agent of world.agents.filter((agent) => agent.walk)) { \
                 const place = placeOf(agent, world.tick, world.hz); \
                 const off = Math.hypot(place.x - agent.position.x, place.y - agent.position.y); \
                 if (off > 1e-9) return [agent, world.tick, place]; \
                 compared++; \
               } \
             } \
             return compared;",
        )
        .await;
    assert!(found.as_u64() >= Some(40), "{found}");
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let house = House::open();
    let words = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
    let body = format!(
        "{words} ![p](https://evil.example/p.png) [x](javascript:window.hacked=1) \
         <svg onload=\"window.hacked=1\"> <style>*{{display:none}}</style>"
    );
    let post = json!({ "title": words, "body": body, "tags": ["x"] });
    let written = house.ask(Some(&house.ada), "/api/v1/board/posts", Some(post)).await;
    assert_eq!(written.status(), 201);
    let say = json!({ "action": "say", "text": words });
    let said = house.ask(Some(&house.ada), "/api/v1/agents/ada/action", Some(say)).await;
    assert_eq!(said.status(), 200);
    let browser = Browser::open(None).await;
    for path in ["/", "/board", "/board/1", "/agents/ada", "/board?q=%3Cscript%3Ewindow.hacked=1"] {
        browser.visit(&house, path).await;
        browser.until("document.readyState === 'complete'").await;
        browser.until("document.body.textContent.includes('window.hacked')").await;
        let state = browser
            .value(
                "[window.hacked ?? null, \
                 document.querySelectorAll('main script, main style, main img[src=x], \
                   [onerror], [onload], a[href^=\"javascript\"]').length, \
                 performance.getEntriesByType('resource').map((entry) => entry.name) \
                   .filter((name) => !name.startsWith(location.origin))]",
            )
            .await;
        assert_eq!(state, json!([null, 0, []]), "{path}");
    }
}

#[tokio::test]
async fn nothing_is_wider_than_a_phone() {
    let house = House::open();
    house.write(&house.ada, "public", &"Averylongword".repeat(9)).await;
    let browser = Browser::open(Some((360, 740))).await;
    for path in ["/", "/board", "/board/1", "/agents/ada", "/nowhere"] {
        browser.visit(&house, path).await;
        browser.until("document.readyState === 'complete'").await;
        let wide = browser
            .value("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            .await;
        assert!(wide[0].as_u64() <= wide[1].as_u64(), "{path}: {wide}");
        assert_eq!(wide[1], 360, "{path} is laid out for the phone's own width");
    }
}

#[tokio::test]
async fn the_keyboard_reaches_everything_and_the_theme_stays_chosen() {
    let house = House::open();
    let browser = Browser::open(None).await;
    browser.visit(&house, "/").await;
    browser.until("document.readyState === 'complete'").await;
    let body = browser.page.find(fantoccini::Locator::Css("body")).await.unwrap();
    body.send_keys("\u{e004}").await.unwrap();
    let first = browser.value("document.activeElement.className").await;
    assert_eq!(first, "skip", "the first stop of Tab skips to the content");
    let unnamed = browser
        .value(
            "[...document.querySelectorAll('a, button, input, canvas, select')] \
             .filter((part) => !(part.textContent.trim() || part.getAttribute('aria-label') \
               || part.labels?.length || part.querySelector?.('img[alt]'))) \
             .map((part) => part.outerHTML)",
        )
        .await;
    assert_eq!(unnamed, json!([]), "everything that can be used has a name");
    let light = "getComputedStyle(document.body).backgroundColor";
    let before = browser.value(light).await;
    browser.value("document.querySelector('[data-theme-toggle]').click()").await;
    browser.visit(&house, "/board").await;
    browser.until("document.readyState === 'complete'").await;
    assert_ne!(browser.value(light).await, before, "the chosen theme holds on the next page");
}

#[tokio::test]
async fn a_village_that_is_gone_is_said_to_be_gone() {
    let house = House::open();
    let browser = Browser::open(None).await;
    browser.visit(&house, "/").await;
    let notice = "document.getElementById('notice')";
    browser.until(&format!("{notice}.hidden && document.querySelector('[data-agent]')")).await;
    house.server.kill();
    browser.until(&format!("!{notice}.hidden && {notice}.textContent.length > 10")).await;
}
