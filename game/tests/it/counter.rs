//! A small village's counter: a real HTTP server that knows one person, keeps a ledger, does a
//! thing once a key, and can hang up after it did one.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What the counter has seen and done.
#[derive(Default)]
pub struct Books {
    pub ledger: Vec<Value>,
    pub keys: BTreeMap<String, String>,
    /// Requests that came, with repeats.
    pub asked: Vec<String>,
    /// Answers that it still swallows: it does what is asked and hangs up.
    pub swallows: u32,
    /// It knows nobody any more.
    pub stale: bool,
}

/// The counter's address and books.
pub struct Counter {
    pub address: String,
    pub books: Arc<Mutex<Books>>,
}

struct Request {
    line: String,
    headers: BTreeMap<String, String>,
    body: Value,
}

const COOKIE: &str = "village=00c0ffee";

impl Counter {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let books = Arc::new(Mutex::new(Books::default()));
        let (own, theirs) = (address.clone(), books.clone());
        // It ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, books) = (own.clone(), theirs.clone());
                std::thread::spawn(move || serve(stream, &own, &books));
            }
        });
        Self { address, books }
    }
}

fn serve(mut stream: TcpStream, own: &str, books: &Mutex<Books>) {
    let Some(request) = read(&stream) else { return };
    let answer = {
        let mut books = books.lock().unwrap();
        books.asked.push(request.line.clone());
        let answer = answer(&mut books, own, &request);
        let is_gift = request.line.contains("/economy/");
        if is_gift && books.swallows > 0 {
            books.swallows -= 1;
            return;
        }
        answer
    };
    let (status, extra, body) = answer;
    let head = format!(
        "HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\n{extra}Content-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    // Whoever hung up has what it wanted.
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body.as_bytes());
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let line = line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let mut headers = BTreeMap::new();
    loop {
        let mut text = String::new();
        reader.read_line(&mut text).ok()?;
        let Some((name, value)) = text.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { line, headers, body: serde_json::from_slice(&body).unwrap_or(Value::Null) })
}

type Told = (u16, String, String);

fn refuse(status: u16, code: &str, detail: &str) -> Told {
    (status, String::new(), json!({ "code": code, "detail": detail }).to_string())
}

fn answer(books: &mut Books, own: &str, request: &Request) -> Told {
    let me = json!({ "name": "erik", "role": "member" }).to_string();
    if request.line == "POST /api/v1/people/login" {
        if request.body["password"] != "a good long password" {
            return refuse(401, "wrong_login", "name and password do not fit together");
        }
        return (200, format!("Set-Cookie: {COOKIE}; Path=/; HttpOnly\r\n"), me);
    }
    let header = |name: &str| request.headers.get(name).map(String::as_str);
    let by_token = header("authorization") == Some("Bearer village_good");
    let by_session = header("cookie") == Some(COOKIE) && header("origin") == Some(own);
    if books.stale || !(by_token || by_session) {
        return refuse(401, "unauthorized", "send Authorization: Bearer TOKEN");
    }
    match request.line.as_str() {
        "GET /api/v1/people/me" => (200, String::new(), me),
        "GET /api/v1/people/me/allowance" => {
            let told = json!({ "left": "17.5", "village_left": "900", "balance": "3" });
            (200, String::new(), told.to_string())
        }
        "POST /api/v1/economy/reward" | "POST /api/v1/economy/undo" => {
            let Some(key) = header("idempotency-key") else {
                return refuse(400, "bad_key", "no key");
            };
            if let Some(before) = books.keys.get(key) {
                return (201, String::new(), before.clone());
            }
            if request.body["amount"] == "13" {
                return refuse(409, "allowance", "only 17.5 of today's allowance is left");
            }
            books.ledger.push(request.body.clone());
            let paid = json!({
                "transfer": books.ledger.len(), "agent_id": "ada",
                "amount": request.body["amount"].as_str().unwrap_or("2.5"),
                "balance": "12.5", "tier": "lantern", "allowance_left": "15",
                "undo_until_tick": 1_000,
            });
            books.keys.insert(key.to_owned(), paid.to_string());
            (201, String::new(), paid.to_string())
        }
        "POST /api/v1/board/posts/7/replies" => {
            (201, String::new(), json!({ "id": 4, "body": request.body["body"] }).to_string())
        }
        _ => refuse(404, "not_found", "no such thing"),
    }
}
