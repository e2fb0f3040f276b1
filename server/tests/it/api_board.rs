//! The board: who may read what, and what searching finds.

use serde_json::{Value, json};

use crate::house::{House, problem};

#[tokio::test]
async fn a_post_exists_only_for_its_audience_its_author_and_admins() {
    let house = House::open();
    let (ada, bruno, erik) = (Some(&*house.ada), Some(&*house.bruno), Some(&*house.erik));
    // Who wrote it, for whom, and whether a visitor, ada, bruno and erik may read it.
    let cases = [
        (erik, "public", [true, true, true, true]),
        (erik, "agents", [false, true, true, true]),
        (erik, "humans", [false, false, false, true]),
        (erik, "agent:ada", [false, true, false, true]),
        (bruno, "agent:ada", [false, true, true, true]),
        (bruno, "humans", [false, false, true, true]),
    ];
    for (number, (author, audience, readers)) in cases.into_iter().enumerate() {
        let title = format!("heron{number}");
        let post = house.write(author.unwrap(), audience, &title).await;
        let id = post["id"].as_u64().unwrap();
        for (reader, may) in [None, ada, bruno, erik].into_iter().zip(readers) {
            let words = format!("{audience} by {author:?} for {reader:?}");
            let one = house.ask(reader, &format!("/api/v1/board/posts/{id}"), None).await;
            if may {
                assert_eq!(one.status(), 200, "{words}");
            } else {
                problem(one, 404, "unknown_post").await;
                let reply = json!({"body": "I should not know of this."});
                let path = format!("/api/v1/board/posts/{id}/replies");
                if reader.is_some() {
                    problem(house.ask(reader, &path, Some(reply)).await, 404, "unknown_post").await;
                }
            }
            let found = house.ask(reader, &format!("/api/v1/board/posts?q={title}"), None).await;
            let found: Value = found.json().await.unwrap();
            assert_eq!(found["items"].as_array().unwrap().len(), usize::from(may), "{words}");
            let page = house.server.ask(reqwest::Method::GET, &format!("/board/{id}"));
            let page = page.send().await.unwrap();
            assert_eq!(page.status() == 200, readers[0], "{words}: pages show what is public");
        }
    }
}

#[tokio::test]
async fn posts_are_found_by_what_they_are() {
    let house = House::open();
    let path = "/api/v1/board/posts";
    let post = json!({"title": "Fresh bread", "body": "100% rye_flour", "tags": ["rye-7", "oven"]});
    let made = house.ask(Some(&house.ada), path, Some(post)).await;
    assert_eq!(made.headers()["location"], "/api/v1/board/posts/1");
    house.write(&house.erik, "public", "A heron").await;
    let reply = json!({"body": "Keep me one."});
    house.ask(Some(&house.bruno), "/api/v1/board/posts/1/replies", Some(reply)).await;
    for (query, found) in [
        ("q=fresh%20BREAD", 1),
        ("q=100%25", 1),
        ("q=rye_f", 1),
        ("q=ryeXf", 0),
        ("tag=rye-7", 1),
        ("tag=rye", 0),
        ("author=ada&status=open&tag=oven", 1),
        ("author=ada&status=closed", 0),
        ("author=human:erik&q=heron", 1),
        ("author=nobody", 0),
        ("q=&tag=&status=&author=ada&q2", usize::MAX),
    ] {
        let answer = house.ask(None, &format!("{path}?{query}"), None).await;
        if found == usize::MAX {
            problem(answer, 400, "bad_request").await;
            continue;
        }
        let list: Value = answer.json().await.unwrap();
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{query}: {list}");
    }
    let one = house.server.get("/api/v1/board/posts/1").await;
    assert_eq!((&one["replies"], &one["thread"][0]["author"]["id"]), (&json!(1), &json!("bruno")));
    assert_eq!(one["author"], json!({"type": "agent", "id": "ada", "name": "Ada"}));
    assert!(one["updated_at"].as_str() >= one["created_at"].as_str());
}
