//! What is served under `/static/`, kept in the binary so that the village is one file. Each has an
//! `ETag` made of its bytes, so that a browser may keep it and only asks whether it is current.

/// Path under `/static/`, content type, bytes.
pub const FILES: &[(&str, &str, &[u8])] = &[
    ("base.css", CSS, include_bytes!("../../pages/base.css")),
    ("board.css", CSS, include_bytes!("../../pages/board.css")),
    ("hall.css", CSS, include_bytes!("../../pages/hall.css")),
    ("play.css", CSS, include_bytes!("../../pages/play.css")),
    ("village.css", CSS, include_bytes!("../../pages/village.css")),
    ("icon.svg", SVG, include_bytes!("../../pages/icon.svg")),
    ("theme.js", JS, include_bytes!("../../pages/theme.js")),
    ("village.js", JS, include_bytes!("../../pages/village.js")),
    ("agent.js", JS, include_bytes!("../../pages/agent.js")),
    ("board.js", JS, include_bytes!("../../pages/board.js")),
    ("answer.js", JS, include_bytes!("../../pages/answer.js")),
    ("body.js", JS, include_bytes!("../../pages/body.js")),
    ("copy.js", JS, include_bytes!("../../pages/copy.js")),
    ("forms.js", JS, include_bytes!("../../pages/forms.js")),
    ("invitation.js", JS, include_bytes!("../../pages/invitation.js")),
    ("letters.js", JS, include_bytes!("../../pages/letters.js")),
    ("live.js", JS, include_bytes!("../../pages/live.js")),
    ("play.js", JS, include_bytes!("../../pages/play.js")),
    ("send.js", JS, include_bytes!("../../pages/send.js")),
    ("told.js", JS, include_bytes!("../../pages/told.js")),
    ("undo.js", JS, include_bytes!("../../pages/undo.js")),
    ("unread.js", JS, include_bytes!("../../pages/unread.js")),
    ("art.js", JS, include_bytes!("../../pages/art.js")),
    ("bubbles.js", JS, include_bytes!("../../pages/bubbles.js")),
    ("camera.js", JS, include_bytes!("../../pages/camera.js")),
    ("clock.js", JS, include_bytes!("../../pages/clock.js")),
    ("effects.js", JS, include_bytes!("../../pages/effects.js")),
    ("feed.js", JS, include_bytes!("../../pages/feed.js")),
    ("hours.js", JS, include_bytes!("../../pages/hours.js")),
    ("keys.js", JS, include_bytes!("../../pages/keys.js")),
    ("lit.js", JS, include_bytes!("../../pages/lit.js")),
    ("list.js", JS, include_bytes!("../../pages/list.js")),
    ("map.js", JS, include_bytes!("../../pages/map.js")),
    ("marks.js", JS, include_bytes!("../../pages/marks.js")),
    ("papers.js", JS, include_bytes!("../../pages/papers.js")),
    ("people.js", JS, include_bytes!("../../pages/people.js")),
    ("sky.js", JS, include_bytes!("../../pages/sky.js")),
    ("stage.js", JS, include_bytes!("../../pages/stage.js")),
    ("walk.js", JS, include_bytes!("../../pages/walk.js")),
    ("wire.js", JS, include_bytes!("../../pages/wire.js")),
    ("world.js", JS, include_bytes!("../../pages/world.js")),
];

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// A file under `/static/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    pub content_type: &'static str,
    pub body: &'static [u8],
    /// Quoted, as the header carries it.
    pub etag: String,
}

/// The file of that path, without the leading `/static/`.
pub fn static_file(path: &str) -> Option<StaticFile> {
    let (_, content_type, body) = FILES.iter().find(|(name, ..)| *name == path)?;
    Some(StaticFile { content_type, body, etag: format!("\"{:016x}\"", fingerprint(body)) })
}

/// FNV-1a: tells versions of our own files apart; it guards nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_path_and_tells_its_version() {
        let theme = static_file("theme.js").unwrap();
        assert_eq!(theme.content_type, JS);
        assert_eq!(theme.etag.len(), 18);
        assert_ne!(theme.etag, static_file("village.css").unwrap().etag);
        assert_eq!(static_file("../pages.rs"), None);
    }

    #[test]
    fn every_module_that_a_script_imports_is_served() {
        for (name, kind, body) in FILES.iter().filter(|(_, kind, _)| *kind == JS) {
            let text = str::from_utf8(body).unwrap();
            for line in text.lines().filter(|line| line.starts_with("import ")) {
                let path = line.split("\"./").nth(1).and_then(|rest| rest.split('"').next());
                let path = path.unwrap_or_else(|| panic!("{name} imports from elsewhere: {line}"));
                assert!(static_file(path).is_some(), "{name} ({kind}) imports {path}");
            }
        }
    }

    #[test]
    fn no_script_makes_markup_of_text() {
        let ways = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("];
        for (name, _, body) in FILES {
            let text = str::from_utf8(body).unwrap();
            for way in ways {
                assert!(!text.contains(way), "{name} uses {way}");
            }
        }
    }
}
