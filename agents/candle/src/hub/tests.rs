//! A hub on this machine, and all that may go wrong with one.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use village_agents::llm::{Secret, Web};

use super::{Hub, HubFault, HubName, HubPlace, Wanted};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// What is asked: method, path and head fields in small letters.
#[derive(Clone, Debug)]
struct Asked {
    line: String,
    head: HashMap<String, String>,
}

impl Asked {
    fn from(&self) -> usize {
        let range = self.head.get("range").map_or("bytes=0-", String::as_str);
        range.trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap()
    }
}

/// Status, head fields, body, and after how many of its bytes the line breaks.
struct Told(u16, Vec<(&'static str, String)>, Vec<u8>, usize);

fn told(status: u16) -> Told {
    Told(status, Vec::new(), Vec::new(), usize::MAX)
}

/// Answers on a port of its own, one question a line; tells its address and what was asked.
async fn listen(
    answer: impl Fn(&Asked) -> Told + Send + 'static,
) -> (String, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let log = Arc::new(Mutex::new(Vec::new()));
    let noted = log.clone();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match line.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            let head = String::from_utf8(head).unwrap();
            let mut lines = head.lines();
            let first = lines.next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
            let fields = lines.filter_map(|line| line.split_once(": "));
            let fields = fields.map(|(key, value)| (key.to_lowercase(), value.to_owned()));
            let asked = Asked { line: first, head: fields.collect() };
            let Told(status, fields, body, cut) = answer(&asked);
            let mut text = format!("HTTP/1.1 {status} x\r\nconnection: close\r\n");
            if !fields.iter().any(|(key, _)| *key == "content-length") {
                write!(text, "content-length: {}\r\n", body.len()).unwrap();
            }
            for (key, value) in fields {
                write!(text, "{key}: {value}\r\n").unwrap();
            }
            text.push_str("\r\n");
            line.write_all(text.as_bytes()).await.unwrap();
            if !asked.line.starts_with("HEAD") {
                line.write_all(&body[..body.len().min(cut)]).await.unwrap();
            }
            noted.lock().unwrap().push(asked);
        }
    });
    (address, log)
}

fn files() -> HashMap<&'static str, Vec<u8>> {
    let weights: Vec<u8> = (0..200_000_u32).map(|at| (at * 31 % 251) as u8).collect();
    HashMap::from([
        ("config.json", b"{}".to_vec()),
        ("tokenizer.json", b"{\"t\":1}".to_vec()),
        ("README.md", b"words".to_vec()),
        ("1_Pooling/config.json", b"{\"p\":1}".to_vec()),
        ("model.safetensors", weights),
    ])
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A hub with one model, `ann/small`. Its weights lie on another server, where the line breaks
/// once after `cut` bytes; `spoil` changes them on the way.
async fn hub(cut: usize, spoil: bool) -> (String, Arc<Mutex<Vec<Asked>>>, Arc<Mutex<Vec<Asked>>>) {
    let weights = files()["model.safetensors"].clone();
    let mut sent = weights.clone();
    if spoil {
        sent[1_000] ^= 1;
    }
    let broken = Mutex::new(false);
    let store = listen(move |asked| {
        let first = !std::mem::replace(&mut *broken.lock().unwrap(), true);
        let from = asked.from();
        let status = if from > 0 { 206 } else { 200 };
        Told(status, Vec::new(), sent[from..].to_vec(), if first { cut } else { usize::MAX })
    });
    let (store, carried) = store.await;
    let (address, asked) = listen(move |asked| {
        let path = asked.line.split_once(' ').unwrap().1;
        if path.starts_with("/api/models/ann/small/revision/") {
            let files = files();
            let siblings: Vec<_> = files.keys().map(|name| json!({"rfilename": name})).collect();
            let body = json!({"sha": COMMIT, "siblings": siblings, "more": 1}).to_string();
            return Told(200, Vec::new(), body.into_bytes(), usize::MAX);
        }
        let Some(name) = path.strip_prefix(&*format!("/ann/small/resolve/{COMMIT}/")) else {
            return told(404);
        };
        if name == "model.safetensors" {
            let fields = vec![
                ("location", format!("{store}/bulk")),
                ("x-linked-etag", format!("\"{}\"", sha256(&weights))),
                ("x-linked-size", weights.len().to_string()),
            ];
            return Told(302, fields, Vec::new(), usize::MAX);
        }
        let body = files()[name].clone();
        let etag = format!("W/\"{}\"", &sha256(&body)[..40]);
        Told(200, vec![("etag", etag)], body, usize::MAX)
    })
    .await;
    (address, asked, carried)
}

fn at(endpoint: &str, cache: &Path) -> Hub {
    let place = HubPlace {
        endpoint: endpoint.to_owned(),
        cache: cache.to_owned(),
        key: Some(Secret::new("hf_key").unwrap()),
        offline: false,
    };
    Hub::new(&Web::new([]).unwrap(), place)
}

fn name(text: &str) -> HubName {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_model_is_fetched_once_and_then_used_without_the_hub() {
    let cache = TempDir::new().unwrap();
    let (address, asked, carried) = hub(usize::MAX, false).await;
    let hub = at(&address, cache.path());
    let folder = hub.fetch(&name("hf:ann/small"), Wanted::Sentences).await.unwrap();
    let model = cache.path().join("models--ann--small");
    assert_eq!(folder, model.join("snapshots").join(COMMIT));
    assert_eq!(std::fs::read_to_string(model.join("refs/main")).unwrap(), COMMIT);
    for (file, bytes) in files() {
        let there = std::fs::read(folder.join(file));
        assert_eq!(there.ok(), (file != "README.md").then_some(bytes), "{file}");
    }
    let link = std::fs::read_link(folder.join("1_Pooling/config.json")).unwrap();
    assert!(link.starts_with("../../../blobs"), "{}", link.display());
    assert!(
        asked.lock().unwrap().iter().all(|asked| asked.head["authorization"] == "Bearer hf_key")
    );
    let leaked =
        carried.lock().unwrap().iter().any(|asked| asked.head.contains_key("authorization"));
    assert!(!leaked, "the key is for the hub alone");
    let last = asked.lock().unwrap().last().unwrap().line.clone();
    assert!(last.ends_with("model.safetensors"), "weights come last: {last}");

    let count = asked.lock().unwrap().len();
    assert_eq!(hub.fetch(&name("hf:ann/small"), Wanted::Sentences).await.unwrap(), folder);
    assert_eq!(asked.lock().unwrap().len(), count, "nobody is asked again");
    let nowhere = at("http://127.0.0.1:9", cache.path());
    assert_eq!(nowhere.fetch(&name("hf:ann/small"), Wanted::Language).await.unwrap(), folder);
    let by_commit = name(&format!("hf:ann/small@{COMMIT}"));
    assert_eq!(nowhere.fetch(&by_commit, Wanted::Sentences).await.unwrap(), folder);
}

#[tokio::test]
async fn what_was_cut_short_goes_on_where_it_ended() {
    let cache = TempDir::new().unwrap();
    let (address, _, carried) = hub(70_000, false).await;
    let hub = at(&address, cache.path());
    let folder = hub.fetch(&name("hf:ann/small"), Wanted::Language).await.unwrap();
    let weights = std::fs::read(folder.join("model.safetensors")).unwrap();
    assert_eq!(weights, files()["model.safetensors"]);
    let from: Vec<usize> = carried.lock().unwrap().iter().map(Asked::from).collect();
    assert!(from.len() == 2 && from[0] == 0 && from[1] > 0, "{from:?}");
}

#[tokio::test]
async fn what_was_changed_on_the_way_is_not_kept() {
    let cache = TempDir::new().unwrap();
    let (address, ..) = hub(usize::MAX, true).await;
    let hub = at(&address, cache.path());
    let fault = hub.fetch(&name("hf:ann/small"), Wanted::Language).await.unwrap_err();
    assert!(matches!(&fault, HubFault::Broken { said, .. } if said.contains("hash")), "{fault}");
    let blobs = std::fs::read_dir(cache.path().join("models--ann--small/blobs")).unwrap();
    let weights = sha256(&files()["model.safetensors"]);
    let kept = blobs.map(|blob| blob.unwrap().file_name().into_string().unwrap());
    assert!(kept.into_iter().all(|name| !name.starts_with(&weights)));
}

#[tokio::test]
async fn what_cannot_be_had_is_told_with_what_to_do() {
    let cache = TempDir::new().unwrap();
    let (address, ..) = hub(usize::MAX, false).await;
    let fetch = async |endpoint: &str, text: &str| {
        at(endpoint, cache.path()).fetch(&name(text), Wanted::Language).await.unwrap_err()
    };
    let fault = fetch(&address, "hf:ann/other").await;
    assert!(matches!(fault, HubFault::Unknown { status: 404, .. }), "{fault}");
    let fault = fetch(&address, "hf:ann/small/none.gguf").await;
    assert!(fault.to_string().contains("has no such file"), "{fault}");
    let fault = fetch("http://127.0.0.1:9", "hf:ann/small").await;
    assert!(matches!(fault, HubFault::Away { .. }), "{fault}");
    assert!(fault.to_string().contains("HF_ENDPOINT"), "{fault}");
    for (status, code, is_it) in [
        (401, "GatedRepo", (|fault| matches!(fault, HubFault::Closed { .. })) as fn(&_) -> bool),
        (403, "", |fault| matches!(fault, HubFault::Closed { .. })),
        (401, "RepoNotFound", |fault| matches!(fault, HubFault::Unknown { .. })),
        (500, "", |fault| matches!(fault, HubFault::Refused { .. })),
    ] {
        let refuses = move |_: &Asked| {
            Told(status, vec![("x-error-code", code.to_owned())], Vec::new(), usize::MAX)
        };
        let fault = fetch(&listen(refuses).await.0, "hf:ann/small").await;
        assert!(is_it(&fault), "{status} {fault}");
    }
    for body in ["{", "{\"sha\": \"../../up\"}", "{\"sha\": \"main\", \"siblings\": []}"] {
        let odd = move |_: &Asked| Told(200, Vec::new(), body.into(), usize::MAX);
        let fault = fetch(&listen(odd).await.0, "hf:ann/small").await;
        assert!(matches!(fault, HubFault::Broken { .. }), "{fault}");
    }
    let climbs = json!({"sha": COMMIT, "siblings": [
        {"rfilename": "config.json"}, {"rfilename": "..safetensors"}]});
    let climbs = move |_: &Asked| Told(200, Vec::new(), climbs.to_string().into(), usize::MAX);
    let fault = fetch(&listen(climbs).await.0, "hf:ann/small").await;
    assert!(matches!(fault, HubFault::Unfit { .. }), "{fault}");
    let several = json!({"sha": COMMIT, "siblings": [
        {"rfilename": "a.Q4.gguf"}, {"rfilename": "a.Q8.gguf"}]});
    let several = move |_: &Asked| Told(200, Vec::new(), several.to_string().into(), usize::MAX);
    let fault = fetch(&listen(several).await.0, "hf:ann/small").await;
    assert!(fault.to_string().contains("a.Q4.gguf, a.Q8.gguf"), "{fault}");
    let round = |asked: &Asked| {
        let path = asked.line.split_once(' ').unwrap().1.to_owned();
        Told(307, vec![("location", path)], Vec::new(), usize::MAX)
    };
    let fault = fetch(&listen(round).await.0, "hf:ann/small").await;
    assert!(fault.to_string().contains("redirects more than"), "{fault}");
}

#[tokio::test]
async fn whoever_is_offline_asks_nobody() {
    let cache = TempDir::new().unwrap();
    let (address, asked, _) = hub(usize::MAX, false).await;
    let place =
        HubPlace { endpoint: address, cache: cache.path().to_owned(), key: None, offline: true };
    let hub = Hub::new(&Web::new([]).unwrap(), place);
    let fault = hub.fetch(&name("hf:ann/small"), Wanted::Language).await.unwrap_err();
    assert!(matches!(fault, HubFault::Offline { .. }), "{fault}");
    assert!(asked.lock().unwrap().is_empty());
}

#[test]
fn names_are_what_they_say_or_refused() {
    for text in ["hf:a/b", "hf:Qwen/Qwen3-0.6B-GGUF@main/Qwen3-0.6B-Q8_0.gguf", "hf:a/b@v1.0"] {
        assert_eq!(name(text).to_string(), text);
    }
    for text in [
        "hf:",
        "hf:a",
        "hf:a/",
        "hf:a/b@",
        "hf:a/b/c.bin",
        "hf:a/../b",
        "hf:../b",
        "hf:a/b/../c.gguf",
        "hf:a b/c",
        "hf:a/b@../c",
        "hf:a/b/.gguf",
        "a/b",
        "hf:a/b/c\\d.gguf",
    ] {
        assert!(matches!(text.parse::<HubName>(), Err(HubFault::Name { .. })), "{text}");
    }
}

#[test]
fn the_environment_says_where() {
    let told = |pairs: &'static [(&str, &str)]| {
        HubPlace::told_by(move |name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    };
    let usual = told(&[("HOME", "/home/ann")]);
    assert_eq!(usual.cache, Path::new("/home/ann/.cache/huggingface/hub"));
    assert_eq!((usual.endpoint.as_str(), usual.offline), ("https://huggingface.co", false));
    let moved =
        told(&[("HF_HOME", "/srv/hf"), ("HF_ENDPOINT", "http://m"), ("HF_HUB_OFFLINE", "1")]);
    assert_eq!(moved.cache, Path::new("/srv/hf/hub"));
    assert_eq!((moved.endpoint.as_str(), moved.offline), ("http://m", true));
    assert_eq!(told(&[("HF_HUB_CACHE", "/x"), ("HF_HOME", "/y")]).cache, Path::new("/x"));
}
