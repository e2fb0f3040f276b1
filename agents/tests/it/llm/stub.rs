//! A model server that plays what it is told, byte by byte. It needs nothing of what is around it:
//! the tests of the pool use it, and those of the whole village.

use std::fmt::Write;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, timeout};

/// Lets time pass; only for what plays a slow model, never to wait for one.
pub async fn pass(time: Duration) {
    timeout(time, std::future::pending::<()>()).await.unwrap_err();
}

/// What is answered to a thought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Play {
    Good,
    NeverAnswers,
    AnswersAfterTheDeadline,
    OneByteAtATime,
    StallsMidStream,
    StallsBehindComments,
    EndlessStream,
    EndlessComments,
    EndlessHeaders,
    ResetAtSomeByte,
    TooManyRequests,
    ServerErrors,
    Html,
    InvalidUtf8,
    NulAndLoneSurrogates,
    TruncatedJson,
    DeepJson,
    DuplicateKeys,
    NotANumber,
    UnknownTool,
    ManyToolCalls,
    WrongTypes,
    PathsAndShellWords,
    AnotherCallsAnswer,
    WrongContentType,
    GzipBomb,
    CountsThatLie,
    /// Up in its first second, down in the second, and so on.
    Flapping,
    /// 400 about each field that old servers do not know.
    KnowsLittle,
    /// llama-cpp-python: 500 about forms of answers that it does not know, 400 without a word about
    /// names of calls that are no UUID.
    LlamaCppPython,
    Redirects,
    /// 401 that quotes the key.
    QuotesTheKey,
    /// Ollama's lines.
    Ollama,
    /// Words in time, and then one blank after the other until long after the deadline.
    TalksOn,
    /// An answer in one piece.
    Unstreamed,
    /// A good answer, on a connection that stays open for the next.
    KeptAlive,
    /// The same with a hundred pieces of words.
    ManyPieces,
}

#[derive(Debug)]
struct State {
    began: Instant,
    play: Mutex<Play>,
    calls: AtomicU32,
    connections: AtomicU32,
    written: AtomicU64,
    requests: Mutex<Vec<String>>,
}

impl State {
    /// Whether a flapping server is down now.
    fn is_down(&self) -> bool {
        !self.began.elapsed().as_secs().is_multiple_of(2)
    }
}

/// The server; its tasks end with the test's runtime.
pub struct Stub {
    pub url: String,
    state: Arc<State>,
}

impl Stub {
    pub async fn start(play: Play) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State {
            began: Instant::now(),
            play: Mutex::new(play),
            calls: AtomicU32::new(0),
            connections: AtomicU32::new(0),
            written: AtomicU64::new(0),
            requests: Mutex::default(),
        });
        let serving = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = serving.clone();
                tokio::spawn(async move { serve(stream, &state).await });
            }
        });
        Self { url, state }
    }

    pub fn play(&self, play: Play) {
        *self.state.play.lock().unwrap() = play;
    }

    /// Calls for a thought so far.
    pub fn calls(&self) -> u32 {
        self.state.calls.load(Ordering::Relaxed)
    }

    /// Connections so far.
    pub fn connections(&self) -> u32 {
        self.state.connections.load(Ordering::Relaxed)
    }

    /// Bytes that the kernel took from it.
    pub fn written(&self) -> u64 {
        self.state.written.load(Ordering::Relaxed)
    }

    /// Heads and bodies of the calls.
    pub fn requests(&self) -> Vec<String> {
        self.state.requests.lock().unwrap().clone()
    }
}

/// One connection: one request, or many where it is kept alive.
async fn serve(mut stream: TcpStream, state: &State) -> Option<()> {
    state.connections.fetch_add(1, Ordering::Relaxed);
    loop {
        let request = read(&mut stream).await?;
        let mut out = Out { stream, state };
        if request.starts_with("GET ") {
            return out.models(&request).await;
        }
        let call = state.calls.fetch_add(1, Ordering::Relaxed);
        let play = *state.play.lock().unwrap();
        let keeps = matches!(play, Play::KeptAlive | Play::ManyPieces);
        if !keeps {
            state.requests.lock().unwrap().push(request.clone());
        }
        out.play(play, &request, call).await;
        Out { stream, .. } = out;
        if !keeps {
            return stream.shutdown().await.ok();
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<String> {
    const HEAD_END: &[u8] = b"\r\n\r\n";
    // Room for a whole prompt: whoever is measured beside this should not wait for it.
    let mut bytes = Vec::with_capacity(32 * 1024);
    let mut whole = None;
    while whole.is_none_or(|length| bytes.len() < length) {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if whole.is_none() {
            let head = bytes.windows(HEAD_END.len()).position(|found| found == HEAD_END);
            let Some(head) = head else { continue };
            let text = String::from_utf8_lossy(&bytes[..head]);
            let body = header(&text, "content-length").map_or(0, |text| text.parse().unwrap());
            whole = Some(head + HEAD_END.len() + body);
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// As Python's `uuid.UUID` takes it.
fn is_uuid(text: &str) -> bool {
    let digits: Vec<char> = text.chars().filter(|character| *character != '-').collect();
    digits.len() == 32 && digits.iter().all(char::is_ascii_hexdigit)
}

/// A header of a request.
pub fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request.lines().take_while(|line| !line.is_empty()).find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

const STOP: &str = r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#;
const USAGE: &str = r#"{"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":5}}"#;
const WORDS: &str = r#"{"choices":[{"delta":{"content":"{\"acts\":[]}"}}]}"#;

struct Out<'a> {
    stream: TcpStream,
    state: &'a State,
}

impl Out<'_> {
    async fn bytes(&mut self, bytes: &[u8]) -> Option<()> {
        self.stream.write_all(bytes).await.ok()?;
        self.state.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Some(())
    }

    async fn head(&mut self, status: &str, kind: &str, more: &str) -> Option<()> {
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\n{more}");
        self.bytes(format!("{head}connection: close\r\n\r\n").as_bytes()).await
    }

    async fn events(&mut self) -> Option<()> {
        self.head("200 OK", "text/event-stream", "").await
    }

    async fn data(&mut self, data: &str) -> Option<()> {
        self.bytes(format!("data: {data}\n\n").as_bytes()).await
    }

    async fn end(&mut self) -> Option<()> {
        self.data(STOP).await?;
        self.data(USAGE).await?;
        self.data("[DONE]").await
    }

    /// A stream with this one event, and a good end.
    async fn told(&mut self, data: &str) -> Option<()> {
        self.events().await?;
        self.data(data).await?;
        self.end().await
    }

    async fn refuse(&mut self, status: &str, more: &str, said: &str) -> Option<()> {
        self.head(status, "application/json", more).await?;
        self.bytes(format!(r#"{{"error":{{"message":"{said}"}}}}"#).as_bytes()).await
    }

    async fn models(&mut self, request: &str) -> Option<()> {
        let play = *self.state.play.lock().unwrap();
        let ollama = play == Play::Ollama;
        let body = match request.split(' ').nth(1)? {
            "/v1/models" if play == Play::LlamaCppPython => {
                r#"{"object":"list","data":[{"id":"m.gguf","object":"model","owned_by":"me"}]}"#
            }
            "/v1/models" => {
                r#"{"object":"list","data":[{"id":"m","owned_by":"vllm","max_model_len":4096}]}"#
            }
            "/api/version" if ollama => r#"{"version":"0.12.0"}"#,
            "/api/tags" if ollama => r#"{"models":[{"name":"qwen3:8b","model":"qwen3:8b"}]}"#,
            _ => return self.refuse("404 Not Found", "", "no such path").await,
        };
        self.head("200 OK", "application/json", "").await?;
        self.bytes(body.as_bytes()).await
    }

    async fn play(&mut self, play: Play, request: &str, call: u32) -> Option<()> {
        match play {
            Play::NeverAnswers => std::future::pending().await,
            Play::AnswersAfterTheDeadline
            | Play::OneByteAtATime
            | Play::StallsMidStream
            | Play::StallsBehindComments
            | Play::EndlessStream
            | Play::EndlessComments
            | Play::EndlessHeaders
            | Play::TalksOn
            | Play::ResetAtSomeByte => self.play_slowly(play, request, call).await,
            Play::TooManyRequests => {
                let later = "retry-after: 99999999999999999999999\r\n";
                self.refuse("429 Too Many Requests", later, "later").await
            }
            Play::ServerErrors => {
                let status = ["500 Internal", "502 Bad Gateway", "529 Overloaded"];
                self.refuse(status[call as usize % 3], "", "oh").await
            }
            Play::Flapping if self.state.is_down() => None,
            Play::Html | Play::WrongContentType => {
                let kind = if play == Play::Html { "text/html" } else { "image/png" };
                self.head("200 OK", kind, "").await?;
                self.bytes(b"<html>Welcome to the hotel's network</html>").await
            }
            Play::GzipBomb => {
                let packed = "content-encoding: gzip\r\n";
                self.head("200 OK", "text/event-stream", packed).await?;
                self.flood(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).await
            }
            Play::Redirects => {
                let there = format!("location: http://{}/\r\n", self.stream.local_addr().ok()?);
                self.head("307 Temporary Redirect", "text/plain", &there).await
            }
            Play::QuotesTheKey => {
                let key = header(request, "authorization")?;
                self.refuse("401 Unauthorized", "", &format!("bad key {key}")).await
            }
            Play::KnowsLittle => self.know_little(request).await,
            Play::LlamaCppPython if request.contains(r#""type":"json_schema""#) => {
                let said = "1 validation error: {'type': 'literal_error', 'loc': ('body', \
                            'response_format', 'type'), 'msg': \"Input should be 'text' or \
                            'json_object'\", 'input': 'json_schema'}";
                let said = said.replace('"', "\\\"");
                self.refuse("500 Internal Server Error", "", &said).await
            }
            Play::LlamaCppPython if !header(request, "x-request-id").is_some_and(is_uuid) => {
                self.head("400 Bad Request", "text/plain", "").await
            }
            Play::LlamaCppPython => self.good(request).await,
            Play::KeptAlive => self.keep_alive(1).await,
            Play::ManyPieces => self.keep_alive(100).await,
            Play::Ollama => {
                self.head("200 OK", "application/x-ndjson", "").await?;
                self.bytes(b"{\"message\":{\"content\":\"{\\\"acts\\\":[]}\"},\"done\":false}\n")
                    .await?;
                self.bytes(b"{\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":20,")
                    .await?;
                self.bytes(b"\"eval_count\":5}\n").await
            }
            Play::Unstreamed => {
                self.head("200 OK", "application/json", "").await?;
                let body = r#"{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}"#;
                self.bytes(body.as_bytes()).await
            }
            _ => self.play_words(play, request).await,
        }
    }

    /// What is wrong with time, size or the line.
    async fn play_slowly(&mut self, play: Play, request: &str, call: u32) -> Option<()> {
        match play {
            Play::AnswersAfterTheDeadline => {
                self.events().await?;
                for _ in 0..10 {
                    self.data(r#"{"choices":[{"delta":{"content":" "}}]}"#).await?;
                    pass(Duration::from_millis(60)).await;
                }
                self.good(request).await
            }
            Play::TalksOn => {
                self.events().await?;
                self.data(WORDS).await?;
                loop {
                    self.data(r#"{"choices":[{"delta":{"content":" "}}]}"#).await?;
                    pass(Duration::from_millis(20)).await;
                }
            }
            Play::OneByteAtATime => {
                for byte in format!("HTTP/1.1 200 OK\r\n\r\ndata: {WORDS}").bytes() {
                    self.bytes(&[byte]).await?;
                    pass(Duration::from_millis(20)).await;
                }
                None
            }
            Play::StallsMidStream => {
                self.events().await?;
                self.data(WORDS).await?;
                std::future::pending().await
            }
            Play::StallsBehindComments => {
                self.events().await?;
                self.data(WORDS).await?;
                loop {
                    self.bytes(b": still here\n\n").await?;
                    pass(Duration::from_millis(20)).await;
                }
            }
            Play::EndlessStream => {
                self.events().await?;
                self.flood(format!("data: {WORDS}\n\n").as_bytes()).await
            }
            Play::EndlessComments => {
                self.events().await?;
                self.flood(b": still here\n\n").await
            }
            Play::EndlessHeaders => {
                self.bytes(b"HTTP/1.1 200 OK\r\n").await?;
                self.flood(b"x-more: and more\r\n").await
            }
            _ => {
                let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\ndata: {WORDS}");
                let cut = 1 + (call as usize * 37 + 5) % answer.len();
                self.bytes(&answer.as_bytes()[..cut]).await?;
                self.stream.set_zero_linger().ok()
            }
        }
    }

    /// What is wrong with what is said.
    async fn play_words(&mut self, play: Play, request: &str) -> Option<()> {
        let content = |json: &str| format!(r#"{{"choices":[{{"delta":{{"content":{json}}}}}]}}"#);
        let data = match play {
            Play::InvalidUtf8 => {
                self.events().await?;
                self.bytes(b"data: {\"choices\":[{\"delta\":{\"content\":\"a\xff\xfeb\"}}]}\n\n")
                    .await?;
                return self.end().await;
            }
            Play::TruncatedJson => {
                self.events().await?;
                return self.bytes(&format!("data: {WORDS}").as_bytes()[..40]).await;
            }
            Play::NulAndLoneSurrogates => content(r#""a\u0000\ud800b\udfff""#),
            Play::DeepJson => format!(r#"{{"choices":{}"#, "[".repeat(1_000_000)),
            Play::DuplicateKeys => {
                let twice = r#"{"id":"a","id":"b","choices":[],"choices"#;
                WORDS.replacen(r#"{"choices"#, twice, 1)
            }
            Play::NotANumber => r#"{"choices":[],"usage":{"prompt_tokens":NaN}}"#.to_owned(),
            Play::UnknownTool => r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x",
                "function":{"name":"launch_rocket","arguments":{"to":"moon"}}}]}}]}"#
                .replace('\n', ""),
            Play::ManyToolCalls => {
                let calls = vec![r#"{"function":{}}"#; 100_000].join(",");
                format!(r#"{{"choices":[{{"delta":{{"tool_calls":[{calls}]}}}}]}}"#)
            }
            Play::WrongTypes => r#"{"choices":[{"delta":{"content":{"acts":7}}}]}"#.to_owned(),
            Play::PathsAndShellWords => content(r#""../../etc/passwd; rm -rf / $(reboot) `id` |""#),
            Play::AnotherCallsAnswer => {
                WORDS.replacen('{', r#"{"id":"chatcmpl-76696c6c-6167-4500-0123-456789abcdef","#, 1)
            }
            Play::CountsThatLie => {
                self.events().await?;
                self.data(WORDS).await?;
                self.data(
                    r#"{"choices":[{"delta":{},"finish_reason":"stop"}],
                    "usage":{"prompt_tokens":-5,"completion_tokens":9223372036854775808}}"#
                        .replace('\n', "")
                        .as_str(),
                )
                .await?;
                return self.data("[DONE]").await;
            }
            _ => return self.good(request).await,
        };
        self.told(&data).await
    }

    async fn good(&mut self, request: &str) -> Option<()> {
        let id = header(request, "x-request-id").unwrap_or_default();
        let words = WORDS.replacen('{', &format!(r#"{{"id":"chatcmpl-{id}","#), 1);
        self.told(&words).await
    }

    /// In pieces with their lengths, as servers of HTTP/1.1 stream.
    async fn keep_alive(&mut self, pieces: usize) -> Option<()> {
        let mut answer = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n".to_owned();
        answer.push_str("transfer-encoding: chunked\r\n\r\n");
        let words = std::iter::repeat_n(WORDS, pieces);
        for data in words.chain([STOP, USAGE, "[DONE]"]) {
            let event = format!("data: {data}\n\n");
            write!(answer, "{:x}\r\n{event}\r\n", event.len()).ok()?;
        }
        answer.push_str("0\r\n\r\n");
        self.bytes(answer.as_bytes()).await
    }

    /// Complains about one unknown field after another.
    async fn know_little(&mut self, request: &str) -> Option<()> {
        let fields = ["stream_options", "priority", "seed", "json_schema", "json_object"];
        match fields.iter().find(|field| request.contains(&format!("\"{field}\""))) {
            Some(field) => {
                self.refuse("400 Bad Request", "", &format!("unknown field: {field}")).await
            }
            None => self.good(request).await,
        }
    }

    /// Writes as much as is taken, without end.
    async fn flood(&mut self, piece: &[u8]) -> Option<()> {
        let pieces = piece.repeat(64 * 1024 / piece.len());
        loop {
            self.bytes(&pieces).await?;
        }
    }
}
