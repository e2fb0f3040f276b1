//! How much a caller may ask.

use reqwest::{Method, StatusCode};

use crate::house::{House, problem};

#[tokio::test]
async fn a_visitor_may_ask_so_much_a_minute_and_others_are_unaffected() {
    // One more every six seconds: none comes while what is refused is tried.
    let house = House::open_with(&["--visitor-requests-per-minute", "10"]);
    let mut served = 0;
    let refused = loop {
        let answer = house.ask(None, "/api/v1/agents/ada", None).await;
        let left = |name: &str| answer.headers()[name].to_str().unwrap().parse::<u32>().unwrap();
        assert_eq!(left("x-ratelimit-limit"), 10);
        assert!(left("x-ratelimit-reset") <= 60);
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(left("x-ratelimit-remaining"), 0);
            break answer;
        }
        assert_eq!(answer.status(), StatusCode::OK);
        served += 1;
        assert!(served < 20, "a limit of 10 lets more than that through");
    };
    assert!(served >= 10, "{served}");
    let wait = refused.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap();
    assert!((1..=7).contains(&wait), "{wait}");
    problem(refused, 429, "rate_limited").await;
    // What a caller writes about itself makes no difference, nor does another spelling.
    for (name, value) in [("x-forwarded-for", "1.2.3.4"), ("forwarded", "for=1.2.3.4")] {
        let request = house.server.ask(Method::GET, "/api/v1/agents/ada").header(name, value);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::TOO_MANY_REQUESTS);
    }
    let guessed = house.ask(Some("village_guess"), "/api/v1/world", None).await;
    problem(guessed, 429, "rate_limited").await;
    let page = house.server.ask(Method::GET, "/").header("accept", "text/html");
    assert_eq!(page.send().await.unwrap().status(), StatusCode::TOO_MANY_REQUESTS);
    // A token has its own allowance, and health is always told.
    let own = house.ask(Some(&house.erik), "/api/v1/agents/ada", None).await;
    assert_eq!(own.headers()["x-ratelimit-limit"], "6000");
    assert_eq!(house.ask(None, "/healthz", None).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_agents_allowance_is_its_tiers() {
    let house = House::open();
    let details = house.server.get("/api/v1/agents/ada").await;
    let allowed = details["entitlement"]["requests_per_minute"].as_u64().unwrap();
    let answer = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
    assert_eq!(answer.headers()["x-ratelimit-limit"], allowed.to_string().as_str());
    for _ in 0..allowed + 20 {
        let answer = house.ask(Some(&house.ada), "/api/v1/agents/ada/percept", None).await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            let other = house.ask(Some(&house.bruno), "/api/v1/agents/bruno/percept", None).await;
            assert_eq!(other.status(), StatusCode::OK);
            return;
        }
    }
    panic!("an allowance of {allowed} requests let {} through", allowed + 20);
}
