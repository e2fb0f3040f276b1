//! Callers who dawdle: half a head, half a body, and those who do not take their answer.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, timeout};

use crate::house::House;
use crate::kit::PATIENCE;

async fn line(house: &House) -> TcpStream {
    TcpStream::connect(house.server.base.trim_start_matches("http://")).await.unwrap()
}

/// What comes until the line is cut.
async fn heard(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A reset is a cut as well.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut all)).await.expect("the line is cut");
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn half_a_request_is_cut_off() {
    let house = House::open();
    let begun = Instant::now();
    let (mut silent, mut head, mut body) =
        (line(&house).await, line(&house).await, line(&house).await);
    head.write_all(b"GET /api/v1/world HTTP/1.1\r\nHost: vill").await.unwrap();
    let start = format!(
        "POST /api/v1/agents/ada/move HTTP/1.1\r\nHost: village\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"dx\":",
        house.ada
    );
    body.write_all(start.as_bytes()).await.unwrap();
    let (silent, head, body) = tokio::join!(heard(&mut silent), heard(&mut head), heard(&mut body));
    assert_eq!((&*silent, &*head), ("", ""));
    assert!(body.starts_with("HTTP/1.1 408 ") && body.contains("request_timeout"), "{body}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

/// Whether the server on this machine holds its end of a line open: the kernel's list of lines has
/// it, and somebody owns it. Once its owner closes it, the kernel alone may still keep it.
fn is_held(server: SocketAddr, caller: SocketAddr) -> bool {
    let ports = [server, caller].map(|end| format!(":{:04X}", end.port()));
    let lines = std::fs::read_to_string("/proc/net/tcp").unwrap();
    lines.lines().any(|line| {
        // sl, local and remote address, state, queues, timers, retransmits, uid, timeout, inode
        let fields: Vec<_> = line.split_whitespace().collect();
        let (local, remote, inode) = (fields[1], fields[2], fields.get(9));
        local.ends_with(&ports[0]) && remote.ends_with(&ports[1]) && inode != Some(&"0")
    })
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let house = House::open();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let server = house.server.base.trim_start_matches("http://").parse().unwrap();
    let mut stream = socket.connect(server).await.unwrap();
    let caller = stream.local_addr().unwrap();
    // Far more than the kernel keeps for one reader.
    let asked = "GET /api/v1/map HTTP/1.1\r\nHost: village\r\n\r\n".repeat(100);
    stream.write_all(asked.as_bytes()).await.unwrap();
    let end = Instant::now() + PATIENCE;
    for is_open in [true, false] {
        while is_held(server, caller) != is_open {
            assert!(Instant::now() < end, "waiting for the line: open {is_open}");
            house.server.tick().await;
        }
    }
}
