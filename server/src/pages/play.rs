//! `/play`: the village to the window's edge. A still picture is there at once; the viewer takes
//! its place when it is loaded, and where there is none yet the page says how far its build is.

use maud::{Markup, html};

use super::frame::{self, Place};
use super::model::{Play, PlayStand};

/// The `Content-Security-Policy` of this page alone: its program is WebAssembly.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

/// The page.
pub fn page(play: &Play) -> Markup {
    let main = html! {
        section.play #play data-hour=(hour(play.scene.clock.minute)) aria-label="The village"
            data-stand=(word(&play.stand))
            data-program=[ready(&play.stand).map(|(program, ..)| program)]
            data-script=[ready(&play.stand).map(|(_, script, _)| script)]
            data-bytes=[ready(&play.stand).map(|(.., bytes)| bytes)] {
            canvas #village tabindex="0"
                aria-label="The village, moving. All that happens here is also written on the \
                            pages Village, Board and Town hall." {}
            div.still #still aria-hidden="true" {}
            (card(&play.stand))
            p.unseen #told role="status" {}
        }
    };
    frame::picture("The village", Place::Play, &play.scene, &["play.js"], main)
}

fn card(stand: &PlayStand) -> Markup {
    html! {
        div.card #card {
            h1 #title { (title(stand)) }
            p #words { (words(stand)) }
            @let percent = match stand { PlayStand::Building { percent, .. } => *percent, _ => 0 };
            progress #bar max="100" value=(percent) aria-labelledby="title"
                hidden[!matches!(stand, PlayStand::Building { .. } | PlayStand::Ready { .. })] {}
            @match stand {
                PlayStand::Missing | PlayStand::Failed { .. } => {
                    p { code { "cargo village viewer" } }
                }
                PlayStand::Building { what, .. } => { p.muted #what { (what) } }
                PlayStand::Ready { .. } => {
                    noscript { p { "The moving picture needs JavaScript." } }
                }
            }
            p.muted { a href="/" { "The village in plain pages" } }
        }
    }
}

const fn word(stand: &PlayStand) -> &'static str {
    match stand {
        PlayStand::Missing => "missing",
        PlayStand::Building { .. } => "building",
        PlayStand::Failed { .. } => "failed",
        PlayStand::Ready { .. } => "ready",
    }
}

fn ready(stand: &PlayStand) -> Option<(String, String, u64)> {
    let PlayStand::Ready { program, script, bytes } = stand else { return None };
    Some((format!("/play/files/{program}"), format!("/play/files/{script}"), *bytes))
}

const fn title(stand: &PlayStand) -> &'static str {
    match stand {
        PlayStand::Missing => "The viewer is not built yet",
        PlayStand::Building { .. } => "The viewer is being built",
        PlayStand::Failed { .. } => "The viewer could not be built",
        PlayStand::Ready { .. } => "Coming into the village",
    }
}

fn words(stand: &PlayStand) -> String {
    match stand {
        PlayStand::Missing => "Whoever runs this village can build it with:".into(),
        PlayStand::Building { .. } => {
            "The village lives on meanwhile. This page opens by itself when it is done.".into()
        }
        PlayStand::Failed { why } => format!("{why} Whoever runs this village can try again with:"),
        PlayStand::Ready { .. } => "Loading…".into(),
    }
}

/// Which still picture fits a minute of the day.
const fn hour(minute: u32) -> &'static str {
    match minute / 60 {
        7..18 => "noon",
        5..7 | 18..21 => "dusk",
        _ => "night",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stand: PlayStand) -> String {
        page(&Play { stand, ..Play::default() }).into_string()
    }

    #[test]
    fn every_stand_says_what_to_do() {
        let missing = shown(PlayStand::Missing);
        assert!(missing.contains("not built yet") && missing.contains("cargo village viewer"));
        let building = shown(PlayStand::Building { what: "bevy_render".into(), percent: 40 });
        assert!(building.contains("value=\"40\"") && building.contains("bevy_render"));
        let failed = shown(PlayStand::Failed { why: "wasm-bindgen <broke>.".into() });
        assert!(failed.contains("wasm-bindgen &lt;broke&gt;."), "{failed}");
        let ready = PlayStand::Ready { program: "a.wasm".into(), script: "a.js".into(), bytes: 7 };
        let ready = shown(ready);
        assert!(ready.contains("data-program=\"/play/files/a.wasm\""), "{ready}");
        assert!(ready.contains("data-bytes=\"7\"") && !ready.contains("cargo village viewer"));
        assert!(!missing.contains("data-program"), "{missing}");
    }

    #[test]
    fn the_still_picture_has_the_hour() {
        let at = |hours: u32| hour(hours * 60);
        assert_eq!(
            (at(0), at(6), at(12), at(19), at(23)),
            ("night", "dusk", "noon", "dusk", "night")
        );
    }
}
