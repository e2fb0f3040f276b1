//! Addresses of the network against which something stands: a part of the room of people.

use maud::{Markup, html};

use super::people::{MEASURES, hours};
use crate::pages::form::{Send, Text, behind, choice, form, reason};

/// An address, or a range of them.
#[derive(Debug, Clone, Default)]
pub struct AddressRow {
    pub address: String,
    pub conduct: String,
    pub is_good: bool,
    pub warnings: u32,
    pub reason: String,
}

const API: &str = "/api/v1/addresses/discipline";

/// What stands against addresses, and the means to change it.
pub fn section(rows: &[AddressRow]) -> Markup {
    let send = Send::post(API, "Done, and written down.").danger("Is this what is to be done?");
    html! {
        section.panel aria-labelledby="addresses" {
            h2 #addresses { "Addresses" }
            p.muted {
                "Whoever comes from an address that was stopped may read and sign in, no more. "
                "Moderators and admins pass."
            }
            @if !rows.is_empty() { ul.rows { @for row in rows { (line(row)) } } }
            (behind("Warn or stop an address", form(&send, "Do this", html! {
                (Text::new("address", "Address", 49)
                    .hint("203.0.113.7, 203.0.113.0/24 or 2001:db8::/48").field())
                (choice("measure", "Measure", &MEASURES, "warn"))
                (hours())
                (reason("Why, told to whoever comes from there"))
            })))
        }
    }
}

fn line(row: &AddressRow) -> Markup {
    let lift = Send::post(API, "Lifted, and written down.");
    html! {
        li {
            p {
                code { (row.address) }
                @if !row.is_good { " " span.status.bad { (row.conduct) } }
                br;
                span.by {
                    (row.warnings) @if row.warnings == 1 { " warning" } @else { " warnings" }
                    " · “" (row.reason) "” · "
                    a href={ "/hall/audit?subject=address:" (row.address) } { "what was done" }
                }
            }
            (form(&lift, "Lift", html! {
                input type="hidden" name="address" value=(row.address);
                input type="hidden" name="measure" value="lift";
                (reason("Why"))
            }))
        }
    }
}
