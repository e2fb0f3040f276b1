//! `/login` and `/sign-up`: the way in.

use maud::{Markup, html};

use crate::pages::form::{Send, Text, form};
use crate::pages::frame::{self, Place};
use crate::pages::model::Scene;

/// A way in by an account elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Provider {
    pub name: String,
    pub href: String,
}

/// Who may sign up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Doors {
    #[default]
    Closed,
    Invitation,
    Open,
}

/// `/login`.
#[derive(Debug, Clone, Default)]
pub struct LoginPage {
    pub scene: Scene,
    /// Path of ours where one goes then.
    pub then: String,
    pub doors: Doors,
    pub providers: Vec<Provider>,
}

/// The page for those who have an account.
pub fn login(shown: &LoginPage) -> Markup {
    let then = format!("go:{}", shown.then);
    let send = Send::post("/api/v1/people/login", "Welcome, {name}.").then(&then).chief();
    let main = html! {
        div.wide.narrow {
            h1 { "Sign in" }
            section.panel aria-label="Sign in" {
                (form(&send, "Sign in", html! {
                    (Text { autocomplete: "username", ..Text::new("name", "Name", 40) }.field())
                    (password("password", "Password", "current-password", false))
                }))
                @for one in &shown.providers {
                    p { a href=(one.href) { "Sign in with " (one.name) } }
                }
            }
            p.muted {
                @match shown.doors {
                    Doors::Closed => "This village takes nobody in at present. Everything may be \
                        read without an account.",
                    Doors::Invitation => "No account yet? You need a link from somebody who is in.",
                    Doors::Open => { "No account yet? " a href="/sign-up" { "Sign up" } "." }
                }
            }
        }
    };
    frame::page("Sign in", Place::Account, Some(&shown.scene), &["forms.js"], main)
}

/// `/sign-up`.
#[derive(Debug, Clone, Default)]
pub struct SignUpPage {
    pub scene: Scene,
    pub doors: Doors,
    /// Secret of an invitation, where the address had one.
    pub invitation: String,
    pub providers: Vec<Provider>,
    pub password_chars_min: u32,
}

/// The page for those who want an account.
pub fn sign_up(shown: &SignUpPage) -> Markup {
    let main = html! {
        div.wide.narrow {
            h1 { "Sign up" }
            @match shown.doors {
                Doors::Closed => p.notice { "This village takes nobody in at present." },
                Doors::Invitation | Doors::Open => (sign_up_form(shown)),
            }
            p.muted { "You have an account? " a href="/login" { "Sign in" } "." }
        }
    };
    let scripts = ["invitation.js", "forms.js"];
    frame::page("Sign up", Place::Account, Some(&shown.scene), &scripts, main)
}

fn sign_up_form(shown: &SignUpPage) -> Markup {
    let send = Send::post("/api/v1/people/sign-up", "Welcome, {name}.").then("go:/account").chief();
    let invitation = Text::new("invitation", "Invitation", 128).value(&shown.invitation);
    let invitation = if shown.doors == Doors::Open { invitation.optional() } else { invitation };
    let length = format!("At least {} characters; a sentence is good.", shown.password_chars_min);
    html! {
        section.panel aria-label="Sign up" {
            (form(&send, "Sign up", html! {
                (Text { autocomplete: "username", ..Text::new("name", "Name", 40) }
                    .hint("a-z, A-Z, 0-9, - and _; it stands beside what you write and is never \
                        changed").field())
                (Text {
                    least: Some(shown.password_chars_min),
                    autocomplete: "new-password",
                    kind: "password",
                    ..Text::new("password", "Password", 256)
                }.hint(&length).field())
                (invitation.field())
            }))
            @for one in &shown.providers {
                p { a href=(one.href) data-provider { "Sign up with " (one.name) } }
            }
        }
    }
}

/// A password.
pub(super) fn password(name: &str, label: &str, autocomplete: &str, optional: bool) -> Markup {
    let field = Text { kind: "password", autocomplete, ..Text::new(name, label, 256) };
    if optional { field.optional().field() } else { field.field() }
}
