//! Files: what is handed over for paid work. They are kept by the hash of their content, never
//! changed and never shown as a page: whoever fetches one gets it as a download.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use village_economy::Hash32;
use village_sim::{FileRef, Principal, Refusal};
use village_store::{BLOB_BYTES_MAX, Blob, BlobAbout, StoreError, blob_hash};

use crate::http::Shared;
use crate::http::ask::{Query, given};
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::json::{Called, Lens, Stored};
use crate::http::media;
use crate::http::problem::{Problem, ProblemBody};

/// Where files are stored.
pub const PATH: &str = "/api/v1/files";

/// Longest time that a file may take to come.
const PATIENCE: Duration = Duration::from_mins(1);
/// Files that may be on their way up at a time: each is in memory until it is kept.
pub const UPLOADS_MAX: usize = 8;
/// Bytes that one agent or person may store within a day.
const DAY_BYTES_MAX: u64 = 64 * 1024 * 1024;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;
/// Longest name of a file, in characters.
const NAME_MAX: usize = 120;
/// A browser that shows it in spite of everything may run nothing of it.
const CAGE: &str = "sandbox; default-src 'none'";

/// Store a file of at most 8 MiB. The same bytes are kept once. Anybody may store 64 MiB a day.
#[utoipa::path(
    post, path = "/api/v1/files", tag = "board", security(("token" = [])), params(Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = Stored, headers(("Location", description = "The file's address"))),
        (status = 400, body = ProblemBody, description = "Bad query, or the body broke off"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 403, body = ProblemBody, description = "restrained, suspended, banned or scope"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 413, body = ProblemBody, description = "The file is larger than 8 MiB"),
        (status = 415, body = ProblemBody, description = "There is no Content-Type"),
        (status = 422, body = ProblemBody, description = "bad_file: no bytes, or a bad name"),
        (status = 429, body = ProblemBody, description = "rate_limited or too_much_stored"),
        (status = 503, body = ProblemBody, description = "busy or store_unavailable"),
    )
)]
pub async fn store(
    State(site): State<Shared>,
    by: Caller,
    Query(called): Query<Called>,
    request: Request,
) -> Result<Response, Problem> {
    let by = author(&site, &by)?;
    let name = given(called.name.as_ref()).unwrap_or("file").to_owned();
    check_name(&name)?;
    if !request.headers().contains_key(header::CONTENT_TYPE) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "send the file's bytes as they are, with Content-Type: application/octet-stream",
        ));
    }
    let place = site.uploads.try_acquire().map_err(|_| {
        Problem::busy("busy", "as many files as can be are on their way: try again")
    })?;
    let now = site.hall.standing.stamp();
    let today = site.hall.store.blob_bytes_since(&by, now.saturating_sub(DAY_MICROS)).await;
    let left = DAY_BYTES_MAX.saturating_sub(today.map_err(unkept)?);
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, BLOB_BYTES_MAX, PATIENCE).await?;
    if bytes.is_empty() {
        return Err(bad_file("the file has no bytes"));
    }
    if bytes.len() as u64 > left {
        let detail = "you have stored 64 MiB within a day: wait, or send a link";
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_much_stored", detail);
        return Err(problem.retry_after(3_600));
    }
    let (hash, kind) = (blob_hash(&bytes), media::kind(&bytes));
    let about = BlobAbout {
        hash,
        size: bytes.len() as u64,
        kind: kind.into(),
        name: name.clone(),
        by,
        at: now,
    };
    let kept = Stored { hash: hash.to_string(), name, size: about.size, kind };
    site.hall.store.put_blob(&Blob { bytes, about }).await.map_err(unkept)?;
    drop(place);
    let location = [(header::LOCATION, format!("{PATH}/{hash}"))];
    Ok((StatusCode::CREATED, location, Json(kept)).into_response())
}

/// A file, as a download.
#[utoipa::path(
    get, path = "/api/v1/files/{hash}", tag = "board", security(("token" = [])),
    params(
        ("hash" = String, Path, description = "SHA-256 of the content, in lowercase hex"),
        Called,
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = ProblemBody, description = "No token, or one that does not work"),
        (status = 400, body = ProblemBody, description = "Bad query"),
        (status = 404, body = ProblemBody, description = "unknown_file"),
        (status = 422, body = ProblemBody, description = "bad_file: a bad name"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "store_unavailable"),
    )
)]
pub async fn fetch(
    State(site): State<Shared>,
    hash: Path<String>,
    Query(called): Query<Called>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hash: Hash32 = hash.parse().map_err(|_| unknown_file(StatusCode::NOT_FOUND))?;
    let etag = format!("\"{hash}\"");
    let blob = site.hall.store.blob(&hash).await.map_err(unkept)?;
    let blob = blob.ok_or_else(|| unknown_file(StatusCode::NOT_FOUND))?;
    let name = given(called.name.as_ref()).unwrap_or(&blob.about.name);
    check_name(name)?;
    let disposition = attachment(name);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *etag);
    // What it is, is decided anew: what was written down may be of another version of ours.
    let kind = media::kind(&blob.bytes);
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { blob.bytes.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CAGE));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let cache = HeaderValue::from_static("private, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::ETAG, etag.parse().expect("hex digits are a header"));
    Ok(response)
}

/// Checks that a file that is handed over is kept here, and is as large as it is said to be.
pub async fn must_be_kept(site: &Shared, file: &FileRef) -> Result<(), Problem> {
    check_name(&file.name)?;
    let hash: Hash32 = file.hash.parse().map_err(|form| bad_file(&format!("hash: {form}")))?;
    match site.hall.store.blob_about(&hash).await.map_err(unkept)? {
        Some(about) if about.size == file.size => Ok(()),
        Some(about) => {
            Err(bad_file(&format!("the file has {} bytes, not {}", about.size, file.size)))
        }
        None => Err(unknown_file(StatusCode::CONFLICT)),
    }
}

/// Who stores something, unless somebody stopped it.
fn author(site: &Shared, caller: &Caller) -> Result<String, Problem> {
    let view = site.hall.view.load();
    let lens = Lens::new(&view, &site.atlas);
    match &caller.principal {
        Some(Principal::Agent(agent) | Principal::Mind(agent)) => {
            match lens.restraints(*agent).first() {
                Some(how) if !how.ends_with("frozen") => {
                    Err(Problem::from(&Refusal::Restrained { how: (*how).into() }))
                }
                _ => Ok(format!("agent:{}", lens.slug(*agent))),
            }
        }
        Some(Principal::Person(person)) => Ok(format!("person:{}", lens.handle(*person))),
        Some(Principal::Admin(name)) => Ok(format!("admin:{name}")),
        Some(Principal::System) | None => Err(Problem::internal()),
    }
}

fn check_name(name: &str) -> Result<(), Problem> {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if (1..=NAME_MAX).contains(&name.chars().count()) && !name.contains(odd) {
        return Ok(());
    }
    Err(bad_file("a file's name has 1 to 120 characters and no slashes"))
}

fn bad_file(why: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_file", why)
}

fn unknown_file(status: StatusCode) -> Problem {
    Problem::new(status, "unknown_file", "no such file is kept here: store it with POST /files")
}

fn unkept(error: StoreError) -> Problem {
    if error.is_away() {
        return Problem::store_unavailable(2);
    }
    tracing::error!(%error, "a file could not be kept or read");
    Problem::internal()
}

/// The header that makes a download of it, under its name. The plain form is for old programs.
fn attachment(name: &str) -> HeaderValue {
    use std::fmt::Write as _;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if is_plain(char::from(byte)) {
            whole.push(char::from(byte));
        } else {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    let line = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}");
    line.parse().expect("plain ASCII is a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            attachment("größe \"1\".txt"),
            "attachment; filename=\"gr__e__1_.txt\"; \
             filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22.txt"
        );
        for bad in ["", "a/b", "..\\b", "a\nb", &"x".repeat(121), "a\u{202e}gpj.exe"] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }
}
