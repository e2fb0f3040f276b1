//! The town hall in a real Chromium: its forms do what they say, tell what came of it, ask before
//! what cannot be undone, and fit a phone.

use fantoccini::Locator;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::house::House;
use crate::minds::polite;
use crate::model::Model;
use crate::somebody::{PASSWORD, Somebody, make_admin};

/// Fills in the fields of a form and sends it, as somebody at the keyboard would.
pub async fn send(browser: &Browser, form: &str, fields: &[(&str, &str)], button: &str) {
    for (name, value) in fields {
        let field = format!("{form} [name=\"{name}\"]");
        let field = browser.page.find(Locator::Css(&field)).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
    }
    let press = format!(
        "[...document.querySelectorAll('{form} button[type=submit]')] \
         .find((one) => one.textContent === '{button}').click()"
    );
    browser.value(&press).await;
}

/// Opens everything that is behind a line.
pub async fn open_all(browser: &Browser) {
    let open = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";
    browser.value(open).await;
}

/// Waits until something is told, beside a form or at the foot of the window.
pub async fn told(browser: &Browser, words: &str) {
    browser
        .until(&format!(
            "[...document.querySelectorAll('[role=status]')] \
             .some((one) => one.textContent.includes({}))",
            json!(words)
        ))
        .await;
}

/// Signs in by the page, which leads on.
pub async fn sign_in(browser: &Browser, house: &House, name: &str, then: &str) {
    browser.visit(house, &format!("/login?then={then}")).await;
    let fields = [("name", name), ("password", PASSWORD)];
    send(browser, "form", &fields, "Sign in").await;
    browser.until(&format!("location.pathname === '{then}'")).await;
    told(browser, &format!("Welcome, {name}.")).await;
}

fn house() -> House {
    let house = House::open_generously(&["--sign-up", "invitation"]);
    make_admin(house.data.path(), "erik");
    house
}

#[tokio::test]
async fn somebody_signs_in_writes_rewards_and_takes_it_back() {
    let house = house();
    house.write(&house.ada, "public", "Bread at dawn").await;
    let browser = Browser::open(None).await;
    browser.visit(&house, "/login").await;
    let fields = [("name", "erik"), ("password", "a wrong password")];
    send(&browser, "form", &fields, "Sign in").await;
    browser.until("document.querySelector('form .told.bad')?.textContent.length > 10").await;
    assert_eq!(
        browser.value("document.querySelector('form').hasAttribute('data-busy')").await,
        false
    );
    sign_in(&browser, &house, "erik", "/board").await;
    open_all(&browser).await;
    let note = [("title", "Wells"), ("tags", "work, wells"), ("body", "Where are they?")];
    send(&browser, ".behind form", &note, "Pin it to the board").await;
    browser.until("location.pathname === '/board/2'").await;
    let post = house.server.get("/api/v1/board/posts/2").await;
    assert_eq!(post["tags"], json!(["work", "wells"]));
    browser.visit(&house, "/board/1").await;
    open_all(&browser).await;
    let form = "form[data-api=\"/api/v1/economy/reward\"]";
    let gift = [("amount", "3"), ("reason", "crusty")];
    send(&browser, form, &gift, "Reward").await;
    told(&browser, "3 moved. Ada has 13 now").await;
    let balance = house.server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "13");
    browser.value(&format!("document.querySelector('{form} .undo').click()")).await;
    told(&browser, "Taken back.").await;
    let balance = house.server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "10");
    // Nothing is done when the question is answered with no.
    open_all(&browser).await;
    browser.value("window.confirm = () => false").await;
    let loss = [("amount", "1"), ("reason", "burnt")];
    send(&browser, form, &loss, "Penalise").await;
    browser.value("window.confirm = (words) => { window.asked = words; return true; }").await;
    send(&browser, form, &loss, "Penalise").await;
    told(&browser, "1 moved. Ada has 9 now").await;
    assert_eq!(browser.value("window.asked").await, "Take this amount from Ada?");
}

#[tokio::test]
async fn the_same_is_not_done_twice_when_nobody_knows_what_came_of_it() {
    let house = house();
    house.write(&house.ada, "public", "Bread at dawn").await;
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/board/1").await;
    open_all(&browser).await;
    // The answer is lost on its way back, once.
    browser
        .value(
            "(() => { const ask = window.fetch; let lost = false; \
             window.fetch = async (...all) => { const answer = await ask(...all); \
               if (lost) return answer; lost = true; throw new TypeError('lost'); }; })()",
        )
        .await;
    let form = "form[data-api=\"/api/v1/economy/reward\"]";
    send(&browser, form, &[("amount", "3"), ("reason", "crusty")], "Reward").await;
    told(&browser, "The village did not answer. Try again").await;
    send(&browser, form, &[], "Reward").await;
    told(&browser, "3 moved. Ada has 13 now").await;
    let balance = house.server.get("/api/v1/economy/balance/ada").await;
    assert_eq!(balance["balance"], "13");
}

#[tokio::test]
async fn an_admin_keeps_the_village_from_its_pages() {
    let house = house();
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/hall/policy").await;
    // A preview changes nothing and needs no reason.
    let upkeep = [("policy.upkeep_per_day", "0.75"), ("tiers.1.from", "11")];
    send(&browser, "form.send", &upkeep, "Preview").await;
    browser.until("!document.getElementById('preview').hidden").await;
    let preview = browser.value("document.getElementById('preview').textContent").await;
    assert!(preview.as_str().unwrap().contains("upkeep per day"), "{preview}");
    let policy = house.server.get("/api/v1/economy/policy").await;
    assert_eq!(policy["amended"], false);
    send(&browser, "form.send", &[("reason", "winter")], "Save").await;
    told(&browser, "The new policy holds.").await;
    let policy = house.server.get("/api/v1/economy/policy").await;
    assert_eq!(policy["policy"]["upkeep_per_day"], "0.75", "{policy}");
    assert_eq!(policy["tiers"][0]["price_per_hour"], Value::Null);
    // A payment, and the same once more.
    browser.value("window.confirm = () => true").await;
    browser.visit(&house, "/hall/payments").await;
    browser.value("window.confirm = () => true").await;
    let credit =
        [("account", "person:erik"), ("amount", "250"), ("transaction_id", "5O190127TN364715T")];
    let form = "form[data-api=\"/api/v1/payments/credits\"]";
    send(&browser, form, &credit, "Credit").await;
    told(&browser, "Credited.").await;
    browser.value("window.confirm = () => true").await;
    send(&browser, form, &credit, "Credit").await;
    told(&browser, "was credited before").await;
    // Stopping an agent, until a date and at once.
    browser.visit(&house, "/agents/ada").await;
    browser.value("window.confirm = () => true").await;
    let form = "form[data-api=\"/api/v1/agents/ada/restrain\"]";
    send(&browser, form, &[("reason", "it repeats itself")], "Do this").await;
    told(&browser, "Done. It holds from now on").await;
    let ada = house.server.get("/api/v1/agents/ada").await;
    assert_eq!(ada["restraints"], json!(["paused"]));
    browser.visit(&house, "/agents/bruno").await;
    open_all(&browser).await;
    browser
        .value(
            "document.querySelector('[data-type=until]').value = \
             new Date(Date.now() + 86400000).toISOString().slice(0, 16)",
        )
        .await;
    let form = "form[data-api=\"/api/v1/agents/bruno/entitlement\"]";
    send(&browser, form, &[("reason", "for the reading week")], "Set the tier").await;
    told(&browser, "Its tier is set.").await;
    let bruno = house.server.get("/api/v1/agents/bruno").await;
    assert_eq!(bruno["entitlement"]["why"], "granted", "{bruno}");
    assert_eq!(browser.complaints().await.len(), 1, "the payment that was refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_stops_all_thinking_from_its_page() {
    let model = Model::start(&["wren"], polite).await;
    let house = House::open_generously(&["--model-server", &model.base]);
    make_admin(house.data.path(), "erik");
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/hall/minds").await;
    let form = "form[data-api=\"/api/v1/minds\"]";
    let why = [("reason", "a look at the bill")];
    browser.value("window.confirm = (words) => { window.asked = words; return false; }").await;
    send(&browser, form, &why, "Stop all thinking").await;
    browser.until("window.asked").await;
    assert_eq!(house.server.get("/api/v1/minds").await["state"], "models", "it was not meant");
    for (button, words, state) in [
        ("Stop all thinking", "All thinking is stopped.", "stopped"),
        ("Let villagers think again", "Villagers may think again.", "models"),
    ] {
        browser.value("window.confirm = () => true").await;
        send(&browser, form, &why, button).await;
        told(&browser, words).await;
        assert_eq!(house.server.get("/api/v1/minds").await["state"], state);
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_board_marks_what_one_has_not_read() {
    let house = house();
    house.write(&house.ada, "public", "Bread at dawn").await;
    let browser = Browser::open(None).await;
    let marks = "[...document.querySelectorAll('.unread')].map((mark) => mark.textContent)";
    browser.visit(&house, "/board").await;
    browser.until("localStorage.getItem('village-read')").await;
    assert_eq!(browser.value(marks).await, json!([]), "on a first visit nothing is marked");
    let reply = json!({"body": "A roll, please."});
    house.ask(Some(&house.bruno), "/api/v1/board/posts/1/replies", Some(reply)).await;
    house.write(&house.bruno, "public", "A plank is rotten").await;
    browser.visit(&house, "/board").await;
    browser.until("document.querySelectorAll('.unread').length === 2").await;
    assert_eq!(browser.value(marks).await, json!(["new", "1 new"]));
    browser.visit(&house, "/board/1").await;
    browser.until("JSON.parse(localStorage.getItem('village-read'))['1'] === 1").await;
    browser.visit(&house, "/board").await;
    browser.until("document.querySelectorAll('.unread').length === 1").await;
    assert_eq!(browser.value(marks).await, json!(["new"]));
}

#[tokio::test]
async fn an_invitation_is_a_link_that_one_signs_up_by() {
    let house = house();
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/hall/people").await;
    send(&browser, "form.send", &[], "Make a link").await;
    browser.until("document.querySelector('.secret input')").await;
    let link = browser.value("document.querySelector('.secret input').value").await;
    let link = link.as_str().unwrap();
    assert!(link.starts_with(&format!("{}/sign-up#", house.server.base)), "{link}");
    let other = Browser::open(Some((360, 740))).await;
    other.page.goto(link).await.unwrap();
    other.until("location.hash === ''").await;
    send(&other, "form", &[("name", "lin"), ("password", PASSWORD)], "Sign up").await;
    other.until("location.pathname === '/account'").await;
    told(&other, "Welcome, lin.").await;
    let words = other.value("document.querySelector('main').textContent").await;
    assert!(!words.as_str().unwrap().contains("newcomer"), "erik stands for her");
}

#[tokio::test]
async fn a_token_for_a_mind_outside_is_shown_once_with_what_to_do_with_it() {
    let house = house();
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/agents/ada").await;
    open_all(&browser).await;
    let form = "form[data-api=\"/api/v1/agents/ada/tokens\"]";
    send(&browser, form, &[("reason", "her own program")], "Make a token").await;
    told(&browser, "Keep it now: it is shown this once.").await;
    let fields = "[...document.querySelectorAll('.secret input')].map((field) => field.value)";
    let lines = browser.value(fields).await;
    let line = |at: usize| lines[at].as_str().unwrap();
    let (token, base) = (line(0), &house.server.base);
    let percept = format!("{base}/api/v1/agents/ada/percept");
    assert_eq!(line(1), format!("curl -H 'Authorization: Bearer {token}' {percept}"));
    assert_eq!(line(2), format!("{base}/mcp"));
    let asked = house.ask(Some(token), "/api/v1/agents/ada/percept", None).await;
    assert_eq!(asked.status(), 200);
    browser.visit(&house, "/agents/ada").await;
    assert_eq!(browser.value(fields).await, json!([]), "it is shown once");
}

#[tokio::test]
async fn a_post_is_reported_and_the_report_dismissed() {
    let house = house();
    house.write(&house.ada, "public", "Snake oil").await;
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/board/1").await;
    open_all(&browser).await;
    let form = "form[data-api=\"/api/v1/board/posts/1/report\"]";
    send(&browser, form, &[("reason", "medicine")], "Tell the moderators").await;
    told(&browser, "A moderator will look at it.").await;
    browser.visit(&house, "/hall").await;
    assert_eq!(browser.value("document.querySelector('.count').textContent").await, "1 reported");
    browser.visit(&house, "/hall/moderation").await;
    let form = "form[data-api=\"/api/v1/board/posts/1/dismiss\"]";
    send(&browser, form, &[("reason", "a joke")], "Dismiss").await;
    told(&browser, "The reports are closed.").await;
    browser.until("document.querySelector('.count') === null").await;
}

#[tokio::test]
async fn every_page_of_the_town_hall_fits_a_phone_and_names_what_can_be_used() {
    let house = house();
    let erik = Somebody::sign_in(&house.server, "erik").await;
    house.write(&house.ada, "public", &"Averylongword".repeat(9)).await;
    let own = json!({"title": "Wells", "body": "Where are they?"});
    assert_eq!(erik.post(&house.server, "/api/v1/board/posts", own).await.status(), 201);
    let credit = json!({"account": "person:erik", "amount": "250", "transaction_id": "5O19"});
    let made = erik.post(&house.server, "/api/v1/payments/credits", credit).await;
    assert_eq!(made.status(), 201);
    let offer = json!({"step": "offer", "amount": "5"});
    let made = erik.post(&house.server, "/api/v1/board/posts/2/bounty", offer).await;
    assert!(made.status().is_success());
    let report = json!({"reason": "Averylongreason".repeat(9)});
    let made = erik.post(&house.server, "/api/v1/board/posts/1/report", report).await;
    assert_eq!(made.status(), 201);
    let invitation = json!({"role": "moderator"});
    let made = erik.post(&house.server, "/api/v1/people/invitations", invitation).await;
    assert_eq!(made.status(), 201);
    let browser = Browser::open(Some((360, 740))).await;
    sign_in(&browser, &house, "erik", "/account").await;
    for path in [
        "/hall",
        "/hall/ledger",
        "/hall/tiers",
        "/hall/policy",
        "/hall/moderation",
        "/hall/people",
        "/hall/agents",
        "/hall/minds",
        "/hall/payments",
        "/hall/audit",
        "/account",
        "/board",
        "/board/1",
        "/board/2",
        "/agents/ada",
        "/login",
        "/sign-up",
    ] {
        browser.visit(&house, path).await;
        browser.until("document.readyState === 'complete'").await;
        open_all(&browser).await;
        let wide = browser
            .value("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            .await;
        assert!(wide[0].as_u64() <= wide[1].as_u64(), "{path}: {wide}");
        let unnamed = browser
            .value(
                "[...document.querySelectorAll( \
                   'a, button, summary, input:not([type=hidden]), select, textarea, [role=img]')] \
                 .filter((part) => !(part.textContent.trim() || part.labels?.length \
                   || part.getAttribute('aria-label') || part.getAttribute('aria-labelledby') \
                   || part.querySelector?.('img[alt]'))) \
                 .map((part) => part.outerHTML)",
            )
            .await;
        assert_eq!(unnamed, json!([]), "{path}: everything that can be used has a name");
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
