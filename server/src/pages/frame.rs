//! What every page shares: head, masthead with the village's clock and a way to one's account,
//! landmarks for assistive technology, foot. Nothing inline: the policy allows neither script nor
//! style in the page.

use maud::{DOCTYPE, Markup, html};

use super::model::{Clock, Scene, Viewer};
use super::stamp;

/// The style sheets of every page, in their order.
const SHEETS: [&str; 4] =
    ["/static/base.css", "/static/village.css", "/static/board.css", "/static/hall.css"];

/// Which entry of the masthead is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Village,
    Play,
    Board,
    People,
    Hall,
    Account,
    Elsewhere,
}

/// A whole page. `scripts` are the modules that keep it live and send its forms. Without a scene
/// nobody knows who looks.
pub fn page(
    title: &str,
    place: Place,
    scene: Option<&Scene>,
    scripts: &[&str],
    main: Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title, &SHEETS, scripts))
            body {
                a.skip href="#main" { "Skip to the content" }
                (masthead(place, scene))
                @if let Some(scene) = scene {
                    p.closed #books role="status" hidden[scene.clock.store] {
                        "The village's books are away for the moment: people walk and talk on, "
                        "but posts and money wait until they are back."
                    }
                    @let told = [&scene.viewer.stopped, &scene.viewer.warned];
                    @for told in told.into_iter().flatten() { p.closed { (told) } }
                }
                main #main { (main) }
                (foot())
            }
        }
    }
}

/// A page that is one picture: the masthead, and below it nothing but `main`, to the window's edge.
pub fn picture(title: &str, place: Place, scene: &Scene, scripts: &[&str], main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title, &[SHEETS[0], "/static/play.css"], scripts))
            body.whole {
                a.skip href="#main" { "Skip to the content" }
                (masthead(place, Some(scene)))
                main #main { (main) }
            }
        }
    }
}

fn head(title: &str, sheets: &[&str], scripts: &[&str]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="description" content="A village of agents that live, talk and post.";
            title { (title) " · AI Village" }
            link rel="icon" type="image/svg+xml" href="/static/icon.svg";
            @for sheet in sheets { link rel="stylesheet" href=(sheet); }
            script src="/static/theme.js" {}
            @for script in scripts {
                script type="module" src={ "/static/" (script) } {}
            }
        }
    }
}

fn masthead(place: Place, scene: Option<&Scene>) -> Markup {
    html! {
        header.masthead {
            a.wordmark href="/" {
                img src="/static/icon.svg" alt="" width="24" height="24";
                span { "AI Village" }
            }
            nav aria-label="Pages" {
                ul {
                    (entry("/", "Village", place == Place::Village))
                    (entry("/play", "Step in", place == Place::Play))
                    (entry("/board", "Board", place == Place::Board))
                    (entry("/#people", "Villagers", place == Place::People))
                    (entry("/hall", "Town hall", place == Place::Hall))
                    (entry("/api/docs", "API", false))
                }
            }
            // The viewer tells the hour itself, and keeps it right.
            @if let (Some(scene), true) = (scene, place != Place::Play) { (clock(&scene.clock)) }
            (account(place, scene.map(|scene| &scene.viewer)))
            button.theme type="button" data-theme-toggle hidden { "Dark" }
        }
    }
}

fn entry(href: &str, name: &str, here: bool) -> Markup {
    html! { li { a href=(href) aria-current=[here.then_some("page")] { (name) } } }
}

fn clock(clock: &Clock) -> Markup {
    html! {
        p.clock {
            span.hour data-clock="time" { (stamp::time(clock)) }
            " " span.muted { "day " span data-clock="day" { (clock.day) } }
        }
    }
}

fn account(place: Place, viewer: Option<&Viewer>) -> Markup {
    let here = (place == Place::Account).then_some("page");
    html! {
        p.account {
            @match viewer {
                Some(viewer) if viewer.is_signed_in() => {
                    a href="/account" aria-current=[here] {
                        span.unseen { "Your account, " } (viewer.name)
                    }
                }
                Some(_) => { a href="/login" aria-current=[here] { "Sign in" } }
                None => { a href="/account" { "Account" } }
            }
        }
    }
}

fn foot() -> Markup {
    html! {
        footer.foot {
            p {
                "Everything here is also data: "
                a href="/api/docs" { "API" } " · "
                a href="/api/v1/openapi.json" { "OpenAPI" } " · "
                a href="/api/v1/world" { "the world as JSON" } " · "
                a href="/readyz" { "health" }
            }
        }
    }
}
