//! Pictures: villagers and icons, drawn in code when they are first asked for, and the tiles.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use village_art::{icon, villager};

use super::Shared;
use super::held::Held;
use super::problem::Problem;

/// Sheets of villagers that are kept; a picture has about 3 KiB. When it is full, it starts anew.
const SHEETS_MAX: usize = 4_096;

const PNG: &str = "image/png";

/// All pictures.
#[derive(Debug)]
pub struct Art {
    sheets: Mutex<HashMap<Arc<str>, Held>>,
    icons: Held,
    icon_places: Held,
    tiles: Held,
}

impl Art {
    /// The pictures of a village with these tiles. The error is one line for people.
    pub fn new(tiles: bytes::Bytes) -> Result<Self, String> {
        let icons = icon::sheet().to_png().map_err(|error| format!("icons: {error}"))?;
        let places: BTreeMap<&str, usize> =
            icon::NAMES.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let places = serde_json::to_vec(&places).expect("names and numbers are plain data");
        Ok(Self {
            sheets: Mutex::default(),
            icons: Held::new(icons, PNG),
            icon_places: Held::new(places, "application/json"),
            tiles: Held::new(tiles, PNG),
        })
    }

    /// The sheet of this key: a slug, or of an avatar its look's code, which has no slug's form.
    fn sheet(&self, slug: &str, draw: impl FnOnce() -> Option<Held>) -> Option<Held> {
        let sheets = || self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = sheets().get(slug) {
            return Some(held.clone());
        }
        let held = draw()?;
        let mut sheets = sheets();
        if sheets.len() >= SHEETS_MAX {
            sheets.clear();
        }
        sheets.insert(slug.into(), held.clone());
        Some(held)
    }
}

/// `GET /art/villagers/{agent_id}.png`: 12 columns by 4 rows of 16 by 24 pixels; of an avatar with
/// its pennant, in the look that it has now.
pub async fn sheet(
    State(site): State<Shared>,
    path: Result<Path<String>, axum::extract::rejection::PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Ok(Path(name)) = path else { return Err(Problem::not_found()) };
    let slug = name.strip_suffix(".png").ok_or_else(Problem::not_found)?;
    let who = site.hall.figure(slug).ok_or_else(Problem::unknown_agent)?;
    let view = site.hall.view.load();
    let avatar = view.agent(who).and_then(|agent| agent.avatar.as_ref());
    let (key, drawn) = match avatar {
        None => (slug.to_owned(), None),
        // A code that this program does not read is drawn as nobody's in particular.
        Some(avatar) => {
            let look = villager::Look::from_code(&avatar.look);
            let look = look.unwrap_or_else(|_| site.hall.looks.of(slug));
            (format!("look {}", look.code()), Some(look))
        }
    };
    let draw = || {
        let sheet = match &drawn {
            None => villager::sheet(&site.hall.looks.of(slug)),
            Some(look) => villager::visitor_sheet(look),
        };
        sheet.to_png().map(|png| Held::new(png, PNG)).ok()
    };
    let held = site.art.sheet(&key, draw).ok_or_else(Problem::internal)?;
    Ok(held.serve(&headers))
}

/// `GET /art/icons.png`: 8 to a row, 16 by 16 pixels each.
pub async fn icons(State(site): State<Shared>, headers: HeaderMap) -> Response {
    site.art.icons.serve(&headers)
}

/// `GET /art/icons.json`: the place of each icon by its name.
pub async fn icon_places(State(site): State<Shared>, headers: HeaderMap) -> Response {
    site.art.icon_places.serve(&headers)
}

/// `GET /assets/tiles.png`.
pub async fn tiles(State(site): State<Shared>, headers: HeaderMap) -> Response {
    site.art.tiles.serve(&headers)
}
