//! The program from outside: as a process, over HTTP, and through outages.

#![expect(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod api_addresses;
mod api_avatar;
mod api_away;
mod api_board;
mod api_compute;
mod api_contract;
mod api_economy;
mod api_files;
mod api_invitations;
mod api_keep;
mod api_keys;
mod api_labour;
mod api_letters;
mod api_limits;
mod api_moderate;
mod api_money_input;
mod api_payments;
mod api_people;
mod api_policy;
mod api_report;
mod api_slow;
mod authority;
mod bad_input;
mod bank;
mod browser;
mod chance;
mod chromium;
mod chromium_hall;
mod client;
mod desktop;
mod detour;
#[path = "../../gateway/tests/it/far_end.rs"]
mod far_end;
mod frames;
mod hands;
mod house;
mod hurried;
mod kit;
mod mcp;
mod minds;
mod model;
mod oidc;
mod outage;
mod pages;
mod pages_hall;
mod pages_play;
mod paypal;
mod paypal_forgery;
mod play;
mod process;
mod provider;
mod puppets;
mod replay;
mod schema;
#[path = "../../../game/tests/it/screen.rs"]
mod screen;
mod sockets;
mod sockets_people;
mod somebody;
mod spends;
mod spoil;
mod upgrade;
mod viewer;
mod webhook;
