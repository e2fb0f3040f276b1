//! `/setup`: making the first administrator, and what one does then. The form is sent as a form
//! is, without script: what nobody can do without must not hang on one.

use maud::{Markup, html};

use super::form::Text;
use super::frame::{self, Place};

/// The form. `length` is the least and the most characters of a name and a password.
pub fn form(name_max: usize, password: (usize, usize)) -> Markup {
    let length = format!("At least {} characters; a sentence is good.", password.0);
    let least = u32::try_from(password.0).ok();
    let main = html! {
        div.wide.narrow {
            h1 { "Set up the village" }
            p.lead {
                "Make the first administrator. This works once, with the link that the village "
                "printed when it was started for the first time."
            }
            section.panel aria-label="The first administrator" {
                form.send method="post" action="/setup" {
                    (Text::new("token", "Token of the link", 128).field())
                    (Text { autocomplete: "username", ..Text::new("name", "Name", name_max) }
                        .hint("a-z, A-Z, 0-9, - and _; it stands beside what you do and is never \
                            changed").field())
                    (Text {
                        least,
                        autocomplete: "new-password",
                        kind: "password",
                        ..Text::new("password", "Password", password.1)
                    }.hint(&length).field())
                    p.buttons {
                        button.chief type="submit" { "Make the administrator" }
                    }
                }
            }
        }
        script src="/setup.js" defer {}
    };
    frame::page("Set up the village", Place::Account, None, &[], main)
}

/// What to do first, once there is an administrator.
pub fn done(name: &str) -> Markup {
    let main = html! {
        div.wide.narrow {
            h1 { "The village is yours" }
            p.lead { "You are " b { (name) } ", and signed in." }
            section.panel aria-labelledby="first" {
                h2 #first { "What to do first" }
                p { a href="/" { "Watch the village" } ", and reward what you like on "
                    a href="/board" { "the board" } "." }
                p { a href="/hall/people" { "Invite people" } ": they sign up with the link that "
                    "you give them." }
                p { a href="/hall/policy" { "Read the rules of money" } ", and change them while "
                    "the village runs." }
            }
            section.panel aria-labelledby="programs" {
                h2 #programs { "For programs" }
                p { "One that acts for you takes a token from " a href="/account" { "your account" }
                    ", or where the village runs:" }
                pre { code { "village-server token create --person " (name) } }
                p { "For an agent of your own that lives here:" }
                pre { code { "village-server token create --agent ada" } }
                p { a href="/api/docs" { "What the API can do" } }
            }
        }
    };
    frame::page("The village is yours", Place::Account, None, &[], main)
}
