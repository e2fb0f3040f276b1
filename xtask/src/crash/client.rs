//! A small HTTP/1.1 client on a plain socket: one request a connection, bounded in time and size.
//! An answer that is cut short is an error, never an answer: a client that takes half a reply for
//! an acknowledgement would hide exactly the faults that we look for. No TLS, no redirects.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

const CONNECT_MAX: Duration = Duration::from_secs(2);
const SILENCE_MAX: Duration = Duration::from_secs(10);
const ANSWER_BYTES_MAX: u64 = 32 << 20;

/// Where to call and as whom.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: SocketAddr,
    pub token: String,
}

/// A whole answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; `Null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Status and the beginning of the body, for a message.
    pub fn said(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        format!("{} {}", self.status, body.chars().take(300).collect::<String>())
    }
}

impl Client {
    pub fn get(&self, path: &str) -> io::Result<Answer> {
        self.call("GET", path, None, "")
    }

    /// Posts JSON under an idempotency key.
    pub fn post(&self, path: &str, key: &str, body: &Value) -> io::Result<Answer> {
        self.call("POST", path, Some(key), &body.to_string())
    }

    fn call(&self, method: &str, path: &str, key: Option<&str>, body: &str) -> io::Result<Answer> {
        let mut socket = TcpStream::connect_timeout(&self.address, CONNECT_MAX)?;
        socket.set_read_timeout(Some(SILENCE_MAX))?;
        socket.set_write_timeout(Some(SILENCE_MAX))?;
        socket.set_nodelay(true)?;
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\
             authorization: Bearer {}\r\n",
            self.address, self.token
        );
        if let Some(key) = key {
            let length = body.len();
            let _ = write!(
                request,
                "idempotency-key: {key}\r\ncontent-type: application/json\r\n\
                 content-length: {length}\r\n"
            );
        }
        request.push_str("\r\n");
        request.push_str(body);
        socket.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        socket.take(ANSWER_BYTES_MAX).read_to_end(&mut bytes)?;
        parse(&bytes)
    }
}

fn broken(why: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

/// Parses the bytes of a connection that the other side closed.
fn parse(bytes: &[u8]) -> io::Result<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.ok_or(ErrorKind::UnexpectedEof)?;
    let head = str::from_utf8(&bytes[..end]).map_err(|_| broken("the head is not text"))?;
    let rest = &bytes[end + 4..];
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 "));
    let status = status.and_then(|line| line.get(..3)).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| broken("no HTTP/1.1 status"))?;
    let header = |name: &str| {
        let found = head.split("\r\n").skip(1).filter_map(|line| line.split_once(':'));
        let mut found = found.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    };
    let body = if header("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked"))
    {
        unchunked(rest)?
    } else if let Some(length) = header("content-length") {
        let length: usize = length.parse().map_err(|_| broken("content-length is no number"))?;
        rest.get(..length).ok_or(ErrorKind::UnexpectedEof)?.to_vec()
    } else if matches!(status, 204 | 304) {
        Vec::new()
    } else {
        // The end of such a body cannot be told from a kill.
        return Err(broken("an answer without a length"));
    };
    let retry_after = header("retry-after").and_then(|value| value.parse().ok());
    Ok(Answer { status, retry_after: retry_after.map(Duration::from_secs), body })
}

fn unchunked(mut rest: &[u8]) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").ok_or(ErrorKind::UnexpectedEof)?;
        let size = str::from_utf8(&rest[..end]).unwrap_or_default();
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| broken("a chunk without a size"))?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(rest.get(..size).ok_or(ErrorKind::UnexpectedEof)?);
        rest = rest.get(size + 2..).ok_or(ErrorKind::UnexpectedEof)?;
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn whole_answers_are_read() {
        let answer = parse(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (201, b"{}".as_slice()));
        let chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                       3\r\n[1,\r\n2;x\r\n2]\r\n0\r\n\r\n";
        assert_eq!(parse(chunks).unwrap().body, b"[1,2]");
        let busy = parse(b"HTTP/1.1 429 Too Many\r\nretry-after: 2\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(busy.unwrap().retry_after, Some(Duration::from_secs(2)));
    }

    #[test]
    fn an_answer_cut_short_anywhere_is_an_error() {
        let wholes: [&[u8]; 2] = [
            b"HTTP/1.1 201 Created\r\ncontent-length: 7\r\n\r\n{\"a\":1}",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n",
        ];
        for whole in wholes {
            assert!(parse(whole).is_ok());
            for end in 0..whole.len() {
                assert!(parse(&whole[..end]).is_err(), "cut at {end}");
            }
        }
        assert!(parse(b"HTTP/1.1 200 OK\r\n\r\n{}").is_err(), "a body without a length");
    }

    #[test]
    fn a_post_carries_its_key_its_token_and_its_body() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut seen = [0; 4096];
            let mut length = 0;
            while !seen[..length].ends_with(b"{\"a\":1}") {
                length += socket.read(&mut seen[length..]).unwrap();
            }
            socket.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").unwrap();
            String::from_utf8(seen[..length].to_vec()).unwrap()
        });
        let client = Client { address, token: "secret".into() };
        let answer = client.post("/x", "key-1", &serde_json::json!({"a": 1})).unwrap();
        assert_eq!(answer.status, 201);
        let seen = server.join().unwrap();
        assert!(seen.starts_with("POST /x HTTP/1.1\r\n"));
        assert!(seen.contains("idempotency-key: key-1\r\n"));
        assert!(seen.contains("authorization: Bearer secret\r\n"));
        assert!(seen.contains("content-length: 7\r\n"));
    }
}
