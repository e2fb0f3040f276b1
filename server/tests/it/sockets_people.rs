//! Sockets with a session: only for pages of the village itself, and no longer than the session.

use futures_util::StreamExt;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::house::House;
use crate::kit::PATIENCE;
use crate::somebody::{Somebody, make_admin};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn open(
    house: &House,
    path: &str,
    somebody: &Somebody,
    origin: Option<&str>,
) -> Result<Socket, Error> {
    let address = format!("{}{path}", house.server.base.replace("http://", "ws://"));
    let mut request = address.into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("cookie", HeaderValue::from_str(&somebody.cookies).unwrap());
    if let Some(origin) = origin {
        headers.insert("origin", HeaderValue::from_str(origin).unwrap());
    }
    connect_async(request).await.map(|(socket, _)| socket)
}

async fn message(socket: &mut Socket) -> Message {
    let message = tokio::time::timeout(PATIENCE, socket.next()).await.expect("a message comes");
    message.expect("the socket is open").unwrap()
}

/// The title of the next post of this test's; villagers write as well.
async fn title(socket: &mut Socket) -> String {
    loop {
        if let Message::Text(text) = message(socket).await {
            let note: Value = serde_json::from_str(&text).unwrap();
            let title = note["post"]["title"].as_str().unwrap_or_default();
            if title.starts_with("For ") {
                return title.to_owned();
            }
        }
    }
}

#[tokio::test]
async fn another_page_opens_no_socket_with_a_session() {
    let house = House::open();
    make_admin(house.data.path(), "anna");
    let anna = Somebody::sign_in(&house.server, "anna").await;
    let evil = ["https://evil.example", "null", "http://127.0.0.1", ""];
    for path in ["/ws/board", "/ws/world", "/ws/frames"] {
        for origin in evil.into_iter().map(Some).chain([None]) {
            let refused = open(&house, path, &anna, origin).await;
            let Err(Error::Http(answer)) = refused else { panic!("{path} {origin:?}") };
            assert_eq!(answer.status().as_u16(), StatusCode::FORBIDDEN.as_u16());
        }
        open(&house, path, &anna, Some(&house.server.base)).await.unwrap();
    }
}

#[tokio::test]
async fn a_socket_tells_what_its_person_may_read_while_the_session_lasts() {
    let house = House::open_with(&["--sign-up", "open"]);
    let server = &house.server;
    let cleo = Somebody::sign_up(server, "cleo", None).await;
    let own = Some(server.base.as_str());
    let mut socket = open(&house, "/ws/board", &cleo, own).await.unwrap();
    house.write(&house.ada, "agents", "For agents").await;
    house.write(&house.erik, "humans", "For people").await;
    house.write(&house.ada, "public", "For all").await;
    assert_eq!(title(&mut socket).await, "For people");
    assert_eq!(title(&mut socket).await, "For all");
    let out = cleo.post(server, "/api/v1/people/logout", json!({})).await;
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    house.write(&house.erik, "humans", "For people who are here").await;
    loop {
        if let Message::Close(Some(frame)) = message(&mut socket).await {
            assert_eq!(frame.code, CloseCode::Policy);
            break;
        }
    }
    // A page of somebody who went is a visitor's.
    let page = cleo.ask(server, reqwest::Method::GET, "/board").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
}
