//! `/play`: the browser's viewer, as `cargo village viewer` laid it into its folder, and a still
//! picture of the town for the time until it is loaded. The server builds nothing; it reads what
//! lies there anew for every page, so that a viewer that is built later is found.

use std::path::Path as FilePath;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt as _;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;
use village_art::{map, scene, tiles};
use village_sim::{Area, PlaceKind};

use super::Shared;
use super::caller::Caller;
use super::face;
use super::held::Held;
use super::json::Lens;
use super::problem::Problem;
use crate::hall::Hall;
use crate::pages::{self, model};

/// Largest note in the viewer's folder that is read, in bytes.
const NOTE_MAX: u64 = 64 * 1024;
/// Characters of a note's words that are shown.
const WORDS_MAX: usize = 200;
/// A build that has said nothing for so long has ended without a word.
const SILENCE: Duration = Duration::from_mins(1);
/// Files never change under their names.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What lies in the folder, as the one who built it wrote it down in `viewer.json`.
#[derive(Debug, Deserialize)]
struct Built {
    program: String,
    script: String,
    /// Size of the program when it is unpacked.
    bytes: u64,
}

/// How far a build is: `progress.json`, written anew every few seconds.
#[derive(Debug, Deserialize)]
struct Progress {
    what: String,
    percent: u32,
    /// Why it ended badly.
    failed: Option<String>,
    /// When this was written, in seconds since 1970.
    at: u64,
}

/// `GET /play/stand`, for the page that waits.
#[derive(Debug, Serialize)]
pub struct Told {
    stand: &'static str,
    what: String,
    percent: u32,
}

/// `GET /play`
pub async fn page(State(site): State<Shared>, caller: Caller) -> Response {
    let stand = stand(&site.hall.config.viewer).await;
    let view = site.hall.view.load_full();
    let scene = Lens::new(&view, &site.atlas).scene(&caller);
    let mut response = face::page(&pages::play(&model::Play { scene, stand }));
    let policy = HeaderValue::from_static(pages::PLAY_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// `GET /play/stand`
pub async fn told(State(site): State<Shared>) -> Json<Told> {
    let (stand, what, percent) = match stand(&site.hall.config.viewer).await {
        model::PlayStand::Missing => ("missing", String::new(), 0),
        model::PlayStand::Building { what, percent } => ("building", what, percent),
        model::PlayStand::Failed { why } => ("failed", why, 0),
        model::PlayStand::Ready { .. } => ("ready", String::new(), 100),
    };
    Json(Told { stand, what, percent })
}

/// `GET /play/files/{file}`: packed as the browser takes it, and for ever.
pub async fn file(
    State(site): State<Shared>,
    Path(name): Path<String>,
    mut request: Request,
) -> Result<Response, Problem> {
    if !is_name(&name) {
        return Err(Problem::not_found());
    }
    *request.uri_mut() = format!("/{name}").parse().map_err(|_| Problem::not_found())?;
    let files = ServeDir::new(site.hall.config.viewer.join("files"))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return Err(Problem::not_found());
    }
    let mut response = response.map(Body::new);
    response.headers_mut().insert(header::CACHE_CONTROL, FOREVER);
    Ok(response)
}

/// `GET /play/town/{hour}`: the town without its people, at noon, at dusk or at night.
pub async fn town(
    State(site): State<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hour = name.strip_suffix(".png").unwrap_or_default().to_owned();
    let drawn = tokio::task::spawn_blocking(move || {
        let stills = site.stills.get(&site.hall);
        stills.iter().find(|(name, _)| *name == hour).map(|(_, held)| held.clone())
    });
    let held = drawn.await.map_err(|_| Problem::internal())?.ok_or_else(Problem::not_found)?;
    Ok(held.serve(&headers).into_response())
}

async fn stand(folder: &FilePath) -> model::PlayStand {
    if let Some(Built { program, script, bytes }) = note(&folder.join("viewer.json")).await
        && is_name(&program)
        && is_name(&script)
    {
        return model::PlayStand::Ready { program, script, bytes };
    }
    let Some(progress): Option<Progress> = note(&folder.join("progress.json")).await else {
        return model::PlayStand::Missing;
    };
    let short = |words: String| words.chars().take(WORDS_MAX).collect();
    if let Some(why) = progress.failed {
        return model::PlayStand::Failed { why: short(why) };
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    if now.saturating_sub(Duration::from_secs(progress.at)) > SILENCE {
        let why = "Its build was cut off.".to_owned();
        return model::PlayStand::Failed { why };
    }
    let percent = progress.percent.min(99);
    model::PlayStand::Building { what: short(progress.what), percent }
}

/// A note in the viewer's folder; one that cannot be read counts as none.
async fn note<T: serde::de::DeserializeOwned>(path: &FilePath) -> Option<T> {
    let file = tokio::fs::File::open(path).await.ok()?;
    let mut bytes = Vec::new();
    file.take(NOTE_MAX).read_to_end(&mut bytes).await.ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Whether it can be one of the viewer's files: `viewer-` and the mark of its bytes.
fn is_name(name: &str) -> bool {
    let Some((mark, kind)) = name.strip_prefix("viewer-").and_then(|rest| rest.split_once('.'))
    else {
        return false;
    };
    let is_mark = mark.len() == 16 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_mark && matches!(kind, "wasm" | "js")
}

/// Cells of the town that a still picture shows: more than a large window does.
const SHOWN: (i32, i32) = (54, 34);

/// Pixels of the art that the viewer begins below the board.
const BELOW: i32 = 14;

/// Still pictures of the town, drawn once.
#[derive(Debug, Default)]
pub struct Stills(OnceLock<Drawn>);

type Drawn = Arc<[(&'static str, Held)]>;

impl Stills {
    /// All of them; none where the map is not one that can be drawn from here. It takes a moment
    /// the first time.
    pub fn get(&self, hall: &Hall) -> Drawn {
        let middle = || hall.map.of_kind(0, PlaceKind::Board).next().map(|board| board.area);
        let path = || hall.config.assets.join("map/village.tmx");
        self.0.get_or_init(|| draw(&path(), middle()).into()).clone()
    }
}

/// The town around an area, as the viewer begins.
fn draw(path: &FilePath, around: Option<Area>) -> Vec<(&'static str, Held)> {
    let town = std::fs::read_to_string(path).ok().and_then(|text| map::reading::tiles(&text).ok());
    let (Some(town), Ok(sheet)) = (town, tiles::draw()) else { return Vec::new() };
    let (wide, high) = (SHOWN.0 * tiles::TILE, SHOWN.1 * tiles::TILE);
    let (far_x, far_y) = (town.w * tiles::TILE, town.h * tiles::TILE);
    let half = |from: u16, length: u16| (i32::from(from) * 2 + i32::from(length)) * tiles::TILE / 2;
    let (x, y) = around.map_or((far_x / 2, far_y / 2), |area| {
        (half(area.x, area.width), half(area.y, area.height) + BELOW)
    });
    let left = (x - wide / 2).clamp(0, (far_x - wide).max(0));
    let top = (y - high / 2).clamp(0, (far_y - high).max(0));
    let stills = scene::HOURS.into_iter().filter_map(|hour| {
        let still = scene::render(&sheet, &town, hour).cut(left, top, wide, high);
        Some((hour.name, Held::new(still.to_png().ok()?, "image/png")))
    });
    stills.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_viewers_own_files_have_such_names() {
        assert!(is_name("viewer-0123456789abcdef.wasm") && is_name("viewer-0123456789abcdef.js"));
        for bad in [
            "viewer.json",
            "viewer-0123456789abcdef.wasm.br",
            "viewer-0123.wasm",
            "viewer-0123456789abcdeg.js",
            "../viewer-0123456789abcdef.js",
            "viewer-../../etc/passwd0.js",
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[tokio::test]
    async fn the_folder_tells_how_it_stands() {
        use model::PlayStand;
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(stand(folder.path()).await, PlayStand::Missing);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        write("progress.json", &format!(r#"{{"what":"bevy","percent":140,"at":{now}}}"#));
        let building = PlayStand::Building { what: "bevy".into(), percent: 99 };
        assert_eq!(stand(folder.path()).await, building);
        write("progress.json", r#"{"what":"bevy","percent":4,"at":1}"#);
        let cut = PlayStand::Failed { why: "Its build was cut off.".into() };
        assert_eq!(stand(folder.path()).await, cut);
        write("progress.json", r#"{"what":"","percent":4,"failed":"No disk.","at":1}"#);
        assert_eq!(stand(folder.path()).await, PlayStand::Failed { why: "No disk.".into() });
        let hostile = r#"{"program":"../x.wasm","script":"viewer-0123456789abcdef.js","bytes":1}"#;
        write("viewer.json", hostile);
        assert!(matches!(stand(folder.path()).await, PlayStand::Failed { .. }));
        let mark = "viewer-0123456789abcdef";
        let good = format!(r#"{{"program":"{mark}.wasm","script":"{mark}.js","bytes":9}}"#);
        write("viewer.json", &good);
        assert!(matches!(stand(folder.path()).await, PlayStand::Ready { bytes: 9, .. }));
    }

    #[test]
    fn the_town_of_the_village_can_be_drawn() {
        let map = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../assets/map/village.tmx");
        let names: Vec<_> = draw(&map, None).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["noon", "dusk", "night"]);
        let corner = Area { x: 0, y: 0, width: 1, height: 1 };
        assert_eq!(draw(&map, Some(corner)).len(), 3);
        assert!(draw(FilePath::new("/nowhere"), None).is_empty());
    }
}
