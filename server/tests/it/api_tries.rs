//! Tries to sign in that are in vain: whoever guesses waits, and the audit log does not fill.

use std::time::{Duration, Instant};

use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::house::{House, problem};
use crate::kit::run_well;
use crate::somebody::{PASSWORD, Somebody, make_admin};

const LOGIN: &str = "/api/v1/people/login";
const ME: &str = "/api/v1/people/me";

#[tokio::test]
async fn guessing_waits_and_locks_nobody_else_out() {
    let house = House::open_with(&["--trusted-proxies", "127.0.0.1"]);
    let server = &house.server;
    make_admin(house.data.path(), "anna");
    let from = |address: &str, cookies: Option<&str>, word: &str| {
        let form = json!({"name": "anna", "password": word});
        let request = server.ask(Method::POST, LOGIN).header("x-forwarded-for", address);
        let request = cookies.into_iter().fold(request, |all, line| all.header("cookie", line));
        request.json(&form).send()
    };
    let home = Somebody::of(from("203.0.113.7", None, PASSWORD).await.unwrap()).await;
    // The first wait is a second. Where the machine stood still for as long it is guessed anew.
    let is_shut = |answer: &Response| answer.status() == StatusCode::TOO_MANY_REQUESTS;
    let is_over = |counted: Instant| counted.elapsed() >= Duration::from_secs(1);
    let (refused, right) = loop {
        let (mut tries, mut counted) = (0, Instant::now());
        let refused = loop {
            let begun = Instant::now();
            let answer = from("203.0.113.7", None, "wrong horse battery").await.unwrap();
            if is_shut(&answer) {
                break answer;
            }
            (tries, counted) = (tries + 1, begun);
            assert!(tries < 20, "guessing goes on and on");
        };
        // Not even the right word is looked at now, from there; it is from anywhere else.
        let right = from("203.0.113.7", None, PASSWORD).await.unwrap();
        if is_shut(&right) || !is_over(counted) {
            break (refused, right);
        }
    };
    assert!(refused.headers().contains_key("retry-after"));
    problem(refused, 429, "too_many_tries").await;
    problem(right, 429, "too_many_tries").await;
    let elsewhere = from("198.51.100.9", None, PASSWORD).await.unwrap();
    assert_eq!(elsewhere.status(), StatusCode::OK);
    // Nor is whoever is signed in there, or comes in a browser of before.
    assert_eq!(home.get(server, ME).await["name"], "anna");
    let device = home.cookies.split("; ").nth(1).unwrap();
    let known = from("203.0.113.7", Some(device), PASSWORD).await.unwrap();
    assert_eq!(known.status(), StatusCode::OK);
    // Another customer's IPv6 network is another address; the same network is the same.
    let same = loop {
        let mut counted = Instant::now();
        for host in 0..8 {
            let (begun, address) = (Instant::now(), format!("2001:db8:1:2::{host}"));
            let answer = from(&address, None, "wrong horse battery").await.unwrap();
            if !is_shut(&answer) {
                counted = begun;
            }
        }
        let same = from("2001:db8:1:2:ffff::9", None, PASSWORD).await.unwrap();
        if is_shut(&same) || !is_over(counted) {
            break same;
        }
    };
    problem(same, 429, "too_many_tries").await;
    let other = from("2001:db8:1:3::1", None, PASSWORD).await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn tries_in_vain_do_not_fill_the_audit_log() {
    let house = House::open();
    let begun = Instant::now();
    for number in 0..40 {
        let form = json!({"name": format!("guess{number}"), "password": "wrong horse battery"});
        let request = house.server.ask(Method::POST, LOGIN).json(&form);
        let answer = request.send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 401 | 429), "{}", answer.status());
    }
    // What is written later comes after them in the log.
    make_admin(house.data.path(), "anna");
    let elsewhere = house.server.ask(Method::POST, LOGIN);
    let form = json!({"name": "anna", "password": PASSWORD});
    elsewhere.json(&form).send().await.unwrap();
    // Ten a minute: ten at once, and one more for every six seconds that this took.
    let most = 10 + usize::try_from(begun.elapsed().as_secs() / 6).unwrap();
    house.write(&house.erik, "public", "Later").await;
    let export = run_well(house.data.path(), &["export"]);
    let vain = export.lines().filter(|line| {
        line.contains("\"action\":\"log_in\"") && !line.contains("\"outcome\":\"ok\"")
    });
    assert!((1..=most).contains(&vain.count()));
}
