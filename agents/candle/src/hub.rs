//! Models by name from a hub that speaks as huggingface.co does, kept in the folders where its own
//! tools keep them, so that each finds what the other has fetched.
//!
//! ```text
//! models--OWNER--NAME/refs/REVISION            the commit that a branch or tag was when fetched
//! models--OWNER--NAME/snapshots/COMMIT/FILE    links to
//! models--OWNER--NAME/blobs/ETAG               what was fetched, each once
//! ```
//!
//! Invariants:
//! - What is there already is taken as it is, and the hub is not asked. A model does not change
//!   under its villagers; whoever wants a newer one names its revision, or removes the folder.
//! - A file has its name only when it is whole: as long as told, and with the hash that is told of
//!   large ones. What was cut short goes on where it ended.
//! - Weights come last, so that whoever finds them finds the rest.
//! - The key is shown to the hub alone, never to where it redirects.

mod name;
mod place;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reqwest::{Client, Method, Response, StatusCode, Url, header};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tracing::{info, warn};
use village_agents::llm::Web;

pub use name::HubName;
pub use place::HubPlace;

/// Where the hub tells the hash of a large file.
const LINKED_ETAG: &str = "x-linked-etag";
/// How long the hub may be silent.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// How often a file that was cut short is gone on with.
const TRIES: u32 = 5;
const REDIRECTS_MAX: u32 = 5;
/// Bytes of a list of files.
const LIST_BYTES_MAX: usize = 8 << 20;
/// Bytes of one file.
const FILE_BYTES_MAX: u64 = 64 << 30;
/// How often the log tells how far a file has come.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// Why a model cannot be had from a hub.
#[derive(Debug, thiserror::Error)]
pub enum HubFault {
    #[error("{text:?} names no model: {rule}")]
    Name { text: String, rule: &'static str },
    #[error(
        "{endpoint} cannot be reached ({said}), and {name} is not in {cache}: connect this \
         machine, set HF_ENDPOINT to a mirror, or copy the model here and name its folder"
    )]
    Away { endpoint: String, said: String, name: String, cache: PathBuf },
    #[error("{name} is not in {cache}, and HF_HUB_OFFLINE says not to fetch it")]
    Offline { name: String, cache: PathBuf },
    #[error(
        "{name} is not open to everybody ({status}): accept its terms on the hub's page, and set \
         HF_TOKEN to a key of yours that may read it"
    )]
    Closed { name: String, status: u16 },
    #[error(
        "there is no {name} ({status}): check its name and revision; whoever may see it though it \
         is private sets HF_TOKEN"
    )]
    Unknown { name: String, status: u16 },
    #[error("the hub answers {status} when asked for {name}: try again later")]
    Refused { name: String, status: u16 },
    #[error("{name} {problem}")]
    Unfit { name: String, problem: String },
    #[error("the hub's answer for {what} cannot be understood: {said}")]
    Broken { what: String, said: String },
    #[error("keeping what was fetched in {path}")]
    Keep { path: PathBuf, source: std::io::Error },
}

/// What of a model is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A folder of safetensors, or a GGUF file.
    Language,
    /// The folder of a sentence model.
    Sentences,
}

/// A hub, and where what comes from it is kept.
pub struct Hub {
    client: Client,
    place: HubPlace,
}

/// What the hub tells of a revision.
#[derive(Deserialize)]
struct Revision {
    sha: String,
    #[serde(default)]
    siblings: Vec<Sibling>,
}

#[derive(Deserialize)]
struct Sibling {
    rfilename: String,
}

impl Hub {
    pub fn new(web: &Web, place: HubPlace) -> Self {
        Self { client: web.client().clone(), place }
    }

    /// The folder or file of a model, fetched if it is not there yet, which may take minutes; the
    /// log tells how far it is.
    pub async fn fetch(&self, name: &HubName, wanted: Wanted) -> Result<PathBuf, HubFault> {
        if let Some(found) = self.place.find(name, wanted) {
            info!(path = %found.display(), "{name} is here");
            return Ok(found);
        }
        let cache = self.place.cache.clone();
        if self.place.offline {
            return Err(HubFault::Offline { name: name.to_string(), cache });
        }
        let revision = self.revision(name).await?;
        let files = files(name, wanted, &revision.siblings)?;
        info!("fetching {name} from {}: {} files", self.place.endpoint, files.len());
        for file in &files {
            self.file(name, &revision.sha, file).await?;
        }
        self.place.note(name, &revision.sha)?;
        self.place.find(name, wanted).ok_or_else(|| HubFault::Unfit {
            name: name.to_string(),
            problem: "lacks files that its index names".into(),
        })
    }

    /// The commit that a revision is, and its files.
    async fn revision(&self, name: &HubName) -> Result<Revision, HubFault> {
        let path = format!("api/models/{}/revision/{}", name.repository(), name.revision());
        let answer = async {
            let response = self.ask(Method::GET, name, &path, 0).await?;
            let mut response = accepted(name, response)?;
            let mut body = Vec::new();
            while let Some(piece) = response.chunk().await.map_err(|why| self.away(name, &why))? {
                body.extend_from_slice(&piece);
                if body.len() > LIST_BYTES_MAX {
                    let said = format!("it is longer than {LIST_BYTES_MAX} bytes");
                    return Err(HubFault::Broken { what: path.clone(), said });
                }
            }
            let broken = |said: String| HubFault::Broken { what: path.clone(), said };
            let revision: Revision =
                serde_json::from_slice(&body).map_err(|error| broken(error.to_string()))?;
            let is_commit = revision.sha.len() == 40
                && revision.sha.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_commit.then_some(revision).ok_or_else(|| broken("it names no commit".into()))
        };
        timeout(SILENCE_MAX, answer).await.unwrap_or_else(|_| Err(self.silent(name)))
    }

    /// One file of a commit, unless it is there.
    async fn file(&self, name: &HubName, commit: &str, file: &str) -> Result<(), HubFault> {
        let link = self.place.snapshot(name, commit).join(file);
        if link.exists() {
            return Ok(());
        }
        let mut tries = 0;
        loop {
            tries += 1;
            match self.piece(name, commit, file, &link).await {
                Err(HubFault::Away { said, .. }) if tries < TRIES => {
                    warn!(file, said, "cut short; going on");
                }
                other => return other,
            }
        }
    }

    /// What is left of a file, until it is whole or cut short.
    async fn piece(
        &self,
        name: &HubName,
        commit: &str,
        file: &str,
        link: &Path,
    ) -> Result<(), HubFault> {
        let path = format!("{}/resolve/{commit}/{file}", name.repository());
        let head = timeout(SILENCE_MAX, self.head(name, &path)).await;
        let head = head.unwrap_or_else(|_| Err(self.silent(name)))?;
        let blob = self.place.blob(name, &head.etag);
        if !blob.exists() {
            let part = blob.with_extension("incomplete");
            self.pour(name, file, &path, &head, &part).await?;
            check(file, &head, &part).await?;
            let keep = |source| HubFault::Keep { path: blob.clone(), source };
            fs::rename(&part, &blob).await.map_err(keep)?;
        }
        place::link(&blob, link)
    }

    /// What the hub tells of a file before it hands it out.
    async fn head(&self, name: &HubName, path: &str) -> Result<Head, HubFault> {
        let response = self.ask(Method::HEAD, name, path, 0).await?;
        let response = if is_linked(&response) { response } else { accepted(name, response)? };
        let told = |key: &str| response.headers().get(key)?.to_str().ok().map(str::to_owned);
        let etag = told(LINKED_ETAG).or_else(|| told("etag")).unwrap_or_default();
        let etag = etag.trim_start_matches("W/").trim_matches('"').to_owned();
        let length = told("x-linked-size").or_else(|| told("content-length"));
        let bytes = length.as_ref().and_then(|length| length.parse().ok());
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_plain = (1..=128).contains(&etag.len()) && etag.bytes().all(plain);
        let told = bytes.filter(|bytes| *bytes <= FILE_BYTES_MAX && is_plain);
        told.map(|bytes| Head { etag: etag.clone(), bytes }).ok_or_else(|| {
            let said = format!("its etag is {etag:?}, its length {length:?}");
            HubFault::Broken { what: path.to_owned(), said }
        })
    }

    /// Appends to `part` what it lacks.
    async fn pour(
        &self,
        name: &HubName,
        file: &str,
        path: &str,
        head: &Head,
        part: &Path,
    ) -> Result<(), HubFault> {
        let keep = |source| HubFault::Keep { path: part.to_owned(), source };
        place::folder_of(part)?;
        let mut kept = fs::OpenOptions::new();
        let mut kept = kept.create(true).append(true).open(part).await.map_err(keep)?;
        let mut done = kept.metadata().await.map_err(keep)?.len();
        if done >= head.bytes {
            if done == head.bytes && done > 0 {
                return Ok(());
            }
            kept.set_len(0).await.map_err(keep)?;
            done = 0;
        }
        let asked = timeout(SILENCE_MAX, self.ask(Method::GET, name, path, done)).await;
        let response = asked.unwrap_or_else(|_| Err(self.silent(name)))?;
        let mut response = accepted(name, response)?;
        if done > 0 && response.status() != StatusCode::PARTIAL_CONTENT {
            kept.set_len(0).await.map_err(keep)?;
            done = 0;
        }
        let mut told = Instant::now();
        while done < head.bytes {
            let piece = timeout(SILENCE_MAX, response.chunk()).await;
            let piece = piece.map_err(|_| self.silent(name))?;
            let Some(piece) = piece.map_err(|why| self.away(name, &why))? else { break };
            kept.write_all(&piece).await.map_err(keep)?;
            done += piece.len() as u64;
            if told.elapsed() >= TOLD_EVERY {
                told = Instant::now();
                info!(file, "fetched {} of {} MiB", done >> 20, head.bytes >> 20);
            }
        }
        kept.flush().await.map_err(keep)?;
        kept.sync_all().await.map_err(keep)?;
        if done < head.bytes { Err(self.away_for(name, "it was cut short")) } else { Ok(()) }
    }

    /// Asks for what lies at a path of the hub, from this byte on, wherever it redirects; for the
    /// head of a large file no further than to where the hub tells of it.
    async fn ask(
        &self,
        method: Method,
        name: &HubName,
        path: &str,
        from: u64,
    ) -> Result<Response, HubFault> {
        let first = self.url(path)?;
        let mut url = first.clone();
        for _ in 0..=REDIRECTS_MAX {
            let mut request = self.client.request(method.clone(), url.clone());
            request = request.header(header::ACCEPT_ENCODING, "identity");
            if url.origin() == first.origin() {
                request = self.with_key(request);
            }
            if from > 0 {
                request = request.header(header::RANGE, format!("bytes={from}-"));
            }
            let response = request.send().await.map_err(|why| self.away(name, &why))?;
            let is_told = method == Method::HEAD && is_linked(&response);
            if is_told || !response.status().is_redirection() {
                return Ok(response);
            }
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let next = to.and_then(|to| url.join(to).ok());
            // Never from a safe line to one that everybody can read.
            let next = next.filter(|next| next.scheme() == "https" || url.scheme() == "http");
            url = next.ok_or_else(|| {
                let said = format!("it redirects to {to:?}");
                HubFault::Broken { what: path.to_owned(), said }
            })?;
        }
        let said = format!("it redirects more than {REDIRECTS_MAX} times");
        Err(HubFault::Broken { what: path.to_owned(), said })
    }

    fn url(&self, path: &str) -> Result<Url, HubFault> {
        let text = format!("{}/{path}", self.place.endpoint.trim_end_matches('/'));
        let said = |error: &dyn std::fmt::Display| error.to_string();
        Url::parse(&text).map_err(|error| HubFault::Broken { what: text, said: said(&error) })
    }

    fn with_key(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.place.key {
            Some(key) => request.header(header::AUTHORIZATION, key.bearer()),
            None => request,
        }
    }

    fn away(&self, name: &HubName, why: &reqwest::Error) -> HubFault {
        let mut last: &dyn std::error::Error = why;
        while let Some(cause) = last.source() {
            last = cause;
        }
        self.away_for(name, &last.to_string())
    }

    fn silent(&self, name: &HubName) -> HubFault {
        self.away_for(name, "it is silent")
    }

    fn away_for(&self, name: &HubName, said: &str) -> HubFault {
        let (endpoint, cache) = (self.place.endpoint.clone(), self.place.cache.clone());
        HubFault::Away { endpoint, said: said.to_owned(), name: name.to_string(), cache }
    }
}

/// A file as the hub tells of it.
struct Head {
    /// The hash of its content, for large files by SHA-256.
    etag: String,
    bytes: u64,
}

/// The answer, if its status says yes.
fn accepted(name: &HubName, response: Response) -> Result<Response, HubFault> {
    let (name, status) = (name.to_string(), response.status().as_u16());
    match status {
        200..=299 => Ok(response),
        // The hub says 401 of what is not there, too, but then with a word that tells.
        401 if is_unknown(&response) => Err(HubFault::Unknown { name, status }),
        401 | 403 => Err(HubFault::Closed { name, status }),
        404 => Err(HubFault::Unknown { name, status }),
        _ => Err(HubFault::Refused { name, status }),
    }
}

/// Whether the hub tells of a large file that lies elsewhere.
fn is_linked(response: &Response) -> bool {
    response.headers().contains_key(LINKED_ETAG)
}

fn is_unknown(response: &Response) -> bool {
    response.headers().get("x-error-code").is_some_and(|code| code == "RepoNotFound")
}

/// Whether what was fetched is what was told.
async fn check(file: &str, head: &Head, part: &Path) -> Result<(), HubFault> {
    let is_hash = head.etag.len() == 64 && head.etag.bytes().all(|byte| byte.is_ascii_hexdigit());
    let path = part.to_owned();
    let hash = tokio::task::spawn_blocking(move || {
        let mut reader = std::fs::File::open(path)?;
        let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 20]);
        loop {
            let read = reader.read(&mut piece)?;
            if read == 0 {
                return Ok::<_, std::io::Error>((bytes, hash.finalize()));
            }
            hash.update(&piece[..read]);
            bytes += read as u64;
        }
    });
    let keep = |source| HubFault::Keep { path: part.to_owned(), source };
    let (bytes, hash) = hash.await.expect("it does not panic").map_err(keep)?;
    let hash = hash.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    if bytes == head.bytes && (!is_hash || hash.eq_ignore_ascii_case(&head.etag)) {
        return Ok(());
    }
    // It would never become right by going on.
    fs::remove_file(part).await.map_err(keep)?;
    let said =
        format!("{bytes} bytes with the hash {hash} came, not {} with {}", head.bytes, head.etag);
    Err(HubFault::Broken { what: file.to_owned(), said })
}

/// Which files are to be fetched, weights last.
fn files(name: &HubName, wanted: Wanted, siblings: &[Sibling]) -> Result<Vec<String>, HubFault> {
    let all: Vec<&str> = siblings.iter().map(|file| file.rfilename.as_str()).collect();
    let unfit = |problem: String| HubFault::Unfit { name: name.to_string(), problem };
    let packed = |file: &&str| name::has_ending(file, "gguf") && !file.contains('/');
    let is_weights = |file: &&str| name::has_ending(file, "safetensors") && !file.contains('/');
    let (small, weights): (&[&str], Vec<&str>) = match (wanted, name.file()) {
        (_, Some(file)) => {
            let file = all.iter().find(|other| **other == file).ok_or_else(|| {
                unfit(format!("has no such file; it has {}", listed(&all, packed)))
            })?;
            (&["tokenizer.json"], vec![file])
        }
        (Wanted::Language, None) if all.contains(&"config.json") && all.iter().any(is_weights) => {
            (&place::LANGUAGE, all.iter().copied().filter(|file| is_weights(file)).collect())
        }
        (Wanted::Language, None) => match all.iter().filter(|file| packed(file)).count() {
            1 => (&[], all.iter().copied().filter(|file| packed(file)).collect()),
            0 => return Err(unfit("has neither config.json with safetensors nor a .gguf".into())),
            _ => {
                let which = listed(&all, packed);
                return Err(unfit(format!("has several files; name one: {name}/FILE of {which}")));
            }
        },
        (Wanted::Sentences, None) => (&place::SENTENCES, vec!["model.safetensors"]),
    };
    let small = small.iter().copied().filter(|file| all.contains(file));
    let files: Vec<String> = small.chain(weights).map(str::to_owned).collect();
    match files.iter().find(|file| !name::is_safe(file)) {
        None => Ok(files),
        Some(file) => Err(unfit(format!("has a file of the name {file:?}"))),
    }
}

fn listed(all: &[&str], which: impl Fn(&&str) -> bool) -> String {
    all.iter().copied().filter(which).take(40).collect::<Vec<_>>().join(", ")
}
