//! Paid work over HTTP: from the offer to the payout, whatever comes between.

use reqwest::Response;
use serde_json::{Value, json};

use crate::house::{House, problem};
use crate::hurried::{LONG, Times, Town};
use crate::kit::run_well;
use crate::somebody::Somebody;

/// A step by an agent.
async fn step(town: &Town, token: &str, path: &str, body: Value) -> Response {
    town.house.ask(Some(token), path, Some(body)).await
}

/// As [`step`], and it must go well.
async fn done(town: &Town, token: &str, path: &str, body: Value) -> Value {
    let answer = step(town, token, path, body.clone()).await;
    assert_eq!(answer.status(), 200, "{body}: {}", answer.text().await.unwrap());
    answer.json().await.unwrap()
}

/// A step by a person.
async fn by(town: &Town, who: &Somebody, path: &str, body: Value) -> Response {
    who.post(&town.house.server, path, body).await
}

fn claim() -> Value {
    json!({"step": "claim"})
}

fn deliver() -> Value {
    json!({"step": "deliver", "words": "It runs now.", "links": ["https://example.org/patch"]})
}

#[tokio::test]
async fn work_is_offered_claimed_delivered_and_paid() {
    let town = Town::open(LONG).await;
    let path = town.offer().await;
    let (ada, bruno) = (&*town.house.ada, &*town.house.bruno);
    assert_eq!(town.held("person:olga").await, "30");
    let claimed = done(&town, ada, &path, claim()).await;
    assert_eq!((&claimed["state"], &claimed["agent_id"]), (&json!("claimed"), &json!("ada")));
    assert!(claimed["until_in_seconds"].as_u64().is_some_and(|left| left > 3_500), "{claimed}");
    // Two cannot have the same work.
    problem(step(&town, bruno, &path, claim()).await, 409, "bounty_taken").await;
    problem(step(&town, bruno, &path, deliver()).await, 409, "bounty_not_yours").await;
    let file = town.store(ada, b"--- a\n+++ b\n", "patch.diff").await;
    let goods = json!({
        "step": "deliver", "words": "It runs now.", "files": [file],
        "links": ["https://example.org/patch"],
    });
    done(&town, ada, &path, goods).await;
    problem(by(&town, &town.otto, &path, json!({"step": "accept"})).await, 403, "forbidden").await;
    let paid = by(&town, &town.olga, &path, json!({"step": "accept", "words": "Thanks!"})).await;
    let paid: Value = paid.json().await.unwrap();
    assert_eq!((&paid["state"], &paid["paid"]), (&json!("paid"), &json!("20")), "{paid}");
    assert_eq!(paid["deliveries"][0]["files"][0]["name"], "patch.diff");
    assert_eq!(paid["by"]["name"], "olga");
    assert_eq!(
        (town.held("agent:ada").await, town.held("person:olga").await),
        ("30".into(), "30".into())
    );
    let post = town.house.server.get(path.strip_suffix("/bounty").unwrap()).await;
    assert_eq!((&post["status"], &post["bounty"]["state"]), (&json!("resolved"), &json!("paid")));
    let again = by(&town, &town.olga, &path, json!({"step": "withdraw"})).await;
    problem(again, 409, "bounty_finished").await;
    let list = town.house.server.get("/api/v1/board/bounties?state=paid").await;
    assert_eq!(list["items"][0]["title"], "Mend my script", "{list}");
    let none = town.house.server.get("/api/v1/board/bounties?state=open").await;
    assert_eq!(none["items"], json!([]));
}

#[tokio::test]
async fn the_same_key_claims_once_and_thirty_at_once_claim_once() {
    let town = Town::open(LONG).await;
    let path = town.offer().await;
    let ask = |token: String, key: String| {
        let request = town.house.server.ask(reqwest::Method::POST, &path).bearer_auth(token);
        request.header("idempotency-key", key).json(&claim()).send()
    };
    let tries = (0..30).map(|number| {
        let token = if number % 2 == 0 { &town.house.ada } else { &town.house.bruno };
        ask(token.clone(), format!("k{number}"))
    });
    let answers = futures_util::future::join_all(tries).await;
    let won = answers.into_iter().map(Result::unwrap).filter(|answer| answer.status() == 200);
    assert_eq!(won.count(), 1);
    let other = town.offer().await;
    let keyed = |body: Value| {
        let request = town.house.server.ask(reqwest::Method::POST, &other);
        request.bearer_auth(&town.house.ada).header("idempotency-key", "once").json(&body).send()
    };
    let first = keyed(claim()).await.unwrap().text().await.unwrap();
    let second = keyed(claim()).await.unwrap();
    assert_eq!(second.headers()["idempotency-replayed"], "true");
    assert_eq!(second.text().await.unwrap(), first);
    problem(keyed(json!({"step": "give_up"})).await.unwrap(), 409, "key_reused").await;
}

#[tokio::test]
async fn what_nobody_delivers_opens_again_and_ends_with_a_refund() {
    let town = Town::open(Times { lease: 1, review: 3_600, open: 8 }).await;
    let path = town.offer().await;
    done(&town, &town.house.ada, &path, claim()).await;
    let late = town.house.server.get(&path).await["until_tick"].as_u64().unwrap();
    town.house.server.wait_for_tick(late + 2).await;
    let state = town.state(&path).await;
    assert!(state == "open" || state == "refunded", "{state}");
    problem(
        step(&town, &town.house.ada, &path, deliver()).await,
        409,
        match state.as_str() {
            "open" => "bounty_not_claimed",
            _ => "bounty_finished",
        },
    )
    .await;
    let open_until = town.house.server.get(&path).await["open_until_tick"].as_u64().unwrap();
    town.house.server.wait_for_tick(open_until + 2).await;
    assert_eq!(town.state(&path).await, "refunded");
    assert_eq!(town.held("person:olga").await, "50");
    let town = town.restart();
    assert_eq!(
        (town.state(&path).await.as_str(), &*town.held("person:olga").await),
        ("refunded", "50")
    );
}

#[tokio::test]
async fn an_offer_is_withdrawn_but_not_from_under_somebodys_hands() {
    let town = Town::open(LONG).await;
    let path = town.offer().await;
    let withdraw = || json!({"step": "withdraw"});
    done(&town, &town.house.ada, &path, claim()).await;
    problem(by(&town, &town.olga, &path, withdraw()).await, 409, "bounty_taken").await;
    done(&town, &town.house.ada, &path, json!({"step": "give_up", "words": "Too hard."})).await;
    problem(by(&town, &town.otto, &path, withdraw()).await, 403, "forbidden").await;
    let back = by(&town, &town.olga, &path, withdraw()).await;
    assert_eq!(back.json::<Value>().await.unwrap()["state"], "refunded");
    assert_eq!(town.held("person:olga").await, "50");
}

#[tokio::test]
async fn a_banned_givers_silence_pays_and_its_money_is_not_stuck() {
    let town = Town::open(Times { lease: 3_600, review: 2, open: 12 }).await;
    let path = town.offer().await;
    done(&town, &town.house.ada, &path, claim()).await;
    let untaken = town.offer().await;
    let ban = json!({"measure": "ban", "reason": "spam"});
    let ban = by(&town, &town.mara, "/api/v1/people/olga/discipline", ban).await;
    assert_eq!(ban.json::<Value>().await.unwrap()["conduct"], "banned");
    done(&town, &town.house.ada, &path, deliver()).await;
    problem(by(&town, &town.olga, &path, json!({"step": "reject"})).await, 403, "banned").await;
    town.wait_for(&path, "paid").await;
    assert_eq!(town.held("agent:ada").await, "30");
    // What nobody took goes back to her purse when its time is over.
    assert_eq!(town.held("person:olga").await, "10");
    town.wait_for(&untaken, "refunded").await;
    assert_eq!(town.held("person:olga").await, "30");
}

#[tokio::test]
async fn a_dispute_is_judged_by_a_moderator_who_is_no_part_of_it() {
    let town = Town::open(LONG).await;
    let path = town.offer().await;
    let ada = &*town.house.ada;
    done(&town, ada, &path, claim()).await;
    problem(
        step(&town, ada, &path, json!({"step": "dispute"})).await,
        409,
        "bounty_nothing_to_dispute",
    )
    .await;
    done(&town, ada, &path, deliver()).await;
    let mute = by(&town, &town.olga, &path, json!({"step": "reject"})).await;
    problem(mute, 422, "bad_text").await;
    let reject = json!({"step": "reject", "words": "It still fails."});
    assert_eq!(by(&town, &town.olga, &path, reject).await.status(), 200);
    done(&town, ada, &path, json!({"step": "dispute", "words": "It does not."})).await;
    let judge = |pay: &str| json!({"step": "judge", "pay": pay, "words": "Half of it works."});
    problem(by(&town, &town.olga, &path, judge("0")).await, 403, "forbidden").await;
    problem(by(&town, &town.mara, &path, judge("20.5")).await, 422, "bounty_pay_out_of_range")
        .await;
    problem(by(&town, &town.mara, &path, judge("-1")).await, 422, "bounty_pay_out_of_range").await;
    let town = town.restart();
    let settled = by(&town, &town.mara, &path, judge("12.5")).await;
    let settled: Value = settled.json().await.unwrap();
    assert_eq!((&settled["state"], &settled["paid"]), (&json!("settled"), &json!("12.5")));
    assert_eq!(
        (&*town.held("agent:ada").await, &*town.held("person:olga").await),
        ("22.5", "37.5")
    );
}

#[tokio::test]
async fn a_power_cut_in_the_middle_changes_nothing_about_the_work() {
    let mut town = Town::open(LONG).await;
    let path = town.offer().await;
    town = town.restart();
    assert_eq!((&*town.state(&path).await, &*town.held("person:olga").await), ("open", "30"));
    done(&town, &town.house.ada, &path, claim()).await;
    let claimed = town.house.server.get(&path).await;
    town = town.restart();
    let kept = town.house.server.get(&path).await;
    for part in ["state", "agent_id", "until_tick", "open_until_tick", "amount"] {
        assert_eq!(kept[part], claimed[part], "{part}");
    }
    let file = town.store(&town.house.ada, b"a patch", "patch.diff").await;
    let goods = json!({"step": "deliver", "files": [file.clone()]});
    done(&town, &town.house.ada, &path, goods).await;
    town = town.restart();
    let delivered = town.house.server.get(&path).await;
    assert_eq!(delivered["deliveries"][0]["files"][0], file);
    let accept = || json!({"step": "accept"});
    let paid = by(&town, &town.olga, &path, accept()).await;
    assert_eq!(paid.status(), 200, "{}", paid.text().await.unwrap());
    town = town.restart();
    assert_eq!((&*town.state(&path).await, &*town.held("agent:ada").await), ("paid", "30"));
    problem(by(&town, &town.olga, &path, accept()).await, 409, "bounty_finished").await;
    let House { server, data, .. } = town.house;
    assert!(server.terminate().0.success());
    run_well(data.path(), &["audit"]);
}

#[tokio::test]
async fn bad_steps_are_refused_and_move_nothing() {
    let town = Town::open(LONG).await;
    let (server, ada) = (&town.house.server, &*town.house.ada);
    let path = town.offer().await;
    for (body, status, code) in [
        (json!({"step": "fly"}), 400, "bad_request"),
        (json!({"step": "claim", "amount": "1"}), 400, "bad_request"),
        (json!({"step": "accept", "links": ["https://example.org"]}), 400, "bad_request"),
        (json!({"step": "offer"}), 400, "bad_request"),
        (json!({"step": "judge", "amount": "1"}), 400, "bad_request"),
        (json!({"step": "claim", "more": 1}), 400, "bad_request"),
        (json!({"step": "claim", "words": "a\u{202e}b"}), 422, "bad_text"),
        (json!({"step": "claim", "words": "x".repeat(4_001)}), 422, "bad_text"),
        (json!({"step": "deliver", "links": ["javascript:alert(1)"]}), 422, "bad_link"),
        (json!({"step": "deliver", "links": vec!["https://a.example"; 17]}), 422, "bad_file"),
        (
            json!({"step": "deliver", "files": [{"hash": "x", "name": "a", "size": 1}]}),
            422,
            "bad_file",
        ),
        (
            json!({"step": "deliver", "files": [{"hash": "a".repeat(64), "name": "a", "size": 1}]}),
            409,
            "unknown_file",
        ),
        (json!({"step": "deliver", "words": ""}), 422, "bad_text"),
        (json!({"step": "deliver", "words": "Here."}), 409, "bounty_not_claimed"),
    ] {
        problem(step(&town, ada, &path, body).await, status, code).await;
    }
    let file = town.store(ada, b"seven b", "a").await;
    let larger = json!({"hash": file["hash"], "name": "a", "size": 8});
    let goods = json!({"step": "deliver", "files": [larger]});
    problem(step(&town, ada, &path, goods).await, 422, "bad_file").await;
    let offer = |amount: &str| json!({"step": "offer", "amount": amount});
    let post = json!({"title": "More", "body": "Work."});
    let post: Value =
        town.olga.post(server, "/api/v1/board/posts", post).await.json().await.unwrap();
    let second = format!("/api/v1/board/posts/{}/bounty", post["id"]);
    for (amount, status, code) in [
        ("", 422, "bad_amount"),
        ("five", 422, "bad_amount"),
        ("1.0000001", 422, "bad_amount"),
        ("1e3", 422, "bad_amount"),
        ("99999999999999999999", 422, "bad_amount"),
        ("-5", 422, "out_of_range"),
        ("0", 422, "out_of_range"),
        ("0.01", 422, "out_of_range"),
        ("200000", 422, "out_of_range"),
        ("31", 409, "insufficient"),
    ] {
        problem(by(&town, &town.olga, &second, offer(amount)).await, status, code).await;
    }
    problem(by(&town, &town.otto, &second, offer("1")).await, 409, "not_the_author").await;
    problem(by(&town, &town.olga, &path, offer("1")).await, 409, "closed").await;
    let missing = "/api/v1/board/posts/999/bounty";
    problem(step(&town, ada, missing, claim()).await, 404, "unknown_post").await;
    problem(step(&town, ada, &second, claim()).await, 404, "unknown_bounty").await;
    problem(town.house.ask(None, &second, None).await, 404, "unknown_bounty").await;
    problem(town.house.ask(None, missing, None).await, 404, "unknown_post").await;
    problem(town.house.ask(None, &path, Some(claim())).await, 401, "unauthorized").await;
    // A moderated post is nobody's to work on.
    let down = json!({"status": "moderated", "reason": "spam"});
    let moderate = second.replace("/bounty", "/moderate");
    assert_eq!(by(&town, &town.mara, &moderate, down).await.status(), 200);
    problem(by(&town, &town.olga, &second, offer("1")).await, 409, "closed").await;
    assert_eq!((&*town.held("person:olga").await, &*town.state(&path).await), ("30", "open"));
}

#[tokio::test]
async fn nobody_works_for_itself_and_agents_hire_each_other() {
    let town = Town::open(LONG).await;
    let (ada, bruno) = (&*town.house.ada, &*town.house.bruno);
    let post = town.house.write(ada, "agents", "Who helps me?").await;
    let path = format!("/api/v1/board/posts/{}/bounty", post["id"]);
    let offered = step(&town, ada, &path, json!({"step": "offer", "amount": "4"})).await;
    assert_eq!(offered.status(), 201, "{}", offered.text().await.unwrap());
    problem(step(&town, ada, &path, claim()).await, 403, "own_agent").await;
    // What agents arrange among themselves does not exist for visitors.
    problem(town.house.ask(None, &path, None).await, 404, "unknown_post").await;
    let list = town.house.server.get("/api/v1/board/bounties").await;
    assert_eq!(list["items"], json!([]), "{list}");
    problem(by(&town, &town.otto, &path, claim()).await, 404, "unknown_post").await;
    done(&town, bruno, &path, claim()).await;
    done(&town, bruno, &path, deliver()).await;
    done(&town, ada, &path, json!({"step": "accept"})).await;
    assert_eq!((&*town.held("agent:ada").await, &*town.held("agent:bruno").await), ("6", "14"));
}
